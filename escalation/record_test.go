package escalation_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// found writes findings as "path code", warnings in brackets.
func found(issues msp.Issues) string {
	var texts []string
	for _, i := range issues {
		text := i.Path + " " + string(i.Code)
		if i.Severity == msp.SeverityWarning {
			text = "(" + text + ")"
		}
		if len(texts) == 0 || texts[len(texts)-1] != text {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}

// knownSources knows the calendar "desk", one that never opens, the schedule "rota" with
// ana on call, and "none" with nobody.
func knownSources(tb testing.TB) escalation.Sources {
	tb.Helper()
	rota, err := escalation.ScheduleSpec{Name: "rota", Layers: []escalation.LayerSpec{
		{Rotation: escalation.RotationSpec{Zone: "UTC", Members: []string{"ana"}}},
	}}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		tb.Fatal(err)
	}
	schedules := map[string]escalation.Schedule{"rota": rota, "none": {}}
	return escalation.Sources{
		Levels:    escalation.FrameworkLevels(),
		Zones:     zones.Load,
		Calendars: calendarsNamed(map[string]calendar.Calendar{"desk": deskHours(), "never": calendar.Never(time.UTC)}),
		Schedules: func(name string) (escalation.Schedule, bool) { s, ok := schedules[name]; return s, ok },
	}
}

func rotationInUTC(members ...string) escalation.RotationSpec {
	return escalation.RotationSpec{Zone: "UTC", Members: members}
}

func TestScheduleValidate(t *testing.T) {
	day := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	layer := func(change func(*escalation.LayerSpec)) escalation.ScheduleSpec {
		l := escalation.LayerSpec{Rotation: rotationInUTC("ana")}
		change(&l)
		return escalation.ScheduleSpec{Layers: []escalation.LayerSpec{l}}
	}
	override := func(o escalation.Override) escalation.ScheduleSpec {
		s := layer(func(*escalation.LayerSpec) {})
		s.Overrides = []escalation.Override{o}
		return s
	}
	for _, tt := range []struct {
		spec escalation.ScheduleSpec
		want string
	}{
		{escalation.ScheduleSpec{}, "(layers nobody)"},
		{escalation.ScheduleSpec{Name: "\xff"}, "(layers nobody); name syntax"},
		{layer(func(*escalation.LayerSpec) {}), ""},
		{layer(func(l *escalation.LayerSpec) { l.Rotation.Members = nil }), "(layers[0].rotation.members nobody)"},
		{layer(func(l *escalation.LayerSpec) { l.Rotation.Zone, l.Name = "", "\xff" }), "layers[0].name syntax; layers[0].rotation.zone missing"},
		{layer(func(l *escalation.LayerSpec) { l.From, l.Until = day, day }), "layers[0].until range"},
		{layer(func(l *escalation.LayerSpec) { l.From, l.Until = day, day.Add(1) }), ""},
		{layer(func(l *escalation.LayerSpec) { l.Until = day }), ""},
		{layer(func(l *escalation.LayerSpec) { l.Windows = calendar.MustParseWeek("Mon 09:00-17:00,16:00-18:00") }), "(layers[0].windows.mon[1] overlap)"},
		{layer(func(l *escalation.LayerSpec) {
			l.Rotation.Zone = "Mars/Olympus"
			l.Windows[time.Monday] = []calendar.Shift{{Start: calendar.MustParseTimeOfDay("40:00"), End: calendar.MustParseTimeOfDay("30:00")}}
		}), "layers[0].rotation.zone unknown_zone; layers[0].windows.mon[0] invalid_shift"},
		{override(escalation.Override{}), "overrides[0].op missing; (overrides[0].until missing); overrides[0].who missing"},
		{override(escalation.Override{Op: 5, Who: "a\xff", Until: day}), "overrides[0].op range; overrides[0].who syntax"},
		{override(escalation.Override{Op: escalation.Replace, Who: "a", Until: day}), "overrides[0].of missing"},
		{override(escalation.Override{Op: escalation.Add, Who: "a", Of: "b", Until: day}), "overrides[0].of conflict"},
		{override(escalation.Override{Op: escalation.Add, Who: "a"}), "(overrides[0].until missing)"},
		{override(escalation.Override{Op: escalation.Replace, Who: "bob", Of: "anna", Until: day}), "(overrides[0].of unknown_name)"},
		{override(escalation.Override{Op: escalation.Replace, Who: "bob", Of: "ana", Until: day}), ""},
		{override(escalation.Override{Op: escalation.Remove, Who: "bob", Until: day}), "(overrides[0].who unknown_name)"},
		{escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: rotationInUTC("ana")}}, Overrides: []escalation.Override{
			{Op: escalation.Add, Who: "bob", Until: day}, {Op: escalation.Remove, Who: "bob", Until: day},
		}}, ""},
		{override(escalation.Override{Op: escalation.Set, Who: "a", From: day, Until: day}), "(overrides[0].until range)"},
		{override(escalation.Override{Op: escalation.Set, Who: "a", From: day, Until: day.Add(-1)}), "overrides[0].until range"},
	} {
		issues := tt.spec.Validate(knownSources(t))
		if got := found(issues); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.spec, got, tt.want)
		}
		if _, err := tt.spec.Compile(knownSources(t)); (err != nil) != (issues.Err() != nil) {
			t.Errorf("Compile of %+v = %v, Validate %v", tt.spec, err, issues.Err())
		}
	}
	if got := found(escalation.ScheduleSpec{Layers: make([]escalation.LayerSpec, 1001)}.Validate(knownSources(t))); !strings.Contains(got, "layers range") {
		t.Errorf("Validate of 1,001 layers = %.200q", got)
	}
	if got := found(escalation.ScheduleSpec{Overrides: make([]escalation.Override, 10_001)}.Validate(knownSources(t))); !strings.Contains(got, "overrides range") {
		t.Errorf("Validate of 10,001 overrides = %.200q", got)
	}
}

