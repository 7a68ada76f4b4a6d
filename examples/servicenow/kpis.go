package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// serviceKPIs are what the desk is measured by: one ticket for each incident, with
// the values of its last row.
type serviceKPIs struct {
	AsOf             string         `json:"as_of"` // the last instant in the log
	FirstContact     []metrics.KPI  `json:"first_contact"`
	ReopenRate       metrics.KPI    `json:"reopen_rate"`
	ReassignmentRate metrics.KPI    `json:"reassignment_rate"`
	ResolutionTime   resolutionTime `json:"resolution_time"`
	Volume           volume         `json:"volume"`
}

// resolutionTime is from opened_at to resolved_at, on the clock.
type resolutionTime struct {
	Mean        metrics.KPI `json:"mean"`
	NearestRank percentiles `json:"nearest_rank"`
	Linear      percentiles `json:"linear"`
}

type percentiles struct {
	P50 metrics.KPI `json:"p50"`
	P90 metrics.KPI `json:"p90"`
}

// asOf returns the last instant that the log knows of, zero if it has no rows.
func asOf(incidents []incident) (latest time.Time) {
	for _, i := range incidents {
		last := i.last()
		for _, at := range []time.Time{last.updated, last.resolved, last.closed} {
			if at.After(latest) {
				latest = at
			}
		}
	}
	return latest
}

// ticket returns the incident as package metrics has it. Of a closed one without a
// resolved_at it is not known when it was resolved, and the ticket is open.
func (i incident) ticket() metrics.Ticket {
	last := i.last()
	return metrics.Ticket{
		ID: i.number, Kind: metrics.Incident, Priority: last.priority,
		Created: last.opened, Resolved: last.resolved,
		Reassignments: last.reassignments, Reopens: last.reopens,
	}
}

// newDesk returns a desk as of an instant. The time of a log without rows is zero, which
// an empty desk would refuse: that of any instant sees as little.
func newDesk(asOf time.Time, rule metrics.QuantileRule) (metrics.Desk, error) {
	if asOf.IsZero() {
		asOf = time.Unix(0, 0)
	}
	return metrics.DeskSpec{AsOf: asOf, Percentiles: rule}.Compile()
}

// measure returns the KPIs of the log.
func measure(incidents []incident) (serviceKPIs, error) {
	at := asOf(incidents)
	desk, err := newDesk(at, metrics.NearestRank)
	if err != nil {
		return serviceKPIs{}, err
	}
	linear, err := newDesk(at, metrics.Linear)
	if err != nil {
		return serviceKPIs{}, err
	}
	// Times are of tickets as they are. Whether an incident was reopened is known of
	// all, so that for this a closed one is done, whenever it was resolved.
	tickets, done := make([]metrics.Ticket, len(incidents)), make([]metrics.Ticket, len(incidents))
	for n, i := range incidents {
		tickets[n], done[n] = i.ticket(), i.ticket()
		if done[n].Resolved.IsZero() {
			done[n].Resolved = i.last().closed
		}
	}
	k := serviceKPIs{
		AsOf:             at.Format(time.RFC3339),
		ReopenRate:       desk.ReopenRate().Of(done),
		ReassignmentRate: desk.ReassignmentRate().Of(tickets),
	}
	for _, f := range firstContacts() {
		rate, err := metrics.CollectSlice(incidents, metrics.RateBy(f.outcome))
		if err != nil {
			return serviceKPIs{}, err
		}
		k.FirstContact = append(k.FirstContact, f.OfRate(rate))
	}
	k.ResolutionTime.Mean = desk.TimeToResolve().Of(tickets)
	if k.ResolutionTime.NearestRank, err = percentilesOf(desk, tickets); err != nil {
		return serviceKPIs{}, err
	}
	if k.ResolutionTime.Linear, err = percentilesOf(linear, tickets); err != nil {
		return serviceKPIs{}, err
	}
	k.Volume, err = volumes(desk, at, tickets, done)
	return k, err
}

// percentilesOf measures by the rule of the desk.
func percentilesOf(desk metrics.Desk, tickets []metrics.Ticket) (p percentiles, err error) {
	m := desk.TimeToResolve()
	if p.P50, err = m.Percentile(tickets, msp.MustParsePercent("50%")); err != nil {
		return p, err
	}
	p.P90, err = m.Percentile(tickets, msp.MustParsePercent("90%"))
	return p, err
}

// print writes the KPIs for people.
func (k serviceKPIs) print(out io.Writer) {
	fmt.Fprintln(out, "KPIs, of the last row of each incident:")
	for _, one := range append(slices.Clip(k.FirstContact), k.ReopenRate, k.ReassignmentRate) {
		fmt.Fprintf(out, "  %v\n", one)
	}
	t := k.ResolutionTime
	fmt.Fprintf(out, "  %v\n", t.Mean)
	for _, rule := range []struct {
		name string
		percentiles
	}{{"nearest rank", t.NearestRank}, {"linear", t.Linear}} {
		fmt.Fprintf(out, "    median %s, 90th percentile %s by %s\n", rule.P50.Value.Text(0, msp.HalfUp), rule.P90.Value.Text(0, msp.HalfUp), rule.name)
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "month\tcreated\tleft out\tresolved\tbacklog\tto closed_at\t")
	for _, m := range k.Volume.Months {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t\n", m.Month, m.Created, m.LeftOut, m.Resolved, m.Backlog, m.BacklogToClosed)
	}
	table.Flush()
	fmt.Fprintf(out, "Left out of resolved and backlog: %s without a resolved_at.\n\n", count(int(k.Volume.LeftOut), "closed incident"))
}
