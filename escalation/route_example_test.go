package escalation_test

import (
	"fmt"

	"github.com/mspkit/msp/escalation"
)

// A rule table, and what is wrong with it: two lines together hide the third.
func ExampleRoutes_Lint() {
	routes, err := escalation.RouteSpecs{
		{Name: "VIP", When: map[string][]string{"vip": {"true"}}, Policy: "white glove", Queue: "vip"},
		{Name: "urgent", When: map[string][]string{"priority": {"P1", "P2"}}, Policy: "paging", Queue: "operations"},
		{Name: "acme", When: map[string][]string{"client": {"acme"}, "priority": {"P1"}}, Policy: "acme", Queue: "acme"},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	line, _, _ := routes.Select(map[string]string{"client": "acme", "priority": "P1", "vip": "false"})
	fmt.Println(line.Policy)
	for _, issue := range routes.Lint(escalation.Domain{
		"client": {"acme", "beta"}, "priority": {"P1", "P2", "P3"}, "vip": {"true", "false"},
	}) {
		fmt.Println(issue)
	}
	// Output:
	// paging
	// no line is for a ticket such as map[client:acme priority:P3 vip:false] (not_total)
	// [2]: lines before it take every ticket that it is for (unreachable)
}
