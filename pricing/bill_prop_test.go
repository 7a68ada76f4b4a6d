package pricing_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// agrSame compares values by ==, and numbers by what they are worth.
func agrSame() cmp.Options {
	return cmp.Options{
		cmpopts.EquateComparable(msp.Money{}, msp.Date{}, msp.Period{}, msp.Percent{}, msp.Ratio{}, msp.Currency{}, pricing.Quantity{}),
		cmp.Comparer(decimal.Decimal.Equal), cmpopts.EquateEmpty(),
	}
}

// agrLineText writes all of a line, so that equal lines are equal texts.
func agrLineText(l pricing.Line) string {
	var text strings.Builder
	text.WriteString(agrLineHead(l))
	for _, d := range l.Detail {
		fmt.Fprintf(&text, "\n  %v %q %v/%d tier %d %v at %v %v = %v", d.Step, d.Ref, d.Period, d.Of, d.Tier, d.Quantity, d.Rate, d.Percent, d.Amount)
	}
	return text.String()
}

// agrLineHead writes a line without its details.
func agrLineHead(l pricing.Line) string {
	return fmt.Sprintf("%v %q %q %v %v: %v, cost %v", l.Kind, l.Item, l.Ref, l.Period, l.Quantity, l.Amount, l.Cost)
}

// agrSorted writes lines in an order of their own.
func agrSorted(lines []pricing.Line, text func(pricing.Line) string) []string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, text(l))
	}
	slices.Sort(texts)
	return texts
}

// agrAddsUp checks what holds for each statement: the sums, the carry, the blocks.
func agrAddsUp(t *rapid.T, st pricing.Statement) {
	total, cost := int64(0), int64(0)
	last := pricing.Kind(0)
	for _, l := range st.Lines {
		total, cost = total+l.Amount.Minor(), cost+l.Cost.Minor()
		sum := int64(0)
		for _, d := range l.Detail {
			sum += d.Amount.Minor()
		}
		if sum != l.Amount.Minor() {
			t.Fatalf("details of %s sum to %d", agrLineText(l), sum)
		}
		if l.Kind < last && last >= pricing.KindDiscount {
			t.Fatalf("%v comes after %v in\n%v", l.Kind, last, st)
		}
		last = l.Kind
	}
	if st.Total.Minor() != total || st.Cost.Minor() != cost {
		t.Fatalf("Total = %v, Cost = %v, want %d and %d, in\n%v", st.Total, st.Cost, total, cost, st)
	}
	if st.Due.Minor() < 0 || st.CreditNote.Minor() < 0 || st.Balance.Carried.Minor() > 0 || st.Due.Minor() > 0 && (st.CreditNote.Minor() > 0 || st.Balance.Carried.Minor() < 0) {
		t.Fatalf("Due = %v, CreditNote = %v, carried %v", st.Due, st.CreditNote, st.Balance.Carried)
	}
	if got, want := st.Invoiced.Minor()+st.Balance.Carried.Minor(), st.Carried.Minor()+st.Total.Minor(); got != want {
		t.Fatalf("Invoiced + carried = %d, want %d, in\n%v", got, want, st)
	}
	for _, u := range st.Blocks {
		in, out := agrRatios(u.Opening, u.Granted), agrRatios(u.Burned, u.Forfeited, u.Expired, u.Closing)
		if in.Cmp(out) != 0 {
			t.Fatalf("block: %v came and %v went: %+v", in, out, u)
		}
	}
}

func agrRatios(list ...msp.Ratio) *big.Rat {
	sum := new(big.Rat)
	for _, r := range list {
		x, ok := new(big.Rat).SetString(r.String())
		if !ok {
			panic(r.String())
		}
		sum.Add(sum, x)
	}
	return sum
}

