package escalation

import (
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// quiet is the time in which nothing fires by itself: in order, joined where it meets.
type quiet []calendar.Interval

// quietTimes returns the times of suppressions and of snoozes, and what is wrong with any
// event.
func quietTimes(events []Event) (suppressed, snoozed quiet, err error) {
	var list findings.List
	for i := range events {
		events[i].check(&list, "events["+strconv.Itoa(i)+"].")
	}
	if err := list.Issues().Err(); err != nil {
		return nil, nil, err
	}
	for _, e := range slices.SortedStableFunc(slices.Values(events), Event.Compare) {
		if e.Type == Suppress {
			suppressed = suppressed.and(e)
			continue
		}
		if n := len(snoozed); n > 0 && snoozed[n-1].To.After(e.At) { // the next event ends it
			snoozed[n-1].To = e.At.Round(0).UTC()
		}
		if e.Type == Snooze {
			snoozed = snoozed.and(e)
		}
	}
	return suppressed, snoozed, nil
}

// and returns the time together with that of an event which begins no earlier than what
// is there.
func (q quiet) and(e Event) quiet {
	one := calendar.Interval{From: e.At.Round(0).UTC(), To: e.Until.Round(0).UTC()}
	if n := len(q); n > 0 && !one.From.After(q[n-1].To) {
		if one.To.After(q[n-1].To) {
			q[n-1].To = one.To
		}
		return q
	}
	return append(q, one)
}

// over returns when the quiet is over that an instant is in; ok is false if it is in
// none.
func (q quiet) over(at time.Time) (until time.Time, ok bool) {
	i := sort.Search(len(q), func(i int) bool { return q[i].From.After(at) }) - 1
	if i < 0 || !q[i].Contains(at) {
		return time.Time{}, false
	}
	return q[i].To, true
}
