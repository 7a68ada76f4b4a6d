package pricing_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A movement decomposes the change exactly, of amounts and of clients, and swapping
// the months swaps its parts.
func TestMovementsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := func(name string) map[string]msp.Money {
			return rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}),
				rapid.Custom(func(t *rapid.T) msp.Money { return marginMinor(t, "amount", 0, 3) }), 0, 6).Draw(t, name)
		}
		before, after := amounts("before"), amounts("after")
		was := rapid.SliceOfDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.ID[string]).Draw(t, "former")
		former := func(client string) bool { return strings.Contains(strings.Join(was, ""), client) }
		m, err := pricing.Movements(before, after, former)
		if err != nil {
			t.Fatal(err)
		}
		var start, end, startClients, endClients int64
		for _, a := range before {
			start += a.Minor()
			startClients += int64(a.Sign())
		}
		for _, a := range after {
			end += a.Minor()
			endClients += int64(a.Sign())
		}
		c := m.Clients
		if m.Start.Minor() != start || m.End.Minor() != end || int64(c.Start) != startClients || int64(c.End) != endClients {
			t.Fatalf("%s, want %d to %d cents, %d to %d clients", movementText(m), start, end, startClients, endClients)
		}
		sum := new(big.Int)
		for _, part := range []msp.Money{m.Start, m.New, m.Reactivation, m.Expansion} {
			sum.Add(sum, big.NewInt(part.Minor()))
		}
		for _, part := range []msp.Money{m.Contraction, m.Churn} {
			sum.Sub(sum, big.NewInt(part.Minor()))
		}
		if sum.Int64() != end || c.Start+c.New+c.Reactivation-c.Churn != c.End {
			t.Fatalf("%s does not add up", movementText(m))
		}
		for _, part := range []msp.Money{m.New, m.Reactivation, m.Expansion, m.Contraction, m.Churn} {
			if part.Sign() < 0 {
				t.Fatalf("%s has a part below zero", movementText(m))
			}
		}
		if m.New.IsZero() != (c.New == 0) || m.Reactivation.IsZero() != (c.Reactivation == 0) || m.Churn.IsZero() != (c.Churn == 0) ||
			m.Expansion.IsZero() != (c.Expansion == 0) || m.Contraction.IsZero() != (c.Contraction == 0) {
			t.Fatalf("%s: counts and amounts differ", movementText(m))
		}
		back, err := pricing.Movements(after, before, func(string) bool { return true })
		if err != nil || back.Churn.Minor() != m.New.Minor()+m.Reactivation.Minor() || back.Reactivation.Minor() != m.Churn.Minor() ||
			back.Expansion.Minor() != m.Contraction.Minor() || back.Contraction.Minor() != m.Expansion.Minor() || back.New.Minor() != 0 {
			t.Fatalf("%s, the other way %s, %v", movementText(m), movementText(back), err)
		}
		again, _ := pricing.Movements(before, after, former)
		if diff := cmp.Diff(movementText(m), movementText(again)); diff != "" {
			t.Fatalf("a second time it differs: %s", diff)
		}
	})
}