// agrBounds checks laws 17 and 20 of a statement without rates below zero.
func agrBounds(t *rapid.T, spec pricing.AgreementSpec, st pricing.Statement) {
	charges, fees := int64(0), int64(0)
	byItem, credits := map[string]int64{}, int64(0)
	for _, l := range st.Lines {
		m := l.Amount.Minor()
		switch l.Kind {
		case pricing.KindRecurring, pricing.KindUsage, pricing.KindOutcome:
			byItem[l.Item] += m
			fees += m
			charges += m
		case pricing.KindDiscount:
			if m >= 0 || charges+m < 0 {
				t.Fatalf("%s, of %d", agrLineText(l), charges)
			}
			charges += m
		case pricing.KindMaximum:
			if m >= 0 {
				t.Fatalf("%s is not below zero", agrLineText(l))
			}
			charges += m
		case pricing.KindMinimum:
			if m <= 0 {
				t.Fatalf("%s is not above zero", agrLineText(l))
			}
			charges += m
		case pricing.KindCredit:
			limit := byItem[l.Item]
			if l.Item == "" {
				limit = fees
			}
			if p := spec.Credits.Cap; p.Sign() > 0 {
				most, err := p.Of(agrOf(limit, spec.Currency), spec.Rounding)
				if err != nil {
					t.Fatal(err)
				}
				limit = most.Minor()
			}
			credits -= m
			if m >= 0 || -m > limit || credits > fees {
				t.Fatalf("%s is more than %d, or all of %d are", agrLineText(l), limit, fees)
			}
			charges += m
		case 0, pricing.KindOnce, pricing.KindLabour, pricing.KindMaterial, pricing.KindOverage:
			if m < 0 {
				t.Fatalf("%s is below zero", agrLineText(l))
			}
			charges += m
		}
		if charges < 0 {
			t.Fatalf("%s leads below zero in\n%v", agrLineText(l), st)
		}
	}
}

func agrOf(minor int64, c msp.Currency) msp.Money {
	m, err := msp.NewMoney(minor, c)
	if err != nil {
		panic(err)
	}
	return m
}

// Laws 17, 20, 21 and 28: lines and details add up, nothing that is taken off leads
// below zero, blocks lose nothing, and over a chain of statements what was invoiced and
// what is still carried is what was charged. The order of facts changes nothing.
func TestBillLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		w.negative = agrChance(t, 30, "negative")
		c := agrDraw(t, w, 4)
		a := c.compile(t)
		var balance pricing.Balance
		total, invoiced, labour := int64(0), int64(0), int64(0)
		for _, p := range c.periods {
			in := agrFacts(t, &c.spec, p, w)
			in.Balance = agrFrom(balance, in.Period)
			before := in.Balance
			st := agrBill(t, a, in)
			agrAddsUp(t, st)
			if !w.negative {
				agrBounds(t, c.spec, st)
			}
			if diff := cmp.Diff(st, agrBill(t, a, agrShuffled(t, in)), agrSame()); diff != "" {
				t.Fatalf("facts in another order (-first +second):\n%s", diff)
			}
			if diff := cmp.Diff(before, in.Balance, agrSame()); diff != "" {
				t.Fatalf("Bill changed its balance:\n%s", diff)
			}
			if st.Carried.Minor() != balance.Carried.Minor() || st.Invoiced.Minor() != st.Due.Minor()-st.CreditNote.Minor() {
				t.Fatalf("Carried = %v of %v, Invoiced = %v, in\n%v", st.Carried, balance.Carried, st.Invoiced, st)
			}
			total, invoiced, balance = total+st.Total.Minor(), invoiced+st.Due.Minor()-st.CreditNote.Minor(), st.Balance
			if c.spec.CreditNotes && balance.Carried.Minor() != 0 {
				t.Fatalf("%v is carried and not paid out", balance.Carried)
			}
			for _, l := range st.Lines {
				if l.Item == "labour" {
					labour += l.Amount.Minor()
				}
			}
			if balance.Labour.Minor() != labour {
				t.Fatalf("Balance.Labour = %v after %d", balance.Labour, labour)
			}
		}
		if invoiced+balance.Carried.Minor() != total {
			t.Fatalf("invoiced %d and carried %v, of %d", invoiced, balance.Carried, total)
		}
		if s := c.spec.Labour; s != nil && !s.NotToExceed.IsZero() && agrOf(labour, c.spec.Currency).Decimal().Cmp(s.NotToExceed) > 0 {
			t.Fatalf("labour of %d, not to exceed %v", labour, s.NotToExceed)
		}
	})
}

