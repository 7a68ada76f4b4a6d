package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// Codes of the problems of a RACI matrix.
const (
	CodeNoAccountable       msp.Code = "no_accountable"       // nobody answers for an activity
	CodeNoResponsible       msp.Code = "no_responsible"       // nobody does an activity
	CodeMultipleAccountable msp.Code = "multiple_accountable" // more than one party answers for it
	CodeMissingActivity     msp.Code = "missing_activity"     // an activity has no assignment at all
	CodeUnknownActivity     msp.Code = "unknown_activity"     // an assignment to one that is not listed
	CodeUnknownParty        msp.Code = "unknown_party"        // an assignment of one that is not listed
	CodeDuplicateRole       msp.Code = "duplicate"            // one assignment twice
	CodeRedundantRole       msp.Code = "redundant_role"       // a role that another one implies
)

// A RACIProblem is what is wrong with an activity of a matrix, or with a party in it. Of
// [CodeMultipleAccountable] the parties are all that are accountable, sorted, with commas
// between them; where a problem is one of the activity, there is no party.
type RACIProblem struct {
	Code            msp.Code
	Activity, Party string
}

// A raciFinding is a problem, where it stands in the spec, and what to say about it.
type raciFinding struct {
	RACIProblem

	path, message string
}

// Problems returns what is wrong with the matrix, each problem once, sorted by code,
// activity and party. It does not depend on the order of assignments:
//
//   - [CodeNoAccountable], [CodeNoResponsible]: an activity without A, without R
//   - [CodeMultipleAccountable]: an activity with more than one A
//   - [CodeMissingActivity]: one of Activities has no assignment; nothing else is said of it
//   - [CodeUnknownActivity]: one that is not among Activities. It is checked like any
//     other, so a misspelt name can be without A too
//   - [CodeUnknownParty]: a party of an activity that is not among Parties
//   - [CodeDuplicateRole]: a party has a role twice; it counts as one
//   - [CodeRedundantRole]: a party has R or A beside C or I, or C beside I. R beside A is
//     usual
//
// An assignment without an activity, a party or a role is not looked at;
// [RACISpec.Validate] finds it. Cost: that of sorting.
func (s RACISpec) Problems() []RACIProblem {
	var problems []RACIProblem
	for _, f := range s.found() {
		problems = append(problems, f.RACIProblem)
	}
	return problems
}

// found returns the problems, sorted, and where they stand.
func (s RACISpec) found() []raciFinding {
	matrix := raci{activities: make(map[string]*raciActivity)}
	for i, a := range s.Assignments {
		if a.Activity != "" && a.Party != "" && a.Role >= Responsible && a.Role <= Informed {
			matrix.add(i, a)
		}
	}
	activities, parties := listed(s.Activities), listed(s.Parties)
	var all []raciFinding
	report := func(code msp.Code, activity, party, path, format string, args ...any) {
		all = append(all, raciFinding{RACIProblem{code, activity, party}, path, fmt.Sprintf(format, args...)})
	}
	for name, i := range activities {
		if name != "" && matrix.activities[name] == nil {
			report(CodeMissingActivity, name, "", at("activities", i), "%q has no assignment", name)
		}
	}
	for name, one := range matrix.activities {
		path := at("assignments", one.first) + ".activity"
		if _, ok := activities[name]; !ok && s.Activities != nil {
			report(CodeUnknownActivity, name, "", path, "%q is not among the activities", name)
		}
		switch accountable := one.holders(Accountable); len(accountable) {
		case 0:
			report(CodeNoAccountable, name, "", path, "nobody is accountable for %q", name)
		case 1:
		default:
			report(CodeMultipleAccountable, name, strings.Join(accountable, ","), at("assignments", one.secondAccountable())+".role",
				"%q are accountable for %q, and one should be", accountable, name)
		}
		if len(one.holders(Responsible)) == 0 {
			report(CodeNoResponsible, name, "", path, "nobody is responsible for %q", name)
		}
		for who, party := range one.parties {
			if _, ok := parties[who]; !ok && s.Parties != nil {
				report(CodeUnknownParty, name, who, at("assignments", party.first)+".party", "%q is not among the parties", who)
			}
			if party.again > 0 {
				report(CodeDuplicateRole, name, who, at("assignments", party.again-1), "%q has the role in %q already", who, name)
			}
			if i := party.redundant(); i > 0 {
				report(CodeRedundantRole, name, who, at("assignments", i-1)+".role", "another role of %q in %q says more", who, name)
			}
		}
	}
	slices.SortFunc(all, func(a, b raciFinding) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Activity, b.Activity), cmp.Compare(a.Party, b.Party))
	})
	return all
}

// listed returns the place of each name of a list, the first one if it has several.
func listed(names []string) map[string]int {
	places := make(map[string]int, len(names))
	for i, name := range names {
		if _, again := places[name]; !again {
			places[name] = i
		}
	}
	return places
}

// secondAccountable returns the assignment that makes a second party accountable.
func (a *raciActivity) secondAccountable() int {
	var all []int
	for _, party := range a.parties {
		if i := party.roles[Accountable]; i > 0 {
			all = append(all, i-1)
		}
	}
	slices.Sort(all)
	return all[1]
}

// redundant returns the assignment of a role that another one implies, counted from 1, or
// 0: who does or answers for something knows of it, and who is asked is told.
func (p *raciParty) redundant() int {
	acts := p.roles[Responsible] > 0 || p.roles[Accountable] > 0
	consulted, informed := p.roles[Consulted], p.roles[Informed]
	switch {
	case informed > 0 && (acts || consulted > 0):
		return informed
	case acts:
		return consulted
	}
	return 0
}

// addTo adds the problem to the findings about a spec.
func (f raciFinding) addTo(list *findings.List) {
	if f.Code == CodeDuplicateRole || f.Code == CodeRedundantRole {
		list.Warnf(f.path, f.Code, "%s", f.message)
		return
	}
	list.Errorf(f.path, f.Code, "%s", f.message)
}
