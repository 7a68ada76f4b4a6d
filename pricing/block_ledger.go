package pricing

import (
	"cmp"
	"container/heap"

	"github.com/mspkit/msp"
)

// What happens on a day, in this order.
const (
	periodEnds uint8 = iota // of allotments, the day before
	lotEnds                 // the day before
	lotComes
	useComes
)

// A blockEvent is one thing that happens in a run.
type blockEvent struct {
	date  msp.Date
	phase uint8
	index int // of the lot or the use
}

func (e blockEvent) compare(other blockEvent) int {
	return cmp.Or(e.date.Compare(other.date), cmp.Compare(e.phase, other.phase), cmp.Compare(e.index, other.index))
}

// A runLot is a lot of a run.
type runLot struct {
	LotBalance
	allotment bool // as IsAllotment says
	opening   bool // it is in the opening balance
	here      bool // it has come and has not ended; what has ended has nothing left
}

// A blockRun is a block on its way through a period.
type blockRun struct {
	arithmetic
	block    Block
	period   msp.Period
	lots     []runLot // by first date, then as they came
	events   []blockEvent
	open     lotQueue
	kept     []int     // allotments that have come, the oldest first
	left     msp.Ratio // of all lots that are here
	allotted msp.Ratio // of the allotments among them
	drawn    msp.Ratio // since something was last granted
	alerted  msp.Percent
	spent    []int // allotments that are used up, until an allotment's period ends
	usage    BlockUsage
}

// at adds an event: on the first date of the period if it was due before, and never
// if it is due after the last.
func (r *blockRun) at(date msp.Date, phase uint8, index int) {
	if date.Before(r.period.From()) {
		date = r.period.From()
	}
	if date.Before(r.period.To()) {
		r.events = append(r.events, blockEvent{date, phase, index})
	}
}

// come puts a lot among those that can be drawn from.
func (r *blockRun) come(n int) {
	l := &r.lots[n]
	l.here = true
	r.left = r.add(r.left, l.Left)
	if l.allotment {
		r.allotted = r.add(r.allotted, l.Left)
		r.kept = append(r.kept, n)
		if l.Left.Sign() == 0 {
			r.spent = append(r.spent, n)
		}
	}
	heap.Push(&r.open, n)
}

func (r *blockRun) grant(n int) {
	r.come(n)
	granted := r.lots[n].Granted
	r.usage.Granted = r.add(r.usage.Granted, granted)
	if granted.Sign() > 0 {
		r.drawn, r.alerted = zeroRatio(), msp.Percent{}
	}
}

// take takes an amount out of a lot.
func (r *blockRun) take(n int, amount msp.Ratio) {
	l := &r.lots[n]
	l.Left = r.sub(l.Left, amount)
	r.left = r.sub(r.left, amount)
	if l.allotment {
		r.allotted = r.sub(r.allotted, amount)
		if l.Left.Sign() == 0 {
			r.spent = append(r.spent, n)
		}
	}
}

func (r *blockRun) lapse(n int, amount msp.Ratio, date msp.Date, why Lapse) {
	if amount.Sign() > 0 {
		r.take(n, amount)
		r.usage.Lapsed = append(r.usage.Lapsed, LotLapse{r.lots[n].ID, amount, date, why})
	}
}

// end is the end of a lot.
func (r *blockRun) end(n int, date msp.Date) {
	if r.lots[n].here {
		r.lapse(n, r.lots[n].Left, date, LapseExpired)
		r.lots[n].here = false
	}
}

// forfeit is the end of an allotment's period. Each turn of its loop finishes an
// allotment or is the last.
func (r *blockRun) forfeit(date msp.Date) {
	excess := zeroRatio()
	switch {
	case !r.block.rollover:
		excess = r.allotted
	case r.block.limit.Defined():
		excess = r.sub(r.allotted, r.block.limit)
	}
	for excess.Sign() > 0 && len(r.kept) > 0 {
		n := r.kept[0]
		l := r.lots[n]
		if l.Left.Sign() == 0 {
			r.kept = r.kept[1:]
			continue
		}
		amount := minRatio(excess, l.Left)
		r.lapse(n, amount, date, LapseForfeited)
		excess = r.sub(excess, amount)
	}
	for _, n := range r.spent {
		r.lots[n].here = false
	}
	r.spent = nil
}

