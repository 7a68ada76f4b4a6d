package catalog_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

func instantAt(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// hoursIn returns a calendar of weekly hours.
func hoursIn(zone, hours string) calendar.Calendar {
	return calendar.Spec{Zone: zone, Hours: calendar.MustParseWeek(hours)}.MustCompile(zones.Load)
}

// deskOf returns a policy that tells who is on call in a desk's hours; out of them it waits
// until they begin.
func deskOf(tb testing.TB, hours calendar.Calendar) escalation.Policy {
	tb.Helper()
	sources := escalation.Sources{
		Zones:     zones.Load,
		Calendars: func(string) (calendar.Calendar, bool) { return hours, true },
	}
	desk, err := escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{
		Windows: calendar.MustParseWeek("Mon-Fri 06:00-20:00"),
		Rotation: escalation.RotationSpec{
			Zone: hours.Zone().String(), Start: calendar.MustParseLocalTime("2026-03-02T08:00"), Members: []string{"ana", "bob"},
		},
	}}}.Compile(sources)
	if err != nil {
		tb.Fatal(err)
	}
	sources.Schedules = func(string) (escalation.Schedule, bool) { return desk, true }
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Notify: []escalation.Target{escalation.OnCall("desk")}, Hours: "desk", Wait: 15 * time.Minute},
	}}.Compile(sources)
	if err != nil {
		tb.Fatal(err)
	}
	return policy
}

func toldIn(tb testing.TB, policy escalation.Policy, from, to string) []escalation.Told {
	tb.Helper()
	told, err := policy.FirstTold(instantAt(from), instantAt(to))
	if err != nil {
		tb.Fatal(err)
	}
	return told
}

// A desk on call Monday to Friday 08:00-18:00, and one hour is promised around the clock.
// Who comes on Friday at 18:00 is told of on Monday at 08:00.
func TestWorstOfAWeekend(t *testing.T) {
	policy := deskOf(t, hoursIn("UTC", "Mon-Fri 08:00-18:00"))
	hour := sla.MustNewTarget(sla.Within(time.Hour), calendar.Always(time.UTC))
	got := catalog.FindWorst(toldIn(t, policy, "2026-03-02T08:00:00Z", "2026-03-16T08:00:00Z"), hour) // two weeks from a Monday
	want := catalog.Response{
		Opened: instantAt("2026-03-06T18:00:00Z"), Told: instantAt("2026-03-09T08:00:00Z"), Limit: instantAt("2026-03-06T19:00:00Z"),
		Wait: 62 * time.Hour, Elapsed: 62 * time.Hour, Target: time.Hour, IsTold: true, HasTarget: true, IsLate: true,
	}
	if got.Worst != want {
		t.Errorf("the worst is %+v, want %+v", got.Worst, want)
	}
	if got.Longest != want {
		t.Errorf("the longest is %+v, want %+v", got.Longest, want)
	}
	want = catalog.Response{
		Opened: instantAt("2026-03-02T18:00:00Z"), Told: instantAt("2026-03-03T08:00:00Z"), Limit: instantAt("2026-03-02T19:00:00Z"),
		Wait: 14 * time.Hour, Elapsed: 14 * time.Hour, Target: time.Hour, IsTold: true, HasTarget: true, IsLate: true,
	}
	if got.First != want {
		t.Errorf("the first is %+v, want %+v", got.First, want)
	}
	// Eight nights of 13 hours and two weekends of 61: who comes at 07:00 sharp is in time.
	if want := (8*13 + 2*61) * time.Hour; got.Missed != want {
		t.Errorf("%v are late, want %v", got.Missed, want)
	}
}

