package main

import (
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// A Note is something that happened to a ticket while a promise ran.
type Note struct {
	At   time.Time // on the client's clock
	Text string
}

// history returns what happened to the ticket from the start of a promise to its
// end and may matter to it, in order: holds, other priorities, other teams, and
// what stopped the promise or began it again.
func history(p *Promise) []Note {
	metric := p.Clock.Goal().Metric()
	began, _ := p.Status.Began()
	stopped, done := p.Status.StoppedAt()
	priority := p.Ticket.Priority
	var notes []Note
	for _, e := range p.Ticket.Log.Until(p.End()).All() {
		text := ""
		switch {
		case e.Type == sla.EventCreated || done && e.At.Equal(stopped) && slices.Contains(metric.Stop, e.Type):
			continue // the head of the account says so
		case e.Type == sla.EventPause:
			text = "waits: " + string(e.Hold)
			if !slices.Contains(metric.PauseOn, e.Hold) {
				text += ", which does not pause it"
			}
		case e.Type == sla.EventResume:
			text = strings.TrimSuffix("no longer waits: "+string(e.Hold), ": ")
		case e.Type == sla.EventReopened:
			text = "reopened" + map[sla.Reopen]string{
				sla.ReopenIgnore: ", which does not matter to it", sla.ReopenRestart: ": begins anew",
				sla.ReopenCountGap: ": the time since counts",
			}[metric.Reopen]
		case e.Type == sla.EventAssigned:
			text = strings.TrimSuffix("assigned to "+e.Attributes[attributeTeam], " to ")
		case slices.Contains(slices.Concat(metric.Start, metric.Stop), e.Type):
			text = strings.ReplaceAll(string(e.Type), "_", " ")
		}
		if e.Priority != 0 && e.Priority != priority {
			change := p.priorityText(priority, e.Priority, metric.OnPriority)
			text = strings.Trim(text+"; "+change, "; ")
			priority = e.Priority
		}
		if text != "" && !e.At.Before(began) {
			notes = append(notes, Note{e.At.In(p.Ticket.Client.Calendar.Zone()), text})
		}
	}
	return notes
}

// priorityText returns what another priority means: "P3 → P1: 4h instead of 24h".
func (p *Promise) priorityText(from, to msp.Priority, on sla.OnPriority) string {
	text := from.String() + " → " + to.String()
	switch on {
	case sla.PriorityKeep:
		return text + ", the target stays"
	case sla.PriorityRestart:
		return text + ": begins anew with " + p.promisedText(to)
	case sla.PriorityRetroactive:
		if was, is := p.promisedText(from), p.promisedText(to); was != is {
			return text + ": " + is + " instead of " + was
		}
	}
	return text
}

func (p *Promise) promisedText(priority msp.Priority) string {
	target, ok := p.Clock.Goal().Targets().For(priority, p.Ticket.Opened)
	if !ok {
		return "no target"
	}
	return spanText(target.Span())
}
