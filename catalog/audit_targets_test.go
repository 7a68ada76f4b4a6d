package catalog_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

// An edit is an edit of a document; its value is JSON.
func edit(at, to string) auditEdit { return auditEdit{at, json.RawMessage(to)} }

// foundOf returns what a check finds in the sample after edits, each as code and subject.
func foundOf(tb testing.TB, check catalog.Check, on string, edits ...auditEdit) string {
	tb.Helper()
	model, err := catalog.Parse(edited(tb, document(tb, "model.json"), edits), msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	var found []string
	for _, f := range c.Audit(msp.MustParseDate(on)).Findings {
		if f.Check == check {
			found = append(found, string(f.Code)+" "+f.Subject)
		}
	}
	return strings.Join(found, "; ")
}

// What is due at the same instant is in order, and what is due a nanosecond later is not.
func TestTargetsAtTheEdge(t *testing.T) {
	// The solution of P1 in bronze and silver is promised within 16 hours of the client.
	const response, tier, solution = "tiers[0].goals[0].targets[0]", "tiers[0].goals[1].targets", "tiers[0].goals[1].targets[0].span"
	for _, c := range []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"as it is", nil, ""},
		{"just as much", []auditEdit{edit(response+".span", `{"within":"16h"}`)}, ""},
		{
			"a nanosecond more",
			[]auditEdit{edit(response+".span", `{"within":"16h0.000000001s"}`)},
			"response_after_resolution bronze / first_response / P1",
		},
		{
			"all priorities",
			[]auditEdit{edit(response+".span", `{"within":"73h"}`)},
			"response_after_resolution bronze / first_response",
		},
		{"a less urgent priority as much", []auditEdit{edit(solution, `{"within":"72h"}`)}, ""},
		{
			"a less urgent priority sooner",
			[]auditEdit{edit(solution, `{"within":"72h0.000000001s"}`)},
			"priority_order bronze / resolution / P1",
		},
		{"only some priorities", []auditEdit{
			edit(tier, `[{"priority":"P1","span":{"within":"16h"},"calendar":"client"},{"priority":"P4","span":{"within":"16h"},"calendar":"client"}]`),
		}, ""},
		{
			"neighbours are those with a target",
			[]auditEdit{
				edit(tier, `[{"priority":"P1","span":{"within":"17h"},"calendar":"client"},{"priority":"P4","span":{"within":"16h"},"calendar":"client"}]`),
			},
			"priority_order bronze / resolution / P1",
		},
		{
			// Nine hours of boston, whose days are longer, come before sixteen of the office.
			"hours within hours",
			[]auditEdit{edit(response, `{"span":{"within":"9h"},"calendar":"boston"}`)},
			"",
		},
		{
			"round the clock",
			[]auditEdit{edit(tier, `[{"span":{"within":"16h"},"calendar":"24x7"}]`)},
			// On weekends bronze's 8 hours, and silver's 4, end on Monday.
			"response_after_resolution bronze / first_response; response_after_resolution silver / first_response",
		},
		{
			"a response that is never due",
			[]auditEdit{
				edit("calendars[+]", `{"name":"closed","zone":"America/New_York"}`),
				edit(response, `{"span":{"next_business_day":{}},"calendar":"closed"}`),
			},
			"spans_not_comparable bronze / first_response",
		},
		{
			"spans of two kinds",
			[]auditEdit{edit(response, `{"span":{"next_business_day":{}},"calendar":"office"}`)},
			// Ten hours from Monday 08:00 end on Tuesday; 16 hours before the end of Tuesday.
			"response_after_resolution bronze / first_response / P1",
		},
		{"a goal that nothing else knows", []auditEdit{
			edit("tiers[0].goals[+]", `{"metric":"plan","targets":[{"span":{"within":"900h"},"calendar":"client"}]}`),
		}, ""},
		{
			"a solution of another name",
			[]auditEdit{edit("tiers[0].goals[+]", `{"metric":"close","targets":[{"span":{"within":"7h"},"calendar":"client"}]}`)},
			"response_after_resolution bronze / first_response",
		},
	} {
		if got := foundOf(t, catalog.CheckTargets, "2026-06-01", c.edits...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A tier that changes, a contract that is pinned and a tier without hours of its own.
func TestTargetsOfGrids(t *testing.T) {
	bad := []auditEdit{
		edit("tiers[1].changes[0].goals[0].targets[0]", `{"span":{"end_of_business_day":0},"calendar":"client"}`),
		edit("tiers[0].goals[1].targets[0].span", `{"within":"8h"}`),
	}
	if got := foundOf(t, catalog.CheckTargets, "2026-06-01", bad...); got != "" {
		t.Errorf("before the change: %s", got)
	}
	const changed = "response_after_resolution silver / first_response / P1"
	if got := foundOf(t, catalog.CheckTargets, "2026-08-01", bad...); got != changed {
		t.Errorf("after the change: %s, want %s", got, changed)
	}
	// Zeta keeps the catalogue of 30 June, in which silver is bad; today's is good.
	pinned := []auditEdit{
		edit("tiers[0].goals[1].targets[0].span", `{"within":"3h"}`), edit("tiers[0].goals[0].targets[0].span", `{"within":"3h"}`),
		edit("tiers[1].goals[0].targets[0]", `{"span":{"end_of_business_day":0},"calendar":"client"}`),
	}
	if got := foundOf(t, catalog.CheckTargets, "2026-08-01", pinned...); got != changed {
		t.Errorf("pinned: %s, want %s", got, changed)
	}
	if got := foundOf(t, catalog.CheckTargets, "2026-08-01", append(pinned, edit("clients[1].contracts[0].pinned", "null"))...); got != "" {
		t.Errorf("not pinned: %s", got)
	}
	// Neither tier has hours: silver is judged in those of acme and its branch, bronze, which
	// nobody has, not at all.
	without := []auditEdit{
		edit("tiers[0].calendar", "null"), edit("tiers[1].calendar", "null"), edit("clients[1].calendar", `"office"`),
		edit("tiers[0].goals[1].targets", `[{"span":{"within":"24h"},"calendar":"24x7"}]`),
	}
	if got := foundOf(t, catalog.CheckTargets, "2026-06-01", without...); got != changed[:len(changed)-len(" / P1")] {
		t.Errorf("in the hours of clients: %s", got)
	}
}

// Of a calendar that never opens an amount of time is never due, and later than nothing.
func TestLaterOfNothing(t *testing.T) {
	week := calendar.Interval{From: instantAt("2026-03-02T00:00:00Z"), To: instantAt("2026-03-09T00:00:00Z")}
	always, never := calendar.Always(time.UTC), calendar.Never(time.UTC)
	hour, day := sla.MustNewTarget(sla.Within(time.Hour), always), sla.MustNewTarget(sla.EndOfBusinessDay(0), always)
	once := calendar.Spec{Zone: "UTC", Extra: []calendar.Window{{
		Rule:  calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-03-02")}},
		Hours: calendar.MustParseShifts("09:00-12:00"),
	}}}.MustCompile(nil)
	lost, dark := sla.MustNewTarget(sla.Within(time.Hour), never), sla.MustNewTarget(sla.EndOfBusinessDay(0), never)
	for _, c := range []struct {
		name   string
		a, b   sla.Target
		missed time.Duration
		ok     bool
	}{
		{"never due", lost, hour, 7 * 24 * time.Hour, true},
		{"never due either", lost, sla.MustNewTarget(sla.Within(2*time.Hour), calendar.Never(time.UTC)), 0, false},
		{"before what is never due", hour, lost, 0, true},
		{"no such day", dark, hour, 0, false},
		{"before no such day", hour, dark, 0, false},
		{"an hour from 23:00 on", hour, day, 7*time.Hour - 7, true},
		{"a day", day, hour, 7 * 23 * time.Hour, true},
		// Before 09:00 it ends at 10:00; from 11:00 on it runs out at the last closing or never.
		{"once", sla.MustNewTarget(sla.Within(time.Hour), once), hour, (7*24 - 2) * time.Hour, true},
	} {
		got, ok := catalog.Later(c.a, c.b, week)
		if got.Missed != c.missed || ok != c.ok {
			t.Errorf("%s: %v and %v, want %v and %v", c.name, got.Missed, ok, c.missed, c.ok)
		}
	}
	if _, ok := catalog.Later(hour, day, calendar.Interval{}); ok {
		t.Error("something can be told of no openings")
	}
	// A nine-to-five week has five stretches of each kind, and the first weekend.
	nine := sla.MustNewTarget(sla.Within(time.Hour), hoursIn("UTC", "Mon-Fri 09:00-17:00"))
	if n := catalog.Pieces(nine, week); n != 16 {
		t.Errorf("%d pieces, want 16: before, the first hours and the last of each day, after", n)
	}
}

// A span gives no more time than another of its kind that is longer.
func TestLaterSpans(t *testing.T) {
	week := calendar.Interval{From: instantAt("2026-03-02T00:00:00Z"), To: instantAt("2026-03-16T00:00:00Z")}
	nine := hoursIn("UTC", "Mon-Fri 09:00-17:00")
	at := func(text string) sla.Span { return sla.NextBusinessDayAt(calendar.MustParseTimeOfDay(text)) }
	for _, c := range []struct {
		shorter, longer sla.Span
		in              calendar.Calendar
		back            bool // the longer is later
	}{
		{sla.Within(1), sla.Within(2), nine, true},
		{sla.BusinessDays(1), sla.BusinessDays(2), nine, true},
		{sla.EndOfBusinessDay(0), sla.EndOfBusinessDay(1), nine, true},
		{sla.CivilDays(1), sla.CivilDays(2), calendar.Always(time.UTC), true},
		{at("10:00"), at("12:00"), nine, true},
		{at("07:00"), at("08:00"), nine, false},
		{sla.NextBusinessDay{}, sla.NextBusinessDay{}, nine, false},
		{sla.Within(time.Hour), sla.BusinessDays(1), nine, true},
	} {
		a, b := sla.MustNewTarget(c.shorter, c.in), sla.MustNewTarget(c.longer, c.in)
		there, ok := catalog.Later(a, b, week)
		back, ok2 := catalog.Later(b, a, week)
		if there.First.IsLate || back.First.IsLate != c.back || !ok || !ok2 {
			t.Errorf("%v and %v: %v, %v, %v, %v", c.shorter, c.longer, there.First, back.First, ok, ok2)
		}
	}
	// Behind a closing no open time is left by 07:00, so that it is a day later than by 10:00.
	early, late := sla.MustNewTarget(at("07:00"), nine), sla.MustNewTarget(at("10:00"), nine)
	if w, _ := catalog.Later(early, late, week); !w.First.Opened.Equal(instantAt("2026-03-02T17:00:00Z")) {
		t.Errorf("by 07:00: %+v", w.First)
	}
}

// An audit says the same each time.
func TestAuditIsPure(t *testing.T) {
	data := edited(t, document(t, "model.json"), []auditEdit{
		edit("tiers[0].goals[0].targets[0].span", `{"within":"90h"}`), edit("escalation[0].when", `{"priority":["P1"]}`),
		edit("levels[0].targets", `[{"within":"90h"}]`),
	})
	first := auditedText(t, data, msp.MustParseDate("2026-06-01"))
	for range 5 {
		if again := auditedText(t, data, msp.MustParseDate("2026-06-01")); !slices.Equal(first, again) {
			t.Fatalf("%q\nand\n%q", first, again)
		}
	}
	m, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := m.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	if a := c.Audit(msp.Date{}); a.On != (msp.Date{}) || len(a.Of(catalog.CodeResponseAfterResolution)) > 0 {
		t.Errorf("of no year: %v", a)
	}
}
