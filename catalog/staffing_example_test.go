package catalog_test

import (
	"fmt"
	"os"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// How many people the clients of a day need, and how many there are.
func ExampleView_Staffing() {
	model := must(catalog.Parse(must(os.ReadFile("testdata/model.json")), msp.Limits{}))
	model.Teams[0].Band = &catalog.BandSpec{Counts: "user", Low: decimal.NewFromInt(5), High: decimal.NewFromInt(12)}
	model.Teams[2].Band = &catalog.BandSpec{Counts: catalog.ClientUnit, Low: decimal.NewFromInt(1), High: decimal.NewFromInt(30)}
	c := must(model.Compile(zones.Load)) // a program has nil here
	for _, t := range c.On(msp.MustParseDate("2026-06-01")).Staffing() {
		fmt.Printf("%s: %v × %s for %v people: %v, want %d to %d\n", t.Team, t.Units, t.Counts, t.Heads, t.Status, t.Least, t.Most)
	}
	// Output:
	// desk: 37/1 × user for 3/1 people: over_loaded, want 4 to 8
	// service manager: 2/1 × client for 2/1 people: within, want 1 to 2
}
