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
		w.escalations()
		w.finance()
		w.performance()
	}
	w.audit()
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
func (w *textWriter) note(lines ...string) { w.printf("\n  %s\n", strings.Join(lines, "\n  ")) }

func (w *textWriter) head() {
	w.printf("SERVICE REVIEW\n\n")
	t := table{columns: []column{{"", left}, {"", left}}}
	if w.Tickets > 0 {
		days := int(w.Last.Sub(w.First).Hours()/24) + 1
		t.add("Tickets opened", w.First.UTC().Format("Mon 2 Jan 2006")+" – "+w.Last.UTC().Format("Mon 2 Jan 2006")+" ("+count(days, "day")+")")
	}
	t.add("As of", w.AsOf.UTC().Format("Mon 2 Jan 2006 15:04 MST")+"; all times below are those of the client's clock")
	t.add("Clients", grouped(len(w.Clients)))
	t.add("Tickets", fmt.Sprintf("%s, %s of them open", grouped(w.Tickets), grouped(w.All.Open)))
	judged := w.All.Promises[Response].Rate.Tally().Judged() + w.All.Promises[Resolution].Rate.Tally().Judged()
	if w.Tickets > 0 {
		t.add("Events", grouped(w.Events)+", the openings among them")
	}
	t.add("Promises", fmt.Sprintf("%s judged, %s missed; %s at risk now", grouped(int(judged)), grouped(len(w.Missed)), grouped(len(w.AtRisk))))
	if judged > 0 {
		t.add("Kept", w.keptText(Response)+", "+w.keptText(Resolution)+" (rounded down)")
	}
	if w.Later > 0 {
		t.add("Left out", count(w.Later, "ticket")+" opened after the as-of instant")
	}
	if e := w.Escalations; e != nil && w.Tickets > 0 {
		f := &e.All
		t.add("Escalations", fmt.Sprintf("%s due, %s of them in time, %s never told; %s more with nobody on call",
			grouped(f.Due), grouped(f.InTime), grouped(f.Never), grouped(f.Nobody)))
	}
	if f := w.Finance; f != nil && len(f.Months) > 0 {
		t.add("Invoiced", moneyText(f.All.Invoiced)+" "+f.Book.Currency.String()+" for "+w.monthsText()+", with a margin of "+marginText(f.All.Profit.Margin))
	}
	if p := w.Performance; p != nil && len(p.All.Card.Lines) > 0 {
		t.add("Targets", p.cardText())
	}
	if a := w.Audit; a != nil {
		t.add("Audit", a.countText())
	}
	t.add("Input rows refused", grouped(w.Refused))
	t.write(w.Writer)
}

// keptText returns "response 93.1% of 482".
func (w *textWriter) keptText(kind Kind) string {
	rate := w.All.Promises[kind].Rate
	if judged := rate.Tally().Judged(); judged > 0 {
		return fmt.Sprintf("%s %s of %s", kind, percentText(rate.Value()), grouped(int(judged)))
	}
	return kind.String() + " " + none
}

// clients writes a line a client.
func (w *textWriter) clients() {
	w.title("Clients: were the promises kept?")
	t := table{groups: map[int]string{3: "response", 7: "resolution", 11: "time to resolve"}, columns: []column{
		{"client", left},
		{"tickets", right},
		{"open", right},
		{"kept", right},
		{"met/of", right},
		{"pend", right},
		{"excl", right},
		{"kept", right},
		{"met/of", right},
		{"pend", right},
		{"excl", right},
		{"n", right},
		{"median", right},
		{"p90", right},
	}}
	add := func(name string, f *Figures) {
		cells := []string{name, grouped(f.Tickets), grouped(f.Open)}
		for _, p := range f.Promises {
			tally := p.Rate.Tally()
			cells = append(cells, percentText(p.Rate.Value()), fraction(tally.Met(), tally.Judged()), number(tally.Pending()), number(tally.Excluded()))
		}
		t.add(append(cells, number(f.MedianTime.N()), valueText(f.MedianTime), valueText(f.P90Time))...)
	}
	for i := range w.Clients {
		add(w.Clients[i].Client.Name, &w.Clients[i].Figures)
	}
	t.rule()
	add("all", &w.All)
	t.write(w.Writer)
	w.note("Percentages are of the promises judged, rounded down: met/of. Pending (pend) and excluded (excl) are not judged.",
		"Median and p90 (by "+strings.ReplaceAll(quantileRule.String(), "_", " ")+") are of n resolved tickets, in the open time that their targets count.",
		"There are none over the hours of several calendars: an hour around the clock is not an hour of an office.")
}

// priorities writes a line for each client and priority.
func (w *textWriter) priorities() {
	w.title("Priorities: what was promised, and when it was done")
	t := table{columns: []column{
		{"client", left},
		{"", left},
		{"promise", left},
		{"target", left},
		{"all", right},
		{"by due", right},
		{"in grace", right},
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
		names := []string{c.Client.Name, "(" + w.Model.Hours(c.Client.Calendar) + ")"} // one under the other
		for j := range c.Priorities {
			p := &c.Priorities[j]
			priority := p.Priority.String()
			for kind := range Kind(kinds) {
				of := &p.Promises[kind]
				tally := of.Rate.Tally()
				if tally.Total() == 0 {
					continue // all of them ended under another priority
				}
				name := ""
				if len(names) > 0 {
					name, names = names[0], names[1:]
				}
				t.add(name, priority, kind.String(), w.termsText(of.Terms, c.Client), number(tally.Total()),
					number(tally.Met()-int64(of.InGrace)), number(int64(of.InGrace)), number(tally.Missed()),
					number(tally.Pending()), number(tally.Excluded()), percentText(of.Rate.Value()))
				priority = ""
			}
		}
	}
	t.write(w.Writer)
	w.note("Targets are in the open hours of the calendar (in brackets) under the client, or of the one that stands beside them.",
		"A promise stands under the priority that was in force when it ended, or is now.",
		"Due is when the target is used up. Where that is a closing, the limit is the next opening: done between the two is",
		"in grace, and in time. Kept is the share of those by due and in grace together, of those judged, rounded down.")
}

// termsText returns what was promised, naming hours that are not the client's own:
// "4h (london-always), then 2h".
func (w *textWriter) termsText(terms []Terms, c *Client) string {
	if len(terms) == 0 {
		return none
	}
	texts := make([]string, len(terms))
	for i, of := range terms {
		texts[i] = of.Span
		if of.Calendar != c.Calendar {
			texts[i] += " (" + w.Model.Hours(of.Calendar) + ")"
		}
	}
	return strings.Join(texts, ", then ")
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
