package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// hostileDecimals are numbers that decimal.Decimal holds and would expand at the next
// addition, or that are longer than any price.
func hostileDecimals() map[string]decimal.Decimal {
	digits := new(big.Int).Exp(big.NewInt(10), big.NewInt(10_000), nil) // 10,001 of them
	return map[string]decimal.Decimal{
		"1e1000000000":                 decimal.New(1, 1_000_000_000),
		"1e-1000000000":                decimal.New(1, -1_000_000_000),
		"-1e1000000000":                decimal.New(-1, 1_000_000_000),
		"1e2147483647":                 decimal.New(1, math.MaxInt32),
		"1e-2147483648":                decimal.New(1, math.MinInt32),
		"0e1000000000":                 decimal.New(0, 1_000_000_000),
		"1e10000":                      decimal.New(1, 10_000),
		"10,001 digits":                decimal.NewFromBigInt(digits, 0),
		"10,001 digits, 10,000 places": decimal.NewFromBigInt(digits.Add(digits, big.NewInt(1)), -10_000),
		"19 digits":                    decimal.New(1_000_000_000_000_000_000, 0),
		"19 places":                    decimal.New(1, -19),
	}
}

// hostileBytes is what a call allocates. Time would depend on the machine; what is
// expanded takes memory first.
func hostileBytes(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

const hostileMost = 256 << 10 // bytes

func hostileWithin(t *testing.T, what string, f func()) {
	t.Helper()
	if got := hostileBytes(f); got > hostileMost {
		t.Errorf("%s allocates %d bytes, more than %d", what, got, hostileMost)
	}
}

func TestHostileDecimals(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	for name, d := range hostileDecimals() {
		for field, p := range map[string]pricing.Price{
			"rate":     {Currency: usd, Unit: "user", Rate: d},
			"flat":     {Currency: usd, Unit: "user", Flat: d},
			"included": {Currency: usd, Unit: "user", Included: d},
			"minimum":  {Currency: usd, Unit: "user", Minimum: d},
			"maximum":  {Currency: usd, Unit: "user", Maximum: d, Minimum: rateNum("1")},
			"size":     {Currency: usd, Unit: "user", Mode: pricing.Package, Size: d},
			"tiers":    {Currency: usd, Unit: "user", Mode: pricing.Volume, Tiers: []pricing.Tier{{UpTo: d, Rate: rateNum("1")}, {Flat: d}, {Rate: d}}},
		} {
			hostileWithin(t, name+" as "+field, func() {
				_, err := p.Compile(msp.HalfUp)
				if !errors.Is(err, msp.CodeRange) {
					t.Errorf("%s as %s: Compile: %v, want %v", name, field, err, msp.CodeRange)
				}
				if len(err.Error()) > 2000 {
					t.Errorf("%s as %s: an error of %d bytes", name, field, len(err.Error()))
				}
			})
			hostileWithin(t, name+" as JSON of "+field, func() {
				if data, err := json.Marshal(p); err == nil && len(data) > 200 {
					t.Errorf("%s as %s writes %d bytes", name, field, len(data))
				}
			})
		}
		hostileWithin(t, name+" as a quantity", func() {
			if got, err := pricing.NewQuantity(d, "user"); !errors.Is(err, msp.ErrRange) || got != (pricing.Quantity{}) {
				t.Errorf("NewQuantity(%s) = %v, %v, want %v", name, got, err, msp.ErrRange)
			}
		})
	}
}

func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("9", 10_001)
	for _, text := range []string{
		"1e10000", "1E10000", "1e-10000", "1e1000000000", long, "-" + long, "0." + long, long + "." + long, strings.Repeat("0", 10_001), "1." + strings.Repeat("0", 10_001),
		"NaN", "nan", "-NaN", "Infinity", "-Inf", "+Inf", "∞", "0x10", "1_000", "1,5", "1.", ".5", "--1", "+1", " 1", "1 ", "١", "1\x00", "",
	} {
		data, err := json.Marshal(map[string]string{"rate": text})
		if err != nil {
			t.Fatal(err)
		}
		hostileWithin(t, "the rate "+text[:min(len(text), 20)], func() {
			p, err := pricing.ParsePrice(data, msp.Limits{})
			if !errors.Is(err, msp.CodeSyntax) && !errors.Is(err, msp.CodeRange) || priceDiff(pricing.Price{}, p) != "" {
				t.Errorf("ParsePrice(%.40s) = %+v, %v, want findings", data, p, err)
			}
			if err != nil && len(err.Error()) > 500 {
				t.Errorf("ParsePrice(%.40s): an error of %d bytes", data, len(err.Error()))
			}
		})
		hostileWithin(t, "the quantity "+text[:min(len(text), 20)], func() {
			if got, err := pricing.ParseQuantity(text); err == nil || got != (pricing.Quantity{}) {
				t.Errorf("ParseQuantity(%.40q) = %v, %v, want an error", text, got, err)
			}
		})
	}
	// A negative zero is a zero, and nothing else is one.
	for _, text := range []string{`{"rate":"-0"}`, `{"rate":"-0.00"}`} {
		p, err := pricing.ParsePrice([]byte(text), msp.Limits{})
		if err != nil || p.Rate.Sign() != 0 || priceDiff(pricing.Price{}, p) != "" {
			t.Errorf("ParsePrice(%s) = %+v, %v", text, p, err)
		}
	}
	for _, text := range []string{`{"rate":-0}`, `{"rate":NaN}`, `{"rate":Infinity}`, `{"rate":1e10000}`, `{"rate":1e400,"flat":-1E+999999999}`} {
		hostileWithin(t, text, func() {
			if _, err := pricing.ParsePrice([]byte(text), msp.Limits{}); !errors.Is(err, msp.CodeType) && !errors.Is(err, msp.CodeSyntax) {
				t.Errorf("ParsePrice(%s): %v, want %v", text, err, msp.CodeType)
			}
		})
	}
}

