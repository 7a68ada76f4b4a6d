package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestExplainMissed(t *testing.T) {
	r := reviewRows(t, "2026-05-01T12:00:00Z",
		"1,Acme,P1,2026-03-10T16:30:00Z,2026-03-10T16:31:00Z,2026-03-11T13:00:01Z",           // over a break
		"2,Acme,P1,2026-04-02T15:00:00Z,2026-04-02T15:01:00Z,2026-04-08T08:00:00Z",           // over Easter, in summer time
		"3,Night Owl,P1,2026-03-07T23:00:00-05:00,,2026-03-08T04:30:30-04:00",                // over a clock change
		"4,Acme,P1,2026-03-16T12:00:00Z,2026-03-16T12:00:00Z,2026-03-20T16:00:00.000000001Z") // days alike
	var got []string
	for _, m := range r.Missed {
		got = append(got, fmt.Sprintf("%s %v late %s", m.Ticket.ID, m.Kind, durationText(m.Late())))
		for _, s := range m.Days {
			got = append(got, strings.TrimRight(fmt.Sprintf("  %s %d %s [%s] %s",
				s.From.Format("2 Jan"), s.Days, durationText(s.Counted), s.Hours, strings.Join(s.Rest, "; ")), " "))
		}
	}
	want := []string{
		"4 resolution late 32h 0.000000001s",
		"  16 Mar 1 5h [12:00–17:00] outside hours",
		"  17 Mar 3 24h [09:00–17:00] outside hours",
		"  20 Mar 1 7h 0.000000001s [09:00–16:00:00.000000001] outside hours",
		"2 resolution late 5h",
		"  2 Apr 1 1h [16:00–17:00] outside hours",
		"  3 Apr 1 0m [] closed: Good Friday",
		"  4 Apr 2 0m [] outside hours",
		"  6 Apr 1 0m [] closed: Easter Monday",
		"  7 Apr 1 8h [09:00–17:00] outside hours",
		"  8 Apr 1 0m [] outside hours",
		"1 resolution late 1s",
		"  10 Mar 1 30m [16:30–17:00] outside hours",
		"  11 Mar 1 3h 30m 1s [09:00–10:00, 10:30–13:00:01] outside hours; break 10:00-10:30 (Drill)",
		"3 response late 3h 30m 30s",
		"  7 Mar 1 1h [23:00–24:00]",
		"  8 Mar 1 3h 30m 30s [00:00–04:30:30] clocks went forward 1h",
		"3 resolution late 30m 30s",
		"  7 Mar 1 1h [23:00–24:00]",
		"  8 Mar 1 3h 30m 30s [00:00–04:30:30] clocks went forward 1h",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Error(diff)
	}
}

// A row of an explanation is one part of the whole: nothing is missing between
// them, and what counted adds up to what elapsed.
func checkDays(t *testing.T, p *Promise, lines []Day) {
	t.Helper()
	var counted, held time.Duration
	at, _ := p.Status.Began()
	for _, s := range lines {
		if !s.From.Equal(at) || !s.From.Before(s.To) {
			t.Errorf("%s %v: a line from %v follows %v", p.Ticket.ID, p.Kind, s.From, at)
		}
		at = s.To
		counted += s.Counted
		held += s.Held
		if s.Counted < 0 || s.Counted > s.To.Sub(s.From) {
			t.Errorf("%s %v: %v counted from %v to %v", p.Ticket.ID, p.Kind, s.Counted, s.From, s.To)
		}
	}
	if !at.Equal(p.End()) || counted != p.Status.Elapsed() {
		t.Errorf("%s %v: explained until %v with %v, want %v with %v", p.Ticket.ID, p.Kind, at, counted, p.End(), p.Status.Elapsed())
	}
	// In the hours of one calendar all open time either counted or was held, unless
	// a gap counted, of which the parts are not told.
	began, _ := p.Status.Began()
	gap := slices.ContainsFunc(lines, func(d Day) bool { return d.gap })
	if hours := p.Hours(); len(hours) == 1 && !gap {
		if open := hours[0].Between(began, p.End()); counted+held != open {
			t.Errorf("%s %v: %v counted and %v held, but %v open", p.Ticket.ID, p.Kind, counted, held, open)
		}
	}
}

