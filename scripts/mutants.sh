#!/usr/bin/env bash
# mutants.sh PERCENT [FOLDER...]: mutation testing. Prints the mutants that survived and
# fails if the tests of some package kill less than PERCENT of those they reach.
# A folder is such as ./calendar; those of all packages that users import by default.
set -euo pipefail

least=$1
shift
here=$(dirname "$0")
root=$(go list -m)

folders=("$@")
if [[ $# -eq 0 ]]; then
	mapfile -t folders < <("$here/packages.sh" | sed "s|^$root|.|")
fi

# A mutant that a law finds out needs no small counterexample.
export RAPID_SHRINKTIME=0s RAPID_NOFAILFILE=true

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=()
for folder in "${folders[@]}"; do
	echo "mutants of $folder"
	# A folder is walked to the bottom: what has a slash is another package's. A mutant may
	# take so many times what the tests take, which a cached result would set to nothing.
	GOFLAGS="${GOFLAGS:-} -count=1" go tool -modfile=tools.mod gremlins unleash \
		--timeout-coefficient=20 --output-statuses=lt --exclude-files=/ "$folder" | tee "$log"
	# Its own threshold flag is not heeded (v0.6.0). A time-out is an endless loop or a
	# busy machine: if most mutants end so, the run has proved nothing.
	awk -v least="$least" -F '[:,]' '
		/^No results/ { seen = 1 }
		/^Killed:/ { seen = 1; killed = $2; lived = $4 }
		/^Timed out:/ { late = $2 }
		END { exit !seen || late > killed + lived || 100 * killed < least * (killed + lived) }
	' "$log" || failed+=("$folder")
done
if [[ ${#failed[@]} -gt 0 ]]; then
	echo "mutants: less than $least % killed: ${failed[*]}" >&2
	exit 1
fi
