package sla_test

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/formattest"
	"github.com/mspkit/msp/sla"
)

// The examples of docs/format.md are what they say: they are read without a
// finding, and mean something.
func TestFormatExamples(t *testing.T) {
	example := func(heading string) []byte { return formattest.Example(t, heading) }
	if log, err := sla.ParseLog(example("Event and log"), msp.Limits{}); err != nil || ids(log) != "created m17 s3" {
		t.Errorf("Event and log: %q, %v", ids(log), err)
	}
	if m, err := sla.ParseMetric(example("Metric"), msp.Limits{}); err != nil || len(m.Validate()) > 0 || !m.Cyclic {
		t.Errorf("Metric: %+v, %v, %v", m, err, m.Validate())
	}
	spec, err := sla.ParseMatrixSpec(example("Matrix"), msp.Limits{})
	if err != nil || len(spec.Validate()) > 0 {
		t.Errorf("Matrix: %v, %v", err, spec.Validate())
	}
	var names []string
	for _, m := range sla.MetricPresets() {
		names = append(names, "`"+m.Name+"`")
	}
	if list := strings.Join(names, " "); !strings.Contains(strings.ReplaceAll(formattest.Text(t), "\n", " "), "The presets are "+list+".") {
		t.Errorf("the presets are not %s", list)
	}
}
