package metrics_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestDelivery(t *testing.T) {
	ask(metrics.ChangeFailureRate(3, 20)).check(t, "change_failure_rate", "3/20 share, n = 20", "3/1", "20/1", "")
	ask(metrics.ChangeFailureRate(0, 0)).check(t, "change_failure_rate", "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.ChangeFailureRate(21, 20)).refused(t, msp.ErrRange, "changes failed")
	ask(metrics.DeploymentFrequency(3, ratio("15/2"))).check(t, "deployment_frequency", "2/5 number, n = 7", "3/1", "15/2", "")
	ask(metrics.DeploymentFrequency(3, ratio("0/1"))).check(t, "deployment_frequency", "n/a: nothing to divide by", "3/1", "0/1", "")
	ask(metrics.DeploymentFrequency(-3, ratio("1/1"))).refused(t, msp.ErrRange, "deployments")
	ask(metrics.DeploymentFrequency(3, ratio("-1/1"))).refused(t, msp.ErrRange, "days")
	times := timesOf(t, []taken{{3, true}, {8, true}, {0, false}})
	ask(metrics.ChangeLeadTime(times), nil).check(t, "change_lead_time", "11/2 duration, n = 2", "11/1", "2/1", "1 open")
}
