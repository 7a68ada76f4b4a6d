package sla

import (
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// A Case is one ticket and all its clocks, one for each goal of its policy.
//
//	ticket, err := policies.Replay(map[string]string{"client": "acme"}, log)
//	for goal, status := range ticket.At(now) {
//		due, ok := status.Due()
//		…
//	}
//
// The policy is chosen by the attributes that are given at the opening, of which the
// first event is no part, and then stays; an
// [EventReclassified], or any event that changes an attribute if the policy
// follows, chooses again. What that changes shows from the event on, as when the
// priority changes: a goal that both policies have goes on with the other targets,
// a goal that only the new one has gets them for the time that it would have
// measured, and one that only the old one had goes on without. Nothing is dated
// before the event.
//
// Cases are immutable, safe for concurrent use and share what they have in common,
// as clocks do. The zero Case has no policy.
//
//nolint:recvcheck // As of Clock.
type Case struct {
	policies   Policies
	attributes map[string]string // never changed
	opened     time.Time
	policy     int // its place, -1 if there is none
	present    int // how many of the clocks are those of the policy, the first
	clocks     []Clock
	events     trail[Event] // for the goals of another policy
}

// Open returns the case of a ticket with these attributes that was opened at an
// instant, before its first event. Without a policy for it the case has no clocks.
func (p Policies) Open(attributes map[string]string, at time.Time) Case {
	c := Case{policies: p, attributes: maps.Clone(attributes), opened: at.Round(0), policy: -1}
	if place, _, ok := p.Select(attributes, at); ok {
		c.policy = place
		for _, g := range p.p.list[place].goals {
			c.clocks = append(c.clocks, Goal{g}.Open(at))
		}
		c.present = len(c.clocks)
	}
	return c
}

// Replay returns the case of a ticket after all events of its log, opened at the
// first of them. It is the fold of [Case.Apply], and fails as that does.
func (p Policies) Replay(attributes map[string]string, log Log) (Case, error) {
	opened, _ := log.Opened()
	c := p.Open(attributes, opened)
	for _, e := range log.All() {
		if err := c.fold(e); err != nil {
			return Case{}, err
		}
	}
	return c, nil
}

// Apply returns the case after one event more; see [Clock.Apply], also for the
// errors. The priority of an event is the attribute "priority" from then on.
func (c Case) Apply(e Event) (Case, error) {
	next := c
	next.clocks = slices.Clone(c.clocks)
	if err := next.fold(e); err != nil {
		return c, err
	}
	return next, nil
}

// Forecast returns the case after events that may happen; see [Clock.Forecast].
func (c Case) Forecast(events ...Event) (Case, error) {
	var last Event
	if !c.events.isEmpty() {
		last = *c.events.last()
	}
	supposed, err := suppose(pointOf(last.At), last.Seq, !c.events.isEmpty(), events)
	if err != nil {
		return c, err
	}
	next := c
	next.clocks = slices.Clone(c.clocks)
	for _, e := range supposed {
		if err := next.fold(e); err != nil {
			return c, err
		}
	}
	return next, nil
}

// fold changes c, whose clocks nobody else has. After an error c is not to be used.
func (c *Case) fold(e Event) error {
	if !c.events.isEmpty() && e.Compare(*c.events.last()) <= 0 {
		return late(e.At, c.events.last().At)
	}
	if err := e.Validate().Err(); err != nil {
		return err
	}
	if changed := c.setAttributes(&e); e.Type == EventReclassified || changed && c.policy >= 0 && c.policies.p.list[c.policy].follow {
		if err := c.choose(); err != nil {
			return err
		}
	}
	for i := range c.clocks {
		if err := c.clocks[i].fold(&e); err != nil {
			return err
		}
	}
	c.events.add(e.clone())
	return nil
}

// setAttributes reports whether the event changes an attribute.
func (c *Case) setAttributes(e *Event) bool {
	changed := false
	set := func(name, value string) {
		if was, ok := c.attributes[name]; ok && was == value {
			return
		}
		if !changed {
			if c.attributes = maps.Clone(c.attributes); c.attributes == nil {
				c.attributes = make(map[string]string, 1)
			}
		}
		c.attributes[name], changed = value, true
	}
	for name, value := range e.Attributes {
		set(name, value)
	}
	if e.Priority != 0 {
		set("priority", e.Priority.String())
	}
	return changed
}

// choose chooses the policy again and moves the clocks under its goals.
func (c *Case) choose() error {
	place, _, ok := c.policies.Select(c.attributes, c.opened)
	if !ok {
		place = -1
	}
	if place == c.policy {
		return nil
	}
	var goals []*goal
	if ok {
		goals = c.policies.p.list[place].goals
	}
	former := c.clocks
	clocks := make([]Clock, 0, len(goals)+len(former))
	kept := make([]bool, len(former))
	for _, g := range goals {
		i := slices.IndexFunc(former, func(k Clock) bool {
			return k.goals().name == g.name && k.goals().metric.Equal(g.metric)
		})
		if i >= 0 {
			kept[i] = true
			clock := former[i]
			clock.move(g, false)
			clocks = append(clocks, clock)
			continue
		}
		clock, err := c.catchUp(g)
		if err != nil {
			return err
		}
		clocks = append(clocks, clock)
	}
	c.policy, c.present = place, len(clocks)
	for i, clock := range former {
		if !kept[i] {
			clock.move(clock.goals(), true)
			clocks = append(clocks, clock)
		}
	}
	c.clocks = clocks
	return nil
}

// catchUp returns the clock of a goal that was not there until now: it has measured
// the time, and nothing was promised.
func (c *Case) catchUp(g *goal) (Clock, error) {
	clock := Goal{g}.Open(c.opened)
	clock.silent = true
	for _, e := range c.events.values() {
		if err := clock.fold(&e); err != nil {
			return Clock{}, err
		}
	}
	clock.move(g, false)
	return clock, nil
}

// Policy returns the name of the policy; ok is false if there is none for the
// ticket.
func (c Case) Policy() (name string, ok bool) {
	if c.policies.p == nil || c.policy < 0 {
		return "", false
	}
	return c.policies.p.list[c.policy].name, true
}

// Opened returns the instant at which the ticket was opened.
func (c Case) Opened() time.Time { return c.opened }

// Attribute returns an attribute of the ticket, as of the last event.
func (c Case) Attribute(name string) (value string, ok bool) {
	value, ok = c.attributes[name]
	return value, ok
}

// Clocks returns the clocks of the policy's goals, in their order, and after them
// those of goals that only earlier policies of the ticket had.
func (c Case) Clocks() []Clock { return slices.Clone(c.clocks) }

// Clock returns the clock of a goal; ok is false if there is none.
func (c Case) Clock(goal string) (clock Clock, ok bool) {
	for _, k := range c.clocks {
		if k.goals().name == goal {
			return k, true
		}
	}
	return Clock{}, false
}

// At walks the clocks of the policy's goals as [Case.Clocks] has them: the name of
// each goal and its status at an instant.
func (c Case) At(now time.Time) iter.Seq2[string, Status] {
	return func(yield func(string, Status) bool) {
		for _, k := range c.clocks[:c.present] {
			if !yield(k.goals().name, k.At(now)) {
				return
			}
		}
	}
}

// Next returns the goal that is due first, and when; see [Next].
func (c Case) Next(now time.Time) (next NextDue, ok bool) { return Next(now, c.clocks...) }

// Tally counts the outcomes of the policy's goals at an instant, of each the present
// cycle only: a report counts those of [Clock.Cycles].
func (c Case) Tally(now time.Time) msp.Tally {
	var t msp.Tally
	for _, status := range c.At(now) {
		t, _ = t.Add(status.Outcome()) // a known outcome, and few of them
	}
	return t
}
