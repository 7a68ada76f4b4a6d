package escalation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

// What the hunt has found about Lint of policies.
func TestHuntedPolicyLint(t *testing.T) {
	hold := escalation.EmptyHold
	for about, tt := range map[string]struct {
		steps []escalation.StepSpec
		want  string
	}{
		"a wait of nothing is over at once":        {[]escalation.StepSpec{{Notify: nobody(), Empty: hold, WaitIn: "never"}, {Level: "L4", Kind: escalation.Hierarchical, Notify: boss()}}, "(steps[0].notify nobody)"},
		"who never fires does not wait":            {[]escalation.StepSpec{{Notify: nobody(), Wait: time.Hour, WaitIn: "never"}, {Level: "L4", Kind: escalation.Hierarchical, Notify: boss()}}, "(steps[0].notify nobody)"},
		"nor who is skipped out of hours":          {[]escalation.StepSpec{{Notify: boss(), Wait: time.Hour, WaitIn: "never", Hours: "desk", Outside: escalation.OutsideSkip}, {Level: "L4", Kind: escalation.Hierarchical, Notify: boss()}}, ""},
		"opens long after the range":               {[]escalation.StepSpec{{Notify: boss(), Hours: "begins"}}, ""},
		"somebody by day and by night":             {[]escalation.StepSpec{{Notify: []escalation.Target{escalation.OnCall("day"), escalation.OnCall("night")}}}, ""},
		"the step behind which it does not go on":  {[]escalation.StepSpec{{Notify: boss(), Wait: time.Minute}, {Level: "L2", Notify: boss(), Wait: time.Minute, WaitIn: "never"}, {Notify: boss()}}, "(steps[1] cut_short); (steps[2] unreachable)"},
		"nor does a higher one":                    {[]escalation.StepSpec{{Notify: boss(), Wait: time.Minute}, {Level: "L3", Notify: boss(), Wait: time.Minute}, {Level: "L2", Notify: boss()}}, "(steps[1] cut_short); (steps[2] cut_short)"},
		"nor does a higher level hide it":          {[]escalation.StepSpec{{Notify: boss(), Wait: time.Minute}, {Level: "L3", Notify: boss(), Wait: time.Minute}, {Level: "L2", Notify: boss()}}, "(steps[1] cut_short); (steps[2] cut_short)"},
		"the same level goes on":                   {[]escalation.StepSpec{{Notify: boss(), Wait: time.Minute}, {Notify: boss()}}, ""},
		"a hierarchical step is not cut short":     {[]escalation.StepSpec{{Notify: boss(), Kind: escalation.Hierarchical, Wait: time.Minute}, {Level: "L2", Notify: boss()}}, ""},
		"nor does it hide the step before it":      {[]escalation.StepSpec{{Notify: boss(), Wait: time.Minute}, {Level: "L4", Kind: escalation.Hierarchical, Notify: boss(), Wait: time.Minute}, {Level: "L2", Notify: boss()}}, "(steps[2] cut_short)"},
		"a wait in a calendar that is always open": {[]escalation.StepSpec{{Notify: nobody(), Empty: hold, Wait: time.Hour, WaitIn: "always"}, {Notify: boss()}}, "(steps[0].notify nobody)"},
	} {
		if got := found(steps(t, tt.steps...).Lint(inUTC("2026-01-01T00:00:00Z"), inUTC("2026-03-01T00:00:00Z"))); got != tt.want {
			t.Errorf("%s: %q, want %q", about, got, tt.want)
		}
	}
	// What is left of a calendar is enough for one wait, and not for two.
	twice := steps(t, escalation.StepSpec{Level: "L4", Notify: boss(), Wait: 8 * time.Hour, WaitIn: "ended"}, escalation.StepSpec{Level: "L4", Notify: boss(), Wait: 8 * time.Hour, WaitIn: "ended"}, escalation.StepSpec{Level: "L4", Notify: boss()})
	if got := found(twice.Lint(inUTC("2026-03-10T08:00:00Z"), inUTC("2026-03-10T12:00:00Z"))); got != "(steps[2] unreachable)" {
		t.Errorf("two waits in what is left: %q", got)
	}
	// What is not to be resolved does not count; and levels are copied.
	sources := huntedSources(t)
	sources.Levels = escalation.Levels{{Name: "a", Targets: []escalation.LevelTarget{{Done: "begun", Within: time.Hour}, {Within: 2 * time.Hour}}}, {Name: "b"}}
	p, err := escalation.PolicySpec{Steps: []escalation.StepSpec{{Level: "a", Notify: boss(), Wait: 90 * time.Minute}, {Level: "b", Notify: boss()}}}.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	sources.Levels[0].Targets[1].Within = time.Minute
	if got := found(p.Lint(inUTC("2026-01-01T00:00:00Z"), inUTC("2026-01-01T01:00:00Z"))); got != "(steps[1] cut_short)" {
		t.Errorf("90 minutes of two hours: %q", got)
	}
}

