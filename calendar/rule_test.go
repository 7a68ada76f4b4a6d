package calendar_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

func datesOf(rules calendar.Rules, period string, weekend ...time.Weekday) string {
	var dates []string
	for o := range rules.In(msp.MustParsePeriod(period), weekend...) {
		mark := ""
		if o.Substitute {
			mark = "*"
		}
		dates = append(dates, o.Date.String()+mark)
	}
	return strings.Join(dates, " ")
}

// From a printed calendar of 2026: 1 January is a Thursday, Easter is 5 April, the
// orthodox 12 April; 2024 is a leap year.
func TestRules(t *testing.T) {
	dates := func(text string) calendar.Dates {
		var list calendar.Dates
		for one := range strings.FieldsSeq(text) {
			list = append(list, msp.MustParseDate(one))
		}
		return list
	}
	for _, c := range []struct {
		what, period string
		rule         calendar.Rule
		want         string
	}{
		{"fixed", "2025-01-01/2028-01-01", calendar.Rule{On: calendar.Fixed{Month: 12, Day: 25}}, "2025-12-25 2026-12-25 2027-12-25"},
		{"29 February", "2023-01-01/2029-01-01", calendar.Rule{On: calendar.Fixed{Month: 2, Day: 29}}, "2024-02-29 2028-02-29"},
		{"every 31st", "2026-01-01/2026-07-01", calendar.Rule{On: calendar.Fixed{Day: 31}}, "2026-01-31 2026-03-31 2026-05-31"},
		{"Thanksgiving", "2026-01-01/2028-01-01", calendar.Rule{On: calendar.Nth{Month: 11, Weekday: time.Thursday, N: 4}}, "2026-11-26 2027-11-25"},
		{"patch Tuesday", "2026-01-01/2026-04-01", calendar.Rule{On: calendar.Nth{Weekday: time.Tuesday, N: 2}}, "2026-01-13 2026-02-10 2026-03-10"},
		{"fifth Friday", "2026-01-01/2026-08-01", calendar.Rule{On: calendar.Nth{Weekday: time.Friday, N: 5}}, "2026-01-30 2026-05-29 2026-07-31"},
		{"Memorial Day", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.Last{Month: 5, Weekday: time.Monday}}, "2026-05-25"},
		{"last Sunday of each month", "2026-02-01/2026-04-01", calendar.Rule{On: calendar.Last{Weekday: time.Sunday}}, "2026-02-22 2026-03-29"},
		{"on or before", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.OnOrBefore{Month: 5, Day: 24, Weekday: time.Monday}}, "2026-05-18"},
		{"on it", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.OnOrBefore{Month: 5, Day: 25, Weekday: time.Monday}}, "2026-05-25"},
		{"on or after", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.OnOrAfter{Month: 5, Day: 25, Weekday: time.Monday}}, "2026-05-25"},
		{"after", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.After{Month: 5, Day: 25, Weekday: time.Monday}}, "2026-06-01"},
		{"after 29 February", "2023-01-01/2025-01-01", calendar.Rule{On: calendar.After{Month: 2, Day: 29, Weekday: time.Monday}}, "2024-03-04"},
		{"before, in the year before", "2026-12-01/2027-02-01", calendar.Rule{On: calendar.OnOrBefore{Month: 1, Day: 1, Weekday: time.Thursday}}, "2026-12-31"},
		{"Good Friday", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.Easter{Days: -2}}, "2026-04-03"},
		{"orthodox Easter", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.Easter{Orthodox: true}}, "2026-04-12"},
		{"a year from Easter", "2027-01-01/2028-01-01", calendar.Rule{On: calendar.Easter{Days: 366}}, "2027-04-06"},
		{"dates in any order", "2026-01-01/2027-01-01", calendar.Rule{On: dates("2026-03-02 2025-01-01 2026-01-05 2026-03-02")}, "2026-01-05 2026-03-02"},
		{"years", "2020-01-01/2030-01-01", calendar.Rule{On: calendar.Fixed{Month: 6, Day: 19}, FromYear: 2021, UntilYear: 2025, ExceptYears: []int{2023}}, "2021-06-19 2022-06-19 2024-06-19 2025-06-19"},
		{"the anchor's year", "2026-12-01/2028-02-01", calendar.Rule{On: calendar.OnOrBefore{Month: 1, Day: 1, Weekday: time.Thursday}, ExceptYears: []int{2027}}, "2027-12-30"},
		{"Saturday to Friday, in the year before", "2021-12-01/2022-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.NearestWeekday}, "2021-12-31*"},
		{"Sunday to Monday", "2023-01-01/2023-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.NearestWeekday}, "2023-01-02*"},
		{"Saturday to Monday", "2022-01-01/2022-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.NextMonday}, "2022-01-03*"},
		{"Sunday to Friday", "2022-12-01/2023-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.PreviousFriday}, "2022-12-30*"},
		{"a weekday stays", "2026-01-01/2026-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.PreviousFriday}, "2026-01-01"},
		{"until the year before", "2021-12-01/2022-02-01", calendar.Rule{On: calendar.Fixed{Month: 1, Day: 1}, UntilYear: 2021, Substitute: calendar.NearestWeekday}, ""},
		{"the last date", "9999-12-01/9999-12-31", calendar.Rule{On: calendar.Fixed{Day: 30}}, "9999-12-30"},
		{"the first date", "0001-01-01/0001-01-02", calendar.Rule{On: calendar.Fixed{Day: 1}}, "0001-01-01"},
		{"no pattern", "2026-01-01/2027-01-01", calendar.Rule{}, ""},
		{"no function", "2026-01-01/2027-01-01", calendar.Rule{On: calendar.YearFunc(nil)}, ""},
	} {
		if got := datesOf(calendar.Rules{c.rule}, c.period); got != c.want {
			t.Errorf("%s: In(%s) = %q, want %q", c.what, c.period, got, c.want)
		}
	}
}

// Christmas in England: 25 and 26 December 2021 were Saturday and Sunday, so
// Monday and Tuesday were free; in 2022 the 25th was a Sunday, and its day moved
// behind the 26th.
func TestNextFree(t *testing.T) {
	christmas := calendar.Rules{
		{Name: "Christmas Day", On: calendar.Fixed{Month: 12, Day: 25}, Substitute: calendar.NextFree},
		{Name: "Boxing Day", On: calendar.Fixed{Month: 12, Day: 26}, Substitute: calendar.NextFree},
	}
	for period, want := range map[string]string{
		"2021-12-01/2022-01-01": "2021-12-27* 2021-12-28*",
		"2022-12-01/2023-01-01": "2022-12-26 2022-12-27*",
		"2020-12-01/2021-01-01": "2020-12-25 2020-12-28*",
		"2024-12-01/2025-01-01": "2024-12-25 2024-12-26",
		"2022-12-27/2022-12-28": "2022-12-27*",
	} {
		if got := datesOf(christmas, period); got != want {
			t.Errorf("In(%s) = %q, want %q", period, got, want)
		}
	}
	// A weekend of Friday and Saturday: 25 December 2026 is a Friday.
	if got, want := datesOf(christmas, "2026-12-01/2027-01-01", time.Friday, time.Saturday), "2026-12-27* 2026-12-28*"; got != want {
		t.Errorf("with another weekend = %q, want %q", got, want)
	}
	// A weekend of one day is as near to the day before as to the day after.
	friday := calendar.Rules{{On: calendar.Fixed{Month: 12, Day: 25}, Substitute: calendar.NearestWeekday}}
	if got, want := datesOf(friday, "2026-12-01/2027-01-01", time.Friday), "2026-12-24*"; got != want {
		t.Errorf("on a tie = %q, want %q", got, want)
	}
	var names []string
	for o := range christmas.In(msp.MustParsePeriod("2022-12-01/2023-01-01")) {
		names = append(names, o.Name)
	}
	if want := []string{"Boxing Day", "Christmas Day"}; !slices.Equal(names, want) {
		t.Errorf("names = %v, want %v", names, want)
	}
}

// A date that falls where a substitute of the same rule does is itself.
func TestDateAndSubstituteOfOneRule(t *testing.T) {
	rule := calendar.Rule{
		On:         calendar.Dates{msp.MustParseDate("2026-01-03"), msp.MustParseDate("2026-01-05"), msp.MustParseDate("2026-01-04")},
		Substitute: calendar.NextMonday,
	}
	if got, want := datesOf(calendar.Rules{rule}, "2026-01-01/2026-02-01"), "2026-01-05"; got != want {
		t.Errorf("In = %q, want %q", got, want)
	}
}

func TestRulesIn(t *testing.T) {
	daily := calendar.Rules{{On: calendar.Fixed{Day: 5}}}
	for range daily.In(msp.Period{}) {
		t.Error("the zero Period has a date")
	}
	if got := datesOf(daily, "2026-01-05/2026-01-05"); got != "" {
		t.Errorf("an empty period has %q", got)
	}
	if got := datesOf(nil, "2026-01-01/2027-01-01"); got != "" {
		t.Errorf("no rules have %q", got)
	}
	saturdays := calendar.Rules{{On: calendar.Dates{msp.MustParseDate("2026-01-03")}, Substitute: calendar.NextMonday}}
	all := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	if got := datesOf(saturdays, "2026-01-01/2026-02-01", all...); got != "2026-01-03" {
		t.Errorf("with a week of weekend = %q, want the date itself", got)
	}
	if got := datesOf(saturdays, "2026-01-01/2026-02-01", time.Weekday(9), time.Weekday(-1)); got != "2026-01-03" {
		t.Errorf("with weekdays that do not exist = %q, want the date itself", got)
	}
}

func TestRuleJSON(t *testing.T) {
	for _, text := range []string{
		`{"name":"Christmas","fixed":{"month":12,"day":25}}`,
		`{"fixed":{"day":1}}`,
		`{"nth":{"month":11,"weekday":"thu","n":4}}`,
		`{"last":{"weekday":"sun"}}`,
		`{"on_or_before":{"month":5,"day":24,"weekday":"mon"}}`,
		`{"on_or_after":{"month":5,"day":24,"weekday":"mon"}}`,
		`{"after":{"month":5,"day":24,"weekday":"mon"}}`,
		`{"easter":{"calendar":"western","days":-2}}`,
		`{"easter":{"calendar":"orthodox","days":0}}`,
		`{"dates":[]}`,
		`{"dates":["2026-01-02","2026-01-01"],"from_year":2020,"until_year":2030,"except_years":[2025],"substitute":"next_free"}`,
	} {
		var r calendar.Rule
		err := json.Unmarshal([]byte(text), &r)
		again, errAgain := json.Marshal(r)
		if err != nil || errAgain != nil || string(again) != text {
			t.Errorf("%s becomes %s, %v, %v", text, again, err, errAgain)
		}
	}
	var w calendar.Window
	const window = `{"name":"Patches","nth":{"weekday":"tue","n":2},"hours":["02:00-04:00"]}`
	if err := json.Unmarshal([]byte(window), &w); err != nil {
		t.Error(err)
	}
	if text, err := json.Marshal(w); err != nil || string(text) != window {
		t.Errorf("%s becomes %s, %v", window, text, err)
	}
	if text, err := json.Marshal(calendar.Window{Rule: calendar.Rule{On: calendar.Fixed{Day: 1}}}); err != nil ||
		string(text) != `{"fixed":{"day":1},"hours":[]}` {
		t.Errorf("a window without hours is %s, %v", text, err)
	}
	for what, r := range map[string]calendar.Rule{
		"a function": {On: calendar.YearFunc(func(int) []msp.Date { return nil })}, "no pattern": {},
		"a weekday": {On: calendar.Last{Weekday: 7}}, "a substitute": {On: calendar.Fixed{Day: 1}, Substitute: 9},
	} {
		if text, err := json.Marshal(r); err == nil {
			t.Errorf("%s has JSON: %s", what, text)
		}
	}
	if _, err := json.Marshal(calendar.Rule{}); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("a rule without pattern: %v, want ErrInvalid", err)
	}
}

func TestRuleJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"fixed":{"day":1},"dates":[]}`:                                "dates: conflict",
		`{"fixed":{"day":1},"easter":{"days":"-2","foo":1}}`:            "easter: conflict; easter.days: type; easter.foo: unknown_key",
		`{"fixed":{"month":13,"day":1}}`:                                "fixed.month: range",
		`{"fixed":{"month":1,"day":32}}`:                                "fixed.day: range",
		`{"fixed":{"month":1.5,"day":1}}`:                               "fixed.month: type",
		`{"fixed":{"day":1000000000000000000000}}`:                      "fixed.day: range",
		`{"fixed":{"day":1,"weekday":"mon"}}`:                           "fixed.weekday: unknown_key",
		`{"nth":{"weekday":"thu","n":6}}`:                               "nth.n: range",
		`{"nth":{"n":1}}`:                                               "nth: missing",
		`{"last":{"weekday":"Thu"}}`:                                    "last.weekday: syntax",
		`{"last":{"weekday":""}}`:                                       "last.weekday: syntax",
		`{"last":{"weekday":4}}`:                                        "last.weekday: type",
		`{"easter":{"calendar":"julian","days":1}}`:                     "easter.calendar: syntax",
		`{"easter":{"calendar":"western","days":367}}`:                  "easter.days: range",
		`{"dates":["2026-02-30"]}`:                                      "dates[0]: range",
		`{"dates":["2026-2-3",5]}`:                                      "dates[0]: syntax; dates[1]: type",
		`{"fixed":{"day":1},"from_year":-1000000000}`:                   "from_year: range",
		`{"fixed":{"day":1},"until_year":10000,"except_years":[0,"x"]}`: "except_years[0]: range; except_years[1]: type; until_year: range",
		`{"fixed":{"day":1},"substitute":"monday"}`:                     "substitute: syntax",
		`{"fixed":{"day":1},"hours":[]}`:                                "hours: unknown_key",
		`{"fixed":null}`:                                                "fixed: type",
		`{"fixed":{"day":1},"fixed":{"day":2}}`:                         "fixed: duplicate_key",
		`{"fixed":{"day":1}} {}`:                                        ": syntax",
	} {
		r := calendar.Rule{Name: "kept"}
		err := r.UnmarshalJSON([]byte(text))
		if got := findingsOf(err); got != want || r.Name != "kept" {
			t.Errorf("UnmarshalJSON(%s): %q, want %q", text, got, want)
		}
	}
	if err := new(calendar.Window).UnmarshalJSON([]byte(`{"fixed":{"day":1}}`)); findingsOf(err) != ": missing" {
		t.Errorf("a window without hours: %v", err)
	}
	w := calendar.Window{Rule: calendar.Rule{Name: "kept"}}
	err := w.UnmarshalJSON([]byte(`{"fixed":{"day":1},"hours":["x"],"year":1}`))
	if got, want := findingsOf(err), "hours[0]: syntax; year: unknown_key"; got != want || w.Rule.Name != "kept" {
		t.Errorf("UnmarshalJSON of a window: %q, want %q", got, want)
	}
}

func TestSubstituteText(t *testing.T) {
	for s, want := range map[calendar.Substitute]string{
		0: "", calendar.NearestWeekday: "nearest_weekday", calendar.NextMonday: "next_monday",
		calendar.PreviousFriday: "previous_friday", calendar.NextFree: "next_free",
	} {
		if got, err := calendar.ParseSubstitute(want); err != nil || got != s || s.String() != want {
			t.Errorf("ParseSubstitute(%q) = %v, %v, want %v", want, got, err, s)
		}
	}
	if got, err := calendar.ParseSubstitute("Next_Free"); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("ParseSubstitute(Next_Free) = %v, %v, want ErrSyntax", got, err)
	}
	if _, err := calendar.Substitute(5).MarshalText(); !errors.Is(err, msp.ErrRange) || calendar.Substitute(5).String() != "Substitute(5)" {
		t.Errorf("Substitute(5) = %v, MarshalText %v", calendar.Substitute(5), err)
	}
}
