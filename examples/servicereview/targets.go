package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// usualTargets is the set that a review is held against unless another is named.
const usualTargets = "managed-services-model"

// targetSets returns the sets of the library.
func targetSets() []metrics.TargetSetSpec {
	return []metrics.TargetSetSpec{metrics.ITILCompass(), metrics.ManagedServicesModel(), metrics.OperatingModel()}
}

// targetSet returns the set of a name, of the model or the library, or, where the name has
// the ending of one, that of a file, and lists on w what is wrong with it.
func (in input) targetSet(m *Model, w io.Writer) (metrics.TargetSet, error) {
	name := in.targets
	if name == "" {
		name = usualTargets
	}
	if set, ok := m.catalog.TargetSet(name); ok {
		return set, nil
	}
	var names []string
	for i := range m.spec.TargetSets {
		names = append(names, m.spec.TargetSets[i].Name)
	}
	for _, s := range targetSets() {
		if s.Name == name {
			return s.Compile()
		}
		names = append(names, s.Name)
	}
	if !strings.HasSuffix(strings.ToLower(name), ".json") {
		return metrics.TargetSet{}, fmt.Errorf("no target set %q; there are %s, or the name of a .json file", name, strings.Join(names, ", "))
	}
	data, err := in.document(name)
	if err != nil {
		return metrics.TargetSet{}, err
	}
	issues := checkTexts(data)
	spec, err := metrics.ParseTargetSetSpec(data, msp.Limits{})
	if err != nil {
		issues = issuesOf(err)
	} else {
		issues = append(issues, spec.Validate()...)
	}
	for i, t := range spec.Targets {
		path := fmt.Sprintf("targets[%d].kpi", i)
		known := slices.ContainsFunc(issues, func(issue msp.Issue) bool { return issue.Path == path }) // the library has said it
		if !known && !slices.Contains(measured(), t.KPI) {
			unknown := errorAt(path, msp.CodeUnknownName, "%q is not measured here: its target stays unknown", t.KPI)
			unknown.Severity = msp.SeverityWarning
			issues = append(issues, unknown)
		}
	}
	if in.list(w, name, issues.Sorted()) > 0 {
		return metrics.TargetSet{}, unusable(name, issues)
	}
	return spec.Compile()
}
