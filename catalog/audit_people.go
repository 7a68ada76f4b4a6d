package catalog

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

// CodeUnknownPerson is the code of a finding of [CheckRoles] about somebody who is on call,
// or is to be told, and is neither a team nor in one.
const CodeUnknownPerson msp.Code = "unknown_person"

// people checks that whoever takes turns in a schedule is in a team, and whoever is told as
// a party is a team or in one: otherwise a name is misspelt, or somebody is told who has
// left. It is a warning, once for a schedule, policy or ladder. A model in which no team
// names its people is not judged.
func (a *auditor) people() {
	m := a.v.catalog.model
	known, named := make(map[string]bool), false
	for i := range m.Teams {
		known[m.Teams[i].Name] = true
		for _, person := range m.Teams[i].People {
			known[person], named = true, true
		}
	}
	if !named {
		return
	}
	report := func(path, name string, people map[string]bool) {
		var unknown []string
		for _, person := range slices.Sorted(maps.Keys(people)) {
			if !known[person] {
				unknown = append(unknown, person)
			}
		}
		if len(unknown) > 0 {
			a.add(msp.SeverityWarning, CheckRoles, CodeUnknownPerson, path, subject(name), "put them into a team, or spell the names as the teams do",
				"{what} names {names}, and no team is, or has, anybody of that name", is("what", name), is("names", quotedNames(unknown)))
		}
	}
	for i := range m.Schedules {
		people := make(map[string]bool)
		for _, layer := range m.Schedules[i].Layers {
			for _, person := range layer.Rotation.Members {
				people[person] = true
			}
		}
		for _, o := range m.Schedules[i].Overrides {
			if o.Op != escalation.Remove {
				people[o.Who] = true
			}
		}
		report(at("schedules", i), m.Schedules[i].Name, people)
	}
	for i := range m.Policies {
		told := make(map[string]bool)
		for _, step := range m.Policies[i].Steps {
			addParties(told, step.Notify)
		}
		report(at("policies", i), m.Policies[i].Name, told)
	}
	for i := range m.Ladders {
		told := make(map[string]bool)
		for _, rung := range m.Ladders[i].Rungs {
			addParties(told, rung.Notify)
		}
		report(at("ladders", i), m.Ladders[i].Name, told)
	}
}

// addParties adds the parties among some targets.
func addParties(told map[string]bool, targets []escalation.Target) {
	for _, target := range targets {
		if party, ok := target.(escalation.Party); ok {
			told[string(party)] = true
		}
	}
}
