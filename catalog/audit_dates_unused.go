package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/pricing"
)

// CodeUnused is the code of a finding of [CheckDates] about records that nothing refers to,
// on any date: not even a contract that is over. Target sets are for the provider's own
// scorecards, too, and are left alone.
const CodeUnused msp.Code = "unused"

// unused finds records that nothing refers to, each kind once.
func (a *auditor) unused() {
	used := make(map[ownKey]bool)
	a.v.catalog.references(func(r reference) { used[ownKey{r.kind, r.name}] = true })
	m := a.v.catalog.model
	for _, kind := range [...]struct {
		path, kind string
		names      []string
	}{
		{"calendars", kindCalendars, names(m.Calendars, func(s *calendar.Spec) string { return s.Name })},
		{"unions", kindCalendars, names(m.Unions, func(s *UnionSpec) string { return s.Name })},
		{"schedules", kindSchedules, names(m.Schedules, func(s *escalation.ScheduleSpec) string { return s.Name })},
		{"policies", kindPolicies, names(m.Policies, func(s *escalation.PolicySpec) string { return s.Name })},
		{"ladders", kindLadders, names(m.Ladders, func(s *escalation.LadderSpec) string { return s.Name })},
		{"prices", kindPrices, names(m.Prices, func(s *pricing.Item) string { return s.Name })},
	} {
		rest := slices.DeleteFunc(kind.names, func(name string) bool { return used[ownKey{kind.kind, name}] })
		if len(rest) == 0 {
			continue
		}
		a.add(msp.SeverityInfo, CheckDates, CodeUnused, kind.path, kind.path, "take it out, or refer to it",
			"nothing refers to {names}", is("names", quotedNames(rest)))
	}
}
