package catalog

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/sla"
)

// Codes of findings of [CheckObjective].
const (
	CodeObjectiveLooser        msp.Code = "objective_looser"          // the provider aims at less than is promised
	CodeObjectiveNotComparable msp.Code = "objective_not_comparable"  // nor is it clear that it aims at as much
	CodeNotRoundTheClock       msp.Code = "tier1_not_round_the_clock" // a tier-1 service in hours that are not 24x7
)

// objective compares what the provider aims at, by the criticality of a service, with what
// is promised to clients of a commercial tier: each service and tier once, and a client
// whose contract or exception promises something else.
//
// An uptime that is equal is good, and so is a response that is. A response in the hours of
// the service is as good as the promise if that can be shown: of an amount of time, that it
// is no more than the promised one, or than the shortest business day of a promise until the
// end of a later one, and that the service is there whenever the hours of the promise are
// open, for a year; of all others, that they are the same. It is looser if some ticket shows
// it, opened when either of the hours opens or closes in that year. Else the two cannot be
// compared.
func (a *auditor) objective() {
	o := &objectives{
		auditor: a, year: a.v.yearAhead(), compared: make(map[comparedTargets]comparison),
		gaps: make(map[objectiveOf]*objectiveGap), around: make(map[calendar.Calendar]bool), partTime: make(map[partTime]map[string]bool),
	}
	a.inScope(func(c *clientView, s *serviceView) {
		e := Entitlement{v: a.v, client: c, service: s}.decided()
		aim, ok := e.Objective()
		if !ok || e.cover == Excluded {
			return
		}
		if aim.Criticality == sla.CriticalityTier1 {
			o.roundTheClock(c, s)
		}
		if c.tier == nil {
			return // there criticality is the promise
		}
		if promised, ok := e.Uptime(); ok && aim.Uptime.Compare(promised) < 0 {
			o.add(objectiveOf{s.place, c.tier.tier.Name(), "", ""}, c, 0, comparison{
				is: looser, text: "an uptime of " + aim.Uptime.String() + " for " + promised.String(),
			})
		}
		if aim.Response == nil {
			return
		}
		for site := range c.hours {
			e.site = site
			o.response(e, aim.Response)
		}
	})
	o.report()
}

// objectives compares them, each pair of targets once.
type objectives struct {
	*auditor

	year     msp.Period
	compared map[comparedTargets]comparison
	gaps     map[objectiveOf]*objectiveGap
	around   map[calendar.Calendar]bool
	partTime map[partTime]map[string]bool // the clients
}

type comparedTargets struct{ aim, promised sla.Target }

// A comparison is how a target stands to another one.
type comparison struct {
	is   dominance
	text string // a ticket that shows it
}

type dominance uint8

const (
	asGood dominance = iota
	looser
	notComparable
)

// An objectiveOf is what a finding is about.
type objectiveOf struct {
	place             int // of the service
	tier, client, why string
}

// An objectiveGap is an objective that is not as good as a promise.
type objectiveGap struct {
	comparison

	priorities []msp.Priority
	clients    map[string]bool
}

type partTime struct {
	place int
	hours string
}

func (o *objectives) add(k objectiveOf, c *clientView, p msp.Priority, found comparison) {
	gap := o.gaps[k]
	switch {
	case gap == nil:
		gap = &objectiveGap{comparison: found, clients: make(map[string]bool)}
		o.gaps[k] = gap
	case gap.is == notComparable && found.is == looser:
		gap.comparison, gap.priorities = found, nil
	case found.is != gap.is:
		return
	}
	gap.clients[c.spec.Name] = true
	if !slices.Contains(gap.priorities, p) {
		gap.priorities = append(gap.priorities, p)
	}
}

// response compares the objective of a response with what is promised at a site.
func (o *objectives) response(e Entitlement, span sla.Span) {
	aim, err := sla.NewTarget(span, e.ServiceHours())
	promised := e.promise()
	if err != nil || promised == nil {
		return
	}
	for i, g := range promised.goals {
		if !isResponse(g.Metric()) {
			continue
		}
		k := objectiveOf{e.service.place, e.client.tier.tier.Name(), "", g.Name()}
		if promised.from[i] != "tier" {
			k.client = e.client.spec.Name
		}
		targets := targetsOf(g)
		headline := targets[0] // stands for all that have none of their own
		for p, target := range targets {
			if target.IsZero() || p > 0 && target == headline {
				continue
			}
			if found := o.compare(aim, target); found.is != asGood {
				o.add(k, e.client, msp.Priority(p), found)
			}
		}
	}
}

// compare says whether a target is as good as another one.
func (o *objectives) compare(aim, promised sla.Target) comparison {
	key := comparedTargets{aim, promised}
	found, ok := o.compared[key]
	if !ok {
		found = comparison{is: notComparable, text: spanOf(aim) + " for " + spanOf(promised)}
		gap, covers := o.covers(aim, promised)
		if !covers {
			found.text += ", and the service is closed " + spanIn(gap, promised.Calendar().Zone())
		}
		if covers && o.isAsGood(aim, promised) {
			found = comparison{}
		} else if shown, ok := o.looser(aim, promised); ok {
			found = comparison{looser, shown}
		}
		o.compared[key] = found
	}
	return found
}

// covers reports whether the hours of a target are open whenever those of another one are,
// and if not, where they are not for the first time.
func (o *objectives) covers(aim, promised sla.Target) (gap calendar.Interval, ok bool) {
	if aim.Calendar() == promised.Calendar() || aim.Calendar().IsAlways() {
		return calendar.Interval{}, true
	}
	year := calendar.IntervalOf(o.year, promised.Calendar().Zone())
	return aim.Calendar().Covers(promised.Calendar(), year.From, year.To)
}

