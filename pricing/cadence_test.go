package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestCadenceText(t *testing.T) {
	for text, want := range map[string]pricing.Cadence{
		"":           0,
		"week":       pricing.Week,
		"fortnight":  pricing.Fortnight,
		"month":      pricing.Month,
		"quarter":    pricing.Quarter,
		"half_year":  pricing.HalfYear,
		"year":       pricing.Year,
		"two_year":   pricing.TwoYears,
		"three_year": pricing.ThreeYears,
		"once":       pricing.Once,
	} {
		got, err := pricing.ParseCadence(text)
		if err != nil || got != want || want.String() != text {
			t.Errorf("ParseCadence(%q) = %v, %v, want %v", text, got, err, want)
		}
		data, err := json.Marshal(map[pricing.Cadence]pricing.Cadence{want: want})
		back := map[pricing.Cadence]pricing.Cadence{}
		if err != nil || json.Unmarshal(data, &back) != nil || len(back) != 1 || back[want] != want {
			t.Errorf("%v comes back from %s as %v, %v", want, data, back, err)
		}
	}
	c := pricing.Year
	for _, text := range []string{"Year", "years", "annual", "week|fortnight", " "} {
		if err := c.UnmarshalText([]byte(text)); !errors.Is(err, msp.ErrSyntax) || c != pricing.Year {
			t.Errorf("reading %q: %v, %v", text, c, err)
		}
	}
	if got := (pricing.Once + 1).String(); got != "Cadence(10)" {
		t.Errorf("String = %s", got)
	}
	if text, err := (pricing.Once + 1).MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MarshalText = %s, %v", text, err)
	}
}

func TestCadencePerMonth(t *testing.T) {
	for _, tt := range []struct {
		cadence   pricing.Cadence
		want      string
		recurring bool
	}{
		{0, "0/1", false},
		{pricing.Week, "13/3", true},      // 52/12
		{pricing.Fortnight, "13/6", true}, // 26/12
		{pricing.Month, "1/1", true},
		{pricing.Quarter, "1/3", true},
		{pricing.HalfYear, "1/6", true},
		{pricing.Year, "1/12", true},
		{pricing.TwoYears, "1/24", true},
		{pricing.ThreeYears, "1/36", true},
		{pricing.Once, "0/1", false},
		{pricing.Once + 1, "0/1", false},
	} {
		if got := tt.cadence.PerMonth(); got.String() != tt.want || tt.cadence.IsRecurring() != tt.recurring {
			t.Errorf("%v comes %v times in a month, again %v, want %s, %v", tt.cadence, got, tt.cadence.IsRecurring(), tt.want, tt.recurring)
		}
	}
}

