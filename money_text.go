package msp

import (
	"database/sql/driver"
	"strings"

	"github.com/mspkit/msp/internal/wide"
)

// ParseMoney reads "12.50 USD" or "12.500 PTS/3", and "0" as the zero Money.
// Fewer digits than the currency has, as in "12 USD", and "-0" are accepted but
// never produced; more digits are an [ErrPrecision] error, zeros or not.
func ParseMoney(text string) (Money, error) {
	amount, code, found := strings.Cut(text, " ")
	if found && code == "" {
		return Money{}, NewInputError(ErrSyntax, "msp: money", text, "want 12.50 USD")
	}
	c, err := ParseCurrency(code)
	if err != nil {
		return Money{}, err
	}
	return parseAmount(text, amount, c)
}

// parseAmount reads the amount of a money text.
func parseAmount(text, amount string, c Currency) (Money, error) {
	n, err := readNumber("msp: money", amount)
	if err != nil {
		return Money{}, err
	}
	if n.scale > c.Digits() {
		why := "this currency has fewer digits"
		if c.IsZero() {
			why = "only 0 can be without a currency"
		}
		return Money{}, NewInputError(ErrPrecision, "msp: money", text, why)
	}
	minor, ok := wide.Signed(n.neg, n.mag)
	if ok {
		minor, ok = wide.Mul(minor, int64(wide.Pow10(c.Digits()-n.scale))).Int64()
	}
	if !ok {
		return Money{}, NewInputError(ErrRange, "msp: money", text, "more than 2^63 minor units")
	}
	if minor != 0 && c.IsZero() {
		return Money{}, noCurrency(text)
	}
	return Money{minor, c}, nil
}

// MustParseMoney is [ParseMoney] for constants in code; it panics on an error.
func MustParseMoney(text string) Money {
	m, err := ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return m
}

// String returns "12.50 USD", or "0" for the zero Money.
func (m Money) String() string {
	text, _ := m.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (m Money) AppendText(b []byte) ([]byte, error) {
	b = m.appendAmount(b)
	if m.currency.IsZero() {
		return b, nil
	}
	return m.currency.AppendText(append(b, ' '))
}

func (m Money) appendAmount(b []byte) []byte {
	return appendNumber(b, number{m.minor < 0, wide.Abs(m.minor), m.currency.Digits()})
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (m Money) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseMoney].
func (m *Money) UnmarshalText(text []byte) error {
	parsed, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// MarshalJSON returns {"amount":"12.50","currency":"USD"}, or {"amount":"0"} for
// the zero Money. It never fails. As a key of a JSON object an amount has its
// text form, "12.50 USD".
func (m Money) MarshalJSON() ([]byte, error) {
	b := append(m.appendAmount([]byte(`{"amount":"`)), '"')
	if !m.currency.IsZero() {
		b, _ = m.currency.AppendText(append(b, `,"currency":"`...))
		b = append(b, '"')
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what [Money.MarshalJSON] returns, with the freedom of
// [ParseMoney], and a string of the text form, since encoding/json reads keys
// through here. An unknown, repeated or missing key, a number and null are errors.
func (m *Money) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		text, err := readString("msp: money", data)
		if err != nil {
			return err
		}
		return m.UnmarshalText([]byte(text))
	}
	var amount, code string
	err := readFields("msp: money", data, func(key string, value []byte) (err error) {
		switch key {
		case "amount":
			amount, err = readString("msp: money", value)
		case "currency":
			code, err = readString("msp: money", value)
		default:
			err = NewInputError(ErrSyntax, "msp: money", key, "unknown key")
		}
		return err
	})
	if err != nil {
		return err
	}
	c, err := ParseCurrency(code)
	if err != nil {
		return err
	}
	parsed, err := parseAmount(amount+" "+code, amount, c)
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Value implements [driver.Valuer]: the text. The zero Money is "0", not NULL.
func (m Money) Value() (driver.Value, error) { return m.String(), nil }

// Scan implements [database/sql.Scanner]: the text. NULL is an error, since it
// is no amount; scan it into a [database/sql.Null].
func (m *Money) Scan(src any) error { return scanText(m, src) }
