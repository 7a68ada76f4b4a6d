package catalog

import (
	"encoding/json"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// A Model is the operating model of a provider as people write it down, all of it: hours,
// promises, people, prices, services, tiers and clients. Parts refer to each other by
// name, and their order says nothing unless they say so.
//
// [Model.Compile] turns it into a [Catalog]. [Starter] is one to begin from.
type Model struct {
	// Name is for people.
	Name string

	// Calendars are the hours, Unions those that are several calendars as one. A calendar
	// of either list has a name of its own, which is not [ClientHours].
	Calendars []calendar.Spec
	Unions    []UnionSpec

	// Levels are the levels of support, lowest first. None: any name of a level is good.
	Levels escalation.Levels

	// Schedules, Policies and Ladders say who is on call, who is told next, and who is
	// warned of a promise.
	Schedules []escalation.ScheduleSpec
	Policies  []escalation.PolicySpec
	Ladders   []escalation.LadderSpec

	// Escalation are the routes of tickets for which no contract, tier or service has one.
	// The attributes of a ticket are client, site, tier, service, category, criticality,
	// scope, work and priority, and what the program knows beside them.
	Escalation escalation.RouteSpecs

	// Prices are what tiers, services and terms cost: price, cadence and cost of one unit.
	// Quantities are those of contracts.
	Prices []pricing.Item

	// TargetSets are goals for KPIs, of which contracts name one.
	TargetSets []metrics.TargetSetSpec

	// Teams deliver services and take part in RACI matrices.
	Teams []TeamSpec

	// RACI are matrices, one for each scope at most, and at most one for every scope.
	RACI []RACISpec

	// ValueChain is how much of each activity of a lifecycle the provider does.
	ValueChain []ValueChainActivity

	// Plans are onboarding, offboarding and the like; Activities are what recurs.
	Plans      []PlanSpec
	Activities []ActivitySpec

	Services []ServiceSpec
	Tiers    TierSpecs
	Clients  []ClientSpec

	// Audit says what an audit judges by, Acknowledged which of its findings are known.
	Audit        AuditSpec
	Acknowledged []Acknowledgement

	// Notes say where figures are from, and which of them somebody has chosen.
	Notes []Note
}

// A UnionSpec is several calendars as one: desks that follow the sun.
type UnionSpec struct {
	Name string   // required
	Of   []string // names of calendars, the first of which has the zone and the business days
}

// Parse reads the JSON of a model; docs/format.md describes it, and docs/model.schema.json
// is its schema. Reading is strict: unknown and repeated keys, and values of another type
// or form, are findings, all of them in one [msp.Issues] error. It looks at the text only:
// [Model.Compile] and [Model.Validate] look at what it says. The zero [msp.Limits] are the
// defaults.
func Parse(data []byte, limits msp.Limits) (Model, error) {
	return strict.Parse(data, limits, (*Model).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [Parse], with the default limits.
func (m *Model) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, m, (*Model).decode)
}

// UnmarshalJSON reads one union as [Parse] reads those of a model.
func (s *UnionSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*UnionSpec).decode)
}

