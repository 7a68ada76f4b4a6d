package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// print writes the report for people.
func (r *report) print(out io.Writer, s summary) {
	fmt.Fprintf(out, "%d rows of %d cases, %d of them open; %d rows that could not be read.\n\n", s.Events, s.Cases, s.Open, s.Rejected)
	r.printHolds(out)
	r.printResolution(out, s)
	r.printLevels(out, s)
	if r.example.number != "" {
		fmt.Fprintf(out, "%s, if a reopened case goes on and if it was never solved:\n%s\n%s\n\n", r.example.number, r.example.goesOn, r.example.countGap)
	}
}

func newTable(out io.Writer) *tabwriter.Writer {
	return tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
}

func (r *report) printHolds(out io.Writer) {
	fmt.Fprintln(out, "Waiting, in seconds:")
	table := newTable(out)
	fmt.Fprintln(table, "waits for\trow to row\tby the clock\tof all time\t")
	for _, hold := range r.rows.holds {
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t\n", hold, r.rows.held[hold], r.held[hold], share(r.rows.held[hold], r.rows.total))
	}
	table.Flush()
	fmt.Fprintf(out, "%s.\n\n", verdict(maps.EqualFunc(r.rows.held, r.held, func(a, b int64) bool { return a == b })))
}

func (r *report) printResolution(out io.Writer, s summary) {
	fmt.Fprintf(out, "%d cases were reopened %d times. Solved in, without the time that they waited:\n", s.Reopened, s.Reopenings)
	table := newTable(out)
	fmt.Fprintln(table, "a reopened case\tmean\tmedian\tin time\tlate\tcompliance\t")
	for _, line := range []struct {
		name string
		of   resolution
		f    figures
	}{{"goes on", r.goesOn, s.Continue}, {"was never solved", r.countGap, s.CountGap}} {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%s\t\n", line.name, durationText(line.f.MeanSeconds), durationText(line.f.MedianSeconds),
			line.f.Met, line.f.Missed, line.of.all.Value().Percent(2, msp.Floor))
	}
	table.Flush()
	fmt.Fprintf(out, "The time between is %d s, %d s row to row. %s.\n\n", s.GapSeconds, r.rows.gaps, verdict(s.GapSeconds == r.rows.gaps))

	fmt.Fprintln(out, "In 4 h, 8 h, 24 h and 72 h, which are published targets and not the desk's:")
	table = newTable(out)
	fmt.Fprintln(table, "priority\tgoes on: in time\tlate\tcompliance\tnever solved: in time\tlate\tcompliance\t")
	for _, p := range slices.Sorted(maps.Keys(r.goesOn.rates)) {
		a, b := r.goesOn.rates[p], r.countGap.rates[p]
		fmt.Fprintf(table, "%v\t%d\t%d\t%s\t%d\t%d\t%s\t\n", p, a.Tally().Met(), a.Tally().Missed(), a.Value().Percent(2, msp.Floor),
			b.Tally().Met(), b.Tally().Missed(), b.Value().Percent(2, msp.Floor))
	}
	table.Flush()
	fmt.Fprintf(out, "%d cases are judged otherwise.\n\n", s.Changed)
}

func (r *report) printLevels(out io.Writer, s summary) {
	fmt.Fprintln(out, "Time at a level until completed, waiting included:")
	table := newTable(out)
	fmt.Fprintln(table, "level\tstays\tmean\tlongest\tseconds\trow to row\tof all\t")
	names := slices.Sorted(maps.Keys(r.levels.stays))
	var all int64
	for _, name := range names {
		all += s.LevelSeconds[name]
	}
	for _, name := range names {
		stays := r.levels.stays[name]
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%d\t%d\t%s\t\n", name, stays.Count(), valueText(stays.Mean()), valueText(stays.Max()),
			s.LevelSeconds[name], r.rows.levels[name], share(s.LevelSeconds[name], all))
	}
	table.Flush()
	agree := true
	for _, name := range names {
		agree = agree && s.LevelSeconds[name] == r.rows.levels[name]
	}
	fmt.Fprintf(out, "%s.\n\n", verdict(agree))

	fmt.Fprintf(out, "%d moves between levels, %d of them back to a level that the case had left, in %d cases:\n", s.LevelMoves, s.PingPong, s.PingPongCases)
	moves := slices.SortedFunc(maps.Keys(r.levels.moves), func(a, b move) int {
		return cmp.Or(cmp.Compare(r.levels.moves[b], r.levels.moves[a]), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	for _, m := range moves {
		fmt.Fprintf(out, "  %5d  %s to %s\n", r.levels.moves[m], m.from, m.to)
	}
	fmt.Fprintf(out, "%d cases were solved and never left %s: %s.\n\n", s.FirstLevel, firstLevel, r.levels.firstLevel.Value().Percent(1, msp.HalfUp))
}

func verdict(agree bool) string {
	if agree {
		return "Both agree"
	}
	return "THE TWO DIFFER"
}

func share(part, whole int64) string { return msp.NewRatio(part, whole).Percent(1, msp.HalfUp) }

// valueText writes a duration to the second.
func valueText(v metrics.Value) string {
	seconds, err := inSeconds(v)
	if err != nil {
		return "n/a"
	}
	return durationText(seconds)
}

// durationText writes seconds, a fraction of one rounded: "3h2m1s".
func durationText(seconds msp.Ratio) string {
	n, err := seconds.Int(msp.HalfUp)
	if err != nil {
		return "n/a"
	}
	return (time.Duration(n) * time.Second).String()
}
