package catalog_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestScopeTexts(t *testing.T) {
	enumtest.Check(t, "Scope", catalog.ParseScope, (*catalog.Scope).UnmarshalText, func(n uint8) catalog.Scope { return catalog.Scope(n) },
		"", "fully_managed", "co_managed", "monitoring_only", "project_based", "break_fix")
}

func TestRoleTexts(t *testing.T) {
	enumtest.Check(t, "Role", catalog.ParseRole, (*catalog.Role).UnmarshalText, func(n uint8) catalog.Role { return catalog.Role(n) },
		"", "R", "A", "C", "I")
}

// roles reads assignments such as "patching noc R"; a "-" is an empty text.
func roles(lines ...string) []catalog.RoleAssignment {
	var all []catalog.RoleAssignment
	for _, line := range lines {
		words := strings.Fields(line)
		for i := range words {
			words[i] = strings.TrimPrefix(words[i], "-")
		}
		role, err := catalog.ParseRole(words[2])
		if err != nil {
			panic(err)
		}
		all = append(all, catalog.RoleAssignment{Activity: words[0], Party: words[1], Role: role})
	}
	return all
}

// problemText lists problems, a line each.
func problemText(problems []catalog.RACIProblem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, strings.TrimSpace(string(p.Code)+" "+p.Activity+" "+p.Party))
	}
	return strings.Join(lines, "; ")
}

func TestRACIProblems(t *testing.T) {
	for _, c := range []struct {
		spec catalog.RACISpec
		want string
	}{
		{catalog.RACISpec{}, ""},
		{catalog.RACISpec{Activities: []string{}, Parties: []string{}}, ""},
		{catalog.RACISpec{Assignments: roles("p x A", "p x R")}, ""},
		{catalog.RACISpec{Assignments: roles("p x A", "p y R", "p z R", "p c C", "p i I")}, ""},
		{catalog.RACISpec{Assignments: roles("p x C")}, "no_accountable p; no_responsible p"},
		{catalog.RACISpec{Assignments: roles("p x -")}, ""},
		{catalog.RACISpec{Activities: []string{"p", "q", "p"}}, "missing_activity p; missing_activity q"},
		{catalog.RACISpec{Activities: []string{}, Assignments: roles("p x A", "p x R")}, "unknown_activity p"},
		{catalog.RACISpec{Activities: []string{"p"}, Assignments: roles("q x A")}, "missing_activity p; no_responsible q; unknown_activity q"},
		{catalog.RACISpec{Parties: []string{}, Assignments: roles("p x A", "p x R", "p y R")}, "unknown_party p x; unknown_party p y"},
		{catalog.RACISpec{Parties: []string{"x"}, Assignments: roles("p x A", "p y R", "p y I", "q y A", "q x R")}, "redundant_role p y; unknown_party p y; unknown_party q y"},
		{catalog.RACISpec{Assignments: roles("p z A", "p y A", "p x A", "p x A", "p x R")}, "duplicate p x; multiple_accountable p x,y,z"},
		{catalog.RACISpec{Assignments: roles("p x A", "p x R", "p y I", "p y I", "p y I", "p x R")}, "duplicate p x; duplicate p y"},
		{catalog.RACISpec{Assignments: roles("p x A", "p r R", "p x I")}, "redundant_role p x"},
		{catalog.RACISpec{Assignments: roles("p x A", "p r R", "p x C")}, "redundant_role p x"},
		{catalog.RACISpec{Assignments: roles("p x A", "p r R", "p r C")}, "redundant_role p r"},
		{catalog.RACISpec{Assignments: roles("p x A", "p r R", "p r I", "p r C")}, "redundant_role p r"},
		{catalog.RACISpec{Assignments: roles("p x A", "p x R", "p c I", "p c C")}, "redundant_role p c"},
	} {
		if got := problemText(c.spec.Problems()); got != c.want {
			t.Errorf("%v: Problems = %q, want %q", c.spec, got, c.want)
		}
	}
}

