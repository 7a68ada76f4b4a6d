package catalog

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// A ContractSpec is what a client and the provider have agreed on, as people write it
// down: a tier, single services or both, for how long, and what differs from the
// catalogue.
type ContractSpec struct {
	// ID tells the contracts of a client apart. Required.
	ID string

	// From and Until are its life, [From, Until). From is required. Until is the end that
	// is known; of a contract that renews by itself it may be open, see Renewal.
	From, Until msp.Date

	// Renewal says what happens at the end of a term, and when notice has to be given.
	Renewal Renewal

	// Pinned keeps the catalogue of a day: tiers and services are as they were then. Nil:
	// they are as they are in the catalogue.
	Pinned *Pin

	// Scope is how much the provider has taken on: which RACI matrix holds.
	Scope Scope

	// Tier is the name of the commercial tier, or an alias. Empty: none, which is for
	// services à la carte and for a provider within a company: there criticality is the
	// promise.
	Tier string

	// Services are those beside the tier, à la carte.
	Services []string

	// Calendar are the client's hours under this contract.
	Calendar string

	// Goals replace those of the tier of the same name.
	Goals []sla.GoalSpec

	// Escalation are routes for its tickets, before all others.
	Escalation escalation.RouteSpecs

	// Terms are what is covered of which work, before those of the tier.
	Terms []TermSpec

	// OutOfScope says who pays for a service that is neither in the tier nor à la carte.
	// Zero: nobody, it is not done.
	OutOfScope OutOfScope

	// Exceptions are what differs from the standard, each with a reason and an end. Of two
	// that say something of the same work, or of the same goal, the first counts.
	Exceptions []ExceptionSpec

	// ChangeWindows is the name of the calendar in which changes may be made, Approvers
	// are who has to agree to them.
	ChangeWindows string
	Approvers     []string

	// TargetSet is the name of the KPI targets that it is held to.
	TargetSet string

	// Counts are how many units of each kind the client has: users, devices, servers.
	Counts []CountSpec

	// Agreement is what the client pays, if that is more than the prices of its tier and
	// services times the counts. Its client, start and end may be left out.
	Agreement *pricing.AgreementSpec
}

// A Pin keeps a contract on the catalogue of a day: its tiers, its services and its prices.
// Before that day the contract has the catalogue as it is.
type Pin struct {
	// On is the day whose catalogue holds. Required.
	On msp.Date

	// Until is the first day on which it does no more. Zero: the renewal of the contract
	// after On, the first day of the next term.
	Until msp.Date
}

// An OutOfScope says what happens to work for a service that the contract has not.
type OutOfScope struct {
	Cover Cover
	Price string // as of [TermSpec]
}

// A CountSpec is how many units of a kind a client has over time.
type CountSpec struct {
	Unit     string           // the unit of a price: user. Required
	Quantity pricing.Timeline // required
}

// An ExceptionSpec is an arrangement outside the standard catalogue: documented,
// approved, priced by its complexity, and for a while.
//
//	{"name":"plant floor","reason":"machines run at night","approver":"service director","until":"2027-01-01",
//	 "services":["server management"],"terms":[{"work":["night change"],"cover":"included"}],"price":"silver seat","complexity":"1.25"}
type ExceptionSpec struct {
	// Name tells the exceptions of a contract apart. Required.
	Name string

	// Reason says why, Approver who agreed. Required: an exception is documented.
	Reason, Approver string

	// From and Until are when it holds, [From, Until). Zero: as long as the contract.
	From, Until msp.Date

	// Services are those it is about. None: all.
	Services []string

	// Terms are what is covered, before all others.
	Terms []TermSpec

	// Goals replace those of the contract of the same name.
	Goals []sla.GoalSpec

	// Price is the name of the price that is another for this client, and Complexity its
	// factor, see [pricing.Exception]. Without them the exception costs nothing more.
	Price      string
	Complexity decimal.Decimal
}

func (s ContractSpec) clone() ContractSpec {
	if s.Pinned != nil {
		pinned := *s.Pinned
		s.Pinned = &pinned
	}
	s.Services, s.Approvers = slices.Clone(s.Services), slices.Clone(s.Approvers)
	s.Goals, s.Terms, s.Escalation = cloneGoals(s.Goals), cloneTerms(s.Terms), cloneRoutes(s.Escalation)
	s.Exceptions = slices.Clone(s.Exceptions)
	for i := range s.Exceptions {
		s.Exceptions[i] = s.Exceptions[i].clone()
	}
	s.Counts = slices.Clone(s.Counts)
	for i := range s.Counts {
		s.Counts[i].Quantity = slices.Clone(s.Counts[i].Quantity)
	}
	if s.Agreement != nil {
		agreement := cloneAgreement(*s.Agreement)
		s.Agreement = &agreement
	}
	return s
}

func (s ExceptionSpec) clone() ExceptionSpec {
	s.Services, s.Terms, s.Goals = slices.Clone(s.Services), cloneTerms(s.Terms), cloneGoals(s.Goals)
	return s
}

// cloneAgreement returns a copy that shares nothing.
func cloneAgreement(a pricing.AgreementSpec) pricing.AgreementSpec {
	a.Items = cloned(a.Items, cloneItem)
	a.Projects, a.Outcomes, a.Blocks = slices.Clone(a.Projects), slices.Clone(a.Outcomes), slices.Clone(a.Blocks)
	for i := range a.Projects {
		a.Projects[i].Milestones = slices.Clone(a.Projects[i].Milestones)
	}
	for i := range a.Outcomes {
		a.Outcomes[i].Price.Levels = slices.Clone(a.Outcomes[i].Price.Levels)
	}
	if a.Labour != nil {
		labour := *a.Labour
		labour.Types, labour.Roles, labour.Costs = maps.Clone(labour.Types), maps.Clone(labour.Roles), maps.Clone(labour.Costs)
		a.Labour = &labour
	}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		b.Lots, b.Burn, b.Covers, b.Alerts = slices.Clone(b.Lots), maps.Clone(b.Burn), slices.Clone(b.Covers), slices.Clone(b.Alerts)
	}
	a.Discounts = cloneItem(pricing.Item{Discounts: a.Discounts}).Discounts
	return a
}
