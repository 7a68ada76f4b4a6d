package escalation_test

import (
	"errors"
	"fmt"
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

// weekdays is a schedule with ana on call Monday to Friday 08:00-18:00 in Lisbon.
func weekdays(sources escalation.Sources) (escalation.Schedule, error) {
	return escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{
		Windows: calendar.MustParseWeek("Mon-Fri 08:00-18:00"),
		Rotation: escalation.RotationSpec{
			Zone: "Europe/Lisbon", Start: calendar.MustParseLocalTime("2026-03-23T08:00"), Members: []string{"ana"},
		},
	}}}.Compile(sources)
}

// A desk that is there on weekdays, and a manager who wants to hear of what waits, but not
// at night.
func ExamplePolicy_FirstTold() {
	sources := escalation.Sources{Zones: zones.Load, Calendars: func(name string) (calendar.Calendar, bool) {
		c, err := calendar.Spec{Zone: "Europe/Lisbon", Hours: calendar.MustParseWeek("Sun-Sat 07:00-22:00")}.Compile(zones.Load)
		return c, err == nil && name == "daytime"
	}}
	desk, err := weekdays(sources)
	if err != nil {
		fmt.Println(err)
		return
	}
	sources.Schedules = func(string) (escalation.Schedule, bool) { return desk, true }
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Notify: []escalation.Target{escalation.OnCall("desk")}, Empty: escalation.EmptyHold, Wait: 30 * time.Minute},
		{Notify: []escalation.Target{escalation.Party("manager")}, Hours: "daytime"},
	}}.Compile(sources)
	if err != nil {
		fmt.Println(err)
		return
	}
	pieces, err := policy.FirstTold(onThe(27, 12), onThe(29, 12)) // Friday to Sunday, when clocks go forward
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, piece := range pieces {
		fmt.Println(piece)
	}
	// Output:
	// 2026-03-27T12:00:00Z/2026-03-27T18:00:00Z: told at once
	// 2026-03-27T18:00:00Z/2026-03-27T21:30:00Z: told after 30m
	// 2026-03-27T21:30:00Z/2026-03-28T06:30:00Z: told at 2026-03-28T07:00:00Z
	// 2026-03-28T06:30:00Z/2026-03-28T21:30:00Z: told after 30m
	// 2026-03-28T21:30:00Z/2026-03-29T05:30:00Z: told at 2026-03-29T06:00:00Z
	// 2026-03-29T05:30:00Z/2026-03-29T12:00:00Z: told after 30m
}

// toldSources know the calendar "office", Monday to Friday 09:00-17:00 in UTC, the
// calendars "with lunch", without 12:00-13:00, "not at 8", without 07:00-09:00 of the time
// from midnight, "once", a single hour on Monday 2 March 2026, "round the clock" and
// "minutes", every other one, and the schedules "rota", always with ana, and "none".
func toldSources(tb testing.TB) escalation.Sources {
	tb.Helper()
	sources := knownSources(tb)
	sources.Levels = nil
	sources.Calendars = calendarsNamed(map[string]calendar.Calendar{
		"office": calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(nil),
		"once": calendar.Spec{Zone: "UTC", Extra: []calendar.Window{{
			Rule:  calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-03-02")}},
			Hours: calendar.MustParseShifts("09:00-10:00"),
		}}}.MustCompile(nil),
		"with lunch":      calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-12:00,13:00-17:00")}.MustCompile(nil),
		"not at 8":        calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 00:00-07:00,09:00-17:00")}.MustCompile(nil),
		"round the clock": calendar.Always(time.UTC),
		"minutes":         calendar.Spec{Zone: "UTC", Hours: everyOtherMinute()}.MustCompile(nil),
	})
	return sources
}

func everyOtherMinute() (week calendar.Week) {
	for day := range week {
		for minute := 0; minute < 24*60; minute += 2 {
			week[day] = append(week[day], calendar.Shift{Start: clockOf(minute), End: clockOf(minute + 1)})
		}
	}
	return week
}

