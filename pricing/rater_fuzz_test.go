package pricing_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// fuzzBytes reads a price from bytes; when they end, there are only zeros.
type fuzzBytes struct{ rest []byte }

func (b *fuzzBytes) next() uint8 {
	if len(b.rest) == 0 {
		return 0
	}
	first := b.rest[0]
	b.rest = b.rest[1:]
	return first
}

func (b *fuzzBytes) int64() int64 {
	var eight [8]byte
	n := copy(eight[:], b.rest)
	b.rest = b.rest[n:]
	return int64(binary.LittleEndian.Uint64(eight[:]))
}

// number reads a number of up to 37 digits, most of them short.
func (b *fuzzBytes) number() decimal.Decimal {
	kind := b.next()
	places := -int32(b.next() % 20)
	switch kind % 4 {
	case 0:
		return decimal.Decimal{}
	case 1:
		return decimal.New(int64(b.next()), places)
	case 2:
		return decimal.New(b.int64(), places)
	default:
		coef := new(big.Int).Mul(big.NewInt(b.int64()), big.NewInt(b.int64()))
		return decimal.NewFromBigInt(coef, places)
	}
}

func (b *fuzzBytes) price() pricing.Price {
	currencies := []string{"USD", "JPY", "KWD", "PTS/0", "PTS/18", "PTS/9"}
	p := pricing.Price{
		Currency: msp.MustParseCurrency(currencies[int(b.next())%len(currencies)]), Unit: "user",
		Mode: pricing.Mode(b.next() % 6), AtZero: b.next()%2 == 1,
		Flat: b.number().Abs(), Included: b.number().Abs(), Minimum: b.number().Abs(), Maximum: b.number().Abs(),
	}
	switch p.Mode {
	case 0, pricing.PerUnit:
		p.Rate = b.number()
	case pricing.Package:
		p.Rate, p.Size, p.Partial = b.number(), b.number().Abs(), msp.Rounding(b.next()%7)
	case pricing.Graduated, pricing.Volume, pricing.Stairstep:
		bound := decimal.Decimal{}
		for n := b.next() % 5; ; n-- {
			t := pricing.Tier{Flat: b.number().Abs()}
			if p.Mode != pricing.Stairstep {
				t.Rate = b.number()
			}
			if n > 0 {
				bound = bound.Add(b.number().Abs())
				t.UpTo = bound
			}
			if p.Tiers = append(p.Tiers, t); n == 0 {
				break
			}
		}
	}
	return p
}

func (b *fuzzBytes) quantity() pricing.Quantity {
	switch kind := b.next() % 3; kind {
	case 0:
		return pricing.Count(b.int64(), "user")
	case 1:
		return pricing.QuantityOf(msp.NewRatio(b.int64(), b.int64()), "user")
	default:
		q, _ := pricing.NewQuantity(b.number(), "user")
		if q.Unit() == "" {
			q = pricing.Count(0, "user")
		}
		return q
	}
}

// The amount that integers give is the one that fractions explain: the same money, or
// an error of the same kind; Explain alone may refuse what only a bound makes fit.
func FuzzRater(f *testing.F) {
	most := []byte{255, 255, 255, 255, 255, 255, 255, 127}
	f.Add([]byte{})
	f.Add([]byte{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 150, 0, 40})
	f.Add([]byte{1, 2, 1, 1, 0, 9, 1, 1, 3, 0, 0, 0, 0, 2, 1, 0, 5, 1, 2, 200, 1, 1, 10, 1, 0, 0, 1, 3, 99, 1, 25})
	f.Add([]byte{2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 4, 100, 1, 0, 30, 0, 0, 1, 4, 80, 1, 0, 70, 0, 0, 1, 0, 9, 1, 101, 0, 0, 0, 0, 0, 0, 0, 10})
	f.Add([]byte{0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 50, 1, 0, 10, 1, 0, 90, 1, 0, 10, 1, 0, 70, 0, 11})
	f.Add([]byte{0, 5, 1, 1, 2, 7, 1, 1, 3, 1, 0, 5, 1, 0, 250, 1, 2, 99, 1, 1, 25, 3, 2, 1, 2, 250})
	f.Add(append([]byte{4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 18}, append(most, append([]byte{0}, most...)...)...))
	f.Add(append([]byte{4, 1, 1, 2, 0, 255, 255, 255, 255, 255, 255, 255, 127, 0, 0, 1, 1, 5, 1, 1, 9, 2, 0}, append(most, 0, 1)...))
	f.Add(append([]byte{3, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 18, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0}, most...))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := &fuzzBytes{data}
		p, mode := b.price(), msp.Rounding(b.next()%7)
		rater, err := p.Compile(mode)
		if err != nil {
			if rater != (pricing.Rater{}) {
				t.Fatalf("Compile(%+v) = a rater, %v", p, err)
			}
			return
		}
		rater.VolumeDips()
		for range 3 {
			q := b.quantity()
			fast, err := rater.Amount(q)
			slow, wrong := rater.Explain(q)
			if (err != nil || wrong == nil) && (fast != slow.Amount || !fuzzAlike(err, wrong)) {
				t.Fatalf("Amount(%v) of %+v by %v = %v, %v, while Explain = %v, %v", q, p, mode, fast, err, slow.Amount, wrong)
			}
			if err == nil && wrong != nil && (!errors.Is(wrong, msp.ErrOverflow) || p.Maximum.IsZero() && fuzzPaysNothingBack(p)) {
				t.Fatalf("Amount(%v) of %+v by %v = %v, while Explain = %v", q, p, mode, fast, wrong)
			}
			if n, den, ok := q.Ratio().Terms(); ok && den == 1 {
				if whole, wrong := rater.AmountInt(n); whole != fast || !fuzzAlike(wrong, err) {
					t.Fatalf("AmountInt(%d) of %+v by %v = %v, %v, while Amount = %v, %v", n, p, mode, whole, wrong, fast, err)
				}
			}
			sum, left := msp.SumMoney(fuzzAmounts(slow.Details)...)
			if left != nil || sum.Minor() != slow.Amount.Minor() {
				t.Fatalf("Explain(%v) of %+v by %v: details sum to %v, %v, want %v", q, p, mode, sum, left, slow.Amount)
			}
		}
	})
}

