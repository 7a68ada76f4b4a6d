package metrics_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestHoursOf(t *testing.T) {
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{5*time.Hour + 15*time.Minute, "21/4"},
		{0, "0/1"},
		{-time.Minute, "-1/60"},
		{1, "1/3600000000000"},
		{math.MaxInt64, "9223372036854775807/3600000000000"},
	} {
		if got := metrics.HoursOf(tt.d); got.String() != tt.want {
			t.Errorf("HoursOf(%v) = %v, want %s", tt.d, got, tt.want)
		}
	}
}

func TestEffectiveHourlyRate(t *testing.T) {
	const name = "effective_hourly_rate"
	ask(metrics.EffectiveHourlyRate(usd("1000.00"), usd("200.00"), ratio("16/3"))).check(t, name, "150/1 USD, n = 1", "800/1", "16/3", "")
	ask(metrics.EffectiveHourlyRate(usd("100.00"), usd("200.00"), ratio("8/1"))).check(t, name, "-25/2 USD, n = 1", "-100/1", "8/1", "")
	ask(metrics.EffectiveHourlyRate(usd("1.00"), usd("0"), ratio("0/1"))).check(t, name, "n/a: nothing to divide by", "1/1", "0/1", "")
	ask(metrics.EffectiveHourlyRate(usd("1.00"), msp.Money{}, ratio("2/1"))).check(t, name, "1/2 USD, n = 1", "1/1", "2/1", "")
	ask(metrics.EffectiveHourlyRate(usd("1.00"), usd("0"), ratio("-1/2"))).refused(t, msp.ErrRange, "hours")
	ask(metrics.EffectiveHourlyRate(usd("1.00"), msp.MustParseMoney("0.00 EUR"), ratio("1/2"))).refused(t, msp.ErrCurrency, "products")
	ask(metrics.EffectiveHourlyRate(msp.Money{}, msp.Money{}, ratio("1/2"))).refused(t, msp.ErrCurrency, "money")
}

func TestRealization(t *testing.T) {
	for name, f := range map[string]func(a, b msp.Money) (metrics.KPI, error){"realization": metrics.Realization, "agreement_efficiency": metrics.AgreementEfficiency} {
		ask(f(usd("0.10"), usd("0.30"))).check(t, name, "1/3 share, n = 1", "1/10", "3/10", "")
		ask(f(usd("1100.00"), usd("1000.00"))).check(t, name, "11/10 share, n = 1", "1100/1", "1000/1", "")
		ask(f(usd("1.00"), usd("0"))).check(t, name, "n/a: nothing to divide by", "1/1", "0/1", "")
		ask(f(usd("1.00"), usd("-2.00"))).check(t, name, "n/a: the denominator is negative", "1/1", "-2/1", "")
		ask(f(usd("1.00"), msp.MustParseMoney("2 JPY"))).refused(t, msp.ErrCurrency, "")
	}
}

func TestCostPerTicket(t *testing.T) {
	const name = "cost_per_ticket"
	ask(metrics.CostPerTicket(usd("100.00"), 3)).check(t, name, "100/3 USD, n = 3", "100/1", "3/1", "")
	ask(metrics.CostPerTicket(usd("100.00"), 0)).check(t, name, "n/a: nothing to divide by", "100/1", "0/1", "")
	ask(metrics.CostPerTicket(usd("100.00"), -1)).refused(t, msp.ErrRange, "tickets")
	ask(metrics.CostPerTicket(msp.Money{}, 1)).refused(t, msp.ErrCurrency, "money")
}

func TestRevenuePerEmployee(t *testing.T) {
	const name = "revenue_per_employee"
	ask(metrics.RevenuePerEmployee(usd("1500000.00"), ratio("13/2"), ratio("17/2"))).check(t, name, "200000/1 USD, n = 7", "1500000/1", "15/2", "")
	ask(metrics.RevenuePerEmployee(usd("1.00"), ratio("0/1"), ratio("0/1"))).check(t, name, "n/a: nothing to divide by", "1/1", "0/1", "")
	ask(metrics.RevenuePerEmployee(usd("1.00"), ratio("-1/1"), ratio("3/1"))).refused(t, msp.ErrRange, "FTE at the start")
	ask(metrics.RevenuePerEmployee(usd("1.00"), ratio("3/1"), ratio("-1/9"))).refused(t, msp.ErrRange, "FTE at the end")
	crowd := ratio("1" + strings.Repeat("0", 30) + "/1")
	ask(metrics.RevenuePerEmployee(usd("1.00"), crowd, crowd)).refused(t, msp.ErrOverflow, "")
}
