package sla

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/number"
)

// An ExactDuration is a length of time of any size, to fractions of a nanosecond:
// the agreed time of five hundred clients for a year, or a thousandth of 1 ns of
// error budget. [ExactDuration.Duration] rounds it, in a mode that is named.
//
// The zero ExactDuration is undefined, what there is of a budget where no time is
// agreed. ExactDurations are immutable and comparable with ==.
type ExactDuration struct {
	ns msp.Ratio
}

// Exactly returns a duration as an ExactDuration.
func Exactly(d time.Duration) ExactDuration { return ExactDuration{msp.NewRatio(int64(d), 1)} }

// Defined reports whether there is a length.
func (d ExactDuration) Defined() bool { return d.ns.Defined() }

// Sign returns -1, 0 or +1 as d is negative, zero (or undefined) or positive.
func (d ExactDuration) Sign() int { return d.ns.Sign() }

// Compare returns -1, 0 or +1 as d is less than, equal to or greater than other,
// exactly. Undefined is less than everything else.
func (d ExactDuration) Compare(other ExactDuration) int { return d.ns.Compare(other.ns) }

// Nanoseconds returns d as an exact number of nanoseconds.
func (d ExactDuration) Nanoseconds() msp.Ratio { return d.ns }

// Seconds returns d as an exact number of seconds; [msp.Ratio.Fixed] shows it with
// so many places.
func (d ExactDuration) Seconds() msp.Ratio {
	seconds, _ := d.ns.Quo(msp.NewRatio(int64(time.Second), 1)) // 30 bits more
	return seconds
}

// Duration returns d rounded once to nanoseconds. An undefined d is an
// [msp.ErrUndefined] error, and more than 292 years are an [msp.ErrOverflow]
// error.
func (d ExactDuration) Duration(mode msp.Rounding) (time.Duration, error) {
	n, err := d.ns.Int(mode)
	return time.Duration(n), err
}

// String returns d exactly: "43m12s"; what no [time.Duration] is, in seconds, as a
// decimal or else a fraction, "9999999999.5s" or "1/3s"; and "n/a" if it is
// undefined.
func (d ExactDuration) String() string {
	down, err1 := d.ns.Int(msp.Floor)
	up, err2 := d.ns.Int(msp.Ceil)
	switch {
	case !d.Defined():
		return "n/a"
	case err1 == nil && err2 == nil && down == up:
		return duration.Format(time.Duration(down))
	}
	if text, ok := number.RatioText(d.Seconds(), mostPlaces); ok {
		return text + "s"
	}
	return d.Seconds().String() + "s"
}

// MarshalText returns [ExactDuration.String]. It never fails, and there is no way
// back: an ExactDuration is an answer, never an input.
func (d ExactDuration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// mostPlaces is how many digits after the point a decimal text has at most.
const mostPlaces = 34
