package msp

import (
	"cmp"
	"database/sql/driver"
	"strconv"
	"strings"
)

// A Currency is what an amount of money is counted in: a code and the number of
// digits after the point. The currencies in use by ISO 4217 are known; an own
// unit, such as points, has a code of one to six letters and states its digits.
//
//	USD     US dollar, 2 digits
//	JPY     yen, 0 digits
//	PTS/3   an own unit with 3 digits
//
// The zero Currency means "none" and has the empty text. Currencies are
// comparable with ==. One code has one meaning: an own unit cannot take a code
// of ISO 4217, and a code without digits that ISO 4217 does not list is an
// error. The units of ISO 4217 without a minor unit (gold, drawing rights, test
// codes: XAU, XDR, XTS …) and withdrawn codes are not known; write XAU/6, HRK/2.
type Currency struct {
	// From the top: six bytes of the code, then a byte that is 1 for an own unit,
	// then the digits. So integers order as codes do.
	packed uint64
}

const (
	currencyLetters = 6
	currencyDigits  = 18 // so that one unit fits an int64
	currencyOwn     = 1 << 8
)

// The codes of ISO 4217 with a minor unit, by their digits, as in its list of
// 2026-01-01. A space ends each, so that three letters and a space occur only
// where a code stands.
const (
	iso0 = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
	iso2 = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL " +
		"GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR " +
		"LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD " +
		"PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC " +
		"SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR " +
		"ZMW ZWG "
	iso3 = "BHD IQD JOD KWD LYD OMR TND "
	iso4 = "CLF UYW "
)

// isoDigits returns the digits of a code of ISO 4217, and whether it is one.
func isoDigits(code string) (int, bool) {
	for _, group := range [...]struct {
		codes  string
		digits int
	}{{iso2, 2}, {iso0, 0}, {iso3, 3}, {iso4, 4}} {
		if len(code) == 3 && strings.Contains(group.codes, code+" ") {
			return group.digits, true
		}
	}
	return 0, false
}

// NewCurrency returns the currency of a code and its digits: an own unit with 0
// to 18 digits, or a currency of ISO 4217 with the digits it has there.
func NewCurrency(code string, digits int) (Currency, error) {
	input := code + "/" + strconv.Itoa(digits)
	if !isCurrencyCode(code) {
		return Currency{}, NewInputError(ErrSyntax, "msp: currency", input, "want a code of 1 to 6 letters A to Z")
	}
	if digits < 0 || digits > currencyDigits {
		return Currency{}, NewInputError(ErrRange, "msp: currency", input, "want 0 to 18 digits")
	}
	var flags uint64 = currencyOwn
	if iso, ok := isoDigits(code); ok {
		if iso != digits {
			return Currency{}, NewInputError(ErrRange, "msp: currency", input, "this code of ISO 4217 has "+strconv.Itoa(iso)+" digits")
		}
		flags = 0
	}
	return Currency{packCode(code) | flags | uint64(digits)}, nil
}

func isCurrencyCode(code string) bool {
	for i := range len(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	return 0 < len(code) && len(code) <= currencyLetters
}

func packCode(code string) uint64 {
	var packed uint64
	for i := range len(code) {
		packed |= uint64(code[i]) << (56 - 8*i)
	}
	return packed
}

// ParseCurrency reads "USD" or "PTS/3"; the empty text is the zero Currency. The
// form "USD/2" is accepted but never produced; "USD/3" is an error.
func ParseCurrency(text string) (Currency, error) {
	if text == "" {
		return Currency{}, nil
	}
	code, after, stated := strings.Cut(text, "/")
	if !stated {
		if !isCurrencyCode(code) {
			return Currency{}, NewInputError(ErrSyntax, "msp: currency", text, "want USD or PTS/3")
		}
		iso, ok := isoDigits(code)
		if !ok {
			return Currency{}, NewInputError(ErrRange, "msp: currency", text, "not in ISO 4217; an own unit states its digits: CODE/2")
		}
		return Currency{packCode(code) | uint64(iso)}, nil
	}
	if digitRun(after) != len(after) || len(after) < 1 || len(after) > 2 || len(after) == 2 && after[0] == '0' {
		return Currency{}, NewInputError(ErrSyntax, "msp: currency", text, "want USD or PTS/3")
	}
	n, _ := digits(after)
	return NewCurrency(code, n)
}

// MustParseCurrency is [ParseCurrency] for constants in code; it panics on an
// error.
func MustParseCurrency(text string) Currency {
	c, err := ParseCurrency(text)
	if err != nil {
		panic(err)
	}
	return c
}

// Code returns the code, "USD" or "PTS", or "" for the zero Currency.
func (c Currency) Code() string {
	var code [currencyLetters]byte
	n := 0
	for n < len(code) && byte(c.packed>>(56-8*n)) != 0 {
		code[n] = byte(c.packed >> (56 - 8*n))
		n++
	}
	return string(code[:n])
}

// Digits returns the number of digits after the point.
func (c Currency) Digits() int { return int(byte(c.packed)) }

// IsZero reports whether c is the zero Currency, none.
func (c Currency) IsZero() bool { return c == Currency{} }

// Compare orders currencies by their code, own units of one code by their
// digits; none comes first.
func (c Currency) Compare(other Currency) int { return cmp.Compare(c.packed, other.packed) }

// String returns "USD" or "PTS/3", or "" for the zero Currency.
func (c Currency) String() string {
	text, _ := c.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (c Currency) AppendText(b []byte) ([]byte, error) {
	b = append(b, c.Code()...)
	if c.packed&currencyOwn != 0 {
		b = append(b, '/')
		b = strconv.AppendInt(b, int64(c.Digits()), 10)
	}
	return b, nil
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (c Currency) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCurrency].
func (c *Currency) UnmarshalText(text []byte) error {
	parsed, err := ParseCurrency(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Currency.
func (c Currency) Value() (driver.Value, error) { return textValue(c, c.IsZero()) }

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero
// Currency.
func (c *Currency) Scan(src any) error { return scanText(c, src) }
