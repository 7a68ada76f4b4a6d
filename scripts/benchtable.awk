# benchtable.awk: the output of `go test -bench -benchmem` as a page of tables.
#
# Each figure is the median of its runs. The ratio compares a benchmark with
# BenchmarkFloor or BenchmarkLoopFloor of the same package in the same run, so that it
# means the same on a slow machine as on a fast one.

/^goos:|^goarch:|^cpu:/ { machine[$1] = $0; next }

/^pkg:/ { package = $2; next }

/^Benchmark/ && /ns\/op/ {
	name = $1
	sub(/-[0-9]+$/, "", name)
	sub(/^Benchmark/, "", name)
	key = package SUBSEP name
	if (!(key in runs)) {
		if (!(package in size)) packages[++count] = package
		names[package, ++size[package]] = name
	}
	run = ++runs[key]
	for (i = 3; i < NF; i += 2) {
		if ($(i + 1) == "ns/op") time[key, run] = $i
		if ($(i + 1) == "B/op") bytes[key] = $i
		if ($(i + 1) == "allocs/op") allocs[key] = $i
	}
}

function median(key,   n, i, j, held, sorted) {
	n = runs[key]
	for (i = 1; i <= n; i++) {
		held = time[key, i] + 0
		for (j = i - 1; j > 0 && sorted[j] > held; j--) sorted[j + 1] = sorted[j]
		sorted[j + 1] = held
	}
	if (n % 2) return sorted[(n + 1) / 2]
	return (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function figure(x) {
	if (x >= 100) return sprintf("%.0f", x)
	return sprintf("%.3g", x)
}

END {
	print "# Benchmarks"
	print ""
	print "Written by `make bench`: medians, and ratios to the floor of the same run (`Floor` or"
	print "`LoopFloor` of the same package). Compare ratios; times are those of one machine."
	print ""
	for (i = split("goos: goarch: cpu:", order, " "); i > 0; i--) lines[i] = machine[order[i]]
	for (i = 1; i <= 3; i++) if (lines[i] != "") print "    " lines[i]
	for (p = 1; p <= count; p++) {
		package = packages[p]
		printf "\n## %s\n\n", package
		print "| benchmark | ns/op | × floor | B/op | allocs/op |"
		print "| --- | ---: | ---: | ---: | ---: |"
		floor = 0
		for (i = split("Floor LoopFloor", floors, " "); i > 0; i--) if ((package SUBSEP floors[i]) in runs) floor = median(package SUBSEP floors[i])
		for (i = 1; i <= size[package]; i++) {
			key = package SUBSEP names[package, i]
			middle = median(key)
			ratio = floor > 0 ? sprintf("%.2f", middle / floor) : "–"
			printf "| %s | %s | %s | %s | %s |\n", names[package, i], figure(middle), ratio, bytes[key], allocs[key]
		}
	}
}
