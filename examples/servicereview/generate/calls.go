package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A call is an event of the escalation of a ticket: that someone was told, or what
// somebody did.
type call struct {
	at        time.Time
	kind      string
	level, to string // of someone who was told
	by        string
	until     time.Time
}

// notified is the type of the event that someone was told.
const notified = "notified"

func (c *call) row(ticket string, zone *time.Location) []string {
	text := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.In(zone).Format(time.RFC3339)
	}
	return []string{ticket, text(c.at), c.kind, "", "", "", c.level, c.to, c.by, text(c.until)}
}

// In a thousand.
const (
	vips         = 40  // of the tickets
	taken        = 600 // of the urgent ones, before they are answered
	toldLate     = 20  // of the firings
	toldAnother  = 12
	toldToNobody = 12
)

// readPeople returns everybody who takes turns in a schedule of a model.
func readPeople(data []byte) ([]string, error) {
	model, all, err := readModel(data)
	if err != nil {
		return nil, err
	}
	var people []string
	for i := range model.Schedules {
		s, _ := all.Schedule(model.Schedules[i].Name)
		people = append(people, s.Members(first(), last())...)
	}
	slices.Sort(people)
	return people, nil
}

// tell invents who was told of the urgent tickets, and of those whose promises were
// broken or are at risk.
func tell(people []string, tickets []ticket) error {
	d := dice{rand.NewPCG(2026, 611)}
	for i := range tickets {
		tickets[i].vip = d.in(vips)
	}
	d = dice{rand.NewPCG(2026, 612)}
	for i := range tickets {
		t := &tickets[i]
		log, err := t.log()
		if err != nil {
			return err
		}
		clocks, err := t.clocks(log)
		if err != nil {
			return err
		}
		if len(clocks) == 0 || t.priority > msp.P2 && !broken(clocks) {
			continue
		}
		o := oddityOf(t)
		t.calls = slices.Clone(o.calls)
		if len(t.calls) == 0 && t.priority <= msp.P2 && d.in(taken) {
			if err := d.take(t, clocks, log); err != nil {
				return err
			}
		}
		plan, err := t.plan(clocks, log)
		if err != nil {
			return err
		}
		for n, e := range plan {
			if !slices.ContainsFunc(plan[:n], func(b escalation.Entry) bool { return sameCall(b, e) }) {
				t.calls = append(t.calls, d.told(people, o, e)...)
			}
		}
		t.calls = slices.DeleteFunc(t.calls, func(c call) bool { return c.at.After(last()) })
		slices.SortStableFunc(t.calls, func(a, b call) int { return a.at.Compare(b.at) })
	}
	return nil
}

// sameCall reports whether two firings are one telling.
func sameCall(a, b escalation.Entry) bool {
	return a.Action == b.Action && a.At.Equal(b.At) && a.Level == b.Level && slices.Equal(a.Targets, b.Targets)
}

// take lets someone take a ticket before it is answered: who was told last.
func (d dice) take(t *ticket, clocks map[string]sla.Clock, log sla.Log) error {
	minutes := int(t.responded.Sub(t.opened) / time.Minute)
	if t.responded.IsZero() || minutes < 4 {
		return nil
	}
	at := t.opened.Add(time.Duration(2+d.below(min(minutes-3, 25))) * time.Minute)
	plan, err := t.plan(clocks, log)
	if err != nil {
		return err
	}
	by := ""
	for _, e := range plan {
		if e.Action == escalation.Fired && len(e.Targets) > 0 && e.At.Before(at) {
			by = e.Targets[0]
		}
	}
	if by != "" {
		t.calls = append(t.calls, call{at: at, kind: escalation.Ack.String(), by: by})
	}
	return nil
}

