package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func labourUSD() msp.Currency { return msp.MustParseCurrency("USD") }

func labourTimes(factor string) pricing.RateChange {
	return pricing.MultiplyRate{Factor: labourNum(factor)}
}

func labourPlus(rate string) pricing.RateChange { return pricing.AddRate{Rate: labourNum(rate)} }

func labourAt(rate string) pricing.RateChange { return pricing.ReplaceRate{Rate: labourNum(rate)} }

// labourSpec is at 120 an hour, with everything that changes it.
func labourSpec() pricing.LabourSpec {
	return pricing.LabourSpec{
		Name: "Support", Rate: labourNum("120"),
		Types:      map[string]pricing.RateChange{"onsite": labourTimes("1.5"), "project": labourAt("100"), "travel": labourTimes("0")},
		Roles:      map[string]pricing.RateChange{"senior": labourPlus("40"), "junior": labourPlus("-20")},
		AfterHours: labourTimes("2"),
	}
}

func labourOf(tb testing.TB, spec pricing.LabourSpec) pricing.Labour {
	tb.Helper()
	labour, err := spec.Compile(labourUSD(), msp.HalfUp)
	if err != nil {
		tb.Fatalf("Compile(%+v): %v", spec, err)
	}
	return labour
}

func TestLabourSpecFindings(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(s *pricing.LabourSpec)
		want   []string
	}{
		{"good", func(*pricing.LabourSpec) {}, nil},
		{"free", func(s *pricing.LabourSpec) { *s = pricing.LabourSpec{Name: "x"} }, nil},
		{"zero", func(s *pricing.LabourSpec) { *s = pricing.LabourSpec{} }, []string{"name missing"}},
		{"name", func(s *pricing.LabourSpec) { s.Name = "\xff" }, []string{"name syntax"}},
		{"below zero", func(s *pricing.LabourSpec) {
			s.Rate, s.NotToExceed, s.Cost = labourNum("-1"), labourNum("-1"), labourNum("-1")
			s.Costs = map[string]decimal.Decimal{"senior": labourNum("-1")}
			s.Increment, s.Minimum = -1, -1
		}, []string{"cost range", "costs.senior range", "increment range", "minimum range", "not_to_exceed range", "rate range"}},
		{"hostile", func(s *pricing.LabourSpec) {
			huge := decimal.New(1, math.MaxInt32)
			s.Rate, s.NotToExceed, s.Cost = huge, huge, decimal.New(1, math.MinInt32)
			s.Types = map[string]pricing.RateChange{"a": pricing.AddRate{Rate: huge}}
			s.Increment, s.Minimum = math.MaxInt, math.MaxInt
		}, []string{"cost range", "increment range", "minimum range", "not_to_exceed range", "rate range", "types.a.add range"}},
		{"a year", func(s *pricing.LabourSpec) { s.Increment, s.Minimum = 527_040, 527_040 }, nil},
		{"more than a year", func(s *pricing.LabourSpec) { s.Increment, s.Minimum = 527_041, 527_041 }, []string{"increment range", "minimum range"}},
		{"half up", func(s *pricing.LabourSpec) { s.Round = msp.HalfUp }, nil},
		{"half even", func(s *pricing.LabourSpec) { s.Round = msp.HalfEven }, []string{"round range"}},
		{"ceil", func(s *pricing.LabourSpec) { s.Round = msp.Ceil }, []string{"round range"}},
		{"aggregate", func(s *pricing.LabourSpec) { s.Aggregate = 4 }, []string{"aggregate range"}},
		{"names", func(s *pricing.LabourSpec) {
			s.Types = map[string]pricing.RateChange{"": labourTimes("1"), "\xff": labourTimes("1"), "none": nil, "p": &pricing.AddRate{}}
			s.Costs = map[string]decimal.Decimal{"": labourNum("1"), "senior": labourNum("1"), "trainee": labourNum("1")}
			s.AfterHours = labourTimes("-1")
		}, []string{
			"after_hours.multiply range", "costs. missing", "costs. unknown_name?", "costs.trainee unknown_name?",
			"types. missing", "types.none missing", "types.p type", "types.\xff syntax",
		}},
		{"costs without roles", func(s *pricing.LabourSpec) {
			s.Roles, s.Costs = nil, map[string]decimal.Decimal{"trainee": labourNum("1")}
		}, nil},
		// 120 − 20 of a junior − 100 is exactly zero, and 101 is below.
		{"just zero", func(s *pricing.LabourSpec) { s.Types["gift"] = labourPlus("-100") }, nil},
		{"together below zero", func(s *pricing.LabourSpec) { s.Types["gift"] = labourPlus("-101") }, []string{"rate range"}},
		// A project is at 100, whoever works on it.
		{"after hours below zero", func(s *pricing.LabourSpec) { s.AfterHours = labourPlus("-0.01"); delete(s.Types, "travel") }, nil},
		{"free travel below zero", func(s *pricing.LabourSpec) { s.AfterHours = labourPlus("-0.01") }, []string{"rate range"}},
	} {
		spec := labourSpec()
		tt.change(&spec)
		got := labourFound(spec.Validate())
		slices.Sort(tt.want)
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: Validate() = %q, want %q", tt.name, got, tt.want)
		}
		_, err := spec.Compile(labourUSD(), 0)
		if bad := spec.Validate().Err() != nil; bad != (err != nil) || bad != errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%s: Compile: %v", tt.name, err)
		}
	}
}

