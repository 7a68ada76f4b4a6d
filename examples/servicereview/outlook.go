package main

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/metrics"
)

// monthsAhead is how far a trend is drawn on: a quarter.
const monthsAhead = 3

// An Outlook says whether there are people enough for what is asked of the desk, now and
// if the trend goes on, and how that compares with the usual sizes of teams.
type Outlook struct {
	Queue    *Queue // nil: nothing is asked of the desk
	Handle   metrics.KPI
	Arrivals []Arrivals    // month by month
	Slope    metrics.Value // of the arrivals an hour, a month
	Needs    []Need        // the last month, and those ahead
	Have     msp.Ratio     // who is on the roster at the end of the last month

	Day       msp.Date // of the teams
	Endpoints int64
	Clients   int64 // with an agreement
	Unknown   int   // clients without one, whose endpoints are not known
	Teams     []TeamSize
}

// Arrivals are the tickets that came in a month while the desk was there.
type Arrivals struct {
	Month   msp.Period
	Tickets int64
	Outside int64 // came while nobody was there, and are left out
	Open    time.Duration
	PerHour msp.Ratio // undefined if the desk was never there
}

// A Need is what the desk needs in a month.
type Need struct {
	Month    msp.Period
	PerHour  msp.Ratio // of the mean hour
	Peak     msp.Ratio // of the busiest one
	Load     msp.Ratio // in Erlang, in that hour
	Estimate metrics.QueueEstimate
	People   int    // on the roster, over all shifts
	Why      string // there is no estimate, empty if there is one
}

// A TeamSize is a team beside its staffing band.
type TeamSize struct {
	Band   metrics.StaffingBand
	Staff  msp.Ratio
	Load   metrics.KPI
	Status metrics.StaffingStatus // none: nothing can be judged
	Range  metrics.StaffRange
}

// outlook looks at all clients of a review.
func (m *measurer) outlook(of []*account) (*Outlook, error) {
	o := &Outlook{Queue: m.staff.Queue}
	var err error
	if o.Day, err = m.months[len(m.months)-1].To().AddDays(-1); err != nil {
		return nil, err
	}
	if o.Queue != nil {
		o.Have = exact(o.Queue.Heads.At(o.Day))
		if err := m.queue(o, of); err != nil {
			return nil, err
		}
	}
	return o, m.teams(o, of)
}

// queue counts what arrives, and computes who is needed for it.
func (m *measurer) queue(o *Outlook, of []*account) error {
	var all []metrics.Ticket
	rates := make([]msp.Ratio, len(m.months))
	for i, month := range m.months {
		a := Arrivals{Month: month, Open: o.Queue.open(month)}
		for _, account := range of {
			for _, t := range account.tickets[i] {
				if all = append(all, t); o.Queue.Open.IsOpen(t.Created) {
					a.Tickets++
				} else {
					a.Outside++
				}
			}
		}
		var err error
		if a.PerHour, err = msp.NewRatio(a.Tickets, 1).Quo(metrics.HoursOf(a.Open)); err != nil {
			return err
		}
		rates[i] = a.PerHour
		o.Arrivals = append(o.Arrivals, a)
	}
	o.Handle = m.desk.HandleTime().Of(all)
	var err error
	if o.Slope, err = metrics.NumberSeries(rates...).Slope(); err != nil {
		return err
	}
	for ahead := range monthsAhead + 1 {
		n := Need{PerHour: rates[len(rates)-1]}
		if n.Month, err = monthAfter(m.months[len(m.months)-1], ahead); err != nil {
			return err
		}
		if ahead > 0 {
			if n.PerHour, err = onTheLine(rates, o.Slope.Exact(), len(rates)-1+ahead); err != nil {
				return err
			}
		}
		if err := n.staff(o.Queue, o.Handle.Value); err != nil {
			return err
		}
		o.Needs = append(o.Needs, n)
	}
	return nil
}

// open returns the time in a month in which the desk is there.
func (q *Queue) open(month msp.Period) time.Duration {
	days := calendar.IntervalOf(month, q.Open.Zone())
	return q.Open.Between(days.From, days.To)
}

// monthAfter returns the month so many months after another.
func monthAfter(month msp.Period, n int) (msp.Period, error) {
	year, first, _ := month.From().YMD()
	at := time.Date(year, first, 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	return msp.MonthOf(at.Year(), at.Month())
}

// onTheLine returns the point at x of the straight line through points of a slope, which
// goes through their middle. It is undefined if the slope is.
func onTheLine(points []msp.Ratio, slope msp.Ratio, x int) (y msp.Ratio, err error) {
	sum := msp.NewRatio(0, 1)
	for _, p := range points {
		if sum, err = sum.Add(p); err != nil {
			return y, err
		}
	}
	n := int64(len(points))
	mean, err := sum.Quo(msp.NewRatio(n, 1))
	if err != nil {
		return y, err
	}
	up, err := slope.Mul(msp.NewRatio(2*int64(x)-(n-1), 2))
	if err != nil {
		return y, err
	}
	return mean.Add(up)
}

// staff estimates who is needed.
func (n *Need) staff(q *Queue, handle metrics.Value) error {
	took, err := handle.Duration(msp.HalfUp)
	switch {
	case !n.PerHour.Defined():
		n.Why = "no trend: it takes two months in which the desk was there"
		return nil
	case n.PerHour.Sign() < 0:
		n.Why = "the line is below zero by then"
		return nil
	case err != nil || took <= 0:
		n.Why = "no handle time is known"
		return nil
	}
	if n.Peak, err = n.PerHour.Mul(q.Peak); err != nil {
		return err
	}
	model := metrics.Queue{PerHour: n.Peak, Handle: took}
	if n.Load, err = model.Load(); err != nil {
		return err
	}
	if n.Estimate, err = model.Staff(q.Share, q.Within); err != nil {
		return err
	}
	people, err := metrics.Rostered(n.Estimate.Technicians, q.Shrinkage)
	n.People = people * q.Shifts
	return err
}

// teams holds the teams against their bands, with the endpoints and clients of the last
// day.
func (m *measurer) teams(o *Outlook, of []*account) error {
	for _, a := range of {
		if a.contract == nil {
			o.Unknown++
			continue
		}
		n, err := a.contract.endpoints(o.Day)
		if err != nil {
			return err
		}
		o.Endpoints += n
		if start, end := a.contract.life(); !o.Day.Before(start) && (end.IsZero() || o.Day.Before(end)) {
			o.Clients++
		}
	}
	for _, team := range m.staff.Teams {
		t := TeamSize{Band: team.Band, Staff: exact(team.Heads.At(o.Day))}
		units, err := o.units(team.Band.Counts, of)
		if err != nil {
			return err
		}
		if t.Range, err = t.Band.Staff(units); err != nil {
			return err
		}
		if t.Load, t.Status, err = t.Band.Judge(units, t.Staff); err != nil {
			return err
		}
		o.Teams = append(o.Teams, t)
	}
	return nil
}

// endpointUnit is the unit of a band that counts devices of every class.
const endpointUnit = "endpoint"

// units returns how many units of a band there are on the day: clients, devices, or what
// contracts count.
func (o *Outlook) units(unit string, of []*account) (sum int64, err error) {
	switch unit {
	case catalog.ClientUnit:
		return o.Clients, nil
	case endpointUnit:
		return o.Endpoints, nil
	}
	for _, a := range of {
		if a.contract != nil {
			n, err := exact(a.contract.Counts[unit].At(o.Day)).Int(msp.Down)
			if err != nil {
				return 0, err
			}
			sum += n
		}
	}
	return sum, nil
}
