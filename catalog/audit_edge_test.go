package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// Where the calendar ends within the year to come, nothing is said of that year.
func TestAuditAtTheEndOfTime(t *testing.T) {
	c, err := catalog.Starter().Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []string{"0001-01-01", "9998-12-31", "9999-12-28", "9999-12-31"} {
		if found := c.Audit(msp.MustParseDate(on)).Findings; len(found) > 0 {
			t.Errorf("on %s an audit finds %v", on, found)
		}
	}
}

// What an audit finds does not depend on the order of the document.
func TestAuditOrder(t *testing.T) {
	data := edited(t, document(t, "model.json"), []auditEdit{
		{At: "schedules[0].layers[0].windows", To: []byte(`{"mon":["08:00-18:00"]}`)},
		{At: "policies[0].steps[1].notify", To: []byte(`[{"on_call":"desk"}]`)},
		{At: "policies[0].steps[2].notify", To: []byte(`[{"on_call":"desk"}]`)},
		{At: "clients[0].contracts[0].tier", To: []byte(`"bronze"`)},
	})
	texts := func(m catalog.Model) []string {
		c, err := m.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, f := range c.Audit(msp.MustParseDate("2026-06-01")).Findings {
			all = append(all, string(f.Code)+" "+f.String())
		}
		slices.Sort(all)
		return all
	}
	one, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(other.Clients)
	slices.Reverse(other.Services)
	slices.Reverse(other.Tiers)
	slices.Reverse(other.Calendars)
	slices.Reverse(other.Teams)
	slices.Reverse(other.Prices)
	if a, b := texts(one), texts(other); len(a) == 0 || !slices.Equal(a, b) {
		t.Errorf("an audit finds\n%s\nand in another order\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// A name is no line of its own, and one that has a joint in it is not part of another.
func TestAuditOfStrangeNames(t *testing.T) {
	for name, want := range map[string]string{
		"zeta\nerror: fake\u202e": `zeta\nerror: fake\u202e`, "zeta / west": "zeta/west", `ze"ta`: `ze"ta`,
	} {
		model := parsed(t, "model.json")
		model.Clients[1].Name = name
		model.Acknowledged = []catalog.Acknowledgement{{
			Code: catalog.CodeContractEnded, Subject: "zeta", Reason: "known", By: "fay", Until: msp.MustParseDate("2028-01-01"),
		}}
		c, err := model.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		found := c.Audit(msp.MustParseDate("2027-06-01")).Of(catalog.CodeContractEnded)
		if len(found) != 1 || found[0].Acknowledged != nil || !strings.HasPrefix(found[0].String(), "warning: "+want+": ") {
			t.Errorf("of %q an audit finds %v", name, found)
		}
	}
}
