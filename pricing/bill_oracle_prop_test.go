package pricing_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/pricing"
)

// agrOracle bills an agreement statement by statement with the slow model, which walks
// through days and computes with fractions of any size. It does not know blocks (those
// have a model of their own), credits of single items, and a maximum that is held over
// several statements: the model would hold it on the last one, the engine on each.
type agrOracle struct {
	spec               pricing.AgreementSpec
	coin               oracle.Coin
	start, end, anchor string // an open end is that of the world

	committed            string // the first day of the commitment period that is open
	priorGross, priorNet *big.Int
	labour               *big.Int // charged under the cap so far
	carried              *big.Int
}

func newAgrOracle(s pricing.AgreementSpec) *agrOracle {
	o := &agrOracle{
		spec: s, coin: oracle.Coin{Digits: s.Currency.Digits(), Mode: s.Rounding.String()}, start: s.Start.String(), end: "9999-12-31",
		anchor: cmp.Or(s.Anchor.String(), s.Start.String()), labour: new(big.Int), carried: new(big.Int),
	}
	if !s.End.IsZero() {
		o.end = s.End.String()
	}
	return o
}

func agrOracleCadence(c pricing.Cadence, anchor string) oracle.Cadence {
	switch c {
	case pricing.Week:
		return oracle.Cadence{Anchor: anchor, Days: 7}
	case pricing.Fortnight:
		return oracle.Cadence{Anchor: anchor, Days: 14}
	case pricing.Quarter:
		return oracle.Cadence{Anchor: anchor, Months: 3}
	case pricing.HalfYear:
		return oracle.Cadence{Anchor: anchor, Months: 6}
	case pricing.Year:
		return oracle.Cadence{Anchor: anchor, Months: 12}
	case pricing.TwoYears:
		return oracle.Cadence{Anchor: anchor, Months: 24}
	case pricing.ThreeYears:
		return oracle.Cadence{Anchor: anchor, Months: 36}
	case pricing.Once:
		return oracle.Cadence{}
	case 0, pricing.Month:
	}
	return oracle.Cadence{Anchor: anchor, Months: 1}
}

func agrNext(day string, n int) string { return agrPlus(agrDay(day), n).String() }

func agrRat(d decimal.Decimal) *big.Rat { return oracle.Number(d.String()) }

// life returns the days of an item.
func (o *agrOracle) life(i pricing.Item) (from, to string) {
	return cmp.Or(i.Start.String(), o.start), cmp.Or(i.End.String(), o.end)
}

// raised returns a price after the anniversaries from a start to a day, in text.
func (o *agrOracle) raised(u pricing.Uplift, price decimal.Decimal, start, day string) string {
	if price.IsZero() {
		return "0"
	}
	text := price.String()
	_, fraction, _ := strings.Cut(text, ".")
	coin := oracle.Coin{Digits: max(o.coin.Digits, len(strings.TrimRight(fraction, "0"))), Mode: o.coin.Mode}
	exact, first := oracle.Number(text), agrDay(start)
	shown := ""
	for year := first.Year() + 1; ; year++ {
		anniversary := fmt.Sprintf("%04d%s", year, start[4:])
		if start[4:] == "-02-29" && year%4 != 0 {
			anniversary = fmt.Sprintf("%04d-02-28", year)
		}
		if anniversary > day {
			break
		}
		percent := u.Percent
		for _, step := range u.Index {
			if step.Year == year {
				percent = step.Percent
			}
		}
		if floor, ok := u.Floor.Percent(); ok && percent.Sign() < 0 && floor.IsZero() {
			percent = floor
		}
		if most, ok := u.Cap.Percent(); ok && percent.Compare(most) > 0 {
			percent = most
		}
		exact = new(big.Rat).Mul(exact, new(big.Rat).Add(big.NewRat(1, 1), agrRat(percent.Decimal())))
		shown = coin.Text(coin.Round(exact))
		if !u.Unrounded {
			exact = oracle.Number(shown)
		}
	}
	return cmp.Or(shown, text)
}

