package escalation

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// mostRouteWork bounds the search: the number of lines that it may look at.
const mostRouteWork = 5_000_000

// A routeSearch goes through all tickets of a domain, as far as lines tell them apart:
// attribute by attribute, with the lines that are still for the ticket.
type routeSearch struct {
	attributes []routeAttribute
	all        []int  // places of lines that can be for a ticket
	reached    []bool // which line is the first for some ticket
	missed     map[string]string
	seen       map[string]bool // what was gone through already
	work       int
}

// A routeAttribute is one attribute of the domain: of all values that the same lines
// allow, one.
type routeAttribute struct {
	name   string
	values []string
	lines  []map[int]bool // that do not allow the value
	named  map[int]bool   // lines that have a condition on it
}

func newRouteSearch(lines []RouteSpec, domain Domain) *routeSearch {
	s := &routeSearch{reached: make([]bool, len(lines)), seen: make(map[string]bool)}
	for i := range lines {
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
		a := routeAttribute{name: name, named: make(map[int]bool)}
		alike := make(map[string]bool)
		for _, value := range domain[name] {
			refused := make(map[int]bool)
			var key strings.Builder
			for _, i := range s.all {
				allowed, ok := lines[i].When[name]
				if !ok {
					continue
				}
				a.named[i] = true
				if !slices.Contains(allowed, value) {
					refused[i] = true
					key.WriteString(strconv.Itoa(i) + " ")
				}
			}
			if !alike[key.String()] {
				alike[key.String()] = true
				a.values = append(a.values, value)
				a.lines = append(a.lines, refused)
			}
		}
		s.attributes = append(s.attributes, a)
	}
	// Attributes that tell little apart come last, so that most branches end early.
	slices.SortStableFunc(s.attributes, func(a, b routeAttribute) int { return len(b.named) - len(a.named) })
	return s
}

// walk goes through the tickets whose first attributes are chosen, for which the given
// lines still are.
func (s *routeSearch) walk(depth int, lines []int, chosen []string) {
	if s.work += len(lines) + 1; s.work > mostRouteWork {
		return
	}
	// A line without a condition on what is to come takes all tickets that are left; those
	// behind it take none of them.
	for n, i := range lines {
		if !s.conditioned(i, depth) {
			lines = lines[:n+1]
			break
		}
	}
	switch {
	case len(lines) == 0:
		if s.missed == nil {
			s.missed = s.ticket(depth, chosen)
		}
		return
	case !s.conditioned(lines[0], depth):
		s.reached[lines[0]] = true
		return
	}
	key := strconv.AppendInt(nil, int64(depth), 10)
	for _, i := range lines {
		key = strconv.AppendInt(append(key, ' '), int64(i), 10)
	}
	if s.seen[string(key)] {
		return
	}
	s.seen[string(key)] = true
	a := &s.attributes[depth]
	for v := range a.values {
		left := make([]int, 0, len(lines))
		for _, i := range lines {
			if !a.lines[v][i] {
				left = append(left, i)
			}
		}
		s.walk(depth+1, left, append(slices.Clip(chosen), a.values[v]))
	}
}

// hopeless reports whether a line allows no value of some attribute.
func (s *routeSearch) hopeless(line int) bool {
	return slices.ContainsFunc(s.attributes, func(a routeAttribute) bool {
		return !slices.ContainsFunc(a.lines, func(refused map[int]bool) bool { return !refused[line] })
	})
}

// conditioned reports whether a line has a condition on an attribute from a depth on.
func (s *routeSearch) conditioned(line, depth int) bool {
	for _, a := range s.attributes[depth:] {
		if a.named[line] {
			return true
		}
	}
	return false
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