func TestLabourCompile(t *testing.T) {
	spec := labourSpec()
	if _, err := spec.Compile(msp.Currency{}, 0); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("Compile without a currency: %v", err)
	}
	if _, err := spec.Compile(labourUSD(), 9); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Compile with the rounding 9: %v", err)
	}
	for limit, want := range map[string]string{"0": "0", "500": "500.00 USD", "500.10": "500.10 USD", "500.100": "500.10 USD", "500.101": "", "99999999999999999.99": ""} {
		spec.NotToExceed = labourNum(limit)
		labour, err := spec.Compile(labourUSD(), 0)
		if found := labourFound(labourIssues(err)); want == "" && !slices.Equal(found, []string{"not_to_exceed range"}) || want != "" && (err != nil || labour.Cap().String() != want) {
			t.Errorf("Compile with a cap of %s: cap %v, %v, want %q", limit, labour.Cap(), err, want)
		}
	}
	labour := labourOf(t, labourSpec())
	if labour.Name() != "Support" || labour.Currency() != labourUSD() {
		t.Errorf("Name %q, Currency %v", labour.Name(), labour.Currency())
	}
	// Later changes of the spec's maps do not matter.
	spec = labourSpec()
	spec.Costs = map[string]decimal.Decimal{"junior": labourNum("30")}
	labour = labourOf(t, spec)
	spec.Types["onsite"], spec.Roles["junior"], spec.Costs["junior"] = labourTimes("9"), labourTimes("9"), labourNum("99")
	if got, err := labour.Rate("onsite", "junior", false); err != nil || !got.Equal(labourNum("150")) {
		t.Errorf("Rate after a change of the spec = %v, %v, want 150", got, err)
	}
	entries := []pricing.Entry{{Date: labourDay("2026-03-02"), Minutes: 60, Role: "junior"}}
	if sheet, err := labour.Bill(entries, msp.Money{}); err != nil || sheet.Cost.String() != "30.00 USD" {
		t.Errorf("cost after a change of the spec = %v, %v, want 30.00 USD", sheet.Cost, err)
	}
}

