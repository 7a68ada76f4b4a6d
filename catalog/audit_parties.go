package catalog

import (
	"slices"

	"github.com/mspkit/msp/escalation"
)

// toldTeams returns the names of the teams that targets reach. A party is the team of that
// name, or every team that has a person of that name; who is on call in a schedule, or
// takes turns in it, is of the teams whose schedule it is. If no team has the schedule, it
// is of those that have somebody of it.
func (a *auditor) toldTeams(targets []escalation.Target) map[string]bool {
	told := make(map[string]bool)
	for _, target := range targets {
		switch target := target.(type) {
		case escalation.Party:
			if _, ok := a.v.catalog.teams[string(target)]; ok {
				told[string(target)] = true
			}
			a.teamsOf(told, []string{string(target)})
		case escalation.OnCall:
			a.teamsOnCall(told, string(target))
		case escalation.AllOf:
			a.teamsOnCall(told, string(target))
		}
	}
	return told
}

// teamsOf adds the teams in which one of some people is.
func (a *auditor) teamsOf(told map[string]bool, people []string) {
	for i := range a.v.catalog.model.Teams {
		team := &a.v.catalog.model.Teams[i]
		if slices.ContainsFunc(team.People, func(person string) bool { return slices.Contains(people, person) }) {
			told[team.Name] = true
		}
	}
}

// teamsOnCall adds the teams of a schedule.
func (a *auditor) teamsOnCall(told map[string]bool, schedule string) {
	found := false
	for i := range a.v.catalog.model.Teams {
		if team := &a.v.catalog.model.Teams[i]; team.Schedule == schedule {
			told[team.Name], found = true, true
		}
	}
	if !found {
		year := yearFrom(a.v.on)
		a.teamsOf(told, a.v.catalog.schedules[schedule].Members(year.From, year.To))
	}
}

// team returns a team of the model by its name; matrices have no parties that are none.
func (a *auditor) team(name string) *TeamSpec {
	i, ok := a.v.catalog.teams[name]
	if !ok {
		return new(TeamSpec)
	}
	return &a.v.catalog.model.Teams[i]
}

// isProviders reports whether a team is the provider's.
func (s TeamSpec) isProviders() bool { return s.Side == 0 || s.Side == SideProvider }
