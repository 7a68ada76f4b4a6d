package pricing_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

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
