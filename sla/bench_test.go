package sla_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

var (
	sinkDeadline sla.Deadline
	sinkOutcome  msp.Outcome
	sinkTarget   sla.Target
	sinkSpan     time.Duration
)

// benchStarts are the starts that the benchmarks go round, over some weeks.
func benchStart(i int) time.Time {
	return time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC).Add(time.Duration(i&1023) * time.Hour)
}

// BenchmarkFloor is one question to the calendar: how much open time lies between
// the start and a day later.
func BenchmarkFloor(b *testing.B) {
	c := compile(office())
	b.ReportAllocs()
	for i := range b.N {
		t := benchStart(i)
		sinkSpan = c.Between(t, t.Add(day))
	}
}

func BenchmarkStart(b *testing.B) {
	c := compile(office())
	for _, bb := range []struct {
		name string
		span sla.Span
	}{
		{"within", sla.Within(4 * time.Hour)},
		{"business_days", sla.BusinessDays(2)},
		{"end_of_business_day", sla.EndOfBusinessDay(1)},
		{"next_business_day", sla.NextBusinessDay{}},
		{"next_business_day_at", at("12:00")},
	} {
		target := newTarget(b, bb.span, c)
		b.Run("span="+bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkDeadline, _ = target.Start(benchStart(i))
			}
		})
	}
}

func BenchmarkRemaining(b *testing.B) {
	d := start(b, sla.Within(40*time.Hour), compile(office()), benchStart(0))
	b.ReportAllocs()
	for i := range b.N {
		sinkSpan, _ = d.Remaining(benchStart(i))
	}
}

func BenchmarkOutcomeIfDone(b *testing.B) {
	d := start(b, sla.Within(40*time.Hour), compile(office()), benchStart(0))
	b.ReportAllocs()
	for i := range b.N {
		sinkOutcome = d.OutcomeIfDone(benchStart(i))
	}
}

func BenchmarkFor(b *testing.B) {
	targets, err := sla.TargetSpecs{
		{Priority: msp.P1, Span: sla.Within(time.Hour), Calendar: "desk", Until: month(2)},
		{Priority: msp.P1, Span: sla.Within(time.Hour), Calendar: "desk", From: month(2), Until: month(4)},
		{Priority: msp.P1, Span: sla.Within(time.Hour), Calendar: "desk", From: month(4)},
	}.Compile(calendars)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := range b.N {
		sinkTarget, _ = targets.For(msp.P1, benchStart(i))
	}
}
