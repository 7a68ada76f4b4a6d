package metrics_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// month is a technician's month of 160 hours with a week of leave.
func month() metrics.Timesheet {
	return metrics.Timesheet{
		Scheduled: ratio("160/1"),
		Leave:     ratio("40/1"),
		Worked: []metrics.WorkedHours{
			{"billable", ratio("121/2")}, {"agreement", ratio("59/2")}, {"internal", ratio("20/1")}, {"billable", ratio("0/1")}, {"training", ratio("4/1")},
		},
	}
}

func TestUtilisation(t *testing.T) {
	const net, gross = "technician_utilisation", "gross_utilisation"
	m := month()
	ask(m.Utilisation("billable", "agreement", "billable")).check(t, net, "3/4 share, n = 1", "90/1", "120/1", "2 excluded")
	ask(m.GrossUtilisation("billable", "agreement")).check(t, gross, "9/16 share, n = 1", "90/1", "160/1", "2 excluded")
	ask(m.Utilisation()).check(t, net, "0/1 share, n = 1", "0/1", "120/1", "5 excluded")
	if k, _ := m.Utilisation("billable", "agreement"); k.Text != "hours of billable, agreement ÷ (hours scheduled − leave and public holidays)" {
		t.Errorf("%q", k.Text)
	}
	if k, _ := m.GrossUtilisation(); k.Text != "hours of no kind ÷ hours scheduled, leave and public holidays included" {
		t.Errorf("%q", k.Text)
	}
	m.Leave = m.Scheduled
	ask(m.Utilisation("billable")).check(t, net, "n/a: nothing to divide by", "121/2", "0/1", "3 excluded")
	ask(m.GrossUtilisation("billable")).check(t, gross, "121/320 share, n = 1", "121/2", "160/1", "3 excluded")
	m.Leave = ratio("161/1")
	ask(m.Utilisation("billable")).check(t, net, "n/a: the denominator is negative", "121/2", "-1/1", "3 excluded")
	overtime := metrics.Timesheet{Scheduled: ratio("8/1"), Leave: ratio("0/1"), Worked: []metrics.WorkedHours{{"", ratio("10/1")}}}
	ask(overtime.Utilisation("")).check(t, net, "5/4 share, n = 1", "10/1", "8/1", "")
}

func TestUtilisationErrors(t *testing.T) {
	for what, m := range map[string]metrics.Timesheet{
		"scheduled": {Scheduled: ratio("-1/1"), Leave: ratio("0/1")},
		"leave":     {Scheduled: ratio("1/1"), Leave: ratio("-1/2")},
		"worked 1":  {Scheduled: ratio("1/1"), Leave: ratio("0/1"), Worked: []metrics.WorkedHours{{"a", ratio("1/1")}, {"b", ratio("-1/9")}}},
	} {
		ask(m.Utilisation("a")).refused(t, msp.ErrRange, what)
		ask(m.GrossUtilisation("a")).refused(t, msp.ErrRange, what)
	}
}

func TestUtilisationBand(t *testing.T) {
	for _, tt := range []struct {
		utilisation msp.Ratio
		want        metrics.UtilisationBand
	}{
		{msp.Ratio{}, 0},
		{ratio("0/1"), metrics.UtilisationLow},
		{ratio("699999999/1000000000"), metrics.UtilisationLow},
		{ratio("7/10"), metrics.UtilisationOnTarget},
		{ratio("4/5"), metrics.UtilisationOnTarget},
		{ratio("800000001/1000000000"), metrics.UtilisationSaturated},
		{ratio("3/2"), metrics.UtilisationSaturated},
	} {
		if got := metrics.UtilisationBandOf(tt.utilisation); got != tt.want {
			t.Errorf("UtilisationBandOf(%v) = %v, want %v", tt.utilisation, got, tt.want)
		}
	}
	checkEnum(t, metrics.ParseUtilisationBand, "", "low", "target", "saturated")
}
