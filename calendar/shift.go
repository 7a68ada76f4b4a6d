package calendar

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Shift is a stretch of a local day, half-open: 09:00-17:00 is open at
// 09:00:00 and closed at 17:00:00.
//
// An end at or before the start is on the next day: 22:00-06:00 is the same as
// 22:00-30:00, and 09:00-09:00 is 24 hours of the local clock (allowed, with a
// warning, because a typing error looks like that). A start may be beyond 24:00
// too. A shift belongs to the date it is written for, its owner, even where it
// runs or lies on the next day.
//
// The zero Shift is 00:00-00:00, 24 hours. Shifts are comparable with ==; they
// keep the text they were written with.
type Shift struct {
	Start, End TimeOfDay
}

// ParseShift reads "09:00-17:00".
func ParseShift(text string) (Shift, error) {
	from, to, ok := strings.Cut(text, "-")
	if !ok {
		return Shift{}, msp.NewInputError(msp.ErrSyntax, "calendar: shift", text, "want HH:MM-HH:MM")
	}
	start, err := ParseTimeOfDay(from)
	if err != nil {
		return Shift{}, err
	}
	end, err := ParseTimeOfDay(to)
	if err != nil {
		return Shift{}, err
	}
	return Shift{start, end}, nil
}

// ParseShifts reads a list such as "09:00-12:00,13:00-17:00". The empty text is
// the empty list.
func ParseShifts(text string) ([]Shift, error) {
	if text == "" {
		return nil, nil
	}
	var shifts []Shift
	for one := range strings.SplitSeq(text, ",") {
		shift, err := ParseShift(strings.TrimSpace(one))
		if err != nil {
			return nil, err
		}
		shifts = append(shifts, shift)
	}
	return shifts, nil
}

// MustParseShifts is [ParseShifts] for constants in code; it panics on an error.
func MustParseShifts(text string) []Shift {
	shifts, err := ParseShifts(text)
	if err != nil {
		panic(err)
	}
	return shifts
}

// span returns the shift in seconds since the owner's 00:00, with start < end ≤
// 48:00; ok is false where that cannot be.
func (s Shift) span() (start, end int64, ok bool) {
	start, end = int64(s.Start.seconds), int64(s.End.seconds)
	if end <= start {
		end += secondsPerDay
	}
	return start, end, start < end && end <= lastTimeOfDay
}

// String returns "09:00-17:00".
func (s Shift) String() string {
	text, _ := s.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (s Shift) AppendText(b []byte) ([]byte, error) {
	b, _ = s.Start.AppendText(b)
	return s.End.AppendText(append(b, '-'))
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (s Shift) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseShift].
func (s *Shift) UnmarshalText(text []byte) error {
	parsed, err := ParseShift(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// formatShifts returns "09:00-12:00,13:00-17:00".
func formatShifts(shifts []Shift) string {
	var b []byte
	for i, s := range shifts {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = s.AppendText(b)
	}
	return string(b)
}

// maxShifts is how many shifts a day may have: one a minute.
const maxShifts = 24 * 60

// checkShifts adds what is wrong with the shifts of one day.
func checkShifts(list *findings.List, path string, shifts []Shift) {
	if len(shifts) > maxShifts {
		list.Errorf(path, msp.CodeTooLarge, "%d shifts in a day, more than %d", len(shifts), maxShifts)
		return
	}
	type span struct {
		start, end int64
		index      int
	}
	spans := make([]span, 0, len(shifts))
	for i, s := range shifts {
		start, end, ok := s.span()
		if !ok {
			list.Errorf(at(path, i), CodeShift, "%v ends before it starts or after 48:00", s)
			continue
		}
		if s.Start == s.End {
			list.Warnf(at(path, i), CodeWholeDay, "%v is 24 hours; write %v-%v if that is meant", s, s.Start,
				TimeOfDay{int32(end)})
		}
		spans = append(spans, span{start, end, i})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.index, b.index)) })
	for i := 1; i < len(spans); i++ {
		before, s := spans[i-1], spans[i]
		if s.start < before.end {
			list.Warnf(at(path, s.index), CodeOverlap, "%v overlaps %v", shifts[s.index], shifts[before.index])
			spans[i].end = max(s.end, before.end)
		}
	}
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
