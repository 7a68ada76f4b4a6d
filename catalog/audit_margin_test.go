package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

const (
	silverLow  = "warning; margin_below_target; prices[1]; silver / silver seat"
	acmeLow    = "warning; margin_below_target; clients[0].contracts[0]; acme"
	zetaLow    = "warning; margin_below_target; clients[1].contracts[0]; zeta"
	zetaUnit   = "warning; uncounted_unit; clients[1].contracts[0].counts; zeta / user"
	tooSpread  = "warning; margin_spread; tiers[1]; silver"
	hourAtLoss = "warning; price_below_cost; prices[3]; engineer"
)

func TestCheckMargin(t *testing.T) {
	gamma := func(contract string) []string {
		return []string{"clients[+]", `{"name":"gamma","calendar":"office","contracts":[{"id":"g","from":"2026-01-01",` + contract + `}]}`}
	}
	with := func(edits []string, more ...string) []string { return append(edits, more...) }
	auditTable{
		{"nothing wanted: at cost is good", []string{"prices[1].cost", `"95"`, "audit.margin_spread", `"90%"`}, nil},
		{"nothing wanted: below cost", []string{"prices[1].cost", `"95.01"`, "audit.margin_spread", `"90%"`}, []string{silverLow}},
		{"as much as is wanted", []string{"audit.margin", `"52%"`, "prices[1].cost", `"45.6"`, "prices[0].cost", `"38.4"`, "prices[3].cost", `"1"`}, nil},
		{"a hair less", []string{"audit.margin", `"52%"`, "prices[1].cost", `"45.6000001"`, "prices[0].cost", `"38.4"`, "prices[3].cost", `"1"`}, []string{silverLow}},
		{"all of the price is wanted", []string{"audit.margin", `"100%"`, "prices[0].cost", "null", "prices[1].cost", "null", "prices[2].cost", "null", "prices[3].cost", "null"}, []string{
			"info; cost_not_stated; prices[0]; bronze seat", "info; cost_not_stated; prices[3]; engineer",
			"info; cost_not_stated; prices[2]; gold seat", "info; cost_not_stated; prices[1]; silver seat",
		}},
		{"zeta misses what a silver seat leaves as well", []string{
			"audit.margin", `"50%"`, "audit.margin_spread", `"90%"`, "prices[1].cost", `"60"`, "clients[1].contracts[0].exceptions[0].complexity", `"1.1"`,
		}, []string{silverLow, zetaLow}},
		{"zeta leaves exactly half", []string{
			"audit.margin", `"50%"`, "audit.margin_spread", `"90%"`, "prices[1].cost", `"59.375"`,
		}, []string{silverLow}},
		{"one price of two tiers", []string{"audit.margin", `"10%"`, "prices[0].cost", `"80"`, "tiers[1].prices", `["bronze seat"]`, "clients[1].contracts[0].exceptions", "null"}, []string{
			"warning; margin_below_target; prices[0]; bronze / bronze seat",
		}},
		{"rates of parts of a cent", []string{
			"audit.margin_spread", `"90%"`, "prices[1].price.rate", `"0.0041"`, "prices[1].cost", `"0.0042"`, "clients[1].contracts[0].exceptions", "null",
		}, []string{silverLow}},
		{"rates of parts of a cent, at cost", []string{
			"prices[1].price.rate", `"0.0042"`, "prices[1].cost", `"0.0042"`, "clients[1].contracts[0].exceptions", "null",
		}, nil},
		{"given away", []string{"audit.margin_spread", `"90%"`, "prices[1].price.rate", `"0"`, "clients[1].contracts[0].exceptions", "null"}, []string{silverLow}},
		{"an allowance", []string{"prices[+]", `{"name":"allowance","price":{"currency":"USD","unit":"user","rate":"-5"},"cost":"1"}`, "tiers[1].prices", `["silver seat","allowance"]`}, nil},
		{"included units are for the client", []string{
			"prices[1].price.included", `"24"`, "prices[1].cost", `"4"`, "clients[1].contracts[0].counts[0].quantity[0].quantity", `"25"`, "audit.margin_spread", `"90%"`,
		}, []string{acmeLow}},
		{"included units are all there are", []string{"prices[1].price.included", `"24"`, "prices[1].cost", `"4"`, "audit.margin_spread", `"90%"`}, []string{acmeLow, zetaLow}},
		{"a discount of the price", []string{"prices[1].discounts", `[{"name":"spring","off":{"percent":"60%"},"to":"2026-06-02"}]`, "audit.margin_spread", `"90%"`, "clients[1].contracts[0].exceptions", "null"}, []string{silverLow}},
		{"a discount that is over", []string{"prices[1].discounts", `[{"name":"spring","off":{"percent":"60%"},"to":"2026-06-01"}]`}, nil},
		{"an agreement of its own is not the tier's", []string{
			"prices[1].cost", `"96"`, "audit.margin_spread", `"90%"`, "clients[1].contracts[0].exceptions", "null", "clients[1].contracts[0].agreement",
			`{"currency":"USD","items":[{"name":"silver seat","price":{"unit":"user","rate":"95"},"quantity":[{"quantity":"3"}],"cost":"96"}]}`,
		}, []string{silverLow, zetaLow}},
		{"a loss that does not fit is none", []string{
			"clients[1].contracts[0].agreement",
			`{"currency":"USD","items":[{"name":"a","price":{"unit":"user","rate":"1"},"quantity":[{"quantity":"999999999999999999"}],"cost":"999999999999999999"}]}`,
		}, nil},
		{"spread: exactly as much", with(gamma(`"services":["help desk"],"tier":"silver","agreement":{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"45"}]}`),
			"clients[1].contracts[0].agreement", `{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"30.75"}]}`), nil},
		{"spread: a hair more", with(gamma(`"services":["help desk"],"tier":"silver","agreement":{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"45"}]}`),
			"clients[1].contracts[0].agreement", `{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"30.7499"}]}`), []string{tooSpread}},
		{"spread: not all costs are stated", []string{
			"clients[1].contracts[0].agreement", `{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"10"},{"name":"more","price":{"flat":"5"}}]}`,
		}, nil},
		{"spread: what states no cost is over", []string{
			"clients[1].contracts[0].agreement", `{"currency":"USD","items":[{"name":"all","price":{"flat":"95"},"cost":"10"},{"name":"more","price":{"flat":"5"},"end":"2026-06-01"}]}`,
		}, []string{tooSpread}},
		{"spread: not all units are counted", []string{
			"clients[1].contracts[0].exceptions[0].complexity", `"2"`, "tiers[1].prices", `["silver seat","server"]`,
			"prices[+]", `{"name":"server","price":{"currency":"USD","unit":"server","rate":"10"},"cost":"1"}`,
		}, []string{
			"warning; uncounted_unit; clients[0].contracts[0].counts; acme / server", "warning; uncounted_unit; clients[1].contracts[0].counts; zeta / server",
		}},
		{"a unit of two prices is one finding", []string{
			"tiers[1].prices", `["silver seat","gold seat"]`, "clients[1].contracts[0].counts", "null",
		}, []string{zetaUnit}},
		{"à la carte alone", gamma(`"services":["help desk"]`), []string{"warning; uncounted_unit; clients[2].contracts[0].counts; gamma / user"}},
		{"billed at cost", []string{"prices[3].cost", `"150"`}, nil},
		{"billed below cost", []string{"prices[3].cost", `"150.0001"`}, []string{hourAtLoss}},
		{"billed below cost by an exception alone", []string{
			"services[0].terms", "null", "clients[0].contracts[0].out_of_scope", "null", "prices[3].cost", `"151"`,
			"clients[1].contracts[0].exceptions[0].terms", `[{"cover":"billable","price":"engineer"}]`,
		}, []string{hourAtLoss}},
		{"billed below cost, and nobody bills it", []string{
			"services[0].terms", `[{"cover":"needs_approval","price":"engineer"}]`, "clients[0].contracts[0].out_of_scope", "null", "prices[3].cost", `"151"`,
		}, nil},
		{"billed by a service that is a draft", []string{
			"services[0].lifecycle", `[{"status":"draft","from":"2026-01-01"},{"status":"active","from":"2027-01-01"}]`, "clients[0].contracts[0].out_of_scope", "null", "prices[3].cost", `"151"`,
		}, nil},
		{"billed below cost, and in a tier as well", []string{
			"tiers[0].prices", `["bronze seat","engineer"]`, "prices[3].cost", `"151"`,
		}, []string{"warning; margin_below_target; prices[3]; bronze / engineer"}},
		{"a margin is wanted, and a cost is not stated", []string{"audit.margin", `"0.01%"`, "prices[2].cost", "null"}, []string{"info; cost_not_stated; prices[2]; gold seat"}},
		{"none is wanted, and a cost is not stated", []string{"prices[2].cost", "null"}, nil},
		{"two currencies", []string{"prices[3].price.currency", `"EUR"`}, []string{"error; two_currencies; clients[0].contracts[0]; acme"}},
		{"two currencies, and one is not counted", []string{"prices[3].price.currency", `"EUR"`, "prices[3].metered", "null"}, []string{"warning; uncounted_unit; clients[0].contracts[0].counts; acme / hour"}},
	}.run(t, catalog.CheckMargin)
}