func TestCadencePeriodOf(t *testing.T) {
	for _, tt := range []struct {
		cadence           pricing.Cadence
		anchor, day, want string
	}{
		{pricing.Month, "2026-01-15", "2026-01-15", "2026-01-15/2026-02-15"},
		{pricing.Month, "2026-01-15", "2026-02-14", "2026-01-15/2026-02-15"},
		{pricing.Month, "2026-01-15", "2026-02-15", "2026-02-15/2026-03-15"},
		{pricing.Month, "2026-01-15", "2025-12-31", "2025-12-15/2026-01-15"},
		// The 31st where there is one, the last day elsewhere, and back to the 31st.
		{pricing.Month, "2026-01-31", "2026-02-27", "2026-01-31/2026-02-28"},
		{pricing.Month, "2026-01-31", "2026-02-28", "2026-02-28/2026-03-31"},
		{pricing.Month, "2026-01-31", "2026-03-30", "2026-02-28/2026-03-31"},
		{pricing.Month, "2026-01-31", "2026-03-31", "2026-03-31/2026-04-30"},
		{pricing.Month, "2026-01-31", "2028-02-29", "2028-02-29/2028-03-31"},
		{pricing.Month, "2026-01-29", "2028-02-29", "2028-02-29/2028-03-29"},
		{pricing.Month, "2026-01-29", "2027-02-28", "2027-02-28/2027-03-29"},
		{pricing.Quarter, "2025-11-30", "2026-02-28", "2026-02-28/2026-05-30"},
		{pricing.Quarter, "2025-11-30", "2026-02-27", "2025-11-30/2026-02-28"},
		{pricing.Quarter, "2026-02-01", "2026-01-31", "2025-11-01/2026-02-01"},
		{pricing.HalfYear, "2026-08-31", "2026-03-01", "2026-02-28/2026-08-31"},
		{pricing.Year, "2024-02-29", "2026-02-27", "2025-02-28/2026-02-28"},
		{pricing.Year, "2024-02-29", "2028-02-28", "2027-02-28/2028-02-29"},
		{pricing.TwoYears, "2024-02-29", "2027-12-31", "2026-02-28/2028-02-29"},
		{pricing.ThreeYears, "2026-07-01", "2026-06-30", "2023-07-01/2026-07-01"},
		{pricing.Week, "2026-01-05", "2026-01-11", "2026-01-05/2026-01-12"},
		{pricing.Week, "2026-01-05", "2026-01-04", "2025-12-29/2026-01-05"},
		{pricing.Fortnight, "2026-01-05", "2026-01-18", "2026-01-05/2026-01-19"},
		{pricing.Fortnight, "2026-01-05", "2025-12-21", "2025-12-08/2025-12-22"},

		{0, "2026-01-05", "2026-01-05", ""},
		{pricing.Once, "2026-01-05", "2026-01-05", ""},
		{pricing.Once + 1, "2026-01-05", "2026-01-05", ""},
		{pricing.Month, "", "2026-01-05", ""},
		{pricing.Month, "2026-01-05", "", ""},

		// The ends of all years.
		{pricing.Month, "2026-01-01", "0001-01-01", "0001-01-01/0001-02-01"},
		{pricing.Month, "2026-01-02", "0001-01-01", ""},
		{pricing.Month, "0001-01-01", "9999-11-30", "9999-11-01/9999-12-01"},
		{pricing.Month, "0001-01-01", "9999-12-01", ""},
		{pricing.Month, "9999-12-31", "0001-01-30", ""},
		{pricing.Month, "9999-12-31", "0001-01-31", "0001-01-31/0001-02-28"},
		{pricing.Week, "9999-12-31", "9999-12-30", "9999-12-24/9999-12-31"},
		{pricing.Week, "0001-01-01", "9999-12-31", ""}, // 9999-12-31 is day 3,652,058 from there, 4 days into its week
		{pricing.ThreeYears, "9999-12-31", "9999-12-31", ""},
		{pricing.ThreeYears, "9999-12-31", "9999-12-30", "9996-12-31/9999-12-31"},
	} {
		anchor, err1 := msp.ParseDate(tt.anchor)
		day, err2 := msp.ParseDate(tt.day)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if got, ok := tt.cadence.PeriodOf(anchor, day); got.String() != tt.want || ok != (tt.want != "") {
			t.Errorf("%v.PeriodOf(%s, %s) = %v, %v, want %s", tt.cadence, tt.anchor, tt.day, got, ok, tt.want)
		}
	}
}

func TestCadencePeriods(t *testing.T) {
	for _, tt := range []struct {
		cadence        pricing.Cadence
		anchor, within string
		want           []string
	}{
		{pricing.Month, "2026-01-31", "2026-02-10/2026-04-01", []string{"2026-01-31/2026-02-28", "2026-02-28/2026-03-31", "2026-03-31/2026-04-30"}},
		{pricing.Month, "2026-01-31", "2026-02-28/2026-03-31", []string{"2026-02-28/2026-03-31"}},
		{pricing.Quarter, "2026-01-01", "2026-01-01/2026-01-02", []string{"2026-01-01/2026-04-01"}},
		{pricing.Quarter, "2026-01-01", "2026-01-01/2026-01-01", nil},
		{pricing.Quarter, "2026-01-01", "", nil},
		{pricing.Quarter, "", "2026-01-01/2027-01-01", nil},
		{pricing.Once, "2026-01-01", "2026-01-01/2027-01-01", nil},
		{0, "2026-01-01", "2026-01-01/2027-01-01", nil},
		// What leaves the years is left out; what does not is there.
		{pricing.Year, "2026-07-01", "0001-01-01/0003-01-01", []string{"0001-07-01/0002-07-01", "0002-07-01/0003-07-01"}},
		{pricing.Year, "2026-07-01", "0001-01-01/0001-07-01", nil},
		{pricing.Year, "2026-07-01", "9998-01-01/9999-12-31", []string{"9997-07-01/9998-07-01", "9998-07-01/9999-07-01"}},
	} {
		anchor, err1 := msp.ParseDate(tt.anchor)
		within, err2 := msp.ParsePeriod(tt.within)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		var got []string
		for p := range tt.cadence.Periods(anchor, within) {
			got = append(got, p.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v.Periods(%s, %s) = %q, want %q", tt.cadence, tt.anchor, tt.within, got, tt.want)
		}
	}
	n := 0
	for range pricing.Week.Periods(msp.MustParseDate("2026-01-01"), msp.MustParsePeriod("0001-01-01/9999-12-31")) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("the walk stopped after %d periods, want 3", n)
	}
}
