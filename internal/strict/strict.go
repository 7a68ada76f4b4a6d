// Package strict reads JSON documents that people write: every unknown or
// repeated key and every value of the wrong type is a finding with a path, and
// reading goes on behind it, so that one pass finds everything.
//
// A record reads itself from a [Value]:
//
//	func (w *Window) decode(v *strict.Value) {
//		v.Object(strict.Fields{
//			"name":  func(v *strict.Value) { v.String(&w.Name) },
//			"hours": func(v *strict.Value) { v.Each(…) },
//		})
//	}
package strict

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// Decode parses one document and lets read read it. It returns all findings,
// sorted; a document that is not JSON has one.
func Decode(data []byte, limits msp.Limits, read func(*Value)) msp.Issues {
	var list findings.List
	if v := parse(data, limits.WithDefaults(), &list); v != nil {
		read(v)
	}
	return list.Issues()
}

type kind uint8

const (
	object kind = iota
	array
	text
	numeric
	boolean
	null
)

func (k kind) String() string {
	return [...]string{"an object", "an array", "a string", "a number", "true or false", "null"}[k]
}

// A Value is one JSON value and where it stands.
type Value struct {
	list   *findings.List
	parent *Value
	key    string // in an object
	index  int    // in an array, else -1
	kind   kind
	text   string   // of a string or number; "true" or "false"
	inner  []*Value // of an object or array
}

func parse(data []byte, limits msp.Limits, list *findings.List) *Value {
	if len(data) > limits.Bytes {
		list.Errorf("", msp.CodeTooLarge, "%d bytes, more than %d", len(data), limits.Bytes)
		return nil
	}
	if !utf8.Valid(data) {
		list.Errorf("", msp.CodeSyntax, "not UTF-8")
		return nil
	}
	if at := loneSurrogate(data); at >= 0 {
		list.Errorf("", msp.CodeSyntax, "half a character, at byte %d", at)
		return nil
	}
	p := parser{dec: json.NewDecoder(bytes.NewReader(data)), list: list, depth: limits.Depth}
	p.dec.UseNumber()
	v := p.value(nil, "", -1)
	if v == nil {
		return nil
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		list.Errorf("", msp.CodeSyntax, "more text after the document, at byte %d", p.dec.InputOffset())
		return nil
	}
	return v
}

// loneSurrogate returns where an escape such as \ud800 stands that is one half of a
// character without the other, or −1. The decoder would put U+FFFD there, and two
// different texts would be one.
func loneSurrogate(data []byte) int {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		first := escaped(data[i:])
		switch {
		case first < 0: // another escape, whose second byte may be a backslash
			i++
		case !utf16.IsSurrogate(first):
			i += 5
		case utf16.DecodeRune(first, escaped(data[min(i+6, len(data)):])) == utf8.RuneError:
			return i
		default:
			i += 11
		}
	}
	return -1
}

