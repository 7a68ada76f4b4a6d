package calendar_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/zones"
)

func dates(list ...string) calendar.Dates {
	var out calendar.Dates
	for _, text := range list {
		out = append(out, msp.MustParseDate(text))
	}
	return out
}

// Every finding about a spec, each alone.
func TestSpecFindings(t *testing.T) {
	office := calendar.MustParseWeek("Mon-Fri 09:00-17:00")
	nine := calendar.MustParseShifts("09:00-10:00")
	for _, c := range []struct {
		what string
		spec calendar.Spec
		want string
	}{
		{"nothing", calendar.Spec{Hours: office}, ""},
		{"always", calendar.Spec{Always: true}, ""},
		{"always and hours", calendar.Spec{Always: true, Hours: office}, "always: conflict"},
		{"always and holidays", calendar.Spec{Always: true, Holidays: calendar.Rules{{On: calendar.Fixed{Day: 1}}}}, "always: conflict"},
		{"always and cancelling", calendar.Spec{Always: true, HolidayCancelsShift: true}, "always: conflict"},
		{"always and a weekend", calendar.Spec{Always: true, Weekend: []time.Weekday{1}}, "always: conflict"},
		{"never open", calendar.Spec{}, ": never_open"},
		{"empty special hours", calendar.Spec{Special: []calendar.Window{{Rule: calendar.Rule{On: dates("2026-01-01")}}}}, ": never_open"},
		{"24 hours", calendar.Spec{Hours: calendar.Week{1: calendar.MustParseShifts("09:00-09:00")}}, "hours.mon[0]: whole_day"},
		{"overlap", calendar.Spec{Hours: calendar.Week{0: calendar.MustParseShifts("12:00-14:00,09:00-13:00,13:30-15:00")}}, "hours.sun[0]: overlap; hours.sun[2]: overlap"},
		{"overlap within", calendar.Spec{Hours: calendar.Week{0: calendar.MustParseShifts("09:00-17:00,10:00-11:00,16:00-18:00")}}, "hours.sun[1]: overlap; hours.sun[2]: overlap"},
		{"touching", calendar.Spec{Hours: calendar.Week{0: calendar.MustParseShifts("12:00-14:00,09:00-12:00")}}, ""},
		{"too late", calendar.Spec{Hours: calendar.Week{6: calendar.MustParseShifts("40:00-10:00,48:00-48:00,24:00-24:00")}}, "hours.sat[0]: invalid_shift; hours.sat[1]: invalid_shift; hours.sat[2]: whole_day"},
		{"changes", calendar.Spec{Changes: []calendar.Change{
			{Hours: office},
			{From: msp.MustParseDate("2026-01-01"), Hours: calendar.Week{2: calendar.MustParseShifts("47:00-01:00")}},
			{From: msp.MustParseDate("2026-01-01")},
		}}, "changes[0].from: missing; changes[1].hours.tue[0]: invalid_shift; changes[2].from: duplicate_name"},
		{"no pattern", calendar.Spec{Hours: office, Holidays: calendar.Rules{{Name: "x"}}}, "holidays[0]: missing"},
		{"years", calendar.Spec{Hours: office, Holidays: calendar.Rules{
			{On: calendar.Fixed{Day: 1}, FromYear: -1, UntilYear: 10_000, ExceptYears: []int{2026, 0, 1_000_000_000}},
			{On: calendar.Fixed{Day: 1}, FromYear: 2026, UntilYear: 2025},
		}}, "holidays[0].except_years[1]: range; holidays[0].except_years[2]: range; holidays[0].from_year: range; " +
			"holidays[0].until_year: range; holidays[1].until_year: never_occurs"},
		{"substitute", calendar.Spec{Hours: office, Holidays: calendar.Rules{{On: calendar.Fixed{Day: 1}, Substitute: 7}}}, "holidays[0].substitute: range"},
		{"fixed", calendar.Spec{Hours: office, Holidays: calendar.Rules{
			{On: calendar.Fixed{Month: 13, Day: 32}}, {On: calendar.Fixed{Month: 2, Day: 30}}, {On: calendar.Fixed{Month: -1}}, {On: calendar.Fixed{Day: 31}},
		}}, "holidays[0].fixed.day: range; holidays[0].fixed.month: range; holidays[1].fixed.day: never_occurs; " +
			"holidays[2].fixed.day: range; holidays[2].fixed.month: range"},
		{"nth and last", calendar.Spec{Hours: office, Holidays: calendar.Rules{
			{On: calendar.Nth{Month: 1, Weekday: 7}}, {On: calendar.Nth{N: 6}}, {On: calendar.Last{Month: 99, Weekday: -1}},
		}}, "holidays[0].nth.n: range; holidays[0].nth.weekday: range; holidays[1].nth.n: range; " +
			"holidays[2].last.month: range; holidays[2].last.weekday: range"},
		{"near", calendar.Spec{Hours: office, Holidays: calendar.Rules{
			{On: calendar.OnOrBefore{Day: 1}}, {On: calendar.OnOrAfter{Month: 6, Day: 31, Weekday: 8}}, {On: calendar.After{Month: 1}},
		}}, "holidays[0].on_or_before.month: range; holidays[1].on_or_after.day: never_occurs; holidays[1].on_or_after.weekday: range; " +
			"holidays[2].after.day: range"},
		{"easter", calendar.Spec{Hours: office, Holidays: calendar.Rules{{On: calendar.Easter{Days: -367}}, {On: calendar.Easter{Days: 366}}}}, "holidays[0].easter.days: range"},
		{"dates", calendar.Spec{Hours: office, Holidays: calendar.Rules{{On: calendar.Dates{}}, {On: calendar.Dates{msp.MustParseDate("2026-01-01"), {}}}}}, "holidays[0].dates: never_occurs; holidays[1].dates[1]: missing"},
		{"function", calendar.Spec{Hours: office, Holidays: calendar.Rules{{On: calendar.YearFunc(nil)}}}, "holidays[0].func: missing"},
		{"windows", calendar.Spec{
			Special: []calendar.Window{{Hours: nine}},
			Extra:   []calendar.Window{{Rule: calendar.Rule{On: dates("2026-01-01")}}},
			Breaks:  []calendar.Window{{Rule: calendar.Rule{On: dates("2026-01-01")}, Hours: calendar.MustParseShifts("10:00-11:00,48:00-01:00")}},
		}, "breaks[0].hours[1]: invalid_shift; extra[0].hours: missing; special[0]: missing"},
		{"shadowed", calendar.Spec{Hours: office, Special: []calendar.Window{
			{Rule: calendar.Rule{On: dates("2026-01-01", "2026-01-02")}, Hours: nine},
			{Rule: calendar.Rule{On: dates("2026-01-02")}},
		}}, "special[0]: shadowed"},
		{"weekend", calendar.Spec{Hours: office, Weekend: []time.Weekday{6, 7, -1}}, "weekend[1]: range; weekend[2]: range"},
		{"all week", calendar.Spec{Hours: office, Weekend: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}, "weekend: range"},
	} {
		c.spec.Zone = "Europe/London"
		issues := c.spec.Validate(zones.Load)
		if got := listed(issues); got != c.want {
			t.Errorf("%s: Validate = %q, want %q", c.what, got, c.want)
		}
		_, err := c.spec.Compile(zones.Load)
		if (err != nil) != (issues.Count(msp.SeverityError) > 0) || (err != nil && !errors.Is(err, msp.ErrInvalid)) {
			t.Errorf("%s: Compile: %v, findings %v", c.what, err, issues)
		}
		for _, i := range issues {
			if i.Message == "" || i.Severity != msp.SeverityError && i.Severity != msp.SeverityWarning {
				t.Errorf("%s: finding %+v", c.what, i)
			}
			if err != nil && !errors.Is(err, i.Code) {
				t.Errorf("%s: Compile: %v, want it to match %q", c.what, err, i.Code)
			}
		}
	}
}

