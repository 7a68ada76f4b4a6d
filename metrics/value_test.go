package metrics_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func newValue(tb testing.TB, exact string, unit metrics.Unit, n int64) metrics.Value {
	tb.Helper()
	v, err := metrics.NewValue(msp.MustParseRatio(exact), unit, n)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func TestValue(t *testing.T) {
	times := timesOf(t, nil)
	for _, tt := range []struct {
		v       metrics.Value
		text    string
		fixed   string
		percent string
		json    string
	}{
		{newValue(t, "39/40", metrics.UnitShare, 40), "39/40 share, n = 40", "0.98", "97.50%", `{"value":"39/40","unit":"share","n":40}`},
		{newValue(t, "-1/8", metrics.UnitNumber, 3), "-1/8 number, n = 3", "-0.13", "n/a", `{"value":"-1/8","unit":"number","n":3}`},
		{newValue(t, "5/2", metrics.UnitDuration, 2), "5/2 duration, n = 2", "2.50", "n/a", `{"value":"5/2","unit":"duration","n":2}`},
		{newValue(t, "9000000000000/1", metrics.UnitDuration, 10), "2h30m duration, n = 10", "9000000000000.00", "n/a", `{"value":"9000000000000/1","unit":"duration","n":10}`},
		{newValue(t, "undefined", metrics.UnitShare, 0), "n/a: nothing to divide by", "n/a", "n/a", `{"value":"undefined","unit":"share","n":0,"reason":"zero-denominator"}`},
		{times.Mean(), "n/a: no observations", "n/a", "n/a", `{"value":"undefined","unit":"duration","n":0,"reason":"no-observations"}`},
		{metrics.Value{}, "n/a", "n/a", "n/a", `{"value":"undefined","n":0}`},
	} {
		if got := tt.v.String(); got != tt.text {
			t.Errorf("String = %q, want %q", got, tt.text)
		}
		if got := tt.v.Fixed(2, msp.HalfUp); got != tt.fixed {
			t.Errorf("Fixed of %v = %s, want %s", tt.v, got, tt.fixed)
		}
		if got := tt.v.Percent(2, msp.HalfUp); got != tt.percent {
			t.Errorf("Percent of %v = %s, want %s", tt.v, got, tt.percent)
		}
		if data, err := json.Marshal(tt.v); err != nil || string(data) != tt.json {
			t.Errorf("JSON of %v = %s, %v, want %s", tt.v, data, err, tt.json)
		}
		if tt.v.Defined() != tt.v.Reason().IsZero() && tt.v != (metrics.Value{}) {
			t.Errorf("%v: defined %v, reason %v", tt.v, tt.v.Defined(), tt.v.Reason())
		}
	}
	if v := newValue(t, "1/16", metrics.UnitShare, 16); v.Percent(0, msp.HalfEven) != "6%" || v.Percent(1, msp.HalfEven) != "6.2%" || v.Percent(1, msp.HalfUp) != "6.3%" {
		t.Errorf("%v: %s, %s, %s", v, v.Percent(0, msp.HalfEven), v.Percent(1, msp.HalfEven), v.Percent(1, msp.HalfUp))
	}
	if v := newValue(t, "undefined", metrics.UnitNumber, 7); v.N() != 7 || v.Unit() != metrics.UnitNumber || !(metrics.Value{}).Reason().IsZero() {
		t.Errorf("undefined: %v, n %d, unit %v", v, v.N(), v.Unit())
	}
	for _, bad := range []struct {
		unit metrics.Unit
		n    int64
	}{{0, 1}, {5, 1}, {metrics.UnitMoney, 1}, {metrics.UnitShare, -1}, {metrics.UnitShare, math.MinInt64}} {
		if v, err := metrics.NewValue(msp.NewRatio(1, 2), bad.unit, bad.n); !errors.Is(err, msp.ErrRange) || v != (metrics.Value{}) {
			t.Errorf("NewValue(%v, %d) = %v, %v, want ErrRange", bad.unit, bad.n, v, err)
		}
	}
}

func TestValueCmp(t *testing.T) {
	half, third := newValue(t, "1/2", metrics.UnitShare, 2), newValue(t, "1/3", metrics.UnitShare, 3)
	for _, tt := range []struct {
		a, b metrics.Value
		want int
		kind error
	}{
		{half, third, 1, nil},
		{third, half, -1, nil},
		{half, newValue(t, "1/2", metrics.UnitShare, 200), 0, nil},
		{half, newValue(t, "1/2", metrics.UnitNumber, 2), 0, metrics.ErrUnit},
		{half, newValue(t, "undefined", metrics.UnitShare, 0), 0, msp.ErrUndefined},
		{newValue(t, "undefined", metrics.UnitShare, 0), half, 0, msp.ErrUndefined},
		{metrics.Value{}, metrics.Value{}, 0, msp.ErrUndefined},
	} {
		if got, err := tt.a.Cmp(tt.b); got != tt.want || !errors.Is(err, tt.kind) {
			t.Errorf("Cmp(%v, %v) = %d, %v, want %d, %v", tt.a, tt.b, got, err, tt.want, tt.kind)
		}
	}
}

func TestValueDuration(t *testing.T) {
	for _, tt := range []struct {
		v    metrics.Value
		mode msp.Rounding
		want time.Duration
		kind error
	}{
		{newValue(t, "3/2", metrics.UnitDuration, 2), msp.HalfUp, 2, nil},
		{newValue(t, "3/2", metrics.UnitDuration, 2), msp.Down, 1, nil},
		{newValue(t, "3/2", metrics.UnitShare, 2), msp.Down, 0, metrics.ErrUnit},
		{newValue(t, "undefined", metrics.UnitDuration, 0), msp.Down, 0, msp.ErrUndefined},
		{newValue(t, "9223372036854775808/1", metrics.UnitDuration, 1), msp.Down, 0, msp.ErrOverflow},
		{newValue(t, "1/1", metrics.UnitDuration, 1), 99, 0, msp.ErrRange},
	} {
		if got, err := tt.v.Duration(tt.mode); got != tt.want || !errors.Is(err, tt.kind) {
			t.Errorf("%v.Duration(%v) = %v, %v, want %v, %v", tt.v, tt.mode, got, err, tt.want, tt.kind)
		}
	}
}

// Comparison is that of the exact numbers, however close they are.
func TestValueLaws(t *testing.T) {
	number := rapid.Custom(func(t *rapid.T) msp.Ratio {
		return msp.NewRatio(rapid.Int64().Draw(t, "num"), rapid.Int64Range(1, math.MaxInt64).Draw(t, "den"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		va, err1 := metrics.NewValue(a, metrics.UnitNumber, 1)
		vb, err2 := metrics.NewValue(b, metrics.UnitNumber, 2)
		got, err := va.Cmp(vb)
		if err := errors.Join(err1, err2, err); err != nil || got != a.Compare(b) || va.Exact() != a {
			t.Fatalf("Cmp(%v, %v) = %d, %v", a, b, got, err)
		}
	})
}

// Every enumeration reads what it prints and prints what it reads.
func TestEnums(t *testing.T) {
	checkEnum(t, metrics.ParseUnit, "", "number", "share", "duration", "money")
	checkEnum(t, metrics.ParseQuantileRule, "", "nearest_rank", "linear")
}

func checkEnum[E interface {
	~uint8
	String() string
	MarshalText() ([]byte, error)
}, P interface {
	*E
	UnmarshalText([]byte) error
}](t *testing.T, parse func(string) (E, error), names ...string,
) {
	t.Helper()
	for i, name := range names {
		e := E(i)
		var read E
		text, err := e.MarshalText()
		if err != nil || string(text) != name || e.String() != name || P(&read).UnmarshalText(text) != nil || read != e {
			t.Errorf("%T %d: text %q, %v, reads as %v; want %q", e, i, text, err, read, name)
		}
	}
	none := E(len(names))
	if text, err := none.MarshalText(); !errors.Is(err, msp.ErrRange) || !strings.HasSuffix(none.String(), ")") {
		t.Errorf("text of %v = %q, %v, want ErrRange", none, text, err)
	}
	for _, bad := range []string{"x", " ", strings.ToUpper(names[1]), names[1] + "|", strings.Repeat("x", 10_000)} {
		read := E(1)
		if e, err := parse(bad); !errors.Is(err, msp.ErrSyntax) || e != 0 || len(err.Error()) > 500 {
			t.Errorf("parse(%.20q) = %v, %v, want ErrSyntax", bad, e, err)
		}
		if err := P(&read).UnmarshalText([]byte(bad)); !errors.Is(err, msp.ErrSyntax) || read != 1 {
			t.Errorf("UnmarshalText(%.20q): %v, %v", bad, read, err)
		}
	}
	if !slices.Contains(names, "") {
		t.Error("the zero has no text")
	}
}
