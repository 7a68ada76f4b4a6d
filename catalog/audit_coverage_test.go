package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestAuditCoverage(t *testing.T) {
	tests := []struct{ name, word, hours, want string }{
		{"an office of eight hours", "business_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Fri 09:00-17:00"}`, ""},
		{"35 hours", "business_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Fri 09:00-16:00"}`, ""},
		{"a second less", "business_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Thu 09:00-16:00; Fri 09:00-15:59:59"}`, "coverage_word bronze / boston"},
		{"45 hours", "business_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Fri 08:00-17:00"}`, ""},
		{"45 hours are not extended", "extended_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Fri 08:00-17:00"}`, "coverage_word bronze / boston"},
		{"a second more is", "extended_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Thu 08:00-17:00; Fri 08:00-17:00:01"}`, ""},
		{"more than an office", "business_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Thu 08:00-17:00; Fri 08:00-17:00:01"}`, "coverage_word bronze / boston"},
		{"all of the week", "24x7", `{"name":"boston","zone":"America/New_York","hours":"Mon-Sun 00:00-24:00"}`, ""},
		{"always", "24x7", `{"name":"boston","zone":"America/New_York","always":true}`, ""},
		{"but for a second of the year", "24x7", `{"name":"boston","zone":"America/New_York","hours":"Mon-Sun 00:00-24:00",
			"breaks":[{"name":"stocktaking","dates":["2027-05-31"],"hours":["23:59:59-24:00"]}]}`, "coverage_word bronze / boston"},
		{"holidays do not make a week", "extended_hours", `{"name":"boston","zone":"America/New_York","hours":"Mon-Fri 08:00-17:30",
			"holidays":[{"name":"summer","dates":["2026-07-06","2026-07-07","2026-07-08","2026-07-13","2026-07-20","2026-08-03","2026-08-10","2026-08-17"]}]}`, ""},
		{"never open", "business_hours", `{"name":"boston","zone":"America/New_York","extra":[{"name":"once","dates":["2020-01-01"],"hours":["09:00-10:00"]}]}`, "coverage_word bronze / boston"},
	}
	for _, test := range tests {
		got := foundOf(t, catalog.CheckCoverage, "2026-06-01", edit("clients[1]", "null"), edit("clients[0].sites", "null"), edit("clients[0].contracts[0].tier", `"bronze"`),
			edit("tiers[1].coverage", "null"), edit("tiers[0].coverage", `"`+test.word+`"`), edit("calendars[3]", test.hours))
		if got != test.want {
			t.Errorf("%s: of %s an audit finds %q, want %q", test.name, test.word, got, test.want)
		}
	}
}

// Where the hours are stated is what has to change.
func TestAuditCoveragePaths(t *testing.T) {
	tests := []struct {
		edits []auditEdit
		want  string
	}{
		{nil, "clients[0].sites[0].calendar clients[0].calendar tiers[1].calendar"},
		{[]auditEdit{edit("clients[0].contracts[0].calendar", `"office"`)}, "clients[0].sites[0].calendar tiers[1].calendar clients[0].contracts[0].calendar"},
		{[]auditEdit{edit("tiers[1].calendar", "null")}, "clients[0].sites[0].calendar clients[0].calendar tiers[0].calendar"},
		{[]auditEdit{edit("tiers[1].changes[+]", `{"from":"2026-05-01","calendar":"office"}`)}, "clients[0].sites[0].calendar clients[0].calendar tiers[1].changes[1].calendar"},
	}
	for _, test := range tests {
		got := pathsOf(t, catalog.CodeCoverageWord, append(test.edits, edit("tiers[1].coverage", `"24x7"`))...)
		if got != test.want {
			t.Errorf("after %v the hours are at %q, want %q", test.edits, got, test.want)
		}
	}
}
