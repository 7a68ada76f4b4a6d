package pricing

import (
	"slices"

	"github.com/mspkit/msp"
)

// A Taxed is a list of lines with one rate of tax: for each line net + tax = gross,
// and each total is the sum of its lines. Which rate a line has, and whether it has
// one, is for others to say.
type Taxed struct {
	Net, Tax, Gross                []msp.Money // one a line
	NetTotal, TaxTotal, GrossTotal msp.Money
}

// TaxIncluded splits lines that include tax: what is paid stays as it is, and tax
// is what is left of it over the net amount, gross ÷ (1 + rate).
//
//   - [TaxTotal] rounds the net total once and spreads it over the lines by the
//     largest remainder, see [msp.Money.Allocate], in proportion to the gross
//     amounts. Two lines of 379.00 USD at 21% are 313.23 and 313.22 net.
//   - [TaxLine] rounds the net amount of each line. Both are 313.22.
//
// Lines below zero, such as discounts, are taxed like others; where both signs
// meet, proportions mean nothing, and by TaxTotal each line's own exact net amount
// is rounded down or up such that the total is right.
//
// A rate of −100% or less and a level that is none of the constants are
// [msp.ErrRange] errors; two currencies and totals that do not fit are errors. The
// lines are copied. The cost is linear in the number of lines, by TaxTotal that of
// sorting them.
func TaxIncluded(gross []msp.Money, rate msp.Percent, level TaxLevel, mode msp.Rounding) (Taxed, error) {
	factor, err := taxFactor(rate)
	if err != nil {
		return Taxed{}, err
	}
	share, err := msp.NewRatio(1, 1).Quo(factor)
	if err != nil {
		return Taxed{}, err
	}
	net, err := taxShares(gross, share, level, mode)
	if err != nil {
		return Taxed{}, err
	}
	tax := make([]msp.Money, len(gross))
	for i, m := range gross {
		if tax[i], err = m.Sub(net[i]); err != nil {
			return Taxed{}, err
		}
	}
	return taxedOf(net, tax, slices.Clone(gross))
}

// TaxAdded puts tax on net lines: net × rate.
//
//   - [TaxTotal] rounds the tax on the net total once and spreads it over the lines
//     by the largest remainder. Three lines of 0.05 USD at 10% have 0.02 USD of tax
//     (0.01, 0.01 and none).
//   - [TaxLine] rounds the tax of each line. It is 0.03 USD.
//
// Lines below zero, errors and cost are as in [TaxIncluded].
func TaxAdded(net []msp.Money, rate msp.Percent, level TaxLevel, mode msp.Rounding) (Taxed, error) {
	if _, err := taxFactor(rate); err != nil {
		return Taxed{}, err
	}
	tax, err := taxShares(net, rate.Ratio(), level, mode)
	if err != nil {
		return Taxed{}, err
	}
	gross := make([]msp.Money, len(net))
	for i, m := range net {
		if gross[i], err = m.Add(tax[i]); err != nil {
			return Taxed{}, err
		}
	}
	return taxedOf(slices.Clone(net), tax, gross)
}

// taxFactor returns 1 + rate, which is above zero.
func taxFactor(rate msp.Percent) (msp.Ratio, error) {
	factor, err := msp.NewRatio(1, 1).Add(rate.Ratio())
	if err != nil {
		return msp.Ratio{}, err
	}
	if factor.Sign() <= 0 {
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "pricing: tax rate", rate.String(), "not above -100%")
	}
	return factor, nil
}

// taxedOf adds the totals.
func taxedOf(net, tax, gross []msp.Money) (Taxed, error) {
	t := Taxed{Net: net, Tax: tax, Gross: gross}
	var err error
	if t.NetTotal, err = msp.SumMoney(net...); err != nil {
		return Taxed{}, err
	}
	if t.TaxTotal, err = msp.SumMoney(tax...); err != nil {
		return Taxed{}, err
	}
	if t.GrossTotal, err = msp.SumMoney(gross...); err != nil {
		return Taxed{}, err
	}
	return t, nil
}

// taxShares returns share × line for every line, rounded at the level.
func taxShares(lines []msp.Money, share msp.Ratio, level TaxLevel, mode msp.Rounding) ([]msp.Money, error) {
	if _, err := level.MarshalText(); err != nil {
		return nil, err
	}
	sum, err := msp.SumMoney(lines...)
	if err != nil {
		return nil, err
	}
	if level == TaxLine {
		parts := make([]msp.Money, len(lines))
		for i, m := range lines {
			if parts[i], err = m.Mul(share, mode); err != nil {
				return nil, err
			}
		}
		return parts, nil
	}
	total, err := sum.Mul(share, mode)
	if err != nil {
		return nil, err
	}
	if parts, ok := taxAllocate(total, lines); ok {
		return parts, nil
	}
	return taxSettle(total, lines, share)
}

// taxAllocate spreads a total over lines in proportion to their amounts, and
// reports whether these are weights: of one sign, and not all zero.
func taxAllocate(total msp.Money, lines []msp.Money) ([]msp.Money, bool) {
	weights := make([]int64, len(lines))
	low, high := 0, 0
	for i, m := range lines {
		size, err := m.Abs()
		if err != nil {
			return nil, false
		}
		weights[i] = size.Minor()
		low, high = min(low, m.Sign()), max(high, m.Sign())
	}
	if low < 0 && high > 0 {
		return nil, false
	}
	parts, err := total.AllocateInts(weights...)
	return parts, err == nil // it refuses weights that are all zero
}

// taxSettle rounds share × line of every line down or, those with the largest
// remainders, by one unit further, such that they sum to the total. The total is
// the rounded sum of the exact shares, less than one unit away from that sum; so
// what is left over is at most one unit for each line whose share is no whole
// number.
func taxSettle(total msp.Money, lines []msp.Money, share msp.Ratio) ([]msp.Money, error) {
	// Down is seen from the first line, so that the opposite lines have the opposite
	// parts.
	down, unit := msp.Floor, int64(1)
	if i := slices.IndexFunc(lines, func(m msp.Money) bool { return !m.IsZero() }); i >= 0 && lines[i].Sign() < 0 {
		down, unit = msp.Ceil, -1
	}
	parts := make([]msp.Money, len(lines))
	rest := make([]msp.Ratio, len(lines)) // how far the part is from its share
	order := make([]int, len(lines))
	for i, m := range lines {
		order[i] = i
		var err error
		if parts[i], rest[i], err = taxPart(m, share, down); err != nil {
			return nil, err
		}
		if unit < 0 {
			rest[i] = rest[i].Neg()
		}
	}
	sum, err := msp.SumMoney(parts...)
	if err != nil {
		return nil, err
	}
	left, err := total.Sub(sum)
	if err != nil || left.IsZero() {
		return parts, err
	}
	one, err := msp.NewMoney(unit, total.Currency())
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(order, func(i, j int) int { return rest[j].Compare(rest[i]) })
	for _, i := range order[:left.Minor()*unit] {
		if parts[i], err = parts[i].Add(one); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// taxPart returns m × share rounded, and how far the exact one lies above it.
func taxPart(m msp.Money, share msp.Ratio, mode msp.Rounding) (part msp.Money, rest msp.Ratio, err error) {
	if part, err = m.Mul(share, mode); err != nil {
		return part, rest, err
	}
	exact, err := m.Amount().Mul(share)
	if err != nil {
		return part, rest, err
	}
	rest, err = exact.Sub(part.Amount())
	return part, rest, err
}
