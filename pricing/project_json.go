package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Project.MarshalJSON] returns. Reading is strict and
// looks at the text only; all findings come at once, as [msp.Issues].
func (p *Project) UnmarshalJSON(data []byte) error {
	var read Project
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*p = read
	return nil
}

func (p *Project) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":       func(v *strict.Value) { v.String(&p.Name) },
		"currency":   func(v *strict.Value) { v.Text(&p.Currency) },
		"total":      func(v *strict.Value) { v.Decimal(&p.Total) },
		"milestones": func(v *strict.Value) { strict.List(v, &p.Milestones, (*Milestone).decode) },
	})
}

func (m *Milestone) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":    func(v *strict.Value) { v.String(&m.Name) },
		"date":    func(v *strict.Value) { v.Text(&m.Date) },
		"percent": func(v *strict.Value) { v.Text(&m.Percent) },
		"amount":  func(v *strict.Value) { v.Decimal(&m.Amount) },
	})
}

type projectJSON struct {
	Name       string          `json:"name,omitempty"`
	Currency   msp.Currency    `json:"currency,omitzero"`
	Total      string          `json:"total,omitempty"`
	Milestones []milestoneJSON `json:"milestones,omitempty"`
}

type milestoneJSON struct {
	Name    string      `json:"name,omitempty"`
	Date    msp.Date    `json:"date,omitzero"`
	Percent msp.Percent `json:"percent,omitzero"`
	Amount  string      `json:"amount,omitempty"`
}

// MarshalJSON returns the canonical JSON of the project. A decimal that is no
// number of the library is an [msp.ErrRange] error.
func (p Project) MarshalJSON() ([]byte, error) {
	doc := projectJSON{Name: p.Name, Currency: p.Currency}
	if err := number.Check("pricing: total", p.Total); err != nil {
		return nil, err
	}
	if !p.Total.IsZero() {
		doc.Total = number.Text(p.Total)
	}
	for _, m := range p.Milestones {
		if err := number.Check("pricing: milestone", m.Amount); err != nil {
			return nil, err
		}
		amount := ""
		if !m.Amount.IsZero() {
			amount = number.Text(m.Amount)
		}
		doc.Milestones = append(doc.Milestones, milestoneJSON{m.Name, m.Date, m.Percent, amount})
	}
	return json.Marshal(doc)
}
