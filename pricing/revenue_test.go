package pricing_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Worked out by hand, on 2026-03-15 and later:
//
//	seats    25 × 150 a month, less 10 % until July           3375, then 3750
//	backup   1200 a year                                       100
//	hosting  30 a week: 30 × 52 ÷ 12                           130
//	licences 10 × 240 a year, 9 asked for, 10 committed        200
//	uplift   100 a month, 3 % from 2027-01-01                  100, then 103
//
// Set-up, metered traffic, the outcome and what has ended are no recurring revenue.
func TestRecurringOfAgreement(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	spec := pricing.AgreementSpec{
		Currency: usd, Start: agrDay("2026-01-01"), End: agrDay("2028-01-01"),
		Items: []pricing.Item{
			{
				Name: "seats", Price: pricing.PerUser(agrDec("150"), usd), Quantity: pricing.Constant(25),
				Discounts: []pricing.Discount{{Name: "first months", Off: pricing.PercentOff{Percent: agrPct("10%")}, To: agrDay("2026-07-01")}},
			},
			{Name: "backup", Price: pricing.Price{Flat: agrDec("1200")}, Cadence: pricing.Year},
			{Name: "hosting", Price: pricing.AllInclusive(agrDec("30"), usd), Cadence: pricing.Week, Timing: pricing.Arrears},
			{
				Name: "licences", Price: pricing.PerUser(agrDec("240"), usd), Cadence: pricing.Year,
				Quantity: pricing.Constant(10).With(agrDay("2026-02-10"), agrDec("9")), Licence: pricing.Ratchet{Term: pricing.Year},
			},
			{Name: "uplift", Price: pricing.Price{Flat: agrDec("100")}, Uplift: pricing.Uplift{Percent: agrPct("3%")}},
			{Name: "set-up", Price: pricing.Price{Flat: agrDec("5000")}, Cadence: pricing.Once},
			{Name: "traffic", Price: pricing.Price{Unit: "GB", Rate: agrDec("0.09"), Minimum: agrDec("50"), AtZero: true}, Metered: true},
			{Name: "ended", Price: pricing.Price{Flat: agrDec("700")}, End: agrDay("2026-03-15")},
			{Name: "to come", Price: pricing.Price{Flat: agrDec("900")}, Start: agrDay("2027-06-01")},
		},
		Outcomes:  []pricing.Outcome{{Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{{At: agrDec("0"), Fee: agrDec("900")}}}}},
		Discounts: []pricing.Discount{{Name: "loyalty", Off: pricing.PercentOff{Percent: agrPct("50%")}}},
	}
	a := agrCompile(t, spec)
	for _, tt := range []struct{ on, month, year string }{
		{"2025-12-31", "0", "0"},
		{"2026-01-01", "4605.00 USD", "55260.00 USD"}, // 700 more, that end
		{"2026-03-14", "4605.00 USD", "55260.00 USD"},
		{"2026-03-15", "3905.00 USD", "46860.00 USD"}, // 3375 + 100 + 130 + 200 + 100
		{"2026-06-30", "3905.00 USD", "46860.00 USD"},
		{"2026-07-01", "4280.00 USD", "51360.00 USD"},
		{"2027-01-01", "4263.00 USD", "51156.00 USD"}, // 9 licences: 180, and 103
		{"2027-06-01", "5163.00 USD", "61956.00 USD"},
		{"2027-12-31", "5163.00 USD", "61956.00 USD"},
		{"2028-01-01", "0", "0"},
	} {
		r, err := a.Recurring(agrDay(tt.on))
		if err != nil {
			t.Fatalf("Recurring(%s) = %v", tt.on, err)
		}
		month, err1 := r.MRR(0)
		year, err2 := r.ARR(0)
		if err1 != nil || err2 != nil || month.String() != tt.month || year.String() != tt.year {
			t.Errorf("on %s: MRR = %v, ARR = %v, want %s and %s", tt.on, month, year, tt.month, tt.year)
		}
	}
}

// The price is that of the service period, which has not risen on an anniversary in its
// middle, 15 January.
func TestRecurringOnAnniversary(t *testing.T) {
	spec := pricing.AgreementSpec{
		Currency: msp.MustParseCurrency("USD"), Start: agrDay("2026-01-15"), Anchor: agrDay("2026-01-01"),
		Items: []pricing.Item{{Name: "fee", Price: pricing.Price{Flat: agrDec("100")}, Uplift: pricing.Uplift{Percent: agrPct("3%")}}},
	}
	a := agrCompile(t, spec)
	for on, want := range map[string]int64{"2027-01-14": 100, "2027-01-15": 100, "2027-01-31": 100, "2027-02-01": 103} {
		if r, err := a.Recurring(agrDay(on)); err != nil || r.PerMonth() != msp.NewRatio(want, 1) {
			t.Errorf("Recurring(%s) = %v, %v, want %d", on, r, err, want)
		}
	}
}

