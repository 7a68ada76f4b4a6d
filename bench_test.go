package msp_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

func BenchmarkMoneyAdd(b *testing.B) {
	m, n := money("99.99 USD"), money("0.01 USD")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Add(n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoneyMul(b *testing.B) {
	m, r := money("99.99 USD"), msp.NewRatio(25, 30)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Mul(r, msp.HalfUp); err != nil {
			b.Fatal(err)
		}
	}
}

// The same product with a decimal on both sides, as a floor to compare with.
func BenchmarkMoneyMulDecimal(b *testing.B) {
	m, d := money("99.99 USD"), decimal.RequireFromString("0.8333")
	b.Run("msp", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := m.MulDecimal(d, msp.HalfUp); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("shopspring", func(b *testing.B) {
		price := m.Decimal()
		b.ReportAllocs()
		for b.Loop() {
			price.Mul(d).Round(2)
		}
	})
}

func BenchmarkPercentOf(b *testing.B) {
	m, p := money("99.99 USD"), percent("12.5%")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Of(m, msp.HalfUp); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRatioAdd(b *testing.B) {
	x, y := msp.NewRatio(39, 40), msp.NewRatio(7, 12)
	b.Run("msp", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := x.Add(y); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("big", func(b *testing.B) {
		x, y := big.NewRat(39, 40), big.NewRat(7, 12)
		b.ReportAllocs()
		for b.Loop() {
			new(big.Rat).Add(x, y)
		}
	})
}

func BenchmarkAllocateInts(b *testing.B) {
	m := money("1000 USD")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.AllocateInts(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseMoney(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := msp.ParseMoney("12.50 USD"); err != nil {
			b.Fatal(err)
		}
	}
}

// No allocation on the paths that rating and billing run in a loop.
func TestAllocations(t *testing.T) {
	m, n, r, p := money("99.99 USD"), money("0.01 USD"), msp.NewRatio(25, 30), percent("12.5%")
	var tally msp.Tally
	var sink msp.Ratio
	for name, f := range map[string]func(){
		"Add":        func() { _, _ = m.Add(n) },
		"Mul":        func() { _, _ = m.Mul(r, msp.HalfUp) },
		"Of":         func() { _, _ = p.Of(m, msp.HalfUp) },
		"Cmp":        func() { _, _ = m.Cmp(n) },
		"NewRatio":   func() { sink = msp.NewRatio(25, 30) },
		"Ratio.Add":  func() { _, _ = r.Add(r) },
		"Tally.Add":  func() { tally, _ = tally.Add(msp.Met) },
		"Tally.Rate": func() { sink = tally.Rate() },
		"ParseMoney": func() { _, _ = msp.ParseMoney("12.50 USD") },
	} {
		if got := testing.AllocsPerRun(100, f); got > 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
	_ = sink
}
