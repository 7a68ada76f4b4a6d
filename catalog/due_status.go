package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A DueStatus says whether an activity is to be done on a day.
type DueStatus uint8

// Due statuses. The zero DueStatus is none: the activity has no due dates.
const (
	NothingDue DueStatus = iota + 1 // done since the last due date, or none has come yet
	DueNow                          // the due date is this day, and it is not done
	Overdue                         // the due date has passed, and it is not done
)

const dueStatusNames = "nothing_due|due|overdue"

// ParseDueStatus reads "nothing_due", "due" or "overdue"; the empty text is none.
func ParseDueStatus(text string) (DueStatus, error) {
	v, ok := enum.Parse(dueStatusNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: due status", text, "want nothing_due, due or overdue")
	}
	return DueStatus(v), nil
}

// String returns the text of s.
func (s DueStatus) String() string { return enum.String("DueStatus", dueStatusNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s DueStatus) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(dueStatusNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: due status", s.String(), "no such due status")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s DueStatus) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseDueStatus].
func (s *DueStatus) UnmarshalText(text []byte) error {
	parsed, err := ParseDueStatus(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
