package calendar_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// explained writes an explanation, a line a segment.
func explained(c calendar.Calendar, from, to string) string {
	a := calendar.InstantOf(calendar.MustParseLocalTime(from), c.Zone())
	b := calendar.InstantOf(calendar.MustParseLocalTime(to), c.Zone())
	var lines []string
	for s := range c.Explain(a, b) {
		lines = append(lines, fmt.Sprintf("%s %s %v %s: %v",
			s.From.Format("02T15:04"), s.To.Format("02T15:04"), s.Open, s.Reason.Code(), s.Reason))
	}
	return strings.Join(lines, "\n")
}

func TestExplain(t *testing.T) {
	date := msp.MustParseDate
	on := func(name string, dates ...msp.Date) calendar.Rule {
		return calendar.Rule{Name: name, On: calendar.Dates(dates)}
	}
	desk := calendar.Spec{
		Zone:  "Europe/London",
		Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{
			on("Founders’ Day", date("2026-03-04")), on("Fair", date("2026-03-04")), on("", date("2026-03-12")),
		},
		Special: []calendar.Window{
			{Rule: on("Stocktaking", date("2026-03-05")), Hours: calendar.MustParseShifts("12:00-13:00")},
			{Rule: on("", date("2026-03-09"))},
		},
		Extra:  []calendar.Window{{Rule: on("Sale", date("2026-03-07")), Hours: calendar.MustParseShifts("10:00-12:00")}},
		Breaks: []calendar.Window{{Rule: on("Fire drill", date("2026-03-06")), Hours: calendar.MustParseShifts("16:30-18:00")}},
	}.MustCompile(load)
	for _, c := range []struct{ name, from, to, want string }{
		{
			"two holidays on one day, whole", "2026-03-03T16:00", "2026-03-05T12:30", `
03T16:00 03T17:00 true hours: open: Tue 09:00-17:00
03T17:00 04T00:00 false outside_hours: closed: outside hours
04T00:00 05T00:00 false holiday: closed: Founders’ Day, Fair
05T00:00 05T12:00 false not_special: closed: outside special hours (Stocktaking)
05T12:00 05T12:30 true special: open: special hours 12:00-13:00 (Stocktaking)`,
		},
		{
			"a break only where it closes something", "2026-03-06T16:00", "2026-03-07T13:00", `
06T16:00 06T16:30 true hours: open: Fri 09:00-17:00
06T16:30 06T17:00 false break: closed: break 16:30-18:00 (Fire drill)
06T17:00 07T10:00 false outside_hours: closed: outside hours
07T10:00 07T12:00 true extra: open: extra 10:00-12:00 (Sale)
07T12:00 07T13:00 false outside_hours: closed: outside hours`,
		},
		{
			"without names", "2026-03-09T08:00", "2026-03-10T08:00", `
09T08:00 10T00:00 false not_special: closed: outside special hours
10T00:00 10T08:00 false outside_hours: closed: outside hours`,
		},
		{"a holiday without a name", "2026-03-12T10:00", "2026-03-12T11:00", "\n12T10:00 12T11:00 false holiday: closed: holiday"},
		{"nothing", "2026-03-12T10:00", "2026-03-12T10:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), explained(desk, c.from, c.to)); diff != "" {
				t.Errorf("Explain(%s, %s) differs (-want +got):\n%s", c.from, c.to, diff)
			}
		})
	}

	const from, to = "2026-03-03T16:30", "2026-03-03T17:30"
	whole := calendar.Always(desk.Zone())
	named := func(name string) calendar.Calendar {
		holiday := calendar.Rule{On: calendar.Dates{date("2026-03-03")}}
		return calendar.Spec{Name: name, Zone: "Europe/London", Holidays: calendar.Rules{holiday}}.MustCompile(load)
	}
	nights := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Sun 17:00-09:00")}.MustCompile(load)
	for _, c := range []struct {
		name string
		of   calendar.Calendar
		want string
	}{
		{"always", whole, "03T16:30 03T17:30 true always: open: 24x7"},
		{"never", calendar.Never(desk.Zone()), "03T16:30 03T17:30 false never: closed: never open"},
		{"zero", calendar.Calendar{}, "03T16:30 03T17:30 false never: closed: never open"},
		{"union", calendar.Union(desk, nights), `
03T16:30 03T17:00 true hours: open: Tue 09:00-17:00
03T17:00 03T17:30 true hours: open: Tue 17:00-09:00`},
		{"a union that is closed", calendar.Union(desk, named("Desk 2"), named("Desk 3"), desk, calendar.Never(nil)), `
03T16:30 03T17:00 true hours: open: Tue 09:00-17:00
03T17:00 03T17:30 false all_closed: closed: outside hours; holiday, Desk 2; holiday, Desk 3; never open`},
		{"a union that is closed for one reason", calendar.Union(named("Desk 2"), named("Desk 2")), `
03T16:30 03T17:30 false holiday: closed: holiday, Desk 2`},
		{"intersect", calendar.Intersect(whole, desk), `
03T16:30 03T17:00 true always: open: 24x7
03T17:00 03T17:30 false outside_hours: closed: outside hours`},
		{"subtract", calendar.Subtract(whole, desk), `
03T16:30 03T17:00 false subtracted: closed: taken out (open: Tue 09:00-17:00)
03T17:00 03T17:30 true always: open: 24x7`},
		{"complement", calendar.Complement(desk), `
03T16:30 03T17:00 false complement: closed: the opposite of (open: Tue 09:00-17:00)
03T17:00 03T17:30 true complement: open: the opposite of (closed: outside hours)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), explained(c.of, from, to)); diff != "" {
				t.Errorf("Explain differs (-want +got):\n%s", diff)
			}
		})
	}
}

// The name of a calendar ends every reason it gives.
func TestExplainNames(t *testing.T) {
	for _, spec := range []calendar.Spec{
		{Zone: "UTC", Always: true},
		{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Sun 00:00-24:00")},
		{Zone: "UTC"},
		{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"), Holidays: calendar.Rules{{Name: "May Day", On: calendar.Fixed{Month: time.May, Day: 1}}}},
	} {
		spec.Name = "Desk"
		c := spec.MustCompile(load)
		from := time.Date(2026, time.April, 30, 0, 0, 0, 0, time.UTC)
		for s := range c.Explain(from, from.AddDate(0, 0, 3)) {
			if s.Reason.Value("calendar") != "Desk" || !strings.HasSuffix(s.Reason.String(), ", Desk") {
				t.Errorf("Explain gives %q, want the name at its end", s.Reason)
			}
		}
	}
}

func TestExplainBeyondTheYears(t *testing.T) {
	desk := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	far := time.Date(1_000_000_000, time.March, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []calendar.Calendar{desk, calendar.Complement(desk)} {
		for _, from := range []time.Time{far, far.AddDate(-2_000_000_000, 0, 0)} {
			var got []calendar.Segment
			for s := range c.Explain(from, from.Add(time.Hour)) {
				got = append(got, s)
			}
			if len(got) != 1 || got[0].Reason.Code() != calendar.ReasonBeyond || got[0].Open != c.IsOpen(from) {
				t.Errorf("Explain(%v) = %v, want one segment beyond the years, open %v", from, got, c.IsOpen(from))
			}
		}
	}
	// Over the edge: the last year there is, and what comes after.
	last := time.Date(9999, time.December, 31, 16, 0, 0, 0, time.UTC) // a Friday
	codes := []string{}
	for s := range desk.Explain(last, last.AddDate(10, 0, 0)) {
		codes = append(codes, s.Reason.Code())
	}
	want := []string{calendar.ReasonHours, calendar.ReasonOutside, calendar.ReasonBeyond}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("Explain over the last year (-want +got):\n%s", diff)
	}
}

func TestSegmentJSON(t *testing.T) {
	at := time.Date(2026, time.March, 3, 16, 0, 0, 0, time.UTC)
	for s := range calendar.Always(nil).Explain(at, at.Add(time.Hour)) {
		got, err := json.Marshal(s)
		const want = `{"from":"2026-03-03T16:00:00Z","to":"2026-03-03T17:00:00Z","open":true,` +
			`"reason":{"code":"always","text":"open: 24x7"}}`
		if err != nil || string(got) != want {
			t.Errorf("json.Marshal = %s, %v, want %s", got, err, want)
		}
	}
}