func TestFirstTold(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		repeat         int
		steps          []escalation.StepSpec
		want           string
	}{
		{
			name: "a wait in open time", from: "2026-03-02T09:00:00Z", to: "2026-03-03T12:00:00Z", // a Monday
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: 2 * time.Hour, WaitIn: "office"},
				{Notify: boss()},
			},
			// Opened at 15:00 it is over at the closing, a nanosecond later on Tuesday.
			want: `2026-03-02T09:00:00Z/2026-03-02T15:00:00.000000001Z: told after 2h
2026-03-02T15:00:00.000000001Z/2026-03-02T17:00:00Z: told after 18h
2026-03-02T17:00:00Z/2026-03-03T09:00:00Z: told at 2026-03-03T11:00:00Z
2026-03-03T09:00:00Z/2026-03-03T12:00:00Z: told after 2h`,
		},
		{
			name: "a wait that is over at a closing", from: "2026-03-02T09:00:00Z", to: "2026-03-02T13:00:00Z",
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: 3 * time.Hour, WaitIn: "with lunch"},
				{Notify: boss()},
			},
			want: `2026-03-02T09:00:00Z/2026-03-02T09:00:00.000000001Z: told after 3h
2026-03-02T09:00:00.000000001Z/2026-03-02T12:00:00Z: told after 4h
2026-03-02T12:00:00Z/2026-03-02T13:00:00Z: told at 2026-03-02T16:00:00Z`,
		},
		{
			name: "no wait takes no time, whatever is closed", from: "2026-03-02T16:00:00Z", to: "2026-03-02T18:00:00Z",
			steps: []escalation.StepSpec{{Notify: nobody(), Empty: escalation.EmptyHold, WaitIn: "office"}, {Notify: boss()}},
			want:  `2026-03-02T16:00:00Z/2026-03-02T18:00:00Z: told at once`,
		},
		{
			name: "a wait that may not end", from: "2026-03-02T08:00:00Z", to: "2026-03-02T11:00:00Z",
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: 15 * time.Minute, WaitIn: "once"},
				{Notify: boss()},
			},
			want: `2026-03-02T08:00:00Z/2026-03-02T09:00:00Z: told at 2026-03-02T09:15:00Z
2026-03-02T09:00:00Z/2026-03-02T09:45:00.000000001Z: told after 15m
2026-03-02T09:45:00.000000001Z/2026-03-02T11:00:00Z: nobody is told`,
		},
		{
			name: "hours that do not come back", from: "2026-03-02T08:00:00Z", to: "2026-03-02T11:00:00Z",
			steps: []escalation.StepSpec{{Notify: boss(), Hours: "once"}, {Notify: boss()}},
			want: `2026-03-02T08:00:00Z/2026-03-02T09:00:00Z: told at 2026-03-02T09:00:00Z
2026-03-02T09:00:00Z/2026-03-02T10:00:00Z: told at once
2026-03-02T10:00:00Z/2026-03-02T11:00:00Z: nobody is told`,
		},
		{
			name: "judged anew at the opening, when nobody is there", from: "2026-03-02T08:00:00Z", to: "2026-03-02T18:00:00Z",
			steps: []escalation.StepSpec{
				{Notify: nobody(), Hours: "office", Wait: time.Hour},
				{Notify: boss(), Hours: "once", Outside: escalation.OutsideSkip},
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: time.Hour},
				{Notify: boss()},
			},
			want: `2026-03-02T08:00:00Z/2026-03-02T09:00:00Z: told at 2026-03-02T09:00:00Z
2026-03-02T09:00:00Z/2026-03-02T10:00:00Z: told at once
2026-03-02T10:00:00Z/2026-03-02T17:00:00Z: told after 1h
2026-03-02T17:00:00Z/2026-03-02T18:00:00Z: told at 2026-03-03T10:00:00Z`,
		},
		{
			name: "passes that take time go on until the hours", from: "2026-03-02T06:00:00Z", to: "2026-03-02T10:00:00Z", repeat: 2,
			steps: []escalation.StepSpec{
				{Notify: boss(), Hours: "office", Outside: escalation.OutsideSkip},
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: time.Hour, WaitIn: "round the clock"},
			},
			want: `2026-03-02T06:00:00Z/2026-03-02T07:00:00Z: nobody is told
2026-03-02T07:00:00Z/2026-03-02T08:00:00Z: told after 2h
2026-03-02T08:00:00Z/2026-03-02T09:00:00Z: told after 1h
2026-03-02T09:00:00Z/2026-03-02T10:00:00Z: told at once`,
		},
		{
			// Put off in the second pass, nobody is there and no pass is left. Put off in the
			// first, the second begins when the boss is there.
			name: "a pass begins at the opening", from: "2026-03-02T06:00:00Z", to: "2026-03-02T10:00:00Z", repeat: 1,
			steps: []escalation.StepSpec{
				{Notify: boss(), Hours: "once", Outside: escalation.OutsideSkip},
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: 30 * time.Minute},
				{Notify: nobody(), Hours: "not at 8"},
			},
			want: `2026-03-02T06:00:00Z/2026-03-02T06:30:00Z: nobody is told
2026-03-02T06:30:00Z/2026-03-02T08:30:00Z: told at 2026-03-02T09:00:00Z
2026-03-02T08:30:00Z/2026-03-02T09:00:00Z: told after 30m
2026-03-02T09:00:00Z/2026-03-02T10:00:00Z: told at once`,
		},
		{
			name: "an opening of a nanosecond belongs to what it continues", from: "2026-03-02T08:00:00Z", to: "2026-03-02T09:00:00.000000001Z",
			steps: []escalation.StepSpec{{Notify: boss(), Hours: "office"}},
			want:  `2026-03-02T08:00:00Z/2026-03-02T09:00:00.000000001Z: told at 2026-03-02T09:00:00Z`,
		},
		{
			name: "passes that take none do not", from: "2026-03-02T06:00:00Z", to: "2026-03-02T10:00:00Z", repeat: 1000,
			steps: []escalation.StepSpec{{Notify: boss(), Hours: "office", Outside: escalation.OutsideSkip}, {Notify: nobody()}},
			want: `2026-03-02T06:00:00Z/2026-03-02T09:00:00Z: nobody is told
2026-03-02T09:00:00Z/2026-03-02T10:00:00Z: told at once`,
		},
		{
			name: "a wait is over before the year 10000", from: "9999-12-31T22:00:00Z", to: "9999-12-31T23:59:59.999999999Z",
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: time.Hour},
				{Notify: boss()},
			},
			want: `9999-12-31T22:00:00Z/9999-12-31T23:00:00Z: told after 1h
9999-12-31T23:00:00Z/9999-12-31T23:59:59.999999999Z: nobody is told`,
		},
		{
			name: "or never", from: "9999-12-31T22:00:00Z", to: "9999-12-31T23:00:00Z",
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: math.MaxInt64},
				{Notify: boss()},
			},
			want: `9999-12-31T22:00:00Z/9999-12-31T23:00:00Z: nobody is told`,
		},
		{
			name: "everybody of a schedule, also on the first day", from: "0001-01-01T00:00:00.000000001Z", to: "0001-01-05T00:00:00Z",
			steps: []escalation.StepSpec{{Notify: []escalation.Target{escalation.AllOf("rota")}}},
			want:  `0001-01-01T00:00:00.000000001Z/0001-01-05T00:00:00Z: told at once`,
		},
		{
			name: "nobody is on call before the first turn that begins in the year 1", from: "0001-01-02T00:00:00Z", to: "0001-01-05T00:00:00Z",
			steps: []escalation.StepSpec{{Notify: []escalation.Target{escalation.OnCall("rota")}}},
			want: `0001-01-02T00:00:00Z/0001-01-04T00:00:00Z: nobody is told
0001-01-04T00:00:00Z/0001-01-05T00:00:00Z: told at once`,
		},
		{
			name: "far away", from: "2026-03-02T00:00:00Z", to: "2026-03-02T01:00:00Z", repeat: 1,
			steps: []escalation.StepSpec{
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: math.MaxInt64},
				{Notify: nobody(), Empty: escalation.EmptyHold, Wait: math.MaxInt64},
				{Notify: boss()},
			},
			want: `2026-03-02T00:00:00Z/2026-03-02T01:00:00Z: told after 2562047h47m16.854775807s`, // as far as that says
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			policy, err := escalation.PolicySpec{Steps: c.steps, Repeat: c.repeat}.Compile(toldSources(t))
			if err != nil {
				t.Fatal(err)
			}
			pieces, err := policy.FirstTold(inUTC(c.from), inUTC(c.to))
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, piece := range pieces {
				lines = append(lines, piece.String())
				plan, err := policy.Plan(piece.From)
				if err != nil {
					t.Fatal(err)
				}
				at, ok := piece.Of(piece.From)
				i := slices.IndexFunc(slices.Collect(plan.All()), func(e escalation.Entry) bool { return len(e.Targets) > 0 })
				if ok != (i >= 0) || ok && !slices.Collect(plan.All())[i].At.Equal(at) {
					t.Errorf("%v: the plan is %v", piece, slices.Collect(plan.All()))
				}
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("FirstTold(%s, %s):\n%s\nwant:\n%s", c.from, c.to, got, c.want)
			}
		})
	}
}

