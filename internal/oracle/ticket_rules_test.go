package oracle_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/internal/oracle"
)

// day returns an instant of 2 March 2026, a Monday, or of a day after it.
func day(n int, clock string) time.Time {
	return instant("2026-03-02T"+clock+":00Z").AddDate(0, 0, n)
}

// desk is a ticket with a resolution clock: 09:00 to 17:00 every day, P1 4h,
// P3 24h; the customer's hold pauses it.
func desk(events ...oracle.Event) oracle.Ticket {
	return oracle.Ticket{
		Metric:   oracle.Metric{Start: []string{"created"}, Stop: []string{"resolved"}, PauseOn: []string{"customer"}},
		Targets:  map[int]time.Duration{1: 4 * time.Hour, 3: 24 * time.Hour},
		Calendar: "desk",
		Calendars: map[string]func(time.Time) bool{
			"desk":   func(t time.Time) bool { return 9 <= t.UTC().Hour() && t.UTC().Hour() < 17 },
			"always": func(time.Time) bool { return true },
		},
		Events: events,
		From:   day(0, "00:00"), To: day(12, "00:00"), Step: time.Hour,
	}
}

// facts are events with a number each.
func facts(events ...oracle.Event) []oracle.Event {
	for i := range events {
		events[i].Seq = int64(i)
	}
	return events
}

func event(at time.Time, kind string) oracle.Event { return oracle.Event{At: at, Type: kind} }

func ranked(at time.Time, kind string, priority int) oracle.Event {
	return oracle.Event{At: at, Type: kind, Priority: priority}
}

func hold(at time.Time, kind string) oracle.Event {
	return oracle.Event{At: at, Type: kind, Reason: "customer"}
}