// model returns the price of a service period that begins on a day, of a price that is
// in force from another.
func (o *agrOracle) model(i pricing.Item, p pricing.Price, from, service string) oracle.PriceModel {
	raised := func(d decimal.Decimal) string {
		if i.Uplift.Percent.IsZero() && len(i.Uplift.Index) == 0 {
			return d.String()
		}
		return o.raised(i.Uplift, d, from, service)
	}
	m := oracle.PriceModel{How: "per_unit", Unit: raised(p.Rate), Fee: raised(p.Flat), Included: p.Included.String(), AtZero: p.AtZero}
	if p.Unit == "" && len(i.Quantity) == 0 {
		m.AtZero = true
	}
	if !p.Minimum.IsZero() {
		m.Minimum = p.Minimum.String()
	}
	if !p.Maximum.IsZero() {
		m.Maximum = p.Maximum.String()
	}
	switch p.Mode {
	case pricing.Graduated, pricing.Volume, pricing.Stairstep:
		m.How = p.Mode.String()
		for _, t := range p.Tiers {
			tier := oracle.PriceTier{UpTo: t.UpTo.String(), Unit: raised(t.Rate), Flat: raised(t.Flat)}
			if t.UpTo.IsZero() {
				tier.UpTo = ""
			}
			m.Tiers = append(m.Tiers, tier)
		}
	case pricing.Package:
		m.How, m.Size, m.Price = "package", p.Size.String(), raised(p.Rate)
		m.Partial = cmp.Or(p.Partial.String(), "up")
	case 0, pricing.PerUnit:
	}
	return m
}

// prices returns the prices of the service period that begins on a day.
func (o *agrOracle) prices(i pricing.Item, service string) []oracle.PriceStep {
	from, _ := o.life(i)
	steps := []oracle.PriceStep{{Price: o.model(i, i.Price, from, service).Exact}}
	for _, c := range i.Changes {
		steps = append(steps, oracle.PriceStep{From: c.From.String(), Price: o.model(i, c.Price, c.From.String(), service).Exact})
	}
	return steps
}

// asked returns the quantity that is asked for on a day.
func agrAsked(i pricing.Item, day string) decimal.Decimal {
	var quantity decimal.Decimal
	latest := ""
	for _, s := range i.Quantity {
		if from := s.From.String(); from <= day && from >= latest {
			quantity, latest = s.Quantity, from
		}
	}
	return quantity
}

// licensed walks through the days of a licence: what is there is what is asked for, and
// not less than what has been there on each of the last days of grace of this term.
func (o *agrOracle) licensed(i pricing.Item, to string) []oracle.Change {
	from, _ := o.life(i)
	term := agrOracleCadence(i.Licence.Term, from)
	var changes []oracle.Change
	var term0 int // the day on which the term began
	var held []decimal.Decimal
	// The terms go on before the item begins; two years of them are enough.
	for day := agrNext(from, -800); day < to; day = agrNext(day, 1) {
		quantity := agrAsked(i, day)
		if term.Periods(day, agrNext(day, 1))[0][0] == day {
			term0 = len(held)
		}
		if window := max(1, i.Licence.Grace); len(held)-window >= term0 {
			least := slices.MinFunc(held[len(held)-window:], decimal.Decimal.Cmp)
			if least.Cmp(quantity) > 0 {
				quantity = least
			}
		}
		if len(held) == 0 || !held[len(held)-1].Equal(quantity) {
			changes = append(changes, oracle.Change{Date: day, Quantity: quantity.String()})
		}
		held = append(held, quantity)
	}
	return changes
}

// discounts returns those of an item that are on on a day, at a quantity.
func agrOracleDiscounts(list []pricing.Discount, day string, volume *big.Rat) []oracle.Discount {
	var out []oracle.Discount
	for _, d := range list {
		if day < d.From.String() || !d.To.IsZero() && day >= d.To.String() {
			continue
		}
		switch off := d.Off.(type) {
		case pricing.PercentOff:
			out = append(out, oracle.Discount{Percent: strings.TrimSuffix(off.Percent.String(), "%")})
		case pricing.AmountOff:
			out = append(out, oracle.Discount{Amount: off.Amount.String()})
		case pricing.VolumeOff:
			percent := "0"
			for _, s := range off.Steps {
				if agrRat(s.From).Cmp(volume) <= 0 {
					percent = strings.TrimSuffix(s.Percent.String(), "%")
				}
			}
			out = append(out, oracle.Discount{Percent: percent})
		}
	}
	return out
}

