package catalog

import (
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// An Attribute is a number that a tier promises, and which way it gets better: a tier
// that extends another may not have a worse one.
//
//	{"name":"seats","better":"higher","value":"25"}
//
// What every provider has is a field of its own in [TierTerms]: coverage, goals, uptime.
type Attribute struct {
	Name   string          // required
	Better Better          // required
	Value  decimal.Decimal // at most 18 digits before and 18 after the point
}

// worseThan reports whether a is a worse value than that of another attribute of the
// same name. If they do not agree on the direction, it may not be worse by either.
func (a Attribute) worseThan(other Attribute) bool {
	order := number.Ratio(a.Value).Compare(number.Ratio(other.Value))
	is := func(better Better) bool { return better == Lower && order > 0 || better == Higher && order < 0 }
	return is(a.Better) || is(other.Better)
}

// Equal reports whether both have the same name, direction and number.
func (a Attribute) Equal(other Attribute) bool {
	return a.Name == other.Name && a.Better == other.Better && number.Ratio(a.Value) == number.Ratio(other.Value)
}

// indexOf returns where the attribute of a name is, or −1.
func indexOf(attributes []Attribute, name string) int {
	return slices.IndexFunc(attributes, func(a Attribute) bool { return a.Name == name })
}

func (a *Attribute) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&a.Name) },
		"better": func(v *strict.Value) { v.Text(&a.Better) },
		"value":  func(v *strict.Value) { v.Decimal(&a.Value) },
	})
}

// UnmarshalJSON reads one attribute as [Parse] reads those of a tier.
func (a *Attribute) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*Attribute).decode)
}

// MarshalJSON returns the canonical JSON of the attribute. A number of more digits than
// an attribute has, and a text that is not UTF-8, are errors.
func (a Attribute) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name   strict.Text   `json:"name,omitzero"`
		Better Better        `json:"better,omitzero"`
		Value  strict.Number `json:"value"`
	}{strict.Text(a.Name), a.Better, strict.Number(a.Value)})
}
