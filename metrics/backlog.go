package metrics

import (
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

// An Ageing is the backlog by age: tickets that are open, in buckets, each of which
// holds its lower edge and not its upper one.
type Ageing struct {
	At     time.Time       // the instant that it is seen at
	Edges  []time.Duration // between the buckets
	Counts []int64         // one more than the edges: below the first … from the last on
	Ages   Times           // of the open tickets; those created later are invalid
}

// Ageing returns the backlog of tickets of every kind by age, the time on the clock
// since they were created. Edges rise and are above zero, or it is an [msp.ErrRange]
// error: 10 and 30 days make the buckets [0, 10), [10, 30) and [30, ∞). Tickets whose
// creation is not known are in no bucket.
func (d Desk) Ageing(tickets []Ticket, edges ...time.Duration) (Ageing, error) {
	for i, e := range edges {
		if e <= 0 || i > 0 && e <= edges[i-1] {
			return Ageing{}, msp.NewInputError(msp.ErrRange, "metrics: ageing edge "+strconv.Itoa(i), duration.Format(e), "want edges above zero that rise")
		}
	}
	a := Ageing{At: d.spec.AsOf, Edges: slices.Clone(edges), Counts: make([]int64, len(edges)+1)}
	for i := range tickets {
		t := &tickets[i]
		if !t.counts(work) || t.Created.IsZero() || !d.resolved(t).IsZero() {
			continue
		}
		age := d.spec.AsOf.Sub(t.Created)
		_ = a.Ages.Add(age) // a slice is no longer than Times
		if age >= 0 {
			bucket, on := slices.BinarySearch(edges, age)
			if on {
				bucket++
			}
			a.Counts[bucket]++
		}
	}
	return a, nil
}

// Backlog returns the number of open tickets as a KPI.
func (a Ageing) Backlog() KPI {
	n := a.Ages.Count()
	v := newValue(whole(n), UnitNumber, n, 0)
	k := Definition{"backlog", "Backlog", "tickets of every kind open at " + a.at()}.OfValue(v)
	k.LeftOut.Invalid = a.Ages.Invalid()
	return k
}

func (a Ageing) at() string { return a.At.Format(time.RFC3339) }

// MeanAge returns the mean age of the open tickets.
func (a Ageing) MeanAge() KPI {
	return Definition{"backlog_age", "Mean age of the backlog", "age of the tickets of every kind open at " + a.at()}.OfMean(a.Ages)
}

// Ratio returns the backlog in days of work: open tickets by the tickets that come in a
// day. A volume below zero is an [msp.ErrRange] error, an undefined one makes the ratio
// undefined.
func (a Ageing) Ratio(daily msp.Ratio) (KPI, error) {
	if daily.Sign() < 0 {
		return KPI{}, msp.NewInputError(msp.ErrRange, "metrics: daily volume", daily.String(), "below zero")
	}
	k, err := Definition{"backlog_ratio", "Backlog ratio", "tickets open at " + a.at() + " ÷ tickets that come in a day"}.OfRatio(whole(a.Ages.Count()), daily, UnitNumber, a.Ages.Count())
	k.LeftOut.Invalid = a.Ages.Invalid()
	return k, err
}

// A Flow is what came, went and was left of tickets in a stretch of time.
type Flow struct {
	From, To time.Time
	Created  int64 // created in it
	Resolved int64 // resolved in it
	Backlog  int64 // open at its end
}

// Flows returns the flow of tickets of every kind in the stretches between instants that
// rise, such as the starts of months in the zone of the report: volume, resolutions, and
// the backlog at each end. Instants that do not rise are an [msp.ErrRange] error. What
// is later than the desk sees has not happened. Tickets whose creation is not known, and
// those resolved before they were created, are in no flow. Cost: the tickets times the
// logarithm of the instants.
func (d Desk) Flows(tickets []Ticket, at ...time.Time) ([]Flow, error) {
	for i := 1; i < len(at); i++ {
		if !at[i].After(at[i-1]) {
			return nil, msp.NewInputError(msp.ErrRange, "metrics: instant "+strconv.Itoa(i), at[i].Format(time.RFC3339), "want instants that rise")
		}
	}
	if len(at) < 2 {
		return nil, nil
	}
	flows := make([]Flow, len(at)-1)
	// change[i] is how much the backlog grows in stretch i; before is that at the start.
	before := int64(0)
	for i := range tickets {
		t := &tickets[i]
		resolved := d.resolved(t)
		if !t.counts(work) || t.Created.IsZero() || t.Created.After(d.spec.AsOf) || !resolved.IsZero() && resolved.Before(t.Created) {
			continue
		}
		if n := stretch(at, t.Created); n >= 0 && n < len(flows) {
			flows[n].Created++
		} else if n < 0 {
			before++
		}
		if resolved.IsZero() {
			continue
		}
		if n := stretch(at, resolved); n >= 0 && n < len(flows) {
			flows[n].Resolved++
		} else if n < 0 {
			before--
		}
	}
	for i := range flows {
		f := &flows[i]
		f.From, f.To = at[i], at[i+1]
		before += f.Created - f.Resolved
		f.Backlog = before
	}
	return flows, nil
}

// stretch returns which stretch between instants t is in: -1 before all, len(at) − 1
// after the last.
func stretch(at []time.Time, t time.Time) int {
	i, on := slices.BinarySearchFunc(at, t, time.Time.Compare)
	if on {
		return i
	}
	return i - 1
}

// Volume returns the number of tickets created in the flow as a KPI.
func (f Flow) Volume() KPI {
	return Definition{"ticket_volume", "Ticket volume", "tickets of every kind created in the window"}.OfValue(newValue(whole(f.Created), UnitNumber, f.Created, 0))
}

// KillRate returns the kill rate: tickets resolved in the flow, whenever created, by
// tickets created in it. Above 1 the backlog shrinks.
func (f Flow) KillRate() KPI {
	d := Definition{"kill_rate", "Kill rate", "tickets resolved ÷ tickets created in the window"}
	v := newValue(msp.NewRatio(f.Resolved, f.Created), UnitNumber, f.Created, zeroDenominator)
	return KPI{Definition: d, Value: v, Num: whole(f.Resolved), Den: whole(f.Created)}
}

// Days returns the length of the flow in days of 24 hours.
func (f Flow) Days() msp.Ratio {
	days, _ := msp.RatioFromBig(nanoseconds(f.From, f.To), big.NewInt(24*int64(time.Hour))) // of 128 bits at most
	return days
}

// nanoseconds returns to − from, which may be more than a [time.Duration] holds.
func nanoseconds(from, to time.Time) *big.Int {
	n := big.NewInt(to.Unix())
	n.Sub(n, big.NewInt(from.Unix()))
	n.Mul(n, big.NewInt(int64(time.Second)))
	return n.Add(n, big.NewInt(int64(to.Nanosecond()-from.Nanosecond())))
}
