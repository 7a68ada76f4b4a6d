package pricing_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/pricing"
)

// rateSize is how large numbers are drawn: as people write them, or up to what a
// record holds.
type rateSize struct {
	whole, places int // digits before and after the point
}

func rateUsual() rateSize { return rateSize{4, 4} }

func rateAnySize() *rapid.Generator[rateSize] {
	return rapid.SampledFrom([]rateSize{rateUsual(), rateUsual(), {2, 0}, {6, 2}, {9, 9}, {18, 18}})
}

// rateNumber draws a number that is not below zero, often 0 or round.
func rateNumber(size rateSize) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		whole := rapid.Int64Range(0, rateTen(rapid.IntRange(0, size.whole).Draw(t, "digits"))-1).Draw(t, "whole")
		places := rapid.IntRange(0, size.places).Draw(t, "places")
		d := decimal.NewFromInt(whole)
		if places > 0 {
			d = d.Add(decimal.New(rapid.Int64Range(0, rateTen(places)-1).Draw(t, "part"), -int32(places)))
		}
		return d
	})
}

func rateTen(n int) int64 {
	ten := int64(1)
	for range n {
		ten *= 10
	}
	return ten
}

func rateCurrency() *rapid.Generator[msp.Currency] {
	return rapid.Map(rapid.SampledFrom([]string{"USD", "USD", "JPY", "KWD", "PTS/0", "PTS/6", "PTS/18"}), msp.MustParseCurrency)
}

func rateRounding() *rapid.Generator[msp.Rounding] {
	return rapid.Map(rapid.Uint8Range(0, uint8(msp.Floor)), func(n uint8) msp.Rounding { return msp.Rounding(n) })
}

// rateDrawTiers draws rising tiers, the last one open.
func rateDrawTiers(t *rapid.T, mode pricing.Mode, size rateSize) []pricing.Tier {
	var bounds []decimal.Decimal
	for _, d := range rapid.SliceOfN(rateNumber(size), 0, 5).Draw(t, "bounds") {
		if d.Sign() > 0 && !slices.ContainsFunc(bounds, d.Equal) {
			bounds = append(bounds, d)
		}
	}
	slices.SortFunc(bounds, decimal.Decimal.Cmp)
	var tiers []pricing.Tier
	for n := range len(bounds) + 1 {
		var tier pricing.Tier
		if n < len(bounds) {
			tier.UpTo = bounds[n]
		}
		if mode != pricing.Stairstep {
			tier.Rate = rateNumber(size).Draw(t, "rate")
		}
		if mode == pricing.Stairstep || rapid.Bool().Draw(t, "has fee") {
			tier.Flat = rateNumber(size).Draw(t, "fee")
		}
		tiers = append(tiers, tier)
	}
	return tiers
}

// ratePrice draws a price of any mode with anything around it. Rates are not below
// zero.
func ratePrice(size rateSize) *rapid.Generator[pricing.Price] {
	return rapid.Custom(func(t *rapid.T) pricing.Price {
		p := pricing.Price{
			Currency: rateCurrency().Draw(t, "currency"), Unit: "user",
			Mode: pricing.Mode(rapid.Uint8Range(0, uint8(pricing.Package)).Draw(t, "mode")), AtZero: rapid.Bool().Draw(t, "at zero"),
		}
		sometimes := func(d *decimal.Decimal, what string) {
			if rapid.IntRange(0, 3).Draw(t, "has "+what) == 0 {
				*d = rateNumber(size).Draw(t, what)
			}
		}
		sometimes(&p.Flat, "flat")
		sometimes(&p.Included, "included")
		sometimes(&p.Minimum, "minimum")
		sometimes(&p.Maximum, "maximum")
		if p.Maximum.Sign() > 0 && p.Minimum.Cmp(p.Maximum) > 0 {
			p.Minimum, p.Maximum = p.Maximum, p.Minimum
		}
		switch p.Mode {
		case 0, pricing.PerUnit:
			p.Rate = rateNumber(size).Draw(t, "rate")
		case pricing.Package:
			p.Rate = rateNumber(size).Draw(t, "rate")
			p.Size = rateNumber(size).Filter(func(d decimal.Decimal) bool { return d.Sign() > 0 }).Draw(t, "size")
			p.Partial = rateRounding().Draw(t, "partial")
		case pricing.Graduated, pricing.Volume, pricing.Stairstep:
			p.Tiers = rateDrawTiers(t, p.Mode, size)
		}
		return p
	})
}

