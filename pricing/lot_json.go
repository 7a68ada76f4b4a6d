package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a lot strictly: unknown and repeated keys, a missing size and
// texts not of their form are findings, all of them at once as [msp.Issues]. It
// looks at the text only; [Lot.Validate] looks at what it says.
func (l *Lot) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, l, (*Lot).decode) }

func (l *Lot) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id":   func(v *strict.Value) { v.String(&l.ID) },
		"from": func(v *strict.Value) { v.Text(&l.From) },
		"to":   func(v *strict.Value) { v.Text(&l.To) },
		"size": func(v *strict.Value) { v.Decimal(&l.Size) },
	})
	if v.IsObject() && !v.Has("size") { // else it would be 0
		v.Errorf(msp.CodeMissing, "a lot has a size")
	}
}

type lotJSON struct {
	ID   strict.Text   `json:"id,omitzero"`
	From msp.Date      `json:"from,omitzero"`
	To   msp.Date      `json:"to,omitzero"`
	Size strict.Number `json:"size"`
}

// MarshalJSON returns {"id":"a","from":"2026-05-01","to":"2026-12-31","size":"20"};
// dates that are none are left out. A size of more than 18 digits before or after
// the point is an [msp.ErrRange] error, an ID that is not UTF-8 an [msp.ErrSyntax]
// error.
func (l Lot) MarshalJSON() ([]byte, error) {
	return json.Marshal(lotJSON{strict.Text(l.ID), l.From, l.To, strict.Number(l.Size)})
}
