package catalog_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/metrics"
)

func band(low, high int64, flat bool) metrics.StaffingBand {
	return metrics.StaffingBand{Team: "L1", Counts: "endpoints", Low: msp.NewRatio(low, 1), High: msp.NewRatio(high, 1), Flat: flat}
}

func TestHeadcount(t *testing.T) {
	for _, tt := range []struct {
		band        metrics.StaffingBand
		units       int64
		least, most int64
	}{
		{band(250, 400, false), 0, 0, 0},
		{band(250, 400, false), 1, 1, 1},
		{band(250, 400, false), 400, 1, 2},
		{band(250, 400, false), 401, 2, 2},
		{band(250, 400, false), 1000, 3, 4},
		{band(250, 400, false), 1001, 3, 5},
		{band(500, 1000, false), 1000, 1, 2},
		{band(1, 1, false), math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{band(2, 5, true), 0, 2, 5},
		{band(2, 5, true), 1_000_000, 2, 5},
		{metrics.StaffingBand{Low: msp.NewRatio(3, 2), High: msp.NewRatio(9, 4), Flat: true}, 1, 2, 3},
	} {
		least, most, err := catalog.Headcount(tt.band, tt.units)
		if err != nil || least != tt.least || most != tt.most {
			t.Errorf("Headcount(%v, %d) = %d, %d, %v, want %d, %d", tt.band, tt.units, least, most, err, tt.least, tt.most)
		}
	}
	tiny := metrics.StaffingBand{Low: msp.NewRatio(1, 2), High: msp.NewRatio(1, 1)}
	nearly := metrics.StaffingBand{Low: msp.NewRatio(2, 3), High: msp.NewRatio(1, 1)}
	for _, tt := range []struct {
		band  metrics.StaffingBand
		units int64
		want  error
	}{
		{band(250, 400, false), -1, msp.ErrRange},
		{band(0, 400, false), 1, msp.ErrRange},
		{band(400, 250, false), 1, msp.ErrRange},
		{metrics.StaffingBand{}, 1, msp.ErrRange},
		{tiny, math.MaxInt64, msp.ErrOverflow},
		{nearly, 6_148_914_691_236_517_205, msp.ErrOverflow}, // half a person more than fit
	} {
		if least, most, err := catalog.Headcount(tt.band, tt.units); !errors.Is(err, tt.want) || least != 0 || most != 0 {
			t.Errorf("Headcount(%v, %d) = %d, %d, %v, want %v", tt.band, tt.units, least, most, err, tt.want)
		}
	}
}

// C13: exact ceilings, least ≤ most, and more units never need fewer people.
func TestHeadcountLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(1, 50).Draw(t, "low")
		high := rapid.Int64Range(low, 80).Draw(t, "high")
		units := rapid.Int64Range(0, 1000).Draw(t, "units")
		least, most, err := catalog.Headcount(band(low, high, false), units)
		if err != nil || least > most {
			t.Fatalf("Headcount = %d, %d, %v", least, most, err)
		}
		for _, c := range []struct{ staff, per int64 }{{least, high}, {most, low}} {
			if c.staff*c.per < units || c.staff > 0 && (c.staff-1)*c.per >= units {
				t.Fatalf("%d people at %d for %d units", c.staff, c.per, units)
			}
		}
		least2, most2, err := catalog.Headcount(band(low, high, false), units+rapid.Int64Range(0, 99).Draw(t, "more"))
		if err != nil || least2 < least || most2 < most {
			t.Fatalf("more units need %d to %d people, fewer %d to %d", least2, most2, least, most)
		}
	})
}

// How many people does a base of 1,000 endpoints and 45 clients take?
func ExampleHeadcount() {
	for _, band := range metrics.CompassStaffing() {
		units := int64(1000)
		if band.Counts == "clients" {
			units = 45
		}
		least, most, err := catalog.Headcount(band, units)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%-23s %d to %d\n", band.Title, least, most)
	}
	// Output:
	// Service desk (L1)       3 to 4
	// Operations (L2)         4 to 7
	// Engineering (L3)        1 to 2
	// Client management       2 to 3
	// Platform and automation 2 to 5
}