// rateAnyQuantity draws a quantity for a price: any, a fraction, or one at a bound of a
// tier or beside it.
func rateAnyQuantity(p pricing.Price, size rateSize) *rapid.Generator[pricing.Quantity] {
	edges := []decimal.Decimal{{}, p.Included, p.Size}
	for _, t := range p.Tiers {
		edges = append(edges, t.UpTo, t.UpTo.Add(p.Included))
	}
	return rapid.Custom(func(t *rapid.T) pricing.Quantity {
		var q pricing.Quantity
		var err error
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			return pricing.Count(rapid.OneOf(rapid.Int64Range(0, 50), rapid.Int64Range(0, math.MaxInt64)).Draw(t, "count"), p.Unit)
		case 1:
			den := rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, math.MaxInt64)).Draw(t, "den")
			return pricing.QuantityOf(msp.NewRatio(rapid.OneOf(rapid.Int64Range(0, 5000), rapid.Int64Range(0, math.MaxInt64)).Draw(t, "num"), den), p.Unit)
		case 2:
			q, err = pricing.NewQuantity(rateNumber(size).Draw(t, "number"), p.Unit)
		case 3:
			q, err = pricing.NewQuantity(rateNumber(rateSize{1, 18}).Draw(t, "fine"), p.Unit)
		default:
			edge := rapid.SampledFrom(edges).Draw(t, "edge")
			step := decimal.New(rapid.Int64Range(-1, 1).Draw(t, "beside"), -int32(rapid.IntRange(0, 18).Draw(t, "by")))
			if beside := edge.Add(step); beside.Sign() >= 0 {
				edge = beside
			}
			if q, err = pricing.NewQuantity(edge, p.Unit); err != nil { // beside 18 digits there may be 19
				return pricing.Count(1, p.Unit)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return q
	})
}

func rateRat(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(d.Coefficient())
	for n := d.Exponent(); n < 0; n++ {
		r.Quo(r, big.NewRat(10, 1))
	}
	for n := d.Exponent(); n > 0; n-- {
		r.Mul(r, big.NewRat(10, 1))
	}
	return r
}

func rateRatOf(q pricing.Quantity) *big.Rat {
	r, _ := q.Ratio().Rat()
	return r
}

// rateExact is the exact amount of a quantity, from the documentation of [pricing.Price] alone, and
// the number of packages.
func rateExact(p pricing.Price, quantity *big.Rat) (amount *big.Rat, packages *big.Int) {
	packages = new(big.Int)
	if quantity.Sign() == 0 && !p.AtZero {
		return new(big.Rat), packages
	}
	billable := new(big.Rat).Sub(quantity, rateRat(p.Included))
	if billable.Sign() < 0 {
		billable.SetInt64(0)
	}
	amount = rateRat(p.Flat)
	add := func(x *big.Rat) { amount.Add(amount, x) }
	lower := new(big.Rat)
	for n, t := range p.Tiers {
		isLast := n == len(p.Tiers)-1
		ends := isLast || billable.Cmp(rateRat(t.UpTo)) <= 0 // the quantity ends in this tier
		begins := billable.Cmp(lower) > 0 || n == 0 && p.AtZero
		switch {
		case !begins:
		case p.Mode == pricing.Graduated:
			upper := billable
			if !ends {
				upper = rateRat(t.UpTo)
			}
			add(rateRat(t.Flat))
			add(new(big.Rat).Mul(new(big.Rat).Sub(upper, lower), rateRat(t.Rate)))
		case ends:
			add(rateRat(t.Flat))
			add(new(big.Rat).Mul(billable, rateRat(t.Rate)))
		}
		lower = rateRat(t.UpTo)
		if ends {
			break
		}
	}
	switch p.Mode {
	case 0, pricing.PerUnit:
		add(new(big.Rat).Mul(billable, rateRat(p.Rate)))
	case pricing.Package:
		partial := p.Partial
		if partial == 0 {
			partial = msp.Up
		}
		packages = prorateRound(new(big.Rat).Quo(billable, rateRat(p.Size)), partial)
		add(new(big.Rat).Mul(new(big.Rat).SetInt(packages), rateRat(p.Rate)))
	case pricing.Graduated, pricing.Volume, pricing.Stairstep: // above
	}
	if most := rateRat(p.Maximum); most.Sign() > 0 && amount.Cmp(most) > 0 {
		amount = most
	}
	if least := rateRat(p.Minimum); least.Sign() > 0 && amount.Cmp(least) < 0 {
		amount = least
	}
	return amount, packages
}

// rateMinor turns an exact amount into minor units.
func rateMinor(amount *big.Rat, c msp.Currency) *big.Rat {
	return new(big.Rat).Mul(amount, new(big.Rat).SetInt64(rateTen(c.Digits())))
}

