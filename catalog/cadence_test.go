package catalog_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func day(text string) msp.Date { return msp.MustParseDate(text) }

func days(texts ...string) []msp.Date {
	var list []msp.Date
	for _, text := range texts {
		list = append(list, day(text))
	}
	return list
}

func TestCadenceUnitIsAnEnum(t *testing.T) {
	enumtest.Check(t, "CadenceUnit", catalog.ParseCadenceUnit, (*catalog.CadenceUnit).UnmarshalText,
		func(n uint8) catalog.CadenceUnit { return catalog.CadenceUnit(n) }, "", "day", "week", "month", "year")
}

func TestCadenceText(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		every      int
		unit       catalog.CadenceUnit
	}{
		{"", "", 0, 0},
		{"continuous", "continuous", 0, 0},
		{"daily", "daily", 1, catalog.Day},
		{"weekly", "weekly", 1, catalog.Week},
		{"monthly", "monthly", 1, catalog.Month},
		{"quarterly", "quarterly", 3, catalog.Month},
		{"yearly", "yearly", 1, catalog.Year},
		{"every 2 weeks", "every 2 weeks", 2, catalog.Week},
		{"every 10 days", "every 10 days", 10, catalog.Day},
		{"every 6 months", "every 6 months", 6, catalog.Month},
		{"every 2 years", "every 2 years", 2, catalog.Year},
		{"every 10000 years", "every 10000 years", 10_000, catalog.Year},
		{"every 10000 weeks", "every 10000 weeks", 10_000, catalog.Week},
		// accepted, never produced
		{"every 1 day", "daily", 1, catalog.Day},
		{"every 1 week", "weekly", 1, catalog.Week},
		{"every 1 month", "monthly", 1, catalog.Month},
		{"every 1 year", "yearly", 1, catalog.Year},
		{"every 3 months", "quarterly", 3, catalog.Month},
		{"every 7 days", "weekly", 1, catalog.Week},
		{"every 14 days", "every 2 weeks", 2, catalog.Week},
		{"every 12 months", "yearly", 1, catalog.Year},
		{"every 24 months", "every 2 years", 2, catalog.Year},
		{"every 18 months", "every 18 months", 18, catalog.Month},
		{"every 10000 days", "every 10000 days", 10_000, catalog.Day},
		{"every 9996 days", "every 1428 weeks", 1428, catalog.Week},
	} {
		c, err := catalog.ParseCadence(tt.text)
		every, unit := c.Step()
		if err != nil || c.String() != tt.want || every != tt.every || unit != tt.unit {
			t.Errorf("ParseCadence(%q) = %q, %d %v, %v, want %q, %d %v", tt.text, c, every, unit, err, tt.want, tt.every, tt.unit)
		}
		if again := catalog.MustParseCadence(tt.want); again != c {
			t.Errorf("%q is held in two ways", tt.want)
		}
		if c.IsZero() != (tt.want == "") || c.IsContinuous() != (tt.want == "continuous") {
			t.Errorf("%q: IsZero %v, IsContinuous %v", tt.text, c.IsZero(), c.IsContinuous())
		}
	}
	for text, kind := range map[string]error{
		"Daily": msp.ErrSyntax, " daily": msp.ErrSyntax, "annually": msp.ErrSyntax, "every": msp.ErrSyntax, "every ": msp.ErrSyntax,
		"every day": msp.ErrSyntax, "every 2": msp.ErrSyntax, "every 2 ": msp.ErrSyntax, "every 2 s": msp.ErrSyntax, "every 2 day": msp.ErrSyntax,
		"every 1 days": msp.ErrSyntax, "every 02 days": msp.ErrSyntax, "every +2 days": msp.ErrSyntax, "every  2 days": msp.ErrSyntax,
		"every 2 days ": msp.ErrSyntax, "every 2 hours": msp.ErrSyntax, "every 1 ": msp.ErrSyntax, "every 1.5 days": msp.ErrSyntax,
		"every 99999999999999999999 days": msp.ErrSyntax, "2 days": msp.ErrSyntax,
		"every 0 days": msp.ErrRange, "every -1 days": msp.ErrRange, "every 10001 days": msp.ErrRange,
	} {
		kept := catalog.Continuous()
		if c, err := catalog.ParseCadence(text); !errors.Is(err, kind) || !c.IsZero() {
			t.Errorf("ParseCadence(%q) = %q, %v, want %v", text, c, err, kind)
		}
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept != catalog.Continuous() {
			t.Errorf("UnmarshalText(%q) = %v, left %v", text, err, kept)
		}
	}
}

