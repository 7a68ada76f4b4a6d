package sla_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// inApril reads "10 10:00:00" as an instant of April 2026, in UTC.
func inApril(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05", "2026-04-"+text)
	if err != nil {
		panic(err)
	}
	return t
}

// stretchOf reads "10 10:00:00/10 10:43:12".
func stretchOf(text string) calendar.Interval {
	return calendar.Interval{From: inApril(text[:11]), To: inApril(text[12:])}
}

func stretches(texts ...string) []calendar.Interval {
	var out []calendar.Interval
	for _, text := range texts {
		out = append(out, stretchOf(text))
	}
	return out
}

func april() calendar.Interval {
	return calendar.IntervalOf(msp.MustParsePeriod("2026-04-01/2026-05-01"), time.UTC)
}

func aroundTheClock(rule sla.MaintenanceRule) sla.MeasureOptions {
	return sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: rule}
}

func pct(text string) msp.Percent { return msp.MustParsePercent(text) }

func TestMeasure(t *testing.T) {
	both, up := sla.MaintenanceExcluded, sla.MaintenanceCountsAsUp
	london := compile(office())
	for _, tt := range []struct {
		name                      string
		period                    string // April if empty
		outages, maintenance      []string
		opts                      sla.MeasureOptions
		agreed, maintained, downs time.Duration
	}{
		{name: "nothing", opts: aroundTheClock(both), agreed: 720 * time.Hour},
		{name: "one", outages: []string{"10 10:00:00/10 10:43:12"}, opts: aroundTheClock(both), agreed: 720 * time.Hour, downs: 43*time.Minute + 12*time.Second},
		{
			name: "overlapping, repeated and empty", opts: aroundTheClock(up), agreed: 720 * time.Hour, downs: 45 * time.Minute,
			outages: []string{"10 10:20:00/10 10:45:00", "10 10:00:00/10 10:30:00", "10 10:20:00/10 10:45:00", "11 00:00:00/11 00:00:00"},
		},
		{
			name: "sticking out", period: "10 00:00:00/11 00:00:00", opts: aroundTheClock(both), agreed: 24 * time.Hour, downs: 3 * time.Hour,
			outages: []string{"09 20:00:00/10 01:00:00", "10 22:00:00/12 00:00:00", "08 00:00:00/09 00:00:00", "11 00:00:00/13 00:00:00"},
		},
		{
			name: "maintenance out of both sides", opts: aroundTheClock(both), agreed: 718 * time.Hour, maintained: 2 * time.Hour, downs: 50 * time.Minute,
			outages: []string{"12 01:10:00/12 03:50:00"}, maintenance: []string{"12 01:00:00/12 03:00:00", "12 01:30:00/12 02:00:00"},
		},
		{
			name: "maintenance counts as up", opts: aroundTheClock(up), agreed: 720 * time.Hour, maintained: 2 * time.Hour, downs: 50 * time.Minute,
			outages: []string{"12 01:10:00/12 03:50:00"}, maintenance: []string{"12 01:00:00/12 03:00:00"},
		},
		{
			name: "one outage, several maintenances, one maintenance, several outages", opts: aroundTheClock(both),
			agreed: 714 * time.Hour, maintained: 6 * time.Hour, downs: 4 * time.Hour,
			outages:     []string{"12 00:00:00/12 05:00:00", "13 00:30:00/13 01:00:00", "13 02:00:00/13 03:00:00", "13 03:30:00/13 05:00:00"},
			maintenance: []string{"12 01:00:00/12 02:00:00", "12 03:00:00/12 04:00:00", "13 00:00:00/13 04:00:00"},
		},
		{
			// Good Friday, a weekend and Easter Monday are closed; the other day has 8 h.
			name: "hours of service", period: "03 00:00:00/08 00:00:00", agreed: 7 * time.Hour, maintained: time.Hour, downs: time.Hour,
			opts:        sla.MeasureOptions{Hours: london, Maintenance: both},
			outages:     []string{"04 00:00:00/04 12:00:00", "07 15:00:00/08 09:00:00", "06 12:00:00/07 09:00:00"}, // the first in maintenance, the second until 10:00
			maintenance: []string{"05 00:00:00/05 06:00:00", "07 15:00:00/07 20:00:00"},                            // from 16:00 to 17:00 British Summer Time
		},
		{
			name: "minimum", opts: sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, MinOutage: 5 * time.Minute},
			agreed: 719 * time.Hour, maintained: time.Hour, downs: 5*time.Minute + time.Minute + 30*time.Second,
			outages: []string{
				"08 10:00:00/08 10:05:00",                            // exactly as long
				"08 11:00:00/08 11:04:59",                            // shorter
				"08 12:00:00/08 12:01:00", "08 12:02:00/08 12:05:00", // two
				"09 01:58:30/09 02:03:30", // 1:30 of it outside maintenance
			}, maintenance: []string{"09 02:00:00/09 03:00:00"},
		},
		{
			name: "minimum of an outage that leaves the period", period: "10 00:00:00/11 00:00:00", agreed: 24 * time.Hour, downs: time.Minute,
			opts:    sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, MinOutage: 5 * time.Minute},
			outages: []string{"09 23:56:00/10 00:01:00", "10 23:58:00/11 00:02:59"},
		},
		{
			name: "whole minutes, up", opts: sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, WholeMinutes: msp.Up},
			agreed: 719 * time.Hour, maintained: time.Hour, downs: 4 * time.Minute,
			outages:     []string{"08 10:00:00/08 10:00:01", "08 11:00:00/08 11:02:01", "09 02:10:00/09 02:20:00"},
			maintenance: []string{"09 02:00:00/09 03:00:00"},
		},
		{
			name: "whole minutes, nearest", opts: sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, WholeMinutes: msp.HalfUp},
			agreed: 720 * time.Hour, downs: 3 * time.Minute,
			outages: []string{"08 10:00:00/08 10:00:29", "08 11:00:00/08 11:00:30", "08 12:00:00/08 12:02:29"},
		},
		{
			name: "whole minutes, down", opts: sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, WholeMinutes: msp.Down},
			agreed: 720 * time.Hour, downs: time.Minute, outages: []string{"08 10:00:00/08 10:00:59", "08 11:00:00/08 11:01:59"},
		},
		{
			name: "rounded to at most the agreed time", period: "08 10:00:00/08 10:00:40", agreed: 40 * time.Second, downs: 40 * time.Second,
			opts:    sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: both, WholeMinutes: msp.Up},
			outages: []string{"08 10:00:00/08 10:00:10"},
		},
		{name: "an empty period", period: "08 10:00:00/08 10:00:00", opts: aroundTheClock(both), outages: []string{"08 00:00:00/09 00:00:00"}, maintenance: []string{"08 00:00:00/09 00:00:00"}},
		{name: "never open", opts: sla.MeasureOptions{Hours: calendar.Never(nil), Maintenance: both}, outages: []string{"08 00:00:00/09 00:00:00"}},
		{
			name: "all maintenance", period: "08 10:00:00/08 11:00:00", opts: aroundTheClock(both), maintained: time.Hour,
			outages: []string{"08 10:00:00/08 10:30:00"}, maintenance: []string{"08 00:00:00/09 00:00:00"},
		},
	} {
		period := april()
		if tt.period != "" {
			period = stretchOf(tt.period)
		}
		outages, maintenance := stretches(tt.outages...), stretches(tt.maintenance...)
		before := slices.Clone(outages)
		u, err := sla.Measure(period, outages, maintenance, tt.opts)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if u.Agreed() != sla.Exactly(tt.agreed) || u.Down() != sla.Exactly(tt.downs) || u.Maintenance() != sla.Exactly(tt.maintained) {
			t.Errorf("%s: agreed %v, down %v, maintenance %v, want %v, %v, %v", tt.name, u.Agreed(), u.Down(), u.Maintenance(), tt.agreed, tt.downs, tt.maintained)
		}
		if u.Up() != sla.Exactly(tt.agreed-tt.downs) || u.Ratio() != msp.NewRatio(int64(tt.agreed-tt.downs), int64(tt.agreed)) {
			t.Errorf("%s: up %v, ratio %v", tt.name, u.Up(), u.Ratio())
		}
		if !slices.Equal(outages, before) {
			t.Errorf("%s: the argument changed", tt.name)
		}
	}
}

