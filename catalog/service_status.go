package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A ServiceStatus is where a service is in its life.
type ServiceStatus uint8

// Statuses, in order. The zero ServiceStatus is none.
const (
	Draft      ServiceStatus = iota + 1 // not on offer yet
	Active                              // on offer
	Deprecated                          // delivered still, and not sold any more
	Retired                             // not delivered any more, for ever
)

const serviceStatusNames = "draft|active|deprecated|retired"

// ParseServiceStatus reads "draft", "active", "deprecated" or "retired"; the empty text is
// none.
func ParseServiceStatus(text string) (ServiceStatus, error) {
	v, ok := enum.Parse(serviceStatusNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: service status", text, "want draft, active, deprecated or retired")
	}
	return ServiceStatus(v), nil
}

// String returns the text of s.
func (s ServiceStatus) String() string {
	return enum.String("ServiceStatus", serviceStatusNames, uint8(s))
}

// AppendText implements [encoding.TextAppender].
func (s ServiceStatus) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(serviceStatusNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: service status", s.String(), "no such service status")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s ServiceStatus) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseServiceStatus].
func (s *ServiceStatus) UnmarshalText(text []byte) error {
	parsed, err := ParseServiceStatus(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
