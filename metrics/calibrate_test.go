package metrics_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// past returns n tickets of an age in hours that took so many, −1 for open ones.
func past(n, age, took int) []metrics.PastTicket {
	items := make([]metrics.PastTicket, n)
	for i := range items {
		items[i].Age = time.Duration(age) * time.Hour
		if took < 0 {
			items[i].Open = true
		} else {
			items[i].Took = time.Duration(took) * time.Hour
		}
	}
	return items
}

func join(parts ...[]metrics.PastTicket) []metrics.PastTicket {
	var all []metrics.PastTicket
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func TestCalibrate(t *testing.T) {
	for _, tt := range []struct {
		name    string
		history []metrics.PastTicket
		target  string
		rate    string
	}{
		// All of n are n/(n + 2.7055): 52 are 0.9505 and 51 are 0.9496.
		{"just enough", past(52, 900, 4), "4h", "52 met, 0 missed, 0 pending, 0 excluded"},
		{"one too few", past(51, 900, 4), "too-few-observations", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"nothing", nil, "no-observations", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"invalid only", past(3, -1, 4), "no-observations", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"none closed, few", past(51, 900, -1), "too-few-observations", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"none closed, many", past(52, 900, -1), "not-reached", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"one slow of a hundred", join(past(100, 900, 2), past(1, 900, 800)), "2h", "100 met, 1 missed, 0 pending, 0 excluded"},
		{"ten more", join(past(100, 900, 2), past(10, 900, 5), past(1, 900, 800)), "5h", "110 met, 1 missed, 0 pending, 0 excluded"},
		// Without the open ones 2h would be kept by all.
		{"open is not kept", join(past(60, 900, 2), past(8, 900, -1)), "not-reached", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"too young to say", join(past(60, 900, 2), past(50, 1, -1)), "2h", "60 met, 0 missed, 50 pending, 0 excluded"},
		{"old enough to the hour", join(past(60, 900, 2), past(8, 2, -1)), "not-reached", "0 met, 0 missed, 0 pending, 0 excluded"},
		// The young that are done by 1h are no better evidence for 2h than those that are not.
		{"young and quick", join(past(51, 900, 2), past(500, 1, 1)), "not-reached", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"one target for them", join(past(2, 900, 2), past(500, 1, 1)), "1h", "500 met, 2 missed, 0 pending, 0 excluded"},
		{"after the end of history", join(past(60, 900, 2), past(8, 3, 4)), "not-reached", "0 met, 0 missed, 0 pending, 0 excluded"},
		{"at its end", join(past(60, 900, 2), past(8, 4, 4)), "4h", "68 met, 0 missed, 0 pending, 0 excluded"},
		{"invalid", join(past(100, 900, 2), past(1, -1, -1), past(1, 900, -1), []metrics.PastTicket{{Age: 5, Took: -1}}), "2h", "100 met, 1 missed, 0 pending, 2 excluded"},
	} {
		c, err := metrics.Calibrate(tt.history, msp.MustParsePercent("95%"), msp.MustParsePercent("95%"))
		if err != nil || inHours(c.KPI.Value) != tt.target || c.Rate.String() != tt.rate {
			t.Errorf("%s: %v, %v, %v, want %s, %s", tt.name, c.KPI, c.Rate, err, tt.target, tt.rate)
		}
		low, _, _ := c.Rate.WilsonLow(msp.MustParsePercent("95%"))
		tally := c.Rate.Tally()
		if c.Low != low || c.KPI.Value.Defined() != (low >= 0.95) || c.KPI.Value.N() != tally.Judged() || c.KPI.LeftOut.Pending != tally.Pending() ||
			c.KPI.Value.Defined() && c.KPI.LeftOut.Invalid != tally.Excluded() {
			t.Errorf("%s: %+v, want low %v", tt.name, c, low)
		}
	}
}

func TestCalibrateText(t *testing.T) {
	c, err := metrics.Calibrate(join(past(60, 900, 2), past(4, 900, 3), past(50, 1, -1), past(2, -1, 3)), msp.MustParsePercent("90%"), msp.MustParsePercent("99%"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.KPI.String(), "Tightest target that history keeps: 3h, n = 64, left out: 50 pending, 2 invalid"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	if c.KPI.Name != "calibrated_target" || !strings.Contains(c.KPI.Text, "at least 90% of") || !strings.Contains(c.KPI.Text, "at 99%;") || c.KPI.Value.Exact() != c.KPI.Num {
		t.Errorf("definition %+v", c.KPI)
	}
	// A wanted rate of nothing is kept by the quickest.
	c, err = metrics.Calibrate(past(1, 9, 5), msp.Percent{}, msp.MustParsePercent("95%"))
	if err != nil || inHours(c.KPI.Value) != "5h" {
		t.Errorf("at 0%%: %v, %v", c.KPI, err)
	}
	extreme := []metrics.PastTicket{
		{Age: math.MaxInt64, Took: math.MaxInt64},
		{Age: math.MinInt64, Took: math.MinInt64},
		{Age: math.MaxInt64, Took: math.MinInt64, Open: true},
	}
	if c, err = metrics.Calibrate(extreme, msp.MustParsePercent("10%"), msp.MustParsePercent("60%")); err != nil || c.KPI.Value.Exact() != msp.NewRatio(math.MaxInt64, 1) {
		t.Errorf("of the extreme: %v, %v", c.KPI, err)
	}
}

func TestCalibrateRefuses(t *testing.T) {
	for _, tt := range [][2]string{{"100%", "95%"}, {"101%", "95%"}, {"-1%", "95%"}, {"95%", "50%"}, {"95%", "100%"}, {"95%", "0%"}} {
		c, err := metrics.Calibrate(past(60, 9, 3), msp.MustParsePercent(tt[0]), msp.MustParsePercent(tt[1]))
		if !errors.Is(err, msp.ErrRange) || c != (metrics.Calibration{}) {
			t.Errorf("Calibrate(%s, %s) = %v, %v, want ErrRange", tt[0], tt[1], c.KPI, err)
		}
	}
}
