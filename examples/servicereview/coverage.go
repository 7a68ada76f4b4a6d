package main

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// Coverage says whether somebody was on call when somebody had to be, and what nobody can
// want of what is written down.
type Coverage struct {
	From, To time.Time
	Rotas    []RotaCoverage
	Flaws    []Flaw
}

// A RotaCoverage is the part of one schedule.
type RotaCoverage struct {
	*Rota

	From time.Time           // midnight on its clock
	Gaps []calendar.Interval // in what has to be covered
	Load []escalation.Load   // the one with the most first
	Rest time.Duration       // open time of the gaps
}

// A Flaw is a finding about policies, ladders or routes.
type Flaw struct {
	Issue   msp.Issue
	Clients []*Client // whose tickets meet it; none: everybody's
}

// cover looks at the time from the day of an opening up to the as-of instant.
func (o *OnCall) cover(r *Review, first time.Time) Coverage {
	c := Coverage{From: first, To: r.AsOf}
	for i := range o.Rotas {
		rota := &o.Rotas[i]
		year, month, day := first.In(rota.Zone).Date()
		part := RotaCoverage{Rota: rota, From: time.Date(year, month, day, 0, 0, 0, 0, rota.Zone)}
		part.Gaps = rota.gaps(part.From, c.To)
		for _, gap := range part.Gaps {
			part.Rest += gap.Duration()
		}
		if loads, err := rota.Schedule.Load(part.From, c.To); err == nil { // the range is short enough
			part.Load = loads
			slices.SortStableFunc(part.Load, func(a, b escalation.Load) int { return int(min(1, max(-1, b.OnCall-a.OnCall))) })
		}
		c.Rotas = append(c.Rotas, part)
	}
	clients := make([]*Client, len(r.Clients))
	for i := range r.Clients {
		clients[i] = r.Clients[i].Client
	}
	if c.From.Before(c.To) {
		c.Flaws = o.lint(clients, c.From, c.To)
	}
	return c
}

// gaps returns when nobody is on call in a range though somebody has to be, on the clock
// of the schedule.
func (r *Rota) gaps(from, to time.Time) []calendar.Interval {
	var covered, empty []calendar.Interval
	for span := range r.Covers.Spans(from, to) {
		covered = append(covered, span)
	}
	for gap := range r.Schedule.Gaps(from, to) {
		empty = append(empty, gap)
	}
	gaps := calendar.NewIntervals(empty...).Intersect(calendar.NewIntervals(covered...))
	for i := range gaps {
		gaps[i] = calendar.Interval{From: gaps[i].From.In(r.Zone), To: gaps[i].To.In(r.Zone)}
	}
	return gaps
}

// idle returns the policies and ladders that no route names.
func (m *Model) idle() (found msp.Issues) {
	named := make(map[string]bool)
	for _, table := range m.tables() {
		for _, route := range table {
			named["policies."+route.Policy] = true
			for _, ladder := range route.Ladders {
				named["ladders."+ladder] = true
			}
		}
	}
	add := func(path string) {
		if !named[path] {
			found = append(found, msp.Issue{
				Severity: msp.SeverityWarning, Code: escalation.CodeUnreachable, Path: path, Message: "no route leads to it",
			})
		}
	}
	for i := range m.spec.Policies {
		add("policies." + m.spec.Policies[i].Name)
	}
	for i := range m.spec.Ladders {
		add("ladders." + m.spec.Ladders[i].Name)
	}
	return found
}

// lint returns what nobody can want of policies, ladders and routes, for tickets of some
// clients that are opened in a range, as what these are entitled to at its end.
func (o *OnCall) lint(clients []*Client, from, to time.Time) []Flaw {
	var flaws []Flaw
	add := func(issues msp.Issues, path string, client *Client) {
		for _, issue := range issues.At(path) {
			i := slices.IndexFunc(flaws, func(f Flaw) bool { return f.Issue == issue })
			if i < 0 {
				i = len(flaws)
				flaws = append(flaws, Flaw{Issue: issue})
			}
			if client != nil {
				flaws[i].Clients = append(flaws[i].Clients, client)
			}
		}
	}
	of := make(map[*Client]map[string]escalation.Policy)
	for _, c := range clients {
		of[c] = c.policies(to)
	}
	for i := range o.model.spec.Policies {
		spec := &o.model.spec.Policies[i]
		path, own := "policies."+spec.Name, inClientHours(*spec)
		for _, c := range clients {
			switch policy, uses := of[c][spec.Name]; {
			case !uses:
			case own:
				add(policy.Lint(from, to), path, c)
			default:
				add(policy.Lint(from, to), path, nil)
			}
		}
	}
	for i := range o.model.spec.Ladders {
		name := o.model.spec.Ladders[i].Name
		ladder, _ := o.model.catalog.Ladder(name)
		add(ladder.Lint(from, to), "ladders."+name, nil)
	}
	add(o.routes.Lint(o.model.domain()), "escalation", nil)
	add(o.model.idle(), "", nil)
	return flaws
}
