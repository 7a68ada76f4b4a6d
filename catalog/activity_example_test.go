package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// What has not been done for a client that began on 5 January?
func ExampleActivity_Due() {
	done := map[string][]msp.Date{
		"backup_verification":    days("2026-02-09", "2026-02-10"),
		"patch_management":       days("2026-01-06", "2026-02-05"),
		"security_review":        days("2026-01-05"),
		"service_review_meeting": days("2026-01-29"),
	}
	on := msp.MustParseDate("2026-02-10")
	for _, spec := range catalog.CompassActivities() {
		activity, err := spec.Compile()
		if err != nil {
			fmt.Println(err)
			return
		}
		due := activity.From(msp.MustParseDate("2026-01-05")).Due(on, done[spec.Name]...)
		fmt.Printf("%-26s %-10v %-11v next %-10v  on time %d, late %d, missed %d\n",
			activity.Title(), activity.Cadence(), due.Status, due.Next, due.OnTime, due.Late, due.Missed)
	}
	// Output:
	// Monitoring and alerting    continuous             next             on time 0, late 0, missed 0
	// Patch management           monthly    nothing_due next 2026-03-05  on time 1, late 1, missed 0
	// Backup verification        daily      nothing_due next 2026-02-11  on time 2, late 0, missed 35
	// Security review            monthly    overdue     next 2026-03-05  on time 1, late 0, missed 0
	// SLA reporting              monthly    overdue     next 2026-03-05  on time 0, late 0, missed 1
	// Service review meeting     monthly    overdue     next 2026-03-05  on time 0, late 1, missed 0
	// Technology roadmap review  yearly     overdue     next 2027-01-05  on time 0, late 0, missed 0
}

// A contract has patches every week, where once a month is usual.
func ExampleActivitySpec_Choose() {
	for _, spec := range catalog.CompassActivities() {
		if chosen, err := spec.Choose(catalog.MustParseCadence("weekly")); err == nil {
			fmt.Println(chosen.Title, chosen.Cadences)
		}
	}
	// Output:
	// Patch management [weekly]
}

// The last day of the month, or of every third: always counted from the anchor.
func ExampleCadence_Dates() {
	year := msp.MustParsePeriod("2026-01-01/2027-01-01")
	for _, text := range []string{"quarterly", "every 14 days", "yearly"} {
		cadence := catalog.MustParseCadence(text)
		n := 0
		for d := range cadence.Dates(msp.MustParseDate("2025-11-30"), year) {
			if n++; n <= 4 {
				fmt.Print(d, " ")
			}
		}
		fmt.Println(cadence, n)
	}
	// Output:
	// 2026-02-28 2026-05-30 2026-08-30 2026-11-30 quarterly 4
	// 2026-01-11 2026-01-25 2026-02-08 2026-02-22 every 2 weeks 26
	// 2026-11-30 yearly 1
}
