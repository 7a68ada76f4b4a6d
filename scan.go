package msp

import (
	"encoding"
	"fmt"
)

// scanText gives a value that reads text the Scan method of database/sql: NULL
// is the empty text.
func scanText(into encoding.TextUnmarshaler, src any) error {
	switch src := src.(type) {
	case nil:
		return into.UnmarshalText(nil)
	case string:
		return into.UnmarshalText([]byte(src))
	case []byte:
		return into.UnmarshalText(src)
	default:
		return NewInputError(ErrSyntax, "msp: scan", fmt.Sprintf("%T", src), "want text")
	}
}
