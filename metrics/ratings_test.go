package metrics_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func npsScale() metrics.Scale  { return metrics.Scale{Low: 0, High: 10} }
func csatScale() metrics.Scale { return metrics.Scale{Low: 1, High: 5} }

// noAnswer stands for a survey without an answer.
const noAnswer = math.MinInt

func ratingsOf(tb interface{ Fatalf(string, ...any) }, scale metrics.Scale, answers ...int) metrics.Ratings {
	r, err := metrics.Collect(slices.Values(answers), metrics.RatingsBy(scale, func(a *int) (int, bool) { return *a, *a != noAnswer }))
	if err != nil {
		tb.Fatalf("ratings %v on %v: %v", answers, scale, err)
	}
	return r
}

func TestRatings(t *testing.T) {
	r := ratingsOf(t, csatScale(), 5, 4, noAnswer, 6, 0, 5, 1, -7, math.MaxInt, noAnswer)
	if r.Answered() != 4 || r.Invalid() != 4 || r.Unanswered() != 2 || r.Total() != 10 || r.Scale() != csatScale() || r.IsZero() {
		t.Errorf("counts of %v", r)
	}
	if got := r.String(); got != "4 ratings of 1 to 5, 4 invalid, 2 unanswered" {
		t.Errorf("String = %q", got)
	}
	for rating, want := range map[int]int64{1: 1, 2: 0, 4: 1, 5: 2, 0: 0, 6: 0, math.MinInt: 0, math.MaxInt: 0} {
		if got := r.Count(rating); got != want {
			t.Errorf("Count(%d) = %d, want %d", rating, got, want)
		}
	}
	for _, tt := range []struct {
		low, high int
		want      int64
	}{{1, 5, 4}, {4, 5, 3}, {math.MinInt, math.MaxInt, 4}, {5, 4, 0}, {6, 9, 0}, {-3, 1, 1}} {
		if got := r.Between(tt.low, tt.high); got != tt.want {
			t.Errorf("Between(%d, %d) = %d, want %d", tt.low, tt.high, got, tt.want)
		}
	}
	if mean := r.Mean(); mean.Exact() != msp.NewRatio(15, 4) || mean.N() != 4 || mean.Unit() != metrics.UnitNumber {
		t.Errorf("Mean = %v", mean)
	}
	for _, nothing := range []metrics.Ratings{{}, ratingsOf(t, csatScale(), noAnswer, 9)} {
		if mean := nothing.Mean(); exactly(mean) != metrics.ReasonNoObservations || mean.N() != 0 {
			t.Errorf("Mean of %v = %v", nothing, mean)
		}
	}
	if zero := (metrics.Ratings{}); !zero.IsZero() || zero.Count(0) != 0 || zero.Between(-9, 9) != 0 || ratingsOf(t, csatScale()) != zero {
		t.Errorf("zero Ratings: %v", zero)
	}
}

func TestScale(t *testing.T) {
	for _, s := range []metrics.Scale{npsScale(), csatScale(), {1, 7}, {-5, 5}, {math.MaxInt - 10, math.MaxInt}, {math.MinInt, math.MinInt + 1}} {
		r, err := metrics.NewRatings(s)
		if err != nil || !s.IsValid() || r.Scale() != s || r.Total() != 0 {
			t.Errorf("NewRatings(%v) = %v, %v", s, r, err)
		}
		if err := errors.Join(r.Add(s.Low), r.Add(s.High), r.Add(s.Low-1), r.Add(s.High+1)); err != nil { // also wrapped
			t.Fatal(err)
		}
		mean := new(big.Rat).Add(new(big.Rat).SetInt64(int64(s.Low)), new(big.Rat).SetInt64(int64(s.High)))
		if r.Answered() != 2 || r.Invalid() != 2 || !sameRat(r.Mean(), mean.Quo(mean, big.NewRat(2, 1))) || r.Between(s.Low, s.High) != 2 {
			t.Errorf("on %v: %v, %v", s, r, r.Mean())
		}
	}
	for _, s := range []metrics.Scale{{}, {1, 1}, {5, 1}, {0, 11}, {math.MinInt, math.MaxInt}, {math.MaxInt, math.MinInt}, {-1, math.MaxInt}} {
		if r, err := metrics.NewRatings(s); !errors.Is(err, msp.ErrRange) || s.IsValid() || r != (metrics.Ratings{}) {
			t.Errorf("NewRatings(%v) = %v, %v, want ErrRange", s, r, err)
		}
		step := metrics.RatingsBy(s, func(a *int) (int, bool) { return *a, true })
		if r, err := metrics.Collect(slices.Values([]int{1}), step); !errors.Is(err, msp.ErrRange) || r != (metrics.Ratings{}) {
			t.Errorf("RatingsBy(%v) = %v, %v, want ErrRange", s, r, err)
		}
	}
}

