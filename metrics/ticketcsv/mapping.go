package ticketcsv

import (
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/metrics"
)

// A MappingSpec says what the columns of an export mean, as people write it down:
//
//	{"columns":{"id":"Ticket #","created":"Opened","resolved":"Solved","priority":"Prio"},
//	 "values":{"priority":{"Urgent":"P1","Normal":"P3","Low":"P4"}},
//	 "missing":["n/a"],"layouts":["02.01.2006 15:04"],"zone":"Europe/Berlin","comma":";"}
//
// [ServiceNow] and its like return those of known systems, to be changed where an
// export differs:
//
//	spec := ticketcsv.ServiceNow()
//	spec.Zone = "Europe/London"
//	delete(spec.Columns, ticketcsv.Client) // this export has no such column
//
// Texts of columns, values and missing cells are compared exactly, but without space
// around them.
type MappingSpec struct {
	// Name is for people.
	Name string

	// Columns say which column fills which field. Required; one column may fill several.
	Columns map[Field]string

	// Fallback is the column to read where the cell of the first is missing: the time a
	// ticket was closed, of one that has none of its resolution.
	Fallback map[Field]string

	// Constants fill fields that no column has, in the text of the library: "incident"
	// for the kind, in an export of incidents.
	Constants map[Field]string

	// Values translate the texts of a column to those of the library, "1 - Critical" to
	// "P1", or to the empty text for none. A text that is not among them makes the row a
	// bad one, unless there is a value for "*", all others. Without values a column has
	// the texts of the library: P1 to P9, those of [metrics.ParseKind] and its like,
	// whole numbers, and true, yes, y or 1, false, no, n or 0 in any case. Names, times
	// and amounts of time have no values.
	Values map[Field]map[string]string

	// Required are mapped fields without which a row is a bad one. The ID always is.
	Required []Field

	// Missing are the texts of cells that have no value, besides the empty one: "NULL".
	Missing []string

	// Comma separates columns: a comma, a semicolon, a tab or a bar. Empty: a comma.
	Comma string

	// Layouts are the forms of times, in the notation of [time.Layout]: how 2 January
	// 2006, 15:04:05 looks, 2/1/2006 where days come first and have one digit or two. A
	// time to the minute is the least. Two layouts that read one text as two times are
	// refused.
	Layouts []string

	// Zone is the IANA name of the zone of times without an offset, and that in which
	// times are returned. Required if a layout has no offset; empty is UTC otherwise. A
	// time that a clock change skips or repeats is that of [calendar.InstantOf].
	Zone string

	// SinceCreated are times that the export has as the time since the creation.
	SinceCreated []Field

	// Durations is the form of handle time and of SinceCreated. Required if they are
	// mapped. Beyond nanoseconds they are rounded half up.
	Durations Form

	// Decimal is the decimal separator of Durations, a point or a comma. Empty: a point.
	Decimal string

	// Duplicates say what a second row of a ticket is. Zero: a bad one.
	Duplicates Duplicates
}

// others is the text of Values that stands for all others.
const others = "*"

// Compile checks the spec and returns its mapping, or all findings as [msp.Issues]. The
// spec is copied. The source finds the zone; nil is [time.LoadLocation].
func (s MappingSpec) Compile(zones calendar.ZoneSource) (Mapping, error) {
	var list findings.List
	m := s.compile(&list, zones)
	if err := list.Issues().Err(); err != nil {
		return Mapping{}, err
	}
	return Mapping{m}, nil
}

// MustCompile is Compile for constants in code: it panics on an error.
func (s MappingSpec) MustCompile(zones calendar.ZoneSource) Mapping {
	m, err := s.Compile(zones)
	if err != nil {
		panic(err)
	}
	return m
}

// Validate returns all findings about the spec, sorted:
//
//   - no columns, a column without a name, no layouts, zone or form of amounts of time
//     where they are needed, no resolution beside a state: [msp.CodeMissing]
//   - a text that is none of the field's, a layout that does not tell a time, a separator
//     or an enum that is none: [msp.CodeRange]
//   - a constant beside a column, values of a field that has none, a fallback or a
//     requirement of a field that is not mapped, layouts that disagree: [msp.CodeConflict]
//   - one field or text twice: [msp.CodeDuplicate]
//   - a zone that is not known: [calendar.CodeUnknownZone]
//   - a text that is not UTF-8: [msp.CodeSyntax]
func (s MappingSpec) Validate(zones calendar.ZoneSource) msp.Issues {
	var list findings.List
	s.compile(&list, zones)
	return list.Issues()
}

// A Mapping is a compiled [MappingSpec]. The zero Mapping has no columns. Mappings are
// immutable, safe for concurrent use and cheap to copy.
type Mapping struct{ m *mapping }

type mapping struct {
	spec    MappingSpec
	comma   byte
	decimal byte
	zone    *time.Location
	layouts []layout
	like    string // times in examples
	columns []column
	missing map[string]bool
	fixed   metrics.Ticket // the constants
}

// A column fills a field.
type column struct {
	field          Field
	name, fallback string
	since          bool // the time since the creation
	required       bool
	values         map[string]string
}

// Spec returns a copy of the spec.
func (m Mapping) Spec() MappingSpec {
	if m.m == nil {
		return MappingSpec{}
	}
	return m.m.spec.clone()
}

// Zone returns the zone of the times, UTC for none.
func (m Mapping) Zone() *time.Location {
	if m.m == nil {
		return time.UTC
	}
	return m.m.zone
}

// Fills reports whether a column fills the field. A constant does not: it says the same
// of all tickets.
func (m Mapping) Fills(f Field) bool {
	if m.m == nil {
		return false
	}
	_, ok := m.m.spec.Columns[f]
	return ok
}

func (s MappingSpec) clone() MappingSpec {
	s.Columns, s.Fallback, s.Constants = maps.Clone(s.Columns), maps.Clone(s.Fallback), maps.Clone(s.Constants)
	s.Values = maps.Clone(s.Values)
	for f, values := range s.Values {
		s.Values[f] = maps.Clone(values)
	}
	s.Required, s.SinceCreated = slices.Clone(s.Required), slices.Clone(s.SinceCreated)
	s.Missing, s.Layouts = slices.Clone(s.Missing), slices.Clone(s.Layouts)
	return s
}
