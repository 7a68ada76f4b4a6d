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
	tables *pages[table]
}

func newEngine(s source) *engine {
	e := &engine{source: s}
	e.tables = newPages(blockFirst, blockLast,
		func(block int) *table { return newTable(block, s.spans(block)) }, (*table).total)
	return e
}

// An instant is a Unix second and the nanoseconds after it.
type instant struct {
	seconds int64
	nanos   int32
}

func instantOf(t time.Time) instant { return instant{t.Unix(), int32(t.Nanosecond())} }

func (i instant) in(loc *time.Location) time.Time {
	return time.Unix(i.seconds, int64(i.nanos)).In(loc)
}

// An amount is open time: seconds and the nanoseconds after them, 0 ≤ nanos <
// 1e9, also where seconds are negative.
type amount struct {
	seconds int64
	nanos   int32
}

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
func (e *engine) within(block int) bool { return block >= e.tables.first && block <= e.tables.last }

// isOpen reports whether an instant is open.
func (e *engine) isOpen(i instant) bool {
	block, offset := blockOf(i.seconds)
	if !e.within(block) {
		return e.source.outside()
	}
	t := e.tables.block(block)
	return offset >= t.edges[t.at(offset)].start
}

// worked returns the working-time function C(i): the open time before an instant,
// counted from the beginning of block 0.
func (e *engine) worked(i instant) amount {
	block, offset := blockOf(i.seconds)
	if !e.within(block) {
		return e.workedOutside(i, block)
	}
	seconds, open := e.tables.block(block).count(offset)
	a := amount{e.tables.before(block) + int64(seconds), 0}
	if open {
		a.nanos = i.nanos
	}
	return a
}

func (e *engine) workedOutside(i instant, block int) amount {
	i.seconds = min(max(i.seconds, math.MinInt64/2), math.MaxInt64/2)
	from, total := blockStart(e.tables.first), e.tables.before(e.tables.first)
	if block > e.tables.last {
		from, total = blockStart(e.tables.last+1), e.tables.before(e.tables.last+1)
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
	if blockA != blockB || !e.within(blockA) {
		return e.worked(b).minus(e.worked(a))
	}
	t := e.tables.block(blockA)
	from, openA := t.count(offsetA)
	to, openB := t.count(offsetB)
	ns := (int64(to) - int64(from)) * second
	if openA {
		ns -= int64(a.nanos)
	}
	if openB {
		ns += int64(b.nanos)
	}
	return time.Duration(ns), true
}

// earliest returns the first instant b with C(b) = a, and latest the last; ok is
// false if there is none. near is a block to look from. An earliest instant ends
// a stretch of open time, a latest one begins one.
func (e *engine) earliest(a amount, near int) (i instant, ok bool) {
	n := a.seconds
	if a.nanos == 0 {
		n-- // the open second before it is the one that ends there
	}
	return e.locate(a, n, near)
}

func (e *engine) latest(a amount, near int) (i instant, ok bool) {
	return e.locate(a, a.seconds, near)
}

// locate returns the instant at which the open second n, or the end of it, counts
// a.
func (e *engine) locate(a amount, n int64, near int) (i instant, ok bool) {
	near = min(max(near, e.tables.first), e.tables.last)
	block, ok := e.tables.find(near, n)
	if !ok {
		return e.locateOutside(a, n)
	}
	before := e.tables.before(block)
	a.seconds -= before
	return e.tables.block(block).instant(block, a, uint32(n-before)), true
}

// instant returns the instant of a block that counts a there, in the span that
// holds open second n.
func (t *table) instant(block int, a amount, n uint32) instant {
	e := t.edges[t.holding(n)]
	return instant{blockStart(block) + int64(e.start) + a.seconds - int64(e.sum), a.nanos}
}

func (e *engine) locateOutside(a amount, n int64) (i instant, ok bool) {
	if !e.source.outside() {
		return instant{}, false
	}
	if first := e.tables.before(e.tables.first); n < first {
		return instant{blockStart(e.tables.first) + a.seconds - first, a.nanos}, true
	}
	last := e.tables.last + 1
	return instant{blockStart(last) + a.seconds - e.tables.before(last), a.nanos}, true
}
