package pricing_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// 25 seats of 150 for 15 of 31 days are 1814.516…, 30 for 16 days 2322.580…; together
// 4137.096… dollars.
func TestStatementJSON(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	agreement, err := pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
		Items: []pricing.Item{{
			Name: "Seats", Price: pricing.PerUser(decimal.NewFromInt(150), usd),
			Quantity: pricing.Constant(25).With(msp.MustParseDate("2026-01-16"), decimal.NewFromInt(30)),
		}},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	statement, err := agreement.Bill(pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01")})
	if err != nil {
		t.Fatal(err)
	}
	money := func(amount string) string { return `{"amount":"` + amount + `","currency":"USD"}` }
	none := money("0.00")
	want := `{"client":"Acme","period":"2026-01-01/2026-02-01","lines":[{"kind":"recurring","item":"Seats","period":"2026-01-01/2026-02-01",` +
		`"quantity":"30 user","amount":` + money("4137.10") + `,"cost":` + none + `,"detail":[` +
		`{"step":"rate","period":"2026-01-01/2026-01-16","of":31,"quantity":"25 user","rate":"150","amount":` + money("1814.52") + `,"why":"15/31 days of 25 user at 150"},` +
		`{"step":"rate","period":"2026-01-16/2026-02-01","of":31,"quantity":"30 user","rate":"150","amount":` + money("2322.58") + `,"why":"16/31 days of 30 user at 150"}]}],` +
		`"total":` + money("4137.10") + `,"carried":` + none + `,"due":` + money("4137.10") + `,"credit_note":` + none + `,"invoiced":` + money("4137.10") +
		`,"cost":` + none + `,"unused":` + none + `,"unbilled":` + none + `,"balance":{"through":"2026-02-01","carried":` + none + `}}`
	data, err := json.Marshal(statement)
	if err != nil || string(data) != want {
		t.Errorf("MarshalJSON = %s, %v, want %s", data, err, want)
	}
	back, err := pricing.ParseStatement(data, msp.Limits{})
	if diff := cmp.Diff(statement, back, jsonSame()); err != nil || diff != "" || back.String() != statement.String() {
		t.Errorf("ParseStatement: %v, -want +got\n%s", err, diff)
	}
}

// What a detail or a refusal has as "why" is read and not looked at; the JSON that is
// written has the right one. It is a text all the same.
func TestStatementJSONWhy(t *testing.T) {
	for text, want := range map[string]string{
		`{"lines":[{"detail":[{"step":"flat","rate":"5","why":"words of an older version"},{"step":"flat","rate":"5"}]}]}`: "" +
			`{"lines":[{"detail":[{"step":"flat","rate":"5","why":"flat fee 5"},{"step":"flat","rate":"5","why":"flat fee 5"}]}]}`,
		`{"refused":[{"item":"Seats","date":"2026-06-01","requested":"8","kept":"11","until":"2027-01-01","why":""}]}`: "" +
			`{"refused":[{"item":"Seats","date":"2026-06-01","requested":"8","kept":"11","until":"2027-01-01","why":"8 asked for on 2026-06-01: 11 are committed until 2027-01-01"}]}`,
	} {
		statement, err := pricing.ParseStatement([]byte(text), msp.Limits{})
		if err != nil {
			t.Errorf("ParseStatement(%s): %v", text, err)
		}
		if data, err := json.Marshal(statement); err != nil || string(data) != want {
			t.Errorf("%s is written as %s, %v, want %s", text, data, err, want)
		}
	}
}

// All findings at once, each where it is.
func TestStatementJSONFindings(t *testing.T) {
	for text, want := range map[string]string{
		`{"lines":[{"kind":"fee"},{"detail":[{},{"step":"tax","of":-1,"tier":10001,"rate":5,"why":{}}]}]}`: "lines[0].kind: syntax; " +
			"lines[1].detail[1].of: range; lines[1].detail[1].rate: type; lines[1].detail[1].step: syntax; lines[1].detail[1].tier: range; lines[1].detail[1].why: type",
		`{"lines":[{"quantity":"5 "},{"quantity":5},{"quantity":"x user"}]}`:        "lines[0].quantity: syntax; lines[1].quantity: type; lines[2].quantity: syntax",
		`{"total":"12.50 USD","due":{"amount":"1","currency":"EUR","cents":0}}`:     "due.cents: unknown_key; total: type",
		`{"refused":[{"kept":1,"name":"Seats"}]}`:                                   "refused[0].kept: type; refused[0].name: unknown_key",
		`{"blocks":[{"opening":1,"uses":[{"draws":[{"lot":1}],"hours":""}]}]}`:      "blocks[0].opening: type; blocks[0].uses[0].draws[0].lot: type; blocks[0].uses[0].hours: unknown_key",
		`{"blocks":[{"lapsed":[{"lapse":"lost"}],"alerts":[{"level":"75"}]}]}`:      "blocks[0].alerts[0].level: syntax; blocks[0].lapsed[0].lapse: syntax",
		`{"blocks":[{"balance":{"lots":[{}],"drawn":"x"}}],"balance":{"blocks":0}}`: "balance.blocks: type; blocks[0].balance.drawn: syntax",
	} {
		statement, err := pricing.ParseStatement([]byte(text), msp.Limits{})
		if got := jsonListed(err); got != want {
			t.Errorf("ParseStatement(%s) finds %q, want %q", text, got, want)
		}
		if diff := cmp.Diff(pricing.Statement{}, statement, jsonSame()); diff != "" {
			t.Errorf("ParseStatement(%s) leaves\n%s", text, diff)
		}
	}
	if _, err := pricing.ParseStatement([]byte(`{"lines":[{}]}`), msp.Limits{Depth: 2}); jsonListed(err) != ": too_large" {
		t.Errorf("ParseStatement of depth 3 with limit 2: %v", err)
	}
}

// jsonStored returns a value as it is after it was stored.
func jsonStored[T any](t rapid.TB, x T) T {
	t.Helper()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatalf("%+v has no JSON: %v", x, err)
	}
	var back T
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatalf("%s is not read: %v", data, err)
	}
	return back
}