// An index that is not published is no 0 %, and the zero Agreement has no revenue.
func TestRecurringErrors(t *testing.T) {
	spec := pricing.AgreementSpec{
		Currency: msp.MustParseCurrency("USD"), Start: agrDay("2026-01-01"),
		Items: []pricing.Item{{Name: "fee", Price: pricing.Price{Flat: agrDec("100")}, Uplift: pricing.Uplift{Index: []pricing.IndexStep{{Year: 2027, Percent: agrPct("2%")}}}}},
	}
	a := agrCompile(t, spec)
	if r, err := a.Recurring(agrDay("2027-01-01")); err != nil || r.PerMonth() != msp.NewRatio(102, 1) {
		t.Errorf("2027: %v, %v, want 102", r, err)
	}
	if r, err := a.Recurring(agrDay("2028-01-01")); !errors.Is(err, msp.ErrUndefined) || r != (pricing.Recurring{}) {
		t.Errorf("2028: %v, %v, want ErrUndefined", r, err)
	}
	if r, err := (pricing.Agreement{}).Recurring(agrDay("2027-01-01")); err != nil || r != (pricing.Recurring{}) {
		t.Errorf("the zero Agreement: %v, %v", r, err)
	}
}

// Recurring revenue is the exact sum over the items of what a service period would cost
// with the price, the quantity and the discounts of the day, by the months of it; ARR is
// twelve times that.
func TestRecurringOfAgreementLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := agrDraw(t, agrWants{plans: true, licences: true, uplifts: true, off: true, months: true, metered: true, negative: rapid.Bool().Draw(t, "negative")}, 1)
		on, model, want := agrNear(t, c.spec.Start, -20, 500, "on"), newAgrOracle(c.spec), new(big.Rat)
		day := on.String()
		perYear := map[pricing.Cadence]int64{
			0: 12, pricing.Month: 12, pricing.Quarter: 4, pricing.HalfYear: 2, pricing.Year: 1, pricing.Week: 52, pricing.Fortnight: 26,
		}
		for _, i := range c.spec.Items {
			from, to := model.life(i)
			if i.Metered || i.Cadence == pricing.Once || day < max(from, model.start) || day >= min(to, model.end) {
				continue
			}
			anchor := i.Anchor.String()
			if anchor == "" {
				anchor = model.anchor
			}
			quantity := agrRat(agrAsked(i, day))
			if i.Licence.Term != 0 {
				quantity = new(big.Rat)
				for _, change := range model.licensed(i, agrNext(day, 1)) {
					quantity.SetString(change.Quantity)
				}
			}
			var price func(*big.Rat) *big.Rat
			latest := ""
			for _, p := range model.prices(i, agrOracleCadence(i.Cadence, anchor).Periods(day, agrNext(day, 1))[0][0]) {
				if p.From <= day && p.From >= latest {
					price, latest = p.Price, p.From
				}
			}
			exact := price(quantity)
			for _, d := range agrOracleDiscounts(i.Discounts, day, quantity) {
				off := new(big.Rat)
				switch {
				case exact.Sign() <= 0:
				case d.Percent != "":
					off.Mul(exact, new(big.Rat).Quo(agrRat(agrDec(d.Percent)), big.NewRat(100, 1)))
				default:
					off = agrRat(agrDec(d.Amount))
				}
				if exact.Sign() > 0 && off.Cmp(exact) > 0 {
					off = exact
				}
				exact = new(big.Rat).Sub(exact, off)
			}
			want.Add(want, exact.Mul(exact, big.NewRat(perYear[i.Cadence], 12)))
		}
		got, err := c.compile(t).Recurring(on)
		if err != nil || agrRatios(got.PerMonth()).Cmp(want) != 0 {
			t.Fatalf("Recurring(%v) = %v, %v, want %v", on, got, err, want)
		}
		year, err := got.ARR(c.spec.Rounding)
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.spec.Currency.Digits())), nil)
		minor := discRound(want.Mul(want, big.NewRat(12, 1)).Mul(want, new(big.Rat).SetInt(unit)), c.spec.Rounding)
		if err != nil || year.Minor() != minor.Int64() {
			t.Fatalf("ARR(%v) = %v, %v, want %v", on, year, err, minor)
		}
	})
}
