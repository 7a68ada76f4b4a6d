# coverage.awk: statement coverage of each package in a Go cover profile.
# Fails if one is below `least` percent. A profile merged from many test binaries
# has a line a binary for each block: a block counts once, reached if any reached it.

/^mode:/ { next }

{
	statements[$1] = $2
	if ($3 > 0) reached[$1] = 1
}

END {
	for (block in statements) {
		name = block
		sub(/\/[^\/]*$/, "", name)
		total[name] += statements[block]
		if (block in reached) hit[name] += statements[block]
	}
	for (name in total) {
		percent = 100 * hit[name] / total[name]
		verdict = ""
		if (percent < least) {
			verdict = sprintf("  below %s %%", least)
			failed = 1
		}
		printf "coverage %6.1f %%  %s%s\n", percent, name, verdict | "sort -k 4"
	}
	close("sort -k 4")
	exit failed
}
