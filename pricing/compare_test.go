package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func compareCounts() []pricing.Quantity {
	return []pricing.Quantity{
		pricing.Count(40, "user"), pricing.Count(55, "laptop"), pricing.Count(3, "server"),
		pricing.Count(0, "network"), pricing.Count(8, "printer"),
	}
}

func compareCosts() map[string]decimal.Decimal {
	return map[string]decimal.Decimal{"user": modelDec("60"), "laptop": modelDec("12.505"), "server": modelDec("70"), "printer": modelDec("5")}
}

func compareOffers() []pricing.Offer {
	usd := modelUSD()
	users := pricing.Offer{
		Name: "per user", Prices: []pricing.Price{pricing.PerUser(modelDec("150"), usd)},
		Includes: []string{"laptop"}, Costs: compareCosts(),
	}
	devices := pricing.ALaCarte("per device",
		pricing.PerDevice("laptop", modelDec("65"), usd), pricing.PerDevice("server", modelDec("249.99"), usd),
		pricing.PerDevice("network", modelDec("45"), usd), pricing.PerDevice("laptop", modelDec("4.5"), usd))
	devices.Costs = map[string]decimal.Decimal{"laptop": modelDec("12.505")}
	all := pricing.Offer{
		Name: "everything", Prices: []pricing.Price{pricing.AllInclusive(modelDec("7000"), usd)},
		IncludesAll: true, Costs: compareCosts(), FixedCost: modelDec("400.005"),
	}
	return []pricing.Offer{users, devices, all}
}

func TestCompare(t *testing.T) {
	c, err := pricing.Compare(compareCounts(), msp.HalfUp, compareOffers()...)
	if err != nil {
		t.Fatal(err)
	}
	money := msp.MustParseMoney
	line := func(item string, q pricing.Quantity, amount, cost string, details ...pricing.Detail) pricing.Line {
		return pricing.Line{Kind: pricing.KindRecurring, Item: item, Quantity: q, Amount: money(amount), Cost: money(cost), Detail: details}
	}
	rate := func(q pricing.Quantity, rate, amount string) pricing.Detail {
		return pricing.Detail{Step: pricing.StepRate, Quantity: q, Rate: modelDec(rate), Amount: money(amount)}
	}
	included := func(q pricing.Quantity) pricing.Detail {
		return pricing.Detail{Step: pricing.StepIncluded, Quantity: q, Amount: money("0.00 USD")}
	}
	user, laptop, server := pricing.Count(40, "user"), pricing.Count(55, "laptop"), pricing.Count(3, "server")
	network, printer := pricing.Count(0, "network"), pricing.Count(8, "printer")
	want := []pricing.Compared{
		{
			// 40 × 150; 40 × 60 + 55 × 12.505 = 2400 + 687.775; 6000 − 3087.78 = 2912.22.
			Name: "per user", Revenue: money("6000.00 USD"), Cost: money("3087.78 USD"), Profit: money("2912.22 USD"),
			Margin: msp.NewRatio(291222, 600000),
			Lines: []pricing.Line{
				line("per user", user, "6000.00 USD", "2400.00 USD", rate(user, "150", "6000.00 USD")),
				line("per user", laptop, "0.00 USD", "687.78 USD", included(laptop)),
			},
			Untaken: []pricing.Quantity{server, printer},
		},
		{
			// 55 × 65 + 3 × 249.99 + 0 + 55 × 4.50; only the laptops have a cost, once.
			Name: "per device", Revenue: money("4572.47 USD"), Cost: money("687.78 USD"), Profit: money("3884.69 USD"),
			Lines: []pricing.Line{
				line("per device", laptop, "3575.00 USD", "687.78 USD", rate(laptop, "65", "3575.00 USD")),
				line("per device", server, "749.97 USD", "0", rate(server, "249.99", "749.97 USD")),
				line("per device", network, "0.00 USD", "0.00 USD"),
				line("per device", laptop, "247.50 USD", "0", rate(laptop, "4.5", "247.50 USD")),
			},
			Untaken: []pricing.Quantity{user, printer}, Uncosted: []pricing.Quantity{server},
		},
		{
			// 2400 + 687.78 + 3 × 70 + 8 × 5 + 400.01 = 3737.79; 7000 − 3737.79 = 3262.21.
			Name: "everything", Revenue: money("7000.00 USD"), Cost: money("3737.79 USD"), Profit: money("3262.21 USD"),
			Margin: msp.NewRatio(326221, 700000),
			Lines: []pricing.Line{
				line("everything", pricing.Quantity{}, "7000.00 USD", "0.00 USD", pricing.Detail{Step: pricing.StepFlat, Rate: modelDec("7000"), Amount: money("7000.00 USD")}),
				line("everything", user, "0.00 USD", "2400.00 USD", included(user)),
				line("everything", laptop, "0.00 USD", "687.78 USD", included(laptop)),
				line("everything", server, "0.00 USD", "210.00 USD", included(server)),
				line("everything", printer, "0.00 USD", "40.00 USD", included(printer)),
				line("everything", pricing.Quantity{}, "0.00 USD", "400.01 USD"),
			},
		},
	}
	if diff := modelDiff(want, c.Results); diff != "" {
		t.Error(diff)
	}
	for n, want := range []string{
		"per user: 6000.00 USD less 3087.78 USD is 2912.22 USD, a margin of 48.5%, without 3 server, 8 printer",
		"per device: 4572.47 USD less 687.78 USD is 3884.69 USD, a margin of n/a, without 40 user, 8 printer, the cost of 3 server not stated",
		"everything: 7000.00 USD less 3737.79 USD is 3262.21 USD, a margin of 46.6%",
	} {
		why, code := c.Results[n].Why(), "offer_incomplete"
		if n == 2 {
			code = "offer"
		}
		if why.String() != want || why.Code() != code {
			t.Errorf("Why = %s %q, want %s %q", why.Code(), why, code, want)
		}
	}
	for _, tt := range []struct {
		by   string
		got  []pricing.Compared
		want []string
	}{
		{"ByProfit", c.ByProfit(), []string{"per device", "everything", "per user"}},
		{"ByMargin", c.ByMargin(), []string{"per user", "everything", "per device"}},
		{"ByPrice", c.ByPrice(), []string{"per device", "per user", "everything"}},
		{"Results", c.Results, []string{"per user", "per device", "everything"}},
	} {
		var names []string
		for _, r := range tt.got {
			names = append(names, r.Name)
		}
		if !slices.Equal(names, tt.want) {
			t.Errorf("%s = %q, want %q", tt.by, names, tt.want)
		}
	}
}

