package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// vectorClock is a line of clock.jsonl or clock_options.jsonl.
type vectorClock struct {
	Kind      string                        `json:"kind"`
	Tags      []string                      `json:"tags"`
	Calendars map[string]vectorHoursOfClock `json:"calendars"`
	Metrics   map[string]vectorMetric       `json:"metrics"`
	Events    []vectorEvent                 `json:"events"`
	Conflict  []json.RawMessage             `json:"conflict"`
	Queries   []vectorQuery                 `json:"queries"`
}

// vectorHoursOfClock is a calendar as these files write it.
type vectorHoursOfClock struct {
	Always   bool                   `json:"always"`
	Zone     string                 `json:"tz"`
	Week     map[string][][2]string `json:"week"`
	Holidays []msp.Date             `json:"holidays"`
	Dates    map[string][][2]string `json:"dates"`
}

func (v vectorHoursOfClock) compile() (calendar.Calendar, error) {
	if v.Always {
		return calendar.Always(time.UTC), nil
	}
	return vectorCalendar{Zone: v.Zone, Hours: v.Week, Holidays: v.Holidays, Special: v.Dates}.compile()
}

type vectorMetric struct {
	Start      []sla.EventType        `json:"start"`
	Stop       []sla.EventType        `json:"stop"`
	After      sla.EventType          `json:"after"`
	PauseOn    []sla.Hold             `json:"pause_on"`
	Cyclic     bool                   `json:"cyclic"`
	Sticky     bool                   `json:"sticky"`
	Reopen     sla.Reopen             `json:"reopen"`
	OnPriority sla.OnPriority         `json:"on_priority_change"`
	Targets    map[msp.Priority]int64 `json:"targets"`
	Calendar   json.RawMessage        `json:"calendar"`
}

type vectorEvent struct {
	ID       string        `json:"id"`
	Seq      int64         `json:"seq"`
	At       time.Time     `json:"at"`
	Type     sla.EventType `json:"type"`
	Priority msp.Priority  `json:"priority"`
	Reason   sla.Hold      `json:"reason"`
	Calendar string        `json:"calendar"`
	Level    json.Number   `json:"level"`
}

type vectorQuery struct {
	Metric   string                     `json:"metric"`
	At       time.Time                  `json:"at"`
	Known    *int                       `json:"known"`
	Percents []int64                    `json:"percents"`
	UsedUp   []int64                    `json:"used_up"`
	Next     []string                   `json:"next"`
	Expect   map[string]json.RawMessage `json:"expect"`
}

// slaClock runs a line of clock.jsonl or clock_options.jsonl.
func slaClock(line []byte) error {
	var c vectorClock
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	if c.Kind != "clock" {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	goals, err := c.goals()
	if slices.Contains(c.Tags, "zero-target") {
		if !errors.Is(err, msp.ErrInvalid) || !errors.Is(err, msp.CodeRange) {
			return fmt.Errorf("a zero target is accepted, or refused otherwise: %w", err)
		}
		return nil
	}
	if err != nil {
		return err
	}
	if c.Conflict != nil {
		if _, err := sla.NewLog(c.events(len(c.Events))...); !errors.Is(err, sla.CodeEventConflict) {
			return fmt.Errorf("a conflict of facts is accepted, or refused otherwise: %w", err)
		}
		return nil
	}
	var wrong error
	for i, q := range c.Queries {
		if err := c.ask(goals, q); err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("query %d: %w", i, err))
		}
	}
	return wrong
}

// events returns the first n events as the library has them. What the library
// has no field for, the level, becomes an attribute.
func (c *vectorClock) events(n int) []sla.Event {
	events := make([]sla.Event, 0, n)
	for _, e := range c.Events[:n] {
		event := sla.Event{
			ID: e.ID, Seq: e.Seq, At: e.At, Type: e.Type, Priority: e.Priority, Hold: e.Reason, Calendar: e.Calendar,
		}
		if e.Level != "" {
			event.Attributes = map[string]string{"level": e.Level.String()}
		}
		events = append(events, event)
	}
	return events
}

func (c *vectorClock) goals() (map[string]sla.Goal, error) {
	calendars := make(map[string]calendar.Calendar, len(c.Calendars))
	for name, hours := range c.Calendars {
		cal, err := hours.compile()
		if err != nil {
			return nil, fmt.Errorf("calendar %s: %w", name, err)
		}
		calendars[name] = cal
	}
	source := func(name string) (calendar.Calendar, bool) {
		cal, ok := calendars[name]
		return cal, ok
	}
	goals := make(map[string]sla.Goal, len(c.Metrics))
	for name, m := range c.Metrics {
		spec := sla.GoalSpec{Metric: sla.Metric{
			Name: name, Start: m.Start, Stop: m.Stop, After: m.After, PauseOn: m.PauseOn,
			Cyclic: m.Cyclic, Sticky: m.Sticky, Reopen: m.Reopen, OnPriority: m.OnPriority,
		}}
		for _, priority := range slices.Sorted(maps.Keys(m.Targets)) {
			target := sla.TargetSpec{Priority: priority, Span: sla.Within(time.Duration(m.Targets[priority]) * time.Second)}
			if err := m.calendarOf(priority, &target.Calendar); err != nil {
				return nil, err
			}
			spec.Targets = append(spec.Targets, target)
		}
		goal, err := spec.Compile(source)
		if err != nil {
			return nil, err
		}
		goals[name] = goal
	}
	return goals, nil
}

