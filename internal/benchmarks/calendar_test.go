// Package benchmarks compares the library with others on the same work. It is a
// module of its own, so that they never become requirements of the library.
package benchmarks

import (
	"fmt"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// The work: New York, Monday to Friday 09:00-17:00 with the federal holidays.
// The peer knows one shift a day, so there is no lunch break here.
var federal = []*cal.Holiday{
	us.NewYear, us.MlkDay, us.PresidentsDay, us.MemorialDay, us.Juneteenth, us.IndependenceDay,
	us.LaborDay, us.VeteransDay, us.ThanksgivingDay, us.ChristmasDay,
}

func ours(tb testing.TB) calendar.Calendar {
	tb.Helper()
	spec := calendar.Spec{Zone: "America/New_York", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}
	for _, h := range federal {
		spec.Holidays = append(spec.Holidays, observed(h))
	}
	return spec.MustCompile(zones.Load)
}

// observed plugs a holiday of the other library into ours, as the documentation of
// calendar.YearFunc shows.
func observed(h *cal.Holiday) calendar.Rule {
	return calendar.Rule{Name: h.Name, On: calendar.YearFunc(func(year int) []msp.Date {
		_, observed := h.Calc(year)
		date, _ := msp.NewDate(observed.Date())
		return []msp.Date{date}
	})}
}

func theirs() *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.Cacheable = true // it is faster so
	c.AddHoliday(federal...)
	return c
}

var spans = []struct {
	name string
	d    time.Duration
}{
	{"1d", 24 * time.Hour},
	{"1mo", 30 * 24 * time.Hour},
	{"1y", 365 * 24 * time.Hour},
	{"10y", 3650 * 24 * time.Hour},
}

// Both must do the same work: on whole working days away from clock changes
// their answers are the same.
func TestSameAnswers(t *testing.T) {
	a, b := ours(t), theirs()
	newYork := a.Zone()
	start := time.Date(2026, time.March, 2, 10, 30, 0, 0, newYork)
	for i := range 200 {
		end := start.AddDate(0, 0, i)
		if a.IsOpen(start) && a.IsOpen(end) {
			if got, want := a.Between(start, end), b.WorkHoursInRange(start, end); got != want {
				t.Errorf("Between(%v, %v) = %v, the peer says %v", start, end, got, want)
			}
		}
	}
}

func BenchmarkFloor(b *testing.B) {
	loc := zones.MustLoad("America/New_York")
	start := time.Date(2026, time.March, 2, 15, 30, 0, 0, time.UTC)
	b.ReportAllocs()
	sum := 0
	for i := range b.N {
		t := start.Add(time.Duration(i&1023) * time.Hour).In(loc)
		h, m, s := t.Clock()
		sum += h + m + s + int(t.Weekday())
	}
	_ = sum
}

func BenchmarkBetween(b *testing.B) {
	a, peer := ours(b), theirs()
	start := time.Date(2026, time.March, 2, 10, 30, 0, 0, a.Zone())
	for _, span := range spans {
		end := start.Add(span.d)
		b.Run(fmt.Sprintf("span=%s/lib=msp", span.name), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				a.Between(start, end)
			}
		})
		b.Run(fmt.Sprintf("span=%s/lib=rickar", span.name), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				peer.WorkHoursInRange(start, end)
			}
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	a, peer := ours(b), theirs()
	start := time.Date(2026, time.March, 2, 10, 30, 0, 0, a.Zone())
	for _, span := range spans {
		d := a.Between(start, start.Add(span.d))
		b.Run(fmt.Sprintf("span=%s/lib=msp", span.name), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := a.Add(start, d); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("span=%s/lib=rickar", span.name), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				peer.AddWorkHours(start, d)
			}
		})
	}
}
