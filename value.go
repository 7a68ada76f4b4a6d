package msp

import (
	"database/sql/driver"
	"encoding"
)

// textValue gives a value that writes text the Value method of database/sql:
// NULL for none.
func textValue(v encoding.TextMarshaler, none bool) (driver.Value, error) {
	if none {
		return nil, nil //nolint:nilnil // NULL is what database/sql wants here.
	}
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}
