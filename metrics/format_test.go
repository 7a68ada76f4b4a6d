package metrics_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/formattest"
	"github.com/mspkit/msp/metrics"
)

// The example of docs/format.md is read without a finding, and written as it stands.
func TestFormatExample(t *testing.T) {
	spec, err := metrics.ParseTargetSetSpec(formattest.Example(t, "Target set"), msp.Limits{})
	if issues := spec.Validate(); err != nil || len(issues) > 0 {
		t.Errorf("the example: %v, %v", err, issues)
	}
	formattest.Written(t, "Target set", spec)
}