func TestMeasureErrors(t *testing.T) {
	ok := stretches("08 10:00:00/08 11:00:00")
	bad := stretches("08 10:00:00/08 11:00:00", "08 11:00:00/08 10:00:00")
	open := []calendar.Interval{{From: inApril("08 10:00:00")}} // not over, without an end
	far := []calendar.Interval{{From: time.Unix(-1<<62, 0), To: inApril("08 10:00:00")}}
	good := aroundTheClock(sla.MaintenanceExcluded)
	for _, tt := range []struct {
		name                 string
		period               calendar.Interval
		outages, maintenance []calendar.Interval
		opts                 sla.MeasureOptions
		kind                 error
		text                 string
	}{
		{"reversed period", bad[1], ok, nil, good, msp.ErrRange, `sla: period "2026-04-08T11:00:00Z/2026-04-08T10:00:00Z": ends before it begins`},
		{"reversed outage", april(), bad, nil, good, msp.ErrRange, `sla: outage 1 "2026-04-08T11:00:00Z/2026-04-08T10:00:00Z": ends before it begins`},
		{"open outage", april(), open, nil, good, msp.ErrRange, `sla: outage 0 "2026-04-08T10:00:00Z/0001-01-01T00:00:00Z": ends before it begins`},
		{"reversed maintenance", april(), ok, bad, good, msp.ErrRange, `sla: maintenance 1 "2026-04-08T11:00:00Z/2026-04-08T10:00:00Z": ends before it begins`},
		{"far outage", april(), far, nil, good, msp.ErrRange, ""},
		{"far period", calendar.Interval{From: april().From, To: time.Unix(math.MaxInt64, 0)}, nil, nil, good, msp.ErrRange, ""},
		{"no options", april(), ok, nil, sla.MeasureOptions{}, msp.CodeMissing, "maintenance: say what planned maintenance does to the agreed time (missing)"},
		{"no such rule", april(), ok, nil, aroundTheClock(9), msp.CodeRange, "maintenance: MaintenanceRule(9) is no rule for maintenance (range)"},
		{
			"below zero", april(), ok, nil,
			sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: sla.MaintenanceExcluded, MinOutage: -1},
			msp.CodeRange,
			"min_outage: -1ns is below zero (range)",
		},
		{
			"bad numbers", april(), ok, nil,
			sla.MeasureOptions{Hours: calendar.Always(nil), Maintenance: sla.MaintenanceExcluded, MinOutage: -1, WholeMinutes: 9},
			msp.CodeRange,
			"whole_minutes: Rounding(9) is no rounding (range)",
		},
	} {
		_, err := sla.Measure(tt.period, tt.outages, tt.maintenance, tt.opts)
		if !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.text) {
			t.Errorf("%s: %v", tt.name, err)
		}
		outages, err := sla.ExplainOutages(tt.period, tt.outages, tt.maintenance, tt.opts)
		if !errors.Is(err, tt.kind) || outages != nil {
			t.Errorf("%s: ExplainOutages = %v, %v", tt.name, outages, err)
		}
	}
}

