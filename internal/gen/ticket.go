package gen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/oracle"
)

// A TicketCase is a clock of a ticket as the slow model walks it, and what is
// needed to build the same clock otherwise.
//
// All events, edges of calendars and targets lie on the grid of the ticket's step.
// Events lie in the first two weeks of the window, and weeks follow in which
// projections find an end; see [oracle.Standing] for one that does not.
type TicketCase struct {
	oracle.Ticket
	Specs map[string]calendar.Spec // of the ticket's calendars, by name
	last  time.Time                // no event is later
}

// TicketStep is the grid of tickets: the clocks of all zones are set by multiples
// of it nowadays.
const TicketStep = 15 * time.Minute

// Ticket draws a clock with up to 25 events: any options, many coincidences. Their
// order is that of arrival, and some come more than once. An event that reopens
// neither starts nor stops a clock, because then the order of its effects is a
// matter of taste.
func Ticket() *rapid.Generator[TicketCase] {
	return rapid.Custom(func(t *rapid.T) TicketCase {
		from := rapid.SampledFrom([]time.Time{ // Mondays before clocks are set, at some places
			time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC),
			time.Date(2026, time.March, 23, 0, 0, 0, 0, time.UTC),
			time.Date(2026, time.October, 19, 0, 0, 0, 0, time.UTC),
			time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC),
		}).Draw(t, "from")
		weeks := rapid.IntRange(1, 2).Draw(t, "weeks")
		c := TicketCase{
			Ticket: oracle.Ticket{
				Metric: TicketMetric().Draw(t, "metric"), Targets: make(map[int]time.Duration),
				Calendars: make(map[string]func(time.Time) bool),
				From:      from, To: from.AddDate(0, 0, 56), Step: TicketStep,
			},
			Specs: make(map[string]calendar.Spec),
			last:  from.AddDate(0, 0, 7*weeks),
		}
		drawCalendars(t, &c)
		drawTargets(t, &c)
		drawEvents(t, &c)
		return c
	})
}

// holdReasons are the holds of tickets.
func holdReasons() []string { return []string{"requester", "vendor", "change", "scheduled"} }

// TicketMetric draws what is measured: something usual, or any events.
func TicketMetric() *rapid.Generator[oracle.Metric] {
	types := rapid.SampledFrom([]string{
		"created", "agent_reply", "requester_reply", "assigned", "resolved", "pause", "resume", "priority", "calendar",
	})
	return rapid.Custom(func(t *rapid.T) oracle.Metric {
		m := rapid.SampledFrom([]oracle.Metric{
			{Start: []string{"created"}, Stop: []string{"resolved"}},
			{Start: []string{"created"}, Stop: []string{"resolved"}, Cyclic: true},
			{Start: []string{"created"}, Stop: []string{"agent_reply", "resolved"}},
			{Start: []string{"requester_reply"}, Stop: []string{"agent_reply", "resolved"}, After: "agent_reply", Cyclic: true},
			{Start: []string{"agent_reply"}, Stop: []string{"agent_reply", "resolved"}, Cyclic: true},
			{Start: []string{"assigned"}, Stop: []string{"assigned", "resolved"}, Cyclic: true},
			{}, // any
		}).Draw(t, "metric")
		if m.Start == nil {
			m.Start = rapid.SliceOfNDistinct(types, 1, 3, rapid.ID[string]).Draw(t, "start")
			m.Stop = rapid.SliceOfNDistinct(types, 1, 3, rapid.ID[string]).Draw(t, "stop")
			m.After = rapid.OneOf(rapid.Just(""), types).Draw(t, "after")
			m.Cyclic = rapid.Bool().Draw(t, "cyclic")
		}
		m.PauseOn = rapid.SliceOfNDistinct(rapid.SampledFrom(holdReasons()), 0, 4, rapid.ID[string]).Draw(t, "pauseOn")
		m.Reopen = rapid.SampledFrom([]string{"continue", "restart", "ignore", "count_gap", "count_gap"}).Draw(t, "reopen")
		m.OnPriority = rapid.SampledFrom([]string{"retroactive", "retroactive", "restart", "keep"}).Draw(t, "onPriority")
		m.Sticky = rapid.Bool().Draw(t, "sticky")
		return m
	})
}

