package sla_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

// The examples load zones from a fixed copy of the database, so that they give
// the same answers everywhere. A program passes nil instead.
var load calendar.ZoneSource = zones.Load

// A ticket comes in on Friday afternoon, with four hours to answer.
func Example() {
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	target, err := sla.NewTarget(sla.Within(4*time.Hour), desk)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.March, 6, 14, 30, 0, 0, desk.Zone())
	deadline, err := target.Start(opened)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, _ := deadline.Due()
	fmt.Println("due", due.Format("Mon 15:04"))
	for s := range deadline.Spans() {
		fmt.Println("counts", s.From.Format("Mon 15:04"), "to", s.To.Format("Mon 15:04"))
	}
	fmt.Println("on Monday at 10:00:", deadline.OutcomeIfOpen(due.Add(-30*time.Minute)))
	fmt.Println("answered exactly then:", deadline.OutcomeIfDone(due))
	fmt.Println("a second later:", deadline.OutcomeIfDone(due.Add(time.Second)))
	// Output:
	// due Mon 10:30
	// counts Fri 14:30 to Fri 17:00
	// counts Mon 09:00 to Mon 10:30
	// on Monday at 10:00: pending
	// answered exactly then: met
	// a second later: missed
}

// The time runs out at the closing on Friday: that is when it is due, and until
// Monday morning nothing is late.
func ExampleDeadline_Limit() {
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	target := sla.MustNewTarget(sla.Within(time.Hour), desk)
	deadline, _ := target.Start(time.Date(2026, time.March, 6, 16, 0, 0, 0, desk.Zone()))
	due, _ := deadline.Due()
	limit, _ := deadline.Limit()
	fmt.Println("due  ", due.Format("Mon 15:04"))
	fmt.Println("limit", limit.Format("Mon 15:04"))
	fmt.Println("on Saturday:", deadline.OutcomeIfDone(due.Add(20*time.Hour)))
	// Output:
	// due   Fri 17:00
	// limit Mon 09:00
	// on Saturday: met
}

// The table of the package documentation.
func ExampleTarget_Start() {
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	noon, early := calendar.MustParseTimeOfDay("12:00"), calendar.MustParseTimeOfDay("08:00")
	for _, span := range []sla.Span{
		sla.Within(4 * time.Hour), sla.BusinessDays(1), sla.EndOfBusinessDay(0), sla.EndOfBusinessDay(1),
		sla.NextBusinessDay{},
		sla.NextBusinessDayAt(noon), sla.NextBusinessDayAt(early),
	} {
		target := sla.MustNewTarget(span, desk)
		fmt.Printf("%-41v", span)
		for _, start := range []time.Time{
			time.Date(2026, time.March, 6, 16, 0, 0, 0, desk.Zone()), time.Date(2026, time.March, 7, 11, 0, 0, 0, desk.Zone()),
		} {
			deadline, err := target.Start(start)
			if err != nil {
				fmt.Println(err)
				return
			}
			n := "-"
			if named, ok := deadline.NamedInstant(); ok {
				n = named.Format("Mon 15:04")
			}
			length, _ := deadline.Target()
			fmt.Printf(" | %-9s %3.0fh", n, length.Hours())
		}
		fmt.Println()
	}
	// Output:
	// within 4h                                 | -           4h | -           4h
	// 1 business day                            | Mon 16:00   8h | Tue 09:00   8h
	// end of business day                       | Fri 17:00   1h | Mon 17:00   8h
	// end of business day, 1 business day later | Mon 17:00   9h | Tue 17:00  16h
	// end of next business day                  | Mon 17:00   9h | Mon 17:00   8h
	// next business day at 12:00                | Mon 12:00   4h | Mon 12:00   3h
	// next business day at 08:00                | Mon 09:00   1h | Tue 09:00   8h
}

// The promise became stricter in July. A ticket is judged by what was in force
// when it was opened.
func ExampleTargetSpecs_Compile() {
	specs, err := sla.ParseTargetSpecs([]byte(`[
		{"priority":"P1","span":{"within":"4h"},"calendar":"desk","until":"2026-07-01T00:00:00Z"},
		{"priority":"P1","span":{"within":"2h"},"calendar":"desk","from":"2026-07-01T00:00:00Z"},
		{"span":{"business_days":2},"calendar":"desk"}
	]`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	targets, err := specs.Compile(func(name string) (calendar.Calendar, bool) {
		return calendar.Always(nil), name == "desk"
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	july := time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)
	before, _ := targets.For(msp.P1, july.Add(-time.Second))
	after, _ := targets.For(msp.P1, july)
	other, _ := targets.For(msp.P3, july)
	fmt.Println("P1:", before.Span(), "until July, then", after.Span())
	fmt.Println("P3:", other.Span())
	// Output:
	// P1: within 4h until July, then within 2h
	// P3: 2 business days
}

// What is wrong is found all at once, each with its place.
func ExampleTargetSpecs_Validate() {
	specs := sla.TargetSpecs{
		{Priority: msp.P1, Span: sla.Within(0), Calendar: "desk"},
		{Priority: msp.P2, Span: sla.CivilDays(3), Calendar: "desk"},
		{Priority: msp.P3, Span: sla.NextBusinessDay{}, Calendar: "office"},
	}
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	for _, issue := range specs.Validate(func(name string) (calendar.Calendar, bool) { return desk, name == "desk" }) {
		fmt.Println(issue)
	}
	// Output:
	// [0].span.within: 0s is not above zero; no promise is no target (range)
	// [1].span: 3 days are days on the wall; on a calendar that closes write business_days (not_always_open)
	// [2].calendar: no calendar "office" (unknown_name)
}
