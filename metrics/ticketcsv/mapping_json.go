package ticketcsv

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseMappingSpec reads the JSON of a mapping; [MappingSpec] shows it. Its keys are
// name, columns, fallback, constants, values, required, missing, comma, layouts, zone,
// since_created, durations, decimal and duplicates. Reading is strict, all findings come
// at once as [msp.Issues], and it looks at the text only: [MappingSpec.Compile] and
// [MappingSpec.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParseMappingSpec(data []byte, limits msp.Limits) (MappingSpec, error) {
	return strict.Parse(data, limits, (*MappingSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseMappingSpec], with the default
// limits.
func (s *MappingSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*MappingSpec).decode)
}

func (s *MappingSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&s.Name) },
		"columns":   func(v *strict.Value) { decodeFields(v, &s.Columns, (*strict.Value).String) },
		"fallback":  func(v *strict.Value) { decodeFields(v, &s.Fallback, (*strict.Value).String) },
		"constants": func(v *strict.Value) { decodeFields(v, &s.Constants, (*strict.Value).String) },
		"values": func(v *strict.Value) {
			decodeFields(v, &s.Values, func(v *strict.Value, into *map[string]string) {
				*into = make(map[string]string)
				v.Members(func(text string, v *strict.Value) {
					var to string
					v.String(&to)
					(*into)[text] = to
				})
			})
		},
		"required":      func(v *strict.Value) { strict.List(v, &s.Required, readField) },
		"missing":       func(v *strict.Value) { strict.Texts(v, &s.Missing) },
		"comma":         func(v *strict.Value) { v.String(&s.Comma) },
		"layouts":       func(v *strict.Value) { strict.Texts(v, &s.Layouts) },
		"zone":          func(v *strict.Value) { v.String(&s.Zone) },
		"since_created": func(v *strict.Value) { strict.List(v, &s.SinceCreated, readField) },
		"durations":     func(v *strict.Value) { v.Text(&s.Durations) },
		"decimal":       func(v *strict.Value) { v.String(&s.Decimal) },
		"duplicates":    func(v *strict.Value) { v.Text(&s.Duplicates) },
	})
}

func readField(f *Field, v *strict.Value) { v.Text(f) }

// decodeFields reads an object whose keys are fields.
func decodeFields[T any](v *strict.Value, into *map[Field]T, read func(*strict.Value, *T)) {
	v.Members(func(key string, v *strict.Value) {
		f, err := ParseField(key)
		if err != nil || f == 0 {
			v.Errorf(msp.CodeUnknownKey, "no such field")
			return
		}
		if *into == nil {
			*into = make(map[Field]T)
		}
		var to T
		read(v, &to)
		(*into)[f] = to
	})
}

type mappingJSON struct {
	Name         strict.Text                      `json:"name,omitzero"`
	Columns      map[Field]strict.Text            `json:"columns,omitempty"`
	Fallback     map[Field]strict.Text            `json:"fallback,omitempty"`
	Constants    map[Field]strict.Text            `json:"constants,omitempty"`
	Values       map[Field]map[string]strict.Text `json:"values,omitempty"`
	Required     []Field                          `json:"required,omitempty"`
	Missing      []strict.Text                    `json:"missing,omitempty"`
	Comma        strict.Text                      `json:"comma,omitzero"`
	Layouts      []strict.Text                    `json:"layouts,omitempty"`
	Zone         strict.Text                      `json:"zone,omitzero"`
	SinceCreated []Field                          `json:"since_created,omitempty"`
	Durations    Form                             `json:"durations,omitzero"`
	Decimal      strict.Text                      `json:"decimal,omitzero"`
	Duplicates   Duplicates                       `json:"duplicates,omitzero"`
}

// MarshalJSON returns the canonical JSON of the mapping: what is zero is left out, keys
// are sorted. An enum that is none and a text that is not UTF-8 are errors.
func (s MappingSpec) MarshalJSON() ([]byte, error) {
	values := make(map[Field]map[string]strict.Text, len(s.Values))
	for f, given := range s.Values {
		values[f] = texts(given)
		for text := range given {
			if !utf8.ValidString(text) { // encoding/json would write another one
				return nil, msp.NewInputError(msp.ErrSyntax, "ticketcsv: value", text, "not UTF-8")
			}
		}
	}
	return json.Marshal(mappingJSON{
		strict.Text(s.Name), texts(s.Columns), texts(s.Fallback), texts(s.Constants), values,
		s.Required, strict.TextsJSON(s.Missing), strict.Text(s.Comma), strict.TextsJSON(s.Layouts), strict.Text(s.Zone),
		s.SinceCreated, s.Durations, strict.Text(s.Decimal), s.Duplicates,
	})
}

func texts[K comparable](in map[K]string) map[K]strict.Text {
	out := make(map[K]strict.Text, len(in))
	for k, text := range in {
		out[k] = strict.Text(text)
	}
	return out
}