// calendarOf finds the name of the calendar of a priority.
func (m *vectorMetric) calendarOf(priority msp.Priority, into *string) error {
	if json.Unmarshal(m.Calendar, into) == nil {
		return nil
	}
	var byPriority map[msp.Priority]string
	if err := json.Unmarshal(m.Calendar, &byPriority); err != nil {
		return err
	}
	*into = byPriority[priority]
	return nil
}

// ask compares the answers to a query: to the log of all facts, and to that of the
// facts until then.
func (c *vectorClock) ask(goals map[string]sla.Goal, q vectorQuery) error {
	known := len(c.Events)
	if q.Known != nil {
		known = *q.Known
	}
	log, err := sla.NewLog(c.events(known)...)
	if err != nil {
		return err
	}
	if q.Next != nil {
		return c.askNext(goals, log, q)
	}
	whole, err := goals[q.Metric].Replay(log)
	if err != nil {
		return err
	}
	clock, err := goals[q.Metric].Replay(log.Until(q.At))
	if err != nil {
		return err
	}
	cyclic := c.Metrics[q.Metric].Cyclic
	return errors.Join(
		compare(q.Expect, clockFields(whole.At(q.At), clock, q, cyclic)),
		compare(q.Expect, clockFields(clock.At(q.At), clock, q, cyclic)),
	)
}

func (c *vectorClock) askNext(goals map[string]sla.Goal, log sla.Log, q vectorQuery) error {
	clocks := make([]sla.Clock, 0, len(q.Next))
	for _, name := range q.Next {
		clock, err := goals[name].Replay(log)
		if err != nil {
			return err
		}
		clocks = append(clocks, clock)
	}
	var answer any
	if next, ok := sla.Next(q.At, clocks...); ok {
		answer = map[string]any{"metric": next.Goal, "due": text(next.Due), "limit": text(next.Limit)}
	}
	return compare(q.Expect, map[string]any{"next": answer})
}

// clockFields are the fields of an answer, as the vectors write them.
func clockFields(s sla.Status, clock sla.Clock, q vectorQuery, cyclic bool) map[string]any {
	states := map[sla.State]string{0: "none", sla.Running: "running", sla.Paused: "paused", sla.Stopped: "stopped"}
	fields := map[string]any{"state": states[s.State()]}
	target, ok := s.Target()
	if !ok {
		return fields
	}
	remaining, _ := s.Remaining()
	percent, _ := s.Consumed().Mul(msp.NewRatio(100, 1))
	floor, _ := percent.Int(msp.Floor)
	maps.Copy(fields, map[string]any{
		"target_s": seconds(target), "elapsed_s": seconds(s.Elapsed()), "remaining_s": seconds(remaining),
		"percent_floor": floor, "breached": s.Breached(),
		"due": instantText(s.Due()), "limit": instantText(s.Limit()), "breach_at": instantText(s.BreachAt()),
	})
	if cyclic || s.Cycle() > 1 {
		fields["cycle"] = s.Cycle()
	}
	if len(q.Percents) > 0 {
		fields["thresholds"] = thresholds(s, clock, target, q.Percents)
	}
	if len(q.UsedUp) > 0 {
		usedUp := make(map[string]any, len(q.UsedUp))
		for _, amount := range q.UsedUp {
			usedUp[strconv.FormatInt(amount, 10)] = instantText(clock.UsedUp(time.Duration(amount) * time.Second))
		}
		fields["used_up"] = usedUp
	}
	return fields
}

// thresholds are the instants at which percents of the target are used up. They go
// on projecting for a clock that was stopped while it ran, as its due instant does.
func thresholds(s sla.Status, clock sla.Clock, target time.Duration, percents []int64) map[string]any {
	out := make(map[string]any, len(percents))
	for _, percent := range percents {
		amount := time.Duration(int64(target) / 100 * percent)
		at, known := clock.UsedUp(amount)
		if _, dueKnown := s.Due(); !known && s.State() == sla.Stopped && dueKnown {
			stopped, _ := s.StoppedAt()
			projected, err := s.Calendar().Add(stopped, amount-s.Elapsed())
			at, known = projected, err == nil
		}
		out[strconv.FormatInt(percent, 10)] = instantText(at, known)
	}
	return out
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

func text(t time.Time) any { return instantText(t, !t.IsZero()) }

// compare reports the fields that differ, both ways: no other field may be there.
func compare(want map[string]json.RawMessage, got map[string]any) error {
	var wrong error
	for _, key := range slices.Sorted(maps.Keys(want)) {
		value, ok := got[key]
		if !ok {
			wrong = errors.Join(wrong, differs(key, "nothing", string(want[key])))
			continue
		}
		wrong = errors.Join(wrong, same(key, value, want[key]))
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok {
			wrong = errors.Join(wrong, differs(key, got[key], "nothing"))
		}
	}
	return wrong
}
