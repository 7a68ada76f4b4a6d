package pricing

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// moneyJSON is an amount in JSON. Unlike an amount of 0.00 USD, only that of no
// currency is left out, so that each comes back as it was.
type moneyJSON msp.Money

// IsZero is read by omitzero.
func (m moneyJSON) IsZero() bool { return msp.Money(m) == msp.Money{} }

// MarshalJSON writes the amount as an object.
func (m moneyJSON) MarshalJSON() ([]byte, error) { return msp.Money(m).MarshalJSON() }

// quantityJSON is a quantity in JSON, "12.5 hour". Unlike 0 of a unit, only 0 of none
// is left out.
type quantityJSON Quantity

// IsZero is read by omitzero.
func (q quantityJSON) IsZero() bool { return Quantity(q) == Quantity{} }

// MarshalText writes the quantity. A unit that would not be read back is an error.
func (q quantityJSON) MarshalText() ([]byte, error) {
	unit := Quantity(q).Unit()
	if unit != "" && strings.TrimSpace(unit) == "" {
		return nil, msp.NewInputError(msp.ErrSyntax, "pricing: unit", unit, "blank")
	}
	if _, err := strict.Text(unit).MarshalText(); err != nil {
		return nil, err
	}
	return Quantity(q).MarshalText()
}

// mapJSON returns a map as JSON has it. A key that is not UTF-8
// is an error, since encoding/json does not ask a key for its text.
func mapJSON[V, J any](m map[string]V, value func(V) J) (map[string]J, error) {
	out := make(map[string]J, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) { // in order, so that the error is always the same one
		if _, err := strict.Text(key).MarshalText(); err != nil {
			return nil, err
		}
		out[key] = value(m[key])
	}
	return out, nil
}

func numbersJSON(m map[string]decimal.Decimal) (map[string]strict.Number, error) {
	return mapJSON(m, func(d decimal.Decimal) strict.Number { return strict.Number(d) })
}

// partJSON returns the JSON of a part of a record, nothing for one that is {}, which
// omitempty then leaves out.
func partJSON(part json.Marshaler) (json.RawMessage, error) {
	data, err := part.MarshalJSON()
	if err != nil || string(data) == "{}" {
		return nil, err
	}
	return data, nil
}

// decodeNumbers reads an object of decimals by name. An empty one is none.
func decodeNumbers(into *map[string]decimal.Decimal, v *strict.Value) {
	v.Members(func(name string, v *strict.Value) {
		var d decimal.Decimal
		v.Decimal(&d)
		if *into == nil {
			*into = make(map[string]decimal.Decimal)
		}
		(*into)[name] = d
	})
}

// decodeMoney reads an amount, {"amount":"12.50","currency":"USD"}. That of no
// currency is {"amount":"0"}.
func decodeMoney(into *msp.Money, v *strict.Value) {
	var amount, code string
	var c msp.Currency
	good := v.IsObject() // so far
	v.Object(strict.Fields{
		"amount": func(v *strict.Value) {
			v.String(&amount)
			good = good && v.IsString()
		},
		"currency": func(v *strict.Value) {
			v.Text(&c)
			if v.IsString() {
				v.String(&code)
			}
			good = good && v.IsString() && (code == "") == c.IsZero()
		},
	})
	switch {
	case !good:
		return // there is a finding
	case !v.Has("amount"):
		v.Errorf(msp.CodeMissing, "an amount of money has an amount")
		return
	case code == "" && strings.Contains(amount, " "): // else the currency could stand there
		v.Errorf(msp.CodeSyntax, "want the amount alone, and the currency beside it")
		return
	case code != "":
		amount += " " + c.String()
	}
	m, err := msp.ParseMoney(amount)
	switch {
	case errors.Is(err, msp.ErrRange):
		v.Errorf(msp.CodeRange, "%v", err)
	case code == "" && (errors.Is(err, msp.ErrCurrency) || errors.Is(err, msp.ErrPrecision)):
		v.Errorf(msp.CodeMissing, "%v", err)
	case err != nil:
		v.Errorf(msp.CodeSyntax, "%v", err)
	default:
		*into = m
	}
}
