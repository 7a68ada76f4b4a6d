package catalog_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// someTerms draws terms of two services and two kinds of work.
func someTerms(t *rapid.T, what string) []catalog.TermSpec {
	var terms []catalog.TermSpec
	for range rapid.IntRange(0, 2).Draw(t, what) {
		term := catalog.TermSpec{
			Services: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"help desk", "patch management"}), 0, 1, rapid.ID[string]).Draw(t, "services"),
			Work:     rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"incident", "project"}), 0, 2, rapid.ID[string]).Draw(t, "work"),
			Cover:    catalog.Cover(rapid.IntRange(1, 4).Draw(t, "cover")),
		}
		if term.Cover == catalog.Billable {
			term.Price = "engineer"
		}
		terms = append(terms, term)
	}
	return terms
}

// naiveCover answers by reading the documentation aloud. The tier and service are as they
// are on the date of the catalogue, the rest on the date.
func naiveCover(m *catalog.Model, client *catalog.ClientSpec, service, work string, on msp.Date) catalog.Cover {
	var contract *catalog.ContractSpec
	for i := range client.Contracts {
		if c := &client.Contracts[i]; !on.Before(c.From) && (c.Until.IsZero() || on.Before(c.Until)) {
			contract = c
		}
	}
	if contract == nil {
		return catalog.Excluded // nothing is covered without a contract
	}
	day := on
	if p := contract.Pinned; p != nil && !on.Before(p.On) && (p.Until.IsZero() || on.Before(p.Until)) {
		day = p.On
	}
	var spec catalog.ServiceSpec
	for _, s := range m.Services {
		if s.Name == service {
			spec = s
		}
	}
	if status := spec.Lifecycle.At(day); status == catalog.Draft || status == catalog.Retired {
		return catalog.Excluded
	}
	says := func(terms []catalog.TermSpec) catalog.Cover {
		for _, term := range terms {
			if (len(term.Services) == 0 || slices.Contains(term.Services, service)) && (len(term.Work) == 0 || slices.Contains(term.Work, work)) {
				return term.Cover
			}
		}
		return 0
	}
	for _, e := range contract.Exceptions {
		if on.Before(e.From) || !e.Until.IsZero() && !on.Before(e.Until) || len(e.Services) > 0 && !slices.Contains(e.Services, service) {
			continue
		}
		if cover := says(e.Terms); cover != 0 {
			return cover
		}
	}
	if cover := says(contract.Terms); cover != 0 {
		return cover
	}
	// What the tier has, and its terms, the nearest first.
	within := spec.Within
	for _, c := range spec.Changes { // by date in these models
		if !c.From.After(day) && len(c.Within) > 0 {
			within = c.Within
		}
	}
	var terms []catalog.TermSpec
	adds := []string{}
	for name := contract.Tier; name != ""; {
		var tier catalog.TierSpec
		for _, s := range m.Tiers {
			if s.Name == name || slices.Contains(s.Aliases, name) {
				tier = s
			}
		}
		name = tier.Extends
		own := slices.Clone(tier.Adds)
		var over []catalog.TermSpec
		for _, c := range tier.Changes {
			if !c.From.After(day) {
				own = slices.DeleteFunc(own, func(item string) bool { return slices.Contains(c.Removes, item) })
				own = append(own, c.Adds...)
				over = append(slices.Clone(c.Terms), over...)
			}
		}
		adds = append(adds, own...)
		terms = append(append(terms, over...), tier.Terms...)
	}
	inTier := slices.ContainsFunc(append([]string{service}, within...), func(item string) bool { return slices.Contains(adds, item) })
	if !inTier && !slices.Contains(contract.Services, service) {
		return max(contract.OutOfScope.Cover, 0) + catalog.Cover(4*b2i(contract.OutOfScope.Cover == 0))
	}
	if cover := says(terms); cover != 0 && contract.Tier != "" {
		return cover
	}
	if cover := says(spec.Terms); cover != 0 {
		return cover
	}
	return catalog.Included
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// modelDays are the days on which something changes in models that are drawn.
func modelDays() []msp.Date {
	return []msp.Date{dayOf("2026-06-01"), dayOf("2026-06-02"), dayOf("2026-06-03"), dayOf("2026-06-04")}
}

// someModel draws a model: the sample with other tiers, terms, pins and contracts.
func someModel(t *rapid.T) catalog.Model {
	m := baseModel(t)
	someDay := rapid.SampledFrom(modelDays())
	for i := range 2 {
		s := &m.Services[i]
		s.Terms = someTerms(t, "terms of a service")
		s.Within = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"x", "y"}), 0, 2, rapid.ID[string]).Draw(t, "within")
		if rapid.Bool().Draw(t, "changes") {
			s.Changes = []catalog.ServiceChange{{From: someDay.Draw(t, "from"), ServiceTerms: catalog.ServiceTerms{Within: []string{"z"}}}}
		}
		if rapid.Bool().Draw(t, "life") {
			s.Lifecycle = catalog.Lifecycle{{Status: catalog.Active, From: someDay.Draw(t, "active")}}
		}
	}
	items := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"x", "y", "z", "help desk"}), 0, 2, rapid.ID[string])
	for i := range m.Tiers {
		tier := &m.Tiers[i]
		tier.Adds, tier.Terms, tier.Changes = items.Draw(t, "adds"), someTerms(t, "terms of a tier"), nil
		for _, from := range modelDays()[1:3] {
			if rapid.Bool().Draw(t, "change") {
				tier.Changes = append(tier.Changes, catalog.TierChange{From: from, TierTerms: catalog.TierTerms{Adds: items.Draw(t, "adds"), Terms: someTerms(t, "terms of a change")}})
				if len(tier.Adds) > 0 && rapid.Bool().Draw(t, "removes") {
					tier.Changes[len(tier.Changes)-1].Removes = tier.Adds[:1]
				}
			}
		}
	}
	m.Teams, m.RACI = m.Teams[:3], m.RACI[:1]
	for i := range m.Clients {
		c := &m.Clients[i]
		c.Contracts = nil
		for _, id := range []string{"one", "two"}[:rapid.IntRange(0, 2).Draw(t, "contracts")] {
			s := catalog.ContractSpec{
				ID: id, From: someDay.Draw(t, "from"), Tier: rapid.SampledFrom([]string{"", "bronze", "Basic", "silver"}).Draw(t, "tier"), Calendar: "office",
				Services: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"help desk", "patch management"}), 0, 2, rapid.ID[string]).Draw(t, "services"), Terms: someTerms(t, "terms of a contract"),
			}
			if s.Tier == "" && len(s.Services) == 0 {
				s.Services = []string{"help desk"}
			}
			if rapid.Bool().Draw(t, "ends") {
				s.Until = someDay.Filter(func(d msp.Date) bool { return !d.Before(s.From) }).Draw(t, "until")
				if s.Until == s.From {
					s.Until = msp.Date{}
				}
			}
			if rapid.Bool().Draw(t, "pinned") {
				s.Pinned = &catalog.Pin{On: someDay.Draw(t, "pin"), Until: dayOf("2026-06-04")}
				if s.Pinned.On == s.Pinned.Until {
					s.Pinned.Until = dayOf("2027-01-01")
				}
			}
			if rapid.Bool().Draw(t, "out of scope") {
				s.OutOfScope = catalog.OutOfScope{Cover: catalog.NeedsApproval}
			}
			for _, name := range []string{"a", "b"}[:rapid.IntRange(0, 2).Draw(t, "exceptions")] {
				s.Exceptions = append(s.Exceptions, catalog.ExceptionSpec{
					Name: name, Reason: "r", Approver: "a", From: someDay.Draw(t, "begins"), Terms: someTerms(t, "terms of an exception"),
					Services: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"help desk", "patch management"}), 0, 1, rapid.ID[string]).Draw(t, "of"),
				})
			}
			c.Contracts = append(c.Contracts, s)
		}
	}
	return m
}

