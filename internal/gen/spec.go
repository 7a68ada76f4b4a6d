package gen

import (
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Case is a spec and a place in time at which it has something to say: its
// clock changes there, or one of its rules has a date.
type Case struct {
	Spec  calendar.Spec
	Zone  *time.Location
	At    time.Time
	Grain int // of all edges, in seconds on the clock
}

// AnyCase draws specs in full.
func AnyCase() *rapid.Generator[Case] {
	return rapid.Custom(func(t *rapid.T) Case { return WeekCase().Draw(t, "week").filled(t) })
}

// AnyCaseAt is [AnyCase] with a given place, to put calendars together.
func AnyCaseAt(at time.Time) *rapid.Generator[Case] {
	return rapid.Custom(func(t *rapid.T) Case {
		c := WeekCase().Draw(t, "week")
		c.At = at
		return c.filled(t)
	})
}

// filled draws all that a spec has beside weekly hours, or turns it into one that
// is always open.
func (c Case) filled(t *rapid.T) Case {
	if rapid.IntRange(0, 19).Draw(t, "always") == 19 {
		c.Spec = calendar.Spec{Zone: c.Spec.Zone, Always: true}
		return c
	}
	s, near := &c.Spec, dateAt(c.At)
	some := func(what string) bool { return rapid.Bool().Draw(t, what) }
	if some("changes") {
		s.Changes = Changeover(near, c.Grain).Draw(t, "changes")
	}
	if some("holidays") {
		s.Holidays = Rules(near).Draw(t, "holidays")
		s.HolidayCancelsShift = some("cancels")
	}
	if some("special") {
		s.Special = rapid.SliceOfN(Window(near, c.Grain, 0), 1, 3).Draw(t, "special")
	}
	if some("extra") {
		s.Extra = rapid.SliceOfN(Window(near, c.Grain, 1), 1, 2).Draw(t, "extra")
	}
	if some("breaks") {
		s.Breaks = rapid.SliceOfN(Window(near, c.Grain, 1), 1, 2).Draw(t, "breaks")
	}
	s.Weekend = Weekend().Draw(t, "weekend")
	return c
}

// CrowdedCase draws specs in which holidays, special hours, extra opening and
// breaks meet on a few dates, and many shifts run past midnight.
func CrowdedCase() *rapid.Generator[Case] {
	return rapid.Custom(func(t *rapid.T) Case {
		c := WeekCase().Draw(t, "week")
		c.Grain = 900
		for day := range c.Spec.Hours {
			c.Spec.Hours[day] = Shifts(c.Grain, 1).Draw(t, "shifts")
		}
		rules := func(what string) []calendar.Rule {
			var rules []calendar.Rule
			for n := range 4 {
				if rapid.Bool().Draw(t, what) {
					d, _ := dateAt(c.At).AddDays(n - 2)
					rules = append(rules, calendar.Rule{On: calendar.Dates{d}})
				}
			}
			return rules
		}
		windows := func(what string, least int) []calendar.Window {
			var windows []calendar.Window
			for _, rule := range append(rules(what), rules(what)...) {
				windows = append(windows, calendar.Window{Rule: rule, Hours: Shifts(c.Grain, least).Draw(t, "hours")})
			}
			return windows
		}
		c.Spec.Holidays = rules("holiday")
		c.Spec.HolidayCancelsShift = rapid.Bool().Draw(t, "cancels")
		c.Spec.Special = windows("special", 0)
		c.Spec.Extra = windows("extra", 1)
		c.Spec.Breaks = windows("break", 1)
		return c
	})
}

// WeekCase draws specs with a zone and weekly hours only; the hours may be none.
func WeekCase() *rapid.Generator[Case] {
	return rapid.Custom(func(t *rapid.T) Case {
		zone := Zone().Draw(t, "zone")
		loc := MustLoad(zone)
		grain := Grain().Draw(t, "grain")
		c := Case{Spec: calendar.Spec{Zone: zone}, Zone: loc, At: Place(loc).Draw(t, "at"), Grain: grain}
		if rapid.IntRange(0, 9).Draw(t, "closed") < 9 {
			c.Spec.Hours = Week(grain).Draw(t, "hours")
		}
		return c
	})
}

// Changeover draws new hours from dates near another on.
func Changeover(near msp.Date, grain int) *rapid.Generator[[]calendar.Change] {
	return rapid.Custom(func(t *rapid.T) []calendar.Change {
		dates := rapid.SliceOfNDistinct(DateNear(near, 10), 1, 3, rapid.ID[msp.Date]).Draw(t, "from")
		var changes []calendar.Change
		for _, d := range dates {
			var week calendar.Week
			if rapid.IntRange(0, 3).Draw(t, "open") < 3 {
				week = Week(grain).Draw(t, "hours")
			}
			changes = append(changes, calendar.Change{From: d, Hours: week})
		}
		return changes
	})
}

// Calendar compiles the spec.
func (c Case) Calendar() calendar.Calendar { return c.Spec.MustCompile(Load) }

// Instant draws an instant within some days of the place; one in eight lies some
// years away.
func (c Case) Instant() *rapid.Generator[time.Time] {
	near := Near(c.At, 9*24*time.Hour)
	return rapid.Custom(func(t *rapid.T) time.Time {
		at := near.Draw(t, "instant")
		if rapid.IntRange(0, 7).Draw(t, "far") == 7 {
			at = at.AddDate(rapid.IntRange(-12, 12).Draw(t, "years"), 0, 0)
		}
		return at
	})
}

// Date draws a date near the place.
func (c Case) Date() *rapid.Generator[msp.Date] { return DateNear(dateAt(c.At), 16) }
