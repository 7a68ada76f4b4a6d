package metrics_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law: start + new + reactivation + expansion − contraction − churn = end or it is an
// error; 0 ≤ GRR ≤ min(1, NRR); ARR = 12 × MRR; and each is what rational arithmetic
// of the cents says.
func TestRevenueMovementLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := func(name string, most int64) int64 { return rapid.Int64Range(0, most).Draw(t, name) }
		money := func(minor int64) msp.Money {
			m, err := msp.NewMoney(minor, usd("0").Currency())
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		const most = 1 << 50
		start := cents("start", most)
		contraction := cents("contraction", start)
		churn := cents("churn", start-contraction)
		fresh, back, expansion := cents("new", most), cents("reactivation", most), cents("expansion", most)
		end := start + fresh + back + expansion - contraction - churn
		m := metrics.RevenueMovement{
			Start: money(start), New: money(fresh), Reactivation: money(back), Expansion: money(expansion),
			Contraction: money(contraction), Churn: money(churn), End: money(end),
		}
		ask := func(kpi func() (metrics.KPI, error), num, den int64) msp.Ratio {
			k, err := kpi()
			if err != nil || k.Value.Defined() != (den != 0) {
				t.Fatalf("%+v: %v, %v", m, k, err)
			}
			if den != 0 && k.Value.Exact().String() != big.NewRat(num, den).String() {
				t.Fatalf("%+v: %v, want %d/%d", m, k, num, den)
			}
			return k.Value.Exact()
		}
		grr := ask(m.GRR, start-contraction-churn, start)
		nrr := ask(m.NRR, start-contraction-churn+expansion, start)
		ask(m.QuickRatio, fresh+back+expansion, contraction+churn)
		ask(m.Growth, end-start, start)
		ask(m.MRR, end, 100)
		ask(m.ARR, 12*end, 100)
		if grr.Defined() && (grr.Sign() < 0 || grr.Compare(msp.NewRatio(1, 1)) > 0 || grr.Compare(nrr) > 0) {
			t.Fatalf("%+v: GRR %v, NRR %v", m, grr, nrr)
		}
		wrong := m
		wrong.End = money(end + rapid.Int64Range(1, 5).Draw(t, "wrong"))
		if k, err := wrong.GRR(); err == nil || k.Name != "" {
			t.Fatalf("%+v: %v", wrong, k)
		}
	})
}
