package ticketcsv_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// What no column fills is told by no KPI, and every KPI that is measured says what it
// needs.
func TestTold(t *testing.T) {
	spec := ticketcsv.ServiceNow()
	spec.Zone = "UTC"
	m := compile(t, spec)
	at := utc(t, "2026-01-01T10:00:00")
	desk, err := metrics.DeskSpec{AsOf: at.Add(48 * time.Hour), Window: calendar.Interval{From: at, To: at.Add(24 * time.Hour)}, Cohort: metrics.ByCreated}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	kpis := desk.Measure([]metrics.Ticket{{ID: "1", Kind: metrics.Incident, Priority: msp.P1, Source: metrics.Phone, Created: at, Resolved: at.Add(time.Hour)}})
	var untold []string
	for i, k := range m.Told(kpis) {
		if len(ticketcsv.Needs(k.Name)) == 0 {
			t.Errorf("%s needs nothing", k.Name)
		}
		if len(m.Untold(k.Name)) == 0 {
			if k != kpis[i] {
				t.Errorf("%v is no longer %v", k, kpis[i])
			}
			continue
		}
		untold = append(untold, k.Name)
		if k.Value.Defined() || k.Definition != kpis[i].Definition || k.LeftOut.Total() != 0 {
			t.Errorf("%s is told: %v", k.Name, k)
		}
	}
	want := []string{
		"sla_compliance", "response_compliance", "first_contact_resolution", "first_level_resolution", "level_one_in_30m", "mtta", "first_response", "first_response_percentile_50", "first_response_percentile_90",
		"mtrs", "mtrs_p1", "mttd", "time_to_root_cause", "handle_time", "escalation_rate", "self_service_ratio", "automated_tickets", "proactive_tickets", "csat_mean", "csat_top2",
	}
	if diff := cmp.Diff(want, untold); diff != "" {
		t.Errorf("untold (-want +got):\n%s", diff)
	}
	if got := m.Untold("mtta"); !cmp.Equal(got, [][]ticketcsv.Field{{ticketcsv.Acknowledged, ticketcsv.Responded}}) {
		t.Errorf("Untold(mtta) = %v", got)
	}
	delete(spec.Columns, ticketcsv.Priority)
	delete(spec.Values, ticketcsv.Priority)
	if got := compile(t, spec).Untold("mttr_p1"); !cmp.Equal(got, [][]ticketcsv.Field{{ticketcsv.Priority}}) {
		t.Errorf("Untold(mttr_p1) without a priority = %v", got)
	}
	spec.Values[ticketcsv.Source]["Virtual Agent"] = "self_service"
	if got := compile(t, spec).Untold("self_service_ratio"); got != nil {
		t.Errorf("Untold(self_service_ratio) = %v", got)
	}
	delete(spec.Values, ticketcsv.Source)
	if got := compile(t, spec).Untold("self_service_ratio"); got != nil {
		t.Errorf("Untold(self_service_ratio) without values = %v", got)
	}
	if got := m.Untold("uptime"); got != nil {
		t.Errorf("Untold(uptime) = %v", got)
	}
	if got := m.Untold("csat_mean"); !cmp.Equal(got, [][]ticketcsv.Field{{ticketcsv.Rating}}) {
		t.Errorf("Untold(csat_mean) = %v", got)
	}
}
