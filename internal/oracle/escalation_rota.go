package oracle

import (
	"fmt"
	"slices"
	"time"
)

// A Rota says who is on call: of the layers that are active only those of the
// highest priority, and the overrides one after the other over what they say.
type Rota struct {
	Layers    []Layer
	Overrides []Override
}

// A Layer is active within its windows and its dates, if there is anybody in it. A
// larger number is the higher priority; zero times are unbounded.
type Layer struct {
	Priority    int
	Turns       Turns
	Windows     []Window // by the clock of the turns; none is always
	From, Until time.Time
}

// A Window belongs to the days on which it starts. Start and End are minutes of the
// local day; an end that is not after the start is on the next day.
type Window struct {
	Days       []time.Weekday
	Start, End int
}

// An Override changes who is on call from From until before Until: set, add,
// remove, or replace Of by Who. Its times have both to be given.
type Override struct {
	Op, Who, Of string
	From, Until time.Time
}

// A RotaShift is a time through which the same people are on call.
type RotaShift struct {
	From, To time.Time
	OnCall   []string
}

// At returns who is on call, in order, each once; nil if nobody is.
func (r Rota) At(t time.Time) []string {
	var active []Layer
	for _, l := range r.Layers {
		if l.active(t) {
			active = append(active, l)
		}
	}
	var names []string
	for _, l := range active {
		hidden := slices.ContainsFunc(active, func(other Layer) bool { return other.Priority > l.Priority })
		if !hidden {
			names = append(names, l.Turns.At(t))
		}
	}
	names = eachOnce(names)
	for _, o := range r.Overrides {
		if !t.Before(o.From) && t.Before(o.Until) {
			names = eachOnce(o.apply(names))
		}
	}
	return names
}

// Shifts goes from minute to minute and puts neighbours together that have the same
// people, in the same order. Uncovered time is left out.
func (r Rota) Shifts(from, to time.Time) []RotaShift {
	var shifts []RotaShift
	for _, s := range r.stretches(from, to) {
		if len(s.OnCall) > 0 {
			shifts = append(shifts, s)
		}
	}
	return shifts
}

// Gaps returns the time through which nobody is on call, likewise.
func (r Rota) Gaps(from, to time.Time) [][2]time.Time {
	var gaps [][2]time.Time
	for _, s := range r.stretches(from, to) {
		if len(s.OnCall) == 0 {
			gaps = append(gaps, [2]time.Time{s.From, s.To})
		}
	}
	return gaps
}

func (r Rota) stretches(from, to time.Time) []RotaShift {
	var all []RotaShift
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		end, onCall := earlier(at.Add(time.Minute), to), r.At(at)
		if n := len(all); n > 0 && slices.Equal(all[n-1].OnCall, onCall) {
			all[n-1].To = end
			continue
		}
		all = append(all, RotaShift{at, end, onCall})
	}
	return all
}

func (l Layer) active(t time.Time) bool {
	switch {
	case len(l.Turns.Members) == 0:
		return false
	case !l.From.IsZero() && t.Before(l.From):
		return false
	case !l.Until.IsZero() && !t.Before(l.Until):
		return false
	}
	return len(l.Windows) == 0 ||
		slices.ContainsFunc(l.Windows, func(w Window) bool { return w.holds(t, l.Turns.Zone) })
}

// holds looks at the days around an instant. A window may have begun on the day
// before, and a clock that was turned back may have read a later day already; a day
// more on either side does no harm.
func (w Window) holds(t time.Time, zone *time.Location) bool {
	today := timeOf(dayUnder(reading(t, zone)))
	for n := -3; n <= 2; n++ {
		day := today.AddDate(0, 0, n)
		if !slices.Contains(w.Days, day.Weekday()) {
			continue
		}
		last := day
		if w.End <= w.Start {
			last = day.AddDate(0, 0, 1)
		}
		start := day.Unix() + int64(w.Start)*60
		end := last.Unix() + int64(w.End)*60
		if hasCome(start, zone, t) && !hasCome(end, zone, t) {
			return true
		}
	}
	return false
}

func (o Override) apply(names []string) []string {
	switch o.Op {
	case "set":
		return []string{o.Who}
	case "add":
		return append(slices.Clone(names), o.Who)
	case "remove":
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == o.Who })
	case "replace":
		changed := slices.Clone(names)
		for i, name := range names {
			if name == o.Of {
				changed[i] = o.Who
			}
		}
		return changed
	}
	panic(fmt.Sprintf("oracle: an unknown override %q", o.Op))
}

// eachOnce keeps of every name the first.
func eachOnce(names []string) []string {
	var once []string
	for _, name := range names {
		if !slices.Contains(once, name) {
			once = append(once, name)
		}
	}
	return once
}