// The order of items, projects and outcomes does not matter; that of discounts does,
// and of blocks. Where credits are of fees that share a discount, a minor unit of it
// may go to another fee, so there are not both here.
func TestBillOrderOfItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		w.credits = rapid.Bool().Draw(t, "credits")
		w.discounts = !w.credits
		c := agrDraw(t, w, 1)
		in := agrFacts(t, &c.spec, c.periods[0], w)
		st := agrBill(t, c.compile(t), in)
		other := c.spec
		other.Items = slices.Clone(other.Items)
		agrShuffle(t, other.Items)
		again := agrBill(t, agrCompile(t, other), in)
		text := agrLineText
		if len(c.spec.Discounts) > 0 {
			text = agrLineHead
		}
		if diff := cmp.Diff(agrSorted(st.Lines, text), agrSorted(again.Lines, text)); diff != "" || st.Total != again.Total {
			t.Fatalf("items in another order: %v, then %v:\n%s", st.Total, again.Total, diff)
		}
		if diff := cmp.Diff(st.Balance, again.Balance, agrSame()); diff != "" {
			t.Fatalf("balance with items in another order:\n%s", diff)
		}
	})
}

// agrCuttable makes an agreement of what can be cut: work that is put together by
// ticket is rounded together in one statement and apart in two, and an incident that
// no block pays for may be covered by the next allotment.
func agrCuttable(spec *pricing.AgreementSpec) {
	if spec.Labour != nil && spec.Labour.Aggregate == pricing.ByTicket {
		spec.Labour.Aggregate = pricing.ByDay
	}
	spec.Blocks = slices.DeleteFunc(spec.Blocks, func(b pricing.BlockSpec) bool { return b.Unit == pricing.BlockIncidents })
}

// Law 22: statements of the parts of a period have the lines of the statement of the
// whole, and leave the same balance, wherever the cuts are: fixed fees in advance and
// in arrears, what is due once, milestones, work, blocks, labour under its cap.
func TestBillPeriodsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrWants{
			negative: rapid.Bool().Draw(t, "negative"), projects: true, labour: true, blocks: true, off: true, plans: true, licences: true, uplifts: true,
		}
		c := agrDraw(t, w, 1)
		agrCuttable(&c.spec)
		p := c.periods[0]
		if rapid.Bool().Draw(t, "long") {
			p = agrPeriod(p.From(), agrPlus(p.From(), 400))
		}
		a, in := c.compile(t), agrFacts(t, &c.spec, p, w)
		whole := agrBill(t, a, in)
		cuts := []msp.Date{p.From(), agrNear(t, p.From(), 0, p.Days(), "cut"), agrNear(t, p.From(), 0, p.Days(), "cut"), p.To()}
		slices.SortFunc(cuts, msp.Date.Compare)
		var lines []pricing.Line
		var refused []pricing.ItemRefusal
		var balance pricing.Balance
		total, invoiced := int64(0), int64(0)
		for n, to := range cuts[1:] {
			if cuts[n] == to {
				continue
			}
			part := pricing.Input{Period: agrPeriod(cuts[n], to)}
			part.Balance = agrFrom(balance, part.Period)
			for _, e := range in.Work {
				if part.Period.Contains(e.Date) {
					part.Work = append(part.Work, e)
				}
			}
			for _, m := range in.Materials {
				if part.Period.Contains(m.Date) {
					part.Materials = append(part.Materials, m)
				}
			}
			st := agrBill(t, a, part)
			agrAddsUp(t, st)
			lines, refused, balance = append(lines, st.Lines...), append(refused, st.Refused...), st.Balance
			total, invoiced = total+st.Total.Minor(), invoiced+st.Invoiced.Minor()
		}
		if diff := cmp.Diff(agrSorted(whole.Lines, agrLineText), agrSorted(lines, agrLineText)); diff != "" {
			t.Fatalf("cut at %v (-whole +parts):\n%s", cuts, diff)
		}
		if diff := cmp.Diff(whole.Refused, refused, agrSame(), cmpopts.SortSlices(func(a, b pricing.ItemRefusal) bool {
			return a.Item+a.Date.String() < b.Item+b.Date.String()
		})); diff != "" {
			t.Fatalf("refused (-whole +parts):\n%s", diff)
		}
		if total != whole.Total.Minor() || invoiced+balance.Carried.Minor() != total {
			t.Fatalf("parts come to %d, invoiced %d, carried %v, the whole to %v", total, invoiced, balance.Carried, whole.Total)
		}
		balance.Carried = whole.Balance.Carried // by which of the parts were below zero
		if diff := cmp.Diff(whole.Balance, balance, agrSame()); diff != "" {
			t.Fatalf("balance (-whole +parts):\n%s", diff)
		}
	})
}

