package metrics

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
)

// A Histogram counts durations in fixed buckets, so that quantiles come out of parts
// that were counted anywhere: a [Sample] needs every observation in one place, a
// histogram some kilobytes.
//
// The buckets are log-linear: below 2ᵇ⁺¹ ns each number has its own, above that each
// power of two is cut into 2ᵇ of equal width, where b is the histogram's bits. So a
// bucket is never wider than 2⁻ᵇ of the least duration in it, 0.8 % for the default
// of 7 bits. [Histogram.Quantile] answers with the bucket that the true observation
// is in, never with a guess inside.
//
// As in [Times], open items and durations below zero are counted beside the others
// and are in no bucket.
//
// The zero Histogram is empty, has the default bits, and is ready to use. It is an
// accumulator and grows in place; unlike that of a [Rate] its copy shares memory, so
// copy one with [Histogram.Clone]. Under [Histogram.Merge] histograms of the same bits
// form a commutative monoid.
type Histogram struct {
	buckets              []int64
	total, open, invalid int64
	bits                 uint8 // 0: the default, or that of what is merged first
}

// Bits of a histogram.
const (
	defaultBits = 7
	mostBits    = 12
)

// NewHistogram returns an empty histogram of so many bits, 1 to 12: each one more
// halves the width of the buckets and doubles the memory, at most about 8 × 2ᵇ × (64 − b)
// bytes, 58 kB for 7 bits. Other bits are an [msp.ErrRange] error.
func NewHistogram(bits int) (Histogram, error) {
	if bits < 1 || bits > mostBits {
		return Histogram{}, msp.NewInputError(msp.ErrRange, "metrics: bits", strconv.Itoa(bits), "want 1 to 12")
	}
	return Histogram{bits: uint8(bits)}, nil
}

// HistogramBy returns the step of a [Histogram] of the default bits, as [TimesBy] does
// for [Times].
func HistogramBy[T any](took func(item *T) (d time.Duration, ok bool)) Step[Histogram, T] {
	return func(h *Histogram, item *T) error {
		d, ok := took(item)
		if !ok {
			return h.AddOpen()
		}
		return h.Add(d)
	}
}

// Add counts one duration more. One below zero is counted as invalid. One item more
// than 2⁶³ − 1 is an [msp.ErrOverflow] error, after which the histogram is as it was.
func (h *Histogram) Add(d time.Duration) error {
	// One below zero has a bucket beyond all, and without buckets there are no bits yet.
	if i := bucketOf(uint64(d), uint(h.bits)); i < uint(len(h.buckets)) && h.total != math.MaxInt64 {
		h.total++
		h.buckets[i]++
		return nil
	}
	return h.addFirst(d)
}

// addFirst is Add of what there is no bucket for yet.
func (h *Histogram) addFirst(d time.Duration) error {
	if h.total == math.MaxInt64 {
		return errTooMany
	}
	h.total++
	if d < 0 {
		h.invalid++
		return nil
	}
	i := bucketOf(uint64(d), uint(h.precision()))
	h.grow(int(i) + 1)
	h.buckets[i]++
	return nil
}

// AddOpen counts one item more that has no duration yet. It fails as Add does.
func (h *Histogram) AddOpen() error {
	if h.total == math.MaxInt64 {
		return errTooMany
	}
	h.total++
	h.open++
	return nil
}

// grow adds empty buckets up to n. The memory of a copy stays as it is.
func (h *Histogram) grow(n int) {
	h.bits = h.precision()
	h.buckets = append(slices.Clip(h.buckets), make([]int64, n-len(h.buckets))...)
}

// bucketOf returns the bucket of a duration: its leading b+1 bits say which of the
// power of two, and how many bits follow which power. The masks, which change nothing,
// tell the compiler that no shift is too far.
func bucketOf(d uint64, b uint) uint {
	rest := uint(bits.Len64(d>>(b&63)|1)-1) & 63
	return rest<<(b&63) + uint(d>>rest)
}

