package oracle

import (
	"cmp"
	"math/big"
	"slices"
)

// grain is the size of the single elements that hours are held as: the finest of
// all the numbers of hours of a question.
type grain struct{ perHour *big.Rat }

func grainOf(hours ...*big.Rat) grain {
	g := grain{big.NewRat(1, 1)}
	for _, h := range hours {
		for !times(h, g.perHour).IsInt() {
			g.perHour = times(g.perHour, big.NewRat(10, 1))
		}
	}
	return g
}

// elements counts those of hours.
func (g grain) elements(hours *big.Rat) int { return int(times(hours, g.perHour).Num().Int64()) }

// hours is the time of so many elements.
func (g grain) hours(elements int) *big.Rat { return over(big.NewRat(int64(elements), 1), g.perHour) }

// A PeriodicBlock grants hours at the beginning of each period. Without Rollover,
// or above its Cap (empty: none), they are forfeited at the end, the oldest first.
// They live Life periods, that of the grant included; 0 is for ever.
type PeriodicBlock struct {
	Allotment string
	Rollover  bool
	Cap       string
	Life      int
	Rate      string // of an hour that no grant covers
}

// A BlockPeriod is what happened to the hours in one period.
type BlockPeriod struct {
	Expired, Opening, Covered, Overage, Forfeited, Closing *big.Rat
	Amount                                                 *big.Int
}

// PeriodicBlock draws the usage of one period after the other, hours as single
// elements of which each knows in which period it was granted, the oldest first.
func (c Coin) PeriodicBlock(b PeriodicBlock, usage []string) []BlockPeriod {
	most := "0"
	if b.Rollover {
		most = b.Cap
	}
	all := []*big.Rat{Number(b.Allotment)}
	for _, u := range usage {
		all = append(all, Number(u))
	}
	if most != "" {
		all = append(all, Number(most))
	}
	g := grainOf(all...)
	var balance []int
	var out []BlockPeriod
	for period, used := range usage {
		var p BlockPeriod
		expired, covered, overage, forfeited := 0, 0, 0, 0
		for len(balance) > 0 && b.Life > 0 && period-balance[0] >= b.Life {
			balance = balance[1:]
			expired++
		}
		p.Opening = g.hours(len(balance))
		for range g.elements(Number(b.Allotment)) {
			balance = append(balance, period)
		}
		for range g.elements(Number(used)) {
			if len(balance) == 0 {
				overage++
				continue
			}
			balance = balance[1:]
			covered++
		}
		for most != "" && len(balance) > g.elements(Number(most)) {
			balance = balance[1:]
			forfeited++
		}
		p.Expired, p.Covered, p.Overage = g.hours(expired), g.hours(covered), g.hours(overage)
		p.Forfeited, p.Closing = g.hours(forfeited), g.hours(len(balance))
		p.Amount = c.Round(times(Number(b.Rate), p.Overage))
		out = append(out, p)
	}
	return out
}

// A Lot is hours that may be used from Start to End, both included.
type Lot struct{ ID, Start, End, Hours string }

// A LotUse is work on a day; an hour of it burns Burn hours of a lot.
type LotUse struct{ Date, Hours, Burn string }

// A LotDraw is what a use takes from a lot.
type LotDraw struct {
	Lot   string
	Hours *big.Rat
}

// A LotUsed is where a use was taken from, and what no lot covered.
type LotUsed struct {
	Draws   []LotDraw
	Overage *big.Rat
	Amount  *big.Int
}

// A LotState is what is left of a lot; Ended says that its last day is past.
type LotState struct {
	ID    string
	Left  *big.Rat
	Ended bool
}

// LotRules are those of lots. BurnedOverage bills what lacks as the lots would
// have burned it, not as it was worked. EarliestEnd draws first what ends first,
// instead of what starts first.
type LotRules struct {
	Rate                       string
	BurnedOverage, EarliestEnd bool
}

// Lots draws uses from lots by the days of the work, and on one day in their
// order; it answers in their order. Lots that are equal are drawn as listed.
func (c Coin) Lots(r LotRules, lots []Lot, uses []LotUse, asOf string) ([]LotUsed, []LotState) {
	var all []*big.Rat
	for _, l := range lots {
		all = append(all, Number(l.Hours))
	}
	for _, u := range uses {
		all = append(all, times(Number(u.Hours), Number(u.Burn)))
	}
	g := grainOf(all...)

	byDraw := indexes(len(lots), func(a, b int) int {
		start := cmp.Compare(lots[a].Start, lots[b].Start)
		if r.EarliestEnd {
			return cmp.Or(cmp.Compare(lots[a].End, lots[b].End), start)
		}
		return start
	})
	var pool []int // the lot of each element, in the order of drawing
	for _, lot := range byDraw {
		for range g.elements(Number(lots[lot].Hours)) {
			pool = append(pool, lot)
		}
	}

	used := make([]LotUsed, len(uses))
	for _, i := range indexes(len(uses), func(a, b int) int { return cmp.Compare(uses[a].Date, uses[b].Date) }) {
		u, drawn := uses[i], make([]int, len(lots))
		lack := g.elements(times(Number(u.Hours), Number(u.Burn)))
		pool = slices.DeleteFunc(pool, func(lot int) bool {
			if lack == 0 || u.Date < lots[lot].Start || lots[lot].End < u.Date {
				return false
			}
			drawn[lot]++
			lack--
			return true
		})
		for _, lot := range byDraw {
			if drawn[lot] > 0 {
				used[i].Draws = append(used[i].Draws, LotDraw{lots[lot].ID, g.hours(drawn[lot])})
			}
		}
		used[i].Overage = g.hours(lack)
		if !r.BurnedOverage && lack > 0 {
			used[i].Overage = over(used[i].Overage, Number(u.Burn))
		}
		used[i].Amount = c.Round(times(Number(r.Rate), used[i].Overage))
	}

	var states []LotState
	for i, l := range lots {
		left := 0
		for _, lot := range pool {
			if lot == i {
				left++
			}
		}
		states = append(states, LotState{l.ID, g.hours(left), l.End < asOf})
	}
	return used, states
}

// indexes returns 0 to n-1 in an order; equal ones stay as they are.
func indexes(n int, order func(a, b int) int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, order)
	return out
}
