package escalation_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// What a hunt for bugs and for mutants that live has found, each by a literal case.

func boss() []escalation.Target { return []escalation.Target{escalation.Party("boss")} }

func nobody() []escalation.Target { return []escalation.Target{escalation.OnCall("none")} }

func inUTC(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

// huntedSources knows more: calendars that are always open, end or begin some time, and
// schedules by day, by night, and of an hour.
func huntedSources(tb testing.TB) escalation.Sources {
	tb.Helper()
	daily := calendar.MustParseWeek("Mon-Sun 08:00-20:00")
	sources := knownSources(tb)
	known := sources.Schedules
	sources.Calendars = calendarsNamed(map[string]calendar.Calendar{
		"desk": deskHours(), "never": calendar.Never(time.UTC), "always": calendar.Always(time.UTC),
		"ended":  calendar.Spec{Zone: "UTC", Hours: daily, Changes: []calendar.Change{{From: msp.MustParseDate("2026-03-11")}}}.MustCompile(zones.Load),
		"begins": calendar.Spec{Zone: "UTC", Changes: []calendar.Change{{From: msp.MustParseDate("2026-09-01"), Hours: daily}}}.MustCompile(zones.Load),
	})
	window := func(hours string) escalation.Schedule {
		return scheduleOf(tb, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Windows: calendar.MustParseWeek(hours), Rotation: rotationInUTC("ana")}}})
	}
	more := map[string]escalation.Schedule{
		"day": window("Mon-Sun 08:00-20:00"), "night": window("Mon-Sun 20:00-08:00"),
		"hour": scheduleOf(tb, escalation.ScheduleSpec{Overrides: []escalation.Override{{Op: escalation.Set, Who: "ana", Until: inUTC("2026-01-01T01:00:00Z")}}}),
	}
	sources.Schedules = func(name string) (escalation.Schedule, bool) {
		if s, ok := more[name]; ok {
			return s, true
		}
		return known(name)
	}
	return sources
}

// steps are those of a policy of L1, unless they say otherwise.
func steps(tb testing.TB, all ...escalation.StepSpec) escalation.Policy {
	tb.Helper()
	return huntedPolicy(tb, escalation.PolicySpec{Steps: all})
}

