package sla_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

func TestBurnRate(t *testing.T) {
	for _, tt := range []struct {
		lookBack, bad time.Duration
		target        string
		want          msp.Ratio
	}{
		{time.Hour, 36 * time.Second, "99%", msp.NewRatio(1, 1)},
		{3500 * time.Second, 504 * time.Second, "99%", msp.NewRatio(144, 10)},
		{time.Hour, time.Hour, "99.9%", msp.NewRatio(1000, 1)},
		{time.Hour, 0, "99.9%", msp.NewRatio(0, 1)},
		{time.Hour, time.Minute, "100%", msp.Ratio{}},
		{0, 0, "99.9%", msp.Ratio{}},
	} {
		if got := uptimeOf(t, tt.lookBack, tt.bad).BurnRate(pct(tt.target)); got != tt.want {
			t.Errorf("%v of %v at %s burns at %v, want %v", tt.bad, tt.lookBack, tt.target, got, tt.want)
		}
	}
}

func TestExhaustsIn(t *testing.T) {
	pace, quiet := uptimeOf(t, time.Hour, 36*time.Second), uptimeOf(t, time.Hour, 0)
	for _, tt := range []struct {
		name   string
		budget sla.Budget
		pace   sla.Uptime
		want   sla.ExactDuration
		ok     bool
	}{
		// 2419.2 s, of which 1000 are spent, at a hundredth of the time.
		{"28 days", uptimeOf(t, 672*time.Hour, 1000*time.Second).Budget(pct("99.9%")), pace, sla.Exactly(141_920 * time.Second), true},
		{"just gone", uptimeOf(t, time.Hour, 36*time.Second).Budget(pct("99%")), pace, sla.Exactly(0), true},
		{"just gone, and nothing bad", uptimeOf(t, time.Hour, 36*time.Second).Budget(pct("99%")), quiet, sla.Exactly(0), true},
		{"gone", uptimeOf(t, time.Hour, 37*time.Second).Budget(pct("99%")), quiet, sla.Exactly(0), true},
		{"nothing bad", uptimeOf(t, time.Hour, 0).Budget(pct("99%")), quiet, sla.ExactDuration{}, false},
		{"no look-back", uptimeOf(t, time.Hour, 0).Budget(pct("99%")), sla.Uptime{}, sla.ExactDuration{}, false},
		{"no budget", sla.Budget{}, pace, sla.ExactDuration{}, false},
	} {
		if got, ok := tt.budget.ExhaustsIn(tt.pace); got != tt.want || ok != tt.ok {
			t.Errorf("%s: ExhaustsIn = %v, %v, want %v, %v", tt.name, got, ok, tt.want, tt.ok)
		}
	}
}

func burnAlerts(tb testing.TB, specs sla.BurnAlertSpecs) sla.BurnAlerts {
	tb.Helper()
	alerts, err := specs.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return alerts
}

