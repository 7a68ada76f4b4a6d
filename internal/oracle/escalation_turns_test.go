package oracle_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/internal/zones"
)

// Slots against the law, second by second: through days on which clocks change, of
// half an hour, of a whole day, at midnight.
func TestEscalationSlots(t *testing.T) {
	for _, tc := range []struct{ zone, start, unit string }{
		{"America/Chicago", "2024-03-09T02:30", "day"},
		{"America/Chicago", "2024-11-02T01:30", "hour"},
		{"Australia/Lord_Howe", "2021-04-03T01:45", "day"},
		{"Pacific/Apia", "2011-12-29T09:00", "day"},
		{"America/St_Johns", "2009-10-31T23:30", "day"},
		{"Pacific/Kwajalein", "1993-08-20T12:00", "day"},
	} {
		zone, start := zones.MustLoad(tc.zone), instant(tc.start+":00Z")
		u := oracle.Turns{Zone: zone, Start: start, Unit: tc.unit, Every: 1, Members: []string{"a", "b", "c"}}
		length := map[string]time.Duration{"hour": time.Hour, "day": 24 * time.Hour}[tc.unit]
		var edges []time.Time // of slots -1 to 4
		for k := -1; k < 5; k++ {
			edges = append(edges, oracle.InstantOf(start.Add(time.Duration(k)*length).Unix(), zone))
		}
		for at := edges[0]; at.Before(edges[5]); at = at.Add(time.Minute) {
			want := -2
			for _, edge := range edges {
				if !at.Before(edge) {
					want++
				}
			}
			if got := u.Slot(at); got != want {
				t.Fatalf("%v: Slot(%v) = %d, want %d", tc, at, got, want)
			}
		}
	}
}

// In St. John's clocks went back from 00:01 on Sunday to 23:01 on Saturday, at 02:31Z.
// The window of Sunday had begun at 02:30Z, and goes on.
func TestEscalationWindowOverMidnight(t *testing.T) {
	r := oracle.Rota{Layers: []oracle.Layer{{
		Turns: oracle.Turns{
			Zone: zones.MustLoad("America/St_Johns"), Start: instant("2009-10-01T00:00:00Z"), Unit: "month", Every: 1, Members: []string{"a"},
		},
		Windows: []oracle.Window{{Days: []time.Weekday{time.Sunday}, Start: 0, End: 8 * 60}},
	}}}
	want := []oracle.RotaShift{{From: instant("2009-11-01T02:30:00Z"), To: instant("2009-11-01T11:30:00Z"), OnCall: []string{"a"}}}
	if diff := cmp.Diff(want, r.Shifts(instant("2009-10-31T00:00:00Z"), instant("2009-11-02T00:00:00Z"))); diff != "" {
		t.Errorf("Shifts: (-want +got)\n%s", diff)
	}
}

// Worked days count from the day of the start in both directions; Thursday is off.
func TestEscalationWorkingDays(t *testing.T) {
	u := oracle.Turns{
		Zone: time.UTC, Start: instant("2026-03-02T09:00:00Z"), Unit: "working_day", Every: 2, Members: []string{"a", "b"},
		Works: func(day time.Time) bool {
			return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && day.Weekday() != time.Thursday
		},
	}
	for at, want := range map[string]int{
		"2026-03-02T09:00:00Z": 0, "2026-03-04T08:59:00Z": 0,
		"2026-03-04T09:00:00Z": 1, "2026-03-09T08:59:00Z": 1, // Wednesday and Friday
		"2026-03-09T09:00:00Z": 2,
		"2026-03-02T08:59:00Z": -1, "2026-02-25T09:00:00Z": -1, "2026-02-25T08:59:00Z": -2,
	} {
		if got := u.Slot(instant(at)); got != want {
			t.Errorf("Slot(%s) = %d, want %d", at, got, want)
		}
	}
}

// A third of 50 minutes ends within a minute; what is due at the stop is not told.
func TestEscalationRungs(t *testing.T) {
	rules := []oracle.RungRule{
		{Name: "late", Level: 2, Threshold: 30 * time.Minute},
		{Name: "third", Level: 1, Threshold: 50 * time.Minute / 3},
		{Name: "same", Level: 1, Threshold: 20 * time.Minute},
		{Name: "also", Level: 0, Threshold: 20 * time.Minute},
		{Name: "start", Level: 1, Threshold: -time.Minute},
	}
	pauses := [][2]time.Time{{escalationAt("00:20"), escalationAt("00:40")}}
	got := oracle.Rungs(rules, nil, escalationAt("00:00"), pauses, escalationAt("00:50"), escalationAt("01:00"))
	want := []oracle.RungFiring{
		{Name: "start", Level: 1, At: escalationAt("00:00")},
		{Name: "third", Level: 1, At: escalationAt("00:16").Add(40 * time.Second)},
		{Name: "also", Level: 0, At: escalationAt("00:20")},
		{Name: "same", Level: 1, At: escalationAt("00:20")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Rungs: (-want +got)\n%s", diff)
	}
}

func BenchmarkEscalationRota(b *testing.B) {
	u := oracle.Turns{
		Zone: zones.MustLoad("America/Chicago"), Start: instant("2015-01-31T09:00:00Z"), Unit: "month", Every: 1, Members: []string{"a", "b"},
	}
	every := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	r := oracle.Rota{Layers: []oracle.Layer{
		{Turns: u}, {Priority: 1, Turns: u, Windows: []oracle.Window{{Days: every, Start: 22 * 60, End: 6 * 60}}},
	}}
	at := instant("2026-01-01T00:00:00Z")
	for b.Loop() {
		r.At(at)
		at = at.Add(37 * time.Minute)
	}
}
