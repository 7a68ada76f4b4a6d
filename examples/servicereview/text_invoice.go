package main

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// invoices writes the last invoice of each client, and what became of earlier ones.
func (w *textWriter) invoices() {
	f := w.Finance
	w.title("Invoices: " + monthText(f.Months[len(f.Months)-1]) + ", line by line")
	w.printf("What stands on a line comes to its amount, or the details below it add up to it. The lines add up to the total.\n")
	for i := range f.Clients {
		c := &f.Clients[i]
		n := len(c.Bills)
		switch {
		case c.Err != nil:
			w.printf("\n%s cannot be billed for %s: %s\n", c.Client.Name, monthText(c.ErrMonth), errorText(c.Err))
			continue
		case n == 0:
			w.printf("\n%s: no month was billed.\n", c.Client.Name)
			continue
		}
		w.printf("\n%s, %s, in %v\n", c.Client.Name, monthText(c.Bills[n-1].Month), c.spec.Currency)
		w.invoice(c, &c.Bills[n-1])
		for j := range c.Bills {
			for _, a := range c.Bills[j].Adjustments {
				w.adjustment(c, &c.Bills[j], a)
			}
		}
	}
}

// invoice writes a statement and what it earns.
func (w *textWriter) invoice(c *ClientFinance, b *Bill) {
	st := &b.Now
	t := lineTable()
	c.lines(&t, st.Lines, b.Month)
	t.rule()
	t.add("total", "", moneyText(st.Total), moneyText(st.Cost))
	t.write(w.Writer)
	sums := []string{"due " + moneyText(st.Due)}
	if len(b.Adjustments) > 0 { // then it is the adjustment's
		sums[0] = "invoiced " + moneyText(st.Invoiced)
	}
	for _, x := range []struct {
		name string
		m    msp.Money
	}{
		{"carried from before", st.Carried},
		{"credit note", st.CreditNote},
		{"carried forward", st.Balance.Carried},
		{"credits beyond their cap", st.Unused},
		{"work beyond its cap, not charged", st.Unbilled},
	} {
		if !x.m.IsZero() {
			sums = append(sums, x.name+" "+moneyText(x.m))
		}
	}
	if profit, err := st.Profit(); err == nil {
		sums = append(sums, "left "+moneyText(profit.Gross)+", a margin of "+marginText(profit.Margin))
	}
	mrr, arr := recurringTexts(c)
	w.printf("    %s\n    MRR %s · ARR %s\n", strings.Join(sums, " · "), mrr, arr)
	for i, usage := range st.Blocks {
		w.block(c.spec.Blocks[i].Name, usage)
	}
	for _, o := range c.spec.Outcomes {
		if value, ok := b.Input.KPIs[o.Price.KPI]; ok {
			w.printf("    %s was %s\n", o.Price.KPI, marginText(value))
		}
	}
	for i := range c.Bills { // a licence that is given up early is paid until its renewal
		for _, r := range c.Bills[i].Now.Refused {
			w.printf("    %s: %v\n", r.Item, r.Why())
		}
	}
	for _, i := range c.spec.Items {
		if e, ok := c.exception(i, b.Invoice.Period.From()); ok {
			w.printf("    %s: %v\n", i.Name, e.Why())
		}
	}
}

// block writes what became of a block of hours.
func (w *textWriter) block(name string, u pricing.BlockUsage) {
	hours := func(r msp.Ratio) string { return pricing.QuantityOf(r, "").Number() }
	w.printf("    %s: %s left over + %s granted = %s used up + %s forfeited + %s expired + %s left\n",
		name, hours(u.Opening), hours(u.Granted), hours(u.Burned), hours(u.Forfeited), hours(u.Expired), hours(u.Closing))
	for _, a := range u.Alerts {
		w.printf("    %s: %v were used up on %v, by %s\n", name, a.Level, a.Date, a.Ref)
	}
}

