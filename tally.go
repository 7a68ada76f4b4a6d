package msp

import (
	"fmt"
	"math"
	"strconv"
)

// A Tally counts outcomes. The zero Tally is empty and ready to use. Tallies are
// comparable with ==; under [Tally.Merge] they form a commutative monoid, whose
// identity is the zero Tally.
//
// A Tally holds at most 2⁶³ − 1 outcomes in all; one more is an
// [*OverflowError].
type Tally struct {
	met, missed, pending, excluded int64
}

// NewTally returns a tally of counts. A negative one is an [ErrRange] error.
func NewTally(met, missed, pending, excluded int64) (Tally, error) {
	t := Tally{met, missed, pending, excluded}
	if met|missed|pending|excluded < 0 {
		return Tally{}, NewInputError(ErrRange, "msp: tally", t.String(), "negative count")
	}
	rest := math.MaxInt64 - met
	for _, n := range [...]int64{missed, pending, excluded} {
		if n > rest {
			return Tally{}, newOverflowError("count", t.String(), "")
		}
		rest -= n
	}
	return t, nil
}

// TallyOf counts outcomes. One that is none or unknown is an [ErrRange] error.
func TallyOf(outcomes ...Outcome) (Tally, error) {
	var t Tally
	for _, o := range outcomes {
		var err error
		if t, err = t.Add(o); err != nil {
			return Tally{}, err
		}
	}
	return t, nil
}

// Add returns t with one outcome more. One that is none or unknown is an
// [ErrRange] error, so that no input is lost uncounted.
func (t Tally) Add(o Outcome) (Tally, error) {
	if t.Total() == math.MaxInt64 {
		return Tally{}, newOverflowError("add", t.String(), o.String())
	}
	switch o {
	case Met:
		t.met++
	case Missed:
		t.missed++
	case Pending:
		t.pending++
	case Excluded:
		t.excluded++
	default:
		return Tally{}, NewInputError(ErrRange, "msp: tally", o.String(), "no such outcome to count")
	}
	return t, nil
}

// Merge returns the tally of both.
func (t Tally) Merge(other Tally) (Tally, error) {
	if other.Total() > math.MaxInt64-t.Total() {
		return Tally{}, newOverflowError("merge", t.String(), other.String())
	}
	return Tally{
		t.met + other.met, t.missed + other.missed,
		t.pending + other.pending, t.excluded + other.excluded,
	}, nil
}

// Met returns the number of outcomes Met.
func (t Tally) Met() int64 { return t.met }

// Missed returns the number of outcomes Missed.
func (t Tally) Missed() int64 { return t.missed }

// Pending returns the number of outcomes Pending.
func (t Tally) Pending() int64 { return t.pending }

// Excluded returns the number of outcomes Excluded.
func (t Tally) Excluded() int64 { return t.excluded }

// Judged returns the number of verdicts, Met or Missed.
func (t Tally) Judged() int64 { return t.met + t.missed }

// Total returns the number of outcomes.
func (t Tally) Total() int64 { return t.met + t.missed + t.pending + t.excluded }

// IsZero reports whether t is empty.
func (t Tally) IsZero() bool { return t == Tally{} }

// Rate returns met ÷ judged: pending and excluded outcomes do not count. It is
// undefined if nothing is judged.
func (t Tally) Rate() Ratio { return NewRatio(t.met, t.Judged()) }

// String returns "39 met, 1 missed, 2 pending, 0 excluded".
func (t Tally) String() string {
	return fmt.Sprintf("%d met, %d missed, %d pending, %d excluded", t.met, t.missed, t.pending, t.excluded)
}

// MarshalJSON returns {"met":39,"missed":1,"pending":2,"excluded":0}. It never
// fails.
func (t Tally) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"met":%d,"missed":%d,"pending":%d,"excluded":%d}`, t.met, t.missed, t.pending, t.excluded), nil
}

// UnmarshalJSON reads what [Tally.MarshalJSON] returns; a missing key is 0. An
// unknown or repeated key, null, and a count that is not written as an integer
// are errors.
func (t *Tally) UnmarshalJSON(data []byte) error {
	var read Tally
	err := readFields("msp: tally", data, func(key string, value []byte) (err error) {
		switch key {
		case "met":
			read.met, err = readCount(value)
		case "missed":
			read.missed, err = readCount(value)
		case "pending":
			read.pending, err = readCount(value)
		case "excluded":
			read.excluded, err = readCount(value)
		default:
			err = NewInputError(ErrSyntax, "msp: tally", key, "unknown key")
		}
		return err
	})
	if err != nil {
		return err
	}
	checked, err := NewTally(read.met, read.missed, read.pending, read.excluded)
	if err != nil {
		return err
	}
	*t = checked
	return nil
}

// readCount reads a JSON number that is written as an integer from 0.
func readCount(value []byte) (int64, error) {
	if digitRun(string(value)) != len(value) {
		return 0, NewInputError(ErrSyntax, "msp: tally", string(value), "want an integer from 0")
	}
	n, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil {
		return 0, NewInputError(ErrRange, "msp: tally", string(value), "more than 2^63 - 1")
	}
	return n, nil
}
