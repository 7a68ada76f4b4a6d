package metrics_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// staffingBand returns the band of a team of ITIL v5 Compass.
func staffingBand(tb testing.TB, team string) metrics.StaffingBand {
	tb.Helper()
	for _, b := range metrics.CompassStaffing() {
		if b.Team == team {
			return b
		}
	}
	tb.Fatalf("no team %s", team)
	return metrics.StaffingBand{}
}

func TestStaffingStatusIsAnEnum(t *testing.T) {
	checkEnum(t, metrics.ParseStaffingStatus, "", "within", "under_loaded", "over_loaded", "under_staffed", "over_staffed")
}

// The figures of ITIL v5 Compass, Managed Service Providers, Team Structure.
func TestCompassStaffing(t *testing.T) {
	want := []struct {
		team, counts string
		low, high    int64
		flat         bool
	}{
		{"L1", "endpoints", 250, 400, false},
		{"L2", "endpoints", 150, 300, false},
		{"L3", "endpoints", 500, 1000, false},
		{"client_management", "clients", 15, 30, false},
		{"platform", "people", 2, 5, true},
	}
	bands := metrics.CompassStaffing()
	if len(bands) != len(want) {
		t.Fatalf("%d bands, want %d", len(bands), len(want))
	}
	for i, w := range want {
		b := bands[i]
		if b.Team != w.team || b.Counts != w.counts || b.Low != msp.NewRatio(w.low, 1) || b.High != msp.NewRatio(w.high, 1) || b.Flat != w.flat || b.Title == "" {
			t.Errorf("band %d = %+v, want %+v", i, b, w)
		}
	}
	bands[0].Team = "changed"
	if again := metrics.CompassStaffing(); again[0].Team != "L1" {
		t.Error("a caller changes the bands of others")
	}
}

func TestStaffingJudge(t *testing.T) {
	for _, tt := range []struct {
		team  string
		units int64
		staff string
		load  string
		want  metrics.StaffingStatus
	}{
		{"L1", 1000, "4/1", "250/1", metrics.WithinBand},
		{"L1", 999, "4/1", "999/4", metrics.UnderLoaded},
		{"L1", 1600, "4/1", "400/1", metrics.WithinBand},
		{"L1", 1601, "4/1", "1601/4", metrics.OverLoaded},
		{"L1", 1000, "5/2", "400/1", metrics.WithinBand},
		{"L1", 0, "1/1", "0/1", metrics.UnderLoaded},
		{"L1", 10, "0/1", "undefined", 0},
		{"L1", 0, "0/1", "undefined", 0},
		{"L1", 10, "undefined", "undefined", 0},
		{"L2", 301, "1/1", "301/1", metrics.OverLoaded},
		{"L3", 500, "1/1", "500/1", metrics.WithinBand},
		{"client_management", 31, "1/1", "31/1", metrics.OverLoaded},
		{"client_management", math.MaxInt64, "1/1000000000000", "9223372036854775807000000000000/1", metrics.OverLoaded},
		{"platform", 0, "2/1", "2/1", metrics.WithinBand},
		{"platform", 1_000_000, "5/1", "5/1", metrics.WithinBand},
		{"platform", 10, "11/2", "11/2", metrics.OverStaffed},
		{"platform", 10, "19/10", "19/10", metrics.UnderStaffed},
		{"platform", 10, "0/1", "0/1", metrics.UnderStaffed},
		{"platform", 10, "undefined", "undefined", 0},
	} {
		k, got, err := staffingBand(t, tt.team).Judge(tt.units, msp.MustParseRatio(tt.staff))
		if err != nil || got != tt.want || k.Value.Exact() != msp.MustParseRatio(tt.load) || k.Value.Unit() != metrics.UnitNumber {
			t.Errorf("%s of %d by %s = %v, %v, %v, want %s, %v", tt.team, tt.units, tt.staff, k, got, err, tt.load, tt.want)
		}
		why := metrics.ReasonZeroDenominator
		if tt.staff == "undefined" {
			why = metrics.ReasonUndefinedInput
		}
		if !k.Value.Defined() && k.Value.Reason().Code() != why {
			t.Errorf("%s of %d by %s: %v", tt.team, tt.units, tt.staff, k.Value.Reason())
		}
	}
	k, _, err := staffingBand(t, "L1").Judge(1000, msp.NewRatio(5, 2))
	if err != nil || k.Name != "staffing_ratio" || k.Title != "Load of Service desk (L1)" || k.Text != "endpoints ÷ staff; within the band from 250 to 400, both included" ||
		k.Num != msp.NewRatio(1000, 1) || k.Den != msp.NewRatio(5, 2) || k.Value.N() != 1000 {
		t.Errorf("L1 = %+v, %v", k, err)
	}
	k, _, err = staffingBand(t, "platform").Judge(1000, msp.NewRatio(7, 2))
	if err != nil || k.Name != "staffing_size" || k.Title != "Size of Platform and automation" || k.Text != "staff, whatever the scale; within the band from 2 to 5, both included" ||
		k.Num != msp.NewRatio(7, 2) || k.Den != msp.NewRatio(1, 1) || k.Value.N() != 3 {
		t.Errorf("platform = %+v, %v", k, err)
	}
}

