package pricing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// agrSpoil changes all that a spec holds by reference.
func agrSpoil(s pricing.AgreementSpec) {
	junk := decimal.NewFromInt(987654)
	spoilOffs := func(discounts []pricing.Discount) {
		for n := range discounts {
			if off, ok := discounts[n].Off.(pricing.VolumeOff); ok {
				off.Steps[0].Percent = agrPct("99%")
			}
			discounts[n] = pricing.Discount{}
		}
	}
	spoilPrice := func(p pricing.Price) {
		for n := range p.Tiers {
			p.Tiers[n] = pricing.Tier{Rate: junk}
		}
	}
	for n := range s.Items {
		i := &s.Items[n]
		spoilPrice(i.Price)
		for k := range i.Changes {
			spoilPrice(i.Changes[k].Price)
			i.Changes[k] = pricing.PriceChange{}
		}
		for k := range i.Quantity {
			i.Quantity[k] = pricing.QuantityStep{Quantity: junk}
		}
		for k := range i.Uplift.Index {
			i.Uplift.Index[k] = pricing.IndexStep{}
		}
		spoilOffs(i.Discounts)
		*i = pricing.Item{}
	}
	for n := range s.Projects {
		for k := range s.Projects[n].Milestones {
			s.Projects[n].Milestones[k] = pricing.Milestone{}
		}
		s.Projects[n] = pricing.Project{}
	}
	for n := range s.Outcomes {
		for k := range s.Outcomes[n].Price.Levels {
			s.Outcomes[n].Price.Levels[k] = pricing.OutcomeLevel{Fee: junk}
		}
		s.Outcomes[n] = pricing.Outcome{}
	}
	if s.Labour != nil {
		clear(s.Labour.Types)
		clear(s.Labour.Roles)
		clear(s.Labour.Costs)
		*s.Labour = pricing.LabourSpec{}
	}
	for n := range s.Blocks {
		b := &s.Blocks[n]
		clear(b.Burn)
		clear(b.Lots)
		clear(b.Covers)
		clear(b.Alerts)
		b.Overage = junk
	}
	spoilOffs(s.Discounts)
}

// A spec is copied when it is compiled and when it is given back, all of it: whatever
// happens to it later changes no bill. It comes back as it was, and what comes back
// bills the same.
func TestAgreementSpecIsCopied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		c := agrDraw(t, w, 1)
		a, in := c.compile(t), agrFacts(t, &c.spec, c.periods[0], w)
		want := agrBill(t, a, in)
		given := a.Spec()
		if diff := cmp.Diff(c.spec, given, agrSame(), cmp.Comparer(func(a, b pricing.UpliftBound) bool { return a == b })); diff != "" {
			t.Fatalf("Spec() (-compiled +given back):\n%s", diff)
		}
		agrSpoil(c.spec)
		if diff := cmp.Diff(want, agrBill(t, a, in), agrSame()); diff != "" {
			t.Fatalf("bill after the spec was changed:\n%s", diff)
		}
		if diff := cmp.Diff(want, agrBill(t, agrCompile(t, given), in), agrSame()); diff != "" {
			t.Fatalf("bill of Spec():\n%s", diff)
		}
		agrSpoil(given)
		if diff := cmp.Diff(want, agrBill(t, agrCompile(t, a.Spec()), in), agrSame()); diff != "" {
			t.Fatalf("bill after the spec that was given back was changed:\n%s", diff)
		}
	})
}

