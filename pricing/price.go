package pricing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A Price is what a quantity of some unit costs, as people write it down. One
// record covers every model: a mode, the rates that the mode reads, and what goes
// around them.
//
//	{"currency":"USD","unit":"user","rate":"150"}
//	{"currency":"USD","mode":"graduated","unit":"device","tiers":[{"up_to":"10","rate":"65"},{"rate":"52.50"}]}
//
// The amount of a quantity q is formed in this order, exactly, and rounded once:
//
//  1. A q of 0 costs nothing, unless AtZero says otherwise.
//  2. Included units are free: the rest, at least 0, is billable.
//  3. Flat, and what the mode makes of the billable units.
//  4. Not more than Maximum, then not less than Minimum.
//
// Amounts are in the currency's units (dollars, not cents) and may have more digits
// than the currency. [Price.Compile] turns a Price into a [Rater]. There are
// constructors for the models of managed services, such as [PerUser].
type Price struct {
	// Currency of all amounts. Required, except in an agreement, which has one.
	Currency msp.Currency

	// Mode is how the price depends on the quantity. Zero: [PerUnit].
	Mode Mode

	// Unit is what is counted: user, device, hour. Quantities of another unit are
	// refused. Required, except for a price that is Flat alone.
	Unit string

	// Rate is for one unit ([PerUnit]) or one package ([Package]). It may be below
	// zero, for an allowance that is written as a price.
	Rate decimal.Decimal

	// Tiers are read by [Graduated], [Volume] and [Stairstep].
	Tiers []Tier

	// Size is how many units a package has. Read by [Package], above zero there.
	Size decimal.Decimal

	// Partial says how a package that is not full counts: [msp.Up] (also zero) as a
	// whole one, [msp.Down] not at all. Read by [Package].
	Partial msp.Rounding

	// Flat is a fee that is due whatever the quantity.
	Flat decimal.Decimal

	// Included is how many units cost nothing.
	Included decimal.Decimal

	// Minimum and Maximum bound the amount. Zero: no bound.
	Minimum, Maximum decimal.Decimal

	// AtZero makes the flat fees (that of the first tier too) and the Minimum due at
	// a quantity of 0 as well.
	AtZero bool
}

// A Tier is a range of quantities and its rates. It begins where the tier before
// it ends; the first begins at 0.
type Tier struct {
	// UpTo is the last quantity in the tier, inclusive. Zero: the tier is open, as the
	// last one must be.
	UpTo decimal.Decimal

	// Rate is for one unit. Not read by [Stairstep].
	Rate decimal.Decimal

	// Flat is due once if the quantity exceeds the tier's lower bound; under [Volume]
	// and [Stairstep] if it falls into the tier.
	Flat decimal.Decimal
}

// Limits of a price.
const maxTiers = 10_000

// Compile checks the price and returns its rater, which rounds by mode, or all
// findings as [msp.Issues] if one of them is an error. The price is copied. Linear
// in the number of tiers.
func (p Price) Compile(mode msp.Rounding) (Rater, error) {
	var list findings.List
	p.check(&list, "")
	if p.Currency.IsZero() {
		list.Errorf("currency", msp.CodeMissing, "amounts need a currency")
	}
	if err := list.Issues().Err(); err != nil {
		return Rater{}, err
	}
	if _, err := mode.MarshalText(); err != nil {
		return Rater{}, err
	}
	return newRater(p.clone(), mode), nil
}

// Validate returns all findings about the price, sorted, warnings too:
//
//   - a currency or unit that is missing: [msp.CodeMissing]
//   - a field that the mode does not read, or a missing one that it does:
//     [msp.CodeConflict], [msp.CodeMissing]
//   - bounds of tiers that do not rise, or do not end open: [msp.CodeRange],
//     [msp.CodeMissing]
//   - a Size, Included, Minimum, Maximum or Flat below zero, a Minimum above the
//     Maximum, a number of more than 18 digits on either side of the point:
//     [msp.CodeRange]
//   - more than 10,000 tiers: [msp.CodeTooLarge]
//   - a rate below zero: a warning, [msp.CodeRange]
//   - a larger quantity that costs less than a smaller one, see [Rater.VolumeDips]:
//     a warning, [CodeDip]
func (p Price) Validate() msp.Issues {
	var list findings.List
	p.check(&list, "")
	if p.Currency.IsZero() {
		list.Errorf("currency", msp.CodeMissing, "amounts need a currency")
	}
	return list.Issues()
}

// CodeDip is of a price under which buying more is cheaper at some bound of a tier.
const CodeDip msp.Code = "volume_dip"

