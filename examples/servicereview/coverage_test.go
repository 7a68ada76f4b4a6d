package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Di is taken off on Saturday at noon, and her week ends on Monday at 8: two days less
// four hours, less the hour that the clock skips.
func TestCoverage(t *testing.T) {
	r := reviewCalls(t, "2026-04-01T12:00:00Z", []string{"1,Acme,P1,2026-03-27T16:00:00Z,,"}, nil)
	c := r.Escalations.Coverage
	var got []string
	for _, rota := range c.Rotas {
		got = append(got, rota.Schedule.Name()+" "+rota.Zone.String()+" from "+rota.From.Format(time.RFC3339)+" uncovered "+rota.Rest.String())
		for _, gap := range rota.Gaps {
			got = append(got, gap.From.Format(time.RFC3339)+" "+gap.To.Format(time.RFC3339))
		}
		for _, l := range rota.Load {
			got = append(got, fmt.Sprint(l.Person, " ", l.OnCall, " ", l.Duties))
		}
	}
	// Bob's desk is on Friday, Ann's on Monday to Wednesday at 13:00 BST. Di has Friday and
	// the morning of Saturday, Cy from Monday at 8 to Wednesday at 14:00 CEST.
	want := []string{
		"desk Europe/London from 2026-03-27T00:00:00Z uncovered 0s",
		"Ann 20h0m0s 3", "Bob 8h0m0s 1",
		"ops Europe/Berlin from 2026-03-27T00:00:00+01:00 uncovered 43h0m0s",
		"2026-03-28T12:00:00+01:00 2026-03-30T08:00:00+02:00",
		"Cy 54h0m0s 1", "Di 36h0m0s 1",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Errorf("%s\nall: %q", diff, got)
	}
	// What the library says of the same schedules.
	for _, rota := range c.Rotas {
		if n := len(rota.Schedule.Lint(rota.Covers, rota.From, c.To)); n != len(rota.Gaps) {
			t.Errorf("%s: %d findings, %d gaps", rota.Schedule.Name(), n, len(rota.Gaps))
		}
	}
}

// Nobody has to be at the desk out of its hours, unless it covers the whole day.
func TestCoveredHours(t *testing.T) {
	for hours, want := range map[string]int{"office": 0, "": 5} { // a night, the weekend, two nights, and the evening
		r := reviewCovered(t, hours, "2026-04-01T18:00:00Z", []string{"1,Acme,P1,2026-03-27T16:00:00Z,,"}, nil)
		desk := r.Escalations.Coverage.Rotas[0]
		if len(desk.Gaps) != want {
			t.Errorf("%s: %v, want %d gaps", hours, desk.Gaps, want)
		}
	}
}

// Many gaps are counted.
func TestManyGaps(t *testing.T) {
	r := reviewCovered(t, "", "2026-04-01T18:00:00Z", []string{"1,Acme,P1,2026-02-02T16:00:00Z,,"}, nil)
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	// Each of 43 working days begins a gap at 17:00, Monday 2 February's midnight another.
	if n := len(r.Escalations.Coverage.Rotas[0].Gaps); n != 44 || !strings.Contains(out.String(), "\n    and 14 gaps more\n") {
		t.Errorf("%d gaps, want 44, 14 of them not shown:\n%s", n, out.String())
	}
}

