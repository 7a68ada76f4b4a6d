package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// An Exception is a service arrangement outside the standard catalogue, priced by
// its complexity: a standard price times a factor, and the reason on record.
//
//	{"standard":{"currency":"USD","unit":"user","rate":"187.5"},"complexity":"1.25","reason":"three sites"}
//
// [Exception.Quoted] returns the price that the client is quoted.
type Exception struct {
	// Standard is the price in the catalogue.
	Standard Price

	// Complexity is the factor, above zero: 1.25 is a quarter more, 1 is no change.
	Complexity decimal.Decimal

	// Reason says why. Required: an exception is documented.
	Reason string
}

// Validate returns all findings about the exception, sorted, warnings too:
//
//   - a complexity that is not above zero: [msp.CodeRange]
//   - no reason: [msp.CodeMissing]
//   - those of [Price.Validate], below standard
func (e Exception) Validate() msp.Issues {
	var list findings.List
	e.check(&list, "")
	if e.Standard.Currency.IsZero() {
		list.Errorf("standard.currency", msp.CodeMissing, "amounts need a currency")
	}
	return list.Issues()
}

// check finds everything but a missing currency, which an agreement supplies.
func (e Exception) check(list *findings.List, path string) {
	e.Standard.check(list, join(path, "standard"))
	if checkNumber(list, join(path, "complexity"), e.Complexity) && e.Complexity.Sign() <= 0 {
		list.Errorf(join(path, "complexity"), msp.CodeRange, "%s is not above zero", number.Text(e.Complexity))
	}
	if e.Reason == "" {
		list.Errorf(join(path, "reason"), msp.CodeMissing, "an exception says why")
	}
}

// Quoted returns the price that the client is quoted: each rate, fee, minimum and
// maximum of the standard price times the complexity, rounded to the currency
// first, since these are the figures that the client sees; amounts are formed from
// them. So 187.50 × 1.25 is quoted as 234.38, and 37 of them are 8,672.06, not
// 8,671.88. Quantities (bounds of tiers, included units, sizes) stay as they are.
//
// Findings of severity error are returned as [msp.Issues]. A figure that is not
// zero and would be quoted as zero is an [msp.ErrPrecision] error, a figure that
// does not fit an [msp.ErrOverflow] error. Linear in the number of tiers.
func (e Exception) Quoted(mode msp.Rounding) (Price, error) {
	if err := e.Validate().Err(); err != nil {
		return Price{}, err
	}
	p := e.Standard.clone()
	figures := []*decimal.Decimal{&p.Rate, &p.Flat, &p.Minimum, &p.Maximum}
	for n := range p.Tiers {
		figures = append(figures, &p.Tiers[n].Rate, &p.Tiers[n].Flat)
	}
	for _, figure := range figures {
		quoted, err := e.quoted(*figure, mode)
		if err != nil {
			return Price{}, err
		}
		*figure = quoted
	}
	// A figure of 19 digits fits Money and no Price.
	if err := p.Validate().Err(); err != nil {
		return Price{}, err
	}
	return p, nil
}

// quoted returns one figure times the complexity.
func (e Exception) quoted(figure decimal.Decimal, mode msp.Rounding) (decimal.Decimal, error) {
	if figure.IsZero() { // none stays none
		return decimal.Decimal{}, nil
	}
	m, err := msp.MoneyFromDecimal(figure.Mul(e.Complexity), e.Standard.Currency, mode)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if m.IsZero() {
		// As a rate it would be lost, as a maximum it would mean that there is none.
		return decimal.Decimal{}, msp.NewInputError(msp.ErrPrecision, "pricing: exception to a price of", number.Text(figure),
			"times "+number.Text(e.Complexity)+" is quoted as "+m.String())
	}
	return m.Decimal(), nil
}

// Why returns the exception in words: "standard price × 1.25: three sites".
func (e Exception) Why() msp.Reason {
	return msp.NewReason("exception", "standard price × {complexity}: {reason}",
		msp.ReasonValue{Name: "complexity", Value: number.Text(e.Complexity)},
		msp.ReasonValue{Name: "reason", Value: e.Reason})
}
