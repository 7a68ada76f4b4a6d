package sla_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// tiers are the policies of the cases below: silver has the promises of this
// file's tickets, gold half the time and a first response.
func tiers(tb testing.TB, follow bool, change func(*sla.Metric)) sla.Policies {
	tb.Helper()
	m := sla.Resolution()
	if change != nil {
		change(&m)
	}
	fast := promises()
	for i := range fast {
		fast[i].Span = fast[i].Span.(sla.Within) / 2
	}
	policies, err := sla.PolicySpecs{
		{Name: "gold", When: msp.Condition{"tier": {"gold"}}, Follow: follow, Goals: []sla.GoalSpec{
			{Metric: m, Targets: fast}, {Metric: sla.FirstResponse(), Targets: fast},
		}},
		{Name: "urgent", When: msp.Condition{"priority": {"P1"}, "tier": {"silver"}}, Follow: follow, Goals: []sla.GoalSpec{{Metric: m, Targets: fast}}},
		{Name: "silver", When: msp.Condition{"tier": {"silver"}}, Follow: follow, Goals: []sla.GoalSpec{
			{Metric: m, Targets: promises()}, {Metric: sla.Close(), Targets: promises()},
		}},
	}.Compile(desks)
	if err != nil {
		tb.Fatal(err)
	}
	return policies
}

func sayCase(tb testing.TB, c sla.Case, at string) string {
	tb.Helper()
	name, _ := c.Policy()
	lines := []string{name}
	for goal, s := range c.At(moment(tb, at)) {
		lines = append(lines, goal+": "+say(s))
	}
	return strings.Join(lines, "\n")
}

