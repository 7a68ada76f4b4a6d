package escalation_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
)

// A rotationModel knows a rotation by its wall times alone: it finds the beginning of a
// slot by stepping through the minutes until the clock reads it.
type rotationModel struct {
	zone    *time.Location
	start   time.Time // what the clock reads, as if it were UTC
	unit    escalation.Unit
	every   int
	members []string
	works   func(time.Time) bool
}

// wall returns what the clock reads at an instant, as if it were UTC.
func (m *rotationModel) wall(t time.Time) time.Time {
	t = t.In(m.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// edge returns what the clock reads when slot k begins.
func (m *rotationModel) edge(k int) time.Time {
	n := k * m.every
	switch m.unit {
	case escalation.Hour:
		return m.start.Add(time.Duration(n) * time.Hour)
	case escalation.Day:
		return m.start.AddDate(0, 0, n)
	case escalation.Month:
		first := time.Date(m.start.Year(), m.start.Month()+time.Month(n), 1, m.start.Hour(), m.start.Minute(), 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		return first.AddDate(0, 0, min(m.start.Day(), last)-1)
	case escalation.WorkingDay:
		at, step := m.start, 1
		if n < 0 {
			n, step = -n, -1
		}
		for n > 0 {
			if at = at.AddDate(0, 0, step); m.works(at) {
				n--
			}
		}
		return at
	case 0, escalation.Week:
	}
	return m.start.AddDate(0, 0, 7*n)
}

// begins steps to the instant at which slot k begins.
func (m *rotationModel) begins(k int) time.Time {
	edge := m.edge(k)
	for t := edge.Add(-27 * time.Hour); ; t = t.Add(time.Minute) {
		if !m.wall(t).Before(edge) {
			return t.In(m.zone)
		}
	}
}

// at returns the last slot that begins at or before an instant.
func (m *rotationModel) at(t time.Time) int {
	k, surely := 0, m.wall(t).Add(54*time.Hour)
	for m.edge(k).Before(surely) {
		k++
	}
	for m.edge(k).After(surely) {
		k--
	}
	for m.begins(k).After(t) {
		k--
	}
	return k
}

// rotationDraw draws a rotation in an odd zone, and its model.
func rotationDraw(t *rapid.T) (escalation.Rotation, *rotationModel) {
	zone := rapid.SampledFrom(gen.NastyZones()).Draw(t, "zone")
	m := &rotationModel{
		zone:    gen.MustLoad(zone),
		start:   time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "start")) * time.Minute),
		unit:    rapid.SampledFrom([]escalation.Unit{0, escalation.Hour, escalation.Day, escalation.Week, escalation.Month, escalation.WorkingDay}).Draw(t, "unit"),
		every:   rapid.IntRange(1, 5).Draw(t, "every"),
		members: []string{"ana", "bob", "cal", "dee"}[:rapid.IntRange(1, 4).Draw(t, "members")],
	}
	if rapid.Bool().Draw(t, "at midnight") {
		m.start = m.start.Truncate(24 * time.Hour)
	}
	spec := escalation.RotationSpec{Zone: zone, Unit: m.unit, Every: m.every, Members: m.members}
	desk := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(gen.Load)
	if m.unit == escalation.WorkingDay {
		m.works = func(d time.Time) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
		for !m.works(m.start) {
			m.start = m.start.AddDate(0, 0, 1)
		}
		spec.Calendar = "desk"
	}
	spec.Start = calendar.MustParseLocalTime(m.start.Format("2006-01-02T15:04:05"))
	r, err := spec.Compile(escalation.Sources{Zones: gen.Load, Calendars: func(string) (calendar.Calendar, bool) { return desk, true }})
	if err != nil {
		t.Fatal(err)
	}
	return r, m
}

// R8, R1, R2, R6: a rotation agrees with its model.
func TestRotationIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, m := rotationDraw(t)
		at := gen.Near(gen.Place(m.zone).Draw(t, "place"), 40*24*time.Hour).Draw(t, "at")
		if at.Year() < 2005 || at.Year() > 2020 { // the model walks there
			at = m.start.Add(time.Duration(rapid.Int64Range(-500*24*60, 500*24*60).Draw(t, "minutes")) * time.Minute)
		}
		at = at.Truncate(time.Second)
		k := m.at(at)
		got, ok := r.At(at)
		to := m.begins(k + 1)
		for n := k + 2; !to.After(at); n++ {
			to = m.begins(n)
		}
		want := escalation.Turn{Slot: int64(k), Member: m.members[((k%len(m.members))+len(m.members))%len(m.members)], From: m.begins(k), To: to}
		if !ok || got.Slot != want.Slot || got.Member != want.Member || !got.From.Equal(want.From) || !got.To.Equal(want.To) {
			t.Fatalf("At(%v) = %+v, %v, want %+v", at, got, ok, want)
		}
		if got.From.After(at) || !got.To.After(at) {
			t.Fatalf("At(%v) = %+v does not hold it", at, got)
		}
	})
}

// R3, R4: shifts follow one another.
func TestRotationTiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, m := rotationDraw(t)
		shift, ok := r.At(gen.Instant(m.zone).Draw(t, "at"))
		for range 20 {
			if !ok {
				return
			}
			next, again := r.At(shift.To)
			if again && (!next.From.Equal(shift.To) || next.Slot <= shift.Slot) {
				t.Fatalf("behind %+v comes %+v", shift, next)
			}
			inside := rapid.Int64Range(0, int64(shift.To.Sub(shift.From))-1).Draw(t, "inside")
			for _, at := range []time.Time{shift.From.Add(time.Duration(inside)), shift.To.Add(-time.Nanosecond)} {
				if got, same := r.At(at); !same || got != shift {
					t.Fatalf("At(%v) = %+v, want %+v", at, got, shift)
				}
			}
			shift, ok = next, again
		}
	})
}

// R7: in UTC a shift is as long as it says.
func TestRotationInUTC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := map[escalation.Unit]time.Duration{escalation.Hour: time.Hour, escalation.Day: 24 * time.Hour, escalation.Week: 7 * 24 * time.Hour}
		unit := rapid.SampledFrom([]escalation.Unit{escalation.Hour, escalation.Day, escalation.Week}).Draw(t, "unit")
		every := rapid.IntRange(1, 100).Draw(t, "every")
		r, err := escalation.RotationSpec{Zone: "UTC", Unit: unit, Every: every, Members: []string{"a", "b"}}.Compile(escalation.Sources{Zones: gen.Load})
		if err != nil {
			t.Fatal(err)
		}
		shift, ok := r.At(gen.Instant(time.UTC).Draw(t, "at"))
		length := time.Duration(every) * units[unit]
		if !ok || shift.To.Sub(shift.From) != length {
			t.Fatalf("%+v, want a length of %v", shift, length)
		}
		later, ok := r.At(shift.From.Add(2 * length))
		if !ok || later.Member != shift.Member || later.Slot != shift.Slot+2 {
			t.Fatalf("%+v and two shifts later %+v", shift, later)
		}
	})
}
