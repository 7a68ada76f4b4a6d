package sla_test

import (
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

var (
	sinkClock  sla.Clock
	sinkStatus sla.Status
)

// benchTicket is a ticket of twelve events, three quarters of an hour apart.
func benchTicket(opened time.Time) []sla.Event {
	events := []sla.Event{
		{Type: sla.EventCreated, Priority: msp.P2},
		{Type: sla.EventAssigned},
		{Type: sla.EventAgentReply},
		{Type: sla.EventPause, Hold: sla.HoldRequester},
		{Type: sla.EventRequesterReply},
		{Type: sla.EventResume, Hold: sla.HoldRequester},
		{Type: sla.EventPriority, Priority: msp.P1},
		{Type: sla.EventAgentReply},
		{Type: sla.EventPause, Hold: sla.HoldRequester},
		{Type: sla.EventResume, Hold: sla.HoldRequester},
		{Type: sla.EventResolved},
		{Type: sla.EventClosed},
	}
	for i := range events {
		events[i].Seq = int64(i)
		events[i].At = opened.Add(time.Duration(i) * 45 * time.Minute)
	}
	return events
}

func newLog(tb testing.TB, events ...sla.Event) sla.Log {
	tb.Helper()
	log, err := sla.NewLog(events...)
	if err != nil {
		tb.Fatal(err)
	}
	return log
}

// BenchmarkApply is one event, averaged over a ticket of twelve.
func BenchmarkApply(b *testing.B) {
	goal := goalOf(b, sla.Resolution())
	events := benchTicket(benchStart(0))
	b.ReportAllocs()
	var c sla.Clock
	for i := range b.N {
		n := i % len(events)
		if n == 0 {
			c = goal.Open(events[0].At)
		}
		c, _ = c.Apply(events[n])
	}
	sinkClock = c
}

func BenchmarkAt(b *testing.B) {
	goal := goalOf(b, sla.Resolution())
	c := replay(b, goal, newLog(b, benchTicket(benchStart(0))[:8]...))
	b.ReportAllocs()
	for i := range b.N {
		sinkStatus = c.At(benchStart(10 + i&511))
	}
}

// BenchmarkTicket12Events folds a ticket of twelve events and asks how it stands.
func BenchmarkTicket12Events(b *testing.B) {
	goal := goalOf(b, sla.Resolution())
	log := newLog(b, benchTicket(benchStart(0))...)
	now := benchStart(20)
	b.ReportAllocs()
	for range b.N {
		c, _ := goal.Replay(log)
		sinkStatus = c.At(now)
	}
}

// BenchmarkAudit explains the same ticket.
func BenchmarkAudit(b *testing.B) {
	goal := goalOf(b, sla.Resolution())
	c := replay(b, goal, newLog(b, benchTicket(benchStart(0))...))
	now := benchStart(20)
	b.ReportAllocs()
	for range b.N {
		sinkStatus = c.Audit(now).Status
	}
}

// BenchmarkMillionTickets folds a million tickets of six events, of which the clock
// keeps four, and keeps the clocks.
func BenchmarkMillionTickets(b *testing.B) {
	const tickets, each = 1_000_000, 6
	goal := goalOf(b, sla.Resolution())
	logs := make([]sla.Log, 1024)
	for i := range logs {
		events := benchTicket(benchStart(i))
		logs[i] = newLog(b, events[0], events[2], events[3], events[5], events[10], events[11])
	}
	clocks := make([]sla.Clock, tickets)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	for range b.N {
		for i := range clocks {
			clocks[i], _ = goal.Replay(logs[i%len(logs)])
		}
	}
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	heap := float64(after.HeapAlloc-before.HeapAlloc)/tickets + float64(reflect.TypeFor[sla.Clock]().Size())
	b.ReportMetric(float64(b.N)*tickets*each/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(heap, "B/clock")
	runtime.KeepAlive(clocks)
}
