package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
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
	clock, err := heldStatus(c.Span, cal, c.Holds, c.Start)
	if err != nil {
		return err
	}
	wrong = errors.Join(wrong,
		same("due", instantText(clock.Due()), c.Due),
		same("limit", instantText(clock.Limit()), c.Limit))
	if len(c.Holds) > 0 {
		return wrong
	}
	return errors.Join(wrong,
		same("due of the deadline", instantText(deadline.Due()), c.Due),
		same("limit of the deadline", instantText(deadline.Limit()), c.Limit))
}

func newTarget(span json.RawMessage, cal calendar.Calendar) (sla.Target, error) {
	parsed, err := sla.ParseSpan(span)
	if err != nil {
		return sla.Target{}, err
	}
	return sla.NewTarget(parsed, cal)
}

// heldStatus returns what the clock of a target says at its start, when all holds are
// known: as if it had run until after the last of them with nothing else happening.
func heldStatus(span json.RawMessage, cal calendar.Calendar, holds [][2]time.Time, start time.Time) (sla.Status, error) {
	parsed, err := sla.ParseSpan(span)
	if err != nil {
		return sla.Status{}, err
	}
	metric := sla.Metric{Name: "held", Start: []sla.EventType{sla.EventCreated}, Stop: []sla.EventType{sla.EventResolved}}
	events := []sla.Event{{At: start, Type: sla.EventCreated}}
	last := start
	for i, hold := range holds {
		reason := sla.Hold("hold " + strconv.Itoa(i))
		metric.PauseOn = append(metric.PauseOn, reason)
		events = append(events,
			sla.Event{ID: string(reason), At: hold[0], Seq: 1, Type: sla.EventPause, Hold: reason},
			sla.Event{ID: string(reason) + " ends", At: hold[1], Seq: 1, Type: sla.EventResume, Hold: reason})
		if hold[1].After(last) {
			last = hold[1]
		}
	}
	log, err := sla.NewLog(events...)
	if err != nil {
		return sla.Status{}, err
	}
	goal, err := sla.GoalSpec{Metric: metric, Targets: sla.TargetSpecs{{Span: parsed, Calendar: "c"}}}.
		Compile(func(string) (calendar.Calendar, bool) { return cal, true })
	if err != nil {
		return sla.Status{}, err
	}
	clock, err := goal.Replay(log)
	if err != nil {
		return sla.Status{}, err
	}
	return clock.At(last), nil
}
