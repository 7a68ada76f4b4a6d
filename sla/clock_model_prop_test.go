package sla_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/sla"
)

// A clock says what a model says that was written from the specification alone and
// walks through the ticket's time in steps.
func TestClockIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ticket := gen.Ticket().Draw(t, "ticket")
		goal := modelGoal(t, ticket)
		for range 4 {
			now := ticket.Instant().Draw(t, "now")
			clock, err := goal.Replay(modelLog(t, ticket, now))
			if err != nil {
				t.Fatal(err)
			}
			amount := gen.Duration(20*time.Hour).Draw(t, "amount")
			want := ticket.At(now, oracle.Ask{UsedUp: []time.Duration{amount}})
			if got := standing(clock, now, amount, want.Cut, ticket.To); !cmp.Equal(got, want) {
				t.Fatalf("at %v: %s", now, cmp.Diff(want, got))
			}
			if got, want := modelStretches(clock, now), ticket.Stretches(now); !cmp.Equal(got, want) {
				t.Fatalf("stretches at %v: %s", now, cmp.Diff(want, got))
			}
		}
	})
}

func names[T ~string](texts []string) []T {
	var list []T
	for _, text := range texts {
		list = append(list, T(text))
	}
	return list
}

func modelGoal(t *rapid.T, ticket gen.TicketCase) sla.Goal {
	calendars := make(map[string]calendar.Calendar, len(ticket.Specs))
	for name, spec := range ticket.Specs {
		calendars[name] = spec.MustCompile(gen.Load)
	}
	m := ticket.Metric
	spec := sla.GoalSpec{Metric: sla.Metric{
		Name: "m", Start: names[sla.EventType](m.Start), Stop: names[sla.EventType](m.Stop), After: sla.EventType(m.After),
		PauseOn: names[sla.Hold](m.PauseOn), Cyclic: m.Cyclic, Sticky: m.Sticky,
	}}
	var err error
	if spec.Metric.Reopen, err = sla.ParseReopen(m.Reopen); err != nil {
		t.Fatal(err)
	}
	if spec.Metric.OnPriority, err = sla.ParseOnPriority(m.OnPriority); err != nil {
		t.Fatal(err)
	}
	for priority, amount := range ticket.Targets {
		name := ticket.Calendar
		if ticket.CalendarOf != nil {
			name = ticket.CalendarOf[priority]
		}
		spec.Targets = append(spec.Targets, sla.TargetSpec{Priority: msp.Priority(priority), Span: sla.Within(amount), Calendar: name})
	}
	goal, err := spec.Compile(func(name string) (calendar.Calendar, bool) {
		c, ok := calendars[name]
		return c, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	return goal
}

// modelLog returns the log of what had happened by an instant.
func modelLog(t *rapid.T, ticket gen.TicketCase, now time.Time) sla.Log {
	var events []sla.Event
	for _, e := range ticket.Events {
		events = append(events, sla.Event{
			ID: e.ID, At: e.At, Seq: e.Seq, Type: sla.EventType(e.Type),
			Priority: msp.Priority(e.Priority), Hold: sla.Hold(e.Reason), Calendar: e.Calendar,
		})
	}
	log, err := sla.NewLog(events...)
	if err != nil {
		t.Fatal(err)
	}
	return log.Until(now)
}

// standing puts what a clock says in the model's terms. Of a model whose window was
// too short for a projection, what lies behind it is unknown.
func standing(clock sla.Clock, now time.Time, amount time.Duration, cut bool, end time.Time) oracle.Standing {
	s := clock.At(now)
	if s.State() == 0 {
		return oracle.Standing{State: "none", Cut: cut}
	}
	known := func(at time.Time, ok bool) *time.Time {
		if !ok || cut && !at.Before(end) {
			return nil
		}
		return &at
	}
	target, _ := s.Target()
	return oracle.Standing{
		State: s.State().String(), Cycle: s.Cycle(), Target: target, Elapsed: s.Elapsed(), Breached: s.Breached(),
		Due: known(s.Due()), Limit: known(s.Limit()), BreachAt: known(s.BreachAt()),
		UsedUp:     map[time.Duration]*time.Time{amount: known(clock.UsedUp(amount))},
		Thresholds: map[int]*time.Time{}, Cut: cut,
	}
}

// modelStretches joins the stretches that the model does not tell apart.
func modelStretches(clock sla.Clock, now time.Time) []oracle.Stretch {
	var list []oracle.Stretch
	for s := range clock.Spans(now) {
		state := s.State.String()
		if s.State == sla.OutOfHours {
			state = "closed"
		}
		if n := len(list); n > 0 && list[n-1].State == state && list[n-1].Cycle == s.Cycle {
			list[n-1].To, list[n-1].Counted = s.To, list[n-1].Counted+s.Counted
			continue
		}
		list = append(list, oracle.Stretch{From: s.From, To: s.To, State: state, Counted: s.Counted, Cycle: s.Cycle})
	}
	return list
}
