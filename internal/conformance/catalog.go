package conformance

import (
	"encoding/json"
	"errors"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

func raciCase(input, expect json.RawMessage) error {
	var in struct {
		Activities  []string `json:"activities"`
		Parties     []string `json:"parties"`
		Assignments []struct {
			Activity string       `json:"activity"`
			Party    string       `json:"party"`
			Role     catalog.Role `json:"role"`
		} `json:"assignments"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	spec := catalog.RACISpec{Activities: in.Activities, Parties: in.Parties}
	for _, a := range in.Assignments {
		if a.Role == 0 {
			return errors.New("an assignment without a role")
		}
		spec.Assignments = append(spec.Assignments, catalog.RoleAssignment(a))
	}
	problems := [][3]string{}
	for _, p := range spec.Problems() {
		problems = append(problems, [3]string{string(p.Code), p.Activity, p.Party})
	}
	return same("problems", problems, expect)
}

func effectiveCase(input, expect json.RawMessage) error {
	var in struct {
		Versions []struct {
			ID    string   `json:"id"`
			From  msp.Date `json:"from"`
			Until msp.Date `json:"until"`
		} `json:"versions"`
		At []msp.Date `json:"at"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	versions := make(catalog.Versions, len(in.Versions))
	for i, v := range in.Versions {
		versions[i] = catalog.Version(v)
	}
	problems, overlaps, gaps, lookups := [][2]string{}, [][2]string{}, [][2]msp.Date{}, []map[string]any{}
	for _, p := range versions.Problems() {
		problems = append(problems, [2]string{string(p.Code), p.ID})
	}
	for _, o := range versions.Overlaps() {
		overlaps = append(overlaps, [2]string{o.A, o.B})
	}
	for _, gap := range versions.Gaps() {
		gaps = append(gaps, [2]msp.Date{gap.From(), gap.To()})
	}
	for _, d := range in.At {
		lookup := map[string]any{"at": d, "version": nil, "ambiguous": len(versions.InForce(d)) > 1}
		if v, ok := versions.At(d); ok {
			lookup["version"] = v.ID
		}
		lookups = append(lookups, lookup)
	}
	return same("versions", map[string]any{"problems": problems, "overlaps": overlaps, "gaps": gaps, "lookups": lookups}, expect)
}
