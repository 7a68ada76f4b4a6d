package sla_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// utcOn returns an instant of April 2026, for the examples.
func utcOn(day, hour, minute int) time.Time {
	return time.Date(2026, time.April, day, hour, minute, 0, 0, time.UTC)
}

// A month of a service around the clock: an outage that was reported twice, and
// one that began in planned maintenance and overran it.
func ExampleMeasure() {
	month := calendar.IntervalOf(msp.MustParsePeriod("2026-04-01/2026-05-01"), time.UTC)
	outages := []calendar.Interval{
		{From: utcOn(12, 2, 50), To: utcOn(12, 3, 20)},
		{From: utcOn(20, 9, 0), To: utcOn(20, 9, 25)},
		{From: utcOn(20, 9, 5), To: utcOn(20, 9, 30)},
	}
	maintenance := []calendar.Interval{{From: utcOn(12, 1, 0), To: utcOn(12, 3, 0)}}

	target := msp.MustParsePercent("99.9%")
	for _, rule := range []sla.MaintenanceRule{sla.MaintenanceExcluded, sla.MaintenanceCountsAsUp} {
		uptime, err := sla.Measure(month, outages, maintenance, sla.MeasureOptions{
			Hours:       calendar.Always(time.UTC),
			Maintenance: rule,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		budget := uptime.Budget(target)
		fmt.Println("maintenance", rule)
		fmt.Println(" ", uptime, "is", uptime.Ratio().Percent(4, msp.HalfUp), uptime.Outcome(target))
		fmt.Println(" ", budget, "leaves", budget.Remaining())
	}
	// Output:
	// maintenance excluded
	//   50m down of 718h is 99.8839% missed
	//   50m spent of 43m4.8s leaves -6m55.2s
	// maintenance counts_as_up
	//   50m down of 720h is 99.8843% missed
	//   50m spent of 43m12s leaves -6m48s
}

// What counts of each outage, for the report that the client reads.
func ExampleExplainOutages() {
	desk, err := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	month := calendar.IntervalOf(msp.MustParsePeriod("2026-04-01/2026-05-01"), time.UTC)
	outages, err := sla.ExplainOutages(month,
		[]calendar.Interval{
			{From: utcOn(14, 16, 30), To: utcOn(15, 9, 45)},
			{From: utcOn(18, 3, 0), To: utcOn(18, 9, 0)},
			{From: utcOn(21, 10, 0), To: utcOn(21, 10, 4)},
		}, nil,
		sla.MeasureOptions{Hours: desk, Maintenance: sla.MaintenanceExcluded, MinOutage: 5 * time.Minute})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outages {
		fmt.Println(o.Whole.From.Format("Mon 2 Jan 15:04"), "-", o.Reason)
		for part := range o.Parts() {
			fmt.Println("  ", part)
		}
	}
	// Output:
	// Tue 14 Apr 16:30 - 1h15m of 17h15m counts
	//    2026-04-14T16:30:00Z/2026-04-14T17:00:00Z
	//    2026-04-15T09:00:00Z/2026-04-15T09:45:00Z
	// Sat 18 Apr 03:00 - outside the hours of service
	// Tue 21 Apr 10:00 - shorter than the least outage that counts
}

// Months add up to the quarter, exactly: it is not the mean of the percentages.
func ExampleUptime_Merge() {
	var quarter sla.Uptime
	for _, month := range []struct{ agreed, down time.Duration }{
		{744 * time.Hour, 0},
		{672 * time.Hour, 90 * time.Minute},
		{744 * time.Hour, 10 * time.Minute},
	} {
		uptime, err := sla.NewUptime(month.agreed, month.down)
		if err != nil {
			fmt.Println(err)
			return
		}
		if quarter, err = quarter.Merge(uptime); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(uptime.Ratio().Percent(3, msp.HalfUp))
	}
	fmt.Println("quarter:", quarter.Ratio().Percent(3, msp.HalfUp))
	// Output:
	// 100.000%
	// 99.777%
	// 99.978%
	// quarter: 99.923%
}

// Is the budget being spent too fast, right now?
func ExampleBurnAlerts_Read() {
	alerts, err := sla.StandardBurnAlerts().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	now := utcOn(10, 12, 0)
	readings, err := alerts.Read(now, msp.MustParsePercent("99.9%"),
		[]calendar.Interval{{From: utcOn(10, 11, 58), To: now}}, nil,
		sla.MeasureOptions{Hours: calendar.Always(time.UTC), Maintenance: sla.MaintenanceExcluded})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range readings {
		fmt.Println(r.Alert.Name, r.LongRate.Fixed(1, msp.HalfUp), r.ShortRate.Fixed(1, msp.HalfUp), r.Fires)
	}
	// Output:
	// page-fast 33.3 400.0 true
	// page-slow 5.6 66.7 false
	// ticket 0.5 5.6 false
}

// An hour at this pace, and when the month's budget would be gone.
func ExampleBudget_ExhaustsIn() {
	month, err := sla.NewUptime(720*time.Hour, 1000*time.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	hour, err := sla.NewUptime(time.Hour, 36*time.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	target := msp.MustParsePercent("99.9%")
	left, ok := month.Budget(target).ExhaustsIn(hour)
	fmt.Println("burn rate", hour.BurnRate(target).Fixed(1, msp.HalfUp))
	fmt.Println("exhausted in", left, ok)
	// Output:
	// burn rate 10.0
	// exhausted in 44h13m20s true
}

// An application on a redundant pair behind a balancer.
func ExampleSerial() {
	of := func(text string) msp.Ratio { return msp.MustParsePercent(text).Ratio() }
	pair, err := sla.Parallel(of("99.5%"), of("99.5%"))
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := sla.Serial(of("99.99%"), pair, of("99.95%"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pair.Percent(4, msp.HalfUp), all.Percent(4, msp.HalfUp))
	// Output: 99.9975% 99.9375%
}

// Two of three nodes are enough.
func ExampleKofN() {
	node := msp.MustParsePercent("99%").Ratio()
	cluster, err := sla.KofN(2, node, node, node)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cluster, cluster.Percent(4, msp.HalfUp))
	// Output: 499851/500000 99.9702%
}

// A table of service credits, and what a month earns by it.
func ExampleCreditLadderSpec() {
	spec, err := sla.ParseCreditLadderSpec([]byte(`{
		"rungs": [
			{"below": "99.9%", "credit": "10%"},
			{"below": "99%", "credit": "25%"},
			{"below": "95%", "credit": "100%"}
		],
		"cap": "50%"
	}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	ladder, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	fee := msp.MustParseMoney("1200.00 USD")
	for _, down := range []time.Duration{43*time.Minute + 12*time.Second, 43*time.Minute + 13*time.Second, 40 * time.Hour} {
		month, err := sla.NewUptime(720*time.Hour, down)
		if err != nil {
			fmt.Println(err)
			return
		}
		credit, _ := ladder.Credit(month.Ratio())
		amount, err := credit.Percent.Of(fee, msp.HalfUp)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(month, "-", credit, "-", amount)
	}
	// Output:
	// 43m12s down of 720h - none - 0.00 USD
	// 43m13s down of 720h - 10% for less than 99.9% - 120.00 USD
	// 40h down of 720h - 50% for less than 95%, capped from 100% - 600.00 USD
}

// The most that a tier of services may be down in a month of thirty days.
func ExampleCriticality_Uptime() {
	month, err := sla.NewUptime(720*time.Hour, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tier := range []sla.Criticality{sla.CriticalityTier1, sla.CriticalityTier2, sla.CriticalityTier3} {
		target, _ := tier.Uptime()
		fmt.Println(tier, target, month.Budget(target).Total())
	}
	// Output:
	// tier_1 99.9% 43m12s
	// tier_2 99.5% 3h36m
	// tier_3 99% 7h12m
}

// Months are kept as JSON and merged when the year is over.
func ExampleUptime_MarshalJSON() {
	month, err := sla.NewUptime(720*time.Hour, 10*time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := json.Marshal(month)
	fmt.Println(string(text), err)
	// Output: {"agreed_ns":"2592000000000000","down_ns":"600000000000"} <nil>
}
