#!/usr/bin/env bash
# cover.sh PERCENT PROFILE: runs all tests and fails if they reach less than PERCENT of
# the statements of some package that users import. A statement counts wherever the test
# that reaches it lives, so the conformance vectors count too.
set -euo pipefail

least=$1
profile=$2
here=$(dirname "$0")

packages=$("$here/packages.sh" | paste -sd, -)
go test -shuffle=on -coverpkg="$packages" -coverprofile="$profile" ./... | sed $'s/[ \t]*coverage: .*//'
awk -v least="$least" -f "$here/coverage.awk" "$profile"
