package catalog

import (
	"iter"
	"slices"

	"github.com/mspkit/msp"
)

// Due is how an activity stands on a day; see [Activity.Due].
type Due struct {
	Status DueStatus

	// Since is the due date that is waiting, and Days how many days ago that was. None
	// and 0 unless the status is DueNow or Overdue.
	Since msp.Date
	Days  int

	// Next is the first due date after the day, if there is one.
	Next msp.Date

	// How many due dates, up to the day, were done on the very day, later but before the
	// next one, and not at all before the next one. With the one that waits these are all.
	OnTime, Late, Missed int
}

// Due tells how the activity stands on a day, from the days on which it was done. They may
// come in any order; a day twice counts as one. Days after the one that is asked about have
// not come yet, and days that are none, or before the anchor or [Activity.Since], are of no
// account.
//
// A due date is met by the activity being done on that day or later, but before the next
// due date. What is done then counts for the next one, so a due date that has passed its
// successor is missed for good: it does not stay overdue, it is counted. Done early, it
// counts for the due date before.
//
// An activity that is continuous or has no anchor has no due dates: the Due is zero. So it
// is for a day that is none. The cost is that of sorting what was done; the time since the
// anchor does not matter.
func (a Activity) Due(on msp.Date, done ...msp.Date) Due {
	c, anchor := a.Cadence(), a.spec.Anchor
	if anchor.IsZero() || on.IsZero() || !c.hasDates() {
		return Due{}
	}
	d := Due{Status: NothingDue}
	first := a.first()
	now, ok := c.lastIndex(anchor, on)
	if !ok || now < first {
		d.Next, _ = c.date(anchor, first)
		return d
	}
	d.Next, _ = c.Next(anchor, on)
	met := -1 // the number of the last due date that is met
	for _, day := range sortedUntil(done, on) {
		k, ok := c.lastIndex(anchor, day)
		if !ok || k < first || k == met {
			continue
		}
		met = k
		if date, _ := c.date(anchor, k); date == day {
			d.OnTime++
		} else {
			d.Late++
		}
	}
	d.Missed = now + 1 - first - d.OnTime - d.Late
	if met < now {
		d.Missed--
		d.Since, _ = c.date(anchor, now)
		d.Days = d.Since.DaysUntil(on)
		d.Status = DueNow
		if d.Days > 0 {
			d.Status = Overdue
		}
	}
	return d
}

// first returns the number of the first due date that is of account.
func (a Activity) first() int {
	if a.since.IsZero() {
		return 0
	}
	before, err := a.since.AddDays(-1)
	k, ok := a.Cadence().lastIndex(a.spec.Anchor, before)
	if err != nil || !ok {
		return 0
	}
	return k + 1
}

// Missed walks the due dates that [Activity.Due] counts as missed, in order.
func (a Activity) Missed(on msp.Date, done ...msp.Date) iter.Seq[msp.Date] {
	return func(yield func(msp.Date) bool) {
		c, anchor := a.Cadence(), a.spec.Anchor
		now, ok := c.lastIndex(anchor, on)
		if !ok {
			return
		}
		days := sortedUntil(done, on)
		for k := a.first(); k < now; k++ {
			for len(days) > 0 {
				met, ok := c.lastIndex(anchor, days[0])
				if ok && met >= k {
					break
				}
				days = days[1:]
			}
			if len(days) > 0 {
				if met, _ := c.lastIndex(anchor, days[0]); met == k {
					continue
				}
			}
			if d, _ := c.date(anchor, k); !yield(d) {
				return
			}
		}
	}
}

// sortedUntil returns the days up to one, in order.
func sortedUntil(days []msp.Date, on msp.Date) []msp.Date {
	days = slices.DeleteFunc(slices.Clone(days), func(d msp.Date) bool { return d.After(on) })
	slices.SortFunc(days, msp.Date.Compare)
	return days
}