// A billion years either way: nothing wraps, and nothing walks through them.
func TestMeasureLongTimes(t *testing.T) {
	const year = 31_556_952 // seconds
	ages := calendar.Interval{From: time.Unix(-1e9*year, 0), To: time.Unix(1e9*year, 0)}
	half := []calendar.Interval{{From: time.Unix(-1e9*year, 0), To: time.Unix(0, 0)}}
	all, err := sla.Measure(ages, half, nil, aroundTheClock(sla.MaintenanceExcluded))
	if err != nil || all.Ratio() != msp.NewRatio(1, 2) || all.Agreed().Seconds() != msp.NewRatio(2e9*year, 1) {
		t.Errorf("24x7: %v, %v", all, err)
	}
	if got := all.String(); got != "31556952000000000s down of 63113904000000000s" {
		t.Errorf("String = %q", got)
	}
	// A calendar and its complement share the time out, and what lies beyond the
	// dates is open in one of them only.
	desk := compile(office())
	sum := sla.Uptime{}
	for _, hours := range []calendar.Calendar{desk, calendar.Complement(desk)} {
		u, err := sla.Measure(ages, half, half, sla.MeasureOptions{Hours: hours, Maintenance: sla.MaintenanceCountsAsUp})
		if err != nil {
			t.Fatal(err)
		}
		if sum, err = sum.Merge(u); err != nil {
			t.Fatal(err)
		}
	}
	if sum.Agreed() != all.Agreed() || sum.Maintenance() != all.Down() || sum.Down() != sla.Exactly(0) {
		t.Errorf("both calendars: %v, maintenance %v", sum, sum.Maintenance())
	}
	// Before all dates, after all dates, and a thousand years among them.
	for _, tt := range []struct {
		from, to int64
		hours    calendar.Calendar
		want     int64
	}{
		{-1e6 * year, -5e5 * year, desk, 0},
		{-1e6 * year, -5e5 * year, calendar.Complement(desk), 5e5 * year},
		{1e6 * year, 2e6 * year, desk, 0},
		{1e6 * year, 2e6 * year, calendar.Complement(desk), 1e6 * year},
		{1e12, 1e12 + 1, calendar.Complement(desk), 1},
	} {
		i := calendar.Interval{From: time.Unix(tt.from, 0), To: time.Unix(tt.to, 0)}
		u, err := sla.Measure(i, nil, nil, sla.MeasureOptions{Hours: tt.hours, Maintenance: sla.MaintenanceExcluded})
		if err != nil || u.Agreed().Seconds() != msp.NewRatio(tt.want, 1) {
			t.Errorf("%d to %d: %v, %v, want %d s", tt.from, tt.to, u, err, tt.want)
		}
	}
	var pieces sla.Uptime
	at := func(years int64) time.Time { return time.Unix(years*31_556_952, 0) }
	opts := sla.MeasureOptions{Hours: desk, Maintenance: sla.MaintenanceExcluded}
	for n := int64(-500); n < 500; n += 100 {
		u, err := sla.Measure(calendar.Interval{From: at(n), To: at(n + 100)}, nil, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		if pieces, err = pieces.Merge(u); err != nil {
			t.Fatal(err)
		}
	}
	if u, err := sla.Measure(calendar.Interval{From: at(-500), To: at(500)}, nil, nil, opts); err != nil || u != pieces {
		t.Errorf("a thousand years: %v, %v, in pieces %v", u, err, pieces)
	}
	if u, err := sla.Measure(ages, nil, nil, sla.MeasureOptions{Hours: desk, Maintenance: sla.MaintenanceExcluded}); err != nil ||
		u.Agreed().Seconds().Compare(msp.NewRatio(9999*366*8*3600, 1)) > 0 || u.Agreed().Seconds().Compare(msp.NewRatio(9999*260*7*3600, 1)) < 0 {
		t.Errorf("office hours of all dates: %v, %v", u, err)
	}
}

func TestUptime(t *testing.T) {
	u, err := sla.NewUptime(720*time.Hour, 43*time.Minute+13*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if got := u.Ratio().Percent(4, msp.HalfUp); got != "99.9000%" {
		t.Errorf("Percent = %s", got)
	}
	none := sla.Uptime{}
	for _, tt := range []struct {
		u       sla.Uptime
		target  string
		met, ok bool
		outcome msp.Outcome
	}{
		{u, "99.9%", false, true, msp.Missed}, // a second over, though it shows as 99.9000 %
		{u, "99.8999%", true, true, msp.Met},
		{u, "0%", true, true, msp.Met},
		{u, "100%", false, true, msp.Missed},
		{u, "250%", false, true, msp.Missed},
		{none, "99.9%", false, false, msp.Excluded},
		{none, "0%", false, false, msp.Excluded},
	} {
		met, ok := tt.u.Meets(pct(tt.target))
		if met != tt.met || ok != tt.ok || tt.u.Outcome(pct(tt.target)) != tt.outcome {
			t.Errorf("%v meets %s = %v, %v, %v", tt.u, tt.target, met, ok, tt.u.Outcome(pct(tt.target)))
		}
	}
	exactly, err := sla.NewUptime(720*time.Hour, 43*time.Minute+12*time.Second)
	if met, _ := exactly.Meets(pct("99.9%")); !met || err != nil {
		t.Errorf("exactly 99.9 %% is missed: %v", err)
	}
	if !none.IsZero() || u.IsZero() || none.Ratio().Defined() || none.String() != "0s down of 0s" || u.String() != "43m13s down of 720h" {
		t.Errorf("none %v, u %v", none, u)
	}
	for _, bad := range [][2]time.Duration{{time.Hour, time.Hour + 1}, {time.Hour, -1}, {-1, -1}, {math.MinInt64, 0}} {
		if got, err := sla.NewUptime(bad[0], bad[1]); !errors.Is(err, msp.ErrRange) || !got.IsZero() {
			t.Errorf("NewUptime(%v) = %v, %v", bad, got, err)
		}
	}
}

// Five hundred clients for a year, and more until nothing fits.
func TestUptimeMerge(t *testing.T) {
	year, err := sla.NewUptime(8760*time.Hour, 10*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var all sla.Uptime
	for range 500 {
		if all, err = all.Merge(year); err != nil {
			t.Fatal(err)
		}
	}
	if all.Ratio() != year.Ratio() || all.Agreed().Seconds() != msp.NewRatio(500*8760*3600, 1) {
		t.Errorf("500 clients: %v", all)
	}
	if _, err := all.Agreed().Duration(msp.Down); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("as a Duration: %v", err)
	}
	sum, doublings := all, 0
	for ; err == nil; doublings++ {
		sum, err = sum.Merge(sum)
	}
	if !errors.Is(err, msp.ErrOverflow) || !sum.IsZero() || doublings != 64 { // 500 years are 2⁶³·⁸ ns
		t.Errorf("after %d doublings: %v, %v", doublings, sum, err)
	}
	var maintained sla.Uptime
	if err := json.Unmarshal([]byte(`{"maintenance_ns":"170141183460469231731687303715884105727"}`), &maintained); err != nil {
		t.Fatal(err)
	}
	if _, err := maintained.Merge(maintained); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("maintenance of 2^127 ns twice: %v", err)
	}
}

func TestUptimeJSON(t *testing.T) {
	u, _ := sla.NewUptime(720*time.Hour, time.Second)
	m, err := sla.Measure(april(), stretches("10 10:00:00/10 10:00:01"), stretches("12 00:00:00/12 01:00:00"), aroundTheClock(sla.MaintenanceCountsAsUp))
	if err != nil {
		t.Fatal(err)
	}
	for want, u := range map[string]sla.Uptime{
		`{"agreed_ns":"0","down_ns":"0"}`:                                                          {},
		`{"agreed_ns":"2592000000000000","down_ns":"1000000000"}`:                                  u,
		`{"agreed_ns":"2592000000000000","down_ns":"1000000000","maintenance_ns":"3600000000000"}`: m,
	} {
		got, err := json.Marshal(u)
		if err != nil || string(got) != want {
			t.Errorf("JSON = %s, %v, want %s", got, err, want)
		}
		var back sla.Uptime
		if err := json.Unmarshal(got, &back); err != nil || back != u {
			t.Errorf("%s comes back as %v, %v", got, back, err)
		}
	}
	for text, code := range map[string]msp.Code{
		`{"agreed_ns":"1","down_ns":"2"}`: msp.CodeRange,
		`{"agreed_ns":"-1"}`:              msp.CodeSyntax,
		`{"agreed_ns":""}`:                msp.CodeSyntax,
		`{"agreed_ns":"01"}`:              msp.CodeSyntax,
		`{"agreed_ns":"1e3"}`:             msp.CodeSyntax,
		`{"agreed_ns":1}`:                 msp.CodeType,
		`{"agreed_ns":"170141183460469231731687303715884105728"}`:  msp.CodeRange,
		`{"agreed_ns":"1701411834604692317316873037158841057270"}`: msp.CodeRange,
		`{"agreed":"1"}`:                    msp.CodeUnknownKey,
		`{"agreed_ns":"1","agreed_ns":"1"}`: msp.CodeDuplicateKey,
		`null`:                              msp.CodeType,
	} {
		u := m
		if err := json.Unmarshal([]byte(text), &u); !errors.Is(err, code) || u != m {
			t.Errorf("%s: %v, %v, want %v", text, u, err, code)
		}
	}
}

func TestMaintenanceRule(t *testing.T) {
	for text, want := range map[string]sla.MaintenanceRule{"": 0, "excluded": sla.MaintenanceExcluded, "counts_as_up": sla.MaintenanceCountsAsUp} {
		r, err := sla.ParseMaintenanceRule(text)
		if err != nil || r != want || r.String() != text {
			t.Errorf("ParseMaintenanceRule(%q) = %v, %v", text, r, err)
		}
		b, err := r.MarshalText()
		var back sla.MaintenanceRule
		if err != nil || back.UnmarshalText(b) != nil || back != want {
			t.Errorf("%v goes round as %v", want, back)
		}
	}
	r := sla.MaintenanceExcluded
	if err := r.UnmarshalText([]byte("Excluded")); !errors.Is(err, msp.ErrSyntax) || r != sla.MaintenanceExcluded {
		t.Errorf("UnmarshalText = %v, %v", r, err)
	}
	if _, err := sla.MaintenanceRule(9).MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MarshalText of 9: %v", err)
	}
}
