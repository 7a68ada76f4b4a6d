package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// Which price list holds, and does always one and only one?
func ExampleVersions() {
	lists := catalog.Versions{
		{ID: "2024", From: msp.MustParseDate("2024-01-01"), Until: msp.MustParseDate("2025-01-01")},
		{ID: "2025", From: msp.MustParseDate("2025-02-01"), Until: msp.MustParseDate("2026-02-01")},
		{ID: "2026", From: msp.MustParseDate("2026-01-01")},
	}
	for _, date := range []string{"2024-12-31", "2025-01-15", "2026-01-15"} {
		d := msp.MustParseDate(date)
		v, ok := lists.At(d)
		fmt.Println(d, v.ID, ok, len(lists.InForce(d)))
	}
	fmt.Println("gaps:", lists.Gaps())
	for _, o := range lists.Overlaps() {
		fmt.Printf("%s and %s are both in force from %v to %v\n", o.A, o.B, o.From, o.Until)
	}
	// Output:
	// 2024-12-31 2024 true 1
	// 2025-01-15  false 0
	// 2026-01-15  false 2
	// gaps: [2025-01-01/2025-02-01]
	// 2025 and 2026 are both in force from 2026-01-01 to 2026-02-01
}
