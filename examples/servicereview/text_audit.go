package main

import (
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// countText returns "1 error, 3 warnings; 1 acknowledged".
func (a *Audited) countText() string {
	counts := make(map[msp.Severity]int)
	for _, f := range a.Findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range [...]msp.Severity{msp.SeverityError, msp.SeverityWarning, msp.SeverityInfo} {
		if n := counts[s]; n > 0 && s == msp.SeverityInfo {
			parts = append(parts, grouped(n)+" "+s.String())
		} else if n > 0 {
			parts = append(parts, count(n, s.String()))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no findings"}
	}
	text := strings.Join(parts, ", ")
	if len(a.Known) > 0 {
		text += "; " + grouped(len(a.Known)) + " acknowledged"
	}
	return text
}

// audit writes which parts of the model do not fit together, those first by which a
// promise to a client is at risk.
func (w *textWriter) audit() {
	a := w.Audit
	if a == nil {
		return
	}
	w.title("Audit: do the promises of the model fit together?")
	w.printf("On %s: %s.\n", a.On, a.countText())
	w.lateClients()
	var promises, others []catalog.Finding
	for _, f := range a.Findings {
		if isPromise(f.Check) {
			promises = append(promises, f)
		} else {
			others = append(others, f)
		}
	}
	for _, part := range []struct {
		title    string
		findings []catalog.Finding
	}{{"Promises at risk", promises}, {"What else does not fit", others}, {"Acknowledged", a.Known}} {
		if len(part.findings) > 0 {
			w.printf("\n%s\n", part.title)
		}
		for i := range part.findings {
			w.finding(&part.findings[i])
		}
	}
}

func (w *textWriter) finding(f *catalog.Finding) {
	w.printf("\n")
	w.wrap("  ", f.Severity.String()+": "+f.Subject+" ("+f.Check.String()+", "+string(f.Code)+")")
	w.wrap("    ", f.Why.String()+".")
	if k := f.Acknowledged; k != nil {
		w.wrap("    ", "Known to "+k.By+", until "+k.Until.String()+": "+k.Reason+".")
	}
	if f.Mend != "" {
		w.wrap("    ", "Mend: "+f.Mend+".")
	}
	w.printf("    in %s\n", f.Path)
}

// lateClients writes to whom a response will come late, with a ticket that shows it.
func (w *textWriter) lateClients() {
	a := w.Audit
	late := 0
	for i := range a.Clients {
		late += len(a.Clients[i].Late)
	}
	if a.Proved > 0 {
		w.printf("Promises of a response: %s, of which %s kept all year whenever a ticket is opened: somebody is told in time.\n",
			grouped(a.Proved), map[bool]string{true: "1 is", false: grouped(a.Proved-late) + " are"}[a.Proved-late == 1])
	}
	for i := range a.Clients {
		c := &a.Clients[i]
		w.printf("\n  %s: %s at risk\n", c.Client.Name, count(len(c.Late), "promise"))
		w.wrap("    ", strings.TrimPrefix(c.Worst.String(), c.Client.Name+" / "))
	}
}