func TestRatingsRefuse(t *testing.T) {
	var none metrics.Ratings
	if err := errors.Join(none.Merge(none)); err != nil || !none.IsZero() {
		t.Errorf("nothing and nothing: %v", err)
	}
	for name, f := range map[string]func() error{
		"Add":           func() error { return none.Add(0) },
		"AddUnanswered": none.AddUnanswered,
	} {
		if err := f(); !errors.Is(err, msp.ErrRange) || !none.IsZero() {
			t.Errorf("%s without a scale = %v, want ErrRange", name, err)
		}
	}
	nps, csat := ratingsOf(t, npsScale(), 9), ratingsOf(t, csatScale(), 5)
	before := nps
	if err := nps.Merge(csat); !errors.Is(err, metrics.ErrUnit) || nps != before {
		t.Errorf("Merge of two scales = %v, want ErrUnit", err)
	} else if want := `metrics: ratings "scale 0 to 10": the other is 1 to 5`; err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	one := 3
	if err := metrics.RatingsBy(csatScale(), func(a *int) (int, bool) { return *a, true })(&nps, &one); !errors.Is(err, metrics.ErrUnit) || nps != before {
		t.Errorf("step of another scale = %v, want ErrUnit", err)
	}
	// Doubled until they are full.
	full := csat
	for range 62 {
		if err := errors.Join(csat.Merge(csat), full.Merge(csat)); err != nil {
			t.Fatal(err)
		}
	}
	if full.Total() != math.MaxInt64 || full.Mean().Exact() != msp.NewRatio(5, 1) {
		t.Fatalf("Total = %d, Mean = %v", full.Total(), full.Mean())
	}
	brim := full
	for name, f := range map[string]func() error{
		"Add":           func() error { return full.Add(5) },
		"Add invalid":   func() error { return full.Add(9) },
		"AddUnanswered": full.AddUnanswered,
		"Merge":         func() error { return full.Merge(ratingsOf(t, csatScale(), 5)) },
	} {
		if err := f(); !errors.Is(err, msp.ErrOverflow) || full != brim {
			t.Errorf("%s = %v, want ErrOverflow", name, err)
		}
	}
	promoters := ratingsOf(t, npsScale(), 10)
	for range 62 {
		_ = promoters.Merge(promoters)
	}
	if nps, err := metrics.NPS(promoters); err != nil || exactly(nps.Value) != "100/1" {
		t.Errorf("NPS of 2^62 = %v, %v", nps, err)
	}
}

func TestRatingsLaws(t *testing.T) {
	answer := rapid.OneOf(rapid.IntRange(0, 10), rapid.IntRange(-2, 12), rapid.Just(noAnswer))
	some := rapid.SliceOfN(answer, 0, 30)
	merge := func(t *rapid.T, a, b metrics.Ratings) metrics.Ratings {
		if err := a.Merge(b); err != nil {
			t.Fatalf("Merge(%v, %v): %v", a, b, err)
		}
		return a
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := some.Draw(t, "x"), some.Draw(t, "y"), some.Draw(t, "z")
		a, b, c := ratingsOf(t, npsScale(), x...), ratingsOf(t, npsScale(), y...), ratingsOf(t, npsScale(), z...)
		// 1
		var sum, valid, invalid, promoters, detractors int64
		for _, n := range x {
			switch {
			case n == noAnswer:
			case n < 0 || n > 10:
				invalid++
			default:
				valid++
				sum += int64(n)
				if n > 8 {
					promoters++
				}
				if n < 7 {
					detractors++
				}
			}
		}
		if a.Total() != int64(len(x)) || a.Answered() != valid || a.Invalid() != invalid || a.Unanswered() != int64(len(x))-valid-invalid ||
			a.Mean().Exact() != msp.NewRatio(sum, valid) {
			t.Fatalf("%v of %v: %v", a, x, a.Mean())
		}
		// 3
		ab := merge(t, a, b)
		if ab != merge(t, b, a) || ab != ratingsOf(t, npsScale(), slices.Concat(x, y)...) || merge(t, a, metrics.Ratings{}) != a ||
			merge(t, metrics.Ratings{}, a) != a || merge(t, ab, c) != merge(t, a, merge(t, b, c)) {
			t.Fatalf("merging %v, %v, %v is no commutative monoid", a, b, c)
		}
		// 5
		if ratingsOf(t, npsScale(), rapid.Permutation(x).Draw(t, "order")...) != a {
			t.Fatalf("order counts for %v", x)
		}
		// 13
		score := func(r metrics.Ratings) msp.Ratio {
			k, err := metrics.NPS(r)
			if err != nil {
				t.Fatal(err)
			}
			return k.Value.Exact()
		}
		got := score(a)
		if got != msp.NewRatio(100*(promoters-detractors), valid) ||
			got.Defined() && (got.Compare(msp.NewRatio(-100, 1)) < 0 || got.Compare(msp.NewRatio(100, 1)) > 0) || score(merge(t, a, a)) != got {
			t.Fatalf("NPS of %v = %v", x, got)
		}
		swapped := slices.Clone(x)
		for i, n := range x {
			switch {
			case n >= 9 && n <= 10:
				swapped[i] = n - 9
			case n >= 0 && n <= 6:
				swapped[i] = 9 + n%2
			}
		}
		if turned := score(ratingsOf(t, npsScale(), swapped...)); turned != got.Neg() {
			t.Fatalf("NPS of %v = %v, swapped %v", x, got, turned)
		}
	})
}
