package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads {"term":"year","grace":7}. Unknown and repeated keys and grace
// outside 0 to 366 are findings, all of them in one [msp.Issues] error.
func (r *Ratchet) UnmarshalJSON(data []byte) error {
	var ratchet Ratchet
	if err := strict.Decode(data, msp.Limits{}, ratchet.decode).Err(); err != nil {
		return err
	}
	*r = ratchet
	return nil
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
