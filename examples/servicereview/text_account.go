package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// missed writes a block for each broken promise.
func (w *textWriter) missed() {
	w.title("Missed: " + count(len(w.Missed), "promise") + ", and where the time went")
	if len(w.Missed) == 0 {
		w.printf("  None.\n")
		return
	}
	w.printf("Worst first for each client: by what part of the target was used up. A line is a day, or some alike. The last column\n" +
		"says why the rest did not count; where it is left out, the rest was outside hours, if there was any. Held is open time\n" +
		"that did not count, since the ticket waited or was resolved before it was reopened.\n\n")
	var last *Client
	for i := range w.Missed {
		a := &w.Missed[i]
		if c := a.Ticket.Client; c != last {
			if last != nil {
				w.printf("\n")
			}
			w.printf("%s (times of %s)\n", c.Name, c.Calendar.Zone())
			last = c
		}
		target, _ := a.Status.Target()
		counted, promised := durationText(a.Status.Elapsed()), durationText(target)
		verdict := "late by " + durationText(a.Late()) + " = " + counted + " counted − " + promised + " promised"
		if a.Late() <= 0 { // a breach that stays one
			verdict = "broken before it got more time: " + counted + " counted, " + promised + " promised now"
		}
		w.printf("\n  %s  %s (%s)\n", a.heading(), verdict, w.promised(&a.Promise, "hours: "))
		w.account(a)
	}
}

// heading returns which promise it is: "T-1060  P2, was P3  resolution".
func (p *Promise) heading() string {
	priority := p.Priority().String()
	if was := p.priorityAtFirst(); was != p.Priority() {
		priority += ", was " + was.String()
	}
	return p.Ticket.ID + "  " + priority + "  " + p.Kind.String()
}

// account writes what happened to a promise and where the time went.
func (w *textWriter) account(a *Account) {
	w.printf("    opened %s · %s\n", w.clientTime(a, a.Ticket.Opened), w.endText(a))
	w.printf("    %s\n", strings.Join(w.deadlines(a), " · "))
	if a.Ticket.Refused > 0 {
		w.printf("    %s about this ticket refused: it is judged without\n", count(a.Ticket.Refused, "row"))
	}
	for _, n := range a.History {
		w.printf("      %s  %s\n", w.dayText(n.At)+" "+clockText(n.At), n.Text)
	}
	w.days(a.Days)
}

func (w *textWriter) clientTime(a *Account, t time.Time) string {
	return w.instantText(t, a.Ticket.Client.Calendar.Zone())
}

// endText returns how a promise ended, or why it has not.
func (w *textWriter) endText(a *Account) string {
	at := w.clientTime(a, a.End())
	switch {
	case a.Done() && a.Kind == Response:
		return "answered " + at
	case a.Done():
		return "resolved " + at
	case a.Status.State() == sla.Paused:
		return "waits as of " + at + ": " + holdsText(a.Status.Holds())
	default:
		return "still open as of " + at
	}
}

// deadlines returns the instants that decide: "due …", "limit …", "over since …".
func (w *textWriter) deadlines(a *Account) (texts []string) {
	if since, ok := a.AtRiskSince(); ok && a.AtRisk() {
		texts = append(texts, "75% "+w.clientTime(a, since))
	}
	due, known := a.Status.Due()
	if !known {
		if due, ok := a.DueAtLast(); ok {
			return append(texts, "due "+w.clientTime(a, due)+" if it is resumed now")
		}
		return append(texts, "never due: its hours do not open again for so long")
	}
	texts = append(texts, "due "+w.clientTime(a, due))
	limit, ok := a.Status.Limit()
	switch {
	case ok && limit.Equal(due):
		texts = append(texts, "limit = due")
	case ok:
		texts = append(texts, "limit "+w.clientTime(a, limit))
	case a.Status.State() == sla.Paused:
		texts = append(texts, "over when it is resumed")
	default:
		texts = append(texts, "no limit")
	}
	over, broken := a.Status.BreachAt()
	switch {
	case broken && ok && over.Equal(limit):
		texts = append(texts, "over from then on")
	case broken:
		texts = append(texts, "over since "+w.clientTime(a, over))
	}
	return texts
}

// days writes the lines of an explanation.
func (w *textWriter) days(days []Day) {
	held := slices.ContainsFunc(days, func(d Day) bool { return d.Held > 0 })
	why := slices.ContainsFunc(days, func(d Day) bool { return d.Notable || d.Counted == 0 })
	t := table{indent: "      ", plain: true, columns: []column{{"day", left}, {"counted", right}, {"when", left}}}
	if held {
		t.columns = append(t.columns, column{"held", right})
	}
	if why {
		t.columns = append(t.columns, column{"the rest of the day", left})
	}
	add := func(day, counted, when, heldText, rest string) {
		cells := []string{day, counted, when}
		if held {
			cells = append(cells, heldText)
		}
		t.add(append(cells, rest)...)
	}
	var counted, heldSum time.Duration
	for i := range days {
		d := &days[i]
		counted += d.Counted
		heldSum += d.Held
		hours := d.Hours
		switch {
		case d.Counted > 0 && hours == "":
			hours = "in " + count(d.Days, "day")
		case d.Counted > 0 && d.Days > 1:
			hours = strconv.Itoa(d.Days) + " × " + hours
		}
		add(w.daysText(d), amountText(d.Counted), hours, amountText(d.Held), strings.Join(d.Rest, "; "))
	}
	if len(days) > 1 {
		add("total", durationText(counted), "", amountText(heldSum), "")
	}
	t.write(w.Writer)
}

