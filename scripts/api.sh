#!/usr/bin/env bash
# api.sh: prints how the exported API differs from the last tag. From v1 on, an
# incompatible change fails.
set -euo pipefail

module=$(go list -m)
read -r tag < <(git tag --merged HEAD --sort=-version:refname --list 'v[0-9]*') || {
	echo 'api: no tag yet, nothing to compare with'
	exit 0
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools=$PWD/tools.mod

# apidiff names every internal package that it leaves out.
apidiff() {
	go tool -modfile="$tools" apidiff -m "$@" 2> >(grep -v '^Ignoring internal package' >&2)
}

mkdir "$work/old"
git archive "$tag" | tar -x -C "$work/old"
(cd "$work/old" && apidiff -w "$work/old.api" "$module")

echo "api: changes since $tag"
apidiff "$work/old.api" "$module"
if [[ $tag != v0.* && -n $(apidiff -incompatible "$work/old.api" "$module") ]]; then
	echo "api: incompatible with $tag" >&2
	exit 1
fi
