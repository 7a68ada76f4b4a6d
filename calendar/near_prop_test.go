package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
)

// Each of the four neighbours is on its side, is what its name says, and nothing
// of the kind lies between it and t.
func TestNearIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c, at := n.calendar(), n.instant(t, "t")
		if !opens(c, at, time.Hour) || !closes(c, at) {
			return
		}
		if next, ok := c.NextOpen(at); ok {
			if next.Before(at) || !c.IsOpen(next) || c.Between(at, next) != 0 {
				t.Fatalf("NextOpen(%v) = %v, open there %v, open before %v", at, next, c.IsOpen(next), c.Between(at, next))
			}
		}
		if previous, ok := c.PrevClose(at); ok {
			if previous.After(at) || !c.IsOpen(previous.Add(-1)) || c.Between(previous, at) != 0 {
				t.Fatalf("PrevClose(%v) = %v, open after it %v", at, previous, c.Between(previous, at))
			}
		}
		// Up to the next closing there is at most one stretch of open time.
		if next, ok := c.NextClose(at); ok {
			open, _ := c.NextOpen(at)
			if !next.After(at) || c.IsOpen(next) || !c.IsOpen(next.Add(-1)) || c.Between(at, next) != next.Sub(open) {
				t.Fatalf("NextClose(%v) = %v, NextOpen %v, Between %v", at, next, open, c.Between(at, next))
			}
		}
		if previous, ok := c.PrevOpen(at); ok {
			closed, _ := c.PrevClose(at)
			if !previous.Before(at) || !c.IsOpen(previous) || c.IsOpen(previous.Add(-1)) ||
				c.Between(previous, at) != closed.Sub(previous) {
				t.Fatalf("PrevOpen(%v) = %v, PrevClose %v, Between %v", at, previous, closed, c.Between(previous, at))
			}
		}
	})
}

// The next opening of a calendar is the next closing of its complement.
func TestNearOfComplement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(2).Draw(t, "calendar")
		c, at := n.calendar(), n.instant(t, "t")
		if !opens(c, at, time.Hour) || !closes(c, at) {
			return
		}
		closed := calendar.Complement(c)
		check := func(what string, find, mirror func(time.Time) (time.Time, bool)) {
			got, ok := find(at)
			want, okToo := mirror(at)
			if ok != okToo || !got.Equal(want) {
				t.Fatalf("%s(%v) = %v, %v, of the complement %v, %v", what, at, got, ok, want, okToo)
			}
		}
		if !c.IsOpen(at) {
			// Strictly after t both mean the same instant.
			check("NextOpen", c.NextOpen, closed.NextClose)
		}
		if c.IsOpen(at) {
			check("NextClose", c.NextClose, closed.NextOpen)
		}
		if c.IsOpen(at.Add(-1)) {
			check("PrevOpen", c.PrevOpen, closed.PrevClose)
		}
	})
}

func TestNextStretchIsEarliest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c, at, d := n.calendar(), n.instant(t, "t"), gen.Duration(12*time.Hour).Draw(t, "d")
		if !opens(c, at, d) || !closes(c, at) {
			return
		}
		const far = 500 * day
		var want time.Time
		for s := range c.Spans(at, at.Add(far)) {
			if s.Duration() >= d {
				want = s.From
				break
			}
		}
		if want.IsZero() {
			return // beyond what is worth a search
		}
		if got, ok := c.NextStretch(at, d); !ok || !got.Equal(want) || c.Between(got, got.Add(d)) != d {
			t.Fatalf("NextStretch(%v, %v) = %v, %v, want %v", at, d, got, ok, want)
		}
		for _, d := range []time.Duration{0, -1, -1 << 63} {
			got, ok := c.NextStretch(at, d)
			if want, okToo := c.NextOpen(at); ok != okToo || !got.Equal(want) {
				t.Fatalf("NextStretch(%v, %v) = %v, %v, want NextOpen = %v, %v", at, d, got, ok, want, okToo)
			}
		}
	})
}
