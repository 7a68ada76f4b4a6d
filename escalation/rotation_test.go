package escalation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

func rotationOf(tb testing.TB, zone, start string, unit escalation.Unit, members ...string) escalation.Rotation {
	tb.Helper()
	r, err := escalation.RotationSpec{Zone: zone, Start: calendar.MustParseLocalTime(start), Unit: unit, Members: members}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func rotationTime(tb testing.TB, text string) time.Time {
	tb.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		tb.Fatal(err)
	}
	return at
}

// What peers get wrong: clocks that skip the handover, show it twice, or lose a day.
func TestRotationAt(t *testing.T) {
	for _, tt := range []struct {
		about, zone, start string
		unit               escalation.Unit
		at, want           string
	}{
		{
			"a nightly handover that Santiago skips on 8 September 2024 comes at 01:00, when clocks go forward",
			"America/Santiago", "2024-09-01T00:30", escalation.Day,
			"2024-09-08T04:00:00Z", "7 b 2024-09-08T01:00:00-03:00 2024-09-09T00:30:00-03:00",
		},
		{
			"Apia has no 30 December 2011: that day's turn is passed over",
			"Pacific/Apia", "2011-12-28T09:00", escalation.Day,
			"2011-12-30T12:00:00Z", "2 a 2011-12-31T00:00:00+14:00 2011-12-31T09:00:00+14:00",
		},
		{
			"the second 01:15 of the night when clocks go back is after the first 01:30, when b took over",
			"America/New_York", "2026-11-01T00:30", escalation.Hour,
			"2026-11-01T06:15:00Z", "1 b 2026-11-01T01:30:00-04:00 2026-11-01T02:30:00-05:00",
		},
		{
			"the last day of a month that has no 31st",
			"UTC", "2026-01-31T09:00", escalation.Month,
			"2026-03-01T00:00:00Z", "1 b 2026-02-28T09:00:00Z 2026-03-31T09:00:00Z",
		},
		{
			"a week stays on Monday at 09:00 across a change of the clock, here 167 hours long",
			"America/Chicago", "2026-03-02T09:00", escalation.Week,
			"2026-03-09T13:59:59Z", "0 a 2026-03-02T09:00:00-06:00 2026-03-09T09:00:00-05:00",
		},
		{
			"turns before the start",
			"UTC", "2026-01-05T09:00", escalation.Week,
			"2026-01-05T08:59:59Z", "-1 c 2025-12-29T09:00:00Z 2026-01-05T09:00:00Z",
		},
	} {
		r := rotationOf(t, tt.zone, tt.start, tt.unit, "a", "b", "c")
		if tt.about[0] == 'A' { // two members, so that a turn is seen to be lost
			r = rotationOf(t, tt.zone, tt.start, tt.unit, "a", "b")
		}
		s, ok := r.At(rotationTime(t, tt.at))
		got := fmt.Sprint(s.Slot, " ", s.Member, " ", s.From.Format(time.RFC3339), " ", s.To.Format(time.RFC3339))
		if !ok || got != tt.want {
			t.Errorf("%s: At(%s) = %s, %v, want %s", tt.about, tt.at, got, ok, tt.want)
		}
	}
}

// Five days a week: Friday's turn lasts until Monday, and Monday is the next one's.
func TestRotationOfWorkingDays(t *testing.T) {
	desk := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"), Holidays: calendar.Rules{
		{Name: "Boxing Day", On: calendar.Dates{msp.MustParseDate("2026-12-28")}},
	}}.MustCompile(zones.Load)
	r, err := escalation.RotationSpec{
		Zone: "Europe/London", Start: calendar.MustParseLocalTime("2026-12-21T08:00"), Unit: escalation.WorkingDay, Every: 2,
		Members: []string{"a", "b", "c"}, Calendar: "desk",
	}.Compile(escalation.Sources{Zones: zones.Load, Calendars: func(string) (calendar.Calendar, bool) { return desk, true }})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{
		"2026-12-22T12:00:00Z": "0 a 2026-12-21T08:00:00Z 2026-12-23T08:00:00Z",
		"2026-12-23T08:00:00Z": "1 b 2026-12-23T08:00:00Z 2026-12-25T08:00:00Z",
		"2026-12-27T12:00:00Z": "2 c 2026-12-25T08:00:00Z 2026-12-30T08:00:00Z", // Friday and Tuesday
		"2026-12-18T12:00:00Z": "-1 c 2026-12-17T08:00:00Z 2026-12-21T08:00:00Z",
	} {
		s, ok := r.At(rotationTime(t, at))
		if got := fmt.Sprint(s.Slot, " ", s.Member, " ", s.From.Format(time.RFC3339), " ", s.To.Format(time.RFC3339)); !ok || got != want {
			t.Errorf("At(%s) = %s, %v, want %s", at, got, ok, want)
		}
	}
}

