package sla_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// hours are the calendars of a service desk, by the names that targets use.
func hours(name string) (calendar.Calendar, bool) {
	switch name {
	case "desk":
		return calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load), true
	case "24x7":
		return calendar.Always(time.UTC), true
	default:
		return calendar.Calendar{}, false
	}
}

// monday is a time on Monday 2 March 2026.
func monday(hour, minute int) time.Time {
	return time.Date(2026, time.March, 2, hour, minute, 0, 0, time.UTC)
}

// A program stores the events of a ticket. Everything else is a question.
func ExampleGoal_Replay() {
	goal, err := sla.GoalSpec{
		Metric: sla.Resolution(),
		Targets: sla.TargetSpecs{
			{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: "24x7"},
			{Priority: msp.P2, Span: sla.Within(8 * time.Hour), Calendar: "desk"},
		},
	}.Compile(hours)
	if err != nil {
		fmt.Println(err)
		return
	}
	log, err := sla.NewLog(
		sla.Event{ID: "1", At: monday(10, 0), Type: sla.EventCreated, Priority: msp.P2},
		sla.Event{ID: "2", At: monday(12, 0), Type: sla.EventPause, Hold: sla.HoldRequester},
		sla.Event{ID: "3", At: monday(15, 0), Type: sla.EventResume, Hold: sla.HoldRequester},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	clock, err := goal.Replay(log)
	if err != nil {
		fmt.Println(err)
		return
	}
	status := clock.At(monday(16, 0))
	remaining, _ := status.Remaining()
	due, _ := status.Due()
	fmt.Println(status.State(), status.Outcome(), "elapsed", status.Elapsed(), "remaining", remaining)
	fmt.Println("due", due.Format("Mon 15:04"))
	// Output:
	// running pending elapsed 3h0m0s remaining 5h0m0s
	// due Tue 13:00
}

// Why is this breached? One call says what counted, what did not, and why.
func ExampleClock_Audit() {
	goal, _ := sla.GoalSpec{
		Metric:  sla.Resolution(),
		Targets: sla.TargetSpecs{{Span: sla.Within(8 * time.Hour), Calendar: "desk"}},
	}.Compile(hours)
	log, _ := sla.NewLog(
		sla.Event{At: monday(10, 0), Type: sla.EventCreated},
		sla.Event{At: monday(12, 0), Type: sla.EventPause, Hold: sla.HoldRequester},
		sla.Event{At: monday(15, 0), Type: sla.EventResume, Hold: sla.HoldRequester},
		sla.Event{At: monday(14+24, 30), Type: sla.EventResolved},
	)
	clock, _ := goal.Replay(log)
	fmt.Println(clock.Audit(monday(14+24, 30)))
	// Output:
	// resolution: missed, 1h30m over 8h
	//   Mon 2026-03-02 10:00 – 12:00                 2h counted     open: Mon 09:00-17:00
	//   Mon 2026-03-02 12:00 – 15:00                 paused         waits: requester
	//   Mon 2026-03-02 15:00 – 17:00                 2h counted     open: Mon 09:00-17:00
	//   Mon 2026-03-02 17:00 – Tue 2026-03-03 09:00  out of hours   closed: outside hours
	//   Tue 2026-03-03 09:00 – 14:30                 5h30m counted  open: Tue 09:00-17:00
	// due Tue 2026-03-03 13:00
	// breached at Tue 2026-03-03 13:00
	// stopped at Tue 2026-03-03 14:30
}

// What if the requester answers at three, and what if this becomes a P1?
func ExampleClock_Forecast() {
	goal, _ := sla.GoalSpec{Metric: sla.Resolution(), Targets: sla.ResolutionTargets("desk")}.Compile(hours)
	log, _ := sla.NewLog(
		sla.Event{At: monday(10, 0), Type: sla.EventCreated, Priority: msp.P2},
		sla.Event{At: monday(12, 0), Type: sla.EventPause, Hold: sla.HoldRequester},
	)
	clock, _ := goal.Replay(log)
	at := monday(15, 0)
	if due, ok := clock.DueIfResumed(at); ok {
		fmt.Println("answered at three: due", due.Format("Mon 15:04"))
	}
	raised, _ := clock.Forecast(
		sla.Event{At: at, Type: sla.EventResume},
		sla.Event{At: at, Type: sla.EventPriority, Priority: msp.P1},
	)
	due, _ := raised.At(at).Due()
	fmt.Println("and a P1:          due", due.Format("Mon 15:04"))
	// Output:
	// answered at three: due Tue 13:00
	// and a P1:          due Mon 17:00
}

// A client's agreement, an agreement with another team and a supplier's contract
// are goals on the same log.
func ExampleCase() {
	supplier := sla.Metric{
		Name:  "supplier",
		Start: []sla.EventType{"vendor_engaged"},
		Stop:  []sla.EventType{"vendor_done"},
	}
	policies, err := sla.PolicySpecs{{
		Name: "acme",
		When: msp.Condition{"client": {"acme"}},
		Goals: []sla.GoalSpec{
			{Metric: sla.Resolution(), Targets: sla.ResolutionTargets("desk")},
			{Name: "network team", Metric: sla.TimeAtLevel(), Targets: sla.TargetSpecs{{Span: sla.Within(4 * time.Hour), Calendar: "desk"}}},
			{Metric: supplier, Targets: sla.TargetSpecs{{Span: sla.Within(6 * time.Hour), Calendar: "24x7"}}},
		},
	}}.Compile(hours)
	if err != nil {
		fmt.Println(err)
		return
	}
	log, _ := sla.NewLog(
		sla.Event{At: monday(10, 0), Type: sla.EventCreated, Priority: msp.P2},
		sla.Event{At: monday(10, 30), Type: sla.EventAssigned},
		sla.Event{At: monday(12, 0), Type: "vendor_engaged"},
		sla.Event{At: monday(15, 0), Type: "vendor_done"},
		sla.Event{At: monday(16, 0), Type: sla.EventResolved},
	)
	ticket, err := policies.Replay(map[string]string{"client": "acme"}, log)
	if err != nil {
		fmt.Println(err)
		return
	}
	for goal, status := range ticket.At(monday(16, 0)) {
		target, _ := status.Target()
		fmt.Printf("%-12s %-7s %v of %v\n", goal, status.Outcome(), status.Elapsed(), target)
	}
	// Output:
	// resolution   met     6h0m0s of 8h0m0s
	// network team missed  5h30m0s of 4h0m0s
	// supplier     met     3h0m0s of 6h0m0s
}

// A scheduler asks for the next due instant, after each event again.
func ExampleCase_Next() {
	policies, _ := sla.PolicySpecs{{Name: "all", Goals: []sla.GoalSpec{
		{Metric: sla.FirstResponse(), Targets: sla.ResponseTargets("desk")},
		{Metric: sla.Resolution(), Targets: sla.ResolutionTargets("desk")},
	}}}.Compile(hours)
	ticket := policies.Open(nil, monday(10, 0))
	for _, e := range []sla.Event{
		{At: monday(10, 0), Type: sla.EventCreated, Priority: msp.P1},
		{At: monday(10, 10), Type: sla.EventAgentReply},
		{At: monday(11, 0), Type: sla.EventPause, Hold: sla.HoldRequester},
	} {
		ticket, _ = ticket.Apply(e)
		if next, ok := ticket.Next(e.At); ok {
			fmt.Println(e.At.Format("15:04"), next.Goal, "due", next.Due.Format("15:04"))
		} else {
			fmt.Println(e.At.Format("15:04"), "nothing to wake up for")
		}
	}
	// Output:
	// 10:00 first_response due 10:15
	// 10:10 resolution due 14:00
	// 11:00 nothing to wake up for
}

// A fact that arrives late takes its place; one that arrives twice is dropped.
func ExampleLog_Insert() {
	log, _ := sla.NewLog(
		sla.Event{ID: "1", At: monday(10, 0), Type: sla.EventCreated, Priority: msp.P2},
		sla.Event{ID: "3", At: monday(15, 0), Type: sla.EventResolved},
	)
	late := sla.Event{ID: "2", At: monday(12, 0), Type: sla.EventAgentReply}
	log, from, _ := log.Insert(late)
	fmt.Println(log.Len(), "events, fold again from", from)
	log, from, _ = log.Insert(late)
	fmt.Println(log.Len(), "events, fold again from", from)
	late.Type = sla.EventPlanned
	_, _, err := log.Insert(late)
	fmt.Println(err)
	// Output:
	// 3 events, fold again from 1
	// 3 events, fold again from 3
	// msp: 1 finding
	// 	error: the event "2" says otherwise than [1] of the log (event_conflict)
}
