package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A summary is the last line of the output, beside the cityKPIs.
type summary struct {
	Rows             int   `json:"rows"`               // requests that could be read
	Rejected         int   `json:"rejected"`           // rows that could not
	WithPolicy       int   `json:"with_policy"`        // with a policy in force and a recorded target
	Exact            int   `json:"exact"`              // of those: our limit equals the recorded target to the second
	Within60s        int   `json:"within_60s"`         // … to a minute
	BusinessSeconds  int64 `json:"business_seconds"`   // open time from open to close, of closed rows
	ClosedBeforeOpen int   `json:"closed_before_open"` // closed rows left out of it
	ClosedWithTarget int   `json:"closed_with_target"`
	ClosedOnTime     int   `json:"closed_on_time"` // closed at or before the recorded target
}

// A replay adds requests up.
type replay struct {
	policies *policies
	summary  summary
	business metrics.Times           // more in all than a time.Duration holds
	rates    map[string]metrics.Rate // by department
	unlike   map[string]int          // by type: targets that differ by more than a minute
	tickets  []metrics.Ticket
	err      error
}

func newReplay(p *policies) *replay {
	return &replay{policies: p, rates: make(map[string]metrics.Rate), unlike: make(map[string]int)}
}

func (r *replay) add(q request) {
	s := &r.summary
	s.Rows++
	r.compare(q)
	r.tickets = append(r.tickets, q.ticket())
	if !q.open() {
		if q.closed.Before(q.opened) {
			s.ClosedBeforeOpen++
		} else {
			r.err = cmp.Or(r.err, r.business.Add(r.policies.city.Between(q.opened, q.closed)))
		}
	}
	outcome := q.outcome()
	switch outcome {
	case msp.Met:
		s.ClosedWithTarget++
		s.ClosedOnTime++
	case msp.Missed:
		s.ClosedWithTarget++
	case msp.Pending, msp.Excluded:
	}
	rate := r.rates[q.department]
	r.err = cmp.Or(r.err, rate.Add(outcome))
	r.rates[q.department] = rate
}

// compare holds our limit against the target that the city's system recorded.
func (r *replay) compare(q request) {
	targets, ok := r.policies.byType[q.kind]
	if !ok || q.target.IsZero() {
		return
	}
	target, ok := targets.For(0, q.opened)
	if !ok {
		return
	}
	r.summary.WithPolicy++
	deadline, err := target.Start(q.opened)
	if err != nil {
		r.unlike[q.kind]++
		return
	}
	limit, ok := deadline.Limit()
	switch off := limit.Sub(q.target).Abs(); {
	case !ok || off > time.Minute:
		r.unlike[q.kind]++
		return
	case off < time.Second:
		r.summary.Exact++
	}
	r.summary.Within60s++
}

// finish returns the summary of all requests.
func (r *replay) finish() (summary, error) {
	seconds, err := r.business.Sum().Exact().Quo(msp.NewRatio(int64(time.Second), 1))
	if err != nil {
		return summary{}, err
	}
	// Both edges are whole seconds, so nothing is rounded.
	r.summary.BusinessSeconds, err = seconds.Int(msp.HalfUp)
	return r.summary, cmp.Or(r.err, err)
}

// print writes the tables for people.
func (r *replay) print(out io.Writer) {
	s := r.summary
	fmt.Fprintf(out, "%d requests, %d with a policy in force and a recorded target.\n", s.Rows, s.WithPolicy)
	fmt.Fprintf(out, "Our limit equals the recorded target to the second in %d, to a minute in %d: %s.\n\n", s.Exact, s.Within60s,
		msp.NewRatio(int64(s.Within60s), int64(s.WithPolicy)).Percent(2, msp.HalfUp))

	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "department\tclosed in time\tlate\tstill open\tno target\tcompliance\t")
	departments := slices.Sorted(maps.Keys(r.rates))
	for _, department := range departments {
		rate := r.rates[department]
		t := rate.Tally()
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%s\t\n", cmp.Or(department, "(none)"), t.Met(), t.Missed(), t.Pending(),
			t.Excluded(), rate.Value().Percent(1, msp.HalfUp))
	}
	table.Flush()

	fmt.Fprintln(out, "\nTargets that differ from ours by more than a minute, by type of request:")
	kinds := slices.SortedFunc(maps.Keys(r.unlike), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.unlike[b], r.unlike[a]), strings.Compare(a, b))
	})
	const shown = 10
	for i, kind := range kinds {
		if i == shown {
			fmt.Fprintf(out, "  and %d more types\n", len(kinds)-shown)
			break
		}
		fmt.Fprintf(out, "  %5d  %s\n", r.unlike[kind], kind)
	}
	fmt.Fprintln(out)
}