// baseModel returns the sample.
func baseModel(t *rapid.T) catalog.Model {
	m, err := catalog.Parse(coreSample(), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Whether work is covered is what the order of precedence says, and C7: a model without
// findings has at most one contract in force on a day.
func TestCoverAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someModel(t)
		c, err := m.Compile(zones.Load)
		overlap := false
		for i := range m.Clients {
			for _, on := range modelDays() {
				n := 0
				for _, s := range m.Clients[i].Contracts {
					if !on.Before(s.From) && (s.Until.IsZero() || on.Before(s.Until)) {
						n++
					}
				}
				overlap = overlap || n > 1
			}
		}
		if overlap || err != nil {
			if overlap && err == nil {
				t.Fatal("two contracts are in force on a day")
			}
			for _, i := range m.Validate(zones.Load) {
				if i.Code != catalog.CodeOverlap && i.Severity == msp.SeverityError {
					t.Fatalf("the model is wrong: %v", i)
				}
			}
			if !overlap {
				t.Fatalf("no two contracts are in force on a day, and %v", err)
			}
			return
		}
		for _, on := range modelDays() {
			v := c.On(on)
			for i := range m.Clients {
				for _, service := range []string{"help desk", "patch management"} {
					for _, work := range []string{"incident", "project", "other"} {
						e, err := v.Entitlement(catalog.Request{Client: m.Clients[i].Name, Service: service, Work: work})
						if want := naiveCover(&m, &m.Clients[i], service, work, on); err != nil || e.Cover() != want {
							t.Fatalf("on %v %s / %s / %s is %v: %v, %v, want %v", on, m.Clients[i].Name, service, work, e.Cover(), e.Reason(), err, want)
						}
					}
				}
			}
		}
	})
}

