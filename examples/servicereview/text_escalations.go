package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
)

// escalations writes who should have been told of the promises that were broken or are at
// risk, and who was.
func (w *textWriter) escalations() {
	if w.Escalations == nil {
		return
	}
	w.callFigures()
	w.calls()
	w.coverage()
}

// callFigures writes a line a client.
func (w *textWriter) callFigures() {
	e := w.Escalations
	w.title("Escalations: what should have fired, and what did")
	t := table{groups: map[int]string{3: "was somebody told?", 8: "beside these"}, columns: []column{
		{"client", left},
		{"tickets", right},
		{"should", right},
		{"in time", right},
		{"late", right},
		{"other", right},
		{"never", right},
		{"open", right},
		{"nobody", right},
		{"no reason", right},
	}}
	add := func(name string, f *CallFigures) {
		cells := []string{name, grouped(f.Tickets)}
		for _, n := range [...]int{f.Due, f.InTime, f.TooLate, f.Another, f.Never, f.Open, f.Nobody, f.NoReason} {
			cells = append(cells, number(int64(n)))
		}
		t.add(cells...)
	}
	for i := range e.Clients {
		add(e.Clients[i].Client.Name, &e.Clients[i].CallFigures)
	}
	t.rule()
	add("all", &e.All)
	t.write(w.Writer)
	w.note("Of tickets with a promise missed or at risk: what should have fired (should) up to the as-of instant, and whether one",
		"of those who should have been told was: within "+durationText(grace)+" (in time), or later, but before they should have been told",
		"again (late). Other: not one of them, but somebody else for the same level. Open: due less than "+durationText(grace)+" ago, and not told",
		"yet. Beside these, nobody was on call who could have been told; or somebody was told, though nothing asks for it.")
}

// calls writes what should have happened to each ticket, and what did.
func (w *textWriter) calls() {
	var last *Client
	for i := range w.Escalations.Tickets {
		t := &w.Escalations.Tickets[i]
		if c := t.Ticket.Client; c != last {
			w.printf("\n%s (times of %s)\n", c.Name, c.Calendar.Zone())
			last = c
		}
		w.printf("\n  %s\n", t.heading())
		lines := table{indent: "    ", columns: []column{{"", left}, {"", left}, {"", left}, {"", left}, {"", left}}}
		for j := range t.Calls {
			lines.add(w.callCells(t.Ticket, &t.Calls[j])...)
		}
		lines.write(w.Writer)
		if n := t.Ticket.Refused; n > 0 {
			w.printf("    %s about this ticket refused: %s not here\n", count(n, "row"), map[bool]string{true: "what it says is", false: "what they say is"}[n == 1])
		}
		if len(t.Calls) == 0 {
			w.printf("    nothing should have fired, and nobody was told\n")
		}
	}
}

// heading returns which ticket it is, and which way it goes: "T-1188  P2  resolution
// missed · P2: policy p2, ladders answer and standard, queue network".
func (t *TicketCalls) heading() string {
	var broken []string
	for _, p := range t.Promises {
		state := " at risk"
		if p.Outcome == msp.Missed {
			state = " missed"
		}
		broken = appendNew(broken, p.Kind.String()+state)
	}
	text := t.Ticket.ID + "  " + t.Ticket.Priority.String() + "  " + strings.Join(broken, ", ") + " · "
	if !t.Routed {
		return text + "no route is for it"
	}
	route := t.Path.Route
	var to []string
	if route.Policy != "" {
		to = append(to, "policy "+route.Policy)
	}
	var ladders []string
	for _, ladder := range t.Path.Ladders {
		if ladder.Name() != "" {
			ladders = appendNew(ladders, ladder.Name())
		}
	}
	if len(ladders) > 0 {
		to = append(to, "ladders "+strings.Join(ladders, " and "))
	}
	if route.Queue != "" {
		to = append(to, "queue "+route.Queue)
	}
	if route.Name != "" {
		text += route.Name + ": "
	}
	return text + strings.Join(to, ", ")
}

