package calendar_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// Around the changes of clocks, by hand.
func TestInstantOf(t *testing.T) {
	for _, c := range []struct{ zone, local, want string }{
		{"UTC", "2026-03-02T09:00", "2026-03-02T09:00:00Z"},
		{"America/New_York", "2026-03-08T01:59:59.999999999", "2026-03-08T06:59:59.999999999Z"},
		{"America/New_York", "2026-03-08T02:00", "2026-03-08T07:00:00Z"},                        // skipped: the change
		{"America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"},                        // skipped
		{"America/New_York", "2026-03-08T02:59:59.5", "2026-03-08T07:00:00Z"},                   // skipped, with its fraction
		{"America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z"},                        // the first reading after
		{"America/New_York", "2026-11-01T01:30:00.000000001", "2026-11-01T05:30:00.000000001Z"}, // twice: the first
		{"America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"},                        // after the second pass
		{"America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00:00Z"},                        // no midnight
		{"America/Santiago", "2026-04-05T00:00", "2026-04-05T04:00:00Z"},                        // midnight comes once, after 23:00 twice
		{"America/Havana", "2026-03-08T00:30", "2026-03-08T05:00:00Z"},                          // no midnight
		{"Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00:00Z"},                            // no such day
		{"Pacific/Apia", "2011-12-30T23:59", "2011-12-30T10:00:00Z"},                            //
		{"Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"},                            //
		{"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"},                     // 30 minutes
		{"Antarctica/Troll", "2026-03-29T02:00", "2026-03-29T01:00:00Z"},                        // 2 hours
		{"Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30:00Z"},                           // winter has the flag
		{"America/New_York", "0001-01-01T00:00", "0001-01-01T04:56:02Z"},                        // local mean time
		{"Europe/London", "9999-12-31T23:59:59.999999999", "9999-12-31T23:59:59.999999999Z"},
	} {
		local := calendar.MustParseLocalTime(c.local)
		if got := calendar.InstantOf(local, zones.MustLoad(c.zone)); !got.Equal(instant(c.want)) {
			t.Errorf("InstantOf(%s, %s) = %v, want %s", c.local, c.zone, got.UTC(), c.want)
		}
	}
}

