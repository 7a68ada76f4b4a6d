package pricing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func mrrItem(amount, quantity string, every pricing.Cadence) pricing.RecurringItem {
	return pricing.RecurringItem{Name: "seat", Amount: marginM(amount), Quantity: marginD(quantity), Every: every}
}

func TestMRR(t *testing.T) {
	for _, tt := range []struct {
		items           []pricing.RecurringItem
		exact, mrr, arr string
	}{
		{[]pricing.RecurringItem{mrrItem("100 USD", "1", pricing.Week)}, "1300/3 USD a month", "433.33 USD", "5200.00 USD"},                                        // 52/12
		{[]pricing.RecurringItem{mrrItem("100 USD", "1", pricing.Fortnight)}, "650/3 USD a month", "216.67 USD", "2600.00 USD"},                                    // 26/12
		{[]pricing.RecurringItem{mrrItem("12.5 USD", "40", pricing.Month)}, "500/1 USD a month", "500.00 USD", "6000.00 USD"},                                      //
		{[]pricing.RecurringItem{mrrItem("100 USD", "1", pricing.Quarter)}, "100/3 USD a month", "33.33 USD", "400.00 USD"},                                        //
		{[]pricing.RecurringItem{mrrItem("100 USD", "1", pricing.HalfYear)}, "50/3 USD a month", "16.67 USD", "200.00 USD"},                                        //
		{[]pricing.RecurringItem{mrrItem("1000 USD", "1", pricing.Year)}, "250/3 USD a month", "83.33 USD", "1000.00 USD"},                                         //
		{[]pricing.RecurringItem{mrrItem("2400 USD", "1", pricing.TwoYears)}, "100/1 USD a month", "100.00 USD", "1200.00 USD"},                                    //
		{[]pricing.RecurringItem{mrrItem("100 USD", "2.5", pricing.ThreeYears)}, "125/18 USD a month", "6.94 USD", "83.33 USD"},                                    // 250/36
		{[]pricing.RecurringItem{mrrItem("5000 USD", "1", pricing.Once)}, "0/1 USD a month", "0.00 USD", "0.00 USD"},                                               //
		{[]pricing.RecurringItem{mrrItem("5000 USD", "1", 0)}, "0/1 USD a month", "0.00 USD", "0.00 USD"},                                                          //
		{[]pricing.RecurringItem{mrrItem("5000 USD", "0", pricing.Month)}, "0/1 USD a month", "0.00 USD", "0.00 USD"},                                              //
		{[]pricing.RecurringItem{{Amount: marginM("5 USD"), Every: pricing.Month}}, "0/1 USD a month", "0.00 USD", "0.00 USD"},                                     // no quantity is none
		{[]pricing.RecurringItem{mrrItem("10000 JPY", "1", pricing.Year), mrrItem("1000 JPY", "1", pricing.Week)}, "15500/3 JPY a month", "5167 JPY", "62000 JPY"}, // 833.3 + 4333.3
		// Two that show as 0.00 are 0.00833 together.
		{[]pricing.RecurringItem{mrrItem("0.05 USD", "1", pricing.Year), mrrItem("0.05 USD", "1", pricing.Year)}, "1/120 USD a month", "0.01 USD", "0.10 USD"},
		// A recurring discount.
		{[]pricing.RecurringItem{mrrItem("100 USD", "2", pricing.Month), mrrItem("-15 USD", "2", pricing.Month)}, "170/1 USD a month", "170.00 USD", "2040.00 USD"},
		{nil, "0/1 a month", "0", "0"},
	} {
		got, err := pricing.MRR(tt.items...)
		if err != nil || got.String() != tt.exact {
			t.Errorf("MRR(%v) = %v, %v, want %s", tt.items, got, err, tt.exact)
		}
		if m, err := got.MRR(0); err != nil || m.String() != tt.mrr {
			t.Errorf("%v: MRR = %v, %v, want %s", got, m, err, tt.mrr)
		}
		if m, err := got.ARR(0); err != nil || m.String() != tt.arr {
			t.Errorf("%v: ARR = %v, %v, want %s", got, m, err, tt.arr)
		}
	}
}

