package oracle

import (
	"maps"
	"slices"
)

// A RouteRule names fields and of each the values that it wants one of. One that
// names none matches every ticket.
type RouteRule map[string][]string

func (r RouteRule) matches(ticket map[string]string) bool {
	for field, values := range r {
		value, ok := ticket[field]
		if !ok || !slices.Contains(values, value) {
			return false
		}
	}
	return true
}

// Route returns the number of the first rule that matches; −1 if none does.
func Route(rules []RouteRule, ticket map[string]string) int {
	return slices.IndexFunc(rules, func(r RouteRule) bool { return r.matches(ticket) })
}

// RouteLint tries every combination of the values of a domain: unreachable are the
// rules that are first for none of them, and the rules are complete if each of the
// combinations has one.
func RouteLint(rules []RouteRule, domain map[string][]string) (unreachable []int, complete bool) {
	tickets := []map[string]string{{}}
	for field, values := range domain {
		var more []map[string]string
		for _, ticket := range tickets {
			for _, value := range values {
				wider := maps.Clone(ticket)
				wider[field] = value
				more = append(more, wider)
			}
		}
		tickets = more
	}

	complete = true
	first := make([]bool, len(rules))
	for _, ticket := range tickets {
		if n := Route(rules, ticket); n >= 0 {
			first[n] = true
		} else {
			complete = false
		}
	}
	for n, reached := range first {
		if !reached {
			unreachable = append(unreachable, n)
		}
	}
	return unreachable, complete
}
