package sla

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// ParseSpan reads the JSON of a span, one of
//
//	{"within":"1h30m"}
//	{"business_days":2}
//	{"end_of_business_day":0}
//	{"next_business_day":{}}
//	{"next_business_day":{"at":"12:00"}}
//	{"civil_days":3}
//
// A duration is hours, minutes and seconds, as Go writes it without parts that
// are zero: "4h", "1h30m", "0.5s". "90m" and "4h0m0s" are accepted but never
// produced; there are no days in it, since a day is not always 24 hours.
//
// Reading is strict: unknown and repeated keys, a second span and numbers out of
// their range are findings, all of them at once as [msp.Issues].
func ParseSpan(data []byte) (Span, error) {
	var s Span
	issues := strict.Decode(data, msp.Limits{}, func(v *strict.Value) { decodeSpan(&s, v) })
	if s == nil && issues == nil {
		var list findings.List
		checkSpan(&list, "", nil)
		issues = list.Issues()
	}
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

// decodeSpan reads a span. An object without a key leaves none, which whoever
// checks the record finds.
func decodeSpan(into *Span, v *strict.Value) {
	days := func(v *strict.Value, least int) int {
		n := least
		v.Int(&n, least, mostDays)
		return n
	}
	v.OneKey("a target has one span", strict.Fields{
		"within":              func(v *strict.Value) { *into = decodeWithin(v) },
		"business_days":       func(v *strict.Value) { *into = BusinessDays(days(v, 1)) },
		"end_of_business_day": func(v *strict.Value) { *into = EndOfBusinessDay(days(v, 0)) },
		"next_business_day":   func(v *strict.Value) { *into = decodeNextBusinessDay(v) },
		"civil_days":          func(v *strict.Value) { *into = CivilDays(days(v, 1)) },
	})
}

// decodeWithin reads a duration. What it returns after a finding does not matter.
func decodeWithin(v *strict.Value) Span {
	var text spanText
	v.Text(&text)
	return Within(text)
}

// spanText is the duration of a [Within] as a text.
type spanText time.Duration

func (t *spanText) UnmarshalText(text []byte) error {
	d, err := duration.Parse("sla: duration", string(text))
	if err != nil {
		return err
	}
	if d <= 0 {
		return msp.NewInputError(msp.ErrRange, "sla: duration", string(text), "is not above zero; no promise is no target")
	}
	*t = spanText(d)
	return nil
}

func decodeNextBusinessDay(v *strict.Value) Span {
	var at calendar.TimeOfDay
	v.Object(strict.Fields{"at": func(v *strict.Value) { v.Text(&at) }})
	if v.Has("at") {
		return NextBusinessDayAt(at)
	}
	return NextBusinessDay{}
}

// MarshalJSON returns {"within":"1h30m"}.
func (s Within) MarshalJSON() ([]byte, error) {
	return []byte(`{"within":"` + duration.Format(time.Duration(s)) + `"}`), nil
}

// MarshalJSON returns {"business_days":2}.
func (s BusinessDays) MarshalJSON() ([]byte, error) { return daysJSON("business_days", int(s)), nil }

// MarshalJSON returns {"end_of_business_day":0}.
func (s EndOfBusinessDay) MarshalJSON() ([]byte, error) {
	return daysJSON("end_of_business_day", int(s)), nil
}

// MarshalJSON returns {"next_business_day":{}}.
func (NextBusinessDay) MarshalJSON() ([]byte, error) { return []byte(`{"next_business_day":{}}`), nil }

// MarshalJSON returns {"next_business_day":{"at":"12:00"}}.
func (s NextBusinessDayAt) MarshalJSON() ([]byte, error) {
	return []byte(`{"next_business_day":{"at":"` + calendar.TimeOfDay(s).String() + `"}}`), nil
}

// MarshalJSON returns {"civil_days":3}.
func (s CivilDays) MarshalJSON() ([]byte, error) { return daysJSON("civil_days", int(s)), nil }

func daysJSON(key string, n int) []byte {
	return []byte(`{"` + key + `":` + strconv.Itoa(n) + `}`)
}
