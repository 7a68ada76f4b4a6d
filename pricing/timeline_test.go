package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// timelineOf reads "25; 2026-01-16 30".
func timelineOf(text string) pricing.Timeline {
	var t pricing.Timeline
	for step := range strings.SplitSeq(text, "; ") {
		if step == "" {
			continue
		}
		from, quantity, dated := strings.Cut(step, " ")
		if !dated {
			from, quantity = "", from
		}
		date, err := msp.ParseDate(from)
		if err != nil {
			panic(err)
		}
		t = append(t, pricing.QuantityStep{From: date, Quantity: decimal.RequireFromString(quantity)})
	}
	return t
}

// timelineText is the inverse of timelineOf.
func timelineText(t pricing.Timeline) string {
	var steps []string
	for _, s := range t {
		steps = append(steps, strings.TrimSpace(s.From.String()+" "+s.Quantity.String()))
	}
	return strings.Join(steps, "; ")
}

func timelineEqual(a, b pricing.Timeline) bool {
	return slices.EqualFunc(a, b, func(a, b pricing.QuantityStep) bool {
		return a.From == b.From && a.Quantity.Equal(b.Quantity)
	})
}

func TestTimelineAt(t *testing.T) {
	const unsorted = "2026-03-01 7; 2026-01-01 5; 2026-02-01 6; 2026-02-01 0"
	for _, tt := range []struct{ timeline, day, want string }{
		{"", "2026-01-01", "0"},
		{"25", "", "25"},
		{"25", "0001-01-01", "25"},
		{"25", "9999-12-31", "25"},
		{"25; 2026-01-16 30", "2026-01-15", "25"},
		{"25; 2026-01-16 30", "2026-01-16", "30"},
		{"25; 2026-01-16 30", "2027-01-16", "30"},
		{"2026-01-16 30", "2026-01-15", "0"},
		{"2026-01-16 30", "", "0"},
		{unsorted, "2025-12-31", "0"},
		{unsorted, "2026-01-31", "5"},
		{unsorted, "2026-02-01", "0"}, // the last one of the day
		{unsorted, "2026-02-28", "0"},
		{unsorted, "2026-03-01", "7"},
		{"1; 2; 2026-01-16 30", "2025-01-01", "2"},
	} {
		day, err := msp.ParseDate(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := timelineOf(tt.timeline).At(day); got.String() != tt.want {
			t.Errorf("(%s).At(%s) = %v, want %s", tt.timeline, tt.day, got, tt.want)
		}
	}
}

func TestTimelineWith(t *testing.T) {
	start := pricing.Constant(25)
	if got := timelineText(start); got != "25" {
		t.Errorf("Constant(25) = %s", got)
	}
	january := msp.MustParseDate("2026-01-16")
	a := start.With(january, decimal.NewFromInt(30))
	b := a.With(january, decimal.NewFromInt(31))
	c := a.With(msp.MustParseDate("2026-01-02"), decimal.RequireFromString("27.5"))
	d := c.With(msp.Date{}, decimal.NewFromInt(20))
	for want, got := range map[string]pricing.Timeline{
		"25":                                 start,
		"25; 2026-01-16 30":                  a,
		"25; 2026-01-16 30; 2026-01-16 31":   b,
		"25; 2026-01-16 30; 2026-01-02 27.5": c,
		"20; 2026-01-16 30; 2026-01-02 27.5": d,
		"9":                                  pricing.Timeline(nil).With(msp.Date{}, decimal.NewFromInt(9)),
		"2026-01-16 9":                       pricing.Timeline(nil).With(january, decimal.NewFromInt(9)),
	} {
		if text := timelineText(got); text != want {
			t.Errorf("With gives %s, want %s", text, want)
		}
	}
	// Copies share nothing, even if there is room behind the steps.
	room := append(make(pricing.Timeline, 0, 4), a...)
	x := room.With(january, decimal.NewFromInt(1))
	room.With(january, decimal.NewFromInt(2))
	if text := timelineText(x); text != "25; 2026-01-16 30; 2026-01-16 1" {
		t.Errorf("another copy changes %s", text)
	}
	d[1].Quantity = decimal.NewFromInt(99)
	if text := timelineText(c); text != "25; 2026-01-16 30; 2026-01-02 27.5" {
		t.Errorf("a change of a copy changes %s", text)
	}
}

func TestTimelineSegments(t *testing.T) {
	for _, tt := range []struct {
		timeline, period string
		want             []string
	}{
		{"", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-02-01 0"}},
		{"25", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-02-01 25"}},
		{"25", "2026-01-01/2026-01-01", nil},
		{"25", "", nil},
		{"25; 2026-01-16 30", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-01-16 25", "2026-01-16/2026-02-01 30"}},
		// On the first day it replaces what was, on the day after the last it is too late.
		{"25; 2026-01-01 30; 2026-02-01 40", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-02-01 30"}},
		{"25; 2026-01-31 30", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-01-31 25", "2026-01-31/2026-02-01 30"}},
		// Added and removed on one day: a boundary, but no other quantity.
		{"40; 2026-04-10 45; 2026-04-10 40", "2026-04-01/2026-05-01", []string{"2026-04-01/2026-04-10 40", "2026-04-10/2026-05-01 40"}},
		{"2026-01-16 30", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-01-16 0", "2026-01-16/2026-02-01 30"}},
		{"2026-01-20 3; 2026-01-10 2; 2025-06-01 1; 2026-03-01 4", "2026-01-01/2026-02-01", []string{"2026-01-01/2026-01-10 1", "2026-01-10/2026-01-20 2", "2026-01-20/2026-02-01 3"}},
		{"2026-01-20 3; 2025-06-01 1", "2026-03-01/2026-04-01", []string{"2026-03-01/2026-04-01 3"}},
	} {
		period, err := msp.ParsePeriod(tt.period)
		if err != nil {
			t.Fatal(err)
		}
		timeline := timelineOf(tt.timeline)
		var got []string
		for _, s := range timeline.Segments(period) {
			got = append(got, s.Period.String()+" "+s.Quantity.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("(%s).Segments(%s) = %q, want %q", tt.timeline, tt.period, got, tt.want)
		}
		if text := timelineText(timeline); text != tt.timeline {
			t.Errorf("Segments changes the timeline %s to %s", tt.timeline, text)
		}
	}
}

func TestTimelineProrate(t *testing.T) {
	for _, tt := range []struct {
		unit, timeline, period, currency string
		mode                             msp.Rounding
		want                             []string
		total                            string
	}{
		// 150 × 25 × 15/31 = 1814.516; with 150 × 30 × 16/31 = 2322.580 it is 4137.096.
		{"150", "25; 2026-01-16 30", "2026-01-01/2026-02-01", "USD", msp.HalfUp, []string{"1814.52 USD", "2322.58 USD"}, "4137.10 USD"},
		{"150", "25; 2026-01-16 30", "2026-01-01/2026-02-01", "USD", msp.Down, []string{"1814.51 USD", "2322.58 USD"}, "4137.09 USD"},
		// Steps that change nothing do not change the total either.
		{"33.33", "1; 2026-04-11 1; 2026-04-21 1", "2026-04-01/2026-05-01", "USD", 0, []string{"11.11 USD", "11.11 USD", "11.11 USD"}, "33.33 USD"},
		// 4.375 × 11 × 8/31 = 12.41935, + 4.375 × 13 × 21/31 = 50.94758, + 4.375 × 12 × 2/31 = 54.33467.
		{"4.375", "11; 2026-07-09 13; 2026-07-30 12", "2026-07-01/2026-08-01", "KWD", msp.HalfUp, []string{"12.419 KWD", "38.529 KWD", "3.387 KWD"}, "54.335 KWD"},
		// Half units and a price of a tenth of a cent: 0.001 × 2.5 × 1000.5/1000.5.
		{"0.001", "2.5", "2026-01-01/2026-02-01", "USD", msp.Up, []string{"0.01 USD"}, "0.01 USD"},
		{"-10", "5; 2026-01-16 0", "2026-01-01/2026-02-01", "USD", msp.HalfUp, []string{"-24.19 USD", "0.00 USD"}, "-24.19 USD"},
		{"10", "", "2026-01-01/2026-02-01", "JPY", msp.HalfUp, []string{"0 JPY"}, "0 JPY"},
	} {
		parts, total, err := pricing.ProrateTimeline(decimal.RequireFromString(tt.unit), msp.MustParseCurrency(tt.currency),
			timelineOf(tt.timeline), msp.MustParsePeriod(tt.period), tt.mode)
		var got []string
		for _, part := range parts {
			got = append(got, part.Amount.String())
		}
		if err != nil || !slices.Equal(got, tt.want) || total.String() != tt.total {
			t.Errorf("ProrateTimeline(%s, %s, %s, %v) = %q, %v, %v, want %q, %s", tt.unit, tt.timeline, tt.period, tt.mode, got, total, err, tt.want, tt.total)
		}
	}
	january, usd, one := msp.MustParsePeriod("2026-01-01/2026-02-01"), msp.MustParseCurrency("USD"), decimal.NewFromInt(1)
	for _, tt := range []struct {
		unit     decimal.Decimal
		currency msp.Currency
		timeline pricing.Timeline
		kind     error
	}{
		{decimal.New(1, 1_000_000_000), usd, pricing.Constant(1), msp.ErrRange},
		{decimal.New(1, -19), usd, pricing.Constant(1), msp.ErrRange},
		{one, usd, pricing.Constant(-1), msp.CodeRange},
		{one, usd, timelineOf("1; 2"), msp.CodeMissing},
		{one, usd, pricing.Timeline{{Quantity: decimal.New(1, -1_000_000_000)}}, msp.CodeRange},
		{one, msp.Currency{}, pricing.Constant(1), msp.ErrCurrency},
		{decimal.New(1, 17), usd, pricing.Constant(1), msp.ErrOverflow},
		{decimal.New(1, 17), usd, pricing.Constant(999_999_999_999_999_999), msp.ErrOverflow},
	} {
		parts, total, err := pricing.ProrateTimeline(tt.unit, tt.currency, tt.timeline, january, msp.HalfUp)
		if parts != nil || total != (msp.Money{}) || !errors.Is(err, tt.kind) {
			t.Errorf("ProrateTimeline in %q = %v, %v, %v, want %v", tt.currency, parts, total, err, tt.kind)
		}
	}
}

func TestTimelineFindings(t *testing.T) {
	timeline := pricing.Timeline{
		{Quantity: decimal.NewFromInt(-1)},
		{Quantity: decimal.NewFromInt(1)},
		{From: msp.MustParseDate("2026-01-01"), Quantity: decimal.New(1, 1_000_000_000)},
		{From: msp.MustParseDate("2026-01-01")},
	}
	var got []string
	for _, issue := range timeline.Validate() {
		got = append(got, issue.Severity.String()+" "+issue.Path+" "+string(issue.Code))
	}
	want := []string{"error [0].quantity range", "error [1].from missing", "error [2].quantity range"}
	if !slices.Equal(got, want) {
		t.Errorf("Validate = %q, want %q", got, want)
	}
	for _, text := range []string{"", "0", "2026-01-01 5; 2025-01-01 5; 2026-01-01 4"} {
		if issues := timelineOf(text).Validate(); len(issues) > 0 {
			t.Errorf("Validate of %s = %v", text, issues)
		}
	}
}

// The last step of a day wins in long lists too, which are not sorted as short ones
// are.
func TestTimelineOfManySteps(t *testing.T) {
	january := msp.MustParsePeriod("2026-01-01/2026-02-01")
	var timeline pricing.Timeline
	for n := range 1000 { // the days of January over and over, backwards
		from, err := january.From().AddDays(30 - n%31)
		if err != nil {
			t.Fatal(err)
		}
		timeline = append(timeline, pricing.QuantityStep{From: from, Quantity: decimal.NewFromInt(int64(n))})
	}
	// 1000 = 32 × 31 + 8: the last eight are of the 31st down to the 24th.
	for i, s := range timeline.Segments(january) {
		want := int64(31*31 + 30 - i)
		if i >= 23 {
			want = int64(32*31 + 30 - i)
		}
		if s.Period.Days() != 1 || s.Quantity.IntPart() != want {
			t.Errorf("segment %d = %v, want %d", i, s, want)
		}
	}
}

// A number whose exponent is out of all bounds must not be expanded anywhere.
func TestTimelineTakesHostileNumbers(t *testing.T) {
	january := msp.MustParsePeriod("2026-01-01/2026-02-01")
	for _, d := range []decimal.Decimal{
		decimal.New(1, 2_000_000_000), decimal.New(1, -2_000_000_000), decimal.New(-1, 2_000_000_000),
		decimal.New(0, 2_000_000_000), decimal.New(0, -2_000_000_000),
	} {
		timeline := pricing.Constant(3).With(msp.MustParseDate("2026-01-16"), d)
		if n := len(timeline.Segments(january)); n != 2 {
			t.Errorf("%d segments, want 2", n)
		}
		timeline.At(january.To())
		_, _, err := pricing.ProrateTimeline(decimal.NewFromInt(1), msp.MustParseCurrency("USD"), timeline, january, msp.HalfUp)
		_, jsonErr := json.Marshal(timeline)
		if err == nil || jsonErr == nil {
			t.Errorf("a quantity with the exponent %d: %v, JSON %v", d.Exponent(), err, jsonErr)
		}
	}
}

func TestTimelineJSON(t *testing.T) {
	const text = `[{"quantity":"25"},{"from":"2026-01-16","quantity":"30.5"},{"from":"2026-01-02","quantity":"0"}]`
	want := timelineOf("25; 2026-01-16 30.5; 2026-01-02 0")
	if got, err := json.Marshal(want); err != nil || string(got) != text {
		t.Errorf("JSON = %s, %v, want %s", got, err, text)
	}
	var got pricing.Timeline
	if err := json.Unmarshal([]byte(text), &got); err != nil || !timelineEqual(got, want) {
		t.Errorf("read as %v, %v", got, err)
	}
	// Zeros at the end are read, and gone.
	if err := json.Unmarshal([]byte(`[{"from":"","quantity":"30.50"}]`), &got); err != nil || timelineText(got) != "30.5" {
		t.Errorf("read as %v, %v", got, err)
	}
	if again, err := json.Marshal(got); err != nil || string(again) != `[{"quantity":"30.5"}]` {
		t.Errorf("JSON = %s, %v", again, err)
	}
	for none, timeline := range map[string]pricing.Timeline{"nil": nil, "empty": {}} {
		if got, err := json.Marshal(timeline); err != nil || string(got) != "[]" {
			t.Errorf("JSON of %s = %s, %v", none, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`[]`), &got); err != nil || len(got) != 0 {
		t.Errorf("[] = %v, %v", got, err)
	}
	got = want
	for text, code := range map[string]msp.Code{
		`[{"from":"2026-01-16"}]`:                 msp.CodeMissing,
		`[{"from":"2026-02-30","quantity":"1"}]`:  msp.CodeRange,
		`[{"from":"16.1.2026","quantity":"1"}]`:   msp.CodeSyntax,
		`[{"quantity":30}]`:                       msp.CodeType,
		`[{"quantity":"1e3"}]`:                    msp.CodeSyntax,
		`[{"quantity":"1","quantity":"2"}]`:       msp.CodeDuplicateKey,
		`[{"quantity":"1","until":"2026-01-16"}]`: msp.CodeUnknownKey,
		`{"quantity":"1"}`:                        msp.CodeType,
		`null`:                                    msp.CodeType,
		`["1"]`:                                   msp.CodeType,
	} {
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, code) || !timelineEqual(got, want) {
			t.Errorf("%s: %v, %v, want %v", text, got, err, code)
		}
	}
	var step pricing.QuantityStep
	if err := json.Unmarshal([]byte(`{"from":"2026-01-16","quantity":"3"}`), &step); err != nil || !timelineEqual(pricing.Timeline{step}, timelineOf("2026-01-16 3")) {
		t.Errorf("step = %v, %v", step, err)
	}
	if err := json.Unmarshal([]byte(`{"from":"2026-01-17"}`), &step); !errors.Is(err, msp.CodeMissing) || step.From.Day() != 16 {
		t.Errorf("step = %v, %v", step, err)
	}
}
