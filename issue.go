package msp

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strconv"
	"strings"

	"github.com/mspkit/msp/internal/enum"
)

// A Severity says how much a finding matters.
type Severity uint8

// Severities, the gravest first. The zero Severity is none.
const (
	SeverityError   Severity = iota + 1 // the record cannot be used
	SeverityWarning                     // it can, but probably not as meant
	SeverityInfo                        // worth knowing
)

const severityNames = "error|warning|info"

// ParseSeverity reads "error", "warning" or "info"; the empty text is none.
func ParseSeverity(text string) (Severity, error) {
	v, ok := enum.Parse(severityNames, text)
	if !ok {
		return 0, NewInputError(ErrSyntax, "msp: severity", text, "want error, warning or info")
	}
	return Severity(v), nil
}

// String returns the text of s.
func (s Severity) String() string { return enum.String("Severity", severityNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Severity) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(severityNames, uint8(s))
	if !ok {
		return b, NewInputError(ErrRange, "msp: severity", s.String(), "no such severity")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseSeverity].
func (s *Severity) UnmarshalText(text []byte) error {
	parsed, err := ParseSeverity(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Severity.
func (s Severity) Value() (driver.Value, error) { return textValue(s, s == 0) }

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero Severity.
func (s *Severity) Scan(src any) error { return scanText(s, src) }

// A Code is the stable name of a kind of finding, such as "unknown_zone". It is
// an error, so that errors.Is(err, calendar.CodeUnknownZone) asks whether any
// finding is of that kind.
type Code string

// Error returns the code.
func (c Code) Error() string { return string(c) }

// Codes of findings that any record can have.
const (
	CodeSyntax       Code = "syntax"         // not JSON, or a text not of its form
	CodeType         Code = "type"           // another JSON type than the field's
	CodeUnknownKey   Code = "unknown_key"    // an object has a key that means nothing
	CodeDuplicateKey Code = "duplicate_key"  // an object has a key twice
	CodeMissing      Code = "missing"        // a required field is absent or empty
	CodeRange        Code = "range"          // a value outside its documented range
	CodeTooLarge     Code = "too_large"      // a document beyond the documented limits
	CodeTooMany      Code = "more_findings"  // further findings were not kept
	CodeConflict     Code = "conflict"       // two fields that exclude each other
	CodeUnknownName  Code = "unknown_name"   // a reference to something not declared
	CodeDuplicate    Code = "duplicate_name" // one name declared twice
)

// An Issue is one finding about a record: where, how grave, which kind, and a
// sentence for people. As an error it matches its [Code], and, if its severity
// is error, [ErrInvalid].
type Issue struct {
	Severity Severity `json:"severity"`
	Code     Code     `json:"code"`
	Path     string   `json:"path"` // "services[3].owner"; empty for the record itself
	Message  string   `json:"message"`
}

// Error returns `services[3].owner: missing (missing)`.
func (i Issue) Error() string {
	if i.Path == "" {
		return i.Message + " (" + string(i.Code) + ")"
	}
	return i.Path + ": " + i.Message + " (" + string(i.Code) + ")"
}

// Unwrap returns the code and, for an error, [ErrInvalid].
func (i Issue) Unwrap() []error {
	if i.Severity == SeverityError {
		return []error{i.Code, ErrInvalid}
	}
	return []error{i.Code}
}

// Compare orders issues by path, numbers in it by value (weeks[2] before
// weeks[10]), then by severity, code and message.
func (i Issue) Compare(other Issue) int {
	return cmp.Or(
		comparePaths(i.Path, other.Path),
		cmp.Compare(i.Severity, other.Severity),
		cmp.Compare(i.Code, other.Code),
		cmp.Compare(i.Message, other.Message),
	)
}

// Issues are all findings about a record, sorted by [Issue.Compare]. As an error
// they match, by [errors.Is], the code of each of them.
type Issues []Issue

// Err returns s if it holds a finding of severity error, and nil otherwise.
func (s Issues) Err() error {
	if s.Count(SeverityError) == 0 {
		return nil
	}
	return s
}

// Count returns the number of findings of one severity.
func (s Issues) Count(severity Severity) int {
	n := 0
	for _, issue := range s {
		if issue.Severity == severity {
			n++
		}
	}
	return n
}

// Sorted returns the issues in order, each once.
func (s Issues) Sorted() Issues {
	sorted := slices.Clone(s)
	slices.SortFunc(sorted, Issue.Compare)
	return slices.Compact(sorted)
}

// At returns the issues with prefix put before each path: findings about a part
// become findings about the whole.
func (s Issues) At(prefix string) Issues {
	moved := slices.Clone(s)
	for i := range moved {
		switch {
		case moved[i].Path == "" || prefix == "":
			moved[i].Path = prefix + moved[i].Path
		case moved[i].Path[0] == '[':
			moved[i].Path = prefix + moved[i].Path
		default:
			moved[i].Path = prefix + "." + moved[i].Path
		}
	}
	return moved
}

// Error lists the first findings, a line each, and counts the rest.
func (s Issues) Error() string {
	const shown = 10
	var b strings.Builder
	b.WriteString("msp: ")
	b.WriteString(strconv.Itoa(len(s)))
	if len(s) == 1 {
		b.WriteString(" finding")
	} else {
		b.WriteString(" findings")
	}
	for i, issue := range s {
		if i == shown {
			b.WriteString("\n\tand ")
			b.WriteString(strconv.Itoa(len(s) - shown))
			b.WriteString(" more")
			break
		}
		b.WriteString("\n\t")
		b.WriteString(issue.Severity.String())
		b.WriteString(": ")
		b.WriteString(issue.Error())
	}
	return b.String()
}

// Unwrap returns the issues.
func (s Issues) Unwrap() []error {
	errs := make([]error, len(s))
	for i, issue := range s {
		errs[i] = issue
	}
	return errs
}

// comparePaths compares byte by byte, but runs of digits by their value.
func comparePaths(a, b string) int {
	for a != "" && b != "" {
		na, nb := digitRun(a), digitRun(b)
		if na > 0 && nb > 0 {
			da, db := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if c := cmp.Or(cmp.Compare(len(da), len(db)), cmp.Compare(da, db), cmp.Compare(na, nb)); c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digitRun(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}
