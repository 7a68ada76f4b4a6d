package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// brief returns findings as "path: code", in order, a warning with its severity.
func brief(issues msp.Issues) string {
	var parts []string
	for _, i := range issues {
		part := i.Path + ": " + string(i.Code)
		if i.Severity != msp.SeverityError {
			part += " " + i.Severity.String()
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

func TestActivitySpecValidate(t *testing.T) {
	monthly, weekly := catalog.MustParseCadence("monthly"), catalog.MustParseCadence("weekly")
	for want, spec := range map[string]catalog.ActivitySpec{
		"":                                 {Name: "a", Title: "A", Cadences: []catalog.Cadence{monthly, weekly}, Practices: []string{"p", "q"}, Services: []string{"s"}, Team: "L2"},
		"cadences: missing; name: missing": {},
		"cadences[1]: missing; cadences[2]: duplicate_name; cadences[3]: missing": {
			Name: "a", Cadences: []catalog.Cadence{monthly, {}, monthly, {}, weekly},
		},
		"practices[1]: missing; practices[2]: duplicate_name; services[0]: syntax; services[2]: missing; services[3]: missing": {
			Name: "a", Cadences: []catalog.Cadence{monthly}, Practices: []string{"p", "", "p"}, Services: []string{"\xff", "p", "", ""},
		},
		"name: syntax; team: syntax; title: syntax": {Name: "\xff", Title: "\xfe", Team: "\xfd", Cadences: []catalog.Cadence{monthly}},
		"anchor: conflict warning": {
			Name: "a", Cadences: []catalog.Cadence{catalog.Continuous(), monthly}, Anchor: day("2026-01-05"),
		},
	} {
		issues := spec.Validate()
		if got := brief(issues); got != want {
			t.Errorf("Validate = %q, want %q", got, want)
		}
		a, err := spec.Compile()
		if (err != nil) != (issues.Err() != nil) {
			t.Errorf("%q: Compile = %v", want, err)
		}
		if diff := cmp.Diff(spec, a.Spec(), cmpopts.EquateComparable(catalog.Cadence{}, msp.Date{})); err == nil && diff != "" {
			t.Errorf("the spec comes back otherwise: %s", diff)
		}
	}
	long := catalog.ActivitySpec{Name: "a", Cadences: make([]catalog.Cadence, 1001), Practices: make([]string, 1001)}
	for i := range long.Cadences {
		long.Cadences[i], _ = catalog.NewCadence(i+1, catalog.Day)
		long.Practices[i] = fmt.Sprint(i)
	}
	if got := brief(long.Validate()); got != "cadences: range; practices: range" {
		t.Errorf("Validate = %q", got)
	}
}

func TestActivity(t *testing.T) {
	monthly, weekly := catalog.MustParseCadence("monthly"), catalog.MustParseCadence("weekly")
	spec := catalog.ActivitySpec{Name: "patching", Cadences: []catalog.Cadence{monthly, weekly}, Practices: []string{"Change Enablement"}}
	a, err := spec.Compile()
	if err != nil {
		t.Fatal(err)
	}
	spec.Practices[0], spec.Cadences[0] = "changed", weekly
	a.Spec().Practices[0] = "changed"
	if got := a.Spec().Practices[0]; got != "Change Enablement" || a.Cadence() != monthly {
		t.Errorf("a caller changes the activity: %v, %v", got, a.Cadence())
	}
	if a.Name() != "patching" || a.Title() != "patching" || !a.Anchor().IsZero() {
		t.Errorf("%q, %q, %v", a.Name(), a.Title(), a.Anchor())
	}
	anchored := a.From(day("2026-01-05"))
	if anchored.Anchor() != day("2026-01-05") || !a.Anchor().IsZero() {
		t.Errorf("From: %v, and the other %v", anchored.Anchor(), a.Anchor())
	}
	titled := a.Spec()
	titled.Title = "Patches"
	if b, err := titled.Compile(); err != nil || b.Title() != "Patches" {
		t.Errorf("Title = %q, %v", b.Title(), err)
	}
	if zero := (catalog.Activity{}); !zero.Cadence().IsZero() || zero.Title() != "" {
		t.Errorf("the zero Activity: %v", zero)
	}
}

func TestActivitySpecChoose(t *testing.T) {
	monthly, weekly := catalog.MustParseCadence("monthly"), catalog.MustParseCadence("weekly")
	spec := catalog.ActivitySpec{Name: "patching", Cadences: []catalog.Cadence{monthly, weekly, {}}}
	chosen, err := spec.Choose(weekly)
	if err != nil || !slices.Equal(chosen.Cadences, []catalog.Cadence{weekly}) || chosen.Name != "patching" {
		t.Errorf("Choose = %+v, %v", chosen, err)
	}
	chosen.Cadences[0] = monthly
	if spec.Cadences[1] != weekly {
		t.Error("the choice shares its list")
	}
	for _, c := range []catalog.Cadence{{}, catalog.Continuous()} {
		if chosen, err := spec.Choose(c); !errors.Is(err, msp.ErrRange) || chosen.Name != "" {
			t.Errorf("Choose(%q) = %+v, %v", c, chosen, err)
		}
	}
}

func TestActivitySpecJSON(t *testing.T) {
	const text = `{"name":"patching","title":"Patch management","cadences":["monthly","weekly"],"practices":["Change Enablement"],` +
		`"anchor":"2026-01-05","services":["servers"],"team":"L2"}`
	spec, err := catalog.ParseActivitySpec([]byte(text), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(spec); err != nil || string(got) != text {
		t.Errorf("written as %s, %v", got, err)
	}
	if got, err := json.Marshal(catalog.ActivitySpec{}); err != nil || string(got) != "{}" {
		t.Errorf("the zero spec is written as %s, %v", got, err)
	}
	if got, err := json.Marshal(catalog.ActivitySpec{Name: "\xff"}); err == nil {
		t.Errorf("not UTF-8 is written as %s", got)
	}
	kept := catalog.ActivitySpec{Name: "kept"}
	err = json.Unmarshal([]byte(`{"nam":"x","cadences":["often",1],"anchor":"2026-02-30"}`), &kept)
	var issues msp.Issues
	if want := "anchor: range; cadences[0]: syntax; cadences[1]: type; nam: unknown_key"; !errors.As(err, &issues) || brief(issues) != want || kept.Name != "kept" {
		t.Errorf("read with %q, left %+v; want %q", brief(issues), kept, want)
	}
}
