package main

import (
	"slices"
	"time"
	"unicode"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/sla"
)

// A Model is the operating model as a review asks it: about one service, that of the
// tickets.
type Model struct {
	Clients []*Client
	Types   map[sla.EventType]bool // of events that mean something
	Holds   map[sla.Hold]bool

	spec    catalog.Model
	catalog catalog.Catalog
	names   map[calendar.Calendar]string
}

// A Client is a customer.
type Client struct {
	Name     string
	Calendar calendar.Calendar // their hours; its zone is their clock

	model     *Model
	place     int // in it
	contracts []catalog.ContractSpec
	entitled  []Entitled // in order, the first since ever
}

// An Entitled is what a client is entitled to from a date on, until the next one.
type Entitled struct {
	catalog.Entitlement

	from     msp.Date
	contract bool   // one is in force
	targets  string // the name of the set of targets of the contract; may be empty
}

// ReadModel reads a model and compiles it. All findings are returned, sorted, warnings
// too; the model can be used if none of them is an error. Its tickets are about its first
// service; see [Model.about].
func ReadModel(data []byte) (*Model, msp.Issues) {
	issues := checkTexts(data)
	spec, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		return nil, issuesOf(err)
	}
	issues = append(issues, spec.Validate(nil)...)
	if len(spec.Clients) == 0 {
		issues = append(issues, errorAt("clients", msp.CodeMissing, "a review is about clients"))
	}
	if len(spec.Services) == 0 {
		issues = append(issues, errorAt("services", msp.CodeMissing, "tickets are about a service"))
	}
	if issues.Err() != nil {
		return nil, issues.Sorted()
	}
	m := &Model{spec: spec, names: make(map[calendar.Calendar]string)}
	if m.catalog, err = spec.Compile(nil); err != nil {
		return nil, issuesOf(err)
	}
	for i := range spec.Calendars {
		m.name(spec.Calendars[i].Name)
	}
	for i := range spec.Unions {
		m.name(spec.Unions[i].Name)
	}
	m.Types, m.Holds = words(spec)
	for i := range spec.Clients {
		m.Clients = append(m.Clients, &Client{Name: spec.Clients[i].Name, model: m, place: i, contracts: spec.Clients[i].Contracts})
	}
	m.about(spec.Services[0].Name)
	return m, issues.Sorted()
}

// issuesOf returns the findings that an error has, or is.
func issuesOf(err error) msp.Issues {
	if issues := findingsIn(err); issues != nil {
		return issues
	}
	return msp.Issues{{Severity: msp.SeverityError, Code: msp.CodeSyntax, Message: err.Error()}}
}

func (m *Model) name(calendar string) {
	c, _ := m.catalog.Calendar(calendar)
	m.names[c] = calendar
}

// about makes the model one of tickets about a service: it finds out what each client is
// entitled to, once for each stretch of time in which that is the same.
func (m *Model) about(service string) {
	views := make(map[msp.Date]catalog.View)
	for _, c := range m.Clients {
		c.entitled = nil
		for _, date := range slices.Concat([]msp.Date{{}}, m.catalog.DatesOf(c.Name)) {
			view, ok := views[date]
			if !ok {
				view = m.catalog.On(date)
				views[date] = view
			}
			entitled, _ := view.Entitlement(catalog.Request{Client: c.Name, Service: service}) // both are of the model
			contract, in := view.Contract(c.Name)
			c.entitled = append(c.entitled, Entitled{entitled, date, in, contract.TargetSet})
			if hours, _ := entitled.Hours(); in || date.IsZero() {
				c.Calendar = hours
			}
		}
		if own := m.spec.Clients[c.place].Calendar; own != "" {
			c.Calendar, _ = m.catalog.Calendar(own)
		}
	}
}

// Hours returns the name of a calendar.
func (m *Model) Hours(c calendar.Calendar) string { return m.names[c] }

// Client returns the client of a name.
func (m *Model) Client(name string) (*Client, bool) {
	i := slices.IndexFunc(m.Clients, func(c *Client) bool { return c.Name == name })
	if i < 0 {
		return nil, false
	}
	return m.Clients[i], true
}

// at returns what a client is entitled to for a ticket that is opened at an instant: what
// holds on that date, on the client's clock.
func (c *Client) at(opened time.Time) *Entitled {
	date := dateOn(opened, c.Calendar.Zone())
	i, found := slices.BinarySearchFunc(c.entitled, date, func(e Entitled, d msp.Date) int { return e.from.Compare(d) })
	if !found {
		i = max(0, i-1)
	}
	return &c.entitled[i]
}

// midnight returns the instant at which a date begins; the zero date is none.
func midnight(date msp.Date, zone *time.Location) time.Time {
	if date.IsZero() {
		return time.Time{}
	}
	return calendar.InstantOf(calendar.At(date, calendar.TimeOfDay{}), zone)
}

// goalsOf returns all goals that a model states.
func goalsOf(m catalog.Model) []sla.GoalSpec {
	var all []sla.GoalSpec
	for i := range m.Tiers {
		all = append(all, m.Tiers[i].Goals...)
		for _, change := range m.Tiers[i].Changes {
			all = append(all, change.Goals...)
		}
	}
	for i := range m.Clients {
		for _, contract := range m.Clients[i].Contracts {
			all = append(all, contract.Goals...)
			for _, exception := range contract.Exceptions {
				all = append(all, exception.Goals...)
			}
		}
	}
	return all
}

// words returns the types of events and the holds that mean something: those of the
// library, and those that a goal of the model names.
func words(m catalog.Model) (types map[sla.EventType]bool, holds map[sla.Hold]bool) {
	types = map[sla.EventType]bool{
		sla.EventPause: true, sla.EventResume: true, sla.EventPriority: true, sla.EventReopened: true,
	}
	holds = make(map[sla.Hold]bool)
	metrics := sla.MetricPresets()
	for _, goal := range goalsOf(m) {
		metrics = append(metrics, goal.Metric)
	}
	for _, m := range metrics {
		for _, t := range slices.Concat(m.Start, m.Stop, []sla.EventType{m.After}) {
			types[t] = t != ""
		}
		for _, h := range m.PauseOn {
			holds[h] = true
		}
	}
	delete(types, "")
	return types, holds
}

// noContract returns why nothing is promised for a ticket that is opened at an instant at
// which no contract is in force.
func (c *Client) noContract(opened time.Time) msp.Reason {
	date := dateOn(opened, c.Calendar.Zone())
	var next, last msp.Date
	for i := range c.contracts {
		contract := &c.contracts[i]
		if contract.From.After(date) && (next.IsZero() || contract.From.Before(next)) {
			next = contract.From
		}
		if end, ok := contract.End(); ok && !end.After(date) {
			if end.After(last) {
				last = end
			}
		}
	}
	switch {
	case !next.IsZero():
		return msp.NewReason(ReasonNoContract, "before the contract, which begins on {date}", msp.ReasonValue{Name: "date", Value: next.String()})
	case !last.IsZero():
		return msp.NewReason(ReasonNoContract, "after the contract, which ended on {date}", msp.ReasonValue{Name: "date", Value: last.String()})
	default:
		return msp.NewReason(ReasonNoContract, "there is no contract")
	}
}

// isPlain reports whether a name can be shown as it is: no control characters,
// which could move the cursor of a terminal.
func isPlain(name string) bool {
	for _, r := range name {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}
