package calendar

import (
	"slices"
	"time"

	"github.com/mspkit/msp/internal/civil"
)

// A base is a compiled [Spec]: the source of a calendar that is not made of
// others.
type base struct {
	name     string
	loc      *time.Location
	weeks    []weekFrom // sorted; the first begins before all dates
	holidays *ruleSet
	special  *windowSet
	extra    *windowSet
	breaks   *windowSet
	cancels  bool // a holiday cancels the shifts it owns
	// The dates beyond which nothing ever opens, so that a search need not go to
	// the year 9999 to find that out.
	firstDay, lastDay int
}

type weekFrom struct {
	day   int
	hours [7][]hours
}

func (w weekFrom) isEmpty() bool {
	for _, shifts := range w.hours {
		if len(shifts) > 0 {
			return false
		}
	}
	return true
}

// hours are a shift in seconds since the owner's 00:00, and the shift as written.
type hours struct {
	start, end int64
	shift      Shift
}

// A windowSet is a list of windows whose rules are one set.
type windowSet struct {
	rules *ruleSet
	hours [][]hours // of each window
}

// newBase compiles a spec that has no findings of severity error.
func newBase(s Spec, loc *time.Location) *base {
	b := &base{
		name:     s.Name,
		loc:      loc,
		weeks:    []weekFrom{{civil.First, compileWeek(s.Hours)}},
		holidays: newRuleSet(s.Holidays, s.Weekend),
		special:  newWindowSet(s.Special, s.Weekend),
		extra:    newWindowSet(s.Extra, s.Weekend),
		breaks:   newWindowSet(s.Breaks, s.Weekend),
		cancels:  s.HolidayCancelsShift,
		firstDay: civil.First,
		lastDay:  civil.Last,
	}
	for _, change := range s.Changes {
		b.weeks = append(b.weeks, weekFrom{dayOf(change.From), compileWeek(change.Hours)})
	}
	// Stable, so that a change from the first date on replaces the hours before it.
	slices.SortStableFunc(b.weeks, func(x, y weekFrom) int { return x.day - y.day })
	b.bound(s)
	return b
}

// bound narrows firstDay and lastDay where no week and no recurring rule opens
// anything beyond.
func (b *base) bound(s Spec) {
	first, last := civil.Last+1, civil.First-1
	for i, week := range b.weeks {
		if week.isEmpty() {
			continue
		}
		until := civil.Last
		if i+1 < len(b.weeks) {
			until = b.weeks[i+1].day - 1
		}
		first, last = min(first, week.day), max(last, until)
	}
	for _, windows := range [][]Window{s.Special, s.Extra} {
		for _, w := range windows {
			dates, ok := w.Rule.On.(Dates)
			if !ok || w.Rule.Substitute != 0 {
				return // it may fall anywhere
			}
			for _, d := range dates {
				first, last = min(first, dayOf(d)), max(last, dayOf(d))
			}
		}
	}
	b.firstDay, b.lastDay = first, last
}

func compileWeek(week Week) [7][]hours {
	var out [7][]hours
	for day, shifts := range week {
		out[day] = compileShifts(shifts)
	}
	return out
}

func compileShifts(shifts []Shift) []hours {
	var out []hours
	for _, s := range shifts {
		if start, end, ok := s.span(); ok {
			out = append(out, hours{start, end, s})
		}
	}
	slices.SortFunc(out, func(a, b hours) int { return int(a.start - b.start) })
	return out
}

func newWindowSet(windows []Window, weekend []time.Weekday) *windowSet {
	set := &windowSet{rules: newRuleSet(rulesOf(windows), weekend)}
	for _, w := range windows {
		set.hours = append(set.hours, compileShifts(w.Hours))
	}
	return set
}

func rulesOf(windows []Window) Rules {
	rules := make(Rules, 0, len(windows))
	for _, w := range windows {
		rules = append(rules, w.Rule)
	}
	return rules
}

// outside implements source: nothing is open where there are no dates.
func (b *base) outside() bool { return false }

// A daySpan is what stands in the spec for a range of dates: who is closed when,
// and why. Everything that looks at single dates looks here.
type daySpan struct {
	base     *base
	first    int        // the first date
	holidays [][]int    // of each date: indices of the holiday rules on it
	special  []int      // of each date: index of its window, or -1
	extra    []observed // sorted
	breaks   []observed
	week     int // where the week of the last date asked for was found
}

