package main

import (
	"slices"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// performance writes how the clients were served in the months that are over.
func (w *textWriter) performance() {
	p := w.Performance
	if p == nil {
		return
	}
	w.scorecard()
	if len(p.Months) == 0 {
		return
	}
	w.trends()
	w.outlook()
}

// subjects returns the clients, and all of them if there are several.
func (p *Performance) subjects() []*Subject {
	var out []*Subject
	for i := range p.Clients {
		out = append(out, &p.Clients[i])
	}
	if len(out) != 1 {
		out = append(out, &p.All)
	}
	return out
}

// spanText returns "February 2026 – April 2026".
func (p *Performance) spanText() string {
	text := monthText(p.Months[0])
	if last := monthText(p.Months[len(p.Months)-1]); last != text {
		text += " – " + last
	}
	return text
}

// cardText returns "2 of 6 met, 3 missed, 1 unknown: Managed IT services model".
func (p *Performance) cardText() string {
	counts := make(map[metrics.Status]int)
	for _, l := range p.All.Card.Lines {
		counts[l.Status]++
	}
	parts := []string{grouped(counts[metrics.StatusMet]) + " of " + grouped(len(p.All.Card.Lines)) + " met"}
	for _, s := range [...]metrics.Status{metrics.StatusNear, metrics.StatusMissed, metrics.StatusInsufficient, metrics.StatusUnknown} {
		if counts[s] > 0 {
			parts = append(parts, grouped(counts[s])+" "+s.String())
		}
	}
	return strings.Join(parts, ", ") + ": " + p.Set.Title()
}

func (w *textWriter) scorecard() {
	p := w.Performance
	w.title("Scorecard: " + p.Set.Title())
	if len(p.Months) == 0 {
		w.printf("  No month is over for all clients.\n")
		return
	}
	t := table{columns: []column{
		{"", left}, {"status", left}, {"value", right}, {"goal", left}, {"gap", right}, {"n", right}, {"left out", left},
	}}
	for i, s := range p.subjects() {
		name := s.Name
		if own := s.Set.Title(); own != p.Set.Title() {
			name += " (held to " + own + ")"
		}
		t.addHead(i, name)
		for _, l := range s.Card.Lines {
			t.add(lineCells(l)...)
		}
	}
	t.write(w.Writer)
	other := ""
	if p.Other > 0 {
		other = " Left out: " + grouped(p.Other) + " of other months."
	}
	w.note("Tickets opened in "+p.spanText()+" on the client's clock, as they stand now."+other,
		"The status is that of the exact value; shares are shown rounded down. The gap is below zero short of the goal.",
		"Unknown: the KPI was not measured, or there was nothing to count. A trend is judged by its slope, month by month.")
	w.printf("\nWhat is counted:\n")
	for _, l := range p.All.Card.Lines {
		text := l.KPI.Text
		if text == "" {
			text = "not measured"
		}
		if l.Target.Applies != "" {
			text += " (target: " + l.Target.Applies + ")"
		}
		w.wrap("    ", l.KPI.Title+": "+text)
	}
	w.wrap("    ", "Source: "+p.Set.Spec().Source)
}

// addHead adds a line with nothing but a name, after an empty one if it is not the first.
func (t *table) addHead(place int, name string) {
	if place > 0 {
		t.add(make([]string, len(t.columns))...)
	}
	cells := make([]string, len(t.columns))
	cells[0] = name
	t.add(cells...)
}

// lineCells returns KPI, status, value, goal, gap, n and what was left out.
func lineCells(l metrics.ScoreLine) []string {
	status := l.Status.String()
	if l.Status == 0 {
		status = "benchmark"
	}
	value := kpiText(l.KPI.Value)
	if l.Target.Goal.Trend() && l.Direction != 0 {
		value = l.Direction.String()
	}
	gap := kpiText(l.Gap)
	if l.Gap.Unit() == metrics.UnitShare {
		gap = l.Gap.Percent(2, msp.HalfUp) // a tenth of a percent is much, close to a goal
	}
	if l.Gap.Defined() && l.Gap.Exact().Sign() > 0 {
		gap = "+" + gap
	}
	out := "not measured"
	if l.KPI.Text != "" {
		parts := []string{l.KPI.LeftOut.String()}
		if !l.KPI.Value.Defined() {
			parts = append([]string{l.KPI.Value.Reason().String()}, parts...)
		}
		out = strings.Trim(strings.Join(parts, "; "), "; ")
	}
	return []string{"  " + l.KPI.Title, status, value, l.Target.Goal.String(), gap, grouped(int(l.KPI.Value.N())), out}
}

// kpiText returns a value as people read it, or none: shares rounded down to a tenth of a
// percent, times to the minute, money in whole units, other numbers to two places.
func kpiText(v metrics.Value) string {
	switch {
	case !v.Defined():
		return none
	case v.Unit() == metrics.UnitShare:
		return v.Percent(1, msp.Floor)
	case v.Unit() == metrics.UnitDuration:
		return minutesText(v)
	case v.Unit() == metrics.UnitMoney:
		return v.Text(0, msp.HalfUp)
	}
	return v.Text(2, msp.HalfUp)
}

// shownMonths is how many months of a trend are shown, the last ones.
const shownMonths = 3

func (w *textWriter) trends() {
	p := w.Performance
	w.title("Trends: month over month")
	shown := p.Months[max(0, len(p.Months)-shownMonths):]
	columns := []column{{"", left}}
	for i, month := range shown {
		if i > 0 {
			columns = append(columns, column{"±", right})
		}
		columns = append(columns, column{monthText(month)[:3], right})
	}
	t := table{
		groups:  map[int]string{len(columns): "line", len(columns) + 2: "usual"},
		columns: append(columns, column{"a month", right}, column{"trend", left}, column{"from", right}, column{"to", right}),
	}
	for i, s := range p.subjects() {
		t.addHead(i, s.Name)
		for j := range s.Trends {
			if of := &s.Trends[j]; w.showsTrend(s, of) {
				t.add(of.cells()...)
			}
		}
	}
	t.write(w.Writer)
	w.note("Of "+p.spanText()+", each with its own tickets, as they stand now; ± is the change from the month before,",
		"as a share of it. The line is that of least squares; the trend is the sign of its slope, however small. Usual are the",
		"limits of an individuals chart, mean ± 2.66 mean moving ranges, also beyond what a share can be; a month outside them",
		"has a * and a cause of its own. With a month in which there was nothing to count, there is neither line nor limits.",
		"Of a client, what has a target, and the volume.")
}

// showsTrend reports whether a trend is shown: of all clients what matters most, of one
// the volume and what has a target, if there is a value at all.
func (w *textWriter) showsTrend(s *Subject, t *Trend) bool {
	if !slices.ContainsFunc(t.Points, metrics.Value.Defined) {
		return false
	}
	important := []string{"ticket_volume"}
	if s == &w.Performance.All || len(w.Performance.Clients) == 1 {
		important = []string{
			"ticket_volume", "backlog", "sla_compliance", "response_compliance", "first_contact_resolution", "first_level_resolution",
			"mttr", "handle_time", "reopen_rate", "escalation_rate",
			"csat_mean", "uptime", "tickets_per_endpoint_month", "gross_margin", "revenue_per_employee",
		}
	}
	return slices.Contains(important, t.Name) ||
		slices.ContainsFunc(s.Set.Spec().Targets, func(of metrics.TargetSpec) bool { return of.KPI == t.Name })
}

// cells returns the cells of a trend: the last months, and what all of them come to.
func (t *Trend) cells() []string {
	cells := []string{"  " + t.Title}
	first := max(0, len(t.Points)-shownMonths)
	for i := first; i < len(t.Points); i++ {
		if i > first {
			cells = append(cells, changeText(t.Changes[i-1]))
		}
		value := kpiText(t.Points[i])
		if slices.Contains(t.Limits.Outside, i) {
			value += "*"
		}
		cells = append(cells, value)
	}
	slope := kpiText(t.Slope)
	if t.Slope.Defined() && t.Slope.Exact().Sign() > 0 {
		slope = "+" + slope
	}
	direction := none
	if t.Direction != 0 {
		direction = t.Direction.String()
	}
	return append(cells, slope, direction, kpiText(t.Limits.Low), kpiText(t.Limits.High))
}

// changeText returns "+3.6%", rounded to the nearest.
func changeText(v metrics.Value) string {
	if !v.Defined() {
		return none
	}
	text := v.Percent(1, msp.HalfEven)
	if v.Exact().Sign() > 0 {
		text = "+" + text
	}
	return text
}

// minutesText returns a duration to the nearest minute, one below a minute to the second.
func minutesText(v metrics.Value) string {
	d, err := v.Duration(msp.HalfUp)
	if err != nil {
		return v.Text(0, msp.HalfUp)
	}
	return roundedText(d)
}
