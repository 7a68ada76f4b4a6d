package pricing_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// prorateMoney is an amount of minor units of US dollars.
func prorateMoney(minor int64) msp.Money {
	m, err := msp.NewMoney(minor, msp.MustParseCurrency("USD"))
	if err != nil {
		panic(err)
	}
	return m
}

func TestProrate(t *testing.T) {
	const june, always = "2026-06-01/2026-07-01", "0001-01-01/9999-12-31"
	for _, tt := range []struct {
		amount, service, period string
		mode                    msp.Rounding
		want                    string
	}{
		// 9999 × 25/30 = 8332.5
		{"99.99 USD", "2026-06-06/2026-07-01", june, 0, "83.33 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.HalfUp, "83.33 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.HalfEven, "83.32 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.Up, "83.33 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.Down, "83.32 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.Ceil, "83.33 USD"},
		{"99.99 USD", "2026-06-06/2026-07-01", june, msp.Floor, "83.32 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.HalfUp, "-83.33 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.HalfEven, "-83.32 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.Up, "-83.33 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.Down, "-83.32 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.Ceil, "-83.32 USD"},
		{"-99.99 USD", "2026-06-06/2026-07-01", june, msp.Floor, "-83.33 USD"},
		// 1000 yen × 9/28 = 321.4…; 1 dinar × 7/30 = 233.3… fils
		{"1000 JPY", "2026-02-01/2026-02-10", "2026-02-01/2026-03-01", msp.HalfUp, "321 JPY"},
		{"1.000 KWD", "2026-04-01/2026-04-08", "2026-04-01/2026-05-01", msp.HalfUp, "0.233 KWD"},
		// A leap day counts: 15 of 29 days.
		{"100.00 USD", "2028-02-15/2028-03-01", "2028-02-01/2028-03-01", msp.HalfUp, "51.72 USD"},
		// Only what is in the period counts, and the divisor stays 30: 5/30.
		{"60.00 USD", "2026-05-01/2026-06-06", june, msp.HalfUp, "10.00 USD"},
		{"60.00 USD", "2026-06-26/2027-01-01", june, msp.HalfUp, "10.00 USD"},
		{"60.00 USD", "2020-01-01/2030-01-01", june, msp.HalfUp, "60.00 USD"},
		{"60.00 USD", june, june, msp.Up, "60.00 USD"},
		{"60.00 USD", "2026-05-01/2026-06-01", june, msp.Up, "0.00 USD"},
		{"60.00 USD", "2026-07-01/2026-08-01", june, msp.Up, "0.00 USD"},
		{"60.00 USD", "2026-06-10/2026-06-10", june, msp.Up, "0.00 USD"},
		{"60.00 USD", "", june, msp.Up, "0.00 USD"},
		// The zero Money stays without a currency.
		{"0", "2026-06-06/2026-07-01", june, msp.Up, "0"},
		// Half of 2⁶³ − 1 is 4611686018427387903.5.
		{"92233720368547758.07 USD", "2026-06-01/2026-06-16", june, msp.HalfUp, "46116860184273879.04 USD"},
		{"-92233720368547758.08 USD", june, june, msp.HalfUp, "-92233720368547758.08 USD"},
		// One day of the 3,652,058 there are.
		{"3652058 JPY", "2026-06-01/2026-06-02", always, msp.HalfUp, "1 JPY"},
	} {
		service, err := msp.ParsePeriod(tt.service)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pricing.Prorate(msp.MustParseMoney(tt.amount), service, msp.MustParsePeriod(tt.period), tt.mode)
		if err != nil || got.String() != tt.want {
			t.Errorf("Prorate(%s, %s, %s, %v) = %v, %v, want %s", tt.amount, tt.service, tt.period, tt.mode, got, err, tt.want)
		}
	}
}

func TestProrateErrors(t *testing.T) {
	amount, june := msp.MustParseMoney("60.00 USD"), msp.MustParsePeriod("2026-06-01/2026-07-01")
	empty, day := msp.MustParsePeriod("2026-06-01/2026-06-01"), msp.MustParseDate("2026-06-01")
	for _, tt := range []struct {
		period msp.Period
		mode   msp.Rounding
		kind   error
		text   string
	}{
		{empty, msp.HalfUp, msp.ErrUndefined, `pricing: period "2026-06-01/2026-06-01": has no days to prorate by`},
		{msp.Period{}, msp.HalfUp, msp.ErrUndefined, `pricing: period "": has no days to prorate by`},
		{june, msp.Floor + 1, msp.ErrRange, `pricing: rounding "Rounding(7)": no such rounding`},
	} {
		_, err1 := pricing.Prorate(amount, june, tt.period, tt.mode)
		_, err2 := pricing.ProrateParts(amount, tt.period, nil, tt.mode)
		_, err3 := pricing.ChangePlan(amount, amount, tt.period, day, tt.mode)
		_, _, err4 := pricing.ProrateTimeline(amount.Decimal(), amount.Currency(), nil, tt.period, tt.mode)
		for i, err := range []error{err1, err2, err3, err4} {
			if !errors.Is(err, tt.kind) || err.Error() != tt.text {
				t.Errorf("%v by %v: error %d is %v, want %s", tt.period, tt.mode, i, err, tt.text)
			}
		}
	}
}

func TestProrateAllocatesNothing(t *testing.T) {
	amount, period := msp.MustParseMoney("99.99 USD"), msp.MustParsePeriod("2026-06-01/2026-07-01")
	service := msp.MustParsePeriod("2026-06-06/2026-08-01")
	got := testing.AllocsPerRun(100, func() {
		if _, err := pricing.Prorate(amount, service, period, msp.HalfUp); err != nil {
			t.Error(err)
		}
	})
	if got != 0 {
		t.Errorf("Prorate allocates %v times, want 0", got)
	}
}

func TestProrateParts(t *testing.T) {
	january := msp.MustParsePeriod("2026-01-01/2026-02-01")
	for _, tt := range []struct {
		amount string
		cuts   []string
		mode   msp.Rounding
		want   []string
	}{
		{"100.00 USD", nil, msp.HalfUp, []string{"100.00 USD"}},
		// 10/31 is 32.258, 15/31 48.387, 20/31 64.516.
		{"100.00 USD", []string{"2026-01-11", "2026-01-16", "2026-01-21"}, msp.HalfUp, []string{"32.26 USD", "16.13 USD", "16.13 USD", "35.48 USD"}},
		{"100.00 USD", []string{"2026-01-11", "2026-01-16", "2026-01-21"}, msp.Down, []string{"32.25 USD", "16.13 USD", "16.13 USD", "35.49 USD"}},
		{"-100.00 USD", []string{"2026-01-11", "2026-01-16"}, msp.Floor, []string{"-32.26 USD", "-16.13 USD", "-51.61 USD"}},
		// 7/31 is 1.13 cents, 14/31 2.26, 21/31 3.39, 28/31 4.52.
		{"0.05 USD", []string{"2026-01-08", "2026-01-15", "2026-01-22", "2026-01-29"}, 0, []string{"0.01 USD", "0.01 USD", "0.01 USD", "0.02 USD", "0.00 USD"}},
		// Cuts at the ends and twice leave parts without days.
		{"100.00 USD", []string{"2026-01-01", "2026-01-11", "2026-01-11", "2026-02-01"}, msp.Up, []string{"0.00 USD", "32.26 USD", "0.00 USD", "67.74 USD", "0.00 USD"}},
		{"0", []string{"2026-01-11"}, msp.Up, []string{"0", "0"}},
	} {
		var cuts []msp.Date
		for _, cut := range tt.cuts {
			cuts = append(cuts, msp.MustParseDate(cut))
		}
		parts, err := pricing.ProrateParts(msp.MustParseMoney(tt.amount), january, cuts, tt.mode)
		var got []string
		for _, part := range parts {
			got = append(got, part.String())
		}
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("ProrateParts(%s, %q, %v) = %q, %v, want %q", tt.amount, tt.cuts, tt.mode, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		cuts []string
		text string
	}{
		{[]string{"2025-12-31"}, `pricing: cut 0 "2025-12-31": is not in 2026-01-01/2026-02-01`},
		{[]string{"2026-01-05", "2026-02-02"}, `pricing: cut 1 "2026-02-02": is not in 2026-01-01/2026-02-01`},
		{[]string{"2026-01-05", ""}, `pricing: cut 1 "": is not in 2026-01-01/2026-02-01`},
		{[]string{"2026-01-05", "2026-01-06", "2026-01-04"}, `pricing: cut 2 "2026-01-04": comes after a later one, 2026-01-06`},
	} {
		var cuts []msp.Date
		for _, text := range tt.cuts {
			cut, err := msp.ParseDate(text)
			if err != nil {
				t.Fatal(err)
			}
			cuts = append(cuts, cut)
		}
		got, err := pricing.ProrateParts(prorateMoney(100), january, cuts, msp.HalfUp)
		if got != nil || !errors.Is(err, msp.ErrRange) || err.Error() != tt.text {
			t.Errorf("ProrateParts(%q) = %v, %v, want %s", tt.cuts, got, err, tt.text)
		}
	}
}

func TestProrateChangePlan(t *testing.T) {
	june := msp.MustParsePeriod("2026-06-01/2026-07-01")
	for _, tt := range []struct {
		charged, price, at  string
		mode                msp.Rounding
		credit, charge, net string
	}{
		{"10.00 USD", "20.00 USD", "2026-06-16", msp.HalfUp, "-5.00 USD", "10.00 USD", "5.00 USD"},
		// 25/30 are gone: 99.99 − 83.33 (83.325) and 149.99 − 124.99 (124.991…).
		{"99.99 USD", "149.99 USD", "2026-06-26", msp.HalfUp, "-16.66 USD", "25.00 USD", "8.34 USD"},
		{"99.99 USD", "149.99 USD", "2026-06-26", msp.Down, "-16.67 USD", "25.00 USD", "8.33 USD"},
		{"20.00 USD", "10.00 USD", "2026-06-16", msp.HalfUp, "-10.00 USD", "5.00 USD", "-5.00 USD"},
		{"99.99 USD", "99.99 USD", "2026-06-26", msp.HalfUp, "-16.66 USD", "16.66 USD", "0.00 USD"},
		// Half a cent is used up as a whole one: nothing is left of it.
		{"0.01 USD", "0.02 USD", "2026-06-16", msp.HalfUp, "0.00 USD", "0.01 USD", "0.01 USD"},
		{"10.00 USD", "20.00 USD", "2026-06-01", msp.HalfUp, "-10.00 USD", "20.00 USD", "10.00 USD"},
		{"10.00 USD", "20.00 USD", "2026-07-01", msp.HalfUp, "0.00 USD", "0.00 USD", "0.00 USD"},
		// Nothing was charged yet, or credit given.
		{"0", "20.00 USD", "2026-06-16", msp.HalfUp, "0", "10.00 USD", "10.00 USD"},
		{"-10.00 USD", "20.00 USD", "2026-06-16", msp.HalfUp, "5.00 USD", "10.00 USD", "15.00 USD"},
	} {
		got, err := pricing.ChangePlan(msp.MustParseMoney(tt.charged), msp.MustParseMoney(tt.price), june, msp.MustParseDate(tt.at), tt.mode)
		if err != nil || got.Credit.String() != tt.credit || got.Charge.String() != tt.charge || got.Net.String() != tt.net {
			t.Errorf("ChangePlan(%s, %s, %s, %v) = %v, %v, want %s, %s, %s", tt.charged, tt.price, tt.at, tt.mode, got, err, tt.credit, tt.charge, tt.net)
		}
	}
	for _, tt := range []struct {
		charged, price msp.Money
		at             string
		kind           error
	}{
		{prorateMoney(1), prorateMoney(1), "2026-05-31", msp.ErrRange},
		{prorateMoney(1), prorateMoney(1), "2026-07-02", msp.ErrRange},
		{prorateMoney(1), msp.MustParseMoney("1.00 EUR"), "2026-06-16", msp.ErrCurrency},
		{prorateMoney(math.MinInt64), prorateMoney(1), "2026-06-01", msp.ErrOverflow},              // −(−2⁶³)
		{prorateMoney(math.MaxInt64), prorateMoney(math.MinInt64), "2026-06-01", msp.ErrOverflow},  // −2⁶³ − (2⁶³ − 1)
		{prorateMoney(-math.MaxInt64), prorateMoney(math.MaxInt64), "2026-06-01", msp.ErrOverflow}, // 2 × (2⁶³ − 1)
	} {
		got, err := pricing.ChangePlan(tt.charged, tt.price, june, msp.MustParseDate(tt.at), msp.HalfUp)
		if got != (pricing.PlanChange{}) || !errors.Is(err, tt.kind) {
			t.Errorf("ChangePlan(%v, %v, %s) = %v, %v, want %v", tt.charged, tt.price, tt.at, got, err, tt.kind)
		}
	}
	if _, err := pricing.ChangePlan(prorateMoney(1), prorateMoney(1), june, msp.Date{}, msp.HalfUp); !errors.Is(err, msp.ErrRange) {
		t.Errorf("ChangePlan on no date: %v, want %v", err, msp.ErrRange)
	}
}