func TestRACISpecValidate(t *testing.T) {
	for want, spec := range map[string]catalog.RACISpec{
		"":                           {Name: "m", Scope: catalog.BreakFix, Activities: []string{"p"}, Parties: []string{"x", "y"}, Assignments: roles("p x A", "p x R")},
		"name: syntax; scope: range": {Name: "\xff", Scope: 6},
		"activities[1]: missing; activities[2]: duplicate_name; parties[1]: missing; parties[2]: duplicate_name; parties[3]: syntax": {
			Activities: []string{"p", "", "p"}, Parties: []string{"x", "", "x", "\xff"}, Assignments: roles("p x A", "p x R"),
		},
		"assignments[1].activity: missing; assignments[2].party: missing; assignments[3].role: missing; assignments[5].role: range": {
			Assignments: append(roles("p x A", "- x R", "p - A", "p y -", "p x R"), catalog.RoleAssignment{Activity: "p", Party: "z", Role: 5}),
		},
		"assignments[0].activity: syntax; assignments[0].party: syntax; assignments[1].activity: syntax; assignments[1].party: syntax": {
			Assignments: roles("\xff \xfe A", "\xff \xfe R"),
		},
		"assignments[2].role: multiple_accountable; assignments[3]: duplicate warning; assignments[4].role: redundant_role warning; assignments[5]: duplicate warning": {
			Assignments: roles("p x A", "p y R", "p z A", "p x A", "p y C", "p y R"),
		},
		"activities[1]: missing_activity; assignments[0].party: unknown_party; assignments[1].activity: no_responsible; assignments[1].activity: unknown_activity": {
			Activities: []string{"p", "q"}, Parties: []string{"y"}, Assignments: roles("p x A", "r y A", "p y R"),
		},
		"assignments[0].activity: no_accountable; assignments[0].activity: no_responsible": {Assignments: roles("p x I", "p y I")},
	} {
		if got := brief(spec.Validate()); got != want {
			t.Errorf("Validate = %q, want %q", got, want)
		}
		matrix, err := spec.Compile()
		if (err != nil) != (want != "") || err != nil && !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%q: Compile = %v", want, err)
		}
		if diff := cmp.Diff(spec, matrix.Spec()); err == nil && diff != "" {
			t.Errorf("the spec comes back otherwise: %s", diff)
		}
	}
	// Of warnings alone there is a matrix.
	matrix, err := catalog.RACISpec{Assignments: roles("p x A", "p x R", "p x R", "p x I")}.Compile()
	if got := matrix.Roles("p", "x"); err != nil || len(got) != 3 {
		t.Errorf("Compile with warnings: %v, %v", got, err)
	}
	// Too many are one finding, whatever they say.
	if got := brief(catalog.RACISpec{Assignments: make([]catalog.RoleAssignment, 100_001)}.Validate()); got != "assignments: range" {
		t.Errorf("100,001 assignments: %.200s", got)
	}
}

// A matrix of the most assignments is checked in order n log n; with more problems than
// are kept, the same are kept every time.
func TestRACILarge(t *testing.T) {
	var spec catalog.RACISpec
	for i := range 100_000 {
		name := strconv.Itoa(i)
		spec.Assignments = append(spec.Assignments, catalog.RoleAssignment{Activity: name, Party: name, Role: catalog.Accountable})
	}
	first := spec.Validate()
	if len(first) != 1001 || first.Count(msp.SeverityError) != 1001 {
		t.Fatalf("%d findings", len(first))
	}
	if diff := cmp.Diff(first, spec.Validate()); diff != "" {
		t.Errorf("other findings the second time: %s", diff)
	}
	for i := range spec.Assignments {
		spec.Assignments[i].Activity = "one"
	}
	if got := spec.Problems(); len(got) != 2 || got[0].Code != catalog.CodeMultipleAccountable || got[1].Code != catalog.CodeNoResponsible {
		t.Errorf("%d problems of one activity", len(got))
	}
}

