package metrics

import (
	"math"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// A PastTicket is what [Calibrate] has to know of a ticket at the instant at which
// history ends: as of then, how old it is and how long it took. Both are measured in
// the time in which the target is to be, of the calendar or of business hours.
type PastTicket struct {
	Age  time.Duration // from its creation to the end of history
	Took time.Duration // not looked at if it is open
	Open bool
}

// A Calibration is a target that history supports.
type Calibration struct {
	// KPI has the target as its value, and the tickets that speak for it as its sample.
	KPI KPI

	// Rate is that of the target: kept, missed, pending for a ticket that is younger
	// than the target, excluded for an invalid one. It is zero if there is no target.
	Rate Rate

	// Low is the one-sided lower bound of the rate at the confidence. It is 0 if there
	// is no target.
	Low float64
}

// Calibrate returns the tightest target that history keeps at a wanted rate: the
// least duration of a ticket that was done for which the lower bound of the rate, by
// [Rate.WilsonLow] at the confidence, is the wanted rate or more.
//
//  1. For a target T those tickets count that were created T or more before the
//     end of history. It is decided of all of them whether they kept T, also of
//     those that are open: they did not. Whether a ticket counts depends on its age
//     alone, so slow ones are not left out for being open, nor quick ones counted
//     before their slow contemporaries.
//  2. A ticket keeps T if it took T or less. One that took longer than it is old was
//     open at the end of history, and is taken so.
//  3. A target is the duration of a ticket that was done by the end of history: the
//     ones between keep no ticket that the next lower one does not.
//  4. A target longer than the answer is kept at least as often in truth, though
//     fewer tickets may be old enough to show it.
//
// As long as the same tickets count, the bound grows with the target, and the answer
// is an upper confidence bound of a quantile: the next tickets keep it at the wanted
// rate, at the confidence, if they come and are worked as those of history were.
// Where targets are as long as history itself, so that many tickets drop out from
// one to the next, the confidence may be a little less than its name.
//
// The target is undefined for [ReasonNoObservations] without valid tickets, for
// [ReasonTooFew] if there are so few that it would be even if all had kept it, and
// else for [ReasonNotReached]. An age below zero, and a closed ticket that took
// less than zero, are counted as invalid and left out. A wanted rate below 0%, or of
// 100% or more, which no history proves, and a confidence of 50% or less, or of
// 100% or more, are [msp.ErrRange] errors. The cost is that of sorting the tickets.
func Calibrate(history []PastTicket, wanted, confidence msp.Percent) (Calibration, error) {
	risk, err := riskOf(confidence, 50)
	if err != nil {
		return Calibration{}, err
	}
	if wanted.Sign() < 0 || wanted.Ratio().Compare(msp.NewRatio(1, 1)) >= 0 {
		return Calibration{}, msp.NewInputError(msp.ErrRange, "metrics: wanted rate", wanted.String(), "want 0% or more and less than 100%")
	}
	share, _ := wanted.Ratio().Float64()
	p := newPast(history)
	t, counted := p.tightest(oneSided(risk), share)
	c := Calibration{Rate: counted.rate, Low: counted.low}
	c.KPI = Definition{
		Name:  "calibrated_target",
		Title: "Tightest target that history keeps",
		Text: "least time within which at least " + wanted.String() + " of the tickets that are as old were done, " +
			"by the one-sided Wilson bound at " + confidence.String() + "; open ones were not",
	}.OfValue(newValue(t, UnitDuration, counted.rate.Tally().Judged(), counted.why))
	c.KPI.LeftOut = LeftOut{Pending: counted.rate.Tally().Pending(), Invalid: p.invalid}
	return c, nil
}

// past is a history, sorted.
type past struct {
	ages       []time.Duration // of all tickets
	took       []time.Duration // of those done by the end of history
	agesOfDone []time.Duration
	invalid    int64
}

func newPast(history []PastTicket) past {
	var p past
	for _, t := range history {
		if t.Age < 0 || !t.Open && t.Took < 0 {
			p.invalid++
			continue
		}
		p.ages = append(p.ages, t.Age)
		if !t.Open && t.Took <= t.Age {
			p.took = append(p.took, t.Took)
			p.agesOfDone = append(p.agesOfDone, t.Age)
		}
	}
	slices.Sort(p.ages)
	slices.Sort(p.took)
	slices.Sort(p.agesOfDone)
	return p
}

// verdict is what speaks for a target, or why there is none.
type verdict struct {
	rate Rate
	low  float64
	why  reason
}

// tightest returns the least duration that took whose rate is bounded by the wanted
// share from below.
func (p past) tightest(z, wanted float64) (msp.Ratio, verdict) {
	young, youngDone := 0, 0 // tickets younger than the target
	for i, t := range p.took {
		if i+1 < len(p.took) && p.took[i+1] == t {
			continue // with the last of equal ones, all of them are met
		}
		for p.ages[young] < t { // the ticket that took t is as old
			young++
		}
		for p.agesOfDone[youngDone] < t {
			youngDone++
		}
		// What took no longer than its age and is younger than t took less than t.
		met, counted := int64(i+1-youngDone), int64(len(p.ages)-young)
		if low := wilson(met, counted, z).Low; low >= wanted {
			tally, _ := msp.NewTally(met, counted-met, int64(young), p.invalid)
			return msp.NewRatio(int64(t), 1), verdict{rate: NewRate(tally), low: low}
		}
	}
	return msp.Ratio{}, verdict{why: p.whyNone(z, wanted)}
}

// whyNone says why no target is kept: the most tickets that count for one are those
// that count for the least.
func (p past) whyNone(z, wanted float64) reason {
	if len(p.ages) == 0 {
		return noObservations
	}
	least := time.Duration(math.MinInt64)
	if len(p.took) > 0 {
		least = p.took[0]
	}
	i, _ := slices.BinarySearch(p.ages, least)
	n := int64(len(p.ages) - i)
	if wilson(n, n, z).Low < wanted {
		return tooFew
	}
	return notReached
}
