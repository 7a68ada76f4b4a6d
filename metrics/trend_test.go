package metrics_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// numbers reads "1 3/2 undefined" as a series of numbers.
func numbers(text string) metrics.Series {
	var points []msp.Ratio
	for word := range strings.FieldsSeq(text) {
		r := msp.Ratio{}
		if word != "?" {
			if !strings.Contains(word, "/") {
				word += "/1"
			}
			r = msp.MustParseRatio(word)
		}
		points = append(points, r)
	}
	return metrics.NumberSeries(points...)
}

// exactly writes a value as its number or the code of its reason.
func exactly(v metrics.Value) string {
	if !v.Defined() {
		return v.Reason().Code()
	}
	return v.Exact().String()
}

func TestTrend(t *testing.T) {
	for _, tt := range []struct {
		points, changes, slope, direction string
	}{
		{"", "", "too-few-observations", ""},
		{"7", "", "too-few-observations", ""},
		{"0 10", "zero-denominator", "10/1", "up"},
		{"10 0 5", "-1/1 zero-denominator", "-5/2", "down"},
		{"1 3 2", "2/1 -1/3", "1/2", "up"},
		{"-10 5", "-3/2", "15/1", "up"},
		{"4 4 4 4", "0/1 0/1 0/1", "0/1", "flat"},
		{"1 2 2 1", "1/1 0/1 -1/2", "0/1", "flat"},
		{"1/2 1/3 1/5 1/7", "-1/3 -2/5 -2/7", "-253/2100", "down"}, // 6·(−3/2 − 1/3 + 1/5 + 3/7)/60
		{"1 ? 3", "no-observations no-observations", "no-observations", ""},
		{"?", "", "no-observations", ""},
	} {
		s := numbers(tt.points)
		changes, err1 := s.Changes()
		slope, err2 := s.Slope()
		direction, err3 := s.Direction()
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Errorf("%q: %v", tt.points, err)
		}
		var got []string
		for _, c := range changes {
			got = append(got, exactly(c))
			if c.Unit() != metrics.UnitShare {
				t.Errorf("change %v of %q", c, tt.points)
			}
		}
		if strings.Join(got, " ") != tt.changes || exactly(slope) != tt.slope || direction.String() != tt.direction {
			t.Errorf("%q: changes %v, slope %v, %v; want %v, %v, %v", tt.points, got, slope, direction, tt.changes, tt.slope, tt.direction)
		}
		if slope.Unit() != metrics.UnitNumber || slope.N() != int64(s.Len()) {
			t.Errorf("slope of %q = %v", tt.points, slope)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		points, low, center, high string
		outside                   []int
	}{
		// Moving ranges 2 and 2: 12 ± 2.66 × 2.
		{"11 13 11 13", "167/25", "12/1", "433/25", nil},
		// A mean range of 20/8: 110/9 ± 2.66 × 5/2.
		{"10 10 10 10 10 10 10 10 30", "1003/180", "110/9", "3397/180", []int{8}},
		{"30 10 10 10 10 10 10 10 10 10 10 10 -10", "17/15", "10/1", "283/15", []int{0, 12}},
		{"5 5 5", "5/1", "5/1", "5/1", nil}, // on the limit is inside
		{"7", "too-few-observations", "too-few-observations", "too-few-observations", nil},
		{"", "too-few-observations", "too-few-observations", "too-few-observations", nil},
		{"1 ? 3", "no-observations", "no-observations", "no-observations", nil},
	} {
		l, err := numbers(tt.points).ControlLimits()
		if err != nil || exactly(l.Low) != tt.low || exactly(l.Center) != tt.center || exactly(l.High) != tt.high || !slices.Equal(l.Outside, tt.outside) {
			t.Errorf("ControlLimits of %q = %v, %v, want %v, %v, %v, %v", tt.points, l, err, tt.low, tt.center, tt.high, tt.outside)
		}
	}
}

