package catalog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// recurring is the sample with activities and plans of all kinds.
func recurring(t *testing.T) catalog.Catalog {
	t.Helper()
	model := parsed(t, "model.json")
	model.Activities = []catalog.ActivitySpec{
		{Name: "review", Cadences: []catalog.Cadence{catalog.MustParseCadence("quarterly")}},
		{
			Name: "scan", Cadences: []catalog.Cadence{catalog.MustParseCadence("weekly")}, Services: []string{"vulnerability scanning"},
			Anchor: msp.MustParseDate("2026-02-02"),
		},
		{Name: "watch", Cadences: []catalog.Cadence{catalog.Continuous()}},
	}
	model.Clients[0].Plans = []catalog.ClientPlan{
		{Plan: "onboarding", Start: msp.MustParseDate("2026-01-05")},
		{Plan: "onboarding", Start: msp.MustParseDate("2026-01-10"), Calendar: "office"}, // a Saturday
	}
	model.Clients[1].Plans = []catalog.ClientPlan{{Plan: "onboarding", Start: msp.MustParseDate("9999-12-30")}}
	c, err := model.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Acme has scanning à la carte, Zeta has not; a review is anchored where the contract
// begins. Before the contract nothing recurs.
func TestViewActivities(t *testing.T) {
	c := recurring(t)
	for _, test := range []struct{ on, client, want string }{
		{"2026-06-01", "acme", "[review 2026-01-01][scan 2026-02-02][watch ]"},
		{"2026-06-01", "zeta", "[review 2026-03-01][watch ]"},
		{"2025-06-01", "acme", ""},
		{"2026-06-01", "nobody", ""},
	} {
		var got strings.Builder
		for _, a := range c.On(msp.MustParseDate(test.on)).Activities(test.client) {
			fmt.Fprintf(&got, "[%s %v]", a.Name(), a.Anchor())
		}
		if got.String() != test.want {
			t.Errorf("on %s %s has %s, want %s", test.on, test.client, got.String(), test.want)
		}
	}
}

func TestViewPlans(t *testing.T) {
	view := recurring(t).On(msp.MustParseDate("2026-01-01"))
	schedules, err := view.Plans("acme")
	if err != nil || len(schedules) != 2 {
		t.Fatalf("Plans = %v, %v", schedules, err)
	}
	for i, want := range []string{"2026-01-05 2026-01-12 2026-01-19", "2026-01-12 2026-01-19 2026-01-26"} {
		phase := schedules[i].Phases()[0]
		if got := fmt.Sprint(phase.EarliestStart, " ", phase.EarliestEnd, " ", phase.LatestEnd); got != want {
			t.Errorf("plan %d: %s, want %s", i, got, want)
		}
	}
	if _, err := view.Plans("zeta"); !errors.Is(err, msp.ErrRange) {
		t.Errorf("a plan that ends in the year 10000: %v", err)
	}
	if _, err := view.Plans("nobody"); !errors.Is(err, catalog.ErrUnknownName) {
		t.Errorf("the plans of nobody: %v", err)
	}
}