// "Opened Sat 03:10 local: nobody until Mon 08:00, 52 h 50 min against 1 h", in Chicago.
func TestRespond(t *testing.T) {
	chicago := zones.MustLoad("America/Chicago")
	opened := instantAt("2026-05-09T03:10:00-05:00")
	told, ok := toldIn(t, deskOf(t, hoursIn("America/Chicago", "Mon-Fri 08:00-18:00")), "2026-05-09T08:10:00Z", "2026-05-09T08:11:00Z")[0].Of(opened)
	if want := instantAt("2026-05-11T08:00:00-05:00"); !ok || !told.Equal(want) {
		t.Fatalf("told at %v, %v, want %v", told, ok, want)
	}
	for _, c := range []struct {
		name   string
		isTold bool
		target sla.Target
		want   catalog.Response
	}{
		{
			"an hour", true, sla.MustNewTarget(sla.Within(time.Hour), calendar.Always(chicago)),
			catalog.Response{
				Wait: 52*time.Hour + 50*time.Minute, Elapsed: 52*time.Hour + 50*time.Minute, Target: time.Hour,
				Limit: instantAt("2026-05-09T04:10:00-05:00"), HasTarget: true, IsLate: true,
			},
		},
		{
			"as long as it takes", true, sla.MustNewTarget(sla.Within(52*time.Hour+50*time.Minute), calendar.Always(chicago)),
			catalog.Response{
				Wait: 52*time.Hour + 50*time.Minute, Elapsed: 52*time.Hour + 50*time.Minute, Target: 52*time.Hour + 50*time.Minute,
				Limit: instantAt("2026-05-11T08:00:00-05:00"), HasTarget: true,
			},
		},
		{
			"a business hour", true, sla.MustNewTarget(sla.Within(time.Hour), hoursIn("America/Chicago", "Mon-Fri 07:30-17:00")),
			catalog.Response{
				Wait: 52*time.Hour + 50*time.Minute, Elapsed: 30 * time.Minute, Target: time.Hour,
				Limit: instantAt("2026-05-11T08:30:00-05:00"), HasTarget: true,
			},
		},
		{
			"never", false, sla.MustNewTarget(sla.NextBusinessDay{}, hoursIn("America/Chicago", "Mon-Fri 09:00-17:00")),
			catalog.Response{Target: 8 * time.Hour, Limit: instantAt("2026-05-12T09:00:00-05:00"), HasTarget: true, IsLate: true},
		},
		{
			"never, and nothing is missed", false, sla.MustNewTarget(sla.Within(time.Hour), calendar.Never(nil)),
			catalog.Response{Target: time.Hour, HasTarget: true},
		},
		{
			"no business day", true, sla.MustNewTarget(sla.NextBusinessDay{}, calendar.Never(nil)),
			catalog.Response{Wait: 52*time.Hour + 50*time.Minute},
		},
	} {
		want := c.want
		want.Opened, want.IsTold = opened, c.isTold
		if c.isTold {
			want.Told = told
		}
		if got := catalog.Respond(opened, told, c.isTold, c.target); got != want {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
	}
	if got := catalog.Respond(opened, told, true, sla.Target{}); !errors.Is(got.Refused, sla.ErrNoTarget) || got.IsLate {
		t.Errorf("the zero Target: %+v, want %v", got, sla.ErrNoTarget)
	}
}

func TestWorst(t *testing.T) {
	office := hoursIn("UTC", "Mon-Fri 09:00-17:00")
	// Open until 20:00 on Wednesday, but its closing is still at 17:00.
	longer := calendar.Union(office, calendar.Spec{Zone: "UTC", Extra: []calendar.Window{{
		Rule:  calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-03-04")}},
		Hours: calendar.MustParseShifts("17:00-20:00"),
	}}}.MustCompile(nil))
	// Open once only, on Monday from 09:00 to 12:00.
	once := calendar.Spec{Zone: "UTC", Extra: []calendar.Window{{
		Rule:  calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-03-02")}},
		Hours: calendar.MustParseShifts("09:00-12:00"),
	}}}.MustCompile(nil)
	long := deskOf(t, hoursIn("UTC", "Mon-Fri 08:00-18:00"))
	for _, c := range []struct {
		name   string
		policy escalation.Policy
		target sla.Target

		worst, first string
		excess       time.Duration
		missed       time.Duration
		longest      string
		silent       string
	}{
		{
			// All nights end before the desk of the promise opens, so that nothing elapses. The
			// earliest counts.
			"kept", long, sla.MustNewTarget(sla.Within(time.Hour), office),
			"2026-03-02T00:00:00Z", "", -time.Hour, 0, "2026-03-06T18:00:00Z", "",
		},
		{
			// The half hour from 07:30 to 08:00 is more than 20 minutes.
			"a little too long", long, sla.MustNewTarget(sla.Within(20*time.Minute), hoursIn("UTC", "Mon-Fri 07:30-17:00")),
			"2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", 10 * time.Minute,
			// Monday until 07:40, four nights from 18:00 to 07:40, Friday from 18:00.
			7*time.Hour + 40*time.Minute + 4*(13*time.Hour+40*time.Minute) + 6*time.Hour, "2026-03-06T18:00:00Z", "",
		},
		{
			// Wednesday's closing is over for who comes in the extra opening.
			"extra opening", long, sla.MustNewTarget(sla.EndOfBusinessDay(0), longer),
			"2026-03-02T16:59:59.999999999Z", "", -1, 0, "2026-03-06T18:00:00Z", "2026-03-04T17:00:00Z",
		},
		{
			// A nanosecond before 11:00 no more than what is promised is left until the calendar
			// closes for ever.
			"nobody is ever told",
			escalation.Policy{},
			sla.MustNewTarget(sla.Within(time.Hour+1), once),
			"2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", -time.Hour - 1, 11*time.Hour - 1, "2026-03-02T00:00:00Z", "",
		},
		{
			// Of Monday at 12:00 and later nobody is told, and that is no breach.
			"nobody is told, and nothing missed", deskOf(t, once), sla.MustNewTarget(sla.Within(time.Hour), once),
			"2026-03-02T00:00:00Z", "", -time.Hour, 0, "2026-03-02T12:00:00Z", "",
		},
		{
			"nothing is promised", long,
			sla.Target{},
			"", "", 0, 0, "2026-03-06T18:00:00Z", "2026-03-02T00:00:00Z",
		},
	} {
		got := catalog.FindWorst(toldIn(t, c.policy, "2026-03-02T00:00:00Z", "2026-03-07T00:00:00Z"), c.target)
		text := func(r catalog.Response) string {
			if r.Opened.IsZero() {
				return ""
			}
			return r.Opened.Format(time.RFC3339Nano)
		}
		if text(got.Worst) != c.worst || text(got.First) != c.first || text(got.Longest) != c.longest || text(got.Silent) != c.silent ||
			got.Worst.Elapsed-got.Worst.Target != c.excess || got.Missed != c.missed {
			t.Errorf("%s: %+v\nwant %+v", c.name, got, c)
		}
	}
	if got := catalog.FindWorst(nil, sla.Target{}); got != (catalog.Worst{}) {
		t.Errorf("no openings: %+v", got)
	}
}

// managerAfter is a policy that tells somebody after a while.
func managerAfter(tb testing.TB, wait time.Duration) escalation.Policy {
	tb.Helper()
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Empty: escalation.EmptyHold, Wait: wait},
		{Notify: []escalation.Target{escalation.Party("manager")}},
	}}.Compile(escalation.Sources{})
	if err != nil {
		tb.Fatal(err)
	}
	return policy
}

