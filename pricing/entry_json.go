package pricing

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseEntries reads a JSON array of time entries. Reading is strict: unknown and
// repeated keys, an entry without minutes, and minutes that are no whole number from
// zero are findings, all of them at once as [msp.Issues], with paths such as
// "[3].minutes". It looks at the text only: [Labour.Bill] looks at what it says. The
// zero [msp.Limits] are the defaults.
func ParseEntries(data []byte, limits msp.Limits) ([]Entry, error) {
	return strict.Parse(data, limits, func(entries *[]Entry, v *strict.Value) { strict.List(v, entries, (*Entry).decode) })
}

// UnmarshalJSON implements [json.Unmarshaler]; it reads one entry as [ParseEntries]
// does.
func (e *Entry) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, e, (*Entry).decode)
}

func (e *Entry) decode(v *strict.Value) {
	minutes := func(into *int64) func(*strict.Value) {
		return func(v *strict.Value) {
			n := 0
			v.Int(&n, 0, math.MaxInt)
			*into = int64(n)
		}
	}
	v.Object(strict.Fields{
		"id":          func(v *strict.Value) { v.String(&e.ID) },
		"ticket":      func(v *strict.Value) { v.String(&e.Ticket) },
		"date":        func(v *strict.Value) { v.Text(&e.Date) },
		"minutes":     minutes(&e.Minutes),
		"after_hours": minutes(&e.AfterHours),
		"type":        func(v *strict.Value) { v.String(&e.Type) },
		"role":        func(v *strict.Value) { v.String(&e.Role) },
	})
	if v.IsObject() && !v.Has("minutes") { // else it would be none
		v.Errorf(msp.CodeMissing, "an entry has minutes")
	}
}

type entryJSON struct {
	ID         strict.Text `json:"id,omitzero"`
	Ticket     strict.Text `json:"ticket,omitzero"`
	Date       msp.Date    `json:"date,omitzero"`
	Minutes    int64       `json:"minutes"`
	AfterHours int64       `json:"after_hours,omitempty"`
	Type       strict.Text `json:"type,omitzero"`
	Role       strict.Text `json:"role,omitzero"`
}

// MarshalJSON returns the canonical JSON of the entry. A text that is not UTF-8 is an
// error.
func (e Entry) MarshalJSON() ([]byte, error) {
	return json.Marshal(entryJSON{strict.Text(e.ID), strict.Text(e.Ticket), e.Date, e.Minutes, e.AfterHours, strict.Text(e.Type), strict.Text(e.Role)})
}
