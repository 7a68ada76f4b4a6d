package calendar

import (
	"cmp"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
)

// A LocalTime is what a clock on a wall shows: a civil date and a time of day,
// to the nanosecond, in no zone. [InstantOf] finds the instant at which a zone's
// clock shows it.
//
// The zero LocalTime is 1970-01-01T00:00. Local times are comparable with ==. The
// text form is "2026-03-08T02:30:00", with a fraction only where there is one.
type LocalTime struct {
	seconds int64 // on the clock since 1970-01-01 00:00:00
	nanos   int32
}

// At returns a time of day on a date; 24:00 and later lie on the next dates. The
// zero Date counts as 0000-12-31.
func At(date msp.Date, t TimeOfDay) LocalTime {
	return LocalTime{int64(dayOf(date))*secondsPerDay + int64(t.seconds), 0}
}

// LocalOf returns what the clock of a zone shows at an instant; nil means UTC. An
// instant beyond the years 0 to 10000 is an [msp.ErrRange] error.
func LocalOf(t time.Time, loc *time.Location) (LocalTime, error) {
	_, offset := t.In(orUTC(loc)).Zone()
	l := LocalTime{t.Unix() + int64(offset), int32(t.Nanosecond())}
	// The day before the first date and the two after the last are there because a
	// shift may begin or end on them.
	if day := civil.DayOf(l.seconds); day < civil.First-366 || day > civil.Last+366 {
		return LocalTime{}, msp.NewInputError(msp.ErrRange, "calendar: local time", t.UTC().String(), "beyond the years 0 to 10000")
	}
	return l, nil
}

// ParseLocalTime reads "2026-03-08T02:30", "2026-03-08T02:30:00" or
// "2026-03-08T02:30:00.5", strictly.
func ParseLocalTime(text string) (LocalTime, error) {
	const date, minutes = len("2026-03-08"), len("2026-03-08T02:30")
	bad := msp.NewInputError(msp.ErrSyntax, "calendar: local time", text, "want YYYY-MM-DDTHH:MM:SS")
	if len(text) < minutes || text[date] != 'T' {
		return LocalTime{}, bad
	}
	d, err := msp.ParseDate(text[:date])
	if err != nil {
		return LocalTime{}, err
	}
	clock, nanos := text[date+1:], 0
	if whole := len("02:30:00"); len(clock) > whole {
		fraction := clock[whole:]
		clock = clock[:whole]
		if len(fraction) < 2 || len(fraction) > 10 || fraction[0] != '.' {
			return LocalTime{}, bad
		}
		for i := 1; i < 10; i++ {
			digit := byte('0')
			if i < len(fraction) {
				digit = fraction[i]
			}
			if digit < '0' || digit > '9' {
				return LocalTime{}, bad
			}
			nanos = nanos*10 + int(digit-'0')
		}
	}
	t, err := ParseTimeOfDay(clock)
	if err != nil {
		return LocalTime{}, err
	}
	if t.seconds >= secondsPerDay {
		return LocalTime{}, msp.NewInputError(msp.ErrRange, "calendar: local time", text, "want 00:00 to 23:59")
	}
	return LocalTime{At(d, t).seconds, int32(nanos)}, nil
}

// MustParseLocalTime is [ParseLocalTime] for constants in code; it panics on an
// error.
func MustParseLocalTime(text string) LocalTime {
	l, err := ParseLocalTime(text)
	if err != nil {
		panic(err)
	}
	return l
}

// Date returns the date; beyond the years 1 to 9999 it is an [msp.ErrRange]
// error.
func (l LocalTime) Date() (msp.Date, error) {
	return msp.NewDate(civil.YMD(civil.DayOf(l.seconds)))
}

// TimeOfDay returns the time of day, without the fraction of a second that
// [LocalTime.Nanosecond] has.
func (l LocalTime) TimeOfDay() TimeOfDay {
	return TimeOfDay{int32(l.seconds - int64(civil.DayOf(l.seconds))*secondsPerDay)}
}

// Nanosecond returns the nanoseconds within the second.
func (l LocalTime) Nanosecond() int { return int(l.nanos) }

// AddDays returns the same time of day n dates later, or earlier for a negative
// n. Leaving the years 0 to 10000 is an [msp.ErrRange] error.
func (l LocalTime) AddDays(n int) (LocalTime, error) {
	const most = civil.Last - civil.First + 1000
	day := civil.DayOf(l.seconds)
	if n < -most || n > most || day+n < civil.First-366 || day+n > civil.Last+366 {
		return LocalTime{}, msp.NewInputError(msp.ErrRange, "calendar: local time", l.String(), "moved beyond the years 0 to 10000")
	}
	l.seconds += int64(n) * secondsPerDay
	return l, nil
}

// Compare returns -1, 0 or +1 as l is before, equal to or after other.
func (l LocalTime) Compare(other LocalTime) int {
	return cmp.Or(cmp.Compare(l.seconds, other.seconds), cmp.Compare(l.nanos, other.nanos))
}

// String returns "2026-03-08T02:30:00".
func (l LocalTime) String() string {
	return time.Unix(l.seconds, int64(l.nanos)).UTC().Format("2006-01-02T15:04:05.999999999")
}

// MarshalText implements [encoding.TextMarshaler]. Beyond the years 1 to 9999 it
// is an error.
func (l LocalTime) MarshalText() ([]byte, error) {
	if _, err := l.Date(); err != nil {
		return nil, err
	}
	return []byte(l.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseLocalTime].
func (l *LocalTime) UnmarshalText(text []byte) error {
	parsed, err := ParseLocalTime(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// InstantOf returns the first instant at which the clock of a zone shows local or
// later. It is the one law by which this library turns local time into instants:
//
//   - a local time that occurs once is that instant;
//   - one that the clock skips (02:30 when clocks go forward at 02:00, a whole day
//     in Apia in 2011) is the instant of the change;
//   - one that occurs twice is its first occurrence.
//
// InstantOf is monotone in local, so a stretch [InstantOf(start), InstantOf(end))
// is never negative, two that do not overlap on the clock do not overlap in time,
// and cutting one in two changes nothing. The result is in the zone; nil means
// UTC. Cost: a few look-ups in the zone's table.
func InstantOf(local LocalTime, loc *time.Location) time.Time {
	loc = orUTC(loc)
	seconds := civil.Instant(local.seconds, loc)
	// Where the second itself is skipped or split by a change, its fraction is too.
	if nanos := int64(local.nanos); nanos > 0 {
		at := time.Unix(seconds, nanos).In(loc)
		if _, offset := at.Zone(); seconds+int64(offset) == local.seconds {
			return at
		}
	}
	return time.Unix(seconds, 0).In(loc)
}

// DateOf returns the date that the clock of a zone shows at an instant; nil means
// UTC. Beyond the years 1 to 9999 it is an [msp.ErrRange] error.
func DateOf(t time.Time, loc *time.Location) (msp.Date, error) {
	local, err := LocalOf(t, loc)
	if err != nil {
		return msp.Date{}, err
	}
	return local.Date()
}

// IntervalOf returns the time of a period of civil dates in a zone: a month of
// reports, or a single day. It runs from the first instant of its first date to
// the first instant after its last; the zero Period gives the zero Interval, and
// a nil zone means UTC.
func IntervalOf(period msp.Period, zone *time.Location) Interval {
	if period.IsZero() {
		return Interval{}
	}
	midnight := func(d msp.Date) time.Time { return InstantOf(At(d, TimeOfDay{}), zone) }
	return Interval{midnight(period.From()), midnight(period.To())}
}
