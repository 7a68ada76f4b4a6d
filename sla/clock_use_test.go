package sla_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

func TestApplyErrors(t *testing.T) {
	goal := goalOf(t, sla.Resolution())
	clock := replay(t, goal, ticket(t, "Mon 10:00 created P2; Mon 12:00 agent_reply"))
	noon := moment(t, "Mon 12:00")
	for _, tt := range []struct {
		name string
		e    sla.Event
		want error
	}{
		{"earlier", sla.Event{At: moment(t, "Mon 11:00"), Type: "x"}, sla.ErrLate},
		{"the last again", sla.Event{At: noon, Seq: 2, Type: sla.EventAgentReply}, sla.ErrLate},
		{"earlier by centuries", sla.Event{At: noon.AddDate(-900, 0, 0), Type: "x"}, sla.ErrLate},
		{"no instant", sla.Event{Type: "x"}, sla.ErrLate},
		{"no type", sla.Event{At: noon, Seq: 3}, msp.CodeMissing},
		{"no such priority", sla.Event{At: noon, Seq: 3, Type: sla.EventPriority, Priority: 10}, msp.CodeRange},
		{"no priority", sla.Event{At: noon, Seq: 3, Type: sla.EventPriority}, msp.CodeMissing},
		{"no hold", sla.Event{At: noon, Seq: 3, Type: sla.EventPause}, msp.CodeMissing},
		{"a hold elsewhere", sla.Event{At: noon, Seq: 3, Type: "x", Hold: "requester"}, msp.CodeConflict},
		{"no calendar", sla.Event{At: noon, Seq: 3, Type: sla.EventCalendar}, msp.CodeMissing},
		{"a calendar elsewhere", sla.Event{At: noon, Seq: 3, Type: "x", Calendar: "desk"}, msp.CodeConflict},
		{"an unknown calendar", sla.Event{At: noon, Seq: 3, Type: sla.EventCalendar, Calendar: "moon"}, msp.CodeUnknownName},
	} {
		got, err := clock.Apply(tt.e)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if later := moment(t, "Wed 12:00"); say(got.At(later)) != say(clock.At(later)) {
			t.Errorf("%s: the clock is another one after the error", tt.name)
		}
	}
}

// No open time lies between the start and the instant that the span names.
func TestApplyWhereTheTargetCannotStart(t *testing.T) {
	evening := office()
	evening.Extra = []calendar.Window{window("2026-03-02", "18:00-20:00")}
	goal, err := sla.GoalSpec{
		Metric:  sla.Resolution(),
		Targets: sla.TargetSpecs{{Span: sla.EndOfBusinessDay(0), Calendar: "evening"}},
	}.Compile(func(string) (calendar.Calendar, bool) { return compile(evening), true })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := goal.Replay(ticket(t, "Mon 18:30 created")); !errors.Is(err, sla.ErrNoOpenTime) {
		t.Errorf("Replay: %v, want %v", err, sla.ErrNoOpenTime)
	}
}

// Whatever the instants, nothing wraps and nothing panics.
func TestClockFarAway(t *testing.T) {
	goal := goalOf(t, sla.Resolution(), sla.TargetSpec{Span: sla.Within(math.MaxInt64), Calendar: "24x7"})
	early := time.Date(-1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC)
	late := time.Date(1_000_000_000, 1, 1, 0, 0, 0, 1, time.UTC)
	log, err := sla.NewLog(
		sla.Event{At: early, Type: sla.EventCreated, Priority: msp.P1},
		sla.Event{At: late, Type: sla.EventPause, Hold: sla.HoldRequester},
	)
	if err != nil {
		t.Fatal(err)
	}
	s := replay(t, goal, log).At(late.AddDate(1, 0, 0))
	if s.Elapsed() != math.MaxInt64 || s.Breached() || s.State() != sla.Paused {
		t.Errorf("elapsed %v, breached %v, %v: want it cut to the longest duration", s.Elapsed(), s.Breached(), s.State())
	}
}

