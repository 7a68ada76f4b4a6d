package sla

import (
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseMetric reads the JSON of a metric, an object or the name of a preset, such
// as "resolution"; docs/format.md describes it. Reading is strict, see
// [ParseSpan], and looks at the text only: [Metric.Validate] looks at what it says.
// The zero [msp.Limits] are the defaults.
func ParseMetric(data []byte, limits msp.Limits) (Metric, error) {
	var m Metric
	if err := strict.Decode(data, limits, func(v *strict.Value) { decodeMetric(&m, v) }).Err(); err != nil {
		return Metric{}, err
	}
	return m, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseMetric], with the default
// limits.
func (m *Metric) UnmarshalJSON(data []byte) error {
	parsed, err := ParseMetric(data, msp.Limits{})
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// decodeMetric reads a metric, or the name of a preset.
func decodeMetric(m *Metric, v *strict.Value) {
	if !v.IsString() {
		m.decode(v)
		return
	}
	name := ""
	v.String(&name)
	preset, ok := PresetMetric(name)
	if !ok {
		v.Errorf(msp.CodeUnknownName, "no preset is called %q", msp.NewInputError(nil, "", name, "").Input)
	}
	*m = preset
}

func (m *Metric) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":        func(v *strict.Value) { v.String(&m.Name) },
		"start":       func(v *strict.Value) { decodeNames(&m.Start, v) },
		"stop":        func(v *strict.Value) { decodeNames(&m.Stop, v) },
		"after":       func(v *strict.Value) { v.String((*string)(&m.After)) },
		"pause_on":    func(v *strict.Value) { decodeNames(&m.PauseOn, v) },
		"cyclic":      func(v *strict.Value) { v.Bool(&m.Cyclic) },
		"reopen":      func(v *strict.Value) { v.Text(&m.Reopen) },
		"on_priority": func(v *strict.Value) { v.Text(&m.OnPriority) },
		"sticky":      func(v *strict.Value) { v.Bool(&m.Sticky) },
	})
}

func decodeNames[T ~string](into *[]T, v *strict.Value) {
	strict.List(v, into, func(name *T, v *strict.Value) {
		text := ""
		v.String(&text)
		*name = T(text)
	})
}

type metricJSON struct {
	Name       string      `json:"name,omitempty"`
	Start      []EventType `json:"start,omitempty"`
	Stop       []EventType `json:"stop,omitempty"`
	After      EventType   `json:"after,omitempty"`
	PauseOn    []Hold      `json:"pause_on,omitempty"`
	Cyclic     bool        `json:"cyclic,omitempty"`
	Reopen     Reopen      `json:"reopen,omitempty"`
	OnPriority OnPriority  `json:"on_priority,omitempty"`
	Sticky     bool        `json:"sticky,omitempty"`
}

// MarshalJSON returns the canonical JSON of the metric, an object from which what
// is zero is left out. An option that is none and a text that is not UTF-8 are
// errors. In the JSON of a [GoalSpec] a preset is written by its name.
func (m Metric) MarshalJSON() ([]byte, error) {
	texts := []string{m.Name, string(m.After)}
	for _, t := range slices.Concat(m.Start, m.Stop) {
		texts = append(texts, string(t))
	}
	for _, h := range m.PauseOn {
		texts = append(texts, string(h))
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return nil, msp.NewInputError(msp.ErrSyntax, "sla: metric", text, "not UTF-8")
		}
	}
	return json.Marshal(metricJSON(m))
}

// canonicalJSON returns the JSON of the metric inside other records: the name of
// the preset that it is, else the object.
func (m Metric) canonicalJSON() ([]byte, error) {
	if preset, ok := PresetMetric(m.Name); ok && m.Equal(preset) {
		return strconv.AppendQuote(nil, m.Name), nil // the names of presets are plain
	}
	return m.MarshalJSON()
}
