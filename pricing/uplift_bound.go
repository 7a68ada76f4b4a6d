package pricing

import "github.com/mspkit/msp"

// An UpliftBound is a percent that an [Uplift] keeps to, or none. It is no
// [msp.Percent], since a floor of 0% (the price never falls) is not the same as no
// floor.
//
// The zero UpliftBound is none and has the empty text; otherwise the text is that
// of the percent. UpliftBounds are comparable with ==.
type UpliftBound struct {
	percent msp.Percent
	set     bool
}

// NewUpliftBound returns a bound: Floor: NewUpliftBound(p).
func NewUpliftBound(p msp.Percent) UpliftBound { return UpliftBound{p, true} }

// ParseUpliftBound reads "5%"; the empty text is none.
func ParseUpliftBound(text string) (UpliftBound, error) {
	if text == "" {
		return UpliftBound{}, nil
	}
	p, err := msp.ParsePercent(text)
	if err != nil {
		return UpliftBound{}, err
	}
	return NewUpliftBound(p), nil
}

// Percent returns the percent, and whether there is one.
func (b UpliftBound) Percent() (p msp.Percent, ok bool) { return b.percent, b.set }

// IsZero reports whether there is no bound. A bound of 0% is one.
func (b UpliftBound) IsZero() bool { return !b.set }

// String returns "5%", or "" for none.
func (b UpliftBound) String() string {
	if !b.set {
		return ""
	}
	return b.percent.String()
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (b UpliftBound) AppendText(text []byte) ([]byte, error) { return append(text, b.String()...), nil }

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (b UpliftBound) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseUpliftBound].
func (b *UpliftBound) UnmarshalText(text []byte) error {
	parsed, err := ParseUpliftBound(string(text))
	if err != nil {
		return err
	}
	*b = parsed
	return nil
}
