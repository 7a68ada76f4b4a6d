package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// A contract of a year that goes on unless somebody says so three months before.
func ExampleRenewal() {
	renewal := catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 12, NoticeMonths: 3}
	from, open := msp.MustParseDate("2025-04-01"), msp.Date{}

	term, _ := renewal.TermAt(from, open, msp.MustParseDate("2026-11-28"))
	last, _ := renewal.LastNotice(term)
	fmt.Printf("term %v, notice until %v\n", term, last)

	for _, given := range []string{"2026-12-31", "2027-01-01"} {
		renewal.NoticeGiven = msp.MustParseDate(given)
		end, _ := renewal.End(from, open)
		fmt.Printf("notice on %s: over on %v\n", given, end)
	}
	// Output:
	// term 2026-04-01/2027-04-01, notice until 2026-12-31
	// notice on 2026-12-31: over on 2027-04-01
	// notice on 2027-01-01: over on 2028-04-01
}

// Whom to call about a renewal before it is too late.
func ExampleRenewal_NextNotice() {
	today := msp.MustParseDate("2026-11-28")
	contracts := []struct {
		client  string
		from    msp.Date
		renewal catalog.Renewal
	}{
		{"acme", msp.MustParseDate("2024-01-31"), catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 1, NoticeDays: 30}},
		{"globex", msp.MustParseDate("2025-03-01"), catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 24, NoticeMonths: 3}},
		{"initech", msp.MustParseDate("2025-03-01"), catalog.Renewal{Kind: catalog.RenewalManual}},
	}
	for _, c := range contracts {
		if last, end, ok := c.renewal.NextNotice(c.from, msp.Date{}, today); ok {
			fmt.Printf("%s: %d days left to end on %v\n", c.client, today.DaysUntil(last), end)
		}
	}
	// Output:
	// acme: 2 days left to end on 2026-12-31
	// globex: 2 days left to end on 2027-03-01
}
