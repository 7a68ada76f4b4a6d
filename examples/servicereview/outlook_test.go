package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp/metrics"
)

// erlangC returns the share that starts within a time, in handle times, by the textbook:
// sums of aⁿ/n!.
func erlangC(load float64, agents int, within float64) float64 {
	term, sum := 1.0, 0.0
	for n := range agents {
		sum += term
		term *= load / float64(n+1)
	}
	free := float64(agents) - load
	queued := term * float64(agents) / free
	return 1 - queued/(sum+queued)*math.Exp(-free*within)
}

// 122, 138 and 165 tickets came in 460, 501 and 512 hours in which one of the three desks
// was there; the rest of 147, 165 and 186 did not. The busiest hour has 2.5 times as many.
func TestOutlookOfTheSample(t *testing.T) {
	r, _ := reviewSample(t)
	o := r.Performance.Outlook
	var got []string
	for _, a := range o.Arrivals {
		got = append(got, fmt.Sprint(a.Month, " ", a.Tickets, " ", a.Outside, " ", a.Open, " ", a.PerHour))
	}
	want := []string{
		"2026-02-01/2026-03-01 122 25 460h0m0s 61/230",
		"2026-03-01/2026-04-01 138 27 501h0m0s 46/167",
		"2026-04-01/2026-05-01 165 21 512h0m0s 165/512",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Error(diff)
	}
	rate := []float64{122. / 460, 138. / 501, 165. / 512}
	slope, mean := (rate[2]-rate[0])/2, (rate[0]+rate[1]+rate[2])/3
	handle := 28678. / 470 / 60 // hours
	for i, n := range o.Needs {
		hourly := mean + slope*float64(i+1)
		if i == 0 {
			hourly = rate[2]
		}
		peak, _ := n.Peak.Float64()
		load, _ := n.Load.Float64()
		if math.Abs(peak-2.5*hourly) > 1e-12 || math.Abs(load-peak*handle) > 1e-9 {
			t.Errorf("%v: %v an hour, load %v, want %v and %v", n.Month, peak, load, 2.5*hourly, 2.5*hourly*handle)
		}
		enough := n.Estimate.Technicians
		if in := erlangC(load, enough, .25/handle); in < .95 || math.Abs(in-n.Estimate.ServiceLevel) > 1e-9 {
			t.Errorf("%v: %d start %v in time, want %v", n.Month, enough, n.Estimate.ServiceLevel, in)
		}
		if in := erlangC(load, enough-1, .25/handle); in >= .95 {
			t.Errorf("%v: %d are enough too: %v", n.Month, enough-1, in)
		}
		// On duty ÷ 0.75, rounded up, three times.
		if want := 3 * ((enough*4 + 2) / 3); n.People != want {
			t.Errorf("%v: %d people, want %d", n.Month, n.People, want)
		}
	}
	agents := []int{o.Needs[0].Estimate.Technicians, o.Needs[1].Estimate.Technicians, o.Needs[2].Estimate.Technicians, o.Needs[3].Estimate.Technicians}
	if !slices.Equal(agents, []int{3, 3, 3, 4}) || o.Needs[3].Month.String() != "2026-07-01/2026-08-01" {
		t.Errorf("%v on duty, at last in %v", agents, o.Needs[3].Month)
	}
	// 861 endpoints: ÷ 400 = 2.2, ÷ 250 = 3.4; ÷ 300 = 2.9, ÷ 150 = 5.7; ÷ 1000 = 0.9, ÷ 500
	// = 1.7. Twelve clients are fewer than one manager should have.
	got = nil
	for _, team := range o.Teams {
		got = append(got, fmt.Sprint(team.Band.Team, " ", team.Staff, " ", team.Load.Value.Exact(), " ", team.Status, " ", team.Range.Least, " ", team.Range.Most))
	}
	want = []string{
		"desk 6/1 287/2 under_loaded 3 3", "network 4/1 861/4 within 3 5", "servers 3/2 574/1 within 1 1", "client management 1/1 12/1 under_loaded 1 0",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Error(diff)
	}
}

