package metrics_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestBound(t *testing.T) {
	for _, tt := range []struct {
		text  string
		exact msp.Ratio
		unit  metrics.Unit
		want  string
	}{
		{"95%", msp.NewRatio(19, 20), metrics.UnitShare, "95%"},
		{"99.90%", msp.NewRatio(999, 1000), metrics.UnitShare, "99.9%"},
		{"-0.5%", msp.NewRatio(-1, 200), metrics.UnitShare, "-0.5%"},
		{"30m", msp.NewRatio(1800e9, 1), metrics.UnitDuration, "30m"},
		{"90m", msp.NewRatio(5400e9, 1), metrics.UnitDuration, "1h30m"},
		{"12.50 USD", msp.NewRatio(25, 2), metrics.UnitMoney, "12.50 USD"},
		{"1.5", msp.NewRatio(3, 2), metrics.UnitNumber, "1.5"},
		{"-50", msp.NewRatio(-50, 1), metrics.UnitNumber, "-50"},
		{"2/6", msp.NewRatio(1, 3), metrics.UnitNumber, "1/3"},
		{"0", msp.NewRatio(0, 1), metrics.UnitNumber, "0"},
		{"", msp.Ratio{}, 0, ""},
	} {
		b, err := metrics.ParseBound(tt.text)
		if err != nil || b.Exact() != tt.exact || b.Unit() != tt.unit || b.String() != tt.want || b.IsZero() != (tt.text == "") {
			t.Errorf("ParseBound(%q) = %v %v, %q, %v, want %v %v", tt.text, b.Exact(), b.Unit(), b, err, tt.exact, tt.unit)
		}
		if again, err := metrics.ParseBound(b.String()); err != nil || again != b {
			t.Errorf("%q reads back as %v, %v", b, again, err)
		}
	}
	for _, text := range []string{" ", "%", "95 %", "1e10000", "1e5%", "m", "1.5h", "12.50 usd", "12.5.0", "NaN", "1/0", "undefined", "\xff", strings.Repeat("9", 100)} {
		if b, err := metrics.ParseBound(text); !errors.Is(err, msp.ErrSyntax) || !b.IsZero() {
			t.Errorf("ParseBound(%q) = %v, %v, want ErrSyntax", text, b, err)
		}
	}
	for _, tt := range []struct {
		exact msp.Ratio
		unit  metrics.Unit
		kind  error
	}{
		{msp.Ratio{}, metrics.UnitShare, msp.ErrUndefined},
		{msp.NewRatio(1, 3), metrics.UnitShare, msp.ErrRange},
		{msp.NewRatio(1, 2), metrics.UnitDuration, msp.ErrRange},
		{msp.NewRatio(1, 2), metrics.UnitMoney, msp.ErrRange},
		{msp.NewRatio(1, 2), 0, msp.ErrRange},
		{msp.NewRatio(1, 2), 9, msp.ErrRange},
		{msp.NewRatio(1, 3), metrics.UnitNumber, nil},
		{msp.NewRatio(1, 2), metrics.UnitShare, nil},
	} {
		b, err := metrics.NewBound(tt.exact, tt.unit)
		if !errors.Is(err, tt.kind) || err == nil && b.Exact() != tt.exact || err != nil && !b.IsZero() {
			t.Errorf("NewBound(%v, %v) = %v, %v, want %v", tt.exact, tt.unit, b, err, tt.kind)
		}
	}
}