func TestForecast(t *testing.T) {
	clock := replay(t, goalOf(t, sla.Resolution()), ticket(t, "Mon 10:00 created P3; Mon 12:00 pause requester"))
	answered, err := clock.Forecast(sla.Event{At: moment(t, "Mon 15:00"), Type: sla.EventResume})
	if err != nil {
		t.Fatal(err)
	}
	raised, err := answered.Forecast(
		sla.Event{At: moment(t, "Wed 15:00"), Type: sla.EventPriority, Priority: msp.P3}, // out of order
		sla.Event{At: moment(t, "Mon 15:00"), Type: sla.EventPriority, Priority: msp.P2},
		sla.Event{At: moment(t, "Mon 15:00"), Type: sla.EventPriority, Priority: msp.P1},
	)
	if err != nil {
		t.Fatal(err)
	}
	now := moment(t, "Mon 15:00")
	for _, tt := range []struct {
		name  string
		clock sla.Clock
		want  string
	}{
		{"as it is", clock, "paused pending, 2h of 24h"},
		{"answered", answered, "running pending, 2h of 24h, due Thu 13:00, limit Thu 13:00"},
		{"raised", raised, "running pending, 2h of 4h, due Mon 17:00, limit Tue 09:00"},
	} {
		if got := say(tt.clock.At(now)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if due, ok := clock.DueIfResumed(now); !ok || !due.Equal(moment(t, "Thu 13:00")) {
		t.Errorf("DueIfResumed = %v, %v, want Thursday 13:00", due, ok)
	}
	if _, err := clock.Forecast(sla.Event{At: moment(t, "Mon 11:00"), Type: sla.EventResume}); !errors.Is(err, sla.ErrLate) {
		t.Errorf("a forecast of the past: %v, want %v", err, sla.ErrLate)
	}
	end := newLog(t, sla.Event{At: now, Seq: math.MaxInt64, Type: sla.EventCreated})
	if _, err := replay(t, goalOf(t, sla.Resolution()), end).Forecast(sla.Event{At: now, Type: sla.EventResolved}); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("a forecast after the last Seq: %v, want %v", err, msp.ErrOverflow)
	}
}

// Several changes at one instant of a gap that comes to count: the last one holds.
func TestCountGapChanges(t *testing.T) {
	m := sla.Resolution()
	m.Reopen = sla.ReopenCountGap
	goal := goalOf(t, m)
	for _, tt := range []struct{ log, want string }{
		{"Mon 09:00 created P2; Mon 10:00 resolved; Mon 11:00 pause requester; Mon 11:00 resume requester; Mon 12:00 reopened", "3h of 8h"},
		{"Mon 09:00 created P2; Mon 10:00 resolved; Mon 10:00 pause requester; Mon 11:00 resume requester; Mon 12:00 reopened", "2h of 8h"},
		{"Mon 09:00 created P2; Mon 10:00 resolved; Mon 11:00 calendar never; Mon 11:00 calendar desk; Mon 12:00 reopened", "3h of 8h"},
		{"Mon 09:00 created P2; Mon 10:00 resolved; Mon 11:00 calendar never; Mon 12:00 reopened", "2h of 8h"},
	} {
		got := say(replay(t, goal, ticket(t, tt.log)).At(moment(t, "Mon 12:00")))
		if want := "running pending, " + tt.want; !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %s, want %s", tt.log, got, want)
		}
	}
}

func TestUsedUp(t *testing.T) {
	clock := replay(t, goalOf(t, sla.Resolution()), ticket(t,
		"Mon 10:00 created P2; Mon 12:00 pause requester; Mon 15:00 resume requester"))
	for _, tt := range []struct {
		amount time.Duration
		want   string
	}{
		{-1, "Mon 10:00"},
		{0, "Mon 10:00"},
		{time.Hour, "Mon 11:00"},
		{2 * time.Hour, "Mon 12:00"},
		{3 * time.Hour, "Mon 16:00"},
		{6 * time.Hour, "Tue 11:00"},
		{8 * time.Hour, "Tue 13:00"},
		{12 * time.Hour, "Tue 17:00"},
	} {
		if at, ok := clock.UsedUp(tt.amount); !ok || !at.Equal(moment(t, tt.want)) {
			t.Errorf("UsedUp(%v) = %v, %v, want %s", tt.amount, at, ok, tt.want)
		}
	}
	held, err := clock.Apply(sla.Event{At: moment(t, "Mon 16:00"), Type: sla.EventPause, Hold: sla.HoldRequester})
	if err != nil {
		t.Fatal(err)
	}
	if at, ok := held.UsedUp(3*time.Hour + 1); ok {
		t.Errorf("UsedUp of more than has elapsed, held: %v, want unknown", at)
	}
	if at, ok := held.UsedUp(3 * time.Hour); !ok || !at.Equal(moment(t, "Mon 16:00")) {
		t.Errorf("UsedUp of what has elapsed, held: %v, %v", at, ok)
	}
}

// What is promised, since when, until when it is kept, and when the clock was stopped.
func TestPromise(t *testing.T) {
	count := sla.Resolution()
	count.Reopen = sla.ReopenCountGap
	restart := sla.Resolution()
	restart.Reopen = sla.ReopenRestart
	for _, tt := range []struct {
		about, events string
		metric        sla.Metric
		want          string // target, since, limit, stopped
	}{
		{"nothing happened", "", sla.Resolution(), "0s - - -"},
		{"nothing is promised for a P4", "Mon 10:00 created P4", sla.Resolution(), "0s - - -"},
		{"running", "Mon 10:00 created P2", sla.Resolution(), "8h0m0s 2026-03-02 10:00 2026-03-03 10:00 -"},
		{"holds change no target", "Mon 10:00 created P2; Mon 11:00 pause requester; Mon 12:00 resume requester", sla.Resolution(), "8h0m0s 2026-03-02 10:00 2026-03-03 11:00 -"},
		{"held: no limit", "Mon 10:00 created P2; Mon 11:00 pause requester", sla.Resolution(), "8h0m0s 2026-03-02 10:00 - -"},
		{"another priority", "Mon 10:00 created P3; Mon 15:00 priority P1", sla.Resolution(), "4h0m0s 2026-03-02 15:00 2026-03-02 14:00 -"},
		{"and back", "Mon 10:00 created P3; Mon 15:00 priority P1; Mon 16:00 priority P3", sla.Resolution(), "24h0m0s 2026-03-02 16:00 2026-03-05 10:00 -"},
		{"stopped", "Mon 09:00 created P2; Mon 12:00 resolved", sla.Resolution(), "8h0m0s 2026-03-02 09:00 2026-03-03 09:00 2026-03-02 12:00"},
		{"what a stopped clock learns does not count", "Mon 09:00 created P2; Mon 12:00 resolved; Mon 13:00 priority P1", count, "8h0m0s 2026-03-02 09:00 2026-03-03 09:00 2026-03-02 12:00"},
		{"another cycle, the same target", "Mon 10:00 created P1; Mon 11:00 resolved; Mon 12:00 reopened", restart, "4h0m0s 2026-03-02 12:00 2026-03-02 16:00 -"},
		{"what it learned shows when it goes on", "Mon 10:00 created P1; Mon 11:00 resolved; Mon 12:00 priority P2; Mon 13:00 reopened", sla.Resolution(), "8h0m0s 2026-03-02 13:00 2026-03-03 12:00 -"},
		{"going on", "Mon 09:00 created P2; Mon 12:00 resolved; Tue 09:00 reopened", sla.Resolution(), "8h0m0s 2026-03-02 09:00 2026-03-03 14:00 -"},
	} {
		clock := goalOf(t, tt.metric).Open(moment(t, "Mon 09:00"))
		if tt.events != "" {
			clock = replay(t, goalOf(t, tt.metric), ticket(t, tt.events))
		}
		target, since, ok := clock.Promise()
		limit, known := clock.Limit()
		at, stopped := clock.StoppedAt()
		got := fmt.Sprint(target, " ", show(since, ok), " ", show(limit, known), " ", show(at, stopped))
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.about, got, tt.want)
		}
	}
}

func TestCycles(t *testing.T) {
	m := sla.Resolution()
	m.Reopen, m.OnPriority = sla.ReopenRestart, sla.PriorityRestart
	clock := replay(t, goalOf(t, m), ticket(t,
		"Mon 09:00 created P1; Mon 15:00 resolved; Tue 09:00 reopened; Tue 10:00 priority P2"))
	want := []string{
		"stopped missed, 6h of 4h, due Mon 13:00, limit Mon 13:00, breach Mon 13:00",
		"stopped excluded, 1h of 4h, cycle 2, due Tue 13:00, limit Tue 13:00",
		"running pending, 2h of 8h, cycle 3, due Wed 10:00, limit Wed 10:00",
	}
	cycles := clock.Cycles(moment(t, "Tue 12:00"))
	if len(cycles) != len(want) {
		t.Fatalf("%d cycles, want %d", len(cycles), len(want))
	}
	for i, s := range cycles {
		if got := say(s); got != want[i] {
			t.Errorf("cycle %d:\n got %s\nwant %s", i+1, got, want[i])
		}
	}
	if cycles := clock.Cycles(moment(t, "Sun 12:00").AddDate(0, 0, -7)); cycles != nil {
		t.Errorf("cycles before the first: %v", cycles)
	}
}