// callCells returns a line: when, which level, what, who should be told, and what
// happened.
func (w *textWriter) callCells(t *Ticket, c *Call) []string {
	zone := t.Client.Calendar.Zone()
	at := c.At.In(zone)
	cells := []string{w.dayText(at) + " " + clockText(at), c.Level, "", "", ""}
	if c.Step >= 0 {
		cells[2] = c.stepText()
	}
	then := func(t time.Time) string { // shorter on the same day
		if t = t.In(zone); w.dayText(t) == w.dayText(at) {
			return clockText(t)
		}
		return w.dayText(t) + " " + clockText(t)
	}
	switch c.Action {
	case escalation.Fired:
		cells[3] = strings.Join(c.Targets, ", ")
		if len(c.Targets) == 0 {
			cells[3] = none
		}
		cells[4] = c.verdictText(then)
	case escalation.Skipped:
		cells[4] = "skipped: " + c.whyText(w.Model, t.Client)
		if c.Cause == escalation.ClockStopped {
			cells[1] = ""
		}
	case escalation.Deferred:
		cells[4] = "put off until " + then(c.Until) + ": " + c.whyText(w.Model, t.Client)
	case escalation.Stalled:
		cells[4] = "waits for ever: " + c.whyText(w.Model, t.Client)
	case escalation.Acknowledged:
		cells[4] = strings.TrimSuffix("taken by "+c.By, " by ")
		if c.By == byAnswer {
			cells[4] = "answered, and so taken"
		}
	case escalation.Snoozed:
		cells[4] = "put off until " + then(c.Until)
		if c.By == byEnd {
			cells[4] = "resolved, and reopened " + then(c.Until)
		} else if c.By != "" {
			cells[4] += " by " + c.By
		}
	case escalation.Suppressed:
		cells[4] = "maintenance until " + then(c.Until)
	case escalation.Exhausted:
		cells[4] = "nobody has taken it, and nobody else is told"
	case escalation.Resolved, escalation.Ignored:
		cells[4] = c.Action.String()
	case 0: // a telling that nothing asks for
		cells[4] = c.Told.To + " was told without a reason"
	}
	return cells
}

// name returns the name of a step or rung, or its place.
func (c *Call) name() string {
	if c.Name == "" {
		return "step " + strconv.Itoa(c.Step+1)
	}
	return c.Name
}

// stepText returns the names of a call, and why it comes if that is not its turn: "desk,
// pass 2", "network, escalated by Eli".
func (c *Call) stepText() string {
	text := c.name()
	if c.Pass > 0 {
		text += ", pass " + strconv.Itoa(c.Pass+1)
	}
	text = strings.Join(append([]string{text}, c.Also...), ", ")
	if c.Action != escalation.Fired {
		return text
	}
	by := ""
	if c.By != "" {
		by = " by " + c.By
	}
	switch reopened := c.Pause.By == byEnd; {
	case c.Cause == escalation.Escalated:
		text += ", escalated" + by
	case c.Cause == escalation.Unacked:
		text += ", given back" + by
	case c.Cause == escalation.AckTimedOut:
		text += ", no longer taken"
	case c.Cause == escalation.SnoozeOver && reopened:
		text += ", reopened"
	case c.Cause == escalation.SnoozeOver:
		text += ", no longer put off"
	}
	return text
}

// whyText returns the reason of an entry, with the names of the calendar and the clock.
func (c *Call) whyText(m *Model, client *Client) string {
	entry := c.Entry
	switch {
	case c.Cause == escalation.ClockStopped:
		return "the " + c.Clock + " clock was stopped"
	case c.Pause.By == byEnd:
		return "resolved until then"
	case c.Pause.Type == escalation.Snooze:
		return "snoozed"
	}
	if entry.Calendar == catalog.ClientHours {
		entry.Calendar = m.Hours(client.Calendar)
	}
	return entry.Why().String()
}

func (c *Call) verdictText(then func(time.Time) string) string {
	told := ""
	if c.Told != nil {
		told = "told " + then(c.Told.At)
		if len(c.Targets) > 1 {
			told = c.Told.To + " " + told
		}
	}
	switch c.Verdict {
	case InTime:
		return told
	case TooLate:
		return told + ": late by " + durationText(c.Late())
	case Another:
		text := "not told, but " + c.Told.To + " " + then(c.Told.At)
		if c.Late() > grace {
			text += ", late by " + durationText(c.Late())
		}
		return text
	case Never:
		return "never told"
	case Open:
		return "not told yet"
	case Nobody:
		return "nobody was on call"
	case Coming:
		return "is next, if nothing happens"
	case NoReason, 0:
	}
	return ""
}