func TestFirstToldRefuses(t *testing.T) {
	// Each of a thousand steps would cut the days where hours open and close.
	var steps []escalation.StepSpec
	for range 1000 {
		steps = append(steps, escalation.StepSpec{
			Notify: nobody(), Hours: "minutes", Outside: escalation.OutsideSkip, Empty: escalation.EmptyHold, Wait: time.Second,
		})
	}
	endless, err := escalation.PolicySpec{Steps: steps, Repeat: 1000}.Compile(toldSources(t))
	if err != nil {
		t.Fatal(err)
	}
	march := inUTC("2026-03-01T00:00:00Z")
	if _, err := (escalation.Policy{}).FirstTold(inUTC("9999-12-31T00:00:00Z"), inUTC("9999-12-31T23:59:59.999999999Z").Add(1)); err != nil {
		t.Errorf("the last day: %v", err)
	}
	for _, c := range []struct {
		policy   escalation.Policy
		from, to time.Time
		want     msp.Code
	}{
		{endless, march, march, msp.CodeRange},
		{endless, march, march.Add(-1), msp.CodeRange},
		{endless, march, march.Add(10*366*24*time.Hour + 1), msp.CodeRange},
		{endless, time.Time{}, time.Time{}.Add(1), msp.CodeRange},
		{endless, time.Time{}.Add(-1), time.Time{}.Add(1), msp.CodeRange},
		{endless, inUTC("9999-12-31T00:00:00Z"), inUTC("9999-12-31T23:59:59.999999999Z").Add(2), msp.CodeRange},
		{endless, march, march.Add(5 * 24 * time.Hour), msp.CodeTooLarge},
	} {
		pieces, err := c.policy.FirstTold(c.from, c.to)
		var issues msp.Issues
		if !errors.As(err, &issues) || len(issues) != 1 || issues[0].Code != c.want || pieces != nil {
			t.Errorf("FirstTold(%v, %v) = %v, %v, want %v", c.from, c.to, pieces, err, c.want)
		}
	}
}

