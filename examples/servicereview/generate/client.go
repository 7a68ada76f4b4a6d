package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A client is whom tickets are invented for.
type client struct {
	name                 string
	hours                calendar.Calendar
	response, resolution sla.Targets
	promises             sla.Policies // as the review judges them
	contract             msp.Date     // its first day; none: since ever
}

// from returns the instant at which the contract begins, the zero time if it has
// none.
func (c client) from() time.Time {
	if c.contract.IsZero() {
		return time.Time{}
	}
	year, month, day := c.contract.YMD()
	return time.Date(year, month, day, 0, 0, 0, 0, c.hours.Zone())
}

// target returns the open time that was promised, or one like it where nothing
// was.
func (c client) target(of sla.Targets, priority msp.Priority, opened time.Time) (sla.Deadline, error) {
	target, ok := of.For(priority, opened)
	if !ok {
		var err error
		if target, err = sla.NewTarget(sla.Within(30*time.Hour), c.hours); err != nil {
			return sla.Deadline{}, err
		}
	}
	return target.Start(opened)
}

// A promise is what a policy has for one: targets alone, or a goal.
type promise struct{ goal sla.GoalSpec }

func (p *promise) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, &p.goal.Targets)
	}
	return json.Unmarshal(data, &p.goal)
}

// as returns the goal of a name, with the usual metric if it has none.
func (p *promise) as(name string, usual sla.Metric) sla.GoalSpec {
	goal := p.goal
	if goal.Name = name; goal.Metric.Equal(sla.Metric{}) {
		goal.Metric = usual
	}
	return goal
}

// readClients reads what the generator needs of a model, which is known to be
// good: the test of servicereview reads it strictly.
func readClients(data []byte) ([]client, error) {
	var model struct {
		Calendars map[string]json.RawMessage `json:"calendars"`
		Policies  map[string]struct {
			Response, Resolution promise
		} `json:"policies"`
		Clients []struct {
			Name, Calendar, Policy string
			From                   msp.Date
		} `json:"clients"`
	}
	if err := json.Unmarshal(data, &model); err != nil {
		return nil, err
	}
	compile := func(name string) (calendar.Calendar, error) {
		spec, err := calendar.ParseSpec(model.Calendars[name], msp.Limits{})
		if err != nil {
			return calendar.Calendar{}, fmt.Errorf("calendar %q: %w", name, err)
		}
		return spec.Compile(nil)
	}
	hours := func(name string) (calendar.Calendar, error) {
		var union struct{ Union []string }
		if err := json.Unmarshal(model.Calendars[name], &union); err != nil || len(union.Union) == 0 {
			return compile(name)
		}
		all := make([]calendar.Calendar, len(union.Union))
		for i, part := range union.Union {
			var err error
			if all[i], err = compile(part); err != nil {
				return calendar.Calendar{}, err
			}
		}
		return calendar.Union(all[0], all[1:]...), nil
	}
	var clients []client
	for _, c := range model.Clients {
		own, err := hours(c.Calendar)
		if err != nil {
			return nil, err
		}
		source := func(name string) (calendar.Calendar, bool) {
			if name == "client" {
				return own, true
			}
			other, err := hours(name)
			return other, err == nil
		}
		out := client{name: c.Name, hours: own, contract: c.From}
		policy := model.Policies[c.Policy]
		if out.response, err = policy.Response.goal.Targets.Compile(source); err != nil {
			return nil, fmt.Errorf("client %q: %w", c.Name, err)
		}
		if out.resolution, err = policy.Resolution.goal.Targets.Compile(source); err != nil {
			return nil, fmt.Errorf("client %q: %w", c.Name, err)
		}
		specs := sla.PolicySpecs{{Name: c.Policy, From: out.from(), Goals: []sla.GoalSpec{
			policy.Response.as("response", sla.FirstResponse()), policy.Resolution.as("resolution", sla.Resolution()),
		}}}
		if out.promises, err = specs.Compile(source); err != nil {
			return nil, fmt.Errorf("client %q: %w", c.Name, err)
		}
		clients = append(clients, out)
	}
	return clients, nil
}