func TestSpecZones(t *testing.T) {
	office := calendar.MustParseWeek("Mon-Fri 09:00-17:00")
	none := calendar.ZoneSource(func(string) (*time.Location, error) { return nil, nil })
	for _, c := range []struct {
		zone   string
		source calendar.ZoneSource
		want   string
	}{
		{"", zones.Load, "zone: missing"},
		{"Local", zones.Load, "zone: unknown_zone"},
		{"Local", nil, "zone: unknown_zone"},
		{"Mars/Olympus", zones.Load, "zone: unknown_zone"},
		{"Mars/Olympus", nil, "zone: unknown_zone"},
		{"../../etc/passwd", nil, "zone: unknown_zone"},
		{"Europe/London", none, "zone: unknown_zone"},
		{"Europe/London\x00", zones.Load, "zone: unknown_zone"},
		{strings.Repeat("x", 1<<20), zones.Load, "zone: unknown_zone"},
		{"Europe/London", zones.Load, ""},
		{"UTC", nil, ""},
	} {
		for _, always := range []bool{false, true} {
			spec := calendar.Spec{Zone: c.zone, Hours: office}
			if always {
				spec = calendar.Spec{Zone: c.zone, Always: true}
			}
			if got := listed(spec.Validate(c.source)); got != c.want {
				t.Errorf("zone %.40q: Validate = %q, want %q", c.zone, got, c.want)
			}
			if _, err := spec.Compile(c.source); findingsOf(err) != c.want {
				t.Errorf("zone %.40q: Compile: %v, want %q", c.zone, err, c.want)
			}
		}
	}
	mustPanic(t, "MustCompile", func() { calendar.Spec{}.MustCompile(zones.Load) })
}

// All findings come at once, sorted, numbers by value.
func TestAllFindingsAtOnce(t *testing.T) {
	s := calendar.Spec{Weekend: []time.Weekday{9}}
	for range 12 {
		s.Holidays = append(s.Holidays, calendar.Rule{})
	}
	s.Hours[time.Monday] = calendar.MustParseShifts("48:00-48:00")
	want := "holidays[0]: missing; holidays[1]: missing; holidays[2]: missing; holidays[3]: missing; holidays[4]: missing; " +
		"holidays[5]: missing; holidays[6]: missing; holidays[7]: missing; holidays[8]: missing; holidays[9]: missing; " +
		"holidays[10]: missing; holidays[11]: missing; hours.mon[0]: invalid_shift; weekend[0]: range; zone: missing"
	if _, err := s.Compile(zones.Load); findingsOf(err) != want {
		t.Errorf("Compile: %q, want %q", findingsOf(err), want)
	}
}

func TestParseSpec(t *testing.T) {
	for _, text := range []string{
		`{"zone":"Europe/London"}`,
		`{"zone":""}`,
		`{"zone":"UTC","always":true}`,
		`{"zone":"Europe/London","hours":{"mon":["09:00-17:00"],"sat":["22:00-30:00"]},` +
			`"changes":[{"from":"2026-04-01","hours":{"sun":["10:00-12:00"]}},{"from":"2026-05-01","hours":{}}],` +
			`"holidays":[{"name":"Christmas Day","fixed":{"month":12,"day":25},"substitute":"next_free"}],` +
			`"special":[{"dates":["2026-12-24"],"hours":[]}],` +
			`"extra":[{"nth":{"weekday":"sat","n":1},"hours":["10:00-12:00"]}],` +
			`"breaks":[{"last":{"month":6,"weekday":"fri"},"hours":["12:00-13:00"]}],` +
			`"weekend":["fri","sat"],"holiday_cancels_shift":true}`,
	} {
		s, err := calendar.ParseSpec([]byte(text), msp.Limits{})
		again, errAgain := s.MarshalJSON()
		if err != nil || errAgain != nil || string(again) != text {
			t.Errorf("%s becomes %s, %v, %v", text, again, err, errAgain)
		}
	}
	short, err := calendar.ParseSpec([]byte(` { "hours" : "Mon-Fri 09:00-17:00" , "zone" : "UTC" } `), msp.Limits{})
	if err != nil || short.Hours.String() != "Mon-Fri 09:00-17:00" {
		t.Errorf("the short text of a week: %v, %v", short, err)
	}
	empty, err := calendar.ParseSpec([]byte(`{}`), msp.Limits{})
	if err != nil || !empty.Hours.IsZero() || empty.Zone != "" {
		t.Errorf("ParseSpec({}) = %+v, %v", empty, err)
	}
	for what, s := range map[string]calendar.Spec{
		"a weekend": {Weekend: []time.Weekday{7}}, "no pattern": {Holidays: calendar.Rules{{}}}, "no pattern in a window": {Extra: []calendar.Window{{}}},
	} {
		if text, err := s.MarshalJSON(); err == nil {
			t.Errorf("%s has JSON: %s", what, text)
		}
	}
}

func TestParseSpecRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                             ": syntax",
		`{`:                            ": syntax",
		`null`:                         ": type",
		`[]`:                           ": type",
		`{"zone":"UTC"}x`:              ": syntax",
		`{"zone":"UTC"}{}`:             ": syntax",
		"{\"zone\":\"\xff\"}":          ": syntax",
		"\ufeff{}":                     ": syntax",
		`{"Zone":"UTC"}`:               "Zone: unknown_key",
		`{"zone":"UTC","zone":"UTC"}`:  "zone: duplicate_key",
		`{"zone":null}`:                "zone: type",
		`{"always":"true"}`:            "always: type",
		`{"hours":"Mon"}`:              "hours: syntax",
		`{"hours":[]}`:                 "hours: type",
		`{"weekend":["fri","Sat",""]}`: "weekend[1]: syntax; weekend[2]: syntax",
		`{"changes":[{"form":"2026-01-01","hours":{"mon":["9"],"mon":[]}}]}`: "changes[0].form: unknown_key; " +
			"changes[0].hours.mon: duplicate_key; changes[0].hours.mon[0]: syntax",
		`{"changes":{"from":1}}`: "changes: type",
		`{"holidays":[{"fixed":{"day":1,"day":2,"dya":3}}],"special":[{"dates":["0000-01-01"],"hours":["09:00-48:00:01"]}]}`: "" +
			"holidays[0].fixed.day: duplicate_key; holidays[0].fixed.dya: unknown_key; special[0].dates[0]: range; special[0].hours[0]: range",
	} {
		s, err := calendar.ParseSpec([]byte(text), msp.Limits{})
		if got := findingsOf(err); got != want || s.Zone != "" {
			t.Errorf("ParseSpec(%s): %q, want %q", text, got, want)
		}
		kept := calendar.Spec{Zone: "kept"}
		if err := kept.UnmarshalJSON([]byte(text)); err == nil || kept.Zone != "kept" {
			t.Errorf("UnmarshalJSON(%s) = %v, leaves %+v", text, err, kept)
		}
	}
}

// Documents that mean harm are refused, or read, in proportion to their size.
func TestHostileSpecs(t *testing.T) {
	const many = 1_000_000
	repeat := func(text string) string { return strings.TrimSuffix(strings.Repeat(text+",", many), ",") }
	for _, c := range []struct{ what, text, want string }{
		{"too long", `{"zone":"` + strings.Repeat("x", 17<<20) + `"}`, ": too_large"},
		{"deep arrays", strings.Repeat("[", many/10), ": too_large"},
		{"deep objects", strings.Repeat(`{"hours":`, many/10), ": too_large"},
		{"65 deep", `{"hours":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`, ": too_large"},
		{"64 deep", `{"hours":` + strings.Repeat("[", 63) + strings.Repeat("]", 63) + `}`, "hours: type"},
		{"a number", `{"holidays":[{"fixed":{"day":1` + strings.Repeat("0", many) + `}}]}`, "holidays[0].fixed.day: range"},
		{"an exponent", `{"holidays":[{"fixed":{"day":1e999999999}}]}`, "holidays[0].fixed.day: type"},
	} {
		_, err := calendar.ParseSpec([]byte(c.text), msp.Limits{})
		if got := findingsOf(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	// Any number of mistakes make a thousand findings and one that counts the rest.
	for _, text := range []string{
		`{"hours":{"mon":[` + repeat(`"9"`) + `]}}`,
		`{"holidays":[` + strings.TrimSuffix(strings.Repeat(`{"x":1},`, many/10), ",") + `]}`,
	} {
		_, err := calendar.ParseSpec([]byte(text), msp.Limits{})
		var issues msp.Issues
		if !errors.As(err, &issues) || len(issues) != 1001 || !errors.Is(err, msp.CodeTooMany) {
			t.Errorf("many mistakes: %d findings, %.200v", len(issues), err)
		}
	}
	var keys bytes.Buffer
	for i := range many / 10 {
		fmt.Fprintf(&keys, `"k%d":0,`, i)
	}
	if _, err := calendar.ParseSpec([]byte(`{`+keys.String()+`"zone":"UTC"}`), msp.Limits{}); !errors.Is(err, msp.CodeUnknownKey) {
		t.Errorf("unknown keys: %.200v", err)
	}
}

// A million dates are a calendar like another.
func TestManyDates(t *testing.T) {
	var list calendar.Dates
	d := msp.MustParseDate("2000-01-01")
	for range 1_000_000 {
		list = append(list, d)
		if d, _ = d.AddDays(1); d.Year() == 2600 {
			d = msp.MustParseDate("2000-01-01")
		}
	}
	spec := calendar.Spec{
		Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"), Holidays: calendar.Rules{{Name: "Closed", On: list}},
	}
	c, err := spec.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Between(instant("2026-03-02T00:00:00Z"), instant("2026-03-09T00:00:00Z")); got != 0 {
		t.Errorf("Between in a week of holidays = %v, want 0", got)
	}
}

// A million intervals in one day are refused or no heavier than the seconds of
// the day: questions cost what they cost for a few.
func TestManyShifts(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out a million shifts")
	}
	var shifts []calendar.Shift
	for i := range 1_000_000 {
		shifts = append(shifts, shift(t, i%40_000*2, i%40_000*2+1))
	}
	spec := daily("UTC", shifts...)
	issues := spec.Validate(zones.Load)
	if len(issues) > 1001 {
		t.Errorf("Validate: %d findings, want at most 1001", len(issues))
	}
	if issues.Err() == nil {
		t.Errorf("a million shifts in one day compile; want a finding %q, since a question may then build fifty million spans", msp.CodeTooLarge)
	}
}

// A source of zones may make a location anew each time; holidays and answers do
// not hang on the pointer.
func TestZoneByName(t *testing.T) {
	spec := calendar.Spec{
		Zone: "fixed-18000", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{{On: dates("2026-03-03")}},
	}
	a, b := spec.MustCompile(gen.Load), spec.MustCompile(gen.Load)
	from, to := instant("2026-03-02T00:00:00Z"), instant("2026-03-05T00:00:00Z")
	if a.Zone() == b.Zone() {
		t.Fatal("the source must make its locations anew")
	}
	for _, c := range []calendar.Calendar{a, b, calendar.Intersect(a, b)} {
		if got := c.Between(from.In(b.Zone()), to.In(a.Zone())); got != 16*time.Hour {
			t.Errorf("Between = %v, want 16h", got)
		}
	}
	if !slices.Equal(spansOf(a, from, to), spansOf(a, from.In(b.Zone()), to)) {
		t.Error("Spans depends on the location's pointer")
	}
}

// A list may have two hundred rules that recur, and any number of dates.
func TestTooManyRules(t *testing.T) {
	rule := calendar.Rule{On: calendar.Fixed{Month: time.May, Day: 1}}
	window := calendar.Window{Rule: rule, Hours: calendar.MustParseShifts("09:00-10:00")}
	listed := calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-05-01")}}
	spec := calendar.Spec{
		Zone:     "UTC",
		Holidays: append(slices.Repeat(calendar.Rules{rule}, 200), slices.Repeat(calendar.Rules{listed}, 1000)...),
		Extra:    slices.Repeat([]calendar.Window{window}, 201),
	}
	_, err := spec.Compile(load)
	if got, want := findingsOf(err), "extra: too_large"; got != want {
		t.Errorf("Compile = %q, want %q", got, want)
	}
	spec.Holidays, spec.Extra = append(spec.Holidays, rule), nil
	_, err = spec.Compile(load)
	if got, want := findingsOf(err), ": never_open; holidays: too_large"; got != want {
		t.Errorf("Compile = %q, want %q", got, want)
	}
}

// What a hunt for failing inputs found.
func TestHostileButLegal(t *testing.T) {
	office := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	for _, year := range []int{-1_000_000_000, -20, -1, 0, 1} {
		from := time.Date(year, time.December, 20, 0, 0, 0, 0, time.UTC)
		for s := range office.Explain(from, from.AddDate(0, 0, 40)) {
			if year < 0 && s.Open {
				t.Errorf("open in the year %d: %v", year, s)
			}
		}
	}
	// A calendar that is part of another many times is asked once.
	shared := office
	for range 50 {
		shared = calendar.Union(shared, shared)
	}
	at := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	if !shared.IsOpen(at) || shared.Between(at, at.AddDate(2, 0, 0)) != office.Between(at, at.AddDate(2, 0, 0)) {
		t.Error("a union of a calendar with itself is another")
	}
	for s := range shared.Explain(at, at.Add(time.Hour)) {
		if !s.Open {
			t.Errorf("Explain = %v, want open", s)
		}
	}
	// The end of what an instant can be.
	last := time.Unix(math.MaxInt64, 0)
	n := 0
	for range office.Spans(time.Date(9999, time.December, 27, 0, 0, 0, 0, time.UTC), last) {
		n++
	}
	if n != 5 {
		t.Errorf("%d spans in the last week, want 5", n)
	}
	// No clock is eleven days from UTC.
	far := func(string) (*time.Location, error) { return time.FixedZone("far", 1_000_000), nil }
	_, err := calendar.Spec{Zone: "X", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.Compile(far)
	if got, want := findingsOf(err), "zone: unknown_zone"; got != want {
		t.Errorf("Compile in a far zone = %q, want %q", got, want)
	}
	window := calendar.Window{
		Rule:  calendar.Rule{On: calendar.Fixed{Day: 1}},
		Hours: slices.Repeat(calendar.MustParseShifts("09:00-10:00"), 1440),
	}
	_, err = calendar.Spec{Zone: "UTC", Breaks: slices.Repeat([]calendar.Window{window}, 7)}.Compile(load)
	if !errors.Is(err, msp.CodeTooLarge) {
		t.Errorf("Compile of 7 × 1440 recurring shifts = %v, want too_large", err)
	}
}
