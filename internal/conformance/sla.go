package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// vectorSpan is a line of spans.jsonl.
type vectorSpan struct {
	Kind     string          `json:"kind"`
	Calendar vectorCalendar  `json:"calendar"`
	Span     json.RawMessage `json:"span"`
	Start    time.Time       `json:"start"`
	Invalid  bool            `json:"invalid"`
	Holds    [][2]time.Time  `json:"holds"`
	Named    json.RawMessage `json:"named"`
	Target   json.RawMessage `json:"target_s"`
	Due      json.RawMessage `json:"due"`
	Limit    json.RawMessage `json:"limit"`
}

// slaSpan runs a line of spans.jsonl.
func slaSpan(line []byte) error {
	var c vectorSpan
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	if c.Kind != "span" {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	cal, err := c.Calendar.compile()
	if err != nil {
		return err
	}
	target, err := newTarget(c.Span, cal)
	if c.Invalid {
		if !errors.Is(err, msp.ErrInvalid) {
			return fmt.Errorf("%s is accepted, or refused otherwise: %w", c.Span, err)
		}
		return nil
	}
	if err != nil {
		return err
	}
	deadline, err := target.Start(c.Start)
	if err != nil {
		return err
	}
	wrong := same("named", instantText(deadline.NamedInstant()), c.Named)
	var seconds any
	length, known := deadline.Target()
	if known {
		seconds = int64(length / time.Second)
	}
	wrong = errors.Join(wrong, same("target_s", seconds, c.Target))
	if len(c.Holds) > 0 {
		if deadline, err = held(cal, c.Holds, length, c.Start); err != nil {
			return err
		}
	}
	return errors.Join(wrong,
		same("due", instantText(deadline.Due()), c.Due),
		same("limit", instantText(deadline.Limit()), c.Limit))
}

func newTarget(span json.RawMessage, cal calendar.Calendar) (sla.Target, error) {
	parsed, err := sla.ParseSpan(span)
	if err != nil {
		return sla.Target{}, err
	}
	return sla.NewTarget(parsed, cal)
}

// held returns the deadline of an amount of time where the clock is held: holds
// that are all known are closed time.
func held(cal calendar.Calendar, holds [][2]time.Time, length time.Duration, start time.Time) (sla.Deadline, error) {
	spec := calendar.Spec{Zone: "UTC"}
	for _, hold := range holds {
		window, err := windowsOf(hold[0], hold[1])
		if err != nil {
			return sla.Deadline{}, err
		}
		spec.Extra = append(spec.Extra, window...)
	}
	paused, err := spec.Compile(nil)
	if err != nil {
		return sla.Deadline{}, err
	}
	target, err := sla.NewTarget(sla.Within(length), calendar.Subtract(cal, paused))
	if err != nil {
		return sla.Deadline{}, err
	}
	return target.Start(start)
}

// windowsOf writes a stretch of time as windows of days in UTC.
func windowsOf(from, to time.Time) ([]calendar.Window, error) {
	var windows []calendar.Window
	for from.Before(to) {
		date, err := calendar.DateOf(from, time.UTC)
		if err != nil {
			return nil, err
		}
		end := "24:00"
		midnight := from.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
		if to.Before(midnight) {
			end = to.UTC().Format(time.TimeOnly)
		}
		shift, err := calendar.ParseShift(from.UTC().Format(time.TimeOnly) + "-" + end)
		if err != nil {
			return nil, err
		}
		windows = append(windows, calendar.Window{Rule: calendar.Rule{On: calendar.Dates{date}}, Hours: []calendar.Shift{shift}})
		from = midnight
	}
	return windows, nil
}
