package calendar

import (
	"math/bits"
	"time"

	"github.com/mspkit/msp/internal/civil"
)

// dates answer which dates are business days, as days counted from 1970-01-01,
// and what their shifts are.
type dates interface {
	is(day int) bool
	// rank returns the number of business days before a day, from some origin.
	rank(day int) int64
	// nth returns the business day of a rank, looking from a day near it.
	nth(rank int64, near int) (day int, ok bool)
	// shifts returns what is left of the shifts a date owns after holidays and
	// breaks, without extra opening, sorted and not touching.
	shifts(day int) []span
}

// A month of business days would do, but 512 dates make a block as long as the
// blocks of time.
const (
	dateBlockBits = 9
	datesPerBlock = 1 << dateBlockBits
	dateOrigin    = 18_628 // 2021-01-01
)

// businessDays are the dates of a base.
type businessDays struct {
	base   *base
	blocks *pages[dateBlock]
}

// A dateBlock has a bit for each date of a block.
type dateBlock struct {
	words  [datesPerBlock / 64]uint64
	before [datesPerBlock/64 + 1]uint16 // business days before each word
}

func newBusinessDays(b *base) *businessDays {
	d := &businessDays{base: b}
	d.blocks = newPages((civil.First-dateOrigin)>>dateBlockBits, (civil.Last-dateOrigin)>>dateBlockBits, d.build,
		func(block *dateBlock) int64 { return int64(block.before[len(block.words)]) })
	return d
}

func (d *businessDays) build(i int) *dateBlock {
	block := new(dateBlock)
	origin := i<<dateBlockBits + dateOrigin
	first, last := max(origin, d.base.firstDay), min(origin+datesPerBlock-1, d.base.lastDay)
	if first <= last {
		days := d.base.days(first, last+1)
		// A shift exists unless a change of the clock swallows it whole.
		clock := civil.NewClock(int64(first-2)*secondsPerDay, int64(last+4)*secondsPerDay, d.base.loc)
		for day := first; day <= last; day++ {
			if days.isBusinessDay(clock, day) {
				block.words[(day-origin)/64] |= 1 << ((day - origin) % 64)
			}
		}
	}
	for w, word := range block.words {
		block.before[w+1] = block.before[w] + uint16(bits.OnesCount64(word))
	}
	return block
}

// isBusinessDay reports whether a date owns a shift that exists on the clock and
// that no holiday takes away.
func (d *daySpan) isBusinessDay(clock *civil.Clock, day int) bool {
	shifts, special := d.shifts(day)
	if d.isHoliday(day) && !special {
		return false
	}
	for _, h := range shifts {
		start := int64(day) * secondsPerDay
		if clock.Instant(start+h.start) < clock.Instant(start+h.end) {
			return true
		}
	}
	return false
}

func (d *businessDays) locate(day int) (block *dateBlock, i, bit int) {
	i = (day - dateOrigin) >> dateBlockBits
	return d.blocks.block(i), i, (day - dateOrigin) & (datesPerBlock - 1)
}

func (d *businessDays) is(day int) bool {
	block, _, bit := d.locate(day)
	return block.words[bit/64]>>(bit%64)&1 == 1
}

func (d *businessDays) rank(day int) int64 {
	block, i, bit := d.locate(day)
	inWord := bits.OnesCount64(block.words[bit/64] & (1<<(bit%64) - 1))
	return d.blocks.before(i) + int64(block.before[bit/64]) + int64(inWord)
}

func (d *businessDays) nth(rank int64, near int) (day int, ok bool) {
	i, ok := d.blocks.find((near-dateOrigin)>>dateBlockBits, rank)
	if !ok {
		return 0, false
	}
	block, n := d.blocks.block(i), uint16(rank-d.blocks.before(i))
	w := 0
	for block.before[w+1] <= n {
		w++
	}
	word := block.words[w]
	for range n - block.before[w] {
		word &= word - 1
	}
	return i<<dateBlockBits + dateOrigin + w*64 + bits.TrailingZeros64(word), true
}

func (d *businessDays) shifts(day int) []span {
	from, to := int64(day-2)*secondsPerDay, int64(day+4)*secondsPerDay
	clock, first, last := d.base.around(from, to)
	first, last = max(first, d.base.firstDay), min(last, d.base.lastDay)
	if day < first || day > last {
		return nil
	}
	days := d.base.days(first, last+1)
	var open []span
	days.pieces(clock, day, func(s span, _ hours, _ bool) { open = append(open, s) })
	return subtract(union(open), union(d.base.windows(clock, d.base.breaks, days.breaks)))
}

// everyDate has every date of a zone, as a shift of 24 hours.
type everyDate struct{ loc *time.Location }

func (everyDate) is(int) bool        { return true }
func (everyDate) rank(day int) int64 { return int64(day) }
func (everyDate) nth(rank int64, _ int) (int, bool) {
	return int(rank), rank >= civil.First && rank <= civil.Last
}

func (d everyDate) shifts(day int) []span {
	start := int64(day) * secondsPerDay
	s := span{civil.Instant(start, d.loc), civil.Instant(start+secondsPerDay, d.loc)}
	if s.from >= s.to {
		return nil
	}
	return []span{s}
}

// noDate has none.
type noDate struct{}

func (noDate) is(int) bool                { return false }
func (noDate) rank(int) int64             { return 0 }
func (noDate) nth(int64, int) (int, bool) { return 0, false }
func (noDate) shifts(int) []span          { return nil }
