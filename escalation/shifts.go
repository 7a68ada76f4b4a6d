package escalation

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A Shift is a stretch of time in which the same people are on call, [From, To).
type Shift struct {
	calendar.Interval

	OnCall []string `json:"on_call"` // in the order of [Schedule.OnCall], never empty
}

// Shifts walks the time in [from, to) in which someone is on call. Neighbours with the
// same people are one shift, also across a handover; time without anyone is left out,
// see [Schedule.Gaps]. The times are in the zone of the first layer. The sequence is
// lazy; its cost is that of [Schedule.OnCall] for each instant at which something
// changes.
func (s Schedule) Shifts(from, to time.Time) iter.Seq[Shift] {
	return func(yield func(Shift) bool) {
		for shift := range s.get().stretches(from, to) {
			if len(shift.OnCall) > 0 && !yield(shift) {
				return
			}
		}
	}
}

// Gaps walks the time in [from, to) in which nobody is on call, at the cost of
// [Schedule.Shifts].
func (s Schedule) Gaps(from, to time.Time) iter.Seq[calendar.Interval] {
	return func(yield func(calendar.Interval) bool) {
		for shift := range s.get().stretches(from, to) {
			if len(shift.OnCall) == 0 && !yield(shift.Interval) {
				return
			}
		}
	}
}

// stretches cuts [from, to) where the answer changes, and nowhere else.
func (s *schedule) stretches(from, to time.Time) iter.Seq[Shift] {
	return func(yield func(Shift) bool) {
		from, to := from.Round(0).In(s.zone), to.Round(0).In(s.zone)
		var buffer []string
		for from.Before(to) {
			people, end := s.onCall(nil, from), to
			for at, ok := s.changes(from); ok && at.Before(to); at, ok = s.changes(at) {
				if buffer = s.onCall(buffer[:0], at); !slices.Equal(buffer, people) {
					end = at.In(s.zone)
					break
				}
			}
			if !yield(Shift{calendar.Interval{From: from, To: end}, people}) {
				return
			}
			from = end
		}
	}
}

// A Load is how long someone is on call.
type Load struct {
	Person string        `json:"person"`
	OnCall time.Duration `json:"on_call"` // in nanoseconds in JSON
	Shifts int           `json:"shifts"`  // uninterrupted stretches
}

// Loads are how long each of several people is on call, sorted by name.
type Loads []Load

// Load returns how long everybody is on call in [from, to): all [Schedule.Members], also
// those who never are. A range of more than 292 years is an [msp.ErrRange] error. Cost:
// that of [Schedule.Shifts].
func (s Schedule) Load(from, to time.Time) (Loads, error) {
	if to.Sub(from) == longest {
		return nil, msp.NewInputError(msp.ErrRange, "escalation: load", instantText(from)+"/"+instantText(to), "more than 292 years")
	}
	members := s.Members()
	loads := make(Loads, len(members))
	place := make(map[string]int, len(members))
	for i, name := range members {
		loads[i].Person = name
		place[name] = i
	}
	for _, d := range s.duties(from, to) {
		one := &loads[place[d.Person]]
		one.OnCall += d.To.Sub(d.From)
		one.Shifts++
	}
	return loads, nil
}

const longest = time.Duration(1<<63 - 1)

// Least returns who is on call for the shortest time, the first by name of several: whom
// to ask for the next override. ok is false if there is nobody.
func (l Loads) Least() (least Load, ok bool) {
	if len(l) == 0 {
		return Load{}, false
	}
	return slices.MinFunc(l, func(a, b Load) int { return cmp.Compare(a.OnCall, b.OnCall) }), true
}

// Spread returns the difference between the longest and the shortest time on call: zero
// is fair.
func (l Loads) Spread() time.Duration {
	if len(l) == 0 {
		return 0
	}
	by := func(a, b Load) int { return cmp.Compare(a.OnCall, b.OnCall) }
	return slices.MaxFunc(l, by).OnCall - slices.MinFunc(l, by).OnCall
}

// A Duty is a stretch of time in which one person is on call without a break, [From,
// To): an entry of that person's calendar.
type Duty struct {
	// ID is the same for the same duty, and differs between the duties of a schedule:
	// its name, the person and From.
	ID       string    `json:"id"`
	Schedule string    `json:"schedule"`
	Person   string    `json:"person"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
}

// beyond is how far outside of a range its duties are followed.
const beyond = 366 * 24 * time.Hour

// Duties returns the duties that overlap [from, to), whole, sorted by From, then by their
// order on call: plain data for a calendar feed, whose entries stay what they are when
// the range moves on. They are followed for 366 days beyond the range, and cut there: one
// of somebody who is always on call has another From, and ID, each time. Cost: that of
// [Schedule.Shifts], for two years more.
func (s Schedule) Duties(from, to time.Time) []Duty {
	if !from.Before(to) {
		return nil
	}
	return slices.DeleteFunc(s.duties(from.Add(-beyond), to.Add(beyond)), func(d Duty) bool {
		return !d.From.Before(to) || !d.To.After(from)
	})
}

// duties returns the duties in [from, to), cut there.
func (s Schedule) duties(from, to time.Time) []Duty {
	var duties []Duty
	last := make(map[string]int) // of each person
	for shift := range s.Shifts(from, to) {
		for _, name := range shift.OnCall {
			if i, ok := last[name]; ok && duties[i].To.Equal(shift.From) {
				duties[i].To = shift.To
				continue
			}
			last[name] = len(duties)
			id := s.Name() + "/" + name + "/" + shift.From.UTC().Format("20060102T150405.999999999Z")
			duties = append(duties, Duty{ID: id, Schedule: s.Name(), Person: name, From: shift.From, To: shift.To})
		}
	}
	return duties
}

func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Lint says where a compiled schedule leaves hours without anyone, in [from, to): as
// warnings, [CodeGap], one for each gap, up to a thousand. What is promised round the
// clock has the hours [calendar.Always].
func (s Schedule) Lint(hours calendar.Calendar, from, to time.Time) msp.Issues {
	var list findings.List
	for gap := range s.Gaps(from, to) {
		if list.Full() {
			break
		}
		for open := range hours.Spans(gap.From, gap.To) {
			list.Warnf("", CodeGap, "nobody is on call from %s to %s", instantText(open.From), instantText(open.To))
		}
	}
	return list.Issues()
}
