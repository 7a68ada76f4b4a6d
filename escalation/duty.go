package escalation

import (
	"slices"
	"time"
)

// A Duty is a stretch of time in which one person is on call without a break, [From,
// To): an entry of that person's calendar.
type Duty struct {
	// ID is the same for the same duty, and differs between the duties of a schedule:
	// its name, the person and From.
	ID       string    `json:"id"`
	Schedule string    `json:"schedule"`
	Person   string    `json:"person"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
}

// beyond is how far outside of a range its duties are followed.
const beyond = 366 * 24 * time.Hour

// Duties returns the duties that overlap [from, to), whole, sorted by From, then by their
// order on call: plain data for a calendar feed, whose entries stay what they are when
// the range moves on. They are followed for 366 days beyond the range, and cut there: one
// of somebody who is always on call has another From, and ID, each time. Cost: that of
// [Schedule.Shifts], for two years more.
func (s Schedule) Duties(from, to time.Time) []Duty {
	if !from.Before(to) {
		return nil
	}
	return slices.DeleteFunc(s.duties(from.Add(-beyond), to.Add(beyond)), func(d Duty) bool {
		return !d.From.Before(to) || !d.To.After(from)
	})
}

// duties returns the duties in [from, to), cut there.
func (s Schedule) duties(from, to time.Time) []Duty {
	var duties []Duty
	last := make(map[string]int) // of each person
	for shift := range s.Shifts(from, to) {
		for _, name := range shift.OnCall {
			if i, ok := last[name]; ok && duties[i].To.Equal(shift.From) {
				duties[i].To = shift.To
				continue
			}
			last[name] = len(duties)
			id := s.Name() + "/" + name + "/" + shift.From.UTC().Format("20060102T150405.999999999Z")
			duties = append(duties, Duty{ID: id, Schedule: s.Name(), Person: name, From: shift.From, To: shift.To})
		}
	}
	return duties
}
