package main

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// The sample covers the openings in [first, last). It holds the clock changes of
// America (8 March), Europe (29 March) and Sydney (5 April), Presidents' Day
// (16 February) and Easter (3 to 6 April).
func first() time.Time { return time.Date(2026, time.February, 1, 0, 0, 0, 0, time.UTC) }
func last() time.Time  { return time.Date(2026, time.May, 1, 15, 0, 0, 0, time.UTC) }

type ticket struct {
	client                      client
	priority                    msp.Priority
	opened, responded, resolved time.Time // zero: never
	events                      []event
	vip                         bool
	calls                       []call
}

// dice are numbers that are the same on every machine and with every version of
// Go: the mapping to a range is our own.
type dice struct{ source *rand.PCG }

// below returns a number from 0 to n - 1.
func (d dice) below(n int) int { return int(d.source.Uint64() % uint64(n)) }

// in reports true in so many of a thousand cases.
func (d dice) in(thousandths int) bool { return d.below(1000) < thousandths }

// pick returns the place in a list of weights, of which it chooses one.
func (d dice) pick(weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := d.below(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// How much is invented: about 500 tickets in all.
const (
	perClient = 26 // at least, and up to about twice as many

	// In a thousand each.
	anyTime     = 150 // opened at any time, not only when someone is there
	lateAnswer  = 45  // answered late
	lateEnd     = 50  // resolved late
	neverClosed = 12  // not resolved, of the last three weeks
)

// invent returns tickets in the order of their openings.
func invent(clients []client) ([]ticket, error) {
	d := dice{rand.NewPCG(2026, 311)}
	var tickets []ticket
	for _, c := range clients {
		for range perClient + d.below(perClient+3) {
			t, err := inventOne(d, c)
			if err != nil {
				return nil, err
			}
			tickets = append(tickets, t)
		}
	}
	d = dice{rand.NewPCG(2026, 404)} // others, so that the tickets are those of a sample without events
	for i := range tickets {
		if err := happen(d, &tickets[i]); err != nil {
			return nil, err
		}
	}
	edge, err := edges(clients)
	if err != nil {
		return nil, err
	}
	tickets = append(tickets, edge...)
	slices.SortStableFunc(tickets, func(a, b ticket) int { return a.opened.Compare(b.opened) })
	return tickets, nil
}

func inventOne(d dice, c client) (ticket, error) {
	t := ticket{client: c, priority: msp.P1 + msp.Priority(d.pick(6, 22, 44, 28))}
	minutes := func(d time.Duration) int { return int(d / time.Minute) }
	t.opened = first().Add(time.Duration(d.below(minutes(last().Sub(first())))) * time.Minute)
	if !d.in(anyTime) {
		open := c.hours.Between(first(), last())
		at, err := c.hours.Add(first(), time.Duration(1+d.below(minutes(open)-1))*time.Minute)
		if err != nil {
			return t, err
		}
		t.opened = at
	}
	answer, err := c.target(response, t.priority, t.opened)
	if err != nil {
		return t, err
	}
	end, err := c.target(resolution, t.priority, t.opened)
	if err != nil {
		return t, err
	}
	t.responded = d.finish(answer, lateAnswer)
	t.resolved = d.finish(end, lateEnd)
	if t.resolved.Before(t.responded) {
		t.resolved = t.responded.Add(time.Duration(5+d.below(40)) * time.Minute)
	}
	if d.in(neverClosed) && t.opened.After(last().AddDate(0, 0, -21)) {
		t.resolved = time.Time{}
		if d.in(500) {
			t.responded = time.Time{}
		}
	}
	return t, nil
}

// finish returns when something was done: mostly early in the time there was,
// sometimes late.
func (d dice) finish(deadline sla.Deadline, late int) time.Time {
	target, _ := deadline.Target()
	thousandths := d.below(1000) * (300 + d.below(680)) / 1000
	if d.in(late) {
		thousandths = 1010 + d.below(60)*d.below(25)
	}
	used := max(target*time.Duration(thousandths)/1000, time.Minute).Truncate(time.Minute)
	at, ok := deadline.UsedUp(used)
	if !ok {
		return time.Time{}
	}
	if d.in(500) { // nobody is ready to the minute
		at = at.Add(time.Minute)
	}
	return at.Truncate(time.Minute)
}

// id returns the name of the ticket at a place.
func id(place int) string { return "T-" + strconv.Itoa(1001+place) }

// writeTickets writes the tickets as they were known at the end of the sample.
func writeTickets(w io.Writer, tickets []ticket) error {
	file := csv.NewWriter(w)
	rows := [][]string{{"id", "client", "priority", "opened", "responded", "resolved", "vip"}}
	for i, t := range tickets {
		zone := t.client.hours.Zone()
		text := func(at time.Time) string {
			if at.IsZero() || at.After(last()) {
				return ""
			}
			return at.In(zone).Format(time.RFC3339)
		}
		rows = append(rows, []string{
			id(i), t.client.name, t.priority.String(), text(t.opened), text(t.responded), text(t.resolved), map[bool]string{true: "true"}[t.vip],
		})
	}
	return file.WriteAll(rows)
}
