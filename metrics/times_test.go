package metrics_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A taken item took some time, or is open.
type taken struct {
	d    time.Duration
	done bool
}

func took(i *taken) (time.Duration, bool) { return i.d, i.done }

func timesOf(tb interface{ Fatalf(string, ...any) }, items []taken) metrics.Times {
	times, err := metrics.Collect(slices.Values(items), metrics.TimesBy(took))
	if err != nil {
		tb.Fatalf("Collect(%v): %v", items, err)
	}
	return times
}

func TestTimes(t *testing.T) {
	times := timesOf(t, []taken{{3 * time.Hour, true}, {0, false}, {-1, true}, {time.Hour, true}, {4 * time.Hour, true}, {time.Hour, false}})
	if times.Count() != 3 || times.Open() != 2 || times.Invalid() != 1 || times.Total() != 6 || times.IsZero() {
		t.Errorf("counts of %v", times)
	}
	if got := times.String(); got != "3 durations, 2 open, 1 invalid" {
		t.Errorf("String = %q", got)
	}
	for _, tt := range []struct {
		name string
		got  metrics.Value
		want msp.Ratio
	}{
		{"Sum", times.Sum(), msp.NewRatio(int64(8*time.Hour), 1)},
		{"Mean", times.Mean(), msp.NewRatio(int64(8*time.Hour), 3)},
		{"Min", times.Min(), msp.NewRatio(int64(time.Hour), 1)},
		{"Max", times.Max(), msp.NewRatio(int64(4*time.Hour), 1)},
	} {
		if tt.got.Exact() != tt.want || tt.got.N() != 3 || tt.got.Unit() != metrics.UnitDuration {
			t.Errorf("%s = %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	var one metrics.Times
	if err := one.Add(time.Hour); err != nil || one != timesOf(t, []taken{{time.Hour, true}}) {
		t.Errorf("Add = %v, %v", one, err)
	}
	open := one
	if err := open.AddOpen(); err != nil || open != timesOf(t, []taken{{time.Hour, true}, {0, false}}) {
		t.Errorf("AddOpen = %v, %v", open, err)
	}
	for _, nothing := range []metrics.Times{{}, timesOf(t, []taken{{0, false}, {-1, true}})} {
		for name, v := range map[string]metrics.Value{"Mean": nothing.Mean(), "Min": nothing.Min(), "Max": nothing.Max()} {
			if v.Defined() || v.Reason().Code() != metrics.ReasonNoObservations || v.N() != 0 {
				t.Errorf("%s of %v = %v", name, nothing, v)
			}
		}
		if sum := nothing.Sum(); sum.Exact() != msp.NewRatio(0, 1) {
			t.Errorf("Sum of %v = %v", nothing, sum)
		}
	}
}

// Times doubled until they are full.
func TestTimesLimits(t *testing.T) {
	const most = time.Duration(math.MaxInt64)
	times := timesOf(t, []taken{{most, true}})
	whole := times
	for range 62 {
		if err := errors.Join(times.Merge(times), whole.Merge(times)); err != nil {
			t.Fatal(err)
		}
	}
	if whole.Total() != math.MaxInt64 {
		t.Fatalf("Total = %d", whole.Total())
	}
	want := new(big.Int).Mul(big.NewInt(math.MaxInt64), big.NewInt(math.MaxInt64))
	if got := whole.Sum().Exact(); got.Num().Cmp(want) != 0 || whole.Mean().Exact() != msp.NewRatio(math.MaxInt64, 1) {
		t.Errorf("Sum = %v, Mean = %v", got, whole.Mean())
	}
	if _, err := whole.Sum().Duration(msp.Down); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Sum as a Duration: %v, want ErrOverflow", err)
	}
	one := timesOf(t, []taken{{1, true}})
	brim, other := whole, one
	for name, f := range map[string]func() error{
		"Add":        func() error { return whole.Add(1) },
		"Add -1":     func() error { return whole.Add(-1) },
		"AddOpen":    func() error { return whole.AddOpen() },
		"Merge":      func() error { return whole.Merge(one) },
		"Merge back": func() error { return one.Merge(whole) },
	} {
		if err := f(); !errors.Is(err, msp.ErrOverflow) || whole != brim || one != other {
			t.Errorf("%s = %v, want ErrOverflow", name, err)
		}
	}
	if err := whole.Merge(metrics.Times{}); err != nil || whole != brim {
		t.Errorf("with nothing: %v, %v", whole, err)
	}
}

func someTaken() *rapid.Generator[[]taken] {
	long := rapid.OneOf(rapid.Int64Range(-10, 1000), rapid.Int64(), rapid.Just[int64](math.MaxInt64))
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) taken {
		return taken{time.Duration(long.Draw(t, "d")), rapid.IntRange(0, 4).Draw(t, "done") > 0}
	}), 0, 20)
}

// The laws of doc.go, by their numbers.
func TestTimesLaws(t *testing.T) {
	merge := func(t *rapid.T, a, b metrics.Times) metrics.Times {
		if err := a.Merge(b); err != nil {
			t.Fatalf("Merge(%v, %v): %v", a, b, err)
		}
		return a
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := someTaken().Draw(t, "x"), someTaken().Draw(t, "y"), someTaken().Draw(t, "z")
		a, b, c := timesOf(t, x), timesOf(t, y), timesOf(t, z)
		// The oracle: a list and big integers.
		sum, n, open, invalid := new(big.Int), int64(0), int64(0), int64(0)
		var least, greatest time.Duration
		for _, i := range x {
			switch {
			case !i.done:
				open++
			case i.d < 0:
				invalid++
			default:
				if n == 0 || i.d < least {
					least = i.d
				}
				greatest = max(greatest, i.d)
				n++
				sum.Add(sum, big.NewInt(int64(i.d)))
			}
		}
		if a.Count() != n || a.Open() != open || a.Invalid() != invalid || a.Total() != int64(len(x)) || a.Sum().Exact().Num().Cmp(sum) != 0 {
			t.Fatalf("%v of %v", a, x)
		}
		// 6
		if n > 0 {
			mean, _ := a.Mean().Exact().Rat()
			if mean.Cmp(new(big.Rat).SetFrac(sum, big.NewInt(n))) != 0 {
				t.Fatalf("mean of %v = %v", x, mean)
			}
			low, high := a.Min().Exact(), a.Max().Exact()
			if low != msp.NewRatio(int64(least), 1) || high != msp.NewRatio(int64(greatest), 1) ||
				a.Mean().Exact().Compare(low) < 0 || a.Mean().Exact().Compare(high) > 0 {
				t.Fatalf("of %v: min %v, mean %v, max %v", x, low, mean, high)
			}
		}
		// 3
		ab := merge(t, a, b)
		if ab != merge(t, b, a) || ab != timesOf(t, slices.Concat(x, y)) || merge(t, a, metrics.Times{}) != a ||
			merge(t, ab, c) != merge(t, a, merge(t, b, c)) {
			t.Fatalf("merging %v, %v, %v is no commutative monoid", x, y, z)
		}
		// 5
		if timesOf(t, rapid.Permutation(x).Draw(t, "order")) != a {
			t.Fatalf("order counts for %v", x)
		}
		if twice := merge(t, a, a); twice.Mean().Exact() != a.Mean().Exact() || twice.Min().Exact() != a.Min().Exact() {
			t.Fatalf("%v twice: mean %v", x, twice.Mean())
		}
	})
}
