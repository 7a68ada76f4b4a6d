package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A Review says how the promises to some clients were kept. It holds figures and
// reasons, and nothing of how they are shown.
type Review struct {
	Model *Model
	AsOf  time.Time

	First, Last time.Time // openings
	Tickets     int       // opened up to AsOf
	Later       int       // opened after it, and left out
	Events      int       // of those tickets, up to AsOf
	Refused     int       // rows of the files that could not be used

	Clients   []ClientReview
	All       Figures
	Missed    []Account
	AtRisk    []Account
	Next      *Promise // the pending one that is due first, nil if none is
	NotJudged []NotJudged

	Escalations *Escalations // nil where it is not known who is on call
	Finance     *Finance     // nil where no agreements are known
	Performance *Performance // nil where there are no targets
	Audit       *Audited     // nil where the model was not audited
}

// A ClientReview is the part of one client.
type ClientReview struct {
	Client *Client
	Figures

	Priorities []PriorityReview // the most urgent first; those that occur
}

// A PriorityReview is the part of one client's promises that were judged under one
// priority: a ticket may be answered under one and resolved under another.
type PriorityReview struct {
	Priority msp.Priority
	Figures
}

// Figures are what is counted for any group of tickets.
type Figures struct {
	Tickets, Open int // not of a priority
	Promises      [kinds]PromiseFigures
	// The time to resolve, in the open time that the target counts. They have no
	// value where the times count in several calendars: an hour around the clock is
	// not an hour of an office.
	MedianTime, P90Time metrics.Value

	times []time.Duration
	hours []calendar.Calendar // of the times
}

// PromiseFigures are what is counted for one kind of promise.
type PromiseFigures struct {
	Terms   []Terms // the targets that were in force, in the order of the tickets
	Rate    metrics.Rate
	InGrace int // of those met: after due, when no more time had counted
}

// Terms are what was promised, in whose open hours.
type Terms struct {
	Span     string
	Calendar calendar.Calendar
}

// An Account is a promise that was broken or may soon be, what happened to it, and
// where the time went.
type Account struct {
	Promise

	History []Note
	Days    []Day // adding up to what had elapsed
}

// NotJudged are the promises of a client that are excluded for one reason.
type NotJudged struct {
	Client *Client
	Kind   Kind
	Why    msp.Reason
	Count  int
}

// quantileRule is how the median and the 90th percentile are read from a list.
const quantileRule = metrics.NearestRank

// Compute reviews the tickets of some clients as of an instant. Tickets of other
// clients are left out.
func Compute(model *Model, clients []*Client, tickets []Ticket, asOf time.Time) (*Review, error) {
	r := &Review{Model: model, AsOf: asOf}
	var pending []Promise
	groups := make(map[*Client]*clientGroup, len(clients))
	for _, c := range clients {
		groups[c] = &clientGroup{byPriority: make(map[msp.Priority]*Figures)}
	}
	for i := range tickets {
		t := &tickets[i]
		g, ok := groups[t.Client]
		switch {
		case !ok:
			continue
		case t.Opened.After(asOf):
			r.Later++
			continue
		}
		promises := judge(t, asOf)
		if err := r.add(t, promises, g); err != nil {
			return nil, fmt.Errorf("ticket %s: %w", t.ID, err)
		}
		for _, p := range promises {
			if p.Outcome == msp.Pending {
				pending = append(pending, p)
			}
		}
	}
	r.Next = dueFirst(pending, asOf)
	if err := r.All.finish(); err != nil {
		return nil, err
	}
	for _, c := range clients {
		part, err := groups[c].review(c)
		if err != nil {
			return nil, err
		}
		r.Clients = append(r.Clients, part)
	}
	r.sort(clients)
	return r, nil
}

// dueFirst returns the promise that is due first if nothing happens, nil if none is.
func dueFirst(pending []Promise, asOf time.Time) *Promise {
	clocks := make([]sla.Clock, len(pending))
	for i := range pending {
		clocks[i] = pending[i].Clock
	}
	next, ok := sla.Next(asOf, clocks...)
	if !ok {
		return nil
	}
	return &pending[next.Index]
}

