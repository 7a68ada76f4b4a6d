package catalog

import "github.com/mspkit/msp"

// pinsTimesServices bounds how many services a view reads: they are another list in each
// edition that a contract is pinned to.
func (c *compiler) pinsTimesServices() {
	pinned, services := make(map[int]bool), 0
	for i := range c.model.Clients {
		for _, contract := range c.model.Clients[i].Contracts {
			if contract.Pinned != nil {
				pinned[c.catalog.edition(contract.Pinned.On)] = true
			}
		}
	}
	for i := range c.model.Services {
		services += 1 + len(c.model.Services[i].Changes)
	}
	if len(pinned)*services > mostPairs {
		c.list.Errorf("clients", msp.CodeTooLarge, "contracts are pinned to %d editions of %d services and their changes", len(pinned), services)
	}
}

// hoursTimesGoals bounds how many goals a view compiles: the grid of a tier is another one
// in each hours of clients, one with goals of a contract or an exception in those of its
// client, and for each service that exceptions with goals name.
func (c *compiler) hoursTimesGoals(clients []ClientSpec) {
	type grid struct {
		tier  int
		hours string
	}
	tiers, made, work := c.catalog.tiers.get(), make(map[grid]bool), 0
	ofTiers := make([]int, len(tiers.specs))
	for i := range clients {
		client, own := &clients[i], 0
		for j := range client.Contracts {
			s := &client.Contracts[j]
			goals := 0
			place, ok := tiers.place[s.Tier]
			if ok && s.Tier != "" {
				if ofTiers[place] == 0 {
					ofTiers[place] = 1 + tiers.goals(place)
				}
				goals = ofTiers[place]
				for _, name := range append(names(client.Sites, func(s *SiteSpec) string { return s.Calendar }), keep(s.Calendar, client.Calendar)) {
					if key := (grid{place, name}); !made[key] {
						made[key] = true
						work += goals
					}
				}
			}
			own = max(own, s.goalsIn(1+len(client.Sites), goals))
		}
		if work += own; work > mostGoals {
			c.list.Errorf(at("clients", i)+".contracts", msp.CodeTooLarge, "more than %d goals, times the hours and services that they are for", mostGoals)
			return
		}
	}
}

// goals returns how many goals a tier and those that it extends state.
func (t *tiers) goals(i int) int {
	n := 0
	for _, j := range t.chain(i) {
		n += len(t.specs[j].Goals)
		for k := range t.specs[j].Changes {
			n += len(t.specs[j].Changes[k].Goals)
		}
	}
	return n
}

// goalsIn returns how many goals the grids of the contract have that are not those of its
// tier, in so many hours.
func (s ContractSpec) goalsIn(hours, ofTier int) int {
	goals, exceptions := len(s.Goals), 0
	services := make(map[string]bool)
	for i := range s.Exceptions {
		e := &s.Exceptions[i]
		if len(e.Goals) == 0 {
			continue
		}
		goals += len(e.Goals)
		exceptions++
		for _, service := range e.Services {
			services[service] = true
		}
	}
	if goals == 0 {
		return 0
	}
	return (1 + len(services)) * (hours + exceptions) * (goals + ofTier)
}
