package catalog

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
)

// Codes of findings of [CheckUptime].
const (
	CodeUptimeNotGiven   msp.Code = "uptime_not_given"  // more uptime is promised than the parts can give
	CodeRequiresInactive msp.Code = "requires_inactive" // what a service needs is a draft or retired
)

// mostNamed is how many names a finding lists.
const mostNamed = 5

// uptime finds promises of uptime that cannot be kept, each service and figure once, in
// the hours in which least can be given; see [View.Availability] for what that is. Equal
// is good. And it finds what a service that somebody has needs and is not there: an error,
// of a group of which enough are left a warning.
func (a *auditor) uptime() {
	compositions := make(map[*edition]*composition)
	type key struct {
		place    int
		promised msp.Percent
	}
	worst := make(map[key]*uptimeGap)
	var order []key
	type partOf struct {
		of    *composition
		place int
	}
	looked, reported := make(map[partOf]bool), make(map[string]bool)
	type clientOf struct {
		key
		client *clientView
	}
	counted := make(map[clientOf]bool)
	a.inScope(func(c *clientView, s *serviceView) {
		parts, ok := compositions[c.edition]
		if !ok {
			parts = newComposition(a.v, c.edition.services)
			compositions[c.edition] = parts
		}
		if of := (partOf{parts, s.place}); !looked[of] {
			looked[of] = true
			a.inactive(parts, c.edition.on, s.place, reported)
		}
		e := Entitlement{v: a.v, client: c, service: s}.decided()
		promised, ok := e.Uptime()
		if !ok {
			return
		}
		for site := range c.hours {
			hours := a.v.serviceHours(c, s, site)
			gives, ok := parts.given(s.place, hours)
			// What gives nothing needs something that is not there, which is a finding already.
			if !ok || gives.composed.Sign() == 0 || gives.ratio.Compare(promised.Ratio()) >= 0 {
				continue
			}
			k := key{s.place, promised}
			gap := worst[k]
			if gap == nil {
				gap = &uptimeGap{parts: parts, given: gives, hours: hours}
				worst[k] = gap
				order = append(order, k)
			}
			if gives.ratio.Compare(gap.given.ratio) < 0 {
				gap.parts, gap.given, gap.hours = parts, gives, hours
			}
			if !counted[clientOf{k, c}] {
				counted[clientOf{k, c}] = true
				gap.clients++
			}
		}
	})
	for _, k := range order {
		gap := worst[k]
		name := a.v.catalog.model.Services[k.place].Name
		given, weakest := percentDown(gap.given.ratio), gap.weakest(k.place)
		a.add(msp.SeverityError, CheckUptime, CodeUptimeNotGiven, at("services", k.place), subject(name, k.promised.String()),
			"promise no more than "+given+", or "+weakest[0].mend,
			"{promised} is promised to {clients}, and all that it needs together gives {given} at most: {weakest}",
			is("promised", k.promised.String()), is("clients", plural(gap.clients, "client")), is("given", given), is("weakest", partTexts(weakest)))
	}
}

// An uptimeGap is a promise of uptime, and less that can be given.
type uptimeGap struct {
	parts   *composition
	given   given
	hours   calendar.Calendar
	clients int
}

// A weakPart is what takes from an availability.
type weakPart struct {
	text, mend string
	ratio      msp.Ratio
}

// weakest returns what takes most from what a service can give, the worst first; there is
// something, or it could give all.
func (g *uptimeGap) weakest(place int) []weakPart {
	var weak []weakPart
	less := func(name string, r msp.Ratio) {
		if r.Compare(msp.NewRatio(1, 1)) < 0 {
			weak = append(weak, weakPart{name + " " + percentDown(r), "make " + name + " better", r})
		}
	}
	for _, i := range g.parts.node(place).needs {
		s := &g.parts.services[i]
		less(strconv.Quote(s.spec.Name), s.own())
		for j, group := range g.parts.node(i).groups {
			less(s.terms.Redundant[j].text(), group)
		}
	}
	if left := g.given.left; left.Compare(msp.NewRatio(1, 1)) < 0 {
		year := calendar.IntervalOf(g.parts.year, g.hours.Zone())
		open := g.hours.Between(year.From, year.To)
		lost, _ := msp.NewRatio(1, 1).Sub(left)
		lost, _ = lost.Mul(msp.NewRatio(int64(open), 1))
		amount, _ := lost.Int(msp.HalfUp) // it is whole
		weak = append(weak, weakPart{
			"maintenance of " + duration.Format(time.Duration(amount)) + " in " + duration.Format(open) + " of a year leaves " + percentDown(left),
			"shorten the maintenance", left,
		})
	}
	slices.SortStableFunc(weak, func(a, b weakPart) int { return a.ratio.Compare(b.ratio) })
	return weak
}

