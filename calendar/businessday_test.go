package calendar_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// 2026-03-02 is a Monday.
func TestIsBusinessDay(t *testing.T) {
	window := func(date, hours string) []calendar.Window {
		return []calendar.Window{{Rule: calendar.Rule{On: dates(date)}, Hours: calendar.MustParseShifts(hours)}}
	}
	week := calendar.MustParseWeek("Mon-Fri 09:00-17:00; Sat 22:00-30:00")
	holiday := calendar.Rules{{On: dates("2026-03-03")}}
	for _, c := range []struct {
		what string
		spec calendar.Spec
		date string
		want bool
	}{
		{"a weekday", calendar.Spec{Hours: week}, "2026-03-02", true},
		{"the night's own date", calendar.Spec{Hours: week}, "2026-03-07", true},
		{"the morning the night ends on", calendar.Spec{Hours: week}, "2026-03-08", false},
		{"a holiday", calendar.Spec{Hours: week, Holidays: holiday}, "2026-03-03", false},
		{"a holiday that cancels", calendar.Spec{Hours: week, Holidays: holiday, HolidayCancelsShift: true}, "2026-03-03", false},
		{"special hours on a holiday", calendar.Spec{Hours: week, Holidays: holiday, Special: window("2026-03-03", "10:00-12:00")}, "2026-03-03", true},
		{"no special hours on a holiday", calendar.Spec{Hours: week, Holidays: holiday, Special: window("2026-03-03", "")}, "2026-03-03", false},
		{"no special hours", calendar.Spec{Hours: week, Special: window("2026-03-03", "")}, "2026-03-03", false},
		{"special hours on a Sunday", calendar.Spec{Hours: week, Special: window("2026-03-08", "10:00-12:00")}, "2026-03-08", true},
		{"extra opening", calendar.Spec{Hours: week, Extra: window("2026-03-08", "10:00-12:00")}, "2026-03-08", false},
		{"a break all day", calendar.Spec{Hours: week, Breaks: window("2026-03-02", "00:00-24:00")}, "2026-03-02", true},
		{"a shift after midnight", calendar.Spec{Hours: calendar.MustParseWeek("Mon 25:00-29:00")}, "2026-03-02", true},
		{"where it lies", calendar.Spec{Hours: calendar.MustParseWeek("Mon 25:00-29:00")}, "2026-03-03", false},
		{"a shift after midnight into a holiday", calendar.Spec{Hours: calendar.MustParseWeek("Mon 25:00-29:00"), Holidays: holiday}, "2026-03-02", true},
		{"a shift that is skipped", calendar.Spec{Hours: calendar.MustParseWeek("Sun 02:00-03:00")}, "2026-03-08", false},
		{"the week after", calendar.Spec{Hours: calendar.MustParseWeek("Sun 02:00-03:00")}, "2026-03-15", true},
		{"always", calendar.Spec{Always: true}, "2026-03-08", true},
		{"never", calendar.Spec{}, "2026-03-02", false},
		{"no date", calendar.Spec{Hours: week}, "", false},
		{"no date of always", calendar.Spec{Always: true}, "", false},
	} {
		c.spec.Zone = "America/New_York"
		if got := c.spec.MustCompile(zones.Load).IsBusinessDay(msp.MustParseDate(c.date)); got != c.want {
			t.Errorf("%s: IsBusinessDay(%s) = %v, want %v", c.what, c.date, got, c.want)
		}
	}
}

// Samoa had no 30 December 2011.
func TestADateThatWasSkipped(t *testing.T) {
	c := office(t, "Pacific/Apia", "Mon-Fri 09:00-17:00")
	if c.IsBusinessDay(msp.MustParseDate("2011-12-30")) || !c.IsBusinessDay(msp.MustParseDate("2011-12-29")) {
		t.Error("a skipped Friday is a business day")
	}
	if got := c.BusinessDaysBetween(msp.MustParseDate("2011-12-26"), msp.MustParseDate("2012-01-02")); got != 4 {
		t.Errorf("the week has %d business days, want 4", got)
	}
}

