package escalation

import (
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/civil"
)

// A telling finds out when somebody is told of the tickets opened in a range. It takes
// all of them through the steps together, as stretches of openings; where a step treats
// parts of a stretch differently it is cut.
//
// A stretch whose tickets are due one after the other stays one of that kind: a step is
// due for each of them a constant time after its opening. Once they are due at one instant,
// at the opening of hours say, they are so for good, and the plan of that instant is
// theirs.
type telling struct {
	policy *policy
	there  []map[int64]calendar.Intervals // of each step, by part of time: somebody is there to be told
	found  map[comesDue]time.Time         // of instants that were asked for
	pieces []Told
	work   int
}

// A stretch of openings and when a step is due for the first of them; for one opened later
// it is due as much later.
type openings struct {
	calendar.Interval

	due time.Time

	// skipped says that in this pass no step fired or took time.
	skipped bool
}

// A comesDue is a step that is due at an instant, in a pass in which one fired or took
// time.
type comesDue struct {
	pass, step int
	at         time.Time
}

// mostTelling bounds how many stretches of time a telling looks at.
const mostTelling = 1_000_000

func newTelling(p *policy) *telling {
	return &telling{policy: p, there: make([]map[int64]calendar.Intervals, len(p.steps)), found: make(map[comesDue]time.Time)}
}

// tell finds the pieces of a range, in no order; ok is false if that takes too long.
func (t *telling) tell(within calendar.Interval) (ok bool) {
	live := []openings{{Interval: within, due: within.From}}
	for pass := 0; pass <= t.policy.repeat && len(live) > 0; pass++ {
		for i := range live {
			live[i].skipped = true
		}
		for step := range t.policy.steps {
			if live = t.step(pass, step, live); t.work > mostTelling {
				return false
			}
		}
		// A pass in which every step was skipped at once would only be the same again.
		live = slices.DeleteFunc(live, func(o openings) bool {
			if o.skipped {
				t.never(o)
			}
			return o.skipped
		})
	}
	for _, o := range live {
		t.never(o)
	}
	return true
}

// step takes openings through a step that is due for them, and returns those for which the
// next is due then.
func (t *telling) step(pass, step int, live []openings) (next []openings) {
	s := &t.policy.steps[step]
	goOn := func(o openings) {
		t.work++
		if n := len(next); n > 0 && next[n-1].joins(o) {
			next[n-1].To = o.To
			return
		}
		next = append(next, o)
	}
	for _, o := range live {
		for due, open := range parts(o.dues(), s.openIn(o.dues())) {
			if t.work > mostTelling {
				return nil
			}
			one := o.part(due)
			if !open && s.spec.Outside == OutsideSkip {
				goOn(one)
				continue
			}
			if !open {
				opening, ok := s.hours.NextOpen(due.From)
				t.fixed(one, comesDue{pass, step, opening.UTC()}, ok)
				continue
			}
			for due, there := range parts(due, t.thereIn(step, due)) {
				switch one := o.part(due); {
				case there:
					t.add(Told{Interval: one.Interval, At: one.due})
				case s.spec.Empty == EmptyHold:
					t.wait(pass, step, one, goOn)
				default:
					goOn(one)
				}
			}
		}
	}
	return next
}

// wait lets the wait of a step pass that fired to nobody.
func (t *telling) wait(pass, step int, o openings, goOn func(openings)) {
	s := &t.policy.steps[step]
	o.skipped = false
	if s.spec.WaitIn == "" || s.spec.Wait == 0 || s.waitIn.IsAlways() {
		dues := o.dues()
		if s.spec.WaitIn == "" { // it has to end before the year 10000
			end := time.Unix((civil.Last+1)*civil.SecondsPerDay, 0).UTC().Add(-s.spec.Wait)
			if !dues.From.Before(end) {
				t.never(o)
				return
			}
			if dues.To.After(end) {
				t.never(o.part(calendar.Interval{From: end, To: dues.To}))
				o = o.part(calendar.Interval{From: dues.From, To: end})
			}
		}
		o.due = o.due.Add(s.spec.Wait)
		goOn(o)
		return
	}
	for due, open := range parts(o.dues(), spans(s.waitIn, o.dues())) {
		one := o.part(due)
		if !open { // no time counts, so that it ends at one instant for all
			over, ok := s.waited(due.From)
			t.fixed(one, comesDue{pass, step + 1, over}, ok)
			continue
		}
		for !one.IsEmpty() && t.work <= mostTelling {
			over, ok := s.waited(one.due)
			if !ok { // nor for any later one
				t.never(one)
				break
			}
			first, rest := one.cut(1 + s.openFor(over, one.To.Sub(one.From)))
			first.due = over
			goOn(first)
			one = rest
		}
	}
}

