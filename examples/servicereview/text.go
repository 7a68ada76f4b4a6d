package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText writes a review as tables for a terminal of 120 columns.
func WriteText(out io.Writer, r *Review) error {
	w := &textWriter{bufio.NewWriter(out), r}
	w.head()
	if r.Tickets > 0 {
		w.clients()
		w.priorities()
		w.missed()
		w.atRisk()
		w.notJudged()
	}
	return w.Flush()
}

type textWriter struct {
	*bufio.Writer

	*Review
}

func (w *textWriter) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// title begins a section.
func (w *textWriter) title(text string) {
	w.printf("\n\n%s\n%s\n\n", text, strings.Repeat("═", len([]rune(text))))
}

// note writes what a reader must know about the table above.
func (w *textWriter) note(text string) { w.printf("\n  %s\n", text) }

func (w *textWriter) head() {
	w.printf("SERVICE REVIEW\n\n")
	asOf := w.AsOf.Format("Mon 2 Jan 2006 15:04 MST")
	t := table{columns: []column{{"", left}, {"", left}}}
	if w.Tickets > 0 {
		days := int(w.Last.Sub(w.First).Hours()/24) + 1
		t.add("Tickets opened", w.First.UTC().Format("Mon 2 Jan 2006")+" – "+w.Last.UTC().Format("Mon 2 Jan 2006")+" ("+count(days, "day")+")")
	}
	t.add("As of", asOf)
	t.add("Clients", grouped(len(w.Clients)))
	t.add("Tickets", fmt.Sprintf("%s, %s of them open", grouped(w.Tickets), grouped(w.All.Open)))
	judged := w.All.Promises[Response].Rate.Tally().Judged() + w.All.Promises[Resolution].Rate.Tally().Judged()
	t.add("Promises", fmt.Sprintf("%s judged, %s missed; %s at risk now", grouped(int(judged)), grouped(len(w.Missed)), grouped(len(w.AtRisk))))
	if w.Later > 0 {
		t.add("Left out", count(w.Later, "ticket")+" opened after the as-of instant")
	}
	t.add("Rows refused", grouped(w.Refused))
	t.write(w.Writer)
}

// clients writes a line a client.
func (w *textWriter) clients() {
	w.title("Clients: were the promises kept?")
	t := table{columns: []column{
		{"client", left},
		{"tickets", right},
		{"open", right},
		{"response", right},
		{"met/of", right},
		{"pend", right},
		{"excl", right},
		{"resolution", right},
		{"met/of", right},
		{"pend", right},
		{"excl", right},
		{"median", right},
		{"p90", right},
	}}
	add := func(name string, f *Figures) {
		cells := []string{name, grouped(f.Tickets), grouped(f.Open)}
		for _, p := range f.Promises {
			tally := p.Rate.Tally()
			cells = append(cells, percentText(p.Rate.Value()), fraction(tally.Met(), tally.Judged()), number(tally.Pending()), number(tally.Excluded()))
		}
		t.add(append(cells, valueText(f.MedianTime), valueText(f.P90Time))...)
	}
	for i := range w.Clients {
		add(w.Clients[i].Client.Name, &w.Clients[i].Figures)
	}
	t.rule()
	add("all", &w.All)
	t.write(w.Writer)
	w.note("Percentages are of the promises judged, rounded down: met/of. Pending (pend) and excluded (excl) are not judged.")
	w.printf("  Median and p90 are the time to resolve, in the open time that the target counts, by %s.\n", strings.ReplaceAll(quantileRule.String(), "_", " "))
}

// priorities writes a line for each client and priority.
func (w *textWriter) priorities() {
	w.title("Priorities: what was promised, and when it was done")
	t := table{columns: []column{
		{"client", left},
		{"", left},
		{"promise", left},
		{"target", left},
		{"tickets", right},
		{"by due", right},
		{"by limit", right},
		{"breached", right},
		{"pend", right},
		{"excl", right},
		{"kept", right},
	}}
	for i := range w.Clients {
		c := &w.Clients[i]
		if i > 0 && len(t.rows) > 0 && len(c.Priorities) > 0 {
			t.add(make([]string, len(t.columns))...)
		}
		name := c.Client.Name
		for j := range c.Priorities {
			p := &c.Priorities[j]
			priority, tickets := p.Priority.String(), grouped(p.Tickets)
			for kind := range Kind(kinds) {
				of := &p.Promises[kind]
				tally := of.Rate.Tally()
				target := strings.Join(of.Spans, ", then ")
				if target == "" {
					target = none
				}
				t.add(name, priority, kind.String(), target, tickets,
					number(tally.Met()-int64(of.ByLimit)), number(int64(of.ByLimit)), number(tally.Missed()),
					number(tally.Pending()), number(tally.Excluded()), percentText(of.Rate.Value()))
				name, priority, tickets = "", "", ""
			}
		}
	}
	t.write(w.Writer)
	w.note("Due is when the target is used up. Where that is a closing, the limit is the next opening: done by then is in time.")
}

// atRisk writes a line for each promise that will soon be broken.
func (w *textWriter) atRisk() {
	w.title("At risk: " + count(len(w.AtRisk), "promise") + " with less than a quarter of the time left")
	if len(w.AtRisk) == 0 {
		w.printf("  None.\n")
		return
	}
	t := table{columns: []column{
		{"due", left}, {"limit", left}, {"left", right}, {"of", left}, {"ticket", left}, {"", left}, {"promise", left}, {"client", left},
	}}
	for i := range w.AtRisk {
		p := &w.AtRisk[i]
		c := p.Ticket.Client
		zone := c.Calendar.Zone()
		due, _ := p.Deadline.Due()
		limitText := "never"
		if limit, ok := p.Deadline.Limit(); ok && limit.Equal(due) {
			limitText = "the same"
		} else if ok {
			limitText = w.instantText(limit, zone)
		}
		remaining, _ := p.Deadline.Remaining(p.End)
		target, _ := p.Deadline.Target()
		of, span := durationText(target), spanText(p.Target.Span())
		if span != of {
			of += ", " + span
		}
		t.add(w.instantText(due, zone), limitText, durationText(remaining), of,
			p.Ticket.ID, p.Ticket.Priority.String(), p.Kind.String(), c.Name)
	}
	t.write(w.Writer)
}

// notJudged writes why promises are excluded.
func (w *textWriter) notJudged() {
	if len(w.NotJudged) == 0 {
		return
	}
	w.title("Not judged: where nothing was promised")
	t := table{columns: []column{{"client", left}, {"promise", left}, {"tickets", right}, {"why", left}}}
	for _, n := range w.NotJudged {
		t.add(n.Client.Name, n.Kind.String(), grouped(n.Count), n.Why.String())
	}
	t.write(w.Writer)
}

func number(n int64) string {
	if n == 0 {
		return none
	}
	return grouped(int(n))
}

func fraction(met, judged int64) string {
	if judged == 0 {
		return none
	}
	return grouped(int(met)) + "/" + grouped(int(judged))
}
