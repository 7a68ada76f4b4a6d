package escalation

import (
	"time"

	"github.com/mspkit/msp"
)

// FrameworkLevels returns the four levels of the escalation framework of the article "A
// simple managed IT services model": what each handles, who level 4 is, and the times.
// High and medium severity are P2 and P3 there, critical is P1.
func FrameworkLevels() Levels {
	return Levels{
		{
			Name: "L1", Title: "service desk",
			Handles:  []string{"first contact", "password resets", "basic troubleshooting", "ticket creation and routing", "known issues, by runbook"},
			Resolves: Share{Least: msp.MustParsePercent("60%"), Most: msp.MustParsePercent("70%")},
			Targets:  []LevelTarget{{Within: 30 * time.Minute}},
		},
		{
			Name: "L2", Title: "technical support",
			Handles: []string{"application configuration", "server troubleshooting", "network diagnostics", "complex permissions"},
			Targets: []LevelTarget{{Priority: msp.P2, Within: 4 * time.Hour}, {Priority: msp.P3, Within: 8 * time.Hour}},
		},
		{
			Name: "L3", Title: "engineering",
			Handles: []string{
				"root-cause analysis", "infrastructure changes", "architecture decisions", "vendor escalations",
				"critical outages", "security incidents", "complex integrations",
			},
			Who:     []string{"subject matter experts"},
			Targets: []LevelTarget{{Priority: msp.P1, Within: 4 * time.Hour}, {Done: "root-cause analysis begun", Within: 24 * time.Hour}},
		},
		{
			Name: "L4", Title: "management",
			Handles: []string{"business-impacting outages", "SLA breaches", "strategic disagreements"},
			Who:     []string{"service delivery manager", "account executive", "client IT leadership"},
		},
	}
}