func TestCompareTiesKeepTheirOrder(t *testing.T) {
	usd := modelUSD()
	var offers []pricing.Offer
	for _, name := range []string{"a", "b", "c"} {
		offers = append(offers, pricing.Bundle(name, "user", modelDec("1"), usd))
	}
	c, err := pricing.Compare([]pricing.Quantity{pricing.Count(1, "user")}, 0, offers...)
	if err != nil {
		t.Fatal(err)
	}
	for _, ranked := range [][]pricing.Compared{c.ByProfit(), c.ByMargin(), c.ByPrice()} {
		if ranked[0].Name != "a" || ranked[1].Name != "b" || ranked[2].Name != "c" {
			t.Errorf("ranked %v", ranked)
		}
	}
}

func TestCompareErrors(t *testing.T) {
	usd, one := modelUSD(), []pricing.Quantity{pricing.Count(1, "user")}
	user := func(name, rate string, c msp.Currency) pricing.Offer {
		return pricing.Bundle(name, "user", modelDec(rate), c)
	}
	costly := user("a", "1", usd)
	costly.FixedCost = modelDec("999999999999999999")
	dear := pricing.ALaCarte("a", pricing.PerUser(modelDec("90000000000000000"), usd), pricing.PerUser(modelDec("90000000000000000"), usd))
	for name, tt := range map[string]struct {
		counts []pricing.Quantity
		offers []pricing.Offer
		want   error
	}{
		"below zero":       {[]pricing.Quantity{pricing.Count(-1, "user")}, nil, msp.ErrRange},
		"twice":            {[]pricing.Quantity{one[0], one[0]}, nil, msp.ErrRange},
		"two currencies":   {one, []pricing.Offer{user("a", "1", usd), user("b", "1", msp.MustParseCurrency("EUR"))}, msp.ErrCurrency},
		"no price":         {one, []pricing.Offer{{Name: "a"}}, msp.CodeMissing},
		"no currency":      {one, []pricing.Offer{user("a", "1", msp.Currency{})}, msp.CodeMissing},
		"too much revenue": {one, []pricing.Offer{dear}, msp.ErrOverflow},
		"too much cost":    {one, []pricing.Offer{costly}, msp.ErrOverflow},
		"nothing":          {one, nil, nil},
		"no counts":        {nil, []pricing.Offer{user("a", "1", usd)}, nil},
	} {
		if got, err := pricing.Compare(tt.counts, 0, tt.offers...); !errors.Is(err, tt.want) {
			t.Errorf("%s: Compare = %v, %v, want %v", name, got, err, tt.want)
		}
	}
	_, err := pricing.Compare(one, 0, pricing.Offer{Name: "odd"})
	if want := "pricing: offer \"odd\": msp: 1 finding\n\terror: prices: an offer has a price (missing)"; err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if _, err := pricing.Compare(one, 99, user("a", "1", usd)); err == nil {
		t.Error("a rounding that is none is accepted")
	}
	// Without revenue there is no margin.
	free, err := pricing.Compare(one, 0, user("a", "0", usd))
	if err != nil || free.Results[0].Margin.Defined() {
		t.Errorf("free: %v, %v", free, err)
	}
}

