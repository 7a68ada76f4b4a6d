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

// targetSet returns the set of a name or, where the name has the ending of one, that of
// a file, and lists on w what is wrong with it.
func (in input) targetSet(w io.Writer) (metrics.TargetSet, error) {
	name := in.targets
	if name == "" {
		name = usualTargets
	}
	var names []string
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
	var d document
	if !d.check(data) || !d.plainTexts("", data) {
		in.list(w, name, d.issues)
		return metrics.TargetSet{}, unusable(name, d.issues)
	}
	spec, err := metrics.ParseTargetSetSpec(data, msp.Limits{})
	if d.take("", err); err == nil {
		d.issues = append(d.issues, spec.Validate()...)
	}
	for i, t := range spec.Targets {
		path := fmt.Sprintf("targets[%d].kpi", i)
		known := slices.ContainsFunc(d.issues, func(issue msp.Issue) bool { return issue.Path == path }) // the library has said it
		if !known && !slices.Contains(measured(), t.KPI) {
			d.warnf(path, msp.CodeUnknownName, "%q is not measured here: its target stays unknown", t.KPI)
		}
	}
	if in.list(w, name, d.issues.Sorted()) > 0 {
		return metrics.TargetSet{}, unusable(name, d.issues)
	}
	return spec.Compile()
}