// check finds everything but a missing currency, which an agreement supplies.
func (p Price) check(list *findings.List, path string) {
	at := func(field string) string { return join(path, field) }
	before := list.Errors()
	if strings.TrimSpace(p.Unit) == "" && (p.Unit != "" || !p.isFlat()) {
		list.Errorf(at("unit"), msp.CodeMissing, "say what is counted, or give a flat fee instead of a rate")
	}
	checkText(list, at("unit"), p.Unit)
	checkRate(list, at("rate"), p.Rate)
	checkNotNegative(list, at("flat"), p.Flat)
	checkNotNegative(list, at("included"), p.Included)
	low := checkNotNegative(list, at("minimum"), p.Minimum)
	high := checkNotNegative(list, at("maximum"), p.Maximum)
	if low && high && p.Maximum.Sign() > 0 && p.Minimum.Cmp(p.Maximum) > 0 {
		list.Errorf(at("minimum"), msp.CodeRange, "%s is above the maximum of %s", number.Text(p.Minimum), number.Text(p.Maximum))
	}
	switch p.mode() {
	case PerUnit, Package, Graduated, Volume, Stairstep:
	default:
		list.Errorf(at("mode"), msp.CodeRange, "%v is no mode", p.Mode)
		return
	}
	p.checkMode(list, path)
	if p.mode().canDip() && list.Errors() == before {
		for _, dip := range newRater(p, 0).VolumeDips() {
			list.Warnf(at("tiers"), CodeDip, "quantities above %s, up to %s, cost more than one just above %s",
				ratioText(dip.Above), number.Text(dip.UpTo), number.Text(dip.Bound))
		}
	}
}

// checkMode finds fields that the mode does not read or lacks.
func (p Price) checkMode(list *findings.List, path string) {
	at := func(field string) string { return join(path, field) }
	mode := p.mode()
	unread := func(field string, set bool) {
		if set {
			list.Errorf(at(field), msp.CodeConflict, "a price of mode %v has no %s", mode, field)
		}
	}
	if mode.tiered() {
		unread("rate", !p.Rate.IsZero())
		p.checkTiers(list, at("tiers"))
	} else {
		unread("tiers", len(p.Tiers) > 0)
	}
	if mode != Package {
		unread("size", !p.Size.IsZero())
		unread("partial", p.Partial != 0)
		return
	}
	if checkNotNegative(list, at("size"), p.Size) && p.Size.IsZero() {
		list.Errorf(at("size"), msp.CodeMissing, "a package has a size above zero")
	}
	if _, err := p.Partial.MarshalText(); err != nil {
		list.Errorf(at("partial"), msp.CodeRange, "%v", err)
	}
}

func (p Price) checkTiers(list *findings.List, path string) {
	switch {
	case len(p.Tiers) == 0:
		list.Errorf(path, msp.CodeMissing, "a price of mode %v has tiers", p.mode())
		return
	case len(p.Tiers) > maxTiers:
		list.Errorf(path, msp.CodeTooLarge, "%d tiers, more than %d", len(p.Tiers), maxTiers)
		return
	}
	lower := decimal.Decimal{}
	for n, t := range p.Tiers {
		at := path + "[" + strconv.Itoa(n) + "]."
		isLast := n == len(p.Tiers)-1
		checkRate(list, at+"rate", t.Rate)
		checkNotNegative(list, at+"flat", t.Flat)
		if p.mode() == Stairstep && !t.Rate.IsZero() {
			list.Errorf(at+"rate", msp.CodeConflict, "a step has a flat fee and no rate")
		}
		switch {
		case !checkNumber(list, at+"up_to", t.UpTo):
		case isLast && !t.UpTo.IsZero():
			list.Errorf(at+"up_to", msp.CodeRange, "the last tier is open, so that every quantity has a tier")
		case !isLast && t.UpTo.IsZero():
			list.Errorf(at+"up_to", msp.CodeMissing, "only the last tier is open")
		case !isLast && t.UpTo.Cmp(lower) <= 0:
			list.Errorf(at+"up_to", msp.CodeRange, "%s is not above %s, where the tier begins", number.Text(t.UpTo), number.Text(lower))
		case !isLast:
			lower = t.UpTo
		}
	}
}

// checkRate is checkNumber with a warning for what is below zero.
func checkRate(list *findings.List, path string, d decimal.Decimal) {
	if checkNumber(list, path, d) && d.Sign() < 0 {
		list.Warnf(path, msp.CodeRange, "%s is below zero: the provider pays", number.Text(d))
	}
}

// join puts a field behind a path.
func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

func (p Price) mode() Mode {
	if p.Mode == 0 {
		return PerUnit
	}
	return p.Mode
}

// isFlat reports whether the price is a flat fee alone.
func (p Price) isFlat() bool {
	return p.mode() == PerUnit && p.Rate.IsZero() && !p.Flat.IsZero()
}

func (p Price) clone() Price {
	p.Tiers = slices.Clone(p.Tiers)
	return p
}