// fuzzAlike reports whether both are no error, or errors of one kind that a rater has.
func fuzzAlike(a, b error) bool {
	for _, kind := range []error{msp.ErrOverflow, msp.ErrRange} {
		if errors.Is(a, kind) || errors.Is(b, kind) {
			return errors.Is(a, kind) && errors.Is(b, kind)
		}
	}
	return a == nil && b == nil
}

// fuzzPaysNothingBack reports whether no rate is below zero, so that only a maximum
// takes something off again.
func fuzzPaysNothingBack(p pricing.Price) bool {
	for _, t := range p.Tiers {
		if t.Rate.Sign() < 0 {
			return false
		}
	}
	return p.Rate.Sign() >= 0
}

func fuzzAmounts(details []pricing.Detail) []msp.Money {
	amounts := make([]msp.Money, 0, len(details))
	for _, d := range details {
		amounts = append(amounts, d.Amount)
	}
	return amounts
}

// What is read is written in one way, which reads as the same.
func FuzzParsePrice(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `[]`, `{"rate":"1e10000"}`, `{"rate":"NaN"}`, `{"rate":1}`, `{"rate":"-0.000"}`, `{"rate":"1","rate":"1"}`,
		`{"currency":"USD","unit":"user","rate":"150"}`, `{"unit":"\ud800"}`, `{"unit":"<b>&amp;\u2028"}`,
		`{"currency":"USD","mode":"graduated","unit":"device","tiers":[{"up_to":"10","rate":"65"},{"rate":"52.50"}]}`,
		`{"currency":"PTS/18","mode":"package","size":"0.000000000000000001","partial":"half_even","at_zero":true}`,
		`{"mode":"volume","unit":"u","currency":"JPY","tiers":[{"up_to":"999999999999999999","rate":"10"},{"rate":"8"}]}`,
		`{"tiers":[{"tiers":[]}]}`, `{"tiers":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}`, `{"minimum":"9","maximum":"1"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := pricing.ParsePrice(data, msp.Limits{})
		if err != nil {
			return
		}
		canonical, err := json.Marshal(p)
		if err != nil {
			t.Fatalf("%q reads as %+v, which does not write: %v", data, p, err)
		}
		again, err := pricing.ParsePrice(canonical, msp.Limits{})
		if err != nil || priceDiff(p, again) != "" {
			t.Fatalf("%q is written as %s, which reads as %+v, %v", data, canonical, again, err)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(canonical) {
			t.Fatalf("%q is written as %s and then as %s, %v", data, canonical, twice, err)
		}
		issues := p.Validate()
		rater, err := p.Compile(msp.HalfUp)
		if (err == nil) != (issues.Err() == nil) {
			t.Fatalf("Compile of %s: %v, while Validate finds %v", canonical, err, issues)
		}
		if err == nil {
			_, _ = rater.Amount(pricing.Count(7, p.Unit))
			rater.VolumeDips()
		}
	})
}

// A quantity that is read prints in one way, which reads as the same.
func FuzzParseQuantity(f *testing.F) {
	for _, seed := range []string{
		"0", "-0", "12.50 hour", "1/6 hour", "40 named user", "9223372036854775807/1 box", "-1/3", "1/0 x", "1e10000 user", "999999999999999999.999999999999999999 x",
		"1  x", " ", "٣ user", "1\u00a0user", "1/9223372036854775808 x", "0/5", "--1", "1/-2 x", "1\tuser", "1 \n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := pricing.ParseQuantity(text)
		if err != nil {
			if q != (pricing.Quantity{}) {
				t.Fatalf("ParseQuantity(%q) = %v, %v", text, q, err)
			}
			return
		}
		canonical := q.String()
		again, err := pricing.ParseQuantity(canonical)
		if err != nil || again != q || again.String() != canonical {
			t.Fatalf("ParseQuantity(%q) prints %q, which reads as %v, %v", text, canonical, again, err)
		}
		if back := pricing.QuantityOf(q.Ratio(), q.Unit()); back != q {
			t.Fatalf("ParseQuantity(%q) = %v is not %v", text, q, back)
		}
	})
}
