package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A Model is what the clients have been promised: whose hours, which targets.
type Model struct {
	Clients []*Client
	Types   map[sla.EventType]bool // of events that mean something
	Holds   map[sla.Hold]bool

	calendars map[string]calendar.Calendar
	names     map[calendar.Calendar]string
}

// A Client is a customer with a contract.
type Client struct {
	Name     string
	Calendar calendar.Calendar // their hours; its zone is their clock

	// The contract covers the dates [From, Until) of the client's clock; a zero
	// date is unbounded.
	From, Until msp.Date

	// Policies is the contract: one policy with a goal for each kind of promise.
	Policies sla.Policies
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

// ownHours is the name by which a policy calls the calendar of whichever client
// it is for.
const ownHours = "client"

// modelReader turns a document into a model.
type modelReader struct {
	document

	zones     calendar.ZoneSource
	calendars map[string]calendar.Calendar
	unions    map[string]union
	policies  map[string]policy
	clients   []clientSpec
}

// A union is several calendars as one: desks that follow the sun.
type union struct {
	path string
	of   []string
}

// A policy is both promises as written.
type policy struct {
	goals [kinds]sla.GoalSpec
	paths [kinds]string // of what stands for the goal, or for its targets only
	whole [kinds]bool   // it stands for the goal
}

type clientSpec struct {
	path                   string
	name, calendar, policy string
	from, until            msp.Date
}

// ReadModel reads a model. All findings are returned, sorted, warnings too; the
// model can be used if none of them is an error.
func ReadModel(data []byte, zones calendar.ZoneSource) (*Model, msp.Issues) {
	r := &modelReader{
		zones:     zones,
		calendars: make(map[string]calendar.Calendar),
		unions:    make(map[string]union),
		policies:  make(map[string]policy),
	}
	if !r.check(data) {
		return nil, r.issues
	}
	r.fields("", data, map[string]part{
		"calendars": func(path string, raw json.RawMessage) { r.object(path, raw, r.readCalendar) },
		"policies":  func(path string, raw json.RawMessage) { r.object(path, raw, r.readPolicy) },
		"clients":   func(path string, raw json.RawMessage) { r.list(path, raw, r.readClient) },
	})
	// Names lead to nothing but more findings where what they stand for was not read.
	if r.issues.Err() != nil {
		return nil, r.issues.Sorted()
	}
	r.unite()
	r.checkPolicies()
	m := r.compile()
	return m, r.issues.Sorted()
}

func (r *modelReader) readCalendar(name, path string, raw json.RawMessage) {
	if name == ownHours {
		r.errorf(path, msp.CodeConflict, "in a policy %q is the calendar of the client, so no calendar has this name", ownHours)
		return
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(raw, &keys) == nil && keys["union"] != nil {
		u := union{path: path + ".union"}
		r.fields(path, raw, map[string]part{"union": func(path string, raw json.RawMessage) {
			r.list(path, raw, func(path string, raw json.RawMessage) {
				var of string
				r.text(&of)(path, raw)
				u.of = append(u.of, of)
			})
		}})
		r.unions[name] = u
		return
	}
	spec, err := calendar.ParseSpec(raw, msp.Limits{})
	if err != nil {
		r.take(path, err)
		return
	}
	issues := spec.Validate(r.zones)
	r.issues = append(r.issues, issues.At(path)...)
	if issues.Err() == nil {
		r.calendars[name], err = spec.Compile(r.zones)
		r.take(path, err)
	}
}

// unite makes the calendars that consist of others.
func (r *modelReader) unite() {
	made := make(map[string]calendar.Calendar)
	for name, u := range r.unions {
		var of []calendar.Calendar
		for i, name := range u.of {
			c, ok := r.calendars[name]
			if !ok {
				r.errorf(u.path+"["+strconv.Itoa(i)+"]", msp.CodeUnknownName, "no calendar %q that is written with its hours", name)
				continue
			}
			of = append(of, c)
		}
		switch {
		case len(u.of) == 0:
			r.errorf(u.path, msp.CodeMissing, "no calendars")
		case len(of) > 0:
			made[name] = calendar.Union(of[0], of[1:]...)
		}
	}
	maps.Copy(r.calendars, made)
}

// readPolicy reads the promises of a policy. Each is a goal of the library, or only
// its targets where the usual metric is meant.
func (r *modelReader) readPolicy(name, path string, raw json.RawMessage) {
	if name == "" {
		r.errorf(path, msp.CodeMissing, "a policy needs a name")
	}
	var p policy
	for kind := range Kind(kinds) {
		p.goals[kind] = sla.GoalSpec{Name: kind.String(), Metric: kind.metric()}
	}
	read := func(kind Kind) part {
		return func(path string, raw json.RawMessage) {
			goal := &p.goals[kind]
			p.paths[kind] = path
			if p.whole[kind] = raw[0] == '{'; !p.whole[kind] {
				var err error
				goal.Targets, err = sla.ParseTargetSpecs(raw, msp.Limits{})
				r.take(path, err)
				return
			}
			var written sla.GoalSpec
			r.take(path, written.UnmarshalJSON(raw))
			if written.Name != "" {
				r.errorf(path+".name", msp.CodeConflict, "the goal is called %q", kind)
			}
			if written.Targets == nil {
				r.errorf(path+".targets", msp.CodeMissing, "a promise needs targets")
			}
			goal.Targets = written.Targets
			if !written.Metric.Equal(sla.Metric{}) {
				goal.Metric = written.Metric
			}
			for _, name := range goal.Metric.PauseOn {
				r.plain(path+".metric.pause_on", string(name))
			}
			for _, name := range slices.Concat(goal.Metric.Start, goal.Metric.Stop) {
				r.plain(path+".metric", string(name))
			}
		}
	}
	r.fields(path, raw, map[string]part{
		Response.String():   read(Response),
		Resolution.String(): read(Resolution),
	})
	r.policies[name] = p
}

func (r *modelReader) plain(path, name string) {
	if !isPlain(name) {
		r.errorf(path, msp.CodeRange, "%q is not a text of one line that can be printed", name)
	}
}

// at returns where the finding about the goals of a policy stands in the document;
// ok is false if it is about something else.
func (p policy) at(path string) (in string, ok bool) {
	for kind := range Kind(kinds) {
		prefix := "[0].goals[" + strconv.Itoa(int(kind)) + "]"
		if !p.whole[kind] {
			prefix += ".targets"
		}
		if rest, found := strings.CutPrefix(path, prefix); found {
			return p.paths[kind] + rest, true
		}
	}
	return path, false
}

// checkPolicies adds what is wrong with a policy whoever it is for.
func (r *modelReader) checkPolicies() {
	for _, p := range r.policies {
		specs := sla.PolicySpecs{{Name: "any", Goals: p.goals[:]}}
		for _, issue := range specs.Validate(r.source(calendar.Always(nil))) {
			issue.Path, _ = p.at(issue.Path)
			r.issues = append(r.issues, issue)
		}
	}
}

// source finds calendars by the names in a policy.
func (r *modelReader) source(own calendar.Calendar) calendar.Source {
	return func(name string) (calendar.Calendar, bool) {
		if name == ownHours {
			return own, true
		}
		c, ok := r.calendars[name]
		return c, ok
	}
}

func (r *modelReader) readClient(path string, raw json.RawMessage) {
	c := clientSpec{path: path}
	r.fields(path, raw, map[string]part{
		"name":     r.text(&c.name),
		"calendar": r.text(&c.calendar),
		"policy":   r.text(&c.policy),
		"from":     r.date(&c.from),
		"until":    r.date(&c.until),
	})
	r.clients = append(r.clients, c)
}

// compile returns the model of what has been read.
func (r *modelReader) compile() *Model {
	m := &Model{calendars: r.calendars, names: make(map[calendar.Calendar]string)}
	m.Types, m.Holds = r.words()
	for name, c := range r.calendars {
		m.names[c] = name
	}
	if len(r.clients) == 0 {
		r.errorf("clients", msp.CodeMissing, "a model needs clients")
	}
	first := make(map[string]string)
	for _, spec := range r.clients {
		switch before := first[spec.name]; {
		case spec.name == "":
			r.errorf(spec.path+".name", msp.CodeMissing, "a client needs a name")
		case !isPlain(spec.name):
			r.errorf(spec.path+".name", msp.CodeRange, "%q is not a text of one line that can be printed", spec.name)
		case before != "":
			r.errorf(spec.path+".name", msp.CodeDuplicate, "%s has the name %q too", before, spec.name)
		default:
			first[spec.name] = spec.path
		}
		m.Clients = append(m.Clients, r.client(spec))
	}
	return m
}

func (r *modelReader) client(spec clientSpec) *Client {
	c := &Client{Name: spec.name, From: spec.from, Until: spec.until}
	var ok bool
	if c.Calendar, ok = r.calendars[spec.calendar]; !ok {
		r.missing(spec.path+".calendar", "calendar", spec.calendar)
	}
	p, known := r.policies[spec.policy]
	if !known {
		r.missing(spec.path+".policy", "policy", spec.policy)
	}
	if !ok || !known {
		return c
	}
	specs := sla.PolicySpecs{{
		Name: spec.policy, From: midnight(c.From, c.Calendar.Zone()), Until: midnight(c.Until, c.Calendar.Zone()), Goals: p.goals[:],
	}}
	issues := specs.Validate(r.source(c.Calendar))
	for _, issue := range issues {
		path, goals := p.at(issue.Path)
		issue.Path = path
		switch {
		case !goals:
			issue.Path = strings.Replace(path, "[0]", spec.path, 1)
		case slices.Contains(r.issues, issue): // whoever it is for
			continue
		default: // the rest is about this client
			issue.Message = path + ": " + issue.Message
			issue.Path = spec.path + ".policy"
		}
		r.issues = append(r.issues, issue)
	}
	if issues.Err() == nil {
		c.Policies, _ = specs.Compile(r.source(c.Calendar))
	}
	return c
}

// midnight returns the instant at which a date begins; the zero date is none.
func midnight(date msp.Date, zone *time.Location) time.Time {
	if date.IsZero() {
		return time.Time{}
	}
	return calendar.InstantOf(calendar.At(date, calendar.TimeOfDay{}), zone)
}

// words returns the types of events and the holds that mean something: those of
// the library, and those that a policy names.
func (r *modelReader) words() (types map[sla.EventType]bool, holds map[sla.Hold]bool) {
	types = map[sla.EventType]bool{
		sla.EventPause: true, sla.EventResume: true, sla.EventPriority: true, sla.EventReopened: true,
	}
	holds = make(map[sla.Hold]bool)
	metrics := sla.MetricPresets()
	for _, p := range r.policies {
		for _, goal := range p.goals {
			metrics = append(metrics, goal.Metric)
		}
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

func (r *modelReader) missing(path, what, name string) {
	if name == "" {
		r.errorf(path, msp.CodeMissing, "a client needs a %s", what)
		return
	}
	r.errorf(path, msp.CodeUnknownName, "no %s %q", what, name)
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
