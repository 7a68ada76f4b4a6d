package oracle

import (
	"fmt"
	"strconv"
)

// A civil day of the Gregorian calendar. Days are counted by stepping from one to
// the next: no arithmetic that could be wrong by one.
type civilDay struct{ year, month, day int }

// civil reads a day that exists.
func civil(text string) civilDay {
	if len(text) == len("2026-02-28") {
		year, err1 := strconv.Atoi(text[:4])
		month, err2 := strconv.Atoi(text[5:7])
		day, err3 := strconv.Atoi(text[8:])
		d := civilDay{year, month, day}
		if err1 == nil && err2 == nil && err3 == nil && d.String() == text &&
			1 <= month && month <= 12 && 1 <= day && day <= d.monthDays() {
			return d
		}
	}
	panic(fmt.Sprintf("oracle: %q is not a day", text))
}

// String returns the day as text; the order of texts is that of the days.
func (d civilDay) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

func (d civilDay) before(e civilDay) bool {
	if d.year != e.year {
		return d.year < e.year
	}
	if d.month != e.month {
		return d.month < e.month
	}
	return d.day < e.day
}

// monthDays returns how many days the month of the day has.
func (d civilDay) monthDays() int {
	switch d.month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if d.year%4 == 0 && d.year%100 != 0 || d.year%400 == 0 {
			return 29
		}
		return 28
	default:
		return 31
	}
}

// next returns the day after.
func (d civilDay) next() civilDay {
	if d.day < d.monthDays() {
		return civilDay{d.year, d.month, d.day + 1}
	}
	if d.month < 12 {
		return civilDay{d.year, d.month + 1, 1}
	}
	return civilDay{d.year + 1, 1, 1}
}

// previous returns the day before.
func (d civilDay) previous() civilDay {
	if d.day > 1 {
		return civilDay{d.year, d.month, d.day - 1}
	}
	p := civilDay{d.year, d.month - 1, 1}
	if d.month == 1 {
		p = civilDay{d.year - 1, 12, 1}
	}
	p.day = p.monthDays()
	return p
}

// span is the days from one to before another.
type span struct{ from, to civilDay }

func spanOf(from, to string) span { return span{civil(from), civil(to)} }

// each calls do for every day, in order.
func (s span) each(do func(civilDay)) {
	for d := s.from; d.before(s.to); d = d.next() {
		do(d)
	}
}

func (s span) holds(d civilDay) bool { return !d.before(s.from) && d.before(s.to) }

// days counts; none if the end is not after the start.
func (s span) days() int {
	n := 0
	s.each(func(civilDay) { n++ })
	return n
}

// A Cadence is how service periods follow each other: every so many months, or
// every so many days, both ways from an anchor that is the first day of one. By
// months they begin on the day of the anchor, or on the last day of a month that
// is too short for it. Both 0 is once.
type Cadence struct {
	Anchor       string
	Months, Days int
}

// begins tells whether a service period begins on a day.
func (c Cadence) begins(d civilDay) bool {
	anchor := civil(c.Anchor)
	if c.Months > 0 {
		months := (d.year-anchor.year)*12 + d.month - anchor.month
		return months%c.Months == 0 && d.day == min(anchor.day, d.monthDays())
	}
	n := span{anchor, d}.days() + span{d, anchor}.days()
	return n%c.Days == 0
}

// around returns the service period that holds a day: back until one begins, and
// on until the next does.
func (c Cadence) around(d civilDay) span {
	s := span{d, d.next()}
	for !c.begins(s.from) {
		s.from = s.from.previous()
	}
	for !c.begins(s.to) {
		s.to = s.to.next()
	}
	return s
}

// Periods returns the service periods that have a day in [from, to), whole.
func (c Cadence) Periods(from, to string) [][2]string {
	var out [][2]string
	for d := civil(from); d.before(civil(to)); {
		s := c.around(d)
		out = append(out, [2]string{s.from.String(), s.to.String()})
		d = s.to
	}
	return out
}
