package escalation_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/oracle"
)

// Routes agree with the model that tries every ticket there can be: which line a ticket
// takes, which lines none takes, and whether every ticket has one.
func TestRoutesAreTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		domain := make(escalation.Domain)
		for i := range rapid.IntRange(0, 4).Draw(t, "attributes") {
			for v := range rapid.IntRange(1, 4).Draw(t, "values") {
				name := "a" + strconv.Itoa(i)
				domain[name] = append(domain[name], "v"+strconv.Itoa(v))
			}
		}
		var specs escalation.RouteSpecs
		var rules []oracle.RouteRule
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			when := msp.Condition{}
			for range rapid.IntRange(0, 3).Draw(t, "conditions") {
				name := "a" + strconv.Itoa(rapid.IntRange(0, 4).Draw(t, "attribute"))
				when[name] = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"v0", "v1", "v2", "v3"}), 1, 4, rapid.ID[string]).Draw(t, "allowed")
			}
			specs = append(specs, escalation.RouteSpec{When: when, Queue: "q"})
			rules = append(rules, oracle.RouteRule(when))
		}
		routes, err := specs.Compile()
		if err != nil {
			t.Fatal(err)
		}
		ticket := make(map[string]string)
		for _, name := range []string{"a0", "a1", "a2", "a3", "a4"} {
			if values := domain[name]; len(values) > 0 && rapid.IntRange(0, 5).Draw(t, "has") > 0 {
				ticket[name] = rapid.SampledFrom(values).Draw(t, "value")
			}
		}
		if _, place, _ := routes.Select(ticket); place != oracle.Route(rules, ticket) {
			t.Fatalf("Select(%v) = %d, want %d of %v", ticket, place, oracle.Route(rules, ticket), rules)
		}
		var unreachable []int
		complete := true
		for _, issue := range routes.Lint(domain) {
			switch issue.Code { //nolint:exhaustive // the model knows no more
			case escalation.CodeUnreachable:
				place, _ := strconv.Atoi(strings.Trim(issue.Path, "[]"))
				unreachable = append(unreachable, place)
			case escalation.CodeNotTotal:
				complete = false
			}
		}
		slices.Sort(unreachable)
		wantUnreachable, wantComplete := oracle.RouteLint(rules, domain)
		if !cmp.Equal(unreachable, wantUnreachable, cmpopts.EquateEmpty()) || complete != wantComplete {
			t.Fatalf("Lint(%v) of %v: unreachable %v, complete %v, want %v, %v", domain, rules, unreachable, complete, wantUnreachable, wantComplete)
		}
	})
}
