package metrics_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// Laws 1, 3, 5 and 18 for every KPI that tickets tell: no ticket is lost, the fraction is
// the value, order does not matter, parts merge, and what nothing is known of is
// undefined.
func TestDeskLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tickets := someTickets().Draw(t, "tickets")
		spec := metrics.DeskSpec{
			AsOf:       at(time.Duration(rapid.IntRange(0, 200).Draw(t, "as of")) * time.Hour),
			FCR:        rapid.SampledFrom([]metrics.FCR{{}, metrics.SingleContact(), metrics.LevelOne().WithoutReopen(time.Hour)}).Draw(t, "fcr"),
			ClosedOnly: rapid.Bool().Draw(t, "closed only"),
		}
		d := desk(t, spec)
		again := rapid.Permutation(tickets).Draw(t, "order")
		other := d.Measure(again)
		for i, k := range d.Measure(tickets) {
			if k.Value != other[i].Value || k.LeftOut != other[i].LeftOut || k.Definition != other[i].Definition {
				t.Fatalf("in another order %v is %v", k, other[i])
			}
			checkKPI(t, k)
		}
		for _, r := range []metrics.TicketRate{
			d.SLACompliance(), d.ResponseCompliance(), d.FirstContactResolution(), d.FirstLevelResolution(), d.LevelOneInTime(), d.ReopenRate(),
			d.EscalationRate(), d.ReassignmentRate(), d.SelfServiceRatio(), d.AutomatedTickets(), d.ProactiveTickets(), d.SLACompliance().Only(msp.P1),
		} {
			k := r.Of(tickets)
			if k.Value.N()+k.LeftOut.Total() != int64(len(tickets)) {
				t.Fatalf("%v of %d tickets", k, len(tickets))
			}
			if k.Value.Defined() && (k.Value.Exact().Sign() < 0 || k.Value.Exact().Compare(msp.NewRatio(1, 1)) > 0) {
				t.Fatalf("%v is no share", k)
			}
			groups, err := metrics.GroupSlice(tickets, func(x *metrics.Ticket) msp.Priority { return x.Priority }, r.Step())
			if err != nil {
				t.Fatal(err)
			}
			var all metrics.Rate
			for _, g := range groups {
				if err := all.Merge(g); err != nil {
					t.Fatal(err)
				}
			}
			if in := r.OfRate(all); in.Value != k.Value || in.Num != k.Num || in.LeftOut.Total() != k.LeftOut.Total() || in.LeftOut.Pending != k.LeftOut.Pending {
				t.Fatalf("%v, by priority %v", k, all)
			}
		}
		for _, m := range []metrics.TicketTime{
			d.TimeToAcknowledge(), d.TimeToRespond(), d.TimeToResolve(), d.TimeToFulfil(), d.TimeToRestore(), d.TimeToDetect(), d.TimeToRootCause(), d.HandleTime(), d.TimeToResolve().Only(msp.P2),
		} {
			k := m.Of(tickets)
			times, err := metrics.CollectSlice(tickets, m.Step())
			if err != nil || m.OfMean(times).Value != k.Value || times.Total() != int64(len(tickets)) {
				t.Fatalf("%v, collected %v, %v", k, times, err)
			}
			if past := m.Past(tickets); past != nil && (len(past) != int(times.Total()-times.Excluded()) || m.Survival(tickets).Times().Sum().Exact() != times.Sum().Exact()) {
				t.Fatalf("%v, past %v", times, past)
			}
			if k.Value.N()+k.LeftOut.Total() != int64(len(tickets)) || m.Sample(tickets).N() != int(k.Value.N()) {
				t.Fatalf("%v of %d tickets", k, len(tickets))
			}
		}
		// A window that holds all of them changes nothing of the cohort.
		spec.Window, spec.Cohort = calendar.Interval{From: at(-10 * day), To: at(100 * day)}, metrics.ByCreated
		if got := desk(t, spec).Tickets(tickets); len(got) != len(d.Tickets(tickets)) {
			t.Fatalf("%d of %d tickets in a window around them", len(got), len(tickets))
		}
	})
}

// What a desk sees at an instant is what the records said then: leaving out of them what
// came later changes no KPI.
func TestDeskSeesNothingLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tickets := someTickets().Draw(t, "tickets")
		asOf := at(time.Duration(rapid.IntRange(0, 200).Draw(t, "as of")) * time.Hour)
		spec := metrics.DeskSpec{AsOf: asOf, FCR: rapid.SampledFrom([]metrics.FCR{{}, metrics.LevelOne().WithoutReopen(10 * time.Hour)}).Draw(t, "fcr")}
		if rapid.Bool().Draw(t, "window") {
			spec.Cohort = metrics.Cohort(rapid.IntRange(1, 2).Draw(t, "cohort"))
			spec.Window = calendar.Interval{From: at(0), To: at(time.Duration(rapid.IntRange(1, 200).Draw(t, "to")) * time.Hour)}
		}
		var then []metrics.Ticket
		for _, x := range tickets {
			if x.Created.After(asOf) {
				continue
			}
			if x.Reopened.After(asOf) { // as if it never was
				x.Resolved, x.FirstResolved, x.Reopened, x.Reopens = x.FirstResolved, time.Time{}, time.Time{}, 0
			}
			for _, at := range []*time.Time{&x.Responded, &x.Resolved, &x.FirstResolved} {
				if at.After(asOf) {
					*at = time.Time{}
				}
			}
			then = append(then, x)
		}
		d := desk(t, spec)
		now, before := d.Measure(tickets), d.Measure(then)
		for i, k := range now {
			if k != before[i] {
				t.Fatalf("at %v: %v, by the records of then %v\nof %+v", asOf, k, before[i], tickets)
			}
		}
	})
}

// checkKPI checks what is true of every KPI.
func checkKPI(t interface{ Fatalf(string, ...any) }, k metrics.KPI) {
	quo, err := k.Num.Quo(k.Den)
	switch {
	case k.Name == "" || k.Title == "" || k.Text == "":
		t.Fatalf("%v has no definition: %+v", k, k.Definition)
	case k.Value.Defined() && (err != nil || quo != k.Value.Exact()):
		t.Fatalf("%v is %v, and the fraction %v ÷ %v", k, k.Value, k.Num, k.Den)
	case !k.Value.Defined() && k.Value.Reason().IsZero():
		t.Fatalf("%v is undefined without a reason", k)
	case k.Value.Unit() == 0:
		t.Fatalf("%v has no unit", k)
	}
}
