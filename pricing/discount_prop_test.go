package pricing_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The models of discounts, commitments and credits compute with fractions of any
// size in minor units and share nothing with the engine.

// discModes are all roundings, the zero one as it computes.
func discModes() []msp.Rounding {
	return []msp.Rounding{0, msp.HalfUp, msp.HalfEven, msp.Up, msp.Down, msp.Ceil, msp.Floor}
}

// discRound rounds a fraction to an integer, by the distance to the one below.
func discRound(r *big.Rat, mode msp.Rounding) *big.Int {
	floor := new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, and the denominator is positive
	rest := new(big.Rat).Sub(r, new(big.Rat).SetInt(floor))
	if rest.Sign() == 0 {
		return floor
	}
	ceil := new(big.Int).Add(floor, big.NewInt(1))
	away, toward := ceil, floor
	if r.Sign() < 0 {
		away, toward = floor, ceil
	}
	half := rest.Cmp(big.NewRat(1, 2))
	switch {
	case mode == msp.Ceil:
		return ceil
	case mode == msp.Floor:
		return floor
	case mode == msp.Up:
		return away
	case mode == msp.Down:
		return toward
	case half > 0:
		return ceil
	case half < 0:
		return floor
	case mode == msp.HalfEven && toward.Bit(0) == 0:
		return toward
	default:
		return away
	}
}

func discMin(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func discMax(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func discSum(minors []*big.Int) *big.Int {
	sum := new(big.Int)
	for _, m := range minors {
		sum.Add(sum, m)
	}
	return sum
}

// discCoef reads a decimal as a fraction.
func discCoef(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(d.Coefficient())
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Exponent(), -d.Exponent()))), nil)
	if d.Exponent() < 0 {
		return r.Quo(r, new(big.Rat).SetInt(ten))
	}
	return r.Mul(r, new(big.Rat).SetInt(ten))
}

// offExact is what a discount takes off, by its definition: in minor units, where
// the currency has so many digits.
func offExact(off pricing.Off, base *big.Int, digits int, volume *big.Rat, mode msp.Rounding) *big.Int {
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	exact := new(big.Rat)
	switch o := off.(type) {
	case pricing.PercentOff:
		exact.Mul(discCoef(o.Percent.Decimal()), new(big.Rat).SetInt(base))
	case pricing.AmountOff:
		exact.Mul(discCoef(o.Amount), unit)
	case pricing.VolumeOff:
		for i := len(o.Steps) - 1; i >= 0; i-- { // from the highest down
			if discCoef(o.Steps[i].From).Cmp(volume) <= 0 {
				exact.Mul(discCoef(o.Steps[i].Percent.Decimal()), new(big.Rat).SetInt(base))
				break
			}
		}
	}
	return discMax(new(big.Int), discMin(discMax(new(big.Int), base), discRound(exact, mode)))
}

// spreadExact gives out units one by one, each to the line that is furthest below
// its exact share and has not had one beyond it.
func spreadExact(amount *big.Int, net []*big.Int) []*big.Int {
	parts, rests := make([]*big.Int, len(net)), make([]*big.Rat, len(net))
	weight := new(big.Int)
	for _, m := range net {
		weight.Add(weight, discMax(m, new(big.Int)))
	}
	left := new(big.Int).Set(amount)
	for i, m := range net {
		parts[i], rests[i] = new(big.Int), new(big.Rat)
		if weight.Sign() == 0 {
			continue
		}
		share := new(big.Rat).SetFrac(new(big.Int).Mul(amount, discMax(m, new(big.Int))), weight)
		parts[i].Quo(share.Num(), share.Denom())
		rests[i].Sub(share, new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
	}
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		parts[best].Add(parts[best], big.NewInt(1))
		rests[best] = big.NewRat(-1, 1)
	}
	return parts
}

// discCase is what the laws draw: lines in a currency, and discounts.
type discCase struct {
	currency  msp.Currency
	lines     []msp.Money
	discounts []pricing.Discount
	mode      msp.Rounding
}

func discMinor(most int64) *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(0, 9), // shares that tie
		rapid.Just[int64](0),
		rapid.Int64Range(0, most),
		rapid.Int64Range(-most/10, most),
	)
}

func aPercentOff(low, high int64) *rapid.Generator[msp.Percent] {
	return rapid.Custom(func(t *rapid.T) msp.Percent {
		scale := rapid.IntRange(0, 4).Draw(t, "scale")
		tens := int64(1)
		for range scale {
			tens *= 10
		}
		p, err := msp.NewPercent(rapid.Int64Range(low*tens, high*tens).Draw(t, "percent"), scale)
		if err != nil {
			t.Fatal(err)
		}
		return p
	})
}

