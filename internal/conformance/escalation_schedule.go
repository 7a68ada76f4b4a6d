package conformance

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// vectorSchedule is a schedule as the vectors write it.
type vectorSchedule struct {
	Layers []struct {
		Name        string
		Priority    int
		Rotation    vectorRotation
		From, Until time.Time
		Windows     []struct {
			Days       []string
			Start, End calendar.TimeOfDay
		}
	}
	Overrides []struct {
		Op         escalation.Op
		Who, Of    string
		Start, End time.Time
	}
}

func (v vectorSchedule) compile() (escalation.Schedule, error) {
	var spec escalation.ScheduleSpec
	var sources escalation.Sources
	calendars := make(map[string]calendar.Source)
	for _, l := range v.Layers {
		rotation, found := l.Rotation.spec()
		if rotation.Calendar != "" {
			rotation.Calendar = l.Name
			calendars[l.Name] = found.Calendars
		}
		sources = found
		layer := escalation.LayerSpec{Name: l.Name, Priority: l.Priority, Rotation: rotation, From: l.From, Until: l.Until}
		for _, w := range l.Windows {
			for _, name := range w.Days {
				day, ok := weekdays()[name]
				if !ok {
					return escalation.Schedule{}, errors.New("no such day: " + name)
				}
				layer.Windows[day] = append(layer.Windows[day], calendar.Shift{Start: w.Start, End: w.End})
			}
		}
		spec.Layers = append(spec.Layers, layer)
	}
	for _, o := range v.Overrides {
		spec.Overrides = append(spec.Overrides, escalation.Override{Op: o.Op, Who: o.Who, Of: o.Of, From: o.Start, Until: o.End})
	}
	sources.Calendars = func(name string) (calendar.Calendar, bool) {
		if find, ok := calendars[name]; ok {
			return find(name)
		}
		return calendar.Calendar{}, false
	}
	return spec.Compile(sources)
}

func scheduleCase(input, expect json.RawMessage) error {
	var in struct {
		Schedule vectorSchedule
		At       time.Time
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	schedule, err := in.Schedule.compile()
	if err != nil {
		return err
	}
	return same("on call", schedule.AppendOnCall([]string{}, in.At), expect)
}

// vectorRange is a schedule and a range.
type vectorRange struct {
	Schedule    vectorSchedule
	From, Until time.Time
}

func gapsCase(input, expect json.RawMessage) error {
	var in vectorRange
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	schedule, err := in.Schedule.compile()
	if err != nil {
		return err
	}
	gaps := [][2]string{}
	for gap := range schedule.Gaps(in.From, in.Until) {
		gaps = append(gaps, [2]string{vectorInstant(gap.From), vectorInstant(gap.To)})
	}
	return same("gaps", gaps, expect)
}

func shiftsCase(input, expect json.RawMessage) error {
	var in vectorRange
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	schedule, err := in.Schedule.compile()
	if err != nil {
		return err
	}
	shifts := []map[string]any{}
	for shift := range schedule.Shifts(in.From, in.Until) {
		shifts = append(shifts, map[string]any{
			"start": vectorInstant(shift.From), "end": vectorInstant(shift.To), "on_call": shift.OnCall,
		})
	}
	return same("shifts", shifts, expect)
}

func vectorInstant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