func huntedPolicy(tb testing.TB, spec escalation.PolicySpec) escalation.Policy {
	tb.Helper()
	for i := range spec.Steps {
		if spec.Steps[i].Level == "" {
			spec.Steps[i].Level = "L1"
		}
	}
	p, err := spec.Compile(huntedSources(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// The largest of everything is good.
func TestHuntedLimits(t *testing.T) {
	sources := huntedSources(t)
	members := slices.Repeat([]string{"ana"}, 10_000)
	unit := rotationInUTC("ana")
	unit.Unit = escalation.WorkingDay + 1
	day := inUTC("2026-01-01T00:00:00Z")
	for want, issues := range map[string]msp.Issues{
		"":                          rotationInUTC(members...).Validate(sources),
		"members range":             rotationInUTC(append(members, "bob")...).Validate(sources),
		"unit range":                unit.Validate(sources),
		"steps[0].outside conflict": escalation.PolicySpec{Steps: []escalation.StepSpec{{Level: "L1", Notify: boss(), Outside: escalation.OutsideDefer}}}.Validate(sources),
	} {
		if got := found(issues); got != want {
			t.Errorf("findings %q, want %q", got, want)
		}
	}
	layer := escalation.LayerSpec{Rotation: rotationInUTC("ana")}
	for what, issues := range map[string]msp.Issues{
		"1,000 layers":     escalation.ScheduleSpec{Layers: slices.Repeat([]escalation.LayerSpec{layer}, 1000)}.Validate(sources),
		"10,000 overrides": escalation.ScheduleSpec{Layers: []escalation.LayerSpec{layer}, Overrides: slices.Repeat([]escalation.Override{{Op: escalation.Set, Who: "a", Until: day}}, 10_000)}.Validate(sources),
		"1,000 rungs":      escalation.LadderSpec{Rungs: slices.Repeat([]escalation.RungSpec{{Level: "L1", On: escalation.OnBreach{}, Notify: boss()}}, 1000)}.Validate(sources),
		"1,000 targets":    escalation.PolicySpec{Steps: []escalation.StepSpec{{Level: "L1", Notify: slices.Repeat(boss(), 1000)}}}.Validate(sources),
	} {
		if len(issues) > 0 {
			t.Errorf("%s: %v", what, issues[0])
		}
	}
	if _, err := (escalation.Schedule{}).Load(time.Unix(0, 0), time.Unix(0, math.MaxInt64-1)); err != nil {
		t.Error(err)
	}
	if got := found(steps(t, escalation.StepSpec{Notify: boss()}).Lint(day, day.Add(3660*24*time.Hour))); got != "" {
		t.Errorf("Lint of ten years = %q", got)
	}
}

// Rotations and schedules answer from 3 January 1 to 29 December 9999, and agree there.
func TestHuntedEndsOfTime(t *testing.T) {
	day := rotationInUTC("ana")
	day.Unit = escalation.Day
	rotation := func(spec escalation.RotationSpec) escalation.Rotation {
		r, err := spec.Compile(huntedSources(t))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for at, want := range map[string]bool{
		"0001-01-02T23:59:59.999999999Z": false, "0001-01-03T00:00:00Z": true, "9999-12-29T00:00:00Z": true, "9999-12-29T00:00:01Z": false,
	} {
		if _, ok := rotation(day).At(inUTC(at)); ok != want {
			t.Errorf("At(%s) = %v", at, ok)
		}
	}
	yearly := escalation.RotationSpec{Zone: "UTC", Start: calendar.MustParseLocalTime("2026-07-01T00:00:00"), Unit: escalation.Month, Every: 12, Members: []string{"ana"}}
	if turn, ok := rotation(yearly).At(inUTC("0001-03-01T00:00:00Z")); ok {
		t.Errorf("a turn that begins before the year 1: %v", turn)
	}
	long := rotationInUTC("ana")
	long.Every = 10_000
	if turn, ok := rotation(long).At(inUTC("9900-01-01T00:00:00Z")); ok {
		t.Errorf("a turn of 10,000 weeks that ends after the year 9999: %v", turn)
	}
	before := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	for first, spec := range map[string]escalation.RotationSpec{"0001-07-01T00:00:00Z": yearly, "0001-01-03T00:00:00Z": day} {
		s := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: spec}}})
		n := 0
		for shift := range s.Shifts(before, inUTC("0005-01-01T00:00:00Z")) {
			if got := shift.From.Format(time.RFC3339); n > 0 || got != first {
				t.Errorf("shift %d begins at %s, want %s", n, got, first)
			}
			n++
		}
		if n != 1 {
			t.Errorf("%d shifts at the beginning of time, want 1", n)
		}
	}
	weekly := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: rotationInUTC("ana")}}, Overrides: []escalation.Override{{Op: escalation.Add, Who: "bob"}}})
	at := inUTC("9999-12-29T12:00:00Z")
	for shift := range weekly.Shifts(at.Add(-24*time.Hour), at.Add(240*time.Hour)) {
		if shift.Contains(at) != (len(weekly.OnCall(at)) > 0) {
			t.Errorf("OnCall(%v) = %v, but there is a shift %v", at, weekly.OnCall(at), shift)
		}
		if !shift.To.Equal(inUTC("9999-12-29T00:00:01Z")) {
			t.Errorf("the last shift is %v", shift)
		}
	}
	if who := weekly.OnCall(time.Date(20_000, 1, 1, 0, 0, 0, 0, time.UTC)); who != nil {
		t.Errorf("%v in the year 20000", who)
	}
	// Waits that lead beyond the year 9999 do not end, and every entry has JSON.
	policy := huntedPolicy(t, escalation.PolicySpec{Repeat: 40, AckTimeout: 1<<63 - 1, Steps: []escalation.StepSpec{{Notify: boss(), Wait: 1<<63 - 1}}})
	plan, err := policy.Plan(inUTC("2026-01-01T00:00:00Z"), escalation.Event{At: inUTC("9990-01-01T00:00:00Z"), Type: escalation.Ack})
	if err != nil {
		t.Fatal(err)
	}
	var last escalation.Entry
	for e := range plan.All() {
		if _, err := json.Marshal(e); err != nil {
			t.Fatalf("%v: %v", e, err)
		}
		last = e
	}
	if last.Action != escalation.Acknowledged || !last.Until.IsZero() {
		t.Errorf("the last entry is %v", last)
	}
}

