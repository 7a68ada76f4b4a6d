package metrics

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// Times accumulate durations: how long it took to answer, to resolve, to
// restore. They keep the count, the exact sum, the least and the greatest, and
// beside them how many are open, without a duration yet, how many are invalid, below
// zero, and how many a definition excludes. These are in no other figure: a mean
// without the open ones beside it flatters.
//
// The zero Times are empty and ready to use. They are an accumulator: they grow in
// place, and a copy is one of its own. Times are comparable with ==; under
// [Times.Merge] they form a commutative monoid, whose identity is the zero Times.
// They hold at most 2⁶³ − 1 items in all; the sum of so many does not overflow.
type Times struct {
	total    int64
	lo, hi   uint64        // the sum
	greatest time.Duration // 0 if there is none
	room     time.Duration // what the least leaves of the longest that there is, 0 if there is none

	open, invalid, excluded int64
}

// roomiest − d is the room of a duration d: the greatest room is that of the least
// duration. The longest one has the room 0, that of no durations; how many there
// are tells them apart.
const roomiest = math.MaxInt64

// Add counts one duration more. One below zero is counted as invalid. An item more
// than Times hold is an [msp.ErrOverflow] error, after which they are as they were.
func (t *Times) Add(d time.Duration) error { // small enough to be inlined
	if t.total == math.MaxInt64 {
		return errTooMany
	}
	t.total++
	if d < 0 {
		t.invalid++
		return nil
	}
	// These change seldom, and what is not written costs nothing.
	if t.lo += uint64(d); t.lo < uint64(d) {
		t.hi++
	}
	if d > t.greatest {
		t.greatest = d
	}
	if roomiest-d > t.room {
		t.room = roomiest - d
	}
	return nil
}

// AddOpen counts one item more that has no duration yet. It fails as Add does.
func (t *Times) AddOpen() error {
	if t.total == math.MaxInt64 {
		return errTooMany
	}
	t.total++
	t.open++
	return nil
}

// AddExcluded counts one item more that the definition does not count. It fails as Add
// does.
func (t *Times) AddExcluded() error {
	if t.total == math.MaxInt64 {
		return errTooMany
	}
	t.total++
	t.excluded++
	return nil
}

// Merge adds the items of other. More items than Times hold are an
// [msp.ErrOverflow] error, after which they are as they were.
func (t *Times) Merge(other Times) error {
	if other.total > math.MaxInt64-t.total {
		return errTooMany
	}
	t.total += other.total
	t.open += other.open
	t.invalid += other.invalid
	t.excluded += other.excluded
	var carry uint64
	t.lo, carry = bits.Add64(t.lo, other.lo, 0)
	t.hi += other.hi + carry
	t.greatest = max(t.greatest, other.greatest)
	t.room = max(t.room, other.room)
	return nil
}

// Count returns the number of durations.
func (t Times) Count() int64 { return t.total - t.open - t.invalid - t.excluded }

// Open returns the number of items without a duration yet.
func (t Times) Open() int64 { return t.open }

// Invalid returns the number of durations below zero.
func (t Times) Invalid() int64 { return t.invalid }

// Excluded returns the number of items that the definition does not count.
func (t Times) Excluded() int64 { return t.excluded }

// Total returns the number of items.
func (t Times) Total() int64 { return t.total }

// IsZero reports whether t is empty.
func (t Times) IsZero() bool { return t.total == 0 }

// Sum returns the exact sum, which may be more than a [time.Duration] holds. The
// sum of nothing is 0.
func (t Times) Sum() Value { return t.value(t.sum(), 1) }

// Mean returns the exact mean. It is undefined, for [ReasonNoObservations], if
// there are no durations.
func (t Times) Mean() Value { return t.value(t.sum(), t.Count()) }

// Min returns the least duration; it is undefined as the mean is.
func (t Times) Min() Value { return t.value(big.NewInt(int64(t.least())), min(t.Count(), 1)) }

// Max returns the greatest duration; it is undefined as the mean is.
func (t Times) Max() Value { return t.value(big.NewInt(int64(t.greatest)), min(t.Count(), 1)) }

// least returns the least duration, 0 if there is none.
func (t Times) least() time.Duration {
	if t.Count() == 0 {
		return 0
	}
	return roomiest - t.room
}

func (t Times) sum() *big.Int { return wide.FromWords(int64(t.hi), t.lo).Big() }

// value returns num ÷ den, of 127 bits at most.
func (t Times) value(num *big.Int, den int64) Value {
	exact, _ := msp.RatioFromBig(num, big.NewInt(den))
	return newValue(exact, UnitDuration, t.Count(), noObservations)
}

// MarshalJSON returns {"count":40,"open":2,"invalid":0,"excluded":0,"sum":"…","min":"…",
// "max":"…"} with fractions of nanoseconds, "undefined" where there are none. It never
// fails. For the way back there is the binary form.
func (t Times) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"count":%d,"open":%d,"invalid":%d,"excluded":%d,"sum":%q,"min":%q,"max":%q}`,
		t.Count(), t.open, t.invalid, t.excluded, t.Sum().Exact(), t.Min().Exact(), t.Max().Exact()), nil
}

// String returns "40 durations, 2 open, 0 invalid", and "3 excluded" if there are such.
func (t Times) String() string {
	text := fmt.Sprintf("%d durations, %d open, %d invalid", t.Count(), t.open, t.invalid)
	if t.excluded > 0 {
		text += fmt.Sprintf(", %d excluded", t.excluded)
	}
	return text
}
