package sla_test

import (
	"errors"
	"fmt"
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
	var text strings.Builder
	text.WriteString(state + " " + s.Outcome().String())
	if target, ok := s.Target(); ok {
		fmt.Fprintf(&text, ", %v of %v", short(s.Elapsed()), short(target))
	}
	if s.Cycle() > 1 {
		fmt.Fprintf(&text, ", cycle %d", s.Cycle())
	}
	for _, instant := range []struct {
		name string
		get  func() (time.Time, bool)
	}{{"due", s.Due}, {"limit", s.Limit}, {"breach", s.BreachAt}} {
		if at, ok := instant.get(); ok {
			text.WriteString(", " + instant.name + " " + strings.TrimSuffix(at.Format("Mon 15:04:05"), ":00"))
		}
	}
	return text.String()
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

// A goal without targets only measures, in its own calendar.
func TestGoalThatMeasures(t *testing.T) {
	goal, err := sla.GoalSpec{Metric: sla.Resolution(), Calendar: "24x7"}.Compile(desks)
	if err != nil {
		t.Fatal(err)
	}
	s := replay(t, goal, ticket(t, "Mon 10:00 created P2; Mon 20:00 pause requester; Tue 10:00 resolved")).At(moment(t, "Wed 10:00"))
	if stopped, ok := s.StoppedAt(); s.Elapsed() != 10*time.Hour || s.State() != 0 || !ok || !stopped.Equal(moment(t, "Tue 10:00")) {
		t.Errorf("elapsed %v, %q, stopped %v, want 10 hours until Tuesday", s.Elapsed(), s.State(), stopped)
	}
	late, err := sla.GoalSpec{
		Metric: sla.Resolution(), Calendar: "24x7",
		Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: "desk"}},
	}.Compile(desks)
	if err != nil {
		t.Fatal(err)
	}
	raised := replay(t, late, ticket(t, "Mon 07:00 created P2; Mon 08:00 priority P1"))
	if got, want := say(raised.At(moment(t, "Mon 10:00"))), "running pending, 2h of 4h, due Mon 12:00, limit Mon 12:00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := (sla.GoalSpec{Metric: sla.Resolution(), Calendar: "moon"}).Compile(desks); !errors.Is(err, msp.CodeUnknownName) {
		t.Errorf("an unknown calendar: %v", err)
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
