package sla

import (
	"iter"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Log is all that is known of one ticket: a set of events, in the order in which
// they count, see [Event.Compare]. In which order they arrived, and how often, is
// not to be seen:
//
//	log, err := sla.NewLog(events...)
//	log, from, err := log.Insert(late) // and fold again from there
//
// Two events of one identity, the ID or without one At and Seq, are one event if
// they say the same, and a finding otherwise: a log never picks one.
//
// Logs are immutable, safe for concurrent use and cheap to copy. The zero Log is
// empty and ready to use.
type Log struct {
	events []Event // sorted, without duplicates, valid, never changed; who appends clips first
}

// CodeEventConflict is the code of a finding about events: two of one identity say
// different things.
const CodeEventConflict msp.Code = "event_conflict"

// identity tells events apart.
type identity struct {
	id  string
	at  point // if there is no id
	seq int64
}

func (e Event) identity() identity {
	if e.ID != "" {
		return identity{id: e.ID}
	}
	return identity{at: pointOf(e.At), seq: e.Seq}
}

// NewLog returns the log of events in any order; duplicates are dropped. What is
// wrong with them is an [msp.Issues] error, with paths such as "[3].type":
//
//   - what is wrong with one of them: see [Event.Validate]
//   - an event that an earlier one contradicts: [CodeEventConflict]
//
// The events are copied, their instants in UTC. Cost: that of sorting them.
func NewLog(events ...Event) (Log, error) {
	var list findings.List
	known := make(map[identity]int, len(events))
	kept := make([]Event, 0, len(events))
	for i := range events {
		e := &events[i]
		if key, _ := e.notUTF8(); key != "" || !e.valid() {
			e.check(&list, indexed(i))
			continue
		}
		first, ok := known[e.identity()]
		switch {
		case !ok:
			known[e.identity()] = i
			kept = append(kept, e.clone())
		case !e.Equal(events[first]):
			list.Errorf(indexed(i), CodeEventConflict, "%s says otherwise than [%d]", e.name(), first)
		}
	}
	if err := list.Issues().Err(); err != nil {
		return Log{}, err
	}
	slices.SortFunc(kept, func(a, b Event) int { return a.Compare(b) })
	return Log{kept}, nil
}

func indexed(i int) string { return "[" + strconv.Itoa(i) + "]" }

// name returns the event's identity for people.
func (e Event) name() string {
	text := e.ID
	if text == "" {
		text = instantText(e.At.UTC()) + " " + strconv.FormatInt(e.Seq, 10)
	}
	return "the event " + strconv.Quote(msp.NewInputError(nil, "", text, "").Input)
}

// Insert returns the log with one event more, and the place from which on a fold
// has to be done again: where the event now stands, or the length of the log if it
// was there before. An event that came in order stands last, and [Clock.Apply] is
// enough. The errors are those of [NewLog], with paths such as "type"; the log is
// then as it was, and nothing is to be done again.
//
// Cost: linear in the length of the log. Use [NewLog] or [Log.Merge] for many.
func (l Log) Insert(e Event) (log Log, from int, err error) {
	if err := e.Validate().Err(); err != nil {
		return l, len(l.events), err
	}
	place, there := l.place(&e)
	if !there && e.ID != "" {
		// The same ID may stand elsewhere.
		if i := slices.IndexFunc(l.events, func(other Event) bool { return other.ID == e.ID }); i >= 0 {
			place, there = i, true
		}
	}
	if there {
		if l.events[place].Equal(e) {
			return l, len(l.events), nil
		}
		var list findings.List
		list.Errorf("", CodeEventConflict, "%s says otherwise than [%d] of the log", e.name(), place)
		return l, len(l.events), list.Issues().Err()
	}
	return Log{slices.Insert(slices.Clip(l.events), place, e.clone())}, place, nil
}

// place returns where an event stands, or would stand.
func (l Log) place(e *Event) (int, bool) {
	return slices.BinarySearchFunc(l.events, e, func(other Event, e *Event) int { return other.Compare(*e) })
}

// Merge returns the log of the events of both. An event of other that l contradicts
// is a finding, [CodeEventConflict], with its place in other as the path. Merging
// the same again changes nothing, so that logs may be delivered more than once.
func (l Log) Merge(other Log) (Log, error) {
	switch {
	case other.IsEmpty():
		return l, nil
	case l.IsEmpty():
		return other, nil
	}
	var list findings.List
	known := make(map[identity]int, len(l.events))
	for i := range l.events {
		known[l.events[i].identity()] = i
	}
	merged := slices.Clip(l.events)
	for i := range other.events {
		e := &other.events[i]
		first, ok := known[e.identity()]
		switch {
		case !ok:
			merged = append(merged, *e)
		case !e.Equal(l.events[first]):
			list.Errorf(indexed(i), CodeEventConflict, "%s says otherwise than [%d] of the log", e.name(), first)
		}
	}
	if err := list.Issues().Err(); err != nil {
		return l, err
	}
	if len(merged) == len(l.events) {
		return l, nil
	}
	slices.SortFunc(merged, func(a, b Event) int { return a.Compare(b) })
	return Log{merged}, nil
}

// Len returns the number of events.
func (l Log) Len() int { return len(l.events) }

// IsEmpty reports whether the log has no events.
func (l Log) IsEmpty() bool { return len(l.events) == 0 }

// Event returns the event at a place, counted from 0; ok is false if there is none.
func (l Log) Event(i int) (e Event, ok bool) {
	if i < 0 || i >= len(l.events) {
		return Event{}, false
	}
	return l.events[i].clone(), true
}

// All walks the places and events, in order.
func (l Log) All() iter.Seq2[int, Event] {
	return func(yield func(int, Event) bool) {
		for i := range l.events {
			if !yield(i, l.events[i].clone()) {
				return
			}
		}
	}
}

// Until returns the log as it was known at an instant to have happened: the events
// at or before it. It shares memory with l.
func (l Log) Until(at time.Time) Log {
	n := sort.Search(len(l.events), func(i int) bool { return l.events[i].At.After(at) })
	return Log{l.events[:n]}
}

// Opened returns the instant of the first event, in UTC; ok is false if there is
// none.
func (l Log) Opened() (at time.Time, ok bool) {
	if len(l.events) == 0 {
		return time.Time{}, false
	}
	return l.events[0].At, true
}

// Equal reports whether both hold the same events.
func (l Log) Equal(other Log) bool { return slices.EqualFunc(l.events, other.events, Event.Equal) }
