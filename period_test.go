package msp_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/mspkit/msp"
)

func period(text string) msp.Period { return msp.MustParsePeriod(text) }

func TestParsePeriod(t *testing.T) {
	for _, tt := range []struct {
		text string
		days int
	}{
		{"", 0},
		{"2026-03-01/2026-04-01", 31},
		{"2028-02-01/2028-03-01", 29},
		{"2026-03-08/2026-03-08", 0},
		{"0001-01-01/9999-12-31", 3_652_058},
	} {
		got, err := msp.ParsePeriod(tt.text)
		if err != nil || got.String() != tt.text || got.Days() != tt.days || got.IsEmpty() != (tt.days == 0) || got.IsZero() != (tt.text == "") {
			t.Errorf("ParsePeriod(%q) = %v (%d days), %v", tt.text, got, got.Days(), err)
		}
		roundTrip(t, got)
	}
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"2026-04-01/2026-03-01", msp.ErrRange},
		{"/", msp.ErrRange},
		{"2026-04-01/", msp.ErrRange},
		{"/2026-04-01", msp.ErrRange},
		{"2026-02-30/2026-03-01", msp.ErrRange},
		{"2026-02-01/2026-02-30", msp.ErrRange},
		{"2026-02-01", msp.ErrSyntax},
		{"2026-02-01--2026-03-01", msp.ErrSyntax},
		{"2026-02-01/2026-03-01/2026-04-01", msp.ErrSyntax},
		{"2026-02-01 / 2026-03-01", msp.ErrSyntax},
		{"2026-02-01/P1M", msp.ErrSyntax},
		{long(), msp.ErrSyntax},
	} {
		refuses[msp.Period](t, tt.text, tt.kind)
	}
	mustPanic(t, "MustParsePeriod", func() { period("2026") })
}

func TestMonthOf(t *testing.T) {
	for _, tt := range []struct {
		year  int
		month time.Month
		want  string
	}{
		{2026, time.February, "2026-02-01/2026-03-01"},
		{2026, time.December, "2026-12-01/2027-01-01"},
		{9999, time.November, "9999-11-01/9999-12-01"},
		{9999, time.December, ""}, // its end is no date
		{2026, 0, ""},
		{2026, 13, ""},
		{0, time.January, ""},
	} {
		got, err := msp.MonthOf(tt.year, tt.month)
		if (tt.want == "") != errors.Is(err, msp.ErrRange) || got.String() != tt.want {
			t.Errorf("MonthOf(%d, %v) = %v, %v, want %s", tt.year, tt.month, got, err, tt.want)
		}
	}
}

func TestPeriodContains(t *testing.T) {
	march := period("2026-03-01/2026-04-01")
	for text, want := range map[string]bool{
		"2026-02-28": false, "2026-03-01": true, "2026-03-31": true, "2026-04-01": false, "": false,
	} {
		if got := march.Contains(day(text)); got != want {
			t.Errorf("Contains(%q) = %v, want %v", text, got, want)
		}
	}
	if (msp.Period{}).Contains(msp.Date{}) {
		t.Error("the zero Period contains none")
	}
	if march.From() != day("2026-03-01") || march.To() != day("2026-04-01") {
		t.Errorf("from %v to %v", march.From(), march.To())
	}
}

func TestPeriodIntersect(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"2026-03-01/2026-04-01", "2026-03-15/2026-05-01", "2026-03-15/2026-04-01"},
		{"2026-03-01/2026-04-01", "2026-03-10/2026-03-12", "2026-03-10/2026-03-12"},
		{"2026-03-01/2026-04-01", "2026-04-01/2026-05-01", ""}, // touching
		{"2026-03-01/2026-04-01", "2026-03-10/2026-03-10", ""},
		{"2026-03-01/2026-04-01", "", ""},
	} {
		a, b := period(tt.a), period(tt.b)
		if got := a.Intersect(b); got != period(tt.want) || got != b.Intersect(a) || a.Overlaps(b) != (tt.want != "") {
			t.Errorf("%v and %v: %v, overlap %v, want %q", a, b, got, a.Overlaps(b), tt.want)
		}
	}
}

func TestPeriodDates(t *testing.T) {
	var got []string
	for d := range period("2026-02-27/2026-03-02").Dates() {
		got = append(got, d.String())
	}
	if want := []string{"2026-02-27", "2026-02-28", "2026-03-01"}; !slices.Equal(got, want) {
		t.Errorf("Dates = %v, want %v", got, want)
	}
	for d := range period("0001-01-01/9999-12-31").Dates() {
		if d.Year() > 1 {
			break
		}
	}
	for d := range (msp.Period{}).Dates() {
		t.Errorf("the zero Period has %v", d)
	}
	sorted := []string{"", "2026-01-01/2026-01-01", "2026-01-01/2026-02-01", "2026-01-02/2026-01-03"}
	for i, a := range sorted {
		for j, b := range sorted {
			if got, want := period(a).Compare(period(b)), sign(i-j); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
}
