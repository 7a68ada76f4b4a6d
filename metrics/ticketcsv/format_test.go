package ticketcsv_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/formattest"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// The example of docs/format.md is read without a finding, and written as it stands.
func TestFormatExample(t *testing.T) {
	spec, err := ticketcsv.ParseMappingSpec(formattest.Example(t, "Ticket mapping"), msp.Limits{})
	if issues := spec.Validate(zones.Load); err != nil || len(issues) > 0 {
		t.Errorf("the example: %v, %v", err, issues)
	}
	formattest.Written(t, "Ticket mapping", spec)
}
