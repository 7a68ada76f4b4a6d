package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// escalationSuite is the suite of files with lines of the given kinds.
func escalationSuite(kinds map[string]func(input, expect json.RawMessage) error) suite {
	return func(line []byte) error {
		var c struct {
			Kind          string
			Input, Expect json.RawMessage
		}
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		run, ok := kinds[c.Kind]
		if !ok {
			return fmt.Errorf("unknown kind %q", c.Kind)
		}
		return run(c.Input, c.Expect)
	}
}

// vectorRotation is a rotation as the vectors write it.
type vectorRotation struct {
	Zone     string             `json:"tz"`
	Start    calendar.LocalTime `json:"start"`
	Unit     escalation.Unit    `json:"unit"`
	Every    int                `json:"every"`
	Members  []string           `json:"members"`
	Days     []string           `json:"days"` // of the week that are worked
	Holidays []msp.Date         `json:"holidays"`
}

// spec returns the rotation and what finds the calendar of its working days.
func (v vectorRotation) spec() (escalation.RotationSpec, escalation.Sources) {
	spec := escalation.RotationSpec{Zone: v.Zone, Start: v.Start, Unit: v.Unit, Every: v.Every, Members: v.Members}
	sources := escalation.Sources{Zones: zones.Load}
	if v.Days == nil {
		return spec, sources
	}
	spec.Unit, spec.Calendar = escalation.WorkingDay, "days"
	working := calendar.Spec{Zone: v.Zone}
	if len(v.Holidays) > 0 {
		working.Holidays = calendar.Rules{{Name: "holiday", On: calendar.Dates(v.Holidays)}}
	}
	for _, name := range v.Days {
		working.Hours[weekdays()[name]] = []calendar.Shift{{Start: calendar.MustParseTimeOfDay("00:00"), End: calendar.MustParseTimeOfDay("24:00")}}
	}
	sources.Calendars = func(string) (calendar.Calendar, bool) {
		c, err := working.Compile(zones.Load)
		return c, err == nil
	}
	return spec, sources
}

func weekdays() map[string]time.Weekday {
	return map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
}

func rotationCase(input, expect json.RawMessage) error {
	var in struct {
		Rotation vectorRotation
		At       time.Time
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	spec, sources := in.Rotation.spec()
	rotation, err := spec.Compile(sources)
	if err != nil {
		return err
	}
	turn, ok := rotation.At(in.At)
	if !ok {
		return errors.New("nobody is on call")
	}
	return same("turn", map[string]any{
		"member": turn.Member, "slot": turn.Slot,
		"shift_start": turn.From.UTC().Format(time.RFC3339), "shift_end": turn.To.UTC().Format(time.RFC3339),
	}, expect)
}
