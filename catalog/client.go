package catalog

import (
	"encoding/json"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ClientHours is the name by which tiers, services, contracts and escalation policies
// call the hours of whichever client it is: those of the site, else of the contract, of
// the client, or of the tier. No calendar of a model has this name.
const ClientHours = "client"

// A ClientSpec is a client as people write it down.
//
//	{"name":"acme","calendar":"boston","sites":[{"name":"berlin","calendar":"berlin"}],
//	 "contracts":[{"id":"2026","from":"2026-01-01","tier":"silver","renewal":{"kind":"automatic","term_months":12,"notice_months":3}}]}
type ClientSpec struct {
	// Name is what requests call it. Required.
	Name string

	// Title is for people. Empty: the name.
	Title string

	// Calendar is the name of its hours. Empty: those of the contract, or of the tier.
	Calendar string

	// Sites have hours, and a zone, of their own.
	Sites []SiteSpec

	// Own are the names of what is this client's alone: no other client's part of the model
	// may refer to it.
	Own OwnSpec

	// Contracts, in any order; at most one is in force on a day.
	Contracts []ContractSpec

	// Plans are what is being carried out for it: onboarding, offboarding.
	Plans []ClientPlan
}

// A SiteSpec is a place of a client whose hours are not those of the client.
type SiteSpec struct {
	Name     string // required
	Calendar string // required
}

// An OwnSpec has the names of what belongs to one client.
type OwnSpec struct {
	Calendars, Schedules, Policies, Ladders, Prices []string
}

// A ClientPlan says that a plan of the model is carried out for a client.
type ClientPlan struct {
	Plan     string   // the name of a plan. Required
	Start    msp.Date // of its first phase. Required
	Calendar string   // whose business days its phases begin on. Empty: any day
}

func (s ClientSpec) clone() ClientSpec {
	s.Sites = slices.Clone(s.Sites)
	for _, list := range ownLists(&s.Own) {
		*list = slices.Clone(*list)
	}
	s.Contracts = slices.Clone(s.Contracts)
	for i := range s.Contracts {
		s.Contracts[i] = s.Contracts[i].clone()
	}
	s.Plans = slices.Clone(s.Plans)
	return s
}

// ownLists returns all lists of names.
func ownLists(s *OwnSpec) []*[]string {
	return []*[]string{&s.Calendars, &s.Schedules, &s.Policies, &s.Ladders, &s.Prices}
}

// UnmarshalJSON reads one client as [Parse] reads those of a model.
func (s *ClientSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ClientSpec).decode)
}

// UnmarshalJSON reads one site as [Parse] reads those of a client.
func (s *SiteSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*SiteSpec).decode)
}

// UnmarshalJSON reads the names as [Parse] reads those of a client.
func (s *OwnSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*OwnSpec).decode)
}

// UnmarshalJSON reads one plan as [Parse] reads those of a client.
func (p *ClientPlan) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, p, (*ClientPlan).decode)
}

func (s *ClientSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&s.Name) },
		"title":     func(v *strict.Value) { v.String(&s.Title) },
		"calendar":  func(v *strict.Value) { v.String(&s.Calendar) },
		"sites":     func(v *strict.Value) { strict.List(v, &s.Sites, (*SiteSpec).decode) },
		"own":       s.Own.decode,
		"contracts": func(v *strict.Value) { strict.List(v, &s.Contracts, (*ContractSpec).decode) },
		"plans":     func(v *strict.Value) { strict.List(v, &s.Plans, (*ClientPlan).decode) },
	})
}

func (s *SiteSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"calendar": func(v *strict.Value) { v.String(&s.Calendar) },
	})
}

func (s *OwnSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"calendars": func(v *strict.Value) { strict.Texts(v, &s.Calendars) },
		"schedules": func(v *strict.Value) { strict.Texts(v, &s.Schedules) },
		"policies":  func(v *strict.Value) { strict.Texts(v, &s.Policies) },
		"ladders":   func(v *strict.Value) { strict.Texts(v, &s.Ladders) },
		"prices":    func(v *strict.Value) { strict.Texts(v, &s.Prices) },
	})
}

func (p *ClientPlan) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"plan":     func(v *strict.Value) { v.String(&p.Plan) },
		"start":    func(v *strict.Value) { v.Text(&p.Start) },
		"calendar": func(v *strict.Value) { v.String(&p.Calendar) },
	})
}

// MarshalJSON returns the canonical JSON of the client: what is zero is left out. A text
// that is not UTF-8 and a value that is none of its kind are errors.
func (s ClientSpec) MarshalJSON() ([]byte, error) {
	own, err := stated(s.Own, slices.ContainsFunc(ownLists(&s.Own), func(list *[]string) bool { return len(*list) > 0 }))
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Name      strict.Text     `json:"name,omitzero"`
		Title     strict.Text     `json:"title,omitzero"`
		Calendar  strict.Text     `json:"calendar,omitzero"`
		Sites     []SiteSpec      `json:"sites,omitempty"`
		Own       json.RawMessage `json:"own,omitempty"`
		Contracts []ContractSpec  `json:"contracts,omitempty"`
		Plans     []ClientPlan    `json:"plans,omitempty"`
	}{strict.Text(s.Name), strict.Text(s.Title), strict.Text(s.Calendar), s.Sites, own, s.Contracts, s.Plans})
}

// stated returns the JSON of a part, or nothing if it says nothing.
func stated(part json.Marshaler, says bool) (json.RawMessage, error) {
	if !says {
		return nil, nil
	}
	return part.MarshalJSON()
}

// MarshalJSON returns {"name":"berlin","calendar":"berlin"}.
func (s SiteSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name     strict.Text `json:"name,omitzero"`
		Calendar strict.Text `json:"calendar,omitzero"`
	}{strict.Text(s.Name), strict.Text(s.Calendar)})
}

// MarshalJSON returns {"calendars":["acme hours"]}.
func (s OwnSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Calendars []strict.Text `json:"calendars,omitempty"`
		Schedules []strict.Text `json:"schedules,omitempty"`
		Policies  []strict.Text `json:"policies,omitempty"`
		Ladders   []strict.Text `json:"ladders,omitempty"`
		Prices    []strict.Text `json:"prices,omitempty"`
	}{
		strict.TextsJSON(s.Calendars), strict.TextsJSON(s.Schedules), strict.TextsJSON(s.Policies),
		strict.TextsJSON(s.Ladders), strict.TextsJSON(s.Prices),
	})
}

// MarshalJSON returns {"plan":"onboarding","start":"2026-03-02"}.
func (p ClientPlan) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Plan     strict.Text `json:"plan,omitzero"`
		Start    msp.Date    `json:"start,omitzero"`
		Calendar strict.Text `json:"calendar,omitzero"`
	}{strict.Text(p.Plan), p.Start, strict.Text(p.Calendar)})
}
