package calendar

import (
	"math"
	"time"
)

// second is a second in nanoseconds.
const second = int64(time.Second)

// An engine answers questions about a source. It is safe for concurrent use.
type engine struct {
	source source
	*pages
}

func newEngine(s source) *engine { return &engine{s, newPages(s)} }

// An instant is a Unix second and the nanoseconds after it.
type instant struct {
	seconds int64
	nanos   int32
}

func instantOf(t time.Time) instant { return instant{t.Unix(), int32(t.Nanosecond())} }

// nanosIf returns the nanoseconds, or 0 where none of them are open.
func (i instant) nanosIf(open bool) int32 {
	if open {
		return i.nanos
	}
	return 0
}

func (i instant) in(loc *time.Location) time.Time {
	return time.Unix(i.seconds, int64(i.nanos)).In(loc)
}

// An amount is open time: seconds and the nanoseconds after them, 0 ≤ nanos <
// 1e9, also where seconds are negative.
type amount struct {
	seconds int64
	nanos   int32
}

// add returns a + d; the seconds of a are not within 292 years of the limits of
// an int64.
func (a amount) add(d time.Duration) amount {
	a.seconds += int64(d / time.Second)
	nanos := int64(a.nanos) + int64(d%time.Second)
	switch {
	case nanos < 0:
		a.seconds, nanos = a.seconds-1, nanos+second
	case nanos >= second:
		a.seconds, nanos = a.seconds+1, nanos-second
	}
	a.nanos = int32(nanos)
	return a
}

func (a amount) less(b amount) bool {
	return a.seconds < b.seconds || (a.seconds == b.seconds && a.nanos < b.nanos)
}

// minus returns a - b; ok is false where it does not fit, and the answer is then
// the nearest Duration.
func (a amount) minus(b amount) (d time.Duration, ok bool) {
	const most, rest = math.MaxInt64 / second, math.MaxInt64 % second
	seconds, nanos := a.seconds-b.seconds, int64(a.nanos-b.nanos)
	if seconds > -most && seconds < most && (seconds < 0) == (a.seconds < b.seconds) {
		return time.Duration(seconds*second + nanos), true // nearly always
	}
	if (seconds < 0) != (a.seconds < b.seconds) { // it wrapped
		seconds = math.MaxInt64
		if a.seconds < b.seconds {
			seconds = math.MinInt64
		}
	}
	// Give both parts one sign.
	switch {
	case seconds < 0 && nanos > 0:
		seconds, nanos = seconds+1, nanos-second
	case seconds > 0 && nanos < 0:
		seconds, nanos = seconds-1, nanos+second
	}
	switch {
	case seconds > most || (seconds == most && nanos > rest):
		return math.MaxInt64, false
	case seconds < -most || (seconds == -most && nanos < -rest-1):
		return math.MinInt64, false
	}
	return time.Duration(seconds*second + nanos), true
}

// within reports whether there is a table for a block.
func (e *engine) within(block int) bool { return block >= e.first && block <= e.last }

// isOpen reports whether an instant is open.
func (e *engine) isOpen(i instant) bool {
	block, offset := blockOf(i.seconds)
	if !e.within(block) {
		return e.source.outside()
	}
	_, open := e.table(block).count(offset)
	return open
}

// worked returns the working-time function C(i): the open time before an instant,
// counted from the beginning of block 0.
func (e *engine) worked(i instant) amount {
	block, offset := blockOf(i.seconds)
	if !e.within(block) {
		return e.workedOutside(i, block)
	}
	t := e.table(block)
	seconds, open := t.count(offset)
	return amount{e.before(block, t) + seconds, i.nanosIf(open)}
}

func (e *engine) workedOutside(i instant, block int) amount {
	// So far out the nearest block is more than 292 years away, and nothing that is
	// compared with this tells the difference.
	i.seconds = min(max(i.seconds, math.MinInt64/2), math.MaxInt64/2)
	from, total := blockStart(e.first), e.beforeBlock(e.first)
	if block > e.last {
		from, total = blockStart(e.last+1), e.beforeBlock(e.last+1)
	}
	if !e.source.outside() {
		return amount{total, 0}
	}
	return amount{total + i.seconds - from, i.nanos}
}

// between returns C(b) - C(a); within one block it needs no totals.
func (e *engine) between(a, b instant) (d time.Duration, ok bool) {
	blockA, offsetA := blockOf(a.seconds)
	blockB, offsetB := blockOf(b.seconds)
	if !e.within(blockA) || !e.within(blockB) {
		return e.betweenOutside(a, b)
	}
	tableA := e.table(blockA)
	tableB := tableA
	if blockB != blockA {
		tableB = e.table(blockB)
	}
	from, openA := tableA.count(offsetA)
	to, openB := tableB.count(offsetB)
	if blockB != blockA {
		from += e.before(blockA, tableA)
		to += e.before(blockB, tableB)
	}
	return amount{to, b.nanosIf(openB)}.minus(amount{from, a.nanosIf(openA)})
}

// betweenOutside is between where one of the instants is beyond the blocks.
func (e *engine) betweenOutside(a, b instant) (d time.Duration, ok bool) {
	blockA, _ := blockOf(a.seconds)
	blockB, _ := blockOf(b.seconds)
	if (blockA < e.first && blockB < e.first) || (blockA > e.last && blockB > e.last) {
		if !e.source.outside() {
			return 0, true
		}
		return amount(b).minus(amount(a))
	}
	return e.worked(b).minus(e.worked(a))
}

// holding returns the open second that counts up to a: of the instants that count
// a, the earliest ends one and the latest begins one.
func (a amount) holding(earliest bool) int64 {
	if earliest && a.nanos == 0 {
		return a.seconds - 1
	}
	return a.seconds
}

// locate returns the earliest or the latest instant i with C(i) = a; ok is false if
// there is none. near is a block to look from.
func (e *engine) locate(a amount, earliest bool, near int) (i instant, ok bool) {
	n := a.holding(earliest)
	block, ok := e.find(min(max(near, e.first), e.last), n)
	if !ok {
		return e.locateOutside(a, n)
	}
	t := e.table(block)
	before := e.before(block, t)
	a.seconds -= before
	return t.instant(block, a, uint32(n-before)), true
}

func (e *engine) locateOutside(a amount, n int64) (i instant, ok bool) {
	if !e.source.outside() {
		return instant{}, false
	}
	if first := e.beforeBlock(e.first); n < first {
		return instant{blockStart(e.first) + a.seconds - first, a.nanos}, true
	}
	last := e.last + 1
	return instant{blockStart(last) + a.seconds - e.beforeBlock(last), a.nanos}, true
}
