package conformance

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// discountAmounts are amounts as the vectors write them, without their currency.
type discountAmounts []decimal.Decimal

// money returns the amounts in a currency. The vectors give no more digits than it
// has, so a mode is not asked for.
func (v discountAmounts) money(c msp.Currency) ([]msp.Money, error) {
	out := make([]msp.Money, len(v))
	for i, d := range v {
		var err error
		if out[i], err = msp.MoneyFromDecimal(d, c, msp.Down); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// refused lets an overflow pass where the sum is beyond what an amount holds.
func (v discountAmounts) refused(c msp.Currency, err error) error {
	var sum decimal.Decimal
	for _, d := range v {
		sum = sum.Add(d)
	}
	return refused(sum, c, err)
}

func discountTexts(amounts []msp.Money) []string {
	texts := make([]string, len(amounts))
	for i, m := range amounts {
		texts[i] = amountText(m)
	}
	return texts
}

func discountStackCase(c pricingCase) error {
	var in struct {
		Lines discountAmounts `json:"lines"`
		Steps []struct {
			Type  string `json:"type"`
			Value string `json:"value"`
		} `json:"steps"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	var discounts []pricing.Discount
	for _, s := range in.Steps {
		d := pricing.Discount{Name: s.Type + " " + s.Value}
		switch s.Type {
		case "percent":
			percent, err := msp.ParsePercent(s.Value + "%")
			if err != nil {
				return err
			}
			d.Off = pricing.PercentOff{Percent: percent}
		case "fixed":
			amount, err := decimal.NewFromString(s.Value)
			if err != nil {
				return err
			}
			d.Off = pricing.AmountOff{Amount: amount}
		default:
			return fmt.Errorf("unknown type of discount %q", s.Type)
		}
		discounts = append(discounts, d)
	}
	lines, err := in.Lines.money(c.Currency)
	if err != nil {
		return in.Lines.refused(c.Currency, err)
	}
	got, err := pricing.ApplyDiscounts(lines, discounts, c.Rounding)
	if err != nil {
		return in.Lines.refused(c.Currency, err)
	}
	type step struct {
		Amount string   `json:"amount"`
		ByLine []string `json:"by_line"`
	}
	answer := struct {
		Steps   []step   `json:"steps"`
		LineNet []string `json:"line_net"`
		Total   string   `json:"total"`
	}{[]step{}, discountTexts(got.Net), amountText(got.Total)}
	for _, s := range got.Steps {
		answer.Steps = append(answer.Steps, step{amountText(s.Amount), discountTexts(s.ByLine)})
	}
	return same("discounts", answer, c.Want)
}

func commitmentCase(c pricingCase) error {
	var in struct {
		Charges  discountAmounts  `json:"charges"`
		Discount vectorRate       `json:"discount_pct"`
		Minimum  *decimal.Decimal `json:"minimum"`
		Maximum  *decimal.Decimal `json:"maximum"`
		Compare  string           `json:"compare"`
		Prorate  *[2]int          `json:"prorate"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	var most, least pricing.Commitment
	if in.Maximum != nil {
		most.Maximum = *in.Maximum
	}
	if in.Minimum != nil {
		least.Minimum = *in.Minimum
	}
	switch in.Compare {
	case "before_discount":
		least.BeforeDiscount = true
	case "after_discount", "":
	default:
		return fmt.Errorf("unknown comparison %q", in.Compare)
	}
	days, of := 1, 1
	if in.Prorate != nil {
		days, of = in.Prorate[0], in.Prorate[1]
	}
	charges, err := in.Charges.money(c.Currency)
	if err != nil {
		return in.Charges.refused(c.Currency, err)
	}
	subtotal, err := msp.SumMoney(charges...)
	if err != nil {
		return in.Charges.refused(c.Currency, err)
	}
	discount := pricing.Discount{Name: "discount", Off: pricing.PercentOff{Percent: in.Discount.Percent}}
	off, err := discount.Amount(subtotal, pricing.Quantity{}, c.Rounding)
	if err != nil {
		return err
	}
	// These cases prorate the minimum alone, and the library both, so a prorated
	// minimum is a commitment of its own behind the maximum. What the maximum takes
	// off then is a discount to it.
	if in.Prorate == nil {
		least.Maximum, most = most.Maximum, pricing.Commitment{}
	}
	capped, err := most.Apply(subtotal, off, 1, 1, c.Rounding)
	if err != nil {
		return err
	}
	taken, err := off.Add(capped.Reduction)
	if err != nil {
		return err
	}
	got, err := least.Apply(subtotal, taken, days, of, c.Rounding)
	if err != nil {
		return err
	}
	reduction, err := capped.Reduction.Add(got.Reduction)
	if err != nil {
		return err
	}
	return same("commitment", map[string]string{
		"subtotal": amountText(subtotal), "discount": amountText(off), "cap_discount": amountText(reduction),
		"true_up": amountText(got.TrueUp), "total": amountText(got.Total),
	}, c.Want)
}

func serviceCreditCase(c pricingCase) error {
	var in struct {
		Fee   decimal.Decimal `json:"fee"`
		Bands []struct {
			Below vectorRate `json:"below"`
			Rate  vectorRate `json:"pct"`
		} `json:"bands"`
		Availability []vectorRate     `json:"availability_pct"`
		Cap          *vectorRate      `json:"cap_pct"`
		Least        *decimal.Decimal `json:"min_payout"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	var table sla.CreditLadderSpec
	for _, b := range in.Bands {
		table.Rungs = append(table.Rungs, sla.CreditRung{Below: b.Below.Percent, Credit: b.Rate.Percent})
	}
	ladder, err := table.Compile()
	if err != nil {
		return err
	}
	var percents []msp.Percent
	for _, a := range in.Availability {
		credit, ok := ladder.Credit(a.Ratio())
		if !ok {
			return errors.New("an availability is undefined")
		}
		percents = append(percents, credit.Percent)
	}
	var terms pricing.CreditTerms
	if in.Cap != nil {
		terms.Cap = in.Cap.Percent
	}
	if in.Least != nil {
		terms.Least = *in.Least
	}
	fee, err := msp.MoneyFromDecimal(in.Fee, c.Currency, msp.Down)
	if err != nil {
		return refused(in.Fee, c.Currency, err)
	}
	got, err := terms.Apply(fee, percents, c.Rounding)
	if err != nil {
		return err
	}
	return same("credit", map[string]any{
		"credits": discountTexts(got.Each), "credit": amountText(got.Credit), "net_fee": amountText(got.Net),
	}, c.Want)
}