func TestHostileJSON(t *testing.T) {
	deep := []byte(strings.Repeat(`{"tiers":[`, 100_000))
	hostileWithin(t, "deep JSON", func() {
		if _, err := pricing.ParsePrice(deep, msp.Limits{Bytes: len(deep)}); !errors.Is(err, msp.CodeTooLarge) {
			t.Errorf("ParsePrice of deep JSON: %v, want %v", err, msp.CodeTooLarge)
		}
	})
	hostileWithin(t, "long JSON", func() {
		if _, err := pricing.ParsePrice(deep, msp.Limits{Bytes: len(deep) - 1}); !errors.Is(err, msp.CodeTooLarge) {
			t.Errorf("ParsePrice of long JSON: %v, want %v", err, msp.CodeTooLarge)
		}
	})
	// A finding for each of many tiers does not make a report of many times its size.
	bad := []byte(`{"tiers":[` + strings.Repeat(`0,`, 50_000) + `0]}`)
	_, err := pricing.ParsePrice(bad, msp.Limits{})
	var issues msp.Issues
	if !errors.As(err, &issues) || len(issues) > 1001 || !errors.Is(err, msp.CodeTooMany) {
		t.Errorf("ParsePrice of 50,001 bad tiers: %d findings, %.80v", len(issues), err)
	}
}

// hostileTiers are rising tiers with fees that rise too.
func hostileTiers(n int) []pricing.Tier {
	tiers := make([]pricing.Tier, n)
	for i := range tiers {
		tiers[i] = pricing.Tier{UpTo: decimal.New(int64(i)+1, -1), Rate: decimal.New(int64(i)+1, -2)}
	}
	tiers[n-1].UpTo = decimal.Decimal{}
	return tiers
}

