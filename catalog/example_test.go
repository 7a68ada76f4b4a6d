package catalog_test

import (
	"fmt"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// harbour is the model of a small provider: two tiers, a service and a client.
const harbour = `{
  "calendars": [
    {"name": "office", "zone": "America/New_York", "hours": "Mon-Fri 08:00-18:00"},
    {"name": "24x7", "zone": "America/New_York", "always": true}
  ],
  "policies": [{"name": "standard", "steps": [{"notify": [{"party": "desk"}], "wait": "15m"}, {"notify": [{"party": "fay"}]}]}],
  "escalation": [{"policy": "standard"}],
  "prices": [{"name": "engineer", "price": {"currency": "USD", "unit": "hour", "rate": "150"}}],
  "teams": [{"name": "desk", "people": ["ana", "ben"]}],
  "services": [{"name": "help desk", "description": "first contact", "category": "end_user", "owner": "fay", "team": "desk",
    "criticality": "tier_3", "hours": "client", "kpis": ["first_contact_resolution"],
    "terms": [{"work": ["project"], "cover": "billable", "price": "engineer", "why": "projects are quoted"}]}],
  "tiers": [
    {"name": "bronze", "adds": ["help desk", "patching"], "coverage": "business_hours",
      "goals": [{"metric": "first_response", "targets": [{"span": {"within": "8h"}, "calendar": "client"}]}]},
    {"name": "silver", "extends": "bronze", "adds": ["quarterly reporting"], "coverage": "extended_hours",
      "goals": [{"metric": "first_response", "targets": [{"span": {"within": "4h"}, "calendar": "client"}]}]}
  ],
  "clients": [
    {"name": "acme", "calendar": "office", "contracts": [{"id": "a1", "from": "2026-01-01", "tier": "silver"}]},
    {"name": "zeta", "calendar": "24x7", "contracts": [{"id": "z1", "from": "2026-01-01", "until": "2027-01-01", "tier": "silver"}]}
  ]
}`

// must returns a value that is there.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// compiledText returns the catalogue of a document.
func compiledText(text string) catalog.Catalog {
	return must(must(catalog.Parse([]byte(text), msp.Limits{})).Compile(nil))
}

// The whole operating model is one document. It is checked as a whole, and then says what
// a client is entitled to, and why.
func Example() {
	model, err := catalog.Parse([]byte(harbour), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := model.Compile(nil) // all findings at once, or a catalogue
	if err != nil {
		fmt.Println(err)
		return
	}
	view := c.On(msp.MustParseDate("2026-06-01"))
	for _, work := range []string{"incident", "project"} {
		e, err := view.Entitlement(catalog.Request{Client: "acme", Service: "help desk", Work: work})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %v, since %v\n", work, e.Cover(), e.Reason())
	}
	for _, f := range view.Audit().Of(catalog.CodeCoverageWord) {
		fmt.Println(f)
	}
	// Output:
	// incident: included, since help desk is in tier silver
	// project: billable, since service help desk says so: projects are quoted
	// info: silver / 24x7: the tier says extended_hours, and the hours "24x7" are 24x7, for 1 client: "zeta". Mend: sell what is given, or give the hours that are sold
}

// The desk is on call in office hours, and one client has bought answers around the clock:
// the audit says which ticket shows that, and what would mend it. The worst is that of the
// weekend on which clocks are set back.
func ExampleCatalog_Audit() {
	const (
		everybody = `{"notify": [{"party": "desk"}], "wait": "15m"}, {"notify": [{"party": "fay"}]}`
		atTheDesk = `{"notify": [{"on_call": "desk"}], "hours": "office"}`
		desk      = `"schedules": [{"name": "desk", "layers": [{"rotation": {"zone": "America/New_York", "start": "2026-01-05T08:00:00", "members": ["ana", "ben"]}}]}],`
	)
	c := compiledText(strings.NewReplacer(everybody, atTheDesk, `"policies"`, desk+` "policies"`).Replace(harbour))
	for _, f := range c.Audit(msp.MustParseDate("2026-06-01")).Of(catalog.CodeResponseLate) {
		fmt.Println(f.Subject)
		fmt.Println(f.Why)
		fmt.Println("Mend:", f.Mend)
	}
	// Output:
	// zeta / help desk
	// P1 to P4: a response is promised within 4h in "24x7"; opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 4h; 5106h of the year's 8760h are late, from Sun 2026-05-31 20:00 EDT on; it is for help desk of zeta
	// Mend: let standard tell somebody by Mon 2026-06-01 00:00 EDT of a ticket opened Sun 2026-05-31 20:00 EDT, or promise the response later
}

// Silver answers within two hours from July on, instead of four. Zeta has signed for
// four, and keeps that until its contract ends: a change and a pin, two lines.
func ExampleModel_change() {
	const (
		change = `"changes": [{"from": "2026-07-01", "goals": [{"metric": "first_response", "targets": [{"span": {"within": "2h"}, "calendar": "client"}]}]}],`
		pin    = `"pinned": {"on": "2026-06-30"},`
	)
	edited := strings.NewReplacer(`"adds": ["quarterly reporting"],`, `"adds": ["quarterly reporting"], `+change, `"id": "z1",`, `"id": "z1", `+pin).Replace(harbour)
	c := compiledText(edited)
	for _, on := range []string{"2026-06-30", "2026-07-01"} {
		for _, client := range c.Clients() {
			e := must(c.On(msp.MustParseDate(on)).Entitlement(catalog.Request{Client: client, Service: "help desk"}))
			response, _ := e.Goal("first_response")
			target, _ := response.Targets().For(msp.P3, instantAt(on+"T12:00:00Z"))
			fmt.Println(on, client, target.Span())
		}
	}
	// Output:
	// 2026-06-30 acme within 4h
	// 2026-06-30 zeta within 4h
	// 2026-07-01 acme within 2h
	// 2026-07-01 zeta within 4h
}

func ExampleView_Entitlement() {
	view := compiledText(harbour).On(msp.MustParseDate("2026-06-01"))
	e := must(view.Entitlement(catalog.Request{Client: "acme", Service: "help desk", Work: "project"}))
	fmt.Println(e.Cover())
	fmt.Println(e.Reason())
	if price, ok := e.Price(); ok {
		fmt.Println("at", price.Price.Rate, price.Price.Currency, "an", price.Price.Unit)
	}
	_, hours := e.Hours()
	fmt.Println("hours:", hours)
	_, reasons := e.Goals()
	fmt.Println("promised:", reasons[0])
	route, _ := e.Route(msp.P1, nil)
	fmt.Println("told:", route.Why())
	// Output:
	// billable
	// service help desk says so: projects are quoted
	// at 150 USD an hour
	// hours: office, of the client
	// promised: first_response, of the tier
	// told: standard, of the model
}

func ExampleTier_Diff() {
	tiers := compiledText(harbour).Tiers()
	bronze, _ := tiers.Tier("bronze", msp.Date{})
	silver, _ := tiers.Tier("silver", msp.Date{})
	diff := bronze.Diff(silver)
	for _, item := range diff.Added {
		fmt.Println("+", item)
	}
	for _, c := range diff.Changed {
		fmt.Printf("%s: %s → %s\n", c.Name, c.Before, c.After)
	}
	// Output:
	// + quarterly reporting
	// coverage: business_hours → extended_hours
	// first_response: within 8h in client → within 4h in client
}

func ExampleTiers_UpgradePath() {
	specs := must(catalog.ParseTierSpecs([]byte(`[
		{"name": "gold", "extends": "silver"},
		{"name": "silver", "extends": "bronze"},
		{"name": "bronze"}
	]`), msp.Limits{}))
	fmt.Println(must(specs.Compile()).UpgradePath("bronze", "gold"))
	// Output: [bronze silver gold]
}
