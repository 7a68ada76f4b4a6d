package main

import (
	"fmt"
	"os"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// named are the target sets of the library.
func named() []metrics.TargetSetSpec {
	return []metrics.TargetSetSpec{metrics.ITILCompass(), metrics.ManagedServicesModel(), metrics.OperatingModel()}
}

func targetNames() []string {
	var names []string
	for _, s := range named() {
		names = append(names, s.Name)
	}
	return names
}

// findTargets returns the set of a name, or that in a file.
func findTargets(name string) (metrics.TargetSet, error) {
	for _, s := range named() {
		if s.Name == name {
			return s.Compile()
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return metrics.TargetSet{}, fmt.Errorf("-targets: no set of that name, and %w", err)
	}
	spec, err := metrics.ParseTargetSetSpec(data, msp.Limits{})
	if err != nil {
		return metrics.TargetSet{}, fmt.Errorf("%s: %w", name, err)
	}
	return spec.Compile()
}
