package sla_test

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func ratios(texts ...string) []msp.Ratio {
	var out []msp.Ratio
	for _, text := range texts {
		out = append(out, pct(text).Ratio())
	}
	return out
}

func TestComposite(t *testing.T) {
	kOfN := func(k int) func(...msp.Ratio) (msp.Ratio, error) {
		return func(parts ...msp.Ratio) (msp.Ratio, error) { return sla.KofN(k, parts...) }
	}
	for _, tt := range []struct {
		name  string
		of    func(...msp.Ratio) (msp.Ratio, error)
		parts []msp.Ratio
		want  string
	}{
		{"Serial", sla.Serial, ratios("99.9%", "99.9%"), "998001/1000000"},
		{"Serial", sla.Serial, ratios("50%", "40%", "25%"), "1/20"},
		{"Serial", sla.Serial, nil, "1/1"},
		{"Serial", sla.Serial, []msp.Ratio{msp.NewRatio(1, 2), {}}, "undefined"},
		{"Parallel", sla.Parallel, ratios("99%", "99%"), "9999/10000"},
		{"Parallel", sla.Parallel, ratios("50%", "100%"), "1/1"},
		{"Parallel", sla.Parallel, nil, "0/1"},
		{"Parallel", sla.Parallel, []msp.Ratio{{}, msp.NewRatio(1, 1)}, "undefined"},
		// 3 × 0.9² × 0.1 + 0.9³
		{"2 of 3", kOfN(2), ratios("90%", "90%", "90%"), "243/250"},
		// 0.5×0.4×0.8 + 0.5×0.6×0.2 + 0.5×0.4×0.2 + 0.5×0.4×0.2 = 0.16 + 0.06 + 0.04 + 0.04
		{"2 of 3 unlike", kOfN(2), ratios("50%", "40%", "20%"), "3/10"},
		{"1 of 3", kOfN(1), ratios("99%", "98%", "97%"), "499997/500000"},
		{"3 of 3", kOfN(3), ratios("99%", "98%", "97%"), "470547/500000"},
		{"0 of 2", kOfN(0), ratios("50%", "50%"), "1/1"},
		{"0 of 0", kOfN(0), nil, "1/1"},
		{"1 of 0", kOfN(1), nil, "0/1"},
		{"3 of 2", kOfN(3), ratios("100%", "100%"), "0/1"},
		{"2 of 3, one certain", kOfN(2), ratios("100%", "50%", "50%"), "3/4"},
		{"2 of 3, one never", kOfN(2), ratios("0%", "50%", "50%"), "1/4"},
		{"1 of 2 undefined", kOfN(1), []msp.Ratio{msp.NewRatio(1, 1), {}}, "undefined"},
	} {
		if got, err := tt.of(tt.parts...); err != nil || got.String() != tt.want {
			t.Errorf("%s of %v = %v, %v, want %s", tt.name, tt.parts, got, err, tt.want)
		}
	}
	if got, err := sla.KofN(-1); !errors.Is(err, msp.ErrRange) || got.Defined() {
		t.Errorf("KofN(-1) = %v, %v", got, err)
	}
}

