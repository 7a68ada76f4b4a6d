package sla

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// ParseBurnAlertSpecs reads the JSON of a list of alerts; docs/format.md describes
// it. Reading is strict, see [ParseSpan], and looks at the text only:
// [BurnAlertSpecs.Compile] and [BurnAlertSpecs.Validate] look at what it says. The
// zero [msp.Limits] are the defaults.
func ParseBurnAlertSpecs(data []byte, limits msp.Limits) (BurnAlertSpecs, error) {
	specs := BurnAlertSpecs{}
	if err := strict.Decode(data, limits, specs.decode).Err(); err != nil {
		return nil, err
	}
	return specs, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseBurnAlertSpecs], with the
// default limits.
func (s *BurnAlertSpecs) UnmarshalJSON(data []byte) error {
	specs, err := ParseBurnAlertSpecs(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = specs
	return nil
}

// UnmarshalJSON reads one alert as [ParseBurnAlertSpecs] reads a list.
func (s *BurnAlertSpec) UnmarshalJSON(data []byte) error {
	var spec BurnAlertSpec
	if err := strict.Decode(data, msp.Limits{}, spec.decode).Err(); err != nil {
		return err
	}
	*s = spec
	return nil
}

func (s *BurnAlertSpecs) decode(v *strict.Value) {
	strict.List(v, (*[]BurnAlertSpec)(s), (*BurnAlertSpec).decode)
}

func (s *BurnAlertSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&s.Name) },
		"long":   func(v *strict.Value) { v.Text((*lookBackText)(&s.Long)) },
		"short":  func(v *strict.Value) { v.Text((*lookBackText)(&s.Short)) },
		"factor": func(v *strict.Value) { v.Text((*burnFactor)(&s.Factor)) },
	})
}

// A lookBackText reads the duration of a look-back.
type lookBackText time.Duration

func (t *lookBackText) UnmarshalText(text []byte) error {
	d, err := duration.Parse("sla: look-back", string(text))
	*t = lookBackText(d)
	return err
}

// A burnFactor reads a decimal: what a percentage is without its sign.
type burnFactor msp.Ratio

func (f *burnFactor) UnmarshalText(text []byte) error {
	percent, err := msp.ParsePercent(string(text) + "%")
	if err != nil {
		kind := msp.ErrSyntax
		if errors.Is(err, msp.ErrRange) {
			kind = msp.ErrRange
		}
		return msp.NewInputError(kind, "sla: burn factor", string(text), "want a decimal of at most 18 digits, such as 14.4")
	}
	factor, _ := percent.Ratio().Mul(msp.NewRatio(100, 1)) // of fewer digits
	*f = burnFactor(factor)
	return nil
}

// factorText returns a factor as a decimal, and whether it is one of as many
// digits as are read.
func factorText(factor msp.Ratio) (string, bool) {
	text, ok := number.RatioText(factor, mostPlaces)
	if !ok {
		return "", false
	}
	var read burnFactor
	err := read.UnmarshalText([]byte(text))
	return text, err == nil
}

type burnAlertJSON struct {
	Name   string `json:"name"`
	Long   string `json:"long"`
	Short  string `json:"short"`
	Factor string `json:"factor"`
}

// MarshalJSON returns the canonical JSON of the alert. A factor that is no decimal
// of at most 16 places is an [msp.ErrInvalid] error.
func (s BurnAlertSpec) MarshalJSON() ([]byte, error) {
	factor, ok := factorText(s.Factor)
	if !ok {
		return nil, fmt.Errorf("sla: burn alert: factor %v: no decimal: %w", s.Factor, msp.ErrInvalid)
	}
	return json.Marshal(burnAlertJSON{s.Name, duration.Format(s.Long), duration.Format(s.Short), factor})
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (s BurnAlertSpecs) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]BurnAlertSpec{}, s...))
}
