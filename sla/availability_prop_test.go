package sla_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/sla"
)

// gridHours is the length of the grid on which the laws below are tried.
const gridHours = 30

// onGrid draws intervals of whole steps on a grid; few of them are long, and some
// are empty.
func onGrid(from time.Time, step time.Duration, most int) *rapid.Generator[[]calendar.Interval] {
	last := int(gridHours * time.Hour / step)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calendar.Interval {
		n := rapid.IntRange(0, last).Draw(t, "from")
		length := rapid.SampledFrom([]int{0, 1, 5, 60, 300, 1000}).Draw(t, "about")
		length = rapid.IntRange(0, length).Draw(t, "length")
		return calendar.Interval{From: from.Add(time.Duration(n) * step), To: from.Add(time.Duration(min(n+length, last)) * step)}
	}), 0, most)
}

// A service that was measured, and what is known of it.
type measured struct {
	from                 time.Time
	step                 time.Duration
	period               calendar.Interval
	outages, maintenance []calendar.Interval
	opts                 sla.MeasureOptions
	open                 func(time.Time) bool
}

// aService draws one; without options every law holds.
func aService(options bool) *rapid.Generator[measured] {
	return rapid.Custom(func(t *rapid.T) measured {
		m := measured{from: time.Date(2026, time.March, 28, 0, 0, 0, 0, time.UTC), step: time.Minute}
		m.opts = aroundTheClock(rapid.SampledFrom([]sla.MaintenanceRule{sla.MaintenanceExcluded, sla.MaintenanceCountsAsUp}).Draw(t, "rule"))
		if rapid.Bool().Draw(t, "hours") {
			c := gen.WeekCase().Draw(t, "case")
			m.from = c.At.Truncate(time.Hour).Add(-gridHours / 2 * time.Hour)
			to := m.from.Add(gridHours * time.Hour)
			m.step = oracle.Step(c.Grain, c.Zone, m.from, to)
			m.opts.Hours = c.Calendar()
			m.open = oracle.New(c.Spec, c.Zone, m.from, to, m.step).IsOpen
		} else if options {
			m.step = time.Second // so that rounding has something to do
		}
		m.outages = onGrid(m.from, m.step, 8).Draw(t, "outages")
		m.maintenance = onGrid(m.from, m.step, 3).Draw(t, "maintenance")
		m.period = calendar.Interval{From: m.from, To: m.from.Add(gridHours * time.Hour)}
		if p := onGrid(m.from, m.step, 1).Draw(t, "period"); len(p) > 0 {
			m.period = p[0]
		}
		if options {
			m.opts.MinOutage = rapid.SampledFrom([]time.Duration{0, time.Minute, 5 * time.Minute, time.Hour}).Draw(t, "least")
			m.opts.WholeMinutes = msp.Rounding(rapid.IntRange(0, int(msp.Floor)).Draw(t, "minutes"))
		}
		return m
	})
}

func (m measured) measure(t *rapid.T) sla.Uptime {
	u, err := sla.Measure(m.period, m.outages, m.maintenance, m.opts)
	if err != nil {
		t.Fatalf("Measure: %v", err)
	}
	return u
}

// inMinutes is the rounding of an outage as the oracle does it: with its own
// arithmetic, for what is above zero.
func inMinutes(mode msp.Rounding) func(time.Duration) int64 {
	return func(counted time.Duration) int64 {
		minutes, rest := int64(counted/time.Minute), counted%time.Minute
		half := rest >= 30*time.Second
		switch mode {
		case msp.Up, msp.Ceil:
			half = rest > 0
		case msp.Down, msp.Floor:
			half = false
		case msp.HalfEven:
			half = rest > 30*time.Second || rest == 30*time.Second && minutes%2 == 1
		case msp.HalfUp:
		}
		if half {
			minutes++
		}
		return minutes
	}
}

// What is measured, with all options, is what a model says that looks at every
// step; and the explanation adds up to it.
func TestMeasureAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aService(true).Draw(t, "service")
		model := oracle.Downtime{
			From: m.from, To: m.from.Add(gridHours * time.Hour), Step: m.step, Period: m.period,
			Outages: m.outages, Maintenance: m.maintenance, Open: m.open,
			CountsAsUp: m.opts.Maintenance == sla.MaintenanceCountsAsUp, MinOutage: m.opts.MinOutage,
		}
		if m.opts.WholeMinutes != 0 {
			model.Minutes = inMinutes(m.opts.WholeMinutes)
		}
		want, got := model.Availability(), m.measure(t)
		if got.Agreed() != sla.Exactly(want.Agreed) || got.Down() != sla.Exactly(want.Down) || got.Maintenance() != sla.Exactly(want.Maintenance) {
			t.Fatalf("%v, maintenance %v, want %+v", got, got.Maintenance(), want)
		}
		outages, err := sla.ExplainOutages(m.period, m.outages, m.maintenance, m.opts)
		if err != nil || len(outages) != len(want.Outages) {
			t.Fatalf("%d outages, %v, want %v", len(outages), err, want.Outages)
		}
		for n, o := range outages {
			var parts time.Duration
			for p := range o.Parts() {
				parts += p.Duration()
			}
			code := o.Reason.Code()
			if o.Down != sla.Exactly(want.Outages[n]) || m.opts.WholeMinutes == 0 && o.Down != sla.Exactly(parts) ||
				parts == 0 && o.Down.Sign() != 0 || (code == sla.ReasonCounted) != (o.Down == sla.Exactly(o.Whole.Duration()) && o.Down == sla.Exactly(parts) && parts > 0) {
				t.Fatalf("outage %d %v: %v of %v, parts %v, want %v", n, o.Whole, o.Down, o.Reason, parts, want.Outages[n])
			}
		}
	})
}

