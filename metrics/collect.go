package metrics

import (
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/mspkit/msp"
)

// A Step adds one item to an accumulator of type A, such as [Rate] or [Times]. It
// must not keep the pointers. [RateBy] and [TimesBy] make the usual ones; write one
// to count in several accumulators at once:
//
//	type desk struct {
//		kept metrics.Rate
//		took metrics.Times
//	}
//	func (d *desk) add(t *Ticket) error {
//		if err := d.kept.Add(outcome(t)); err != nil {
//			return err
//		}
//		return d.took.Add(t.Took)
//	}
type Step[A, T any] = func(a *A, item *T) error

// RateBy returns the step of a [Rate]: the classifier says how an item came out.
func RateBy[T any](classify func(item *T) msp.Outcome) Step[Rate, T] {
	return func(r *Rate, item *T) error { return r.Add(classify(item)) }
}

// TimesBy returns the step of [Times]: took says how long an item took, in the
// time that counts for the caller, and that it is open by ok = false.
func TimesBy[T any](took func(item *T) (d time.Duration, ok bool)) Step[Times, T] {
	return func(t *Times, item *T) error {
		d, ok := took(item)
		if !ok {
			return t.AddOpen()
		}
		return t.Add(d)
	}
}

// Collect adds the items of a sequence to an empty accumulator. The first error
// of the step ends it, and says which item it was, counted from 0. A nil sequence
// has no items; a nil step or classifier is a mistake in the program, and panics.
func Collect[A, T any](items iter.Seq[T], step Step[A, T]) (A, error) {
	var a, none A
	err := each(items, func(item *T) error { return step(&a, item) })
	if err != nil {
		return none, err
	}
	return a, nil
}

// GroupBy adds each item to the accumulator of its group: by priority, client or
// month, whatever the key says. Every key that occurs is there, also where
// nothing of it could be counted. An error is that of [Collect].
func GroupBy[K comparable, A, T any](items iter.Seq[T], key func(item *T) K, step Step[A, T]) (map[K]A, error) {
	groups := make(map[K]*A)
	if err := each(items, func(item *T) error { return step(group(groups, key(item)), item) }); err != nil {
		return nil, err
	}
	return flat(groups), nil
}

// group returns the accumulator of a key, a new one if there is none.
func group[K comparable, A any](groups map[K]*A, k K) *A {
	a := groups[k]
	if a == nil {
		a = new(A)
		groups[k] = a
	}
	return a
}

func flat[K comparable, A any](groups map[K]*A) map[K]A {
	out := make(map[K]A, len(groups))
	for k, a := range groups {
		out[k] = *a
	}
	return out
}

// each calls use with every item until it returns an error.
func each[T any](items iter.Seq[T], use func(item *T) error) error {
	if items == nil {
		return nil
	}
	i := 0
	var item T // one for all, so that a pointer to it costs no allocation an item
	for item = range items {
		if err := use(&item); err != nil {
			return itemError(i, err)
		}
		i++
	}
	return nil
}

func itemError(i int, err error) error { return fmt.Errorf("metrics: item %d: %w", i, err) }

// CollectSlice is [Collect] for a slice, without copying its items.
func CollectSlice[A, T any](items []T, step Step[A, T]) (A, error) {
	var a, none A
	for i := range items {
		if err := step(&a, &items[i]); err != nil {
			return none, itemError(i, err)
		}
	}
	return a, nil
}

// GroupSlice is [GroupBy] for a slice, without copying its items.
func GroupSlice[K comparable, A, T any](items []T, key func(item *T) K, step Step[A, T]) (map[K]A, error) {
	groups := make(map[K]*A)
	for i := range items {
		if err := step(group(groups, key(&items[i])), &items[i]); err != nil {
			return nil, itemError(i, err)
		}
	}
	return flat(groups), nil
}

// GroupDense adds each item of a slice to one of so many accumulators, whose index
// the key is: for small numbers such as priorities it is several times as fast as a
// map. An index out of range is an [msp.ErrRange] error, other errors are those of
// [Collect].
func GroupDense[A, T any](items []T, groups int, key func(item *T) int, step Step[A, T]) ([]A, error) {
	if groups < 0 || groups > mostDense {
		return nil, msp.NewInputError(msp.ErrRange, "metrics: groups", strconv.Itoa(groups), "want 0 to 1000000")
	}
	out := make([]A, groups)
	for i := range items {
		k := key(&items[i])
		if k < 0 || k >= len(out) {
			return nil, itemError(i, msp.NewInputError(msp.ErrRange, "metrics: group", strconv.Itoa(k), "want 0 to "+strconv.Itoa(groups-1)))
		}
		if err := step(&out[k], &items[i]); err != nil {
			return nil, itemError(i, err)
		}
	}
	return out, nil
}

// mostDense bounds the memory of [GroupDense].
const mostDense = 1_000_000

// An Accumulator is a pointer to what merges: *Rate, *Times, *Histogram, *Ratings,
// *Reliability, or one of the caller's.
type Accumulator[A any] interface {
	*A
	Merge(other A) error
}

// MergeGroups adds groups to others, key by key: the results of two calls of
// [GroupBy] become that of one over all items. The map into must not be nil. An error names the key; groups that
// came before it are merged then, in no order.
func MergeGroups[K comparable, A any, P Accumulator[A]](into, from map[K]A) error {
	for k, other := range from {
		a := into[k]
		if err := P(&a).Merge(other); err != nil {
			return fmt.Errorf("metrics: group %v: %w", k, err)
		}
		into[k] = a
	}
	return nil
}