// A maximum holds on each statement for what has come so far, a minimum on the last:
// what is left of charges and discounts is never above the one, and in the end not
// below the other.
func TestBillCommitmentOverStatements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrWants{months: true, labour: true, discounts: true, metered: true}
		spec := agrSpec(t, w)
		spec.End, spec.Anchor = msp.Date{}, msp.Date{}
		spec.Commitment = pricing.Commitment{
			Cadence:        rapid.SampledFrom([]pricing.Cadence{pricing.Month, pricing.Quarter, pricing.HalfYear}).Draw(t, "cadence"),
			Minimum:        agrNumber(t, 0, 3000, "minimum"),
			BeforeDiscount: rapid.Bool().Draw(t, "before discount"),
		}
		spec.Commitment.Maximum = spec.Commitment.Minimum.Add(agrNumber(t, 1, 3000, "maximum"))
		low, high := agrMinor(t, spec.Commitment.Minimum, spec), agrMinor(t, spec.Commitment.Maximum, spec)
		a := agrCompile(t, spec)
		var balance pricing.Balance
		gross, discount, paid, from := int64(0), int64(0), int64(0), msp.Date{}
		for p := range pricing.Month.Periods(spec.Start, agrPeriod(spec.Start, agrPlus(spec.Start, 200))) {
			term, ok := spec.Commitment.Cadence.PeriodOf(spec.Start, p.From())
			if !ok {
				t.Fatal("no term")
			}
			if term.From() != from {
				gross, discount, paid, from = 0, 0, 0, term.From()
			}
			in := agrFacts(t, &spec, p, w)
			in.Balance = agrFrom(balance, in.Period)
			st := agrBill(t, a, in)
			for _, l := range st.Lines {
				switch {
				case l.Kind == pricing.KindDiscount:
					discount -= l.Amount.Minor()
				case l.Kind < pricing.KindDiscount:
					gross += l.Amount.Minor()
				}
				paid += l.Amount.Minor()
			}
			want := min(gross-discount, high)
			if p.To() == term.To() {
				held := want
				if spec.Commitment.BeforeDiscount {
					held = gross
				}
				want += max(0, low-held)
			}
			if paid != want {
				t.Fatalf("%v of %v: paid %d, want %d of %d − %d within %d and %d", p, term, paid, want, gross, discount, low, high)
			}
			if open := st.Balance.Committed; (open == pricing.CommittedSoFar{}) != (p.To() == term.To()) {
				t.Fatalf("%v of %v leaves %+v", p, term, open)
			}
			balance = st.Balance
		}
	})
}

// agrMinor rounds an amount of a record.
func agrMinor(t *rapid.T, d decimal.Decimal, spec pricing.AgreementSpec) int64 {
	m, err := msp.MoneyFromDecimal(d, spec.Currency, spec.Rounding)
	if err != nil {
		t.Fatal(err)
	}
	return m.Minor()
}

