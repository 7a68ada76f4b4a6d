package msp_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

func decimals(texts ...string) []decimal.Decimal {
	ds := make([]decimal.Decimal, len(texts))
	for i, text := range texts {
		ds[i] = decimal.RequireFromString(text)
	}
	return ds
}

func moneyTexts(amounts []msp.Money) []string {
	texts := make([]string, len(amounts))
	for i, m := range amounts {
		texts[i] = m.String()
	}
	return texts
}

func TestAllocate(t *testing.T) {
	for _, tt := range []struct {
		m       string
		weights []string
		want    []string
	}{
		{"100 USD", []string{"1", "1", "1"}, []string{"33.34 USD", "33.33 USD", "33.33 USD"}},
		{"-100 USD", []string{"1", "1", "1"}, []string{"-33.34 USD", "-33.33 USD", "-33.33 USD"}},
		{"1.01 USD", []string{"0", "1", "1"}, []string{"0.00 USD", "0.51 USD", "0.50 USD"}},
		{"0.05 USD", []string{"30", "70"}, []string{"0.02 USD", "0.03 USD"}},
		{"-10 USD", []string{"0.6667", "0.3333"}, []string{"-6.67 USD", "-3.33 USD"}},
		{"0 USD", []string{"1", "2"}, []string{"0.00 USD", "0.00 USD"}},
		{"0", []string{"1", "2"}, []string{"0", "0"}},
		{"10 JPY", []string{"2e10000", "1e10000"}, []string{"7 JPY", "3 JPY"}},
		{"10 JPY", []string{"2e-9999", "0e10000", "1e-9999"}, []string{"7 JPY", "0 JPY", "3 JPY"}},
		{"10 JPY", []string{"1e999", "1"}, []string{"10 JPY", "0 JPY"}},
		{"-92233720368547758.08 USD", []string{"5"}, []string{"-92233720368547758.08 USD"}},
		{"-92233720368547758.08 USD", []string{"0.5", "0.5"}, []string{"-46116860184273879.04 USD", "-46116860184273879.04 USD"}},
	} {
		got, err := money(tt.m).Allocate(decimals(tt.weights...)...)
		if err != nil || !slices.Equal(moneyTexts(got), tt.want) {
			t.Errorf("%s.Allocate(%v) = %v, %v, want %v", tt.m, tt.weights, got, err, tt.want)
		}
	}
}

func TestAllocateInts(t *testing.T) {
	const most = math.MaxInt64
	for _, tt := range []struct {
		m       string
		weights []int64
		want    []string
	}{
		{"1 JPY", []int64{0, 5, 5}, []string{"0 JPY", "1 JPY", "0 JPY"}},
		{"5 JPY", []int64{most, most}, []string{"3 JPY", "2 JPY"}},
		{"5 JPY", []int64{most, most, 0, most}, []string{"2 JPY", "2 JPY", "0 JPY", "1 JPY"}}, // beyond 64 bits
		{"9223372036854775807 JPY", []int64{most - 1, 1}, []string{"9223372036854775806 JPY", "1 JPY"}},
		{"-9223372036854775808 JPY", []int64{3}, []string{"-9223372036854775808 JPY"}},
	} {
		got, err := money(tt.m).AllocateInts(tt.weights...)
		if err != nil || !slices.Equal(moneyTexts(got), tt.want) {
			t.Errorf("%s.AllocateInts(%v) = %v, %v, want %v", tt.m, tt.weights, got, err, tt.want)
		}
	}
}

// Enough equal lines for a sort that does not keep their order.
func TestAllocateTies(t *testing.T) {
	equal := make([]int64, 100)
	for i := range equal {
		equal[i] = math.MaxInt64 / 100 * int64(1+i%2)
	}
	for _, weights := range [][]int64{equal, slices.Repeat([]int64{math.MaxInt64, math.MaxInt64 - 1}, 50)} {
		parts, err := money("60 JPY").AllocateInts(weights...)
		if err != nil {
			t.Fatal(err)
		}
		for i := 2; i < len(parts); i++ {
			if weights[i] == weights[i-2] && parts[i].Minor() > parts[i-2].Minor() {
				t.Errorf("line %d gets %v, line %d of equal weight %v", i, parts[i], i-2, parts[i-2])
			}
		}
	}
}

func TestAllocateErrors(t *testing.T) {
	m := money("1 USD")
	digits, _ := new(big.Int).SetString(long(), 10)
	for _, tt := range []struct {
		name    string
		weights []decimal.Decimal
	}{
		{"none", nil},
		{"zeros", decimals("0", "0.00", "0e9999")},
		{"negative", decimals("1", "-1")},
		{"negative beside more", decimals("-1", "5")},
		{"long", []decimal.Decimal{decimal.NewFromBigInt(digits, 0)}},
		{"far apart", decimals("1e10000", "1")},
		{"far apart below", []decimal.Decimal{decimal.New(1, 0), decimal.New(1, math.MinInt32)}},
		{"ends of the exponent", []decimal.Decimal{decimal.New(1, math.MaxInt32), decimal.New(1, math.MinInt32)}},
	} {
		quick(t, tt.name, func() {
			if got, err := m.Allocate(tt.weights...); !errors.Is(err, msp.ErrRange) || got != nil {
				t.Errorf("%s: %v, %v, want ErrRange", tt.name, got, err)
			}
		})
	}
	for _, weights := range [][]int64{nil, {0}, {0, 0}, {5, -1}, {math.MaxInt64, math.MaxInt64, math.MaxInt64, -1}} {
		if got, err := m.AllocateInts(weights...); !errors.Is(err, msp.ErrRange) || got != nil {
			t.Errorf("AllocateInts(%v) = %v, %v, want ErrRange", weights, got, err)
		}
	}
}
