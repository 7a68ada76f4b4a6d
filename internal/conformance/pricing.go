package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// pricingCase is what every line of the pricing area has.
type pricingCase struct {
	Kind     string          `json:"kind"`
	Currency msp.Currency    `json:"currency"`
	Rounding msp.Rounding    `json:"rounding"`
	In       json.RawMessage `json:"in"`
	Want     json.RawMessage `json:"want"`
}

// pricingSuite is the suite of files with lines of the given kinds.
func pricingSuite(kinds map[string]func(pricingCase) error) suite {
	return func(line []byte) error {
		var c pricingCase
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		run, ok := kinds[c.Kind]
		if !ok {
			return fmt.Errorf("unknown kind %q", c.Kind)
		}
		return run(c)
	}
}

// amountText is an amount as the vectors write it, without its currency.
func amountText(m msp.Money) string {
	text, _, _ := strings.Cut(m.String(), " ")
	return text
}

// refused lets an overflow error pass where the amount is indeed beyond an int64
// of minor units: the vectors allow a refusal there, never a wrong number.
func refused(amount decimal.Decimal, c msp.Currency, err error) error {
	minor := amount.Shift(int32(c.Digits()))
	if errors.Is(err, msp.ErrOverflow) && !minor.Truncate(0).BigInt().IsInt64() {
		return nil
	}
	return err
}

func roundCase(c pricingCase) error {
	var in struct {
		Amount decimal.Decimal `json:"amount"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	got, err := msp.MoneyFromDecimal(in.Amount, c.Currency, c.Rounding)
	if err != nil {
		return refused(in.Amount, c.Currency, err)
	}
	return same("amount", map[string]string{"amount": amountText(got)}, c.Want)
}

func allocateCase(c pricingCase) error {
	var in struct {
		Amount  string            `json:"amount"`
		Weights []decimal.Decimal `json:"weights"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	whole, err := msp.ParseMoney(in.Amount + " " + c.Currency.Code())
	if err != nil {
		amount, notNumber := decimal.NewFromString(in.Amount)
		return errors.Join(notNumber, refused(amount, c.Currency, err))
	}
	parts, err := whole.Allocate(in.Weights...)
	if err != nil {
		return err
	}
	texts := []string{}
	for _, part := range parts {
		texts = append(texts, amountText(part))
	}
	return same("parts", map[string][]string{"parts": texts}, c.Want)
}
