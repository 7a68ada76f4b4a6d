package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/pricing"
)

// The silver seat is 95, and 110 and then 120 from July and October on. Who is pinned to
// June until the contract renews in January pays 95 until then and 120 from then on; an
// exception that costs a quarter more is that of each price.
func TestPinnedPrices(t *testing.T) {
	model := parsed(t, "model.json")
	for i := range model.Prices {
		if p := &model.Prices[i]; p.Name == "silver seat" {
			for from, rate := range map[string]int64{"2026-07-01": 110, "2026-10-01": 120, "2026-02-01": 96} {
				price := p.Price
				price.Rate = decimal.NewFromInt(rate)
				p.Changes = append(p.Changes, pricing.PriceChange{From: msp.MustParseDate(from), Price: price})
			}
		}
	}
	acme, zeta := &model.Clients[0].Contracts[0], &model.Clients[1].Contracts[0]
	zeta.Pinned = nil
	acme.Pinned = &catalog.Pin{On: msp.MustParseDate("2026-06-30")}
	check := func(pins string, want map[string]string) {
		t.Helper()
		c, err := model.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		for client, rates := range want {
			spec, err := c.On(msp.MustParseDate("2026-08-01")).Agreement(client)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, on := range []string{"2026-01-15", "2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01"} {
				got.WriteString(rateOn(spec, "silver seat", msp.MustParseDate(on)) + " ")
			}
			if got.String() != rates {
				t.Errorf("%s: %s pays %s, want %s", pins, client, got.String(), rates)
			}
		}
	}
	check("until the renewal", map[string]string{"acme": "95 96 96 96 120 ", "zeta": "118.75 120 137.5 150 150 "})
	acme.Pinned.Until = msp.MustParseDate("2026-10-01")
	check("until October", map[string]string{"acme": "95 96 96 120 120 "})
	acme.Renewal = catalog.Renewal{}
	acme.Pinned.Until = msp.Date{}
	check("for ever", map[string]string{"acme": "95 96 96 96 96 "})
}

// rateOn returns the rate of an item on a date.
func rateOn(spec pricing.AgreementSpec, item string, on msp.Date) string {
	for _, i := range spec.Items {
		if i.Name != item {
			continue
		}
		rate, from := i.Price.Rate, msp.Date{}
		for _, c := range i.Changes {
			if !c.From.After(on) && !c.From.Before(from) {
				rate, from = c.Price.Rate, c.From
			}
		}
		return rate.String()
	}
	return "none"
}

func TestPinned(t *testing.T) {
	c := compiled(t, "model.json")
	for _, test := range []struct{ client, on, want string }{
		{"zeta", "2026-06-29", "  false"},
		{"zeta", "2026-06-30", "2026-06-30 2027-03-01 true"},
		{"zeta", "2027-02-28", "2026-06-30 2027-03-01 true"},
		{"zeta", "2027-03-01", "  false"}, // there is no contract
		{"acme", "2026-08-01", "  false"},
	} {
		e, err := c.On(msp.MustParseDate(test.on)).Entitlement(catalog.Request{Client: test.client, Service: "help desk"})
		on, until, ok := e.Pinned()
		if got := fmt.Sprint(on, " ", until, " ", ok); err != nil || got != test.want {
			t.Errorf("%s on %s: Pinned() = %s, %v, want %s", test.client, test.on, got, err, test.want)
		}
	}
	if _, _, ok := (catalog.Entitlement{}).Pinned(); ok {
		t.Error("nothing is pinned")
	}
}

// Weekly from 2 February, for somebody whose contract begins on Wednesday 4 March: what was
// due before is of no account, and what was done before counts for nothing.
func TestActivitySince(t *testing.T) {
	spec := catalog.ActivitySpec{Name: "scan", Cadences: []catalog.Cadence{catalog.MustParseCadence("weekly")}, Anchor: msp.MustParseDate("2026-02-02")}
	a, err := spec.Compile()
	if err != nil {
		t.Fatal(err)
	}
	a = a.Since(msp.MustParseDate("2026-03-04"))
	for _, test := range []struct{ on, done, want string }{
		{"2026-03-08", "2026-03-02", "nothing_due next 2026-03-09, 0 on time, 0 late, 0 missed"},
		{"2026-03-09", "2026-03-03", "due next 2026-03-16, 0 on time, 0 late, 0 missed"},
		{"2026-03-17", "2026-03-09", "overdue next 2026-03-23, 1 on time, 0 late, 0 missed"},
		{"2026-03-24", "2026-03-18", "overdue next 2026-03-30, 0 on time, 1 late, 1 missed"},
	} {
		d := a.Due(msp.MustParseDate(test.on), msp.MustParseDate(test.done))
		if got := fmt.Sprintf("%v next %v, %d on time, %d late, %d missed", d.Status, d.Next, d.OnTime, d.Late, d.Missed); got != test.want {
			t.Errorf("on %s, done on %s: %s, want %s", test.on, test.done, got, test.want)
		}
	}
	var missed strings.Builder
	for d := range a.Missed(msp.MustParseDate("2026-03-24"), msp.MustParseDate("2026-03-18"), msp.MustParseDate("2026-03-02")) {
		missed.WriteString(d.String() + " ")
	}
	if missed.String() != "2026-03-09 " {
		t.Errorf("missed are %s, want 2026-03-09", missed.String())
	}
}
