package metrics_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// isNumOverDen checks a KPI against its own fraction.
func isNumOverDen(t *testing.T, k metrics.KPI) {
	t.Helper()
	exact, err := k.Num.Quo(k.Den)
	if err != nil || k.Value.Defined() && exact != k.Value.Exact() || k.Name == "" || k.Title == "" || k.Text == "" {
		t.Errorf("%s: %v is not %v ÷ %v", k.Name, k.Value, k.Num, k.Den)
	}
}

func TestExperience(t *testing.T) {
	nps := func(r metrics.Ratings) (metrics.KPI, error) { return metrics.NPS(r) }
	top := func(points int) func(metrics.Ratings) (metrics.KPI, error) {
		return func(r metrics.Ratings) (metrics.KPI, error) { return metrics.CSATTopBox(r, points) }
	}
	plain := func(f func(metrics.Ratings) metrics.KPI) func(metrics.Ratings) (metrics.KPI, error) {
		return func(r metrics.Ratings) (metrics.KPI, error) { return f(r), nil }
	}
	seven := metrics.Scale{Low: 1, High: 7}
	for _, tt := range []struct {
		f    func(metrics.Ratings) (metrics.KPI, error)
		of   metrics.Ratings
		name string
		want string
		text string // with what was left out
	}{
		{nps, ratingsOf(t, npsScale(), 9, 9, 8, 6, 10, 3, 7), "nps", "100/7", "Net promoter score: 14.29, n = 7"},
		{nps, ratingsOf(t, npsScale(), 11, -1, 9, noAnswer), "nps", "100/1", "Net promoter score: 100, n = 1, left out: 1 unknown, 2 invalid"},
		{nps, ratingsOf(t, npsScale(), 0, 6), "nps", "-100/1", "Net promoter score: -100, n = 2"},
		{nps, ratingsOf(t, npsScale(), 7, 8), "nps", "0/1", "Net promoter score: 0, n = 2"},
		{nps, metrics.Ratings{}, "nps", "zero-denominator", "Net promoter score: n/a, n = 0 (nothing to divide by)"},
		{metrics.CSATMean, ratingsOf(t, csatScale(), 5, 4, 4, 2, noAnswer), "csat_mean", "15/4", "Customer satisfaction, mean: 3.75, n = 4, left out: 1 unknown"},
		{metrics.CSATMean, metrics.Ratings{}, "csat_mean", "no-observations", "Customer satisfaction, mean: n/a, n = 0 (no observations)"},
		{top(2), ratingsOf(t, csatScale(), 5, 4, 3, 1, 0), "csat_top2", "1/2", "Customer satisfaction, top 2: 50.00%, n = 4, left out: 1 invalid"},
		{top(1), ratingsOf(t, csatScale(), 5, 4, 3, 1), "csat_top1", "1/4", "Customer satisfaction, top 1: 25.00%, n = 4"},
		{top(4), ratingsOf(t, csatScale(), 5, 4, 3, 1), "csat_top4", "3/4", "Customer satisfaction, top 4: 75.00%, n = 4"},
		{top(2), ratingsOf(t, csatScale(), noAnswer), "csat_top2", "zero-denominator", "Customer satisfaction, top 2: n/a, n = 0 (nothing to divide by), left out: 1 unknown"},
		{top(10), metrics.Ratings{}, "csat_top10", "zero-denominator", "Customer satisfaction, top 10: n/a, n = 0 (nothing to divide by)"},
		{plain(metrics.CESMean), ratingsOf(t, seven, 7, 6, 2, 8), "ces_mean", "5/1", "Customer effort score, mean: 5, n = 3, left out: 1 invalid"},
		{plain(metrics.ResponseRate), ratingsOf(t, seven, 7, 6, 2, 8, noAnswer), "response_rate", "3/4", "Survey response rate: 75.00%, n = 4, left out: 1 invalid"},
		{plain(metrics.ResponseRate), ratingsOf(t, seven, noAnswer, noAnswer), "response_rate", "0/1", "Survey response rate: 0.00%, n = 2"},
		{plain(metrics.ResponseRate), metrics.Ratings{}, "response_rate", "zero-denominator", "Survey response rate: n/a, n = 0 (nothing to divide by)"},
	} {
		k, err := tt.f(tt.of)
		if err != nil || k.Name != tt.name || exactly(k.Value) != tt.want || k.String() != tt.text {
			t.Errorf("of %v: %q = %v, %v, want %s = %s\n%s", tt.of, k.Name, exactly(k.Value), err, tt.name, tt.want, k)
		}
		isNumOverDen(t, k)
	}
	k, _ := metrics.NPS(ratingsOf(t, npsScale(), 9, 9, 8, 6, 10, 3, 7))
	if k.Num != msp.NewRatio(100, 1) || k.Den != msp.NewRatio(7, 1) {
		t.Errorf("NPS is %v ÷ %v", k.Num, k.Den)
	}
	k, _ = metrics.CSATTopBox(ratingsOf(t, csatScale(), 5), 2)
	if k.Text != "ratings of 4 or more ÷ ratings, on a scale of 1 to 5" {
		t.Errorf("Text = %q", k.Text)
	}
}

