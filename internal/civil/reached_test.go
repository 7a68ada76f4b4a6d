package civil_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/gen"
)

// A local time has begun exactly if it is at most what the clock has reached; and where
// a segment can tell an instant, it is that of the law.
func TestReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(gen.NastyZones()).Draw(t, "zone")
		loc := gen.MustLoad(zone)
		u := gen.Instant(loc).Draw(t, "instant").Unix()
		if changes := gen.Changes(zone); len(changes) > 0 && rapid.Bool().Draw(t, "at a change") {
			u = rapid.SampledFrom(changes).Draw(t, "change").Unix() + rapid.Int64Range(-7200, 7200).Draw(t, "seconds")
		}
		local := u + civil.SegmentAt(u, loc).Offset + rapid.Int64Range(-7200, 7200).Draw(t, "ahead")
		highest, now := civil.Reached(u, loc)
		begun := civil.Instant(local, loc) <= u
		if begun != (local <= highest) {
			t.Fatalf("at %d local %d has begun: %v, but %d is reached", u, local, begun, highest)
		}
		if now.From > u || now.To <= u {
			t.Fatalf("%+v is not around %d", now, u)
		}
		if got, ok := now.Instant(local); ok && got != civil.Instant(local, loc) {
			t.Fatalf("Instant(%d) of %+v = %d, want %d", local, now, got, civil.Instant(local, loc))
		}
	})
}

func TestFloorDiv(t *testing.T) {
	for _, tt := range [][3]int{{7, 3, 2}, {-7, 3, -3}, {-6, 3, -2}, {0, 5, 0}} {
		if got := civil.FloorDiv(tt[0], tt[1]); got != tt[2] {
			t.Errorf("FloorDiv(%d, %d) = %d, want %d", tt[0], tt[1], got, tt[2])
		}
	}
}
