package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Layer is what a team is there for. People who are in a technical and in a strategic
// team at once do neither well, and are missed in both.
type Layer uint8

// Layers. The zero Layer is not stated.
const (
	Technical  Layer = iota + 1 // resolves: service desk, operations, engineering
	Strategic                   // advises: account managers, virtual CIOs, client success
	Management                  // decides
)

const layerNames = "technical|strategic|management"

// ParseLayer reads "technical", "strategic" or "management"; the empty text is not stated.
func ParseLayer(text string) (Layer, error) {
	v, ok := enum.Parse(layerNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: layer", text, "want technical, strategic or management")
	}
	return Layer(v), nil
}

// String returns the text of l.
func (l Layer) String() string { return enum.String("Layer", layerNames, uint8(l)) }

// AppendText implements [encoding.TextAppender].
func (l Layer) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(layerNames, uint8(l))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: layer", l.String(), "no such layer")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (l Layer) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseLayer].
func (l *Layer) UnmarshalText(text []byte) error {
	parsed, err := ParseLayer(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}
