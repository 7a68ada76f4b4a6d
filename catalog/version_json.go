package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseVersions reads the JSON of versions; docs/format.md describes it. Reading is
// strict, all findings come at once as [msp.Issues], and it looks at the text only:
// [Versions.Validate] looks at what it says. The zero [msp.Limits] are the defaults.
func ParseVersions(data []byte, limits msp.Limits) (Versions, error) {
	return strict.Parse(data, limits, (*Versions).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseVersions], with the default
// limits.
func (s *Versions) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*Versions).decode)
}

// UnmarshalJSON reads one version as [ParseVersions] reads those of a list.
func (v *Version) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, v, (*Version).decode)
}

func (s *Versions) decode(v *strict.Value) { strict.List(v, (*[]Version)(s), (*Version).decode) }

func (v *Version) decode(in *strict.Value) {
	in.Object(strict.Fields{
		"id":    func(in *strict.Value) { in.String(&v.ID) },
		"from":  func(in *strict.Value) { in.Text(&v.From) },
		"until": func(in *strict.Value) { in.Text(&v.Until) },
	})
}

// MarshalJSON returns {"id":"2025","from":"2025-01-01","until":"2026-01-01"}: what is zero
// is left out. An ID that is not UTF-8 is an error.
func (v Version) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID    strict.Text `json:"id,omitzero"`
		From  msp.Date    `json:"from,omitzero"`
		Until msp.Date    `json:"until,omitzero"`
	}{strict.Text(v.ID), v.From, v.Until})
}
