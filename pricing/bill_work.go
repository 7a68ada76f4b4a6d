package pricing

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// addWork adds what time worked comes to: what blocks cover, what goes beyond them,
// and the rest by the hour.
func (b *billing) addWork() error {
	rest := slices.Clone(b.in.Work)
	slices.SortStableFunc(rest, Entry.compare)
	b.st.Balance.Incidents = slices.Sorted(slices.Values(b.in.Balance.Incidents))
	for n, block := range b.blocks {
		var covered, others []Entry
		covers := func(e Entry) bool { return block.Covers(e.Type) }
		if slices.ContainsFunc(rest, covers) { // else nothing is copied
			for _, e := range rest {
				if covers(e) {
					covered = append(covered, e)
					continue
				}
				others = append(others, e)
			}
			rest = others
		}
		unblocked, err := b.addBlock(n, block, covered)
		if err != nil {
			return err
		}
		if len(unblocked) > 0 {
			rest = append(rest, unblocked...)
			slices.SortStableFunc(rest, Entry.compare)
		}
	}
	if b.spec.Labour == nil {
		return nil
	}
	sheet, err := b.labour.Bill(rest, b.in.Balance.Labour)
	if err != nil {
		return err
	}
	for _, l := range sheet.Lines() {
		b.add(l)
	}
	b.st.Unbilled = sheet.Unbilled
	b.st.Balance.Labour, err = b.in.Balance.Labour.Add(sheet.Total)
	return err
}

// addBlock takes work through a block. It returns entries that neither the block
// nor its overage rate pays for.
func (b *billing) addBlock(n int, block Block, entries []Entry) ([]Entry, error) {
	var work []blockWork
	var err error
	if block.Unit() == BlockIncidents {
		work, err = b.incidents(entries)
	} else {
		work, err = b.blockGroups(block, entries)
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(work, blockWork.compare)
	uses := make([]Use, 0, len(work))
	for _, w := range work {
		if !w.isPaid {
			uses = append(uses, w.use)
		}
	}
	usage, err := block.Run(b.in.Balance.block(block.Name()), b.in.Period, uses)
	if err != nil {
		return nil, err
	}
	var rest []Entry
	results := usage.Uses
	for _, w := range work {
		result := UseResult{Use: w.use, Covered: w.use.Amount, Overage: zeroRatio(), OverageAmount: b.none}
		if !w.isPaid {
			result, results = results[0], results[1:]
		}
		unpaid, err := b.addUse(block, b.spec.Blocks[n], w, result)
		if err != nil {
			return nil, err
		}
		rest = append(rest, unpaid...)
	}
	slices.Sort(b.st.Balance.Incidents)
	b.st.Blocks = append(b.st.Blocks, usage)
	next := usage.Balance
	next.Lots = slices.Clone(next.Lots)
	b.st.Balance.Blocks = append(b.st.Balance.Blocks, next)
	return rest, nil
}

// blockWork is what one use of a block is for.
type blockWork struct {
	use     Use
	group   TimeGroup
	entries []Entry   // of an incident
	cost    msp.Money // of all of it
	isPaid  bool      // an incident that a block has paid for before
}

func (w blockWork) compare(other blockWork) int {
	return cmp.Or(w.use.compare(other.use), w.group.Rate.Cmp(other.group.Rate))
}

// blockGroups puts work together as labour does, apart for each type of work and for
// the hours after closing, if they burn differently or have another rate.
func (b *billing) blockGroups(block Block, entries []Entry) ([]blockWork, error) {
	type key struct {
		work  string
		after bool
	}
	var keys []key
	buckets := map[key][]Entry{}
	put := func(k key, e Entry) {
		if _, ok := buckets[k]; !ok {
			keys = append(keys, k)
		}
		buckets[k] = append(buckets[k], e)
	}
	apart := block.afterHours.Sign() != 0 || b.spec.Labour.AfterHours != nil
	for _, e := range entries {
		if !apart { // they are hours like any other, and rounded with them
			e.AfterHours = 0
		}
		late := e
		late.Minutes = e.AfterHours
		e.Minutes, e.AfterHours = e.Minutes-e.AfterHours, 0
		if e.Minutes > 0 || late.Minutes == 0 {
			put(key{e.Type, false}, e)
		}
		if late.Minutes > 0 {
			put(key{e.Type, true}, late)
		}
	}
	var work []blockWork
	for _, k := range keys {
		grouper, err := b.labour.group(buckets[k])
		if err != nil {
			return nil, err
		}
		groups, err := grouper.dayGroups()
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			w := blockWork{group: g.TimeGroup, cost: g.Cost, use: Use{Ref: g.Ref, Date: g.Date, Type: k.work, AfterHours: k.after}}
			w.use.Amount = msp.NewRatio(g.Billed, minutesOfHour)
			if block.Unit() == BlockMoney {
				if w.use.Amount, err = b.labour.amountOf(g); err != nil {
					return nil, err
				}
			}
			work = append(work, w)
		}
	}
	return work, nil
}