// Flaws of policies are said once, with the clients where their hours matter.
func TestFlaws(t *testing.T) {
	r := reviewCalls(t, "2026-04-01T12:00:00Z", []string{"1,Acme,P1,2026-03-27T16:00:00Z,,"}, nil,
		`{"policy": "office", "queue": "desk"}`, `{"policy": "office", "queue": "desk"}, {"name": "never", "queue": "x", "policy": "office"}`,
		`"policies": [`, `"policies": [{"name": "old", "steps": [{"level": "L1", "notify": [{"party": "Max"}]}]},`,
		`"ladders": [
`, `"ladders": [{"name": "spare", "rungs": [{"level": "L1", "on": {"breach": {}}, "notify": [{"party": "Max"}]}]}, `)
	var got []string
	for _, f := range r.Escalations.Coverage.Flaws {
		var line strings.Builder
		line.WriteString(f.Issue.Path + ": " + string(f.Issue.Code))
		for _, c := range f.Clients {
			line.WriteString(", " + c.Name)
		}
		got = append(got, line.String())
	}
	want := []string{
		"policies.page.steps[0].notify: gap",
		"policies.page.steps[1]: cut_short", // L1 should have 30 minutes
		"policies.page.steps[1].notify: gap",
		"policies.office.steps[0].notify: gap, Night Owl",
		"ladders.due.rungs[0].notify: gap",
		"ladders.due.rungs[1].notify: gap",
		"escalation[3]: unreachable",
		"policies.old: unreachable", "ladders.spare: unreachable",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Errorf("%s\nall: %q", diff, got)
	}
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\nops: nobody on call (times of Europe/Berlin)\n    Sat 28 Mar 12:00 CET  – Mon 30 Mar 08:00 CEST  43h\n",
		"\n    it comes 15m after the opening, but L1 should have 30m\n      in policies.page.steps[1]\n",
		"\n    lines before it take every ticket that it is for\n      in escalation[3]\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// The sample has, on purpose, tickets of which each is odd in another way.
func TestSampleOddities(t *testing.T) {
	r, _ := reviewSample(t)
	find := func(id, name string, level string) *Call {
		for i := range r.Escalations.Tickets {
			if ticket := &r.Escalations.Tickets[i]; ticket.Ticket.ID == id {
				n := slices.IndexFunc(ticket.Calls, func(c Call) bool { return c.Name == name && c.Level == level && c.Verdict != 0 })
				if n >= 0 {
					return &ticket.Calls[n]
				}
			}
		}
		t.Fatalf("%s has no %s", id, name)
		return nil
	}
	for _, tt := range []struct {
		what, id, name, level string
		want                  Verdict
	}{
		{"the manager is never told", "T-1188", "breach", "L4", Never},
		{"or late", "T-1197", "breach", "L4", TooLate},
		{"somebody else is told", "T-1152", "75%", "L2", Another},
		{"told in maintenance", "T-1182", "", "L2", NoReason},
		{"nobody is on call in the night of the clock change", "T-1290", "75%", "L3", Nobody},
		{"it is still to come", "T-1497", "breach", "L4", Coming},
	} {
		if c := find(tt.id, tt.name, tt.level); c.Verdict != tt.want {
			t.Errorf("%s: %s of %s is %d, want %d", tt.what, tt.name, tt.id, c.Verdict, tt.want)
		}
	}
	if late := find("T-1197", "breach", "L4").Late(); late != 52*time.Minute {
		t.Errorf("T-1197: late by %v, want 52m", late)
	}
	if at := find("T-1290", "75%", "L3").At; !at.Equal(instant(t, "2026-03-29T02:15:00Z")) { // 03:15 BST
		t.Errorf("T-1290: 75%% at %v", at)
	}
}

// Every ticket with a promise that is broken or at risk is there, once, and the figures
// add up.
func TestSampleFigures(t *testing.T) {
	r, _ := reviewSample(t)
	e := r.Escalations
	broken := make(map[string]bool)
	for _, a := range slices.Concat(r.Missed, r.AtRisk) {
		broken[a.Ticket.ID] = true
	}
	if len(e.Tickets) != len(broken) || e.All.Tickets != len(broken) {
		t.Errorf("%d tickets, figures of %d, want %d", len(e.Tickets), e.All.Tickets, len(broken))
	}
	var sum CallFigures
	for _, c := range e.Clients {
		sum.Tickets += c.Tickets
		sum.Due += c.Due
		sum.InTime += c.InTime
		sum.TooLate += c.TooLate
		sum.Another += c.Another
		sum.Never += c.Never
		sum.Open += c.Open
		sum.Nobody += c.Nobody
		sum.NoReason += c.NoReason
	}
	if sum != e.All || sum.Due != sum.InTime+sum.TooLate+sum.Another+sum.Never+sum.Open {
		t.Errorf("the clients sum to %+v, all is %+v", sum, e.All)
	}
	told := 0 // every telling is somewhere
	for _, ticket := range e.Tickets {
		told += len(ticket.Ticket.Calls.Told)
	}
	if answers := sum.InTime + sum.TooLate + sum.Another + sum.NoReason; answers > told || answers < told/2 {
		t.Errorf("%d tellings, %d of them answer firings or have no reason", told, answers)
	}
	for _, ticket := range e.Tickets {
		if !slices.IsSortedFunc(ticket.Calls, func(a, b Call) int { return a.At.Compare(b.At) }) {
			t.Errorf("%s: not in order", ticket.Ticket.ID)
		}
	}
}

// Clocks do not hear of escalations: without their rows the promises are the same.
func TestEscalationsDoNotMoveClocks(t *testing.T) {
	r, tickets := reviewSample(t)
	for i := range tickets {
		tickets[i].Calls = Calls{}
	}
	without, err := Compute(r.Model, r.Model.Clients, tickets, sampleAsOf())
	if err != nil {
		t.Fatal(err)
	}
	text := func(r *Review) string {
		bare := *r
		bare.Escalations, bare.Finance, bare.Performance = nil, nil, nil
		var out bytes.Buffer
		if err := WriteText(&out, &bare); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if diff := diffLines(strings.Split(text(r), "\n"), strings.Split(text(without), "\n")); diff != "" {
		t.Error(diff)
	}
}