func TestBurnAlerts(t *testing.T) {
	now := inApril("10 12:00:00")
	opts := aroundTheClock(sla.MaintenanceExcluded)
	for _, tt := range []struct {
		name    string
		outages []string
		fires   [3]bool
	}{
		{"all quiet", nil, [3]bool{}},
		{"six seconds", []string{"10 11:59:54/10 12:00:00"}, [3]bool{}},
		{"on for a minute, and still", []string{"10 11:58:50/10 12:30:00"}, [3]bool{true, false, false}},
		{"over for six minutes", []string{"10 11:20:00/10 11:54:00"}, [3]bool{false, true, true}},
		{"slow: two minutes and a half of the last half hour and six", []string{"10 11:50:00/10 11:52:30"}, [3]bool{false, true, false}},
		{"a quarter of an hour, yesterday", []string{"09 12:00:00/09 12:15:00"}, [3]bool{}},
	} {
		readings, err := burnAlerts(t, sla.StandardBurnAlerts()).Read(now, pct("99.9%"), stretches(tt.outages...), nil, opts)
		if err != nil || len(readings) != 3 {
			t.Fatalf("%s: %v, %v", tt.name, readings, err)
		}
		first := ""
		for n, r := range readings {
			if r.Fires != tt.fires[n] {
				t.Errorf("%s: %s: long %v, short %v, fires %v", tt.name, r.Alert.Name, r.LongRate, r.ShortRate, r.Fires)
			}
			if r.Fires && first == "" {
				first = r.Alert.Name
			}
			if r.LongRate != r.Long.BurnRate(pct("99.9%")) || r.ShortRate != r.Short.BurnRate(pct("99.9%")) || r.Long.Agreed() != sla.Exactly(r.Alert.Long) || r.Short.Agreed() != sla.Exactly(r.Alert.Short) {
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
		if got, ok := readings.Firing(); got.Alert.Name != first || ok != (first != "") {
			t.Errorf("%s: first is %q, want %q", tt.name, got.Alert.Name, first)
		}
	}
}

// Equal is not above, and where nothing is agreed nothing fires.
func TestBurnAlertEdges(t *testing.T) {
	alerts := burnAlerts(t, sla.BurnAlertSpecs{
		{Name: "edge", Long: time.Hour, Short: time.Hour, Factor: msp.NewRatio(1, 1)},
		{Name: "below", Long: time.Hour, Short: time.Hour, Factor: msp.NewRatio(999_999, 1_000_000)},
		{Name: "any", Long: time.Hour, Short: time.Hour, Factor: msp.NewRatio(0, 1)},
	})
	now := inApril("10 12:00:00")
	down := stretches("10 11:59:24/10 12:00:00") // 36 s of an hour
	read := func(outages, maintenance []calendar.Interval) string {
		readings, err := alerts.Read(now, pct("99%"), outages, maintenance, aroundTheClock(sla.MaintenanceExcluded))
		if err != nil {
			t.Fatal(err)
		}
		first, _ := readings.Firing()
		return first.Alert.Name
	}
	if got := read(down, nil); got != "below" {
		t.Errorf("at 1 fires %q", got)
	}
	if got := read(stretches("10 11:59:59/10 12:00:00"), nil); got != "any" {
		t.Errorf("a second fires %q", got)
	}
	if got := read(down, stretches("10 10:00:00/10 13:00:00")); got != "" {
		t.Errorf("in maintenance fires %q", got)
	}
	// Equal in one look-back is not enough, though the other is above.
	two := burnAlerts(t, sla.BurnAlertSpecs{{Name: "two", Long: time.Hour, Short: time.Minute, Factor: msp.NewRatio(1, 1)}})
	for text, fires := range map[string]bool{
		"10 11:59:24/10 12:00:00": false, // long 1, short 60
		"10 11:59:23/10 12:00:00": true,
	} {
		readings, err := two.Read(now, pct("99%"), stretches(text), nil, aroundTheClock(sla.MaintenanceExcluded))
		if err != nil || readings[0].Fires != fires {
			t.Errorf("down %s: %+v, %v, want %v", text, readings, err, fires)
		}
	}
	long := append(stretches("10 11:30:00/10 11:40:00"), calendar.Interval{From: now.Add(-600 * time.Millisecond), To: now}) // short 1
	if readings, err := two.Read(now, pct("99%"), long, nil, aroundTheClock(sla.MaintenanceExcluded)); err != nil || readings[0].Fires {
		t.Errorf("short at 1: %+v, %v", readings, err)
	}
	if readings, err := (sla.BurnAlerts{}).Read(now, pct("99%"), down, nil, aroundTheClock(sla.MaintenanceExcluded)); len(readings) != 0 || err != nil {
		t.Errorf("no alerts: %v, %v", readings, err)
	}
	good := aroundTheClock(sla.MaintenanceExcluded)
	for _, tt := range []struct {
		now     time.Time
		target  string
		outages []calendar.Interval
		opts    sla.MeasureOptions
		kind    error
	}{
		{now, "100%", nil, good, msp.ErrRange},
		{now, "120%", nil, good, msp.ErrRange},
		{now, "-1%", nil, good, msp.ErrRange},
		{now, "99%", nil, sla.MeasureOptions{}, msp.CodeMissing},
		{now, "99%", []calendar.Interval{{From: now, To: now.Add(-1)}}, good, msp.ErrRange},
		{time.Unix(-1<<61, 0), "99%", nil, good, msp.ErrRange},
		{time.Unix(1<<62, 0), "99%", nil, good, msp.ErrRange},
	} {
		if got, err := alerts.Read(tt.now, pct(tt.target), tt.outages, nil, tt.opts); !errors.Is(err, tt.kind) || got != nil {
			t.Errorf("at %v, %s: %v, %v", tt.now.Unix(), tt.target, got, err)
		}
	}
}
