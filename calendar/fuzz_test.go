package calendar_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

func FuzzParseTimeOfDay(f *testing.F) {
	for _, seed := range []string{
		"00:00", "09:00:30", "24:00", "48:00", // good
		"48:00:01", "24:60", "9:00", "-1:00", "09:00:00.5", "٠٩:٠٠", "", "99:99:99", // refused
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := calendar.ParseTimeOfDay(text)
		if err != nil {
			return
		}
		if again, err := calendar.ParseTimeOfDay(got.String()); err != nil || again != got {
			t.Fatalf("%q is %v, which is %v, %v", text, got, again, err)
		}
		if h, m, s := got.Clock(); h*3600+m*60+s > 48*3600 || h < 0 || m < 0 || s < 0 {
			t.Fatalf("%q is %d:%d:%d", text, h, m, s)
		}
	})
}

func FuzzParseShifts(f *testing.F) {
	for _, seed := range []string{
		"", "09:00-17:00", "09:00-12:00, 13:00-17:00", "22:00-06:00", "25:00-29:00", "00:00-00:00",
		"09:00-", "-", ",", "09:00-17:00,", "09:00–17:00", "09:00-17:00-18:00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shifts, err := calendar.ParseShifts(text)
		if err != nil {
			return
		}
		week := calendar.Week{1: shifts}
		if again, err := calendar.ParseWeek(week.String()); err != nil || !sameWeek(again, week) {
			t.Fatalf("%q is %v, which is %v, %v", text, week, again, err)
		}
		// Whether or not the shifts make sense, asking is safe.
		if c, err := (calendar.Spec{Zone: "UTC", Hours: week}).Compile(zones.Load); err == nil {
			c.Between(benchStart, benchStart.Add(sevenDays))
		}
	})
}

func FuzzParseWeek(f *testing.F) {
	for _, seed := range []string{
		"", "Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00", "Sat-Mon 09:00-17:00", "Sun-Sat 00:00-24:00", "Mon,Wed 22:00-06:00",
		"Mon-Mon 09:00-17:00", "Mon 09:00-17:00; Mon 18:00-19:00", "; ;", "mon 09:00-17:00", "Mon", "unM 09:00-17:00", "Mon\x00 09:00-17:00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		week, err := calendar.ParseWeek(text)
		if err != nil {
			return
		}
		canonical := week.String()
		again, err := calendar.ParseWeek(canonical)
		if err != nil || !sameWeek(again, week) || again.String() != canonical {
			t.Fatalf("%q is %q, which is %q, %v", text, canonical, again, err)
		}
	})
}

func FuzzParseLocalTime(f *testing.F) {
	for _, seed := range []string{
		"2026-03-08T02:30", "2026-03-08T02:30:00.5", "0001-01-01T00:00", "9999-12-31T23:59:59.999999999",
		"2026-02-30T00:00", "2026-03-08T24:00", "2026-03-08T02:30:00Z", "2026-03-08T02:30:00.", "2026-03-08T02:30:00.1234567890", "T",
	} {
		f.Add(seed)
	}
	loc := zones.MustLoad("America/Santiago")
	f.Fuzz(func(t *testing.T, text string) {
		local, err := calendar.ParseLocalTime(text)
		if err != nil {
			return
		}
		if again, err := calendar.ParseLocalTime(local.String()); err != nil || again != local {
			t.Fatalf("%q is %v, which is %v, %v", text, local, again, err)
		}
		if read, err := calendar.LocalOf(calendar.InstantOf(local, loc), loc); err != nil || read.Compare(local) < 0 {
			t.Fatalf("InstantOf(%v) reads %v, %v", local, read, err)
		}
	})
}