// drawCalendars draws office hours, any hours, those of 24x7 and, rarely, none.
// Only those that are asked get walked.
func drawCalendars(t *rapid.T, c *TicketCase) {
	zone := rapid.SampledFrom(NastyZones()).Draw(t, "zone")
	near, grain := dateAt(c.From.AddDate(0, 0, 7)), int(TicketStep/time.Second)
	holidays := rapid.SliceOfN(DateNear(near, 8), 0, 2)
	office := calendar.MustParseWeek("Mon-Fri 09:00-17:00")
	if rapid.Bool().Draw(t, "lunch") {
		office = calendar.MustParseWeek("Mon-Fri 08:00-12:00,13:00-17:30; Sat 10:00-14:00")
	}
	for name, week := range map[string]calendar.Week{"desk": office, "other": Week(grain).Draw(t, "hours")} {
		c.Specs[name] = calendar.Spec{Zone: zone, Hours: week}
	}
	desk := c.Specs["desk"]
	if dates := holidays.Draw(t, "holidays"); len(dates) > 0 {
		desk.Holidays = calendar.Rules{{On: calendar.Dates(distinct(dates))}}
	}
	c.Specs["desk"] = desk
	c.Specs["always"] = calendar.Spec{Zone: zone, Always: true}
	c.Specs["never"] = calendar.Spec{Zone: zone}
	for name, spec := range c.Specs {
		var walk *oracle.Walk
		c.Calendars[name] = func(at time.Time) bool {
			switch {
			case spec.Always:
				return true
			case name == "never":
				return false
			case walk == nil:
				walk = oracle.New(spec, MustLoad(spec.Zone), c.From, c.To, c.Step)
			}
			return walk.IsOpen(at)
		}
	}
}

func distinct(dates []msp.Date) []msp.Date {
	slices.SortFunc(dates, msp.Date.Compare)
	return slices.Compact(dates)
}

func ticketCalendar() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"desk", "desk", "desk", "other", "other", "always", "always", "never"})
}

// drawTargets draws targets for some of P1 to P4, never for P5; one calendar for
// all or one for each.
func drawTargets(t *rapid.T, c *TicketCase) {
	usual := rapid.SampledFrom([]int{4, 8, 16, 32, 32, 64, 96}) // hours and days of the desk
	amount := rapid.OneOf(usual, usual, rapid.IntRange(1, 8), rapid.IntRange(1, 64), rapid.IntRange(1, 200))
	for _, priority := range rapid.SampledFrom([][]int{
		{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 3, 4}, {1, 2, 3}, {2, 4}, {2},
	}).Draw(t, "targets") {
		c.Targets[priority] = time.Duration(amount.Draw(t, "steps")) * c.Step
	}
	c.Calendar = ticketCalendar().Draw(t, "calendar")
	if !rapid.Bool().Draw(t, "calendars") {
		return
	}
	c.CalendarOf = make(map[int]string)
	for priority := 1; priority <= 4; priority++ {
		if _, ok := c.Targets[priority]; ok {
			c.CalendarOf[priority] = ticketCalendar().Draw(t, "calendar")
		}
	}
}

// drawEvents draws the log, one event after the other, and mixes it up.
func drawEvents(t *rapid.T, c *TicketCase) {
	ids := rapid.IntRange(0, 3).Draw(t, "ids") // none, all, some; all, with nothing else to order them by
	at := c.From.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "first")) * c.Step)
	several := rapid.IntRange(4, 25)
	for n := range rapid.OneOf(several, several, several, several, rapid.IntRange(0, 4)).Draw(t, "events") {
		if n > 0 {
			at = c.nextInstant(t, at)
		}
		e := ticketEvent(c.Metric, n == 0).Draw(t, "event")
		e.At, e.Seq = at, int64(n)
		if ids == 1 || ids == 2 && n%2 == 0 {
			e.ID = fmt.Sprintf("e%d", n)
		}
		if ids == 3 {
			e.ID, e.Seq = fmt.Sprintf("e%02d", n), 0
		}
		c.Events = append(c.Events, e)
	}
	if len(c.Events) > 0 && rapid.Bool().Draw(t, "mix") {
		again := rapid.SliceOfN(rapid.SampledFrom(c.Events), 0, 4).Draw(t, "again")
		c.Events = rapid.Permutation(slices.Concat(c.Events, again)).Draw(t, "arrival")
	}
}

