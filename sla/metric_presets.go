package sla

import "slices"

// The presets below are plain values: take one and change what your contracts say
// otherwise. What each is stays the same in later versions, since documents name
// them.
//
// All end when the ticket is resolved, or closed without that: whatever was owed,
// nobody waits for it any more.

func untilResolved(types ...EventType) []EventType {
	return append(types, EventResolved, EventClosed)
}

// FirstResponse is the time from the creation to the first reply. Nothing pauses
// it, and it is measured once.
func FirstResponse() Metric {
	return Metric{
		Name:  "first_response",
		Start: []EventType{EventCreated}, Stop: untilResolved(EventAgentReply),
		Reopen: ReopenIgnore,
	}
}

// NextResponse is the time from a message of the requester to the next reply,
// measured for every message after the first reply. While one is unanswered others
// change nothing: the oldest counts.
func NextResponse() Metric {
	return Metric{
		Name:  "next_response",
		Start: []EventType{EventRequesterReply}, Stop: untilResolved(EventAgentReply), After: EventAgentReply,
		Cyclic: true, Reopen: ReopenIgnore,
	}
}

// PeriodicUpdate is the time from one reply to the next: how long the requester
// hears nothing.
func PeriodicUpdate() Metric {
	return Metric{
		Name:  "periodic_update",
		Start: []EventType{EventAgentReply}, Stop: untilResolved(EventAgentReply),
		Cyclic: true, Reopen: ReopenIgnore,
	}
}

// PausableUpdate is [PeriodicUpdate] without the time in which the ticket waits
// for the requester.
func PausableUpdate() Metric {
	m := PeriodicUpdate()
	m.Name, m.PauseOn = "pausable_update", []Hold{HoldRequester}
	return m
}

// Plan is the time from the creation to a plan of the solution, the middle one of
// the three that PSA tools measure: respond, plan, resolve.
func Plan() Metric {
	return Metric{
		Name:  "plan",
		Start: []EventType{EventCreated}, Stop: untilResolved(EventPlanned), PauseOn: []Hold{HoldRequester},
		Reopen: ReopenIgnore,
	}
}

// Resolution is the time from the creation to the solution, without the time in
// which the ticket waits for the requester.
func Resolution() Metric {
	return Metric{
		Name:  "resolution",
		Start: []EventType{EventCreated}, Stop: untilResolved(), PauseOn: []Hold{HoldRequester},
		Reopen: ReopenContinue,
	}
}

// Close is the time from the creation to the closing, after the solution too,
// without the time in which the ticket waits for the requester.
func Close() Metric {
	return Metric{
		Name:  "close",
		Start: []EventType{EventCreated}, Stop: []EventType{EventClosed}, PauseOn: []Hold{HoldRequester},
		Reopen: ReopenContinue,
	}
}

// RequesterWait is the time that the requester waits for anybody: for the desk, a
// supplier or a change, and not for themselves. As the library's own [Resolution]
// it pauses on the requester only; the name is that of reports.
func RequesterWait() Metric {
	m := Resolution()
	m.Name = "requester_wait"
	return m
}

// AgentWork is the time in which nothing holds the ticket, neither the requester
// nor a supplier, a change or an agreed date: the desk could work.
func AgentWork() Metric {
	m := Resolution()
	m.Name, m.PauseOn = "agent_work", []Hold{HoldRequester, HoldVendor, HoldChange, HoldScheduled}
	return m
}

// TimeAtLevel is the time that one team or level has the ticket: every assignment
// begins it anew. It is what an OLA between teams is about.
func TimeAtLevel() Metric {
	return Metric{
		Name:  "time_at_level",
		Start: []EventType{EventAssigned}, Stop: untilResolved(EventAssigned),
		Cyclic: true, Reopen: ReopenIgnore,
	}
}

// MetricPresets returns all presets, in the order in which a ticket meets them.
func MetricPresets() []Metric {
	return []Metric{
		FirstResponse(), NextResponse(), PeriodicUpdate(), PausableUpdate(), Plan(), Resolution(), Close(),
		RequesterWait(), AgentWork(), TimeAtLevel(),
	}
}

// PresetMetric returns the preset of a name, such as "first_response"; ok is false
// if there is none.
func PresetMetric(name string) (m Metric, ok bool) {
	presets := MetricPresets()
	i := slices.IndexFunc(presets, func(m Metric) bool { return m.Name == name })
	if i < 0 {
		return Metric{}, false
	}
	return presets[i], true
}
