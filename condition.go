package msp

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A Condition says of which things something holds: for each attribute the
// values it may have. All attributes must agree, each with one of its values.
//
//	msp.Condition{"client": {"acme"}, "priority": {"P1", "P2"}}
//
// The empty Condition holds for everything. An attribute that a thing does not
// have never agrees, not even with the value "". An empty list of values agrees
// with nothing, and is a finding. Names and values are compared byte by byte.
//
// A Condition is a record: a map that its owner may change, checked by
// [Condition.Validate] and used by [Condition.Matches].
type Condition map[string][]string

// Matches reports whether the condition holds for a thing with these attributes.
func (c Condition) Matches(attributes map[string]string) bool {
	return c.MatchesFunc(func(name string) (string, bool) {
		value, ok := attributes[name]
		return value, ok
	})
}

// MatchesFunc is [Condition.Matches] for attributes that a function looks up. It
// reports false for one that is not there. A nil function has none.
func (c Condition) MatchesFunc(attribute func(name string) (string, bool)) bool {
	if attribute == nil {
		return len(c) == 0
	}
	for name, allowed := range c {
		if value, ok := attribute(name); !ok || !slices.Contains(allowed, value) {
			return false
		}
	}
	return true
}

// Clone returns a copy that shares nothing with c.
func (c Condition) Clone() Condition {
	clone := maps.Clone(c)
	for name, allowed := range clone {
		clone[name] = slices.Clone(allowed)
	}
	return clone
}

// maxFindings is the number of findings a record of this package reports.
const maxFindings = 1000

// Validate returns all findings, sorted, at most 1000 and one that says so:
//
//   - an attribute without a name or without values: error, [CodeMissing]
//   - a name or value that is not UTF-8: error, [CodeSyntax]
//   - a value twice: warning, [CodeDuplicate]
func (c Condition) Validate() Issues {
	var found Issues
	add := func(severity Severity, code Code, path, message string) {
		if len(found) < maxFindings {
			found = append(found, Issue{severity, code, path, message})
		} else if len(found) == maxFindings {
			found = append(found, Issue{Severity: SeverityError, Code: CodeTooMany, Message: "further findings are not shown"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		path := shorten(name)
		if name == "" {
			add(SeverityError, CodeMissing, path, "attribute without a name")
		}
		if !utf8.ValidString(name) {
			add(SeverityError, CodeSyntax, path, "name is not UTF-8")
		}
		if len(c[name]) == 0 {
			add(SeverityError, CodeMissing, path, "no values: the condition never holds")
		}
		seen := make(map[string]bool, len(c[name]))
		for i, value := range c[name] {
			at := path + "[" + strconv.Itoa(i) + "]"
			if !utf8.ValidString(value) {
				add(SeverityError, CodeSyntax, at, "value is not UTF-8")
			}
			if seen[value] {
				add(SeverityWarning, CodeDuplicate, at, "value "+strconv.Quote(shorten(value))+" twice")
			}
			seen[value] = true
		}
	}
	return found.Sorted()
}

// MarshalJSON returns {"client":["acme"],"priority":["P1","P2"]}: attributes
// sorted by name, values in their order. A name or value that is not UTF-8 is an
// error, since JSON cannot hold it.
func (c Condition) MarshalJSON() ([]byte, error) {
	plain := make(map[string][]string, len(c))
	for name, allowed := range c {
		if !utf8.ValidString(name) || slices.ContainsFunc(allowed, func(v string) bool { return !utf8.ValidString(v) }) {
			return nil, NewInputError(ErrSyntax, "msp: condition", name, "not UTF-8")
		}
		plain[name] = append([]string{}, allowed...) // [] rather than null
	}
	return json.Marshal(plain)
}

// UnmarshalJSON reads what [Condition.MarshalJSON] returns, attributes in any
// order. A repeated attribute and a value that is not a string are findings, all
// of them in one [Issues] error; null is an error.
func (c *Condition) UnmarshalJSON(data []byte) error {
	read := make(Condition)
	var found Issues
	err := walkObject("msp: condition", data, func(name string, value []byte) error {
		path := shorten(name)
		if _, ok := read[name]; ok {
			found = append(found, Issue{SeverityError, CodeDuplicateKey, path, "attribute twice"})
		}
		allowed, ok := readStrings(value)
		if !ok {
			found = append(found, Issue{SeverityError, CodeType, path, "want a list of strings"})
		}
		read[name] = allowed
		if len(found) > maxFindings {
			return errTooMany
		}
		return nil
	})
	switch {
	case errors.Is(err, errTooMany):
		found[maxFindings] = Issue{Severity: SeverityError, Code: CodeTooMany, Message: "further findings are not shown"}
	case err != nil:
		return Issues{{SeverityError, CodeSyntax, "", err.Error()}}
	}
	if err := found.Sorted().Err(); err != nil {
		return err
	}
	*c = read
	return nil
}

var errTooMany = errors.New("too many findings")

// readStrings reads a JSON array of strings.
func readStrings(value []byte) ([]string, bool) {
	var list []*string // null is a nil
	if !bytes.HasPrefix(value, []byte("[")) || json.Unmarshal(value, &list) != nil {
		return nil, false
	}
	texts := make([]string, len(list))
	for i, text := range list {
		if text == nil {
			return nil, false
		}
		texts[i] = *text
	}
	return texts, true
}
