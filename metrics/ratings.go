package metrics

import (
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/mspkit/msp"
)

// A Scale is what a survey asks for: a whole number from Low to High, 0 to 10 for
// NPS, 1 to 5 for CSAT, 1 to 7 for CES. It has 2 to 11 points. The zero Scale is
// none.
type Scale struct {
	Low, High int
}

// mostPoints is the number of points of the largest scale.
const mostPoints = 11

// IsValid reports whether s has 2 to 11 points.
func (s Scale) IsValid() bool { // a difference of 2⁶³ or more wraps to below zero
	return s.Low < s.High && s.High-s.Low > 0 && s.High-s.Low < mostPoints
}

// String returns "1 to 5".
func (s Scale) String() string { return strconv.Itoa(s.Low) + " to " + strconv.Itoa(s.High) }

func (s Scale) check() error {
	if !s.IsValid() {
		return msp.NewInputError(msp.ErrRange, "metrics: scale", s.String(), "want 2 to 11 points")
	}
	return nil
}

// Ratings count the answers to a survey by rating, and beside them how many are
// invalid, off the scale, and how many of those who were asked have not answered.
// These two are in no figure but the response rate.
//
// The zero Ratings are empty and have no scale; [NewRatings] and [RatingsBy] give
// them one. They are an accumulator: they grow in place, and a copy is one of its
// own. Ratings are comparable with ==; under [Ratings.Merge] those of one scale form a
// commutative monoid, whose identity is the zero Ratings. They hold at most 2⁶³ − 1
// items in all.
type Ratings struct {
	scale                      Scale
	counts                     [mostPoints]int64 // from scale.Low on
	total, invalid, unanswered int64
}

var errNoScale error = msp.NewInputError(msp.ErrRange, "metrics: ratings", "", "want a scale")

// NewRatings returns empty ratings on a scale. A scale of less than 2 or more than
// 11 points is an [msp.ErrRange] error.
func NewRatings(scale Scale) (Ratings, error) {
	if err := scale.check(); err != nil {
		return Ratings{}, err
	}
	return Ratings{scale: scale}, nil
}

// RatingsBy returns the step of [Ratings] on a scale: rating says what was answered,
// and by answered = false that nothing was. A scale that is not valid is an
// [msp.ErrRange] error of the step, ratings that have another one an [ErrUnit] error.
func RatingsBy[T any](scale Scale, rating func(item *T) (rating int, answered bool)) Step[Ratings, T] {
	return func(r *Ratings, item *T) error {
		if r.scale != scale {
			empty, err := NewRatings(scale)
			if err != nil {
				return err
			}
			if err := r.Merge(empty); err != nil {
				return err
			}
		}
		n, ok := rating(item)
		if !ok {
			return r.AddUnanswered()
		}
		return r.Add(n)
	}
}

// Add counts one answer more. One off the scale is counted as invalid. Ratings
// without a scale are an [msp.ErrRange] error, an item more than they hold is an
// [msp.ErrOverflow] error, after which they are as they were.
func (r *Ratings) Add(rating int) error {
	if err := r.add(); err != nil {
		return err
	}
	if rating < r.scale.Low || rating > r.scale.High {
		r.invalid++
		return nil
	}
	r.counts[rating-r.scale.Low]++
	return nil
}

// AddUnanswered counts one more who was asked and did not answer. It fails as Add
// does.
func (r *Ratings) AddUnanswered() error {
	if err := r.add(); err != nil {
		return err
	}
	r.unanswered++
	return nil
}

func (r *Ratings) add() error {
	switch {
	case r.scale == Scale{}:
		return errNoScale
	case r.total == math.MaxInt64:
		return errTooMany
	}
	r.total++
	return nil
}

// Merge adds the ratings of other. The zero Ratings take on the other scale; two
// scales are an [ErrUnit] error, since nothing turns one into the other, and more
// items than Ratings hold an [msp.ErrOverflow] error. After an error they are as they
// were.
func (r *Ratings) Merge(other Ratings) error {
	if other.scale == (Scale{}) {
		return nil
	}
	if r.scale != (Scale{}) && r.scale != other.scale {
		return msp.NewInputError(ErrUnit, "metrics: ratings", "scale "+r.scale.String(), "the other is "+other.scale.String())
	}
	if other.total > math.MaxInt64-r.total {
		return errTooMany
	}
	r.scale = other.scale
	r.total += other.total
	r.invalid += other.invalid
	r.unanswered += other.unanswered
	for i, n := range other.counts {
		r.counts[i] += n
	}
	return nil
}

// Scale returns the scale, none for the zero Ratings.
func (r Ratings) Scale() Scale { return r.scale }

// Count returns the number of answers of a rating, 0 off the scale.
func (r Ratings) Count(rating int) int64 {
	if rating < r.scale.Low || rating > r.scale.High {
		return 0
	}
	return r.counts[rating-r.scale.Low]
}

// Answered returns the number of answers on the scale.
func (r Ratings) Answered() int64 { return r.total - r.invalid - r.unanswered }

// Invalid returns the number of answers off the scale.
func (r Ratings) Invalid() int64 { return r.invalid }

// Unanswered returns the number of those who did not answer.
func (r Ratings) Unanswered() int64 { return r.unanswered }

// Total returns the number of items: answered, invalid and unanswered.
func (r Ratings) Total() int64 { return r.total }

// IsZero reports whether r is the zero Ratings.
func (r Ratings) IsZero() bool { return r == Ratings{} }

// Between returns the number of answers from one rating to another, both included;
// what of them is off the scale has none.
func (r Ratings) Between(low, high int) int64 {
	var n int64
	for i := range r.scale.High - r.scale.Low + 1 {
		if rating := r.scale.Low + i; low <= rating && rating <= high {
			n += r.counts[i]
		}
	}
	return n
}

// sum returns the sum of the answers.
func (r Ratings) sum() *big.Int {
	sum, part := new(big.Int), new(big.Int)
	for i, n := range r.counts {
		part.Mul(big.NewInt(int64(r.scale.Low)), big.NewInt(n))
		sum.Add(sum, part)
		part.Mul(big.NewInt(int64(i)), big.NewInt(n))
		sum.Add(sum, part)
	}
	return sum
}

// Mean returns the exact mean of the answers. It is undefined, for
// [ReasonNoObservations], if there are none.
func (r Ratings) Mean() Value {
	exact, _ := msp.RatioFromBig(r.sum(), big.NewInt(r.Answered())) // of 130 bits at most
	return newValue(exact, UnitNumber, r.Answered(), noObservations)
}

// String returns "40 ratings of 1 to 5, 1 invalid, 7 unanswered".
func (r Ratings) String() string {
	return fmt.Sprintf("%d ratings of %v, %d invalid, %d unanswered", r.Answered(), r.scale, r.invalid, r.unanswered)
}
