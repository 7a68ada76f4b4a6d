package calendar

import (
	"slices"
	"time"

	"github.com/mspkit/msp/internal/civil"
)

// dates answer which dates are business days, as days counted from 1970-01-01,
// and what their shifts are.
type dates interface {
	is(day int) bool
	// rank returns the number of business days before a day, from some origin.
	rank(day int) int64
	// nth returns the business day of a rank, looking from a day near it.
	nth(rank int64, near int) (day int, ok bool)
	// shifts returns what is left of the shifts a date owns after holidays and
	// breaks, without extra opening, sorted and not touching.
	shifts(day int) []span
}

// businessDays are the dates of a base. Counting them is the same task as
// counting open time, so the same engine does it, in a time of its own in which
// every date is dayLength seconds and business days are open. A block then holds
// 512 dates.
type businessDays struct {
	base   *base
	engine *engine
}

const (
	dayBits   = 16
	dayLength = 1 << dayBits
)

func newBusinessDays(b *base) *businessDays {
	d := &businessDays{base: b}
	d.engine = newEngine(d)
	return d
}

// outside implements source.
func (d *businessDays) outside() bool { return false }

// spans implements source.
func (d *businessDays) spans(block int) []span {
	first, last := int(blockStart(block)>>dayBits), int(blockStart(block+1)>>dayBits)-1
	first, last = max(first, d.base.firstDay), min(last, d.base.lastDay)
	if first > last {
		return nil
	}
	days := d.base.days(first, last+1)
	clock := civil.NewClock(int64(first-2)*secondsPerDay, int64(last+4)*secondsPerDay, d.base.loc)
	var open []span
	for day := first; day <= last; day++ {
		if days.isBusinessDay(clock, day) {
			open = append(open, span{int64(day) << dayBits, int64(day+1) << dayBits})
		}
	}
	return union(open)
}

// isBusinessDay reports whether a date owns a shift that exists on the clock,
// which a change of it may swallow whole, and that no holiday takes away.
func (d *daySpan) isBusinessDay(clock *civil.Clock, day int) bool {
	shifts, special := d.shifts(day)
	if d.isHoliday(day) && !special {
		return false
	}
	start := int64(day) * secondsPerDay
	return slices.ContainsFunc(shifts, func(h hours) bool {
		return clock.Instant(start+h.start) < clock.Instant(start+h.end)
	})
}

func startOf(day int) instant { return instant{seconds: int64(day) << dayBits} }

func (d *businessDays) is(day int) bool { return d.engine.isOpen(startOf(day)) }

func (d *businessDays) rank(day int) int64 { return d.engine.worked(startOf(day)).seconds >> dayBits }

func (d *businessDays) nth(rank int64, near int) (day int, ok bool) {
	block, _ := blockOf(startOf(near).seconds)
	at, ok := d.engine.locate(amount{seconds: rank << dayBits}, false, block)
	return int(at.seconds >> dayBits), ok
}

func (d *businessDays) shifts(day int) []span {
	if day < d.base.firstDay || day > d.base.lastDay {
		return nil
	}
	clock := civil.NewClock(int64(day-2)*secondsPerDay, int64(day+4)*secondsPerDay, d.base.loc)
	days := d.base.days(day-2, day+3) // breaks and holidays that reach into the shifts
	var open []span
	days.pieces(clock, day, func(s span, _ hours, _ bool) { open = append(open, s) })
	return subtract(union(open), union(d.base.breaks.instants(clock, days.breaks)))
}

// everyDate has every date of a zone, as a shift of 24 hours.
type everyDate struct{ loc *time.Location }

func (everyDate) is(int) bool        { return true }
func (everyDate) rank(day int) int64 { return int64(day) }
func (everyDate) nth(rank int64, _ int) (int, bool) {
	return int(rank), rank >= civil.First && rank <= civil.Last
}

func (d everyDate) shifts(day int) []span {
	start := int64(day) * secondsPerDay
	s := span{civil.Instant(start, d.loc), civil.Instant(start+secondsPerDay, d.loc)}
	if s.from >= s.to {
		return nil
	}
	return []span{s}
}

// noDate has none.
type noDate struct{}

func (noDate) is(int) bool                { return false }
func (noDate) rank(int) int64             { return 0 }
func (noDate) nth(int64, int) (int, bool) { return 0, false }
func (noDate) shifts(int) []span          { return nil }
