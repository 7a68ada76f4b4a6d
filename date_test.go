package msp_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/rickb777/date"

	"github.com/mspkit/msp"
)

func day(text string) msp.Date { return msp.MustParseDate(text) }

func TestParseDate(t *testing.T) {
	for _, tt := range []struct {
		text             string
		year, month, day int
		weekday          time.Weekday
	}{
		{"", 0, 0, 0, time.Sunday},
		{"0001-01-01", 1, 1, 1, time.Monday},
		{"1970-01-01", 1970, 1, 1, time.Thursday},
		{"2000-02-29", 2000, 2, 29, time.Tuesday},
		{"2026-03-08", 2026, 3, 8, time.Sunday},
		{"2028-02-29", 2028, 2, 29, time.Tuesday},
		{"9999-12-31", 9999, 12, 31, time.Friday},
	} {
		got, err := msp.ParseDate(tt.text)
		if err != nil || got.String() != tt.text {
			t.Errorf("ParseDate(%q) = %v, %v", tt.text, got, err)
		}
		if got.Year() != tt.year || int(got.Month()) != tt.month || got.Day() != tt.day || got.Weekday() != tt.weekday {
			t.Errorf("%q is %d-%d-%d, %v", tt.text, got.Year(), got.Month(), got.Day(), got.Weekday())
		}
		if got.IsZero() != (tt.text == "") {
			t.Errorf("%q.IsZero() = %v", tt.text, got.IsZero())
		}
		roundTrip(t, got)
	}
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"2026-02-30", msp.ErrRange},
		{"2026-02-29", msp.ErrRange},
		{"1900-02-29", msp.ErrRange},
		{"2026-04-31", msp.ErrRange},
		{"2026-13-01", msp.ErrRange},
		{"2026-00-01", msp.ErrRange},
		{"2026-01-00", msp.ErrRange},
		{"2026-01-32", msp.ErrRange},
		{"0000-12-31", msp.ErrRange},
		{"12026-01-01", msp.ErrSyntax},
		{"+2026-01-01", msp.ErrSyntax},
		{"-026-01-01", msp.ErrSyntax},
		{"1000000000-01-01", msp.ErrSyntax},
		{"2026-2-3", msp.ErrSyntax},
		{"2026-02-3", msp.ErrSyntax},
		{"2026-02-+3", msp.ErrSyntax},
		{"20260203", msp.ErrSyntax},
		{"2026/02/03", msp.ErrSyntax},
		{"2026-02-03T00:00:00Z", msp.ErrSyntax},
		{" 2026-02-03", msp.ErrSyntax},
		{"2026-02-03 ", msp.ErrSyntax},
		{"2026-W10", msp.ErrSyntax},
		{"２026-2-3", msp.ErrSyntax},
		{"today", msp.ErrSyntax},
		{long(), msp.ErrSyntax},
	} {
		refuses[msp.Date](t, tt.text, tt.kind)
	}
	mustPanic(t, "MustParseDate", func() { day("2026-02-30") })
}

func TestNewDate(t *testing.T) {
	if got, err := msp.NewDate(2026, time.March, 8); err != nil || got != day("2026-03-08") {
		t.Errorf("NewDate = %v, %v", got, err)
	}
	for _, tt := range []struct {
		year  int
		month time.Month
		day   int
	}{
		{2026, 2, 30},
		{2026, 13, 1},
		{2026, 0, 1},
		{2026, 1, 0},
		{2026, 1, 32},
		{0, 1, 1},
		{10000, 1, 1},
		{1_000_000_000, 1, 1},
		{math.MaxInt, time.Month(math.MaxInt), math.MaxInt},
		{math.MinInt, time.Month(math.MinInt), math.MinInt},
	} {
		if got, err := msp.NewDate(tt.year, tt.month, tt.day); !errors.Is(err, msp.ErrRange) || !got.IsZero() {
			t.Errorf("NewDate(%d, %d, %d) = %v, %v, want ErrRange", tt.year, tt.month, tt.day, got, err)
		}
	}
}