// adjustment writes what a late fact has changed.
func (w *textWriter) adjustment(c *ClientFinance, b *Bill, a Adjusted) {
	w.printf("\n  %s, adjusted", monthText(b.Month))
	for i, e := range a.Late {
		if i == 0 {
			w.printf(": ")
		} else {
			w.printf(", ")
		}
		w.printf("%s (%s on %v) was entered on %v", e.ID, durationText(time.Duration(e.Minutes)*time.Minute), e.Date, e.Entered)
	}
	w.printf("\n")
	t := lineTable()
	c.lines(&t, a.Lines, b.Month)
	t.rule()
	cost := msp.Money{}
	for _, l := range a.Lines {
		if sum, err := cost.Add(l.Cost); err == nil {
			cost = sum
		}
	}
	t.add("total", "", moneyText(a.Total), moneyText(cost))
	t.write(w.Writer)
	text := "due " + moneyText(a.Due)
	if !a.CreditNote.IsZero() {
		text = "credit note " + moneyText(a.CreditNote)
	}
	w.printf("    %s: %s instead of %s\n", text, moneyText(a.Restated.Invoiced), moneyText(a.Before))
}

// widestLine is how long the text of a line may be with its only detail.
const widestLine = 76

func lineTable() table {
	return table{indent: "    ", plain: true, columns: []column{{"", left}, {"detail", right}, {"amount", right}, {"cost", right}}}
}

// lines adds a row for each line, and for each detail where a line has several. Work
// at no charge is one row.
func (c *Contract) lines(t *table, lines []pricing.Line, month msp.Period) {
	var free []pricing.Line
	for _, l := range lines {
		if c.isFree(l) {
			free = append(free, l)
		}
	}
	for _, l := range lines {
		if c.isFree(l) {
			c.freeWork(t, free)
			free = nil
			continue
		}
		text := lineText(l, month)
		if len(l.Detail) == 1 {
			if one := text + " · " + l.Detail[0].Why().String(); utf8.RuneCountInString(one) <= widestLine {
				t.add(one, "", moneyText(l.Amount), costText(l.Cost))
				continue
			}
		}
		if q := l.Quantity; !q.IsZero() && q.Unit() != "" {
			text += ", " + q.String()
		}
		t.add(text, "", moneyText(l.Amount), costText(l.Cost))
		for _, d := range l.Detail {
			t.add("  "+d.Why().String(), moneyText(d.Amount), "", "")
		}
	}
}

// isFree reports whether a line is of work at no charge that no block covers.
func (c *Contract) isFree(l pricing.Line) bool {
	return l.Kind == pricing.KindLabour && l.Item == c.labour.Name() && l.Amount.IsZero() && len(l.Detail) == 1
}

// freeWork adds the row of work at no charge, if there is some.
func (c *Contract) freeWork(t *table, lines []pricing.Line) {
	if len(lines) == 0 {
		return
	}
	hours, cost := msp.NewRatio(0, 1), msp.Money{}
	for _, l := range lines {
		if sum, err := hours.Add(l.Quantity.Ratio()); err == nil {
			hours = sum
		}
		if sum, err := cost.Add(l.Cost); err == nil {
			cost = sum
		}
	}
	amount, _ := msp.NewMoney(0, c.spec.Currency)
	text := c.labour.Name() + " · " + count(len(lines), "line") + ", " + hoursText(hours) + " at no charge"
	t.add(text, "", moneyText(amount), costText(cost))
}

// hoursText returns hours as a duration; billed time is whole minutes.
func hoursText(hours msp.Ratio) string {
	minutes, err := hours.Mul(msp.NewRatio(60, 1))
	if err != nil {
		return none
	}
	whole, err := minutes.Int(msp.HalfUp)
	if err != nil {
		return none
	}
	return durationText(time.Duration(whole) * time.Minute)
}

// lineText returns what a line is for, with its days where they are not the month.
func lineText(l pricing.Line, month msp.Period) string {
	text := l.Item
	if text == "" {
		text = l.Kind.String()
	}
	if len(l.Detail) > 0 && !strings.Contains(l.Detail[0].Why().String(), l.Ref) {
		text += ", " + l.Ref
	}
	switch p := l.Period; {
	case p.IsEmpty() || p == month:
	case p.Days() == 1:
		text += ", " + p.From().String()
	default:
		text += ", " + p.String()
	}
	return text
}

func costText(m msp.Money) string {
	if m.IsZero() {
		return none
	}
	return moneyText(m)
}