// An hour block in an agreement, against one that is drawn by hand: each piece of work
// in its order takes what it burns, and what is missing is charged.
func TestBillBlockModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		usd := msp.MustParseCurrency("USD")
		spec := pricing.AgreementSpec{
			Currency: usd, Start: agrDay("2026-01-01"),
			Labour: &pricing.LabourSpec{Name: "labour", Rate: agrNumber(t, 1, 200, "rate"), Increment: rapid.SampledFrom([]int{0, 6, 15}).Draw(t, "increment")},
			Blocks: []pricing.BlockSpec{{
				Name: "block", Lots: []pricing.Lot{{ID: "lot", From: agrDay("2026-01-01"), Size: decimal.NewFromInt(rapid.Int64Range(1, 12).Draw(t, "size"))}},
				BurnOverage: rapid.Bool().Draw(t, "burn overage"),
			}},
		}
		block := &spec.Blocks[0]
		onsite, late := big.NewRat(1, 1), big.NewRat(1, 1)
		if rapid.Bool().Draw(t, "burns") {
			block.Burn, onsite = map[string]decimal.Decimal{"onsite": agrDec("2")}, big.NewRat(2, 1)
		}
		if rapid.Bool().Draw(t, "burns after hours") {
			block.AfterHours, late = agrDec("1.5"), big.NewRat(3, 2)
		}
		apart := late.Cmp(big.NewRat(1, 1)) > 0
		rateLate := agrRat(spec.Labour.Rate)
		if rapid.Bool().Draw(t, "costs more after hours") {
			apart = true
			spec.Labour.AfterHours = pricing.MultiplyRate{Factor: agrDec("1.5")}
			rateLate = new(big.Rat).Mul(rateLate, big.NewRat(3, 2))
		}
		var overage *big.Rat
		if rapid.Bool().Draw(t, "has overage") {
			block.Overage = agrNumber(t, 1, 200, "overage")
			overage = agrRat(block.Overage)
		}
		in := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}
		left := agrRat(block.Lots[0].Size)
		want, burned := int64(0), new(big.Rat)
		use := func(minutes int64, multiplier, rate *big.Rat) {
			if minutes == 0 {
				return
			}
			if step := int64(spec.Labour.Increment); step > 0 {
				minutes = (minutes + step - 1) / step * step
			}
			need := new(big.Rat).Mul(big.NewRat(minutes, 60), multiplier)
			taken := need
			if left.Cmp(need) < 0 {
				taken = left
			}
			left = new(big.Rat).Sub(left, taken)
			burned.Add(burned, taken)
			over := new(big.Rat).Sub(need, taken)
			if !block.BurnOverage {
				over.Quo(over, multiplier)
			}
			if overage != nil {
				rate = overage
			}
			cents := over.Mul(over, rate)
			want += discRound(cents.Mul(cents, big.NewRat(100, 1)), 0).Int64()
		}
		for n := range rapid.IntRange(1, 6).Draw(t, "entries") {
			e := pricing.Entry{ID: fmt.Sprint(n), Date: agrPlus(in.Period.From(), 2*n), Minutes: rapid.Int64Range(0, 300).Draw(t, "minutes")}
			e.AfterHours = rapid.Int64Range(0, e.Minutes).Draw(t, "after hours")
			multiplier := big.NewRat(1, 1)
			if rapid.Bool().Draw(t, "onsite") {
				e.Type, multiplier = "onsite", onsite
			}
			in.Work = append(in.Work, e)
			pieces := []func(){
				func() { use(e.Minutes-e.AfterHours, multiplier, agrRat(spec.Labour.Rate)) },
				func() { use(e.AfterHours, new(big.Rat).Mul(multiplier, late), rateLate) },
			}
			if !apart {
				use(e.Minutes, multiplier, agrRat(spec.Labour.Rate))
				continue
			}
			for _, piece := range pieces {
				piece()
			}
		}
		st := agrBill(t, agrCompile(t, spec), agrShuffled(t, in))
		agrAddsUp(t, st)
		if st.Total.Minor() != want || agrRatios(st.Blocks[0].Burned).Cmp(burned) != 0 || agrRatios(st.Blocks[0].Closing).Cmp(left) != 0 {
			t.Fatalf("Total = %v, burned %v, left %v, want %d, %v and %v, in\n%v", st.Total, st.Blocks[0].Burned, st.Blocks[0].Closing, want, burned, left, st)
		}
	})
}