// items translates an item for the days of a statement. One whose price or discounts
// depend on the service period is an item for each of them.
func (o *agrOracle) items(i pricing.Item, in pricing.Input) []oracle.Item {
	from, to := o.life(i)
	cadence := agrOracleCadence(i.Cadence, cmp.Or(i.Anchor.String(), o.anchor))
	item := oracle.Item{
		Name: i.Name, Cadence: cadence, From: from, To: to, Arrears: i.Timing == pricing.Arrears || i.Metered, OwnEnd: true, Quantity: "0",
	}
	if i.Cadence == pricing.Once {
		item.Quantity, item.Prices = agrAsked(i, from).String(), o.prices(i, from)
		item.Discounts = agrOracleDiscounts(i.Discounts, from, agrRat(agrAsked(i, from)))
		return []oracle.Item{item}
	}
	first, last := max(from, in.Period.From().String()), min(to, in.Period.To().String())
	if first >= last {
		return nil
	}
	periods := cadence.Periods(first, last)
	end := periods[len(periods)-1][1]
	for _, s := range i.Quantity {
		if s.From.IsZero() {
			item.Quantity = s.Quantity.String()
			continue
		}
		item.Changes = append(item.Changes, oracle.Change{Date: s.From.String(), Quantity: s.Quantity.String()})
	}
	if i.Licence.Term != 0 {
		item.Changes = o.licensed(i, end)
	}
	if len(i.Discounts) == 0 && i.Uplift.Percent.IsZero() && len(i.Uplift.Index) == 0 && !i.Metered {
		item.Prices = o.prices(i, from)
		return []oracle.Item{item}
	}
	var items []oracle.Item
	for _, service := range periods {
		part := item
		part.From, part.To = max(from, service[0]), min(to, service[1])
		part.Prices = o.prices(i, service[0])
		due := agrNext(part.To, -1)
		quantity := new(big.Rat)
		switch {
		case i.Metered: // by the whole period, at the price of its last day
			quantity = agrRat(in.Usage[i.Name])
			part.Cadence, part.Quantity, part.From = oracle.Cadence{}, in.Usage[i.Name].String(), due
		case len(item.Changes) > 0 || item.Quantity != "0":
			quantity = oracle.Number(agrQuantityOn(item, due))
		}
		part.Discounts = agrOracleDiscounts(i.Discounts, max(from, service[0]), quantity)
		items = append(items, part)
	}
	return items
}

// agrQuantityOn is the quantity of a translated item on a day.
func agrQuantityOn(item oracle.Item, day string) string {
	quantity, latest := item.Quantity, ""
	for _, c := range item.Changes {
		if c.Date <= day && c.Date >= latest {
			quantity, latest = c.Quantity, c.Date
		}
	}
	return quantity
}

// work returns what is charged for time worked, group by group.
func (o *agrOracle) work(in pricing.Input) []*big.Int {
	l := o.spec.Labour
	if l == nil {
		return nil
	}
	entries := slices.Clone(in.Work)
	slices.SortFunc(entries, func(a, b pricing.Entry) int {
		text := func(e pricing.Entry) string {
			return fmt.Sprintf("%v|%s|%s|%s|%s|%06d|%06d", e.Date, e.Ticket, e.ID, e.Type, e.Role, e.Minutes, e.AfterHours)
		}
		return cmp.Compare(text(a), text(b))
	})
	rules := oracle.LabourRules{Rate: "1", Increment: max(1, l.Increment), Minimum: l.Minimum, Round: "up", PerGroup: cmp.Or(map[pricing.Aggregate]string{
		pricing.ByTicket: "ticket", pricing.ByDay: "day",
	}[l.Aggregate], "entry")}
	var pieces []oracle.WorkEntry
	for n, e := range entries {
		rate := l.Rate
		switch e.Type {
		case "onsite":
			rate = rate.Add(decimal.NewFromInt(25))
		case "remote":
			rate = rate.Mul(agrDec("0.9"))
		}
		late := e.AfterHours
		if l.AfterHours == nil {
			late = 0
		}
		piece := oracle.WorkEntry{Ticket: cmp.Or(e.Ticket, fmt.Sprint("none ", n)), Day: e.Date.String(), Minutes: int(e.Minutes - late), Multiplier: rate.String()}
		pieces = append(pieces, piece)
		if late > 0 {
			piece.Minutes, piece.Multiplier = int(late), rate.Mul(agrDec("1.5")).String()
			pieces = append(pieces, piece)
		}
	}
	groups, _ := o.coin.Labour(rules, pieces)
	var amounts []*big.Int
	for _, g := range groups {
		amount := g.Amount
		if !l.NotToExceed.IsZero() {
			left := new(big.Int).Sub(o.coin.Minor(l.NotToExceed.String()), o.labour)
			if amount.Cmp(left) > 0 {
				amount = left
			}
		}
		o.labour = new(big.Int).Add(o.labour, amount)
		amounts = append(amounts, amount)
	}
	return amounts
}

