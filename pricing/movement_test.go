package pricing_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// movementText writes the amounts and the counts of a movement in their order.
func movementText(m pricing.Movement) string {
	return fmt.Sprintf("%v +%v +%v +%v -%v -%v = %v %v", m.Start, m.New, m.Reactivation, m.Expansion, m.Contraction, m.Churn, m.End, m.Clients)
}

func movementMap(texts ...string) map[string]msp.Money {
	m := make(map[string]msp.Money)
	for _, text := range texts {
		client, amount, _ := strings.Cut(text, "=")
		m[client] = marginM(amount)
	}
	return m
}

func TestMovements(t *testing.T) {
	former := func(client string) bool { return client == "back" || client == "zero" || client == "grows" }
	for _, tt := range []struct {
		name          string
		before, after map[string]msp.Money
		former        func(string) bool
		want          string
	}{
		{
			"one of each",
			movementMap("grows=100 USD", "falls=80 USD", "leaves=50 USD", "stays=10 USD", "zero=0 USD"),
			movementMap("grows=120 USD", "falls=75 USD", "stays=10 USD", "zero=0 USD", "new=30 USD", "back=7 USD"),
			former,
			// 240 + 30 + 7 + 20 − 5 − 50 = 242; 4 + 1 + 1 − 1 = 5 clients.
			"240.00 USD +30.00 USD +7.00 USD +20.00 USD -5.00 USD -50.00 USD = 242.00 USD {4 1 1 1 1 1 5}",
		},
		{"no one was there before", nil, movementMap("back=7 USD"), nil, "0.00 USD +7.00 USD +0.00 USD +0.00 USD -0.00 USD -0.00 USD = 7.00 USD {0 1 0 0 0 0 1}"},
		{"all leave", movementMap("a=7 USD", "b=1 USD"), movementMap("a=0 USD"), former, "8.00 USD +0.00 USD +0.00 USD +0.00 USD -0.00 USD -8.00 USD = 0.00 USD {2 0 0 0 0 2 0}"},
		{"zero is not there", movementMap("back=0 USD"), movementMap("back=5 USD"), former, "0.00 USD +0.00 USD +5.00 USD +0.00 USD -0.00 USD -0.00 USD = 5.00 USD {0 0 1 0 0 0 1}"},
		{"zero of no currency", movementMap("a=0", "b=2 USD"), movementMap("a=0", "b=0"), nil, "2.00 USD +0.00 USD +0.00 USD +0.00 USD -0.00 USD -2.00 USD = 0.00 USD {1 0 0 0 0 1 0}"},
		{"nobody", nil, nil, nil, "0 +0 +0 +0 -0 -0 = 0 {0 0 0 0 0 0 0}"},
	} {
		got, err := pricing.Movements(tt.before, tt.after, tt.former)
		if err != nil || movementText(got) != tt.want {
			t.Errorf("%s: Movements = %s, %v, want %s", tt.name, movementText(got), err, tt.want)
		}
	}
}

func TestMovementsErrors(t *testing.T) {
	for _, tt := range []struct {
		before, after map[string]msp.Money
		kind          error
		client        string
	}{
		{movementMap("b=-1 USD", "c=-1 USD"), nil, msp.ErrRange, "b"},
		{nil, movementMap("a=1 USD", "b=-1 USD"), msp.ErrRange, "b"},
		{movementMap("a=1 USD"), movementMap("a=1 EUR"), msp.ErrCurrency, "a"},
		{movementMap("a=1 USD"), movementMap("b=1 EUR"), msp.ErrCurrency, "b"},
		{movementMap("a=1 USD"), movementMap("b=0 EUR"), msp.ErrCurrency, "b"},
		{movementMap("a=92233720368547758.07 USD", "b=0.01 USD"), nil, msp.ErrOverflow, "b"},
	} {
		for range 20 { // the order of a map must not show
			got, err := pricing.Movements(tt.before, tt.after, nil)
			if !errors.Is(err, tt.kind) || got != (pricing.Movement{}) || !strings.HasPrefix(err.Error(), `pricing: client "`+tt.client+`": `) {
				t.Fatalf("Movements(%v, %v) = %v, %v, want %v for %s", tt.before, tt.after, got, err, tt.kind, tt.client)
			}
		}
	}
}

// Only of a client that pays now and did not before it is asked whether it ever did.
func TestMovementsAskFormer(t *testing.T) {
	var asked []string
	_, err := pricing.Movements(movementMap("stays=1 USD", "leaves=1 USD", "never=0 USD"), movementMap("stays=2 USD", "new=1 USD", "never=0 USD"),
		func(client string) bool { asked = append(asked, client); return false })
	if err != nil || strings.Join(asked, " ") != "new" {
		t.Errorf("asked of %q, %v", asked, err)
	}
}