// A block of incidents pays once for a ticket, over statements too; beyond it a ticket
// costs the overage, or its hours.
func TestBillIncidentsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := pricing.AgreementSpec{
			Currency: msp.MustParseCurrency("USD"), Start: agrDay("2026-01-01"),
			Labour: &pricing.LabourSpec{Name: "labour", Rate: decimal.NewFromInt(60)},
			Blocks: []pricing.BlockSpec{{
				Name: "pack", Unit: pricing.BlockIncidents,
				Lots: []pricing.Lot{{ID: "lot", From: agrDay("2026-01-01"), Size: decimal.NewFromInt(rapid.Int64Range(0, 4).Draw(t, "size"))}},
			}},
		}
		if rapid.Bool().Draw(t, "has overage") {
			spec.Blocks[0].Overage = decimal.NewFromInt(90)
		}
		a, left, seen := agrCompile(t, spec), int(spec.Blocks[0].Lots[0].Size.IntPart()), map[string]bool{}
		var balance pricing.Balance
		for _, period := range []msp.Period{agrSpan("2026-01-01/2026-02-01"), agrSpan("2026-02-01/2026-03-01")} {
			in := pricing.Input{Period: period}
			in.Balance = agrFrom(balance, period)
			unpaid, want := map[string]int64{}, int64(0)
			for n := range rapid.IntRange(0, 6).Draw(t, "entries") {
				e := pricing.Entry{ID: fmt.Sprint(period.From(), n), Date: agrPlus(period.From(), n), Minutes: rapid.Int64Range(1, 90).Draw(t, "minutes")}
				e.Ticket = rapid.SampledFrom([]string{"", "A", "B", "C"}).Draw(t, "ticket")
				in.Work = append(in.Work, e)
				hours, late := unpaid[e.Ticket]
				switch {
				case seen[e.Ticket] && e.Ticket != "":
				case late && e.Ticket != "": // all of its time is billed by the hour
					unpaid[e.Ticket] = hours + e.Minutes
				case left > 0:
					left--
					seen[e.Ticket] = true
				case !spec.Blocks[0].Overage.IsZero():
					seen[e.Ticket] = true
					want += 9000
				default:
					unpaid[e.Ticket] = hours + e.Minutes
				}
			}
			for _, minutes := range unpaid {
				want += minutes * 100
			}
			st := agrBill(t, a, agrShuffled(t, in))
			agrAddsUp(t, st)
			if st.Total.Minor() != want {
				t.Fatalf("Total = %v, want %d, in\n%v", st.Total, want, st)
			}
			balance = st.Balance
		}
	})
}

// A quote is the statement of an agreement's first period without facts: with metered
// items unused and no outcomes.
func TestQuoteIsBill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := agrDraw(t, agrEverything(), 1)
		a, in := c.compile(t), pricing.Input{Period: c.periods[0], Usage: map[string]decimal.Decimal{}, KPIs: map[string]msp.Ratio{"csat": {}}}
		for _, i := range c.spec.Items {
			if i.Metered {
				in.Usage[i.Name] = decimal.Decimal{}
			}
		}
		in.Balance = agrFrom(in.Balance, in.Period)
		agrDue(t, &c.spec, &in)
		got, err := a.Quote(in.Period)
		want := agrBill(t, a, in)
		want.Lines = slices.DeleteFunc(want.Lines, func(l pricing.Line) bool { return l.Kind == pricing.KindOutcome }) // of no level
		if len(want.Lines) == 0 {
			want.Lines = nil
		}
		if diff := cmp.Diff(want, got, agrSame()); err != nil || diff != "" {
			t.Fatalf("Quote(%v), %v (-bill +quote):\n%s", in.Period, err, diff)
		}
	})
}
