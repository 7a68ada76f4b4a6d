package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

func catalogTiersCase(input, expect json.RawMessage) error {
	var in struct {
		Tiers []struct {
			Name    string                 `json:"name"`
			Extends string                 `json:"extends"`
			Adds    []string               `json:"adds"`
			Attrs   map[string]json.Number `json:"attrs"`
		} `json:"tiers"`
		Effective []string  `json:"effective"`
		Diff      []string  `json:"diff"`
		Path      *[]string `json:"path"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	var specs catalog.TierSpecs
	for _, t := range in.Tiers {
		spec := catalog.TierSpec{Name: t.Name, Extends: t.Extends, TierTerms: catalog.TierTerms{Adds: t.Adds}}
		for _, name := range slices.Sorted(maps.Keys(t.Attrs)) {
			value, err := decimal.NewFromString(t.Attrs[name].String())
			if err != nil {
				return err
			}
			a := catalog.Attribute{Name: name, Value: value}
			switch {
			case strings.HasSuffix(name, "_max"):
				a.Better = catalog.Lower
			case strings.HasSuffix(name, "_min"):
				a.Better = catalog.Higher
			default:
				return fmt.Errorf("the attribute %q has no direction", name)
			}
			spec.Attributes = append(spec.Attributes, a)
		}
		specs = append(specs, spec)
	}
	problems := [][3]string{}
	for _, p := range specs.Problems() {
		problems = append(problems, [3]string{string(p.Code), p.Tier, p.Detail})
	}
	answer := map[string]any{"problems": problems}
	tiers := specs.Draft()
	find := func(name string) (catalog.Tier, error) {
		tier, ok := tiers.Tier(name, msp.Date{})
		if !ok {
			return tier, fmt.Errorf("no tier %q", name)
		}
		return tier, nil
	}
	if in.Effective != nil {
		effective := make(map[string]any)
		for _, name := range in.Effective {
			tier, err := find(name)
			if err != nil {
				return err
			}
			attrs := make(map[string]json.Number)
			for _, a := range tier.Attributes() {
				attrs[a.Name] = json.Number(a.Value.String())
			}
			effective[name] = map[string]any{"includes": append([]string{}, tier.Includes()...), "attrs": attrs}
		}
		answer["effective"] = effective
	}
	if len(in.Diff) == 2 {
		a, err := find(in.Diff[0])
		if err != nil {
			return err
		}
		b, err := find(in.Diff[1])
		if err != nil {
			return err
		}
		diff := a.Diff(b)
		changed := make(map[string][2]any)
		for _, c := range diff.Changed {
			changed[c.Name] = [2]any{numberOrNull(c.Before), numberOrNull(c.After)}
		}
		answer["diff"] = map[string]any{
			"added": append([]string{}, diff.Added...), "removed": append([]string{}, diff.Removed...), "changed": changed,
		}
	}
	if in.Path != nil && len(*in.Path) == 2 {
		answer["path"] = tiers.UpgradePath((*in.Path)[0], (*in.Path)[1])
	}
	return same("tiers", answer, expect)
}

// numberOrNull returns a text of a number for JSON, and null for none.
func numberOrNull(text string) any {
	if text == "" {
		return nil
	}
	return json.Number(text)
}
