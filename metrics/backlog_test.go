package metrics_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestAgeing(t *testing.T) {
	d := desk(t, metrics.DeskSpec{AsOf: at(40 * day)})
	open := func(created time.Duration) metrics.Ticket { return metrics.Ticket{Created: at(created)} }
	tickets := []metrics.Ticket{
		open(0), open(10 * day), open(10*day + 1), open(30 * day), open(30*day + 1), open(40 * day), open(40*day + 1),
		{},
		{Created: at(0), Void: metrics.Merged},
		{Created: at(0), Resolved: at(day)},
		{Created: at(35 * day), Resolved: at(41 * day)},
	}
	a, err := d.Ageing(tickets, 10*day, 30*day)
	if err != nil || !slices.Equal(a.Counts, []int64{3, 2, 2}) || a.Ages.Count() != 7 || a.Ages.Invalid() != 1 {
		t.Errorf("Ageing = %+v, %v", a, err)
	}
	if k := a.Backlog(); k.Value.Exact() != msp.NewRatio(7, 1) || k.LeftOut.Invalid != 1 {
		t.Errorf("Backlog = %v", k)
	}
	for _, edges := range [][]time.Duration{{0}, {-1}, {2, 2}, {2, 1}} {
		if _, err := d.Ageing(tickets, edges...); !errors.Is(err, msp.ErrRange) {
			t.Errorf("edges %v: %v, want ErrRange", edges, err)
		}
	}
	if _, err := a.Ratio(msp.NewRatio(-1, 1)); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Ratio of -1: %v, want ErrRange", err)
	}
	for daily, why := range map[msp.Ratio]string{{}: metrics.ReasonUndefinedInput, msp.NewRatio(0, 1): metrics.ReasonZeroDenominator} {
		if k, err := a.Ratio(daily); err != nil || k.Value.Defined() || k.Value.Reason().Code() != why {
			t.Errorf("Ratio of %v = %v, %v", daily, k, err)
		}
	}
	if k := a.Backlog(); k.Text != "tickets of every kind open at 2026-02-10T00:00:00Z" {
		t.Errorf("Text = %q", k.Text)
	}
}

func TestFlows(t *testing.T) {
	d := desk(t, metrics.DeskSpec{AsOf: at(100 * day)})
	tickets := []metrics.Ticket{
		{Created: at(-day)},
		{Created: at(-2 * day), Resolved: at(-day)},
		{Created: at(-day), Resolved: at(0)},
		{Created: at(0), Resolved: at(10 * day)},
		{Created: at(10 * day)},
		{Created: at(15 * day), Resolved: at(200 * day)},
		{Created: at(20 * day), Resolved: at(21 * day)},
		{Created: at(101 * day)},
		{Created: at(5 * day), Resolved: at(4 * day)},
		{Created: at(day), Void: metrics.Test},
		{Resolved: at(day)},
	}
	got, err := d.Flows(tickets, at(0), at(10*day), at(20*day))
	want := []metrics.Flow{
		{From: at(0), To: at(10 * day), Created: 1, Resolved: 1, Backlog: 2},
		{From: at(10 * day), To: at(20 * day), Created: 2, Resolved: 1, Backlog: 3},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Flows = %+v, %v, want %+v", got, err, want)
	}
	if v := got[1].Volume().Value; v.Exact() != msp.NewRatio(2, 1) || got[1].Days() != msp.NewRatio(10, 1) {
		t.Errorf("Volume = %v in %v days", v, got[1].Days())
	}
	if k := got[1].KillRate(); k.Value.Exact() != msp.NewRatio(1, 2) || k.Value.N() != 2 || k.Num != msp.NewRatio(1, 1) {
		t.Errorf("KillRate = %v", k)
	}
	for _, few := range [][]time.Time{nil, {at(0)}} {
		if got, err := d.Flows(tickets, few...); err != nil || got != nil {
			t.Errorf("Flows between %v = %v, %v", few, got, err)
		}
	}
	for _, bad := range [][]time.Time{{at(0), at(0)}, {at(1), at(0)}} {
		if _, err := d.Flows(tickets, bad...); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Flows between %v: %v, want ErrRange", bad, err)
		}
	}
	if v := (metrics.Flow{Resolved: 3}).KillRate().Value; v.Defined() || v.Reason().Code() != metrics.ReasonZeroDenominator {
		t.Errorf("KillRate without tickets = %v", v)
	}
	ages := metrics.Flow{From: time.Unix(math.MinInt64/2, 0), To: time.Unix(math.MaxInt64/2, 1)}
	if days := ages.Days(); !days.Defined() || days.Sign() <= 0 {
		t.Errorf("Days of ages = %v", days)
	}
}

// A backlog is what it was, and what came, and not what went; and it is what is open
// then, counted ticket by ticket.
func TestFlowLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tickets := someTickets().Draw(t, "tickets")
		asOf := at(time.Duration(rapid.IntRange(0, 200).Draw(t, "as of")) * time.Hour)
		d := desk(t, metrics.DeskSpec{AsOf: asOf})
		instants := []time.Time{at(0)}
		for range rapid.IntRange(1, 5).Draw(t, "stretches") {
			instants = append(instants, instants[len(instants)-1].Add(time.Duration(rapid.IntRange(1, 50).Draw(t, "hours"))*time.Hour))
		}
		flows, err := d.Flows(tickets, instants...)
		if err != nil || len(flows) != len(instants)-1 {
			t.Fatal(flows, err)
		}
		for i, f := range flows {
			var created, reopened, resolved, open int64
			for _, x := range tickets {
				if x.Void != 0 || !x.Resolved.IsZero() && x.Resolved.Before(x.Created) || !x.FirstResolved.IsZero() && x.FirstResolved.Before(x.Created) {
					continue
				}
				// What happened to it, in order: it came, went, came again and went.
				opened := false
				for n, at := range []time.Time{x.Created, x.FirstResolved, x.Reopened, x.Resolved} {
					if at.IsZero() || at.After(asOf) {
						continue
					}
					in := !at.Before(f.From) && at.Before(f.To)
					if at.Before(f.To) {
						opened = n%2 == 0
					}
					switch {
					case in && n == 0:
						created++
					case in && n == 2:
						reopened++
					case in:
						resolved++
					}
				}
				if opened {
					open++
				}
			}
			if f.Created != created || f.Reopened != reopened || f.Resolved != resolved || f.Backlog != open ||
				i > 0 && f.Backlog != flows[i-1].Backlog+f.Created+f.Reopened-f.Resolved {
				t.Fatalf("flow %+v, by hand %d created, %d reopened, %d resolved, %d open", f, created, reopened, resolved, open)
			}
		}
	})
}
