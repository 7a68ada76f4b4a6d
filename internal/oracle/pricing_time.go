package oracle

import (
	"fmt"
	"math/big"
)

// A WorkEntry is minutes of work on a ticket and a day, at a multiple of the rate.
type WorkEntry struct {
	Ticket, Day string
	Minutes     int
	Multiplier  string
}

// LabourRules say how minutes become a bill. Increment and Minimum are minutes;
// Round is up, down or nearest (halves up); PerGroup is entry, ticket or day;
// MinimumFirst raises to the minimum before the rounding instead of after it.
type LabourRules struct {
	Rate               string // an hour
	Increment, Minimum int
	Round, PerGroup    string
	MinimumFirst       bool
}

// A WorkGroup is entries that are rounded together.
type WorkGroup struct {
	Minutes, Billed int
	Amount          *big.Int
}

// Labour bills work, in groups in the order of their first entries. What belongs
// together is what has the same multiplier and ticket, or day.
func (c Coin) Labour(r LabourRules, entries []WorkEntry) (groups []WorkGroup, sum *big.Int) {
	together := func(a, b WorkEntry) bool {
		switch r.PerGroup {
		case "entry":
			return false
		case "ticket":
			return a.Ticket == b.Ticket
		case "day":
			return a.Day == b.Day
		default:
			panic(fmt.Sprintf("oracle: unknown group %q", r.PerGroup))
		}
	}
	taken := make([]bool, len(entries))
	sum = new(big.Int)
	for i, first := range entries {
		if taken[i] {
			continue
		}
		var g WorkGroup
		for j, e := range entries[i:] {
			same := together(first, e) && Number(first.Multiplier).Cmp(Number(e.Multiplier)) == 0
			if j == 0 || same && !taken[i+j] {
				g.Minutes += e.Minutes
				taken[i+j] = true
			}
		}
		g.Billed = r.billed(g.Minutes)
		g.Amount = c.Round(part(times(Number(r.Rate), Number(first.Multiplier)), g.Billed, 60))
		groups = append(groups, g)
		sum.Add(sum, g.Amount)
	}
	return groups, sum
}

// billed turns the minutes of a group into those of the bill. No minutes stay none.
func (r LabourRules) billed(minutes int) int {
	if minutes == 0 {
		return 0
	}
	if r.MinimumFirst {
		return r.rounded(max(minutes, r.Minimum))
	}
	return max(r.rounded(minutes), r.Minimum)
}

// rounded brings minutes to a multiple of the increment.
func (r LabourRules) rounded(minutes int) int {
	rest := minutes % r.Increment
	whole := minutes - rest
	switch {
	case r.Round == "up" && rest > 0, r.Round == "nearest" && 2*rest >= r.Increment:
		return whole + r.Increment
	case r.Round == "up", r.Round == "nearest", r.Round == "down":
		return whole
	default:
		panic(fmt.Sprintf("oracle: unknown rounding of minutes %q", r.Round))
	}
}
