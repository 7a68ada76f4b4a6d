package metrics_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestKPI(t *testing.T) {
	d := metrics.Definition{Name: "x", Title: "X", Text: "a ÷ b"}
	tally, _ := msp.NewTally(39, 1, 2, 3)
	money := func(k metrics.KPI, err error) metrics.KPI {
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	for _, tt := range []struct {
		k    metrics.KPI
		text string
		json string
	}{
		{
			d.OfRate(metrics.NewRate(tally)), "X: 97.50%, n = 40, left out: 2 pending, 3 excluded",
			`{"kpi":"x","title":"X","definition":"a ÷ b","value":"39/40","unit":"share","n":40,"num":"39/1","den":"40/1","pending":2,"excluded":3,"unknown":0,"open":0,"invalid":0}`,
		},
		{
			d.OfMean(timesOf(t, []taken{{time.Hour, true}, {0, false}, {-1, true}, {2 * time.Hour, true}})), "X: 1h30m, n = 2, left out: 1 open, 1 invalid",
			`{"kpi":"x","title":"X","definition":"a ÷ b","value":"5400000000000/1","unit":"duration","n":2,"num":"10800000000000/1","den":"2/1","pending":0,"excluded":0,"unknown":0,"open":1,"invalid":1}`,
		},
		{
			d.OfMean(metrics.Times{}), "X: n/a, n = 0 (no observations)",
			`{"kpi":"x","title":"X","definition":"a ÷ b","value":"undefined","unit":"duration","n":0,"reason":"no-observations","num":"0/1","den":"0/1","pending":0,"excluded":0,"unknown":0,"open":0,"invalid":0}`,
		},
		{
			money(d.OfMoney(msp.MustParseMoney("100.00 USD"), msp.NewRatio(3, 1), 3)), "X: 33.33 USD, n = 3",
			`{"kpi":"x","title":"X","definition":"a ÷ b","value":"100/3","unit":"money","currency":"USD","n":3,"num":"100/1","den":"3/1","pending":0,"excluded":0,"unknown":0,"open":0,"invalid":0}`,
		},
		{
			money(d.OfRatio(msp.NewRatio(1, 2), msp.NewRatio(0, 1), metrics.UnitNumber, 0)), "X: n/a, n = 0 (nothing to divide by)",
			`{"kpi":"x","title":"X","definition":"a ÷ b","value":"undefined","unit":"number","n":0,"reason":"zero-denominator","num":"1/2","den":"0/1","pending":0,"excluded":0,"unknown":0,"open":0,"invalid":0}`,
		},
		{
			metrics.KPI{},
			": n/a, n = 0",
			`{"kpi":"","title":"","definition":"","value":"undefined","n":0,"num":"undefined","den":"undefined","pending":0,"excluded":0,"unknown":0,"open":0,"invalid":0}`,
		},
	} {
		if got := tt.k.String(); got != tt.text {
			t.Errorf("String = %q, want %q", got, tt.text)
		}
		if data, err := json.Marshal(tt.k); err != nil || string(data) != tt.json {
			t.Errorf("JSON = %s, %v, want %s", data, err, tt.json)
		}
	}
	if _, err := d.OfRatio(msp.NewRatio(1, 1), msp.NewRatio(1, 1), 0, 1); !errors.Is(err, msp.ErrRange) {
		t.Errorf("no unit: %v, want ErrRange", err)
	}
	if _, err := d.OfMoney(msp.Money{}, msp.NewRatio(1, 1), 1); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("no currency: %v, want ErrCurrency", err)
	}
	if _, err := d.OfMoney(msp.MustParseMoney("1.00 USD"), msp.NewRatio(1, 1), -1); !errors.Is(err, msp.ErrRange) {
		t.Errorf("a sample below zero: %v, want ErrRange", err)
	}
}

func TestValueMoney(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	v, err := metrics.NewMoneyValue(msp.NewRatio(25, 3), usd, 3)
	if err != nil || v.String() != "25/3 USD, n = 3" || v.Currency() != usd || v.Percent(1, msp.HalfUp) != "n/a" {
		t.Errorf("NewMoneyValue = %v, %v", v, err)
	}
	if m, err := v.Money(msp.HalfUp); err != nil || m != msp.MustParseMoney("8.33 USD") {
		t.Errorf("Money = %v, %v", m, err)
	}
	if _, err := newValue(t, "1/2", metrics.UnitShare, 1).Money(msp.HalfUp); !errors.Is(err, metrics.ErrUnit) {
		t.Errorf("Money of a share: %v, want ErrUnit", err)
	}
	eur, err := metrics.NewMoneyValue(msp.NewRatio(25, 3), msp.MustParseCurrency("EUR"), 3)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Cmp(eur); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("Cmp of two currencies: %v, want ErrCurrency", err)
	}
	for _, tt := range []struct {
		c    msp.Currency
		n    int64
		kind error
	}{{msp.Currency{}, 1, msp.ErrCurrency}, {usd, -1, msp.ErrRange}} {
		if v, err := metrics.NewMoneyValue(msp.NewRatio(1, 1), tt.c, tt.n); !errors.Is(err, tt.kind) || v != (metrics.Value{}) {
			t.Errorf("NewMoneyValue(%v, %d) = %v, %v, want %v", tt.c, tt.n, v, err, tt.kind)
		}
	}
}

func TestValueText(t *testing.T) {
	usd, err := metrics.NewMoneyValue(msp.NewRatio(25, 2), msp.MustParseCurrency("USD"), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		v      metrics.Value
		places uint8
		want   string
	}{
		{newValue(t, "39/40", metrics.UnitShare, 40), 1, "97.5%"},
		{newValue(t, "1/3", metrics.UnitNumber, 3), 2, "0.33"},
		{newValue(t, "6/3", metrics.UnitNumber, 3), 2, "2"},
		{newValue(t, "100000000000000000000/1", metrics.UnitNumber, 3), 2, "100000000000000000000"},
		{usd, 2, "12.50 USD"},
		{newValue(t, "9000000000000/1", metrics.UnitDuration, 1), 0, "2h30m"},
		{newValue(t, "5000000000/3", metrics.UnitDuration, 1), 0, "2s"},
		{newValue(t, "5000000000/3", metrics.UnitDuration, 1), 2, "1.67s"},
		{newValue(t, "5000000000/3", metrics.UnitDuration, 1), 200, "1.666666667s"},
		{newValue(t, "-5000000000/3", metrics.UnitDuration, 1), 0, "-2s"},
		{newValue(t, "36000000000000000000000/1", metrics.UnitDuration, 1), 2, "10000000000h"},
		{newValue(t, "9223372036854775807/1", metrics.UnitDuration, 1), 0, "2562048h"},
		{newValue(t, "undefined", metrics.UnitDuration, 1), 2, "n/a"},
	} {
		if got := tt.v.Text(tt.places, msp.HalfUp); got != tt.want {
			t.Errorf("%v.Text(%d) = %q, want %q", tt.v, tt.places, got, tt.want)
		}
	}
}