// others returns the charges that are none of items, in the order of a statement, and
// how many of them come first.
func (o *agrOracle) others(in pricing.Input) []*big.Int {
	var out []*big.Int
	for _, p := range o.spec.Projects {
		for _, m := range p.Milestones {
			if in.Period.Contains(m.Date) {
				out = append(out, o.coin.Minor(m.Amount.String()))
			}
		}
	}
	for _, x := range o.spec.Outcomes {
		from, to := max(o.start, in.Period.From().String()), min(o.end, in.Period.To().String())
		if from >= to {
			continue
		}
		for _, service := range agrOracleCadence(x.Cadence, o.anchor).Periods(from, to) {
			value := in.KPIs["csat"]
			if service[0] < o.start || service[1] > to || !value.Defined() {
				continue
			}
			fee := "0"
			for _, level := range x.Price.Levels {
				if oracle.Number(value.Fixed(4, msp.HalfUp)).Cmp(agrRat(level.At)) >= 0 {
					fee = level.Fee.String()
				}
			}
			out = append(out, o.coin.Round(oracle.Number(fee)))
		}
	}
	out = append(out, o.work(in)...)
	materials := slices.Clone(in.Materials)
	slices.SortFunc(materials, func(a, b pricing.Material) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID), a.Quantity.Cmp(b.Quantity), a.Cost.Cmp(b.Cost), a.Price.Cmp(b.Price), a.Markup.Compare(b.Markup))
	})
	for _, m := range materials {
		price := agrRat(m.Price)
		if m.Price.IsZero() {
			price = new(big.Rat).Mul(agrRat(m.Cost), new(big.Rat).Add(big.NewRat(1, 1), agrRat(m.Markup.Decimal())))
			price = o.coin.Amount(o.coin.Round(price))
		}
		out = append(out, o.coin.Round(price.Mul(price, agrRat(m.Quantity))))
	}
	return out
}

// bill returns the statement of the model, with what service credits came to before
// their cap.
func (o *agrOracle) bill(in pricing.Input) (b oracle.Bill, earned *big.Int) {
	from, to := in.Period.From().String(), in.Period.To().String()
	a := oracle.Agreement{Coin: o.coin, From: o.start, To: o.end, CreditNote: o.spec.CreditNotes}
	for _, i := range o.spec.Items {
		a.Items = append(a.Items, o.items(i, in)...)
	}
	input := oracle.BillInput{From: from, To: to, Others: o.others(in), Carried: o.carried}
	b = a.Bill(input)
	net := b.Subtotal // which may be below zero
	for _, d := range o.spec.Discounts {
		a.Discounts = append(a.Discounts, agrOracleDiscounts([]pricing.Discount{d}, max(from, o.start), o.coin.Amount(net))...)
		b = a.Bill(input)
		net = b.Subtotal
		for _, off := range b.Discounts {
			net = new(big.Int).Sub(net, off)
		}
	}
	earned = new(big.Int)
	if len(in.Credits) > 0 {
		var paid *big.Int
		earned, paid = o.credits(a, b, in, input.Others)
		input.Credits = []*big.Int{paid}
	}
	o.commit(&a, &input, b, net)
	b = a.Bill(input)
	o.carried = b.Carry
	return b, earned
}

