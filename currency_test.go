package msp_test

import (
	"errors"
	"testing"
	"unsafe"

	"github.com/mspkit/msp"
)

func TestParseCurrency(t *testing.T) {
	for _, tt := range []struct {
		text, want, code string
		digits           int
	}{
		{"", "", "", 0},
		{"USD", "USD", "USD", 2},
		{"USD/2", "USD", "USD", 2},
		{"JPY", "JPY", "JPY", 0},
		{"KWD", "KWD", "KWD", 3},
		{"CLF", "CLF", "CLF", 4},
		{"UYW", "UYW", "UYW", 4},
		{"ZWG", "ZWG", "ZWG", 2},
		{"BIF", "BIF", "BIF", 0},
		{"XPF", "XPF", "XPF", 0},
		{"TND", "TND", "TND", 3},
		{"PTS/3", "PTS/3", "PTS", 3},
		{"PTS/0", "PTS/0", "PTS", 0},
		{"A/18", "A/18", "A", 18},
		{"POINTS/10", "POINTS/10", "POINTS", 10},
		{"XAU/6", "XAU/6", "XAU", 6},
	} {
		got, err := msp.ParseCurrency(tt.text)
		if err != nil || got.String() != tt.want || got.Code() != tt.code || got.Digits() != tt.digits {
			t.Errorf("ParseCurrency(%q) = %v (%q, %d), %v, want %v (%q, %d)",
				tt.text, got, got.Code(), got.Digits(), err, tt.want, tt.code, tt.digits)
		}
		if got.IsZero() != (tt.text == "") {
			t.Errorf("ParseCurrency(%q).IsZero() = %v", tt.text, got.IsZero())
		}
		roundTrip(t, got)
	}
}

func TestParseCurrencyErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"usd", msp.ErrSyntax},
		{"US1", msp.ErrSyntax},
		{" USD", msp.ErrSyntax},
		{"USD ", msp.ErrSyntax},
		{"SEVENLY/2", msp.ErrSyntax},
		{"SEVENLY", msp.ErrSyntax},
		{"/2", msp.ErrSyntax},
		{"PTS/", msp.ErrSyntax},
		{"PTS/-1", msp.ErrSyntax},
		{"PTS/+1", msp.ErrSyntax},
		{"PTS/03", msp.ErrSyntax},
		{"PTS/00", msp.ErrSyntax},
		{"PTS/100", msp.ErrSyntax},
		{"PTS/3/3", msp.ErrSyntax},
		{"ÄÖÜ/2", msp.ErrSyntax},
		{"ÄÖÜ", msp.ErrSyntax},
		{"USD\x00", msp.ErrSyntax},
		{"PTS/" + long(), msp.ErrSyntax},
		{long(), msp.ErrSyntax},
		{"PTS", msp.ErrRange},
		{"US", msp.ErrRange},
		{"PTS/19", msp.ErrRange},
		{"USD/3", msp.ErrRange},
		{"JPY/2", msp.ErrRange},
		{"XAU", msp.ErrRange},
		{"XXX", msp.ErrRange},
		{"HRK", msp.ErrRange},
		{"BGN", msp.ErrRange},
	} {
		refuses[msp.Currency](t, tt.text, tt.kind)
	}
	for _, digits := range []int{-1, 19, 1 << 40} {
		if _, err := msp.NewCurrency("PTS", digits); !errors.Is(err, msp.ErrRange) {
			t.Errorf("NewCurrency(PTS, %d): %v, want ErrRange", digits, err)
		}
	}
	mustPanic(t, "MustParseCurrency", func() { msp.MustParseCurrency("PTS") })
}

func TestNewCurrency(t *testing.T) {
	for _, tt := range []struct {
		code   string
		digits int
		want   string
	}{{"USD", 2, "USD"}, {"PTS", 3, "PTS/3"}} {
		got, err := msp.NewCurrency(tt.code, tt.digits)
		if err != nil || got != msp.MustParseCurrency(tt.want) {
			t.Errorf("NewCurrency(%q, %d) = %v, %v, want %v", tt.code, tt.digits, got, err, tt.want)
		}
	}
}

// The number of codes in the list of 2026-01-01: 178, less 13 without a minor
// unit.
func TestCurrencyCount(t *testing.T) {
	counts := make(map[int]int)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				if got, err := msp.ParseCurrency(string([]rune{a, b, c})); err == nil {
					counts[got.Digits()]++
				}
			}
		}
	}
	if counts[0] != 17 || counts[2] != 139 || counts[3] != 7 || counts[4] != 2 || len(counts) != 4 {
		t.Errorf("codes by digits: %v, want 17 with 0, 139 with 2, 7 with 3, 2 with 4", counts)
	}
}

func TestCurrencyCompare(t *testing.T) {
	sorted := []string{"", "A/0", "EUR", "PTS/2", "PTS/3", "PTSX/0", "USD", "ZZZZZZ/18"}
	for i, a := range sorted {
		for j, b := range sorted {
			got := msp.MustParseCurrency(a).Compare(msp.MustParseCurrency(b))
			if want := sign(i - j); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func TestSizes(t *testing.T) {
	if got := unsafe.Sizeof(msp.Currency{}); got != 8 {
		t.Errorf("a Currency has %d bytes, want 8", got)
	}
	if got := unsafe.Sizeof(msp.Money{}); got != 16 {
		t.Errorf("Money has %d bytes, want 16", got)
	}
	if got := unsafe.Sizeof(msp.Percent{}); got != 16 {
		t.Errorf("a Percent has %d bytes, want 16", got)
	}
}
