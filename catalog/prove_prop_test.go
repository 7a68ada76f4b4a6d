package catalog_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// A drawnPromise is a line of a small model: who is told and what is promised.
type drawnPromise struct {
	priority msp.Priority
	policy   escalation.PolicySpec
	span     sla.Span
	hours    string
}

// A drawnModel is a model of one client with a site, in which everything happens on a
// quarter of an hour, and what it was made of.
type drawnModel struct {
	model     catalog.Model
	calendars map[string]calendar.Calendar
	schedule  escalation.ScheduleSpec
	promises  [2]drawnPromise // P1, and all others
}

func modelDraw(t *rapid.T) drawnModel {
	zones := []string{"America/New_York", "Europe/Berlin", "UTC", "Asia/Kolkata"}
	zone := func(what string) string { return rapid.SampledFrom(zones).Draw(t, what) }
	d := drawnModel{calendars: make(map[string]calendar.Calendar)}
	d.model = provable(func(m *catalog.Model) {
		m.Calendars = []calendar.Spec{
			{Name: "24x7", Zone: zone("zone of 24x7"), Always: true},
			{Name: "boston", Zone: zone("zone of client"), Hours: gen.Week(900).Draw(t, "hours of client")},
			{Name: "berlin", Zone: zone("zone of site"), Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")},
		}
		for _, spec := range m.Calendars {
			d.calendars[spec.Name] = spec.MustCompile(gen.Load)
		}
		layer := &m.Schedules[0].Layers[0]
		layer.Windows = gen.Week(900).Draw(t, "windows")
		layer.Rotation.Zone, layer.Rotation.Unit = zone("zone of desk"), escalation.Day
		d.schedule = m.Schedules[0]
		m.Policies, m.Tiers[0].Goals[0].Targets = nil, nil
		for i := range d.promises {
			p := &d.promises[i]
			p.priority = []msp.Priority{msp.P1, 0}[i]
			p.policy = policySpecDraw(t, []string{"urgent", "standard"}[i])
			p.hours = rapid.SampledFrom([]string{"24x7", "boston", catalog.ClientHours}).Draw(t, "promised in")
			p.span = spanDraw(t)
			m.Policies = append(m.Policies, p.policy)
			m.Tiers[0].Goals[0].Targets = append(m.Tiers[0].Goals[0].Targets, sla.TargetSpec{Priority: p.priority, Span: p.span, Calendar: p.hours})
		}
		m.Escalation = escalation.RouteSpecs{{When: msp.Condition{"priority": {"P1"}}, Policy: "urgent"}, {Policy: "standard"}}
	})
	return d
}

func policySpecDraw(t *rapid.T, name string) escalation.PolicySpec {
	spec := escalation.PolicySpec{Name: name, Repeat: rapid.IntRange(0, 1).Draw(t, "repeat")}
	names := []string{"", "", "boston", catalog.ClientHours}
	for range rapid.IntRange(1, 2).Draw(t, "steps") {
		s := escalation.StepSpec{
			Notify: []escalation.Target{escalation.OnCall("desk")}, Empty: escalation.Empty(rapid.IntRange(0, 2).Draw(t, "empty")),
			Wait: 15 * time.Minute * time.Duration(rapid.SampledFrom([]int{0, 1, 5, 18, 70}).Draw(t, "wait")),
		}
		s.WaitIn, s.Hours = rapid.SampledFrom(names).Draw(t, "wait in"), rapid.SampledFrom(names).Draw(t, "hours")
		spec.Steps = append(spec.Steps, s)
	}
	if rapid.Bool().Draw(t, "somebody") {
		spec.Steps = append(spec.Steps, escalation.StepSpec{Notify: []escalation.Target{escalation.Party("manager")}})
	}
	return spec
}

func spanDraw(t *rapid.T) sla.Span {
	n := rapid.IntRange(1, 2).Draw(t, "n")
	return rapid.SampledFrom([]sla.Span{
		sla.Within(time.Duration(rapid.IntRange(1, 60).Draw(t, "quarters")) * 15 * time.Minute), sla.BusinessDays(n),
		sla.EndOfBusinessDay(n - 1),
		sla.NextBusinessDay{},
		sla.NextBusinessDayAt(gen.TimeOfDay(900, 24).Draw(t, "at")),
	}).Draw(t, "span")
}

// compiled returns the policy and the target of a promise in some hours, without the model.
func (d *drawnModel) compiled(t *rapid.T, p *drawnPromise, hours string) (escalation.Policy, sla.Target) {
	find := func(name string) (calendar.Calendar, bool) {
		if name == catalog.ClientHours {
			name = hours
		}
		c, ok := d.calendars[name]
		return c, ok
	}
	sources := escalation.Sources{Zones: gen.Load, Calendars: find}
	desk, err := d.schedule.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	sources.Schedules = func(string) (escalation.Schedule, bool) { return desk, true }
	policy, err := p.policy.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := find(p.hours)
	return policy, sla.MustNewTarget(p.span, c)
}

// responded returns a witness as the search by steps has it.
func responded(w catalog.Witness) catalog.Response {
	return catalog.Response{
		Opened: w.Opened, Told: w.Told, Limit: w.Limit, Wait: w.Wait, Elapsed: w.Elapsed, Target: w.Target,
		IsTold: w.IsTold, HasTarget: w.Target > 0, IsLate: w.IsLate, Refused: w.Refused,
	}
}

func foundBy(p catalog.Proof) catalog.Worst {
	return catalog.Worst{Worst: responded(p.Worst), First: responded(p.First), Longest: responded(p.Longest), Silent: responded(p.Silent), Missed: p.Missed}
}

// Proofs are what stepping through time finds, by [escalation.Policy.Plan] and
// [sla.Target.Start] alone, for each client, site and priority.
func TestProveBySteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := modelDraw(t)
		c, err := d.model.Compile(gen.Load)
		if err != nil {
			t.Fatal(err)
		}
		// Weeks in which clocks are set, and others.
		from := instantAt(rapid.SampledFrom([]string{"2026-03-06T00:00:00Z", "2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2026-07-01T00:00:00Z"}).Draw(t, "week"))
		from = from.AddDate(0, 0, rapid.IntRange(0, 10).Draw(t, "day"))
		within := calendar.Interval{From: from, To: from.AddDate(0, 0, rapid.IntRange(1, 3).Draw(t, "days"))}
		chosen := rapid.IntRange(0, 7).Draw(t, "proof")
		n := 0
		for proof := range c.On(msp.MustParseDate("2026-03-01")).ProveIn(within) {
			site, priority := n/4, msp.Priority(n%4+1)
			n++
			if proof.Priority != priority || proof.Site != []string{"", "branch"}[site] {
				t.Fatalf("%v is out of order", proof)
			}
			if n-1 != chosen {
				continue
			}
			promised := &d.promises[min(1, priority-1)]
			policy, target := d.compiled(t, promised, []string{"boston", "berlin"}[site])
			want := worstBySteps(t, policy, target, within.From, within.To, 15*time.Minute)
			if diff := worstDiff(foundBy(proof), want); diff != "" || proof.Policy != promised.policy.Name {
				t.Fatalf("%v, by steps over %v: -want +got\n%s", proof, within, diff)
			}
		}
		if n != 8 {
			t.Fatalf("%d proofs, want 8", n)
		}
	})
}