// commit adds the commitment to the statement that ends its period.
func (o *agrOracle) commit(a *oracle.Agreement, input *oracle.BillInput, b oracle.Bill, net *big.Int) {
	k := o.spec.Commitment
	if k.Minimum.IsZero() && k.Maximum.IsZero() {
		return
	}
	period := agrOracleCadence(k.Cadence, o.anchor).Periods(input.From, agrNext(input.From, 1))[0]
	from, to := max(period[0], o.start), min(period[1], o.end)
	if from >= input.To || to <= input.From {
		return
	}
	if o.committed != period[0] {
		o.committed, o.priorGross, o.priorNet = period[0], new(big.Int), new(big.Int)
	}
	input.PriorGross, input.PriorNet = o.priorGross, o.priorNet
	o.priorGross = new(big.Int).Add(o.priorGross, b.Subtotal)
	o.priorNet = new(big.Int).Add(o.priorNet, net)
	if to > input.To {
		return
	}
	days, of := agrDay(from).DaysUntil(agrDay(to)), agrDay(period[0]).DaysUntil(agrDay(period[1]))
	c := oracle.Commitment{From: from, To: to, Minimum: oracle.Minimum{Amount: k.Minimum.String(), Days: days, Of: of, Before: k.BeforeDiscount}}
	if k.Minimum.IsZero() {
		c.Minimum = oracle.Minimum{}
	}
	if !k.Maximum.IsZero() {
		c.Maximum = o.coin.Text(o.coin.Round(new(big.Rat).Mul(agrRat(k.Maximum), big.NewRat(int64(days), int64(of)))))
	}
	a.Commitments = append(a.Commitments, c)
}

// credits returns what credits of all fees come to, before and after their terms.
func (o *agrOracle) credits(a oracle.Agreement, b oracle.Bill, in pricing.Input, others []*big.Int) (earned, paid *big.Int) {
	var lines []string
	for _, c := range b.Charges {
		lines = append(lines, o.coin.Text(c.Amount))
	}
	for _, x := range others {
		lines = append(lines, o.coin.Text(x))
	}
	_, nets, _ := o.coin.Discounts(lines, a.Discounts)
	fee := new(big.Int)
	for n, c := range b.Charges {
		if c.Of > 1 || c.Period[0] != "" { // what is paid once is no fee
			fee.Add(fee, nets[n])
		}
	}
	earned = new(big.Int)
	for _, c := range in.Credits {
		earned.Add(earned, o.coin.Round(new(big.Rat).Mul(o.coin.Amount(fee), agrRat(c.Percent.Decimal()))))
	}
	paid = earned
	most := fee
	if limit := o.spec.Credits.Cap; !limit.IsZero() {
		most = o.coin.Round(new(big.Rat).Mul(o.coin.Amount(fee), agrRat(limit.Decimal())))
	}
	if paid.Cmp(most) > 0 {
		paid = most
	}
	if o.coin.Amount(paid).Cmp(agrRat(o.spec.Credits.Least)) < 0 {
		paid = new(big.Int)
	}
	return earned, paid
}

// agrChargeTexts writes the charges of items that are not zero, in order.
func agrChargeTexts(coin oracle.Coin, b oracle.Bill) []string {
	var texts []string
	for _, c := range b.Charges {
		if c.Amount.Sign() == 0 {
			continue
		}
		days := fmt.Sprintf("%d days", c.Days)
		if c.Period[0] == "" {
			days = "once" // metered items are once here
		}
		texts = append(texts, fmt.Sprintf("%s due %s, %s: %s", c.Item, c.Due, days, coin.Text(c.Amount)))
	}
	return texts
}

func agrEngineTexts(s pricing.AgreementSpec, st pricing.Statement) []string {
	var texts []string
	items := map[string]pricing.Item{}
	for _, i := range s.Items {
		items[i.Name] = i
	}
	for _, l := range st.Lines {
		i, ok := items[l.Item]
		if !ok || l.Amount.IsZero() || l.Kind > pricing.KindOnce {
			continue
		}
		due, days := l.Period.From(), fmt.Sprintf("%d days", l.Period.Days())
		switch {
		case i.Cadence == pricing.Once:
			due, days = cmp.Or(i.Start, s.Start), "once"
		case i.Metered:
			due, days = agrPlus(l.Period.To(), -1), "once"
		case i.Timing == pricing.Arrears:
			due = agrPlus(l.Period.To(), -1)
		}
		text, _, _ := strings.Cut(l.Amount.String(), " ")
		texts = append(texts, fmt.Sprintf("%s due %v, %s: %s", l.Item, due, days, text))
	}
	return texts
}

