package conformance

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The vectors name no units; any will do.
const modelUnit = "unit"

// seedRangeCase holds a total against either end of a usual range.
func seedRangeCase(c pricingCase) error {
	var in struct {
		Model    string
		LowUnit  decimal.Decimal `json:"low_unit"`
		HighUnit decimal.Decimal `json:"high_unit"`
		Qty      decimal.Decimal
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	q, err := pricing.NewQuantity(in.Qty, modelUnit)
	if err != nil {
		return err
	}
	r := pricing.UsualRange{Model: in.Model, Unit: modelUnit, Low: in.LowUnit, High: in.HighUnit, Currency: c.Currency, Cadence: pricing.Month}
	low, high, err := r.Amounts(q, c.Rounding)
	if err != nil {
		return refused(in.HighUnit.Mul(in.Qty), c.Currency, err)
	}
	return same("range", map[string]string{"low": amountText(low), "high": amountText(high)}, c.Want)
}

// quoteCase rates each line and sums the rounded ones. The naive_total of the
// vectors is the other reading, which nobody offers.
func quoteCase(c pricingCase) error {
	var in struct {
		Lines []struct{ Qty, Unit decimal.Decimal }
	}
	var want struct {
		Lines []string `json:"lines"`
		Total string   `json:"total"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	if err := json.Unmarshal(c.Want, &want); err != nil {
		return err
	}
	lines, amounts, exact := []string{}, []msp.Money{}, decimal.Decimal{}
	for _, line := range in.Lines {
		amount, err := modelPriced(pricing.PerDevice(modelUnit, line.Unit, c.Currency), line.Qty, c.Rounding)
		if err != nil {
			return refused(line.Unit.Mul(line.Qty), c.Currency, err)
		}
		lines, amounts = append(lines, amountText(amount)), append(amounts, amount)
		exact = exact.Add(amount.Decimal())
	}
	total, err := msp.SumMoney(amounts...)
	if err != nil {
		return refused(exact, c.Currency, err)
	}
	expected, err := json.Marshal(want)
	if err != nil {
		return err
	}
	return same("quote", map[string]any{"lines": lines, "total": amountText(total)}, expected)
}

func exceptionPriceCase(c pricingCase) error {
	var in struct{ Unit, Complexity, Qty decimal.Decimal }
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	exception := pricing.Exception{
		Standard:   pricing.PerDevice(modelUnit, in.Unit, c.Currency),
		Complexity: in.Complexity, Reason: "complexity",
	}
	quoted, err := exception.Quoted(c.Rounding)
	if err != nil {
		return refused(in.Unit.Mul(in.Complexity), c.Currency, err)
	}
	unit, err := msp.MoneyFromDecimal(quoted.Rate, c.Currency, c.Rounding)
	if err != nil {
		return err
	}
	amount, err := modelPriced(quoted, in.Qty, c.Rounding)
	if err != nil {
		return refused(quoted.Rate.Mul(in.Qty), c.Currency, err)
	}
	return same("exception", map[string]string{"unit": amountText(unit), "amount": amountText(amount)}, c.Want)
}

// modelPriced returns what a price asks for a quantity of its unit.
func modelPriced(p pricing.Price, qty decimal.Decimal, mode msp.Rounding) (msp.Money, error) {
	rater, err := p.Compile(mode)
	if err != nil {
		return msp.Money{}, err
	}
	q, err := pricing.NewQuantity(qty, p.Unit)
	if err != nil {
		return msp.Money{}, err
	}
	return rater.Amount(q)
}
