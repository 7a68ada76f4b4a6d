package catalog_test

import (
	"fmt"
	"strings"

	"github.com/mspkit/msp/catalog"
)

// What does each tier add?
func ExamplePublishedTiers() {
	for _, tier := range catalog.PublishedTiers() {
		added := strings.Join(tier.Inclusions, ", ")
		if tier.Extends != "" {
			added = tier.Extends + " + " + added
		}
		fmt.Printf("%-9s %s\n", tier.Name, added)
	}
	// Output:
	// Bronze    monitoring, patching, basic help desk
	// Silver    Bronze + proactive maintenance, quarterly reporting
	// Gold      Silver + priority escalation, weekly reviews, vCIO
	// Platinum  Gold + co-managed IT, strategic planning, embedded staff
}

// What is not stated is not filled in: tier 2 has no response.
func ExamplePublishedCriticality() {
	for _, c := range catalog.PublishedCriticality() {
		plus := ""
		if c.OrMore {
			plus = "+"
		}
		fmt.Printf("%v %v%s %q\n", c.Tier, c.Uptime, plus, c.Response)
	}
	// Output:
	// tier_1 99.9%+ "15-minute"
	// tier_2 99.5% ""
	// tier_3 99% "next-business-day"
}

// Where is a provider of managed services at its core?
func ExampleServiceIntegrator() {
	for _, a := range catalog.ServiceIntegrator() {
		if a.Grade == catalog.GradeCore {
			fmt.Println(a.Name+":", strings.Join(a.Notes, ", "))
		}
	}
	// Output:
	// Operate: monitoring, maintenance, patching, backup
	// Deliver: service delivery against SLAs
	// Support: help desk, incident resolution, escalation
}