// What cannot be told is said.
func TestOutlookWithoutFacts(t *testing.T) {
	staff := func(s *source) {
		s.settings = readSmallSettings(t, s.model)
		s.staff = s.model.staff(&s.settings)
	}
	one := "1,Acme,P1,2026-02-02T10:00:00Z,,"
	for _, tt := range []struct {
		name, asOf string
		rows       []string
		want       []string
	}{
		{"one month, no work", "2026-03-02T12:00:00Z", []string{one}, []string{
			"2026-02-01/2026-03-01 no handle time is known",
			"2026-03-01/2026-04-01 no trend: it takes two months in which the desk was there",
			"2026-04-01/2026-05-01 no trend: it takes two months in which the desk was there",
			"2026-05-01/2026-06-01 no trend: it takes two months in which the desk was there",
		}},
		{"two months, falling", "2026-04-02T12:00:00Z", []string{one}, []string{ // 1/160 in February, none in March
			"2026-03-01/2026-04-01 no handle time is known",
			"2026-04-01/2026-05-01 the line is below zero by then",
			"2026-05-01/2026-06-01 the line is below zero by then",
			"2026-06-01/2026-07-01 the line is below zero by then",
		}},
	} {
		p := compute(t, tt.asOf, metrics.ManagedServicesModel(), tt.rows, staff)
		var got []string
		for _, n := range p.Outlook.Needs {
			got = append(got, n.Month.String()+" "+n.Why)
		}
		if diff := diffLines(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if p.Outlook.Unknown != 2 || p.Outlook.Clients != 0 || p.Outlook.Teams[0].Status != metrics.UnderLoaded {
			t.Errorf("%s: %+v", tt.name, p.Outlook)
		}
	}
}

func TestReadClosings(t *testing.T) {
	m := readSmallModel(t)
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	report, err := ReadClosings(strings.NewReader("rating,ticket,kind,level,contacts,escalations\n"+
		"5,1,request,2,3,1\n,2,,,,\n1,1,,,,\n0,,,,,\n1,3,joke,0,0,-1\n1,2,,x,1001,1.5\n"), tickets.Tickets)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range report.Findings {
		got = append(got, f.String())
	}
	want := []string{
		`4:3: ticket "1": line 2 has it already`,
		`5:3: ticket "": missing`, `5:1: rating "0": want a whole number from 1 to 5`,
		`6:3: ticket "3": not among the tickets that were read`, `6:10: level "0": want a whole number from 1 to 9`,
		`6:12: contacts "0": want a whole number from 1 to 1000`, `6:14: escalations "-1": want a whole number from 0 to 1000`,
		`6:5: kind "joke": want incident, request, problem, change or alert`,
		`7:3: ticket "2": line 3 has it already`, `7:6: level "x": want a whole number from 1 to 9`,
		`7:8: contacts "1001": want a whole number from 1 to 1000`, `7:13: escalations "1.5": want a whole number from 0 to 1000`,
	}
	if diff := diffLines(want, got); diff != "" || report.Refused != 4 || report.Rows != 6 {
		t.Errorf("%s\nall: %q, %+v", diff, got, report)
	}
	if c := tickets.Tickets[0].Closing; c != (Closing{metrics.Request, 2, 3, 1, 5}) || tickets.Tickets[1].Closing != (Closing{}) {
		t.Errorf("%+v", tickets.Tickets)
	}
	if _, err := ReadClosings(strings.NewReader("id,level\n"), nil); err == nil {
		t.Error("no column ticket: no error")
	}
}

// Without a queue there are only teams; without staff, nothing.
func TestOutlookText(t *testing.T) {
	r, _ := reviewSample(t)
	r.Performance.Outlook.Queue = nil
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(out.String(), "\nCapacity: ")
	if !found || strings.Contains(text, "Erlang") || !strings.Contains(text, "\n  Operations (L2) ") {
		t.Error(text)
	}
	r.Performance.Outlook = nil
	out.Reset()
	if err := WriteText(&out, r); err != nil || strings.Contains(out.String(), "\nCapacity: ") {
		t.Errorf("%v, %s", err, out.String())
	}
}
