package oracle

import (
	"fmt"
	"time"
)

// Turns are people who take turns on call. Slot k begins at the edge of its wall
// time, Start and k·Every units more; its person is that of k modulo the members.
type Turns struct {
	Zone    *time.Location
	Start   time.Time // what the zone's clock reads when slot 0 begins, written as if it were UTC
	Unit    string    // hour, day, week, month, working_day
	Every   int
	Members []string

	// Works, of working_day, tells whether a civil day, midnight as if UTC, is
	// worked. The day of Start counts as worked whatever it says.
	Works func(day time.Time) bool
}

// At returns who has the turn. There must be a member.
func (u Turns) At(t time.Time) string {
	n := len(u.Members)
	return u.Members[(u.Slot(t)%n+n)%n]
}

// Slot returns the number of the slot at an instant: the largest whose edge has
// come. Where edges fall together in a gap of the clock, the slots before the
// largest are empty.
func (u Turns) Slot(t time.Time) int {
	if u.Unit == "working_day" {
		return u.workingSlot(t)
	}
	// Where the search begins does not matter, but decades are long.
	k := int((reading(t, u.Zone) - u.Start.Unix()) / (int64(u.Every) * int64(u.roughly()/time.Second)))
	for hasCome(u.wall(k+1), u.Zone, t) {
		k++
	}
	for !hasCome(u.wall(k), u.Zone, t) {
		k--
	}
	return k
}

func (u Turns) roughly() time.Duration {
	const day = 24 * time.Hour
	switch u.Unit {
	case "hour":
		return time.Hour
	case "day":
		return day
	case "week":
		return 7 * day
	case "month":
		return 30 * day
	}
	panic(fmt.Sprintf("oracle: turns of an unknown unit %q", u.Unit))
}

// wall returns what the clock reads where a slot begins. A month without the day
// of Start has its last day instead; the next has the day of Start again.
func (u Turns) wall(k int) int64 {
	n := k * u.Every
	switch u.Unit {
	case "hour":
		return u.Start.Add(time.Duration(n) * time.Hour).Unix()
	case "day":
		return u.Start.AddDate(0, 0, n).Unix()
	case "week":
		return u.Start.AddDate(0, 0, 7*n).Unix()
	}
	year, month, day := u.Start.Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	clock := u.Start.Sub(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	return first.AddDate(0, 0, min(day, last.Day())-1).Add(clock).Unix()
}

// workingSlot goes from the day of Start day by day to the one whose edge was the
// last to come, and counts those that are worked. The days that are not belong to
// the slot before them.
func (u Turns) workingSlot(t time.Time) int {
	year, month, date := u.Start.Date()
	day := time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
	clock := u.Start.Sub(day)
	came := func(day time.Time) bool { return hasCome(day.Add(clock).Unix(), u.Zone, t) }

	worked := 0 // the number of the last worked day whose edge has come
	if came(day) {
		for day = day.AddDate(0, 0, 1); came(day); day = day.AddDate(0, 0, 1) {
			if u.Works(day) {
				worked++
			}
		}
	} else {
		idle := 0
		for found := false; !found; {
			day = day.AddDate(0, 0, -1)
			if idle++; u.Works(day) {
				worked--
				idle, found = 0, came(day)
			}
			if idle > 3660 {
				panic(fmt.Sprintf("oracle: nobody worked in the ten years after %v", day))
			}
		}
	}
	slot := 0
	for (slot+1)*u.Every <= worked {
		slot++
	}
	for slot*u.Every > worked {
		slot--
	}
	return slot
}

// hasCome reports whether the edge of a wall time, in seconds as by reading, lies at
// or before an instant: whether the zone's clock read it, or later, at any instant
// until then. Only a clock that was turned back has read more than it reads now,
// and none was ever turned back by more than a day.
func hasCome(wall int64, zone *time.Location, t time.Time) bool {
	now := reading(t, zone)
	if now >= wall {
		return true
	}
	if wall-now > 25*3600 {
		return false
	}
	for range 25 {
		hourAgo := t.Add(-time.Hour)
		// In an hour in which the clock did not change it read less than at its end.
		if reading(t, zone)-reading(hourAgo, zone) != 3600 {
			for minute := 1; minute <= 60; minute++ {
				if reading(t.Add(-time.Duration(minute)*time.Minute), zone) >= wall {
					return true
				}
			}
		}
		t = hourAgo
	}
	return false
}
