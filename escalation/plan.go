package escalation

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Plan is a [Policy] applied to the facts of one ticket: when it was opened and what
// happened since. It says what was to happen, and what will if nothing else does.
//
//	plan, err := policy.Plan(opened, events...)
//	for entry := range plan.All() {
//		fmt.Println(entry)
//	}
//	state := plan.At(now)      // who has it
//	next, ok := plan.Next(now) // when to look again
//
// Plans are immutable, safe for concurrent use and cheap to copy. The zero Plan has the
// zero Policy, which is exhausted at once.
type Plan struct {
	policy *policy
	opened time.Time
	events []Event // sorted
}

// CodeEventConflict is the code of a finding about events: two of one ID say different
// things.
const CodeEventConflict msp.Code = "event_conflict"

// Plan returns the plan of a ticket. The events come in any order, also several times if
// they have an ID: those of one instant count by Seq, then as they are listed. What is
// wrong is an [msp.Issues] error:
//
//   - no opening: [msp.CodeMissing] at "opened"; one outside the years 1 to 9999:
//     [msp.CodeRange]
//   - what is wrong with an event, see [Event.Validate], at paths such as
//     "events[3].until"
//   - an event before the opening, unless it is a suppression: [msp.CodeRange]
//   - a step that the policy does not have: [msp.CodeRange]
//   - an event that an earlier one with its ID contradicts: [CodeEventConflict]
func (p Policy) Plan(opened time.Time, events ...Event) (Plan, error) {
	var list findings.List
	checkInstant(&list, "opened", opened, "when was the ticket opened?")
	known := make(map[string]int)
	sorted := make([]Event, 0, len(events))
	for i, e := range events {
		path := "events[" + strconv.Itoa(i) + "]."
		e.check(&list, path)
		if e.Type != Suppress && !e.At.IsZero() && e.At.Before(opened) {
			list.Errorf(path+"at", msp.CodeRange, "%s is before the opening", instantText(e.At))
		}
		if e.Type == Deescalate && e.Step >= len(p.get().steps) {
			list.Errorf(path+"step", msp.CodeRange, "%d, but the policy has %d steps", e.Step, len(p.get().steps))
		}
		if first, ok := known[e.ID]; ok && e.ID != "" {
			if !e.Equal(events[first]) {
				list.Errorf(path+"id", CodeEventConflict, "it says otherwise than events[%d]", first)
			}
			continue
		}
		known[e.ID] = i
		e.At = e.At.Round(0).UTC()
		if !e.Until.IsZero() {
			e.Until = e.Until.Round(0).UTC()
		}
		sorted = append(sorted, e)
	}
	if err := list.Issues().Err(); err != nil {
		return Plan{}, err
	}
	slices.SortStableFunc(sorted, Event.Compare)
	return Plan{p.get(), opened.Round(0).UTC(), sorted}, nil
}

// All walks the whole plan in the order in which things happen. It is lazy and ends: a
// policy is exhausted some time. Cost: that of resolving the targets of each firing.
func (p Plan) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		w := p.start()
		for w.step(yield) {
		}
	}
}

// Through walks the entries up to an instant, that instant included: what has to be done
// by now.
func (p Plan) Through(now time.Time) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for entry := range p.All() {
			if entry.At.After(now) || !yield(entry) {
				return
			}
		}
	}
}

// Next returns the first entry after an instant, of events that are known already too:
// when a timer has to ring. ok is false if nothing more happens.
func (p Plan) Next(now time.Time) (next Entry, ok bool) {
	return p.first(func(e *Entry) bool { return e.At.After(now) })
}

// NextFiring returns the first firing after an instant: who is told next, and when. ok is
// false if nobody is.
func (p Plan) NextFiring(now time.Time) (next Entry, ok bool) {
	return p.first(func(e *Entry) bool { return e.At.After(now) && e.Action == Fired })
}

func (p Plan) first(is func(*Entry) bool) (Entry, bool) {
	for entry := range p.All() {
		if is(&entry) {
			return entry, true
		}
	}
	return Entry{}, false
}

// ExhaustedAt returns the instant at which the policy is exhausted for good: the pass
// behind the last would begin. ok is false if someone has the ticket before, it is
// resolved, or a step never comes.
func (p Plan) ExhaustedAt() (at time.Time, ok bool) {
	for entry := range p.All() {
		if entry.Action == Exhausted {
			at, ok = entry.At, true
		}
		if entry.Action == Fired {
			ok = false
		}
	}
	if !ok {
		return time.Time{}, false
	}
	return at, true
}
