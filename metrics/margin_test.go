package metrics_test

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func earns(revenue, cost string) metrics.Earnings {
	return metrics.Earnings{Revenue: usd(revenue), Cost: usd(cost)}
}

func TestGrossMargin(t *testing.T) {
	const name = "gross_margin"
	good, bad, idle, credited := earns("1000.00", "538.00"), earns("100.00", "150.00"), earns("0", "50.00"), earns("-10.00", "5.00")
	ask(metrics.GrossMargin(good)).check(t, name, "231/500 share, n = 1", "462/1", "1000/1", "")
	ask(metrics.GrossMargin(bad)).check(t, name, "-1/2 share, n = 1", "-50/1", "100/1", "")
	ask(metrics.GrossMargin(idle)).check(t, name, "n/a: nothing to divide by", "-50/1", "0/1", "")
	ask(metrics.GrossMargin(credited)).check(t, name, "n/a: the denominator is negative", "-15/1", "-10/1", "")
	ask(metrics.GrossMargin()).check(t, name, "n/a: nothing to divide by", "0/1", "0/1", "")
	// Pooled, with the cost of those that bring nothing.
	ask(metrics.GrossMargin(good, bad, idle, credited)).check(t, name, "347/1090 share, n = 4", "347/1", "1090/1", "")
	ask(metrics.GrossMargin(good, metrics.Earnings{Cost: msp.MustParseMoney("1.00 EUR")})).refused(t, msp.ErrCurrency, "cost")
}

func TestMarginSpread(t *testing.T) {
	const name = "margin_spread"
	high, middle, low, idle := earns("100.00", "25.00"), earns("100.00", "50.00"), earns("80.00", "100.00"), earns("0", "1.00")
	ask(metrics.MarginSpread(middle, low, idle, high)).check(t, name, "1/1 share, n = 3", "1/1", "1/1", "1 excluded")
	ask(metrics.MarginSpread(high, high)).check(t, name, "0/1 share, n = 2", "0/1", "1/1", "")
	ask(metrics.MarginSpread(idle, high, earns("-1.00", "0"))).check(t, name, "n/a: too few observations", "0/1", "1/1", "2 excluded")
	ask(metrics.MarginSpread()).check(t, name, "n/a: too few observations", "undefined", "1/1", "")
	ask(metrics.MarginSpread(high, metrics.Earnings{Revenue: msp.MustParseMoney("1.00 EUR")}, low)).refused(t, msp.ErrCurrency, "revenue")
}

func TestClientConcentration(t *testing.T) {
	const name = "client_concentration"
	clients := []msp.Money{usd("10.00"), usd("50.00"), {}, usd("25.00"), usd("15.00")}
	ask(metrics.ClientConcentration(1, clients...)).check(t, name, "1/2 share, n = 5", "50/1", "100/1", "")
	ask(metrics.ClientConcentration(3, clients...)).check(t, name, "9/10 share, n = 5", "90/1", "100/1", "")
	ask(metrics.ClientConcentration(9, clients...)).check(t, name, "1/1 share, n = 5", "100/1", "100/1", "")
	ask(metrics.ClientConcentration(1)).check(t, name, "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.ClientConcentration(0, clients...)).refused(t, msp.ErrRange, "top")
	ask(metrics.ClientConcentration(1, usd("2.00"), usd("-0.01"))).refused(t, msp.ErrRange, "revenue")
	ask(metrics.ClientConcentration(1, usd("2.00"), msp.MustParseMoney("1 JPY"))).refused(t, msp.ErrCurrency, "revenue")
	if clients[0] != usd("10.00") {
		t.Error("the input was sorted")
	}
	one, _ := metrics.ClientConcentration(1, clients...)
	two, _ := metrics.ClientConcentration(2, clients...)
	if !strings.HasPrefix(one.Text, "revenue of the largest client ÷") || !strings.HasPrefix(two.Text, "revenue of the largest 2 clients ÷") {
		t.Errorf("%q, %q", one.Text, two.Text)
	}
}

func TestEBITDAMargin(t *testing.T) {
	ask(metrics.EBITDAMargin(usd("-5.00"), usd("40.00"))).check(t, "ebitda_margin", "-1/8 share, n = 1", "-5/1", "40/1", "")
	ask(metrics.EBITDAMargin(usd("1.00"), msp.MustParseMoney("1.00 EUR"))).refused(t, msp.ErrCurrency, "revenue")
}
