package metrics

import (
	"math"
	"strconv"

	"github.com/mspkit/msp"
)

// A ClientMovement says how the clients of a period's end came from those of its
// start. Retained are those of the start that are there at the end, lost those that
// are not, new those that are there at the end only:
//
//	Retained + Lost = Start
//	Start + New − Lost = End
//
// Who came and left again within the period is in none of them.
//
// The zero ClientMovement is of nobody and ready to use. It is an accumulator:
// months merge to a pooled retention and churn. ClientMovements are comparable with
// ==; under [ClientMovement.Merge] they form a commutative monoid, whose identity is
// the zero ClientMovement.
type ClientMovement struct {
	start, lost, fresh int64
}

// ClientMovementOf compares the clients that are active at the start of a period
// with those at its end, by name or number, in any order. One that is there twice
// is one client. The cost is linear in the number of clients.
func ClientMovementOf[K comparable](start, end []K) ClientMovement {
	there := make(map[K]bool, len(end)) // true once it is known as retained
	for _, client := range end {
		there[client] = false
	}
	var m ClientMovement
	seen := make(map[K]struct{}, len(start))
	for _, client := range start {
		if _, twice := seen[client]; twice {
			continue
		}
		seen[client] = struct{}{}
		m.start++
		if _, stays := there[client]; !stays {
			m.lost++
		}
	}
	for client := range there {
		if _, was := seen[client]; !was {
			m.fresh++
		}
	}
	return m
}

// NewClientMovement returns a movement that is counted already. A count below zero,
// and more clients lost than there were at the start, are [msp.ErrRange] errors;
// more than 2⁶³ − 1 of the start and new together are an [msp.ErrOverflow] error.
func NewClientMovement(start, lost, fresh int64) (ClientMovement, error) {
	var f formula
	f.count("clients at the start", start)
	f.count("clients lost", lost)
	f.count("clients new", fresh)
	if lost > start {
		f.refuse(msp.ErrRange, "clients lost", strconv.FormatInt(lost, 10), "more than the "+strconv.FormatInt(start, 10)+" at the start")
	}
	if f.err != nil {
		return ClientMovement{}, f.err
	}
	if fresh > math.MaxInt64-start {
		return ClientMovement{}, errTooMany
	}
	return ClientMovement{start, lost, fresh}, nil
}

// Merge adds the counts of other: retention and churn are pooled then, over client
// months, and Start and End are sums. More than 2⁶³ − 1 clients are an
// [msp.ErrOverflow] error, after which the movement is as it was.
func (m *ClientMovement) Merge(other ClientMovement) error {
	if other.start+other.fresh > math.MaxInt64-(m.start+m.fresh) {
		return errTooMany
	}
	m.start += other.start
	m.lost += other.lost
	m.fresh += other.fresh
	return nil
}

// Start returns the number of clients at the start.
func (m ClientMovement) Start() int64 { return m.start }

// Retained returns how many of the start are there at the end.
func (m ClientMovement) Retained() int64 { return m.start - m.lost }

// Lost returns how many of the start are not there at the end.
func (m ClientMovement) Lost() int64 { return m.lost }

// New returns how many are there at the end only.
func (m ClientMovement) New() int64 { return m.fresh }

// End returns the number of clients at the end.
func (m ClientMovement) End() int64 { return m.start + m.fresh - m.lost }

// IsZero reports whether m is the zero ClientMovement.
func (m ClientMovement) IsZero() bool { return m == ClientMovement{} }

// Retention returns the share of the clients of the start that are still there at
// the end. It is undefined, for [ReasonZeroDenominator], if there was none: only new
// clients are no retention of 100%.
func (m ClientMovement) Retention() KPI {
	return m.rate(Definition{
		Name:  "client_retention",
		Title: "Client retention",
		Text:  "clients active at the start and at the end ÷ clients active at the start; new clients are in neither",
	}, m.Retained())
}

// Churn returns the share of the clients of the start that are not there at the
// end: 1 − retention, and undefined with it.
func (m ClientMovement) Churn() KPI {
	return m.rate(Definition{
		Name:  "client_churn",
		Title: "Client churn",
		Text:  "clients active at the start but not at the end ÷ clients active at the start; new clients are in neither",
	}, m.lost)
}

func (m ClientMovement) rate(d Definition, of int64) KPI {
	tally, _ := msp.NewTally(of, m.start-of, 0, 0) // none is below zero
	return d.OfRate(NewRate(tally))
}

// String returns "100 at the start, 97 retained, 3 lost, 5 new, 102 at the end".
func (m ClientMovement) String() string {
	n := func(count int64) string { return strconv.FormatInt(count, 10) }
	return n(m.start) + " at the start, " + n(m.Retained()) + " retained, " + n(m.lost) + " lost, " + n(m.fresh) + " new, " + n(m.End()) + " at the end"
}

// AnnualisedChurn returns the churn of a year in which every month has the same
// one, exactly: 1 − (1 − c)¹², so that 5% a month are 46% a year and not 60%. That
// of an undefined churn is undefined, for [ReasonZeroDenominator]. Its sample is the
// one month.
//
// A churn below 0 or above 1 is an [msp.ErrRange] error; one of more than some 80
// digits gives more digits than a [msp.Ratio] holds, an [msp.ErrOverflow] error.
func AnnualisedChurn(monthly msp.Ratio) (KPI, error) {
	var f formula
	stay := f.sub(whole(1), f.fraction("monthly churn", monthly))
	stay3 := f.mul(stay, f.mul(stay, stay))
	stay6 := f.mul(stay3, stay3)
	return f.quotient(Definition{
		Name:  "annualised_churn",
		Title: "Annualised churn",
		Text:  "1 − (1 − c)^12 of a constant monthly client churn c",
	}, f.sub(whole(1), f.mul(stay6, stay6)), whole(1), UnitShare, 1)
}
