package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseRACISpec reads the JSON of a matrix; docs/format.md describes it. Reading is strict,
// all findings come at once as [msp.Issues], and it looks at the text only:
// [RACISpec.Compile] and [RACISpec.Validate] look at what it says. The zero [msp.Limits]
// are the defaults.
func ParseRACISpec(data []byte, limits msp.Limits) (RACISpec, error) {
	return strict.Parse(data, limits, (*RACISpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseRACISpec], with the default
// limits.
func (s *RACISpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*RACISpec).decode)
}

// UnmarshalJSON reads one assignment as [ParseRACISpec] reads those of a matrix.
func (a *RoleAssignment) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*RoleAssignment).decode)
}

func (s *RACISpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":        func(v *strict.Value) { v.String(&s.Name) },
		"scope":       func(v *strict.Value) { v.Text(&s.Scope) },
		"activities":  func(v *strict.Value) { allowedNames(v, &s.Activities) },
		"parties":     func(v *strict.Value) { allowedNames(v, &s.Parties) },
		"assignments": func(v *strict.Value) { strict.List(v, &s.Assignments, (*RoleAssignment).decode) },
	})
}

// allowedNames reads the names that are allowed: an empty list, unlike none, allows no
// name.
func allowedNames(v *strict.Value, into *[]string) {
	*into = []string{}
	strict.Texts(v, into)
}

func (a *RoleAssignment) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"activity": func(v *strict.Value) { v.String(&a.Activity) },
		"party":    func(v *strict.Value) { v.String(&a.Party) },
		"role":     func(v *strict.Value) { v.Text(&a.Role) },
	})
}

// MarshalJSON returns the canonical JSON of the matrix: what is zero is left out, and an
// empty list of activities or parties, which allows none, is not. A text that is not UTF-8
// and a value that is none of its kind are errors.
func (s RACISpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name        strict.Text      `json:"name,omitzero"`
		Scope       Scope            `json:"scope,omitzero"`
		Activities  []strict.Text    `json:"activities,omitzero"`
		Parties     []strict.Text    `json:"parties,omitzero"`
		Assignments []RoleAssignment `json:"assignments,omitempty"`
	}{strict.Text(s.Name), s.Scope, allowedJSON(s.Activities), allowedJSON(s.Parties), s.Assignments})
}

// allowedJSON returns names as JSON has them, and no names as an empty list.
func allowedJSON(names []string) []strict.Text {
	if names != nil && len(names) == 0 {
		return []strict.Text{}
	}
	return strict.TextsJSON(names)
}

// MarshalJSON returns {"activity":"patching","party":"operations","role":"R"}.
func (a RoleAssignment) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Activity strict.Text `json:"activity,omitzero"`
		Party    strict.Text `json:"party,omitzero"`
		Role     Role        `json:"role,omitzero"`
	}{strict.Text(a.Activity), strict.Text(a.Party), a.Role})
}
