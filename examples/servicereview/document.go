package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mspkit/msp"
)

// largestDocument is what a model may have, in bytes: as much as the library's
// own records.
const largestDocument = 16 << 20

// A document reads JSON that people write: every unknown or repeated key and
// every value of a wrong type is a finding with its path, and reading goes on
// behind it.
type document struct {
	issues msp.Issues
}

func (d *document) errorf(path string, code msp.Code, format string, args ...any) {
	d.issues = append(d.issues, msp.Issue{
		Severity: msp.SeverityError, Code: code, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

func (d *document) warnf(path string, code msp.Code, format string, args ...any) {
	d.issues = append(d.issues, msp.Issue{
		Severity: msp.SeverityWarning, Code: code, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

// take adds what the library found in a part, under the path of the part.
func (d *document) take(path string, err error) {
	if issues, ok := errors.AsType[msp.Issues](err); ok {
		d.issues = append(d.issues, issues.At(path)...)
	} else if err != nil {
		d.errorf(path, msp.CodeSyntax, "%v", err)
	}
}

// check reports whether data is one JSON value, in which all further reading is
// safe.
func (d *document) check(data []byte) bool {
	if len(data) > largestDocument {
		d.errorf("", msp.CodeTooLarge, "%d bytes, more than %d", len(data), largestDocument)
		return false
	}
	if !utf8.Valid(data) {
		d.errorf("", msp.CodeSyntax, "not UTF-8")
		return false
	}
	var whole json.RawMessage
	err := json.Unmarshal(data, &whole)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		before := data[:min(int(syntax.Offset), len(data))]
		line := 1 + bytes.Count(before, []byte("\n"))
		d.errorf("", msp.CodeSyntax, "line %d, column %d: %v", line, len(before)-1-bytes.LastIndexByte(before, '\n'), err)
	case err != nil:
		d.errorf("", msp.CodeSyntax, "%v", err)
	}
	return err == nil
}

// A part reads the value of one key or one place in a list.
type part func(path string, raw json.RawMessage)

// object reads each member of an object.
func (d *document) object(path string, raw json.RawMessage, each func(key, path string, raw json.RawMessage)) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		d.errorf(path, msp.CodeType, "want an object")
		return
	}
	seen := make(map[string]bool)
	for decoder.More() {
		token, err := decoder.Token()
		key, ok := token.(string)
		var value json.RawMessage
		if err = errors.Join(err, decoder.Decode(&value)); err != nil || !ok {
			d.errorf(path, msp.CodeSyntax, "%v", err)
			return
		}
		at := key
		if path != "" {
			at = path + "." + key
		}
		if seen[key] {
			d.errorf(at, msp.CodeDuplicateKey, "the key stands here a second time")
			continue
		}
		seen[key] = true
		each(key, at, value)
	}
}

// fields reads an object of which the keys are known.
func (d *document) fields(path string, raw json.RawMessage, known map[string]part) {
	d.object(path, raw, func(key, path string, raw json.RawMessage) {
		if read, ok := known[key]; ok {
			read(path, raw)
		} else {
			d.errorf(path, msp.CodeUnknownKey, "unknown key")
		}
	})
}

// list reads each value of a list.
func (d *document) list(path string, raw json.RawMessage, each part) {
	var values []json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil || values == nil {
		d.errorf(path, msp.CodeType, "want a list")
		return
	}
	for i, value := range values {
		each(path+"["+strconv.Itoa(i)+"]", value)
	}
}

// split reads those keys of an object that are known here, and returns the others as an
// object, for the library to read.
func (d *document) split(path string, raw json.RawMessage, known map[string]part) json.RawMessage {
	var rest []string
	d.object(path, raw, func(key, path string, raw json.RawMessage) {
		if read, ok := known[key]; ok {
			read(path, raw)
			return
		}
		name, err := json.Marshal(key)
		d.take(path, err)
		rest = append(rest, string(name)+":"+string(raw))
	})
	return json.RawMessage("{" + strings.Join(rest, ",") + "}")
}

// plainTexts reports whether all texts of a value can be shown as they are.
func (d *document) plainTexts(path string, raw json.RawMessage) bool {
	for tokens := json.NewDecoder(bytes.NewReader(raw)); ; {
		token, err := tokens.Token()
		if err != nil {
			return true // the end: the document is JSON
		}
		if text, ok := token.(string); ok && !isPlain(text) {
			d.errorf(path, msp.CodeRange, "%q is not a text of one line that can be printed", text)
			return false
		}
	}
}

// text returns the part that reads a string.
func (d *document) text(into *string) part {
	return func(path string, raw json.RawMessage) {
		var text *string
		if err := json.Unmarshal(raw, &text); err != nil || text == nil {
			d.errorf(path, msp.CodeType, "want a text")
			return
		}
		*into = *text
	}
}

// date returns the part that reads a date.
func (d *document) date(into *msp.Date) part {
	return func(path string, raw json.RawMessage) {
		var text string
		before := len(d.issues)
		if d.text(&text)(path, raw); len(d.issues) > before {
			return
		}
		date, err := msp.ParseDate(text)
		d.take(path, err)
		*into = date
	}
}
