package sla_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A week of London: what counts of each outage, and why.
func TestExplainOutages(t *testing.T) {
	opts := sla.MeasureOptions{
		Hours: compile(office()), Maintenance: sla.MaintenanceExcluded, MinOutage: 5 * time.Minute, WholeMinutes: msp.HalfUp,
	}
	outages := stretches(
		"14 10:00:00/14 10:04:59", // too short
		"14 20:00:00/14 23:00:00", // after closing at 16:00 UTC
		"15 12:00:00/15 12:30:00", // in maintenance
		"16 10:00:00/16 11:00:00", "16 10:30:00/16 12:00:00",
		"16 15:00:00/17 09:00:00", // 15:00-16:00 and 08:00-09:00
		"17 10:00:00/17 10:20:40",
		"15 12:50:00/15 13:10:00", // half in maintenance
		"20 00:00:00/21 00:00:00", // outside the period
	)
	period := stretchOf("13 00:00:00/18 00:00:00")
	got, err := sla.ExplainOutages(period, outages, stretches("15 12:00:00/15 13:00:00"), opts)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"14 10:00 too_short: shorter than the least outage that counts",
		"14 20:00 outside_hours: outside the hours of service",
		"15 12:00 in_maintenance: in planned maintenance",
		"15 12:50 counted_part: 10m of 20m counts; 15 13:00-15 13:10",
		"16 10:00 counted: 2h counts; 16 10:00-16 12:00",
		"16 15:00 counted_part: 2h of 18h counts; 16 15:00-16 16:00, 17 08:00-17 09:00",
		"17 10:00 rounded: 20m40s of 20m40s counts, rounded to 21m; 17 10:00-17 10:20",
	}
	sum := msp.NewRatio(0, 1)
	for n, o := range got {
		const clock = "02 15:04"
		var parts []string
		for p := range o.Parts() {
			parts = append(parts, p.From.UTC().Format(clock)+"-"+p.To.UTC().Format(clock))
		}
		text := o.Whole.From.Format(clock) + " " + o.Reason.Code() + ": " + o.Reason.String()
		if len(parts) > 0 {
			text += "; " + strings.Join(parts, ", ")
		}
		if n >= len(want) || text != want[n] {
			t.Errorf("outage %d: %s", n, text)
		}
		sum, _ = sum.Add(o.Down.Nanoseconds())
		for range o.Parts() {
			break // stops
		}
	}
	u, err := sla.Measure(period, outages, stretches("15 12:00:00/15 13:00:00"), opts)
	if err != nil || len(got) != len(want) || u.Down().Nanoseconds() != sum || u.Down() != sla.Exactly(4*time.Hour+31*time.Minute) {
		t.Errorf("%d outages, sum %v, down %v, %v", len(got), sum, u.Down(), err)
	}
	opts.WholeMinutes = msp.Down
	got, err = sla.ExplainOutages(period, stretches("16 15:59:40/16 17:00:00"), nil, opts)
	if err != nil || len(got) != 1 || got[0].Reason.String() != "20s of 1h20s counts, rounded to 0s" || got[0].Down != sla.Exactly(0) {
		t.Errorf("rounded to nothing: %v, %v", got, err)
	}
	if none, err := sla.ExplainOutages(calendar.Interval{}, outages, nil, opts); none != nil || err != nil {
		t.Errorf("no period: %v, %v", none, err)
	}
	for range (sla.Outage{}).Parts() {
		t.Error("the zero Outage has parts")
	}
}
