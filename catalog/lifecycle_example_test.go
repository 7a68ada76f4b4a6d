package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// When may a service be sold, and when is it delivered?
func ExampleLifecycle() {
	life := catalog.Lifecycle{
		{Status: catalog.Active, From: msp.MustParseDate("2025-01-01")},
		{Status: catalog.Deprecated, From: msp.MustParseDate("2027-01-01")},
		{Status: catalog.Retired, From: msp.MustParseDate("2027-07-01")},
	}
	for _, date := range []string{"2024-12-31", "2025-01-01", "2027-03-01", "2030-01-01"} {
		fmt.Println(date, life.At(msp.MustParseDate(date)))
	}
	life = append(life, catalog.LifecycleStep{Status: catalog.Active, From: msp.MustParseDate("2028-01-01")})
	fmt.Println(life.Validate()[0])
	// Output:
	// 2024-12-31 draft
	// 2025-01-01 active
	// 2027-03-01 deprecated
	// 2030-01-01 retired
	// [3].status: active may not follow retired (transition)
}
