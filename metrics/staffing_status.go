package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A StaffingStatus is where a team stands in its band.
type StaffingStatus uint8

// Staffing statuses. The zero StaffingStatus is none: nothing was judged.
const (
	WithinBand   StaffingStatus = iota + 1 // Low and High included
	UnderLoaded                            // fewer units a person than the band: too many people
	OverLoaded                             // more units a person than the band: too few people
	UnderStaffed                           // fewer people than a flat team has
	OverStaffed                            // more people than a flat team has
)

const staffingStatusNames = "within|under_loaded|over_loaded|under_staffed|over_staffed"

// ParseStaffingStatus reads "within", "under_loaded", "over_loaded", "under_staffed" or
// "over_staffed"; the empty text is none.
func ParseStaffingStatus(text string) (StaffingStatus, error) {
	v, ok := enum.Parse(staffingStatusNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: staffing status", text, "want within, under_loaded, over_loaded, under_staffed or over_staffed")
	}
	return StaffingStatus(v), nil
}

// String returns the text of s.
func (s StaffingStatus) String() string {
	return enum.String("StaffingStatus", staffingStatusNames, uint8(s))
}

// AppendText implements [encoding.TextAppender].
func (s StaffingStatus) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(staffingStatusNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: staffing status", s.String(), "no such staffing status")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s StaffingStatus) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseStaffingStatus].
func (s *StaffingStatus) UnmarshalText(text []byte) error {
	parsed, err := ParseStaffingStatus(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
