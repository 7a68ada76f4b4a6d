package conformance

import (
	"encoding/json"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// vectorPolicies is a line of kind policy_match.
type vectorPolicies struct {
	Policies []struct {
		ID   string        `json:"id"`
		When msp.Condition `json:"when"`
	} `json:"policies"`
	Ticket map[string]string `json:"ticket"`
	Expect struct {
		Policy *string `json:"policy"`
	} `json:"expect"`
}

// slaPolicyMatch runs a line of kind policy_match.
func slaPolicyMatch(line []byte) error {
	var c vectorPolicies
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	var specs sla.PolicySpecs
	for _, p := range c.Policies {
		specs = append(specs, sla.PolicySpec{Name: p.ID, When: p.When})
	}
	policies, err := specs.Compile(nil)
	if err != nil {
		return err
	}
	want := ""
	if c.Expect.Policy != nil {
		want = *c.Expect.Policy
	}
	_, selected, ok := policies.Select(c.Ticket, time.Time{})
	opened, opens := policies.Open(c.Ticket, time.Time{}).Policy()
	if selected != want || ok != (c.Expect.Policy != nil) || opened != want || opens != ok {
		return differs("policy", selected, want)
	}
	return nil
}
