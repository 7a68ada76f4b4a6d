package civil_test

import (
	"math"
	"testing"
	"time"

	"github.com/rickb777/date"
	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/zones"
)

func TestDayAgreesWithDate(t *testing.T) {
	for n := civil.First - 400; n <= civil.Last+400; n += 3 {
		d := date.NewOfDays(date.PeriodOfDays(n))
		year, month, day := civil.YMD(n)
		if y, m, dd := d.Date(); y != year || m != month || dd != day {
			t.Fatalf("YMD(%d) = %d-%d-%d, want %v", n, year, month, day, d)
		}
		if got := civil.Day(year, month, day); got != n {
			t.Fatalf("Day(%d, %d, %d) = %d, want %d", year, month, day, got, n)
		}
		if got := civil.Weekday(n); got != d.Weekday() {
			t.Fatalf("Weekday(%d) = %v, want %v", n, got, d.Weekday())
		}
		if got, want := civil.DaysIn(year, month), date.DaysIn(year, month); got != want {
			t.Fatalf("DaysIn(%d, %d) = %d, want %d", year, month, got, want)
		}
	}
}

// slowInstant looks for the first second whose reading is at least local, from
// two days before to two days after: the law itself.
func slowInstant(local int64, loc *time.Location, step int64) int64 {
	for u := local - 2*86_400; u < local+2*86_400; u += step {
		if _, offset := time.Unix(u, 0).In(loc).Zone(); u+int64(offset) >= local {
			return u
		}
	}
	return math.MaxInt64
}

func TestInstantIsTheLaw(t *testing.T) {
	names := zones.Names()
	rapid.Check(t, func(t *rapid.T) {
		loc := zones.MustLoad(rapid.SampledFrom(names).Draw(t, "zone"))
		// Most draws sit within a few hours of a change of the clock.
		u := rapid.Int64Range(-5_000_000_000, 9_000_000_000).Draw(t, "near")
		if s := civil.SegmentAt(u, loc); s.To < civil.End {
			u = s.To
		}
		local := (u+rapid.Int64Range(-30*3600, 30*3600).Draw(t, "off"))/60*60 +
			rapid.SampledFrom([]int64{0, 0, 0, 1, 59}).Draw(t, "seconds")
		got := civil.Instant(local, loc)
		// The walk by minutes must land in the same minute; the second is then
		// checked on its own.
		want := slowInstant(local, loc, 60)
		if got > want || got < want-60 {
			t.Fatalf("Instant(%d, %v) = %d, want up to a minute before %d", local, loc, got, want)
		}
		reads := func(u int64) int64 {
			_, offset := time.Unix(u, 0).In(loc).Zone()
			return u + int64(offset)
		}
		if reads(got) < local || reads(got-1) >= local {
			t.Fatalf("Instant(%d, %v) = %d is not the first reading", local, loc, got)
		}
		clock := civil.NewClock(u-100*86_400, u+100*86_400, loc)
		for range 3 { // the answer does not depend on what was asked before
			if other := clock.Instant(local); other != got {
				t.Fatalf("Clock.Instant(%d) in %v = %d, want %d", local, loc, other, got)
			}
			clock.Instant(local + rapid.Int64Range(-90*86_400, 90*86_400).Draw(t, "elsewhere"))
		}
	})
}

func TestInstant(t *testing.T) {
	for _, c := range []struct{ zone, local, want string }{
		{"America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:00:00Z"}, // skipped: the change
		{"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"}, // twice: the first
		{"America/Santiago", "2026-09-06T00:00:00", "2026-09-06T04:00:00Z"}, // no midnight
		{"Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T10:00:00Z"},     // no such day
		{"Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00Z"},
		{"Europe/Dublin", "2026-10-25T01:30:00", "2026-10-25T00:30:00Z"},
		{"UTC", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z"},
	} {
		local, err := time.Parse("2006-01-02T15:04:05", c.local)
		if err != nil {
			t.Fatal(err)
		}
		got := time.Unix(civil.Instant(local.Unix(), zones.MustLoad(c.zone)), 0).UTC().Format(time.RFC3339)
		if got != c.want {
			t.Errorf("Instant(%s, %s) = %s, want %s", c.local, c.zone, got, c.want)
		}
	}
}

func TestFarFixedZones(t *testing.T) {
	for _, offset := range []int{-1 << 30, -40 * 3600, 0, 40 * 3600, 1 << 30} {
		loc := time.FixedZone("far", offset)
		for _, local := range []int64{math.MinInt64, -1 << 40, 0, 1 << 40, math.MaxInt64} {
			got := civil.Instant(local, loc)
			want := min(max(local, civil.Beginning/2), civil.End/2) - int64(offset)
			if got != want {
				t.Errorf("Instant(%d, %+d) = %d, want %d", local, offset, got, want)
			}
		}
	}
}

// On 31 December of a leap year the standard library may answer a segment that
// ends before it begins (golang/go#81583).
func TestLastDayOfALeapYear(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/London", "Australia/Sydney", "America/Santiago"} {
		for _, load := range []func(string) (*time.Location, error){zones.Load, time.LoadLocation} {
			loc, err := load(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, year := range []int{2024, 2040, 2096, 2104} {
				for hour := range 72 {
					u := time.Date(year, 12, 30, 12+hour, 0, 0, 0, time.UTC).Unix()
					s := civil.SegmentAt(u, loc)
					if s.From > u || s.To <= u {
						t.Fatalf("%s: SegmentAt(%v) = %+v does not contain it", name, time.Unix(u, 0).UTC(), s)
					}
					for v := max(s.From, u-400*86_400); v < min(s.To, u+400*86_400); v += 1800 {
						if _, offset := time.Unix(v, 0).In(loc).Zone(); int64(offset) != s.Offset {
							t.Fatalf("%s: SegmentAt(%v) = %+v, but the offset at %v is %d",
								name, time.Unix(u, 0).UTC(), s, time.Unix(v, 0).UTC(), offset)
						}
					}
				}
			}
		}
	}
}