// ticketEvent draws what happens, one time in three something that the metric
// listens to. The first event mostly is the creation, and ranks the ticket.
func ticketEvent(m oracle.Metric, first bool) *rapid.Generator[oracle.Event] {
	kinds := rapid.SampledFrom([]string{
		"pause", "pause", "resume", "resume", "priority", "priority", "resolved", "resolved", "reopened", "reopened",
		"agent_reply", "agent_reply", "requester_reply", "requester_reply", "assigned", "created", "calendar",
	})
	heard := rapid.SampledFrom(slices.Concat(m.Start, m.Stop, m.Start))
	if m.After != "" {
		heard = rapid.OneOf(heard, rapid.Just(m.After))
	}
	kinds = rapid.OneOf(kinds, kinds, heard)
	priorities := rapid.SampledFrom([]int{1, 2, 3, 4, 5, 1, 2, 3, 4})
	return rapid.Custom(func(t *rapid.T) oracle.Event {
		e := oracle.Event{Type: kinds.Draw(t, "type")}
		ranks := []bool{false, false, false, false, false, false, true}
		if first && rapid.SampledFrom([]bool{true, true, true, true, true, false}).Draw(t, "created") {
			e.Type = "created"
			ranks = []bool{true, true, true, true, true, true, false}
		}
		switch e.Type {
		case "pause":
			e.Reason = rapid.SampledFrom(holdReasons()).Draw(t, "reason")
		case "resume":
			e.Reason = rapid.SampledFrom(append(holdReasons(), "")).Draw(t, "reason")
		case "calendar":
			e.Calendar = ticketCalendar().Draw(t, "calendar")
		case "priority":
			ranks = []bool{true}
		}
		if rapid.SampledFrom(ranks).Draw(t, "ranks") {
			e.Priority = priorities.Draw(t, "priority")
		}
		return e
	})
}

// nextInstant draws the instant of the next event: the same, soon, when a calendar
// opens or closes, when the clock as it is now is due or over, or any time.
func (c TicketCase) nextInstant(t *rapid.T, at time.Time) time.Time {
	next := at
	switch rapid.IntRange(0, 9).Draw(t, "gap") {
	case 0, 1:
	case 2, 3, 4:
		next = at.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "steps")) * c.Step)
	case 5, 6:
		next = c.edge(at, c.Calendars[ticketCalendar().Draw(t, "edge")])
	case 7, 8:
		s := c.At(at, oracle.Ask{})
		for _, end := range []*time.Time{s.Due, s.Limit} {
			if end != nil && end.After(at) {
				next = *end
				if rapid.Bool().Draw(t, "due") {
					break
				}
			}
		}
	default:
		next = at.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "steps")) * c.Step)
	}
	if next.After(c.last) {
		return at
	}
	return next
}

// edge returns the first instant after another at which a calendar opens or
// closes, or the other one if there is none.
func (c TicketCase) edge(at time.Time, open func(time.Time) bool) time.Time {
	before := open(at)
	for next := at.Add(c.Step); !next.After(c.last); next = next.Add(c.Step) {
		if open(next) != before {
			return next
		}
	}
	return at
}

// Instant draws an instant at which to ask: of an event, or a little off it, on
// the grid, or when the clock was due, over or breached.
func (c TicketCase) Instant() *rapid.Generator[time.Time] {
	const most = 3 * 7 * 24 * time.Hour
	return rapid.Custom(func(t *rapid.T) time.Time {
		at := c.From.Add(time.Duration(rapid.IntRange(0, int(most/c.Step)).Draw(t, "steps")) * c.Step)
		if n := len(c.Events); n > 0 && rapid.SampledFrom([]bool{true, true, true, true, false}).Draw(t, "event") {
			at = c.Events[rapid.IntRange(0, n-1).Draw(t, "which")].At
		}
		if rapid.Bool().Draw(t, "end") {
			s := c.At(at, oracle.Ask{})
			if end := rapid.SampledFrom([]*time.Time{s.Due, s.Limit, s.BreachAt}).Draw(t, "due"); end != nil && end.Sub(c.From) < most {
				at = *end
			}
		}
		off := rapid.SampledFrom([]time.Duration{0, 0, 0, 1, -1, time.Second, c.Step, -c.Step, 7 * time.Minute}).Draw(t, "off")
		return at.Add(off)
	})
}

// GoString shows the case so that it can be read: failing cases are printed by it.
func (c TicketCase) GoString() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\ntargets %v, calendar %s %v\n", c.Metric, c.Targets, c.Calendar, c.CalendarOf)
	for _, name := range slices.Sorted(maps.Keys(c.Specs)) {
		spec := c.Specs[name]
		fmt.Fprintf(&b, "%s: %s %v always %v, holidays %v\n", name, spec.Zone, spec.Hours, spec.Always, spec.Holidays)
	}
	for _, e := range c.Events {
		fmt.Fprintf(&b, "%s %d %s %s", e.At.Format(time.RFC3339), e.Seq, e.ID, e.Type)
		if e.Priority != 0 {
			fmt.Fprintf(&b, " P%d", e.Priority)
		}
		fmt.Fprintf(&b, " %s%s\n", e.Reason, e.Calendar)
	}
	return b.String()
}
