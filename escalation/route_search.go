package escalation

import (
	"maps"
	"slices"
	"strconv"
)

// mostRouteWork bounds the search: the number of lines that it may look at.
const mostRouteWork = 5_000_000

// A routeSearch goes through all tickets of a domain, as far as lines tell them apart:
// attribute by attribute, with the lines that are still for the ticket.
type routeSearch struct {
	attributes []routeAttribute
	all        []int  // places of lines that can be for a ticket
	last       []int  // of each line: the last attribute on which it has a condition, or −1
	reached    []bool // which line is the first for some ticket
	missed     map[string]string
	seen       map[string]bool // what was gone through already
	work       int
}

// A routeAttribute is one attribute of the domain: of all values that the same lines
// allow, one.
type routeAttribute struct {
	name    string
	values  []string
	allowed [][]int      // lines with a condition that allows the value, in order
	named   map[int]bool // lines that have a condition; true if it allows any value
}

func newRouteSearch(lines []RouteSpec, domain Domain) *routeSearch {
	s := &routeSearch{reached: make([]bool, len(lines)), last: make([]int, len(lines)), seen: make(map[string]bool)}
	for i := range lines {
		s.last[i] = -1
		possible := true
		for name := range lines[i].When {
			_, ok := domain[name]
			possible = possible && ok
		}
		if possible {
			s.all = append(s.all, i)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(domain)) {
		s.attributes = append(s.attributes, newRouteAttribute(name, domain[name], lines, s.all))
	}
	// Attributes that tell little apart come last, so that most branches end early.
	slices.SortStableFunc(s.attributes, func(a, b routeAttribute) int { return len(b.named) - len(a.named) })
	for depth, a := range s.attributes {
		for i := range a.named {
			s.last[i] = depth
		}
	}
	return s
}

func newRouteAttribute(name string, values []string, lines []RouteSpec, all []int) routeAttribute {
	a := routeAttribute{name: name, named: make(map[int]bool)}
	allowed := make(map[string][]int, len(values)) // of each value
	for _, value := range values {
		allowed[value] = nil
	}
	for _, i := range all {
		condition, ok := lines[i].When[name]
		if !ok {
			continue
		}
		a.named[i] = false
		for _, value := range condition {
			of, ok := allowed[value]
			if a.named[i] = a.named[i] || ok; !ok || len(of) > 0 && of[len(of)-1] == i {
				continue
			}
			allowed[value] = append(of, i)
		}
	}
	alike := make(map[string]bool)
	for _, value := range values {
		key := string(appendPlaces(nil, allowed[value]))
		if !alike[key] {
			alike[key] = true
			a.values, a.allowed = append(a.values, value), append(a.allowed, allowed[value])
		}
	}
	return a
}

func appendPlaces(b []byte, places []int) []byte {
	for _, i := range places {
		b = strconv.AppendInt(append(b, ' '), int64(i), 10)
	}
	return b
}

// walk goes through the tickets whose first attributes are chosen, for which the given
// lines still are.
func (s *routeSearch) walk(depth int, lines []int, chosen []string) {
	if s.work += len(lines) + 1; s.work > mostRouteWork {
		return
	}
	// A line without a condition on what is to come takes all tickets that are left; those
	// behind it take none of them.
	if n := slices.IndexFunc(lines, func(i int) bool { return s.last[i] < depth }); n >= 0 {
		lines = lines[:n+1]
	}
	switch {
	case len(lines) == 0:
		if s.missed == nil {
			s.missed = s.ticket(depth, chosen)
		}
		return
	case s.last[lines[0]] < depth:
		s.reached[lines[0]] = true
		return
	}
	key := string(appendPlaces(strconv.AppendInt(nil, int64(depth), 10), lines))
	if s.seen[key] {
		return
	}
	s.seen[key] = true
	a := &s.attributes[depth]
	free := slices.DeleteFunc(slices.Clone(lines), func(i int) bool {
		_, named := a.named[i]
		return named
	})
	for v, value := range a.values {
		left := slices.Clone(free)
		for _, i := range a.allowed[v] {
			if _, still := slices.BinarySearch(lines, i); still {
				left = append(left, i)
			}
		}
		slices.Sort(left)
		s.work += len(a.allowed[v])
		s.walk(depth+1, left, append(slices.Clip(chosen), value))
	}
}

// hopeless reports whether a line is for no ticket of the domain: it has a condition on
// an attribute that is none, or allows no value of one.
func (s *routeSearch) hopeless(line int) bool {
	_, possible := slices.BinarySearch(s.all, line)
	return !possible || slices.ContainsFunc(s.attributes, func(a routeAttribute) bool {
		allows, named := a.named[line]
		return named && !allows
	})
}

// ticket returns a ticket with the chosen values, and any for the other attributes.
func (s *routeSearch) ticket(depth int, chosen []string) map[string]string {
	ticket := make(map[string]string)
	for i, a := range s.attributes {
		ticket[a.name] = a.values[0]
		if i < depth {
			ticket[a.name] = chosen[i]
		}
	}
	return ticket
}
