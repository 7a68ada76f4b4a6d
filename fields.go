package msp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"unicode/utf8"
)

// readFields walks the members of one JSON object, strictly: another value, a
// repeated key, text after the object and invalid UTF-8 are errors. The values
// are the raw JSON.
func readFields(what string, data []byte, member func(key string, value []byte) error) error {
	var seen []string
	return walkObject(what, data, func(key string, value []byte) error {
		if slices.Contains(seen, key) {
			return NewInputError(ErrSyntax, what, key, "repeated key")
		}
		if err := member(key, value); err != nil {
			return err
		}
		seen = append(seen, key) // member refuses unknown keys, so it stays short
		return nil
	})
}

// walkObject is readFields for an object whose keys are data: repeated ones are
// for member to find.
func walkObject(what string, data []byte, member func(key string, value []byte) error) error {
	syntax := func(why string) error { return NewInputError(ErrSyntax, what, string(data), why) }
	if !utf8.Valid(data) {
		return syntax("invalid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return syntax("want a JSON object")
	}
	for decoder.More() {
		token, err := decoder.Token()
		key, ok := token.(string)
		if err != nil || !ok {
			return syntax("want a JSON object")
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return syntax("want a JSON object")
		}
		if err := member(key, value); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return syntax("want a JSON object")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return syntax("want one JSON object")
	}
	return nil
}

// readString reads a JSON string.
func readString(what string, value []byte) (string, error) {
	var text string
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, &text) != nil {
		return "", NewInputError(ErrSyntax, what, string(value), "want a JSON string")
	}
	return text, nil
}
