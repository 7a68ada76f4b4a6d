package msp_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

func TestCumulative(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	for _, tt := range []struct {
		mode   msp.Rounding
		pieces []msp.Ratio
		want   []string
	}{
		// A hundred dollars in three: 33.33, 66.67, 100.00.
		{msp.HalfUp, []msp.Ratio{msp.NewRatio(100, 3), msp.NewRatio(100, 3), msp.NewRatio(100, 3)}, []string{"33.33 USD", "33.34 USD", "33.33 USD"}},
		{msp.Down, []msp.Ratio{msp.NewRatio(100, 3), msp.NewRatio(100, 3), msp.NewRatio(100, 3)}, []string{"33.33 USD", "33.33 USD", "33.34 USD"}},
		{msp.Up, []msp.Ratio{msp.NewRatio(1, 1000), msp.NewRatio(1, 1000)}, []string{"0.01 USD", "0.00 USD"}},
		{msp.HalfUp, []msp.Ratio{msp.NewRatio(1, 200), msp.NewRatio(-1, 200)}, []string{"0.01 USD", "-0.01 USD"}},
		{msp.HalfUp, nil, nil},
	} {
		sum := msp.NewCumulative(usd, tt.mode)
		var got []msp.Money
		for _, piece := range tt.pieces {
			part, longer, err := sum.Add(piece)
			if err != nil {
				t.Fatalf("Add(%v): %v", piece, err)
			}
			got, sum = append(got, part), longer
		}
		if !slices.Equal(moneyTexts(got), tt.want) {
			t.Errorf("%v of %v = %v, want %v", tt.mode, tt.pieces, got, tt.want)
		}
	}
}

func TestCumulativeErrors(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	huge := msp.MustParseRatio(strings.Repeat("9", 999) + "/1")
	tiny := msp.MustParseRatio("1/" + strings.Repeat("9", 999))
	started := msp.NewCumulative(usd, msp.HalfUp)
	_, started, err := started.Add(tiny)
	if err != nil {
		t.Fatal(err)
	}
	full := msp.NewCumulative(usd, msp.HalfUp)
	if _, full, err = full.Add(msp.NewRatio(-92233720368547758, 1)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		sum   msp.Cumulative
		piece msp.Ratio
		kind  error
	}{
		{"undefined", started, msp.Ratio{}, msp.ErrUndefined},
		{"too large", msp.NewCumulative(usd, msp.HalfUp), huge, msp.ErrOverflow},
		{"sum too exact", started, huge, msp.ErrOverflow},
		{"difference too large", full, msp.NewRatio(2*92233720368547758, 1), msp.ErrOverflow},
		{"mode", msp.NewCumulative(usd, 9), msp.NewRatio(1, 1), msp.ErrRange},
		{"no currency", msp.Cumulative{}, msp.NewRatio(1, 1), msp.ErrCurrency},
	} {
		part, after, err := tt.sum.Add(tt.piece)
		if !errors.Is(err, tt.kind) || after != tt.sum || part != (msp.Money{}) {
			t.Errorf("%s: %v, %v, want %v and no change", tt.name, part, err, tt.kind)
		}
	}
	if _, sum, err := (msp.Cumulative{}).Add(msp.NewRatio(1, 4)); err != nil || sum.Total() != (msp.Money{}) {
		t.Errorf("a quarter of no currency: %v, %v", sum.Total(), err)
	}
}