// What the vectors have few cases of or none.
func TestTicketRules(t *testing.T) {
	with := func(t oracle.Ticket, change func(*oracle.Ticket)) oracle.Ticket {
		change(&t)
		return t
	}
	perPriority := func(t *oracle.Ticket) { t.CalendarOf = map[int]string{1: "always", 3: "desk"} }
	reopen := func(how string) func(*oracle.Ticket) { return func(t *oracle.Ticket) { t.Metric.Reopen = how } }
	onPriority := func(how string) func(*oracle.Ticket) {
		return func(t *oracle.Ticket) { t.Metric.OnPriority = how }
	}
	for _, c := range []struct {
		what   string
		ticket oracle.Ticket
		now    time.Time
		want   oracle.Standing
	}{
		{
			"no priority at the start: measured by the calendar of the least urgent",
			with(desk(facts(event(day(0, "16:00"), "created"), ranked(day(0, "20:00"), "priority", 1))...), perPriority),
			day(0, "21:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 2 * time.Hour, Due: new(day(0, "23:00")), Limit: new(day(0, "23:00"))},
		},
		{
			"a priority without a target: none",
			desk(ranked(day(0, "10:00"), "created", 5)), day(0, "11:00"),
			oracle.Standing{State: "none"},
		},
		{
			"a priority without a target is measured by the calendar last in force",
			with(desk(facts(ranked(day(0, "16:00"), "created", 1), ranked(day(0, "18:00"), "priority", 5),
				ranked(day(0, "19:00"), "priority", 3))...), perPriority),
			day(0, "20:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 3 * time.Hour, Due: new(day(3, "14:00")), Limit: new(day(3, "14:00"))},
		},
		{
			"and so is a start: the calendar of the last priority that had a target",
			with(desk(facts(ranked(day(0, "15:00"), "priority", 1), ranked(day(0, "16:00"), "created", 5),
				ranked(day(0, "20:00"), "priority", 3))...), perPriority),
			day(0, "20:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 4 * time.Hour, Due: new(day(3, "13:00")), Limit: new(day(3, "13:00"))},
		},
		{
			"also of one that came and went while it was stopped",
			with(desk(facts(ranked(day(0, "15:00"), "created", 3), event(day(0, "16:00"), "resolved"), ranked(day(0, "17:00"), "priority", 1),
				ranked(day(0, "18:00"), "priority", 5), event(day(0, "19:00"), "reopened"), ranked(day(0, "21:00"), "priority", 3))...), perPriority),
			day(0, "21:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 3 * time.Hour, Due: new(day(3, "14:00")), Limit: new(day(3, "14:00"))},
		},
		{
			"a gap that counts goes by it too",
			with(desk(facts(ranked(day(0, "15:00"), "created", 3), event(day(0, "16:00"), "resolved"), ranked(day(0, "17:00"), "priority", 1),
				ranked(day(0, "18:00"), "priority", 5), event(day(0, "19:00"), "reopened"), ranked(day(0, "21:00"), "priority", 3))...), func(t *oracle.Ticket) {
				perPriority(t)
				t.Metric.Reopen = "count_gap"
			}),
			day(0, "21:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 6 * time.Hour, Due: new(day(3, "11:00")), Limit: new(day(3, "11:00"))},
		},
		{
			"count_gap: a hold in the gap that lasts no time",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), event(day(0, "10:00"), "resolved"), hold(day(0, "11:00"), "pause"),
				hold(day(0, "11:00"), "resume"), event(day(0, "12:00"), "reopened"))...), reopen("count_gap")),
			day(0, "12:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 3 * time.Hour, Due: new(day(0, "13:00")), Limit: new(day(0, "13:00"))},
		},
		{
			"a reopening that also stops finds the clock as it was",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), event(day(0, "10:00"), "reopened"))...), func(t *oracle.Ticket) { t.Metric.Stop = []string{"reopened"} }),
			day(0, "12:00"),
			oracle.Standing{State: "stopped", Cycle: 1, Target: 4 * time.Hour, Elapsed: time.Hour, Due: new(day(0, "13:00")), Limit: new(day(0, "13:00"))},
		},
		{
			"a calendar of a priority without a target is none",
			with(desk(facts(ranked(day(0, "16:00"), "created", 3), ranked(day(0, "18:00"), "priority", 5),
				ranked(day(0, "19:00"), "priority", 3))...), func(t *oracle.Ticket) { t.CalendarOf = map[int]string{1: "always", 3: "desk", 5: "always"} }),
			day(0, "20:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: time.Hour, Due: new(day(3, "16:00")), Limit: new(day(3, "16:00"))},
		},
		{
			"a calendar event is stronger than a priority",
			with(desk(facts(ranked(day(0, "16:00"), "created", 3), oracle.Event{At: day(0, "18:00"), Type: "calendar", Calendar: "desk"},
				ranked(day(0, "19:00"), "priority", 1))...), perPriority),
			day(0, "20:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: time.Hour, Due: new(day(1, "12:00")), Limit: new(day(1, "12:00"))},
		},
		{
			"the priority in force again restarts nothing",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), ranked(day(0, "10:00"), "priority", 1))...), onPriority("restart")),
			day(0, "11:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 2 * time.Hour, Due: new(day(0, "13:00")), Limit: new(day(0, "13:00"))},
		},
		{
			"keep: the target of the beginning stays, whatever comes",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), ranked(day(0, "10:00"), "priority", 5))...), onPriority("keep")),
			day(0, "14:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 5 * time.Hour, Breached: true, Due: new(day(0, "13:00")), Limit: new(day(0, "13:00")), BreachAt: new(day(0, "13:00"))},
		},
		{
			"keep: none stays too",
			with(desk(facts(event(day(0, "09:00"), "created"), ranked(day(0, "10:00"), "priority", 1))...), onPriority("keep")),
			day(0, "11:00"),
			oracle.Standing{State: "none"},
		},
		{
			"keep: the calendar follows",
			with(desk(facts(ranked(day(0, "16:00"), "created", 3), ranked(day(0, "20:00"), "priority", 1))...), func(t *oracle.Ticket) {
				perPriority(t)
				t.Metric.OnPriority = "keep"
			}),
			day(0, "21:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 2 * time.Hour, Due: new(day(1, "19:00")), Limit: new(day(1, "19:00"))},
		},
		{
			"keep: a new cycle takes the priority then in force",
			with(desk(facts(ranked(day(0, "09:00"), "created", 3), ranked(day(0, "10:00"), "priority", 1), event(day(0, "11:00"), "resolved"),
				event(day(0, "12:00"), "reopened"))...), func(t *oracle.Ticket) {
				t.Metric.OnPriority, t.Metric.Reopen = "keep", "restart"
			}),
			day(0, "12:00"),
			oracle.Standing{State: "running", Cycle: 2, Target: 4 * time.Hour, Due: new(day(0, "16:00")), Limit: new(day(0, "16:00"))},
		},
		{
			"a raise that lasts no time breaks nothing",
			desk(facts(ranked(day(0, "09:00"), "created", 3), ranked(day(0, "14:00"), "priority", 1), ranked(day(0, "14:00"), "priority", 3))...),
			day(0, "15:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 6 * time.Hour, Due: new(day(2, "17:00")), Limit: new(day(3, "09:00"))},
		},
		{
			"a raise while stopped is dated by the reopening",
			desk(facts(ranked(day(0, "09:00"), "created", 3), event(day(0, "14:00"), "resolved"), ranked(day(0, "15:00"), "priority", 1),
				event(day(0, "16:00"), "reopened"))...),
			day(0, "16:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 5 * time.Hour, Breached: true, Due: new(day(0, "13:00")), Limit: new(day(0, "13:00")), BreachAt: new(day(0, "16:00"))},
		},
		{
			"sticky: what was lowered stays breached",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), ranked(day(0, "14:00"), "priority", 3))...), func(t *oracle.Ticket) { t.Metric.Sticky = true }),
			day(0, "14:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: 5 * time.Hour, Breached: true, Due: new(day(2, "17:00")), Limit: new(day(3, "09:00")), BreachAt: new(day(0, "13:00"))},
		},
		{
			"count_gap: the gap counts, less the hold in it, and dates no breach",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), event(day(0, "11:00"), "resolved"), hold(day(0, "12:00"), "pause"),
				hold(day(0, "13:00"), "resume"), event(day(0, "16:00"), "reopened"))...), reopen("count_gap")),
			day(0, "16:30"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 6*time.Hour + 30*time.Minute, Breached: true, Due: new(day(0, "14:00")), Limit: new(day(0, "14:00")), BreachAt: new(day(0, "16:00"))},
		},
		{
			"the window ends before the clock is due",
			with(desk(ranked(day(10, "09:00"), "created", 3)), onPriority("")),
			day(10, "10:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 24 * time.Hour, Elapsed: time.Hour, Cut: true},
		},
		{
			"a target that is known from the beginning of the cycle",
			with(desk(facts(ranked(day(0, "15:00"), "created", 1), ranked(day(0, "16:00"), "priority", 3), ranked(day(0, "16:00"), "priority", 5),
				ranked(day(0, "16:30"), "priority", 1))...), func(t *oracle.Ticket) {
				t.TargetFrom = func(began time.Time, priority int) (time.Duration, bool) {
					return time.Duration(began.Hour()) * time.Hour, priority == 1
				}
			}),
			day(1, "09:30"),
			oracle.Standing{State: "running", Cycle: 1, Target: 15 * time.Hour, Elapsed: 2*time.Hour + 30*time.Minute, Due: new(day(2, "14:00")), Limit: new(day(2, "14:00"))},
		},
		{
			"one event stops and starts: the old cycle ends first",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), event(day(0, "10:00"), "assigned"), event(day(0, "11:00"), "assigned"))...), func(t *oracle.Ticket) {
				t.Metric.Start, t.Metric.Stop, t.Metric.Cyclic = []string{"assigned"}, []string{"assigned", "resolved"}, true
			}),
			day(0, "12:00"),
			oracle.Standing{State: "running", Cycle: 2, Target: 4 * time.Hour, Elapsed: time.Hour, Due: new(day(0, "15:00")), Limit: new(day(0, "15:00"))},
		},
		{
			"an event does not arm itself",
			with(desk(facts(ranked(day(0, "09:00"), "created", 1), event(day(0, "10:00"), "reply"), event(day(0, "11:00"), "reply"))...), func(t *oracle.Ticket) {
				t.Metric.Start, t.Metric.After = []string{"reply"}, "reply"
			}),
			day(0, "12:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: time.Hour, Due: new(day(0, "15:00")), Limit: new(day(0, "15:00"))},
		},
		{
			"a restart by priority while stopped is none: the reopening goes on",
			with(desk(facts(ranked(day(0, "09:00"), "created", 3), event(day(0, "10:00"), "resolved"), ranked(day(0, "11:00"), "priority", 1),
				event(day(0, "12:00"), "reopened"))...), onPriority("restart")),
			day(0, "13:00"),
			oracle.Standing{State: "running", Cycle: 1, Target: 4 * time.Hour, Elapsed: 2 * time.Hour, Due: new(day(0, "15:00")), Limit: new(day(0, "15:00"))},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			got := c.ticket.At(c.now, oracle.Ask{})
			got.Thresholds, got.UsedUp = nil, nil
			if !cmp.Equal(got, c.want) {
				t.Errorf("At(%v): %s", c.now, cmp.Diff(c.want, got))
			}
		})
	}
}

