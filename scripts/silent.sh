#!/usr/bin/env bash
# silent.sh MESSAGE COMMAND...: runs a command that must succeed and print nothing to stdout.
set -euo pipefail

message=$1
shift
status=0
output=$("$@") || status=$?
if [[ -n $output ]]; then
	printf '%s\n%s\n' "$output" "$message" >&2
	exit 1
fi
exit "$status"
