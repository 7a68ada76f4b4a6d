package ticketcsv

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Field is what a column can fill: a field of [metrics.Ticket], by its JSON key, or
// the state.
type Field uint8

// Fields. The zero Field is none.
const (
	ID Field = iota + 1
	Client
	Team
	Kind
	Void
	Source
	Priority
	Created
	Failed
	Acknowledged
	Responded
	Restored
	Resolved
	FirstResolved
	Reopened
	Reopens
	RootCauseStarted
	ResponseDue
	ResolutionDue
	Level
	Contacts
	Escalations
	Reassignments
	Handled
	Automated
	Ineligible
	Rating

	// State is no field of a ticket but a check of one: a ticket that is "resolved" and
	// has no time of that, and one that is "open" and has one, is a bad row. Other
	// states are mapped to the empty text and check nothing.
	State
)

const fieldNames = "id|client|team|kind|void|source|priority|created|failed|acknowledged|responded|restored|resolved|first_resolved|" +
	"reopened|reopens|root_cause_started|response_due|resolution_due|level|contacts|escalations|reassignments|handled|automated|ineligible|rating|state"

// ParseField reads the text of a field, such as "resolved"; the empty text is the zero Field.
func ParseField(text string) (Field, error) {
	v, ok := enum.Parse(fieldNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "ticketcsv: field", text, "want id, client, team, kind, void, source, priority, created, … or state")
	}
	return Field(v), nil
}

// String returns the text of f.
func (f Field) String() string { return enum.String("Field", fieldNames, uint8(f)) }

// AppendText implements [encoding.TextAppender].
func (f Field) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(fieldNames, uint8(f))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "ticketcsv: field", f.String(), "no such field")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (f Field) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseField].
func (f *Field) UnmarshalText(text []byte) error {
	parsed, err := ParseField(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}

// isTime reports whether the field is an instant.
func (f Field) isTime() bool {
	return f >= Created && f <= Reopened || f >= RootCauseStarted && f <= ResolutionDue
}

// isText reports whether the field is whatever text the export has.
func (f Field) isText() bool { return f >= ID && f <= Team }

// isChoice reports whether texts of the export can be mapped to values of the field.
func (f Field) isChoice() bool { return f != 0 && !f.isTime() && !f.isText() && f != Handled }
