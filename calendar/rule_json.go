package calendar

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ruleJSON is the JSON of a [Rule] and, with hours, of a [Window]: exactly one
// of the pattern keys stands in it.
type ruleJSON struct {
	Name        string      `json:"name,omitempty"`
	Fixed       *monthDay   `json:"fixed,omitempty"`
	Nth         *nthJSON    `json:"nth,omitempty"`
	Last        *nthJSON    `json:"last,omitempty"`
	OnOrBefore  *nearJSON   `json:"on_or_before,omitempty"`
	OnOrAfter   *nearJSON   `json:"on_or_after,omitempty"`
	After       *nearJSON   `json:"after,omitempty"`
	Easter      *easterJSON `json:"easter,omitempty"`
	Dates       *Dates      `json:"dates,omitempty"`
	FromYear    int         `json:"from_year,omitempty"`
	UntilYear   int         `json:"until_year,omitempty"`
	ExceptYears []int       `json:"except_years,omitempty"`
	Substitute  Substitute  `json:"substitute,omitempty"`
	Hours       *[]Shift    `json:"hours,omitempty"`
}

type monthDay struct {
	Month time.Month `json:"month,omitempty"`
	Day   int        `json:"day"`
}

type nthJSON struct {
	Month   time.Month `json:"month,omitempty"`
	Weekday string     `json:"weekday"`
	N       int        `json:"n,omitempty"`
}

type nearJSON struct {
	Month   time.Month `json:"month"`
	Day     int        `json:"day"`
	Weekday string     `json:"weekday"`
}

type easterJSON struct {
	Calendar string `json:"calendar"`
	Days     int    `json:"days"`
}

// patternKey is the JSON key of a pattern.
func patternKey(p Pattern) string {
	switch p.(type) {
	case Fixed:
		return "fixed"
	case Nth:
		return "nth"
	case Last:
		return "last"
	case OnOrBefore:
		return "on_or_before"
	case OnOrAfter:
		return "on_or_after"
	case After:
		return "after"
	case Easter:
		return "easter"
	case Dates:
		return "dates"
	case YearFunc:
		return "func"
	}
	return ""
}

func (r Rule) json() (ruleJSON, error) {
	out := ruleJSON{
		Name: r.Name, FromYear: r.FromYear, UntilYear: r.UntilYear, ExceptYears: r.ExceptYears, Substitute: r.Substitute,
	}
	near := func(month time.Month, day int, weekday time.Weekday) (*nearJSON, error) {
		name, err := weekdayText(weekday)
		return &nearJSON{month, day, name}, err
	}
	var err error
	switch p := r.On.(type) {
	case Fixed:
		out.Fixed = &monthDay{p.Month, p.Day}
	case Nth:
		out.Nth = &nthJSON{Month: p.Month, N: p.N}
		out.Nth.Weekday, err = weekdayText(p.Weekday)
	case Last:
		out.Last = &nthJSON{Month: p.Month}
		out.Last.Weekday, err = weekdayText(p.Weekday)
	case OnOrBefore:
		out.OnOrBefore, err = near(p.Month, p.Day, p.Weekday)
	case OnOrAfter:
		out.OnOrAfter, err = near(p.Month, p.Day, p.Weekday)
	case After:
		out.After, err = near(p.Month, p.Day, p.Weekday)
	case Easter:
		out.Easter = &easterJSON{"western", p.Days}
		if p.Orthodox {
			out.Easter.Calendar = "orthodox"
		}
	case Dates:
		dates := append(Dates{}, p...) // never null
		out.Dates = &dates
	case YearFunc:
		err = fmt.Errorf("calendar: rule %q: a function has no JSON: %w", r.Name, msp.ErrInvalid)
	default:
		err = fmt.Errorf("calendar: rule %q: no pattern: %w", r.Name, msp.ErrInvalid)
	}
	return out, err
}