// edges returns the least and the greatest duration of a bucket.
func (h Histogram) edges(i int) (least, greatest int64) {
	b := uint(h.precision())
	n := uint(i)
	if n < 2<<b {
		return int64(n), int64(n)
	}
	rest := n>>b - 1
	least = int64((n&(1<<b-1) | 1<<b) << rest)
	return least, least + (1<<rest - 1)
}

// Merge adds the items of other. Other bits are an [msp.ErrRange] error, more than 2⁶³
// − 1 items an [msp.ErrOverflow] error, after which the histogram is as it was. A zero
// Histogram takes the bits of the other; other shares no memory with h afterwards.
func (h *Histogram) Merge(other Histogram) error {
	switch {
	case other.IsZero():
		return nil
	case h.IsZero():
		h.bits = other.bits
	case h.precision() != other.precision():
		return msp.NewInputError(msp.ErrRange, "metrics: histogram", h.String(), "has other bits than "+other.String())
	}
	if other.total > math.MaxInt64-h.total {
		return errTooMany
	}
	if len(other.buckets) > len(h.buckets) {
		h.grow(len(other.buckets))
	}
	for i, n := range other.buckets {
		h.buckets[i] += n
	}
	h.total += other.total
	h.open += other.open
	h.invalid += other.invalid
	return nil
}

// Clone returns a copy that shares no memory.
func (h Histogram) Clone() Histogram {
	h.buckets = slices.Clone(h.buckets)
	return h
}

// Equal reports whether h and other have the same bits and counts. The zero Histogram,
// which has no bits yet, equals itself alone.
func (h Histogram) Equal(other Histogram) bool {
	return h.precision() == other.precision() && h.IsZero() == other.IsZero() && h.total == other.total && h.open == other.open && h.invalid == other.invalid &&
		slices.Equal(h.buckets, other.buckets) // the last bucket is never empty
}

// Bits returns the bits.
func (h Histogram) Bits() int { return int(h.precision()) }

func (h Histogram) precision() uint8 {
	if h.bits == 0 {
		return defaultBits
	}
	return h.bits
}

// Count returns the number of durations.
func (h Histogram) Count() int64 { return h.total - h.open - h.invalid }

// Open returns the number of items without a duration yet.
func (h Histogram) Open() int64 { return h.open }

// Invalid returns the number of durations below zero.
func (h Histogram) Invalid() int64 { return h.invalid }

// Total returns the number of items.
func (h Histogram) Total() int64 { return h.total }

// IsZero reports whether h is the zero Histogram: empty, and of no bits of its own.
func (h Histogram) IsZero() bool { return h.total == 0 && h.bits == 0 }

// Quantile returns the bucket of the p-quantile by the nearest rank (see
// [NearestRank]): low and high are the least and the greatest duration that fall into
// it, and low ≤ the true observation ≤ high. Both are undefined, for
// [ReasonNoObservations], without durations. Cost: linear in the buckets.
//
// An undefined p is an [msp.ErrUndefined] error, a p below 0 or above 1 an
// [msp.ErrRange] error.
func (h Histogram) Quantile(p msp.Ratio) (low, high Value, err error) {
	if err := checkFraction(p); err != nil {
		return Value{}, Value{}, err
	}
	count := h.Count()
	if count == 0 {
		none := newValue(msp.Ratio{}, UnitDuration, 0, noObservations)
		return none, none, nil
	}
	rank := nearestRank(p, count)
	i := 0
	for rank > h.buckets[i] {
		rank -= h.buckets[i]
		i++
	}
	least, greatest := h.edges(i)
	return newValue(whole(least), UnitDuration, count, 0), newValue(whole(greatest), UnitDuration, count, 0), nil
}

// String returns "40 durations, 2 open, 0 invalid, in buckets of 7 bits".
func (h Histogram) String() string {
	return fmt.Sprintf("%d durations, %d open, %d invalid, in buckets of %d bits", h.Count(), h.open, h.invalid, h.precision())
}