func amountText(d time.Duration) string {
	if d == 0 {
		return none
	}
	return durationText(d)
}

// daysText returns the days of a line: "Sat 14 – Mon 16 Feb".
func (w *textWriter) daysText(d *Day) string {
	last := d.To.Add(-1)
	if d.Days == 1 {
		return w.dayText(d.From)
	}
	if d.From.Month() == last.Month() && d.From.Year() == last.Year() {
		return d.From.Format("Mon 2 – ") + w.dayText(last)
	}
	return w.dayText(d.From) + " – " + w.dayText(last)
}

// promised returns what the target is, unless it is an amount, and after a title
// whose hours count: "2 business days, hours: boston".
func (r *Review) promised(p *Promise, title string) string {
	hours := title + r.Model.Hours(p.Target.Calendar())
	if _, ok := p.Target.Span().(sla.Within); ok {
		return hours
	}
	return spanText(p.Target.Span()) + ", " + hours
}

// atRisk writes a line for each promise that will soon be broken, and then where
// its time went.
func (w *textWriter) atRisk() {
	w.title("At risk: " + count(len(w.AtRisk), "promise") + " with 75% of the target or more used up")
	if len(w.AtRisk) == 0 {
		w.printf("  None.\n")
	} else {
		w.risks()
	}
	if p := w.Next; p != nil {
		due, _ := p.Status.Due()
		w.printf("\nDue next of all promises that are not held: %s %s %s of %s, %s.\n",
			p.Ticket.ID, p.Priority(), p.Kind, p.Ticket.Client.Name, w.instantText(due, p.Ticket.Client.Calendar.Zone()))
	}
	for i := range w.AtRisk {
		a := &w.AtRisk[i]
		target, _ := a.Status.Target()
		w.printf("\n  %s  %s: %s of %s used up (%s)\n", a.heading(), a.Ticket.Client.Name,
			durationText(a.Status.Elapsed()), durationText(target), w.promised(&a.Promise, "hours: "))
		w.account(a)
	}
}

// risks writes the table of the promises at risk.
func (w *textWriter) risks() {
	w.printf("As of %s.\n\n", strings.Join(w.clocks(), " =\n      "))
	t := table{columns: []column{
		{"due", left}, {"left", right}, {"of", right}, {"used", right}, {"hours", left}, {"ticket", left}, {"", left}, {"promise", left}, {"client", left},
	}}
	for i := range w.AtRisk {
		a := &w.AtRisk[i]
		remaining, _ := a.Status.Remaining()
		target, _ := a.Status.Target()
		due, second := w.dueCells(a)
		t.add(due, durationText(remaining), durationText(target), a.Status.Consumed().Percent(1, msp.Floor), w.promised(&a.Promise, ""),
			a.Ticket.ID, a.Priority().String(), a.Kind.String(), a.Ticket.Client.Name)
		if second != "" {
			t.add(second, "", "", "", "", "", "", "", "")
		}
	}
	t.write(w.Writer)
	w.note("Limit = due where no limit stands below. Left is open time, which passes in the hours named only. One that is held is",
		"due then if it is resumed now.")
}

// dueCells returns when a promise at risk is due, and what stands below it.
func (w *textWriter) dueCells(a *Account) (due, second string) {
	at, ok := a.DueAtLast()
	if !ok {
		return "never", ""
	}
	due = w.clientTime(a, at)
	limit, known := a.Status.Limit()
	switch {
	case a.Status.State() == sla.Paused:
		second = "held: " + holdsText(a.Status.Holds())
	case !known:
		second = "no limit"
	case !limit.Equal(at):
		second = "limit " + w.clientTime(a, limit)
	}
	return due, second
}

func holdsText(holds []sla.Hold) string {
	texts := make([]string, len(holds))
	for i, h := range holds {
		texts[i] = string(h)
	}
	return strings.Join(texts, ", ")
}

// clocks returns the as-of instant on the clocks of the clients with promises at
// risk, a few to a line.
func (w *textWriter) clocks() []string {
	const perLine = 4
	var texts []string
	for i := range w.AtRisk {
		texts = appendNew(texts, w.instantText(w.AsOf, w.AtRisk[i].Ticket.Client.Calendar.Zone()))
	}
	var lines []string
	for some := range slices.Chunk(texts, perLine) {
		lines = append(lines, strings.Join(some, " = "))
	}
	return lines
}
