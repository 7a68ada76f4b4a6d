package metrics

import "github.com/mspkit/msp"

// ChangeFailureRate returns the share of changes to production that failed: that
// had to be rolled back, fixed at once, or caused an incident. It is undefined, for
// [ReasonZeroDenominator], without changes, which are the sample. Numbers below
// zero, and more failed than made, are [msp.ErrRange] errors.
//
// It, [DeploymentFrequency] and [ChangeLeadTime] are three of the four keys of DORA
// (dora.dev); the fourth, time to restore, is [Reliability.MTRS].
func ChangeFailureRate(failed, changes int64) (KPI, error) {
	return shareOf(Definition{
		Name:  "change_failure_rate",
		Title: "Change failure rate",
		Text:  "changes to production that failed ÷ changes to production",
	}, "changes failed", failed, "changes", changes)
}

// DeploymentFrequency returns the deployments to production for each day; a week of
// one deployment has 1/7. It is undefined, for [ReasonZeroDenominator], in no time.
// The sample is the number of whole days. Numbers below zero are [msp.ErrRange]
// errors.
func DeploymentFrequency(deployments int64, days msp.Ratio) (KPI, error) {
	var f formula
	den := f.unsigned("days", days)
	return f.quotient(Definition{
		Name:  "deployment_frequency",
		Title: "Deployments per day",
		Text:  "deployments to production ÷ days",
	}, f.count("deployments", deployments), den, UnitNumber, f.size(den))
}

// ChangeLeadTime returns the mean time from a change's commit to its running in
// production. Changes that are not there yet are open, and left out. DORA itself
// asks for the median: [DurationSample] has it.
func ChangeLeadTime(changes Times) KPI {
	return Definition{
		Name:  "change_lead_time",
		Title: "Lead time for changes",
		Text:  "mean time from commit to running in production; changes not deployed yet are left out",
	}.OfMean(changes)
}