func TestToldJoin(t *testing.T) {
	told := func(from, to, at int, fixed bool) escalation.Told {
		one := escalation.Told{Fixed: fixed}
		one.From, one.To = onThe(2, 0).Add(time.Duration(from)), onThe(2, 0).Add(time.Duration(to))
		if at > 0 {
			one.At = onThe(2, 0).Add(time.Duration(at))
		}
		return one
	}
	for _, c := range []struct{ a, b, want escalation.Told }{
		{told(0, 5, 0, false), told(5, 6, 0, false), told(0, 6, 0, false)},
		{told(0, 5, 9, true), told(5, 6, 9, true), told(0, 6, 9, true)},
		{told(0, 5, 9, true), told(5, 6, 9, false), told(0, 6, 9, true)},
		{told(0, 1, 9, false), told(1, 6, 9, true), told(0, 6, 9, true)},
		{told(0, 5, 9, false), told(5, 6, 14, false), told(0, 6, 9, false)},
		{told(0, 5, 9, false), told(5, 6, 14, true), told(0, 6, 9, false)},
		{told(0, 1, 9, true), told(1, 6, 10, false), told(0, 6, 9, false)},
		{told(0, 1, 9, true), told(1, 2, 9, false), told(0, 2, 9, true)},
		{told(0, 1, 9, true), told(1, 2, 10, true), told(0, 2, 9, false)},
		{told(0, 5, 0, false), told(5, 6, 9, false), escalation.Told{}},
		{told(0, 5, 9, false), told(5, 6, 0, false), escalation.Told{}},
		{told(0, 5, 9, false), told(5, 7, 9, true), escalation.Told{}},
		{told(0, 2, 9, false), told(2, 7, 9, true), escalation.Told{}},
		{told(0, 2, 9, true), told(2, 7, 11, false), escalation.Told{}},
		{told(0, 2, 9, true), told(2, 7, 10, true), escalation.Told{}},
		{told(0, 2, 9, false), told(2, 7, 12, false), escalation.Told{}},
	} {
		got, ok := c.a.Join(c.b)
		if ok != !c.want.To.IsZero() || ok && got != c.want {
			t.Errorf("(%v).Join(%v) = %v, %v, want %v", c.a, c.b, got, ok, c.want)
		}
	}
}

func TestToldOf(t *testing.T) {
	march, later := inUTC("2026-03-01T00:00:00Z"), inUTC("2026-03-05T00:00:00Z")
	pieces, err := escalation.Policy{}.FirstTold(march, later)
	if err != nil || len(pieces) != 1 || !pieces[0].IsNever() {
		t.Errorf("the zero Policy: %v, %v, want one piece of nobody", pieces, err)
	}
	within := calendar.Interval{From: march, To: march.Add(time.Hour)}
	for _, c := range []struct {
		told   escalation.Told
		opened time.Time
		want   time.Time // none if zero
	}{
		{escalation.Told{Interval: within, At: later}, march, later},
		{escalation.Told{Interval: within, At: later}, march.Add(1), later.Add(1)},
		{escalation.Told{Interval: within, At: later, Fixed: true}, march.Add(1), later},
		{escalation.Told{Interval: within, At: later, Fixed: true}, march.Add(time.Hour), time.Time{}},
		{escalation.Told{Interval: within, At: later, Fixed: true}, march.Add(-1), time.Time{}},
		{escalation.Told{Interval: within}, march, time.Time{}},
	} {
		if got, ok := c.told.Of(c.opened); !got.Equal(c.want) || ok == c.want.IsZero() {
			t.Errorf("(%v).Of(%v) = %v, %v, want %v", c.told, c.opened, got, ok, c.want)
		}
	}
}
