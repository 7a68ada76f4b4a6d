package msp

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Reason says why an answer is what it is, as data: a stable code, an English
// template and the values that go into it. A product translates it by its code:
//
//	text, ok := german[r.Code()]  // "geschlossen: {name}"
//	if ok {
//		return r.Format(text)
//	}
//	return r.String() // "closed: Labor Day"
//
// The zero Reason says nothing. Reasons compare with [Reason.Equal].
type Reason struct {
	code, template string
	values         []ReasonValue
}

// A ReasonValue is one named value of a [Reason].
type ReasonValue struct {
	Name, Value string
}

// NewReason returns a reason. The template holds {name} where the value of that
// name goes.
func NewReason(code, template string, values ...ReasonValue) Reason {
	return Reason{code, template, slices.Clone(values)}
}

// Code returns the stable code, such as "holiday".
func (r Reason) Code() string { return r.code }

// IsZero reports whether r says nothing.
func (r Reason) IsZero() bool { return r.code == "" }

// Value returns the value of a name, or "".
func (r Reason) Value(name string) string {
	for _, v := range r.values {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// Values returns the values in the order of the template.
func (r Reason) Values() []ReasonValue { return slices.Clone(r.values) }

// Format puts the values into another template. A name the reason does not have
// stays as it is written.
func (r Reason) Format(template string) string {
	pairs := make([]string, 0, 2*len(r.values))
	for _, v := range r.values {
		pairs = append(pairs, "{"+v.Name+"}", v.Value)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// String returns the reason in English.
func (r Reason) String() string { return r.Format(r.template) }

// Equal reports whether r and other have the same code, template and values.
func (r Reason) Equal(other Reason) bool {
	return r.code == other.code && r.template == other.template && slices.Equal(r.values, other.values)
}

type reasonJSON struct {
	Code   string            `json:"code"`
	Text   string            `json:"text"`
	Values map[string]string `json:"values,omitempty"`
}

// MarshalJSON returns {"code":"holiday","text":"closed: Labor Day",
// "values":{"name":"Labor Day"}}. There is no way back: a reason is an answer,
// never an input.
func (r Reason) MarshalJSON() ([]byte, error) {
	out := reasonJSON{Code: r.code, Text: r.String()}
	if len(r.values) > 0 {
		out.Values = make(map[string]string, len(r.values))
		for _, v := range r.values {
			out.Values[v.Name] = v.Value
		}
	}
	return json.Marshal(out)
}
