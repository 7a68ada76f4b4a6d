package catalog

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A RACISpec is a RACI matrix as people write it down: who is responsible for an
// activity, who is accountable, who is consulted and who is informed. The article "A
// simple managed IT services model" wants one for every area of service.
//
//	{"name":"shared","scope":"co_managed","assignments":[
//	  {"activity":"patching","party":"operations","role":"R"},
//	  {"activity":"patching","party":"client IT","role":"A"},
//	  {"activity":"patching","party":"security officer","role":"I"}]}
//
// Every activity has exactly one party that is accountable and at least one that is
// responsible; it may be the same. The order of assignments says nothing.
type RACISpec struct {
	// Name is for people.
	Name string

	// Scope is how much the provider has taken on where the matrix holds. Zero: it is for
	// every scope.
	Scope Scope

	// Activities and Parties are the names that assignments may have; each activity has at
	// least one. Nil: any name is good. A list that is there and empty allows none.
	Activities, Parties []string

	// Assignments are the roles, at most 100,000.
	Assignments []RoleAssignment
}

// A RoleAssignment gives a party a role in an activity. All three are required.
type RoleAssignment struct {
	Activity, Party string
	Role            Role
}

const mostRoleAssignments = 100_000

// Compile checks the spec and returns its matrix, or all findings as [msp.Issues] if one
// of them is an error. The spec is copied.
func (s RACISpec) Compile() (RACI, error) {
	if err := s.Validate().Err(); err != nil {
		return RACI{}, err
	}
	compiled := &raci{spec: s.clone(), activities: make(map[string]*raciActivity)}
	for i, a := range compiled.spec.Assignments {
		compiled.add(i, a)
	}
	for _, one := range compiled.activities {
		one.accountable, one.responsible = one.holders(Accountable), one.holders(Responsible)
	}
	return RACI{compiled}, nil
}

// MustCompile is Compile for constants in code: it panics on an error.
func (s RACISpec) MustCompile() RACI {
	matrix, err := s.Compile()
	if err != nil {
		panic(err)
	}
	return matrix
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - an assignment without an activity, a party or a role, a name of a list that is
//     empty: [msp.CodeMissing]
//   - a name that stands in a list twice: [msp.CodeDuplicate]
//   - a scope or a role that is none, more than 1,000 activities or parties or 100,000
//     assignments: [msp.CodeRange]
//   - a text that is not UTF-8: [msp.CodeSyntax]
//   - each of [RACISpec.Problems]: [CodeDuplicateRole] and [CodeRedundantRole] are
//     warnings, the others errors
func (s RACISpec) Validate() msp.Issues {
	var list findings.List
	list.Text("name", s.Name, "")
	if s.Scope > BreakFix {
		list.Errorf("scope", msp.CodeRange, "%v is none", s.Scope)
	}
	checkDistinct(&list, "activities", s.Activities, needName)
	checkDistinct(&list, "parties", s.Parties, needName)
	if n := len(s.Assignments); n > mostRoleAssignments {
		list.Errorf("assignments", msp.CodeRange, "%d assignments, more than %d", n, mostRoleAssignments)
		return list.Issues() // what is left out could be what seems to be missing
	}
	for i, a := range s.Assignments {
		path := at("assignments", i) + "."
		list.Text(path+"activity", a.Activity, "want the name of an activity")
		list.Text(path+"party", a.Party, "want the name of a party")
		switch {
		case a.Role == 0:
			list.Errorf(path+"role", msp.CodeMissing, "want R, A, C or I")
		case a.Role > Informed:
			list.Errorf(path+"role", msp.CodeRange, "%v is none", a.Role)
		}
	}
	for _, p := range s.found() {
		p.addTo(&list)
	}
	return list.Issues()
}

// clone returns a copy that shares nothing.
func (s RACISpec) clone() RACISpec {
	s.Activities, s.Parties, s.Assignments = slices.Clone(s.Activities), slices.Clone(s.Parties), slices.Clone(s.Assignments)
	return s
}

// A RACI is a compiled [RACISpec]. The zero RACI has no activities. RACIs are immutable,
// safe for concurrent use and cheap to copy.
type RACI struct{ r *raci }

type raci struct {
	spec       RACISpec
	activities map[string]*raciActivity
}

// A raciActivity is what the assignments say about one activity.
type raciActivity struct {
	first                    int // its first assignment
	parties                  map[string]*raciParty
	accountable, responsible []string // of a compiled matrix, sorted
}

// A raciParty is what the assignments say about one party in an activity.
type raciParty struct {
	first int    // its first assignment
	roles [5]int // the first assignment of each role, counted from 1
	again int    // the first one that gives a role a second time, counted from 1
}

// add takes in an assignment whose role is one.
func (r *raci) add(i int, a RoleAssignment) {
	one := r.activities[a.Activity]
	if one == nil {
		one = &raciActivity{first: i, parties: make(map[string]*raciParty)}
		r.activities[a.Activity] = one
	}
	party := one.parties[a.Party]
	if party == nil {
		party = &raciParty{first: i}
		one.parties[a.Party] = party
	}
	switch {
	case party.roles[a.Role] == 0:
		party.roles[a.Role] = i + 1
	case party.again == 0:
		party.again = i + 1
	}
}

// holders returns the parties that have a role, sorted.
func (a *raciActivity) holders(role Role) []string {
	var names []string
	for name, party := range a.parties {
		if party.roles[role] > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (r RACI) get() *raci {
	if r.r == nil {
		return new(raci)
	}
	return r.r
}

// Spec returns a copy of what the matrix was compiled from.
func (r RACI) Spec() RACISpec { return r.get().spec.clone() }

// Activities returns the names of the activities: in the order of the spec, or, if it has
// no list of them, sorted.
func (r RACI) Activities() []string {
	m := r.get()
	if m.spec.Activities != nil {
		return slices.Clone(m.spec.Activities)
	}
	return slices.Sorted(maps.Keys(m.activities))
}

// Accountable returns the one party that answers for an activity; ok is false for an
// activity that the matrix has not.
func (r RACI) Accountable(activity string) (party string, ok bool) {
	a, ok := r.get().activities[activity]
	if !ok {
		return "", false
	}
	return a.accountable[0], true // a compiled matrix has one
}

// Responsible returns the parties that do an activity, sorted; none for an activity that
// the matrix has not.
func (r RACI) Responsible(activity string) []string {
	if a, ok := r.get().activities[activity]; ok {
		return slices.Clone(a.responsible)
	}
	return nil
}

// Roles returns the roles of a party in an activity, in the order R, A, C, I.
func (r RACI) Roles(activity, party string) []Role {
	a, ok := r.get().activities[activity]
	if !ok || a.parties[party] == nil {
		return nil
	}
	var roles []Role
	for role := Responsible; role <= Informed; role++ {
		if a.parties[party].roles[role] > 0 {
			roles = append(roles, role)
		}
	}
	return roles
}
