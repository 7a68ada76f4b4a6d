package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads the JSON of an uplift. Reading is strict: unknown and repeated
// keys and values of another type are findings, all of them at once as
// [msp.Issues]. It looks at the text only; [Uplift.Validate] looks at what it says.
func (u *Uplift) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, u, (*Uplift).decode)
}

// UnmarshalJSON reads one step as [Uplift.UnmarshalJSON] reads those of an index.
func (s *IndexStep) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*IndexStep).decode)
}

func (u *Uplift) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"percent":   func(v *strict.Value) { v.Text(&u.Percent) },
		"index":     func(v *strict.Value) { strict.List(v, &u.Index, (*IndexStep).decode) },
		"floor":     func(v *strict.Value) { v.Text(&u.Floor) },
		"cap":       func(v *strict.Value) { v.Text(&u.Cap) },
		"unrounded": func(v *strict.Value) { v.Bool(&u.Unrounded) },
	})
}

func (s *IndexStep) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"year":    func(v *strict.Value) { v.Int(&s.Year, 1, lastYear) },
		"percent": func(v *strict.Value) { v.Text(&s.Percent) },
	})
	for _, key := range [...]string{"year", "percent"} {
		if v.IsObject() && !v.Has(key) { // else it would be 0%
			v.Errorf(msp.CodeMissing, "a step has a %s", key)
		}
	}
}

type indexStepJSON struct {
	Year    int         `json:"year"`
	Percent msp.Percent `json:"percent"`
}

// MarshalJSON returns the canonical JSON of the step. It never fails.
func (s IndexStep) MarshalJSON() ([]byte, error) { return json.Marshal(indexStepJSON(s)) }

type upliftJSON struct {
	Percent   msp.Percent `json:"percent,omitzero"`
	Index     []IndexStep `json:"index,omitempty"`
	Floor     UpliftBound `json:"floor,omitzero"`
	Cap       UpliftBound `json:"cap,omitzero"`
	Unrounded bool        `json:"unrounded,omitzero"`
}

// MarshalJSON returns the canonical JSON of the uplift, without the fields that are
// zero. It never fails.
func (u Uplift) MarshalJSON() ([]byte, error) { return json.Marshal(upliftJSON(u)) }