func anOff(t *rapid.T, digits int) pricing.Off {
	switch rapid.IntRange(0, 2).Draw(t, "kind of off") {
	case 0:
		return pricing.PercentOff{Percent: aPercentOff(-5, 120).Draw(t, "percent")}
	case 1:
		// Up to one digit more than the currency has, so that it is rounded.
		exp := int32(rapid.IntRange(0, min(digits+1, 18)).Draw(t, "digits"))
		return pricing.AmountOff{Amount: decimal.New(rapid.Int64Range(-10, 100_000).Draw(t, "amount"), -exp)}
	default:
		var off pricing.VolumeOff
		from := int64(0)
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			off.Steps = append(off.Steps, pricing.VolumeStep{From: decimal.New(from, -1), Percent: aPercentOff(0, 100).Draw(t, "percent")})
			from += rapid.Int64Range(1, 5_000).Draw(t, "from")
		}
		return off
	}
}

func aDiscCase(t *rapid.T) discCase {
	c := discCase{
		currency: msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD", "PTS/18"}).Draw(t, "currency")),
		mode:     rapid.SampledFrom(discModes()).Draw(t, "mode"),
	}
	most := rapid.SampledFrom([]int64{9, 1_000, 1_000_000, 1 << 59}).Draw(t, "most")
	for range rapid.IntRange(0, 7).Draw(t, "lines") {
		m, err := msp.NewMoney(discMinor(most).Draw(t, "line"), c.currency)
		if err != nil {
			t.Fatal(err)
		}
		c.lines = append(c.lines, m)
	}
	for range rapid.IntRange(0, 4).Draw(t, "discounts") {
		c.discounts = append(c.discounts, pricing.Discount{Name: "d", Off: anOff(t, c.currency.Digits())})
	}
	return c
}

func discMinors(amounts []msp.Money) []*big.Int {
	out := make([]*big.Int, len(amounts))
	for i, m := range amounts {
		out[i] = big.NewInt(m.Minor())
	}
	return out
}

func sameMinors(a, b []*big.Int) bool {
	return slices.EqualFunc(a, b, func(x, y *big.Int) bool { return x.Cmp(y) == 0 })
}

// The stack agrees with the model: base, amount and parts of each step, what is
// left, and the sums.
func TestApplyDiscountsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aDiscCase(t)
		got, err := pricing.ApplyDiscounts(c.lines, c.discounts, c.mode)
		if err != nil {
			t.Fatal(err)
		}
		digits := c.currency.Digits()
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
		net, off := discMinors(c.lines), new(big.Int)
		for i, d := range c.discounts {
			base := discSum(net)
			amount := offExact(d.Off, base, digits, new(big.Rat).SetFrac(base, unit), c.mode)
			parts := spreadExact(amount, net)
			step := got.Steps[i]
			if step.Base.Minor() != base.Int64() || step.Amount.Minor() != amount.Int64() || !sameMinors(discMinors(step.ByLine), parts) {
				t.Fatalf("step %d, %v: %v of %v = %v, want %v of %v = %v", i, d.Off, step.Amount, step.Base, step.ByLine, amount, base, parts)
			}
			for j := range net {
				net[j] = new(big.Int).Sub(net[j], parts[j])
			}
			off.Add(off, amount)
		}
		if !sameMinors(discMinors(got.Net), net) || got.Total.Minor() != discSum(net).Int64() || got.Discount.Minor() != off.Int64() {
			t.Fatalf("ApplyDiscounts = %v off, %v, sum %v; want %v off, %v", got.Discount, got.Net, got.Total, off, net)
		}
	})
}

