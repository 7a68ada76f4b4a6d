package calendar

import (
	"errors"
	"math"
	"sync/atomic"
	"time"

	"github.com/mspkit/msp"
)

// A Calendar is a set of instants: the time during which something is open. It is
// made by [Spec.Compile], [Always], [Never] or from other calendars by [Union],
// [Intersect], [Subtract] and [Complement].
//
// The zero Calendar is never open and its zone is UTC. Calendars are immutable,
// safe for concurrent use and cheap to copy. They have no text form, their
// [Spec] has; == tells whether two are the same one, not whether they are open at
// the same time.
type Calendar struct {
	c *compiled
}

// compiled is what a Calendar points to. Without an engine it is open always or
// never.
type compiled struct {
	name   string // for reasons
	loc    *time.Location
	always bool
	engine *engine
	why    explainer
	recent atomic.Pointer[recentParts]
	dates  dates
}

// ErrNotEnoughOpenTime says that the calendar does not open for as long as was
// asked, up to the end of the year 9999.
var ErrNotEnoughOpenTime = errors.New("calendar: not enough open time")

// ErrNoBusinessDay says that the calendar does not have as many business days as
// were asked for within the years 1 to 9999.
var ErrNoBusinessDay = errors.New("calendar: no such business day")

// Always returns the calendar that is open at every instant, 24x7. Its business
// days are all dates of the zone; nil means UTC.
func Always(zone *time.Location) Calendar {
	return Calendar{&compiled{loc: orUTC(zone), always: true, dates: everyDate{orUTC(zone)}}}
}

// Never returns the calendar that is never open and has no business days; nil
// means UTC.
func Never(zone *time.Location) Calendar {
	return Calendar{&compiled{loc: orUTC(zone), dates: noDate{}}}
}

func orUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// newCalendar returns the calendar of a compiled spec. One that never closes needs
// no engine, but its shifts are still those of the spec: three a day, say.
func newCalendar(b *base, neverCloses bool) Calendar {
	c := &compiled{name: b.name, loc: b.loc, always: neverCloses, dates: newBusinessDays(b)}
	if !neverCloses {
		c.engine, c.why = newEngine(b), b
	}
	return Calendar{c}
}

// get returns what c points to; the zero Calendar is never open in UTC.
func (c Calendar) get() *compiled {
	if c.c == nil {
		return &compiled{loc: time.UTC, dates: noDate{}}
	}
	return c.c
}

// Zone returns the zone in which results are given and whose dates count.
func (c Calendar) Zone() *time.Location { return c.get().loc }

// IsAlways reports whether the calendar is known to be open at every instant:
// built by [Always], or compiled from hours that leave nothing closed.
func (c Calendar) IsAlways() bool { return c.get().always }

// IsOpen reports whether the calendar is open at t. The closing instant is
// closed: 09:00-17:00 is open at 09:00:00 and not at 17:00:00.
func (c Calendar) IsOpen(t time.Time) bool {
	k := c.get()
	if k.engine == nil {
		return k.always
	}
	return k.engine.isOpen(instantOf(t))
}

// Between returns the open time in [a, b), to the nanosecond. It is negative if b
// is before a. Open time of more than 292 years is cut to the nearest
// [time.Duration], as [time.Time.Sub] does; [Calendar.CheckedBetween] tells.
func (c Calendar) Between(a, b time.Time) time.Duration {
	d, _ := c.between(a, b)
	return d
}

// CheckedBetween is [Calendar.Between] with an [msp.ErrOverflow] error where the
// open time does not fit a [time.Duration].
func (c Calendar) CheckedBetween(a, b time.Time) (time.Duration, error) {
	d, ok := c.between(a, b)
	if !ok {
		return 0, msp.NewInputError(msp.ErrOverflow, "calendar: open time",
			a.UTC().Format(time.RFC3339Nano)+"/"+b.UTC().Format(time.RFC3339Nano), "more than 292 years")
	}
	return d, nil
}

func (c Calendar) between(a, b time.Time) (time.Duration, bool) {
	k := c.get()
	if k.engine != nil {
		return k.engine.between(instantOf(a), instantOf(b))
	}
	if !k.always {
		return 0, true
	}
	from, to := instantOf(a), instantOf(b)
	return amount(to).minus(amount(from))
}

// Add returns the earliest instant b at which Between(t, b) = d, for d > 0: where
// the time runs out exactly at a closing, that is the closing and not the next
// opening. Add(t, 0) is t, and a negative d is [Calendar.Sub] of its amount. If
// there is not enough open time the error is [ErrNotEnoughOpenTime].
func (c Calendar) Add(t time.Time, d time.Duration) (time.Time, error) {
	return c.move(t, d)
}

// Sub returns the latest instant s at which Between(s, t) = d, for d > 0: the
// mirror image of [Calendar.Add]. Sub(t, 0) is t, and a negative d is Add of its
// amount.
func (c Calendar) Sub(t time.Time, d time.Duration) (time.Time, error) {
	if d == minDuration {
		// It has no negative. One nanosecond after the other gives the same answer.
		once, err := c.move(t, maxDuration)
		if err != nil {
			return time.Time{}, err
		}
		return c.move(once, 1)
	}
	return c.move(t, -d)
}

const (
	minDuration time.Duration = -1 << 63
	maxDuration time.Duration = 1<<63 - 1
)

// move returns the instant that lies d of open time after t, or before it.
func (c Calendar) move(t time.Time, d time.Duration) (time.Time, error) {
	k := c.get()
	at := instantOf(t)
	switch {
	case d == 0:
		return at.in(k.loc), nil
	case k.engine != nil:
		to, ok := k.engine.move(at, d)
		if !ok {
			return time.Time{}, ErrNotEnoughOpenTime
		}
		return to.in(k.loc), nil
	case k.always:
		if to, ok := at.add(d); ok {
			return to.in(k.loc), nil
		}
	}
	return time.Time{}, ErrNotEnoughOpenTime
}

// add returns i + d; ok is false beyond what a [time.Time] can say.
func (i instant) add(d time.Duration) (to instant, ok bool) {
	const most = math.MaxInt64 - 1<<36 // a time.Time counts from the year 1
	if i.seconds < -most || i.seconds > most {
		return instant{}, false
	}
	seconds := int64(d / time.Second)
	if (seconds > 0 && i.seconds > most-seconds) || (seconds < 0 && i.seconds < -most-seconds) {
		return instant{}, false
	}
	return instant(amount(i).add(d)), true
}

// move returns the instant d of open time from at: the earliest for a positive d,
// the latest for a negative one.
func (e *engine) move(at instant, d time.Duration) (to instant, ok bool) {
	block, offset := blockOf(at.seconds)
	if !e.within(block) {
		return e.moveOutside(at, d, block)
	}
	// Most answers lie in the same block, where no totals are needed.
	t := e.table(block)
	seconds, open := t.count(offset)
	a := amount{seconds, at.nanosIf(open)}.add(d)
	if n := a.holding(d > 0); n >= 0 && n < t.total() {
		return t.instant(block, a, uint32(n)), true
	}
	a.seconds += e.before(block, t)
	return e.locate(a, d > 0, block)
}

// moveOutside is move from an instant beyond the blocks.
func (e *engine) moveOutside(at instant, d time.Duration, block int) (to instant, ok bool) {
	if e.source.outside() {
		to, ok = at.add(d)
		if !ok {
			return instant{}, false
		}
		if b, _ := blockOf(to.seconds); (block < e.first && b < e.first) || (block > e.last && b > e.last) {
			return to, true
		}
	}
	return e.locate(e.worked(at).add(d), d > 0, block)
}