func TestHostileTiers(t *testing.T) {
	p := pricing.Price{Currency: msp.MustParseCurrency("USD"), Unit: "user", Mode: pricing.Graduated, Tiers: hostileTiers(10_000)}
	rater, err := p.Compile(msp.HalfUp)
	if err != nil {
		t.Fatal(err)
	}
	// Tier i ends at i/10 and has the rate i/100, so 100 units cost Σ i/1000 for i to
	// 1000, which is 500.5.
	if got, err := rater.AmountInt(100); err != nil || got.String() != "500.50 USD" {
		t.Errorf("AmountInt(100) in 10,000 tiers = %v, %v, want 500.50 USD", got, err)
	}
	// 9,999 tiers: 0.001 × 9999 × 10000 ÷ 2 = 49995 for 999.9 units, and 0.1 × 100 beyond.
	if got, err := rater.Amount(pricing.Count(1000, "user")); err != nil || got.String() != "50005.00 USD" {
		t.Errorf("Amount of 1000 in 10,000 tiers = %v, %v, want 50005.00 USD", got, err)
	}
	why, err := rater.Explain(pricing.Count(1000, "user"))
	if err != nil || why.Amount.String() != "50005.00 USD" || len(why.Details) != 10_000 {
		t.Errorf("Explain of 1000 in 10,000 tiers = %v, %d details, %v", why.Amount, len(why.Details), err)
	}
	p.Mode = pricing.Volume
	slices.Reverse(p.Tiers[:9_999]) // nothing rises
	if issues := p.Validate(); len(issues) != 1001 || !errors.Is(issues.Err(), msp.CodeRange) || !errors.Is(issues.Err(), msp.CodeTooMany) {
		t.Errorf("Validate of 10,000 bad tiers: %d findings", len(issues))
	}
	for _, n := range []int{10_001, 1_000_000} {
		p.Tiers = hostileTiers(n)
		hostileWithin(t, "too many tiers", func() {
			if _, err := p.Compile(msp.HalfUp); !errors.Is(err, msp.CodeTooLarge) || errors.Is(err, msp.CodeRange) {
				t.Errorf("Compile of %d tiers: %v, want %v", n, err, msp.CodeTooLarge)
			}
		})
	}
}

// Quantities may be fractions of 1000 digits; the amount is right or refused, and
// nothing takes long.
func TestHostileQuantities(t *testing.T) {
	big1000 := new(big.Int).Exp(big.NewInt(10), big.NewInt(999), nil)
	odd := new(big.Int).Add(big1000, big.NewInt(1))
	huge, err := msp.RatioFromBig(big1000, big.NewInt(1))
	if err != nil {
		t.Fatal(err)
	}
	tiny, err := msp.RatioFromBig(big.NewInt(1), big1000)
	if err != nil {
		t.Fatal(err)
	}
	near, err := msp.RatioFromBig(odd, big1000) // just above 1
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		price pricing.Price
		q     msp.Ratio
		want  string
		kind  error
	}{
		{"huge", pricing.Price{Rate: rateNum("0.01")}, huge, "", msp.ErrOverflow},
		{"huge at nothing", pricing.Price{Flat: rateNum("5")}, huge, "5.00 USD", nil},
		{"huge, held down", pricing.Price{Rate: rateNum("0.01"), Maximum: rateNum("99")}, huge, "99.00 USD", nil},
		{"huge times 18 digits", pricing.Price{Rate: rateNum("999999999999999999")}, huge, "", msp.ErrOverflow},
		{"huge in a volume tier", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+5", ":+7")}, huge, "7.00 USD", nil},
		{"huge in packages", pricing.Price{Mode: pricing.Package, Rate: rateNum("0.01"), Size: rateNum("999999999999999999")}, huge, "", msp.ErrOverflow},
		{"tiny", pricing.Price{Rate: rateNum("999999999999999999")}, tiny, "0.01 USD", nil},
		{"tiny, a package", pricing.Price{Mode: pricing.Package, Rate: rateNum("3"), Size: rateNum("1")}, tiny, "3.00 USD", nil},
		{"just above a bound", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("1:+5", ":+7")}, near, "7.00 USD", nil},
		{"just above a package", pricing.Price{Mode: pricing.Package, Rate: rateNum("3"), Size: rateNum("1")}, near, "6.00 USD", nil},
	} {
		rater := rateOf(t, tt.price, msp.Up)
		hostileWithin(t, tt.name, func() {
			got, err := rater.Amount(pricing.QuantityOf(tt.q, "user"))
			if tt.kind != nil {
				if !errors.Is(err, tt.kind) || got != (msp.Money{}) || len(err.Error()) > 1000 {
					t.Errorf("%s: Amount = %v, %.200v, want %v", tt.name, got, err, tt.kind)
				}
			} else if err != nil || got.String() != tt.want {
				t.Errorf("%s: Amount = %v, %v, want %s", tt.name, got, err, tt.want)
			}
		})
	}
	if _, err := pricing.ParseQuantity("1/" + strings.Repeat("7", 1001) + " user"); !errors.Is(err, msp.ErrRange) {
		t.Errorf("a quantity of 1001 digits: %v, want %v", err, msp.ErrRange)
	}
}

