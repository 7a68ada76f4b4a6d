package pricing

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// ParseRateChange reads the JSON of a change of an hourly rate, one of
//
//	{"replace":"200"}
//	{"add":"-25"}
//	{"multiply":"1.5"}
//
// Reading is strict: unknown and repeated keys, a second change, a JSON number in
// place of the string, and a rate to replace or a factor below zero are findings, as
// [msp.Issues].
func ParseRateChange(data []byte) (RateChange, error) {
	var c RateChange
	if err := strict.Decode(data, msp.Limits{}, func(v *strict.Value) { decodeRateChange(&c, v) }).Err(); err != nil {
		return nil, err
	}
	var list findings.List
	checkRateChange(&list, "", c)
	if err := list.Issues().Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// decodeRateChange reads a change. An object without a key is a finding here, since
// where a change may be left out nobody would find it later.
func decodeRateChange(into *RateChange, v *strict.Value) {
	changes := 0
	one := func(of func(decimal.Decimal) RateChange) func(*strict.Value) {
		return func(v *strict.Value) {
			if changes++; changes > 1 {
				v.Errorf(msp.CodeConflict, "one of replace, add and multiply")
				return
			}
			var d decimal.Decimal
			v.Decimal(&d)
			*into = of(d)
		}
	}
	v.Object(strict.Fields{
		"replace":  one(func(d decimal.Decimal) RateChange { return ReplaceRate{d} }),
		"add":      one(func(d decimal.Decimal) RateChange { return AddRate{d} }),
		"multiply": one(func(d decimal.Decimal) RateChange { return MultiplyRate{d} }),
	})
	if v.IsObject() && changes == 0 {
		v.Errorf(msp.CodeMissing, "want replace, add or multiply")
	}
}

// decodeRateChanges reads an object of changes by name. An empty one is none.
func decodeRateChanges(into *map[string]RateChange, v *strict.Value) {
	v.Members(func(name string, v *strict.Value) {
		if *into == nil {
			*into = make(map[string]RateChange)
		}
		var c RateChange
		decodeRateChange(&c, v)
		(*into)[name] = c
	})
}

// MarshalJSON returns {"replace":"200"}; see [RateChange].
func (c ReplaceRate) MarshalJSON() ([]byte, error) { return rateChangeJSON("replace", c.Rate) }

// MarshalJSON returns {"add":"25"}; see [RateChange].
func (c AddRate) MarshalJSON() ([]byte, error) { return rateChangeJSON("add", c.Rate) }

// MarshalJSON returns {"multiply":"1.5"}; see [RateChange].
func (c MultiplyRate) MarshalJSON() ([]byte, error) { return rateChangeJSON("multiply", c.Factor) }

func rateChangeJSON(key string, d decimal.Decimal) ([]byte, error) {
	return json.Marshal(map[string]strict.Number{key: strict.Number(d)})
}

// rateChangesJSON returns changes by name as JSON has them. A name without a change is
// an error, since it would not be read back.
func rateChangesJSON(changes map[string]RateChange) (map[string]RateChange, error) {
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		if !isRateChange(changes[name]) {
			return nil, msp.NewInputError(msp.ErrInvalid, "pricing: rate change", name, "there is none, or a pointer to one")
		}
	}
	return mapJSON(changes, func(c RateChange) RateChange { return c })
}

// isRateChange reports whether c is one of the three and no pointer, which may be nil.
func isRateChange(c RateChange) bool {
	switch c.(type) {
	case ReplaceRate, AddRate, MultiplyRate:
		return true
	}
	return false
}
