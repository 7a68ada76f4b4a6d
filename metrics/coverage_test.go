package metrics_test

import (
	"math"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestQBRCompletion(t *testing.T) {
	const name = "qbr_completion"
	ask(metrics.QBRCompletion(metrics.Reviews{Due: 1, Held: 2}, metrics.Reviews{Due: 4, Held: 3}, metrics.Reviews{Held: 5}, metrics.Reviews{Due: 1})).
		check(t, name, "2/3 share, n = 6", "4/1", "6/1", "6 excluded")
	ask(metrics.QBRCompletion()).check(t, name, "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.QBRCompletion(metrics.Reviews{}, metrics.Reviews{Due: -1})).refused(t, msp.ErrRange, "client 1 due")
	ask(metrics.QBRCompletion(metrics.Reviews{Due: 1, Held: math.MinInt64})).refused(t, msp.ErrRange, "client 0 held")
	most := metrics.Reviews{Due: math.MaxInt64, Held: math.MaxInt64}
	ask(metrics.QBRCompletion(most)).check(t, name, "1/1 share, n = 9223372036854775807", "9223372036854775807/1", "9223372036854775807/1", "")
	ask(metrics.QBRCompletion(most, metrics.Reviews{Held: 1})).refused(t, msp.ErrOverflow, "accumulator")
}

func TestStandardTier(t *testing.T) {
	ask(metrics.StandardTierCoverage(9, 12)).check(t, "standard_tier_coverage", "3/4 share, n = 12", "9/1", "12/1", "")
	ask(metrics.StandardTierCoverage(0, 0)).check(t, "standard_tier_coverage", "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.StandardTierCoverage(13, 12)).refused(t, msp.ErrRange, "clients on a standard tier")
	ask(metrics.StandardTierCoverage(-1, 12)).refused(t, msp.ErrRange, "clients on a standard tier")
	ask(metrics.StandardTierCoverage(0, -1)).refused(t, msp.ErrRange, "clients")
	const revenue = "standard_tier_revenue"
	ask(metrics.StandardTierRevenue(usd("90.00"), usd("100.00"))).check(t, revenue, "9/10 share, n = 1", "90/1", "100/1", "")
	ask(metrics.StandardTierRevenue(usd("0"), usd("0"))).check(t, revenue, "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.StandardTierRevenue(usd("100.01"), usd("100.00"))).refused(t, msp.ErrRange, "revenue on standard tiers")
	ask(metrics.StandardTierRevenue(usd("-1.00"), usd("1.00"))).refused(t, msp.ErrRange, "revenue on standard tiers")
	ask(metrics.StandardTierRevenue(usd("0"), usd("-1.00"))).refused(t, msp.ErrRange, "revenue")
	ask(metrics.StandardTierRevenue(usd("1.00"), msp.MustParseMoney("1.00 EUR"))).refused(t, msp.ErrCurrency, "revenue")
}

func TestAutomationRatio(t *testing.T) {
	ask(metrics.AutomationRatio(2, 5)).check(t, "automation_ratio", "2/5 share, n = 5", "2/1", "5/1", "")
	ask(metrics.AutomationRatio(6, 5)).refused(t, msp.ErrRange, "tasks automated")
}
