package sla

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseMatrixSpec reads the JSON of a matrix; docs/format.md describes it. Reading
// is strict, see [ParseSpan], and looks at the text only: [MatrixSpec.Compile] and
// [MatrixSpec.Validate] look at what it says. The zero [msp.Limits] are the
// defaults.
func ParseMatrixSpec(data []byte, limits msp.Limits) (MatrixSpec, error) {
	var spec MatrixSpec
	if err := strict.Decode(data, limits, spec.decode).Err(); err != nil {
		return MatrixSpec{}, err
	}
	return spec, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseMatrixSpec], with the
// default limits.
func (s *MatrixSpec) UnmarshalJSON(data []byte) error {
	parsed, err := ParseMatrixSpec(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

func (s *MatrixSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"impacts":    func(v *strict.Value) { decodeNames(&s.Impacts, v) },
		"urgencies":  func(v *strict.Value) { decodeNames(&s.Urgencies, v) },
		"priorities": func(v *strict.Value) { strict.List(v, &s.Priorities, decodeRow) },
	})
}

func decodeRow(row *[]msp.Priority, v *strict.Value) {
	strict.List(v, row, func(p *msp.Priority, v *strict.Value) { v.Text(p) })
}

type matrixJSON struct {
	Impacts    []Impact         `json:"impacts"`
	Urgencies  []Urgency        `json:"urgencies"`
	Priorities [][]msp.Priority `json:"priorities"`
}

// MarshalJSON returns the canonical JSON of the matrix: a cell without a priority
// is the empty text. A priority that is none and a level that is not UTF-8 are
// errors.
func (s MatrixSpec) MarshalJSON() ([]byte, error) {
	for _, level := range append(texts(s.Impacts), texts(s.Urgencies)...) {
		if !utf8.ValidString(level) {
			return nil, msp.NewInputError(msp.ErrSyntax, "sla: level", level, "not UTF-8")
		}
	}
	rows := make([][]msp.Priority, len(s.Priorities))
	for i, row := range s.Priorities {
		rows[i] = append([]msp.Priority{}, row...)
	}
	return json.Marshal(matrixJSON{append([]Impact{}, s.Impacts...), append([]Urgency{}, s.Urgencies...), rows})
}