// escaped returns the number of \u0041 at the start of a text, −1 if there is none.
func escaped(data []byte) rune {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

type parser struct {
	dec   *json.Decoder
	list  *findings.List
	depth int
}

// value reads one value; after a finding it returns nil.
func (p *parser) value(parent *Value, key string, index int) *Value {
	token, err := p.dec.Token()
	if err != nil {
		p.list.Errorf("", msp.CodeSyntax, "not JSON, at byte %d: %v", p.dec.InputOffset(), err)
		return nil
	}
	v := &Value{list: p.list, parent: parent, key: key, index: index}
	switch token := token.(type) {
	case json.Delim:
		return p.compound(v, token)
	case string:
		v.kind, v.text = text, token
	case json.Number:
		v.kind, v.text = numeric, token.String()
	case bool:
		v.kind, v.text = boolean, strconv.FormatBool(token)
	default:
		v.kind = null
	}
	return v
}

func (p *parser) compound(v *Value, open json.Delim) *Value {
	v.kind = array
	if open == '{' {
		v.kind = object
	}
	if p.depth--; p.depth < 0 {
		p.list.Errorf("", msp.CodeTooLarge, "nested too deeply, at byte %d", p.dec.InputOffset())
		return nil
	}
	for p.dec.More() {
		key, index := "", len(v.inner)
		if v.kind == object {
			token, err := p.dec.Token()
			if err != nil {
				p.list.Errorf("", msp.CodeSyntax, "not JSON, at byte %d: %v", p.dec.InputOffset(), err)
				return nil
			}
			key, index = token.(string), -1 // the decoder lets nothing else be a key
		}
		inner := p.value(v, key, index)
		if inner == nil {
			return nil
		}
		v.inner = append(v.inner, inner)
	}
	if _, err := p.dec.Token(); err != nil { // the closing bracket
		p.list.Errorf("", msp.CodeSyntax, "not JSON, at byte %d: %v", p.dec.InputOffset(), err)
		return nil
	}
	p.depth++
	return v
}

// Path returns where the value stands: "services[3].owner".
func (v *Value) Path() string {
	switch {
	case v.parent == nil:
		return ""
	case v.index >= 0:
		return v.parent.Path() + "[" + strconv.Itoa(v.index) + "]"
	case v.parent.parent == nil:
		return v.key
	default:
		return v.parent.Path() + "." + v.key
	}
}

// Errorf adds a finding about the value.
func (v *Value) Errorf(code msp.Code, format string, args ...any) {
	v.list.Errorf(v.Path(), code, format, args...)
}

func (v *Value) is(want kind) bool {
	if v.kind != want {
		v.Errorf(msp.CodeType, "want %v, not %v", want, v.kind)
		return false
	}
	return true
}

// Fields say what to do with each key of an object.
type Fields map[string]func(*Value)

// Object reads an object. Keys that are not among the fields are findings.
func (v *Value) Object(fields Fields) {
	v.Members(func(key string, inner *Value) {
		if read, ok := fields[key]; ok {
			read(inner)
			return
		}
		inner.Errorf(msp.CodeUnknownKey, "unknown key")
	})
}

// Members reads an object whose keys are data. The second value of a repeated
// key is a finding and is not read.
func (v *Value) Members(read func(key string, inner *Value)) {
	if !v.is(object) {
		return
	}
	seen := make(map[string]bool, len(v.inner))
	for _, inner := range v.inner {
		if seen[inner.key] {
			inner.Errorf(msp.CodeDuplicateKey, "the key stands here a second time")
			continue
		}
		seen[inner.key] = true
		read(inner.key, inner)
	}
}

// Each reads an array.
func (v *Value) Each(read func(item *Value)) {
	if !v.is(array) {
		return
	}
	for _, item := range v.inner {
		read(item)
	}
}

// Has reports whether the value is an object with the key.
func (v *Value) Has(key string) bool {
	for _, inner := range v.inner {
		if v.kind == object && inner.key == key {
			return true
		}
	}
	return false
}

// IsObject reports whether the value is an object.
func (v *Value) IsObject() bool { return v.kind == object }

// IsString reports whether the value is a string.
func (v *Value) IsString() bool { return v.kind == text }

// String reads a string.
func (v *Value) String(into *string) {
	if v.is(text) {
		*into = v.text
	}
}

// Bool reads true or false.
func (v *Value) Bool(into *bool) {
	if v.is(boolean) {
		*into = v.text == "true"
	}
}

// Int reads a whole number between least and most, both included.
func (v *Value) Int(into *int, least, most int) {
	if !v.is(numeric) {
		return
	}
	n, err := strconv.Atoi(v.text)
	if errors.Is(err, strconv.ErrSyntax) {
		v.Errorf(msp.CodeType, "want a whole number")
		return
	}
	if err != nil || n < least || n > most {
		v.Errorf(msp.CodeRange, "want %d to %d", least, most)
		return
	}
	*into = n
}

// Decimal reads a string that holds a number, "12.50"; a JSON number is refused,
// since other readers would make a float64 of it.
func (v *Value) Decimal(into *decimal.Decimal) {
	if !v.is(text) {
		return
	}
	d, err := number.Parse("number", v.text)
	switch {
	case errors.Is(err, msp.ErrRange):
		v.Errorf(msp.CodeRange, "%v", err)
	case err != nil:
		v.Errorf(msp.CodeSyntax, "%v", err)
	default:
		*into = d
	}
}

// Text reads a string through the type's own text form.
func (v *Value) Text(into encoding.TextUnmarshaler) {
	if !v.is(text) {
		return
	}
	err := into.UnmarshalText([]byte(v.text))
	switch {
	case errors.Is(err, msp.ErrRange):
		v.Errorf(msp.CodeRange, "%v", err)
	case err != nil:
		v.Errorf(msp.CodeSyntax, "%v", err)
	}
}

// List reads an array, item by item, into a slice.
func List[T any](v *Value, into *[]T, read func(*T, *Value)) {
	v.Each(func(item *Value) {
		var one T
		read(&one, item)
		*into = append(*into, one)
	})
}
