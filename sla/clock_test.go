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

// desks are the calendars of the tickets below, by name.
func desks(name string) (calendar.Calendar, bool) {
	switch name {
	case "desk":
		return compile(office()), true
	case "24x7":
		return calendar.Always(time.UTC), true
	case "never":
		return calendar.Never(time.UTC), true
	default:
		return calendar.Calendar{}, false
	}
}

// promises are P1 4 h, P2 8 h, P3 24 h, on the desk's hours.
func promises() sla.TargetSpecs {
	return sla.TargetSpecs{
		{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: "desk"},
		{Priority: msp.P2, Span: sla.Within(8 * time.Hour), Calendar: "desk"},
		{Priority: msp.P3, Span: sla.Within(24 * time.Hour), Calendar: "desk"},
	}
}

// goalOf compiles a goal of the promises above, or of others.
func goalOf(tb testing.TB, m sla.Metric, targets ...sla.TargetSpec) sla.Goal {
	tb.Helper()
	if targets == nil {
		targets = promises()
	}
	goal, err := sla.GoalSpec{Metric: m, Targets: targets}.Compile(desks)
	if err != nil {
		tb.Fatal(err)
	}
	return goal
}

// moment reads "Mon 10:00" or "Tue+1 10:00:05" of the week of Monday 2 March 2026
// in London, or of the week after.
func moment(tb testing.TB, text string) time.Time {
	tb.Helper()
	day, clock, ok := strings.Cut(text, " ")
	days := map[string]int{"Mon": 2, "Tue": 3, "Wed": 4, "Thu": 5, "Fri": 6, "Sat": 7, "Sun": 8}
	name, next := strings.CutSuffix(day, "+1")
	date, known := days[name]
	if next {
		date += 7
	}
	if strings.Count(clock, ":") == 1 {
		clock += ":00"
	}
	t, err := time.Parse(time.TimeOnly, clock)
	if !ok || !known || err != nil {
		tb.Fatalf("no moment: %q", text)
	}
	c := compile(office())
	return time.Date(2026, time.March, date, t.Hour(), t.Minute(), t.Second(), 0, c.Zone())
}

// ticket reads a log, an event a line: "Mon 10:00 created P2".
func ticket(tb testing.TB, text string) sla.Log {
	tb.Helper()
	var events []sla.Event
	for i, line := range strings.Split(strings.TrimSpace(text), ";") {
		words := strings.Fields(line)
		e := sla.Event{Seq: int64(i + 1), At: moment(tb, words[0]+" "+words[1]), Type: sla.EventType(words[2])}
		for _, word := range words[3:] {
			switch priority, err := msp.ParsePriority(word); {
			case err == nil:
				e.Priority = priority
			case e.Type == sla.EventCalendar:
				e.Calendar = word
			case strings.Contains(word, "="):
				name, value, _ := strings.Cut(word, "=")
				e.Attributes = map[string]string{name: value}
			default:
				e.Hold = sla.Hold(word)
			}
		}
		events = append(events, e)
	}
	log, err := sla.NewLog(events...)
	if err != nil {
		tb.Fatal(err)
	}
	return log
}

func replay(tb testing.TB, goal sla.Goal, log sla.Log) sla.Clock {
	tb.Helper()
	clock, err := goal.Replay(log)
	if err != nil {
		tb.Fatal(err)
	}
	return clock
}

// say says a status in one line: what the tests below compare.
func say(s sla.Status) string {
	state := "none"
	if s.State() != 0 {
		state = s.State().String()
	}
	text := state + " " + s.Outcome().String()
	if target, ok := s.Target(); ok {
		text += fmt.Sprintf(", %v of %v", short(s.Elapsed()), short(target))
	}
	if s.Cycle() > 1 {
		text += fmt.Sprintf(", cycle %d", s.Cycle())
	}
	for _, instant := range []struct {
		name string
		get  func() (time.Time, bool)
	}{{"due", s.Due}, {"limit", s.Limit}, {"breach", s.BreachAt}} {
		if at, ok := instant.get(); ok {
			text += ", " + instant.name + " " + strings.TrimSuffix(at.Format("Mon 15:04:05"), ":00")
		}
	}
	return text
}