// Law 3: the amount is the exact one rounded once, in all modes of the price and of
// rounding; where it fits no int64 it is refused.
func TestRateIsTheExactAmountRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rateAnySize().Draw(t, "size")
		p := ratePrice(size).Draw(t, "price")
		if rapid.IntRange(0, 9).Draw(t, "pays back") == 0 {
			p.Rate = p.Rate.Neg()
			for n := range p.Tiers {
				p.Tiers[n].Rate = p.Tiers[n].Rate.Neg()
			}
		}
		mode := rateRounding().Draw(t, "mode")
		rater, err := p.Compile(mode)
		if err != nil {
			t.Fatalf("Compile(%+v): %v", p, err)
		}
		q := rateAnyQuantity(p, size).Draw(t, "quantity")
		exact, packages := rateExact(p, rateRatOf(q))
		want := prorateRound(rateMinor(exact, p.Currency), mode)
		got, err := rater.Amount(q)
		switch {
		case errors.Is(err, msp.ErrOverflow):
			if want.IsInt64() && packages.IsInt64() {
				t.Fatalf("Amount(%v) of %+v by %v: %v, want %v", q, p, mode, err, want)
			}
		case err != nil || got.Currency() != p.Currency || want.Cmp(big.NewInt(got.Minor())) != 0:
			t.Fatalf("Amount(%v) of %+v by %v = %v, %v, want %v minor units", q, p, mode, got, err, want)
		}
		if n, den, ok := q.Ratio().Terms(); ok && den == 1 {
			if whole, wrong := rater.AmountInt(n); whole != got || fmt.Sprint(wrong) != fmt.Sprint(err) {
				t.Fatalf("AmountInt(%d) of %+v = %v, %v, while Amount = %v, %v", n, p, whole, wrong, got, err)
			}
		}
	})
}

// rateModel is a price as the oracle writes it.
func rateModel(p pricing.Price) oracle.PriceModel {
	plain := func(d decimal.Decimal) string { return rateRat(d).FloatString(18) }
	optional := func(d decimal.Decimal) string {
		if d.IsZero() {
			return ""
		}
		return plain(d)
	}
	m := oracle.PriceModel{
		How: p.Mode.String(), Unit: plain(p.Rate), Size: plain(p.Size), Price: plain(p.Rate), Partial: p.Partial.String(), AtZero: p.AtZero,
		Included: optional(p.Included), Fee: optional(p.Flat), Minimum: optional(p.Minimum), Maximum: optional(p.Maximum),
	}
	if p.Mode == 0 {
		m.How = "per_unit"
	}
	if p.Partial == 0 {
		m.Partial = "up"
	}
	for _, t := range p.Tiers {
		m.Tiers = append(m.Tiers, oracle.PriceTier{UpTo: optional(t.UpTo), Unit: plain(t.Rate), Flat: plain(t.Flat)})
	}
	return m
}

// The same against the oracle, which was written by someone else.
func TestRateAgreesWithTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateUsual()).Draw(t, "price")
		mode := rateRounding().Draw(t, "mode")
		q := rateAnyQuantity(p, rateUsual()).Draw(t, "quantity")
		want := oracle.Coin{Digits: p.Currency.Digits(), Mode: mode.String()}.Round(rateModel(p).Exact(rateRatOf(q)))
		got, err := rateOf(t, p, mode).Amount(q)
		if errors.Is(err, msp.ErrOverflow) {
			if _, packages := rateExact(p, rateRatOf(q)); want.IsInt64() && packages.IsInt64() {
				t.Fatalf("Amount(%v) of %+v by %v: %v, want %v", q, p, mode, err, want)
			}
			return
		}
		if err != nil || want.Cmp(big.NewInt(got.Minor())) != 0 {
			t.Fatalf("Amount(%v) of %+v by %v = %v, %v, want %v minor units", q, p, mode, got, err, want)
		}
	})
}

// rateExactly is the amount of a quantity without rounding: an own unit of 12 digits
// shows every place.
func rateExactly(t *rapid.T, p pricing.Price, q *big.Rat) *big.Rat {
	ratio, err := msp.RatioFromRat(q)
	if err != nil {
		t.Fatal(err)
	}
	p.Currency = msp.MustParseCurrency("PTS/12")
	m, err := rateOf(t, p, msp.Down).Amount(pricing.QuantityOf(ratio, p.Unit))
	if err != nil {
		t.Fatalf("Amount(%v) of %+v: %v", ratio, p, err)
	}
	return new(big.Rat).SetFrac(big.NewInt(m.Minor()), big.NewInt(1_000_000_000_000))
}

