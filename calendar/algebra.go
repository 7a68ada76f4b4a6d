package calendar

import (
	"slices"
	"time"
)

// Union returns the calendar that is open when any of the calendars is: two desks
// in two zones, one service. Its zone and business days are those of the first.
func Union(first Calendar, others ...Calendar) Calendar {
	return fold(first, others, func(a, b bool) bool { return a || b }, func(a, b []span) []span {
		return union(slices.Concat(a, b))
	})
}

// Intersect returns the calendar that is open when all of the calendars are. Its
// zone and business days are those of the first.
func Intersect(first Calendar, others ...Calendar) Calendar {
	return fold(first, others, func(a, b bool) bool { return a && b }, intersect)
}

// Subtract returns the calendar that is open when the first is and none of the
// others: agreed hours without maintenance windows. Its zone and business days
// are those of the first.
func Subtract(first Calendar, others ...Calendar) Calendar {
	return fold(first, others, func(a, b bool) bool { return a && !b }, subtract)
}

// Complement returns the calendar that is open exactly when c is not. Its zone
// and business days are those of c.
func Complement(c Calendar) Calendar {
	k := c.get()
	out := pair(Always(k.loc).c, k, func(a, b bool) bool { return a && !b }, subtract)
	out.dates = openDates{k.dates, out}
	return Calendar{out}
}

func fold(first Calendar, others []Calendar, constant func(a, b bool) bool, combine func(a, b []span) []span) Calendar {
	out := first.get()
	for _, other := range others {
		out = pair(out, other.get(), constant, combine)
	}
	return Calendar{out}
}

// pair combines two calendars.
func pair(a, b *compiled, constant func(a, b bool) bool, combine func(a, b []span) []span) *compiled {
	out := &compiled{loc: a.loc}
	out.dates = openDates{a.dates, out}
	if a.engine == nil && b.engine == nil {
		out.always = constant(a.always, b.always)
		return out
	}
	out.engine = newEngine(&combined{a.source(), b.source(), constant, combine})
	return out
}

// source returns what a combined calendar takes this part of it from: the engine,
// whose tables may be made already, or a constant.
func (k *compiled) source() source {
	if k.engine == nil {
		return always(k.always)
	}
	return k.engine
}

// spans returns the spans of a block from its table.
func (e *engine) spans(block int) []span {
	t, origin := e.tables.glance(block), blockStart(block)
	out := make([]span, 0, len(t.edges)-1)
	for i := range len(t.edges) - 1 {
		out = append(out, span{origin + int64(t.edges[i].start), origin + int64(t.end(i))})
	}
	return out
}

func (e *engine) outside() bool { return e.source.outside() }

// always is the source of what is open always, or never.
type always bool

func (a always) spans(block int) []span {
	if !a {
		return nil
	}
	return []span{{blockStart(block), blockStart(block + 1)}}
}

func (a always) outside() bool { return bool(a) }

// combined is a calendar made of two.
type combined struct {
	a, b     source
	constant func(a, b bool) bool
	combine  func(a, b []span) []span
}

func (c *combined) spans(block int) []span { return c.combine(c.a.spans(block), c.b.spans(block)) }
func (c *combined) outside() bool          { return c.constant(c.a.outside(), c.b.outside()) }

// openDates are the dates of another calendar, with their shifts cut to the time
// that this one is open.
type openDates struct {
	dates
	of *compiled
}

func (d openDates) shifts(day int) []span {
	var out []span
	for _, s := range d.dates.shifts(day) {
		for open := range d.of.spans(instant{s.from, 0}, instant{s.to, 0}) {
			out = append(out, span{open.from.seconds, open.to.seconds})
		}
	}
	return out
}

// Covers reports whether c is open at every instant in [from, to) at which other
// is: a rota against the hours it was promised for. If not, gap is the first
// maximal interval in which other is open and c is not.
func (c Calendar) Covers(other Calendar, from, to time.Time) (gap Interval, ok bool) {
	for gap := range Subtract(other, c).Spans(from, to) {
		return Interval{gap.From.In(c.Zone()), gap.To.In(c.Zone())}, false
	}
	return Interval{}, true
}
