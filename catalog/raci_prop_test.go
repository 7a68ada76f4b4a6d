package catalog_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// aRACI draws a matrix of few names, so that every problem is common.
func aRACI(t *rapid.T) catalog.RACISpec {
	activity, party := rapid.SampledFrom([]string{"a", "b", "c", "d"}), rapid.SampledFrom([]string{"x", "y", "z"})
	var spec catalog.RACISpec
	spec.Scope = catalog.Scope(rapid.IntRange(0, 5).Draw(t, "scope"))
	if rapid.Bool().Draw(t, "list of activities") {
		spec.Activities = rapid.SliceOfNDistinct(activity, 0, 4, rapid.ID[string]).Draw(t, "activities")
	}
	if rapid.Bool().Draw(t, "list of parties") {
		spec.Parties = rapid.SliceOfNDistinct(party, 0, 3, rapid.ID[string]).Draw(t, "parties")
	}
	for range rapid.IntRange(0, 14).Draw(t, "assignments") {
		spec.Assignments = append(spec.Assignments, catalog.RoleAssignment{
			Activity: activity.Draw(t, "activity"), Party: party.Draw(t, "party"), Role: catalog.Role(rapid.IntRange(1, 4).Draw(t, "role")),
		})
	}
	return spec
}

func sortProblems(all []catalog.RACIProblem) []catalog.RACIProblem {
	slices.SortFunc(all, func(a, b catalog.RACIProblem) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Activity, b.Activity), cmp.Compare(a.Party, b.Party))
	})
	return slices.Compact(all)
}

// slowProblems looks at all pairs of assignments.
func slowProblems(s catalog.RACISpec) []catalog.RACIProblem {
	var all []catalog.RACIProblem
	count := func(activity, party string, roles string) (n int) {
		for _, a := range s.Assignments {
			if (activity == a.Activity || activity == "*") && (party == a.Party || party == "*") && strings.Contains(roles, a.Role.String()) {
				n++
			}
		}
		return n
	}
	for _, activity := range s.Activities {
		if count(activity, "*", "RACI") == 0 {
			all = append(all, catalog.RACIProblem{Code: "missing_activity", Activity: activity})
		}
	}
	for _, a := range s.Assignments {
		if s.Activities != nil && !slices.Contains(s.Activities, a.Activity) {
			all = append(all, catalog.RACIProblem{Code: "unknown_activity", Activity: a.Activity})
		}
		if s.Parties != nil && !slices.Contains(s.Parties, a.Party) {
			all = append(all, catalog.RACIProblem{Code: "unknown_party", Activity: a.Activity, Party: a.Party})
		}
		if count(a.Activity, "*", "R") == 0 {
			all = append(all, catalog.RACIProblem{Code: "no_responsible", Activity: a.Activity})
		}
		var accountable []string
		for _, party := range []string{"x", "y", "z"} {
			if count(a.Activity, party, "A") > 0 {
				accountable = append(accountable, party)
			}
		}
		switch len(accountable) {
		case 0:
			all = append(all, catalog.RACIProblem{Code: "no_accountable", Activity: a.Activity})
		case 1:
		default:
			all = append(all, catalog.RACIProblem{Code: "multiple_accountable", Activity: a.Activity, Party: strings.Join(accountable, ",")})
		}
		if count(a.Activity, a.Party, a.Role.String()) > 1 {
			all = append(all, catalog.RACIProblem{Code: "duplicate", Activity: a.Activity, Party: a.Party})
		}
		acts, consulted, informed := count(a.Activity, a.Party, "RA"), count(a.Activity, a.Party, "C"), count(a.Activity, a.Party, "I")
		if acts > 0 && consulted+informed > 0 || consulted > 0 && informed > 0 {
			all = append(all, catalog.RACIProblem{Code: "redundant_role", Activity: a.Activity, Party: a.Party})
		}
	}
	return sortProblems(all)
}

func TestRACIAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aRACI(t)
		want := slowProblems(spec)
		if got := spec.Problems(); problemText(got) != problemText(want) {
			t.Fatalf("Problems = %v, want %v", got, want)
		}
		// Each is one finding, and no others are found.
		var codes []string
		for _, i := range spec.Validate() {
			codes = append(codes, string(i.Code))
			isWarning := i.Code == "duplicate" || i.Code == "redundant_role"
			if isWarning != (i.Severity == msp.SeverityWarning) {
				t.Fatalf("%v is %v", i, i.Severity)
			}
		}
		slices.Sort(codes)
		var wantCodes []string
		isGood := true
		for _, p := range want {
			wantCodes = append(wantCodes, string(p.Code))
			isGood = isGood && (p.Code == "duplicate" || p.Code == "redundant_role")
		}
		if !slices.Equal(codes, wantCodes) {
			t.Fatalf("Validate has %v, want %v", codes, wantCodes)
		}
		matrix, err := spec.Compile()
		if (err == nil) != isGood {
			t.Fatalf("Compile = %v of %v", err, want)
		}
		if err != nil {
			return
		}
		for _, activity := range matrix.Activities() {
			party, ok := matrix.Accountable(activity)
			if !ok || !slices.Contains(spec.Assignments, catalog.RoleAssignment{Activity: activity, Party: party, Role: catalog.Accountable}) {
				t.Fatalf("Accountable(%q) = %q, %v", activity, party, ok)
			}
			for _, party := range []string{"x", "y", "z"} {
				for role := catalog.Responsible; role <= catalog.Informed; role++ {
					want := slices.Contains(spec.Assignments, catalog.RoleAssignment{Activity: activity, Party: party, Role: role})
					if got := slices.Contains(matrix.Roles(activity, party), role); got != want {
						t.Fatalf("Roles(%q, %q) has %v: %v", activity, party, role, got)
					}
					if role == catalog.Responsible && slices.Contains(matrix.Responsible(activity), party) != want {
						t.Fatalf("Responsible(%q) = %v", activity, matrix.Responsible(activity))
					}
				}
			}
		}
	})
}

// C10: the order of assignments, and of the lists, says nothing.
func TestRACIOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aRACI(t)
		other := spec
		other.Assignments = rapid.Permutation(spec.Assignments).Draw(t, "assignments")
		if len(spec.Activities) > 0 {
			other.Activities = rapid.Permutation(spec.Activities).Draw(t, "activities")
		}
		if got, want := other.Problems(), spec.Problems(); !slices.Equal(got, want) {
			t.Fatalf("Problems = %v, in another order %v", want, got)
		}
	})
}

// C6: a further defect that touches nothing else is one further problem.
func TestRACIFurtherDefect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aRACI(t)
		want := spec.Problems()
		var defect catalog.RACIProblem
		var isUnknown, isUnknownParty bool
		lines := []string{"new p A", "new p R"}
		switch rapid.IntRange(0, 7).Draw(t, "defect") {
		case 0:
			defect, lines = catalog.RACIProblem{Code: "no_accountable", Activity: "new"}, lines[1:]
		case 1:
			defect, lines = catalog.RACIProblem{Code: "no_responsible", Activity: "new"}, lines[:1]
		case 2:
			defect, lines = catalog.RACIProblem{Code: "multiple_accountable", Activity: "new", Party: "p,q"}, append(lines, "new q A")
		case 3:
			defect, lines = catalog.RACIProblem{Code: "duplicate", Activity: "new", Party: "p"}, append(lines, "new p A")
		case 4:
			defect, lines = catalog.RACIProblem{Code: "redundant_role", Activity: "new", Party: "p"}, append(lines, "new p I")
		case 5:
			defect, lines = catalog.RACIProblem{Code: "missing_activity", Activity: "new"}, nil
			if spec.Activities == nil {
				return // there would be further ones
			}
		case 6:
			isUnknown = spec.Activities != nil
			defect = catalog.RACIProblem{Code: "unknown_activity", Activity: "new"}
			if !isUnknown {
				return
			}
		case 7:
			isUnknownParty = spec.Parties != nil
			defect = catalog.RACIProblem{Code: "unknown_party", Activity: "new", Party: "p"}
			if !isUnknownParty {
				return
			}
		}
		if spec.Activities != nil && !isUnknown {
			spec.Activities = append(spec.Activities, "new")
		}
		if spec.Parties != nil && !isUnknownParty {
			spec.Parties = append(spec.Parties, "p", "q")
		}
		spec.Assignments = append(spec.Assignments, roles(lines...)...)
		want = sortProblems(append(want, defect))
		if got := spec.Problems(); !slices.Equal(got, want) {
			t.Fatalf("Problems = %v, want %v", got, want)
		}
	})
}

// C15: what is written comes back.
func TestRACIRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aRACI(t)
		data, err := json.Marshal(spec)
		if err != nil {
			t.Fatal(err)
		}
		back, err := catalog.ParseRACISpec(data, msp.Limits{})
		if err != nil || !gocmp.Equal(back, spec) {
			t.Fatalf("%s comes back as %v, %v", data, back, err)
		}
	})
}
