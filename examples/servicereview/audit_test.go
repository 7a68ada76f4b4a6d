package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// The sample has these faults on purpose, and no others; README.md says what they are.
func TestAuditOfTheSample(t *testing.T) {
	s := readSource(t)
	audit := ComputeAudit(s.model, s.model.Clients, sampleAsOf())
	texts := func(findings []catalog.Finding) []string {
		var all []string
		for _, f := range findings {
			all = append(all, fmt.Sprintf("%v %s %s", f.Severity, f.Code, f.Subject))
		}
		return all
	}
	want := []string{
		"error response_after_resolution gold / first_response / P1",
		"error response_late Volta Payments / payments hosting",
		"error coverage_word gold / follow-the-sun",
		"warning rung_after_breach answer / first_response",
		"warning margin_below_target gold / gold seat",
		"warning exception_without_price Alpenblick Hotels / night porters",
		"info notice_due Volta Payments",
	}
	if diff := diffLines(want, texts(audit.Findings)); diff != "" {
		t.Errorf("%s\nall: %q", diff, texts(audit.Findings))
	}
	known := []string{"error response_after_resolution bronze / first_response / P1"}
	if got := texts(audit.Known); !slices.Equal(got, known) {
		t.Errorf("acknowledged: %q, want %q", got, known)
	}
	// Nobody is at the servers from 00:00 to 04:00 BST on 14 June; after half an hour the
	// manager is told. Each of four priorities of one service has 15 minutes.
	if len(audit.Clients) != 1 || audit.Proved != 168 {
		t.Fatalf("%d late clients, %d proofs", len(audit.Clients), audit.Proved)
	}
	late := audit.Clients[0]
	w := late.Worst.Worst
	if late.Client.Name != "Volta Payments" || len(late.Late) != 4 || !w.Opened.Equal(instant(t, "2026-06-13T23:00:00Z")) ||
		w.Elapsed != 30*time.Minute || w.Target != 15*time.Minute {
		t.Errorf("%s: %d late, %+v", late.Client.Name, len(late.Late), w)
	}
}

// One client has its own findings, and those about what is everybody's.
func TestAuditOfOneClient(t *testing.T) {
	s := readSource(t)
	volta, _ := s.model.Client("Volta Payments")
	harbour, _ := s.model.Client("Harbour Dental")
	for _, tt := range []struct {
		client         *Client
		findings, late int
	}{{volta, 5, 1}, {harbour, 4, 0}} {
		a := ComputeAudit(s.model, []*Client{tt.client}, sampleAsOf())
		for _, f := range a.Findings {
			if strings.HasPrefix(f.Path, "clients[") && !strings.HasPrefix(f.Path, fmt.Sprintf("clients[%d].", tt.client.place)) {
				t.Errorf("%s: %v", tt.client.Name, f)
			}
		}
		if len(a.Findings) != tt.findings || len(a.Clients) != tt.late {
			t.Errorf("%s: %d findings, %d late", tt.client.Name, len(a.Findings), len(a.Clients))
		}
	}
}

// The audit is that of the date of the review.
func TestAuditDate(t *testing.T) {
	s := readSource(t)
	for asOf, want := range map[string]string{
		"2026-03-31T23:59:59Z": "2026-03-31", "2026-04-01T00:00:00Z": "2026-04-01", "2026-12-01T00:00:00Z": "2026-12-01",
	} {
		a := ComputeAudit(s.model, s.model.Clients, instant(t, asOf))
		if a.On != msp.MustParseDate(want) {
			t.Errorf("as of %s: %v", asOf, a.On)
		}
		if known := len(a.Known) > 0; known != (want < "2026-10-01") { // acknowledged until then
			t.Errorf("as of %s: acknowledged %v", asOf, a.Known)
		}
	}
}

func TestCountText(t *testing.T) {
	finding := func(s msp.Severity) catalog.Finding { return catalog.Finding{Severity: s} }
	for _, tt := range []struct {
		a    Audited
		want string
	}{
		{Audited{}, "no findings"},
		{Audited{Findings: []catalog.Finding{finding(msp.SeverityError), finding(msp.SeverityInfo), finding(msp.SeverityInfo)}}, "1 error, 2 info"},
		{Audited{Findings: []catalog.Finding{finding(msp.SeverityWarning), finding(msp.SeverityWarning)}, Known: make([]catalog.Finding, 3)}, "2 warnings; 3 acknowledged"},
	} {
		if got := tt.a.countText(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// Who is told never is the worst, then who waits the longest beyond the promise; what could
// not be decided is no worse than anything.
func TestWorse(t *testing.T) {
	late := func(by time.Duration, told bool) catalog.Proof {
		return catalog.Proof{Worst: catalog.Witness{IsTold: told, Elapsed: time.Hour + by, Target: time.Hour}}
	}
	undecided := catalog.Proof{Err: catalog.ErrNoPolicy}
	order := []catalog.Proof{undecided, late(time.Minute, true), late(2*time.Minute, true), late(0, false)}
	for i := range order {
		for j := range order {
			if got := worse(order[i], order[j]); got != (i > j) {
				t.Errorf("%d is worse than %d: %v", i, j, got)
			}
		}
	}
}
