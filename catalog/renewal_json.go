package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseRenewal reads the JSON of a renewal; docs/format.md describes it. Reading is strict,
// all findings come at once as [msp.Issues], and it looks at the text only:
// [Renewal.Validate] looks at what it says. The zero [msp.Limits] are the defaults.
func ParseRenewal(data []byte, limits msp.Limits) (Renewal, error) {
	return strict.Parse(data, limits, (*Renewal).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseRenewal], with the default limits.
func (r *Renewal) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, (*Renewal).decode)
}

func (r *Renewal) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"kind":          func(v *strict.Value) { v.Text(&r.Kind) },
		"term_months":   func(v *strict.Value) { v.Int(&r.TermMonths, 0, mostTermMonths) },
		"notice_months": func(v *strict.Value) { v.Int(&r.NoticeMonths, 0, mostTermMonths) },
		"notice_days":   func(v *strict.Value) { v.Int(&r.NoticeDays, 0, mostNoticeDays) },
		"notice_given":  func(v *strict.Value) { v.Text(&r.NoticeGiven) },
	})
}

// MarshalJSON returns the canonical JSON of the renewal: what is zero is left out. A kind
// that is none is an error.
func (r Renewal) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind         RenewalKind `json:"kind,omitzero"`
		TermMonths   int         `json:"term_months,omitzero"`
		NoticeMonths int         `json:"notice_months,omitzero"`
		NoticeDays   int         `json:"notice_days,omitzero"`
		NoticeGiven  msp.Date    `json:"notice_given,omitzero"`
	}{r.Kind, r.TermMonths, r.NoticeMonths, r.NoticeDays, r.NoticeGiven})
}