func TestExperienceRefuses(t *testing.T) {
	if k, err := metrics.NPS(ratingsOf(t, csatScale(), 5)); !errors.Is(err, metrics.ErrUnit) || k.Name != "" {
		t.Errorf("NPS on 1 to 5 = %v, %v, want ErrUnit", k, err)
	}
	if k, err := metrics.CSATMean(ratingsOf(t, npsScale(), 5)); !errors.Is(err, metrics.ErrUnit) || k.Name != "" {
		t.Errorf("CSAT on 0 to 10 = %v, %v, want ErrUnit", k, err)
	}
	for _, points := range []int{-1, 0, 5, 6, 11} {
		if k, err := metrics.CSATTopBox(ratingsOf(t, csatScale(), 5), points); !errors.Is(err, msp.ErrRange) || k.Name != "" {
			t.Errorf("top %d of 1 to 5 = %v, %v, want ErrRange", points, k, err)
		}
	}
	if _, err := metrics.CSATTopBox(metrics.Ratings{}, 11); !errors.Is(err, msp.ErrRange) {
		t.Errorf("top 11 of nothing: %v, want ErrRange", err)
	}
}

func TestXLAIndex(t *testing.T) {
	kpi := func(name, exact string, unit metrics.Unit, n int64) metrics.KPI {
		return metrics.Definition{Name: name}.OfValue(newValue(t, exact, unit, n))
	}
	share := func(exact string, n int64) metrics.KPI { return kpi("a", exact, metrics.UnitShare, n) }
	none := metrics.Definition{Name: "none"}.OfRate(metrics.Rate{})
	one, two := msp.NewRatio(1, 1), msp.NewRatio(2, 1)
	for _, tt := range []struct {
		name  string
		parts []metrics.XLAPart
		want  string
	}{
		{"mean", []metrics.XLAPart{{share("9/10", 40), two}, {share("3/5", 7), one}}, "4/5 share, n = 7"},
		{"one", []metrics.XLAPart{{share("9/10", 40), msp.NewRatio(1, 3)}}, "9/10 share, n = 40"},
		{"numbers", []metrics.XLAPart{{kpi("x", "40/1", metrics.UnitNumber, 3), one}, {kpi("y", "80/1", metrics.UnitNumber, 9), one}}, "60/1 number, n = 3"},
		{"without weight", []metrics.XLAPart{{share("9/10", 40), msp.NewRatio(0, 1)}, {share("3/5", 50), one}}, "3/5 share, n = 40"},
		{"undefined", []metrics.XLAPart{{share("9/10", 40), one}, {none, one}}, "n/a: nothing to divide by"},
		{"undefined without weight", []metrics.XLAPart{{share("9/10", 40), one}, {none, msp.NewRatio(0, 1)}}, "n/a: nothing to divide by"},
		{"first reason", []metrics.XLAPart{{metrics.KPI{}, one}, {none, one}}, "n/a: no observations"},
		{"no weight at all", []metrics.XLAPart{{share("9/10", 40), msp.NewRatio(0, 1)}}, "n/a: nothing to divide by"},
		{"no part", nil, "n/a: nothing to divide by"},
	} {
		k, err := metrics.XLAIndex(tt.parts...)
		if err != nil || k.Value.String() != tt.want || k.Name != "xla_index" {
			t.Errorf("%s: %v, %v, want %s", tt.name, k.Value, err, tt.want)
		}
		isNumOverDen(t, k)
	}
	money, _ := metrics.NewMoneyValue(one, msp.MustParseCurrency("USD"), 1)
	huge := msp.MustParseRatio(strings.Repeat("9", 990) + "/1")
	tiny := msp.MustParseRatio("1/" + strings.Repeat("9", 980) + "7")
	for _, tt := range []struct {
		name  string
		parts []metrics.XLAPart
		want  error
	}{
		{"no weight given", []metrics.XLAPart{{share("9/10", 40), msp.Ratio{}}}, msp.ErrUndefined},
		{"below zero", []metrics.XLAPart{{share("9/10", 40), msp.NewRatio(-1, 9)}}, msp.ErrRange},
		{"two units", []metrics.XLAPart{{share("9/10", 40), one}, {kpi("x", "4/1", metrics.UnitNumber, 3), one}}, metrics.ErrUnit},
		{"money", []metrics.XLAPart{{metrics.Definition{}.OfValue(money), one}}, metrics.ErrUnit},
		{"duration", []metrics.XLAPart{{kpi("x", "4/1", metrics.UnitDuration, 3), one}}, metrics.ErrUnit},
		{"too long a product", []metrics.XLAPart{{kpi("x", huge.String(), metrics.UnitNumber, 3), huge}}, msp.ErrOverflow},
		{"too long a sum", []metrics.XLAPart{{kpi("x", huge.String(), metrics.UnitNumber, 3), one}, {kpi("x", "4/1", metrics.UnitNumber, 3), tiny}}, msp.ErrOverflow},
		{"too long weights", []metrics.XLAPart{{kpi("x", "0/1", metrics.UnitNumber, 3), huge}, {kpi("x", "0/1", metrics.UnitNumber, 3), tiny}}, msp.ErrOverflow},
		{"too long a mean", []metrics.XLAPart{{kpi("x", tiny.String(), metrics.UnitNumber, 3), one}, {kpi("x", "0/1", metrics.UnitNumber, 3), huge}}, msp.ErrOverflow},
	} {
		if k, err := metrics.XLAIndex(tt.parts...); !errors.Is(err, tt.want) || k.Name != "" {
			t.Errorf("%s: %v, %v, want %v", tt.name, k, err, tt.want)
		}
	}
	k, _ := metrics.XLAIndex(metrics.XLAPart{KPI: kpi("csat_top2", "9/10", metrics.UnitShare, 4), Weight: two}, metrics.XLAPart{KPI: kpi("uptime", "1/1", metrics.UnitShare, 4), Weight: one})
	if k.Text != "Σ weight × value ÷ Σ weight of: 2/1 × csat_top2 1/1 × uptime" {
		t.Errorf("Text = %q", k.Text)
	}
}
