package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

const goldTier = `{"name":"gold","extends":"silver","prices":["gold seat"]`

func TestCheckTiers(t *testing.T) {
	gold := func(more string, edits ...string) []string {
		return append([]string{"tiers[+]", goldTier + more + "}"}, edits...)
	}
	const (
		notBetter = "warning; tier_not_better; tiers[2]; gold / silver"
		equal     = "warning; tier_price_order; tiers[1].prices; silver / bronze / user"
		cheaper   = "error; tier_price_order; tiers[1].prices; silver / bronze / user"
	)
	auditTable{
		{"nothing more", gold(""), []string{notBetter}},
		{"the same once more", gold(`,"coverage":"extended_hours","reviews":"monthly","calendar":"extended"`), []string{notBetter}},
		{"an inclusion", gold(`,"adds":["reports"]`), nil},
		{"a word", gold(`,"coverage":"24x7"`), nil},
		{"a number", gold(`,"attributes":[{"name":"visits","value":"2","better":"higher"}]`), nil},
		{"a goal", gold(`,"goals":[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"client"}]}]`), nil},
		{"a term", gold(`,"terms":[{"work":["project"],"cover":"included"}]`), nil},
		{"a route", gold(`,"escalation":[{"policy":"standard"}]`), nil},
		{"a change to come", gold(`,"changes":[{"from":"2026-06-02","adds":["reports"]}]`), []string{notBetter}},
		{"a change that is there", gold(`,"changes":[{"from":"2026-06-01","adds":["reports"]}]`), nil},
		{"a cent more", []string{"prices[1].price.rate", `"80.01"`}, nil},
		{"as much", []string{"prices[1].price.rate", `"80"`}, []string{equal}},
		{"a part of a cent less", []string{"prices[1].price.rate", `"79.9999"`}, []string{cheaper}},
		{"in another unit", []string{"prices[1].price.unit", `"device"`}, nil},
		{"in another currency", []string{"prices[1].price.currency", `"EUR"`}, nil},
		{"due each year", []string{"prices[1].cadence", `"year"`}, nil},
		{"due each month, in words", []string{"prices[1].cadence", `"month"`, "prices[1].price.rate", `"80"`}, []string{equal}},
		{"metered", []string{"prices[1].metered", "true", "prices[1].price.rate", `"1"`}, nil},
		{"for ten", []string{"prices[1].price", `{"currency":"USD","unit":"user","mode":"volume","tiers":[{"up_to":"9","rate":"81"},{"up_to":"10","rate":"80"},{"rate":"81"}]}`}, []string{equal}},
		{"the worst of them", []string{"prices[1].price", `{"currency":"USD","unit":"user","mode":"volume","tiers":[{"up_to":"9","rate":"80"},{"rate":"79"}]}`}, []string{cheaper}},
		{"only for eleven", []string{"prices[1].price", `{"currency":"USD","unit":"user","mode":"volume","tiers":[{"up_to":"10","rate":"81"},{"up_to":"11","rate":"1"},{"rate":"81"}]}`}, nil},
		{"two prices for one unit are one", []string{
			"prices[1].price.rate", `"50"`, "prices[+]", `{"name":"extra","price":{"currency":"USD","unit":"user","rate":"30.01"},"cost":"1"}`,
			"tiers[1].prices", `["silver seat","extra"]`,
		}, nil},
		{"fees", []string{
			"prices[+]", `{"name":"small","price":{"currency":"USD","flat":"90"}}`, "prices[+]", `{"name":"large","price":{"currency":"USD","flat":"89"}}`,
			"tiers[0].prices", `["bronze seat","small"]`, "tiers[1].prices", `["silver seat","large"]`,
		}, []string{"error; tier_price_order; tiers[1].prices; silver / bronze"}},
		{"a price that changes", []string{"prices[1].changes", `[{"from":"2026-06-01","price":{"currency":"USD","unit":"user","rate":"80"}}]`}, []string{equal}},
		{"a price that will change", []string{"prices[1].changes", `[{"from":"2026-06-02","price":{"currency":"USD","unit":"user","rate":"80"}}]`}, nil},
		{"prices that change", []string{"tiers[1].changes[+]", `{"from":"2026-05-01","prices":["bronze seat"]}`}, []string{
			"warning; tier_price_order; tiers[1].changes[1].prices; silver / bronze / user",
		}},
		{"hours that are shorter by a minute", []string{"calendars[2].hours", `"Mon-Fri 08:00-16:59"`}, []string{
			"warning; tier_looser; tiers[0].goals[1]; silver / bronze / resolution and resolution P1",
		}},
		{"hours that end together", []string{"calendars[2].hours", `"Mon-Fri 08:00-17:00"`}, nil},
		{"no hours of the tier that is extended", []string{"tiers[0].calendar", "null"}, nil},
		{"a headline against a priority", []string{
			"tiers[0].goals[0].targets[+]", `{"priority":"P1","span":{"within":"3h"},"calendar":"24x7"}`,
		}, []string{"warning; tier_looser; tiers[1].goals[0]; silver / bronze / first_response P1"}},
		{"a goal that only one of them has", []string{"tiers[1].goals[0].name", `"first answer"`, "tiers[1].changes", "null"}, nil},
		{"civil days in hours that are not open: no target", []string{
			"tiers[0].goals[0].targets[0]", `{"span":{"civil_days":1},"calendar":"client"}`, "tiers[0].calendar", "null",
			"clients[0].calendar", `"24x7"`, "clients[1].calendar", `"24x7"`, "clients[0].sites", "null",
		}, nil},
	}.run(t, catalog.CheckTiers)
}
