package main

import (
	"strings"
	"time"

	"github.com/mspkit/msp"
)

// finance writes what the clients pay and what that earns.
func (w *textWriter) finance() {
	if w.Finance == nil {
		return
	}
	if len(w.Finance.Months) == 0 || len(w.Finance.Clients) == 0 {
		w.title("Invoices")
		w.printf("  None: no month is over yet, or no client has a contract.\n")
		return
	}
	w.earnings()
	w.movement()
	w.invoices()
	w.models()
}

// earnings writes a line a client.
func (w *textWriter) earnings() {
	f := w.Finance
	w.title("Earnings: what was invoiced for " + w.monthsText() + ", and what is left of it")
	t := table{columns: []column{
		{"client", left},
		{"in", left},
		{"invoiced", right},
		{"cost", right},
		{"margin", right},
		{"MRR", right},
		{"ARR", right},
		{"hours", right},
		{"per hour", right},
	}}
	add := func(name, currency string, e *Earnings, mrr, arr string) {
		t.add(name, currency, moneyText(e.Invoiced), moneyText(e.Cost), marginText(e.Profit.Margin), mrr, arr,
			durationText(time.Duration(e.Minutes)*time.Minute), perHourText(e))
	}
	for i := range f.Clients {
		c := &f.Clients[i]
		mrr, arr := recurringTexts(c)
		add(c.Client.Name, c.spec.Currency.String(), &c.Earnings, mrr, arr)
	}
	if len(f.Clients) > 1 {
		t.rule()
		add("all", f.Book.Currency.String(), &f.All, moneyText(f.Movement.End), none)
	}
	t.write(w.Writer)
	lines := []string{
		"Margin is what was charged less its cost, of what was charged, rounded down. MRR is the recurring revenue at the end",
		"of the last month, ARR twelve times its exact amount. Per hour is what an hour worked brought in: what was charged,",
		"less all costs but those of work.",
	}
	if len(f.Clients) > 1 {
		lines = append(lines, "The last line is in "+f.Book.Currency.String()+", by the rates that the agreements state.")
	}
	w.note(lines...)
	before, after := 0, 0
	for i := range f.Clients {
		c := &f.Clients[i]
		before += c.Before
		after += c.After
		if c.Err != nil {
			w.printf("  %s cannot be billed for %s: what stands here is without it.\n", c.Client.Name, monthText(c.ErrMonth))
		}
	}
	if before > 0 {
		w.printf("  Not here: %s before the first month.\n", entries(before))
	}
	if after > 0 {
		w.printf("  Not billed yet: %s.\n", entries(after))
	}
	if len(f.Without) > 0 {
		w.printf("  Without a contract: %s.\n", strings.Join(f.Without, ", "))
	}
}

// movement writes what became of the recurring revenue.
func (w *textWriter) movement() {
	f, m := w.Finance, &w.Finance.Movement
	first, last := monthText(f.Months[0]), monthText(f.Months[len(f.Months)-1])
	if first == last {
		return
	}
	w.title("Recurring revenue: from the end of " + first + " to that of " + last)
	t := table{columns: []column{{"", left}, {"clients", right}, {f.Book.Currency.String() + " a month", right}}}
	add := func(kind string, clients int, m msp.Money, sign string) {
		t.add(kind, grouped(clients), signed(sign, m))
		for i := range f.Clients {
			c := &f.Clients[i]
			if of, by := f.moved(c); of == kind {
				t.add("  "+c.Client.Name, "", signed(sign, by))
			}
		}
	}
	add("start", m.Clients.Start, m.Start, "")
	add("new", m.Clients.New, m.New, "")
	add("expansion", m.Clients.Expansion, m.Expansion, "")
	add("contraction", m.Clients.Contraction, m.Contraction, "-")
	add("churn", m.Clients.Churn, m.Churn, "-")
	t.rule()
	add("end", m.Clients.End, m.End, "")
	t.write(w.Writer)
}

func signed(sign string, m msp.Money) string {
	if m.IsZero() {
		return moneyText(m)
	}
	return sign + moneyText(m)
}

// moved returns in which part of the movement a client is, and by how much; "" where
// nothing moved.
func (f *Finance) moved(c *ClientFinance) (kind string, by msp.Money) {
	before, err := f.Book.mrr(c.First)
	after, err2 := f.Book.mrr(c.Last)
	if err != nil || err2 != nil { // they were computed before
		return "", by
	}
	up, down := after, before
	switch order := before.Compare(after); {
	case order == 0:
		return "", by
	case before.IsZero():
		return "new", after
	case after.IsZero():
		return "churn", before
	case order < 0:
		kind = "expansion"
	default:
		kind = "contraction"
		up, down = before, after
	}
	by, _ = up.Sub(down)
	return kind, by
}

// recurringTexts returns the MRR and the ARR of a client.
func recurringTexts(c *ClientFinance) (mrr, arr string) {
	m, err := c.Last.MRR(c.spec.Rounding)
	a, err2 := c.Last.ARR(c.spec.Rounding)
	if err != nil || err2 != nil || c.Last.Currency().IsZero() {
		return none, none
	}
	return moneyText(m), moneyText(a)
}

func perHourText(e *Earnings) string {
	rate, err := e.PerHour()
	if err != nil || !rate.Defined() {
		return none
	}
	m, err := msp.MoneyFromRatio(rate, e.Charged.Currency(), msp.HalfUp)
	if err != nil {
		return none
	}
	return moneyText(m)
}

// monthsText returns "February 2026 – April 2026".
func (w *textWriter) monthsText() string {
	first, last := monthText(w.Finance.Months[0]), monthText(w.Finance.Months[len(w.Finance.Months)-1])
	if first == last {
		return first
	}
	return first + " – " + last
}

// monthText returns "April 2026".
func monthText(p msp.Period) string {
	year, month, _ := p.From().YMD()
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Format("January 2006")
}

// moneyText returns an amount without its currency: "12,345.60".
func moneyText(m msp.Money) string {
	text, _, _ := strings.Cut(m.String(), " ")
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, point := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}

// marginText returns a margin with one decimal, or none. It is rounded down.
func marginText(margin msp.Ratio) string {
	if !margin.Defined() {
		return none
	}
	return margin.Percent(1, msp.Floor)
}

func entries(n int) string {
	if n == 1 {
		return "1 time entry"
	}
	return grouped(n) + " time entries"
}
