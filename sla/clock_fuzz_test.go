package sla_test

import (
	"math"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// fuzzGoals are goals of every option, on hours that open, never close and never
// open.
func fuzzGoals(tb testing.TB) []sla.Goal {
	tb.Helper()
	office := compile(office())
	source := func(name string) (calendar.Calendar, bool) {
		switch name {
		case "desk":
			return office, true
		case "24x7":
			return calendar.Always(time.UTC), true
		case "never":
			return calendar.Never(time.UTC), true
		}
		return calendar.Calendar{}, false
	}
	var goals []sla.Goal
	for i, calendar := range []string{"desk", "24x7", "never"} {
		for reopen := sla.ReopenContinue; reopen <= sla.ReopenCountGap; reopen++ {
			goal, err := sla.GoalSpec{
				Metric: sla.Metric{
					Name: "m", Start: []sla.EventType{"created", "x"}, Stop: []sla.EventType{"resolved", "x"},
					PauseOn: []sla.Hold{"requester", "vendor"}, Cyclic: i == 0, Sticky: i == 1,
					Reopen: reopen, OnPriority: sla.OnPriority(1 + (int(reopen)+i)%3),
				},
				Targets: sla.TargetSpecs{
					{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: calendar},
					{Priority: msp.P2, Span: sla.Within(math.MaxInt64), Calendar: "24x7"},
					{Priority: msp.P3, Span: sla.NextBusinessDay{}, Calendar: calendar},
				},
			}.Compile(source)
			if err != nil {
				tb.Fatal(err)
			}
			goals = append(goals, goal)
		}
	}
	return goals
}

// Whatever the facts of a ticket, no question about it panics, and what the audit
// counts adds up.
func FuzzReplay(f *testing.F) {
	for _, seed := range []string{
		`[{"at":"2026-03-02T10:00:00Z","type":"created","priority":"P1"},{"at":"2026-03-02T12:00:00Z","type":"pause","hold":"vendor"},` +
			`{"at":"2026-03-03T12:00:00Z","type":"resume"},{"at":"2026-03-03T15:00:00Z","type":"resolved"},{"at":"2026-03-04T10:00:00Z","type":"reopened"}]`,
		`[{"at":"0001-01-01T00:00:01Z","type":"created","priority":"P2"},{"at":"9999-12-31T00:00:00Z","type":"priority","priority":"P1"}]`,
		`[{"at":"2026-03-02T10:00:00Z","type":"created","priority":"P3"},{"seq":1,"at":"2026-03-02T10:00:00Z","type":"x"},{"seq":2,"at":"2026-03-02T10:00:00Z","type":"x"}]`,
		`[{"at":"2026-03-02T10:00:00Z","type":"created","priority":"P9"},{"at":"2026-03-02T11:00:00Z","type":"calendar","calendar":"24x7"},{"at":"2026-03-02T12:00:00Z","type":"resolved","priority":"P1"},{"at":"2026-03-02T12:00:00Z","seq":1,"type":"calendar","calendar":"never"}]`,
	} {
		f.Add([]byte(seed), int64(0), int32(0))
		f.Add([]byte(seed), int64(math.MaxInt64), int32(999_999_999))
		f.Add([]byte(seed), int64(math.MinInt64), int32(1))
	}
	goals := fuzzGoals(f)
	f.Fuzz(func(t *testing.T, data []byte, seconds int64, nanos int32) {
		log, err := sla.ParseLog(data, msp.Limits{})
		if err != nil || log.Len() > 100 {
			return
		}
		first, _ := log.Event(0)
		last, _ := log.Event(log.Len() - 1)
		for i, goal := range goals {
			if i < 4 && (first.At.Year() < 1900 || last.At.Year() > 2200) {
				continue // so many days of a desk would take their time
			}
			clock, err := goal.Replay(log)
			if err != nil {
				continue
			}
			for _, now := range []time.Time{time.Unix(seconds, int64(nanos)), moment(t, "Wed 12:00")} {
				interrogate(t, clock, now)
			}
		}
	})
}

// interrogate asks a clock everything at an instant.
func interrogate(t *testing.T, clock sla.Clock, now time.Time) {
	t.Helper()
	s := clock.At(now)
	if due, ok := s.Due(); ok {
		if limit, ok := s.Limit(); ok && limit.Before(due) {
			t.Errorf("the limit %v is before the due instant %v", limit, due)
		}
	}
	clock.UsedUp(time.Duration(now.Unix()))
	clock.DueIfResumed(now)
	sla.Next(now, clock)
	_, _ = s.MarshalJSON() // a year beyond 9999 is its error
	cycles := clock.Cycles(now)
	if began, ok := s.Began(); !ok || now.Year() > 2200 || began.Year() < 1900 {
		return // the walk of so many days would take its time
	}
	if audit := clock.Audit(now); audit.String() == "" {
		t.Error("an empty audit")
	}
	counted := make(map[int]time.Duration)
	for stretch := range clock.Spans(now) {
		if stretch.IsEmpty() {
			t.Errorf("an empty stretch %v", stretch)
		}
		if stretch.Duration() == math.MaxInt64 {
			return // cut
		}
		counted[stretch.Cycle] += stretch.Counted
	}
	for _, cycle := range cycles {
		if cycle.Elapsed() != math.MaxInt64 && counted[cycle.Cycle()] != cycle.Elapsed() {
			t.Errorf("cycle %d: the stretches count %v, elapsed are %v", cycle.Cycle(), counted[cycle.Cycle()], cycle.Elapsed())
		}
	}
}

// A log of a million events folds in one pass, and a clock that has seen as many
// changes still answers.
func TestLongLog(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: a million events take some seconds")
	}
	const pairs = 500_000
	goal := goalOf(t, sla.Resolution(), sla.TargetSpec{Span: sla.Within(1000 * time.Hour), Calendar: "24x7"})
	opened := moment(t, "Mon 09:00")
	events := []sla.Event{{At: opened, Type: sla.EventCreated}}
	for i := range pairs { // a second each held, a second each not
		at := opened.Add(time.Duration(2*i+1) * time.Second)
		events = append(events,
			sla.Event{At: at.Add(time.Second), Type: sla.EventResume},
			sla.Event{At: at, Type: sla.EventPause, Hold: sla.HoldRequester})
	}
	clock := replay(t, goal, newLog(t, events...))
	end := opened.Add(2 * pairs * time.Second)
	if got, want := clock.At(end).Elapsed(), pairs*time.Second; got != want {
		t.Errorf("elapsed %v, want %v", got, want)
	}
	// The first thousand seconds of it had run after twice as long, less the last one
	// held.
	if at, ok := clock.UsedUp(1000 * time.Second); !ok || !at.Equal(opened.Add(1999*time.Second)) {
		t.Errorf("UsedUp(1000 s) = %v, %v", at, ok)
	}
	if got, want := clock.At(opened.Add(2001*time.Second)).Elapsed(), 1001*time.Second; got != want {
		t.Errorf("elapsed long ago %v, want %v", got, want)
	}
}
