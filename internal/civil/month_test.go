package civil_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/civil"
)

func TestAddMonths(t *testing.T) {
	type ymd struct {
		year  int
		month time.Month
		day   int
	}
	for _, tt := range []struct {
		anchor ymd
		n      int
		want   ymd
	}{
		{ymd{2026, 1, 31}, 0, ymd{2026, 1, 31}},
		{ymd{2026, 1, 31}, 1, ymd{2026, 2, 28}},
		{ymd{2026, 1, 31}, 2, ymd{2026, 3, 31}},
		{ymd{2026, 1, 31}, 25, ymd{2028, 2, 29}},
		{ymd{2026, 1, 31}, -1, ymd{2025, 12, 31}},
		{ymd{2026, 1, 31}, -2, ymd{2025, 11, 30}},
		{ymd{2024, 2, 29}, 12, ymd{2025, 2, 28}},
		{ymd{2024, 2, 29}, 48, ymd{2028, 2, 29}},
		{ymd{2024, 2, 29}, -288, ymd{2000, 2, 29}},
		{ymd{2024, 2, 29}, -1488, ymd{1900, 2, 28}}, // no leap year
		{ymd{2025, 12, 15}, 1, ymd{2026, 1, 15}},
		{ymd{2026, 1, 1}, -12 * 2025, ymd{1, 1, 1}},
		{ymd{2026, 12, 31}, 12 * 7973, ymd{9999, 12, 31}},
		{ymd{1, 1, 31}, 119_987, ymd{9999, 12, 31}}, // from end to end
		{ymd{9999, 12, 31}, -119_987, ymd{1, 1, 31}},
	} {
		got, ok := civil.AddMonths(civil.Day(tt.anchor.year, tt.anchor.month, tt.anchor.day), tt.n)
		year, month, day := civil.YMD(got)
		if !ok || (ymd{year, month, day}) != tt.want {
			t.Errorf("AddMonths(%v, %d) = %d-%d-%d, %v, want %v", tt.anchor, tt.n, year, month, day, ok, tt.want)
		}
	}
	for _, tt := range []struct {
		anchor ymd
		n      int
	}{
		{ymd{2026, 1, 1}, -12*2025 - 1},
		{ymd{2026, 12, 31}, 12*7973 + 1},
		{ymd{1, 1, 1}, -1},
		{ymd{9999, 12, 31}, 1},
		{ymd{2026, 1, 1}, 120_001},
		{ymd{2026, 1, 1}, -120_001},
		{ymd{2026, 1, 1}, math.MaxInt},
		{ymd{2026, 1, 1}, math.MinInt},
	} {
		if got, ok := civil.AddMonths(civil.Day(tt.anchor.year, tt.anchor.month, tt.anchor.day), tt.n); ok || got != 0 {
			t.Errorf("AddMonths(%v, %d) = %d, %v, want none", tt.anchor, tt.n, got, ok)
		}
	}
}

// Month by month the day is the anchor's, or the last of a shorter month.
func TestAddMonthsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anchor := rapid.OneOf(rapid.IntRange(0, 40_000), rapid.IntRange(civil.First, civil.Last)).Draw(t, "anchor")
		n := rapid.OneOf(rapid.IntRange(-30, 30), rapid.IntRange(-130_000, 130_000)).Draw(t, "n")
		start := time.Unix(int64(anchor)*civil.SecondsPerDay, 0).UTC()
		first := time.Date(start.Year(), start.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1)
		got, ok := civil.AddMonths(anchor, n)
		if want := first.Year() >= 1 && first.Year() <= 9999; ok != want {
			t.Fatalf("AddMonths(%v, %d) = %d, %v, want %v", start, n, got, ok, want)
		}
		if !ok {
			return
		}
		day := time.Unix(int64(got)*civil.SecondsPerDay, 0).UTC()
		if day.Year() != first.Year() || day.Month() != first.Month() || day.Day() != min(start.Day(), last.Day()) {
			t.Fatalf("AddMonths(%v, %d) = %v", start, n, day)
		}
	})
}
