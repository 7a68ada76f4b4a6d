package main

import (
	"slices"
	"strings"

	"github.com/mspkit/msp/pricing"
)

// models writes what other price models would have earned.
func (w *textWriter) models() {
	f := w.Finance
	if !slices.ContainsFunc(f.Clients, func(c ClientFinance) bool { return len(c.Models.Rows) > 0 }) {
		return
	}
	w.title("Price models: what others would have earned in " + monthText(f.Months[len(f.Months)-1]) + ", in " + f.Book.Currency.String())
	w.printf("For the same counts, hours and cost, at the lower and the upper end of the usual range of each model. The source has\n" +
		"none for an all-inclusive fee: it is what leaves a margin. It does not say what the prices of bundles are for; here,\n" +
		"a user. Own is what the client paid for its counts, as a whole and for work: without resale, projects, parts, the\n" +
		"minimum of a commitment and service credits.\n")
	for i := range f.Clients {
		if c := &f.Clients[i]; len(c.Models.Rows) > 0 {
			w.clientModels(c)
		}
	}
	w.printf("\n  Usual ranges: %s\n", sourceText())
}

func (w *textWriter) clientModels(c *ClientFinance) {
	m := &c.Models
	counts := make([]string, 0, len(m.Counts))
	for _, q := range m.Counts {
		switch {
		case q.IsZero():
		case q.Unit() == unitHour:
			counts = append(counts, hoursText(q.Ratio())+" worked")
		default:
			counts = append(counts, q.String())
		}
	}
	w.printf("\n%s: %s\n", c.Client.Name, strings.Join(counts, ", "))
	t := table{indent: "    ", plain: true, columns: []column{
		{"model", left}, {"range", left}, {"low", right}, {"margin", right}, {"high", right}, {"margin", right}, {"own is", left},
	}}
	for _, r := range m.Rows {
		place := none
		if r.Own != 0 {
			place = r.Own.String()
		}
		t.add(r.Name, r.Range, moneyText(r.Low.Revenue), marginText(r.Low.Margin), moneyText(r.High.Revenue), marginText(r.High.Margin), place)
	}
	t.rule()
	t.add("own", "", moneyText(m.Own.Revenue), marginText(m.Own.Margin), "", "", "cost "+moneyText(m.Own.Cost))
	t.write(w.Writer)
	for _, j := range m.Prices {
		w.printf("    %s: %s\n", j.Item, strings.TrimSuffix(j.Why().String(), " ("+j.Range.Source+")"))
	}
	for _, r := range m.Rows {
		for _, q := range r.Low.Untaken {
			w.printf("    %s has no price for %v\n", r.Name, q)
		}
	}
}

// sourceText returns the article that the usual ranges are from, without the place in it.
func sourceText() string {
	ranges := pricing.UsualRanges()
	if len(ranges) == 0 {
		return none
	}
	source := ranges[0].Source
	if i := strings.LastIndex(source, "?"); i > 0 {
		return source[:i+1]
	}
	return source
}