// The worst is the first of those that are equally bad, and each is where one of two
// calendars, days or clocks changes.
func TestWorstIsTheFirst(t *testing.T) {
	eastern := newYork().Zone()
	// Monday afternoons, all of Tuesday, and once a Saturday.
	odd := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon 12:00-17:00; Tue 09:00-17:00"), Extra: []calendar.Window{{
		Rule:  calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-03-07")}},
		Hours: calendar.MustParseShifts("10:00-14:00"),
	}}}.MustCompile(nil)
	for _, c := range []struct {
		name     string
		policy   escalation.Policy
		target   sla.Target
		from, to string
		worst    string
		excess   time.Duration
		missed   time.Duration
	}{
		{
			// From 11:00 on the whole hour has passed when somebody is told; half of it has from
			// behind 10:30 to 12:30.
			"a calendar opens and closes before somebody is told", managerAfter(t, 2*time.Hour),
			sla.MustNewTarget(sla.Within(30*time.Minute), hoursIn("UTC", "Sun-Sat 12:00-13:00")),
			"2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-02T11:00:00Z", 30 * time.Minute, 2*time.Hour - 1,
		},
		{
			// Two hours have passed from 12:00 to 15:00; more than one from behind 11:00 to 16:00.
			"a calendar opens and somebody is told before it closes", managerAfter(t, 2*time.Hour),
			sla.MustNewTarget(sla.Within(time.Hour), hoursIn("UTC", "Sun-Sat 12:00-17:00")),
			"2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-02T12:00:00Z", time.Hour, 5*time.Hour - 1,
		},
		{
			// Saturday 10:00 to 12:00 all names Monday at 12:00: the target falls from 4 hours to 2,
			// and stays.
			"open on a day that is no business day", managerAfter(t, 0), sla.MustNewTarget(sla.BusinessDays(1), odd),
			"2026-03-07T10:00:00Z", "2026-03-07T14:00:00Z", "2026-03-07T12:00:00Z", -2 * time.Hour, 0,
		},
		{
			// 02:00 to 03:00 of the next day is skipped: the target falls from 24 hours to 23.
			"a clock is set forward on the next day", managerAfter(t, 0), sla.MustNewTarget(sla.CivilDays(1), calendar.Always(eastern)),
			"2026-03-07T00:00:00-05:00", "2026-03-08T00:00:00-05:00", "2026-03-07T03:00:00-05:00", -23 * time.Hour, 0,
		},
		{
			// 01:00 to 02:00 comes twice. The second time the same time of the next day is 24 hours
			// away, no longer 25.
			"a clock is set back", managerAfter(t, 0), sla.MustNewTarget(sla.CivilDays(1), calendar.Always(eastern)),
			"2026-11-01T00:00:00-04:00", "2026-11-01T12:00:00-05:00", "2026-11-01T01:00:00-05:00", -24 * time.Hour, 0,
		},
	} {
		got := catalog.FindWorst(toldIn(t, c.policy, c.from, c.to), c.target)
		if !got.Worst.Opened.Equal(instantAt(c.worst)) || got.Worst.Elapsed-got.Worst.Target != c.excess || got.Missed != c.missed {
			t.Errorf("%s: %+v, want %s with %v and %v missed", c.name, got, c.worst, c.excess, c.missed)
		}
	}
}

