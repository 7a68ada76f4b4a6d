package calendar

import (
	"iter"
	"math"
	"time"
)

// The instants that stand for time without end.
const (
	beginningOfTime = math.MinInt64
	endOfTime       = math.MaxInt64
)

// searchKeeps is how many blocks a search keeps; those beyond, up to the year
// 9999, are looked at and forgotten.
const searchKeeps = 3

// forward walks the maximal open spans that begin before to, from the one around
// or after an instant on. The first may begin earlier and the last end later than
// it says, and a span is not followed much further than long seconds. Blocks
// beyond the first keep ones are not kept.
func (e *engine) forward(from, to, long int64, keep int) iter.Seq[span] {
	return func(yield func(span) bool) {
		block, offset := blockOf(from)
		var open span // the span that may go on in the next block
		if block < e.first {
			block, offset = e.first, 0
			if e.source.outside() {
				open = span{beginningOfTime, blockStart(block)}
			}
		}
		for ; block <= e.last && blockStart(block) < to; block, offset, keep = block+1, 0, keep-1 {
			t := e.look(block, keep)
			for i := t.at(offset); i <= t.spans(); i++ {
				s := t.span(block, i)
				if open.from < open.to && s.from == open.to {
					open.to = s.to
					continue
				}
				if open.from < open.to && !yield(open) {
					return
				}
				open = s
			}
			if open.from < open.to && (open.to < blockStart(block+1) || open.to-max(open.from, from) >= long) {
				if !yield(open) {
					return
				}
				open = span{}
			}
		}
		if block > e.last && e.source.outside() {
			if open.from == open.to {
				open.from = max(from, blockStart(e.last+1))
			}
			open.to = endOfTime
		}
		if open.from < open.to {
			yield(open)
		}
	}
}

// backward walks the maximal open spans from the one around or before an instant
// back. The first may end later than it says.
func (e *engine) backward(from int64) iter.Seq[span] {
	return func(yield func(span) bool) {
		block, offset := blockOf(from)
		var open span
		if block > e.last {
			block, offset = e.last, blockLength-1
			if e.source.outside() {
				open = span{blockStart(block + 1), endOfTime}
			}
		}
		for keep := searchKeeps; block >= e.first; block, offset, keep = block-1, blockLength-1, keep-1 {
			t := e.look(block, keep)
			for i := min(t.at(offset), t.spans()); i > 0; i-- {
				s := t.span(block, i)
				if open.from < open.to && s.to == open.from {
					open.from = s.from
					continue
				}
				if open.from < open.to && !yield(open) {
					return
				}
				open = s
			}
			if open.from < open.to && open.from > blockStart(block) {
				if !yield(open) {
					return
				}
				open = span{}
			}
		}
		if e.source.outside() {
			if open.from == open.to {
				open.to = min(from, blockStart(e.first))
			}
			open.from = beginningOfTime
		}
		if open.from < open.to {
			yield(open)
		}
	}
}

func (e *engine) look(block, keep int) *table {
	if keep > 0 {
		return e.table(block)
	}
	return e.glance(block)
}

// Spans walks the maximal open intervals within [from, to), in order; they do not
// touch each other. The sequence is lazy and stops when the body breaks. It is
// empty if to is not after from.
func (c Calendar) Spans(from, to time.Time) iter.Seq[Interval] {
	return func(yield func(Interval) bool) {
		k := c.get()
		for s := range k.spans(instantOf(from), instantOf(to)) {
			if !yield(Interval{s.from.in(k.loc), s.to.in(k.loc)}) {
				return
			}
		}
	}
}

// A stretch is a half-open range of instants.
type stretch struct{ from, to instant }

func (i instant) less(j instant) bool { return amount(i).less(amount(j)) }

// spans walks the maximal open stretches within [from, to).
func (k *compiled) spans(from, to instant) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		switch {
		case !from.less(to):
			return
		case k.engine == nil:
			if k.always {
				yield(stretch{from, to})
			}
			return
		}
		for s := range k.engine.forward(from.seconds, max(to.seconds, to.seconds+1), endOfTime, math.MaxInt) {
			one := stretch{instant{s.from, 0}, instant{s.to, 0}}
			if one.from.less(from) {
				one.from = from
			}
			if to.less(one.to) {
				one.to = to
			}
			if !one.from.less(to) {
				return
			}
			if one.from.less(one.to) && !yield(one) {
				return
			}
		}
	}
}
