package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// Can we keep what the new contracts promise? The desk is there on weekdays, and sales has
// sold an hour around the clock to a client with a branch in Berlin.
func ExampleView_Prove() {
	model, err := catalog.Parse([]byte(`{
		"calendars": [
			{"name": "24x7", "zone": "America/New_York", "always": true},
			{"name": "boston", "zone": "America/New_York", "hours": "Mon-Fri 08:00-18:00"},
			{"name": "berlin", "zone": "Europe/Berlin", "hours": "Mon-Fri 09:00-17:00"}
		],
		"schedules": [{"name": "desk", "layers": [{
			"windows": "Mon-Fri 08:00-18:00",
			"rotation": {"zone": "America/New_York", "start": "2026-01-05T08:00:00", "members": ["ana", "ben", "cal"]}
		}]}],
		"policies": [{"name": "standard", "steps": [{"notify": [{"on_call": "desk"}], "hours": "boston"}]}],
		"escalation": [{"policy": "standard"}],
		"teams": [{"name": "desk", "people": ["ana", "ben", "cal"], "schedule": "desk"}],
		"services": [{"name": "help desk", "description": "first contact for users", "category": "end_user",
			"owner": "fay", "team": "desk", "criticality": "tier_3", "hours": "client", "kpis": ["first_contact_resolution"]}],
		"tiers": [{"name": "gold", "adds": ["help desk"], "goals": [{"metric": "first_response", "targets": [
			{"priority": "P1", "span": {"within": "1h"}, "calendar": "24x7"},
			{"priority": "P2", "span": {"within": "4h"}, "calendar": "client"}
		]}]}],
		"clients": [{"name": "acme", "calendar": "boston", "sites": [{"name": "branch", "calendar": "berlin"}],
			"contracts": [{"id": "2026", "from": "2026-01-01", "tier": "gold"}]}]
	}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		fmt.Println(err)
		return
	}
	for proof := range c.On(msp.MustParseDate("2026-06-01")).Prove() {
		fmt.Println(proof)
		if !proof.IsKept() {
			fmt.Printf("  late in %.0f of %.0f hours of the year\n", proof.Missed.Hours(), proof.Year.Duration().Hours())
		}
	}
	// Output:
	// acme / help desk / P1: opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 1h
	//   late in 5889 of 8760 hours of the year
	// acme / help desk / P2: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 4h
	// acme / branch / help desk / P1: opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 1h
	//   late in 5889 of 8760 hours of the year
	// acme / branch / help desk / P2: opened Mon 2026-06-01 02:00 CEST: nobody until 14:00, 5h against 4h
	//   late in 4813 of 8760 hours of the year
}
