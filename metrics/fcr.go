package metrics

import (
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

// An FCR is a definition of first contact resolution. The field has many, which give
// different numbers for the same tickets, so one is named and its conditions added:
//
//	metrics.SingleContact()                              one contact was enough
//	metrics.LevelOne()                                   level 1 resolved it, without escalation
//	metrics.WithinTime(30 * time.Minute)                 resolved that soon
//	metrics.LevelOne().Within(30 * time.Minute)          both
//	metrics.LevelOne().WithoutReopen(7 * 24 * time.Hour) and it stayed resolved for a week
//	metrics.SingleContact().EligibleOnly()               of those that could have been
//
// All are over resolved incidents and requests. The zero FCR has no condition, and every
// resolved ticket meets it. FCRs are immutable and comparable with ==.
type FCR struct {
	single, levelOne, timed, stays, eligible bool
	within, window                           time.Duration
}

// SingleContact returns the FCR of tickets resolved with one contact, at any level. A
// ticket whose contacts are not known is left out.
func SingleContact() FCR { return FCR{single: true} }

// LevelOne returns the FCR of tickets resolved at level 1 without an escalation, in
// however many contacts: first level resolution. A ticket whose level is not known is
// left out.
func LevelOne() FCR { return FCR{levelOne: true} }

// WithinTime returns the FCR of tickets resolved within d of being created.
func WithinTime(d time.Duration) FCR { return FCR{}.Within(d) }

// Within adds that the first resolution came within d of the creation, at exactly d too.
func (f FCR) Within(d time.Duration) FCR {
	f.timed, f.within = true, d
	return f
}

// WithoutReopen adds that the ticket was not reopened within the window after its first
// resolution; a reopening at exactly the window's end still counts, and so does one of
// which no time is known. A ticket whose window is not over yet is pending. A longer
// window never makes the rate higher.
func (f FCR) WithoutReopen(window time.Duration) FCR {
	f.stays, f.window = true, window
	return f
}

// EligibleOnly leaves out tickets that no first contact could have resolved: net FCR.
func (f FCR) EligibleOnly() FCR {
	f.eligible = true
	return f
}

// Outcome says how a ticket came out, seen at an instant: what is resolved later is
// pending. Tickets that are open are pending; voided ones, kinds other than incidents and
// requests, and what is created later are excluded. Within is measured on the clock; a
// [Desk] measures it as its other times. The reopening window is on the clock always.
func (f FCR) Outcome(t *Ticket, asOf time.Time) msp.Outcome { return f.outcome(t, asOf, clock) }

// clock returns the time on the clock, the longest duration if it is longer than that.
func clock(from, to time.Time) time.Duration { return to.Sub(from) }

// outcome is Outcome, with the time until the resolution measured by elapsed.
func (f FCR) outcome(t *Ticket, asOf time.Time, elapsed func(from, to time.Time) time.Duration) msp.Outcome {
	first := t.firstResolved()
	switch {
	case !t.judged(service), f.eligible && t.Ineligible, t.Created.After(asOf):
		return msp.Excluded
	case t.resolvedBy(asOf).IsZero():
		return msp.Pending
	case f.single && t.Contacts == 0, f.levelOne && t.Level == 0, f.timed && t.Created.IsZero():
		return msp.Excluded
	case f.single && t.Contacts != 1,
		f.levelOne && (t.Level != 1 || t.Escalations != 0),
		f.timed && elapsed(t.Created, first) > f.within,
		f.stays && t.reopenedBy(asOf) && (!t.Reopened.After(first) || clock(first, t.Reopened) <= f.window):
		return msp.Missed
	case f.stays && !t.reopenedBy(asOf) && clock(first, asOf) <= f.window:
		return msp.Pending
	}
	return msp.Met
}

// Definition returns the definition, with its conditions in words. Only one that asks for
// a single contact is named "first_contact_resolution"; the others are "fcr_level_one",
// "fcr_in_time" and "fcr_any", so that no target meant for one is held against another.
func (f FCR) Definition() Definition {
	var how []string
	add := func(is bool, text string) {
		if is {
			how = append(how, text)
		}
	}
	add(f.single, "with one contact")
	add(f.levelOne, "at level 1 without escalation")
	add(f.timed, "within "+duration.Format(f.within)+" of creation")
	add(f.stays, "not reopened within "+duration.Format(f.window))
	over := "resolved incidents and requests"
	if f.eligible {
		over = "eligible " + over
	}
	if len(how) == 0 {
		how = []string{"at all"}
	}
	name, title := "first_contact_resolution", "First contact resolution"
	switch {
	case f.single:
	case f.levelOne:
		name, title = "fcr_level_one", "First contact resolution, by level 1"
	case f.timed:
		name, title = "fcr_in_time", "First contact resolution, by time"
	default:
		name, title = "fcr_any", "First contact resolution, any"
	}
	return Definition{name, title, "resolved " + strings.Join(how, ", ") + " ÷ " + over}
}
