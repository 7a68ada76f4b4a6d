package metrics_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// From tickets to a scorecard: each number says how many tickets it rests on, and what
// was left out.
func Example() {
	monday := time.Unix(1_772_442_000, 0).UTC() // 2026-03-02 09:00
	after := func(d time.Duration) time.Time { return monday.Add(d) }
	tickets := []metrics.Ticket{
		{Priority: msp.P1, Created: monday, Resolved: after(30 * time.Minute), ResolutionDue: after(4 * time.Hour), Level: 1},
		{Priority: msp.P2, Created: monday, Resolved: after(9 * time.Hour), ResolutionDue: after(8 * time.Hour), Level: 2, Escalations: 1},
		{Priority: msp.P2, Created: monday, Resolved: after(20 * time.Minute), ResolutionDue: after(8 * time.Hour), Level: 1, Rating: 5},
		{Priority: msp.P3, Created: monday, ResolutionDue: after(24 * time.Hour)},
		{Priority: msp.P3, Created: monday, ResolutionDue: after(24 * time.Hour), Void: metrics.Duplicate},
	}
	desk, err := metrics.DeskSpec{AsOf: after(10 * time.Hour)}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	card, err := metrics.ManagedServicesModel().MustCompile().Score(desk.Measure(tickets), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(card)
	// Output:
	// Managed IT services model
	// missed   SLA compliance                  66.67%  at least 95%       n = 3, left out: 1 pending, 1 excluded
	// met      First level resolution          66.67%  at least 65%..75%  n = 3, left out: 1 pending, 1 excluded
	// met      Resolved at level 1 within 30m  66.67%  at least 60%..70%  n = 3, left out: 1 pending, 1 excluded
	// unknown  uptime                             n/a  at least 99.9%     not measured
	// met      Customer satisfaction, mean          5  at least 4.5       n = 1, left out: 2 unknown
	// unknown  proactive_ratio                    n/a  at least 60%       not measured
}

// Five tickets of one's own type: how many were kept in time, and how long did they take?
func ExampleCollect() {
	type ticket struct {
		priority msp.Priority
		took     time.Duration // 0 while it is open
		late     bool
	}
	tickets := []ticket{
		{msp.P1, 30 * time.Minute, false},
		{msp.P1, 3 * time.Hour, true},
		{msp.P2, 2 * time.Hour, false},
		{msp.P2, 0, false},
		{msp.P1, time.Hour, false},
	}
	kept := func(t *ticket) msp.Outcome {
		switch {
		case t.late:
			return msp.Missed
		case t.took == 0:
			return msp.Pending
		}
		return msp.Met
	}
	took := func(t *ticket) (time.Duration, bool) { return t.took, t.took > 0 }

	rate, err := metrics.Collect(slices.Values(tickets), metrics.RateBy(kept))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("SLA compliance:", rate.Value().Percent(1, msp.HalfUp), "of", rate.Value().N())
	fmt.Println(rate)

	byPriority, err := metrics.GroupBy(slices.Values(tickets), func(t *ticket) msp.Priority { return t.priority }, metrics.TimesBy(took))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []msp.Priority{msp.P1, msp.P2, msp.P3} {
		times := byPriority[p]
		if mean, err := times.Mean().Duration(msp.HalfUp); err == nil {
			fmt.Println(p, "mean time to resolve:", mean, "of", times)
		} else {
			fmt.Println(p, "mean time to resolve:", times.Mean())
		}
	}
	// Output:
	// SLA compliance: 75.0% of 4
	// 3 met, 1 missed, 1 pending, 0 excluded
	// P1 mean time to resolve: 1h30m0s of 3 durations, 0 open, 0 invalid
	// P2 mean time to resolve: 2h0m0s of 1 durations, 1 open, 0 invalid
	// P3 mean time to resolve: n/a: no observations
}

// One percentile, two answers: so the rule is named.
func ExampleSample_Quantile() {
	responses := metrics.DurationSample([]time.Duration{
		10 * time.Minute, 20 * time.Minute, 30 * time.Minute, 40 * time.Minute, 2 * time.Hour,
	})
	p90 := msp.MustParsePercent("90%").Ratio()
	for _, rule := range []metrics.QuantileRule{metrics.NearestRank, metrics.Linear} {
		v, err := responses.Quantile(p90, rule)
		if err != nil {
			fmt.Println(err)
			return
		}
		d, _ := v.Duration(msp.HalfUp)
		fmt.Println(rule, d)
	}
	// Output:
	// nearest_rank 2h0m0s
	// linear 1h28m0s
}

// What a month has to say, and what a target makes of it.
func ExampleTargetSet_Score() {
	set, err := metrics.ParseTargetSetSpec([]byte(`{"name":"gold","source":"contract 2026-11","targets":[
		{"kpi":"uptime","goal":"at least 99.9%","near":"0.1%"},
		{"kpi":"ticket_volume","goal":"falling"}]}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	gold, err := set.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	minutes := func(n int64) msp.Ratio { return msp.NewRatio(n, 1) }
	uptime, err := metrics.Definition{Name: "uptime", Title: "Uptime", Text: "minutes up ÷ minutes agreed"}.
		OfRatio(minutes(43_150), minutes(43_200), metrics.UnitShare, 43_200)
	if err != nil {
		fmt.Println(err)
		return
	}
	volume := metrics.NumberSeries(msp.NewRatio(310, 1), msp.NewRatio(290, 1), msp.NewRatio(295, 1))
	card, err := gold.Score([]metrics.KPI{uptime}, map[string]metrics.Series{"ticket_volume": volume})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range card.Lines {
		fmt.Println(line.Target.KPI, line.Status, "gap", line.Gap.Text(3, msp.HalfUp))
	}
	// Output:
	// uptime near gap -0.016%
	// ticket_volume met gap n/a
}

// The first team is better with small tickets and with large ones, and worse in
// all: a pooled rate is not a mean of rates (Simpson's paradox).
func ExampleRate_Merge() {
	rate := func(met, missed int64) metrics.Rate {
		tally, err := msp.NewTally(met, missed, 0, 0)
		if err != nil {
			fmt.Println(err)
		}
		return metrics.NewRate(tally)
	}
	show := func(r metrics.Rate) string { return r.Value().Percent(1, msp.HalfUp) }
	small1, large1 := rate(81, 6), rate(192, 71)
	small2, large2 := rate(234, 36), rate(55, 25)
	all1, all2 := small1, small2
	if err := errors.Join(all1.Merge(large1), all2.Merge(large2)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("small:", show(small1), show(small2))
	fmt.Println("large:", show(large1), show(large2))
	fmt.Println("all:  ", show(all1), show(all2))
	// Output:
	// small: 93.1% 86.7%
	// large: 73.0% 68.8%
	// all:   78.0% 82.6%
}
