package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// Names of calendars.
const (
	weekdays  = "24x5"
	everyTime = "24x7"
)

// calendars are those of the targets. The log's times have no zone.
func calendars(name string) (calendar.Calendar, bool) {
	switch name {
	case weekdays:
		return calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 00:00-24:00")}.MustCompile(nil), true
	case everyTime:
		return calendar.Always(time.UTC), true
	default:
		return calendar.Calendar{}, false
	}
}

// A report is everything that is asked of a log.
type report struct {
	log      *auditLog
	rejected int
	matrix   recovered
	changes  int // of priority
	waiting  *waiting
	tried    []*calibration // the best first
	example  example
	kpis     serviceKPIs
}

func newReport(log *auditLog, audit string) (*report, error) {
	r := &report{log: log, matrix: recoverMatrix(log), waiting: newWaiting(log)}
	clocks, err := sla.GoalSpec{
		Metric:  r.waiting.metric(),
		Targets: sla.TargetSpecs{{Span: sla.Within(longTime), Calendar: everyTime}},
	}.Compile(calendars)
	if err != nil {
		return nil, err
	}
	resolution, err := sla.GoalSpec{
		Metric: resolutionMetric(r.waiting.holds()), Targets: sla.ResolutionTargets(weekdays),
	}.Compile(calendars)
	if err != nil {
		return nil, err
	}
	for _, until := range []sla.EventType{eventClosed, eventResolved} {
		c, err := newCalibration(until)
		if err != nil {
			return nil, err
		}
		r.tried = append(r.tried, c)
	}
	logs := make([]sla.Log, len(log.incidents))
	for n, i := range log.incidents {
		if logs[n], err = i.log(); err != nil {
			return nil, fmt.Errorf("%s: %w", i.number, err)
		}
		if err := r.add(i, logs[n], clocks); err != nil {
			return nil, fmt.Errorf("%s: %w", i.number, err)
		}
		if audit == "" || audit == i.number {
			if err := r.example.consider(i.number, logs[n], resolution); err != nil {
				return nil, err
			}
		}
	}
	if audit != "" && r.example.number == "" {
		return nil, fmt.Errorf("no incident %q", audit)
	}
	if r.kpis, err = measure(log.incidents); err != nil {
		return nil, err
	}
	return r, r.calibrate(logs)
}

func (r *report) add(i incident, log sla.Log, waiting sla.Goal) error {
	for j := 1; j < len(i.entries); j++ {
		if i.entries[j].priority != i.entries[j-1].priority {
			r.changes++
		}
	}
	clock, err := waiting.Replay(log)
	if err != nil {
		return err
	}
	r.waiting.add(i, clock)
	for _, c := range r.tried {
		if err := c.add(i, log); err != nil {
			return err
		}
	}
	return nil
}

// calibrate puts the end of the time first that explains the larger share of its
// verdicts.
func (r *report) calibrate(logs []sla.Log) error {
	for _, c := range r.tried {
		c.find()
		if err := c.confirm(r.log.incidents, logs); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.tried, func(a, b *calibration) int { return b.share().Compare(a.share()) })
	return nil
}

func (r *report) summary() summary {
	best := r.tried[0]
	s := summary{
		Rows: r.log.rows, Incidents: len(r.log.incidents),
		MatrixMismatches: r.matrix.mismatches, PriorityChanges: r.changes,
		WaitingSeconds: make(map[string]int64),
		MadeSLA:        madeSLA{Until: string(best.until), Thresholds: make(map[string]int64)},
	}
	for _, state := range r.waiting.states {
		s.WaitingSeconds[state] = r.waiting.byRows[state]
	}
	s.MadeSLA.Agreed, s.MadeSLA.Total = best.agreed()
	for p, t := range best.thresholds {
		s.MadeSLA.Thresholds[r.log.names[p]] = seconds(t.target)
	}
	return s
}