// MarshalJSON returns the canonical JSON of the rule. A rule with a [YearFunc]
// or without a pattern is an error.
func (r Rule) MarshalJSON() ([]byte, error) {
	out, err := r.json()
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a rule strictly. Its error is an [msp.Issues] with every
// finding.
func (r *Rule) UnmarshalJSON(data []byte) error {
	var rule Rule
	if err := strict.Decode(data, msp.Limits{}, rule.decode).Err(); err != nil {
		return err
	}
	*r = rule
	return nil
}

// MarshalJSON returns the JSON of the rule with the hours beside it.
func (w Window) MarshalJSON() ([]byte, error) {
	out, err := w.Rule.json()
	if err != nil {
		return nil, err
	}
	hours := append([]Shift{}, w.Hours...) // never null
	out.Hours = &hours
	return json.Marshal(out)
}

// UnmarshalJSON reads a window strictly. Its error is an [msp.Issues] with every
// finding.
func (w *Window) UnmarshalJSON(data []byte) error {
	var window Window
	if err := strict.Decode(data, msp.Limits{}, window.decode).Err(); err != nil {
		return err
	}
	*w = window
	return nil
}

func (r *Rules) decode(v *strict.Value) {
	strict.List(v, (*[]Rule)(r), (*Rule).decode)
}

func (r *Rule) decode(v *strict.Value) { v.Object(r.fields()) }

func (w *Window) decode(v *strict.Value) {
	if v.IsObject() && !v.Has("hours") {
		v.Errorf(msp.CodeMissing, "no hours")
	}
	fields := w.Rule.fields()
	fields["hours"] = func(v *strict.Value) {
		w.Hours = []Shift{}
		decodeShifts(&w.Hours, v)
	}
	v.Object(fields)
}

func (r *Rule) fields() strict.Fields {
	patterns := 0
	pattern := func(read func(v *strict.Value)) func(*strict.Value) {
		return func(v *strict.Value) {
			first := r.On
			read(v)
			if patterns++; patterns > 1 {
				v.Errorf(msp.CodeConflict, "a rule has one pattern")
				r.On = first
			}
		}
	}
	return strict.Fields{
		"name": func(v *strict.Value) { v.String(&r.Name) },
		"fixed": pattern(func(v *strict.Value) {
			month, day, _, _ := decodePattern(v, "month", "day")
			r.On = Fixed{month, day}
		}),
		"nth": pattern(func(v *strict.Value) {
			month, _, weekday, n := decodePattern(v, "month", "weekday", "n")
			r.On = Nth{month, weekday, n}
		}),
		"last": pattern(func(v *strict.Value) {
			month, _, weekday, _ := decodePattern(v, "month", "weekday")
			r.On = Last{month, weekday}
		}),
		"on_or_before": pattern(func(v *strict.Value) {
			month, day, weekday, _ := decodePattern(v, "month", "day", "weekday")
			r.On = OnOrBefore{month, day, weekday}
		}),
		"on_or_after": pattern(func(v *strict.Value) {
			month, day, weekday, _ := decodePattern(v, "month", "day", "weekday")
			r.On = OnOrAfter{month, day, weekday}
		}),
		"after": pattern(func(v *strict.Value) {
			month, day, weekday, _ := decodePattern(v, "month", "day", "weekday")
			r.On = After{month, day, weekday}
		}),
		"easter": pattern(func(v *strict.Value) { r.On = decodeEaster(v) }),
		"dates": pattern(func(v *strict.Value) {
			dates := Dates{}
			strict.List(v, (*[]msp.Date)(&dates), func(d *msp.Date, v *strict.Value) { v.Text(d) })
			r.On = dates
		}),
		"from_year":  func(v *strict.Value) { v.Int(&r.FromYear, 1, 9999) },
		"until_year": func(v *strict.Value) { v.Int(&r.UntilYear, 1, 9999) },
		"except_years": func(v *strict.Value) {
			strict.List(v, &r.ExceptYears, func(year *int, v *strict.Value) { v.Int(year, 1, 9999) })
		},
		"substitute": func(v *strict.Value) { v.Text(&r.Substitute) },
	}
}

// decodePattern reads those of the four numbers of a pattern that it has. A
// weekday has no good default, so it must be there.
func decodePattern(v *strict.Value, keys ...string) (month time.Month, day int, weekday time.Weekday, n int) {
	all := strict.Fields{
		"month":   func(v *strict.Value) { v.Int((*int)(&month), 1, 12) },
		"day":     func(v *strict.Value) { v.Int(&day, 1, 31) },
		"weekday": func(v *strict.Value) { decodeWeekday(&weekday, v) },
		"n":       func(v *strict.Value) { v.Int(&n, 1, 5) },
	}
	fields := make(strict.Fields, len(keys))
	for _, key := range keys {
		fields[key] = all[key]
		if key == "weekday" && !v.Has(key) {
			v.Errorf(msp.CodeMissing, "no weekday")
		}
	}
	v.Object(fields)
	return month, day, weekday, n
}

func decodeEaster(v *strict.Value) Easter {
	var p Easter
	v.Object(strict.Fields{
		"calendar": func(v *strict.Value) {
			var name string
			v.String(&name)
			p.Orthodox = name == "orthodox"
			if name != "orthodox" && name != "western" {
				v.Errorf(msp.CodeSyntax, "%q is no Easter; want western or orthodox", name)
			}
		},
		"days": func(v *strict.Value) { v.Int(&p.Days, -366, 366) },
	})
	return p
}
