package calendar_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// benchSpec is the calendar of the benchmarks: New York, Monday to Friday with a
// lunch break, ten years of holidays as explicit dates.
func benchSpec(tb testing.TB) calendar.Spec {
	tb.Helper()
	federal := calendar.Rules{
		{On: calendar.Fixed{Month: time.January, Day: 1}, Substitute: calendar.NearestWeekday},
		{On: calendar.Nth{Month: time.January, Weekday: time.Monday, N: 3}},
		{On: calendar.Nth{Month: time.February, Weekday: time.Monday, N: 3}},
		{On: calendar.Last{Month: time.May, Weekday: time.Monday}},
		{On: calendar.Fixed{Month: time.June, Day: 19}, Substitute: calendar.NearestWeekday},
		{On: calendar.Fixed{Month: time.July, Day: 4}, Substitute: calendar.NearestWeekday},
		{On: calendar.Nth{Month: time.September, Weekday: time.Monday, N: 1}},
		{On: calendar.Nth{Month: time.November, Weekday: time.Thursday, N: 4}},
		{On: calendar.Fixed{Month: time.November, Day: 11}, Substitute: calendar.NearestWeekday},
		{On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NearestWeekday},
	}
	var dates calendar.Dates
	for o := range federal.In(msp.MustParsePeriod("2022-01-01/2032-01-01")) {
		dates = append(dates, o.Date)
	}
	return calendar.Spec{
		Zone:     "America/New_York",
		Hours:    calendar.MustParseWeek("Mon-Fri 09:00-12:00,13:00-17:00"),
		Holidays: calendar.Rules{{Name: "Federal holiday", On: dates}},
	}
}

var benchSpans = []struct {
	name string
	d    time.Duration
}{
	{"1d", 24 * time.Hour},
	{"1mo", 30 * 24 * time.Hour},
	{"1y", 365 * 24 * time.Hour},
	{"10y", 3650 * 24 * time.Hour},
}

var (
	benchStart = time.Date(2026, time.March, 2, 15, 30, 0, 0, time.UTC)
	sinkTime   time.Time
	sinkSpan   time.Duration
	sinkBool   bool
	sinkInt    int
)

// BenchmarkFloor is what the standard library needs to say what time it is in
// the zone: the floor under everything else here.
func BenchmarkFloor(b *testing.B) {
	loc := zones.MustLoad("America/New_York")
	b.ReportAllocs()
	for i := range b.N {
		t := benchStart.Add(time.Duration(i&1023) * time.Hour).In(loc)
		h, m, s := t.Clock()
		sinkInt = h + m + s + int(t.Weekday())
	}
}

func BenchmarkBetween(b *testing.B) {
	cal := benchSpec(b).MustCompile(zones.Load)
	for _, span := range benchSpans {
		b.Run("span="+span.name, func(b *testing.B) {
			cal.Between(benchStart, benchStart.Add(span.d+1024*time.Hour))
			b.ReportAllocs()
			for i := range b.N {
				t := benchStart.Add(time.Duration(i&1023) * time.Hour)
				sinkSpan = cal.Between(t, t.Add(span.d))
			}
		})
	}
}

func BenchmarkBetweenFarFuture(b *testing.B) {
	cal := benchSpec(b).MustCompile(zones.Load)
	far := time.Date(2060, time.March, 2, 15, 30, 0, 0, time.UTC)
	cal.Between(far, far.Add(1100*time.Hour))
	b.ReportAllocs()
	for i := range b.N {
		t := far.Add(time.Duration(i&1023) * time.Hour)
		sinkSpan = cal.Between(t, t.Add(24*time.Hour))
	}
}

func BenchmarkAdd(b *testing.B) {
	cal := benchSpec(b).MustCompile(zones.Load)
	for _, span := range benchSpans {
		// The open time of the span, so that Add lands where Between looked.
		d := cal.Between(benchStart, benchStart.Add(span.d))
		b.Run("span="+span.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				t := benchStart.Add(time.Duration(i&1023) * time.Hour)
				sinkTime, _ = cal.Add(t, d)
			}
		})
	}
}

func BenchmarkIsOpen(b *testing.B) {
	cal := benchSpec(b).MustCompile(zones.Load)
	b.ReportAllocs()
	for i := range b.N {
		sinkBool = cal.IsOpen(benchStart.Add(time.Duration(i&1023) * time.Hour))
	}
}

// BenchmarkCompile also reports what a compiled calendar that has answered for
// ten years keeps in memory.
func BenchmarkCompile(b *testing.B) {
	spec := benchSpec(b)
	b.ReportAllocs()
	for range b.N {
		if _, err := spec.Compile(zones.Load); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	const copies = 50
	kept := make([]calendar.Calendar, copies)
	before := liveBytes()
	for i := range kept {
		kept[i] = spec.MustCompile(zones.Load)
		for year := range 10 {
			kept[i].IsOpen(time.Date(2022+year, time.June, 1, 0, 0, 0, 0, time.UTC))
		}
		kept[i].Between(benchStart, benchStart.Add(5*365*24*time.Hour))
	}
	b.ReportMetric(float64(liveBytes()-before)/copies, "live-B")
	runtime.KeepAlive(kept)
}

func liveBytes() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkFirstQuestion is what the first question about a year costs, and the
// first that needs totals.
func BenchmarkFirstQuestion(b *testing.B) {
	spec := benchSpec(b)
	for _, span := range benchSpans {
		b.Run("span="+span.name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				cal := spec.MustCompile(zones.Load)
				b.StartTimer()
				sinkSpan = cal.Between(benchStart, benchStart.Add(span.d))
			}
		})
	}
}

// BenchmarkExplain is the reasons of a week, for people to read.
func BenchmarkExplain(b *testing.B) {
	cal := benchSpec(b).MustCompile(zones.Load)
	b.ReportAllocs()
	for range b.N {
		for s := range cal.Explain(benchStart, benchStart.AddDate(0, 0, 7)) {
			sinkBool = s.Open
		}
	}
}

// The questions of a running system allocate nothing, once their tables are made.
func TestAllocations(t *testing.T) {
	cal := benchSpec(t).MustCompile(zones.Load)
	both := calendar.Union(cal, calendar.Complement(cal), cal)
	end, date := benchStart.AddDate(10, 0, 0), msp.MustParseDate("2026-03-02")
	for _, c := range []calendar.Calendar{cal, both, calendar.Always(nil), {}} {
		for name, ask := range map[string]func(){
			"IsOpen":              func() { sinkBool = c.IsOpen(benchStart) },
			"Between":             func() { sinkSpan = c.Between(benchStart, end) },
			"Add":                 func() { sinkTime, _ = c.Add(benchStart, 1000*time.Hour) },
			"Sub":                 func() { sinkTime, _ = c.Sub(end, 1000*time.Hour) },
			"NextOpen":            func() { sinkTime, sinkBool = c.NextOpen(benchStart) },
			"PrevClose":           func() { sinkTime, sinkBool = c.PrevClose(benchStart) },
			"IsBusinessDay":       func() { sinkBool = c.IsBusinessDay(date) },
			"BusinessDaysBetween": func() { sinkInt = c.BusinessDaysBetween(date, msp.MustParseDate("2036-03-02")) },
		} {
			if got := testing.AllocsPerRun(50, ask); got > 0 {
				t.Errorf("%s allocates %v times", name, got)
			}
		}
	}
}