func TestSeries(t *testing.T) {
	share := func(text string) metrics.Value { return newValue(t, text, metrics.UnitShare, 40) }
	money := func(currency string) metrics.Value {
		v, err := metrics.NewMoneyValue(msp.NewRatio(25, 2), msp.MustParseCurrency(currency), 3)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	points := []metrics.Value{{}, share("19/20"), share("9/10"), metrics.Rate{}.Value(), share("1/1")}
	s, err := metrics.NewSeries(points...)
	if err != nil || s.Len() != 5 {
		t.Fatalf("NewSeries = %v, %v", s, err)
	}
	if !slices.Equal(s.Points(), points) {
		t.Errorf("Points = %v, want %v", s.Points(), points)
	}
	want := slices.Clone(points)
	points[1] = share("0/1")
	s.Points()[1] = share("0/1")
	if !slices.Equal(s.Points(), want) {
		t.Errorf("points are shared: %v", s.Points())
	}
	for _, tt := range []struct {
		last int
		want string
	}{
		{5, "no-observations"}, // of the zero Value
		{9, "no-observations"},
		{4, "zero-denominator"}, // of the rate of nothing
		{1, "too-few-observations"},
		{0, "too-few-observations"},
		{-3, "too-few-observations"},
	} {
		slope, err := s.Last(tt.last).Slope()
		if err != nil || exactly(slope) != tt.want || slope.Unit() != metrics.UnitShare {
			t.Errorf("slope of the last %d = %v, %v, want %s", tt.last, slope, err, tt.want)
		}
	}
	changes, err := s.Changes()
	var got []string
	for _, c := range changes {
		got = append(got, exactly(c))
	}
	if err != nil || !slices.Equal(got, []string{"no-observations", "-1/19", "zero-denominator", "zero-denominator"}) {
		t.Errorf("Changes = %v, %v", got, err)
	}
	if _, err := metrics.NewSeries(share("1/2"), metrics.Value{}, newValue(t, "3/1", metrics.UnitNumber, 1)); !errors.Is(err, metrics.ErrUnit) {
		t.Errorf("two units: %v", err)
	} else if want := `metrics: series point 2 "3/1 number, n = 1": those before it are in share`; err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	if _, err := metrics.NewSeries(money("USD"), money("EUR")); !errors.Is(err, msp.ErrCurrency) || !strings.Contains(err.Error(), "in USD") {
		t.Errorf("two currencies: %v", err)
	}
	amounts, err := metrics.NewSeries(money("USD"), money("USD"))
	if err != nil {
		t.Fatal(err)
	}
	if l, err := amounts.ControlLimits(); err != nil || l.Center.String() != "25/2 USD, n = 2" || l.Low.Currency().String() != "USD" {
		t.Errorf("ControlLimits = %v, %v", l, err)
	}
	if slope, err := amounts.Slope(); err != nil || slope.String() != "0/1 USD, n = 2" {
		t.Errorf("Slope = %v, %v", slope, err)
	}
	nothing := metrics.Series{}
	if slope, err := nothing.Slope(); err != nil || exactly(slope) != "too-few-observations" || nothing.Len() != 0 {
		t.Errorf("Slope of the zero Series = %v, %v", slope, err)
	}
}

// What is too long is an error, and not a long wait.
func TestTrendOverflow(t *testing.T) {
	huge := msp.MustParseRatio(strings.Repeat("9", 990) + "/1")
	tiny := msp.MustParseRatio("1/" + strings.Repeat("9", 980) + "7")
	s := metrics.NumberSeries(tiny, huge, tiny)
	if c, err := s.Changes(); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Changes = %v, %v, want ErrOverflow", c, err)
	}
	if c, err := metrics.NumberSeries(huge, tiny).Changes(); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Changes = %v, %v, want ErrOverflow", c, err)
	}
	// 10⁶⁵⁰ and a little, and 10⁶⁵⁰ and a little more: what is between them is short.
	base, little := "1"+strings.Repeat("0", 650), strings.Repeat("0", 330)
	less, err1 := msp.MustParseRatio(base + "/1").Add(msp.MustParseRatio("1/3" + little + "7"))
	more, err2 := msp.MustParseRatio(base + "/1").Add(msp.MustParseRatio("1/1" + little + "3"))
	if c, err := metrics.NumberSeries(less, more).Changes(); err1 != nil || err2 != nil || !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Changes = %v, %v, want ErrOverflow", c, err)
	}
	if l, err := s.ControlLimits(); !errors.Is(err, msp.ErrOverflow) || l.Low.Defined() {
		t.Errorf("ControlLimits = %v, %v, want ErrOverflow", l, err)
	}
	if v, err := metrics.NumberSeries(huge, tiny, huge, huge).Slope(); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Slope = %v, %v, want ErrOverflow", v, err)
	}
	coprime := make([]msp.Ratio, 100_000)
	for i := range coprime {
		coprime[i] = msp.NewRatio(1, 1<<40+int64(i))
	}
	long := metrics.NumberSeries(coprime...)
	_, err1 = long.Slope()
	_, err2 = long.ControlLimits()
	_, err3 := long.Direction()
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, msp.ErrOverflow) || !strings.Contains(err.Error(), "common denominator") {
			t.Errorf("of 100,000 denominators: %v, want ErrOverflow", err)
		}
	}
}

func TestDirection(t *testing.T) {
	checkEnum(t, metrics.ParseDirection, "", "up", "down", "flat")
}
