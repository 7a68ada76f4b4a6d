// Package oracle is a second opinion on calendars: slow, plainly correct, and
// without a line of the engine's code. It knows records as data, and the standard
// library.
//
// A [Walk] goes through a window of time in small steps and notes, step by step,
// whether the calendar is open. A stretch from S to E on a zone's clock holds at
// an instant when the highest reading of the clock so far lies in [S, E).
package oracle

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

const secondsPerDay = 86_400

// A Walk is what a calendar is at each step of a window.
type Walk struct {
	from time.Time
	step time.Duration
	open []bool
	// business says of each date whether it owns a shift that exists and that no
	// holiday takes.
	business map[msp.Date]bool
}

// New walks a spec that compiles through a window of whole steps. The step must
// divide every edge and every offset of the zone's clock in the window; a second
// always does, a minute often. Before the window the clock is watched for three
// days, for the highest reading.
func New(spec calendar.Spec, loc *time.Location, from, to time.Time, step time.Duration) *Walk {
	w := &Walk{from: from, step: step, open: make([]bool, to.Sub(from)/step), business: make(map[msp.Date]bool)}
	facts := newFacts(spec, dayUnder(from.Unix())-5, dayUnder(to.Unix())+5)
	highest := from.Unix() - 10*secondsPerDay
	for at := from.Add(-72 * time.Hour); at.Before(to); at = at.Add(step) {
		highest = max(highest, reading(at, loc))
		open := facts.open(highest, w.business)
		if !at.Before(from) {
			w.open[at.Sub(from)/step] = open
		}
	}
	return w
}

// Step returns the largest step that suits a spec with edges of a grain, in
// seconds, in a window.
func Step(grain int, loc *time.Location, from, to time.Time) time.Duration {
	step := time.Minute
	for at := from.Add(-72 * time.Hour); at.Before(to); at = at.Add(time.Hour) {
		if (reading(at, loc)-at.Unix())%60 != 0 {
			step = time.Second
		}
	}
	if grain%60 != 0 {
		step = time.Second
	}
	return step
}

// reading returns what a clock shows, as seconds since it showed 1970-01-01 00:00.
func reading(at time.Time, loc *time.Location) int64 {
	_, offset := at.In(loc).Zone()
	return at.Unix() + int64(offset)
}

// InstantOf returns the first instant at which the clock of a zone reads a number
// of seconds since 1970-01-01 00:00, or later: the law, second by second.
func InstantOf(local int64, loc *time.Location) time.Time {
	at := time.Unix(local-3*secondsPerDay, 0)
	for reading(at, loc) < local {
		at = at.Add(time.Second)
	}
	return at
}

// dayUnder returns the day of a second on the clock, counted from 1970-01-01.
func dayUnder(local int64) int {
	day := local / secondsPerDay
	if local < day*secondsPerDay {
		day--
	}
	return int(day)
}

// stretch is from and to on the clock, in seconds since 1970-01-01 00:00.
type stretch struct{ from, to int64 }

func (s stretch) holds(local int64) bool { return s.from <= local && local < s.to }

// facts are what a spec says about dates, by the day of the owner.
type facts struct {
	always, cancels bool
	shifts          map[int][]stretch // special hours, or those of the week
	special         map[int]bool
	holiday         map[int]bool
	extra, breaks   map[int][]stretch
}

func newFacts(spec calendar.Spec, from, to int) *facts {
	f := &facts{
		always: spec.Always, cancels: spec.HolidayCancelsShift,
		shifts: make(map[int][]stretch), special: make(map[int]bool), holiday: make(map[int]bool),
		extra: make(map[int][]stretch), breaks: make(map[int][]stretch),
	}
	for day := from; day < to; day++ {
		if dateOf(day).IsZero() {
			continue
		}
		hours := spec.Hours
		var since msp.Date
		for _, change := range spec.Changes {
			if !change.From.After(dateOf(day)) && change.From.After(since) {
				since, hours = change.From, change.Hours
			}
		}
		f.shifts[day] = stretches(day, hours[timeOf(day).Weekday()])
	}
	for _, o := range observed(spec.Holidays, spec.Weekend, from, to) {
		f.holiday[o.day] = true
	}
	for _, o := range observed(rulesOf(spec.Special), spec.Weekend, from, to) {
		f.special[o.day] = true
		f.shifts[o.day] = stretches(o.day, spec.Special[o.rule].Hours) // the last one counts
	}
	for _, o := range observed(rulesOf(spec.Extra), spec.Weekend, from, to) {
		f.extra[o.day] = append(f.extra[o.day], stretches(o.day, spec.Extra[o.rule].Hours)...)
	}
	for _, o := range observed(rulesOf(spec.Breaks), spec.Weekend, from, to) {
		f.breaks[o.day] = append(f.breaks[o.day], stretches(o.day, spec.Breaks[o.rule].Hours)...)
	}
	return f
}

func rulesOf(windows []calendar.Window) calendar.Rules {
	var rules calendar.Rules
	for _, w := range windows {
		rules = append(rules, w.Rule)
	}
	return rules
}

// stretches writes out the shifts of a date.
func stretches(day int, shifts []calendar.Shift) []stretch {
	var out []stretch
	midnight := int64(day) * secondsPerDay
	for _, s := range shifts {
		start, end := seconds(s.Start), seconds(s.End)
		if end <= start {
			end += secondsPerDay
		}
		out = append(out, stretch{midnight + start, midnight + end})
	}
	return out
}

func seconds(t calendar.TimeOfDay) int64 {
	hour, minute, second := t.Clock()
	return int64(hour)*3600 + int64(minute)*60 + int64(second)
}

// open reports whether the calendar is open when the highest reading so far is
// local, and notes the dates that have a shift then.
func (f *facts) open(local int64, business map[msp.Date]bool) bool {
	today := dayUnder(local)
	if f.always {
		return true
	}
	open := false
	for owner := today - 1; owner <= today; owner++ { // a shift ends with the next day
		own := f.holiday[owner] && !f.special[owner]
		for _, s := range f.shifts[owner] {
			if !s.holds(local) {
				continue
			}
			if !own {
				business[dateOf(owner)] = true
			}
			switch {
			case f.cancels:
				open = open || !own
			case f.holiday[today]: // its local day is closed but for its own special hours
				open = open || (owner == today && f.special[owner])
			default:
				open = true
			}
		}
	}
	return (open || holds(f.extra, today, local)) && !holds(f.breaks, today, local)
}

func holds(windows map[int][]stretch, today int, local int64) bool {
	for owner := today - 1; owner <= today; owner++ {
		for _, s := range windows[owner] {
			if s.holds(local) {
				return true
			}
		}
	}
	return false
}
