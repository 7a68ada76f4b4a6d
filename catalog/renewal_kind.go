package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A RenewalKind says what happens at the end of a term of a contract.
type RenewalKind uint8

// Kinds of renewal. The zero RenewalKind is not stated and counts as RenewalNone.
const (
	RenewalNone      RenewalKind = iota + 1 // it ends at its end
	RenewalManual                           // it ends too, unless both sides agree on another one
	RenewalAutomatic                        // a further term follows, unless notice is given in time
)

const renewalKindNames = "none|manual|automatic"

// ParseRenewalKind reads "none", "manual" or "automatic"; the empty text is not stated.
func ParseRenewalKind(text string) (RenewalKind, error) {
	v, ok := enum.Parse(renewalKindNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: kind of renewal", text, "want none, manual or automatic")
	}
	return RenewalKind(v), nil
}

// String returns the text of k.
func (k RenewalKind) String() string { return enum.String("RenewalKind", renewalKindNames, uint8(k)) }

// AppendText implements [encoding.TextAppender].
func (k RenewalKind) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(renewalKindNames, uint8(k))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: kind of renewal", k.String(), "no such kind of renewal")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (k RenewalKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseRenewalKind].
func (k *RenewalKind) UnmarshalText(text []byte) error {
	parsed, err := ParseRenewalKind(string(text))
	if err != nil {
		return err
	}
	*k = parsed
	return nil
}
