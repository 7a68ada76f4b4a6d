package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The figures as the article states them.
func TestUsualRanges(t *testing.T) {
	want := []string{
		"tier Basic/Bronze||70–90|Tiered Pricing, list",
		"tier Standard/Silver||80–100|Tiered Pricing, list",
		"tier Premium/Gold||100–150|Tiered Pricing, list",
		"per user|user|125–250|Per-User Pricing, text",
		"endpoint|endpoint|50–100|Per-Device Pricing, text",
		"server|server|200–400|Per-Device Pricing, text",
		"server|server|200–400|Per-Device Pricing, list",
		"end-user device|device|50–100|Per-Device Pricing, list",
		"network equipment|network|25–85|Per-Device Pricing, list",
		"monitoring device|device|10–30|Monitoring-only pricing, text",
		"monitoring device|device|10–30+|Monitoring-only pricing, list",
		"monitoring server|server|75–350|Monitoring-only pricing, text",
		"monitoring server|server|75–350|Monitoring-only pricing, list",
		"monitoring network|network|20–100+|Monitoring-only pricing, list",
	}
	var got []string
	for _, r := range pricing.UsualRanges() {
		_, place, _ := strings.Cut(r.Source, "?, ")
		got = append(got, strings.Join([]string{r.Model, r.Unit, r.Ends(), place}, "|"))
		if r.Currency != modelUSD() || r.Cadence != pricing.Month || r.Low.Cmp(r.High) >= 0 || !strings.HasPrefix(r.Source, "Captain IT, ") {
			t.Errorf("%+v", r)
		}
	}
	if diff := modelDiff(want, got); diff != "" {
		t.Error(diff)
	}
	for model, n := range map[string]int{"server": 2, "monitoring device": 2, "per user": 1, "Server": 0, "": 0} {
		if got := pricing.UsualRangesOf(model); len(got) != n || slices.ContainsFunc(got, func(r pricing.UsualRange) bool { return r.Model != model }) {
			t.Errorf("UsualRangesOf(%q) = %v, want %d", model, got, n)
		}
	}
	pricing.UsualRanges()[0].Low = decimal.Decimal{}
	if got := pricing.UsualRanges()[0].Low; !got.Equal(modelDec("70")) {
		t.Errorf("the data follow a change of a copy: %v", got)
	}
}

func TestUsualJudge(t *testing.T) {
	const source = ` (Captain IT, What is a Managed Service Provider (MSP)?, `
	for _, tt := range []struct {
		model string
		n     int // of the model's ranges
		rate  string
		want  pricing.Usual
		why   string
	}{
		{"end-user device", 0, "65", pricing.UsualWithin, `65 is within the usual 50–100 USD a month for "end-user device"` + source + `Per-Device Pricing, list)`},
		{"end-user device", 0, "50", pricing.UsualWithin, ""},
		{"end-user device", 0, "49.99", pricing.UsualBelow, `49.99 is below the usual 50–100 USD a month for "end-user device"` + source + `Per-Device Pricing, list)`},
		{"end-user device", 0, "100.00", pricing.UsualWithin, ""},
		{"end-user device", 0, "100.000000000000000001", pricing.UsualAbove, ""},
		{"end-user device", 0, "-65", pricing.UsualBelow, ""},
		{"monitoring device", 0, "45", pricing.UsualAbove, `45 is above the usual 10–30 USD a month for "monitoring device"` + source + `Monitoring-only pricing, text)`},
		{"monitoring device", 1, "45", pricing.UsualWithin, `45 is within the usual 10–30+ USD a month for "monitoring device"` + source + `Monitoring-only pricing, list)`},
		{"monitoring device", 1, "9", pricing.UsualBelow, ""},
		{"tier Premium/Gold", 0, "150", pricing.UsualWithin, ""},
	} {
		r := pricing.UsualRangesOf(tt.model)[tt.n]
		got := r.Judge(modelDec(tt.rate))
		if got.Usual != tt.want {
			t.Errorf("%s: Judge(%s) = %v, want %v", tt.model, tt.rate, got.Usual, tt.want)
		}
		if why := got.Why(); tt.why != "" && why.String() != tt.why || why.Code() != "usual_"+tt.want.String() {
			t.Errorf("%s: Judge(%s).Why = %s %q, want %q", tt.model, tt.rate, why.Code(), why, tt.why)
		}
	}
	for _, rate := range []decimal.Decimal{decimal.New(1, 1_000_000_000), decimal.New(1, -1_000_000_000)} {
		if got := pricing.UsualRanges()[0].Judge(rate); got.Usual != 0 || got.Why().String() != "not known" {
			t.Errorf("Judge of a hostile rate = %v, %v", got.Usual, got.Why())
		}
	}
}