// What a stalled, snoozed or quiet policy does next.
func TestHuntedPlans(t *testing.T) {
	at := func(text string) time.Time { return inUTC("2026-03-" + text + ":00Z") }
	quiet := func(from, until string) escalation.Event {
		return escalation.Event{At: at(from), Type: escalation.Suppress, Until: at(until)}
	}
	stuck := escalation.PolicySpec{Steps: []escalation.StepSpec{{Notify: boss(), Wait: time.Hour, WaitIn: "never"}, {Notify: boss(), Wait: 10 * time.Minute}, {Notify: boss()}}}
	plain := escalation.PolicySpec{Steps: []escalation.StepSpec{{Notify: boss(), Wait: time.Hour}, {Notify: boss()}}}
	// Thursday 5 March 2026: the desk in New York opens at 14:00 in UTC and closes at 22:00.
	desk := escalation.PolicySpec{Steps: []escalation.StepSpec{{Notify: boss(), Hours: "desk", Wait: 30 * time.Hour}, {Notify: boss()}}}
	for _, tt := range []struct {
		about  string
		spec   escalation.PolicySpec
		opened string
		events []escalation.Event
		want   string
	}{
		{
			"a stalled policy after a snooze", stuck, "01T00:00",
			[]escalation.Event{{At: at("01T01:00"), Type: escalation.Snooze, Until: at("01T02:00")}},
			"01T00:00 fired 0/0 due; 01T00:00 stalled 0/0 wait_never_ends; 01T01:00 snoozed 0/-1 ; 01T02:00 fired 0/0 snooze_over; 01T02:00 stalled 0/0 wait_never_ends",
		},
		{
			"a stalled policy that is escalated", stuck, "01T00:00",
			[]escalation.Event{{At: at("01T00:05"), Type: escalation.Escalate}},
			"01T00:00 fired 0/0 due; 01T00:00 stalled 0/0 wait_never_ends; 01T00:05 fired 0/1 escalated; 01T00:15 fired 0/2 due; 01T00:15 exhausted 0/-1 ",
		},
		{
			"escalated while a snoozed step is deferred", desk, "05T15:00",
			[]escalation.Event{{At: at("05T16:00"), Type: escalation.Snooze, Until: at("05T23:00")}, {At: at("05T23:30"), Type: escalation.Escalate}},
			"05T15:00 fired 0/0 due; 05T16:00 snoozed 0/-1 ; 05T23:00 deferred 0/0 outside_hours; 05T23:30 fired 0/1 escalated; 05T23:30 exhausted 0/-1 ",
		},
		{
			"escalated while the first step is deferred after a snooze", desk, "05T05:00",
			[]escalation.Event{{At: at("05T05:00"), Type: escalation.Snooze, Until: at("05T06:00")}, {At: at("05T06:30"), Type: escalation.Escalate}},
			"05T05:00 snoozed 0/-1 ; 05T06:00 deferred 0/0 outside_hours; 05T06:30 fired 0/0 escalated; 06T12:30 fired 0/1 due; 06T12:30 exhausted 0/-1 ",
		},
		{
			"a time-out of a nanosecond",
			escalation.PolicySpec{AckTimeout: 1, Steps: []escalation.StepSpec{{Notify: boss()}}},
			"01T00:00",
			[]escalation.Event{{At: at("01T00:00"), Type: escalation.Ack}},
			"01T00:00 acknowledged 0/-1 ; 01T00:00 fired 0/0 ack_timed_out; 01T00:00 exhausted 0/-1 ",
		},
		{
			"maintenance within maintenance", plain, "01T00:00",
			[]escalation.Event{quiet("01T00:00", "01T05:00"), quiet("01T00:00", "01T02:00")},
			"01T00:00 suppressed 0/-1 ; 01T00:00 suppressed 0/-1 ; 01T00:00 deferred 0/0 maintenance; 01T05:00 fired 0/0 due; 01T06:00 fired 0/1 due; 01T06:00 exhausted 0/-1 ",
		},
	} {
		plan, err := huntedPolicy(t, tt.spec).Plan(at(tt.opened), tt.events...)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for e := range plan.All() {
			lines = append(lines, e.At.Format("02T15:04")+" "+e.Action.String()+" "+string(rune('0'+e.Pass))+"/"+stepText(e.Step)+" "+e.Cause.String())
		}
		if got := strings.Join(lines, "; "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.about, got, tt.want)
		}
	}
	// A pass that is skipped at once is the last, also a later one.
	later := huntedPolicy(t, escalation.PolicySpec{Repeat: 3, Steps: []escalation.StepSpec{{Notify: []escalation.Target{escalation.OnCall("hour")}, Wait: 2 * time.Hour}}})
	plan, err := later.Plan(inUTC("2026-01-01T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Collect(plan.All())
	if len(all) != 3 || all[1].Action != escalation.Skipped || all[2].Action != escalation.Exhausted || all[2].Pass != 1 {
		t.Errorf("a later pass that is skipped: %v", all)
	}
}

func stepText(step int) string {
	if step < 0 {
		return "-1"
	}
	return string(rune('0' + step))
}

// Questions about a plan: in UTC, of copies, before the opening and beyond the end.
func TestHuntedQuestions(t *testing.T) {
	o := inUTC("2026-01-01T00:00:00Z")
	policy := steps(t, escalation.StepSpec{Notify: boss(), Wait: time.Hour}, escalation.StepSpec{Notify: boss()})
	planOf := func(opened time.Time, events ...escalation.Event) escalation.Plan {
		plan, err := policy.Plan(opened, events...)
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	quiet := func(from, until time.Duration) escalation.Event {
		return escalation.Event{At: o.Add(from), Type: escalation.Suppress, Until: o.Add(until)}
	}
	half := 30 * time.Minute
	if got := planOf(o.Add(half), quiet(0, 2*time.Hour), quiet(half, time.Hour)).At(o.Add(half)).SuppressedUntil; !got.Equal(o.Add(2 * time.Hour)) {
		t.Errorf("SuppressedUntil = %v within longer maintenance", got)
	}
	if got := planOf(o.Add(half), quiet(0, half), quiet(half, time.Hour)).At(o.Add(half)).SuppressedUntil; !got.Equal(o.Add(time.Hour)) {
		t.Errorf("SuppressedUntil = %v where maintenance goes on", got)
	}
	if s := planOf(o, quiet(-2*time.Hour, time.Hour)).At(o.Add(-time.Hour)); s.SuppressedUntil.IsZero() || s.Phase != 0 {
		t.Errorf("before the opening: %+v", s)
	}
	if s := planOf(o, escalation.Event{At: o.Add(1), Type: escalation.Ack}).At(o); s.Phase != escalation.PhaseActive {
		t.Errorf("an acknowledgement to come: %v", s.Phase)
	}
	late := planOf(o, escalation.Event{At: o.Add(2 * time.Hour), Type: escalation.Escalate}, escalation.Event{At: o.Add(2 * time.Hour), Seq: 1, Type: escalation.Ack})
	if at, ok := late.ExhaustedAt(); ok {
		t.Errorf("acknowledged beyond the end, but exhausted at %v", at)
	}
	ny := time.FixedZone("ny", -5*3600)
	abroad := planOf(o.In(ny), escalation.Event{At: o.Add(time.Minute).In(ny), Type: escalation.Snooze, Until: o.Add(time.Hour).In(ny)})
	for e := range abroad.All() {
		if e.At.Location() != time.UTC || !e.Until.IsZero() && e.Until.Location() != time.UTC {
			t.Errorf("not in UTC: %v", e)
		}
	}
	if s := abroad.At(o.Add(2 * time.Minute).In(ny)); s.At.Location() != time.UTC || s.Taken.Until.Location() != time.UTC {
		t.Errorf("not in UTC: %+v", s)
	}
	events := []escalation.Event{{At: o.Add(time.Hour), Type: escalation.Ack}, {At: o.In(ny), Type: escalation.Unack}}
	planOf(o, events...)
	if events[0].Type != escalation.Ack || events[1].At.Location() != ny {
		t.Errorf("the caller's events became %v", events)
	}
	var e escalation.Event
	data, err := json.Marshal(escalation.Event{At: o, Type: escalation.Deescalate, Step: 999})
	if err != nil || json.Unmarshal(data, &e) != nil || e.Step != 999 || e.Validate() != nil {
		t.Errorf("step 999 is %s, %v, and comes back as %+v", data, err, e)
	}
	if got := found(escalation.Event{At: o, Type: escalation.Deescalate, Step: 1000}.Validate()); got != "step range" {
		t.Errorf("step 1000: %q", got)
	}
}

// Overrides that touch their neighbours, and duties within a second.
func TestHuntedSchedules(t *testing.T) {
	o := inUTC("2026-01-01T00:00:00Z")
	three := escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: rotationInUTC("ana")}, {Rotation: rotationInUTC("bob")}, {Rotation: rotationInUTC("cal")}}}
	if got := scheduleOf(t, three).AppendOnCall([]string{"ana"}, o); !slices.Equal(got, []string{"ana", "ana", "bob", "cal"}) {
		t.Errorf("appended: %v", got)
	}
	three.Overrides = []escalation.Override{{Op: escalation.Replace, Of: "ana", Who: "bob"}}
	if got := scheduleOf(t, three).AppendOnCall([]string{"bob", "x"}, o); !slices.Equal(got, []string{"bob", "x", "bob", "cal"}) {
		t.Errorf("appended: %v", got)
	}
	halves := scheduleOf(t, escalation.ScheduleSpec{Name: "s", Overrides: []escalation.Override{
		{Op: escalation.Set, Who: "ana", From: o, Until: o.Add(time.Second / 4)}, {Op: escalation.Set, Who: "ana", From: o.Add(time.Second / 2), Until: o.Add(time.Second)},
	}})
	if duties := halves.Duties(o, o.Add(time.Second)); len(duties) != 2 || duties[0].ID == duties[1].ID {
		t.Errorf("duties in one second: %v", duties)
	}
	if duties := halves.Duties(o, o.Add(time.Second/2)); len(duties) != 1 {
		t.Errorf("a duty that begins at the end of the range: %v", duties)
	}
	var layer escalation.LayerSpec
	data, err := json.Marshal(escalation.LayerSpec{Priority: math.MaxInt})
	if err != nil || json.Unmarshal(data, &layer) != nil || layer.Priority != math.MaxInt {
		t.Errorf("the largest priority is %s, %v, and comes back as %d", data, err, layer.Priority)
	}
}