// newYork is a desk in New York, Monday to Friday 09:00-17:00, with some holidays.
func newYork() calendar.Calendar {
	return calendar.Spec{
		Zone: "America/New_York", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{
			{Name: "Independence Day", On: calendar.Fixed{Month: time.July, Day: 4}, Substitute: calendar.NearestWeekday},
			{Name: "Thanksgiving Day", On: calendar.Nth{Month: time.November, Weekday: time.Thursday, N: 4}},
			{Name: "the day after", On: calendar.Dates{msp.MustParseDate("2026-11-27")}},
			{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}},
		},
	}.MustCompile(zones.Load)
}

// A whole year in New York, where clocks are set twice: by hand, and by the quarter of an hour.
func TestWorstOfAYear(t *testing.T) {
	const from, to = "2026-01-01T00:00:00-05:00", "2027-01-01T00:00:00-05:00"
	policy := deskOf(t, newYork())
	told := toldIn(t, policy, from, to)
	hour := catalog.FindWorst(told, sla.MustNewTarget(sla.Within(time.Hour), calendar.Always(time.UTC)))
	// From the eve of Thanksgiving to Monday it is 7 and 96 and 9 hours.
	want := catalog.Response{
		Opened: instantAt("2026-11-25T17:00:00-05:00"), Told: instantAt("2026-11-30T09:00:00-05:00"), Limit: instantAt("2026-11-25T18:00:00-05:00"),
		Wait: 112 * time.Hour, Elapsed: 112 * time.Hour, Target: time.Hour, IsTold: true, HasTarget: true, IsLate: true,
	}
	if hour.Worst != want || hour.Longest != want || !hour.First.Opened.Equal(instantAt(from)) {
		t.Errorf("%+v, want the worst\n%+v", hour, want)
	}
	// 261 weekdays but for four of 8 hours; of each night the last hour is in time.
	if want := (365*24 - 257*8 - 257) * time.Hour; hour.Missed != want {
		t.Errorf("%v are late, want %v", hour.Missed, want)
	}
	early := hoursIn("America/New_York", "Mon-Fri 06:15-11:45,12:30-14:30")
	for _, target := range []sla.Target{
		sla.MustNewTarget(sla.Within(4*time.Hour), early),
		sla.MustNewTarget(sla.BusinessDays(1), early),
		sla.MustNewTarget(sla.CivilDays(2), calendar.Always(newYork().Zone())),
		sla.MustNewTarget(sla.NextBusinessDayAt(calendar.MustParseTimeOfDay("07:00")), early),
	} {
		want := worstBySteps(t, policy, target, instantAt(from), instantAt(to), 15*time.Minute)
		if diff := worstDiff(catalog.FindWorst(told, target), want); diff != "" {
			t.Errorf("%v: -want +got\n%s", target.Span(), diff)
		}
		if n := catalog.Cuts(told, target); n > 3000 {
			t.Errorf("%v: %d pieces, too many", target.Span(), n)
		}
	}
}