func TestMRRErrors(t *testing.T) {
	good := mrrItem("1 USD", "1", pricing.Month)
	for _, tt := range []struct {
		item pricing.RecurringItem
		kind error
	}{
		{mrrItem("1 USD", "-1", pricing.Month), msp.ErrRange},
		{mrrItem("1 USD", "1", pricing.Once+1), msp.ErrRange},
		{mrrItem("1 USD", "1e19", pricing.Month), msp.ErrRange},
		{pricing.RecurringItem{Name: "seat", Amount: marginM("1 USD"), Quantity: decimal.New(1, 1_000_000_000)}, msp.ErrRange},
		{mrrItem("1 EUR", "1", pricing.Month), msp.ErrCurrency},
		{mrrItem("1 EUR", "1", pricing.Once), msp.ErrCurrency},
	} {
		got, err := pricing.MRR(good, tt.item)
		if !errors.Is(err, tt.kind) || got != (pricing.Recurring{}) || !strings.HasPrefix(err.Error(), `pricing: recurring item "seat": `) {
			t.Errorf("MRR(%v) = %v, %v, want %v", tt.item, got, err, tt.kind)
		}
		got, err = tt.item.Recurring()
		if alone := tt.item.Amount.Currency() == good.Amount.Currency(); alone != errors.Is(err, msp.ErrRange) || alone != (got == pricing.Recurring{}) {
			t.Errorf("%v: Recurring() = %v, %v", tt.item, got, err)
		}
	}
	var mismatch *msp.MismatchError
	if _, err := pricing.MRR(good, mrrItem("1 EUR", "1", pricing.Month)); !errors.As(err, &mismatch) {
		t.Errorf("MRR of two currencies: %v", err)
	}
	// The exact amount may be larger than money.
	most := mrrItem("92233720368547758.07 USD", "12", pricing.Year)
	r, err := pricing.MRR(most)
	if m, mrrErr := r.MRR(msp.Down); err != nil || mrrErr != nil || m.String() != "92233720368547758.07 USD" {
		t.Errorf("MRR = %v, %v, %v", m, err, mrrErr)
	}
	if m, err := r.ARR(0); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("ARR = %v, %v", m, err)
	}
	if m, err := r.MRR(msp.Floor + 1); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MRR(no mode) = %v, %v", m, err)
	}
}

func TestMRRZero(t *testing.T) {
	var zero pricing.Recurring
	if zero.PerMonth() != msp.NewRatio(0, 1) || !zero.Currency().IsZero() {
		t.Errorf("zero = %v, %v", zero.PerMonth(), zero.Currency())
	}
	usd, err := pricing.MRR(mrrItem("2 USD", "1", pricing.Month))
	if err != nil || usd.Currency().Code() != "USD" {
		t.Fatal(usd, err)
	}
	less, err := pricing.MRR(mrrItem("-2 USD", "1", pricing.Month))
	if err != nil {
		t.Fatal(err)
	}
	none, _ := pricing.MRR(mrrItem("0 USD", "1", pricing.Month))
	for _, tt := range []struct{ a, b, want pricing.Recurring }{{usd, zero, usd}, {zero, usd, usd}, {zero, zero, zero}, {usd, less, none}} {
		if got, err := tt.a.Add(tt.b); err != nil || got != tt.want {
			t.Errorf("%v.Add(%v) = %v, %v, want %v", tt.a, tt.b, got, err, tt.want)
		}
	}
	if got := mrrItem("1 USD", "1", pricing.Month); got.Every.PerMonth() != msp.NewRatio(1, 1) {
		t.Errorf("a month is %v of a month", got.Every.PerMonth())
	}
}
