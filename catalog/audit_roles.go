package catalog

import (
	"maps"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// Codes of [CheckRoles].
const (
	CodeRoleConflation msp.Code = "role_conflation" // one person resolves and advises
	CodeAloneInLayer   msp.Code = "alone_in_layer"  // a layer of the provider is one person
)

// roles checks who is in the teams of the provider: a technical team resolves, a strategic
// one advises, and one person in both does neither well. A layer that is one person stands
// still when that person does; one of whose people not all are named is not judged, and
// neither is what has no layer. Both are warnings.
func (a *auditor) roles() {
	in := make(map[string]map[Layer]int) // person to the first team of each layer
	unnamed := make(map[Layer]bool)
	people := make(map[Layer][]string)
	for i := range a.v.catalog.model.Teams {
		team := &a.v.catalog.model.Teams[i]
		if !team.isProviders() || team.Layer == 0 {
			continue
		}
		if len(team.People) == 0 || team.heads().Compare(msp.NewRatio(int64(len(team.People)), 1)) > 0 {
			unnamed[team.Layer] = true
		}
		for _, person := range team.People {
			if in[person] == nil {
				in[person] = make(map[Layer]int)
			}
			if _, again := in[person][team.Layer]; !again {
				in[person][team.Layer] = i
				people[team.Layer] = append(people[team.Layer], person)
			}
		}
	}
	for person, teams := range in {
		technical, ok := teams[Technical]
		strategic, ok2 := teams[Strategic]
		if !ok || !ok2 {
			continue
		}
		first, second := &a.v.catalog.model.Teams[technical], &a.v.catalog.model.Teams[strategic]
		a.add(msp.SeverityWarning, CheckRoles, CodeRoleConflation, at("teams", max(technical, strategic)), subject(person),
			"have "+strconv.Quote(person)+" in one of the two teams",
			"{person} is in {technical}, which resolves, and in {strategic}, which advises",
			is("person", person), is("technical", first.Name), is("strategic", second.Name))
	}
	for _, layer := range slices.Sorted(maps.Keys(people)) {
		if len(people[layer]) != 1 || unnamed[layer] {
			continue
		}
		person := people[layer][0]
		team := in[person][layer]
		a.add(msp.SeverityWarning, CheckRoles, CodeAloneInLayer, at("teams", team), subject(layer.String()),
			"have somebody stand in for "+strconv.Quote(person),
			"{person} of {team} is all there is of the {layer} layer", is("person", person), is("team", a.v.catalog.model.Teams[team].Name),
			is("layer", layer.String()))
	}
}
