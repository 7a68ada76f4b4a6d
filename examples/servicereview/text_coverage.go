package main

import (
	"strings"

	"github.com/mspkit/msp/calendar"
)

// mostGaps is how many gaps of a schedule are shown. One with more of them has other hours
// than it should.
const mostGaps = 30

// coverage writes when nobody was on call, and how much everybody was.
func (w *textWriter) coverage() {
	c := &w.Escalations.Coverage
	w.title("On-call coverage: gaps, and who carried it")
	t := table{columns: []column{
		{"schedule", left}, {"has to cover", left}, {"times of", left}, {"gaps", right}, {"open", right}, {"load", left}, {"on call", right}, {"turns", right},
	}}
	for i := range c.Rotas {
		r := &c.Rotas[i]
		if i > 0 {
			t.add(make([]string, len(t.columns))...)
		}
		hours := r.Hours
		if hours == "" {
			hours = "round the clock"
		}
		first := []string{r.Schedule.Name(), hours, r.Zone.String(), number(int64(len(r.Gaps))), amountText(r.Rest)}
		for _, l := range r.Load {
			t.add(append(first, l.Person, durationText(l.OnCall), number(int64(l.Duties)))...)
			first = make([]string, len(first))
		}
	}
	t.write(w.Writer)
	w.note("From the day of the first ticket to the as-of instant. Open is the time of the gaps: in it somebody has to be on call,",
		"and nobody is. Turns are stretches of being on call without a break.")
	for i := range c.Rotas {
		r := &c.Rotas[i]
		if len(r.Gaps) == 0 {
			continue
		}
		w.printf("\n%s: nobody on call (times of %s)\n", r.Schedule.Name(), r.Zone)
		t := table{indent: "    ", columns: []column{{"", left}, {"", left}, {"", right}}}
		for _, gap := range r.Gaps[:min(len(r.Gaps), mostGaps)] {
			t.add(w.dayText(gap.From)+" "+clockText(gap.From)+gap.From.Format(" MST"), "– "+w.gapEnd(gap), durationText(gap.Duration()))
		}
		t.write(w.Writer)
		if n := len(r.Gaps) - mostGaps; n > 0 {
			w.printf("    and %s more\n", count(n, "gap"))
		}
	}
	w.flaws()
}

// gapEnd returns the end of a gap, without the day if that is the same.
func (w *textWriter) gapEnd(gap calendar.Interval) string {
	if w.dayText(gap.From) == w.dayText(gap.To) {
		return clockText(gap.To) + gap.To.Format(" MST")
	}
	return w.dayText(gap.To) + " " + clockText(gap.To) + gap.To.Format(" MST")
}

// flaws writes what nobody can want of policies, ladders and routes, and then where that is.
func (w *textWriter) flaws() {
	flaws := w.Escalations.Coverage.Flaws
	if len(flaws) == 0 {
		return
	}
	w.printf("\nWhat nobody can want of the policies, ladders and routes (instants in UTC):\n")
	var messages []string
	places := make(map[string][]string)
	for _, f := range flaws {
		place := f.Issue.Path
		if n := len(f.Clients); n > 0 {
			names := make([]string, n)
			for i, c := range f.Clients {
				names[i] = c.Name
			}
			place += " (" + strings.Join(names, ", ") + ")"
		}
		messages = appendNew(messages, f.Issue.Message)
		places[f.Issue.Message] = append(places[f.Issue.Message], place)
	}
	for _, message := range messages {
		w.wrap("    ", message)
		w.wrap("      ", "in "+strings.Join(places[message], ", "))
	}
}

// wrap writes a text in lines of at most 120 columns.
func (w *textWriter) wrap(indent, text string) {
	const width = 120
	line := indent
	for i, word := range strings.Fields(text) {
		if i > 0 && len([]rune(line))+1+len([]rune(word)) > width {
			w.printf("%s\n", line)
			line = indent + word
			continue
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	w.printf("%s\n", line)
}
