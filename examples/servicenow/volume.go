package main

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// volume is what came and went, by month of UTC.
type volume struct {
	Zone     string  `json:"zone"`
	Created  int64   `json:"created"`
	Resolved int64   `json:"resolved"`
	LeftOut  int64   `json:"left_out"` // closed without a resolved_at: in no resolved and no backlog
	Months   []month `json:"months"`
}

// A month is one of volume. LeftOut of it are those created in it.
type month struct {
	Month    string `json:"month"`
	Created  int64  `json:"created"`
	LeftOut  int64  `json:"left_out"`
	Resolved int64  `json:"resolved"`
	Backlog  int64  `json:"backlog"` // at the end

	// BacklogToClosed counts those left out too, as open until they are closed.
	BacklogToClosed int64 `json:"backlog_to_closed"`
}

// volumes counts by month, from the first opening to the end of the log.
func volumes(desk metrics.Desk, end time.Time, tickets, done []metrics.Ticket) (volume, error) {
	v := volume{Zone: "UTC", Months: []month{}}
	var known []metrics.Ticket
	first := end
	for n, t := range tickets {
		if t.Created.Before(first) {
			first = t.Created
		}
		if t.Resolved.IsZero() && !done[n].Resolved.IsZero() {
			v.LeftOut++
			continue
		}
		known = append(known, t)
	}
	starts, err := months(first, end)
	if err != nil {
		return v, err
	}
	flows, err := desk.Flows(known, starts...)
	if err != nil {
		return v, err
	}
	all, err := desk.Flows(done, starts...)
	if err != nil {
		return v, err
	}
	for i, f := range flows {
		v.Created += all[i].Created
		v.Resolved += f.Resolved
		v.Months = append(v.Months, month{
			Month: f.From.Format("2006-01"), Created: all[i].Created, LeftOut: all[i].Created - f.Created,
			Resolved: f.Resolved, Backlog: f.Backlog, BacklogToClosed: all[i].Backlog,
		})
	}
	return v, nil
}

// months returns the starts of the months from that of an instant on, and the first
// one after another.
func months(from, to time.Time) ([]time.Time, error) {
	if from.IsZero() {
		return nil, nil
	}
	date, err := calendar.DateOf(from, time.UTC)
	if err != nil {
		return nil, err
	}
	year, m, _ := date.Civil().Date()
	var starts []time.Time
	for {
		period, err := msp.MonthOf(year, m)
		if err != nil {
			return nil, err
		}
		start := calendar.IntervalOf(period, time.UTC).From
		starts = append(starts, start)
		if start.After(to) {
			return starts, nil
		}
		if m++; m > time.December {
			year, m = year+1, time.January
		}
	}
}
