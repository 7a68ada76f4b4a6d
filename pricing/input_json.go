package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseInput reads the JSON of the facts of a period; docs/format.md describes it.
// Reading is strict: unknown and repeated keys, values of another type and numbers
// that are not strings are findings, all of them in one [msp.Issues] error, with paths
// such as "work[3].minutes". It looks at the text only: [Agreement.Bill] looks at what
// it says. The zero [msp.Limits] are the defaults. Linear in the length.
func ParseInput(data []byte, limits msp.Limits) (Input, error) {
	return strict.Parse(data, limits, (*Input).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseInput], with the default
// limits.
func (in *Input) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, in, (*Input).decode) }

func (in *Input) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"period":      func(v *strict.Value) { v.Text(&in.Period) },
		"preliminary": func(v *strict.Value) { v.Bool(&in.Preliminary) },
		"balance":     in.Balance.decode,
		"usage":       func(v *strict.Value) { decodeNumbers(&in.Usage, v) },
		"kpis": func(v *strict.Value) {
			v.Members(func(name string, v *strict.Value) {
				var value msp.Ratio
				v.Text(&value)
				if in.KPIs == nil {
					in.KPIs = make(map[string]msp.Ratio)
				}
				in.KPIs[name] = value
			})
		},
		"work":      func(v *strict.Value) { strict.List(v, &in.Work, (*Entry).decode) },
		"materials": func(v *strict.Value) { strict.List(v, &in.Materials, (*Material).decode) },
		"credits":   func(v *strict.Value) { strict.List(v, &in.Credits, (*ServiceCredit).decode) },
	})
}

type inputJSON struct {
	Period      msp.Period               `json:"period,omitzero"`
	Preliminary bool                     `json:"preliminary,omitzero"`
	Balance     json.RawMessage          `json:"balance,omitempty"`
	Usage       map[string]strict.Number `json:"usage,omitempty"`
	KPIs        map[string]msp.Ratio     `json:"kpis,omitempty"`
	Work        []Entry                  `json:"work,omitempty"`
	Materials   []Material               `json:"materials,omitempty"`
	Credits     []ServiceCredit          `json:"credits,omitempty"`
}

// MarshalJSON returns the canonical JSON of the facts, fields that are zero left out,
// usage and KPIs sorted by name. A decimal of more than 18 digits before or after the
// point is an [msp.ErrRange] error, a text that is not UTF-8 an [msp.ErrSyntax] error.
func (in Input) MarshalJSON() ([]byte, error) {
	balance, err := partJSON(in.Balance)
	if err != nil {
		return nil, err
	}
	usage, err := numbersJSON(in.Usage)
	if err != nil {
		return nil, err
	}
	kpis, err := mapJSON(in.KPIs, func(r msp.Ratio) msp.Ratio { return r })
	if err != nil {
		return nil, err
	}
	return json.Marshal(inputJSON{in.Period, in.Preliminary, balance, usage, kpis, in.Work, in.Materials, in.Credits})
}

// UnmarshalJSON reads a credit as [ParseInput] reads those of an input.
func (c *ServiceCredit) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, c, (*ServiceCredit).decode)
}

func (c *ServiceCredit) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"item":    func(v *strict.Value) { v.String(&c.Item) },
		"percent": func(v *strict.Value) { v.Text(&c.Percent) },
		"reason":  func(v *strict.Value) { v.String(&c.Reason) },
	})
	if v.IsObject() && !v.Has("percent") { // else it would be nothing
		v.Errorf(msp.CodeMissing, "a credit has a percent")
	}
}

type serviceCreditJSON struct {
	Item    strict.Text `json:"item,omitzero"`
	Percent msp.Percent `json:"percent"`
	Reason  strict.Text `json:"reason,omitzero"`
}

// MarshalJSON returns {"item":"Gold seats","percent":"10%","reason":"uptime 99.4%"}. A
// text that is not UTF-8 is an [msp.ErrSyntax] error.
func (c ServiceCredit) MarshalJSON() ([]byte, error) {
	return json.Marshal(serviceCreditJSON{strict.Text(c.Item), c.Percent, strict.Text(c.Reason)})
}
