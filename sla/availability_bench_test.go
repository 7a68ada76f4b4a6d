package sla_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

var (
	sinkUptime sla.Uptime
	sinkRatio  msp.Ratio
	sinkCredit sla.Credit
)

// outagesOf returns n outages in order, so that each is a little after the other.
func outagesOf(n int, from time.Time, every, length time.Duration) []calendar.Interval {
	out := make([]calendar.Interval, n)
	for i := range out {
		at := from.Add(time.Duration(i) * every)
		out[i] = calendar.Interval{From: at, To: at.Add(length)}
	}
	return out
}

// BenchmarkAvailabilityYear is a year with 100 outages, with and without service
// hours, and a maintenance window every week: some two hundred questions to the
// calendar. The floor, [BenchmarkFloor], is one.
func BenchmarkAvailabilityYear(b *testing.B) {
	year := calendar.IntervalOf(msp.MustParsePeriod("2026-01-01/2027-01-01"), time.UTC)
	outages := outagesOf(100, year.From.Add(7*time.Hour), 87*time.Hour, 5*time.Hour)
	maintenance := outagesOf(52, year.From.Add(9*time.Hour), 7*day, 2*time.Hour)
	for _, bb := range []struct {
		name  string
		hours calendar.Calendar
	}{{"office", compile(office())}, {"always", calendar.Always(nil)}} {
		opts := sla.MeasureOptions{Hours: bb.hours, Maintenance: sla.MaintenanceExcluded}
		b.Run("hours="+bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				sinkUptime, _ = sla.Measure(year, outages, maintenance, opts)
			}
		})
	}
}

// BenchmarkAvailabilityMillion is a million outages in a year.
func BenchmarkAvailabilityMillion(b *testing.B) {
	year := calendar.IntervalOf(msp.MustParsePeriod("2026-01-01/2027-01-01"), time.UTC)
	outages := outagesOf(1_000_000, year.From, 31*time.Second, 10*time.Second)
	opts := sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: sla.MaintenanceExcluded}
	b.ReportAllocs()
	for range b.N {
		sinkUptime, _ = sla.Measure(year, outages, nil, opts)
	}
}

func BenchmarkUptimeMerge(b *testing.B) {
	u := uptimeOf(b, 720*time.Hour, time.Hour)
	b.ReportAllocs()
	for range b.N {
		sinkUptime, _ = u.Merge(u)
	}
}

func BenchmarkUptimeMeets(b *testing.B) {
	u, target := uptimeOf(b, 720*time.Hour, time.Hour), pct("99.9%")
	b.ReportAllocs()
	for range b.N {
		sinkRatio = u.Ratio()
		_, _ = u.Meets(target)
	}
}

func BenchmarkCredit(b *testing.B) {
	ladder := ladderOf(b, "", rung("99.9%", "5%"), rung("99.5%", "10%"), rung("99%", "25%"))
	ratio := uptimeOf(b, 720*time.Hour, 5*time.Hour).Ratio()
	b.ReportAllocs()
	for range b.N {
		sinkCredit, _ = ladder.Credit(ratio)
	}
}

func BenchmarkKofN(b *testing.B) {
	node := pct("99.9%").Ratio()
	b.ReportAllocs()
	for range b.N {
		sinkRatio, _ = sla.KofN(5, node, node, node, node, node, node, node)
	}
}