func TestRollAndAddBusinessDays(t *testing.T) {
	c := calendar.Spec{
		Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"), Holidays: calendar.Rules{{On: dates("2026-06-01", "2026-12-31")}},
	}.MustCompile(zones.Load)
	for _, x := range []struct {
		date string
		n    int
		roll calendar.Roll
		want string
	}{
		{"2026-03-02", 0, 0, "2026-03-02"},
		{"2026-03-02", 5, 0, "2026-03-09"},
		{"2026-03-02", -1, 0, "2026-02-27"},
		{"2026-03-07", 0, calendar.RollForward, "2026-03-09"},
		{"2026-03-07", 0, calendar.RollBack, "2026-03-06"},
		{"2026-03-07", 1, calendar.RollForward, "2026-03-10"},
		{"2026-03-07", 1, calendar.RollBack, "2026-03-09"},
		{"2026-03-07", -1, calendar.RollForward, "2026-03-06"},
		{"2026-05-30", 0, calendar.RollForward, "2026-06-02"}, // Saturday; Monday is a holiday
		{"2026-05-30", 0, calendar.RollModifiedForward, "2026-05-29"},
		{"2026-03-07", 0, calendar.RollModifiedForward, "2026-03-09"},
		{"2026-08-01", 0, calendar.RollModifiedBack, "2026-08-03"}, // Saturday the 1st
		{"2026-08-08", 0, calendar.RollModifiedBack, "2026-08-07"},
		{"2026-12-31", 0, calendar.RollForward, "2027-01-01"},
		{"2026-12-31", 0, calendar.RollModifiedForward, "2026-12-30"},
		{"2026-03-07", 1, 0, ""},
		{"", 1, calendar.RollForward, ""},
		{"2026-03-07", 1, 9, ""},
		{"2026-03-02", 1 << 62, 0, ""},
		{"2026-03-02", -1 << 63, 0, ""},
		{"9999-12-31", 1, 0, ""},
		{"0001-01-01", -1, 0, ""},
		{"0001-01-01", 0, 0, "0001-01-01"}, // a Monday
		{"9999-12-31", -1, 0, "9999-12-30"},
	} {
		got, err := c.AddBusinessDays(msp.MustParseDate(x.date), x.n, x.roll)
		if got.String() != x.want || (x.want == "") != errors.Is(err, calendar.ErrNoBusinessDay) {
			t.Errorf("AddBusinessDays(%s, %d, %v) = %v, %v, want %q", x.date, x.n, x.roll, got, err, x.want)
		}
	}
	never := calendar.Never(nil)
	if got, err := never.RollBusinessDay(msp.MustParseDate("2026-03-02"), calendar.RollForward); !errors.Is(err, calendar.ErrNoBusinessDay) {
		t.Errorf("RollBusinessDay of never = %v, %v", got, err)
	}
	always := calendar.Always(nil)
	if got, err := always.AddBusinessDays(msp.MustParseDate("2026-02-27"), 2, 0); err != nil || got.String() != "2026-03-01" {
		t.Errorf("AddBusinessDays of always = %v, %v", got, err)
	}
	if got, err := always.AddBusinessDays(msp.MustParseDate("9999-12-31"), 1, 0); !errors.Is(err, calendar.ErrNoBusinessDay) {
		t.Errorf("AddBusinessDays past the last date = %v, %v", got, err)
	}
}

func TestBusinessDaysBetween(t *testing.T) {
	c := office(t, "Europe/London", "Mon-Fri 09:00-17:00")
	for _, x := range []struct {
		a, b string
		want int
	}{
		{"2026-03-02", "2026-03-09", 5},
		{"2026-03-09", "2026-03-02", -5},
		{"2026-03-07", "2026-03-09", 0},
		{"2026-03-02", "2026-03-02", 0},
		{"2026-03-06", "2026-03-07", 1},
		{"", "0001-01-02", 1},
		{"", "", 0},
		{"2026-01-01", "2027-01-01", 261},
	} {
		if got := c.BusinessDaysBetween(msp.MustParseDate(x.a), msp.MustParseDate(x.b)); got != x.want {
			t.Errorf("BusinessDaysBetween(%s, %s) = %d, want %d", x.a, x.b, got, x.want)
		}
	}
	if got := calendar.Always(nil).BusinessDaysBetween(msp.Date{}, msp.MustParseDate("0001-01-03")); got != 2 {
		t.Errorf("BusinessDaysBetween(none, 0001-01-03) of always = %d, want 2", got)
	}
}

