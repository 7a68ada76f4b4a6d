package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// labourPart is ten cables at 4.90, or at a markup on the cost.
func labourPart(quantity, cost, price, markup string) pricing.Material {
	m := pricing.Material{ID: "P9", Name: "Cable", Date: labourDay("2026-03-02"), Quantity: labourNum(quantity)}
	if cost != "" {
		m.Cost = labourNum(cost)
	}
	if price != "" {
		m.Price = labourNum(price)
	}
	if markup != "" {
		m.Markup = msp.MustParsePercent(markup)
	}
	return m
}

func TestMaterialLine(t *testing.T) {
	const head = "material Cable 2026-03-02/2026-03-03 "
	for _, tt := range []struct {
		quantity, cost, price, markup string
		mode                          msp.Rounding
		want                          string
	}{
		{"10", "", "4.90", "", 0, head + "10 = 49.00 USD cost 0; part P9 10 4.9 49.00 USD"},
		{"10", "3", "4.90", "", 0, head + "10 = 49.00 USD cost 30.00 USD; part P9 10 4.9 49.00 USD"},
		// 3.33 × 1.125 = 3.74625: quoted at 3.75, so that 100 are 375.00, not 374.63.
		{"100", "3.33", "", "12.5%", msp.HalfUp, head + "100 = 375.00 USD cost 333.00 USD; part P9 100 3.75 375.00 USD"},
		{"100", "3.33", "", "12.5%", msp.Down, head + "100 = 374.00 USD cost 333.00 USD; part P9 100 3.74 374.00 USD"},
		// A price of its own keeps its digits: 1001 × 0.0045 = 4.5045.
		{"1001", "", "0.0045", "", 0, head + "1001 = 4.50 USD cost 0; part P9 1001 0.0045 4.50 USD"},
		{"2.5", "0.0333", "1.11", "", msp.HalfUp, head + "2.5 = 2.78 USD cost 0.08 USD; part P9 2.5 1.11 2.78 USD"}, // 2.775, 0.08325
		{"2", "80", "", "-100%", 0, head + "2 = 0.00 USD cost 160.00 USD; part P9 2 0 0.00 USD"},
		{"2", "", "", "-100%", 0, head + "2 = 0.00 USD cost 0; part P9 2 0 0.00 USD"},
		{"2", "80", "", "-25%", 0, head + "2 = 120.00 USD cost 160.00 USD; part P9 2 60 120.00 USD"},
	} {
		m := labourPart(tt.quantity, tt.cost, tt.price, tt.markup)
		line, err := m.Line(labourUSD(), tt.mode)
		if err != nil || labourLine(line) != tt.want {
			t.Errorf("Line of %s at %s, %s, %s = %s, %v, want %s", tt.quantity, tt.cost, tt.price, tt.markup, labourLine(line), err, tt.want)
		}
		price, err := m.UnitPrice(labourUSD(), tt.mode)
		if err != nil || !price.Equal(line.Detail[0].Rate) {
			t.Errorf("UnitPrice of %s at %s, %s, %s = %v, %v", tt.quantity, tt.cost, tt.price, tt.markup, price, err)
		}
	}
	yen := msp.MustParseCurrency("JPY")
	if line, err := labourPart("3", "333", "", "12.5%").Line(yen, msp.HalfUp); err != nil || line.Amount.String() != "1125 JPY" { // 374.625 is 375
		t.Errorf("Line in yen = %v, %v, want 1125 JPY", line.Amount, err)
	}
	nameless := labourPart("1", "", "1", "")
	nameless.ID = ""
	if line, err := nameless.Line(yen, 0); err != nil || line.Detail[0].Ref != "Cable" {
		t.Errorf("Line without an ID = %v, %v", line, err)
	}
}

func TestMaterialErrors(t *testing.T) {
	good := labourPart("1", "80", "", "10%")
	if _, err := good.Line(msp.Currency{}, 0); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("Line without a currency: %v", err)
	}
	if _, err := labourPart("1", "", "", "-100%").Line(msp.Currency{}, 0); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("Line of a gift without a currency: %v", err)
	}
	if _, err := good.Line(labourUSD(), 9); err == nil {
		t.Errorf("Line with the rounding 9: no error")
	}
	for _, m := range []pricing.Material{
		labourPart("1", "", "100000000000000000", ""),             // 10¹⁷ dollars
		labourPart("100000000000", "", "1000000", ""),             // as much
		labourPart("100000000000", "1000000", "1", ""),            // the cost is
		labourPart("1", "99999999999999999", "", "999999999999%"), // the quoted price is
	} {
		if line, err := m.Line(labourUSD(), 0); !errors.Is(err, msp.ErrOverflow) {
			t.Errorf("Line of %+v = %v, %v, want an overflow", m, line, err)
		}
	}
	for _, tt := range []struct {
		m    pricing.Material
		want []string
	}{
		{good, nil},
		{pricing.Material{}, []string{"date missing", "name missing", "price missing", "quantity range"}},
		{labourPart("1", "80", "90", "10%"), []string{"markup conflict"}},
		{labourPart("1", "80", "", ""), []string{"price missing"}},
		{labourPart("1", "", "", "10%"), []string{"cost missing"}},
		{labourPart("1", "-1", "", "10%"), []string{"cost range"}},
		{labourPart("1", "80", "", "-100.1%"), []string{"markup range"}},
		{labourPart("-1", "-1", "-1", ""), []string{"cost range", "price range", "quantity range"}},
		{labourPart("1.000000000000000001", "", "1", ""), nil}, // 18 places
		{labourPart("1.0000000000000000001", "", "1", ""), []string{"quantity range"}},
		{
			pricing.Material{ID: "\xff", Name: "\xff", Date: labourDay("9999-12-31"), Quantity: decimal.New(1, math.MaxInt32), Cost: decimal.New(1, math.MaxInt32), Price: decimal.New(1, math.MinInt32)},
			[]string{"cost range", "date range", "id syntax", "name syntax", "price range", "quantity range"},
		},
	} {
		if got := labourFound(tt.m.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%+v.Validate() = %q, want %q", tt.m, got, tt.want)
		}
		_, err1 := tt.m.Line(labourUSD(), 0)
		_, err2 := tt.m.UnitPrice(labourUSD(), 0)
		for _, err := range []error{err1, err2} {
			if len(labourIssues(err)) != len(tt.want) {
				t.Errorf("%+v: Line or UnitPrice: %v, want %q", tt.m, err, tt.want)
			}
		}
	}
}

