package calendar

import (
	"cmp"
	"strconv"

	"github.com/mspkit/msp"
)

// A TimeOfDay is a reading of a local clock, 00:00:00 to 48:00:00, to the
// second. 24:00 is midnight at the end of the day and 30:00 is 06:00 on the next
// day, so that a night shift belongs to the day on which it begins.
//
// The zero TimeOfDay is 00:00. Times of day are comparable with ==. The text
// form is "09:00", with seconds only where there are some: "09:00:30".
type TimeOfDay struct {
	seconds int32
}

const (
	secondsPerHour = 3600
	secondsPerDay  = 24 * secondsPerHour
	lastTimeOfDay  = 2 * secondsPerDay
)

// NewTimeOfDay returns the time of day of an hour, minute and second. The hour
// may be up to 48, at which minute and second are 0.
func NewTimeOfDay(hour, minute, second int) (TimeOfDay, error) {
	inside := hour >= 0 && hour <= 48 && minute >= 0 && minute < 60 && second >= 0 && second < 60
	seconds := hour*secondsPerHour + minute*60 + second
	if !inside || seconds > lastTimeOfDay {
		text := string(appendClock(nil, hour, minute, second))
		return TimeOfDay{}, msp.NewInputError(msp.ErrRange, "calendar: time of day", text, "want 00:00:00 to 48:00:00")
	}
	return TimeOfDay{int32(seconds)}, nil
}

// ParseTimeOfDay reads "09:00", "24:00" or "09:00:30". Each part has two digits.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	bad := func() (TimeOfDay, error) {
		return TimeOfDay{}, msp.NewInputError(msp.ErrSyntax, "calendar: time of day", text, "want HH:MM or HH:MM:SS")
	}
	if len(text) != len("09:00") && len(text) != len("09:00:30") {
		return bad()
	}
	var part [3]int
	for i := range len(text) {
		c := text[i]
		switch {
		case i%3 == 2:
			if c != ':' {
				return bad()
			}
		case c < '0' || c > '9':
			return bad()
		default:
			part[i/3] = part[i/3]*10 + int(c-'0')
		}
	}
	return NewTimeOfDay(part[0], part[1], part[2])
}

// MustParseTimeOfDay is [ParseTimeOfDay] for constants in code; it panics on an
// error.
func MustParseTimeOfDay(text string) TimeOfDay {
	t, err := ParseTimeOfDay(text)
	if err != nil {
		panic(err)
	}
	return t
}

// Clock returns hour (0 to 48), minute and second.
func (t TimeOfDay) Clock() (hour, minute, second int) {
	s := int(t.seconds)
	return s / secondsPerHour, s / 60 % 60, s % 60
}

// Compare returns -1, 0 or +1 as t is before, equal to or after other.
func (t TimeOfDay) Compare(other TimeOfDay) int { return cmp.Compare(t.seconds, other.seconds) }

// String returns "09:00" or "09:00:30".
func (t TimeOfDay) String() string {
	text, _ := t.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (t TimeOfDay) AppendText(b []byte) ([]byte, error) {
	hour, minute, second := t.Clock()
	return appendClock(b, hour, minute, second), nil
}

// appendClock writes any three numbers, since it also words the refusal of those
// that are no time of day.
func appendClock(b []byte, hour, minute, second int) []byte {
	b = appendTwo(b, hour)
	b = appendTwo(append(b, ':'), minute)
	if second != 0 {
		b = appendTwo(append(b, ':'), second)
	}
	return b
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (t TimeOfDay) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseTimeOfDay].
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	parsed, err := ParseTimeOfDay(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}

func appendTwo(b []byte, n int) []byte {
	if n >= 0 && n < 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}