// All findings are there at once.
func TestRotationValidate(t *testing.T) {
	never := func(string) (calendar.Calendar, bool) { return calendar.Calendar{}, false }
	desk := func(string) (calendar.Calendar, bool) {
		return calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(zones.Load), true
	}
	monday := calendar.MustParseLocalTime("2026-01-05T09:00")
	for _, tt := range []struct {
		spec      escalation.RotationSpec
		calendars calendar.Source
		want      string
	}{
		{escalation.RotationSpec{}, nil, "(members nobody); zone missing"},
		{escalation.RotationSpec{Zone: "UTC"}, nil, "(members nobody)"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}}, nil, ""},
		{escalation.RotationSpec{Zone: "Mars/Olympus", Members: []string{"a", "", "b\xff"}, Name: "\xff"}, nil, "members[1] missing; members[2] syntax; name syntax; zone unknown_zone"},
		{escalation.RotationSpec{Zone: "UTC", Members: make([]string, 10_001), Every: -1, Unit: 9}, nil, "every range; members range; members[…] missing; unit range"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Every: 10_001}, nil, "every range"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Start: calendar.MustParseLocalTime("2026-01-05T09:00:00.5")}, nil, "start range"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Calendar: "desk"}, desk, "calendar conflict"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Unit: escalation.WorkingDay, Start: monday}, desk, "calendar missing"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Unit: escalation.WorkingDay, Start: monday, Calendar: "desk"}, nil, "calendar unknown_name"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Unit: escalation.WorkingDay, Start: monday, Calendar: "desk"}, never, "calendar unknown_name"},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Unit: escalation.WorkingDay, Start: monday, Calendar: "desk"}, desk, ""},
		{escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}, Unit: escalation.WorkingDay, Start: calendar.MustParseLocalTime("2026-01-04T09:00"), Calendar: "desk"}, desk, "start range"},
	} {
		var found []string
		sources := escalation.Sources{Zones: zones.Load, Calendars: tt.calendars}
		for _, i := range tt.spec.Validate(sources) {
			if len(tt.spec.Members) > 3 && strings.HasPrefix(i.Path, "members[") {
				i.Path = "members[…]"
			}
			text := i.Path + " " + string(i.Code)
			if i.Severity == msp.SeverityWarning {
				text = "(" + text + ")"
			}
			if i.Code != msp.CodeTooMany && (len(found) == 0 || found[len(found)-1] != text) {
				found = append(found, text)
			}
		}
		if got := strings.Join(found, "; "); got != tt.want {
			t.Errorf("Validate of %.200v = %q, want %q", tt.spec, got, tt.want)
		}
		if _, err := tt.spec.Compile(sources); (err == nil) != (tt.want == "" || tt.want == "(members nobody)") {
			t.Errorf("Compile = %v, want findings %q", err, tt.want)
		}
	}
}

// Far instants, and shifts that reach beyond the dates, have no answer and do not hang.
func TestRotationFar(t *testing.T) {
	for _, unit := range []escalation.Unit{escalation.Hour, escalation.Day, escalation.Week, escalation.Month} {
		r := rotationOf(t, "America/New_York", "2026-01-01T09:00", unit, "a", "b")
		for _, at := range []time.Time{
			{},
			time.Unix(1<<62, 0), time.Unix(-1<<62, 0), time.Date(-1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC),
			time.Date(1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 12, 0, 0, 0, time.UTC),
		} {
			if s, ok := r.At(at); ok {
				t.Errorf("%v: At(%v) = %+v", unit, at, s)
			}
		}
		if s, ok := r.At(time.Date(9000, 6, 1, 0, 0, 0, 0, time.UTC)); !ok {
			t.Errorf("%v: At(9000) = %+v, %v", unit, s, ok)
		}
	}
	desk := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(zones.Load)
	works, err := escalation.RotationSpec{
		Zone: "UTC", Start: calendar.MustParseLocalTime("2026-01-05T09:00"), Unit: escalation.WorkingDay, Every: 10_000, Members: []string{"a"}, Calendar: "desk",
	}.Compile(escalation.Sources{Zones: zones.Load, Calendars: func(string) (calendar.Calendar, bool) { return desk, true }})
	if err != nil {
		t.Fatal(err)
	}
	// A turn of 10,000 working days, some 38 years, ends after the year 9999.
	if s, ok := works.At(time.Date(9999, 6, 1, 0, 0, 0, 0, time.UTC)); ok {
		t.Errorf("At(9999) = %+v", s)
	}
	if _, ok := (escalation.Rotation{}).At(time.Unix(0, 0)); ok {
		t.Error("the zero Rotation has somebody on call")
	}
}

// Without a zone source the machine's own zones are asked.
func TestRotationOfTheMachine(t *testing.T) {
	r, err := escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}}.Compile(escalation.Sources{})
	if s, ok := r.At(time.Unix(0, 0)); err != nil || !ok || !s.From.Equal(time.Unix(0, 0)) {
		t.Errorf("%v, At(1970) = %+v, %v", err, s, ok)
	}
}

// A spec may change after it was compiled.
func TestRotationIsACopy(t *testing.T) {
	spec := escalation.RotationSpec{Zone: "UTC", Members: []string{"a"}}
	r, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		t.Fatal(err)
	}
	spec.Members[0] = "z"
	if s, _ := r.At(time.Unix(0, 0)); s.Member != "a" {
		t.Errorf("on call is %q", s.Member)
	}
}

// Looking up a turn does not allocate.
func TestRotationAllocatesNothing(t *testing.T) {
	at := time.Date(2026, time.March, 8, 8, 30, 0, 0, time.UTC)
	for _, unit := range []escalation.Unit{escalation.Hour, escalation.Day, escalation.Week, escalation.Month} {
		r := rotationOf(t, "America/Chicago", "2024-01-31T02:30", unit, "ana", "bob", "cal")
		if n := testing.AllocsPerRun(100, func() { sinkTurn, _ = r.At(at) }); n != 0 {
			t.Errorf("%v: %v allocations", unit, n)
		}
	}
}
