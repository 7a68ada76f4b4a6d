package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"unicode"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A Model is what the clients have been promised: whose hours, which targets.
type Model struct {
	Clients []*Client

	names map[calendar.Calendar]string
}

// A Client is a customer with a contract.
type Client struct {
	Name     string
	Calendar calendar.Calendar // their hours; its zone is their clock
	Policy   string

	// The contract covers the dates [From, Until) of the client's clock; a zero
	// date is unbounded.
	From, Until msp.Date

	targets [kinds]sla.Targets
}

// Promised returns the target of one kind for a ticket of a priority.
func (c *Client) Promised(kind Kind, t *Ticket) (sla.Target, bool) {
	return c.targets[kind].For(t.Priority, t.Opened)
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

// A policy is the targets of both promises as written.
type policy struct {
	path  string
	specs [kinds]sla.TargetSpecs
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

func (r *modelReader) readPolicy(name, path string, raw json.RawMessage) {
	p := policy{path: path}
	read := func(kind Kind) part {
		return func(path string, raw json.RawMessage) {
			specs, err := sla.ParseTargetSpecs(raw, msp.Limits{})
			r.take(path, err)
			p.specs[kind] = specs
		}
	}
	r.fields(path, raw, map[string]part{
		Response.String():   read(Response),
		Resolution.String(): read(Resolution),
	})
	r.policies[name] = p
}

// checkPolicies adds what is wrong with a policy whoever it is for.
func (r *modelReader) checkPolicies() {
	for _, p := range r.policies {
		for kind, specs := range p.specs {
			issues := specs.Validate(r.source(calendar.Always(nil)))
			r.issues = append(r.issues, issues.At(p.path+"."+Kind(kind).String())...)
		}
	}
}

// source finds calendars by the names in a policy.
func (r *modelReader) source(own calendar.Calendar) sla.CalendarSource {
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
	m := &Model{names: make(map[calendar.Calendar]string)}
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
		if !spec.until.IsZero() && !spec.from.Before(spec.until) {
			r.errorf(spec.path+".until", msp.CodeRange, "the contract ends before it begins")
		}
		m.Clients = append(m.Clients, r.client(spec))
	}
	return m
}

func (r *modelReader) client(spec clientSpec) *Client {
	c := &Client{Name: spec.name, Policy: spec.policy, From: spec.from, Until: spec.until}
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
	for kind, specs := range p.specs {
		path := p.path + "." + Kind(kind).String()
		issues := specs.Validate(r.source(c.Calendar)).At(path)
		for _, issue := range issues {
			// What is wrong whoever it is for has been said; the rest is about this client.
			if !slices.Contains(r.issues, issue) {
				issue.Message = issue.Path + ": " + issue.Message
				issue.Path = spec.path + ".policy"
				r.issues = append(r.issues, issue)
			}
		}
		if issues.Err() == nil {
			c.targets[kind], _ = specs.Compile(r.source(c.Calendar))
		}
	}
	return c
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