// A thousand warnings do not hide the error behind them.
func TestValidateReadsOn(t *testing.T) {
	spec := escalation.ScheduleSpec{Layers: make([]escalation.LayerSpec, 1000)}
	for i := range spec.Layers {
		spec.Layers[i].Rotation = rotationInUTC()
		spec.Layers[i].Windows = calendar.MustParseWeek("Mon 09:00-17:00,16:00-18:00")
	}
	spec.Layers[999].Rotation.Zone = "Mars/Olympus"
	if _, err := spec.Compile(knownSources(t)); err == nil {
		t.Error("Compile found nothing")
	}
}

func TestPolicyValidate(t *testing.T) {
	step := func(change func(*escalation.StepSpec)) escalation.PolicySpec {
		s := escalation.StepSpec{Level: "L1", Notify: []escalation.Target{escalation.OnCall("rota")}}
		change(&s)
		return escalation.PolicySpec{Steps: []escalation.StepSpec{s}}
	}
	var pointer escalation.Target = new(escalation.Party)
	for _, tt := range []struct {
		spec escalation.PolicySpec
		want string
	}{
		{escalation.PolicySpec{}, "steps missing"},
		{step(func(*escalation.StepSpec) {}), ""},
		{step(func(s *escalation.StepSpec) { s.Level = "" }), "steps[0].level missing"},
		{step(func(s *escalation.StepSpec) { s.Level, s.Name = "L5", "\xff" }), "steps[0].level unknown_name; steps[0].name syntax"},
		{step(func(s *escalation.StepSpec) { s.Kind, s.Outside, s.Empty, s.Hours = 3, 3, 3, "desk" }), "steps[0].empty range; steps[0].kind range; steps[0].outside range"},
		{step(func(s *escalation.StepSpec) { s.Wait, s.WaitIn, s.Hours = -1, "x", "y" }), "steps[0].hours unknown_name; steps[0].wait range; steps[0].wait_in unknown_name"},
		{step(func(s *escalation.StepSpec) { s.Outside = escalation.OutsideSkip }), "steps[0].outside conflict"},
		{step(func(s *escalation.StepSpec) { s.Notify = nil }), "(steps[0].notify nobody)"},
		{step(func(s *escalation.StepSpec) {
			s.Notify = []escalation.Target{nil, pointer, escalation.Party(""), escalation.Party("\xff"), escalation.OnCall("x"), escalation.AllOf("y"), escalation.AllOf("rota")}
		}), "steps[0].notify[0] missing; steps[0].notify[1] type; steps[0].notify[2].party missing; steps[0].notify[3].party syntax; steps[0].notify[4].on_call unknown_name; steps[0].notify[5].all_of unknown_name"},
		{escalation.PolicySpec{Name: "\xff", Repeat: -1, AckTimeout: -1, Steps: []escalation.StepSpec{{Level: "L1"}}}, "ack_timeout range; name syntax; repeat range; (steps[0].notify nobody)"},
		{escalation.PolicySpec{Repeat: 1001, Steps: []escalation.StepSpec{{Level: "L1"}}}, "repeat range; (steps[0].notify nobody)"},
	} {
		issues := tt.spec.Validate(knownSources(t))
		if got := found(issues); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.spec, got, tt.want)
		}
		if _, err := tt.spec.Compile(knownSources(t)); (err != nil) != (issues.Err() != nil) {
			t.Errorf("Compile of %+v = %v, Validate %v", tt.spec, err, issues.Err())
		}
	}
	many := escalation.PolicySpec{Steps: make([]escalation.StepSpec, 1001)}
	if got := found(many.Validate(knownSources(t))); !strings.Contains(got, "steps range") || !strings.Contains(got, " more_findings") {
		t.Errorf("Validate of 1,001 steps = %.200q", got)
	}
	free := knownSources(t)
	free.Levels = nil
	for _, name := range []string{"", "tier 1"} {
		if got := found(step(func(s *escalation.StepSpec) { s.Level = name }).Validate(free)); got != "" {
			t.Errorf("Validate of the level %q without levels = %q", name, got)
		}
	}
	if got := found(step(func(s *escalation.StepSpec) { s.Level = "\xff" }).Validate(free)); got != "steps[0].level syntax" {
		t.Errorf("Validate of a bad name without levels = %q", got)
	}
	bad := knownSources(t)
	bad.Levels = escalation.Levels{{}}
	if got := found(step(func(*escalation.StepSpec) {}).Validate(bad)); got != "levels[0].name missing; steps[0].level unknown_name" {
		t.Errorf("Validate with bad levels = %q", got)
	}
}