// incidents puts the entries of a ticket together: the first one costs an incident,
// unless an earlier statement has it.
func (b *billing) incidents(entries []Entry) ([]blockWork, error) {
	var work []blockWork
	index := map[string]int{}
	for _, e := range entries {
		at, known := index[e.Ticket]
		if !known || e.Ticket == "" {
			at = len(work)
			index[e.Ticket] = at
			use := Use{Ref: cmp.Or(e.Ticket, e.ID, e.Date.String()), Date: e.Date, Amount: msp.NewRatio(1, 1), Type: e.Type}
			_, paid := slices.BinarySearch(b.st.Balance.Incidents, e.Ticket)
			work = append(work, blockWork{use: use, isPaid: paid && e.Ticket != ""})
		}
		work[at].entries = append(work[at].entries, e)
	}
	for n := range work {
		w := &work[n]
		groups, err := b.labour.Groups(w.entries)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			if w.cost, err = w.cost.Add(g.Cost); err != nil {
				return nil, err
			}
		}
	}
	return work, nil
}

// addUse adds the line of a use. What goes beyond a block without an overage rate is
// billed by the hour; the entries of an incident are returned for that.
func (b *billing) addUse(block Block, spec BlockSpec, w blockWork, r UseResult) ([]Entry, error) {
	unit := unitOfBlock(block, b.currency)
	line := Line{Kind: KindLabour, Item: spec.Name, Ref: w.use.Ref, Quantity: QuantityOf(w.use.Amount, unit), Amount: b.none, Cost: w.cost}
	line.Period = w.group.Days
	for _, d := range r.Draws {
		line.Detail = append(line.Detail, Detail{
			Step: StepDraw, Ref: d.Lot, Quantity: QuantityOf(d.Amount, unit), Rate: spec.multiplier(w.use), Amount: b.none,
		})
	}
	if w.isPaid {
		line.Detail = append(line.Detail, Detail{Step: StepDraw, Quantity: line.Quantity, Amount: b.none})
	}
	if r.Overage.Sign() > 0 {
		if block.Unit() == BlockIncidents && spec.Overage.IsZero() {
			return w.entries, nil
		}
		line.Kind = KindOverage
		detail := Detail{Step: StepOverage, Quantity: QuantityOf(r.Overage, unit), Rate: spec.Overage, Amount: r.OverageAmount}
		switch {
		case block.Unit() == BlockMoney:
			detail.Rate = w.group.Rate
		case spec.Overage.IsZero():
			exact, err := r.Overage.Mul(number.Ratio(w.group.Rate))
			if err != nil {
				return nil, err
			}
			if detail.Amount, err = msp.MoneyFromRatio(exact, b.currency, b.mode); err != nil {
				return nil, err
			}
			detail.Rate = w.group.Rate
		}
		if m := spec.multiplier(w.use); spec.BurnOverage && !m.IsZero() {
			detail.Ref = number.Text(m)
		}
		line.Amount = detail.Amount
		line.Detail = append(line.Detail, detail)
	}
	if block.Unit() == BlockIncidents && !w.isPaid && w.entries[0].Ticket != "" {
		b.st.Balance.Incidents = append(b.st.Balance.Incidents, w.entries[0].Ticket)
	}
	b.st.Lines = append(b.st.Lines, line)
	return nil, nil
}

// unitOfBlock returns the unit in which what a block covers is written.
func unitOfBlock(block Block, c msp.Currency) string {
	switch block.Unit() {
	case BlockIncidents:
		return "incident"
	case BlockMoney:
		return c.Code()
	case BlockHours:
	}
	return "hour"
}

// multiplier returns what one unit of a use takes from the block, and zero if that is
// one.
func (s BlockSpec) multiplier(u Use) decimal.Decimal {
	one := decimal.NewFromInt(1)
	m, ok := s.Burn[u.Type]
	if !ok {
		m = one
	}
	if u.AfterHours && !s.AfterHours.IsZero() {
		m = m.Mul(s.AfterHours)
	}
	if m.Equal(one) {
		return decimal.Decimal{}
	}
	return m
}
