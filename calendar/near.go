package calendar

import "time"

// NextOpen returns t if the calendar is open at t, and otherwise the next opening;
// ok is false if there is none.
func (c Calendar) NextOpen(t time.Time) (next time.Time, ok bool) {
	return c.near(t, (*engine).nextOpen)
}

// PrevClose returns t if the calendar is open just before t, and otherwise the
// last closing before t; ok is false if there is none.
func (c Calendar) PrevClose(t time.Time) (previous time.Time, ok bool) {
	return c.near(t, (*engine).prevClose)
}

// NextClose returns the first closing after t: the calendar is open just before
// it and closed at it. ok is false if there is none.
func (c Calendar) NextClose(t time.Time) (next time.Time, ok bool) {
	if c.IsAlways() {
		return time.Time{}, false
	}
	return c.near(t, (*engine).nextClose)
}

// PrevOpen returns the last opening before t: the calendar is closed just before
// it and open at it. ok is false if there is none.
func (c Calendar) PrevOpen(t time.Time) (previous time.Time, ok bool) {
	if c.IsAlways() {
		return time.Time{}, false
	}
	return c.near(t, (*engine).prevOpen)
}

func (c Calendar) near(t time.Time, find func(*engine, instant) (instant, bool)) (time.Time, bool) {
	k := c.get()
	if k.engine == nil {
		if !k.always {
			return time.Time{}, false
		}
		return instantOf(t).in(k.loc), true
	}
	found, ok := find(k.engine, instantOf(t))
	if !ok {
		return time.Time{}, false
	}
	return found.in(k.loc), true
}

func (e *engine) nextOpen(at instant) (instant, bool) {
	block, offset := blockOf(at.seconds)
	if e.within(block) {
		t := e.table(block)
		if i := t.at(offset); i <= t.spans() {
			if start := t.start(i); start > offset {
				return instant{blockStart(block) + int64(start), 0}, true
			}
			return at, true
		}
	}
	if e.isOpen(at) {
		return at, true
	}
	return e.locate(e.worked(at), false, block)
}

func (e *engine) prevClose(at instant) (instant, bool) {
	block, offset := blockOf(at.seconds)
	if e.within(block) {
		t := e.table(block)
		i := t.at(offset)
		if start := t.start(i); i <= t.spans() && (start < offset || (start == offset && at.nanos > 0)) {
			return at, true
		}
		if i > 1 {
			return instant{blockStart(block) + int64(t.edges[i-1].end), 0}, true
		}
	}
	return e.locate(e.worked(at), true, block)
}

func (e *engine) nextClose(at instant) (instant, bool) {
	for s := range e.forward(at.seconds, endOfTime, endOfTime, searchKeeps) {
		return instant{s.to, 0}, s.to < endOfTime
	}
	return instant{}, false
}

func (e *engine) prevOpen(at instant) (instant, bool) {
	for s := range e.backward(at.seconds) {
		if s.from < at.seconds || (s.from == at.seconds && at.nanos > 0) {
			return instant{s.from, 0}, s.from > beginningOfTime
		}
	}
	return instant{}, false
}

// NextStretch returns the earliest instant from t on at which the calendar is
// open and stays open for d without a break: the next change or patch window
// that is long enough. Touching shifts are one stretch, over midnight too. ok is
// false if there is none. For d ≤ 0 it is [Calendar.NextOpen].
//
// Cost: linear in the stretches passed over. To find none takes a walk to the year
// 9999, which is some tenths of a second for each calendar that c is made of.
func (c Calendar) NextStretch(t time.Time, d time.Duration) (start time.Time, ok bool) {
	if d <= 0 {
		return c.NextOpen(t)
	}
	return c.near(t, func(e *engine, at instant) (instant, bool) {
		long := int64(d/time.Second) + 2
		for s := range e.forward(at.seconds, endOfTime, long, searchKeeps) {
			from := instant{s.from, 0}
			if s.from <= at.seconds {
				from = at
			}
			if s.to == endOfTime {
				return from, true
			}
			end := amount(from).add(d)
			if !(amount{s.to, 0}).less(end) {
				return from, true
			}
		}
		return instant{}, false
	})
}
