package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads {"term":"year","grace":7}. Unknown and repeated keys and grace
// outside 0 to 366 are findings, all of them in one [msp.Issues] error.
func (r *Ratchet) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, (*Ratchet).decode)
}

func (r *Ratchet) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"term":  func(v *strict.Value) { v.Text(&r.Term) },
		"grace": func(v *strict.Value) { v.Int(&r.Grace, 0, mostGrace) },
	})
}

type ratchetJSON struct {
	Term  Cadence `json:"term,omitzero"`
	Grace int     `json:"grace,omitzero"`
}

// MarshalJSON returns {"term":"year","grace":7}. A term that is no cadence is an
// [msp.ErrRange] error.
func (r Ratchet) MarshalJSON() ([]byte, error) { return json.Marshal(ratchetJSON(r)) }

// UnmarshalJSON reads what [Refusal.MarshalJSON] returns, strictly. What it has as
// "why" is for people and not looked at.
func (r *Refusal) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, func(r *Refusal, v *strict.Value) { v.Object(r.fields()) })
}

func (r *Refusal) fields() strict.Fields {
	return strict.Fields{
		"date":      func(v *strict.Value) { v.Text(&r.Date) },
		"requested": func(v *strict.Value) { v.Decimal(&r.Requested) },
		"kept":      func(v *strict.Value) { v.Decimal(&r.Kept) },
		"until":     func(v *strict.Value) { v.Text(&r.Until) },
		"why":       skipText,
	}
}

type refusalJSON struct {
	Date      msp.Date      `json:"date,omitzero"`
	Requested strict.Number `json:"requested"`
	Kept      strict.Number `json:"kept"`
	Until     msp.Date      `json:"until,omitzero"`
	Why       strict.Text   `json:"why"`
}

func (r Refusal) inJSON() refusalJSON {
	return refusalJSON{r.Date, strict.Number(r.Requested), strict.Number(r.Kept), r.Until, strict.Text(r.Why().String())}
}

// MarshalJSON returns {"date":"2026-06-01","requested":"8","kept":"11",
// "until":"2027-01-01","why":"…"}, the last being [Refusal.Why] in English. A number of
// more than 18 digits before or after the point is an [msp.ErrRange] error.
func (r Refusal) MarshalJSON() ([]byte, error) { return json.Marshal(r.inJSON()) }
