package metrics_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// hoursOf reads pairs of hours from 1970 as intervals.
func hoursOf(edges ...int64) []calendar.Interval {
	var out []calendar.Interval
	for n := 0; n < len(edges); n += 2 {
		out = append(out, calendar.Interval{From: time.Unix(edges[n]*3600, 0), To: time.Unix(edges[n+1]*3600, 0)})
	}
	return out
}

func reliability(tb interface{ Fatalf(string, ...any) }, agreed calendar.Intervals, outages ...calendar.Interval) metrics.Reliability {
	r, err := metrics.NewReliability(agreed, outages...)
	if err != nil {
		tb.Fatalf("NewReliability(%v, %v): %v", agreed, outages, err)
	}
	return r
}

func TestReliability(t *testing.T) {
	for _, tt := range []struct {
		name              string
		agreed, outages   []int64
		failures          int64
		mtbf, mtrs, mtbsi time.Duration
		text              string
	}{
		{"two failures", []int64{0, 100}, []int64{10, 14, 50, 56}, 2, 45 * time.Hour, 5 * time.Hour, 50 * time.Hour, "2 failures, 10h down, 90h up"},
		{"joined, touching, repeated, empty", []int64{0, 100}, []int64{10, 12, 11, 13, 13, 14, 10, 12, 20, 20}, 1, 96 * time.Hour, 4 * time.Hour, 100 * time.Hour, "1 failures, 4h down, 96h up"},
		{"cut by maintenance, once", []int64{0, 20, 30, 100}, []int64{10, 40}, 1, 70 * time.Hour, 20 * time.Hour, 90 * time.Hour, "1 failures, 20h down, 70h up"},
		{"in maintenance, and before and after", []int64{10, 20, 30, 40}, []int64{21, 29, 0, 10, 40, 50}, 0, 0, 0, 0, "0 failures, 0s down, 20h up"},
		{"agreed time in any order", []int64{50, 100, 0, 60}, []int64{90, 200}, 1, 90 * time.Hour, 10 * time.Hour, 100 * time.Hour, "1 failures, 10h down, 90h up"},
		{"all down", []int64{0, 10}, []int64{0, 10}, 1, 0, 10 * time.Hour, 10 * time.Hour, "1 failures, 10h down, 0s up"},
		{"nothing agreed", nil, []int64{0, 10}, 0, 0, 0, 0, "0 failures, 0s down, 0s up"},
	} {
		r := reliability(t, hoursOf(tt.agreed...), hoursOf(tt.outages...)...)
		if r.Failures() != tt.failures || r.String() != tt.text || r.IsZero() != (tt.agreed == nil) {
			t.Errorf("%s: %v", tt.name, r)
		}
		for name, v := range map[string]struct {
			got  metrics.Value
			want time.Duration
		}{"MTBF": {r.MTBF().Value, tt.mtbf}, "MTRS": {r.MTRS().Value, tt.mtrs}, "MTBSI": {r.MTBSI().Value, tt.mtbsi}} {
			if v.got.N() != tt.failures || v.got.Unit() != metrics.UnitDuration {
				t.Errorf("%s: %s = %v", tt.name, name, v.got)
			}
			if tt.failures == 0 {
				if v.got.Defined() || v.got.Reason().Code() != metrics.ReasonNoObservations {
					t.Errorf("%s: %s = %v, want none", tt.name, name, v.got)
				}
			} else if v.got.Exact() != msp.NewRatio(int64(v.want), 1) {
				t.Errorf("%s: %s = %v, want %v", tt.name, name, v.got, v.want)
			}
		}
	}
	third := reliability(t, hoursOf(0, 100), hoursOf(1, 2, 3, 4, 5, 7)...)
	if got := third.MTRS().Value.Exact(); got != msp.NewRatio(4*int64(time.Hour), 3) {
		t.Errorf("MTRS = %v", got)
	}
}

func TestReliabilityErrors(t *testing.T) {
	good, back := hoursOf(0, 10), hoursOf(0, 1, 10, 0)
	open := []calendar.Interval{{From: time.Unix(0, 0)}}
	far := []calendar.Interval{{From: time.Unix(0, 0), To: time.Unix(math.MaxInt64, 0)}}
	for _, tt := range []struct {
		agreed  calendar.Intervals
		outages []calendar.Interval
		what    string
	}{
		{back, good, "metrics: agreed time 1"},
		{good, back, "metrics: outage 1"},
		{good, open, "metrics: outage 0"},
		{good, far, "metrics: outage 0"},
		{far, good, "metrics: agreed time 0"},
	} {
		r, err := metrics.NewReliability(tt.agreed, tt.outages...)
		var input *msp.InputError
		if !errors.Is(err, msp.ErrRange) || !errors.As(err, &input) || input.What != tt.what || !r.IsZero() {
			t.Errorf("NewReliability(%v, %v) = %v, %v", tt.agreed, tt.outages, r, err)
		}
	}
}

