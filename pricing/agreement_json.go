package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseAgreementSpec reads the JSON of an agreement; docs/format.md describes it.
// Reading is strict: unknown and repeated keys, values of another type and numbers
// that are not strings are findings, all of them in one [msp.Issues] error, with paths
// such as "items[2].price.tiers[0].rate". It looks at the text only:
// [AgreementSpec.Compile] and [AgreementSpec.Validate] look at what it says. The zero
// [msp.Limits] are the defaults. Linear in the length.
func ParseAgreementSpec(data []byte, limits msp.Limits) (AgreementSpec, error) {
	return strict.Parse(data, limits, (*AgreementSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseAgreementSpec], with the
// default limits.
func (s *AgreementSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*AgreementSpec).decode)
}

func (s *AgreementSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"client":   func(v *strict.Value) { v.String(&s.Client) },
		"currency": func(v *strict.Value) { v.Text(&s.Currency) },
		"rounding": func(v *strict.Value) { v.Text(&s.Rounding) },
		"start":    func(v *strict.Value) { v.Text(&s.Start) },
		"end":      func(v *strict.Value) { v.Text(&s.End) },
		"anchor":   func(v *strict.Value) { v.Text(&s.Anchor) },
		"items":    func(v *strict.Value) { strict.List(v, &s.Items, (*Item).decode) },
		"projects": func(v *strict.Value) { strict.List(v, &s.Projects, (*Project).decode) },
		"outcomes": func(v *strict.Value) { strict.List(v, &s.Outcomes, (*Outcome).decode) },
		"labour": func(v *strict.Value) {
			s.Labour = new(LabourSpec)
			s.Labour.decode(v)
		},
		"blocks":       func(v *strict.Value) { strict.List(v, &s.Blocks, (*BlockSpec).decode) },
		"discounts":    func(v *strict.Value) { strict.List(v, &s.Discounts, (*Discount).decode) },
		"commitment":   s.Commitment.decode,
		"credits":      s.Credits.decode,
		"credit_notes": func(v *strict.Value) { v.Bool(&s.CreditNotes) },
	})
}

type agreementJSON struct {
	Client      strict.Text     `json:"client,omitzero"`
	Currency    msp.Currency    `json:"currency,omitzero"`
	Rounding    msp.Rounding    `json:"rounding,omitzero"`
	Start       msp.Date        `json:"start,omitzero"`
	End         msp.Date        `json:"end,omitzero"`
	Anchor      msp.Date        `json:"anchor,omitzero"`
	Items       []Item          `json:"items,omitempty"`
	Projects    []Project       `json:"projects,omitempty"`
	Outcomes    []Outcome       `json:"outcomes,omitempty"`
	Labour      *LabourSpec     `json:"labour,omitempty"`
	Blocks      []BlockSpec     `json:"blocks,omitempty"`
	Discounts   []Discount      `json:"discounts,omitempty"`
	Commitment  json.RawMessage `json:"commitment,omitempty"`
	Credits     json.RawMessage `json:"credits,omitempty"`
	CreditNotes bool            `json:"credit_notes,omitzero"`
}

// MarshalJSON returns the canonical JSON of the agreement, fields that are zero left
// out. A decimal of more than 18 digits before or after the point and a value that is
// none of an enum are [msp.ErrRange] errors, a text that is not UTF-8 an
// [msp.ErrSyntax] error.
func (s AgreementSpec) MarshalJSON() ([]byte, error) {
	commitment, err := partJSON(s.Commitment)
	if err != nil {
		return nil, err
	}
	credits, err := partJSON(s.Credits)
	if err != nil {
		return nil, err
	}
	return json.Marshal(agreementJSON{
		Client: strict.Text(s.Client), Currency: s.Currency, Rounding: s.Rounding, Start: s.Start, End: s.End, Anchor: s.Anchor,
		Items: s.Items, Projects: s.Projects, Outcomes: s.Outcomes, Labour: s.Labour, Blocks: s.Blocks, Discounts: s.Discounts,
		Commitment: commitment, Credits: credits, CreditNotes: s.CreditNotes,
	})
}

// UnmarshalJSON reads an outcome as [ParseAgreementSpec] reads those of an agreement.
func (o *Outcome) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, o, (*Outcome).decode)
}

func (o *Outcome) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":    func(v *strict.Value) { v.String(&o.Name) },
		"price":   o.Price.decode,
		"cadence": func(v *strict.Value) { v.Text(&o.Cadence) },
	})
}

type agreementOutcomeJSON struct {
	Name    strict.Text     `json:"name,omitzero"`
	Price   json.RawMessage `json:"price,omitempty"`
	Cadence Cadence         `json:"cadence,omitzero"`
}

// MarshalJSON returns the canonical JSON of the outcome; errors are those of
// [AgreementSpec.MarshalJSON].
func (o Outcome) MarshalJSON() ([]byte, error) {
	price, err := partJSON(o.Price)
	if err != nil {
		return nil, err
	}
	return json.Marshal(agreementOutcomeJSON{strict.Text(o.Name), price, o.Cadence})
}
