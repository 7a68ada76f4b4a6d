package main

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A Performance is how the clients were served in the months that are over, against a
// set of targets, where that is going, and whether there are people enough for it.
type Performance struct {
	Set    metrics.TargetSet
	Months []msp.Period // over for all clients; none if none is

	Clients []Subject
	All     Subject
	Other   int // tickets of the review that were opened in none of the months

	Outlook *Outlook // nil where it is not known who works
}

// A Subject is a client, or all of them.
type Subject struct {
	Name    string
	Set     metrics.TargetSet // that it is held to
	Tickets int               // opened in the months
	Card    metrics.Scorecard
	Trends  []Trend
}

// A Trend is a KPI month by month, and what that comes to.
type Trend struct {
	metrics.Definition

	Points    []metrics.Value // undefined in a month in which there was nothing to count
	Changes   []metrics.Value // from each month to the next, as a share of it
	Slope     metrics.Value   // a month, by least squares
	Direction metrics.Direction
	Limits    metrics.ControlLimits
}

// ComputePerformance measures the months of a review that are over. What is billed it
// takes from the review.
func ComputePerformance(src source, r *Review, set metrics.TargetSet) (*Performance, error) {
	p := &Performance{Set: set, Months: monthsOver(src.model, firstOpening(src.tickets, r.AsOf), r.AsOf)}
	m, err := newMeasurer(src, r, set, p.Months)
	if err != nil {
		return nil, err
	}
	p.Other = r.Tickets
	for i := range m.accounts {
		a := &m.accounts[i]
		part, err := m.subject(a.client.Name, m.setOf(a.client, r.AsOf), false, a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.client.Name, err)
		}
		p.Other -= part.Tickets
		p.Clients = append(p.Clients, part)
	}
	every := make([]*account, len(m.accounts))
	for i := range m.accounts {
		every[i] = &m.accounts[i]
	}
	if p.All, err = m.subject("all", set, true, every...); err != nil {
		return nil, fmt.Errorf("all clients: %w", err)
	}
	if src.staff != nil && len(p.Months) > 0 {
		p.Outlook, err = m.outlook(every)
	}
	return p, err
}

// setOf returns the targets that a client is held to: those of its contract, if that
// states some, or else those of the review.
func (m *measurer) setOf(c *Client, asOf time.Time) metrics.TargetSet {
	if set, ok := m.model.catalog.TargetSet(c.at(asOf).targets); ok {
		return set
	}
	return m.set
}

// monthsOver returns the months from that of an instant to the last one that is over for
// all clients of a model.
func monthsOver(model *Model, first, asOf time.Time) []msp.Period {
	months := Months(first, asOf)
	for n := len(months); n > 0; n-- {
		over := true
		for _, c := range model.Clients {
			over = over && !midnight(months[n-1].To(), c.Calendar.Zone()).After(asOf)
		}
		if over {
			return months[:n]
		}
	}
	return nil
}

// subject measures some clients together: over all months against the targets, and each
// month for the trends.
func (m *measurer) subject(name string, set metrics.TargetSet, all bool, of ...*account) (Subject, error) {
	s := Subject{Name: name, Set: set}
	if len(m.months) == 0 {
		return s, nil
	}
	for _, a := range of {
		for _, tickets := range a.tickets {
			s.Tickets += len(tickets)
		}
	}
	points := make(map[string][]metrics.Value)
	var order []metrics.Definition
	for i := range m.months {
		kpis, err := m.kpis(i, i+1, all, of)
		if err != nil {
			return s, fmt.Errorf("%v: %w", m.months[i], err)
		}
		for _, k := range kpis {
			if points[k.Name] == nil {
				points[k.Name] = make([]metrics.Value, len(m.months))
				order = append(order, k.Definition)
			}
			points[k.Name][i] = k.Value
		}
	}
	history := make(map[string]metrics.Series)
	for _, d := range order {
		series, err := metrics.NewSeries(points[d.Name]...)
		if err != nil {
			return s, fmt.Errorf("%s: %w", d.Name, err)
		}
		history[d.Name] = series
		t, err := trend(d, series)
		if err != nil {
			return s, fmt.Errorf("%s: %w", d.Name, err)
		}
		s.Trends = append(s.Trends, t)
	}
	kpis, err := m.kpis(0, len(m.months), all, of)
	if err == nil {
		s.Card, err = set.Score(kpis, history)
	}
	return s, err
}

// trend returns what a series comes to.
func trend(d metrics.Definition, series metrics.Series) (Trend, error) {
	t := Trend{Definition: d, Points: series.Points()}
	var err error
	if t.Changes, err = series.Changes(); err != nil {
		return t, err
	}
	if t.Slope, err = series.Slope(); err != nil {
		return t, err
	}
	if t.Direction, err = series.Direction(); err != nil {
		return t, err
	}
	t.Limits, err = series.ControlLimits()
	return t, err
}
