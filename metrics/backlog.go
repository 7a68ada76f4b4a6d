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

	// Unknown are open tickets whose creation is not known. They are in no bucket.
	Unknown int64
}

// Ageing returns the backlog of tickets of every kind by age, the time on the clock
// since they were created. Edges rise and are above zero, or it is an [msp.ErrRange]
// error: 10 and 30 days make the buckets [0, 10), [10, 30) and [30, ∞).
func (d Desk) Ageing(tickets []Ticket, edges ...time.Duration) (Ageing, error) {
	for i, e := range edges {
		if e <= 0 || i > 0 && e <= edges[i-1] {
			return Ageing{}, msp.NewInputError(msp.ErrRange, "metrics: ageing edge "+strconv.Itoa(i), duration.Format(e), "want edges above zero that rise")
		}
	}
	return d.ageing(tickets, d.spec.AsOf, d.spec.AsOf, edges), nil
}

// ageing returns the backlog at an instant, of what is seen as of another.
func (d Desk) ageing(tickets []Ticket, at, asOf time.Time, edges []time.Duration) Ageing {
	a := Ageing{At: at, Edges: slices.Clone(edges), Counts: make([]int64, len(edges)+1)}
	for i := range tickets {
		t := &tickets[i]
		switch {
		case !t.counts(work) || !t.resolvedBy(asOf).IsZero():
			continue
		case t.Created.IsZero():
			a.Unknown++
			continue
		}
		age := span(t.Created, at)
		_ = a.Ages.Add(age) // a slice is no longer than Times
		if age >= 0 {
			bucket, on := slices.BinarySearch(edges, age)
			if on {
				bucket++
			}
			a.Counts[bucket]++
		}
	}
	return a
}

// Backlog returns the number of open tickets as a KPI.
func (a Ageing) Backlog() KPI {
	n := a.Ages.Count()
	v := newValue(whole(n), UnitNumber, n, 0)
	return Definition{"backlog", "Backlog", "tickets of every kind open at " + a.at()}.OfValue(v).leaving(a.leftOut())
}

func (a Ageing) leftOut() LeftOut { return LeftOut{Unknown: a.Unknown, Invalid: a.Ages.Invalid()} }

func (a Ageing) at() string { return a.At.Format(time.RFC3339) }

// MeanAge returns the mean age of the open tickets.
func (a Ageing) MeanAge() KPI {
	return Definition{"backlog_age", "Mean age of the backlog", "age of the tickets of every kind open at " + a.at()}.OfMean(a.Ages).leaving(a.leftOut())
}

// leaving returns k with what it leaves out.
func (k KPI) leaving(l LeftOut) KPI {
	k.LeftOut = l
	return k
}

// Ratio returns the backlog in days of work: open tickets by the tickets that come in a
// day. A volume below zero is an [msp.ErrRange] error, an undefined one makes the ratio
// undefined.
func (a Ageing) Ratio(daily msp.Ratio) (KPI, error) {
	if daily.Sign() < 0 {
		return KPI{}, msp.NewInputError(msp.ErrRange, "metrics: daily volume", daily.String(), "below zero")
	}
	k, err := Definition{"backlog_ratio", "Backlog ratio", "tickets open at " + a.at() + " ÷ tickets that come in a day"}.OfRatio(whole(a.Ages.Count()), daily, UnitNumber, a.Ages.Count())
	return k.leaving(a.leftOut()), err
}

// A Flow is what came, went and was left of tickets in a stretch of time.
type Flow struct {
	From, To time.Time
	Created  int64 // tickets created in it
	Reopened int64 // tickets reopened in it
	Resolved int64 // resolutions in it
	Backlog  int64 // open at its end: what was open at its start, what came, less what went
}

// Flows returns the flow of tickets of every kind in the stretches between instants that
// rise, such as the starts of months in the zone of the report: volume, resolutions, and
// the backlog at each end. Instants that do not rise are an [msp.ErrRange] error. What
// is later than the desk sees has not happened. Of a ticket that was reopened the first
// resolution, the first reopening and the resolution that stands count, as far as they
// are known. Tickets whose creation is not known, and those resolved before they were
// created, are in no flow. Cost: the tickets times the logarithm of the instants.
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
	before := int64(0) // the backlog at the start
	var nowhere Flow   // what is after the last instant
	in := func(t time.Time, early int64) *Flow {
		n := stretch(at, t)
		if n < 0 {
			before += early
		}
		if n < 0 || n >= len(flows) {
			return &nowhere
		}
		return &flows[n]
	}
	for i := range tickets {
		t := &tickets[i]
		if !t.counts(work) || t.Created.IsZero() || !d.there(t) || t.impossible() {
			continue
		}
		in(t.Created, 1).Created++
		// A first resolution and a reopening go together: half of them would be a ticket
		// that is open twice.
		if first := d.seen(t.FirstResolved); !first.IsZero() && !t.Reopened.IsZero() && !first.Equal(t.Resolved) {
			in(first, -1).Resolved++
			if d.seen(t.Reopened).IsZero() {
				continue
			}
			in(t.Reopened, 1).Reopened++
		}
		if last := d.resolved(t); !last.IsZero() {
			in(last, -1).Resolved++
		}
	}
	for i := range flows {
		f := &flows[i]
		f.From, f.To = at[i], at[i+1]
		before += f.Created + f.Reopened - f.Resolved
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

// KillRate returns the kill rate: resolutions in the flow, of whatever tickets, by what
// came in it, created or reopened. Above 1 the backlog shrinks.
func (f Flow) KillRate() KPI {
	d := Definition{"kill_rate", "Kill rate", "resolutions ÷ tickets created or reopened in the window"}
	came := f.Created + f.Reopened
	v := newValue(msp.NewRatio(f.Resolved, came), UnitNumber, came, zeroDenominator)
	return KPI{Definition: d, Value: v, Num: whole(f.Resolved), Den: whole(came)}
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
