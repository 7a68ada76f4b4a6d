package pricing

import (
	"strings"

	"github.com/mspkit/msp"
)

// String returns the line without its details: "Gold seats, 30 user,
// 2026-01-01/2026-02-01: 4137.10 USD".
func (l Line) String() string {
	var b strings.Builder
	if l.Item == "" {
		b.WriteString(l.Kind.String())
	}
	b.WriteString(l.Name())
	if !l.Quantity.IsZero() {
		b.WriteString(", " + l.Quantity.String())
	}
	if !l.Period.IsEmpty() {
		b.WriteString(", " + l.Period.String())
	}
	b.WriteString(": " + l.Amount.String())
	return b.String()
}

// String returns the detail in words, with its amount: "15/31 days of 25 user at
// 150 = 1814.52 USD".
func (d Detail) String() string { return d.Why().String() + " = " + d.Amount.String() }

// String returns the statement as text: each line, below it its details, and the
// sums. A stranger can recompute every amount from it.
func (s Statement) String() string {
	var b strings.Builder
	for _, l := range s.Lines {
		b.WriteString(l.String() + "\n")
		for _, d := range l.Detail {
			b.WriteString("    " + d.String() + "\n")
		}
	}
	b.WriteString("total: " + s.Total.String() + "\n")
	before, err := s.invoicedBefore()
	for _, x := range []struct {
		name string
		m    msp.Money
	}{
		{"carried from before", s.Carried},
		{"invoiced before", before},
		{"due", s.Due},
		{"credit note", s.CreditNote},
		{"carried forward", s.Balance.Carried},
		{"credits beyond the cap", s.Unused},
		{"labour beyond the cap", s.Unbilled},
	} {
		if err == nil && !x.m.IsZero() {
			b.WriteString(x.name + ": " + x.m.String() + "\n")
		}
	}
	for _, r := range s.Refused {
		b.WriteString(r.Item + ": " + r.Why().String() + "\n")
	}
	for _, usage := range s.Blocks {
		b.WriteString(usage.String() + "\n")
		for _, a := range usage.Alerts {
			b.WriteString(a.Level.String() + " used on " + a.Date.String() + ", by " + a.Ref + "\n")
		}
	}
	return b.String()
}

// invoicedBefore returns what was invoiced before a statement that restates another.
func (s Statement) invoicedBefore() (msp.Money, error) {
	before, err := s.Invoiced.Sub(s.Due)
	if err != nil {
		return msp.Money{}, err
	}
	return before.Add(s.CreditNote)
}

// String returns the adjustment as text, as [Statement.String] does.
func (a Adjustment) String() string {
	st := Statement{
		Lines: a.Lines, Total: a.Total, Due: a.Due, CreditNote: a.CreditNote, Invoiced: a.Due,
		Refused: a.Restated.Refused, Blocks: a.Restated.Blocks,
	}
	if invoiced, err := a.Due.Sub(a.CreditNote); err == nil {
		st.Invoiced = invoiced
	}
	st.Balance.Carried = a.Restated.Balance.Carried
	return st.String()
}