// Two billion years, doubled until nothing fits.
func TestReliabilityLimits(t *testing.T) {
	const year = 31_556_952
	ages := []calendar.Interval{{From: time.Unix(-1e9*year, 0), To: time.Unix(1e9*year, 0)}}
	half := calendar.Interval{From: time.Unix(-1e9*year, 0), To: time.Unix(0, 5)}
	r := reliability(t, ages, half)
	second := msp.NewRatio(int64(time.Second), 1)
	seconds, err := r.MTBSI().Value.Exact().Quo(second)
	if err != nil || seconds != msp.NewRatio(2e9*year, 1) || r.String() != "1 failures, 31556952000000000000000005/1 down, 31556951999999999999999995/1 up" {
		t.Errorf("MTBSI = %v s, %v, %v", seconds, err, r)
	}
	n := 0
	for ; err == nil; n++ {
		err = r.Merge(r)
	}
	if !errors.Is(err, msp.ErrOverflow) || r.Failures() != 1<<41 || n != 42 {
		t.Errorf("after %d doublings: %v, %v", n, r, err)
	}
	few := reliability(t, hoursOf(0, 1), calendar.Interval{From: time.Unix(0, 0), To: time.Unix(0, 1)})
	for err = nil; err == nil; n++ {
		err = few.Merge(few)
	}
	if !errors.Is(err, msp.ErrOverflow) || n != 42+63 {
		t.Errorf("after %d doublings: %v, %v", n, few, err)
	}
}

// Law 11: what package sla counts as down and agreed is what is counted here, the
// model counts the same failures, and MTBSI = MTBF + MTRS.
func TestReliabilityLaws(t *testing.T) {
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00; Sat 22:00-02:00")}.MustCompile(zones.Load)
	const grid, step = 96, time.Hour
	from := time.Date(2026, time.March, 27, 0, 0, 0, 0, time.UTC)
	some := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calendar.Interval {
		n := rapid.IntRange(0, grid).Draw(t, "from")
		m := min(grid, n+rapid.IntRange(0, 12).Draw(t, "length"))
		return calendar.Interval{From: from.Add(time.Duration(n) * step), To: from.Add(time.Duration(m) * step)}
	}), 0, 8)
	rapid.Check(t, func(t *rapid.T) {
		outages, maintenance := some.Draw(t, "outages"), some.Draw(t, "maintenance")
		period := calendar.Interval{From: from, To: from.Add(grid * step)}
		model := oracle.Downtime{From: from, To: period.To, Step: step, Period: period, Outages: outages, Maintenance: maintenance}
		hours, agreed := calendar.Always(nil), calendar.NewIntervals(period)
		if rapid.Bool().Draw(t, "hours") {
			hours, model.Open = desk, desk.IsOpen
			agreed = calendar.NewIntervals(slices.Collect(desk.Spans(period.From, period.To))...)
		}
		agreed = agreed.Subtract(calendar.NewIntervals(maintenance...))
		r, want := reliability(t, agreed, outages...), model.Availability()
		uptime, err := sla.Measure(period, outages, maintenance, sla.MeasureOptions{Hours: hours, Maintenance: sla.MaintenanceExcluded})
		if err != nil || r.Failures() != int64(want.Failures) {
			t.Fatalf("%v, %v, want %+v", r, err, want)
		}
		if r.Failures() > 0 {
			n := msp.NewRatio(r.Failures(), 1)
			up, _ := uptime.Up().Nanoseconds().Quo(n)
			down, _ := uptime.Down().Nanoseconds().Quo(n)
			sum, _ := up.Add(down)
			if r.MTBF().Value.Exact() != up || r.MTRS().Value.Exact() != down || r.MTBSI().Value.Exact() != sum || r.Uptime().Value.Exact() != uptime.Ratio() {
				t.Fatalf("%v: %v, %v, %v; uptime %v", r, r.MTBF(), r.MTRS(), r.MTBSI(), uptime)
			}
		}
		// Outages are idempotent, in any order.
		twice := rapid.Permutation(slices.Concat(outages, outages)).Draw(t, "order")
		if again := reliability(t, agreed, twice...); again != r {
			t.Fatalf("%v, again %v", r, again)
		}
		other, third := reliability(t, agreed, maintenance...), reliability(t, maintenance, outages...)
		merge := func(a, b metrics.Reliability) metrics.Reliability {
			if err := a.Merge(b); err != nil {
				t.Fatal(err)
			}
			return a
		}
		if merge(r, other) != merge(other, r) || merge(merge(r, other), third) != merge(r, merge(other, third)) || merge(r, metrics.Reliability{}) != r {
			t.Fatalf("%v, %v, %v are no commutative monoid", r, other, third)
		}
	})
}
