package catalog_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/pricing"
)

// sampleWith returns the sample with edits made to it: paths and values, in turn.
func sampleWith(tb testing.TB, pathsAndValues ...string) []byte {
	tb.Helper()
	var edits []auditEdit
	for i := 0; i < len(pathsAndValues); i += 2 {
		edits = append(edits, auditEdit{pathsAndValues[i], json.RawMessage(pathsAndValues[i+1])})
	}
	return edited(tb, document(tb, "model.json"), edits)
}

// sampleView returns the view of a document on a date.
func sampleView(tb testing.TB, data []byte, on string) catalog.View {
	tb.Helper()
	model, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c.On(msp.MustParseDate(on))
}

// checkFinds returns what a check finds in a document, each as severity, code, path and subject.
func checkFinds(tb testing.TB, data []byte, on string, check catalog.Check) []string {
	tb.Helper()
	lines := []string{}
	for _, f := range sampleView(tb, data, on).Audit().Findings {
		if f.Check == check {
			lines = append(lines, strings.Join([]string{f.Severity.String(), string(f.Code), f.Path, f.Subject}, "; "))
		}
	}
	return lines
}

// auditTable are edits of the sample and what one check finds then.
type auditTable []struct {
	name  string
	edits []string
	want  []string
}

func (table auditTable) run(t *testing.T, check catalog.Check) {
	t.Helper()
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			if c.want == nil {
				c.want = []string{}
			}
			if diff := cmp.Diff(c.want, checkFinds(t, sampleWith(t, c.edits...), "2026-06-01", check)); diff != "" {
				t.Errorf("the audit finds (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		name, client, on string
		edits            []string
		want             string
	}{
		{
			"a tier and a service", "acme", "2026-06-01", nil,
			`{"client":"acme","currency":"USD","start":"2026-01-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"95"},"quantity":[{"quantity":"25"}],"cost":"45"},` +
				`{"name":"engineer","price":{"currency":"USD","unit":"hour","rate":"150"},"metered":true,"cost":"70"}]}`,
		},
		{
			"an exception", "zeta", "2026-06-01", nil,
			`{"client":"zeta","currency":"USD","start":"2026-03-01","end":"2027-03-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"118.75"},"quantity":[{"quantity":"12"}],"cost":"45"}]}`,
		},
		{
			"the exception is over", "zeta", "2027-01-01", nil,
			`{"client":"zeta","currency":"USD","start":"2026-03-01","end":"2027-03-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"95"},"quantity":[{"quantity":"12"}],"cost":"45"}]}`,
		},
		{
			"a price twice, and one that is not counted", "acme", "2026-06-01",
			[]string{"services[3].prices", `["silver seat","gold seat"]`, "prices[2].price.unit", `"server"`},
			`{"client":"acme","currency":"USD","start":"2026-01-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"95"},"quantity":[{"quantity":"25"}],"cost":"45"}]}`,
		},
		{
			"a service that is retired", "acme", "2026-06-01",
			[]string{"services[3].lifecycle", `[{"status":"active","from":"2025-01-01"},{"status":"deprecated","from":"2026-01-01"},{"status":"retired","from":"2026-06-01"}]`},
			`{"client":"acme","currency":"USD","start":"2026-01-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"95"},"quantity":[{"quantity":"25"}],"cost":"45"}]}`,
		},
		{
			"a fee for the whole, and lives that begin and end elsewhere", "zeta", "2026-06-01",
			[]string{
				"prices[+]", `{"name":"base","price":{"currency":"USD","flat":"500"},"start":"2025-01-01","end":"2026-12-01"}`,
				"prices[+]", `{"name":"over","price":{"currency":"USD","flat":"1"},"end":"2026-03-01"}`,
				"prices[+]", `{"name":"later","price":{"currency":"USD","flat":"2"},"start":"2026-03-02","end":"2028-01-01"}`,
				"prices[+]", `{"name":"too late","price":{"currency":"USD","flat":"3"},"start":"2027-03-01"}`,
				"tiers[1].prices", `["base","over","later","too late"]`,
			},
			`{"client":"zeta","currency":"USD","start":"2026-03-01","end":"2027-03-01","items":[` +
				`{"name":"base","price":{"currency":"USD","flat":"500"},"end":"2026-12-01"},` +
				`{"name":"later","price":{"currency":"USD","flat":"2"},"start":"2026-03-02"}]}`,
		},
		{
			"an agreement of its own", "zeta", "2026-06-01",
			[]string{"clients[1].contracts[0].agreement", `{"currency":"EUR","items":[{"name":"all","price":{"flat":"900"}}]}`},
			`{"client":"zeta","currency":"EUR","start":"2026-03-01","end":"2027-03-01","items":[{"name":"all","price":{"flat":"900"}}]}`,
		},
		{
			"notice was given", "acme", "2026-06-01",
			[]string{"clients[0].contracts[0].renewal.notice_given", `"2026-05-01"`, "services[3].prices", "null"},
			`{"client":"acme","currency":"USD","start":"2026-01-01","end":"2027-01-01","items":[` +
				`{"name":"silver seat","price":{"currency":"USD","unit":"user","rate":"95"},"quantity":[{"quantity":"25"}],"cost":"45"}]}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, err := sampleView(t, sampleWith(t, c.edits...), c.on).Agreement(c.client)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := spec.Compile(); err != nil {
				t.Errorf("the agreement does not compile: %v", err)
			}
			got, err := json.Marshal(spec)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("Agreement (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAgreementErrors(t *testing.T) {
	for _, c := range []struct {
		name, client, on string
		edits            []string
		want             error
	}{
		{"no client", "omega", "2026-06-01", nil, catalog.ErrUnknownName},
		{"no contract yet", "zeta", "2026-02-28", nil, msp.ErrUndefined},
		{"no contract any more", "zeta", "2027-03-01", nil, msp.ErrUndefined},
		{"no prices", "zeta", "2026-06-01", []string{"tiers[1].prices", "null"}, msp.ErrUndefined},
		{"nothing is counted", "zeta", "2026-06-01", []string{"clients[1].contracts[0].counts", "null"}, msp.ErrUndefined},
		{"a count without a quantity", "zeta", "2026-06-01", []string{"clients[1].contracts[0].counts[0].quantity", "[]"}, msp.ErrUndefined},
		{"two currencies", "acme", "2026-06-01", []string{"prices[3].price.currency", `"EUR"`}, msp.ErrCurrency},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := sampleView(t, sampleWith(t, c.edits...), c.on)
			if spec, err := v.Agreement(c.client); !errors.Is(err, c.want) || len(spec.Items) > 0 || spec.Client != "" {
				t.Errorf("Agreement = %v, %v, want none and %v", spec, err, c.want)
			}
			if profit, err := v.Margin(c.client); !errors.Is(err, c.want) || profit != (pricing.Profit{}) {
				t.Errorf("Margin = %v, %v, want none and %v", profit, err, c.want)
			}
		})
	}
	if _, err := (catalog.View{}).Agreement("acme"); !errors.Is(err, catalog.ErrUnknownName) {
		t.Errorf("Agreement of the zero View: %v", err)
	}
}

// What is changed in an agreement changes nothing in the catalogue.
func TestAgreementSharesNothing(t *testing.T) {
	for _, agreement := range []string{"null", `{"currency":"USD","items":[{"name":"seats","price":{"unit":"user","rate":"1"},"quantity":[{"quantity":"3"}]}]}`} {
		v := sampleView(t, sampleWith(t, "clients[1].contracts[0].agreement", agreement), "2026-06-01")
		first, err := v.Agreement("zeta")
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		first.Items[0].Quantity[0] = pricing.QuantityStep{}
		first.Items[0].Name = "another"
		again, err := v.Agreement("zeta")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(again); err != nil || string(got) != string(want) {
			t.Errorf("Agreement = %s, %v, want %s", got, err, want)
		}
	}
}

func TestMargin(t *testing.T) {
	own := func(agreement string) []string { return []string{"clients[1].contracts[0].agreement", agreement} }
	for _, c := range []struct {
		name, client, on string
		edits            []string
		revenue, cost    string
		margin           string
	}{
		// 25 × 95 and 25 × 45; the engineer is metered.
		{"seats", "acme", "2026-06-01", nil, "2375.00 USD", "1125.00 USD", "10/19"},
		// 12 × 118.75 and 12 × 45
		{"dearer seats", "zeta", "2026-06-01", nil, "1425.00 USD", "540.00 USD", "59/95"},
		{"a loss", "zeta", "2026-06-01", []string{"prices[1].cost", `"237.5"`}, "1425.00 USD", "2850.00 USD", "-1/1"},
		{"no cost is stated", "acme", "2026-06-01", []string{"prices[1].cost", "null"}, "2375.00 USD", "0.00 USD", "1/1"},
		{
			"the count changes within the month", "zeta", "2026-06-16",
			[]string{"clients[1].contracts[0].counts[0].quantity", `[{"quantity":"12"},{"from":"2026-06-16","quantity":"24"}]`},
			"2850.00 USD", "1080.00 USD", "59/95",
		},
		{
			"a year and a quarter", "zeta", "2026-06-01",
			own(`{"currency":"USD","items":[{"name":"a","price":{"flat":"1200"},"cost":"600","cadence":"year"},{"name":"b","price":{"unit":"user","rate":"10"},"quantity":[{"quantity":"4"}],"cost":"2.5","cadence":"quarter"}]}`),
			"113.33 USD", "53.33 USD", "9/17", // 100 + 40/3, and 50 + 10/3
		},
		{
			"a whole price has a whole cost", "zeta", "2026-06-01",
			own(`{"currency":"USD","items":[{"name":"a","price":{"unit":"user","flat":"100"},"quantity":[{"quantity":"4"}],"cost":"60"}]}`), "100.00 USD", "60.00 USD", "2/5",
		},
		{
			"a price that changed, and what comes once", "zeta", "2026-06-01",
			own(`{"currency":"USD","items":[{"name":"a","price":{"unit":"user","flat":"100"},"changes":[{"from":"2026-05-01","price":{"unit":"user","rate":"50"}},{"from":"2026-06-02","price":{"unit":"user","rate":"1"}}],"quantity":[{"quantity":"4"}],"cost":"20"},{"name":"b","price":{"flat":"900"},"cost":"800","cadence":"once"}]}`),
			"200.00 USD", "80.00 USD", "3/5",
		},
		{
			"discounts of the whole", "zeta", "2026-06-01",
			own(`{"currency":"USD","items":[{"name":"a","price":{"flat":"200"},"cost":"90"}],"discounts":[{"name":"new","off":{"percent":"10%"}},{"name":"gone","off":{"percent":"50%"},"to":"2026-06-01"}]}`),
			"180.00 USD", "90.00 USD", "1/2",
		},
		{
			"before the agreement", "zeta", "2026-06-01",
			own(`{"currency":"USD","start":"2026-07-01","items":[{"name":"a","price":{"flat":"200"},"cost":"90"}]}`), "0.00 USD", "0.00 USD", "n/a",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := sampleView(t, sampleWith(t, c.edits...), c.on).Margin(c.client)
			if err != nil {
				t.Fatal(err)
			}
			margin := "n/a"
			if got.Margin.Defined() {
				margin = got.Margin.String()
			}
			gross, err := got.Revenue.Sub(got.Cost)
			if err != nil || got.Gross != gross {
				t.Errorf("Gross = %v, want %v, %v", got.Gross, gross, err)
			}
			if got.Revenue.String() != c.revenue || got.Cost.String() != c.cost || margin != c.margin {
				t.Errorf("Margin = %v, %v, %v, want %s, %s, %s", got.Revenue, got.Cost, margin, c.revenue, c.cost, c.margin)
			}
		})
	}
}

func TestMarginOverflow(t *testing.T) {
	v := sampleView(t, sampleWith(t, "clients[1].contracts[0].agreement",
		`{"currency":"USD","items":[{"name":"a","price":{"unit":"user","rate":"999999999999999999"},"quantity":[{"quantity":"999999999999999999"}],"cost":"1"}]}`), "2026-06-01")
	if _, err := v.Margin("zeta"); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Margin: %v, want an overflow", err)
	}
}