func TestStaffingStaff(t *testing.T) {
	for _, tt := range []struct {
		team     string
		units    int64
		want     metrics.StaffRange
		possible bool
	}{
		{"L1", 1000, metrics.StaffRange{Least: 3, Most: 4}, true}, // 2.5 to 4
		{"L1", 400, metrics.StaffRange{Least: 1, Most: 1}, true},
		{"L1", 401, metrics.StaffRange{Least: 2, Most: 1}, false},
		{"L1", 10, metrics.StaffRange{Least: 1, Most: 0}, false},
		{"L1", 0, metrics.StaffRange{}, true},
		{"L3", 2000, metrics.StaffRange{Least: 2, Most: 4}, true},
		{"client_management", 100, metrics.StaffRange{Least: 4, Most: 6}, true}, // 3.3 to 6.7
		{"client_management", math.MaxInt64, metrics.StaffRange{Least: 307445734561825861, Most: 614891469123651720}, true},
		{"platform", 0, metrics.StaffRange{Least: 2, Most: 5}, true},
		{"platform", math.MaxInt64, metrics.StaffRange{Least: 2, Most: 5}, true},
	} {
		got, err := staffingBand(t, tt.team).Staff(tt.units)
		if err != nil || got != tt.want || got.Possible() != tt.possible {
			t.Errorf("%s for %d = %+v, %v, want %+v", tt.team, tt.units, got, err, tt.want)
		}
	}
}

func TestStaffingErrors(t *testing.T) {
	one := msp.NewRatio(1, 1)
	small := msp.NewRatio(1, 1000)
	band := func(low, high msp.Ratio, flat bool) metrics.StaffingBand {
		return metrics.StaffingBand{Team: "x", Counts: "units", Low: low, High: high, Flat: flat}
	}
	big, err := msp.NewRatio(math.MaxInt64, 1).Mul(msp.NewRatio(math.MaxInt64, 1))
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range []struct {
		band        metrics.StaffingBand
		units       int64
		staff       msp.Ratio
		judge, need error
	}{
		{metrics.StaffingBand{}, 1, one, msp.ErrRange, msp.ErrRange},
		{band(msp.Ratio{}, one, false), 1, one, msp.ErrRange, msp.ErrRange},
		{band(one, msp.Ratio{}, false), 1, one, msp.ErrRange, msp.ErrRange},
		{band(msp.NewRatio(0, 1), one, true), 1, one, msp.ErrRange, msp.ErrRange},
		{band(msp.NewRatio(-1, 1), one, false), 1, one, msp.ErrRange, msp.ErrRange},
		{band(msp.NewRatio(1001, 1000), one, false), 1, one, msp.ErrRange, msp.ErrRange},
		{band(one, one, false), -1, one, msp.ErrRange, msp.ErrRange},
		{band(one, one, true), math.MinInt64, one, msp.ErrRange, msp.ErrRange},
		{band(one, one, false), 1, msp.NewRatio(-1, 1000), msp.ErrRange, nil},
		{band(one, one, true), 1, msp.NewRatio(-1, 1000), msp.ErrRange, nil},
		{band(small, small, false), math.MaxInt64, one, nil, msp.ErrOverflow},
		{band(small, one, false), math.MaxInt64, one, nil, msp.ErrOverflow},
		{band(big, big, true), 1, big, msp.ErrOverflow, msp.ErrOverflow},
		{band(one, big, true), 1, one, nil, msp.ErrOverflow},
	} {
		k, status, err1 := tt.band.Judge(tt.units, tt.staff)
		r, err2 := tt.band.Staff(tt.units)
		if !errors.Is(err1, tt.judge) || !errors.Is(err2, tt.need) {
			t.Errorf("%d: Judge: %v, Staff: %v, want %v, %v", i, err1, err2, tt.judge, tt.need)
		}
		if err1 != nil && (k != metrics.KPI{} || status != 0) || err2 != nil && r != (metrics.StaffRange{}) {
			t.Errorf("%d: an error and an answer: %v, %v, %v", i, k, status, r)
		}
	}
	digits := msp.NewRatio(1, 3)
	for range 1000 {
		more, err := digits.Mul(msp.NewRatio(1, 1_000_000_000_000_000_003))
		if err != nil {
			break
		}
		digits = more
	}
	wide := band(digits, digits, false)
	if _, _, err := wide.Judge(math.MaxInt64-24, digits); err != nil && !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Judge by 1000 digits: %v", err)
	}
	if _, err := wide.Staff(math.MaxInt64); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Staff of 1000 digits: %v, want ErrOverflow", err)
	}
}

// Whole people are in the range if and only if their load is in the band; more of them
// never load one of them more.
func TestStaffingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(1, 2000).Draw(t, "low")
		high := low + rapid.Int64Range(0, 2000).Draw(t, "width")
		units := rapid.Int64Range(1, 20_000).Draw(t, "units")
		staff := rapid.Int64Range(1, 100).Draw(t, "staff")
		b := metrics.StaffingBand{Team: "x", Low: msp.NewRatio(low, 1), High: msp.NewRatio(high, 1)}
		need, err1 := b.Staff(units)
		k, got, err2 := b.Judge(units, msp.NewRatio(staff, 1))
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		want := metrics.WithinBand
		if units < low*staff {
			want = metrics.UnderLoaded
		} else if units > high*staff {
			want = metrics.OverLoaded
		}
		if got != want || need.Contains(staff) != (want == metrics.WithinBand) || k.Value.Exact() != msp.NewRatio(units, staff) {
			t.Fatalf("%d by %d in %d to %d: %v, %v, %+v, want %v", units, staff, low, high, k, got, need, want)
		}
		if staff < need.Least && got != metrics.OverLoaded || staff > need.Most && staff >= need.Least && got != metrics.UnderLoaded {
			t.Fatalf("%d by %d: %v outside of %+v", units, staff, got, need)
		}
	})
}
