package sla

import (
	"encoding/json"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
)

type statusJSON struct {
	At        time.Time    `json:"at"`
	State     State        `json:"state"`
	Outcome   msp.Outcome  `json:"outcome"`
	Cycle     uint32       `json:"cycle,omitempty"`
	Priority  msp.Priority `json:"priority,omitempty"`
	Holds     []Hold       `json:"holds,omitempty"`
	Target    string       `json:"target,omitempty"`
	Elapsed   string       `json:"elapsed,omitempty"`
	Remaining string       `json:"remaining,omitempty"`
	Breached  bool         `json:"breached"`
	Began     *time.Time   `json:"began,omitempty"`
	Due       *time.Time   `json:"due,omitempty"`
	Limit     *time.Time   `json:"limit,omitempty"`
	BreachAt  *time.Time   `json:"breach_at,omitempty"`
	StoppedAt *time.Time   `json:"stopped_at,omitempty"`
}

// MarshalJSON returns the status for a page or a message:
//
//	{"at":"2026-03-02T12:00:00Z","state":"running","outcome":"pending","cycle":1,"priority":"P2",
//	 "target":"8h","elapsed":"2h","remaining":"6h","breached":false,"began":"2026-03-02T10:00:00Z",
//	 "due":"2026-03-03T10:00:00Z","limit":"2026-03-03T10:00:00Z"}
//
// Instants are in the calendar's zone; what is not known is left out, and so is
// the time remaining after a breach. There is no way back: a status is an
// answer, never an input. A year beyond 9999 is an error.
func (s Status) MarshalJSON() ([]byte, error) {
	out := statusJSON{
		At: s.Time(), State: s.state, Outcome: s.Outcome(), Cycle: s.cycle, Priority: s.priority, Holds: s.Holds(), Breached: s.over,
		Began: s.pointer(s.began), Due: s.pointer(s.due), Limit: s.pointer(s.limit),
		BreachAt: s.pointer(s.breach), StoppedAt: s.pointer(s.stopped),
	}
	if s.cycle > 0 {
		out.Elapsed = duration.Format(s.elapsed)
	}
	if s.target > 0 {
		out.Target = duration.Format(s.target)
		if s.elapsed <= s.target {
			out.Remaining = duration.Format(s.target - s.elapsed)
		}
	}
	return json.Marshal(out)
}

func (s *Status) pointer(m mark) *time.Time {
	t, ok := m.get(s.calendar)
	if !ok {
		return nil
	}
	return &t
}

type stretchJSON struct {
	calendar.Interval

	State    State        `json:"state"`
	Counted  string       `json:"counted"`
	Cycle    int          `json:"cycle"`
	Priority msp.Priority `json:"priority,omitempty"`
	Target   string       `json:"target,omitempty"`
	Holds    []Hold       `json:"holds,omitempty"`
	Reason   msp.Reason   `json:"reason"`
}

// MarshalJSON returns the stretch for a page or a message, without its calendar:
//
//	{"from":"2026-03-02T12:00:00Z","to":"2026-03-02T15:00:00Z","state":"paused","counted":"0s","cycle":1,
//	 "priority":"P2","target":"8h","holds":["requester"],"reason":{"code":"held", …}}
func (s Stretch) MarshalJSON() ([]byte, error) {
	out := stretchJSON{s.Interval, s.State, duration.Format(s.Counted), s.Cycle, s.Priority, "", s.Holds, s.Reason}
	if s.Target > 0 {
		out.Target = duration.Format(s.Target)
	}
	return json.Marshal(out)
}
