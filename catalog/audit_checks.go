package catalog

import "github.com/mspkit/msp"

// checks returns all checks, in order. Those that look at the year to come are left out
// where the calendar ends before it.
func (a *auditor) checks() []func() {
	var all []func()
	for _, c := range a.list() {
		if !c.ofYear || a.v.on.Before(msp.MustParseDate("9998-12-31")) {
			all = append(all, c.check)
		}
	}
	return all
}

type namedCheck struct {
	check  func()
	ofYear bool // it looks at the year from the date on
}

func (a *auditor) list() []namedCheck {
	return []namedCheck{
		{a.targets, true},
		{a.levels, true},
		{a.escalation, false},
		{a.response, true},
		{a.matrices, false},
		{a.betterTiers, true},
		{a.margins, false},
		{a.exceptions, false},
		{a.uptime, true},
		{a.objective, true},
		{a.staffing, false},
		{a.dates, false},
		{a.coverage, true},
		{a.kpis, false},
		{a.tenants, false},
		{a.roles, false},
		{a.people, false},
	}
}
