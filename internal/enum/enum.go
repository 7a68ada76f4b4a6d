// Package enum holds the text of small enumerations.
//
// An enumeration is an unsigned integer whose zero means "none" and has the
// empty text. Its names are one string constant, "met|missed|pending", in the
// order of its values from 1.
package enum

import (
	"strconv"
	"strings"
)

// Name returns the text of v, and whether v is a value of the enumeration.
// The zero is one, with the empty text.
func Name(names string, v uint8) (string, bool) {
	if v == 0 {
		return "", true
	}
	for i := uint8(1); ; i++ {
		name, rest, more := strings.Cut(names, "|")
		if i == v {
			return name, true
		}
		if !more {
			return "", false
		}
		names = rest
	}
}

// String is Name, or "Type(9)" for a v that is no value of the enumeration.
func String(typ, names string, v uint8) string {
	if name, ok := Name(names, v); ok {
		return name
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

// Parse is the inverse of Name. Case counts.
func Parse(names, text string) (uint8, bool) {
	if text == "" {
		return 0, true
	}
	for i := uint8(1); ; i++ {
		name, rest, more := strings.Cut(names, "|")
		if name == text {
			return i, true
		}
		if !more {
			return 0, false
		}
		names = rest
	}
}