// add counts one ticket and its promises everywhere they belong.
func (r *Review) add(t *Ticket, promises []Promise, g *clientGroup) error {
	if r.Tickets == 0 || t.Opened.Before(r.First) {
		r.First = t.Opened
	}
	if t.Opened.After(r.Last) {
		r.Last = t.Opened
	}
	r.Tickets++
	r.Events += t.Log.Until(r.AsOf).Len()
	open := t.open(r.AsOf)
	for _, f := range [...]*Figures{&r.All, &g.all} {
		f.Tickets++
		if open {
			f.Open++
		}
	}
	for i := range promises {
		p := &promises[i]
		own, ok := g.byPriority[p.Priority()]
		if !ok {
			own = new(Figures)
			g.byPriority[p.Priority()] = own
		}
		for _, f := range [...]*Figures{&r.All, &g.all, own} {
			if err := f.count(p); err != nil {
				return err
			}
		}
		switch {
		case p.Outcome == msp.Missed:
			r.Missed = append(r.Missed, Account{*p, history(p), explain(p)})
		case p.AtRisk():
			r.AtRisk = append(r.AtRisk, Account{*p, history(p), explain(p)})
		case p.Outcome == msp.Excluded:
			r.notJudged(p)
		}
	}
	return nil
}

func (r *Review) notJudged(p *Promise) {
	i := slices.IndexFunc(r.NotJudged, func(n NotJudged) bool {
		return n.Client == p.Ticket.Client && n.Kind == p.Kind && n.Why.Equal(p.Why)
	})
	if i < 0 {
		i = len(r.NotJudged)
		r.NotJudged = append(r.NotJudged, NotJudged{p.Ticket.Client, p.Kind, p.Why, 0})
	}
	r.NotJudged[i].Count++
}

// sort puts the lists in the order of the clients: what was missed with the worst
// first, by what part of the target was used up; what is at risk by when it is due,
// last what never is.
func (r *Review) sort(clients []*Client) {
	place := make(map[*Client]int, len(clients))
	for i, c := range clients {
		place[c] = i
	}
	slices.SortStableFunc(r.Missed, func(a, b Account) int {
		return cmp.Or(cmp.Compare(place[a.Ticket.Client], place[b.Ticket.Client]),
			b.Status.Consumed().Compare(a.Status.Consumed()), a.Ticket.Opened.Compare(b.Ticket.Opened), cmp.Compare(a.Ticket.ID, b.Ticket.ID))
	})
	slices.SortStableFunc(r.AtRisk, func(a, b Account) int {
		dueA, knownA := a.DueAtLast()
		dueB, knownB := b.DueAtLast()
		switch {
		case knownA && !knownB:
			return -1
		case knownB && !knownA:
			return 1
		}
		return cmp.Or(dueA.Compare(dueB), cmp.Compare(a.Priority(), b.Priority()), cmp.Compare(a.Ticket.ID, b.Ticket.ID))
	})
	slices.SortStableFunc(r.NotJudged, func(a, b NotJudged) int {
		return cmp.Compare(place[a.Client], place[b.Client])
	})
}

// count adds a promise.
func (f *Figures) count(p *Promise) error {
	of := &f.Promises[p.Kind]
	if err := of.Rate.Add(p.Outcome); err != nil {
		return err
	}
	if p.Outcome == msp.Excluded {
		return nil
	}
	of.Terms = appendNew(of.Terms, Terms{spanText(p.Target.Span()), p.Target.Calendar()})
	if p.InGrace() {
		of.InGrace++
	}
	if p.Kind == Resolution && p.Done() {
		f.times = append(f.times, p.Status.Elapsed())
		for _, hours := range p.Hours() {
			f.hours = appendNew(f.hours, hours)
		}
	}
	return nil
}

// appendNew appends a value that the list does not have.
func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// finish computes what needs all tickets.
func (f *Figures) finish() (err error) {
	sample, several := metrics.DurationSample(f.times), len(f.hours) > 1
	f.times, f.hours = nil, nil
	if several {
		return nil
	}
	if f.MedianTime, err = sample.Quantile(msp.NewRatio(1, 2), quantileRule); err != nil {
		return err
	}
	f.P90Time, err = sample.Quantile(msp.NewRatio(9, 10), quantileRule)
	return err
}

// A clientGroup collects the figures of one client.
type clientGroup struct {
	all        Figures
	byPriority map[msp.Priority]*Figures
}

func (g *clientGroup) review(c *Client) (ClientReview, error) {
	if err := g.all.finish(); err != nil {
		return ClientReview{}, err
	}
	out := ClientReview{Client: c, Figures: g.all}
	for priority := msp.P1; priority <= msp.P9; priority++ {
		f, ok := g.byPriority[priority]
		if !ok {
			continue
		}
		if err := f.finish(); err != nil {
			return ClientReview{}, err
		}
		out.Priorities = append(out.Priorities, PriorityReview{priority, *f})
	}
	return out, nil
}
