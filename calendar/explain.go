package calendar

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
)

// A Segment is a stretch of time in which a calendar is open, or closed, for one
// reason.
type Segment struct {
	Interval

	Open   bool       `json:"open"`
	Reason msp.Reason `json:"reason"`
}

// Codes of the reasons that [Calendar.Explain] gives, with their values.
const (
	ReasonHours      = "hours"         // open: the shift {shift} of {day}
	ReasonSpecial    = "special"       // open: special hours {shift}, {name}
	ReasonExtra      = "extra"         // open: extra opening {shift}, {name}
	ReasonAlways     = "always"        // open 24x7
	ReasonOutside    = "outside_hours" // closed: no shift
	ReasonNotSpecial = "not_special"   // closed: outside the special hours, {name}
	ReasonHoliday    = "holiday"       // closed: {name}
	ReasonBreak      = "break"         // closed: a break, {name}
	ReasonNever      = "never"         // closed for ever
	ReasonSubtracted = "subtracted"    // closed: another calendar is taken out; {why} it is open
	ReasonComplement = "complement"    // the opposite of another calendar; {why} that is what it is
	ReasonBeyond     = "beyond"        // closed: beyond the years 1 to 9999
	ReasonAllClosed  = "all_closed"    // closed: all calendars of a union are, for {why}
)

// Explain walks [from, to) as segments without gaps, each open or closed for a
// reason: the open ones together are [Calendar.Spans]. Segments that follow each
// other differ in their reason. A whole holiday is one, also where it would have
// been closed anyway; a break shows only where it takes open time away.
//
// A calendar made of others has the reason of the one that decides, the first if
// several do; where a union is closed, those of all. [Spec.Name] says which is
// which. The sequence is lazy; it is for people to read and costs more than the
// other questions.
func (c Calendar) Explain(from, to time.Time) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		k, a, b := c.get(), instantOf(from), instantOf(to)
		if !a.less(b) {
			return
		}
		var last Segment
		for p := range k.explain(a.seconds, b) {
			s := Segment{Interval{a.in(k.loc), b.in(k.loc)}, p.open, p.reason}
			if p.from > a.seconds {
				s.From = instant{p.from, 0}.in(k.loc)
			}
			if end := (instant{p.to, 0}); end.less(b) {
				s.To = end.in(k.loc)
			}
			switch {
			case !s.From.Before(s.To):
			case last.Open == s.Open && last.Reason.Equal(s.Reason):
				last.To = s.To
			case last.Reason.IsZero() || yield(last):
				last = s
			default:
				return
			}
		}
		yield(last)
	}
}

// A part is a segment on the way, in Unix seconds.
type part struct {
	span

	open   bool
	reason msp.Reason
}

// explainChunk is how much time is explained at a go, 48 days.
const explainChunk = 1 << 22

// explain walks the parts from a second to an instant.
func (k *compiled) explain(from int64, to instant) iter.Seq[part] {
	return func(yield func(part) bool) {
		if k.engine == nil {
			yield(k.constantPart(beginningOfTime, endOfTime))
			return
		}
		first, last := blockStart(k.engine.first), blockStart(k.engine.last+1)
		beyond := msp.NewReason(ReasonBeyond, "closed: beyond the years 1 to 9999")
		if k.outside() {
			beyond = msp.NewReason(ReasonBeyond, "open: beyond the years 1 to 9999")
		}
		if from < first && !yield(part{span{beginningOfTime, first}, k.outside(), beyond}) {
			return
		}
		for from = max(from, first); from < last && (instant{from, 0}).less(to); from += explainChunk {
			for _, p := range k.parts(from, min(from+explainChunk, max(to.seconds, to.seconds+1), last)) {
				if !yield(p) {
					return
				}
			}
		}
		if from >= last {
			yield(part{span{last, endOfTime}, k.outside(), beyond})
		}
	}
}

// An explainer says why a range of time is as it is.
type explainer interface {
	// explain returns the parts of [from, to), without gaps.
	explain(from, to int64) []part
}

// parts returns the parts of a range within the years there are.
func (k *compiled) parts(from, to int64) []part {
	if k.engine == nil {
		return []part{k.constantPart(from, to)}
	}
	// A calendar may be part of another more than once.
	if r := k.recent.Load(); r != nil && r.span == (span{from, to}) {
		return r.parts
	}
	parts := k.why.explain(from, to)
	k.recent.Store(&recentParts{span{from, to}, parts})
	return parts
}

// recentParts are the parts last explained.
type recentParts struct {
	span

	parts []part
}

func (k *compiled) constantPart(from, to int64) part {
	if k.always {
		return part{span{from, to}, true, reason(k.name, ReasonAlways, "open: 24x7")}
	}
	return part{span{from, to}, false, reason(k.name, ReasonNever, "closed: never open")}
}

