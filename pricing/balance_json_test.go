package pricing_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestBalanceJSON(t *testing.T) {
	usd := msp.MustParseMoney
	for _, c := range []struct {
		balance pricing.Balance
		want    string
	}{
		{pricing.Balance{}, `{}`},
		{pricing.Balance{Blocks: []pricing.BlockBalance{{}, {}}}, `{"blocks":[{},{}]}`}, // two, and nothing about either
		{pricing.Balance{Carried: usd("0.00 USD"), Labour: usd("0 JPY")}, `{"carried":{"amount":"0.00","currency":"USD"},"labour":{"amount":"0","currency":"JPY"}}`},
		{pricing.Balance{
			Through: msp.MustParseDate("2026-04-01"), Carried: usd("-12.50 USD"), Labour: usd("92233720368547758.07 USD"),
			Blocks: []pricing.BlockBalance{{
				Through: msp.MustParseDate("2026-04-01"), Drawn: msp.NewRatio(7, 6), Alerted: msp.MustParsePercent("75%"),
				Lots: []pricing.LotBalance{{ID: "2026-03-01", From: msp.MustParseDate("2026-03-01"), Granted: msp.NewRatio(20, 1), Left: msp.NewRatio(0, 1)}},
			}},
			Incidents: []string{"T1", "T2"},
			Committed: pricing.CommittedSoFar{Charges: usd("7.500 PTS/3"), Discount: usd("0.000 PTS/3"), Reduction: usd("0.001 PTS/3")},
		}, `{"through":"2026-04-01","carried":{"amount":"-12.50","currency":"USD"},"labour":{"amount":"92233720368547758.07","currency":"USD"},` +
			`"blocks":[{"lots":[{"id":"2026-03-01","from":"2026-03-01","granted":"20/1","left":"0/1"}],"through":"2026-04-01","drawn":"7/6","alerted":"75%"}],` +
			`"incidents":["T1","T2"],"committed":{"charges":{"amount":"7.500","currency":"PTS/3"},"discount":{"amount":"0.000","currency":"PTS/3"},` +
			`"reduction":{"amount":"0.001","currency":"PTS/3"}}}`},
	} {
		if got, err := json.Marshal(c.balance); err != nil || string(got) != c.want {
			t.Errorf("MarshalJSON = %s, %v, want %s", got, err, c.want)
		}
		var got pricing.Balance
		if err := json.Unmarshal([]byte(c.want), &got); err != nil {
			t.Errorf("UnmarshalJSON(%s): %v", c.want, err)
		}
		if diff := cmp.Diff(c.balance, got, jsonSame()); diff != "" {
			t.Errorf("UnmarshalJSON(%s): -want +got\n%s", c.want, diff)
		}
	}
}

// How an amount of money is read, here as what is carried.
func TestBalanceJSONMoney(t *testing.T) {
	for text, want := range map[string]string{
		`{"amount":"12.50","currency":"USD"}`:                "12.50 USD",
		`{"currency":"USD","amount":"-12.50"}`:               "-12.50 USD",
		`{"amount":"12","currency":"USD"}`:                   "12.00 USD", // fewer digits are what they are
		`{"amount":"1.5","currency":"PTS/3"}`:                "1.500 PTS/3",
		`{"amount":"0"}`:                                     "0",
		`{"amount":"0","currency":""}`:                       "0",
		`{"amount":"92233720368547758.07","currency":"USD"}`: "92233720368547758.07 USD",
		`{"amount":"92233720368547758.08","currency":"USD"}`: "carried: range",
		`{"amount":"12.505","currency":"USD"}`:               "carried: syntax",
		`{"amount":"12.50"}`:                                 "carried: missing",
		`{"amount":"12"}`:                                    "carried: missing", // of what?
		`{"amount":"12.50 USD"}`:                             "carried: syntax",
		`{"amount":"12.50 USD","currency":"USD"}`:            "carried: syntax",
		`{"amount":"12.50","currency":"XYZ"}`:                "carried.currency: range",
		`{"amount":"","currency":"USD"}`:                     "carried: syntax",
		`{"amount":"x"}`:                                     "carried: syntax",
		`{"amount":"1e3","currency":"USD"}`:                  "carried: syntax",
		`{"amount":12.5,"currency":"USD"}`:                   "carried.amount: type",
		`{"amount":"12.50","currency":null}`:                 "carried.currency: type",
		`{"amount":null,"currency":1}`:                       "carried.amount: type; carried.currency: type",
		`{"currency":"USD"}`:                                 "carried: missing",
		`{}`:                                                 "carried: missing",
		`{"amount":"1.00","currency":"USD","minor":100}`:     "carried.minor: unknown_key",
		`{"amount":"1.00","amount":"2.00","currency":"USD"}`: "carried.amount: duplicate_key",
		`"12.50 USD"`:                                        "carried: type",
		`12.5`:                                               "carried: type",
		`null`:                                               "carried: type",
		`[]`:                                                 "carried: type",
	} {
		var balance pricing.Balance
		err := json.Unmarshal([]byte(`{"carried":`+text+`}`), &balance)
		got := jsonListed(err)
		if err == nil {
			got = balance.Carried.String()
		}
		if got != want {
			t.Errorf("%s is read as %q, want %q", text, got, want)
		}
	}
}