func TestLadderValidate(t *testing.T) {
	var pointer escalation.Trigger = new(escalation.OnBreach)
	rung := escalation.RungSpec{Level: "L1", On: escalation.OnBreach{}, Notify: []escalation.Target{escalation.Party("boss")}}
	ladder := func(change func(*escalation.RungSpec)) escalation.LadderSpec {
		r := rung
		change(&r)
		return escalation.LadderSpec{Rungs: []escalation.RungSpec{r}}
	}
	for _, tt := range []struct {
		spec escalation.LadderSpec
		want string
	}{
		{escalation.LadderSpec{Name: "\xff"}, "name syntax; rungs missing"},
		{ladder(func(*escalation.RungSpec) {}), ""},
		{ladder(func(r *escalation.RungSpec) { *r = escalation.RungSpec{} }), "rungs[0].level missing; (rungs[0].notify nobody); rungs[0].on missing"},
		{ladder(func(r *escalation.RungSpec) { r.On, r.Kind, r.After, r.Name = pointer, 3, -1, "\xff" }), "rungs[0].after range; rungs[0].kind range; rungs[0].name syntax; rungs[0].on type"},
		{ladder(func(r *escalation.RungSpec) { r.Level, r.Notify = "L9", []escalation.Target{escalation.OnCall("x")} }), "rungs[0].level unknown_name; rungs[0].notify[0].on_call unknown_name"},
	} {
		issues := tt.spec.Validate(knownSources(t))
		if got := found(issues); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.spec, got, tt.want)
		}
		if _, err := tt.spec.Compile(knownSources(t)); (err != nil) != (issues.Err() != nil) {
			t.Errorf("Compile of %+v = %v, Validate %v", tt.spec, err, issues.Err())
		}
	}
	many := escalation.LadderSpec{Rungs: make([]escalation.RungSpec, 1001)}
	if got := found(many.Validate(knownSources(t))); !strings.Contains(got, "rungs range") {
		t.Errorf("Validate of 1,001 rungs = %.200q", got)
	}
}

func TestRoutesValidate(t *testing.T) {
	for _, tt := range []struct {
		specs escalation.RouteSpecs
		want  string
	}{
		{nil, ""},
		{escalation.RouteSpecs{{Policy: "p"}, {Queue: "q"}, {Priority: msp.P1}}, ""},
		{escalation.RouteSpecs{{}}, "[0].policy missing"},
		{escalation.RouteSpecs{{Priority: 10, Name: "\xff", Policy: "\xff", Queue: "\xff"}}, "[0].name syntax; [0].policy syntax; [0].priority range; [0].queue syntax"},
		{escalation.RouteSpecs{{Ladders: map[string]string{"a": "l", "b": "", "": "l", "c": "\xff"}}}, "[0].ladders. missing; [0].ladders.b missing; [0].ladders.c syntax"},
		{escalation.RouteSpecs{{Policy: "p", When: msp.Condition{"a": nil}}}, "[0].when.a missing"},
		{escalation.RouteSpecs{{Policy: "p", When: msp.Condition{"a": {"x", "x"}}}}, "([0].when.a[1] duplicate_name)"},
	} {
		issues := tt.specs.Validate()
		if got := found(issues); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.specs, got, tt.want)
		}
		if _, err := tt.specs.Compile(); (err != nil) != (issues.Err() != nil) {
			t.Errorf("Compile of %+v = %v, Validate %v", tt.specs, err, issues.Err())
		}
	}
	if got := found(make(escalation.RouteSpecs, 10_001).Validate()); !strings.Contains(got, " range") {
		t.Errorf("Validate of 10,001 lines = %.200q", got)
	}
}