// rateSmall draws a price whose every amount has at most 12 places: what is rounded
// to PTS/12 is exact.
func rateSmall(mode pricing.Mode) *rapid.Generator[pricing.Price] {
	return rapid.Custom(func(t *rapid.T) pricing.Price {
		p := pricing.Price{Currency: msp.MustParseCurrency("PTS/12"), Unit: "user", Mode: mode}
		p.Tiers = rateDrawTiers(t, mode, rateSize{2, 2})
		return p
	})
}

// Law 5: without fees, a graduated price is continuous and never falls: a little more
// costs at most the highest rate times that little more.
func TestRateGraduatedIsContinuousAndMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rateSmall(pricing.Graduated).Draw(t, "price")
		highest := new(big.Rat)
		for n := range p.Tiers {
			p.Tiers[n].Flat = decimal.Decimal{}
			if rate := rateRat(p.Tiers[n].Rate); rate.Cmp(highest) > 0 {
				highest = rate
			}
		}
		edge := rapid.SampledFrom(p.Tiers).Draw(t, "edge").UpTo
		from := rateRat(edge)
		if rapid.Bool().Draw(t, "anywhere") {
			from = rateRat(rateNumber(rateSize{3, 4}).Draw(t, "from"))
		}
		step := rateRat(rateNumber(rateSize{1, 6}).Draw(t, "step"))
		to := new(big.Rat).Add(from, step)
		lower, upper := rateExactly(t, p, from), rateExactly(t, p, to)
		rise := new(big.Rat).Sub(upper, lower)
		if rise.Sign() < 0 || rise.Cmp(new(big.Rat).Mul(highest, step)) > 0 {
			t.Fatalf("%+v: %v costs %v, %v costs %v", p, from, lower, to, upper)
		}
	})
}

// Law 6: a bound in the middle of a tier, with the same rate on both sides, changes
// no amount; for steps and volume tiers with the same fee on both sides too.
func TestRateRefiningATierChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := pricing.Mode(rapid.Uint8Range(uint8(pricing.Graduated), uint8(pricing.Stairstep)).Draw(t, "mode"))
		p := ratePrice(rateUsual()).Filter(func(p pricing.Price) bool { return p.Mode == mode }).Draw(t, "price")
		n := rapid.IntRange(0, len(p.Tiers)-1).Draw(t, "tier")
		lower := decimal.Decimal{}
		if n > 0 {
			lower = p.Tiers[n-1].UpTo
		}
		upper := lower.Add(decimal.NewFromInt(100))
		if n < len(p.Tiers)-1 {
			upper = p.Tiers[n].UpTo
		}
		cut := lower.Add(upper.Sub(lower).Mul(decimal.New(rapid.Int64Range(1, 999).Draw(t, "at"), -3)))
		refined := p
		refined.Tiers = slices.Insert(slices.Clone(p.Tiers), n, p.Tiers[n])
		refined.Tiers[n].UpTo = cut
		if mode == pricing.Graduated { // a fee is due once
			refined.Tiers[n+1].Flat = decimal.Decimal{}
		}
		for _, q := range []pricing.Quantity{
			rateAnyQuantity(refined, rateUsual()).Draw(t, "quantity"), rateAnyQuantity(refined, rateUsual()).Draw(t, "another"),
		} {
			mode := rateRounding().Draw(t, "mode")
			want, err1 := rateOf(t, p, mode).Amount(q)
			got, err2 := rateOf(t, refined, mode).Amount(q)
			if got != want || (err1 == nil) != (err2 == nil) {
				t.Fatalf("%v costs %v, %v, and with a bound at %v %v, %v: %+v", q, want, err1, cut, got, err2, p)
			}
		}
	})
}

// Law 8: every quantity is in exactly one tier: with the fee 2ⁿ for the n-th step, the
// amount names it.
func TestRateEveryQuantityIsInOneTier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]pricing.Mode{pricing.Volume, pricing.Stairstep, pricing.Graduated}).Draw(t, "mode")
		size := rateAnySize().Draw(t, "size")
		p := pricing.Price{Currency: msp.MustParseCurrency("JPY"), Unit: "user", Mode: mode, Tiers: rateDrawTiers(t, mode, size)}
		for n := range p.Tiers {
			p.Tiers[n].Rate, p.Tiers[n].Flat = decimal.Decimal{}, decimal.NewFromInt(1<<n)
		}
		q := rateAnyQuantity(p, size).Draw(t, "quantity")
		in := 0 // the number of tiers that the quantity is beyond
		for _, tier := range p.Tiers[:len(p.Tiers)-1] {
			if rateRatOf(q).Cmp(rateRat(tier.UpTo)) > 0 {
				in++
			}
		}
		want := int64(1) << in
		switch {
		case q.IsZero():
			want = 0
		case mode == pricing.Graduated: // it goes through all tiers before
			want = want<<1 - 1
		}
		got, err := rateOf(t, p, msp.HalfUp).Amount(q)
		if err != nil || got.Minor() != want {
			t.Fatalf("%v in %+v = %v, %v, want %d", q, p.Tiers, got, err, want)
		}
	})
}

