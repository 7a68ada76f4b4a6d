package pricing

import (
	"slices"

	"github.com/mspkit/msp"
)

// Run takes the block through a period: it begins with the balance of the period
// before, or with the zero BlockBalance, and returns what became of it, with the
// balance for the period after. Each day goes in this order:
//
//  1. If the period of an allotment ended the day before: what is left of allotments
//     is forfeited, without rollover all of it, else what is above the cap, the
//     oldest first. This belongs to the period that ends there: if the allotment's
//     period ends with the period of Run, it is done, and if it ends inside, too; a
//     part of an allotment's period forfeits nothing.
//  2. Lots whose last use date was the day before expire, and allotments whose life
//     has ended. This belongs to the period that begins there.
//  3. The allotment is granted if its period begins, and the lots whose first date it
//     is. A lot that began before the period, is not in the balance and has not ended
//     yet is granted on the period's first date; one that has ended never is.
//  4. The uses of the day are taken, those after hours last, then by reference and
//     their other fields, so that the order in which they are given does not matter. A
//     use takes from the lots in the block's order until it is covered or nothing is
//     left; the rest is overage. An incident is not divided: it is covered wholly, or
//     takes nothing, so that it is not paid for twice.
//
// An alert is reported by the first use after which its level is reached, once until
// something is granted again.
//
// Run depends on its arguments only, and a period that is cut in two gives the same
// draws, amounts and closing balance as the whole. A period that is none, or does not
// begin where the balance ends, and a use outside of the period, with a negative
// amount or of a type that the block does not cover, are [msp.ErrRange] errors, the
// balance of a block of another name is an [msp.ErrInvalid] error, an
// undefined amount an [msp.ErrUndefined] error; a balance with findings is refused
// with them; what cannot be represented is an [msp.ErrOverflow] error.
//
// The time grows with the number of uses, lots and allotments, times its logarithm.
func (b Block) Run(opening BlockBalance, period msp.Period, uses []Use) (BlockUsage, error) {
	if err := b.checkRun(opening, period); err != nil {
		return BlockUsage{}, err
	}
	if err := b.checkUses(period, uses); err != nil {
		return BlockUsage{}, err
	}
	r := newBlockRun(b, opening, period)
	uses = slices.Clone(uses)
	slices.SortFunc(uses, Use.compare)
	r.usage.Uses = make([]UseResult, 0, len(uses))
	for n, u := range uses {
		r.at(u.Date, useComes, n)
	}
	slices.SortFunc(r.events, blockEvent.compare)
	for _, e := range r.events {
		switch e.phase {
		case periodEnds:
			r.forfeit(e.date)
		case lotEnds:
			r.end(e.index, e.date)
		case lotComes:
			r.grant(e.index)
		case useComes:
			r.use(uses[e.index])
		}
		if r.err != nil {
			return BlockUsage{}, r.err
		}
	}
	return r.finish()
}

func (b Block) checkRun(opening BlockBalance, period msp.Period) error {
	switch {
	case opening.Block != "" && opening.Block != b.name:
		return msp.NewInputError(msp.ErrInvalid, "pricing: balance of block", opening.Block, "not of "+b.name)
	case period.IsZero():
		return msp.NewInputError(msp.ErrRange, "pricing: period", "", "a block runs through a period with dates")
	case !opening.Through.IsZero() && opening.Through != period.From():
		return msp.NewInputError(msp.ErrRange, "pricing: period", period.String(), "the balance ends on "+opening.Through.String())
	}
	return opening.Validate().At("opening").Err()
}

func (b Block) checkUses(period msp.Period, uses []Use) error {
	for _, u := range uses {
		switch {
		case !period.Contains(u.Date):
			return msp.NewInputError(msp.ErrRange, "pricing: use", u.Ref, "not in the period "+period.String())
		case !u.Amount.Defined():
			return msp.NewInputError(msp.ErrUndefined, "pricing: use", u.Ref, "the amount is undefined")
		case u.Amount.Sign() < 0:
			return msp.NewInputError(msp.ErrRange, "pricing: use", u.Ref, "below zero")
		case !b.Covers(u.Type):
			return msp.NewInputError(msp.ErrRange, "pricing: use", u.Ref, "a type of work that the block does not cover")
		}
	}
	return nil
}

