package metrics

// RemediationMedian returns the median time to remediate a vulnerability, open ones
// included: "remediation_median".
func RemediationMedian(s Survival) KPI {
	k := Definition{
		Name:  "remediation_median",
		Title: "Median time to remediate",
		Text: "least time after which at most half of the findings are open, by Kaplan and Meier: " +
			"an open finding counts as not remediated for as long as it is open",
	}.OfValue(s.Median())
	k.LeftOut.Invalid = s.times.Invalid()
	return k
}

// RemediationMean returns the mean time to remediate the vulnerabilities that are
// remediated, with the number of open ones as left out: "remediation_mean_closed".
// Show it beside [RemediationMedian] only.
func RemediationMean(s Survival) KPI {
	return Definition{
		Name:  "remediation_mean_closed",
		Title: "Mean time to remediate, closed only",
		Text:  "sum of the times of remediated findings ÷ remediated findings; open findings are left out",
	}.OfMean(s.times)
}