// Near the ends of an int64 of minor units, an amount is right or refused.
func TestHostileAmountsNearTheEnd(t *testing.T) {
	for _, tt := range []struct {
		rate, quantity, want string // "" is an overflow
	}{
		{"0.01", "9223372036854775807/1", "92233720368547758.07 USD"},
		{"0.01", "9223372036854775808/1", ""},
		{"92233720368547758.07", "1", "92233720368547758.07 USD"},
		{"92233720368547758.074", "1", "92233720368547758.07 USD"},
		{"92233720368547758.075", "1", ""},
		{"-92233720368547758.08", "1", "-92233720368547758.08 USD"},
		{"-92233720368547758.084", "1", "-92233720368547758.08 USD"},
		{"-92233720368547758.085", "1", ""},
		{"999999999999999999", "0.092233720368547758", "92233720368547757.91 USD"}, // less 0.0922…
		{"999999999999999999.999999999999999999", "999999999999999999.999999999999999999", ""},
		{"0.000000000000000001", "999999999999999999.999999999999999999", "1.00 USD"},
		{"0.000000000000000001", "0.000000000000000001", "0.00 USD"},
	} {
		rater := rateOf(t, pricing.Price{Rate: rateNum(tt.rate)}, msp.HalfUp)
		got, err := rater.Amount(rateQuantity(t, tt.quantity+" user"))
		if tt.want == "" {
			if !errors.Is(err, msp.ErrOverflow) || got != (msp.Money{}) {
				t.Errorf("%s of %s = %v, %v, want %v", tt.quantity, tt.rate, got, err, msp.ErrOverflow)
			}
		} else if err != nil || got.String() != tt.want {
			t.Errorf("%s of %s = %v, %v, want %s", tt.quantity, tt.rate, got, err, tt.want)
		}
	}
}

// The same at random: products within a few units of ±2⁶³ cents, in two tiers.
func TestHostileAmountsAgreeWithBig(t *testing.T) {
	fits, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 1_000_000_000).Draw(t, "quantity")
		sign := rapid.SampledFrom([]int64{1, -1}).Draw(t, "sign")
		off := rapid.Int64Range(-3, 3).Draw(t, "off")
		// rate × n is near 2⁶³ cents: the rate has a place below the cent for each digit of n.
		target := new(big.Int).Lsh(big.NewInt(1), 63)
		target.Add(target, big.NewInt(off)).Mul(target, big.NewInt(1_000_000_000))
		coef := target.Quo(target, big.NewInt(n)).Mul(target, big.NewInt(sign))
		rate := decimal.NewFromBigInt(coef, -11)
		p := pricing.Price{Currency: benchUSD(), Unit: "user", Mode: pricing.Graduated, Tiers: []pricing.Tier{{UpTo: decimal.NewFromInt(1), Rate: rate}, {Rate: rate}}}
		mode := rateRounding().Draw(t, "mode")
		rater, err := p.Compile(mode)
		if err != nil {
			return // more than 18 digits before the point
		}
		want := prorateRound(new(big.Rat).Mul(rateRat(rate), big.NewRat(100*n, 1)), mode)
		got, err := rater.AmountInt(n)
		if want.IsInt64() {
			fits++
			if err != nil || got.Minor() != want.Int64() {
				t.Fatalf("AmountInt(%d) at %v by %v = %v, %v, want %v cents", n, rate, mode, got, err, want)
			}
		} else if refused++; !errors.Is(err, msp.ErrOverflow) || got != (msp.Money{}) {
			t.Fatalf("AmountInt(%d) at %v by %v = %v, %v, want an overflow, for %v cents", n, rate, mode, got, err, want)
		}
	})
	if fits == 0 || refused == 0 {
		t.Errorf("%d amounts fit and %d do not: the law says nothing", fits, refused)
	}
}
