package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// Acme's contract begins, and the catalogue changes in July. Zeta's is pinned to June until
// it ends, and has an exception to the end of the year.
func TestDatesOf(t *testing.T) {
	c := compiled(t, "model.json")
	for client, want := range map[string]string{
		"acme": "[2026-01-01 2026-07-01]", "zeta": "[2026-03-01 2026-06-30 2026-07-01 2027-01-01 2027-03-01]", "nobody": "[]",
	} {
		if got := fmt.Sprint(c.DatesOf(client)); got != want {
			t.Errorf("DatesOf(%q) = %s, want %s", client, got, want)
		}
	}
}

// On days that no date lies between, a client is entitled to the same.
func TestDatesOfAreAll(t *testing.T) {
	c := compiled(t, "model.json")
	for _, client := range c.Clients() {
		dates := c.DatesOf(client)
		before, text := msp.Date{}, ""
		for d := range msp.MustParsePeriod("2025-12-01/2027-06-01").Dates() {
			now := entitlementText(t, c, client, d)
			if now != text && !before.IsZero() && !slices.Contains(dates, d) {
				t.Errorf("%s on %v is entitled to\n%s\nand the day before to\n%s", client, d, now, text)
			}
			before, text = d, now
		}
	}
}

// entitlementText returns all that a client is entitled to, in words.
func entitlementText(t *testing.T, c catalog.Catalog, client string, d msp.Date) string {
	t.Helper()
	var text strings.Builder
	view := c.On(d)
	for _, service := range c.Services() {
		for _, work := range []string{"incident", "project"} {
			e, err := view.Entitlement(catalog.Request{Client: client, Service: service, Work: work})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&text, service, work, e.Cover(), e.Reason().Code())
			goals, reasons := e.Goals()
			for i, g := range goals {
				for p := msp.P1; p <= msp.P4; p++ {
					target, ok := g.Targets().For(p, d.Civil().UTC())
					fmt.Fprintln(&text, " ", reasons[i], p, target.Span(), ok)
				}
			}
			for _, x := range e.Exceptions() {
				fmt.Fprintln(&text, "  exception", x.Name)
			}
		}
	}
	return text.String()
}