func TestDateOf(t *testing.T) {
	if got, err := msp.DateOf(date.New(2026, time.March, 8)); err != nil || got != day("2026-03-08") {
		t.Errorf("DateOf = %v, %v", got, err)
	}
	if got, err := msp.DateOf(date.Date{}); err != nil || got != day("1970-01-01") {
		t.Errorf("DateOf(zero) = %v, %v, want 1970-01-01", got, err)
	}
	for _, days := range []date.PeriodOfDays{math.MaxInt32, math.MinInt32, -719_163, 3_652_059 - 719_163 + 1} {
		if got, err := msp.DateOf(date.NewOfDays(days)); !errors.Is(err, msp.ErrRange) {
			t.Errorf("DateOf(%d) = %v, %v, want ErrRange", days, got, err)
		}
	}
	if got := (msp.Date{}).Civil().String(); got != "0000-12-31" {
		t.Errorf("Civil of none = %v", got)
	}
}

func TestDateAddDays(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2028-02-28", 1, "2028-02-29"},
		{"2026-02-28", 1, "2026-03-01"},
		{"2026-01-01", -1, "2025-12-31"},
		{"0001-01-01", 3_652_058, "9999-12-31"},
		{"9999-12-31", -3_652_058, "0001-01-01"},
		{"9999-12-31", 1, ""},
		{"0001-01-01", -1, ""},
		{"2026-01-01", math.MaxInt, ""},
		{"2026-01-01", math.MinInt, ""},
		{"", 1, ""},
		{"", 0, ""},
	} {
		got, err := day(tt.from).AddDays(tt.n)
		if (tt.want == "") != errors.Is(err, msp.ErrRange) || got.String() != tt.want {
			t.Errorf("%s.AddDays(%d) = %v, %v, want %s", tt.from, tt.n, got, err, tt.want)
		}
	}
	if got := day("2026-01-01").DaysUntil(day("2027-01-01")); got != 365 {
		t.Errorf("DaysUntil = %d, want 365", got)
	}
}

func TestDateScan(t *testing.T) {
	tokyo := time.FixedZone("Tokyo", 9*3600)
	var d msp.Date
	if err := d.Scan(time.Date(2026, 3, 8, 0, 0, 0, 0, tokyo)); err != nil || d != day("2026-03-08") {
		t.Errorf("Scan(midnight) = %v, %v", d, err)
	}
	for _, at := range []time.Time{
		time.Date(2026, 3, 9, 0, 0, 0, 1, tokyo),
		time.Date(2026, 3, 9, 0, 0, 1, 0, tokyo),
		time.Date(2026, 3, 9, 0, 1, 0, 0, tokyo),
		time.Date(2026, 3, 9, 1, 0, 0, 0, tokyo),
	} {
		if err := d.Scan(at); !errors.Is(err, msp.ErrSyntax) || d != day("2026-03-08") {
			t.Errorf("Scan(%v) = %v, %v, want ErrSyntax", at, d, err)
		}
	}
	if err := d.Scan(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Scan(year 10000): %v", err)
	}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("Scan(NULL) = %v, %v", d, err)
	}
	if v, err := (msp.Date{}).Value(); v != nil || err != nil {
		t.Errorf("Value of none = %v, %v, want NULL", v, err)
	}
}

func TestDateInRecord(t *testing.T) {
	type record struct {
		From msp.Date `json:"from"`
		Till msp.Date `json:"till,omitzero"`
	}
	data, err := json.Marshal(record{})
	if err != nil || string(data) != `{"from":""}` {
		t.Errorf("JSON = %s, %v", data, err)
	}
	var r record
	if err := json.Unmarshal([]byte(`{"from":"2026-02-30"}`), &r); !errors.Is(err, msp.ErrRange) {
		t.Errorf("2026-02-30 reads as %v, %v", r, err)
	}
}