func TestCompositeErrors(t *testing.T) {
	all := map[string]func(...msp.Ratio) (msp.Ratio, error){
		"Serial": sla.Serial, "Parallel": sla.Parallel,
		"KofN": func(parts ...msp.Ratio) (msp.Ratio, error) { return sla.KofN(len(parts)/2, parts...) },
	}
	for name, of := range all {
		for _, bad := range []msp.Ratio{msp.NewRatio(-1, 100), msp.NewRatio(101, 100)} {
			got, err := of(msp.NewRatio(1, 2), bad, msp.NewRatio(1, 2))
			var input *msp.InputError
			if !errors.Is(err, msp.ErrRange) || !errors.As(err, &input) || input.What != "sla: availability of part 1" || got.Defined() {
				t.Errorf("%s with %v = %v, %v", name, bad, got, err)
			}
		}
		// So many parts have more digits than a ratio; and as many that are certain
		// cost nothing.
		many := slices.Repeat([]msp.Ratio{pct("99.9%").Ratio()}, 1_000_000)
		if got, err := of(many...); !errors.Is(err, msp.ErrOverflow) || got.Defined() {
			t.Errorf("%s of a million = %v, %v", name, got, err)
		}
		sure := slices.Repeat([]msp.Ratio{msp.NewRatio(1, 1)}, 1_000_000)
		if got, err := of(sure...); err != nil || got != msp.NewRatio(1, 1) {
			t.Errorf("%s of a million that are always up = %v, %v", name, got, err)
		}
	}
	// The most work there is: three thousand coins.
	coins := slices.Repeat([]msp.Ratio{msp.NewRatio(1, 2)}, 3001)
	if got, err := sla.KofN(1501, coins...); err != nil || got != msp.NewRatio(1, 2) {
		t.Errorf("1501 of 3001 coins = %v, %v", got, err)
	}
	thirds := slices.Repeat([]msp.Ratio{msp.NewRatio(2, 3)}, 3000) // 4755 bits
	for _, k := range []int{1, 2999} {
		if got, err := sla.KofN(k, thirds...); !errors.Is(err, msp.ErrOverflow) || got.Defined() {
			t.Errorf("%d of 3000 thirds = %v, %v", k, got, err)
		}
	}
	if got, err := sla.KofN(1, slices.Repeat(coins[:1], 3400)...); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("1 of 3400 coins = %v, %v", got, err)
	}
}

func parts(least, most int) *rapid.Generator[[]msp.Ratio] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) msp.Ratio {
		den := rapid.SampledFrom([]int64{1, 2, 3, 10, 100, 1000, 1_000_003}).Draw(t, "den")
		return msp.NewRatio(rapid.Int64Range(0, den).Draw(t, "num"), den)
	}), least, most)
}

// Law 20.
func TestCompositeLaws(t *testing.T) {
	one := msp.NewRatio(1, 1)
	must := func(t *rapid.T) func(msp.Ratio, error) msp.Ratio {
		return func(r msp.Ratio, err error) msp.Ratio {
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		ok := must(t)
		a, b := parts(1, 5).Draw(t, "a"), parts(0, 4).Draw(t, "b")
		all := slices.Concat(a, b)
		serial, parallel := ok(sla.Serial(all...)), ok(sla.Parallel(all...))
		if serial.Compare(slices.MinFunc(all, msp.Ratio.Compare)) > 0 || parallel.Compare(slices.MaxFunc(all, msp.Ratio.Compare)) < 0 {
			t.Fatalf("of %v: serial %v, parallel %v", all, serial, parallel)
		}
		if serial != ok(sla.Serial(ok(sla.Serial(a...)), ok(sla.Serial(b...)))) ||
			parallel != ok(sla.Parallel(ok(sla.Parallel(a...)), ok(sla.Parallel(b...)))) {
			t.Fatalf("of %v and %v: not associative", a, b)
		}
		var not []msp.Ratio
		for _, p := range all {
			not = append(not, ok(one.Sub(p)))
		}
		if parallel != ok(one.Sub(ok(sla.Serial(not...)))) {
			t.Fatalf("of %v: parallel %v is not the opposite of serial", all, parallel)
		}
		// At least k of n, by looking at every outcome.
		n := len(all)
		want := make([]*big.Rat, n+2)
		for k := range want {
			want[k] = new(big.Rat)
		}
		for outcome := range 1 << n {
			p, up := big.NewRat(1, 1), 0
			for i := range all {
				part := all[i]
				if outcome>>i&1 == 1 {
					up++
				} else {
					part = not[i]
				}
				r, _ := part.Rat()
				p.Mul(p, r)
			}
			for k := 0; k <= up; k++ {
				want[k].Add(want[k], p)
			}
		}
		shuffled := rapid.Permutation(all).Draw(t, "order")
		for k, w := range want {
			r, defined := ok(sla.KofN(k, shuffled...)).Rat()
			if !defined || r.Cmp(w) != 0 {
				t.Fatalf("%d of %v = %v, want %v", k, all, r, w)
			}
		}
		if ok(sla.KofN(1, all...)) != parallel || ok(sla.KofN(n, all...)) != serial {
			t.Fatalf("1 and %d of %v are not parallel and serial", n, all)
		}
	})
}