// isAsGood reports whether whoever keeps a target, in hours that cover those of another,
// surely keeps the other.
func (o *objectives) isAsGood(aim, promised sla.Target) bool {
	if aim == promised {
		return true
	}
	within, ok := aim.Span().(sla.Within)
	if !ok {
		return false
	}
	switch s := promised.Span().(type) {
	case sla.Within:
		return within <= s
	case sla.NextBusinessDay:
		return time.Duration(within) <= o.shortestDay(promised.Calendar())
	case sla.EndOfBusinessDay:
		return s > 0 && time.Duration(within) <= o.shortestDay(promised.Calendar())
	case sla.BusinessDays, sla.NextBusinessDayAt, sla.CivilDays:
	}
	return false
}

// shortestDay returns the least open time of a business day of the year.
func (o *objectives) shortestDay(c calendar.Calendar) time.Duration {
	shortest, found := time.Duration(0), false
	for d := range o.year.Dates() {
		if !c.IsBusinessDay(d) {
			continue
		}
		open := time.Duration(0)
		for _, shift := range c.ShiftsOn(d) {
			open += shift.To.Sub(shift.From)
		}
		if !found || open < shortest {
			shortest, found = open, true
		}
	}
	return shortest
}

// looser looks for a ticket for which the one target leaves more time than the other.
func (o *objectives) looser(aim, promised sla.Target) (shown string, ok bool) {
	zone := promised.Calendar().Zone()
	for _, c := range [...]calendar.Calendar{promised.Calendar(), aim.Calendar()} {
		year := calendar.IntervalOf(o.year, zone)
		for span := range c.Spans(year.From, year.To) {
			for _, opened := range [...]time.Time{span.From, span.To} {
				later, err := aim.Start(opened)
				sooner, err2 := promised.Start(opened)
				if err != nil || err2 != nil {
					continue
				}
				until, ok := later.Limit()
				kept, ok2 := sooner.Limit()
				if !ok || !ok2 || !until.After(kept) {
					continue
				}
				if due, ok := later.Due(); ok && due.After(kept) {
					until = due // and what the closed doors let pass is grace
				}
				return spanOf(aim) + " for " + spanOf(promised) + ": opened " + instantIn(opened, zone) + ", the objective has until " +
					laterIn(opened, until, zone) + " and the promise until " + laterIn(opened, kept, zone), true
			}
		}
	}
	return "", false
}

func spanOf(t sla.Target) string {
	if within, ok := t.Span().(sla.Within); ok {
		return duration.Format(time.Duration(within))
	}
	return t.Span().String()
}

// roundTheClock remembers hours of a tier-1 service that are not 24x7.
func (o *objectives) roundTheClock(c *clientView, s *serviceView) {
	for site := range c.hours {
		hours := o.v.serviceHours(c, s, site)
		always, ok := o.around[hours]
		if !ok {
			always = isAround(hours, o.year)
			o.around[hours] = always
		}
		if always {
			continue
		}
		k := partTime{s.place, s.terms.Hours}
		if k.hours == ClientHours {
			k.hours = c.hours[site].name
		}
		if o.partTime[k] == nil {
			o.partTime[k] = make(map[string]bool)
		}
		o.partTime[k][c.spec.Name] = true
	}
}

// isAround reports whether a calendar is open at every instant of a period.
func isAround(c calendar.Calendar, p msp.Period) bool {
	year := calendar.IntervalOf(p, c.Zone())
	return c.IsAlways() || !year.IsEmpty() && c.Between(year.From, year.To) == year.To.Sub(year.From)
}

func (o *objectives) report() {
	for k, gap := range o.gaps {
		name := o.v.catalog.model.Services[k.place].Name
		about, to := subject(k.tier, name), "tier "+strconv.Quote(k.tier)
		if k.client != "" {
			about, to = subject(k.client, name), "the contract of "+strconv.Quote(k.client)
		}
		severity, code := msp.SeverityWarning, CodeObjectiveLooser
		mend, template := "raise the criticality of "+strconv.Quote(name)+", or promise less in "+to, "the objective is looser than {what} of {to}, for {clients}: {shown}"
		if gap.is == notComparable {
			severity, code = msp.SeverityInfo, CodeObjectiveNotComparable
			mend, template = "say both in the same hours and the same kind of time", "the objective cannot be compared with {what} of {to}, for {clients}: {shown}"
		}
		o.auditor.add(severity, CheckObjective, code, at("services", k.place), about, mend, template,
			is("what", gap.what(k.why)), is("to", to), is("clients", plural(len(gap.clients), "client")), is("shown", gap.text))
	}
	for k, clients := range o.partTime {
		name := o.v.catalog.model.Services[k.place].Name
		o.auditor.add(msp.SeverityWarning, CheckObjective, CodeNotRoundTheClock, at("services", k.place), subject(name, k.hours),
			"deliver it 24x7, or lower its criticality",
			"a service of tier 1 is in the hours {hours}, which are not 24x7, for {clients}: {names}",
			is("hours", strconv.Quote(k.hours)), is("clients", plural(len(clients), "client")), is("names", quotedNames(sortedNames(clients))))
	}
}

// what returns "the uptime", "first_response" or "first_response (P1, P2)".
func (g *objectiveGap) what(why string) string {
	if why == "" {
		return "the uptime"
	}
	if slices.Contains(g.priorities, 0) {
		return why // whichever it is
	}
	slices.Sort(g.priorities)
	texts := make([]string, len(g.priorities))
	for i, p := range g.priorities {
		texts[i] = p.String()
	}
	return why + " (" + strings.Join(texts, ", ") + ")"
}
