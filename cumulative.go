package msp

// A Cumulative rounds the pieces of one charge, along time or over tiers, so that
// they always sum to the rounded charge: the i-th piece is r(Sᵢ) − r(Sᵢ₋₁), where
// Sᵢ is the exact sum of the first i pieces and r rounds.
//
// Cutting a piece in two changes no other piece, and the total is off by less
// than one minor unit however many pieces there are. A single piece is less than
// two minor units from its exact value. Parallel shares are another matter: see
// [Money.Allocate].
//
// The zero Cumulative has no currency, so it takes only pieces that round to zero.
// Cumulatives are comparable with ==.
type Cumulative struct {
	currency Currency
	mode     Rounding
	exact    Ratio // undefined before the first piece
	total    Money
}

// NewCumulative returns an empty charge in a currency. A mode that is none of the
// constants is reported by [Cumulative.Add].
func NewCumulative(c Currency, mode Rounding) Cumulative {
	return Cumulative{currency: c, mode: mode, total: Money{currency: c}}
}

// Add appends a piece, an exact amount in the currency's units (dollars, not
// cents), and returns it rounded, with the longer charge. An undefined piece is
// an [ErrUndefined] error.
func (c Cumulative) Add(piece Ratio) (Money, Cumulative, error) {
	exact, err := c.Exact().Add(piece)
	if err != nil {
		return Money{}, c, err
	}
	total, err := MoneyFromRatio(exact, c.currency, c.mode)
	if err != nil {
		return Money{}, c, err
	}
	rounded, err := total.Sub(c.total)
	if err != nil {
		return Money{}, c, err
	}
	return rounded, Cumulative{c.currency, c.mode, exact, total}, nil
}

// Exact returns the exact sum of the pieces, in the currency's units.
func (c Cumulative) Exact() Ratio {
	if !c.exact.Defined() {
		return NewRatio(0, 1)
	}
	return c.exact
}

// Total returns the sum of the rounded pieces, which is the exact sum rounded.
func (c Cumulative) Total() Money { return c.total }