func TestMaterialLines(t *testing.T) {
	a, b := labourPart("1", "", "1", ""), labourPart("2", "80", "", "12.5%")
	b.ID = ""
	lines, err := pricing.MaterialLines([]pricing.Material{a, b, b}, labourUSD(), 0)
	if err != nil || len(lines) != 3 || lines[0].Amount.String() != "1.00 USD" || lines[2].Amount.String() != "180.00 USD" {
		t.Errorf("MaterialLines = %v, %v", lines, err)
	}
	lines, err = pricing.MaterialLines([]pricing.Material{a, b, a, {}}, labourUSD(), 0)
	want := []string{"materials[2].id duplicate_name", "materials[3].date missing", "materials[3].name missing", "materials[3].price missing", "materials[3].quantity range"}
	if got := labourFound(labourIssues(err)); lines != nil || !slices.Equal(got, want) {
		t.Errorf("MaterialLines = %v, %q, want %q", lines, got, want)
	}
	if lines, err := pricing.MaterialLines([]pricing.Material{a}, msp.Currency{}, 0); !errors.Is(err, msp.ErrCurrency) || lines != nil {
		t.Errorf("MaterialLines without a currency = %v, %v", lines, err)
	}
}

func TestMaterialJSON(t *testing.T) {
	for text, want := range map[string]pricing.Material{
		`{"id":"P9","name":"Cable","date":"2026-03-02","quantity":"2.5","cost":"80","markup":"12.5%"}`: labourPart("2.50", "80", "", "12.50%"),
		`{"id":"P9","name":"Cable","date":"2026-03-02","quantity":"10","price":"4.9"}`:                 labourPart("10", "", "4.90", ""),
		`{"quantity":"0"}`: {},
	} {
		got := labourPart("9", "9", "9", "9%")
		if err := json.Unmarshal([]byte(text), &got); err != nil || !cmp.Equal(got, want, cmpopts.EquateComparable(msp.Date{}, msp.Percent{})) {
			t.Errorf("%s reads as %+v, %v, want %+v", text, got, err, want)
		}
		if back, err := json.Marshal(want); err != nil || string(back) != text {
			t.Errorf("%+v has the JSON %s, %v, want %s", want, back, err, text)
		}
	}
	for _, m := range []pricing.Material{{ID: "\xff"}, {Name: "\xff"}, {Quantity: decimal.New(1, 18)}, {Cost: decimal.New(1, 18)}, {Price: decimal.New(1, -19)}} {
		if text, err := json.Marshal(m); err == nil {
			t.Errorf("%+v has the JSON %s, want an error", m, text)
		}
	}
	got, err := pricing.ParseMaterials([]byte(`[{"quantity":2,"unit":"m"},{"id":1,"name":1,"date":"x","cost":"","price":"0.0","markup":"0%"},{"quantity":"1","markup":"10"},1]`), msp.Limits{})
	want := []string{
		"[0].quantity type", "[0].unit unknown_key", "[1] missing", "[1].cost syntax", "[1].date syntax", "[1].id type", "[1].markup range", "[1].name type", "[1].price range",
		"[2].markup range", "[2].markup syntax", "[3] type",
	}
	if found := labourFound(labourIssues(err)); got != nil || !slices.Equal(found, want) {
		t.Errorf("ParseMaterials = %v, %q, want %q", got, found, want)
	}
	kept := labourPart("1", "", "1", "")
	if err := json.Unmarshal([]byte(`{}`), &kept); err == nil || kept.Name != "Cable" {
		t.Errorf("{} reads as %+v, %v", kept, err)
	}
	got, err = pricing.ParseMaterials([]byte(`[{"quantity":"1","name":"a"},{"quantity":"2","name":"b"}]`), msp.Limits{})
	if err != nil || len(got) != 2 || got[1].Name != "b" {
		t.Errorf("ParseMaterials = %+v, %v", got, err)
	}
}