func (m *Model) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":         func(v *strict.Value) { v.String(&m.Name) },
		"calendars":    func(v *strict.Value) { parts(v, &m.Calendars, (*calendar.Spec).UnmarshalJSON) },
		"unions":       func(v *strict.Value) { strict.List(v, &m.Unions, (*UnionSpec).decode) },
		"levels":       func(v *strict.Value) { v.Part(&m.Levels) },
		"schedules":    func(v *strict.Value) { parts(v, &m.Schedules, (*escalation.ScheduleSpec).UnmarshalJSON) },
		"policies":     func(v *strict.Value) { parts(v, &m.Policies, (*escalation.PolicySpec).UnmarshalJSON) },
		"ladders":      func(v *strict.Value) { parts(v, &m.Ladders, (*escalation.LadderSpec).UnmarshalJSON) },
		"escalation":   func(v *strict.Value) { v.Part(&m.Escalation) },
		"prices":       func(v *strict.Value) { parts(v, &m.Prices, (*pricing.Item).UnmarshalJSON) },
		"target_sets":  func(v *strict.Value) { parts(v, &m.TargetSets, (*metrics.TargetSetSpec).UnmarshalJSON) },
		"teams":        func(v *strict.Value) { strict.List(v, &m.Teams, (*TeamSpec).decode) },
		"raci":         func(v *strict.Value) { strict.List(v, &m.RACI, (*RACISpec).decode) },
		"value_chain":  func(v *strict.Value) { strict.List(v, &m.ValueChain, (*ValueChainActivity).decode) },
		"plans":        func(v *strict.Value) { strict.List(v, &m.Plans, (*PlanSpec).decode) },
		"activities":   func(v *strict.Value) { strict.List(v, &m.Activities, (*ActivitySpec).decode) },
		"services":     func(v *strict.Value) { strict.List(v, &m.Services, (*ServiceSpec).decode) },
		"tiers":        m.Tiers.decode,
		"clients":      func(v *strict.Value) { strict.List(v, &m.Clients, (*ClientSpec).decode) },
		"audit":        m.Audit.decode,
		"acknowledged": func(v *strict.Value) { strict.List(v, &m.Acknowledged, (*Acknowledgement).decode) },
		"notes":        func(v *strict.Value) { strict.List(v, &m.Notes, (*Note).decode) },
	})
}

func (s *UnionSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name": func(v *strict.Value) { v.String(&s.Name) },
		"of":   func(v *strict.Value) { strict.Texts(v, &s.Of) },
	})
}

// MarshalJSON returns the canonical JSON of the model: what is zero is left out. A text
// that is not UTF-8, a value that is none of its kind and a holiday rule that is a
// function are errors.
func (m Model) MarshalJSON() ([]byte, error) {
	audit, err := stated(m.Audit, m.Audit != AuditSpec{})
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Name         strict.Text               `json:"name,omitzero"`
		Calendars    []calendar.Spec           `json:"calendars,omitempty"`
		Unions       []UnionSpec               `json:"unions,omitempty"`
		Levels       escalation.Levels         `json:"levels,omitempty"`
		Schedules    []escalation.ScheduleSpec `json:"schedules,omitempty"`
		Policies     []escalation.PolicySpec   `json:"policies,omitempty"`
		Ladders      []escalation.LadderSpec   `json:"ladders,omitempty"`
		Escalation   escalation.RouteSpecs     `json:"escalation,omitempty"`
		Prices       []pricing.Item            `json:"prices,omitempty"`
		TargetSets   []metrics.TargetSetSpec   `json:"target_sets,omitempty"`
		Teams        []TeamSpec                `json:"teams,omitempty"`
		RACI         []RACISpec                `json:"raci,omitempty"`
		ValueChain   []ValueChainActivity      `json:"value_chain,omitempty"`
		Plans        []PlanSpec                `json:"plans,omitempty"`
		Activities   []ActivitySpec            `json:"activities,omitempty"`
		Services     []ServiceSpec             `json:"services,omitempty"`
		Tiers        TierSpecs                 `json:"tiers,omitempty"`
		Clients      []ClientSpec              `json:"clients,omitempty"`
		Audit        json.RawMessage           `json:"audit,omitempty"`
		Acknowledged []Acknowledgement         `json:"acknowledged,omitempty"`
		Notes        []Note                    `json:"notes,omitempty"`
	}{
		strict.Text(m.Name), m.Calendars, m.Unions, m.Levels, m.Schedules, m.Policies, m.Ladders, m.Escalation, m.Prices,
		m.TargetSets, m.Teams, m.RACI, m.ValueChain, m.Plans, m.Activities, m.Services, m.Tiers, m.Clients, audit, m.Acknowledged, m.Notes,
	})
}

// MarshalJSON returns {"name":"follow the sun","of":["london","denver","sydney"]}.
func (s UnionSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name strict.Text   `json:"name,omitzero"`
		Of   []strict.Text `json:"of,omitempty"`
	}{strict.Text(s.Name), strict.TextsJSON(s.Of)})
}

// names returns the names of the records of a list.
func names[T any](records []T, name func(*T) string) []string {
	all := make([]string, len(records))
	for i := range records {
		all[i] = name(&records[i])
	}
	return slices.Clip(all)
}
