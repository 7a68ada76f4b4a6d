package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

func TestParseWeek(t *testing.T) {
	for _, c := range []struct{ text, printed, json string }{
		{"", "", `{}`},
		{"  ", "", `{}`},
		{"Mon 09:00-17:00", "Mon 09:00-17:00", `{"mon":["09:00-17:00"]}`},
		{
			"Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00", "Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00",
			`{"mon":["09:00-12:00","13:00-17:00"],"tue":["09:00-12:00","13:00-17:00"],"wed":["09:00-12:00","13:00-17:00"],` +
				`"thu":["09:00-12:00","13:00-17:00"],"fri":["09:00-12:00","13:00-17:00"],"sat":["10:00-14:00"]}`,
		},
		{"Sat 10:00-14:00;Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00; Sat 10:00-14:00", ""},
		{"Fri,Mon,Wed 09:00-17:00", "Mon,Wed,Fri 09:00-17:00", ""},
		{"Sat-Mon 09:00-17:00", "Mon,Sat-Sun 09:00-17:00", `{"mon":["09:00-17:00"],"sat":["09:00-17:00"],"sun":["09:00-17:00"]}`},
		{"Mon-Sun 00:00-24:00", "Mon-Sun 00:00-24:00", ""},
		{"Sun-Sat 00:00-24:00", "Mon-Sun 00:00-24:00", ""},
		{"Thu-Wed 08:00-09:00", "Mon-Sun 08:00-09:00", ""},
		{"Mon,Tue,Thu-Fri 09:00-17:00:30", "Mon-Tue,Thu-Fri 09:00-17:00:30", ""},
		{"Mon 09:00-17:00; Tue 09:00-17:00; Wed 08:00-12:00; Thu 09:00-17:00", "Mon-Tue,Thu 09:00-17:00; Wed 08:00-12:00", ""},
		{"Mon 09:00-17:00;  Tue 22:00-06:00, 12:00-13:00", "Mon 09:00-17:00; Tue 22:00-06:00,12:00-13:00", ""},
		{"Sun 10:00-12:00", "Sun 10:00-12:00", `{"sun":["10:00-12:00"]}`},
	} {
		got, err := calendar.ParseWeek(c.text)
		if err != nil || got.String() != c.printed {
			t.Errorf("ParseWeek(%q) = %q, %v, want %q", c.text, got, err, c.printed)
		}
		if again, err := calendar.ParseWeek(c.printed); err != nil || !sameWeek(again, got) {
			t.Errorf("ParseWeek(%q) = %q, %v, want %q", c.printed, again, err, got)
		}
		if got.IsZero() != (c.printed == "") {
			t.Errorf("IsZero of %q = %v", c.printed, got.IsZero())
		}
		if text, err := json.Marshal(got); c.json != "" && (err != nil || string(text) != c.json) {
			t.Errorf("%q as JSON = %s, %v, want %s", c.text, text, err, c.json)
		}
	}
}

func TestParseWeekRefuses(t *testing.T) {
	for _, text := range []string{
		"Mon", "09:00-17:00", "Mon 9-17", "mon 09:00-17:00", "Monday 09:00-17:00", "Mo 09:00-17:00", "Mon-Mon 09:00-17:00",
		"Mon 09:00-17:00; Mon 18:00-19:00", "Mon-Wed,Tue 09:00-17:00", "Mon-Fri 09:00-17:00; Thu-Sun 10:00-12:00",
		"Mon-Fri 09:00-17:00;", ";", "Mon- 09:00-17:00", "-Mon 09:00-17:00", "Mon, 09:00-17:00", "Mon,,Tue 09:00-17:00",
		"Mon-Tue-Wed 09:00-17:00", "Mon 09:00", "unM 09:00-17:00", "Mon–Fri 09:00-17:00", "Mon 09:00-49:00", "Mon\xff 09:00-17:00",
		"Mon closed", "Sun Mon 09:00-17:00",
	} {
		got, err := calendar.ParseWeek(text)
		if input := new(msp.InputError); !errors.As(err, &input) || !got.IsZero() {
			t.Errorf("ParseWeek(%q) = %v, %v, want an error", text, got, err)
		}
		kept := calendar.MustParseWeek("Tue 12:00-13:00")
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept.String() != "Tue 12:00-13:00" {
			t.Errorf("UnmarshalText(%q) = %v and leaves %v, want an error", text, err, kept)
		}
	}
	mustPanic(t, "MustParseWeek", func() { calendar.MustParseWeek("Mon") })
}

// The days of a range do not share their shifts.
func TestParseWeekCopies(t *testing.T) {
	week := calendar.MustParseWeek("Mon-Tue 09:00-17:00")
	week[time.Monday][0] = calendar.MustParseShifts("10:00-11:00")[0]
	if got := week.String(); got != "Mon 10:00-11:00; Tue 09:00-17:00" {
		t.Errorf("after a change on Monday the week is %q", got)
	}
}

func TestWeekJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"mon":["09:00-17:00"],"mon":[]}`:      "mon: duplicate_key",
		`{"monday":[]}`:                         "monday: unknown_key",
		`{"mon":"09:00-17:00"}`:                 "mon: type",
		`{"mon":["9-17"]}`:                      "mon[0]: syntax",
		`{"tue":["09:00-17:00","09:61-10:00"]}`: "tue[1]: range",
		`{"tue":[null]}`:                        "tue[0]: type",
		`"Mon 9-17"`:                            ": syntax",
		`[]`:                                    ": type",
		`7`:                                     ": type",
	} {
		week := calendar.MustParseWeek("Tue 12:00-13:00")
		err := week.UnmarshalJSON([]byte(text))
		if got := findingsOf(err); got != want || week.String() != "Tue 12:00-13:00" {
			t.Errorf("UnmarshalJSON(%s): %q and leaves %v, want %q", text, got, week, want)
		}
	}
}
