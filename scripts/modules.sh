#!/usr/bin/env bash
# modules.sh: tidies (as a check), builds, vets and tests every nested module.
set -euo pipefail

for file in $(git ls-files --cached --others --exclude-standard -- '*/go.mod'); do
	module=$(dirname "$file")
	if [[ ! -f $file || $file == *testdata/* ]]; then
		continue
	fi
	echo "module $module"
	go -C "$module" mod tidy -diff
	go -C "$module" build -o /dev/null ./...
	go -C "$module" vet ./...
	go -C "$module" test ./...
done