// L17: a discount lies in [0, subtotal] and makes no line and no statement
// negative; its parts sum to it.
func TestDiscountLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aDiscCase(t)
		got, err := pricing.ApplyDiscounts(c.lines, c.discounts, c.mode)
		if err != nil {
			t.Fatal(err)
		}
		subtotal, err := msp.SumMoney(c.lines...)
		if err != nil {
			t.Fatal(err)
		}
		before := subtotal
		for i, s := range got.Steps {
			parts, err := msp.SumMoney(s.ByLine...)
			if s.Base.Minor() != before.Minor() || err != nil || parts.Minor() != s.Amount.Minor() || s.Amount.Sign() < 0 || s.Amount.Minor() > max(s.Base.Minor(), 0) {
				t.Fatalf("step %d takes %v = %v off %v", i, s.Amount, s.ByLine, s.Base)
			}
			for j, part := range s.ByLine {
				if part.Sign() < 0 || c.lines[j].Sign() <= 0 && !part.IsZero() {
					t.Fatalf("step %d takes %v off a line of %v", i, part, c.lines[j])
				}
			}
			if before, err = before.Sub(s.Amount); err != nil {
				t.Fatal(err)
			}
		}
		after, err := msp.SumMoney(got.Net...)
		if err != nil || after.Minor() != got.Total.Minor() || before.Minor() != got.Total.Minor() || subtotal.Sign() >= 0 && got.Total.Sign() < 0 {
			t.Fatalf("%v less %v is %v, total %v", subtotal, got.Discount, before, got.Total)
		}
		for j, m := range got.Net {
			if m.Sign()*c.lines[j].Sign() < 0 || m.Minor() > c.lines[j].Minor() {
				t.Fatalf("a line of %v becomes %v", c.lines[j], m)
			}
		}
		// L18: the list is applied from its front: a part of it gives the same steps.
		if n := len(c.discounts); n > 0 {
			some, err := pricing.ApplyDiscounts(c.lines, c.discounts[:n-1], c.mode)
			if err != nil {
				t.Fatal(err)
			}
			rest, err := pricing.ApplyDiscounts(some.Net, c.discounts[n-1:], c.mode)
			if err != nil || rest.Total != got.Total || !slices.Equal(rest.Net, got.Net) {
				t.Fatalf("%v, then the last: %v, %v, want %v", some.Net, rest.Net, err, got.Net)
			}
		}
	})
}

// A discount on one line is the stack of one line and one discount, but for a
// volume, which is the quantity there.
func TestDiscountAmountModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aDiscCase(t)
		m, err := msp.NewMoney(discMinor(1<<59).Draw(t, "subtotal"), c.currency)
		if err != nil {
			t.Fatal(err)
		}
		d := pricing.Discount{Name: "d", Off: anOff(t, c.currency.Digits())}
		n := rapid.Int64Range(-100, 20_000).Draw(t, "quantity")
		quantity := pricing.QuantityOf(msp.NewRatio(n, 10), "user")
		got, err := d.Amount(m, quantity, c.mode)
		want := offExact(d.Off, big.NewInt(m.Minor()), c.currency.Digits(), big.NewRat(n, 10), c.mode)
		if err != nil || got.Minor() != want.Int64() || got.Currency() != c.currency {
			t.Fatalf("%v: Amount(%v, %v, %v) = %v, %v, want %v", d.Off, m, quantity, c.mode, got, err, want)
		}
		p, err := d.PercentAt(quantity)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := d.Off.(pricing.AmountOff); !ok {
			again, err := pricing.Discount{Name: "d", Off: pricing.PercentOff{Percent: p}}.Amount(m, pricing.Quantity{}, c.mode)
			if err != nil || again != got {
				t.Fatalf("%v: %v of %v is %v, %v, want %v", d.Off, p, m, again, err, got)
			}
		}
	})
}

// L18 by an example that any list shows: 10 % and 5 make 85.00 or 85.50 of 100.
func TestApplyDiscountsOrder(t *testing.T) {
	lines := discMoneys("100.00 USD")
	list := []pricing.Discount{percentDiscount("10%"), amountDiscount("5")}
	one, err := pricing.ApplyDiscounts(lines, list, 0)
	if err != nil || one.Total != discMoney("85.00 USD") {
		t.Errorf("percent first leaves %v, %v, want 85.00 USD", one.Total, err)
	}
	slices.Reverse(list)
	if other, err := pricing.ApplyDiscounts(lines, list, 0); err != nil || other.Total != discMoney("85.50 USD") {
		t.Errorf("amount first leaves %v, %v, want 85.50 USD", other.Total, err)
	}
}

func TestDiscountRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := pricing.Discount{Name: rapid.String().Draw(t, "name"), Off: anOff(t, 2)}
		if rapid.Bool().Draw(t, "term") {
			d.From, d.To = discDate("2026-01-01"), discDate("2027-01-01")
		}
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back pricing.Discount
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(text) || back.Name != d.Name || back.From != d.From || back.To != d.To || back.Off.String() != d.Off.String() {
			t.Fatalf("%s comes back as %s, %v", text, again, err)
		}
	})
}
