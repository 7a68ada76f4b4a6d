package escalation

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A RouteSpec is one line of a routing table: which tickets or alerts it is for, and
// where they go.
//
//	{"name":"acme","when":{"client":["acme"],"vip":["true"]},"policy":"acme-p1","ladders":{"resolution":"standard"}}
//	{"name":"backup","when":{"source":["monitoring"],"check":["backup"]},"priority":"P3","queue":"night"}
type RouteSpec struct {
	// Name tells lines apart, for people. It may be empty.
	Name string

	// When says for which tickets it is, by their attributes: client, priority, vip. The
	// empty condition is for all.
	When msp.Condition

	// Policy is the name of the escalation policy, Ladders those of the ladders, each by
	// the name of the promise on whose clock it stands; Queue is where the ticket lies,
	// Priority what an alert of monitoring gets. Each may be left out, but not all.
	Policy   string
	Ladders  map[string]string
	Queue    string
	Priority msp.Priority
}

// RouteSpecs are lines in order: a ticket takes the first that is for it, and nothing of
// the lines behind, also if it has only a queue.
// [RouteSpecs.Compile] turns them into [Routes].
type RouteSpecs []RouteSpec

// mostRoutes is the largest number of lines.
const mostRoutes = 10_000

// Compile checks the specs and returns their routes, or all findings as [msp.Issues] if
// one of them is an error. The specs are copied.
func (s RouteSpecs) Compile() (Routes, error) {
	if err := s.Validate().Err(); err != nil {
		return Routes{}, err
	}
	compiled := slices.Clone(s)
	for i := range compiled {
		compiled[i] = compiled[i].clone()
	}
	return Routes{compiled}, nil
}

// Validate returns all findings about the specs, sorted, warnings too:
//
//   - a line that goes nowhere, a ladder or promise without a name: [msp.CodeMissing]
//   - what is wrong with its condition, see [msp.Condition.Validate]
//   - a priority that is none, more than 10,000 lines: [msp.CodeRange]
//   - a text that is not UTF-8: [msp.CodeSyntax]
//
// Whether policies and ladders are known is for who has them all. What lines do together is in
// [Routes.Lint].
func (s RouteSpecs) Validate() msp.Issues {
	var list findings.List
	if n := len(s); n > mostRoutes {
		list.Errorf("", msp.CodeRange, "%d lines, more than %d", n, mostRoutes)
	}
	for i := range s[:min(len(s), mostRoutes)] {
		path := "[" + strconv.Itoa(i) + "]."
		r := &s[i]
		for _, issue := range r.When.Validate() {
			list.Add(issue, path+"when")
		}
		if r.Policy == "" && len(r.Ladders) == 0 && r.Queue == "" && r.Priority == 0 {
			list.Errorf(path+"policy", msp.CodeMissing, "the line goes nowhere: it has no policy, ladder, queue or priority")
		}
		for _, promise := range slices.Sorted(maps.Keys(r.Ladders)) {
			at := path + "ladders." + promise
			list.Text(at, promise, "a promise has a name")
			list.Text(at, r.Ladders[promise], "a ladder has a name")
		}
		if r.Priority > msp.P9 {
			list.Errorf(path+"priority", msp.CodeRange, "%v is not P1 to P9", r.Priority)
		}
		list.Text(path+"name", r.Name, "")
		list.Text(path+"policy", r.Policy, "")
		list.Text(path+"queue", r.Queue, "")
	}
	return list.Issues()
}

// clone returns a copy that shares nothing.
func (s RouteSpec) clone() RouteSpec {
	s.When, s.Ladders = s.When.Clone(), maps.Clone(s.Ladders)
	return s
}

// Routes are a compiled routing table. The zero Routes have no lines. Routes are
// immutable, safe for concurrent use and cheap to copy.
type Routes struct {
	lines []RouteSpec
}

// Select returns the first line for a ticket with these attributes, and its place; ok is
// false if there is none. Cost: linear in the lines before it.
func (r Routes) Select(attributes map[string]string) (line RouteSpec, place int, ok bool) {
	for i := range r.lines {
		if r.lines[i].When.Matches(attributes) {
			return r.lines[i].clone(), i, true
		}
	}
	return RouteSpec{}, -1, false
}

// A Domain is the values that each attribute of a ticket can have. Every ticket has all
// of the attributes; what a ticket can be without needs a value that says so, and an open
// set, such as clients to come, one that stands for all others.
type Domain map[string][]string

// Lint returns what lines do together, exactly, for tickets of a domain:
//
//   - a line that is the first for no ticket, since those before it, one or several
//     together, take all that it is for: a warning, [CodeUnreachable]
//   - a ticket that no line is for: a warning, [CodeNotTotal], with the first one as an
//     example
//   - a line that names an attribute or value which the domain does not have: a warning,
//     [msp.CodeUnknownName]
//   - an attribute of the domain without values: [msp.CodeMissing]
//   - a table for which that takes too long to find out: an error, [msp.CodeTooLarge].
//     Values that no line tells apart cost nothing.
func (r Routes) Lint(domain Domain) msp.Issues {
	var list findings.List
	for _, name := range slices.Sorted(maps.Keys(domain)) {
		if len(domain[name]) == 0 {
			list.Errorf(name, msp.CodeMissing, "an attribute has at least one value")
		}
		if !utf8.ValidString(name) {
			list.Errorf("", msp.CodeSyntax, "the name of an attribute is not UTF-8")
		}
	}
	if list.Errors() > 0 {
		return list.Issues()
	}
	r.lintNames(&list, domain)
	s := newRouteSearch(r.lines, domain)
	if s.walk(0, s.all, nil); s.work > mostRouteWork {
		list.Errorf("", msp.CodeTooLarge, "too many combinations of values to look at")
		return list.Issues()
	}
	for i := range r.lines {
		if !s.reached[i] {
			why := "lines before it take every ticket that it is for"
			if s.hopeless(i) {
				why = "it is for no ticket of the domain"
			}
			list.Warnf("["+strconv.Itoa(i)+"]", CodeUnreachable, "%s", why)
		}
	}
	if s.missed != nil {
		list.Warnf("", CodeNotTotal, "no line is for a ticket such as %v", s.missed)
	}
	return list.Issues()
}

func (r Routes) lintNames(list *findings.List, domain Domain) {
	for i := range r.lines {
		for _, name := range slices.Sorted(maps.Keys(r.lines[i].When)) {
			path := "[" + strconv.Itoa(i) + "].when." + name
			values, ok := domain[name]
			if !ok {
				list.Warnf(path, msp.CodeUnknownName, "no ticket has this attribute")
				continue
			}
			for _, value := range r.lines[i].When[name] {
				if !slices.Contains(values, value) {
					list.Warnf(path, msp.CodeUnknownName, "no ticket has the value %q", msp.NewInputError(nil, "", value, "").Input)
				}
			}
		}
	}
}
