package metrics_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law 14: durations times a, plus b, have the mean, least, greatest and quantiles times a,
// plus b.
func TestScaleAndShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 30).Draw(t, "items")
		a, b := rapid.Int64Range(1, 1000).Draw(t, "a"), rapid.Int64Range(0, 1_000_000).Draw(t, "b")
		var plain, moved metrics.Times
		var observed, shifted []time.Duration
		for _, x := range items {
			observed, shifted = append(observed, time.Duration(x)), append(shifted, time.Duration(a*x+b))
			if plain.Add(time.Duration(x)) != nil || moved.Add(time.Duration(a*x+b)) != nil {
				t.Fatal("too many")
			}
		}
		check := func(what string, before, after metrics.Value) {
			t.Helper()
			want, err := before.Exact().Mul(msp.NewRatio(a, 1))
			if err != nil {
				t.Fatal(err)
			}
			if want, err = want.Add(msp.NewRatio(b, 1)); err != nil || after.Exact() != want {
				t.Fatalf("%s of %v is %v; times %d plus %d it is %v", what, items, before, a, b, after)
			}
		}
		check("mean", plain.Mean(), moved.Mean())
		check("least", plain.Min(), moved.Min())
		check("greatest", plain.Max(), moved.Max())
		p := msp.NewRatio(rapid.Int64Range(0, 20).Draw(t, "p"), 20)
		for _, rule := range []metrics.QuantileRule{metrics.NearestRank, metrics.Linear} {
			before, err1 := metrics.DurationSample(observed).Quantile(p, rule)
			after, err2 := metrics.DurationSample(shifted).Quantile(p, rule)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			check(rule.String(), before, after)
		}
	})
}

// Law 18: what is computed from something undefined is undefined, and no error.
func TestUndefinedInUndefinedOut(t *testing.T) {
	var none msp.Ratio
	usd, half := msp.MustParseMoney("10.00 USD"), msp.NewRatio(1, 2)
	ageing, err := desk(t, metrics.DeskSpec{AsOf: at(day)}).Ageing([]metrics.Ticket{{Created: at(0)}})
	if err != nil {
		t.Fatal(err)
	}
	undefined := valued(t, "x", "undefined", metrics.UnitShare, 0)
	for name, f := range map[string]func() (metrics.KPI, error){
		"AnnualisedChurn":     func() (metrics.KPI, error) { return metrics.AnnualisedChurn(none) },
		"LTV, margin":         func() (metrics.KPI, error) { return metrics.LTV(usd, none, half) },
		"LTV, churn":          func() (metrics.KPI, error) { return metrics.LTV(usd, half, none) },
		"CACPayback":          func() (metrics.KPI, error) { return metrics.CACPayback(usd, usd, none) },
		"RuleOf40":            func() (metrics.KPI, error) { return metrics.RuleOf40(none, half) },
		"RevenuePerEmployee":  func() (metrics.KPI, error) { return metrics.RevenuePerEmployee(usd, none, half) },
		"DeploymentFrequency": func() (metrics.KPI, error) { return metrics.DeploymentFrequency(1, none) },
		"EffectiveHourlyRate": func() (metrics.KPI, error) { return metrics.EffectiveHourlyRate(usd, usd, none) },
		"OutOfScopeShare":     func() (metrics.KPI, error) { return metrics.OutOfScopeShare(none, half) },
		"OutOfScopeBilled":    func() (metrics.KPI, error) { return metrics.OutOfScopeBilled(half, none) },
		"ProactiveRatio":      func() (metrics.KPI, error) { return metrics.ProactiveRatio(half, none) },
		"TicketsPerEndpoint": func() (metrics.KPI, error) {
			return metrics.TicketsPerEndpoint(1, metrics.EndpointMonths{Start: 1, End: 1})
		},
		"ReactiveHoursPerEndpoint": func() (metrics.KPI, error) {
			return metrics.ReactiveHoursPerEndpoint(none, metrics.EndpointMonths{Start: 1, End: 1, Months: half})
		},
		"SecurityIncidentRate": func() (metrics.KPI, error) {
			return metrics.SecurityIncidentRate(1, metrics.EndpointMonths{Start: 1, End: 1})
		},
		"Utilisation":  func() (metrics.KPI, error) { return metrics.Timesheet{Scheduled: half}.Utilisation("x") },
		"XLAIndex":     func() (metrics.KPI, error) { return metrics.XLAIndex(metrics.XLAPart{KPI: undefined, Weight: half}) },
		"Ageing.Ratio": func() (metrics.KPI, error) { return ageing.Ratio(none) },
		"StaffingBand.Judge": func() (metrics.KPI, error) {
			k, status, err := metrics.CompassStaffing()[0].Judge(100, none)
			if status != 0 {
				t.Errorf("undefined staff is judged %v", status)
			}
			return k, err
		},
	} {
		k, err := f()
		if err != nil || k.Value.Defined() || k.Value.Reason().IsZero() {
			t.Errorf("%s: %v, %v, want it undefined for a reason", name, k, err)
		}
	}
	if !valued(t, "x", "1/2", metrics.UnitShare, 1).Value.Defined() || undefined.Value.Defined() {
		t.Error("valued is wrong")
	}
	for _, v := range []metrics.Value{metrics.Times{}.Mean(), metrics.Rate{}.Value(), metrics.NewSurvival(nil).Median(), metrics.Ratings{}.Mean()} {
		if v.Defined() || v.Reason().IsZero() || v.Text(2, msp.HalfUp) != "n/a" {
			t.Errorf("of nothing: %v", v)
		}
	}
}
