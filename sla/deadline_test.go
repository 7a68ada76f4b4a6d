package sla_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

func TestDeadlineEdges(t *testing.T) {
	c := compile(office())
	const ns = time.Nanosecond
	// An hour before the closing on Friday, with an hour to do it.
	d := start(t, sla.Within(time.Hour), c, local(t, c, "2026-03-06 16:00"))
	due, limit := local(t, c, "2026-03-06 17:00"), local(t, c, "2026-03-09 09:00")
	for _, tt := range []struct {
		at               time.Time
		elapsed          time.Duration
		stopped, running msp.Outcome
	}{
		{d.Start().Add(-day), 0, msp.Met, msp.Pending},
		{d.Start(), 0, msp.Met, msp.Pending},
		{due.Add(-ns), time.Hour - ns, msp.Met, msp.Pending},
		{due, time.Hour, msp.Met, msp.Pending},
		{due.Add(day), time.Hour, msp.Met, msp.Pending},
		{limit, time.Hour, msp.Met, msp.Pending},
		{limit.Add(ns), time.Hour + ns, msp.Missed, msp.Missed},
		{limit.Add(day), 9 * time.Hour, msp.Missed, msp.Missed},
	} {
		if got := d.Elapsed(tt.at); got != tt.elapsed {
			t.Errorf("Elapsed(%v) = %v, want %v", tt.at, got, tt.elapsed)
		}
		if got, ok := d.Remaining(tt.at); got != time.Hour-tt.elapsed || !ok {
			t.Errorf("Remaining(%v) = %v, %v, want %v", tt.at, got, ok, time.Hour-tt.elapsed)
		}
		if s, r := d.OutcomeIfDone(tt.at), d.OutcomeIfOpen(tt.at); s != tt.stopped || r != tt.running {
			t.Errorf("at %v: stopped %v, running %v, want %v and %v", tt.at, s, r, tt.stopped, tt.running)
		}
		breached := tt.running == msp.Missed
		at, ok := d.BreachAt(tt.at)
		if d.Breached(tt.at) != breached || ok != breached || ok && !at.Equal(limit) || !ok && !at.IsZero() {
			t.Errorf("at %v: Breached %v, BreachAt %v, %v, want %v", tt.at, d.Breached(tt.at), at, ok, breached)
		}
	}
	for _, tt := range []struct {
		amount time.Duration
		want   string
	}{
		{-time.Hour, "2026-03-06 16:00"},
		{0, "2026-03-06 16:00"},
		{45 * time.Minute, "2026-03-06 16:45"},
		{time.Hour, "2026-03-06 17:00"},
		{2 * time.Hour, "2026-03-09 10:00"},
	} {
		if got := show(d.UsedUp(tt.amount)); got != tt.want {
			t.Errorf("UsedUp(%v) = %s, want %s", tt.amount, got, tt.want)
		}
	}
}

// Where the start's zone and a monotonic reading are, does not matter.
func TestDeadlineInZone(t *testing.T) {
	c := compile(office())
	from := local(t, c, "2026-03-06 16:00")
	want := start(t, sla.Within(time.Hour), c, from)
	for _, other := range []time.Time{from.UTC(), from.In(time.FixedZone("", -7200))} {
		if got := start(t, sla.Within(time.Hour), c, other); got != want {
			t.Errorf("from %v: %v, want %v", other, got, want)
		}
	}
	due, _ := want.Due()
	if want.Start().Location() != c.Zone() || due.Location() != c.Zone() {
		t.Errorf("zones of start and due: %v, %v, want %v", want.Start().Location(), due.Location(), c.Zone())
	}
	now := time.Now() //nolint:forbidigo // only a clock gives a monotonic reading
	if got := start(t, sla.Within(time.Hour), calendar.Always(nil), now).Start(); got != now.Round(0).UTC() {
		t.Errorf("Start = %v of %v", got, now)
	}
	var zero sla.Deadline
	if _, ok := zero.Target(); ok || zero.OutcomeIfDone(from) != msp.Excluded || zero.Elapsed(from) != 0 {
		t.Errorf("the zero Deadline: Target %v, stopped %v", ok, zero.OutcomeIfDone(from))
	}
}

// The largest amounts do not wrap.
func TestDeadlineFar(t *testing.T) {
	const most = time.Duration(1<<63 - 1)
	d := start(t, sla.Within(most), calendar.Always(nil), time.Unix(0, 0))
	far := time.Unix(1<<40, 0)
	remaining, ok := d.Remaining(far)
	if d.Elapsed(far) != most || remaining != 0 || !ok || !d.Breached(far) || d.OutcomeIfDone(far) != msp.Missed {
		t.Errorf("Elapsed = %v, Remaining = %v, Breached = %v", d.Elapsed(far), remaining, d.Breached(far))
	}
	if d := start(t, sla.Within(1), calendar.Always(nil), time.Unix(0, 0)); d.OutcomeIfDone(far) != msp.Missed {
		t.Error("a nanosecond is not over")
	}
}
