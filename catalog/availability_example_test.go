package catalog_test

import (
	"fmt"
	"os"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// What a service can give is what is left by all that it needs.
func ExampleView_Availability() {
	model := must(catalog.Parse(must(os.ReadFile("testdata/model.json")), msp.Limits{}))
	// Scanning needs the network, which is up 99.9 % of the time, has two lines, one of
	// which is enough, and is taken down on patch nights.
	line := model.Services[2]
	line.Name, line.Within = "line a", nil
	line.Availability = msp.MustParsePercent("98%")
	other := line
	other.Name = "line b"
	model.Services = append(model.Services, line, other)
	network := &model.Services[2]
	network.Availability = msp.MustParsePercent("99.9%")
	network.Redundant = []catalog.Redundancy{{Of: []string{"line a", "line b"}, Need: 1}}
	network.Maintenance = "patch nights"

	c := must(model.Compile(zones.Load)) // a program has nil here
	view := c.On(msp.MustParseDate("2026-06-01"))
	for _, service := range []string{"line a", "network monitoring", "vulnerability scanning"} {
		availability, ok := view.Availability(service)
		fmt.Println(service, availability.Percent(3, msp.Floor), ok)
	}
	// Output:
	// line a 98.000% true
	// network monitoring 99.586% true
	// vulnerability scanning 99.586% true
}
