package metrics_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestTicketValidate(t *testing.T) {
	good := deskTickets()[0]
	if issues := good.Validate(); len(issues) != 0 {
		t.Errorf("findings of a good ticket: %v", issues)
	}
	if issues := (&metrics.Ticket{}).Validate(); len(issues) != 0 {
		t.Errorf("findings of the zero Ticket: %v", issues)
	}
	wild := metrics.Ticket{
		Kind: 6, Void: 6, Source: 9, Priority: 10, Reopens: -1, Contacts: -1, Escalations: -1, Reassignments: -1, Handled: -1, Rating: 6,
		Failed: at(10), Created: at(9), Acknowledged: at(8), Responded: at(7), Restored: at(6), FirstResolved: at(5), Resolved: at(4), Reopened: at(3), RootCauseStarted: at(2),
	}
	want := []string{
		"acknowledged conflict", "contacts range", "created conflict", "escalations range", "first_resolved conflict", "handled range", "kind range", "priority range",
		"rating range", "reassignments range", "reopened conflict", "reopened conflict", "reopens range", "resolved conflict", "resolved conflict", "resolved conflict",
		"responded conflict", "restored conflict", "root_cause_started conflict", "source range", "void range",
	}
	var got []string
	for _, i := range wild.Validate() {
		got = append(got, i.Path+" "+string(i.Code))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Validate (-want +got):\n%s", diff)
	}
	late := metrics.Ticket{Created: at(time.Hour), Resolved: at(0)}
	if got := late.Validate()[0].Message; got != "2026-01-01 00:00:00 is before it was created, 2026-01-01 01:00:00" {
		t.Errorf("message = %q", got)
	}
}

func TestTicketJSON(t *testing.T) {
	for _, x := range append(deskTickets(), metrics.Ticket{}) {
		data, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		var back metrics.Ticket
		if err := json.Unmarshal(data, &back); err != nil || !cmp.Equal(back, x) {
			t.Errorf("%s came back as %+v, %v", data, back, err)
		}
	}
	if data, err := json.Marshal(metrics.Ticket{ID: "1", Priority: msp.P2, Kind: metrics.Request, Created: at(0)}); err != nil ||
		string(data) != `{"id":"1","kind":"request","priority":"P2","created":"2026-01-01T00:00:00Z"}` {
		t.Errorf("JSON = %s, %v", data, err)
	}
}

func TestTicketEnums(t *testing.T) {
	checkEnum(t, metrics.ParseKind, "", "incident", "request", "problem", "change", "alert")
	checkEnum(t, metrics.ParseVoid, "", "merged", "duplicate", "spam", "test", "cancelled")
	checkEnum(t, metrics.ParseSource, "", "phone", "email", "chat", "walk_up", "portal", "self_service", "monitoring", "technician")
	checkEnum(t, metrics.ParseCohort, "", "created", "resolved")
	checkEnum(t, metrics.ParseStatus, "", "met", "near", "missed", "insufficient", "unknown")
}