// agrSumOf is the sum of the lines of a kind, in minor units.
func agrSumOf(st pricing.Statement, k pricing.Kind) *big.Int {
	sum := new(big.Int)
	for _, l := range st.Lines {
		if l.Kind == k {
			sum.Add(sum, big.NewInt(l.Amount.Minor()))
		}
	}
	return sum
}

// agrCompare holds a statement against that of the model.
func agrCompare(t *rapid.T, s pricing.AgreementSpec, coin oracle.Coin, st pricing.Statement, b oracle.Bill, earned *big.Int) {
	if got, want := agrEngineTexts(s, st), agrChargeTexts(coin, b); !slices.Equal(got, want) {
		t.Fatalf("charges of %v:\n%s\nwant\n%s", st.Period, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	discounts := new(big.Int)
	for _, d := range b.Discounts {
		discounts.Add(discounts, d)
	}
	due, note := b.Due, new(big.Int)
	if due.Sign() < 0 {
		due, note = note, new(big.Int).Neg(due)
	}
	for _, x := range []struct {
		what string
		got  *big.Int
		want *big.Int
	}{
		{"discounts", agrSumOf(st, pricing.KindDiscount), discounts.Neg(discounts)},
		{"maximum", agrSumOf(st, pricing.KindMaximum), new(big.Int).Neg(b.Cap)},
		{"true-up", agrSumOf(st, pricing.KindMinimum), b.TrueUp},
		{"credits", agrSumOf(st, pricing.KindCredit), new(big.Int).Neg(b.Credit)},
		{"unused credits", big.NewInt(st.Unused.Minor()), earned.Sub(earned, b.Credit)},
		{"total", big.NewInt(st.Total.Minor()), b.Total},
		{"due", big.NewInt(st.Due.Minor()), due},
		{"credit note", big.NewInt(st.CreditNote.Minor()), note},
		{"carried", big.NewInt(st.Balance.Carried.Minor()), b.Carry},
	} {
		if x.got.Cmp(x.want) != 0 {
			t.Fatalf("%s of %v = %v, want %v, in\n%v", x.what, st.Period, x.got, x.want, st)
		}
	}
}

// agrAgainstOracle bills a random agreement both ways.
func agrAgainstOracle(t *rapid.T, w agrWants, most int) {
	c := agrDraw(t, w, most)
	model, a := newAgrOracle(c.spec), c.compile(t)
	var balance pricing.Balance
	for _, p := range c.periods {
		in := agrFacts(t, &c.spec, p, w)
		if slices.ContainsFunc(c.spec.Items, func(i pricing.Item) bool { return i.Metered }) || len(c.spec.Outcomes) > 0 {
			in.Credits = nil // the model counts neither among the fees
		}
		for n := range in.Credits {
			in.Credits[n].Item = ""
		}
		in.Balance = agrFrom(balance, in.Period)
		st := agrBill(t, a, in)
		b, earned := model.bill(in)
		agrCompare(t, c.spec, model.coin, st, b, earned)
		balance = st.Balance
	}
}

// Items of all kinds, with statements of any length: which are due, for how many days,
// and how much.
func TestBillItemsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agrAgainstOracle(t, agrWants{plans: true, licences: true, uplifts: true, off: true, negative: rapid.Bool().Draw(t, "negative")}, 3)
	})
}

// Everything that the model knows, with statements of a month.
func TestBillOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		w.blocks, w.maximum = false, false
		w.negative = agrChance(t, 30, "negative")
		w.credits = !w.negative
		w.metered, w.outcomes = rapid.Bool().Draw(t, "metered"), rapid.Bool().Draw(t, "outcomes")
		agrAgainstOracle(t, w, 4)
	})
}