// A whole year by the quarter of an hour.
func TestProveYearBySteps(t *testing.T) {
	const on = "2026-06-01"
	policy := deskOf(t, hoursIn("America/New_York", "Mon-Fri 08:00-18:00"))
	hour := sla.MustNewTarget(sla.Within(time.Hour), calendar.Always(hoursIn("America/New_York", "").Zone()))
	year := catalog.YearFrom(msp.MustParseDate(on))
	want := worstBySteps(t, policy, hour, year.From, year.To, 15*time.Minute)
	if diff := cmp.Diff(want, foundBy(proofs(t, provable(nil), on)[0])); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A shorter promise is kept less often, and is late for longer.
func TestProveIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := modelDraw(t)
		targets := d.model.Tiers[0].Goals[0].Targets
		long := time.Duration(rapid.IntRange(2, 100).Draw(t, "quarters")) * 15 * time.Minute
		missed := func(within time.Duration) (all []time.Duration) {
			for i := range targets {
				targets[i].Span = sla.Within(within)
			}
			c, err := d.model.Compile(gen.Load)
			if err != nil {
				t.Fatal(err)
			}
			from := instantAt("2026-03-06T00:00:00Z")
			for p := range c.On(msp.MustParseDate("2026-03-01")).ProveIn(calendar.Interval{From: from, To: from.AddDate(0, 0, 14)}) {
				all = append(all, p.Missed)
			}
			return all
		}
		after := missed(long - time.Duration(rapid.Int64Range(1, int64(long-1)).Draw(t, "less")))
		for i, before := range missed(long) {
			if before > after[i] {
				t.Fatalf("proof %d: %v of the time are late, and less with a shorter promise, %v", i, before, after[i])
			}
		}
	})
}