func TestCase(t *testing.T) {
	silver := map[string]string{"tier": "silver"}
	for _, tt := range []struct {
		name   string
		follow bool
		change func(*sla.Metric)
		log    string
		at     string
		want   string
	}{
		{
			"frozen", false, nil, "Mon 10:00 created P2; Mon 11:00 priority P1; Mon 11:30 note tier=gold", "Mon 12:00",
			"silver\nresolution: running pending, 2h of 4h, due Mon 14:00, limit Mon 14:00\nclose: running pending, 2h of 4h, due Mon 14:00, limit Mon 14:00",
		},
		{
			"reclassified", false, nil, "Mon 10:00 created P2; Mon 12:00 reclassified tier=gold", "Mon 13:00",
			"gold\nresolution: running pending, 3h of 4h, due Mon 14:00, limit Mon 14:00\nfirst_response: running pending, 3h of 4h, due Mon 14:00, limit Mon 14:00",
		},
		{
			"reclassified too late: the breach is dated by the event", false, nil, "Mon 10:00 created P2; Mon 15:00 reclassified tier=gold", "Mon 16:00",
			"gold\nresolution: running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00\n" +
				"first_response: running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00",
		},
		{
			"reclassified, before the event", false, nil, "Mon 10:00 created P2; Mon 15:00 reclassified tier=gold", "Mon 14:30",
			"gold\nresolution: running pending, 4h30m of 8h, due Tue 10:00, limit Tue 10:00\nfirst_response: none excluded",
		},
		{
			"reclassified with an answer that was in time", false, nil, "Mon 10:00 created P2; Mon 11:00 agent_reply; Mon 15:00 reclassified tier=gold", "Mon 16:00",
			"gold\nresolution: running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Mon 15:00\nfirst_response: none excluded",
		},
		{
			"reclassified and restarted", false, func(m *sla.Metric) { m.OnPriority = sla.PriorityRestart },
			"Mon 10:00 created P2; Mon 12:00 reclassified P1 tier=gold", "Mon 13:00",
			"gold\nresolution: running pending, 1h of 2h, cycle 2, due Mon 14:00, limit Mon 14:00\n" +
				"first_response: running missed, 3h of 2h, due Mon 12:00, limit Mon 12:00, breach Mon 12:00",
		},
		{
			"reclassified and kept", false, func(m *sla.Metric) { m.OnPriority = sla.PriorityKeep }, "Mon 10:00 created P2; Mon 12:00 reclassified tier=gold", "Mon 13:00",
			"gold\nresolution: running pending, 3h of 8h, due Tue 10:00, limit Tue 10:00\nfirst_response: running pending, 3h of 4h, due Mon 14:00, limit Mon 14:00",
		},
		{
			"reclassified while stopped: it shows when it is reopened", false, nil,
			"Mon 10:00 created P2; Mon 15:00 resolved; Mon 16:00 reclassified tier=gold; Tue 09:00 reopened", "Mon 16:30",
			"gold\nresolution: stopped met, 5h of 8h, due Tue 10:00, limit Tue 10:00\nfirst_response: none excluded",
		},
		{
			"reopened after it was reclassified", false, nil,
			"Mon 10:00 created P2; Mon 15:00 resolved; Mon 16:00 reclassified tier=gold; Tue 09:00 reopened", "Tue 10:00",
			"gold\nresolution: running missed, 6h of 4h, due Mon 14:00, limit Mon 14:00, breach Tue 09:00\nfirst_response: none excluded",
		},
		{
			"following the priority", true, nil, "Mon 10:00 created P2; Mon 11:00 priority P1", "Mon 11:30",
			"urgent\nresolution: running pending, 1h30m of 2h, due Mon 12:00, limit Mon 12:00",
		},
		{
			"following an attribute", true, nil, "Mon 10:00 created P2; Mon 11:00 note tier=gold", "Mon 12:00",
			"gold\nresolution: running pending, 2h of 4h, due Mon 14:00, limit Mon 14:00\nfirst_response: running pending, 2h of 4h, due Mon 14:00, limit Mon 14:00",
		},
		{
			"without a policy, then with one", false, nil, "Mon 10:00 created P2; Mon 11:00 note tier=bronze; Mon 12:00 reclassified tier=bronze", "Mon 13:00",
			"",
		},
	} {
		c, err := tiers(t, tt.follow, tt.change).Replay(silver, ticket(t, tt.log))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := sayCase(t, c, tt.at); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// A goal that the new policy does not have goes on without a target, and gets one
// back with the policy.
func TestCaseThereAndBack(t *testing.T) {
	c, err := tiers(t, false, nil).Replay(map[string]string{"tier": "silver"}, ticket(t,
		"Mon 10:00 created P2; Mon 12:00 reclassified tier=gold; Mon 14:00 reclassified tier=silver"))
	if err != nil {
		t.Fatal(err)
	}
	gone, ok := c.Clock("close")
	if !ok {
		t.Fatal("the clock of a former goal is lost")
	}
	for at, want := range map[string]string{
		"Mon 11:00": "running pending, 1h of 8h, due Tue 10:00, limit Tue 10:00",
		"Mon 13:00": "none excluded",
		"Mon 15:00": "running pending, 5h of 8h, due Tue 10:00, limit Tue 10:00",
	} {
		if got := say(gone.At(moment(t, at))); got != want {
			t.Errorf("close at %s: got %s, want %s", at, got, want)
		}
	}
	if got := len(c.Clocks()); got != 3 {
		t.Errorf("%d clocks, want those of resolution, close and first_response", got)
	}
	if tally := c.Tally(moment(t, "Mon 15:00")); tally.Pending() != 2 || tally.Total() != 2 {
		t.Errorf("tally %v, want the two of silver pending", tally)
	}
	if next, ok := c.Next(moment(t, "Mon 15:00")); !ok || next.Goal != "resolution" || !next.Due.Equal(moment(t, "Tue 10:00")) {
		t.Errorf("next %+v, %v", next, ok)
	}
}

func TestCaseApply(t *testing.T) {
	policies := tiers(t, false, nil)
	log := ticket(t, "Mon 10:00 created P2; Mon 12:00 reclassified tier=gold; Mon 13:00 resolved")
	opened, _ := log.Opened()
	c := policies.Open(map[string]string{"tier": "silver"}, opened)
	for _, e := range log.All() {
		before := sayCase(t, c, "Fri 12:00")
		next, err := c.Apply(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := sayCase(t, c, "Fri 12:00"); got != before {
			t.Errorf("Apply changed its receiver: %s, was %s", got, before)
		}
		c = next
	}
	whole, err := policies.Replay(map[string]string{"tier": "silver"}, log)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := sayCase(t, c, "Fri 12:00"), sayCase(t, whole, "Fri 12:00"); got != want {
		t.Errorf("one by one %s, whole %s", got, want)
	}
	for _, bad := range []sla.Event{
		{At: opened, Type: "x"},
		{At: moment(t, "Tue 10:00")},
	} {
		if next, err := c.Apply(bad); err == nil || sayCase(t, next, "Fri 12:00") != sayCase(t, c, "Fri 12:00") {
			t.Errorf("Apply(%+v): %v", bad, err)
		}
	}
	if _, err := c.Apply(sla.Event{At: opened, Type: "x"}); !errors.Is(err, sla.ErrLate) {
		t.Errorf("%v, want %v", err, sla.ErrLate)
	}
	if _, ok := c.Clock("none"); ok {
		t.Error("a clock of no goal")
	}
	forecast, err := c.Forecast(sla.Event{At: moment(t, "Tue 09:00"), Type: sla.EventReopened})
	if err != nil {
		t.Fatal(err)
	}
	want := "gold\nresolution: running pending, 3h of 4h, due Tue 10:00, limit Tue 10:00\nfirst_response: stopped met, 3h of 4h, due Mon 14:00, limit Mon 14:00"
	if got := sayCase(t, forecast, "Tue 09:00"); got != want {
		t.Errorf("forecast %s", got)
	}
}

// What goes wrong in one clock goes wrong in the case, and nothing is changed.
func TestCaseErrors(t *testing.T) {
	policies := tiers(t, false, nil)
	silver := map[string]string{"tier": "silver"}
	bad := sla.Event{At: moment(t, "Mon 11:00"), Type: sla.EventCalendar, Calendar: "moon"}
	log := newLog(t, sla.Event{At: moment(t, "Mon 10:00"), Type: sla.EventCreated, Priority: msp.P2}, bad)
	if _, err := policies.Replay(silver, log); !errors.Is(err, msp.CodeUnknownName) {
		t.Errorf("Replay: %v", err)
	}
	c, err := policies.Replay(silver, ticket(t, "Mon 10:00 created P2"))
	if err != nil {
		t.Fatal(err)
	}
	if !c.Opened().Equal(moment(t, "Mon 10:00")) {
		t.Errorf("opened %v", c.Opened())
	}
	if _, err := c.Forecast(bad); !errors.Is(err, msp.CodeUnknownName) {
		t.Errorf("Forecast: %v", err)
	}
	end, err := c.Apply(sla.Event{At: moment(t, "Mon 11:00"), Seq: math.MaxInt64, Type: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := end.Forecast(sla.Event{At: moment(t, "Mon 11:00"), Type: "y"}); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("a forecast after the last Seq: %v", err)
	}
	empty, err := policies.Replay(silver, sla.Log{})
	if name, ok := empty.Policy(); err != nil || !ok || name != "silver" {
		t.Errorf("the case of an empty log: %q, %v", name, err)
	}
	var zero sla.Case
	if _, ok := zero.Policy(); ok || zero.Clocks() != nil {
		t.Error("the zero case has a policy or clocks")
	}
}
