package metrics_test

import (
	"math"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestPatchCompliance(t *testing.T) {
	const name = "patch_compliance"
	const most = math.MaxInt64
	ask(metrics.PatchCompliance(metrics.Patches{Installed: 90, Missing: 10, NotApplicable: 5, Excepted: 2})).
		check(t, name, "9/10 share, n = 100", "90/1", "100/1", "7 excluded")
	ask(metrics.PatchCompliance(metrics.Patches{NotApplicable: 7})).check(t, name, "n/a: nothing to divide by", "0/1", "0/1", "7 excluded")
	ask(metrics.PatchCompliance(metrics.Patches{Installed: -1})).refused(t, msp.ErrRange, "installed")
	ask(metrics.PatchCompliance(metrics.Patches{Missing: -1})).refused(t, msp.ErrRange, "missing")
	ask(metrics.PatchCompliance(metrics.Patches{NotApplicable: -1})).refused(t, msp.ErrRange, "not applicable")
	ask(metrics.PatchCompliance(metrics.Patches{Excepted: -1})).refused(t, msp.ErrRange, "excepted")
	ask(metrics.PatchCompliance(metrics.Patches{NotApplicable: most, Excepted: 1})).refused(t, msp.ErrOverflow, "accumulator")
	ask(metrics.PatchCompliance(metrics.Patches{Installed: most, Missing: 1})).refused(t, msp.ErrOverflow, "")
	ask(metrics.PatchCompliance(metrics.Patches{Installed: most - 1, Excepted: 1})).
		check(t, name, "1/1 share, n = 9223372036854775806", "9223372036854775806/1", "9223372036854775806/1", "1 excluded")
}

func TestSecurityIncidents(t *testing.T) {
	ask(metrics.SecurityIncidents(0)).check(t, "security_incidents", "0/1 number, n = 0", "0/1", "1/1", "")
	ask(metrics.SecurityIncidents(4)).check(t, "security_incidents", "4/1 number, n = 4", "4/1", "1/1", "")
	ask(metrics.SecurityIncidents(-1)).refused(t, msp.ErrRange, "incidents")
}
