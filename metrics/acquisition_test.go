package metrics_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestARPA(t *testing.T) {
	ask(metrics.ARPA(usd("1000.00"), 3)).check(t, "arpa", "1000/3 USD, n = 3", "1000/1", "3/1", "")
	ask(metrics.ARPA(usd("0"), 0)).check(t, "arpa", "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.ARPA(usd("1.00"), -3)).refused(t, msp.ErrRange, "accounts")
	ask(metrics.ARPA(msp.Money{}, 0)).refused(t, msp.ErrCurrency, "money")
}

func TestLTV(t *testing.T) {
	ask(metrics.LTV(usd("500.00"), ratio("2/5"), ratio("1/50"))).check(t, "ltv", "10000/1 USD, n = 1", "200/1", "1/50", "")
	ask(metrics.LTV(usd("500.00"), ratio("-1/5"), ratio("1/1"))).check(t, "ltv", "-100/1 USD, n = 1", "-100/1", "1/1", "")
	ask(metrics.LTV(usd("500.00"), ratio("2/5"), ratio("0/1"))).check(t, "ltv", "n/a: nothing to divide by", "200/1", "0/1", "")
	ask(metrics.LTV(usd("500.00"), ratio("2/5"), ratio("-1/50"))).refused(t, msp.ErrRange, "monthly churn")
	ask(metrics.LTV(usd("500.00"), ratio("2/5"), ratio("3/2"))).refused(t, msp.ErrRange, "monthly churn")
}

func TestCAC(t *testing.T) {
	ask(metrics.CAC(usd("12000.00"), 4)).check(t, "cac", "3000/1 USD, n = 4", "12000/1", "4/1", "")
	ask(metrics.CAC(usd("12000.00"), 0)).check(t, "cac", "n/a: nothing to divide by", "12000/1", "0/1", "")
	ask(metrics.CAC(usd("12000.00"), -1)).refused(t, msp.ErrRange, "new clients")
}

func TestCACPayback(t *testing.T) {
	const name = "cac_payback_months"
	ask(metrics.CACPayback(usd("6000.00"), usd("500.00"), ratio("2/5"))).check(t, name, "30/1 number, n = 1", "6000/1", "200/1", "")
	ask(metrics.CACPayback(usd("1.00"), usd("50.00"), ratio("0/1"))).check(t, name, "n/a: nothing to divide by", "1/1", "0/1", "")
	ask(metrics.CACPayback(usd("1.00"), usd("50.00"), ratio("-1/10"))).check(t, name, "n/a: the denominator is negative", "1/1", "-5/1", "")
	ask(metrics.CACPayback(usd("1.00"), msp.MustParseMoney("50 JPY"), ratio("1/2"))).refused(t, msp.ErrCurrency, "ARPA")
}

func TestRuleOf40(t *testing.T) {
	ask(metrics.RuleOf40(ratio("1/4"), ratio("3/20"))).check(t, "rule_of_40", "2/5 share, n = 1", "2/5", "1/1", "")
	ask(metrics.RuleOf40(ratio("-1/4"), ratio("1/8"))).check(t, "rule_of_40", "-1/8 share, n = 1", "-1/8", "1/1", "")
}
