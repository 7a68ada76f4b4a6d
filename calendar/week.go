package calendar

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// A Week holds the shifts of each day of the week, indexed by [time.Weekday].
//
// The zero Week is never open. Its short text form lists days and their shifts:
//
//	Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00
//
// Days are Sun, Mon … Sat; a range of days may run over the week's end
// ("Sat-Mon"), several stand with commas between them ("Mon,Wed,Fri"), and no
// day may stand twice. [Week.String] writes days with equal shifts together,
// from Monday on. In JSON a week is an object, {"mon":["09:00-17:00"]}; the short
// text is read there too but never written.
type Week [7][]Shift

const weekdayNames = "SunMonTueWedThuFriSat"

func shortDay(day time.Weekday) string { return weekdayNames[3*day : 3*day+3] }

// fromMonday lists the days of the week in the order people write them.
func fromMonday() [7]time.Weekday {
	return [7]time.Weekday{1, 2, 3, 4, 5, 6, 0}
}

// ParseWeek reads the short text form. The empty text is the zero Week.
func ParseWeek(text string) (Week, error) {
	var week Week
	var seen [7]bool
	bad := func(why string) error {
		return msp.NewInputError(msp.ErrSyntax, "calendar: week", text, why)
	}
	if strings.TrimSpace(text) == "" {
		return week, nil
	}
	for part := range strings.SplitSeq(text, ";") {
		names, hours, ok := strings.Cut(strings.TrimSpace(part), " ")
		if !ok {
			return Week{}, bad("want days and hours, such as Mon-Fri 09:00-17:00")
		}
		days, ok := parseDays(names)
		if !ok {
			return Week{}, bad("want days such as Mon, Mon-Fri or Mon,Wed")
		}
		shifts, err := ParseShifts(strings.TrimSpace(hours))
		if err != nil {
			return Week{}, err
		}
		for _, day := range days {
			if seen[day] {
				return Week{}, bad(shortDay(day) + " stands twice")
			}
			seen[day] = true
			week[day] = slices.Clone(shifts)
		}
	}
	return week, nil
}

// MustParseWeek is [ParseWeek] for constants in code; it panics on an error.
func MustParseWeek(text string) Week {
	w, err := ParseWeek(text)
	if err != nil {
		panic(err)
	}
	return w
}

func parseDays(text string) ([]time.Weekday, bool) {
	var days []time.Weekday
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		day, ok := parseDay(first)
		if !ok {
			return nil, false
		}
		days = append(days, day)
		if !ranged {
			continue
		}
		end, ok := parseDay(last)
		if !ok || end == day {
			return nil, false
		}
		for day != end {
			day = (day + 1) % 7
			days = append(days, day)
		}
	}
	return days, true
}

func parseDay(text string) (time.Weekday, bool) {
	if i := strings.Index(weekdayNames, text); len(text) == 3 && i >= 0 && i%3 == 0 {
		return time.Weekday(i / 3), true
	}
	return 0, false
}

// IsZero reports whether the week has no shift.
func (w Week) IsZero() bool {
	for _, shifts := range w {
		if len(shifts) > 0 {
			return false
		}
	}
	return true
}

// String returns the short text form.
func (w Week) String() string {
	text, _ := w.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (w Week) AppendText(b []byte) ([]byte, error) {
	days := fromMonday()
	var written [7]bool
	separator := ""
	for i, day := range days {
		if written[day] || len(w[day]) == 0 {
			continue
		}
		b = append(b, separator...)
		separator = "; "
		for j := i; j < len(days); {
			if !slices.Equal(w[days[j]], w[day]) {
				j++
				continue
			}
			first := j
			for j < len(days) && slices.Equal(w[days[j]], w[day]) {
				written[days[j]] = true
				j++
			}
			if first > i {
				b = append(b, ',')
			}
			b = append(b, shortDay(days[first])...)
			if j-1 > first {
				b = append(append(b, '-'), shortDay(days[j-1])...)
			}
		}
		b = append(append(b, ' '), formatShifts(w[day])...)
	}
	return b, nil
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (w Week) MarshalText() ([]byte, error) { return w.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseWeek].
func (w *Week) UnmarshalText(text []byte) error {
	parsed, err := ParseWeek(string(text))
	if err != nil {
		return err
	}
	*w = parsed
	return nil
}

type weekJSON struct {
	Mon []Shift `json:"mon,omitempty"`
	Tue []Shift `json:"tue,omitempty"`
	Wed []Shift `json:"wed,omitempty"`
	Thu []Shift `json:"thu,omitempty"`
	Fri []Shift `json:"fri,omitempty"`
	Sat []Shift `json:"sat,omitempty"`
	Sun []Shift `json:"sun,omitempty"`
}

// MarshalJSON returns {"mon":["09:00-17:00"],…}; closed days are left out.
func (w Week) MarshalJSON() ([]byte, error) {
	return json.Marshal(weekJSON{
		Mon: w[time.Monday], Tue: w[time.Tuesday], Wed: w[time.Wednesday], Thu: w[time.Thursday],
		Fri: w[time.Friday], Sat: w[time.Saturday], Sun: w[time.Sunday],
	})
}

// UnmarshalJSON reads the object or the short text, strictly. Its error is an
// [msp.Issues] with every finding.
func (w *Week) UnmarshalJSON(data []byte) error {
	var week Week
	if err := strict.Decode(data, msp.Limits{}, week.decode).Err(); err != nil {
		return err
	}
	*w = week
	return nil
}

func (w *Week) decode(v *strict.Value) {
	if v.IsString() {
		v.Text(w)
		return
	}
	fields := strict.Fields{}
	for day := range w {
		fields[strings.ToLower(shortDay(time.Weekday(day)))] = func(v *strict.Value) { decodeShifts(&w[day], v) }
	}
	v.Object(fields)
}

func decodeShifts(into *[]Shift, v *strict.Value) {
	strict.List(v, into, func(s *Shift, v *strict.Value) { v.Text(s) })
}
