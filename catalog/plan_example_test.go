package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// When is a client on board that begins on 5 January?
func ExamplePlan_Schedule() {
	plan, err := catalog.CompassOnboarding().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	schedule, err := plan.Schedule(msp.MustParseDate("2026-01-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range schedule.Phases() {
		fmt.Printf("%-14s starts %v to %v, ends %v to %v\n", p.Phase, p.EarliestStart, p.LatestStart, p.EarliestEnd, p.LatestEnd)
	}
	least, most, _ := plan.Weeks()
	fmt.Println(least, "to", most, "weeks")
	// Output:
	// Discovery      starts 2026-01-05 to 2026-01-05, ends 2026-01-12 to 2026-01-19
	// Migration      starts 2026-01-12 to 2026-01-19, ends 2026-01-26 to 2026-02-16
	// Validation     starts 2026-01-26 to 2026-02-16, ends 2026-02-02 to 2026-02-23
	// Handover       starts 2026-02-02 to 2026-02-23, ends 2026-02-09 to 2026-03-02
	// Stabilization  starts 2026-02-09 to 2026-03-02, ends 2026-03-09 to 2026-04-27
	// 9 to 16 weeks
}

// Two weeks in, one thing of Discovery is missing. What does that do to the end?
func ExampleSchedule_Progress() {
	schedule, err := catalog.CompassOnboarding().MustCompile().Schedule(msp.MustParseDate("2026-01-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	progress, err := schedule.Progress(msp.MustParseDate("2026-01-22"),
		catalog.TaskDone{Phase: "Discovery", Task: "environment audit", On: msp.MustParseDate("2026-01-07")},
		catalog.TaskDone{Phase: "Discovery", Task: "stakeholder mapping", On: msp.MustParseDate("2026-01-12")},
		catalog.TaskDone{Phase: "Migration", Task: "RMM deployment", On: msp.MustParseDate("2026-01-20")},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range progress.Phases {
		fmt.Printf("%-14s %d/%d %-12v slip %d, ends %v to %v\n", p.Phase, p.Done, p.Total, p.State, p.Slip, p.Forecast.EarliestEnd, p.Forecast.LatestEnd)
	}
	fmt.Println("missing:", progress.Phases[0].Missing)
	fmt.Printf("%v done, the end slips by %d days\n", progress.Share, progress.Slip)
	// Output:
	// Discovery      2/3 late         slip 3, ends 2026-01-22 to 2026-01-22
	// Migration      1/3 under_way    slip 0, ends 2026-02-05 to 2026-02-19
	// Validation     0/3 not_started  slip 0, ends 2026-02-12 to 2026-02-26
	// Handover       0/3 not_started  slip 0, ends 2026-02-19 to 2026-03-05
	// Stabilization  0/3 not_started  slip 0, ends 2026-03-19 to 2026-04-30
	// missing: [documentation collection]
	// 1/5 done, the end slips by 3 days
}