// answers returns all that a client is told on a date.
func answers(t *rapid.T, c catalog.Catalog, client string, on msp.Date) []string {
	v := c.On(on)
	var all []string
	for _, service := range []string{"help desk", "patch management", "network monitoring", "vulnerability scanning"} {
		for _, work := range []string{"incident", "project"} {
			e, err := v.Entitlement(catalog.Request{Client: client, Service: service, Work: work})
			if err != nil {
				t.Fatal(err)
			}
			tier, _ := e.Tier()
			route, _ := e.Route(msp.P1, nil)
			all = append(all, e.Cover().String()+priceText(e)+": "+e.Reason().String()+"; "+goalsText(v, e)+"; "+tier.Name()+" "+tier.On().String()+"; "+route.Why().String())
		}
	}
	return all
}

// C2: the order of tiers, services and clients says nothing.
func TestModelOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someModel(t)
		c, err := m.Compile(zones.Load)
		other := m
		other.Tiers = rapid.Permutation(m.Tiers).Draw(t, "tiers")
		other.Services = rapid.Permutation(m.Services).Draw(t, "services")
		other.Clients = rapid.Permutation(m.Clients).Draw(t, "clients")
		c2, err2 := other.Compile(zones.Load)
		if (err == nil) != (err2 == nil) || len(m.Validate(zones.Load)) != len(other.Validate(zones.Load)) {
			t.Fatalf("findings %v, and in another order %v", err, err2)
		}
		if err != nil {
			return
		}
		on := rapid.SampledFrom(modelDays()).Draw(t, "on")
		for _, client := range c.Clients() {
			if one, two := answers(t, c, client, on), answers(t, c2, client, on); !slices.Equal(one, two) {
				t.Fatalf("%s is told %v, and in another order %v", client, one, two)
			}
		}
	})
}

// C9: what is edited later changes nothing for a contract that is pinned to a day before,
// until the pin ends.
func TestPinsKeepWhatWasSigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someModel(t)
		pin, until := dayOf("2026-06-04"), dayOf("2026-07-01")
		for i := range m.Clients {
			m.Clients[i].Contracts = []catalog.ContractSpec{{ID: "c", From: dayOf("2026-06-01"), Tier: "silver", Pinned: &catalog.Pin{On: pin, Until: until}}}
			if i == 1 { // the pin ends at the renewal
				m.Clients[i].Contracts[0].Pinned.Until = msp.Date{}
				m.Clients[i].Contracts[0].Renewal = catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 1}
			}
		}
		before, err := m.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		edit := dayOf("2026-06-05")
		for i := range m.Tiers {
			tier := &m.Tiers[i]
			change := catalog.TierChange{From: edit, TierTerms: catalog.TierTerms{
				Terms: []catalog.TermSpec{{Cover: catalog.NeedsApproval, Why: tier.Name}}, Adds: []string{"later " + tier.Name},
			}}
			if rapid.Bool().Draw(t, "tier") {
				tier.Changes = append(tier.Changes, change)
			}
		}
		for i := range m.Services {
			if rapid.Bool().Draw(t, "service") {
				m.Services[i].Changes = append(m.Services[i].Changes, catalog.ServiceChange{From: edit, ServiceTerms: catalog.ServiceTerms{Within: []string{"never"}, Terms: []catalog.TermSpec{{Cover: catalog.Excluded}}}})
			}
		}
		after, err := m.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		for i, client := range after.Clients() {
			for _, on := range []msp.Date{dayOf("2026-06-01"), pin, edit, dayOf("2026-06-30")} {
				if one, two := answers(t, before, client, on), answers(t, after, client, on); !slices.Equal(one, two) {
					t.Fatalf("client %d on %v is told %v, and before the edit %v", i, on, two, one)
				}
			}
			free := m
			free.Clients = slices.Clone(m.Clients)
			for j := range free.Clients {
				free.Clients[j].Contracts = slices.Clone(free.Clients[j].Contracts)
				free.Clients[j].Contracts[0].Pinned = nil
			}
			unpinned, err := free.Compile(zones.Load)
			if err != nil {
				t.Fatal(err)
			}
			if one, two := answers(t, unpinned, client, until), answers(t, after, client, until); !slices.Equal(one, two) {
				t.Fatalf("client %d on %v is told %v, and without the pin %v", i, until, two, one)
			}
		}
	})
}
