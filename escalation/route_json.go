package escalation

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseRouteSpecs reads the JSON of a routing table; docs/format.md describes it.
// Reading is strict, see [ParseRotationSpec], and looks at the text only:
// [RouteSpecs.Compile] and [RouteSpecs.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParseRouteSpecs(data []byte, limits msp.Limits) (RouteSpecs, error) {
	return strict.Parse(data, limits, (*RouteSpecs).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseRouteSpecs], with the default
// limits.
func (s *RouteSpecs) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*RouteSpecs).decode)
}

// UnmarshalJSON reads one line as [ParseRouteSpecs] reads a table.
func (s *RouteSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*RouteSpec).decode)
}

func (s *RouteSpecs) decode(v *strict.Value) {
	strict.List(v, (*[]RouteSpec)(s), (*RouteSpec).decode)
}

func (s *RouteSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"when":     func(v *strict.Value) { v.Part(&s.When) },
		"policy":   func(v *strict.Value) { v.String(&s.Policy) },
		"ladders":  func(v *strict.Value) { decodeLadders(&s.Ladders, v) },
		"queue":    func(v *strict.Value) { v.String(&s.Queue) },
		"priority": func(v *strict.Value) { v.Text(&s.Priority) },
	})
}

func decodeLadders(into *map[string]string, v *strict.Value) {
	v.Members(func(promise string, v *strict.Value) {
		if *into == nil {
			*into = make(map[string]string)
		}
		var name string
		v.String(&name)
		(*into)[promise] = name
	})
}

type routeJSON struct {
	Name     strict.Text            `json:"name,omitzero"`
	When     msp.Condition          `json:"when,omitempty"`
	Policy   strict.Text            `json:"policy,omitzero"`
	Ladders  map[string]strict.Text `json:"ladders,omitempty"`
	Queue    strict.Text            `json:"queue,omitzero"`
	Priority msp.Priority           `json:"priority,omitzero"`
}

// MarshalJSON returns the canonical JSON of the line: what is zero is left out. A text
// that is not UTF-8 and a priority that is none are errors.
func (s RouteSpec) MarshalJSON() ([]byte, error) {
	ladders := make(map[string]strict.Text, len(s.Ladders))
	for promise, name := range s.Ladders {
		if _, err := strict.Text(promise).MarshalText(); err != nil { // encoding/json does not ask a key
			return nil, err
		}
		ladders[promise] = strict.Text(name)
	}
	return json.Marshal(routeJSON{strict.Text(s.Name), s.When, strict.Text(s.Policy), ladders, strict.Text(s.Queue), s.Priority})
}

// MarshalJSON returns the canonical JSON of the table, [] if it is empty.
func (s RouteSpecs) MarshalJSON() ([]byte, error) { return json.Marshal(append([]RouteSpec{}, s...)) }
