package oracle

import (
	"fmt"
	"math/big"
)

// marginOf returns the margin of a price in percent, nil if the price is 0.
func marginOf(price, cost *big.Rat) *big.Rat {
	if price.Sign() == 0 {
		return nil
	}
	return percentage(over(less(price, cost), price))
}

// MarkupOf returns the markup that a margin is, in percent; both are exact. The
// margin is not 100.
func MarkupOf(margin string) *big.Rat {
	m := hundredths(margin)
	return percentage(over(m, less(big.NewRat(1, 1), m)))
}

// PriceAtMargin returns the price of a cost at a margin in percent, the markup that
// the margin is, and the margin that the price has after it was cut, nil if that is
// 0.
func (c Coin) PriceAtMargin(cost, margin string) (price *big.Int, markup, achieved *big.Rat) {
	price = c.Round(over(Number(cost), less(big.NewRat(1, 1), hundredths(margin))))
	return price, MarkupOf(margin), marginOf(c.Amount(price), Number(cost))
}

// PriceAtMarkup returns the price of a cost at a markup in percent, and the margin
// that it has after it was cut, nil if it is 0.
func (c Coin) PriceAtMarkup(cost, markup string) (price *big.Int, margin *big.Rat) {
	price = c.Round(times(Number(cost), plus(big.NewRat(1, 1), hundredths(markup))))
	return price, marginOf(c.Amount(price), Number(cost))
}

// ClientMargin returns what revenue leaves after costs, and how many percent of it
// that is, nil without revenue.
func (c Coin) ClientMargin(revenue string, costs []string) (profit *big.Int, margin *big.Rat) {
	cost := new(big.Int)
	for _, text := range costs {
		cost.Add(cost, c.Minor(text))
	}
	return minus(c.Minor(revenue), cost), marginOf(Number(revenue), c.Amount(cost))
}

// A RecurringItem is a quantity at a price, each week, fortnight, month, quarter,
// half_year, year, two_year or three_year; or once, if it is not recurring.
type RecurringItem struct {
	Amount, Quantity, Every string
	Recurring               bool
}

// monthly returns what an item comes to in an average month.
func (item RecurringItem) monthly() *big.Rat {
	perMonth := big.NewRat(1, 1)
	switch item.Every {
	case "week":
		perMonth = big.NewRat(52, 12)
	case "fortnight":
		perMonth = big.NewRat(26, 12)
	case "month":
	case "quarter":
		perMonth = big.NewRat(1, 3)
	case "half_year":
		perMonth = big.NewRat(1, 6)
	case "year":
		perMonth = big.NewRat(1, 12)
	case "two_year":
		perMonth = big.NewRat(1, 24)
	case "three_year":
		perMonth = big.NewRat(1, 36)
	default:
		panic(fmt.Sprintf("oracle: unknown cadence %q", item.Every))
	}
	if !item.Recurring {
		return new(big.Rat)
	}
	return times(times(Number(item.Amount), Number(item.Quantity)), perMonth)
}

// MRR returns the monthly recurring revenue of each item, of all, and that of a
// year; each is cut once from the exact number.
func (c Coin) MRR(items []RecurringItem) (each []*big.Int, mrr, arr *big.Int) {
	sum := new(big.Rat)
	for _, item := range items {
		each = append(each, c.Round(item.monthly()))
		sum = plus(sum, item.monthly())
	}
	return each, c.Round(sum), c.Round(part(sum, 12, 1))
}

// Uplift raises a price a unit year after year by percents, each held between a
// floor and a cap (empty: none). If eachYear, a year starts from the price of the
// year before as it was cut.
func (c Coin) Uplift(unit string, percents []string, eachYear bool, floor, ceiling string) []*big.Int {
	price := Number(unit)
	var out []*big.Int
	for _, percent := range percents {
		p := Number(percent)
		if ceiling != "" {
			p = least(p, Number(ceiling))
		}
		if floor != "" {
			p = most(p, Number(floor))
		}
		price = times(price, plus(big.NewRat(1, 1), part(p, 1, 100)))
		out = append(out, c.Round(price))
		if eachYear {
			price = c.rounded(price)
		}
	}
	return out
}