// newBlockRun returns the state at the start of a period, with what will happen in it
// apart from uses.
func newBlockRun(b Block, opening BlockBalance, period msp.Period) *blockRun {
	r := &blockRun{
		block: b, period: period, left: zeroRatio(), allotted: zeroRatio(), drawn: opening.Drawn, alerted: opening.Alerted,
		usage: BlockUsage{
			Block: b.name, Period: period, Granted: zeroRatio(), Burned: zeroRatio(), Forfeited: zeroRatio(), Expired: zeroRatio(),
			Covered: zeroRatio(), Overage: zeroRatio(),
		},
	}
	if !r.drawn.Defined() {
		r.drawn = zeroRatio()
	}
	known := make(map[string]bool, len(opening.Lots))
	for _, l := range opening.Lots {
		known[l.ID] = true
		r.lots = append(r.lots, runLot{LotBalance: l, allotment: l.IsAllotment(), opening: true})
	}
	r.addAllotments()
	for _, l := range b.lots {
		ended := !l.to.IsZero() && l.to.Before(period.From())
		if !known[l.id] && !ended && l.from.Before(period.To()) {
			r.lots = append(r.lots, runLot{LotBalance: LotBalance{l.id, l.from, l.to, l.size, l.size}})
		}
	}
	// Stable, so that lots of one date stay in the order in which they came.
	slices.SortStableFunc(r.lots, func(a, b runLot) int { return a.From.Compare(b.From) })
	r.open = lotQueue{lots: r.lots, byEnd: b.byEnd}
	for n, l := range r.lots {
		if l.opening {
			r.come(n)
		} else {
			r.at(l.From, lotComes, n)
		}
		if next, err := l.To.AddDays(1); err == nil { // else it never ends
			r.at(next, lotEnds, n)
		}
	}
	r.usage.Opening = r.left
	return r
}

// addAllotments adds the allotments that are granted in the period, and the ends of
// allotments' periods in it or with it.
func (r *blockRun) addAllotments() {
	b := r.block
	if b.allotment.Sign() == 0 {
		return
	}
	lives := max(b.life, 1)
	for n := b.cadence.index(b.anchor, r.period.From()); ; n++ {
		date, ok := b.cadence.date(b.anchor, n)
		switch {
		case !ok && n < 0: // before the year 1, if the anchor is not after 9999
			continue
		case !ok || date.After(r.period.To()):
			return
		}
		if date.After(r.period.From()) {
			r.events = append(r.events, blockEvent{date, periodEnds, 0})
		}
		if !r.period.Contains(date) {
			continue
		}
		lot := LotBalance{ID: date.String(), From: date, Granted: b.allotment, Left: b.allotment}
		if end, ok := b.cadence.date(b.anchor, n+lives); ok && (b.life > 0 || !b.rollover) {
			lot.To, _ = end.AddDays(-1) // it is after the date of the grant
		}
		r.lots = append(r.lots, runLot{LotBalance: lot, allotment: true})
	}
}

// finish returns the usage after the last event.
func (r *blockRun) finish() (BlockUsage, error) {
	u := r.usage
	u.Closing = r.left
	amounts := []msp.Money{}
	for _, use := range u.Uses {
		u.Covered = r.add(u.Covered, use.Covered)
		u.Burned = r.add(u.Burned, use.Burned)
		u.Overage = r.add(u.Overage, use.Overage)
		amounts = append(amounts, use.OverageAmount)
	}
	for _, l := range u.Lapsed {
		if l.Why == LapseForfeited {
			u.Forfeited = r.add(u.Forfeited, l.Amount)
		} else {
			u.Expired = r.add(u.Expired, l.Amount)
		}
	}
	if r.err != nil {
		return BlockUsage{}, r.err
	}
	zero, err := msp.NewMoney(0, r.block.currency)
	if err != nil {
		return BlockUsage{}, err
	}
	if u.OverageTotal, err = msp.SumMoney(append(amounts, zero)...); err != nil {
		return BlockUsage{}, err
	}
	u.Balance = BlockBalance{Block: r.block.name, Through: r.period.To(), Drawn: r.drawn, Alerted: r.alerted}
	for _, l := range r.lots {
		if l.here {
			u.Balance.Lots = append(u.Balance.Lots, l.LotBalance)
		}
	}
	return u, nil
}
