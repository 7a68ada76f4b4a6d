package calendar

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseSpec reads the JSON of a spec; docs/format.md describes it. Reading is
// strict: unknown and repeated keys, values of a wrong type and texts that are
// not of their form are findings, and all of them are returned at once as
// [msp.Issues]. The zero [msp.Limits] are the defaults.
//
// ParseSpec reads the text only; [Spec.Compile] and [Spec.Validate] look at what
// it says. With an error the Spec is zero; there is nothing to validate then.
func ParseSpec(data []byte, limits msp.Limits) (Spec, error) {
	var s Spec
	if err := strict.Decode(data, limits, s.decode).Err(); err != nil {
		return Spec{}, err
	}
	return s, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseSpec], with the default
// limits.
func (s *Spec) UnmarshalJSON(data []byte) error {
	parsed, err := ParseSpec(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

func (s *Spec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&s.Name) },
		"zone":   func(v *strict.Value) { v.String(&s.Zone) },
		"always": func(v *strict.Value) { v.Bool(&s.Always) },
		"hours":  s.Hours.decode,
		"changes": func(v *strict.Value) {
			strict.List(v, &s.Changes, func(c *Change, v *strict.Value) {
				v.Object(strict.Fields{
					"from":  func(v *strict.Value) { v.Text(&c.From) },
					"hours": c.Hours.decode,
				})
			})
		},
		"holidays":              s.Holidays.decode,
		"special":               func(v *strict.Value) { strict.List(v, &s.Special, (*Window).decode) },
		"extra":                 func(v *strict.Value) { strict.List(v, &s.Extra, (*Window).decode) },
		"breaks":                func(v *strict.Value) { strict.List(v, &s.Breaks, (*Window).decode) },
		"weekend":               func(v *strict.Value) { strict.List(v, &s.Weekend, decodeWeekday) },
		"holiday_cancels_shift": func(v *strict.Value) { v.Bool(&s.HolidayCancelsShift) },
	})
}

type specJSON struct {
	Name                string       `json:"name,omitempty"`
	Zone                string       `json:"zone"`
	Always              bool         `json:"always,omitempty"`
	Hours               Week         `json:"hours,omitzero"`
	Changes             []changeJSON `json:"changes,omitempty"`
	Holidays            Rules        `json:"holidays,omitempty"`
	Special             []Window     `json:"special,omitempty"`
	Extra               []Window     `json:"extra,omitempty"`
	Breaks              []Window     `json:"breaks,omitempty"`
	Weekend             []string     `json:"weekend,omitempty"`
	HolidayCancelsShift bool         `json:"holiday_cancels_shift,omitempty"`
}

type changeJSON struct {
	From  msp.Date `json:"from"`
	Hours Week     `json:"hours"`
}

// MarshalJSON returns the canonical JSON of the spec. A rule with a [YearFunc] or
// without a pattern is an error.
func (s Spec) MarshalJSON() ([]byte, error) {
	out := specJSON{
		Name: s.Name, Zone: s.Zone, Always: s.Always, Hours: s.Hours, Holidays: s.Holidays,
		Special: s.Special, Extra: s.Extra, Breaks: s.Breaks, HolidayCancelsShift: s.HolidayCancelsShift,
	}
	for _, c := range s.Changes {
		out.Changes = append(out.Changes, changeJSON(c))
	}
	for _, day := range s.Weekend {
		name, err := weekdayText(day)
		if err != nil {
			return nil, err
		}
		out.Weekend = append(out.Weekend, name)
	}
	return json.Marshal(out)
}

func lowerDay(day time.Weekday) string { return strings.ToLower(shortDay(day)) }

func weekdayText(day time.Weekday) (string, error) {
	if day < time.Sunday || day > time.Saturday {
		return "", msp.NewInputError(msp.ErrRange, "calendar: weekday", strconv.Itoa(int(day)), "no day of the week")
	}
	return lowerDay(day), nil
}

func decodeWeekday(into *time.Weekday, v *strict.Value) {
	if !v.IsString() {
		v.Errorf(msp.CodeType, "want a day of the week: sun, mon … sat")
		return
	}
	var name string
	v.String(&name)
	for day := time.Sunday; day <= time.Saturday; day++ {
		if lowerDay(day) == name {
			*into = day
			return
		}
	}
	v.Errorf(msp.CodeSyntax, "%q is no day of the week; want sun, mon … sat", name)
}