// How much of a range reaches nobody, to the nanosecond.
func TestHuntedUnreached(t *testing.T) {
	hold := escalation.EmptyHold
	sixty := escalation.StepSpec{Notify: nobody(), Empty: hold, Wait: 1440 * time.Hour}
	for _, tt := range []struct {
		spec           escalation.PolicySpec
		from, to, want string
	}{
		{escalation.PolicySpec{Steps: []escalation.StepSpec{sixty, {Notify: nobody()}}}, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "so it is in 1416h of the range"},
		{escalation.PolicySpec{Repeat: 1, Steps: []escalation.StepSpec{sixty}}, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "so it is in 1416h of the range"},
		{
			escalation.PolicySpec{Steps: []escalation.StepSpec{{Notify: nobody(), Empty: hold, Wait: 4 * time.Hour, WaitIn: "ended"}, {Notify: boss()}}},
			"2026-03-09T00:00:00Z", "2026-03-12T00:00:00Z", "opened at 2026-03-10T16:00:00.000000001Z; so it is in 31h59m59.999999999s",
		},
		{ // four hours of the desk end at 20:00, when nobody is there any more, if it is opened at 16:00 exactly
			escalation.PolicySpec{Steps: []escalation.StepSpec{{Notify: nobody(), Empty: hold, Wait: 4 * time.Hour, WaitIn: "desk"}, {Notify: []escalation.Target{escalation.OnCall("day")}}}},
			"2026-03-09T14:00:00Z", "2026-03-09T17:00:00Z", "opened at 2026-03-09T16:00:00Z; so it is in 1h of",
		},
	} {
		if got := huntedPolicy(t, tt.spec).Lint(inUTC(tt.from), inUTC(tt.to)).Error(); !strings.Contains(got, tt.want) {
			t.Errorf("%s, want %q", got, tt.want)
		}
	}
}

