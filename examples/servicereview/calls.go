package main

import (
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// Calls are what is known of the escalation of a ticket.
type Calls struct {
	Events []escalation.Event // what people did about it
	Told   []Telling
}

// A Telling is that someone was told about a ticket.
type Telling struct {
	At    time.Time
	Level string // of support, that was called
	To    string // who was told
	By    string // who or what told it; may be empty
}

// add adds other calls. The same once more means what it means once.
func (c *Calls) add(other Calls) {
	for _, told := range other.Told {
		c.Told = appendNew(c.Told, told)
	}
	for _, event := range other.Events {
		if !slices.ContainsFunc(c.Events, func(e escalation.Event) bool { e.Seq = event.Seq; return e.Equal(event) }) {
			c.Events = append(c.Events, event)
		}
	}
}

// eventNotified is the type of the event that someone was told.
const eventNotified sla.EventType = "notified"

// callTypes returns the types of events about escalation: that someone was told, and
// those of the library which people do, but for the end of a ticket, and for going back
// to a step, which would need a name.
func callTypes() []sla.EventType {
	types := []sla.EventType{eventNotified}
	for _, t := range []escalation.EventType{
		escalation.Ack, escalation.Unack, escalation.Escalate, escalation.Snooze, escalation.Suppress,
	} {
		types = append(types, sla.EventType(t.String()))
	}
	return types
}

func isCall(kind sla.EventType) bool { return slices.Contains(callTypes(), kind) }

// eventTypes returns the types that mean something: to clocks, or to escalation.
func eventTypes(model *Model) map[sla.EventType]bool {
	types := maps.Clone(model.Types)
	for _, t := range callTypes() {
		types[t] = true
	}
	return types
}

// refuseCallColumns refuses what only events about escalation have.
func (r *row) refuseCallColumns() {
	r.refuseAny("only "+string(eventNotified)+" has one", colLevel, colTo)
	r.refuseAny("only snooze and suppress have an end", colUntil)
}

// refuseAny refuses columns in which something stands.
func (r *row) refuseAny(why string, columns ...int) {
	for _, column := range columns {
		if r.text(column) != "" {
			r.refuse(column, "%s", why)
		}
	}
}

// readCall reads a call about a ticket, nil if that is not known. Clocks may hear it too,
// with a priority, a hold and a team.
func readCall(r *row, levels escalation.Levels, t *Ticket, heard bool) Calls {
	at, ok := r.instant(colAt)
	kind := sla.EventType(r.text(colType))
	switch {
	case !ok || t == nil:
	case at.IsZero():
		r.refuse(colAt, "an event needs an instant")
	case at.Before(t.Opened) && kind != sla.EventType(escalation.Suppress.String()):
		r.refuse(colAt, "before the ticket was opened, %s", t.Opened.Format(time.RFC3339))
	}
	if !heard {
		r.refuseAny("an event of escalation has none", colEventPriority, colHold, colTeam)
	}
	by := r.name(colBy)
	if kind == eventNotified {
		return Calls{Told: []Telling{readTelling(r, levels, Telling{At: at, By: by})}}
	}
	r.refuseAny("only "+string(eventNotified)+" has one", colLevel, colTo)
	e := escalation.Event{At: at, Seq: int64(r.line), By: by}
	e.Type, _ = escalation.ParseEventType(string(kind))
	if e.Until, ok = r.instant(colUntil); ok && !at.IsZero() {
		for _, issue := range e.Validate() {
			if issue.Path == "until" {
				r.refuse(colUntil, "%s", issue.Message)
			}
		}
	}
	return Calls{Events: []escalation.Event{e}}
}

func readTelling(r *row, levels escalation.Levels, told Telling) Telling {
	r.refuseAny("only snooze and suppress have an end", colUntil)
	if told.To = r.name(colTo); told.To == "" {
		r.refuse(colTo, "who was told?")
	}
	told.Level = r.name(colLevel)
	switch {
	case told.Level == "":
		r.refuse(colLevel, "which level of support?")
	case len(levels) > 0:
		if _, ok := levels.Index(told.Level); !ok {
			r.refuse(colLevel, "want one of %s", levelNames(levels))
		}
	}
	return told
}
