package pricing

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A BlockSpec is prepaid work as people write it down: a block of hours, a retainer,
// a pack of incidents. It is filled by an allotment at the start of each period, by
// lots that are bought, or by both, and what goes beyond it is charged as overage.
//
//	{"name":"support","allotment":"10","rollover":true,"rollover_cap":"5","overage":"150","burn":{"after hours":"1.5"},"alerts":["75%","90%"]}
//
// [BlockSpec.Compile] turns it into a [Block].
type BlockSpec struct {
	// Name says which block it is, among those of an agreement.
	Name string

	// Unit is what the block holds. Zero: hours.
	Unit BlockUnit

	// Allotment is what is granted at the start of each period, in the block's unit.
	// Zero: nothing.
	Allotment decimal.Decimal

	// Cadence is how long the period of an allotment is. Zero: a month.
	Cadence Cadence

	// Lots are bought once. They are not subject to rollover, cap and life.
	Lots []Lot

	// Rollover keeps what is left of an allotment when its period ends; without it
	// that is forfeited.
	Rollover bool

	// RolloverCap is the most that all allotments together keep when a period ends,
	// in the block's unit; the oldest lose first. Zero: no cap.
	RolloverCap decimal.Decimal

	// Life is for how many periods an allotment may be used, the one of its grant
	// included. It needs Rollover. Zero: no limit.
	Life int

	// Order says which lot is taken first. Zero: the one that began first.
	Order DrawOrder

	// Overage is the rate beyond the block, in the currency's units for one of the
	// block's: for an hour, for an incident. A block of money has none, since what is
	// beyond it is charged as it is.
	Overage decimal.Decimal

	// BurnOverage applies the multiplier of the type of work to what is beyond the
	// block too: an hour that burns two is charged as two.
	BurnOverage bool

	// Burn is how much an hour (dollar, incident) of a type of work takes from the
	// block. A type that is not here takes 1, one with 0 takes nothing and is covered.
	Burn map[string]decimal.Decimal

	// AfterHours is how much an hour after closing takes, times that of its type: 1.5.
	// Zero: as much as any other.
	AfterHours decimal.Decimal

	// Covers are the types of work that the block is for. Empty: all.
	Covers []string

	// Alerts are the levels of use to be reported, above 0 % and at most 100 %. The
	// level is what was drawn since something was last granted, as a share of that
	// and what is left.
	Alerts []msp.Percent
}

// A Block is a checked block. [Block.Run] takes it through a period.
//
// The zero Block holds nothing and charges nothing for overage. Blocks are immutable
// and safe for concurrent use.
type Block struct {
	name        string
	unit        BlockUnit
	allotment   msp.Ratio // undefined or 0: none
	cadence     Cadence
	anchor      msp.Date
	lots        []blockLot
	rollover    bool
	limit       msp.Ratio // of what is rolled over; undefined: no limit
	life        int
	byEnd       bool
	overage     msp.Ratio // undefined: 0
	burnOverage bool
	burn        map[string]msp.Ratio
	afterHours  msp.Ratio // undefined or 0: 1
	covers      []string  // sorted; empty: all
	levels      []msp.Percent
	currency    msp.Currency
	mode        msp.Rounding
}

// A blockLot is a [Lot] with an exact size.
type blockLot struct {
	id       string
	from, to msp.Date
	size     msp.Ratio
}

// Compile checks the record and returns its block, or all findings as [msp.Issues]
// if one of them is an error. The periods of the allotments follow one another from
// the anchor in both directions, see [Cadence.PeriodOf]; overage is in currency c,
// rounded by mode. Everything is copied. An anchor that is none is an [msp.ErrRange]
// error if there is an allotment, no currency an [msp.ErrCurrency] error, a mode that
// is none of the constants an [msp.ErrRange] error.
func (s BlockSpec) Compile(anchor msp.Date, c msp.Currency, mode msp.Rounding) (Block, error) {
	if err := s.Validate().Err(); err != nil {
		return Block{}, err
	}
	allots := s.Allotment.Sign() > 0
	switch {
	case allots && anchor.IsZero():
		return Block{}, msp.NewInputError(msp.ErrRange, "pricing: block", s.Name, "allotments need an anchor")
	case c.IsZero():
		return Block{}, msp.NewInputError(msp.ErrCurrency, "pricing: block", s.Name, "needs a currency")
	}
	if _, err := mode.MarshalText(); err != nil {
		return Block{}, err
	}
	b := Block{
		name: s.Name, unit: s.unit(), anchor: anchor, cadence: s.cadence(), rollover: s.Rollover, life: s.Life,
		afterHours: number.Ratio(s.AfterHours), byEnd: s.Order == EarliestEnd, overage: number.Ratio(s.Overage), burnOverage: s.BurnOverage,
		covers: slices.Sorted(slices.Values(s.Covers)), levels: slices.Clone(s.Alerts), currency: c, mode: mode,
	}
	if allots {
		b.allotment = number.Ratio(s.Allotment)
	}
	if s.RolloverCap.Sign() > 0 {
		b.limit = number.Ratio(s.RolloverCap)
	}
	if b.unit == BlockMoney {
		b.overage = msp.NewRatio(1, 1)
	}
	for _, l := range s.Lots {
		b.lots = append(b.lots, blockLot{l.ID, l.From, l.To, number.Ratio(l.Size)})
	}
	b.burn = make(map[string]msp.Ratio, len(s.Burn))
	for name, multiplier := range s.Burn {
		b.burn[name] = number.Ratio(multiplier)
	}
	slices.SortFunc(b.levels, msp.Percent.Compare)
	return b, nil
}

func (s BlockSpec) unit() BlockUnit {
	if s.Unit == 0 {
		return BlockHours
	}
	return s.Unit
}

func (s BlockSpec) cadence() Cadence {
	if s.Cadence == 0 {
		return Month
	}
	return s.Cadence
}

// Name returns the name of the block.
func (b Block) Name() string { return b.name }

// Unit returns what the block holds; it is [BlockHours] for the zero Block.
func (b Block) Unit() BlockUnit {
	if b.unit == 0 {
		return BlockHours
	}
	return b.unit
}

// Covers reports whether the block is for a type of work. [Block.Run] takes no use
// of another.
func (b Block) Covers(workType string) bool {
	if len(b.covers) == 0 {
		return true
	}
	_, found := slices.BinarySearch(b.covers, workType)
	return found
}

// Multiplier returns how much one of the block's unit takes from the block for a
// type of work, in the hours of service or after them.
func (b Block) Multiplier(workType string, afterHours bool) msp.Ratio {
	m, ok := b.burn[workType]
	if !ok {
		m = msp.NewRatio(1, 1)
	}
	if !afterHours || b.afterHours.Sign() == 0 {
		return m
	}
	both, err := m.Mul(b.afterHours)
	if err != nil { // two numbers of 18 digits on either side always fit
		return msp.Ratio{}
	}
	return both
}