// Law 17, as far as it holds with every option: order, repetition and splitting of
// outages are irrelevant, and the ratio lies between 0 and 1.
func TestMeasureSameOutages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aService(true).Draw(t, "service")
		want := m.measure(t)
		if r := want.Ratio(); r.Defined() != (want.Agreed().Sign() > 0) || r.Defined() && (r.Sign() < 0 || r.Compare(msp.NewRatio(1, 1)) > 0) {
			t.Fatalf("ratio %v of %v", r, want)
		}
		for _, list := range []*[]calendar.Interval{&m.outages, &m.maintenance} {
			if len(*list) == 0 {
				continue
			}
			*list = append(*list, rapid.SampledFrom(*list).Draw(t, "twice"))
			n := rapid.IntRange(0, len(*list)-1).Draw(t, "split")
			whole := (*list)[n]
			at := whole.From.Add(time.Duration(rapid.Int64Range(0, int64(whole.Duration())).Draw(t, "at")))
			*list = append(*list, calendar.Interval{From: at, To: whole.To})
			(*list)[n].To = at
			*list = rapid.Permutation(*list).Draw(t, "order")
		}
		if got := m.measure(t); got != want {
			t.Fatalf("%v, in another way %v", want, got)
		}
	})
}

// Law 17, which rounding and a minimum break: an outage inside maintenance changes
// nothing, more outages never less down time, and the pieces of a period add up.
func TestMeasureAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aService(false).Draw(t, "service")
		want := m.measure(t)
		at := m.period.From.Add(time.Duration(rapid.Int64Range(0, int64(m.period.Duration())).Draw(t, "at")))
		first, second := m, m
		first.period.To, second.period.From = at, at
		sum, err := first.measure(t).Merge(second.measure(t))
		if err != nil || sum != want {
			t.Fatalf("%v, cut at %v: %v, %v", want, at, sum, err)
		}
		// A minimum looks at the whole outage, so pieces add up with it too.
		first.opts.MinOutage, second.opts.MinOutage, m.opts.MinOutage = time.Hour, time.Hour, time.Hour
		if sum, err := first.measure(t).Merge(second.measure(t)); err != nil || sum != m.measure(t) {
			t.Fatalf("minimum: %v, cut at %v: %v, %v", m.measure(t), at, sum, err)
		}
		m.opts.MinOutage = 0
		if len(m.maintenance) > 0 {
			inside := rapid.SampledFrom(m.maintenance).Draw(t, "inside")
			m.outages = append(slices.Clone(m.outages), inside)
			if got := m.measure(t); got != want {
				t.Fatalf("%v, with an outage in maintenance %v", want, got)
			}
		}
		m.outages = append(slices.Clone(m.outages), onGrid(m.from, m.step, 3).Draw(t, "more")...)
		if got := m.measure(t); got.Down().Compare(want.Down()) < 0 || got.Agreed() != want.Agreed() {
			t.Fatalf("%v, with more outages %v", want, got)
		}
	})
}

// anUptime draws sums up to 292 years.
func anUptime() *rapid.Generator[sla.Uptime] {
	return rapid.Custom(func(t *rapid.T) sla.Uptime {
		agreed := rapid.OneOf(rapid.Just[int64](0), rapid.Int64Range(0, 1000), rapid.Int64Min(0)).Draw(t, "agreed")
		u, err := sla.NewUptime(time.Duration(agreed), time.Duration(rapid.Int64Range(0, agreed).Draw(t, "down")))
		if err != nil {
			t.Fatal(err)
		}
		return u
	})
}

// aTarget draws mostly a target near the uptime that people promise.
func aTarget() *rapid.Generator[msp.Percent] {
	return rapid.Custom(func(t *rapid.T) msp.Percent {
		return rapid.SampledFrom([]msp.Percent{pct("99.9%"), pct("99.5%"), pct("99%"), pct("50%"), pct("100%"), pct("0%"), pct("99.9999999999999999%"), pct("120%"), pct("33.3%")}).Draw(t, "target")
	})
}