func TestNext(t *testing.T) {
	resolution, response := goalOf(t, sla.Resolution()), goalOf(t, sla.FirstResponse())
	a := replay(t, resolution, ticket(t, "Mon 10:00 created P1"))
	b := replay(t, response, ticket(t, "Mon 09:00 created P1"))
	held := replay(t, resolution, ticket(t, "Mon 09:00 created P1; Mon 10:00 pause requester"))
	for _, tt := range []struct {
		at     string
		clocks []sla.Clock
		want   string
	}{
		{"Mon 11:00", []sla.Clock{a, b, held}, "1 first_response Mon 13:00"},
		{"Mon 13:00", []sla.Clock{a, b, held}, "1 first_response Mon 13:00"},
		{"Mon 13:00:01", []sla.Clock{a, b, held}, "0 resolution Mon 14:00"},
		{"Mon 11:00", []sla.Clock{a, a}, "0 resolution Mon 14:00"},
		{"Mon 14:00:01", []sla.Clock{a, b, held}, "none"},
		{"Mon 11:00", nil, "none"},
	} {
		got := "none"
		if next, ok := sla.Next(moment(t, tt.at), tt.clocks...); ok {
			got = fmt.Sprintf("%d %s %s", next.Index, next.Goal, next.Due.Format("Mon 15:04"))
		}
		if got != tt.want {
			t.Errorf("at %s: %s, want %s", tt.at, got, tt.want)
		}
	}
}

func TestAudit(t *testing.T) {
	clock := replay(t, goalOf(t, sla.Resolution()), ticket(t,
		"Mon 10:00 created P2; Mon 12:00 pause requester; Mon 15:00 resume requester; Tue 14:30 resolved"))
	const want = `resolution: missed, 1h30m over 8h
  Mon 2026-03-02 10:00 – 12:00                 2h counted     open: Mon 09:00-17:00
  Mon 2026-03-02 12:00 – 15:00                 paused         waits: requester
  Mon 2026-03-02 15:00 – 17:00                 2h counted     open: Mon 09:00-17:00
  Mon 2026-03-02 17:00 – Tue 2026-03-03 09:00  out of hours   closed: outside hours
  Tue 2026-03-03 09:00 – 14:30                 5h30m counted  open: Tue 09:00-17:00
due Tue 2026-03-03 13:00
breached at Tue 2026-03-03 13:00
stopped at Tue 2026-03-03 14:30`
	if got := clock.Audit(moment(t, "Fri 12:00")).String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// The tables of the package's documentation: one ticket under each option.
func TestSideBySide(t *testing.T) {
	reopened := ticket(t, "Mon 10:00 created P2; Mon 14:00 resolved; Wed 09:00 reopened")
	for option, want := range map[sla.Reopen]string{
		0:                  "running pending, 5h of 8h, due Wed 13:00, limit Wed 13:00",
		sla.ReopenContinue: "running pending, 5h of 8h, due Wed 13:00, limit Wed 13:00",
		sla.ReopenRestart:  "running pending, 1h of 8h, cycle 2, due Wed 17:00, limit Thu 09:00",
		sla.ReopenIgnore:   "stopped met, 4h of 8h, due Tue 10:00, limit Tue 10:00",
		sla.ReopenCountGap: "running missed, 16h of 8h, due Tue 10:00, limit Tue 10:00, breach Wed 09:00",
	} {
		m := sla.Resolution()
		m.Reopen = option
		if got := say(replay(t, goalOf(t, m), reopened).At(moment(t, "Wed 10:00"))); got != want {
			t.Errorf("%v:\n got %s\nwant %s", option, got, want)
		}
	}
	raised := ticket(t, "Mon 10:00 created P3; Mon 15:00 priority P1")
	for option, want := range map[sla.OnPriority]string{
		0:                       "running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00",
		sla.PriorityRetroactive: "running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00",
		sla.PriorityRestart:     "running pending, 1h of 4h, cycle 2, due Tue 11:00, limit Tue 11:00",
		sla.PriorityKeep:        "running pending, 6h of 24h, due Thu 10:00, limit Thu 10:00",
	} {
		m := sla.Resolution()
		m.OnPriority = option
		if got := say(replay(t, goalOf(t, m), raised).At(moment(t, "Mon 16:00"))); got != want {
			t.Errorf("%v:\n got %s\nwant %s", option, got, want)
		}
	}
}

// A fold allocates for one change in two, and asking how a ticket stands nothing.
func TestClockAllocations(t *testing.T) {
	goal := goalOf(t, sla.Resolution())
	events := benchTicket(benchStart(0))
	var clock sla.Clock
	folding := testing.AllocsPerRun(100, func() {
		clock = goal.Open(events[0].At)
		for _, e := range events {
			clock, _ = clock.Apply(e)
		}
	})
	if folding >= float64(len(events)) {
		t.Errorf("%v allocations for %d events, want less than one an event", folding, len(events))
	}
	now := benchStart(30)
	if asking := testing.AllocsPerRun(100, func() { sinkStatus = clock.At(now) }); asking != 0 {
		t.Errorf("At allocates %v times, want 0", asking)
	}
}