func FuzzUnmarshalRule(f *testing.F) {
	for _, seed := range []string{
		`{"name":"x","fixed":{"month":2,"day":29},"substitute":"next_free"}`, `{"nth":{"weekday":"thu","n":5}}`, `{"last":{"weekday":"sun"}}`,
		`{"on_or_before":{"month":1,"day":1,"weekday":"mon"}}`, `{"after":{"month":12,"day":31,"weekday":"mon"},"except_years":[2026]}`,
		`{"easter":{"calendar":"orthodox","days":-366},"from_year":2020,"until_year":2021}`, `{"dates":["2026-01-01","2026-01-01",""]}`,
		`{"fixed":{"day":1},"nth":{}}`, `{"fixed":{"day":-1}}`, `{"fixed":{"month":1e3}}`, `[]`, `{"dates":[`, `{"last":{"weekday":""}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var rule calendar.Rule
		if rule.UnmarshalJSON(data) != nil || rule.On == nil {
			return
		}
		text, err := json.Marshal(rule)
		if err != nil {
			t.Fatalf("%s is %+v, which has no JSON: %v", data, rule, err)
		}
		var again calendar.Rule
		if err := json.Unmarshal(text, &again); err != nil && validRule(rule) {
			t.Fatalf("%s becomes %s, which is refused: %v", data, text, err)
		} else if twice, err := json.Marshal(again); validRule(rule) && (err != nil || !bytes.Equal(twice, text)) {
			t.Fatalf("%s becomes %s, then %s, %v", data, text, twice, err)
		}
		for range (calendar.Rules{rule, {On: calendar.Fixed{Day: 1}, Substitute: calendar.NextFree}}).In(msp.MustParsePeriod("2025-01-01/2027-01-01")) {
			continue
		}
	})
}

// validRule reports whether a rule is one that compiles: what was read may lack
// numbers that are then out of range.
func validRule(rule calendar.Rule) bool { return calendar.Rules{rule}.Validate().Err() == nil }

func FuzzParseSpec(f *testing.F) {
	for _, seed := range []string{
		`{"zone":"America/New_York","hours":"Mon-Fri 09:00-12:00,13:00-17:00"}`,
		`{"zone":"UTC","always":true}`,
		`{"zone":"Pacific/Apia","hours":{"fri":["00:00-24:00"],"sat":["22:00-06:00"]},"holiday_cancels_shift":true,` +
			`"changes":[{"from":"2026-01-01","hours":{"mon":["09:00-09:00"]}}],"holidays":[{"name":"x","easter":{"calendar":"western","days":1},` +
			`"substitute":"next_monday"}],"special":[{"dates":["2026-03-02"],"hours":[]}],"extra":[{"nth":{"weekday":"sat","n":1},"hours":["10:00-12:00"]}],` +
			`"breaks":[{"last":{"month":3,"weekday":"fri"},"hours":["12:00-13:00","25:00-48:00"]}],"weekend":["fri"]}`,
		`{"zone":"Local"}`, `{"zone":"UTC","zone":"UTC"}`, `{"zone":"UTC","weekend":[""]}`, `{"hours":[[[[]]]]}`, `{"zone":1}`, `null`, `{`, "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := calendar.ParseSpec(data, msp.Limits{})
		if err != nil {
			return
		}
		c, err := spec.Compile(zones.Load)
		if err != nil {
			return
		}
		text, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("%s has no JSON: %v", data, err)
		}
		again, err := calendar.ParseSpec(text, msp.Limits{})
		if err != nil {
			t.Fatalf("%s becomes %s, which is refused: %v", data, text, err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(twice, text) {
			t.Fatalf("%s becomes %s, then %s, %v", data, text, twice, err)
		}
		from, to := benchStart, benchStart.Add(9*day)
		other := again.MustCompile(zones.Load)
		var sum time.Duration
		for s := range c.Spans(from, to) {
			sum += s.Duration()
		}
		if got := c.Between(from, to); got != sum || other.Between(from, to) != sum {
			t.Fatalf("%s: Between = %v, Spans %v, read again %v", data, got, sum, other.Between(from, to))
		}
		if sum > 0 {
			end, err := c.Add(from, sum)
			if err != nil || end.After(to) || c.Between(from, end) != sum {
				t.Fatalf("%s: Add(%v) = %v, %v", data, sum, end, err)
			}
		}
		c.IsBusinessDay(msp.MustParseDate("2026-03-02"))
	})
}
