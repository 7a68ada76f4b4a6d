package metrics_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law: kinds add up, gross is at most net, and entries may be split and reordered.
func TestUtilisationLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := func(name string, most int64) msp.Ratio {
			return msp.NewRatio(rapid.Int64Range(0, most).Draw(t, name), 60)
		}
		kinds := []string{"billable", "agreement", "internal"}
		entries := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) metrics.WorkedHours {
			return metrics.WorkedHours{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Hours: minutes("worked", 600)}
		}), 0, 8).Draw(t, "entries")
		sheet := metrics.Timesheet{Scheduled: minutes("scheduled", 9600), Leave: minutes("leave", 4800), Worked: entries}
		of := func(s metrics.Timesheet, kinds ...string) msp.Ratio {
			k, err := s.Utilisation(kinds...)
			if err != nil {
				t.Fatal(err)
			}
			return k.Value.Exact()
		}
		all := of(sheet, kinds...)
		if capacity := sheet.Scheduled.Compare(sheet.Leave); all.Defined() != (capacity > 0) {
			t.Fatalf("%v: %v", sheet, all)
		}
		sum := msp.NewRatio(0, 1)
		for _, kind := range kinds {
			sum, _ = sum.Add(of(sheet, kind))
		}
		if sum != all {
			t.Fatalf("%v: %v, kinds come to %v", sheet, all, sum)
		}
		gross, err := sheet.GrossUtilisation(kinds...)
		if err != nil || all.Defined() && gross.Value.Exact().Compare(all) > 0 {
			t.Fatalf("%v: gross %v, net %v, %v", sheet, gross, all, err)
		}
		var halves []metrics.WorkedHours
		for _, e := range entries {
			half, _ := e.Hours.Mul(msp.NewRatio(1, 2))
			halves = append(halves, metrics.WorkedHours{e.Kind, half}, metrics.WorkedHours{e.Kind, half})
		}
		sheet.Worked = rapid.Permutation(halves).Draw(t, "order")
		if again := of(sheet, kinds...); again != all {
			t.Fatalf("%v, in halves %v", all, again)
		}
	})
}
