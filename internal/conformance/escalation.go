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

func (v vectorRotation) compile() (escalation.Rotation, error) {
	spec := escalation.RotationSpec{Zone: v.Zone, Start: v.Start, Unit: v.Unit, Every: v.Every, Members: v.Members}
	if v.Days == nil {
		return spec.Compile(zones.Load, nil)
	}
	spec.Unit, spec.Calendar = escalation.WorkingDay, "days"
	return spec.Compile(zones.Load, func(string) (calendar.Calendar, error) {
		working := calendar.Spec{Zone: v.Zone, Holidays: calendar.Rules{{Name: "holiday", On: calendar.Dates(v.Holidays)}}}
		if len(v.Holidays) == 0 {
			working.Holidays = nil
		}
		days := map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
		for _, name := range v.Days {
			day, ok := days[name]
			if !ok {
				return calendar.Calendar{}, errors.New("no such day: " + name)
			}
			working.Hours[day] = []calendar.Shift{{Start: calendar.MustParseTimeOfDay("00:00"), End: calendar.MustParseTimeOfDay("24:00")}}
		}
		return working.Compile(zones.Load)
	})
}

func rotationCase(input, expect json.RawMessage) error {
	var in struct {
		Rotation vectorRotation
		At       time.Time
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	rotation, err := in.Rotation.compile()
	if err != nil {
		return err
	}
	shift, ok := rotation.At(in.At)
	if !ok {
		return errors.New("nobody is on call")
	}
	return same("shift", map[string]any{
		"member": shift.Member, "slot": shift.Slot,
		"shift_start": shift.From.UTC().Format(time.RFC3339), "shift_end": shift.To.UTC().Format(time.RFC3339),
	}, expect)
}
