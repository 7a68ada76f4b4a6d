package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

// P1 is promised within 16 hours: in silver's hours, of 13 a day from 07:00 on, that is 27
// on the clock at the least; in bronze's, of nine from 08:00 on, 31. All others have 72: in
// silver five days of 13 hours and seven, which a Saturday can help with.
func TestLevelsAtTheEdge(t *testing.T) {
	const l2, silver, bronze = "levels[1].targets", "level_beyond_promise L2 / silver / resolution", "level_beyond_promise L2 / bronze / resolution"
	for _, c := range []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"as it is", nil, ""},
		{"just as much", []auditEdit{edit(l2, `[{"priority":"P1","within":"27h"}]`)}, ""},
		{"a nanosecond more", []auditEdit{edit(l2, `[{"priority":"P1","within":"27h0.000000001s"}]`)}, silver + " / P1"},
		{
			"without silver's hours",
			[]auditEdit{edit(l2, `[{"priority":"P1","within":"31h"}]`), edit("tiers[1].calendar", `"office"`)},
			"",
		},
		{
			"without silver's hours, too much",
			[]auditEdit{edit(l2, `[{"priority":"P1","within":"31h0.000000001s"}]`), edit("tiers[1].calendar", `"office"`)},
			bronze + " / P1",
		},
		{"of all priorities P1 is the first", []auditEdit{edit(l2, `[{"within":"28h"}]`)}, silver + " / P1"},
		{"all priorities", []auditEdit{edit(l2, `[{"within":"900h"}]`)}, silver},
		{"its own target counts", []auditEdit{edit(l2, `[{"within":"28h"},{"priority":"P1","within":"4h"}]`)}, ""},
		{"something else is done", []auditEdit{edit(l2, `[{"done":"root cause known","within":"900h"}]`)}, ""},
		{"a priority that nobody is promised", []auditEdit{edit(l2, `[{"priority":"P7","within":"900h"}]`)}, ""},
		{
			"the longest counts, of any level",
			[]auditEdit{edit(l2, `[{"priority":"P1","within":"28h"}]`), edit("levels[0].targets", `[{"priority":"P1","within":"40h"}]`)},
			"level_beyond_promise L1 / silver / resolution / P1",
		},
		{
			"two times of levels",
			[]auditEdit{edit(l2, `[{"priority":"P1","within":"28h"}]`), edit("levels[0].targets", `[{"priority":"P2","within":"900h"}]`)},
			"level_beyond_promise L1 / silver / resolution / P2; " + silver + " / P1",
		},
		{
			"a contract of its own",
			[]auditEdit{
				edit(l2, `[{"within":"24h"}]`),
				edit("clients[0].contracts[0].goals", `[{"metric":"resolution","targets":[{"span":{"within":"23h"},"calendar":"24x7"}]}]`),
			},
			"level_beyond_promise L2 / acme / resolution",
		},
		{
			"a contract that says nothing of it",
			[]auditEdit{
				edit(l2, `[{"within":"28h"}]`),
				edit("clients[0].contracts[0].goals", `[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"24x7"}]}]`),
			},
			silver + " / P1",
		},
	} {
		if got := foundOf(t, catalog.CheckLevels, "2026-06-01", c.edits...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
