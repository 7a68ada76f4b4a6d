#!/usr/bin/env bash
# packages.sh: the packages that users import, one a line: all but internal ones and programs.
set -euo pipefail

go list -f '{{if ne .Name "main"}}{{.ImportPath}}{{end}}' ./... | grep -v '/internal\(/\|$\)'