// jsonDropUsage drops the usage of items of which no service period ends in the period.
func jsonDropUsage(a pricing.Agreement, in pricing.Input) {
	_, err := a.Bill(in)
	var issues msp.Issues
	if !errors.As(err, &issues) {
		return
	}
	for _, i := range issues {
		if name, ok := strings.CutPrefix(i.Path, "usage."); ok && i.Code == msp.CodeConflict {
			delete(in.Usage, name)
		}
	}
}

// A program may store agreements, facts, statements and balances between two bills:
// what follows from them is the same as if it had kept them.
func TestStatementJSONStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := agrDraw(t, agrEverything(), 3)
		agreement, stored := c.compile(t), agrCompile(t, jsonStored(t, c.spec))
		balance := pricing.Balance{Through: c.periods[0].From()}
		for _, p := range c.periods {
			early := agrFacts(t, &c.spec, p, agrEverything())
			early.Balance = balance
			jsonDropUsage(agreement, early)
			all := early
			late := agrFacts(t, &c.spec, p, agrEverything())
			for n := range late.Work {
				late.Work[n].ID = ""
			}
			for n := range late.Materials {
				late.Materials[n].ID = ""
			}
			all.Work, all.Materials = append(late.Work, early.Work...), append(late.Materials, early.Materials...)

			statement := agrBill(t, agreement, early)
			if diff := cmp.Diff(statement, agrBill(t, stored, jsonStored(t, early)), jsonSame()); diff != "" {
				t.Fatalf("Bill of what was stored: -want +got\n%s", diff)
			}
			want, err := agreement.Adjust(statement, all)
			if err != nil {
				t.Fatal(err)
			}
			got, err := stored.Adjust(jsonStored(t, statement), jsonStored(t, all))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, jsonSame()); diff != "" {
				t.Fatalf("Adjust of what was stored: -want +got\n%s", diff)
			}
			again, err := stored.Adjust(jsonStored(t, got).Restated, all)
			if err != nil || len(again.Lines) > 0 || !again.Due.IsZero() || !again.CreditNote.IsZero() {
				t.Fatalf("a second Adjust with the same facts has %v, %v", again, err)
			}
			balance = jsonStored(t, want.Restated.Balance)
		}
	})
}