func TestOfferFindings(t *testing.T) {
	usd := modelUSD()
	o := pricing.Offer{
		Prices:   []pricing.Price{pricing.PerUser(modelDec("1"), usd), pricing.PerDevice("", modelDec("1"), msp.MustParseCurrency("EUR")), pricing.PerUser(modelDec("1"), msp.Currency{})},
		Includes: []string{"laptop", "", "user", "laptop"},
		Costs:    map[string]decimal.Decimal{"user": modelDec("-1"), "laptop": decimal.New(1, 1_000_000_000), "server": modelDec("0")}, FixedCost: modelDec("-0.01"),
	}
	want := []string{
		"error costs.laptop range", "error costs.user range", "error fixed_cost range", "error includes[1] missing", "error name missing",
		"error prices[1].currency conflict", "error prices[1].unit missing", "error prices[2].currency missing",
		"warning includes[2] conflict", "warning includes[3] duplicate_name",
	}
	if got := modelFindings(o.Validate()); !slices.Equal(got, want) {
		t.Errorf("Validate = %q, want %q", got, want)
	}
	for _, o := range compareOffers() {
		if got := o.Validate(); len(got) != 0 {
			t.Errorf("%s: Validate = %v", o.Name, got)
		}
	}
}

func TestOfferJSON(t *testing.T) {
	const text = `{"name":"per user","prices":[{"currency":"USD","unit":"user","rate":"150"}],"includes":["laptop"],"includes_all":true,"costs":{"laptop":"12.5","user":"60"},"fixed_cost":"400"}`
	want := pricing.Offer{
		Name: "per user", Prices: []pricing.Price{pricing.PerUser(modelDec("150"), modelUSD())}, Includes: []string{"laptop"}, IncludesAll: true,
		Costs: map[string]decimal.Decimal{"laptop": modelDec("12.5"), "user": modelDec("60")}, FixedCost: modelDec("400"),
	}
	var o pricing.Offer
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	if diff := modelDiff(want, o); diff != "" {
		t.Error(diff)
	}
	if got, err := json.Marshal(o); err != nil || string(got) != text {
		t.Errorf("Marshal = %s, %v, want %s", got, err, text)
	}
	if got, err := json.Marshal(pricing.Offer{}); err != nil || string(got) != `{}` {
		t.Errorf("Marshal of the zero offer = %s, %v", got, err)
	}
	for bad, code := range map[string]msp.Code{
		`{"costs":{"user":60}}`: msp.CodeType, `{"costs":{"user":"60","user":"70"}}`: msp.CodeDuplicateKey, `{"includes":"all"}`: msp.CodeType,
		`{"price":[]}`: msp.CodeUnknownKey, `{"fixed_cost":"-"}`: msp.CodeSyntax, `""`: msp.CodeType,
	} {
		into := want
		if err := into.UnmarshalJSON([]byte(bad)); !errors.Is(err, code) || modelDiff(want, into) != "" {
			t.Errorf("%s: %v, want %v, and %v", bad, err, code, into)
		}
	}
	for _, o := range []pricing.Offer{{FixedCost: decimal.New(1, 99)}, {Costs: map[string]decimal.Decimal{"a": decimal.New(1, 99)}}} {
		if got, err := json.Marshal(o); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Marshal of %v = %s, %v", o, got, err)
		}
	}
}

