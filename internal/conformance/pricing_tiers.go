package conformance

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// numberText is a number as the vectors write it.
func numberText(q pricing.Quantity) string { return q.Number() }

func tiersCase(mode pricing.Mode) func(pricingCase) error {
	return func(c pricingCase) error {
		var in struct {
			Tiers []struct {
				UpTo *decimal.Decimal `json:"up_to"`
				Unit decimal.Decimal  `json:"unit"`
				Flat decimal.Decimal  `json:"flat"`
			} `json:"tiers"`
			Quantity decimal.Decimal `json:"quantity"`
			ZeroFlat bool            `json:"zero_flat"`
		}
		if err := json.Unmarshal(c.In, &in); err != nil {
			return err
		}
		price := pricing.Price{Currency: c.Currency, Mode: mode, Unit: "unit", AtZero: in.ZeroFlat}
		for _, t := range in.Tiers {
			tier := pricing.Tier{Rate: t.Unit, Flat: t.Flat}
			if t.UpTo != nil {
				tier.UpTo = *t.UpTo
			}
			price.Tiers = append(price.Tiers, tier)
		}
		rater, err := price.Compile(c.Rounding)
		if err != nil {
			return err
		}
		return tierLines(c, rater, in.Quantity)
	}
}

func tierLines(c pricingCase, rater pricing.Rater, quantity decimal.Decimal) error {
	q, err := pricing.NewQuantity(quantity, "unit")
	if err != nil {
		return err
	}
	amount, err := rater.Amount(q)
	if err != nil {
		return refusedAs(c, err)
	}
	why, err := rater.Explain(q)
	if err != nil {
		return err
	}
	type line struct {
		Tier     int    `json:"tier"`
		Quantity string `json:"quantity"`
		Amount   string `json:"amount"`
	}
	lines, sums := []line{}, []msp.Money{}
	for _, d := range why.Details {
		if len(lines) == 0 || lines[len(lines)-1].Tier != d.Tier {
			lines, sums = append(lines, line{Tier: d.Tier}), append(sums, msp.Money{})
		}
		last := len(lines) - 1
		if d.Quantity.Unit() != "" {
			lines[last].Quantity = numberText(d.Quantity)
		}
		if sums[last], err = sums[last].Add(d.Amount); err != nil {
			return err
		}
		lines[last].Amount = amountText(sums[last])
	}
	return same("amount", map[string]any{"amount": amountText(amount), "lines": lines}, c.Want)
}

// refusedAs lets an overflow error pass where the amount that the vector wants is
// indeed beyond an int64 of minor units.
func refusedAs(c pricingCase, err error) error {
	var want struct {
		Amount decimal.Decimal `json:"amount"`
	}
	if wrong := json.Unmarshal(c.Want, &want); wrong != nil {
		return wrong
	}
	return refused(want.Amount, c.Currency, err)
}

func packageCase(c pricingCase) error {
	var in struct {
		Size     decimal.Decimal `json:"size"`
		Price    decimal.Decimal `json:"price"`
		Quantity decimal.Decimal `json:"quantity"`
		Free     decimal.Decimal `json:"free"`
		Partial  msp.Rounding    `json:"partial"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	price := pricing.Price{
		Currency: c.Currency, Mode: pricing.Package, Unit: "unit",
		Rate: in.Price, Size: in.Size, Partial: in.Partial, Included: in.Free,
	}
	rater, err := price.Compile(c.Rounding)
	if err != nil {
		return err
	}
	q, err := pricing.NewQuantity(in.Quantity, "unit")
	if err != nil {
		return err
	}
	amount, err := rater.Amount(q)
	if err != nil {
		return refusedAs(c, err)
	}
	why, err := rater.Explain(q)
	if err != nil {
		return err
	}
	packages := int64(0)
	for _, d := range why.Details {
		if d.Step == pricing.StepPackages {
			packages, _ = d.Quantity.Ratio().Int(msp.Down)
		}
	}
	return same("amount", map[string]any{"packages": packages, "amount": amountText(amount)}, c.Want)
}
