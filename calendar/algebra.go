package calendar

import (
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
)

// Union returns the calendar that is open when any of the calendars is: two desks
// in two zones, one service. Its zone and business days are those of the first.
func Union(first Calendar, others ...Calendar) Calendar { return fold(unite, first, others) }

// Intersect returns the calendar that is open when all of the calendars are. Its
// zone and business days are those of the first.
func Intersect(first Calendar, others ...Calendar) Calendar { return fold(meet, first, others) }

// Subtract returns the calendar that is open when the first is and none of the
// others: agreed hours without maintenance windows, which are a [Spec] of nothing
// but extra opening. Its zone and business days are those of the first.
//
//	maintenance := calendar.Spec{Zone: "America/Chicago", Extra: []calendar.Window{{
//		Rule:  calendar.Rule{Name: "Patch night", On: calendar.Nth{Weekday: time.Tuesday, N: 2}},
//		Hours: calendar.MustParseShifts("02:00-04:00"),
//	}}}.MustCompile(nil)
//	agreed := calendar.Subtract(desk, maintenance)
func Subtract(first Calendar, others ...Calendar) Calendar { return fold(without, first, others) }

// Complement returns the calendar that is open exactly when c is not. Its zone
// and business days are those of c.
func Complement(c Calendar) Calendar { return Calendar{pair(invert, c.get(), c.get())} }

func fold(op operation, first Calendar, others []Calendar) Calendar {
	out := first.get()
	for _, other := range others {
		out = pair(op, out, other.get())
	}
	return Calendar{out}
}

// pair combines two calendars. Its dates are those of the first.
func pair(op operation, a, b *compiled) *compiled {
	out := &compiled{loc: a.loc}
	out.dates = openDates{a.dates, out}
	if a.engine == nil && b.engine == nil {
		out.always = op.holds(a.always, b.always)
		return out
	}
	c := &combined{op, a, b, op.holds(a.outside(), b.outside())}
	out.engine, out.why = newEngine(c), c
	return out
}

// An operation says when a calendar made of two is open.
type operation uint8

const (
	unite operation = iota
	meet
	without
	invert // of the second; the first does not matter
)

func (op operation) holds(a, b bool) bool {
	switch op {
	case unite:
		return a || b
	case meet:
		return a && b
	case without:
		return a && !b
	case invert:
	}
	return !b
}

// combine applies the operation to the spans of a block.
func (op operation) combine(block int, a, b []span) []span {
	switch op {
	case unite:
		return union(slices.Concat(a, b))
	case meet:
		return intersect(a, b)
	case without:
		return subtract(a, b)
	case invert:
	}
	return subtract([]span{{blockStart(block), blockStart(block + 1)}}, b)
}

// why returns the reason for holds(a.open, b.open).
func (op operation) why(a, b part) msp.Reason {
	switch {
	case op == invert && b.open:
		return because(ReasonComplement, "closed: the opposite of ({why})", b)
	case op == invert:
		return because(ReasonComplement, "open: the opposite of ({why})", b)
	case op == without && a.open && b.open:
		return because(ReasonSubtracted, "closed: taken out ({why})", b)
	case op == unite && !a.open && b.open, op == meet && a.open && !b.open:
		return b.reason
	case op == unite && !a.open && !b.open:
		return allClosed(a.reason, b.reason)
	}
	return a.reason
}

// allClosed joins why the parts of a union are closed, each reason once.
func allClosed(a, b msp.Reason) msp.Reason {
	whys := strings.Split(a.Value("why"), allClosedSeparator)
	if a.Code() != ReasonAllClosed {
		whys = []string{strings.TrimPrefix(a.String(), "closed: ")}
	}
	if why := strings.TrimPrefix(b.String(), "closed: "); !slices.Contains(whys, why) {
		whys = append(whys, why)
	}
	if len(whys) == 1 {
		return a
	}
	return msp.NewReason(ReasonAllClosed, "closed: {why}",
		msp.ReasonValue{Name: "why", Value: strings.Join(whys, allClosedSeparator)})
}

const allClosedSeparator = "; "

func because(code, template string, p part) msp.Reason {
	return msp.NewReason(code, template, msp.ReasonValue{Name: "why", Value: p.reason.String()})
}

// blockSpans returns the spans of a block, from the table if it is made already.
func (k *compiled) blockSpans(block int) []span {
	if k.engine == nil {
		if !k.always {
			return nil
		}
		return []span{{blockStart(block), blockStart(block + 1)}}
	}
	t := k.engine.share(block)
	out := make([]span, 0, t.spans())
	for i := 1; i <= t.spans(); i++ {
		out = append(out, t.span(block, i))
	}
	return out
}

func (k *compiled) outside() bool {
	if k.engine == nil {
		return k.always
	}
	return k.engine.source.outside()
}

// combined is a calendar made of two.
type combined struct {
	op     operation
	a, b   *compiled
	beyond bool // open beyond the blocks
}

func (c *combined) spans(block int) []span {
	return c.op.combine(block, c.a.blockSpans(block), c.b.blockSpans(block))
}

func (c *combined) outside() bool { return c.beyond }

func (c *combined) explain(from, to int64) []part {
	a, b := c.a.parts(from, to), c.b.parts(from, to)
	var out []part
	for len(a) > 0 && len(b) > 0 {
		to := min(a[0].to, b[0].to)
		out = append(out, part{
			span{max(a[0].from, b[0].from), to}, c.op.holds(a[0].open, b[0].open), c.op.why(a[0], b[0]),
		})
		if a[0].to == to {
			a = a[1:]
		}
		if b[0].to == to {
			b = b[1:]
		}
	}
	return out
}

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
// maximal interval in which other is open and c is not. All of them are the spans
// of [Subtract](other, c).
func (c Calendar) Covers(other Calendar, from, to time.Time) (gap Interval, ok bool) {
	for gap := range Subtract(other, c).Spans(from, to) {
		return Interval{gap.From.In(c.Zone()), gap.To.In(c.Zone())}, false
	}
	return Interval{}, true
}
