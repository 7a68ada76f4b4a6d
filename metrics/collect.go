package metrics

import (
	"fmt"
	"iter"
	"time"

	"github.com/mspkit/msp"
)

// A Step adds one item to an accumulator of type A, such as [Rate] or [Times],
// and returns the longer one. It must not keep the pointer, which is to another
// item later. [RateBy] and [TimesBy] make the usual ones; write one to collect
// into an accumulator of your own.
type Step[A, T any] = func(a A, item *T) (A, error)

// RateBy returns the step of a [Rate]: the classifier says how an item came out.
func RateBy[T any](classify func(item *T) msp.Outcome) Step[Rate, T] {
	return func(r Rate, item *T) (Rate, error) { return r.Add(classify(item)) }
}

// TimesBy returns the step of [Times]: took says how long an item took, in the
// time that counts for the caller, and that it is open by ok = false.
func TimesBy[T any](took func(item *T) (d time.Duration, ok bool)) Step[Times, T] {
	return func(t Times, item *T) (Times, error) {
		d, ok := took(item)
		return t.with(d, ok)
	}
}

// Collect adds the items of a sequence to an empty accumulator. The first error
// of the step ends it, and says which item it was, counted from 0. A nil sequence
// has no items; a nil step or classifier is a mistake in the program, and panics.
func Collect[A, T any](items iter.Seq[T], step Step[A, T]) (A, error) {
	var a, none A
	err := each(items, func(item *T) (err error) {
		a, err = step(a, item)
		return err
	})
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
	err := each(items, func(item *T) (err error) {
		k := key(item)
		a, ok := groups[k]
		if !ok {
			a = new(A)
			groups[k] = a
		}
		*a, err = step(*a, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make(map[K]A, len(groups))
	for k, a := range groups {
		out[k] = *a
	}
	return out, nil
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
			return fmt.Errorf("metrics: item %d: %w", i, err)
		}
		i++
	}
	return nil
}