func TestShiftsOn(t *testing.T) {
	spec := calendar.Spec{
		Zone:     "America/New_York",
		Hours:    calendar.MustParseWeek("Mon-Fri 09:00-12:00,13:00-17:00; Sat 22:00-30:00"),
		Holidays: calendar.Rules{{On: dates("2026-03-05", "2026-03-15")}},
		Special:  []calendar.Window{{Rule: calendar.Rule{On: dates("2026-03-04")}, Hours: calendar.MustParseShifts("10:00-11:00")}},
		Extra:    []calendar.Window{{Rule: calendar.Rule{On: dates("2026-03-03")}, Hours: calendar.MustParseShifts("18:00-19:00")}},
		Breaks:   []calendar.Window{{Rule: calendar.Rule{On: dates("2026-03-03")}, Hours: calendar.MustParseShifts("11:00-14:00")}},
	}
	c := spec.MustCompile(zones.Load)
	span := func(from, to string) calendar.Interval {
		return calendar.Interval{From: instant(from), To: instant(to)}
	}
	for date, want := range map[string]calendar.Intervals{
		"2026-03-02": {span("2026-03-02T14:00:00Z", "2026-03-02T17:00:00Z"), span("2026-03-02T18:00:00Z", "2026-03-02T22:00:00Z")},
		"2026-03-03": {span("2026-03-03T14:00:00Z", "2026-03-03T16:00:00Z"), span("2026-03-03T19:00:00Z", "2026-03-03T22:00:00Z")},
		"2026-03-04": {span("2026-03-04T15:00:00Z", "2026-03-04T16:00:00Z")},
		"2026-03-05": nil,
		"2026-03-07": {span("2026-03-08T03:00:00Z", "2026-03-08T10:00:00Z")}, // an hour is skipped
		"2026-03-08": nil,
		"2026-03-14": {span("2026-03-15T02:00:00Z", "2026-03-15T04:00:00Z")}, // a holiday begins
		"":           nil,
	} {
		got := c.ShiftsOn(msp.MustParseDate(date))
		if !got.Equal(want) {
			t.Errorf("ShiftsOn(%s) = %v, want %v", date, got, want)
		}
		for _, i := range got {
			if i.From.Location() != c.Zone() || i.To.Location() != c.Zone() {
				t.Errorf("ShiftsOn(%s) is not in %v", date, c.Zone())
			}
		}
	}
	morning := calendar.Intersect(c, office(t, "UTC", "Mon-Sun 00:00-15:00"))
	if got, want := morning.ShiftsOn(msp.MustParseDate("2026-03-02")), (calendar.Intervals{span("2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z")}); !got.Equal(want) {
		t.Errorf("ShiftsOn of a part = %v, want %v", got, want)
	}
	always := calendar.Always(zones.MustLoad("America/New_York"))
	if got := always.ShiftsOn(msp.MustParseDate("2026-03-08")); len(got) != 1 || got[0].Duration() != 23*time.Hour {
		t.Errorf("ShiftsOn of always = %v, want 23 hours", got)
	}
	if got := calendar.Always(zones.MustLoad("Pacific/Apia")).ShiftsOn(msp.MustParseDate("2011-12-30")); len(got) != 0 {
		t.Errorf("ShiftsOn of a skipped date = %v, want none", got)
	}
}

func TestRollText(t *testing.T) {
	for r, want := range map[calendar.Roll]string{
		0: "", calendar.RollForward: "forward", calendar.RollBack: "back",
		calendar.RollModifiedForward: "modified_forward", calendar.RollModifiedBack: "modified_back",
	} {
		var again calendar.Roll
		text, err := r.MarshalText()
		if err != nil || string(text) != want || r.String() != want || again.UnmarshalText(text) != nil || again != r {
			t.Errorf("%v: MarshalText = %s, %v, want %q", r, text, err, want)
		}
	}
	if got, err := calendar.ParseRoll("Forward"); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("ParseRoll(Forward) = %v, %v, want ErrSyntax", got, err)
	}
	kept := calendar.RollBack
	if err := kept.UnmarshalText([]byte("x")); err == nil || kept != calendar.RollBack {
		t.Errorf("UnmarshalText(x) = %v, leaves %v", err, kept)
	}
	if _, err := calendar.Roll(9).MarshalText(); !errors.Is(err, msp.ErrRange) || calendar.Roll(9).String() != "Roll(9)" {
		t.Errorf("Roll(9) = %v, MarshalText %v", calendar.Roll(9), err)
	}
}