func TestLocalTimeText(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-08T02:30":              "2026-03-08T02:30:00",
		"2026-03-08T02:30:00":           "2026-03-08T02:30:00",
		"2026-03-08T02:30:07.5":         "2026-03-08T02:30:07.5",
		"2026-03-08T02:30:07.500":       "2026-03-08T02:30:07.5",
		"2026-03-08T02:30:07.123456789": "2026-03-08T02:30:07.123456789",
		"0001-01-01T00:00":              "0001-01-01T00:00:00",
		"9999-12-31T23:59:59.000000001": "9999-12-31T23:59:59.000000001",
	} {
		if got, err := calendar.ParseLocalTime(text); err != nil || got.String() != want {
			t.Errorf("ParseLocalTime(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "2026-03-08", "2026-03-08T", "2026-03-08 02:30", "2026-03-08t02:30", "2026-03-08T2:30", "2026-03-08T24:00", "2026-03-08T30:00",
		"2026-02-30T00:00", "2026-13-01T00:00", "0000-01-01T00:00", "10000-01-01T00:00", "2026-03-08T02:30Z", "2026-03-08T02:30:00Z",
		"2026-03-08T02:30:00.", "2026-03-08T02:30:00,5", "2026-03-08T02:30:00.1234567890", "2026-03-08T02:30:00.5x", "2026-03-08T02:30:60",
		"2026-03-08T02:30:0", "-026-03-08T02:30", "2026-03-08T02:30:00.-5", "\xff026-03-08T02:30",
	} {
		if got, err := calendar.ParseLocalTime(text); !errors.Is(err, msp.ErrSyntax) && !errors.Is(err, msp.ErrRange) {
			t.Errorf("ParseLocalTime(%q) = %v, %v, want ErrSyntax or ErrRange", text, got, err)
		}
		kept := calendar.MustParseLocalTime("2026-01-01T00:00")
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept.String() != "2026-01-01T00:00:00" {
			t.Errorf("UnmarshalText(%q) = %v, leaves %v", text, err, kept)
		}
	}
	mustPanic(t, "MustParseLocalTime", func() { calendar.MustParseLocalTime("2026-03-08") })
	if got := (calendar.LocalTime{}).String(); got != "1970-01-01T00:00:00" {
		t.Errorf("the zero LocalTime is %s", got)
	}
}

func TestLocalTimeBounds(t *testing.T) {
	for _, at := range []time.Time{
		time.Unix(1<<62, 0), time.Unix(-1<<62, 0), time.Unix(1<<63-1, 999_999_999), time.Unix(-1<<63, 0),
		instant("9999-12-31T00:00:00Z").AddDate(2, 1, 0), instant("0001-01-01T00:00:00Z").AddDate(-2, 0, 0),
	} {
		for _, zone := range []string{"UTC", "America/New_York", "Pacific/Apia"} {
			loc := zones.MustLoad(zone)
			if got, err := calendar.LocalOf(at, loc); !errors.Is(err, msp.ErrRange) {
				t.Errorf("LocalOf(%v, %s) = %v, %v, want ErrRange", at.Unix(), zone, got, err)
			}
			if got, err := calendar.DateOf(at, loc); !errors.Is(err, msp.ErrRange) {
				t.Errorf("DateOf(%v, %s) = %v, %v, want ErrRange", at.Unix(), zone, got, err)
			}
		}
	}
	if got, err := calendar.DateOf(time.Time{}, time.UTC); err != nil || got.String() != "0001-01-01" {
		t.Errorf("DateOf(the zero Time) = %v, %v", got, err)
	}
	if got, err := calendar.DateOf(time.Time{}, zones.MustLoad("America/New_York")); !errors.Is(err, msp.ErrRange) {
		t.Errorf("DateOf(the zero Time, New York) = %v, %v, want ErrRange", got, err)
	}
	last := calendar.At(msp.MustParseDate("9999-12-31"), calendar.MustParseTimeOfDay("48:00"))
	if _, err := last.MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MarshalText(%v): %v, want ErrRange", last, err)
	}
	const most = int(^uint(0) >> 1)
	for _, n := range []int{400, 1_000_000_000, most, -most - 1} {
		if got, err := last.AddDays(n); !errors.Is(err, msp.ErrRange) {
			t.Errorf("AddDays(%v, %d) = %v, %v, want ErrRange", last, n, got, err)
		}
	}
	if got, err := last.AddDays(-1); err != nil || got.String() != "10000-01-01T00:00:00" {
		t.Errorf("AddDays(%v, -1) = %v, %v", last, got, err)
	}
	if got := calendar.At(msp.Date{}, calendar.TimeOfDay{}).String(); got != "0000-12-31T00:00:00" {
		t.Errorf("At(no date, 00:00) = %s, want 0000-12-31T00:00:00", got)
	}
	if got := calendar.At(msp.MustParseDate("2026-03-07"), calendar.MustParseTimeOfDay("26:30")).String(); got != "2026-03-08T02:30:00" {
		t.Errorf("At(2026-03-07, 26:30) = %s", got)
	}
}

// A nil zone is UTC wherever there is one to give.
func TestNilZoneIsUTC(t *testing.T) {
	at := time.Date(2026, time.March, 8, 23, 30, 0, 0, time.FixedZone("west", -3600))
	if d, err := calendar.DateOf(at, nil); err != nil || d != msp.MustParseDate("2026-03-09") {
		t.Errorf("DateOf = %v, %v, want 2026-03-09", d, err)
	}
	local, err := calendar.LocalOf(at, nil)
	if err != nil || !calendar.InstantOf(local, nil).Equal(at) {
		t.Errorf("InstantOf(LocalOf(%v)) = %v, %v", at, calendar.InstantOf(local, nil), err)
	}
	day := calendar.IntervalOf(msp.MustParsePeriod("2026-03-09/2026-03-10"), nil)
	if !day.Contains(at) || day.Duration() != 24*time.Hour {
		t.Errorf("IntervalOf = %v, want the day around %v", day, at)
	}
	if got := calendar.IntervalOf(msp.Period{}, nil); got != (calendar.Interval{}) {
		t.Errorf("IntervalOf the zero Period = %v, want the zero Interval", got)
	}
}