func TestGoal(t *testing.T) {
	bound := metrics.MustParseBound
	for _, tt := range []struct {
		goal metrics.Goal
		text string
	}{
		{metrics.Above(bound("95%")), "above 95%"},
		{metrics.AtLeast(bound("12.50 USD")), "at least 12.50 USD"},
		{metrics.Below(bound("1.5")), "below 1.5"},
		{metrics.AtMost(bound("4h")), "at most 4h"},
		{metrics.Between(bound("70%"), bound("80%")), "within 70%..80%"},
		{metrics.AtLeastExpecting(bound("65%"), bound("75%")), "at least 65%..75%"},
		{metrics.Rising(), "rising"},
		{metrics.Falling(), "falling"},
		{metrics.Benchmark(bound("46.2%")), "benchmark 46.2%"},
		{metrics.Goal{}, ""},
	} {
		if got := tt.goal.String(); got != tt.text {
			t.Errorf("String = %q, want %q", got, tt.text)
		}
		if got, err := metrics.ParseGoal(tt.text); err != nil || got != tt.goal || got.IsZero() != (tt.text == "") {
			t.Errorf("ParseGoal(%q) = %v, %v", tt.text, got, err)
		}
		if got := metrics.MustParseGoal(tt.text).Trend(); got != strings.HasSuffix(tt.text, "ing") {
			t.Errorf("%q: Trend = %v", tt.text, got)
		}
	}
	if low, high := metrics.MustParseGoal("within 1..2").Bounds(); low != bound("1") || high != bound("2") {
		t.Errorf("Bounds = %v, %v", low, high)
	}
	for _, text := range []string{
		"95%", "> 95%", "above", "above ", "above 95% ", "Above 95%", "within 70%", "within 70%..", "within ..80%", "within 80%..70%",
		"within 70%..1.5", "at least 65%..", "above 65%..75%", "rising 5%", "benchmark", "at least 1 USD..2 EUR", "\xff",
	} {
		if g, err := metrics.ParseGoal(text); !errors.Is(err, msp.ErrSyntax) || !g.IsZero() {
			t.Errorf("ParseGoal(%q) = %v, %v, want ErrSyntax", text, g, err)
		}
	}
	for name, f := range map[string]func(){
		"MustParseGoal":  func() { metrics.MustParseGoal("more") },
		"MustParseBound": func() { metrics.MustParseBound("more") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			f()
		}()
	}
}

// someBound returns a bound with its number.
func someBound(t *rapid.T, what string) metrics.Bound {
	b, err := metrics.NewBound(msp.NewRatio(rapid.Int64Range(-300, 300).Draw(t, what), rapid.SampledFrom([]int64{1, 3, 10}).Draw(t, what+" over")), metrics.UnitNumber)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Law 15: exactly one status; a better number never has a worse one, for goals of one
// side; and what the gap says is what the status says.
func TestScoreLaws(t *testing.T) {
	rank := map[metrics.Status]int{metrics.StatusMissed: 1, metrics.StatusNear: 2, metrics.StatusMet: 3}
	rapid.Check(t, func(t *rapid.T) {
		b, near := someBound(t, "bound"), someBound(t, "near")
		if near.Exact().Sign() < 0 {
			near = metrics.Bound{}
		}
		up := rapid.Bool().Draw(t, "up")
		strict := rapid.Bool().Draw(t, "strict")
		goal := metrics.AtLeast(b)
		switch {
		case up && strict:
			goal = metrics.Above(b)
		case !up && strict:
			goal = metrics.Below(b)
		case !up:
			goal = metrics.AtMost(b)
		}
		set, err := metrics.TargetSetSpec{Name: "n", Source: "s", Targets: []metrics.TargetSpec{{KPI: "x", Goal: goal, Near: near}}}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		score := func(x msp.Ratio) metrics.ScoreLine {
			v, err := metrics.NewValue(x, metrics.UnitNumber, 7)
			if err != nil {
				t.Fatal(err)
			}
			card, err := set.Score([]metrics.KPI{metrics.Definition{Name: "x"}.OfValue(v)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return card.Lines[0]
		}
		x, y := someBound(t, "x").Exact(), someBound(t, "y").Exact()
		if up == (x.Compare(y) > 0) {
			x, y = y, x // y is the better one
		}
		worse, better := score(x), score(y)
		if rank[worse.Status] == 0 || rank[better.Status] < rank[worse.Status] {
			t.Fatalf("%v: %v is %v, %v is %v", goal, x, worse.Status, y, better.Status)
		}
		gap := better.Gap.Exact()
		holds := gap.Sign() > 0 || gap.Sign() == 0 && !strict
		if holds != (better.Status == metrics.StatusMet) {
			t.Fatalf("%v: %v has the gap %v and is %v", goal, y, gap, better.Status)
		}
	})
}