func TestLabourRate(t *testing.T) {
	labour := labourOf(t, labourSpec())
	for _, tt := range []struct {
		work, role string
		after      bool
		want       string
	}{
		{"", "", false, "120"},
		{"", "", true, "240"},
		{"onsite", "", false, "180"},
		{"onsite", "senior", false, "240"},  // (120 + 40) × 1.5, not 120 × 1.5 + 40
		{"onsite", "senior", true, "480"},   // × 2
		{"project", "senior", false, "100"}, // the type comes last and replaces
		{"project", "junior", true, "200"},
		{"travel", "senior", true, "0"},
	} {
		got, err := labour.Rate(tt.work, tt.role, tt.after)
		if err != nil || !got.Equal(labourNum(tt.want)) {
			t.Errorf("Rate(%q, %q, %v) = %v, %v, want %s", tt.work, tt.role, tt.after, got, err, tt.want)
		}
	}
	for _, names := range [][2]string{{"remote", ""}, {"", "trainee"}} {
		if got, err := labour.Rate(names[0], names[1], false); !errors.Is(err, msp.CodeUnknownName) {
			t.Errorf("Rate(%q) = %v, %v, want an unknown name", names, got, err)
		}
	}
	plain := labourOf(t, pricing.LabourSpec{Name: "x", Rate: labourNum("1.50")})
	if got, err := plain.Rate("any", "whoever", true); err != nil || got.Exponent() != -1 || !got.Equal(labourNum("1.5")) {
		t.Errorf("Rate without changes = %v, %v, want 1.5", got, err)
	}
	// 10¹⁷ × 10 has 19 digits, and 0.1 × 10⁻¹⁸ has 19 places.
	wide := labourOf(t, pricing.LabourSpec{Name: "x", Rate: labourNum("100000000000000000"), AfterHours: labourTimes("10")})
	small := labourOf(t, pricing.LabourSpec{Name: "x", Rate: labourNum("0.000000000000000001"), AfterHours: labourTimes("0.1")})
	for _, l := range []pricing.Labour{wide, small} {
		if got, err := l.Rate("", "", true); !errors.Is(err, msp.ErrOverflow) {
			t.Errorf("Rate of 19 digits = %v, %v, want an overflow", got, err)
		}
	}
}

func TestLabourBilled(t *testing.T) {
	for _, tt := range []struct {
		increment, minimum int
		round              msp.Rounding
		first              bool
		minutes, want      int64
	}{
		{0, 0, 0, false, 0, 0},
		{0, 0, 0, false, 7, 7},
		{1, 0, msp.Down, false, 7, 7},
		{15, 15, 0, false, 0, 0}, // nothing is nothing
		{15, 15, 0, true, 0, 0},
		{15, 0, 0, false, 1, 15},
		{15, 0, 0, false, 15, 15},
		{15, 0, 0, false, 16, 30},
		{6, 0, msp.Up, false, 61, 66},
		{15, 0, msp.Down, false, 14, 0},
		{15, 0, msp.Down, false, 44, 30},
		{15, 0, msp.HalfUp, false, 7, 0}, // 7 is nearer to 0
		{15, 0, msp.HalfUp, false, 8, 15},
		{6, 0, msp.HalfUp, false, 3, 6}, // half way goes up
		{6, 0, msp.HalfUp, false, 9, 12},
		{6, 20, msp.Up, false, 3, 20}, // 6, raised to 20
		{6, 20, msp.Up, true, 3, 24},  // 20, rounded to 24
		{6, 20, msp.Down, true, 3, 18},
		{6, 20, msp.Down, false, 3, 20},
		{15, 30, msp.Down, false, 41, 30},
		{1, 30, 0, false, 29, 30},
		{1, 30, 0, true, 31, 31},
		{15, 0, msp.Up, false, 999_999_999_999_999_990, 999_999_999_999_999_990}, // 66,666,666,666,666,666 × 15
	} {
		labour := labourOf(t, pricing.LabourSpec{Name: "x", Increment: tt.increment, Minimum: tt.minimum, Round: tt.round, MinimumFirst: tt.first})
		if got, err := labour.Billed(tt.minutes); err != nil || got != tt.want {
			t.Errorf("Billed(%d) by %d, at least %d, %v, minimum first %v = %d, %v, want %d", tt.minutes, tt.increment, tt.minimum, tt.round, tt.first, got, err, tt.want)
		}
	}
	labour := labourOf(t, pricing.LabourSpec{Name: "x", Increment: 15})
	if got, err := labour.Billed(-1); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Billed(-1) = %d, %v, want a range error", got, err)
	}
	for _, minutes := range []int64{999_999_999_999_999_991, math.MaxInt64 - 1, math.MaxInt64} { // the next increment has 19 digits
		if got, err := labour.Billed(minutes); !errors.Is(err, msp.ErrOverflow) {
			t.Errorf("Billed(%d) = %d, %v, want an overflow", minutes, got, err)
		}
	}
	if got, err := labourOf(t, pricing.LabourSpec{Name: "x"}).Billed(1_000_000_000_000_000_000); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Billed(10¹⁸) = %d, %v, want an overflow", got, err)
	}
}