func TestTicketThresholds(t *testing.T) {
	ticket := desk(facts(ranked(day(0, "09:00"), "created", 1), hold(day(0, "11:00"), "pause"))...)
	ask := oracle.Ask{Percents: []int{25, 50, 51}, UsedUp: []time.Duration{0, time.Hour, 2 * time.Hour, 5 * time.Hour}}
	for _, c := range []struct {
		now        time.Time
		thresholds map[int]*time.Time
		used       map[time.Duration]*time.Time
	}{
		{
			day(0, "10:00"),
			map[int]*time.Time{25: new(day(0, "10:00")), 50: new(day(0, "11:00")), 51: new(day(0, "11:00").Add(144 * time.Second))},
			map[time.Duration]*time.Time{0: new(day(0, "09:00")), time.Hour: new(day(0, "10:00")), 2 * time.Hour: new(day(0, "11:00")), 5 * time.Hour: new(day(0, "14:00"))},
		},
		{
			day(0, "12:00"),
			map[int]*time.Time{25: new(day(0, "10:00")), 50: new(day(0, "11:00")), 51: nil},
			map[time.Duration]*time.Time{0: new(day(0, "09:00")), time.Hour: new(day(0, "10:00")), 2 * time.Hour: new(day(0, "11:00")), 5 * time.Hour: nil},
		},
	} {
		got := ticket.At(c.now, ask)
		if !cmp.Equal(got.Thresholds, c.thresholds) || !cmp.Equal(got.UsedUp, c.used) {
			t.Errorf("At(%v): %s%s", c.now, cmp.Diff(c.thresholds, got.Thresholds), cmp.Diff(c.used, got.UsedUp))
		}
	}
}