// What Bill returns shares nothing with what it was given, nor with the next answer: a
// program may do with it what it wants.
func TestBillSharesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		c := agrDraw(t, w, 2)
		a := c.compile(t)
		in := agrFacts(t, &c.spec, c.periods[0], w)
		first := agrBill(t, a, in)
		want := agrBill(t, a, in)
		for n := range first.Lines {
			clear(first.Lines[n].Detail)
		}
		clear(first.Lines)
		clear(first.Balance.Incidents)
		for n := range first.Balance.Blocks {
			clear(first.Balance.Blocks[n].Lots)
		}
		if diff := cmp.Diff(want, agrBill(t, a, in), agrSame()); diff != "" {
			t.Fatalf("bill after an answer was changed:\n%s", diff)
		}
		if len(c.periods) < 2 {
			return
		}
		next := agrFacts(t, &c.spec, c.periods[1], w)
		next.Balance = want.Balance
		before := agrBill(t, a, in).Balance // the same, of its own
		second := agrBill(t, a, next)
		clear(second.Balance.Incidents)
		for n := range second.Balance.Blocks {
			clear(second.Balance.Blocks[n].Lots)
		}
		if diff := cmp.Diff(before, next.Balance, agrSame()); diff != "" {
			t.Fatalf("the balance changed that Bill was given:\n%s", diff)
		}
	})
}

// A spec compiles exactly if it has no finding that is an error, and then Compile
// returns these findings. Compile never panics, whatever is missing.
func TestAgreementCompileIsValidate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := agrSpec(t, agrEverything())
		for range rapid.IntRange(0, 3).Draw(t, "faults") {
			agrFault(t, &spec)
		}
		issues := spec.Validate()
		a, err := spec.Compile()
		if (err == nil) != (issues.Err() == nil) {
			t.Fatalf("Compile() = %v, Validate() = %v", err, issues)
		}
		if err == nil {
			_, err = a.Quote(agrSpan("2024-06-01/2024-06-20"))
			if err != nil && spec.Commitment.IsZero() {
				t.Fatalf("Quote = %v", err)
			}
			return
		}
		if diff := cmp.Diff(issues, err); diff != "" {
			t.Fatalf("Compile (-Validate +Compile):\n%s", diff)
		}
		if _, err := a.Bill(pricing.Input{}); err == nil {
			t.Fatal("an agreement that did not compile bills")
		}
	})
}

// agrFault breaks something.
func agrFault(t *rapid.T, s *pricing.AgreementSpec) {
	huge := decimal.New(1, rapid.SampledFrom([]int32{19, 1_000_000_000, -1_000_000_000}).Draw(t, "exponent"))
	pick := func(n int) int { return rapid.IntRange(0, max(0, n-1)).Draw(t, "which") }
	if len(s.Items) > 0 {
		i := &s.Items[pick(len(s.Items))]
		switch rapid.IntRange(0, 11).Draw(t, "fault of an item") {
		case 0:
			i.Name = ""
		case 1:
			i.Price.Rate, i.Price.Flat = huge, huge
		case 2:
			i.Quantity = append(i.Quantity, pricing.QuantityStep{Quantity: huge})
		case 3:
			i.Cadence, i.Timing = 99, 99
		case 4:
			i.Start, i.End = agrDay("9999-12-31"), agrDay("0001-01-01")
		case 5:
			i.Changes = append(i.Changes, pricing.PriceChange{})
		case 6:
			i.Cost = huge.Neg()
		case 7:
			i.Discounts = append(i.Discounts, pricing.Discount{})
		case 8:
			i.Uplift = pricing.Uplift{Percent: agrPct("-100%")}
		case 9:
			i.Price.Currency = msp.MustParseCurrency("CHF")
		case 10:
			i.Price, i.Quantity = pricing.Price{}, nil
		case 11:
			i.Metered = !i.Metered
		}
	}
	switch rapid.IntRange(0, 7).Draw(t, "fault") {
	case 0:
		s.Currency = msp.Currency{}
	case 1:
		s.Start = msp.Date{}
	case 2:
		s.End = s.Start
	case 3:
		s.Rounding = 77
	case 4:
		s.Commitment.Minimum = huge
	case 5:
		s.Labour = &pricing.LabourSpec{}
	case 6:
		s.Blocks = append(s.Blocks, pricing.BlockSpec{})
	case 7:
		s.Anchor = agrDay("9999-12-31")
	}
}