// use takes a use from the lots.
func (r *blockRun) use(u Use) {
	multiplier := r.block.Multiplier(u.Type, u.AfterHours)
	result := UseResult{Use: u, Burned: zeroRatio()}
	want := r.mul(u.Amount, multiplier)
	left := want // to draw
	if r.block.unit == BlockIncidents {
		left = r.undivided(want, multiplier)
	}
	for left.Sign() > 0 && r.open.Len() > 0 {
		n := r.open.index[0]
		l := r.lots[n]
		if l.Left.Sign() == 0 {
			heap.Pop(&r.open)
			continue
		}
		amount := minRatio(left, l.Left)
		r.take(n, amount)
		left = r.sub(left, amount)
		result.Burned = r.add(result.Burned, amount)
		result.Draws = append(result.Draws, Draw{l.ID, amount})
	}
	short := r.sub(want, result.Burned)
	over := zeroRatio()
	if short.Sign() > 0 { // and so is the multiplier
		over = r.result(short.Quo(multiplier))
	}
	result.Covered = r.sub(u.Amount, over)
	result.Overage = over
	if r.block.burnOverage {
		result.Overage = short
	}
	result.OverageAmount = r.charge(result.Overage)
	r.usage.Uses = append(r.usage.Uses, result)
	r.drawn = r.add(r.drawn, result.Burned)
	r.alert(u)
}

// undivided returns how much of what some incidents want is drawn: all of it, or what
// as many whole ones want as there is for.
func (r *blockRun) undivided(want, multiplier msp.Ratio) msp.Ratio {
	held := zeroRatio()
	for _, n := range r.open.index {
		if held.Compare(want) >= 0 {
			break
		}
		held = r.add(held, r.lots[n].Left)
	}
	if held.Compare(want) >= 0 {
		return want
	}
	whole, err := r.result(held.Quo(multiplier)).Int(msp.Down)
	if err != nil {
		r.result(msp.Ratio{}, err)
	}
	return r.mul(msp.NewRatio(whole, 1), multiplier)
}

// charge returns the amount of an overage.
func (r *blockRun) charge(overage msp.Ratio) msp.Money {
	rate := r.block.overage
	if !rate.Defined() {
		rate = zeroRatio()
	}
	exact := r.mul(overage, rate)
	if r.err != nil {
		return msp.Money{}
	}
	amount, err := msp.MoneyFromRatio(exact, r.block.currency, r.block.mode)
	if err != nil {
		r.err = err
	}
	return amount
}

// alert reports the levels that are reached after a use.
func (r *blockRun) alert(u Use) {
	for _, level := range r.block.levels {
		if level.Compare(r.alerted) <= 0 {
			continue
		}
		filled := r.add(r.drawn, r.left)
		if filled.Sign() == 0 || r.drawn.Compare(r.mul(level.Ratio(), filled)) < 0 {
			return
		}
		r.alerted = level
		r.usage.Alerts = append(r.usage.Alerts, BlockAlert{level, u.Date, u.Ref})
	}
}

// A lotQueue holds the lots that can be drawn from, that which is taken first at the
// front. Lots that are used up or have ended are dropped when they come there.
type lotQueue struct {
	lots  []runLot
	index []int // into lots
	byEnd bool
}

// Len implements [heap.Interface], as the other methods do.
func (q *lotQueue) Len() int { return len(q.index) }

func (q *lotQueue) Less(i, j int) bool {
	a, b := q.index[i], q.index[j]
	if to, other := q.lots[a].To, q.lots[b].To; q.byEnd && to != other {
		return other.IsZero() || !to.IsZero() && to.Before(other)
	}
	return a < b
}

func (q *lotQueue) Swap(i, j int) { q.index[i], q.index[j] = q.index[j], q.index[i] }

func (q *lotQueue) Push(n any) { q.index = append(q.index, n.(int)) }

func (q *lotQueue) Pop() any {
	last := len(q.index) - 1
	n := q.index[last]
	q.index = q.index[:last]
	return n
}
