package catalog

import (
	"iter"
	"slices"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/sla"
)

// The worstCuts of a promise are the openings at which something changes its slope.
//
// Let C(t) be the open time of its calendar before t, which rises with t or rests; it
// changes at edges, where the calendar opens or closes. For a ticket opened at t of which
// somebody is told at told(t), the time elapsed is C(told(t)) − C(t). The target is an
// amount or, if the span names an instant, C(N(t)) − C(t). So these are cut:
//
//   - C(t) at the edges;
//   - C(told(t)), for tickets told of after a constant delay, at the edges less the delay;
//     it rests for those told of at one instant;
//   - C(N(t)) where N(t) changes or passes an edge.
//
// N(t) is, see the table in the documentation of package sla,
//
//   - for sla.NextBusinessDay the same for all t of a date, which is cut where the clock
//     of the calendar reads midnight or is set;
//   - for sla.NextBusinessDayAt too, except that it is a business day later for those t
//     from which on no open time is left before it: that begins at an edge;
//   - for sla.EndOfBusinessDay the same for all t of a date in open time, and for all of a
//     stretch of closed time, since what counts is the next opening;
//   - for sla.BusinessDays the same in a stretch of closed time; in open time it is the
//     same time of day on another date, which is so many dates later for all t of a date.
//     It moves with t, but rests or leaps where the clock is set on that other date. Out
//     of hours it is the next opening, which changes nothing: C is the same there;
//   - for sla.CivilDays the same time of day, so many dates later for all t.
//
// In such a piece of openings C(N(t)) rises no faster than C(t), since in open time both
// have the slope of a clock. So the target falls or rests, and that there is no open time
// left for it, which is an error, is true of no opening, of a last part of them, or of all.
type worstCuts struct {
	calendar calendar.Calendar
	at       []time.Time // in order, in UTC; some may occur twice
}

func newWorstCuts(target sla.Target, within calendar.Interval) *worstCuts {
	c := &worstCuts{calendar: target.Calendar()}
	for edge := range c.edges(within) {
		c.at = append(c.at, edge)
	}
	switch span := target.Span().(type) {
	case nil, sla.Within:
	case sla.NextBusinessDay, sla.NextBusinessDayAt, sla.EndOfBusinessDay:
		c.cutDates(within)
	case sla.BusinessDays:
		c.cutDates(within)
		for piece := range c.pieces(within) {
			if days, ok := c.daysLater(piece.From, int(span)); ok && c.calendar.IsOpen(piece.From) {
				c.cutLater(piece, days)
			}
		}
	case sla.CivilDays:
		c.cutDates(within)
		for piece := range c.pieces(within) {
			c.cutLater(piece, int(span))
		}
	}
	slices.SortFunc(c.at, time.Time.Compare)
	return c
}

// of walks the ends of the pieces of openings that are told of in one way; the last is the
// end of them.
func (c *worstCuts) of(told *escalation.Told) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		var more []time.Time
		if _, moves := told.Delay(); moves {
			for edge := range c.edges(calendar.Interval{From: told.At, To: told.At.Add(told.Duration())}) {
				more = append(more, told.From.Add(edge.Sub(told.At)))
			}
		}
		i, _ := slices.BinarySearchFunc(c.at, told.From, time.Time.Compare)
		rest := c.at[i:]
		for last := told.From; last.Before(told.To); {
			next := told.To
			for len(rest) > 0 && !rest[0].After(last) {
				rest = rest[1:]
			}
			for len(more) > 0 && !more[0].After(last) {
				more = more[1:]
			}
			if len(rest) > 0 && rest[0].Before(next) {
				next = rest[0]
			}
			if len(more) > 0 && more[0].Before(next) {
				next = more[0]
			}
			if !yield(next) {
				return
			}
			last = next
		}
	}
}

// edges walks the instants within a range at which the calendar opens or closes.
func (c *worstCuts) edges(within calendar.Interval) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for span := range c.calendar.Spans(within.From, within.To) {
			if span.From.After(within.From) && !yield(span.From.UTC()) || span.To.Before(within.To) && !yield(span.To.UTC()) {
				return
			}
		}
	}
}

// cutDates cuts where the clock of the calendar reads midnight or is set.
func (c *worstCuts) cutDates(within calendar.Interval) {
	end := within.To.Unix() + 1
	for u := within.From.Unix(); u < end; {
		clock := civil.SegmentAt(u, c.calendar.Zone())
		until := min(clock.To, end)
		midnight := int64(civil.DayOf(u+clock.Offset))*civil.SecondsPerDay - clock.Offset
		for ; midnight < until; midnight += civil.SecondsPerDay {
			c.at = append(c.at, time.Unix(midnight, 0).UTC())
		}
		c.at = append(c.at, time.Unix(until, 0).UTC())
		u = until
	}
}

// pieces walks a range as it is cut so far.
func (c *worstCuts) pieces(within calendar.Interval) iter.Seq[calendar.Interval] {
	slices.SortFunc(c.at, time.Time.Compare)
	cuts := c.at
	return func(yield func(calendar.Interval) bool) {
		from := within.From
		for _, cut := range cuts {
			if !cut.After(from) || !cut.Before(within.To) {
				continue
			}
			if !yield(calendar.Interval{From: from, To: cut}) {
				return
			}
			from = cut
		}
		yield(calendar.Interval{From: from, To: within.To})
	}
}

// daysLater returns how many dates after that of an instant the n-th business day after it
// is.
func (c *worstCuts) daysLater(at time.Time, n int) (days int, ok bool) {
	day, err := calendar.DateOf(at, c.calendar.Zone())
	if err != nil {
		return 0, false
	}
	if !c.calendar.IsBusinessDay(day) {
		n-- // rolling to the next one is the first step
	}
	then, err := c.calendar.AddBusinessDays(day, n, calendar.RollForward)
	return day.DaysUntil(then), err == nil
}

// cutLater cuts a piece in which the clock is not set where the same time of day some dates
// later rests, leaps or passes an edge.
func (c *worstCuts) cutLater(piece calendar.Interval, days int) {
	zone := c.calendar.Zone()
	_, offset := piece.From.In(zone).Zone()
	for at := piece.From; at.Before(piece.To); {
		local := at.Unix() + int64(offset) + int64(days)*civil.SecondsPerDay
		nanos := time.Duration(at.Nanosecond())
		u := civil.Instant(local, zone)
		clock := civil.SegmentAt(u, zone)
		var next time.Time
		if skipped := u + clock.Offset - local; skipped > 0 { // it rests until the clock shows it again
			next = at.Add(time.Duration(skipped)*time.Second - nanos)
		} else { // it moves until the clock is set
			most := int64(piece.To.Sub(at)/time.Second) + 2
			next = at.Add(time.Duration(min(clock.To-u, most))*time.Second - nanos)
			then := time.Unix(u, int64(nanos)).UTC()
			for edge := range c.edges(calendar.Interval{From: then, To: then.Add(next.Sub(at))}) {
				c.at = append(c.at, at.Add(edge.Sub(then)))
			}
		}
		c.at = append(c.at, next)
		at = next
	}
}