// text returns `1 of "line a" and "line b"`.
func (r Redundancy) text() string {
	return strconv.Itoa(r.Need) + " of " + quotedNames(r.Of)
}

// partTexts returns the texts of the first parts.
func partTexts(parts []weakPart) string {
	var texts []string
	for _, p := range parts[:min(len(parts), mostNamed)] {
		texts = append(texts, p.text)
	}
	return strings.Join(texts, ", ")
}

// inactive finds what a service, or something it needs, refers to and is not there.
func (a *auditor) inactive(parts *composition, on msp.Date, place int, reported map[string]bool) {
	for _, i := range parts.node(place).needs {
		s := &parts.services[i]
		if !s.isDelivered() {
			continue // what it needs in turn does not matter
		}
		report := func(severity msp.Severity, path, name, mend string) {
			needed := &parts.services[a.v.catalog.services[name]]
			if reported[path] || needed.isDelivered() {
				return
			}
			reported[path] = true
			a.add(severity, CheckUptime, CodeRequiresInactive, path, subject(s.spec.Name, name), mend,
				"it needs {service}, which is {status} in the catalogue of {date}",
				is("service", strconv.Quote(name)), is("status", needed.status.String()), is("date", on.String()))
		}
		requires := s.path(on, func(t *ServiceTerms) bool { return len(t.Requires) > 0 }) + ".requires"
		redundant := s.path(on, func(t *ServiceTerms) bool { return len(t.Redundant) > 0 }) + ".redundant"
		for j, name := range s.terms.Requires {
			report(msp.SeverityError, at(requires, j), name, "deliver "+strconv.Quote(name)+", or have "+strconv.Quote(s.spec.Name)+" do without it")
		}
		for j, r := range s.terms.Redundant {
			there := 0
			for _, name := range r.Of {
				if parts.services[a.v.catalog.services[name]].isDelivered() {
					there++
				}
			}
			severity := msp.SeverityWarning
			if there < r.Need {
				severity = msp.SeverityError
			}
			for k, name := range r.Of {
				report(severity, at(redundant, j)+at(".of", k), name, "deliver "+strconv.Quote(name)+", or take it out of the group")
			}
		}
	}
}

// path returns what states something of the service on a date: a change of it, or its entry.
func (s *serviceView) path(on msp.Date, states func(t *ServiceTerms) bool) string {
	path, from := at("services", s.place), msp.Date{}
	for i := range s.spec.Changes {
		change := &s.spec.Changes[i]
		if states(&change.ServiceTerms) && !change.From.After(on) && !change.From.Before(from) {
			path, from = at("services", s.place)+at(".changes", i), change.From
		}
	}
	return path
}

// percentDown returns a ratio in percent with three digits after the point, rounded down,
// so that what is less than a promise never looks like it.
func percentDown(r msp.Ratio) string {
	text := r.Percent(3, msp.Floor)
	return strings.TrimSuffix(strings.TrimRight(strings.TrimSuffix(text, "%"), "0"), ".") + "%"
}

// plural returns "1 client" or "2 clients".
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// quotedNames returns `"a", "b" and 3 more`, in the order given.
func quotedNames(names []string) string {
	var quoted []string
	for _, name := range names[:min(len(names), mostNamed)] {
		quoted = append(quoted, strconv.Quote(name))
	}
	if more := len(names) - len(quoted); more > 0 {
		return strings.Join(quoted, ", ") + " and " + strconv.Itoa(more) + " more"
	}
	if n := len(quoted); n > 1 {
		return strings.Join(quoted[:n-1], ", ") + " and " + quoted[n-1]
	}
	return strings.Join(quoted, "")
}

// sortedNames returns names sorted, each once.
func sortedNames(names map[string]bool) []string {
	return slices.Sorted(maps.Keys(names))
}