func short(d time.Duration) string {
	text := d.String()
	if d%time.Minute == 0 && d != 0 {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.Contains(text, "h0m") {
		text = strings.Replace(text, "0m", "", 1)
	}
	return text
}

// The twelve tickets of the package's documentation, each worked out by hand.
func TestTwelveTickets(t *testing.T) {
	countGap := sla.Resolution()
	countGap.Reopen = sla.ReopenCountGap
	for i, tt := range []struct {
		about  string
		metric sla.Metric
		log    string
		at     string
		want   string
	}{
		{
			"resolved in time", sla.Resolution(),
			"Mon 10:00 created P2; Mon 16:00 resolved", "Wed 12:00",
			"stopped met, 6h of 8h, due Tue 10:00, limit Tue 10:00",
		},
		{
			"resolved exactly when due", sla.Resolution(),
			"Mon 10:00 created P2; Tue 10:00 resolved", "Wed 12:00",
			"stopped met, 8h of 8h, due Tue 10:00, limit Tue 10:00",
		},
		{
			"due at the closing, resolved in the evening", sla.Resolution(),
			"Mon 09:00 created P2; Mon 20:00 resolved", "Wed 12:00",
			"stopped met, 8h of 8h, due Mon 17:00, limit Tue 09:00",
		},
		{
			"a second after the limit", sla.Resolution(),
			"Mon 09:00 created P2; Tue 09:00:01 resolved", "Wed 12:00",
			"stopped missed, 8h1s of 8h, due Mon 17:00, limit Tue 09:00, breach Tue 09:00",
		},
		{
			"held for three hours", sla.Resolution(),
			"Mon 10:00 created P2; Mon 12:00 pause requester; Mon 15:00 resume requester", "Mon 16:00",
			"running pending, 3h of 8h, due Tue 13:00, limit Tue 13:00",
		},
		{
			"held out of hours", sla.Resolution(),
			"Mon 16:00 created P2; Mon 18:00 pause requester; Tue 08:00 resume requester", "Tue 10:00",
			"running pending, 2h of 8h, due Tue 16:00, limit Tue 16:00",
		},
		{
			"held exactly when due, resumed later", sla.Resolution(),
			"Mon 09:00 created P2; Mon 17:00 pause requester; Wed 11:00 resume requester", "Wed 11:30",
			"running missed, 8h30m of 8h, due Mon 17:00, limit Wed 11:00, breach Wed 11:00",
		},
		{
			"reopened", sla.Resolution(),
			"Mon 10:00 created P2; Mon 14:00 resolved; Wed 09:00 reopened", "Wed 10:00",
			"running pending, 5h of 8h, due Wed 13:00, limit Wed 13:00",
		},
		{
			"reopened, and the gap counts", countGap,
			"Mon 10:00 created P2; Mon 14:00 resolved; Wed 09:00 reopened", "Wed 10:00",
			"running missed, 16h of 8h, due Tue 10:00, limit Tue 10:00, breach Wed 09:00",
		},
		{
			"raised with more elapsed than the new target", sla.Resolution(),
			"Mon 10:00 created P3; Mon 15:00 priority P1", "Mon 16:00",
			"running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00",
		},
		{
			"lowered after a breach", sla.Resolution(),
			"Mon 09:00 created P1; Mon 15:00 priority P3", "Mon 16:00",
			"running pending, 7h of 24h, due Wed 17:00, limit Thu 09:00, breach Mon 13:00",
		},
		{
			"a conversation: the oldest unanswered message counts", sla.NextResponse(),
			"Mon 09:00 created P2; Mon 10:00 agent_reply; Mon 11:00 requester_reply; Mon 11:30 requester_reply;" +
				"Mon 12:00 agent_reply; Tue 09:00 requester_reply", "Tue 10:00",
			"running pending, 1h of 8h, cycle 2, due Tue 17:00, limit Wed 09:00",
		},
	} {
		clock := replay(t, goalOf(t, tt.metric), ticket(t, tt.log))
		if got := say(clock.At(moment(t, tt.at))); got != tt.want {
			t.Errorf("ticket %d, %s:\n got %s\nwant %s", i+1, tt.about, got, tt.want)
		}
	}
}

// A ticket of a real PSA: entered in the night of a Saturday, office hours from 9
// at UTC-4, respond within four hours.
func TestGoldenTicketOfAPSA(t *testing.T) {
	office := calendar.Spec{Zone: "Etc/GMT+4", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}
	goal, err := sla.GoalSpec{
		Metric:  sla.FirstResponse(),
		Targets: sla.TargetSpecs{{Span: sla.Within(4 * time.Hour), Calendar: "office"}},
	}.Compile(func(string) (calendar.Calendar, bool) { return compile(office), true })
	if err != nil {
		t.Fatal(err)
	}
	entered := time.Date(2022, time.July, 2, 4, 20, 41, 0, time.UTC)
	clock, err := goal.Open(entered).Apply(sla.Event{At: entered, Type: sla.EventCreated})
	if err != nil {
		t.Fatal(err)
	}
	due, ok := clock.At(entered).Due()
	if got := due.Format(time.RFC3339); !ok || got != "2022-07-04T13:00:00-04:00" {
		t.Errorf("due %s, %v, want Monday 13:00 at UTC-4", got, ok)
	}
}

// Before the first start, and for a priority without a target, a clock says
// nothing; what has elapsed is there when a target is.
func TestClockWithoutPromise(t *testing.T) {
	goal := goalOf(t, sla.Resolution())
	for _, tt := range []struct{ log, at, want string }{
		{"Mon 10:00 created P2", "Mon 09:00", "none excluded"},
		{"Mon 10:00 agent_reply P2", "Mon 12:00", "none excluded"},
		{"Mon 10:00 created", "Mon 12:00", "none excluded"},
		{"Mon 10:00 created P5", "Mon 12:00", "none excluded"},
		// Measured by the hours of P3, the least urgent, from the start.
		{"Mon 08:00 created P5; Mon 12:00 priority P1", "Mon 12:30", "running pending, 3h30m of 4h, due Mon 13:00, limit Mon 13:00"},
		{"Mon 09:00 created P1; Mon 12:00 priority P5; Tue 10:00 priority P2", "Tue 10:30", "running missed, 9h30m of 8h, due Mon 17:00, limit Tue 09:00, breach Tue 10:00"},
	} {
		if got := say(replay(t, goal, ticket(t, tt.log)).At(moment(t, tt.at))); got != tt.want {
			t.Errorf("%s, at %s:\n got %s\nwant %s", tt.log, tt.at, got, tt.want)
		}
	}
	var zero sla.Clock
	if got := say(zero.At(moment(t, "Mon 09:00"))); got != "none excluded" {
		t.Errorf("the zero clock: %s", got)
	}
	if next, err := zero.Apply(sla.Event{At: moment(t, "Mon 09:00"), Type: sla.EventCreated}); err != nil || next.At(moment(t, "Tue 09:00")).State() != 0 {
		t.Errorf("the zero clock starts: %v", err)
	}
}

func TestPriorityKeep(t *testing.T) {
	m := sla.Resolution()
	m.OnPriority = sla.PriorityKeep
	targets := append(promises(), sla.TargetSpec{Priority: msp.P4, Span: sla.Within(40 * time.Hour), Calendar: "24x7"})
	goal := goalOf(t, m, targets...)
	for _, tt := range []struct{ log, at, want string }{
		{"Mon 10:00 created P2; Mon 12:00 priority P1", "Mon 13:00", "running pending, 3h of 8h, due Tue 10:00, limit Tue 10:00"},
		{"Mon 10:00 created P2; Mon 12:00 priority P9", "Mon 13:00", "running pending, 3h of 8h, due Tue 10:00, limit Tue 10:00"},
		{"Mon 10:00 created P9; Mon 12:00 priority P1", "Mon 13:00", "none excluded"},
		// The calendar follows the priority all the same.
		{"Mon 10:00 created P2; Mon 12:00 priority P4", "Mon 13:00", "running pending, 3h of 8h, due Mon 18:00, limit Mon 18:00"},
		{"Mon 10:00 created P2; Mon 12:00 resolved; Mon 13:00 priority P1; Mon 14:00 reopened", "Mon 15:00", "running pending, 3h of 8h, due Tue 12:00, limit Tue 12:00"},
	} {
		if got := say(replay(t, goal, ticket(t, tt.log)).At(moment(t, tt.at))); got != tt.want {
			t.Errorf("%s, at %s:\n got %s\nwant %s", tt.log, tt.at, got, tt.want)
		}
	}
}

// A target that names an instant is fixed when the cycle begins: a hold moves the
// due instant by what it takes away.
func TestNamedSpansWithHolds(t *testing.T) {
	for _, tt := range []struct {
		span sla.Span
		log  string
		want string
	}{
		{sla.NextBusinessDay{}, "Mon 15:00 created", "running pending, 1h of 10h, due Tue 17:00, limit Wed 09:00"},
		{sla.NextBusinessDay{}, "Mon 14:00 created; Mon 15:00 pause requester; Mon 15:30 resume", "running pending, 1h30m of 11h, due Wed 09:30, limit Wed 09:30"},
		{at("12:00"), "Mon 15:00 created", "running pending, 1h of 5h, due Tue 12:00, limit Tue 12:00"},
		{sla.BusinessDays(1), "Mon 15:00 created", "running pending, 1h of 8h, due Tue 15:00, limit Tue 15:00"},
	} {
		goal := goalOf(t, sla.Resolution(), sla.TargetSpec{Span: tt.span, Calendar: "desk"})
		if got := say(replay(t, goal, ticket(t, tt.log)).At(moment(t, "Mon 16:00"))); got != tt.want {
			t.Errorf("%v, %s:\n got %s\nwant %s", tt.span, tt.log, got, tt.want)
		}
	}
}

// A span that the calendar cannot name promises nothing that can be judged.
func TestUnknownTarget(t *testing.T) {
	goal := goalOf(t, sla.Resolution(), sla.TargetSpec{Span: sla.NextBusinessDay{}, Calendar: "never"})
	s := replay(t, goal, ticket(t, "Mon 10:00 created P1")).At(moment(t, "Tue 10:00"))
	if got, want := say(s), "running excluded"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	goal = goalOf(t, sla.Resolution(), sla.TargetSpec{Span: sla.Within(time.Hour), Calendar: "never"})
	s = replay(t, goal, ticket(t, "Mon 10:00 created P1")).At(moment(t, "Tue 10:00"))
	if got, want := say(s), "running pending, 0s of 1h"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

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
