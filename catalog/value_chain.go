package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads one activity as [Parse] reads those of a model.
func (a *ValueChainActivity) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*ValueChainActivity).decode)
}

func (a *ValueChainActivity) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":  func(v *strict.Value) { v.String(&a.Name) },
		"grade": func(v *strict.Value) { v.Text(&a.Grade) },
		"notes": func(v *strict.Value) { strict.Texts(v, &a.Notes) },
	})
}

// MarshalJSON returns {"name":"Operate","grade":"core","notes":["monitoring"]}.
func (a ValueChainActivity) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name  strict.Text     `json:"name,omitzero"`
		Grade ValueChainGrade `json:"grade,omitzero"`
		Notes []strict.Text   `json:"notes,omitempty"`
	}{strict.Text(a.Name), a.Grade, strict.TextsJSON(a.Notes)})
}
