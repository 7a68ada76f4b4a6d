package escalation_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// monday is the morning of Monday 2 March 2026 in New York, at 09:00.
var monday = time.Date(2026, time.March, 2, 14, 0, 0, 0, time.UTC)

func after(minutes int) time.Time { return monday.Add(time.Duration(minutes) * time.Minute) }

// chain is a policy of steps that wait 10 minutes each and tell a, b, c and so on.
func chain(levels ...string) escalation.PolicySpec {
	var spec escalation.PolicySpec
	for i, level := range levels {
		spec.Steps = append(spec.Steps, escalation.StepSpec{
			Level: level, Wait: 10 * time.Minute, Notify: []escalation.Target{escalation.Party(string(rune('a' + i)))},
		})
	}
	return spec
}

func policyOf(tb testing.TB, spec escalation.PolicySpec) escalation.Policy {
	tb.Helper()
	p, err := spec.Compile(knownSources(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// lines writes a plan as "minute action step pass targets cause", from monday on.
func lines(plan escalation.Plan) []string {
	var out []string
	for e := range plan.All() {
		line := []string{e.At.Sub(monday).String(), e.Action.String()}
		if e.Step >= 0 {
			line = append(line, string(rune('0'+e.Step))+"/"+string(rune('0'+e.Pass)))
		}
		line = append(line, e.Targets...)
		if e.Cause != 0 {
			line = append(line, e.Cause.String())
		}
		if !e.Until.IsZero() {
			line = append(line, "until", e.Until.Sub(monday).String())
		}
		out = append(out, strings.Join(line, " "))
	}
	return out
}

// What the vectors do not ask: worked out by hand from the rules.
func TestPlan(t *testing.T) {
	ev := func(minutes int, typ escalation.EventType) escalation.Event {
		return escalation.Event{At: after(minutes), Type: typ}
	}
	lasts := func(from, to int, typ escalation.EventType) escalation.Event {
		return escalation.Event{At: after(from), Type: typ, Until: after(to)}
	}
	hours := func(outside escalation.Outside) escalation.PolicySpec {
		spec := chain("L1", "L2")
		spec.Steps[1].Hours, spec.Steps[1].Outside = "desk", outside
		return spec
	}
	waits := func(name string) escalation.PolicySpec {
		spec := chain("L1", "L2")
		spec.Steps[0].WaitIn = name
		return spec
	}
	nobody := func(empty escalation.Empty) escalation.PolicySpec {
		spec := chain("L1", "L2")
		spec.Steps[0].Notify, spec.Steps[0].Empty = []escalation.Target{escalation.OnCall("none")}, empty
		return spec
	}
	timeout := chain("L1", "L2")
	timeout.AckTimeout = 20 * time.Minute
	twice := chain("L1")
	twice.Repeat = 1
	for _, tt := range []struct {
		about  string
		spec   escalation.PolicySpec
		events []escalation.Event
		want   string
	}{
		{"everything in order", chain("L1", "L2"), nil, "0s fired 0/0 a due; 10m0s fired 1/0 b due; 20m0s exhausted"},
		{"the last wait is over before the policy is", twice, nil, "0s fired 0/0 a due; 10m0s fired 0/1 a due; 20m0s exhausted"},
		{
			"a snooze ends by itself: the current step fires again", chain("L1", "L2"),
			[]escalation.Event{lasts(5, 60, escalation.Snooze)},
			"0s fired 0/0 a due; 5m0s snoozed until 1h0m0s; 1h0m0s fired 0/0 a snooze_over; 1h10m0s fired 1/0 b due; 1h20m0s exhausted",
		},
		{
			"an acknowledgement takes the place of a snooze", chain("L1", "L2"),
			[]escalation.Event{lasts(5, 60, escalation.Snooze), ev(50, escalation.Ack)},
			"0s fired 0/0 a due; 5m0s snoozed until 1h0m0s; 50m0s acknowledged",
		},
		{
			"a snooze before the first firing", chain("L1"),
			[]escalation.Event{lasts(0, 60, escalation.Snooze)},
			"0s snoozed until 1h0m0s; 1h0m0s fired 0/0 a snooze_over; 1h10m0s exhausted",
		},
		{
			"an acknowledgement is renewed", timeout,
			[]escalation.Event{ev(5, escalation.Ack), ev(20, escalation.Ack), ev(30, escalation.Resolve)},
			"0s fired 0/0 a due; 5m0s acknowledged until 25m0s; 20m0s acknowledged until 40m0s; 30m0s resolved",
		},
		{
			"and runs out at the instant of the next: that comes first", timeout,
			[]escalation.Event{ev(5, escalation.Ack), ev(25, escalation.Ack), ev(30, escalation.Resolve)},
			"0s fired 0/0 a due; 5m0s acknowledged until 25m0s; 25m0s acknowledged until 45m0s; 30m0s resolved",
		},
		{
			"taken back before anything fired", chain("L1"),
			[]escalation.Event{ev(0, escalation.Ack), ev(5, escalation.Unack)},
			"0s acknowledged; 5m0s fired 0/0 a unacked; 15m0s exhausted",
		},
		{"nothing to take back", chain("L1"), []escalation.Event{ev(5, escalation.Unack)}, "0s fired 0/0 a due; 5m0s ignored not_acknowledged; 10m0s exhausted"},
		{
			"exhausted is final, but for who escalates", chain("L1"),
			[]escalation.Event{ev(30, escalation.Ack), ev(40, escalation.Escalate), ev(45, escalation.Ack)},
			"0s fired 0/0 a due; 10m0s exhausted; 30m0s acknowledged; 40m0s fired 0/1 a escalated; 45m0s acknowledged",
		},
		{
			"what is acknowledged after all passes does not run out, and fires nothing when it is given back", timeout,
			[]escalation.Event{ev(30, escalation.Ack), lasts(40, 50, escalation.Snooze), ev(70, escalation.Unack), ev(80, escalation.Unack)},
			"0s fired 0/0 a due; 10m0s fired 1/0 b due; 20m0s exhausted; 30m0s acknowledged; 40m0s snoozed until 50m0s; 1h10m0s ignored after_all_passes; 1h20m0s ignored after_all_passes",
		},
		{
			"a step further on is asked for", chain("L1", "L2", "L3"),
			[]escalation.Event{{At: after(5), Type: escalation.Deescalate, Step: 2}},
			"0s fired 0/0 a due; 5m0s fired 2/0 c deescalated; 15m0s exhausted",
		},
		{
			"an event that comes twice counts once", chain("L1", "L2", "L3"),
			[]escalation.Event{{ID: "e1", At: after(5), Type: escalation.Escalate}, {ID: "e1", At: after(5), Type: escalation.Escalate}},
			"0s fired 0/0 a due; 5m0s fired 1/0 b escalated; 15m0s fired 2/0 c due; 25m0s exhausted",
		},
		{
			"after the end", chain("L1"),
			[]escalation.Event{ev(5, escalation.Resolve), ev(6, escalation.Escalate), lasts(7, 8, escalation.Suppress)},
			"0s fired 0/0 a due; 5m0s resolved; 6m0s ignored after_the_end; 7m0s suppressed until 8m0s",
		},
		{
			"maintenance puts off, and so again if it goes on", chain("L1"),
			[]escalation.Event{lasts(-60, 30, escalation.Suppress), lasts(20, 50, escalation.Suppress)},
			"-1h0m0s suppressed until 30m0s; 0s deferred 0/0 maintenance until 30m0s; 20m0s suppressed until 50m0s; 30m0s deferred 0/0 maintenance until 50m0s; 50m0s fired 0/0 a due; 1h0m0s exhausted",
		},
		{
			"who escalates is not held up by maintenance", chain("L1", "L2"),
			[]escalation.Event{lasts(0, 30, escalation.Suppress), ev(5, escalation.Escalate)},
			"0s suppressed until 30m0s; 0s deferred 0/0 maintenance until 30m0s; 5m0s fired 0/0 a escalated; 15m0s deferred 1/0 maintenance until 30m0s; 30m0s fired 1/0 b due; 40m0s exhausted",
		},
		{
			"a planned reboot that solves it tells nobody", chain("L1"),
			[]escalation.Event{lasts(-10, 30, escalation.Suppress), ev(20, escalation.Resolve)},
			"-10m0s suppressed until 30m0s; 0s deferred 0/0 maintenance until 30m0s; 20m0s resolved",
		},
		{
			"escalating while the current step waits to fire again takes the next one", timeout,
			[]escalation.Event{ev(5, escalation.Ack), lasts(24, 60, escalation.Suppress), ev(30, escalation.Escalate), ev(31, escalation.Resolve)},
			"0s fired 0/0 a due; 5m0s acknowledged until 25m0s; 24m0s suppressed until 1h0m0s; 25m0s deferred 0/0 maintenance until 1h0m0s; 30m0s fired 1/0 b escalated; 31m0s resolved",
		},
		{"a wait in a calendar that never opens", waits("never"), nil, "0s fired 0/0 a due; 0s stalled 0/0 wait_never_ends"},
		{"nobody on call: passed over", nobody(0), nil, "0s skipped 0/0 nobody_there; 0s fired 1/0 b due; 10m0s exhausted"},
		{"or told all the same", nobody(escalation.EmptyHold), nil, "0s fired 0/0 due; 10m0s fired 1/0 b due; 20m0s exhausted"},
		{
			"back to a step, also when all passes are over", chain("L1", "L2"),
			[]escalation.Event{{At: after(60), Type: escalation.Deescalate, Step: 1}},
			"0s fired 0/0 a due; 10m0s fired 1/0 b due; 20m0s exhausted; 1h0m0s fired 1/0 b deescalated; 1h10m0s exhausted",
		},
		{"inside hours", hours(0), nil, "0s fired 0/0 a due; 10m0s fired 1/0 b due; 20m0s exhausted"},
	} {
		plan, err := policyOf(t, tt.spec).Plan(monday, tt.events...)
		if err != nil {
			t.Fatalf("%s: %v", tt.about, err)
		}
		if got := strings.Join(lines(plan), "; "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.about, got, tt.want)
		}
	}
}

// What peers get wrong: an alert at 16:55 does not escalate after 17:00.
func TestPlanKeepsHours(t *testing.T) {
	spec := chain("L1", "L2")
	spec.Steps[1].Hours = "desk"
	opened := monday.Add(7*time.Hour + 55*time.Minute) // 16:55
	plan, err := policyOf(t, spec).Plan(opened)
	if err != nil {
		t.Fatal(err)
	}
	want := "7h55m0s fired 0/0 a due; 8h5m0s deferred 1/0 outside_hours until 24h0m0s; 24h0m0s fired 1/0 b due; 24h10m0s exhausted"
	if got := strings.Join(lines(plan), "; "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	spec.Steps[1].Outside = escalation.OutsideSkip
	if plan, err = policyOf(t, spec).Plan(opened); err != nil {
		t.Fatal(err)
	}
	want = "7h55m0s fired 0/0 a due; 8h5m0s skipped 1/0 outside_hours; 8h5m0s exhausted"
	if got := strings.Join(lines(plan), "; "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	spec.Steps[1].Hours, spec.Steps[1].Outside = "never", 0
	if plan, err = policyOf(t, spec).Plan(opened); err != nil {
		t.Fatal(err)
	}
	want = "7h55m0s fired 0/0 a due; 8h5m0s stalled 1/0 outside_hours"
	if got := strings.Join(lines(plan), "; "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if at, ok := plan.ExhaustedAt(); ok {
		t.Errorf("ExhaustedAt = %v", at)
	}
	if next, ok := plan.Next(opened.Add(time.Hour)); ok {
		t.Errorf("Next = %v", next)
	}
}

// All that is wrong with the facts is said at once.
func TestPlanFindings(t *testing.T) {
	p := policyOf(t, chain("L1", "L2"))
	_, err := p.Plan(time.Time{},
		escalation.Event{At: after(-1), Type: escalation.Ack},
		escalation.Event{At: after(1), Type: escalation.Deescalate, Step: 2},
		escalation.Event{At: after(1), Type: escalation.Snooze},
	)
	var issues msp.Issues
	if !errors.As(err, &issues) || found(issues) != "events[1].step range; events[2].until missing; opened missing" {
		t.Errorf("Plan = %v", err)
	}
	if _, err = p.Plan(monday, escalation.Event{At: after(-1), Type: escalation.Ack}); !errors.As(err, &issues) || found(issues) != "events[0].at range" {
		t.Errorf("Plan with an event before the opening = %v", err)
	}
	if _, err = p.Plan(monday, escalation.Event{At: after(-1), Type: escalation.Suppress, Until: after(1)}); err != nil {
		t.Errorf("Plan with maintenance before the opening = %v", err)
	}
	if _, err = p.Plan(monday, escalation.Event{ID: "e", At: after(1), Type: escalation.Ack}, escalation.Event{ID: "e", At: after(2), Type: escalation.Ack}); !errors.As(err, &issues) || found(issues) != "events[1].id event_conflict" {
		t.Errorf("Plan with two events of one ID = %v", err)
	}
	if _, err = p.Plan(monday, escalation.Event{}); !errors.As(err, &issues) || found(issues) != "events[0].at missing; events[0].type missing" {
		t.Errorf("Plan with no event = %v", err)
	}
	if _, err = p.Plan(time.Date(-1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC)); !errors.As(err, &issues) || found(issues) != "opened range" {
		t.Errorf("Plan far back = %v", err)
	}
}

// The zero values do nothing, and say so.
func TestPlanOfNothing(t *testing.T) {
	plan, err := escalation.Policy{}.Plan(monday,
		escalation.Event{At: monday, Type: escalation.Ack}, escalation.Event{At: after(1), Type: escalation.Escalate}, escalation.Event{At: after(2), Type: escalation.Resolve})
	if err != nil {
		t.Fatal(err)
	}
	want := "0s ignored after_all_passes; 0s exhausted; 1m0s ignored after_all_passes; 2m0s resolved"
	if got := strings.Join(lines(plan), "; "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	var none escalation.Plan
	if got := slices.Collect(none.All()); len(got) != 1 || got[0].Action != escalation.Exhausted {
		t.Errorf("the zero Plan is %v", got)
	}
	if (escalation.Policy{}).Name() != "" || (escalation.Ladder{}).Name() != "" || (escalation.Schedule{}).Name() != "" {
		t.Error("a zero value has a name")
	}
	if policyOf(t, escalation.PolicySpec{Name: "p", Steps: chain("L1").Steps}).Name() != "p" {
		t.Error("a policy lost its name")
	}
}

func TestPlanState(t *testing.T) {
	spec := chain("L1", "L2", "L4")
	spec.Steps[2].Kind = escalation.Hierarchical
	spec.AckTimeout = time.Hour
	plan, err := policyOf(t, spec).Plan(monday,
		escalation.Event{At: after(25), Type: escalation.Ack, By: "ana"},
		escalation.Event{At: after(40), Type: escalation.Suppress, Until: after(50)},
		escalation.Event{At: after(90), Type: escalation.Resolve})
	if err != nil {
		t.Fatal(err)
	}
	type want struct {
		phase        escalation.Phase
		level        string
		last         int // −1 before the first
		until, quiet int // minutes; 0 for none
	}
	for minutes, w := range map[int]want{
		-1: {0, "", -1, 0, 0},
		0:  {escalation.PhaseActive, "L1", 0, 0, 0},
		9:  {escalation.PhaseActive, "L1", 0, 0, 0},
		10: {escalation.PhaseActive, "L2", 1, 0, 0},
		24: {escalation.PhaseActive, "L2", 2, 0, 0}, // telling the manager moves no work
		25: {escalation.PhaseAcknowledged, "L2", 2, 85, 0},
		45: {escalation.PhaseAcknowledged, "L2", 2, 85, 50},
		85: {escalation.PhaseActive, "L2", 2, 0, 0},
		90: {escalation.PhaseResolved, "L2", 2, 0, 0},
	} {
		s := plan.At(after(minutes))
		last := -1
		if s.Last.Action != 0 {
			last = s.Last.Step
		}
		minute := func(at time.Time) int {
			if at.IsZero() {
				return 0
			}
			return int(at.Sub(monday).Minutes())
		}
		if got := (want{s.Phase, s.Level, last, minute(s.Taken.Until), minute(s.SuppressedUntil)}); got != w {
			t.Errorf("At(%d min) = %+v, want %+v", minutes, got, w)
		}
		if taken := s.Phase == escalation.PhaseAcknowledged; taken != (s.Taken.Action == escalation.Acknowledged && s.Taken.By == "ana" && s.Taken.At.Equal(after(25))) {
			t.Errorf("At(%d min) is taken by %v", minutes, s.Taken)
		}
	}
	if plan, err = policyOf(t, chain("L1")).Plan(monday,
		escalation.Event{At: after(20), Type: escalation.Ack, By: "ana"}, escalation.Event{At: after(30), Type: escalation.Unack},
		escalation.Event{At: after(40), Until: after(50), Type: escalation.Snooze}); err != nil {
		t.Fatal(err)
	}
	for minutes, want := range map[int]escalation.Phase{
		10: escalation.PhaseExhausted, 20: escalation.PhaseAcknowledged, 30: escalation.PhaseExhausted, 49: escalation.PhaseAcknowledged, 50: escalation.PhaseExhausted,
	} {
		if s := plan.At(after(minutes)); s.Phase != want {
			t.Errorf("after all passes, At(%d min) = %v, want %v", minutes, s.Phase, want)
		}
	}
	waiting := chain("L1")
	waiting.Steps[0].Hours = "desk"
	if plan, err = policyOf(t, waiting).Plan(monday.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if s := plan.At(monday.Add(-time.Minute)); s.Phase != escalation.PhaseWaiting {
		t.Errorf("At = %+v", s)
	}
	if s := plan.At(after(10)); s.Phase != escalation.PhaseExhausted {
		t.Errorf("At = %+v", s)
	}
}

// Everybody who takes turns, and each name once.
func TestPlanTargets(t *testing.T) {
	rota, err := escalation.ScheduleSpec{Name: "rota", Layers: []escalation.LayerSpec{
		{Rotation: rotationInUTC("cal", "ana", "bob", "ana")},
	}, Overrides: []escalation.Override{{Op: escalation.Add, Who: "dee"}, {Op: escalation.Remove, Who: "zoe"}}}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		t.Fatal(err)
	}
	sources := knownSources(t)
	sources.Schedules = func(string) (escalation.Schedule, bool) { return rota, true }
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{{Level: "L1", Notify: []escalation.Target{
		escalation.Party("boss"), escalation.OnCall("rota"), escalation.AllOf("rota"), escalation.Party("boss"),
	}}}}.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := policy.Plan(time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := plan.Next(time.Unix(-1, 0))
	if want := []string{"boss", "cal", "dee", "ana", "bob"}; !slices.Equal(first.Targets, want) {
		t.Errorf("told are %v, want %v", first.Targets, want)
	}
}

// Entries say themselves, in English and as JSON that reads back.
func TestEntryText(t *testing.T) {
	at := time.Date(2026, time.March, 2, 3, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		e    escalation.Entry
		want string
	}{
		{
			escalation.Entry{At: at, Action: escalation.Fired, Step: 1, Pass: 1, Name: "net", Level: "L2", Cause: escalation.Escalated, By: "ana", Targets: []string{"bob", "cal"}},
			`2026-03-02T03:00:00Z step 2 "net" (L2) of pass 2 tells bob, cal, by ana: escalated`,
		},
		{escalation.Entry{At: at, Action: escalation.Fired, Level: "L2", Cause: escalation.Due}, "2026-03-02T03:00:00Z step 1 (L2) tells nobody: it is due"},
		{
			escalation.Entry{At: at, Action: escalation.Deferred, Level: "L2", Cause: escalation.OutsideHours, Calendar: "desk", Until: at.Add(6 * time.Hour)},
			"2026-03-02T03:00:00Z step 1 (L2) is put off until 2026-03-02T09:00:00Z: desk is closed",
		},
		{escalation.Entry{At: at, Action: escalation.Stalled, Step: 2, Cause: escalation.WaitNeverEnds, Calendar: "desk"}, "2026-03-02T03:00:00Z step 3 waits for ever: the wait never ends"},
		{escalation.Entry{At: at, Action: escalation.Acknowledged, Step: -1, By: "ana"}, "2026-03-02T03:00:00Z acknowledged, by ana"},
		{escalation.Entry{At: at, Action: escalation.Ignored, Event: escalation.Unack, Step: -1, By: "bob", Cause: escalation.NotAcknowledged}, "2026-03-02T03:00:00Z unack is ignored, by bob: there is no acknowledgement"},
		{escalation.Entry{At: at, Action: 99, Step: -1, Cause: 99}, "2026-03-02T03:00:00Z Action(99)"},
	} {
		if got := tt.e.String(); got != tt.want {
			t.Errorf("String() = %s, want %s", got, tt.want)
		}
		if tt.e.Action == 99 {
			continue
		}
		data, err := json.Marshal(tt.e)
		var back escalation.Entry
		if err != nil || json.Unmarshal(data, &back) != nil || !cmp.Equal(back, tt.e) {
			t.Errorf("%s is %s, %v, and reads back as %v", tt.e, data, err, back)
		}
	}
	e := escalation.Entry{At: at, Action: escalation.Deferred, Cause: escalation.OutsideHours, Calendar: "desk", Until: at.Add(time.Hour)}
	if why := e.Why(); why.Code() != "outside_hours" || why.Value("calendar") != "desk" || why.Value("until") != "2026-03-02T04:00:00Z" {
		t.Errorf("Why() = %v", why)
	}
	if got := e.ID(); got != "2026-03-02T03:00:00Z/0/0/deferred/outside_hours" {
		t.Errorf("ID() = %s", got)
	}
	if got := (escalation.Entry{At: at, Action: escalation.Acknowledged, Event: escalation.Ack, Step: -1}).ID(); got != "2026-03-02T03:00:00Z/0/-1/acknowledged/ack" {
		t.Errorf("ID() = %s", got)
	}
	if why := (escalation.Entry{}).Why(); !why.IsZero() {
		t.Errorf("the zero Entry is there because %v", why)
	}
	for c := escalation.Cause(1); c <= escalation.NotAcknowledged; c++ {
		if text := (escalation.Entry{Cause: c, Calendar: "desk"}).Why().String(); text == "" || strings.Contains(text, "{") {
			t.Errorf("%v says %q", c, text)
		}
	}
}

// Big policies end, and a plan is only as long as somebody reads it.
func TestPlanIsLazy(t *testing.T) {
	spec := escalation.PolicySpec{Repeat: 1000, Steps: slices.Repeat(chain("L1").Steps, 1000)}
	for i := range spec.Steps {
		spec.Steps[i].Wait = 0
	}
	plan, err := policyOf(t, spec).Plan(monday)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range plan.All() {
		if n++; n == 3 {
			break
		}
	}
	if next, ok := plan.Next(monday.Add(-1)); !ok || next.Action != escalation.Fired {
		t.Errorf("Next = %v, %v", next, ok)
	}
	spec.Steps, spec.Repeat = spec.Steps[:100], 100
	if plan, err = policyOf(t, spec).Plan(monday); err != nil {
		t.Fatal(err)
	}
	if at, ok := plan.ExhaustedAt(); !ok || !at.Equal(monday) {
		t.Errorf("ExhaustedAt = %v, %v", at, ok)
	}
	// All steps skipped: the first pass says all there is to say.
	for i := range spec.Steps {
		spec.Steps[i].Notify = []escalation.Target{escalation.OnCall("none")}
	}
	if plan, err = policyOf(t, spec).Plan(monday); err != nil {
		t.Fatal(err)
	}
	if got := len(slices.Collect(plan.All())); got != 101 {
		t.Errorf("%d entries, want 100 skips and the end", got)
	}
}
