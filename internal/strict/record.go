package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/number"
)

// Parse reads the JSON of a record, or of a list of them.
func Parse[T any](data []byte, limits msp.Limits, decode func(*T, *Value)) (T, error) {
	var record T
	if err := Decode(data, limits, func(v *Value) { decode(&record, v) }).Err(); err != nil {
		var none T
		return none, err
	}
	return record, nil
}

// Unmarshal is Parse with the default limits. What is refused leaves into as it was.
func Unmarshal[T any](data []byte, into *T, decode func(*T, *Value)) error {
	record, err := Parse(data, msp.Limits{}, decode)
	if err != nil {
		return err
	}
	*into = record
	return nil
}

// Part reads a part of a record that reads itself, and whose findings stand below the
// value.
func (v *Value) Part(into json.Unmarshaler) {
	err := into.UnmarshalJSON(v.appendJSON(nil))
	if err == nil {
		return
	}
	issues, ok := errors.AsType[msp.Issues](err)
	if !ok {
		v.Errorf(msp.CodeSyntax, "%v", err)
	}
	for _, i := range issues {
		v.list.Add(i, v.Path())
	}
}

// OneKey reads an object that has one of the keys, such as {"percent":"75%"}, and reports
// whether it has any. A second one is a finding, which says so in the given words, and is
// not read.
func (v *Value) OneKey(conflict string, fields Fields) bool {
	found := 0
	once := make(Fields, len(fields))
	for key, read := range fields {
		once[key] = func(v *Value) {
			if found++; found > 1 {
				v.Errorf(msp.CodeConflict, "%s", conflict)
				return
			}
			read(v)
		}
	}
	v.Object(once)
	return found > 0
}

// appendJSON appends the value as it was read, with its repeated keys.
func (v *Value) appendJSON(b []byte) []byte {
	switch v.kind {
	case object, array:
		open, end := byte('{'), byte('}')
		if v.kind == array {
			open, end = '[', ']'
		}
		b = append(b, open)
		for i, inner := range v.inner {
			if i > 0 {
				b = append(b, ',')
			}
			if v.kind == object {
				b = append(appendText(b, inner.key), ':')
			}
			b = inner.appendJSON(b)
		}
		return append(b, end)
	case text:
		return appendText(b, v.text)
	case numeric, boolean:
		return append(b, v.text...)
	case null:
	}
	return append(b, "null"...)
}

func appendText(b []byte, text string) []byte {
	quoted, _ := json.Marshal(text) // a string has JSON
	return append(b, quoted...)
}

// A Text is a text in JSON. One that is not UTF-8 is refused, since encoding/json would
// write another one in its place.
type Text string

// MarshalText writes the text as it is.
func (t Text) MarshalText() ([]byte, error) {
	if !utf8.ValidString(string(t)) {
		return nil, msp.NewInputError(msp.ErrSyntax, "text", string(t), "not UTF-8")
	}
	return []byte(t), nil
}

// TextsJSON returns texts as JSON has them, nil for none.
func TextsJSON[S ~string](texts []S) []Text {
	var out []Text
	for _, t := range texts {
		out = append(out, Text(t))
	}
	return out
}

// Texts reads an array of strings.
func Texts[S ~string](v *Value, into *[]S) {
	List(v, into, func(text *S, v *Value) {
		var read string
		v.String(&read)
		*text = S(read)
	})
}

// A Number is a decimal as records write it: a string without an exponent, left out by
// omitzero if it is 0.
type Number decimal.Decimal

// IsZero says that the key is left out.
func (n Number) IsZero() bool { return decimal.Decimal(n).IsZero() }

// MarshalText writes the number as [Value.Decimal] reads it.
func (n Number) MarshalText() ([]byte, error) {
	if err := number.Check("number", decimal.Decimal(n)); err != nil {
		return nil, err
	}
	return []byte(number.Text(decimal.Decimal(n))), nil
}

// A Duration is an amount of time as records write it, "1h30m".
type Duration time.Duration

// MarshalText writes the duration as package duration does.
func (d Duration) MarshalText() ([]byte, error) { return duration.Append(nil, time.Duration(d)), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := duration.Parse("duration", string(text))
	if err != nil {
		return err
	}
	*d = Duration(parsed)
	return nil
}

// An Instant is a time as records write it: RFC 3339, in UTC. The zero time means
// none and is written by leaving the key out.
type Instant time.Time

// IsZero says that the key is left out.
func (t Instant) IsZero() bool { return time.Time(t).IsZero() }

// MarshalText writes UTC, since RFC 3339 has no seconds in an offset.
func (t Instant) MarshalText() ([]byte, error) {
	at := time.Time(t).UTC()
	if !inYears(at) {
		return nil, msp.NewInputError(msp.ErrRange, "instant", at.Format(time.RFC3339Nano), "not in the years 1 to 9999")
	}
	return at.AppendFormat(nil, time.RFC3339Nano), nil
}

// UnmarshalText reads what MarshalText writes, and other offsets.
func (t *Instant) UnmarshalText(text []byte) error {
	var read time.Time
	if !isRFC3339(text) || read.UnmarshalText(text) != nil {
		return msp.NewInputError(msp.ErrSyntax, "instant", string(text), "want RFC 3339, such as 2026-07-01T00:00:00Z")
	}
	if read.IsZero() {
		return msp.NewInputError(msp.ErrRange, "instant", string(text), "it stands for no instant and is left out")
	}
	if !inYears(read.UTC()) {
		return msp.NewInputError(msp.ErrRange, "instant", string(text), "in UTC not in the years 1 to 9999")
	}
	*t = Instant(read)
	return nil
}

// isRFC3339 reports whether a text has the form of an instant, which the standard
// library does not insist on: it reads hours of one digit.
func isRFC3339(text []byte) bool {
	like := func(text []byte, form string) bool {
		if len(text) != len(form) {
			return false
		}
		for i, c := range text {
			if isDigit := '0' <= c && c <= '9'; form[i] == '0' && !isDigit || form[i] != '0' && form[i] != c {
				return false
			}
		}
		return true
	}
	const date, offset = "0000-00-00T00:00:00", "+00:00"
	if len(text) < len(date) || !like(text[:len(date)], date) {
		return false
	}
	rest := text[len(date):]
	if bytes.HasPrefix(rest, []byte(".")) {
		digits := 1
		for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
			digits++
		}
		if digits == 1 || digits > 10 {
			return false
		}
		rest = rest[digits:]
	}
	return string(rest) == "Z" || like(rest, offset) || like(rest, "-"+offset[1:])
}

func inYears(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }
