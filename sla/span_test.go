package sla_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

func TestSpans(t *testing.T) {
	broken := office() // a Monday that is a business day without a minute open
	broken.Breaks = []calendar.Window{window("2026-03-09", "00:00-24:00")}
	weekend := office()
	weekend.Extra = []calendar.Window{window("2026-03-07", "10:00-12:00")}
	night := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 22:00-06:00")}
	always := calendar.Spec{Zone: "America/New_York", Always: true}
	for _, tt := range []struct {
		name  string
		spec  calendar.Spec
		start string
		span  sla.Span
		named string
		want  time.Duration
		due   string
		limit string
	}{
		{"within a day", office(), "2026-03-06 10:00", sla.Within(4 * time.Hour), "-", 4 * time.Hour, "2026-03-06 14:00", "2026-03-06 14:00"},
		{"over a weekend", office(), "2026-03-06 16:00", sla.Within(4 * time.Hour), "-", 4 * time.Hour, "2026-03-09 12:00", "2026-03-09 12:00"},
		{"to the closing", office(), "2026-03-06 16:00", sla.Within(time.Hour), "-", time.Hour, "2026-03-06 17:00", "2026-03-09 09:00"},
		{"same time of day", office(), "2026-03-06 16:00", sla.BusinessDays(1), "2026-03-09 16:00", 8 * time.Hour, "2026-03-09 16:00", "2026-03-09 16:00"},
		{"from Saturday", office(), "2026-03-07 11:00", sla.BusinessDays(1), "2026-03-10 09:00", 8 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"over Easter", office(), "2026-04-02 15:00", sla.BusinessDays(2), "2026-04-08 15:00", 16 * time.Hour, "2026-04-08 15:00", "2026-04-08 15:00"},
		{"end of this day", office(), "2026-03-06 16:00", sla.EndOfBusinessDay(0), "2026-03-06 17:00", time.Hour, "2026-03-06 17:00", "2026-03-09 09:00"},
		{"end of this day, on Saturday", office(), "2026-03-07 11:00", sla.EndOfBusinessDay(0), "2026-03-09 17:00", 8 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"end of the day after", office(), "2026-03-07 11:00", sla.EndOfBusinessDay(1), "2026-03-10 17:00", 16 * time.Hour, "2026-03-10 17:00", "2026-03-11 09:00"},
		{"next business day", office(), "2026-03-06 16:00", sla.NextBusinessDay{}, "2026-03-09 17:00", 9 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"next business day, on Saturday", office(), "2026-03-07 11:00", sla.NextBusinessDay{}, "2026-03-09 17:00", 8 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"by noon", office(), "2026-03-06 16:00", at("12:00"), "2026-03-09 12:00", 4 * time.Hour, "2026-03-09 12:00", "2026-03-09 12:00"},
		{"before there is time", office(), "2026-03-07 11:00", at("08:00"), "2026-03-10 09:00", 8 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"on the morning after", night, "2026-03-09 12:00", at("26:00"), "2026-03-11 02:00", 12 * time.Hour, "2026-03-11 02:00", "2026-03-11 02:00"},
		{"out of hours", office(), "2026-03-06 16:00", at("20:00"), "2026-03-10 09:00", 9 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},

		// A break changes nothing about which days are business days; only a closing
		// that is not there is passed over.
		{"no closing that day", broken, "2026-03-06 16:00", sla.EndOfBusinessDay(1), "2026-03-10 17:00", 9 * time.Hour, "2026-03-10 17:00", "2026-03-11 09:00"},
		{"a closing the day after", broken, "2026-03-06 16:00", sla.EndOfBusinessDay(2), "2026-03-10 17:00", 9 * time.Hour, "2026-03-10 17:00", "2026-03-11 09:00"},
		{"no closing the next day", broken, "2026-03-06 16:00", sla.NextBusinessDay{}, "2026-03-10 17:00", 9 * time.Hour, "2026-03-10 17:00", "2026-03-11 09:00"},
		{"a day without time", broken, "2026-03-06 16:00", sla.BusinessDays(1), "2026-03-10 09:00", time.Hour, "2026-03-06 17:00", "2026-03-10 09:00"},
		{"no time that day", broken, "2026-03-06 17:00", at("12:00"), "2026-03-10 12:00", 3 * time.Hour, "2026-03-10 12:00", "2026-03-10 12:00"},

		// Extra opening lets the time run, and is no business day.
		{"extra opening", weekend, "2026-03-07 11:00", sla.EndOfBusinessDay(0), "2026-03-09 17:00", 9 * time.Hour, "2026-03-09 17:00", "2026-03-10 09:00"},
		{"a day from extra opening", weekend, "2026-03-07 11:00", sla.BusinessDays(1), "2026-03-09 11:00", 3 * time.Hour, "2026-03-09 11:00", "2026-03-09 11:00"},

		// The day of an instant is its date, also in the night.
		{"before midnight", night, "2026-03-09 23:00", sla.EndOfBusinessDay(0), "2026-03-10 06:00", 7 * time.Hour, "2026-03-10 06:00", "2026-03-10 22:00"},
		{"after midnight", night, "2026-03-10 01:00", sla.EndOfBusinessDay(0), "2026-03-11 06:00", 13 * time.Hour, "2026-03-11 06:00", "2026-03-11 22:00"},

		{"over a clock change", always, "2026-03-07 16:00", sla.CivilDays(3), "2026-03-10 16:00", 71 * time.Hour, "2026-03-10 16:00", "2026-03-10 16:00"},
		{"hours are not days", always, "2026-03-07 16:00", sla.Within(72 * time.Hour), "-", 72 * time.Hour, "2026-03-10 17:00", "2026-03-10 17:00"},
		{"onto a skipped hour", always, "2026-03-07 02:30", sla.CivilDays(1), "2026-03-08 03:00", 24*time.Hour - 30*time.Minute, "2026-03-08 03:00", "2026-03-08 03:00"},
		{"a day that closes at midnight", always, "2026-03-05 16:00", sla.EndOfBusinessDay(0), "2026-03-06 00:00", 8 * time.Hour, "2026-03-06 00:00", "2026-03-06 00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := compile(tt.spec)
			d := start(t, tt.span, c, local(t, c, tt.start))
			target, known := d.Target()
			if target != tt.want || !known {
				t.Errorf("%v from %s: Target = %v, %v, want %v", tt.span, tt.start, target, known, tt.want)
			}
			got := [3]string{show(d.NamedInstant()), show(d.Due()), show(d.Limit())}
			if want := [3]string{tt.named, tt.due, tt.limit}; got != want {
				t.Errorf("%v from %s: Named, Due, Limit = %v, want %v", tt.span, tt.start, got, want)
			}
		})
	}
}

// What a calendar does not have is unknown, and no error.
func TestSpansUnknown(t *testing.T) {
	lastWeek := calendar.Spec{
		Zone:    "UTC",
		Hours:   calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Changes: []calendar.Change{{From: msp.MustParseDate("2026-03-07")}},
	}
	// Nothing is left of its shifts, on any day, but it is open on Saturdays.
	hollow := lastWeek
	hollow.Changes = nil
	hollow.Breaks = []calendar.Window{{Rule: calendar.Rule{On: calendar.Nth{Weekday: time.Monday, N: 1}}, Hours: calendar.MustParseShifts("00:00-24:00")}}
	for n := 2; n <= 5; n++ {
		hollow.Breaks = append(hollow.Breaks, calendar.Window{
			Rule: calendar.Rule{On: calendar.Nth{Weekday: time.Monday, N: n}}, Hours: calendar.MustParseShifts("00:00-24:00"),
		})
	}
	hollow.Hours = calendar.MustParseWeek("Mon 09:00-17:00")
	hollow.Extra = []calendar.Window{window("2026-03-07", "10:00-12:00")}
	for name, c := range map[string]calendar.Calendar{
		"never": calendar.Never(nil), "zero": {}, "in its last week": compile(lastWeek), "without closings": compile(hollow),
	} {
		from := local(t, c, "2026-03-06 18:00")
		for _, span := range []sla.Span{
			sla.BusinessDays(100_000), sla.EndOfBusinessDay(0), sla.EndOfBusinessDay(3), sla.NextBusinessDay{}, at("12:00"),
		} {
			if name == "without closings" && (span == sla.BusinessDays(100_000) || span == at("12:00")) {
				continue // these need no closing
			}
			d := start(t, span, c, from)
			_, named := d.NamedInstant()
			_, target := d.Target()
			_, due := d.Due()
			_, limit := d.Limit()
			if named || target || due || limit {
				t.Errorf("%s: %v: Named %v, Target %v, Due %v, Limit %v known", name, span, named, target, due, limit)
			}
			if _, ok := d.Remaining(from); ok {
				t.Errorf("%s: %v: something remains of no target", name, span)
			}
			for range d.Spans() {
				t.Errorf("%s: %v: an explanation of nothing", name, span)
			}
			later := from.AddDate(1000, 0, 0)
			if s, r := d.OutcomeIfDone(later), d.OutcomeIfOpen(later); s != msp.Excluded || r != msp.Excluded || d.Breached(later) {
				t.Errorf("%s: %v: stopped %v, running %v, want excluded", name, span, s, r)
			}
		}
	}
	// The last opening has come: what rolls has nowhere to go.
	c := compile(lastWeek)
	if d := start(t, sla.BusinessDays(1), c, local(t, c, "2026-03-06 12:00")); d != start(t, sla.BusinessDays(2), c, local(t, c, "2026-03-06 12:00")) {
		t.Errorf("a business day after the last: %v", d)
	}
	if d := start(t, at("20:00"), c, local(t, c, "2026-03-05 12:00")); show(d.NamedInstant()) != "-" {
		t.Errorf("a roll after the last closing: %v", show(d.NamedInstant()))
	}
	// An amount of time is an amount of time everywhere.
	d := start(t, sla.Within(4*time.Hour), calendar.Never(nil), time.Unix(0, 0))
	if target, ok := d.Target(); !ok || target != 4*time.Hour || show(d.Due()) != "-" || show(d.Limit()) != "-" {
		t.Errorf("never open: Target = %v, %v, Due %v, Limit %v", target, ok, show(d.Due()), show(d.Limit()))
	}
	if used, ok := d.UsedUp(1); ok {
		t.Errorf("never open: a nanosecond is used up at %v", used)
	}
	if s, r := d.OutcomeIfDone(time.Unix(1e10, 0)), d.OutcomeIfOpen(time.Unix(1e10, 0)); s != msp.Met || r != msp.Pending {
		t.Errorf("never open: stopped %v, running %v, want met and pending", s, r)
	}
	// It runs out with the last closing, and nothing is ever late.
	d = start(t, sla.Within(time.Hour), c, local(t, c, "2026-03-06 16:00"))
	if show(d.Due()) != "2026-03-06 17:00" || show(d.Limit()) != "-" || d.Breached(time.Unix(1e10, 0)) {
		t.Errorf("last closing: Due %v, Limit %v", show(d.Due()), show(d.Limit()))
	}
}

func TestStartErrors(t *testing.T) {
	late := office()
	late.Extra = []calendar.Window{window("2026-03-06", "19:00-21:00")}
	c := compile(late)
	silent := office() // two business days without a minute open
	silent.Breaks = []calendar.Window{window("2026-03-09", "00:00-24:00"), window("2026-03-10", "00:00-24:00")}
	weekly := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon 00:00-24:00")}
	for day := time.Sunday; day <= time.Saturday; day++ {
		for n := 1; n <= 5; n++ {
			weekly.Extra = append(weekly.Extra, calendar.Window{
				Rule: calendar.Rule{On: calendar.Nth{Weekday: day, N: n}}, Hours: calendar.MustParseShifts("00:00-24:00"),
			})
		}
	}
	// Open without end and beyond all dates.
	union := calendar.Union(compile(weekly), calendar.Complement(calendar.Never(nil)))
	far := time.Date(20_000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name   string
		target sla.Target
		from   time.Time
		kind   error
	}{
		{"zero target", sla.Target{}, far, sla.ErrNoTarget},
		{"after the closing of the day", newTarget(t, sla.EndOfBusinessDay(0), c), local(t, c, "2026-03-06 19:30"), sla.ErrNoOpenTime},
		{"the day after leaves no time either", newTarget(t, at("12:00"), compile(silent)), local(t, c, "2026-03-06 17:00"), sla.ErrNoOpenTime},
		{"beyond all dates", newTarget(t, sla.CivilDays(1), calendar.Always(nil)), far, msp.ErrRange},
		{"beyond all dates", newTarget(t, sla.NextBusinessDay{}, c), far, msp.ErrRange},
		{"beyond all dates", newTarget(t, at("12:00"), c), far, msp.ErrRange},
		{"beyond all dates", newTarget(t, sla.BusinessDays(1), union), far, msp.ErrRange},
		{"beyond all dates", newTarget(t, sla.EndOfBusinessDay(1), union), far, msp.ErrRange},
		{"1900 years of open time", newTarget(t, sla.BusinessDays(100_000), compile(weekly)), time.Unix(0, 0), msp.ErrOverflow},
	} {
		d, err := tt.target.Start(tt.from)
		var input *msp.InputError
		if !errors.Is(err, tt.kind) || !errors.As(err, &input) || d != (sla.Deadline{}) {
			t.Errorf("%s: %v, %v, want kind %v", tt.name, d, err, tt.kind)
		}
	}
	_, err := newTarget(t, sla.EndOfBusinessDay(0), c).Start(local(t, c, "2026-03-06 19:30"))
	const want = `sla: start "2026-03-06T19:30:00Z": end of business day is 2026-03-06T17:00:00Z`
	if err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	// Dates end where the years do, and that is no error.
	end := time.Date(9999, 12, 31, 12, 0, 0, 0, time.UTC)
	if d := start(t, sla.CivilDays(100_000), calendar.Always(nil), end); show(d.NamedInstant()) != "-" {
		t.Errorf("civil days beyond the year 10000: %v", show(d.NamedInstant()))
	}
}

func TestNewTarget(t *testing.T) {
	c := compile(office())
	always := calendar.Always(zones.MustLoad("Europe/London"))
	within := sla.Within(time.Hour)
	for _, tt := range []struct {
		span     sla.Span
		calendar calendar.Calendar
		code     msp.Code
		path     string
	}{
		{nil, c, msp.CodeMissing, "span"},
		{&within, c, msp.CodeType, "span"},
		{(*sla.NextBusinessDay)(nil), c, msp.CodeType, "span"},
		{sla.Within(0), c, msp.CodeRange, "span.within"},
		{sla.Within(-1), c, msp.CodeRange, "span.within"},
		{sla.BusinessDays(0), c, msp.CodeRange, "span.business_days"},
		{sla.BusinessDays(100_001), c, msp.CodeRange, "span.business_days"},
		{sla.EndOfBusinessDay(-1), c, msp.CodeRange, "span.end_of_business_day"},
		{sla.EndOfBusinessDay(100_001), c, msp.CodeRange, "span.end_of_business_day"},
		{sla.CivilDays(0), always, msp.CodeRange, "span.civil_days"},
		{sla.CivilDays(100_001), always, msp.CodeRange, "span.civil_days"},
		{sla.CivilDays(1), c, sla.CodeNotAlwaysOpen, "span"},
		{sla.CivilDays(1), calendar.Calendar{}, sla.CodeNotAlwaysOpen, "span"},
	} {
		target, err := sla.NewTarget(tt.span, tt.calendar)
		var issues msp.Issues
		if !errors.As(err, &issues) || len(issues) != 1 || issues[0].Path != tt.path || !errors.Is(err, tt.code) || !target.IsZero() {
			t.Errorf("NewTarget(%T) = %v, %v, want %s at %s", tt.span, target, err, tt.code, tt.path)
		}
	}
	for _, span := range []sla.Span{
		sla.Within(1), sla.BusinessDays(1), sla.BusinessDays(100_000), sla.EndOfBusinessDay(0), sla.EndOfBusinessDay(100_000),
		sla.NextBusinessDay{},
		at("48:00"), sla.CivilDays(1), sla.CivilDays(100_000),
	} {
		target, err := sla.NewTarget(span, always)
		if err != nil || target != sla.MustNewTarget(span, always) || target.Span() != span || target.Calendar() != always || target.IsZero() {
			t.Errorf("NewTarget(%v) = %v, %v", span, target, err)
		}
	}
}

func TestMustNewTarget(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, msp.CodeMissing) {
			t.Errorf("MustNewTarget without a span: %v, want a panic with its findings", err)
		}
	}()
	sla.MustNewTarget(nil, calendar.Calendar{})
}

func TestSpanText(t *testing.T) {
	for _, tt := range []struct {
		span       sla.Span
		text, json string
	}{
		{sla.Within(90 * time.Minute), "within 1h30m", `{"within":"1h30m"}`},
		{sla.Within(0), "within 0s", `{"within":"0s"}`},
		{sla.BusinessDays(1), "1 business day", `{"business_days":1}`},
		{sla.BusinessDays(2), "2 business days", `{"business_days":2}`},
		{sla.EndOfBusinessDay(0), "end of business day", `{"end_of_business_day":0}`},
		{sla.EndOfBusinessDay(1), "end of business day, 1 business day later", `{"end_of_business_day":1}`},
		{sla.EndOfBusinessDay(2), "end of business day, 2 business days later", `{"end_of_business_day":2}`},
		{sla.NextBusinessDay{}, "end of next business day", `{"next_business_day":{}}`},
		{at("12:00"), "next business day at 12:00", `{"next_business_day":{"at":"12:00"}}`},
		{sla.NextBusinessDayAt{}, "next business day at 00:00", `{"next_business_day":{"at":"00:00"}}`},
		{sla.CivilDays(1), "1 day", `{"civil_days":1}`},
		{sla.CivilDays(3), "3 days", `{"civil_days":3}`},
	} {
		if got := tt.span.String(); got != tt.text {
			t.Errorf("String = %q, want %q", got, tt.text)
		}
		data, err := json.Marshal(tt.span)
		if err != nil || string(data) != tt.json {
			t.Errorf("JSON of %v = %s, %v, want %s", tt.span, data, err, tt.json)
		}
		if tt.span == sla.Within(0) {
			continue // what no target may have is not read
		}
		if got, err := sla.ParseSpan(data); err != nil || got != tt.span {
			t.Errorf("ParseSpan(%s) = %v, %v, want %v", data, got, err, tt.span)
		}
	}
}

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]sla.Span{
		`{"within":"90m"}`:    sla.Within(90 * time.Minute),
		`{"within":"4h0m0s"}`: sla.Within(4 * time.Hour),
		` { "next_business_day" : { "at" : "12:00:30" } }`: at("12:00:30"),
	} {
		if got, err := sla.ParseSpan([]byte(text)); err != nil || got != want {
			t.Errorf("ParseSpan(%s) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, tt := range []struct {
		text string
		code msp.Code
		path string
	}{
		{``, msp.CodeSyntax, ""},
		{`null`, msp.CodeType, ""},
		{`[]`, msp.CodeType, ""},
		{`"4h"`, msp.CodeType, ""},
		{`{}`, msp.CodeMissing, ""},
		{`{"Within":"4h"}`, msp.CodeUnknownKey, "Within"},
		{`{"within":4}`, msp.CodeType, "within"},
		{`{"within":null}`, msp.CodeType, "within"},
		{`{"within":"4 h"}`, msp.CodeSyntax, "within"},
		{`{"within":"1d"}`, msp.CodeSyntax, "within"},
		{`{"within":"0s"}`, msp.CodeRange, "within"},
		{`{"within":"-4h"}`, msp.CodeRange, "within"},
		{`{"within":"9999999h"}`, msp.CodeRange, "within"},
		{`{"within":"` + strings.Repeat("9", 1_000_000) + `h"}`, msp.CodeSyntax, "within"},
		{`{"within":"4h","within":"4h"}`, msp.CodeDuplicateKey, "within"},
		{`{"within":"4h","business_days":2}`, msp.CodeConflict, "business_days"},
		{`{"business_days":0}`, msp.CodeRange, "business_days"},
		{`{"business_days":1.0}`, msp.CodeType, "business_days"},
		{`{"business_days":1e99}`, msp.CodeType, "business_days"},
		{`{"business_days":100001}`, msp.CodeRange, "business_days"},
		{`{"end_of_business_day":-1}`, msp.CodeRange, "end_of_business_day"},
		{`{"end_of_business_day":100001}`, msp.CodeRange, "end_of_business_day"},
		{`{"civil_days":0}`, msp.CodeRange, "civil_days"},
		{`{"next_business_day":true}`, msp.CodeType, "next_business_day"},
		{`{"next_business_day":{"at":"12"}}`, msp.CodeSyntax, "next_business_day.at"},
		{`{"next_business_day":{"at":"49:00"}}`, msp.CodeRange, "next_business_day.at"},
		{`{"next_business_day":{"by":"12:00"}}`, msp.CodeUnknownKey, "next_business_day.by"},
	} {
		got, err := sla.ParseSpan([]byte(tt.text))
		var issues msp.Issues
		if !errors.As(err, &issues) || len(issues) != 1 || issues[0].Code != tt.code || issues[0].Path != tt.path || got != nil {
			t.Errorf("ParseSpan(%.60s) = %v, %v, want %s at %q", tt.text, got, err, tt.code, tt.path)
		}
		if err != nil && len(err.Error()) > 500 {
			t.Errorf("ParseSpan(%.60s): error of %d bytes", tt.text, len(err.Error()))
		}
	}
}
