package escalation_test

import (
	"fmt"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

func routesOf(tb testing.TB, specs escalation.RouteSpecs) escalation.Routes {
	tb.Helper()
	r, err := specs.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// Client-specific paths, VIPs, and alerts of monitoring that get a priority.
func TestRoutesSelect(t *testing.T) {
	specs := escalation.RouteSpecs{
		{Name: "acme VIP", When: msp.Condition{"client": {"acme"}, "vip": {"true"}}, Policy: "white glove", Ladders: map[string]string{"resolution": "standard"}, Queue: "acme"},
		{Name: "backup", When: msp.Condition{"source": {"monitoring"}, "check": {"backup"}}, Priority: msp.P3, Queue: "night"},
		{Name: "others", Policy: "paging"},
	}
	r := routesOf(t, specs)
	specs[0].When["client"][0] = "changed"
	for _, tt := range []struct {
		ticket map[string]string
		place  int
	}{
		{map[string]string{"client": "acme", "vip": "true", "source": "monitoring", "check": "backup"}, 0},
		{map[string]string{"client": "acme", "vip": "false", "source": "monitoring", "check": "backup"}, 1},
		{map[string]string{"client": "acme"}, 2},
		{nil, 2},
	} {
		line, place, ok := r.Select(tt.ticket)
		if !ok || place != tt.place || line.Name != []string{"acme VIP", "backup", "others"}[tt.place] {
			t.Errorf("Select(%v) = %+v, %d, %v, want %d", tt.ticket, line, place, ok, tt.place)
		}
		if line.When != nil {
			line.When["client"] = nil // a copy
		}
		if len(line.Ladders) > 0 {
			if line.Ladders["resolution"] != "standard" {
				t.Errorf("the ladders became %v", line.Ladders)
			}
			line.Ladders["resolution"] = "changed"
		}
	}
	if _, place, ok := (escalation.Routes{}).Select(nil); ok || place != -1 {
		t.Errorf("the zero Routes answer %d, %v", place, ok)
	}
}

func TestRoutesLint(t *testing.T) {
	r := routesOf(t, escalation.RouteSpecs{
		{When: msp.Condition{"color": {"red"}}, Queue: "q"},
		{When: msp.Condition{"vip": {"maybe", "true"}}, Queue: "q"},
		{When: msp.Condition{"vip": {"false"}}, Queue: "q"},
		{Queue: "q"},
	})
	for _, issue := range r.Lint(escalation.Domain{"vip": {"true", "false"}}) {
		why := map[string]string{"[0]": "it is for no ticket of the domain", "[3]": "lines before it take every ticket that it is for"}[issue.Path]
		if issue.Code == escalation.CodeUnreachable && issue.Message != why {
			t.Errorf("Lint says of %s %q, want %q", issue.Path, issue.Message, why)
		}
	}
	want := "([0] unreachable); ([0].when.color unknown_name); ([1].when.vip unknown_name); ([3] unreachable)"
	if got := found(r.Lint(escalation.Domain{"vip": {"true", "false"}})); got != want {
		t.Errorf("Lint = %q, want %q", got, want)
	}
	if got := found(r.Lint(escalation.Domain{"vip": nil, "\xff": {"x"}})); got != " syntax; vip missing" {
		t.Errorf("Lint of a bad domain = %q", got)
	}
	if got := found((escalation.Routes{}).Lint(nil)); got != "( not_total)" {
		t.Errorf("Lint of no lines = %q", got)
	}
	if got := found(routesOf(t, escalation.RouteSpecs{{Queue: "q"}}).Lint(nil)); got != "" {
		t.Errorf("Lint of a line for all = %q", got)
	}
}

// Many values that no line tells apart cost nothing; a table that would take for ever is
// an error that says so.
func TestRoutesLintIsBounded(t *testing.T) {
	domain := escalation.Domain{"client": nil}
	var specs escalation.RouteSpecs
	for i := range 10_000 {
		client := fmt.Sprint("client", i)
		domain["client"] = append(domain["client"], client)
		specs = append(specs, escalation.RouteSpec{When: msp.Condition{"client": {client}}, Queue: "q"})
	}
	if got := found(routesOf(t, specs).Lint(domain)); got != "" {
		t.Errorf("Lint of a line for each client = %q", got)
	}
	hard, lines := escalation.Domain{}, escalation.RouteSpecs{}
	for i := range 60 {
		hard[fmt.Sprint("a", i)] = []string{"0", "1", "2"}
	}
	for i := range 60 {
		for j := range i {
			lines = append(lines, escalation.RouteSpec{When: msp.Condition{fmt.Sprint("a", i): {"0"}, fmt.Sprint("a", j): {"1"}}, Queue: "q"})
		}
	}
	if got := found(routesOf(t, lines).Lint(hard)); got != " too_large" {
		t.Errorf("Lint of a hard table = %q", got)
	}
}
