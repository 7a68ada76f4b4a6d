// Package duration holds the text of durations in records: "4h", "1h30m",
// "0.5s".
//
// It is what [time.ParseDuration] reads, less what people do not write in a
// contract. There are no days: whether a day is 24 hours or a date is what the
// records themselves say.
package duration

import (
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
)

// longest is the text of the longest duration, "-2562047h47m16.854775808s".
const longest = len("-2562047h47m16.854775808s")

// Parse reads hours, minutes and seconds in this order, each a whole number, the
// seconds with up to nine digits after a point, and a minus sign before it all.
// Parts above 59 ("90m") and parts of zero ("4h0m0s") are accepted but never
// produced, except for "0s". The what names the text for errors.
func Parse(what, text string) (time.Duration, error) {
	if !isDuration(text) {
		return 0, msp.NewInputError(msp.ErrSyntax, what, text, "want hours, minutes and seconds, such as 1h30m")
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, msp.NewInputError(msp.ErrRange, what, text, "more than 292 years")
	}
	return d, nil
}

func isDuration(text string) bool {
	if len(text) > 2*longest {
		return false
	}
	rest, parts := strings.TrimPrefix(text, "-"), 0
	for _, unit := range [...]string{"h", "m", "s"} {
		digits, after, ok := strings.Cut(rest, unit)
		if !ok {
			continue
		}
		if whole, fraction, point := strings.Cut(digits, "."); point && unit == "s" {
			if !isFraction(fraction) {
				return false
			}
			digits = whole
		}
		if !isNumber(digits) || digits != "0" && digits[0] == '0' {
			return false
		}
		rest = after
		parts++
	}
	return rest == "" && parts > 0
}

func isFraction(text string) bool { return len(text) <= 9 && isNumber(text) }

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// Append appends the one form that Parse reads as d: parts that are zero are left
// out, minutes and seconds are below 60.
func Append(b []byte, d time.Duration) []byte {
	// The magnitude of the shortest duration fits only unsigned.
	rest := uint64(d)
	if d < 0 {
		b, rest = append(b, '-'), -rest
	}
	hours, minutes := rest/uint64(time.Hour), rest/uint64(time.Minute)%60
	seconds, nanos := rest/uint64(time.Second)%60, rest%uint64(time.Second)
	if hours > 0 {
		b = append(strconv.AppendUint(b, hours, 10), 'h')
	}
	if minutes > 0 {
		b = append(strconv.AppendUint(b, minutes, 10), 'm')
	}
	if seconds == 0 && nanos == 0 && d != 0 {
		return b
	}
	b = strconv.AppendUint(b, seconds, 10)
	if nanos > 0 {
		start := len(b)
		b = strconv.AppendUint(b, nanos+uint64(time.Second), 10) // the leading 1 keeps the zeros
		b[start] = '.'
		b = []byte(strings.TrimRight(string(b), "0"))
	}
	return append(b, 's')
}

// Format returns what Append appends.
func Format(d time.Duration) string { return string(Append(nil, d)) }
