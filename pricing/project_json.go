package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Project.MarshalJSON] returns. Reading is strict and
// looks at the text only; all findings come at once, as [msp.Issues].
func (p *Project) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, p, (*Project).decode)
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
	Name       strict.Text   `json:"name,omitzero"`
	Currency   msp.Currency  `json:"currency,omitzero"`
	Total      strict.Number `json:"total,omitzero"`
	Milestones []Milestone   `json:"milestones,omitempty"`
}

// MarshalJSON returns the canonical JSON of the project. A decimal of more than 18
// digits before or after the point is an [msp.ErrRange] error, a text that is not UTF-8
// an [msp.ErrSyntax] error.
func (p Project) MarshalJSON() ([]byte, error) {
	return json.Marshal(projectJSON{strict.Text(p.Name), p.Currency, strict.Number(p.Total), p.Milestones})
}

// UnmarshalJSON reads {"name":"kick-off","date":"2026-03-02","percent":"30%"} as
// [Project.UnmarshalJSON] reads those of a project.
func (m *Milestone) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, m, (*Milestone).decode)
}

type milestoneJSON struct {
	Name    strict.Text   `json:"name,omitzero"`
	Date    msp.Date      `json:"date,omitzero"`
	Percent msp.Percent   `json:"percent,omitzero"`
	Amount  strict.Number `json:"amount,omitzero"`
}

// MarshalJSON returns {"name":"kick-off","date":"2026-03-02","percent":"30%"}, without
// what is zero; errors are those of [Project.MarshalJSON].
func (m Milestone) MarshalJSON() ([]byte, error) {
	return json.Marshal(milestoneJSON{strict.Text(m.Name), m.Date, m.Percent, strict.Number(m.Amount)})
}