// openFor returns for how long the calendar of the waits is open from the end of a wait
// on, or at most the length that is asked for; 0 if the wait ends at a closing. The
// openings for which it ends so much later, or less, are told of as much later; behind
// that the next opening comes between.
func (s *step) openFor(over time.Time, most time.Duration) time.Duration {
	for span := range s.waitIn.Spans(over, over.Add(most)) {
		if span.From.Equal(over) {
			return span.Duration()
		}
		break
	}
	return 0
}

// openIn walks the hours of a step in a stretch of time.
func (s *step) openIn(within calendar.Interval) iter.Seq[calendar.Interval] {
	if s.spec.Hours == "" {
		return func(yield func(calendar.Interval) bool) { yield(within) }
	}
	return spans(s.hours, within)
}

// thereBits says how long the parts of time are for which it is looked up who is there:
// 2²² seconds, which are 48 days.
const thereBits = 22

// thereIn walks the time in which somebody is there to be told by a step.
func (t *telling) thereIn(step int, within calendar.Interval) iter.Seq[calendar.Interval] {
	return func(yield func(calendar.Interval) bool) {
		if t.there[step] == nil {
			t.there[step] = make(map[int64]calendar.Intervals)
		}
		for n := within.From.Unix() >> thereBits; n <= within.To.Add(-1).Unix()>>thereBits; n++ {
			there, known := t.there[step][n]
			if !known {
				part := calendar.Interval{From: time.Unix(n<<thereBits, 0).UTC(), To: time.Unix((n+1)<<thereBits, 0).UTC()}
				there = t.policy.steps[step].audience.staffed(part)
				t.there[step][n] = there
				t.work += 1 + len(there)
			}
			i := sort.Search(len(there), func(i int) bool { return there[i].To.After(within.From) })
			for ; i < len(there) && there[i].From.Before(within.To); i++ {
				if !yield(there[i].Intersect(within)) {
					return
				}
			}
		}
	}
}

// parts walks a stretch of time as what is in some intervals, which are in order, and what
// is not.
func parts(within calendar.Interval, in iter.Seq[calendar.Interval]) iter.Seq2[calendar.Interval, bool] {
	return func(yield func(calendar.Interval, bool) bool) {
		for one := range in {
			before := calendar.Interval{From: within.From, To: one.From}
			if !before.IsEmpty() && !yield(before, false) || !yield(one, true) {
				return
			}
			within.From = one.To
		}
		if !within.IsEmpty() {
			yield(within, false)
		}
	}
}

// dues returns the time in which a step is due for the openings.
func (o openings) dues() calendar.Interval {
	return calendar.Interval{From: o.due, To: o.due.Add(o.To.Sub(o.From))}
}

// part returns the openings for which a step is due in a part of that time.
func (o openings) part(due calendar.Interval) openings {
	o.From, o.To = o.From.Add(due.From.Sub(o.due)), o.From.Add(due.To.Sub(o.due))
	o.due = due.From
	return o
}

// cut returns the openings of a first time, and the rest.
func (o openings) cut(length time.Duration) (first, rest openings) {
	first, rest = o, o
	if o.To.Sub(o.From) > length {
		first.To = o.From.Add(length)
	}
	rest.From, rest.due = first.To, o.due.Add(first.To.Sub(o.From))
	return first, rest
}

// joins reports whether others go on where the openings end.
func (o openings) joins(other openings) bool {
	return o.To.Equal(other.From) && o.skipped == other.skipped && o.dues().To.Equal(other.due)
}

// fixed adds openings for which a step comes due at one instant, if it ever does.
func (t *telling) fixed(o openings, due comesDue, ok bool) {
	if !ok {
		t.never(o)
		return
	}
	at, known := t.found[due]
	if !known {
		at = t.from(due)
		t.found[due] = at
	}
	t.add(Told{o.Interval, at, !at.IsZero()})
}

// from returns when somebody is first told from an instant on at which a step is due; zero
// if nobody is.
func (t *telling) from(due comesDue) (told time.Time) {
	w := &walk{policy: t.policy, pass: due.pass, next: due.step, due: due.at, cause: Due, current: -1, began: due.at, fired: true}
	for more := true; more; {
		more = w.step(func(e Entry) bool {
			t.work++
			if e.Action == Fired && len(e.Targets) > 0 {
				told = e.At
			}
			return told.IsZero() && t.work <= mostTelling
		})
	}
	return told
}

func (t *telling) never(o openings) { t.add(Told{Interval: o.Interval}) }

func (t *telling) add(piece Told) {
	t.work++
	t.pieces = append(t.pieces, piece)
}

// sorted returns the pieces in order, joined where they say the same.
func (t *telling) sorted() []Told {
	slices.SortFunc(t.pieces, func(a, b Told) int { return a.From.Compare(b.From) })
	joined := t.pieces[:0]
	for _, piece := range t.pieces {
		if n := len(joined); n > 0 {
			if both, ok := joined[n-1].join(piece); ok {
				joined[n-1] = both
				continue
			}
		}
		joined = append(joined, piece)
	}
	return slices.Clip(joined)
}