// Law 9: nothing costs nothing, unless the price says otherwise; then it costs the
// fees that are due at zero, held between minimum and maximum.
func TestRateOfNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateUsual()).Draw(t, "price")
		zero := pricing.Count(0, p.Unit)
		mode := rateRounding().Draw(t, "mode")
		want := new(big.Rat)
		if p.AtZero {
			want = rateRat(p.Flat)
			if len(p.Tiers) > 0 {
				want.Add(want, rateRat(p.Tiers[0].Flat))
			}
			if most := rateRat(p.Maximum); most.Sign() > 0 && want.Cmp(most) > 0 {
				want = most
			}
			if least := rateRat(p.Minimum); want.Cmp(least) < 0 {
				want = least
			}
		}
		minor := prorateRound(rateMinor(want, p.Currency), mode)
		got, err := rateOf(t, p, mode).Amount(zero)
		if errors.Is(err, msp.ErrOverflow) && !minor.IsInt64() {
			return
		}
		if err != nil || got.Minor() != minor.Int64() || got.Currency() != p.Currency {
			t.Fatalf("nothing of %+v costs %v, %v, want %v", p, got, err, minor)
		}
		if n, err := rateOf(t, p, mode).AmountInt(0); err != nil || n != got {
			t.Fatalf("AmountInt(0) of %+v = %v, %v, want %v", p, n, err, got)
		}
	})
}

// Law 10: packages of one are units, for whole quantities, however partial ones count.
func TestRatePackagesOfOneAreUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateUsual()).Filter(func(p pricing.Price) bool { return p.Mode == pricing.PerUnit }).Draw(t, "price")
		p.Included = p.Included.Truncate(0)
		packed := p
		packed.Mode, packed.Size, packed.Partial = pricing.Package, decimal.NewFromInt(1), rateRounding().Draw(t, "partial")
		mode := rateRounding().Draw(t, "mode")
		n := rapid.OneOf(rapid.Int64Range(0, 1000), rapid.Int64Range(0, math.MaxInt64)).Draw(t, "count")
		want, err1 := rateOf(t, p, mode).AmountInt(n)
		got, err2 := rateOf(t, packed, mode).AmountInt(n)
		if got != want || (err1 == nil) != (err2 == nil) {
			t.Fatalf("AmountInt(%d) of %+v = %v, %v, and in packages of one %v, %v", n, p, want, err1, got, err2)
		}
	})
}

// A quantity of another unit or below zero is refused, whatever the price.
func TestRateRefusesUnitsAndNegatives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateAnySize().Draw(t, "size")).Draw(t, "price")
		rater := rateOf(t, p, msp.HalfUp)
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "n")
		den := rapid.Int64Range(1, math.MaxInt64).Draw(t, "den")
		unit := rapid.SampledFrom([]string{"", "device", "users", "User", "user "}).Draw(t, "unit")
		for _, tt := range []struct {
			q    pricing.Quantity
			kind error
		}{
			{pricing.QuantityOf(msp.NewRatio(n, den), unit), pricing.ErrUnit},
			{pricing.QuantityOf(msp.NewRatio(-n-1, den), "user"), msp.ErrRange},
		} {
			if got, err := rater.Amount(tt.q); !errors.Is(err, tt.kind) || got != (msp.Money{}) {
				t.Fatalf("Amount(%v) = %v, %v, want %v", tt.q, got, err, tt.kind)
			}
			if got, err := rater.Explain(tt.q); !errors.Is(err, tt.kind) || got.Details != nil || got.Amount != (msp.Money{}) {
				t.Fatalf("Explain(%v) = %v, %v, want %v", tt.q, got, err, tt.kind)
			}
		}
		if got, err := rater.AmountInt(-n - 1); !errors.Is(err, msp.ErrRange) || got != (msp.Money{}) {
			t.Fatalf("AmountInt(%d) = %v, %v, want %v", -n-1, got, err, msp.ErrRange)
		}
	})
}