const labourJSON = `{"name":"Support","rate":"120","types":{"onsite":{"multiply":"1.5"},"project":{"replace":"100"},"travel":{"multiply":"0"}},` +
	`"roles":{"junior":{"add":"-20"},"senior":{"add":"40"}},"after_hours":{"multiply":"2"},"increment":15,"minimum":30,"round":"half_up",` +
	`"minimum_first":true,"aggregate":"ticket","not_to_exceed":"500.5","cost":"55","costs":{"senior":"70"}}`

func TestLabourSpecJSON(t *testing.T) {
	want := labourSpec()
	want.Increment, want.Minimum, want.Round, want.MinimumFirst, want.Aggregate = 15, 30, msp.HalfUp, true, pricing.ByTicket
	want.NotToExceed, want.Cost, want.Costs = labourNum("500.50"), labourNum("55"), map[string]decimal.Decimal{"senior": labourNum("70")}
	for text, spec := range map[string]pricing.LabourSpec{labourJSON: want, `{"rate":"0"}`: {}} {
		if got, err := json.Marshal(spec); err != nil || string(got) != text {
			t.Errorf("JSON = %s, %v, want %s", got, err, text)
		}
		got := pricing.LabourSpec{Name: "left over", Increment: 7}
		if err := json.Unmarshal([]byte(text), &got); err != nil || !cmp.Equal(got, spec) {
			t.Errorf("%s reads as\n%s, %v", text, cmp.Diff(spec, got), err)
		}
	}
	for name, change := range map[string]func(s *pricing.LabourSpec){
		"name":   func(s *pricing.LabourSpec) { s.Name = "\xff" },
		"type":   func(s *pricing.LabourSpec) { s.Types["\xff"] = labourTimes("1") },
		"role":   func(s *pricing.LabourSpec) { s.Roles["\xff"] = labourTimes("1") },
		"costs":  func(s *pricing.LabourSpec) { s.Costs = map[string]decimal.Decimal{"\xff": {}} },
		"rate":   func(s *pricing.LabourSpec) { s.Rate = decimal.New(1, 18) },
		"cost":   func(s *pricing.LabourSpec) { s.Costs = map[string]decimal.Decimal{"a": decimal.New(1, 18)} },
		"factor": func(s *pricing.LabourSpec) { s.AfterHours = pricing.MultiplyRate{Factor: decimal.New(1, -19)} },
		"round":  func(s *pricing.LabourSpec) { s.Round = 9 },
	} {
		spec := labourSpec()
		change(&spec)
		if text, err := json.Marshal(spec); err == nil {
			t.Errorf("%s: JSON = %s, want an error", name, text)
		}
	}
}

func TestLabourSpecJSONFindings(t *testing.T) {
	got, err := pricing.ParseLabourSpec([]byte(`{"name":1,"types":{"a":{},"b":{"add":1}},"roles":[],"after_hours":{},"increment":-1,"minimum":"5",
		"round":"nearest","minimum_first":1,"aggregate":"week","not_to_exceed":"0.00","cost":5,"costs":{"a":"x","a":"1"},"price":"1"}`), msp.Limits{})
	want := []string{
		" missing", "after_hours missing", "aggregate syntax", "cost type", "costs.a duplicate_key", "costs.a syntax", "increment range", "minimum type",
		"minimum_first type", "name type", "not_to_exceed range", "price unknown_key", "roles type", "round syntax", "types.a missing", "types.b.add type",
	}
	found := labourFound(labourIssues(err))
	slices.Sort(found)
	if !cmp.Equal(got, pricing.LabourSpec{}) || !slices.Equal(found, want) {
		t.Errorf("ParseLabourSpec = %+v, %q, want %q", got, found, want)
	}
	kept := labourSpec()
	if err := json.Unmarshal([]byte(`{}`), &kept); err == nil || !cmp.Equal(kept, labourSpec()) {
		t.Errorf("{} reads as %+v, %v", kept, err)
	}
	none, err := pricing.ParseLabourSpec([]byte(`{"name":"x","rate":"1","types":{},"roles":{},"costs":{}}`), msp.Limits{})
	if want := (pricing.LabourSpec{Name: "x", Rate: labourNum("1")}); err != nil || !cmp.Equal(none, want) {
		t.Errorf("empty maps read as %+v, %v, want %+v", none, err, want)
	}
}