func TestCrossOvers(t *testing.T) {
	usd := modelUSD()
	users, all := pricing.PerUser(modelDec("150"), usd), pricing.AllInclusive(modelDec("5000"), usd)
	tiers := pricing.Price{
		Currency: usd, Mode: pricing.Volume, Unit: "user",
		Tiers: []pricing.Tier{{UpTo: modelDec("10"), Rate: modelDec("160")}, {UpTo: modelDec("20"), Rate: modelDec("150")}, {Rate: modelDec("140")}},
	}
	for name, tt := range map[string]struct {
		a, b pricing.Price
		upTo int64
		want []string
	}{
		// 33 × 150 = 4950, 34 × 150 = 5100.
		"all-inclusive":      {users, all, 1000, []string{"from 34 on the second is cheaper: 5100.00 USD against 5000.00 USD"}},
		"the other way":      {all, users, 34, []string{"from 34 on the first is cheaper: 5000.00 USD against 5100.00 USD"}},
		"before it":          {users, all, 33, nil},
		"not even from zero": {users, all, 0, nil},
		"itself":             {users, users, 100, nil},
		// The same at 0; dearer to 10, the same to 20, cheaper beyond.
		"volume": {users, tiers, 100, []string{
			"from 1 on the first is cheaper: 150.00 USD against 160.00 USD",
			"from 11 on both cost the same: 1650.00 USD",
			"from 21 on the second is cheaper: 3150.00 USD against 2940.00 USD",
		}},
		// A third of a dollar each: 0.33, 0.67, 1.00 against 0.34 each.
		"rounded": {pricing.PerUser(modelDec("0.333"), usd), pricing.PerUser(modelDec("0.335"), usd), 3, []string{
			"from 1 on the first is cheaper: 0.33 USD against 0.34 USD", // 0.335 is 0.34
			"from 2 on both cost the same: 0.67 USD",                    // 0.666 and 0.67
			"from 3 on the first is cheaper: 1.00 USD against 1.01 USD", // 0.999 and 1.005
		}},
	} {
		list, err := pricing.CrossOvers(tt.a, tt.b, tt.upTo, msp.HalfUp)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, c := range list {
			got = append(got, c.Why().String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	list, err := pricing.CrossOvers(users, tiers, 12, 0)
	want := []pricing.CrossOver{
		{At: 1, Before: 0, After: -1, A: msp.MustParseMoney("150.00 USD"), B: msp.MustParseMoney("160.00 USD")},
		{At: 11, Before: -1, After: 0, A: msp.MustParseMoney("1650.00 USD"), B: msp.MustParseMoney("1650.00 USD")},
	}
	if diff := modelDiff(want, list); err != nil || diff != "" {
		t.Errorf("CrossOvers: %v %s", err, diff)
	}
	var codes []string
	for _, c := range append(list, pricing.CrossOver{After: 1}) {
		codes = append(codes, c.Why().Code())
	}
	if want := []string{"first_cheaper", "same", "second_cheaper"}; !slices.Equal(codes, want) {
		t.Errorf("codes %q, want %q", codes, want)
	}
}

func TestCrossOversErrors(t *testing.T) {
	usd := modelUSD()
	users := pricing.PerUser(modelDec("150"), usd)
	for name, tt := range map[string]struct {
		a, b pricing.Price
		upTo int64
		want error
	}{
		"another unit":  {users, pricing.Hourly(modelDec("90"), usd), 10, pricing.ErrUnit},
		"currency":      {users, pricing.PerUser(modelDec("90"), msp.MustParseCurrency("EUR")), 10, msp.ErrCurrency},
		"below zero":    {users, users, -1, msp.ErrRange},
		"too far":       {users, users, 1_000_001, msp.ErrRange},
		"first":         {pricing.Price{Unit: "user"}, users, 10, msp.CodeMissing},
		"second":        {users, pricing.Price{Unit: "user"}, 10, msp.CodeMissing},
		"overflow":      {pricing.PerUser(modelDec("90000000000000000"), usd), users, 2, msp.ErrOverflow},
		"overflow of b": {users, pricing.PerUser(modelDec("90000000000000000"), usd), 2, msp.ErrOverflow},
	} {
		if got, err := pricing.CrossOvers(tt.a, tt.b, tt.upTo, 0); !errors.Is(err, tt.want) || got != nil {
			t.Errorf("%s: CrossOvers = %v, %v, want %v", name, got, err, tt.want)
		}
	}
	// The whole range is looked through.
	if got, err := pricing.CrossOvers(users, pricing.AllInclusive(modelDec("150000000"), usd), 1_000_000, 0); err != nil || len(got) != 1 || got[0].At != 1_000_000 {
		t.Errorf("up to 1,000,000: CrossOvers = %v, %v", got, err)
	}
}