// days looks up the dates from first to last.
func (b *base) days(first, last int) *daySpan {
	d := &daySpan{base: b, first: first}
	d.holidays = make([][]int, last-first+1)
	d.special = make([]int, last-first+1)
	for i := range d.special {
		d.special[i] = -1
	}
	for _, o := range b.holidays.from(first, last) {
		d.holidays[o.day-first] = append(d.holidays[o.day-first], o.rule)
	}
	for _, o := range b.special.rules.from(first, last) {
		d.special[o.day-first] = o.rule // the last in the list counts
	}
	d.extra = b.extra.rules.from(first, last)
	d.breaks = b.breaks.rules.from(first, last)
	return d
}

// from returns the days of the rules from first to last, both included.
func (s *ruleSet) from(first, last int) []observed {
	if len(s.rules) == 0 {
		return nil
	}
	var out []observed
	from, _, _ := civil.YMD(first)
	to, _, _ := civil.YMD(last)
	for year := max(from, 1); year <= min(to, 9999); year++ {
		for _, o := range s.year(year) {
			if o.day >= first && o.day <= last {
				out = append(out, o)
			}
		}
	}
	return out
}

// isHoliday reports whether a date in the range is a holiday; beyond it, no.
func (d *daySpan) isHoliday(day int) bool {
	i := day - d.first
	return i >= 0 && i < len(d.holidays) && len(d.holidays[i]) > 0
}

// shifts returns the shifts that a date owns and whether they are its special
// hours.
func (d *daySpan) shifts(day int) (shifts []hours, special bool) {
	if day < civil.First || day > civil.Last {
		return nil, false
	}
	if w := d.special[day-d.first]; w >= 0 {
		return d.base.special.hours[w], true
	}
	weeks := d.base.weeks
	for d.week > 0 && weeks[d.week].day > day {
		d.week--
	}
	for d.week+1 < len(weeks) && weeks[d.week+1].day <= day {
		d.week++
	}
	if weeks[d.week].day > day {
		return nil, false
	}
	return weeks[d.week].hours[civil.Weekday(day)], false
}

// pieces calls yield with what is left of each shift of a date after holidays,
// in instants.
func (d *daySpan) pieces(clock *civil.Clock, day int, yield func(s span, h hours, special bool)) {
	shifts, special := d.shifts(day)
	if len(shifts) == 0 {
		return
	}
	own := d.isHoliday(day) && !special
	if own && d.base.cancels {
		return
	}
	next := d.isHoliday(day+1) && !d.base.cancels
	start := int64(day) * secondsPerDay
	for _, h := range shifts {
		from, to := h.start, h.end
		// A shift ends before the day after the next, so it meets two holidays at
		// most, and what they leave of it is in one piece.
		if own && from < secondsPerDay {
			from = secondsPerDay
		}
		if next && to > secondsPerDay {
			to = secondsPerDay
		}
		if from >= to {
			continue
		}
		if s := (span{clock.Instant(start + from), clock.Instant(start + to)}); s.from < s.to {
			yield(s, h, special)
		}
	}
}

// around returns the clock of a block of time, and the dates whose shifts may
// reach into it.
func (b *base) around(from, to int64) (clock *civil.Clock, first, last int) {
	const slack = secondsPerDay + 3*secondsPerHour
	clock = civil.NewClock(from-slack, to+slack, b.loc)
	least, most := clock.Offsets()
	first = max(civil.DayOf(from+least)-2, civil.First-1)
	last = min(civil.DayOf(to+most)+1, civil.Last)
	return clock, first, last
}

// spans implements source.
func (b *base) spans(block int) []span {
	from, to := blockStart(block), blockStart(block+1)
	clock, first, last := b.around(from, to)
	if first > b.lastDay || last < b.firstDay {
		return nil
	}
	days := b.days(first, last+1)
	open := make([]span, 0, 2*(last-first))
	for day := max(first, b.firstDay); day <= min(last, b.lastDay); day++ {
		days.pieces(clock, day, func(s span, _ hours, _ bool) { open = append(open, s) })
	}
	open = append(open, b.extra.instants(clock, days.extra)...)
	open = subtract(union(open), union(b.breaks.instants(clock, days.breaks)))
	return clip(open, from, to)
}

// instants returns the windows on the dates they fall on.
func (w *windowSet) instants(clock *civil.Clock, on []observed) []span {
	var out []span
	for _, o := range on {
		for _, h := range w.hours[o.rule] {
			out = append(out, w.span(clock, o, h))
		}
	}
	return out
}

func (w *windowSet) span(clock *civil.Clock, o observed, h hours) span {
	start := int64(o.day) * secondsPerDay
	return span{clock.Instant(start + h.start), clock.Instant(start + h.end)}
}

// clip cuts sorted spans to [from, to).
func clip(spans []span, from, to int64) []span {
	return intersect(spans, []span{{from, to}})
}