// reason returns a reason that ends in the name of its calendar, if it has one.
func reason(calendar, code, template string, values ...msp.ReasonValue) msp.Reason {
	if calendar != "" {
		template += ", {calendar}"
		values = append(values, msp.ReasonValue{Name: "calendar", Value: calendar})
	}
	return msp.NewReason(code, template, values...)
}

// explain implements explainer. The layers of a spec are put over each other, the
// later over the earlier.
func (b *base) explain(from, to int64) []part {
	closed := part{span{from, to}, false, reason(b.name, ReasonOutside, "closed: outside hours")}
	clock, first, last := b.around(from, to)
	if first > last {
		return []part{closed} // before the first date
	}
	days := b.days(first, last+1)
	var open, shut []part
	for day := first; day <= last; day++ {
		name := shortDay(civil.Weekday(day))
		days.pieces(clock, day, func(s span, h hours, special bool) {
			if special {
				window := b.special.rules.rules[days.special[day-first]].Name
				open = append(open, part{s, true, b.named(ReasonSpecial, "open: special hours {shift}", window, h.shift)})
				return
			}
			open = append(open, part{s, true, reason(b.name, ReasonHours, "open: {day} {shift}",
				msp.ReasonValue{Name: "day", Value: name}, msp.ReasonValue{Name: "shift", Value: h.shift.String()})})
		})
		if reason, ok := days.closes(day); ok {
			start := int64(day) * secondsPerDay
			shut = append(shut, part{span{clock.Instant(start), clock.Instant(start + secondsPerDay)}, false, reason})
		}
	}
	for _, o := range days.extra {
		for _, h := range b.extra.hours[o.rule] {
			open = append(open, part{
				b.extra.span(clock, o, h), true,
				b.named(ReasonExtra, "open: extra {shift}", b.extra.rules.rules[o.rule].Name, h.shift),
			})
		}
	}
	parts := overlay([]part{closed}, shut)
	parts = overlay(parts, open)
	var breaks []part
	for _, o := range days.breaks {
		for _, h := range b.breaks.hours[o.rule] {
			breaks = append(breaks, part{
				b.breaks.span(clock, o, h), false,
				b.named(ReasonBreak, "closed: break {shift}", b.breaks.rules.rules[o.rule].Name, h.shift),
			})
		}
	}
	return overlay(parts, onlyWhereOpen(parts, breaks))
}

// closes returns why the local day of a date is closed but for its shifts, if it
// is by more than the hours of the week.
func (d *daySpan) closes(day int) (msp.Reason, bool) {
	if rules := d.holidays[day-d.first]; len(rules) > 0 {
		var names []string
		for _, rule := range rules {
			if name := d.base.holidays.rules[rule].Name; name != "" {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			return reason(d.base.name, ReasonHoliday, "closed: holiday"), true
		}
		return reason(d.base.name, ReasonHoliday, "closed: {name}",
			msp.ReasonValue{Name: "name", Value: strings.Join(names, ", ")}), true
	}
	if w := d.special[day-d.first]; w >= 0 {
		name := d.base.special.rules.rules[w].Name
		if name == "" {
			return reason(d.base.name, ReasonNotSpecial, "closed: outside special hours"), true
		}
		return reason(d.base.name, ReasonNotSpecial, "closed: outside special hours ({name})",
			msp.ReasonValue{Name: "name", Value: name}), true
	}
	return msp.Reason{}, false
}

// named returns a reason with a shift and, if the rule has one, a name.
func (b *base) named(code, template, name string, shift Shift) msp.Reason {
	values := []msp.ReasonValue{{Name: "shift", Value: shift.String()}}
	if name != "" {
		template += " ({name})"
		values = append(values, msp.ReasonValue{Name: "name", Value: name})
	}
	return reason(b.name, code, template, values...)
}

// overlay puts parts over others that have no gaps. Of two parts that overlap the
// first counts; what lies outside the lower ones is cut off.
func overlay(lower, upper []part) []part {
	upper = slices.Clone(upper)
	slices.SortStableFunc(upper, func(a, b part) int { return cmp.Compare(a.from, b.from) })
	out := make([]part, 0, len(lower)+2*len(upper))
	reached := lower[0].from
	for _, l := range lower {
		for reached < l.to {
			for len(upper) > 0 && upper[0].to <= reached {
				upper = upper[1:]
			}
			next := l
			next.from = reached
			switch {
			case len(upper) == 0 || upper[0].from >= l.to:
			case upper[0].from > reached:
				next.to = upper[0].from
			default:
				next = upper[0]
				next.from, next.to = reached, min(next.to, l.to)
			}
			out = append(out, next)
			reached = next.to
		}
	}
	return out
}

// onlyWhereOpen cuts parts to where others are open.
func onlyWhereOpen(parts, cut []part) []part {
	var open []span
	for _, p := range parts {
		if p.open {
			open = append(open, p.span)
		}
	}
	open = union(open)
	var out []part
	for _, c := range cut {
		for _, s := range intersect([]span{c.span}, open) {
			out = append(out, part{s, c.open, c.reason})
		}
	}
	return out
}