// print writes the report for people.
func (r *report) print(out io.Writer) {
	fmt.Fprintf(out, "%s of %s; rows that could not be read: %d.\n\n", count(r.log.rows, "row"), count(len(r.log.incidents), "incident"), r.rejected)
	r.printMatrix(out)
	r.printWaiting(out)
	for n, c := range r.tried {
		r.printCalibration(out, c, n == 0)
	}
	r.kpis.print(out)
	if r.example.number != "" {
		fmt.Fprintf(out, "%s, its own time on weekdays against published targets, 4 h, 8 h, 24 h and 72 h for P1 to P4:\n%s\n\n", r.example.number, r.example.audit)
	}
}

func (r *report) printMatrix(out io.Writer) {
	spec := r.matrix.matrix.Spec()
	fmt.Fprintln(out, "Priority by impact and urgency, as the rows have it:")
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "  impact\\urgency")
	for _, urgency := range spec.Urgencies {
		fmt.Fprint(table, "\t", urgency)
	}
	fmt.Fprintln(table)
	for i, impact := range spec.Impacts {
		fmt.Fprint(table, "  ", impact)
		for j, urgency := range spec.Urgencies {
			p := spec.Priorities[i][j]
			if n := r.matrix.rows[cell{impact, urgency}][p]; n > 0 {
				fmt.Fprintf(table, "\t%s, %s", r.log.names[p], count(n, "row"))
			} else {
				fmt.Fprintf(table, "\t%s, by symmetry", r.log.names[p])
			}
		}
		fmt.Fprintln(table)
	}
	table.Flush()
	if r.matrix.err != nil {
		fmt.Fprintln(out, "  They make no matrix:", r.matrix.err)
	}
	fmt.Fprintf(out, "Rows with another priority: %d. Changes of an incident's priority: %d.\n\n", r.matrix.mismatches, r.changes)
}

func (r *report) printWaiting(out io.Writer) {
	fmt.Fprintln(out, "Waiting, in seconds:")
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "state\trows\trow to row\tby the clock\tof all time\t")
	for _, state := range r.waiting.states {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\t\n", state, r.waiting.rows[state], r.waiting.byRows[state], r.waiting.byClock[state],
			msp.NewRatio(r.waiting.byRows[state], r.waiting.total).Percent(1, msp.HalfUp))
	}
	table.Flush()
	verdict := "Both agree, and with the time that the clock counted they are all of it"
	if !r.waiting.agree() {
		verdict = "THE TWO DIFFER"
	}
	fmt.Fprintf(out, "%s: %d s.\n\n", verdict, r.waiting.total)
}

func (r *report) printCalibration(out io.Writer, c *calibration, best bool) {
	judgement := "explains less"
	if best {
		judgement = "explains made_sla best"
	}
	fmt.Fprintf(out, "The weekday time from opened_at to %s %s:\n", c.until, judgement)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "priority\ttarget\tor any below\tagreed\tof\tshare\t")
	line := func(name string, t threshold) {
		below := "∞"
		if t.below > 0 {
			below = durationText(t.below)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%s\t\n", name, durationText(t.target), below, t.agreed, t.total,
			msp.NewRatio(int64(t.agreed), int64(t.total)).Percent(2, msp.Floor))
	}
	for _, p := range slices.Sorted(maps.Keys(c.thresholds)) {
		line(r.log.names[p], c.thresholds[p])
	}
	line("one for all", c.one)
	table.Flush()
	agreed, total := c.agreed()
	confirmed := c.confirmed.Tally()
	fmt.Fprintf(out, "%d of %d, %s; clocks under these targets say so of %d, and otherwise of %d. Without such a time: %d.\n\n",
		agreed, total, c.share().Percent(2, msp.Floor), confirmed.Met(), confirmed.Missed(), c.unjudged)
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// durationText writes whole minutes without the parts that are zero: "154h2m".
func durationText(d time.Duration) string {
	text := strings.TrimSuffix(d.String(), "0s")
	if text == "" {
		return "0"
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
