package escalation_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

var (
	sinkTurn escalation.Turn
	sinkHour int
)

// BenchmarkFloor asks the standard library what time it is in the zone.
func BenchmarkFloor(b *testing.B) {
	zone, err := zones.Load("America/Chicago")
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		sinkHour, _, _ = at.In(zone).Clock()
		at = at.Add(7 * time.Minute)
	}
}

func BenchmarkRotation(b *testing.B) {
	r := rotationOf(b, "America/Chicago", "2024-01-01T09:00", escalation.Week, "ana", "bob", "cal")
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		sinkTurn, _ = r.At(at)
		at = at.Add(7 * time.Minute)
	}
}