func TestUsualAmounts(t *testing.T) {
	server := pricing.UsualRangesOf("server")[0]
	gold := pricing.UsualRangesOf("tier Premium/Gold")[0]
	yen := pricing.UsualRange{Low: modelDec("0.5"), High: modelDec("1.5"), Currency: msp.MustParseCurrency("JPY")}
	for _, tt := range []struct {
		r    pricing.UsualRange
		q    pricing.Quantity
		mode msp.Rounding
		want string
		err  error
	}{
		{server, pricing.Count(3, "server"), 0, "600.00 USD 1200.00 USD", nil},
		{server, pricing.Count(0, "server"), 0, "0.00 USD 0.00 USD", nil},
		{gold, pricing.Count(7, "user"), 0, "700.00 USD 1050.00 USD", nil},
		{gold, pricing.Count(7, ""), 0, "700.00 USD 1050.00 USD", nil},
		{yen, pricing.Count(3, ""), msp.HalfUp, "2 JPY 5 JPY", nil}, // 1.5 and 4.5
		{yen, pricing.Count(3, ""), msp.Down, "1 JPY 4 JPY", nil},
		{server, pricing.Count(3, "user"), 0, "", pricing.ErrUnit},
		{server, pricing.Count(-3, "server"), 0, "", msp.ErrRange},
		{server, pricing.Count(1_000_000_000_000_000, "server"), 0, "", msp.ErrOverflow}, // 4 × 10¹⁷ dollars
		{pricing.UsualRange{Low: decimal.New(1, 1_000_000_000), Currency: modelUSD()}, pricing.Count(1, ""), 0, "", msp.ErrRange},
		{pricing.UsualRange{High: decimal.New(1, 1_000_000_000), Currency: modelUSD()}, pricing.Count(1, ""), 0, "", msp.ErrRange},
	} {
		low, high, err := tt.r.Amounts(tt.q, tt.mode)
		if tt.err != nil {
			if !errors.Is(err, tt.err) || low != (msp.Money{}) || high != (msp.Money{}) {
				t.Errorf("%s: Amounts(%v) = %v, %v, %v, want %v", tt.r.Model, tt.q, low, high, err, tt.err)
			}
			continue
		}
		if got := fmt.Sprint(low, " ", high); err != nil || got != tt.want {
			t.Errorf("%s: Amounts(%v, %v) = %s, %v, want %s", tt.r.Model, tt.q, tt.mode, got, err, tt.want)
		}
	}
}

func TestUsualText(t *testing.T) {
	for u, text := range map[pricing.Usual]string{0: "", pricing.UsualBelow: "below", pricing.UsualWithin: "within", pricing.UsualAbove: "above"} {
		data, err := json.Marshal(u)
		var back pricing.Usual = 9
		if err != nil || string(data) != `"`+text+`"` || json.Unmarshal(data, &back) != nil || back != u || u.String() != text {
			t.Errorf("%d: %s, %v, back %v", u, data, err, back)
		}
	}
	if got, err := pricing.ParseUsual("Within"); !errors.Is(err, msp.ErrSyntax) || got != 0 {
		t.Errorf(`ParseUsual("Within") = %v, %v`, got, err)
	}
	if u := pricing.UsualAbove; u.UnmarshalText([]byte("?")) == nil || u != pricing.UsualAbove {
		t.Errorf("UnmarshalText of a wrong text leaves %v", u)
	}
	if _, err := pricing.Usual(4).MarshalText(); !errors.Is(err, msp.ErrRange) || pricing.Usual(4).String() != "Usual(4)" {
		t.Errorf("Usual(4): %v", err)
	}
}
