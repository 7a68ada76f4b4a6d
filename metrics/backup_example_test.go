package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Four systems at eight in the morning: one is late, one never had a backup.
func ExampleProtectedSystem_Outcome() {
	asOf, err := time.Parse(time.RFC3339, "2026-03-02T08:00:00Z")
	if err != nil {
		fmt.Println(err)
		return
	}
	systems := []metrics.ProtectedSystem{
		{LastGood: asOf.Add(-6 * time.Hour), RPO: 24 * time.Hour},
		{LastGood: asOf.Add(-24 * time.Hour), RPO: 24 * time.Hour},
		{LastGood: asOf.Add(-90 * time.Minute), RPO: time.Hour},
		{RPO: 24 * time.Hour},
	}
	within, err1 := metrics.CollectSlice(systems, metrics.RateBy(
		func(s *metrics.ProtectedSystem) msp.Outcome { return s.Outcome(asOf) }))
	ages, err2 := metrics.CollectSlice(systems, metrics.TimesBy(
		func(s *metrics.ProtectedSystem) (time.Duration, bool) { return s.Age(asOf) }))
	fmt.Println(metrics.RPOCompliance(within), err1)
	fmt.Println(metrics.OldestBackup(ages), err2)
	// Output:
	// Backups within the recovery point objective: 50.00%, n = 4 <nil>
	// Age of the oldest last good backup: 24h, n = 3, left out: 1 open <nil>
}
