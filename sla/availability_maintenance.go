package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A MaintenanceRule says what planned maintenance does to availability. Under
// both rules an outage in maintenance does not count; they differ in the agreed
// time, and so in the ratio and in the error budget.
type MaintenanceRule uint8

// Rules for maintenance. The zero MaintenanceRule is none, and [Measure] refuses
// it.
const (
	// MaintenanceExcluded: maintenance is out of both sides. Agreed time is the
	// service time without it.
	MaintenanceExcluded MaintenanceRule = iota + 1
	// MaintenanceCountsAsUp: maintenance is agreed time, and up.
	MaintenanceCountsAsUp
)

const maintenanceNames = "excluded|counts_as_up"

// ParseMaintenanceRule reads "excluded" or "counts_as_up"; the empty text is none.
func ParseMaintenanceRule(text string) (MaintenanceRule, error) {
	v, ok := enum.Parse(maintenanceNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "sla: maintenance rule", text, "want excluded or counts_as_up")
	}
	return MaintenanceRule(v), nil
}

// String returns the text of r.
func (r MaintenanceRule) String() string {
	return enum.String("MaintenanceRule", maintenanceNames, uint8(r))
}

// AppendText implements [encoding.TextAppender].
func (r MaintenanceRule) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(maintenanceNames, uint8(r))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "sla: maintenance rule", r.String(), "no such rule")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r MaintenanceRule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseMaintenanceRule].
func (r *MaintenanceRule) UnmarshalText(text []byte) error {
	parsed, err := ParseMaintenanceRule(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