// told returns that the targets of a firing were told, mostly soon.
func (d dice) told(people []string, o oddity, e escalation.Entry) []call {
	if e.Action != escalation.Fired || len(e.Targets) == 0 {
		return nil
	}
	delay := time.Duration(1+d.below(3)) * time.Minute
	late := time.Duration(8+d.below(50)) * time.Minute
	to := e.Targets
	another := []string{people[d.below(len(people))]}
	what := []string{isLate, isAnother, isNobody, ""}[d.pick(toldLate, toldAnother, toldToNobody, 1000-toldLate-toldAnother-toldToNobody)]
	if o.rung != "" { // nothing else is odd about it
		if what = ""; o.rung == e.Name {
			what, late = o.what, o.late
		}
	}
	switch {
	case what == isNobody:
		return nil
	case what == isLate:
		delay = late
	case what == isAnother && !slices.Contains(to, another[0]):
		to = another
	}
	var calls []call
	for _, one := range to {
		calls = append(calls, call{at: e.At.Add(delay).Truncate(time.Minute), kind: notified, level: e.Level, to: one, by: "pager"})
	}
	return calls
}

// log returns what the clocks of the promises hear of a ticket: what the files will say.
func (t *ticket) log() (sla.Log, error) {
	events := []sla.Event{{At: t.opened, Type: sla.EventCreated, Priority: t.priority}}
	add := func(at time.Time, e sla.Event) {
		if !at.IsZero() && !at.After(last()) {
			e.At, e.Seq = at, int64(len(events))
			events = append(events, e)
		}
	}
	slices.SortStableFunc(t.events, func(a, b event) int { return a.at.Compare(b.at) })
	for _, e := range t.events {
		add(e.at, sla.Event{Type: e.kind, Priority: e.priority, Hold: e.hold})
	}
	add(t.responded, sla.Event{Type: sla.EventAgentReply})
	add(t.resolved, sla.Event{Type: sla.EventResolved})
	return sla.NewLog(events...)
}

// broken reports whether a promise was broken or is at risk.
func broken(clocks map[string]sla.Clock) bool {
	for _, clock := range clocks {
		for _, s := range clock.Cycles(last()) {
			if s.Outcome() == msp.Missed || s.Outcome() == msp.Pending && s.Consumed().Compare(msp.NewRatio(3, 4)) >= 0 {
				return true
			}
		}
	}
	return false
}

// plan returns what should happen to a ticket, by its policy and its ladders.
func (t *ticket) plan(clocks map[string]sla.Clock, log sla.Log) ([]escalation.Entry, error) {
	events, err := t.happened(log)
	if err != nil {
		return nil, err
	}
	route, ok := t.client.at(t.opened).Route(t.priority, map[string]string{"vip": strconv.FormatBool(t.vip)})
	if !ok {
		return nil, nil
	}
	var entries []escalation.Entry
	if route.Line.Policy != "" {
		plan, err := route.Policy.Plan(t.opened, events...)
		if err != nil {
			return nil, err
		}
		entries = slices.Collect(plan.Through(last().Add(-1)))
	}
	for _, goal := range []string{response, resolution} {
		rungs, err := route.Ladders[goal].Plan(clocks[goal], events...)
		if err != nil {
			return nil, err
		}
		entries = append(entries, rungs...)
	}
	slices.SortStableFunc(entries, func(a, b escalation.Entry) int { return a.At.Compare(b.At) })
	return entries, nil
}

// happened returns what people did about a ticket: who answers has taken it, and what is
// resolved and later reopened was put off.
func (t *ticket) happened(log sla.Log) ([]escalation.Event, error) {
	var events []escalation.Event
	for _, c := range t.calls {
		kind, err := escalation.ParseEventType(c.kind)
		if c.kind == notified {
			continue
		}
		if err != nil {
			return nil, err
		}
		events = append(events, escalation.Event{At: c.at, Type: kind, By: c.by, Until: c.until})
	}
	answered := false
	var resolved time.Time
	for _, e := range log.All() {
		switch {
		case e.Type == sla.EventAgentReply && !answered:
			answered = true
			events = append(events, escalation.Event{At: e.At, Seq: 1, Type: escalation.Ack})
		case e.Type == sla.EventResolved && resolved.IsZero():
			resolved = e.At
		case e.Type == sla.EventReopened && !resolved.IsZero():
			if e.At.After(resolved) {
				events = append(events, escalation.Event{At: resolved, Seq: 2, Type: escalation.Snooze, Until: e.At})
			}
			resolved = time.Time{}
		}
	}
	if !resolved.IsZero() {
		events = append(events, escalation.Event{At: resolved, Seq: 2, Type: escalation.Resolve})
	}
	return events, nil
}
