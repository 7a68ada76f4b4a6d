#!/usr/bin/env bash
# bench.sh COUNT TIME FILE: runs every benchmark COUNT times for TIME and keeps the output in FILE.
set -euo pipefail

flags=(-run='^$' -bench=. -benchmem -count="$1" -benchtime="$2" -timeout=2h)
file=$3

go test "${flags[@]}" ./... | tee "$file"
if [[ -f internal/benchmarks/go.mod ]]; then
	go -C internal/benchmarks test "${flags[@]}" ./... | tee -a "$file"
fi
