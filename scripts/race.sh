#!/usr/bin/env bash
# race.sh: runs all tests under the race detector, or says why it cannot.
set -euo pipefail

compiler=$(go env CC)
if [[ $(go env CGO_ENABLED) != 1 ]] || ! command -v "${compiler%% *}" >/dev/null; then
	echo 'race: left out, it needs a C compiler'
	exit 0
fi
go test -race -shuffle=on ./...
