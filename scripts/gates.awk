# gates.awk: gates.txt, then the output of `go test -bench`: prints each ratio and fails if one
# is over its gate, or if a benchmark is missing.
#
# A ratio is of the fastest runs: a busy machine makes a run slower, never faster.

FNR == NR && (/^#/ || NF == 0) { next }
FNR == NR { package[++n] = $1; name[n] = $2; against[n] = $3; most[n] = $4; next }

/^pkg:/ { at = $2; next }

/^Benchmark/ && /ns\/op/ {
	sub(/-[0-9]+$/, "", $1)
	sub(/^Benchmark/, "", $1)
	key = at SUBSEP $1
	if (!(key in fastest) || $3 + 0 < fastest[key]) fastest[key] = $3 + 0
}

END {
	for (i = 1; i <= n; i++) {
		a = package[i] SUBSEP name[i]
		b = package[i] SUBSEP against[i]
		if (!(a in fastest) || !(b in fastest)) {
			printf "gate: %s %s against %s: not measured\n", package[i], name[i], against[i]
			failed = 1
			continue
		}
		ratio = fastest[a] / fastest[b]
		over = ratio > most[i]
		printf "gate: %s %s is %.3g × %s, at most %s%s\n", package[i], name[i], ratio, against[i], most[i], over ? ": TOO SLOW" : ""
		failed = failed || over
	}
	exit failed
}