func TestUptimeMonoid(t *testing.T) {
	merge := func(t *rapid.T, a, b sla.Uptime) sla.Uptime {
		u, err := a.Merge(b)
		if err != nil {
			t.Fatalf("Merge(%v, %v): %v", a, b, err)
		}
		return u
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anUptime().Draw(t, "a"), anUptime().Draw(t, "b"), anUptime().Draw(t, "c")
		ab := merge(t, a, b)
		if ab != merge(t, b, a) || merge(t, ab, c) != merge(t, a, merge(t, b, c)) || merge(t, a, sla.Uptime{}) != a {
			t.Fatalf("%v, %v and %v are no commutative monoid", a, b, c)
		}
		low, high := a.Ratio(), b.Ratio()
		if low.Defined() && high.Defined() {
			if low.Compare(high) > 0 {
				low, high = high, low
			}
			if r := ab.Ratio(); r.Compare(low) < 0 || r.Compare(high) > 0 {
				t.Fatalf("%v of %v and %v", r, low, high)
			}
		}
		text, err := json.Marshal(ab)
		var back sla.Uptime
		if err != nil || json.Unmarshal(text, &back) != nil || back != ab {
			t.Fatalf("%v comes back from %s as %v", ab, text, back)
		}
	})
}

// Law 18: a target is met if and only if nothing less than zero remains of its
// budget; and the budget adds up.
func TestBudgetLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u, target := anUptime().Draw(t, "uptime"), aTarget().Draw(t, "target")
		if rapid.Bool().Draw(t, "merged") {
			u, _ = u.Merge(anUptime().Draw(t, "more"))
		}
		budget := u.Budget(target)
		met, ok := u.Meets(target)
		if ok != u.Ratio().Defined() || ok != budget.Total().Defined() || ok != budget.Remaining().Defined() || met != (ok && budget.Remaining().Sign() >= 0) {
			t.Fatalf("%v of %v: met %v, %v, budget %v", u, target, met, ok, budget)
		}
		if !ok {
			return
		}
		sum, _ := budget.Remaining().Nanoseconds().Add(budget.Spent().Nanoseconds())
		if sum != budget.Total().Nanoseconds() || budget.Spent() != u.Down() {
			t.Fatalf("%v: remaining %v", budget, budget.Remaining())
		}
		if budget.Used().Defined() != (budget.Total().Sign() != 0) ||
			budget.Total().Sign() > 0 && met != (budget.Used().Compare(msp.NewRatio(1, 1)) <= 0) {
			t.Fatalf("%v: used %v, met %v", budget, budget.Used(), met)
		}
		// 21: the burn rate of the whole window is the share of the budget used.
		if burn := u.BurnRate(target); burn != budget.Used() {
			t.Fatalf("%v at %v: burn %v, used %v", u, target, burn, budget.Used())
		}
	})
}

// Law 21: burning at 1 for the whole window spends exactly the budget, and at any
// rate what remains is gone when ExhaustsIn says.
func TestBurnLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		window := time.Duration(rapid.Int64Range(1, 1000).Draw(t, "window")) * time.Hour
		spent := time.Duration(rapid.Int64Range(0, int64(window)/100).Draw(t, "spent"))
		lookBack := time.Duration(rapid.Int64Range(1, int64(time.Hour)).Draw(t, "look-back"))
		bad := time.Duration(rapid.Int64Range(0, int64(lookBack)).Draw(t, "bad"))
		target := aTarget().Draw(t, "target")
		all, _ := sla.NewUptime(window, spent)
		pace, _ := sla.NewUptime(lookBack, bad)
		budget := all.Budget(target)
		left, ok := budget.ExhaustsIn(pace)
		switch {
		case budget.Remaining().Sign() <= 0:
			if !ok || left != sla.Exactly(0) {
				t.Fatalf("%v is gone in %v, %v", budget, left, ok)
			}
		case bad == 0:
			if ok || left.Defined() {
				t.Fatalf("%v is gone in %v", budget, left)
			}
		default:
			lost, _ := left.Nanoseconds().Mul(msp.NewRatio(int64(bad), int64(lookBack)))
			if !ok || lost != budget.Remaining().Nanoseconds() {
				t.Fatalf("%v at %v is gone in %v: then %v are", budget, pace, left, lost)
			}
			// All of a budget, in window ÷ rate.
			fresh, _ := sla.NewUptime(window, 0)
			whole, _ := fresh.Budget(target).ExhaustsIn(pace)
			if time, _ := sla.Exactly(window).Nanoseconds().Quo(pace.BurnRate(target)); whole.Nanoseconds() != time {
				t.Fatalf("all of %v at %v is gone in %v, want %v", budget, pace.BurnRate(target), whole, time)
			}
		}
	})
}