func stretch(from, to time.Time, state string, counted time.Duration, cycle int) oracle.Stretch {
	return oracle.Stretch{From: from, To: to, State: state, Counted: counted, Cycle: cycle}
}

// A part of a nanosecond is a whole one: before it, less is reached.
func TestTicketThresholdsRoundUp(t *testing.T) {
	ticket := desk(ranked(day(0, "09:00"), "created", 1))
	ticket.Targets[1] = 3
	got := ticket.At(day(0, "09:00"), oracle.Ask{Percents: []int{50}}).Thresholds[50]
	if want := day(0, "09:00").Add(2); got == nil || !got.Equal(want) {
		t.Errorf("half of 3ns at %v, want %v", got, want)
	}
}

func TestTicketStretches(t *testing.T) {
	ticket := desk(facts(ranked(day(0, "15:00"), "created", 3), hold(day(0, "16:00"), "pause"), hold(day(1, "08:00"), "resume"),
		event(day(1, "10:00"), "resolved"), event(day(1, "12:00"), "reopened"), event(day(1, "12:00"), "resolved"), event(day(1, "13:00"), "created"))...)
	ticket.Metric.Cyclic, ticket.Metric.Reopen = true, "count_gap"
	want := []oracle.Stretch{
		stretch(day(0, "15:00"), day(0, "16:00"), "running", time.Hour, 1),
		stretch(day(0, "16:00"), day(1, "08:00"), "paused", 0, 1),
		stretch(day(1, "08:00"), day(1, "09:00"), "closed", 0, 1),
		stretch(day(1, "09:00"), day(1, "10:00"), "running", time.Hour, 1),
		stretch(day(1, "10:00"), day(1, "13:00"), "stopped", 2*time.Hour, 1), // two gaps; the second one was not reopened
		stretch(day(1, "13:00"), day(1, "13:30"), "running", 30*time.Minute, 2),
	}
	if got := ticket.Stretches(day(1, "13:30")); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

func TestTicketLog(t *testing.T) {
	a, b := ranked(day(0, "09:00"), "created", 1), ranked(day(0, "10:00"), "priority", 3)
	elsewhere := a
	elsewhere.At = a.At.In(time.FixedZone("east", 3600))
	other := a
	other.Priority = 3
	named := other
	named.ID = "x"
	for _, c := range []struct {
		events []oracle.Event
		want   bool
	}{
		{[]oracle.Event{a, b, elsewhere}, false},
		{[]oracle.Event{a, b, other}, true},
		{[]oracle.Event{a, named}, false}, // one has an ID: two events
		{[]oracle.Event{named, {ID: "x", At: b.At}}, true},
	} {
		if got := oracle.Conflict(c.events); got != c.want {
			t.Errorf("Conflict(%v) = %v, want %v", c.events, got, c.want)
		}
	}
	late := desk(b, elsewhere, a)
	if s := late.At(day(0, "11:00"), oracle.Ask{}); s.Target != 24*time.Hour || s.Elapsed != 2*time.Hour {
		t.Errorf("target %v, elapsed %v; want 24h, 2h", s.Target, s.Elapsed)
	}
	if s := late.Known(1).At(day(0, "11:00"), oracle.Ask{}); s.State != "none" {
		t.Errorf("before the creation is known: %v, want none", s.State)
	}
}
