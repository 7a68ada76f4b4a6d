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
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// cityKPIs are the part of the last line that is measured as of an instant.
type cityKPIs struct {
	AsOf        string   `json:"as_of"`
	City        office   `json:"city"`
	Departments []office `json:"departments"`
}

// An office is a department, or the city, and how it does. Of the requests that
// compliance leaves out NoTarget and ClosedBeforeOpen say why; some are both.
type office struct {
	Department       string      `json:"department,omitempty"`
	Requests         int         `json:"requests"`
	Compliance       metrics.KPI `json:"compliance"`
	Wilson95         *bounds     `json:"wilson_95"` // null if nothing is judged
	Overdue          int         `json:"overdue"`   // open and late, in compliance as missed
	NoTarget         int         `json:"no_target"`
	ClosedBeforeOpen int         `json:"closed_before_open"`
	Elapsed          closing     `json:"elapsed_seconds"`  // from opening to closing on the clock
	Business         closing     `json:"business_seconds"` // in the open hours of the calendar
}

// bounds are between which shares the true one lies, at a confidence of 95 %.
type bounds struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// A closing is the time to close, in seconds, exactly.
type closing struct {
	N           int64       `json:"n"`
	Open        int64       `json:"open"`    // left out: not closed
	Invalid     int64       `json:"invalid"` // left out: closed before they were opened
	Mean        msp.Ratio   `json:"mean"`
	NearestRank percentiles `json:"nearest_rank"`
	Linear      percentiles `json:"linear"`
}

type percentiles struct {
	P50 msp.Ratio `json:"p50"`
	P90 msp.Ratio `json:"p90"`
}

// ticket returns the request as package metrics has it.
func (q request) ticket() metrics.Ticket {
	return metrics.Ticket{Kind: metrics.Request, Team: q.department, Created: q.opened, ResolutionDue: q.target, Resolved: q.closed}
}

// A measurer measures offices on both clocks.
type measurer struct {
	asOf            time.Time
	clock, business metrics.Desk
}

func newMeasurer(asOf time.Time, city calendar.Calendar) (measurer, error) {
	m := measurer{asOf: asOf}
	var err error
	if m.clock, err = (metrics.DeskSpec{AsOf: asOf}).Compile(); err != nil {
		return m, err
	}
	m.business, err = metrics.DeskSpec{AsOf: asOf, Elapsed: city.Between}.Compile()
	return m, err
}

// measure returns how the city and each department did.
func (m measurer) measure(tickets []metrics.Ticket) (cityKPIs, error) {
	k := cityKPIs{AsOf: m.asOf.Format(time.RFC3339), Departments: []office{}}
	var err error
	if k.City, err = m.office("", tickets); err != nil {
		return k, err
	}
	byDepartment := make(map[string][]metrics.Ticket)
	for _, t := range tickets {
		byDepartment[t.Team] = append(byDepartment[t.Team], t)
	}
	for _, department := range slices.Sorted(maps.Keys(byDepartment)) {
		o, err := m.office(cmp.Or(department, "(none)"), byDepartment[department])
		if err != nil {
			return k, fmt.Errorf("%s: %w", department, err)
		}
		k.Departments = append(k.Departments, o)
	}
	return k, nil
}

func (m measurer) office(department string, tickets []metrics.Ticket) (office, error) {
	o := office{Department: department, Requests: len(tickets)}
	kept := m.clock.SLACompliance()
	o.Compliance = kept.Of(tickets)
	rate, err := metrics.CollectSlice(tickets, kept.Step()) // a KPI has no bounds
	if err != nil {
		return o, err
	}
	wilson, ok, err := rate.Wilson(msp.MustParsePercent("95%"))
	if err != nil {
		return o, err
	}
	if ok {
		o.Wilson95 = &bounds{wilson.Low, wilson.High}
	}
	for i := range tickets {
		t := &tickets[i]
		switch {
		case t.ResolutionDue.IsZero():
			o.NoTarget++
		case t.Resolved.IsZero() && kept.Outcome(t) == msp.Missed:
			o.Overdue++
		}
		if !t.Resolved.IsZero() && t.Resolved.Before(t.Created) {
			o.ClosedBeforeOpen++
		}
	}
	if o.Elapsed, err = closingOf(m.clock.TimeToFulfil(), tickets); err != nil {
		return o, err
	}
	o.Business, err = closingOf(m.business.TimeToFulfil(), tickets)
	return o, err
}

// closingOf takes the percentiles from one sample: as KPIs of their own each would
// measure and sort the tickets anew, and only by the one rule of the desk.
func closingOf(m metrics.TicketTime, tickets []metrics.Ticket) (closing, error) {
	mean := m.Of(tickets)
	c := closing{N: mean.Value.N(), Open: mean.LeftOut.Open, Invalid: mean.LeftOut.Invalid}
	var err error
	if c.Mean, err = inSeconds(mean.Value); err != nil {
		return c, err
	}
	sample := m.Sample(tickets)
	for _, q := range []struct {
		into    *msp.Ratio
		percent int64
		rule    metrics.QuantileRule
	}{
		{&c.NearestRank.P50, 50, metrics.NearestRank},
		{&c.NearestRank.P90, 90, metrics.NearestRank},
		{&c.Linear.P50, 50, metrics.Linear},
		{&c.Linear.P90, 90, metrics.Linear},
	} {
		v, err := sample.Quantile(msp.NewRatio(q.percent, 100), q.rule)
		if err != nil {
			return c, err
		}
		if *q.into, err = inSeconds(v); err != nil {
			return c, err
		}
	}
	return c, nil
}

func inSeconds(v metrics.Value) (msp.Ratio, error) {
	return v.Exact().Quo(msp.NewRatio(int64(time.Second), 1))
}

// print writes the tables for people.
func (k cityKPIs) print(out io.Writer) {
	fmt.Fprintf(out, "As of %s, open requests judged, time to close in hours by nearest rank:\n", k.AsOf)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "department\trequests\tjudged\tpending\tleft out\tin time\t95% from\tto\tclosed\tmedian\t90th\tmedian open\t90th open\t")
	for _, o := range append(slices.Clip(k.Departments), k.City) {
		low, high := "n/a", "n/a"
		if o.Wilson95 != nil {
			low, high = fmt.Sprintf("%.1f%%", 100*o.Wilson95.Low), fmt.Sprintf("%.1f%%", 100*o.Wilson95.High)
		}
		c := o.Compliance
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t\n", cmp.Or(o.Department, "all"), o.Requests,
			c.Value.N(), c.LeftOut.Pending, c.LeftOut.Total()-c.LeftOut.Pending, c.Value.Percent(1, msp.HalfUp), low, high, o.Elapsed.N,
			hours(o.Elapsed.NearestRank.P50), hours(o.Elapsed.NearestRank.P90), hours(o.Business.NearestRank.P50), hours(o.Business.NearestRank.P90))
	}
	table.Flush()
	fmt.Fprintln(out)
}

// hours writes seconds as hours.
func hours(seconds msp.Ratio) string {
	h, err := seconds.Quo(msp.NewRatio(3600, 1))
	if err != nil {
		return "n/a"
	}
	return h.Fixed(1, msp.HalfUp)
}