func TestExplanationsAddUp(t *testing.T) {
	r, _ := reviewSample(t)
	if len(r.Missed) < 30 || len(r.AtRisk) < 5 {
		t.Fatalf("only %d promises missed and %d at risk", len(r.Missed), len(r.AtRisk))
	}
	for _, a := range slices.Concat(r.Missed, r.AtRisk) {
		checkDays(t, &a.Promise, a.Days)
	}
}

// In the sample and everywhere else: any promise, to any instant.
func TestExplanationsOfAllAddUp(t *testing.T) {
	_, tickets := readSample(t)
	for i := range tickets {
		for _, after := range []time.Duration{time.Second, 100 * time.Hour, 100 * 24 * time.Hour, 1000 * 24 * time.Hour} {
			if i%25 > 0 && after > 100*time.Hour {
				continue // long ones are many days each
			}
			for _, p := range judge(&tickets[i], tickets[i].Opened.Add(after)) {
				if p.Status.Cycle() == 0 {
					continue
				}
				lines := explain(&p)
				checkDays(t, &p, lines)
				if len(lines) > mostLines {
					t.Errorf("%d lines for %v", len(lines), after)
				}
			}
		}
	}
}

// Newfoundland put its clocks back a minute after midnight until 2011: from 00:01
// to 23:01 of the day before. Some days have no midnight at all.
func TestNextDay(t *testing.T) {
	for _, tt := range []struct{ zone, from, want string }{
		{"Europe/London", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"},
		{"America/St_Johns", "2010-11-07T02:29:00Z", "2010-11-07T02:30:00Z"},
		{"America/St_Johns", "2010-11-07T02:30:30Z", "2010-11-08T03:30:00Z"},
		{"America/St_Johns", "2010-11-07T02:31:00Z", "2010-11-08T03:30:00Z"},
		{"America/Santiago", "2026-09-05T12:00:00Z", "2026-09-06T04:00:00Z"},
		{"Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-30T10:00:00Z"},
		{"UTC", "9999-12-31T12:00:00Z", "10000-01-01T12:00:00Z"},
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		from := instant(t, tt.from).In(zone)
		if got := nextDay(from).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("nextDay(%v) = %s, want %s", from, got, tt.want)
		}
	}
}

func TestExplainWhereClocksGoBackOverMidnight(t *testing.T) {
	m := readSmallModel(t, "America/New_York", "America/St_Johns", `"from": "2026-02-01", "until": "2026-06-01"`, `"from": "2000-01-01"`)
	r := reviewEvents(t, m, "2010-11-09T12:00:00Z", []string{"1,Night Owl,P1,2010-11-05T12:00:00Z,,"})
	p := &r.Missed[1].Promise
	days := explainDays(p)
	checkDays(t, p, days)
	i := slices.IndexFunc(days, func(s Day) bool { return slices.Contains(s.Rest, "clocks went back 1h") })
	if len(days) != 5 || i < 0 {
		t.Errorf("days %+v, want 5 of which one says that clocks went back", days)
	}
}

func TestMergeByMonthsAndYears(t *testing.T) {
	for _, tt := range []struct {
		end   string
		lines int
		first string
		last  string
	}{
		{"2026-03-31T00:00:00Z", 13, "Mon 2 Mar", "Tue 31 Mar"},
		{"2026-07-31T00:00:00Z", 5, "Mon 2 – Tue 31 Mar", "Wed 1 – Fri 31 Jul"},
		{"2034-07-31T00:00:00Z", 9, "Mon 2 Mar 2026 – Thu 31 Dec 2026", "Sun 1 Jan – Mon 31 Jul"},
	} {
		r := reviewRows(t, tt.end, "1,Acme,P1,2026-03-02T10:00:00Z,,")
		w := textWriter{Review: r}
		days := r.Missed[1].Days
		first, last := w.daysText(&days[0]), w.daysText(&days[len(days)-1])
		if len(days) != tt.lines || first != tt.first || last != tt.last {
			t.Errorf("until %s: %d lines from %q to %q, want %d from %q to %q", tt.end, len(days), first, last, tt.lines, tt.first, tt.last)
		}
		checkDays(t, &r.Missed[1].Promise, days)
	}
}
