package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// PriceAtMargin returns the price at which a cost leaves a margin, a share of the
// price: cost ÷ (1 − margin), rounded once. At a margin of 30% a cost of 60.00 USD
// gives 85.71 USD. By [msp.Up] the margin is reached or exceeded; by another mode
// it may be missed by the rounding.
//
// A margin of 100% or more is an [msp.ErrRange] error, since no price has it. A
// negative one sells below cost.
func PriceAtMargin(cost msp.Money, margin msp.Percent, mode msp.Rounding) (msp.Money, error) {
	left, err := marginWhole().Sub(margin.Ratio())
	if err != nil {
		return msp.Money{}, err
	}
	if left.Sign() <= 0 {
		return msp.Money{}, msp.NewInputError(msp.ErrRange, "pricing: margin", margin.String(), "no price has a margin of 100% or more")
	}
	factor, err := marginWhole().Quo(left)
	if err != nil {
		return msp.Money{}, err
	}
	return cost.Mul(factor, mode)
}

// PriceAtMarkup returns a cost plus a markup, a share of the cost: cost × (1 +
// markup), rounded once. A markup of −100% is a price of zero; one below that is an
// [msp.ErrRange] error.
func PriceAtMarkup(cost msp.Money, markup msp.Percent, mode msp.Rounding) (msp.Money, error) {
	factor, err := marginWhole().Add(markup.Ratio())
	if err != nil {
		return msp.Money{}, err
	}
	if factor.Sign() < 0 {
		return msp.Money{}, msp.NewInputError(msp.ErrRange, "pricing: markup", markup.String(), "below -100%, which gives it away")
	}
	return cost.Mul(factor, mode)
}

// Margin returns the share of a price that is left after its cost, exactly: (price −
// cost) ÷ price, −22/100 for 5000 USD that cost 6100 USD. It is undefined at a
// price of zero. Two currencies are an error.
func Margin(price, cost msp.Money) (msp.Ratio, error) {
	share, err := cost.RatioTo(price)
	if err != nil {
		return msp.Ratio{}, err
	}
	return marginWhole().Sub(share)
}

// Markup returns what a price adds to its cost, as an exact share of the cost:
// (price − cost) ÷ cost. It is undefined at a cost of zero. Two currencies are an
// error.
func Markup(price, cost msp.Money) (msp.Ratio, error) {
	share, err := price.RatioTo(cost)
	if err != nil {
		return msp.Ratio{}, err
	}
	return share.Sub(marginWhole())
}

// MarkupOf returns the markup that is the same as a margin, exactly: margin ÷ (1 −
// margin), so that 20% of the price is 1/4 of the cost. It is undefined for a
// margin of 100% or more, which no markup reaches.
func MarkupOf(margin msp.Percent) msp.Ratio {
	left, err := marginWhole().Sub(margin.Ratio())
	if err != nil || left.Sign() <= 0 {
		return msp.Ratio{}
	}
	return marginQuo(margin.Ratio(), left)
}

// MarginOf returns the margin that is the same as a markup, exactly: markup ÷ (1 +
// markup), so that 25% of the cost is 1/5 of the price. It is undefined for a
// markup of −100% or less, where there is no price above zero to have a margin.
func MarginOf(markup msp.Percent) msp.Ratio {
	factor, err := marginWhole().Add(markup.Ratio())
	if err != nil || factor.Sign() <= 0 {
		return msp.Ratio{}
	}
	return marginQuo(markup.Ratio(), factor)
}

// marginQuo divides two fractions made of a percent, whose digits always fit a
// [msp.Ratio].
func marginQuo(a, b msp.Ratio) msp.Ratio {
	r, err := a.Quo(b)
	if err != nil {
		return msp.Ratio{}
	}
	return r
}

// marginWhole returns 1, what percents are shares of.
func marginWhole() msp.Ratio { return msp.NewRatio(1, 1) }

// A Profit is what revenue leaves after its costs. The zero Profit is of nothing:
// its margin is undefined.
type Profit struct {
	Revenue, Cost msp.Money
	Gross         msp.Money // Revenue − Cost, negative for a loss
	Margin        msp.Ratio // Gross ÷ Revenue, exactly; undefined if there is no revenue
}

// GrossMargin returns the gross profit and the gross margin of a client, a service
// or a whole business: what is left of revenue after its direct costs. Without
// costs all of it is. Amounts of two currencies, and sums that do not fit, are
// errors. Linear in the number of costs.
func GrossMargin(revenue msp.Money, costs ...msp.Money) (Profit, error) {
	cost, err := msp.SumMoney(append([]msp.Money{zeroIn(revenue.Currency())}, costs...)...)
	if err != nil {
		return Profit{}, err
	}
	gross, err := revenue.Sub(cost)
	if err != nil {
		return Profit{}, err
	}
	margin, err := Margin(revenue, cost)
	if err != nil {
		return Profit{}, err
	}
	return Profit{revenue, cost, gross, margin}, nil
}

// zeroIn returns zero of a currency.
func zeroIn(c msp.Currency) msp.Money {
	m, err := msp.NewMoney(0, c)
	if err != nil { // zero goes with every currency
		return msp.Money{}
	}
	return m
}

// BreakEven returns the smallest whole number of units at which revenue covers all
// costs: that n ≥ 0 for which n × (price − variable) is at least the fixed cost.
// Price and variable cost are those of one unit, in units of the currency (0.0125
// dollars). Nothing is rounded on the way.
//
// ok is false if there is no such number: a unit leaves nothing, and there is a
// fixed cost to cover. Without one the answer is 0. A price or a variable cost of
// more than 18 digits before or after the point is an [msp.ErrRange] error, an
// answer of 2⁶³ units or more [msp.ErrOverflow].
func BreakEven(fixed msp.Money, price, variable decimal.Decimal) (units int64, ok bool, err error) {
	if err := number.Check("pricing: price", price); err != nil {
		return 0, false, err
	}
	if err := number.Check("pricing: variable cost", variable); err != nil {
		return 0, false, err
	}
	if fixed.Sign() <= 0 {
		return 0, true, nil
	}
	leaves, err := number.Ratio(price).Sub(number.Ratio(variable))
	if err != nil || leaves.Sign() <= 0 {
		return 0, false, err
	}
	exact, err := fixed.Amount().Quo(leaves)
	if err != nil {
		return 0, false, err
	}
	units, err = exact.Int(msp.Ceil)
	return units, err == nil, err
}