func TestNewCadence(t *testing.T) {
	for _, every := range []int{math.MinInt, -1, 0, 10_001, math.MaxInt} {
		if c, err := catalog.NewCadence(every, catalog.Week); !errors.Is(err, msp.ErrRange) || !c.IsZero() {
			t.Errorf("NewCadence(%d, week) = %v, %v", every, c, err)
		}
	}
	for _, unit := range []catalog.CadenceUnit{0, 5, 255} {
		if c, err := catalog.NewCadence(1, unit); !errors.Is(err, msp.ErrRange) || !c.IsZero() {
			t.Errorf("NewCadence(1, %v) = %v, %v", unit, c, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseCadence does not panic")
		}
	}()
	catalog.MustParseCadence("never")
}

// From what never stops to what never comes.
func TestCadenceCompare(t *testing.T) {
	order := []string{
		"continuous", "daily", "every 2 days", "weekly", "every 30 days", "monthly", "every 31 days", "every 91 days", "quarterly", "every 92 days",
		"every 52 weeks", "every 365 days", "yearly", "every 366 days", "every 730 days", "every 2 years", "every 731 days", "every 8035 days", "every 22 years", "every 8036 days", "every 10000 years", "",
	}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := catalog.MustParseCadence(a).Compare(catalog.MustParseCadence(b)); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestCadenceDates(t *testing.T) {
	for _, tt := range []struct {
		cadence, anchor, period string
		want                    []msp.Date
	}{
		{"monthly", "2026-01-31", "2026-01-01/2026-06-01", days("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")},
		{"yearly", "2024-02-29", "2024-01-01/2029-01-01", days("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29")},
		{"every 2 weeks", "2026-01-05", "2026-01-06/2026-02-03", days("2026-01-19", "2026-02-02")},
		{"every 2 weeks", "2026-01-05", "2026-01-19/2026-02-02", days("2026-01-19")},
		{"every 10 days", "2026-01-05", "2025-01-01/2026-01-16", days("2026-01-05", "2026-01-15")},
		{"quarterly", "2026-01-31", "2026-02-01/2026-05-01", days("2026-04-30")},
		{"quarterly", "2026-01-31", "2026-04-30/2026-05-01", days("2026-04-30")},
		{"quarterly", "2026-01-31", "2026-04-30/2026-04-30", nil},
		{"daily", "2026-01-31", "2020-01-01/2026-01-31", nil},
		{"daily", "", "2020-01-01/2026-01-31", nil},
		{"daily", "2026-01-31", "", nil},
		{"", "2026-01-31", "2020-01-01/2030-01-31", nil},
		{"continuous", "2026-01-31", "2020-01-01/2030-01-31", nil},
		// the ends of the calendar
		{"every 10000 years", "0001-01-01", "0001-01-01/9999-12-31", days("0001-01-01")},
		{"every 5000 years", "0001-01-31", "0001-02-01/9999-12-31", days("5001-01-31")},
		{"monthly", "9999-11-30", "0001-01-01/9999-12-31", days("9999-11-30", "9999-12-30")},
		{"daily", "9999-12-30", "0001-01-01/9999-12-31", days("9999-12-30")},
		{"weekly", "0001-01-01", "9999-12-20/9999-12-31", days("9999-12-20", "9999-12-27")},
	} {
		p := msp.MustParsePeriod(tt.period)
		got := slices.Collect(catalog.MustParseCadence(tt.cadence).Dates(day(tt.anchor), p))
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q from %q in %v = %v, want %v", tt.cadence, tt.anchor, p, got, tt.want)
		}
	}
	for d := range catalog.MustParseCadence("daily").Dates(day("0001-01-01"), msp.MustParsePeriod("2026-01-01/9999-12-31")) {
		if d != day("2026-01-01") {
			t.Errorf("the first date is %v", d)
		}
		break
	}
}

func TestCadenceLastAndNext(t *testing.T) {
	for _, tt := range []struct{ cadence, anchor, on, last, next string }{
		{"monthly", "2026-01-31", "2026-01-30", "", "2026-01-31"},
		{"monthly", "2026-01-31", "2026-01-31", "2026-01-31", "2026-02-28"},
		{"monthly", "2026-01-31", "2026-02-27", "2026-01-31", "2026-02-28"},
		{"monthly", "2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"},
		{"monthly", "2026-01-31", "2026-03-01", "2026-02-28", "2026-03-31"},
		{"every 10 days", "2026-01-05", "2026-01-24", "2026-01-15", "2026-01-25"},
		{"every 10 days", "2026-01-05", "2026-01-25", "2026-01-25", "2026-02-04"},
		{"yearly", "2026-01-05", "9999-12-31", "9999-01-05", ""},
		{"daily", "2026-01-05", "9999-12-31", "9999-12-31", ""},
		{"every 10000 years", "2026-01-05", "9999-12-31", "2026-01-05", ""},
		{"every 10000 weeks", "9999-12-30", "9999-12-31", "9999-12-30", ""},
		{"monthly", "", "2026-01-31", "", ""},
		{"monthly", "2026-01-31", "", "", ""},
		{"", "2026-01-31", "2026-03-01", "", ""},
		{"continuous", "2026-01-31", "2026-03-01", "", ""},
	} {
		c := catalog.MustParseCadence(tt.cadence)
		last, ok1 := c.Last(day(tt.anchor), day(tt.on))
		next, ok2 := c.Next(day(tt.anchor), day(tt.on))
		if last != day(tt.last) || next != day(tt.next) || ok1 != (tt.last != "") || ok2 != (tt.next != "") {
			t.Errorf("%q from %q on %q: last %v, %v, next %v, %v, want %q, %q", tt.cadence, tt.anchor, tt.on, last, ok1, next, ok2, tt.last, tt.next)
		}
	}
}
