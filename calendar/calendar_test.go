package calendar_test

import (
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

func office(tb testing.TB, zone, week string) calendar.Calendar {
	tb.Helper()
	c, err := calendar.Spec{Zone: zone, Hours: calendar.MustParseWeek(week)}.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func checkAdd(t *testing.T, c calendar.Calendar, at string, d time.Duration, want string) {
	t.Helper()
	if got, err := c.Add(instant(at), d); err != nil || !got.Equal(instant(want)) {
		t.Errorf("Add(%s, %v) = %v, %v, want %s", at, d, got, err, want)
	}
}

// 2026-03-02 is a Monday; New York is at UTC-5.
func TestOfficeHours(t *testing.T) {
	c := office(t, "America/New_York", "Mon-Fri 09:00-12:00,13:00-17:00")
	checkAdd(t, c, "2026-03-02T14:00:00Z", 3*time.Hour, "2026-03-02T17:00:00Z") // to noon, not to 13:00
	checkAdd(t, c, "2026-03-02T14:00:00Z", 3*time.Hour+1, "2026-03-02T18:00:00.000000001Z")
	checkAdd(t, c, "2026-03-06T21:30:00Z", time.Hour, "2026-03-09T13:30:00Z") // over a weekend with a change to UTC-4
	checkAdd(t, c, "2026-03-07T12:00:00Z", 0, "2026-03-07T12:00:00Z")
	checkAdd(t, c, "2026-03-02T14:00:00.5Z", time.Second, "2026-03-02T14:00:01.5Z")
	checkAdd(t, c, "2026-03-02T15:00:00Z", -time.Hour, "2026-03-02T14:00:00Z")
	if got, err := c.Sub(instant("2026-03-09T13:30:00Z"), time.Hour); err != nil || !got.Equal(instant("2026-03-06T21:30:00Z")) {
		t.Errorf("Sub over a weekend = %v, %v", got, err)
	}
	if got := c.Between(instant("2026-03-02T00:00:00Z"), instant("2026-03-09T00:00:00Z")); got != 35*time.Hour {
		t.Errorf("Between in a week = %v, want 35h", got)
	}
	for d, want := range map[time.Duration]string{
		3 * time.Hour:   "2026-03-02T14:00:00Z",
		3*time.Hour + 1: "2026-03-02T18:00:00Z",
		4 * time.Hour:   "2026-03-02T18:00:00Z",
	} {
		if got, ok := c.NextStretch(instant("2026-03-02T14:00:00Z"), d); !ok || !got.Equal(instant(want)) {
			t.Errorf("NextStretch(%v) = %v, %v, want %s", d, got, ok, want)
		}
	}
	if got, ok := c.NextStretch(instant("2026-03-02T14:00:00.000000001Z"), 3*time.Hour); !ok || !got.Equal(instant("2026-03-02T18:00:00Z")) {
		t.Errorf("NextStretch(3h) just after nine = %v, %v, want the afternoon", got, ok)
	}
}

// The failures of other programs, see the design.

func TestPeerHangsOnANeverOpenWeek(t *testing.T) {
	c := office(t, "Europe/London", "")
	if got, err := c.Add(instant("2026-03-02T14:00:00Z"), time.Second); !errors.Is(err, calendar.ErrNotEnoughOpenTime) {
		t.Errorf("Add = %v, %v, want ErrNotEnoughOpenTime", got, err)
	}
}

func TestPeerHangsOnWholeDays(t *testing.T) {
	c := office(t, "Europe/London", "Mon 00:00-24:00")
	checkAdd(t, c, "2026-03-02T00:00:00Z", 24*time.Hour, "2026-03-03T00:00:00Z")
	checkAdd(t, c, "2026-03-02T00:00:00Z", 25*time.Hour, "2026-03-09T01:00:00Z")
}

func TestPeerHangsOnOvernightHours(t *testing.T) {
	c := office(t, "Europe/London", "Fri 22:00-06:00")
	checkAdd(t, c, "2026-03-06T21:00:00Z", 7*time.Hour, "2026-03-07T05:00:00Z")
	checkAdd(t, c, "2026-03-06T21:00:00Z", 9*time.Hour, "2026-03-13T23:00:00Z")
	if !c.IsOpen(instant("2026-03-07T03:00:00Z")) || c.IsOpen(instant("2026-03-06T03:00:00Z")) {
		t.Error("the night belongs to Friday")
	}
}

// On 6 September 2026 Santiago has no midnight.
func TestPeerHangsInSantiago(t *testing.T) {
	c := office(t, "America/Santiago", "Mon-Fri 09:00-18:00")
	checkAdd(t, c, "2026-09-04T21:00:00Z", 2*time.Hour, "2026-09-07T13:00:00Z") // Friday 17:00 at -4 to Monday 10:00 at -3
	whole := office(t, "America/Santiago", "Sun 00:00-24:00")
	if got := whole.Between(instant("2026-09-05T00:00:00Z"), instant("2026-09-08T00:00:00Z")); got != 23*time.Hour {
		t.Errorf("a Sunday without midnight has %v, want 23h", got)
	}
}

func TestPeerCountsTheClosingInstant(t *testing.T) {
	c := office(t, "Europe/London", "Mon-Fri 09:00-17:00")
	for at, want := range map[string]bool{
		"2026-03-02T08:59:59.999999999Z": false, "2026-03-02T09:00:00Z": true,
		"2026-03-02T16:59:59.999999999Z": true, "2026-03-02T17:00:00Z": false,
	} {
		if got := c.IsOpen(instant(at)); got != want {
			t.Errorf("IsOpen(%s) = %v, want %v", at, got, want)
		}
	}
}

func TestPeerLosesTheLastMinute(t *testing.T) {
	c := office(t, "Europe/London", "Mon-Sun 00:00-24:00")
	if got := c.Between(instant("2026-03-02T23:58:00Z"), instant("2026-03-03T00:02:00Z")); got != 4*time.Minute {
		t.Errorf("four minutes around midnight are %v", got)
	}
	short := office(t, "Europe/London", "Mon-Sun 00:00-23:59")
	if got := short.Between(instant("2026-03-02T00:00:00Z"), instant("2026-03-03T00:00:00Z")); got != 24*time.Hour-time.Minute {
		t.Errorf("00:00-23:59 has %v, want a minute less than a day", got)
	}
}

func TestPeerIsWrongOnTheDaysOfAChange(t *testing.T) {
	c := office(t, "America/New_York", "Mon-Sun 00:00-24:00")
	for day, want := range map[string]time.Duration{"2026-03-08": 23 * time.Hour, "2026-11-01": 25 * time.Hour, "2026-06-01": 24 * time.Hour} {
		from := calendar.InstantOf(calendar.MustParseLocalTime(day+"T00:00"), c.Zone())
		to := calendar.InstantOf(calendar.At(msp.MustParseDate(day), calendar.MustParseTimeOfDay("24:00")), c.Zone())
		if got := c.Between(from, to); got != want {
			t.Errorf("%s has %v, want %v", day, got, want)
		}
	}
}

func TestPeerCountsAShiftInAGapTwice(t *testing.T) {
	c := office(t, "America/New_York", "Sun 01:30-02:30,02:30-03:30")
	from, to := instant("2026-03-08T00:00:00Z"), instant("2026-03-09T00:00:00Z")
	if got := c.Between(from, to); got != time.Hour {
		t.Errorf("01:30 to 03:30 has %v, want 1h", got)
	}
	lost := office(t, "America/New_York", "Sun 02:00-03:00")
	if got := lost.Between(from, to); got != 0 {
		t.Errorf("an hour that does not exist has %v", got)
	}
}

func TestPeerSlowsDownPastThreeYears(t *testing.T) {
	c := office(t, "Europe/London", "Mon-Fri 09:00-17:00")
	at := instant("2000-01-03T09:00:00Z") // Monday
	for range 3 {
		for week := range 52 * 60 {
			open := calendar.InstantOf(calendar.MustParseLocalTime(at.AddDate(0, 0, 7*week).Format("2006-01-02T15:04")), c.Zone())
			if got := c.Between(open, open.Add(8*time.Hour)); got != 8*time.Hour {
				t.Fatalf("Between(%v) = %v, want 8h", open, got)
			}
		}
	}
}

func TestPeerSharesHolidays(t *testing.T) {
	week, hours := "Mon-Fri 09:00-17:00", 8*time.Hour
	list := dates("2026-03-02")
	spec := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek(week), Holidays: calendar.Rules{{On: list}}}
	with := spec.MustCompile(zones.Load)
	without := office(t, "UTC", week)
	list[0] = msp.MustParseDate("2026-03-03")
	from, to := instant("2026-03-02T00:00:00Z"), instant("2026-03-04T00:00:00Z")
	if a, b := with.Between(from, to), without.Between(from, to); a != hours || b != 2*hours {
		t.Errorf("Between = %v and %v, want 8h and 16h", a, b)
	}
	if with.Between(from, from.Add(day)) != 0 {
		t.Error("the holiday moved with the caller's list")
	}
}

func TestPeerAnswersZeroToReversedArguments(t *testing.T) {
	c := office(t, "Europe/London", "Mon-Fri 09:00-17:00")
	if got := c.Between(instant("2026-03-03T00:00:00Z"), instant("2026-03-02T00:00:00Z")); got != -8*time.Hour {
		t.Errorf("Between = %v, want -8h", got)
	}
}

// A break or the closing of a date that comes before anything opens counts too.
func TestBreakBeforeTheFirstDate(t *testing.T) {
	c := calendar.Spec{
		Zone:    "UTC",
		Changes: []calendar.Change{{From: msp.MustParseDate("2026-03-02"), Hours: calendar.MustParseWeek("Mon-Sun 00:00-24:00")}},
		Breaks:  []calendar.Window{{Rule: calendar.Rule{On: dates("2026-03-01")}, Hours: calendar.MustParseShifts("22:00-30:00")}},
	}.MustCompile(zones.Load)
	from := instant("2026-03-01T00:00:00Z")
	want := []calendar.Interval{{From: instant("2026-03-02T06:00:00Z"), To: instant("2026-03-04T00:00:00Z")}}
	if got := spansOf(c, from, from.Add(3*day)); !sameSpans(got, want) {
		t.Errorf("Spans = %v, want %v", got, want)
	}
	want[0].To = instant("2026-03-03T00:00:00Z")
	if got := c.ShiftsOn(msp.MustParseDate("2026-03-02")); !sameSpans(got, want) {
		t.Errorf("ShiftsOn = %v, want %v", got, want)
	}
}

func TestAlwaysAndNever(t *testing.T) {
	var zero calendar.Calendar
	at, far := instant("2026-03-02T14:00:00.5Z"), time.Unix(1<<62, 7)
	for name, c := range map[string]calendar.Calendar{"zero": zero, "Never": calendar.Never(nil), "of Always": calendar.Complement(calendar.Always(nil))} {
		if c.IsAlways() || c.IsOpen(at) || c.IsOpen(far) || c.Between(at, far) != 0 || c.Zone() != time.UTC ||
			c.IsBusinessDay(msp.MustParseDate("2026-03-02")) != (name == "of Always") || len(c.ShiftsOn(msp.MustParseDate("2026-03-02"))) > 0 {
			t.Errorf("%s is open, or has another zone", name)
		}
	}
	loc := zones.MustLoad("America/New_York")
	for name, c := range map[string]calendar.Calendar{
		"Always": calendar.Always(loc), "of Never": calendar.Complement(calendar.Never(loc)),
		"a spec": calendar.Spec{Zone: "America/New_York", Always: true}.MustCompile(zones.Load),
		"a week": office(t, "America/New_York", "Mon-Sun 00:00-12:00,12:00-24:00"),
		"nights": office(t, "America/New_York", "Mon-Sun 20:00-44:00"),
	} {
		if !c.IsAlways() || !c.IsOpen(at) || !c.IsOpen(far) || c.Zone().String() != loc.String() {
			t.Errorf("%s is closed, or has another zone", name)
		}
		if got := c.Between(at, at.Add(time.Hour+1)); got != time.Hour+1 {
			t.Errorf("%s: Between = %v", name, got)
		}
		if got, err := c.Add(at, 3*time.Hour+1); err != nil || !got.Equal(at.Add(3*time.Hour+1)) {
			t.Errorf("%s: Add = %v, %v", name, got, err)
		}
		if next, ok := c.NextOpen(at); !ok || !next.Equal(at) {
			t.Errorf("%s: NextOpen = %v, %v", name, next, ok)
		}
		if previous, ok := c.PrevClose(at); !ok || !previous.Equal(at) {
			t.Errorf("%s: PrevClose = %v, %v", name, previous, ok)
		}
		if next, ok := c.NextClose(at); ok {
			t.Errorf("%s: NextClose = %v", name, next)
		}
		if previous, ok := c.PrevOpen(at); ok {
			t.Errorf("%s: PrevOpen = %v", name, previous)
		}
		if got, ok := c.NextStretch(at, 1<<63-1); !ok || !got.Equal(at) {
			t.Errorf("%s: NextStretch = %v, %v", name, got, ok)
		}
		if got := spansOf(c, at, at.Add(1)); len(got) != 1 || got[0].Duration() != 1 {
			t.Errorf("%s: Spans = %v", name, got)
		}
	}
}

// extremes are instants at the ends of what a time.Time can say.
func extremes() []time.Time {
	return []time.Time{
		{},
		time.Unix(1<<62, 0), time.Unix(1<<62, 999_999_999), time.Unix(1<<62+1, 0), time.Unix(-1<<62, 1),
		time.Unix(1<<63-62_135_596_801, 0), time.Unix(-1<<63, 0), time.Date(1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(-1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC), instant("9999-12-31T23:59:59.999999999Z"), time.Unix(1<<34, 0), time.Unix(-1<<36, 0),
	}
}

func TestExtremeInstants(t *testing.T) {
	week := office(t, "America/New_York", "Mon-Fri 09:00-17:00")
	mostly := calendar.Complement(week)
	for _, c := range []calendar.Calendar{{}, calendar.Always(nil), week, mostly, calendar.Union(week, calendar.Always(nil)), calendar.Union(week, mostly)} {
		for _, x := range extremes() {
			if got := c.Between(x, x); got != 0 {
				t.Errorf("Between(%v, t) = %v", x.Unix(), got)
			}
			for _, y := range extremes() {
				got, back := c.Between(x, y), c.Between(y, x)
				if got != -back && (got != math.MaxInt64 || back != math.MinInt64) && (got != math.MinInt64 || back != math.MaxInt64) {
					t.Errorf("Between(%v, %v) = %v and back %v", x.Unix(), y.Unix(), got, back)
				}
				if (x.Unix() < y.Unix() && got < 0) || (x.Unix() > y.Unix() && got > 0) {
					t.Errorf("Between(%v, %v) = %v has the wrong sign", x.Unix(), y.Unix(), got)
				}
			}
			for _, d := range []time.Duration{1, time.Hour, 1<<63 - 1, -1, -1 << 63} {
				for name, move := range map[string]func(time.Time, time.Duration) (time.Time, error){"Add": c.Add, "Sub": c.Sub} {
					if _, err := move(x, d); err != nil && !errors.Is(err, calendar.ErrNotEnoughOpenTime) {
						t.Errorf("%s(%v, %v): %v", name, x.Unix(), d, err)
					}
				}
			}
			c.IsOpen(x)
			c.NextOpen(x)
			c.PrevClose(x)
		}
		for s := range c.Spans(time.Unix(-1<<62, 0), time.Unix(1<<62, 0)) {
			if s.IsEmpty() {
				t.Errorf("an empty span %v", s)
			}
			break
		}
	}
	for _, c := range []calendar.Calendar{{}, calendar.Always(nil), week, mostly} {
		for _, x := range extremes() {
			c.NextClose(x)
			c.PrevOpen(x)
			c.NextStretch(x, time.Hour)
		}
	}
	// Beyond all dates a calendar made by Complement is open, to the nanosecond.
	for _, x := range []time.Time{time.Unix(1<<50, 0), time.Unix(-1<<50, 0), time.Unix(1<<62+10, 0), time.Unix(-1<<62-10, 0)} {
		if got := mostly.Between(x, x.Add(1500*time.Millisecond)); !mostly.IsOpen(x) || got != 1500*time.Millisecond {
			t.Errorf("open at %v: %v, and Between = %v, want 1.5s", x.Unix(), mostly.IsOpen(x), got)
		}
		if got, err := mostly.Add(x, 1500*time.Millisecond); err != nil || !got.Equal(x.Add(1500*time.Millisecond)) {
			t.Errorf("Add(%v, 1.5s) = %v, %v", x.Unix(), got.Unix(), err)
		}
	}
}

func TestTheShortestDuration(t *testing.T) {
	const shortest = time.Duration(math.MinInt64)
	c := office(t, "UTC", "Mon-Sun 00:00-23:00")
	at := instant("2026-03-02T14:00:00Z")
	forth, err := c.Sub(at, shortest)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.CheckedBetween(forth, at); err != nil || got != shortest {
		t.Errorf("CheckedBetween(Sub(t, shortest), t) = %v, %v, want %v", got, err, shortest)
	}
	if got, err := c.CheckedBetween(at, forth); !errors.Is(err, msp.ErrOverflow) || got != 0 {
		t.Errorf("CheckedBetween = %v, %v, want ErrOverflow", got, err)
	}
	back, err := c.Add(at, shortest)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.CheckedBetween(at, back); err != nil || got != shortest {
		t.Errorf("CheckedBetween(t, Add(t, shortest)) = %v, %v, want %v", got, err, shortest)
	}
	always := calendar.Always(nil)
	if got, err := always.Sub(at, shortest); err != nil || !got.Equal(at.Add(math.MaxInt64).Add(1)) {
		t.Errorf("Sub(t, shortest) = %v, %v", got, err)
	}
}

func TestMoreThan292Years(t *testing.T) {
	c := office(t, "UTC", "Mon-Sun 00:00-23:59")
	from, to := instant("1700-01-01T00:00:00Z"), instant("2300-01-01T00:00:00Z")
	for _, cal := range []calendar.Calendar{c, calendar.Always(nil), calendar.Complement(calendar.Complement(c))} {
		if got := cal.Between(from, to); got != math.MaxInt64 {
			t.Errorf("Between = %v, want the longest", got)
		}
		if got := cal.Between(to, from); got != math.MinInt64 {
			t.Errorf("Between backwards = %v, want the shortest", got)
		}
		if got, err := cal.CheckedBetween(from, to); !errors.Is(err, msp.ErrOverflow) || got != 0 {
			t.Errorf("CheckedBetween = %v, %v, want ErrOverflow", got, err)
		}
	}
	// A long span of little open time fits.
	rare := office(t, "UTC", "Mon 09:00-10:00")
	if got, err := rare.CheckedBetween(from, to); err != nil || got != 31_306*time.Hour {
		t.Errorf("CheckedBetween of 31306 Mondays = %v, %v", got.Hours(), err)
	}
}

// Many goroutines ask one calendar that no one asked before; with -race this
// shows that the tables are shared properly.
func TestConcurrentUse(t *testing.T) {
	c := calendar.Union(
		office(t, "America/New_York", "Mon-Fri 09:00-12:00,13:00-17:00"),
		calendar.Subtract(office(t, "Asia/Kolkata", "Mon-Sat 22:00-06:00"), office(t, "Pacific/Apia", "Wed 00:00-24:00")),
	)
	type answers struct {
		open    bool
		between time.Duration
		add     time.Time
		days    int
	}
	ask := func(i int) answers {
		at := instant("1990-03-02T14:00:00Z").AddDate(i, i, i)
		var a answers
		a.open = c.IsOpen(at)
		a.between = c.Between(at, at.AddDate(5, 0, 0))
		a.add, _ = c.Add(at, 100*time.Hour)
		a.days = c.BusinessDaysBetween(msp.MustParseDate("1990-01-01"), msp.MustParseDate("2026-01-01"))
		return a
	}
	const questions = 60
	var wg sync.WaitGroup
	var all [16][questions]answers
	for g := range all {
		wg.Go(func() {
			for i := range questions {
				n := (i*7 + g*11) % questions
				all[g][n] = ask(n)
			}
		})
	}
	wg.Wait()
	for g := range all {
		if all[g] != all[0] {
			t.Fatalf("goroutine %d has other answers than the first", g)
		}
	}
}