// What the hunt has found about ladders and their Lint.
func TestHuntedLadders(t *testing.T) {
	o := inUTC("2026-01-01T00:00:00Z")
	lint := func(a, b escalation.RungSpec) string {
		a.Notify, b.Notify = boss(), boss()
		if a.Level == "" {
			a.Level = "L4"
		}
		b.Level = "L2"
		l, err := escalation.LadderSpec{Rungs: []escalation.RungSpec{a, b}}.Compile(huntedSources(t))
		if err != nil {
			t.Fatal(err)
		}
		return found(l.Lint(o, o.Add(time.Hour)))
	}
	const short = "(rungs[0].on cut_short)"
	for about, tt := range map[string]struct {
		a, b escalation.RungSpec
		want string
	}{
		"one level":                 {escalation.RungSpec{Level: "L2", On: percent("50%")}, escalation.RungSpec{On: percent("75%")}, ""},
		"one offset":                {escalation.RungSpec{On: escalation.AtOffset(0)}, escalation.RungSpec{On: escalation.AtOffset(0)}, ""},
		"both perhaps at the start": {escalation.RungSpec{On: escalation.AtOffset(-2 * time.Hour)}, escalation.RungSpec{On: escalation.AtOffset(-time.Hour)}, ""},
		"one offset, and later":     {escalation.RungSpec{On: escalation.AtOffset(0)}, escalation.RungSpec{On: escalation.AtOffset(0), After: 1}, short},
		"offsets, but later":        {escalation.RungSpec{On: escalation.AtOffset(0), After: 2}, escalation.RungSpec{On: escalation.AtOffset(1), After: 1}, ""},
		"percents, but later":       {escalation.RungSpec{On: percent("50%"), After: 2}, escalation.RungSpec{On: percent("75%"), After: 1}, ""},
		"one percent, and later":    {escalation.RungSpec{On: percent("50%")}, escalation.RungSpec{On: percent("50%"), After: 1}, short},
		"both at the start":         {escalation.RungSpec{On: percent("-10%")}, escalation.RungSpec{On: percent("0%")}, ""},
		"all of it, and later":      {escalation.RungSpec{On: percent("100%")}, escalation.RungSpec{On: escalation.AtOffset(time.Hour)}, short},
		"before all of it":          {escalation.RungSpec{On: escalation.AtOffset(-1)}, escalation.RungSpec{On: percent("100%")}, short},
		"breaches":                  {escalation.RungSpec{On: escalation.OnBreach{}, After: 1}, escalation.RungSpec{On: escalation.OnBreach{}, After: 1}, ""},
		"a percent and an offset":   {escalation.RungSpec{On: percent("50%")}, escalation.RungSpec{On: escalation.AtOffset(0)}, ""},
	} {
		if got := lint(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %q, want %q", about, got, tt.want)
		}
	}
	ny := time.FixedZone("ny", -5*3600)
	ladder := func(on ...escalation.Trigger) escalation.Ladder {
		var spec escalation.LadderSpec
		for _, trigger := range on {
			spec.Rungs = append(spec.Rungs, escalation.RungSpec{Level: "L1", On: trigger, Notify: boss()})
		}
		l, err := spec.Compile(huntedSources(t))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	clock := ownClock{target: 4 * time.Hour, since: o.In(ny), stop: o.Add(2 * time.Hour).In(ny), asked: new([]time.Duration)}
	entries, err := ladder(percent("100%"), escalation.AtOffset(-100*time.Hour)).Plan(clock, escalation.Event{At: o.Add(3 * time.Hour), Type: escalation.Suppress, Until: o.Add(9 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if e.At.Location() != time.UTC || e.Pass != -1 {
			t.Errorf("%+v is not in UTC, or of a pass", e)
		}
		got = append(got, e.String())
	}
	if want := []string{"2026-01-01T00:00:00Z rung 2 (L1) tells boss: it is due", "2026-01-01T02:00:00Z rung 1 (L1) is skipped: the clock was stopped"}; !slices.Equal(got, want) {
		t.Errorf("stopped before maintenance: %q, want %q", got, want)
	}
	if least := slices.Min(*clock.asked); least != 0 {
		t.Errorf("the clock was asked for %v", least)
	}
	clock.stop = o.Add(99 * time.Hour)
	entries, err = ladder(percent("25%")).Plan(clock, escalation.Event{At: o, Type: escalation.Suppress, Until: o.Add(2 * time.Hour)}, escalation.Event{At: o.Add(2 * time.Hour), Type: escalation.Snooze, Until: o.Add(3 * time.Hour)})
	if err != nil || len(entries) != 3 || !entries[2].At.Equal(o.Add(3*time.Hour)) || entries[0].Cause != escalation.Maintenance || entries[1].Cause != escalation.Snoozing {
		t.Errorf("a snooze after maintenance: %v, %v", entries, err)
	}
}

// An ownClock runs without a stop.
type ownClock struct {
	target      time.Duration
	since, stop time.Time
	asked       *[]time.Duration
}

func (c ownClock) Promise() (time.Duration, time.Time, bool) { return c.target, c.since, true }

func (c ownClock) UsedUp(d time.Duration) (time.Time, bool) {
	*c.asked = append(*c.asked, d)
	return c.since.Add(d), true
}

func (c ownClock) Limit() (time.Time, bool) { return c.since.Add(c.target), true }

func (c ownClock) StoppedAt() (time.Time, bool) { return c.stop, true }

// A table is its own, and the first ticket without a line is the example.
func TestHuntedRoutes(t *testing.T) {
	specs := escalation.RouteSpecs{{Queue: "q", When: msp.Condition{"a": {"1"}}}}
	routes := routesOf(t, specs)
	line, _, _ := routes.Select(map[string]string{"a": "1"})
	line.When["a"][0], specs[0].When["a"][0] = "2", "2"
	if _, _, ok := routes.Select(map[string]string{"a": "1"}); !ok {
		t.Error("the table changed")
	}
	if issues := routes.Lint(escalation.Domain{"a": {"2", "1", "3"}, "b": {"x"}}); len(issues) != 1 || !strings.Contains(issues[0].Message, "map[a:2 b:x]") {
		t.Error(issues)
	}
	both := routesOf(t, escalation.RouteSpecs{{Queue: "q", When: msp.Condition{"a": {"1"}, "b": {"1"}}}})
	if issues := both.Lint(escalation.Domain{"a": {"2", "1"}, "b": {"2", "1"}}); len(issues) != 1 || !strings.Contains(issues[0].Message, "map[a:2 b:2]") {
		t.Error(issues)
	}
}