func TestRACI(t *testing.T) {
	spec := catalog.RACISpec{
		Activities:  []string{"patching", "backup"},
		Assignments: roles("backup ops A", "patching it A", "patching ops R", "backup ops R", "patching desk R", "patching ciso I", "patching it R"),
	}
	matrix := spec.MustCompile()
	spec.Assignments[0].Party = "changed"
	matrix.Spec().Assignments[0].Party = "changed"
	matrix.Activities()[0] = "changed"
	matrix.Responsible("patching")[0] = "changed"
	if diff := cmp.Diff([]string{"patching", "backup"}, matrix.Activities()); diff != "" {
		t.Errorf("Activities: %s", diff)
	}
	for activity, want := range map[string]string{"patching": "it", "backup": "ops", "other": "", "": ""} {
		if party, ok := matrix.Accountable(activity); party != want || ok != (want != "") {
			t.Errorf("Accountable(%q) = %q, %v, want %q", activity, party, ok, want)
		}
	}
	for activity, want := range map[string]string{"patching": "desk it ops", "backup": "ops", "other": ""} {
		if got := strings.Join(matrix.Responsible(activity), " "); got != want {
			t.Errorf("Responsible(%q) = %q, want %q", activity, got, want)
		}
	}
	for _, c := range []struct{ activity, party, want string }{
		{"patching", "it", "RA"}, {"patching", "ciso", "I"}, {"backup", "ciso", ""}, {"other", "it", ""},
	} {
		var got strings.Builder
		for _, role := range matrix.Roles(c.activity, c.party) {
			got.WriteString(role.String())
		}
		if got.String() != c.want {
			t.Errorf("Roles(%q, %q) = %s, want %s", c.activity, c.party, got.String(), c.want)
		}
	}
	spec.Activities = nil
	if diff := cmp.Diff([]string{"backup", "patching"}, spec.MustCompile().Activities()); diff != "" {
		t.Errorf("Activities without a list: %s", diff)
	}
	var zero catalog.RACI
	if party, ok := zero.Accountable("p"); ok || party != "" || zero.Activities() != nil || zero.Responsible("p") != nil ||
		zero.Roles("p", "x") != nil || zero.Spec().Assignments != nil {
		t.Errorf("the zero RACI says something")
	}
	defer func() {
		if recover() == nil {
			t.Errorf("MustCompile does not panic")
		}
	}()
	catalog.RACISpec{Scope: 9}.MustCompile()
}

func TestRACIJSON(t *testing.T) {
	for text, want := range map[string]catalog.RACISpec{
		`{}`:                             {},
		`{"activities":[],"parties":[]}`: {Activities: []string{}, Parties: []string{}},
		`{"name":"m","scope":"co_managed","activities":["p"],"parties":["x"],"assignments":[{"activity":"p","party":"x","role":"R"},{}]}`: {
			Name: "m", Scope: catalog.CoManaged, Activities: []string{"p"}, Parties: []string{"x"},
			Assignments: []catalog.RoleAssignment{{Activity: "p", Party: "x", Role: catalog.Responsible}, {}},
		},
	} {
		got, err := catalog.ParseRACISpec([]byte(text), msp.Limits{})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v, %s", text, err, diff)
		}
		if data, err := json.Marshal(got); err != nil || string(data) != text {
			t.Errorf("%s comes back as %s, %v", text, data, err)
		}
		var again catalog.RACISpec
		if err := json.Unmarshal([]byte(text), &again); err != nil || !cmp.Equal(again, want) {
			t.Errorf("Unmarshal %s: %v, %v", text, again, err)
		}
	}
	_, err := catalog.ParseRACISpec([]byte(`{"scope":"all","activities":"p","assignments":[{"role":"r","who":"x"},{"activity":1}],"Name":""}`), msp.Limits{})
	var issues msp.Issues
	if !errors.As(err, &issues) {
		t.Fatalf("Parse = %v", err)
	}
	want := "Name: unknown_key; activities: type; assignments[0].role: syntax; assignments[0].who: unknown_key; assignments[1].activity: type; scope: syntax"
	if got := brief(issues); got != want {
		t.Errorf("Parse = %q, want %q", got, want)
	}
	var one catalog.RoleAssignment
	if err := json.Unmarshal([]byte(`{"activity":"p","party":"x","role":"I"}`), &one); err != nil || one != roles("p x I")[0] {
		t.Errorf("an assignment reads as %v, %v", one, err)
	}
	for _, spec := range []catalog.RACISpec{
		{Name: "\xff"}, {Scope: 6}, {Activities: []string{"\xff"}}, {Assignments: []catalog.RoleAssignment{{Role: 5}}}, {Assignments: []catalog.RoleAssignment{{Party: "\xff"}}},
	} {
		if data, err := json.Marshal(spec); err == nil {
			t.Errorf("%v is written as %s", spec, data)
		}
	}
}