func TestLevelsValidate(t *testing.T) {
	percent := msp.MustParsePercent
	for _, tt := range []struct {
		levels escalation.Levels
		want   string
	}{
		{nil, ""},
		{escalation.FrameworkLevels(), ""},
		{escalation.Levels{{}, {Name: "a"}, {Name: "a"}}, "[0].name missing; [2].name duplicate_name"},
		{escalation.Levels{{Name: "a", Title: "\xff", Handles: []string{""}, Who: []string{"\xff"}}}, "[0].handles[0] missing; [0].title syntax; [0].who[0] syntax"},
		{escalation.Levels{{Name: "a", Resolves: escalation.Share{Least: percent("2%"), Most: percent("1%")}}}, "[0].resolves range"},
		{escalation.Levels{{Name: "a", Resolves: escalation.Share{Least: percent("-1%"), Most: percent("1%")}}}, "[0].resolves range"},
		{escalation.Levels{{Name: "a", Resolves: escalation.Share{Most: percent("100.1%")}}}, "[0].resolves range"},
		{escalation.Levels{{Name: "a", Targets: []escalation.LevelTarget{{Within: 1}, {Priority: msp.P1, Within: 1}, {Done: "x", Within: 1}, {Within: 2}}}}, "[0].targets[3].priority duplicate_name"},
		{escalation.Levels{{Name: "a", Targets: []escalation.LevelTarget{{Priority: 10, Done: "\xff"}}}}, "[0].targets[0].done syntax; [0].targets[0].priority range; [0].targets[0].within range"},
	} {
		if got := found(tt.levels.Validate()); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.levels, got, tt.want)
		}
	}
	if got := found(make(escalation.Levels, 1001).Validate()); !strings.Contains(got, " range") {
		t.Errorf("Validate of 1,001 levels = %.200q", got)
	}
}

func TestLevelsWithin(t *testing.T) {
	levels := escalation.FrameworkLevels()
	for _, tt := range []struct {
		level string
		p     msp.Priority
		want  time.Duration // 0: none
	}{
		{"L1", msp.P1, 30 * time.Minute},
		{"L1", 0, 30 * time.Minute},
		{"L2", msp.P2, 4 * time.Hour},
		{"L2", msp.P3, 8 * time.Hour},
		{"L2", msp.P1, 0},
		{"L2", 0, 0},
		{"L3", msp.P1, 4 * time.Hour},
		{"L3", msp.P2, 0}, // the 24 hours are for something else
		{"L4", msp.P1, 0},
		{"L9", msp.P1, 0},
	} {
		if got, ok := levels.Within(tt.level, tt.p); got != tt.want || ok != (tt.want > 0) {
			t.Errorf("Within(%s, %v) = %v, %v, want %v", tt.level, tt.p, got, ok, tt.want)
		}
	}
	both := escalation.Levels{{Name: "a", Targets: []escalation.LevelTarget{{Priority: msp.P1, Within: 1}, {Within: 2}}}}
	if got, _ := both.Within("a", msp.P1); got != 1 {
		t.Errorf("Within of a P1 = %v, want its own", got)
	}
	if got, _ := both.Within("a", msp.P2); got != 2 {
		t.Errorf("Within of a P2 = %v, want that for all", got)
	}
}

func TestEventValidate(t *testing.T) {
	at := time.Date(2026, time.March, 2, 3, 0, 0, 0, time.UTC)
	far := time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		e    escalation.Event
		want string
	}{
		{escalation.Event{}, "at missing; type missing"},
		{escalation.Event{ID: "\xff", At: far, Type: 8, By: "\xff"}, "at range; by syntax; id syntax; type range"},
		{escalation.Event{At: time.Date(0, time.December, 31, 0, 0, 0, 0, time.UTC), Type: escalation.Ack}, "at range"},
		{escalation.Event{At: at, Type: escalation.Ack}, ""},
		{escalation.Event{At: at, Type: escalation.Ack, Until: at.Add(1), Step: 1}, "step conflict; until conflict"},
		{escalation.Event{At: at, Type: escalation.Snooze}, "until missing"},
		{escalation.Event{At: at, Type: escalation.Suppress, Until: at}, "until range"},
		{escalation.Event{At: at, Type: escalation.Suppress, Until: far}, "until range"},
		{escalation.Event{At: at, Type: escalation.Snooze, Until: at.Add(1)}, ""},
		{escalation.Event{At: at, Type: escalation.Deescalate, Step: -1}, "step range"},
		{escalation.Event{At: at, Type: escalation.Deescalate, Step: 3}, ""},
	} {
		if got := found(tt.e.Validate()); got != tt.want {
			t.Errorf("Validate of %+v = %q, want %q", tt.e, got, tt.want)
		}
	}
}
