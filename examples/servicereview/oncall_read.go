package main

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// onCallReader turns a document into who is on call.
type onCallReader struct {
	document

	model *Model
	out   OnCall

	schedules map[string]escalation.Schedule
	paths     map[string]string // "policy p1" → where it stands
	routes    escalation.RouteSpecs
}

// ReadOnCall reads who is on call for the clients of a model, and what is escalated to
// whom. All findings are returned, sorted, warnings too; it can be used if none of them
// is an error.
func ReadOnCall(data []byte, model *Model) (*OnCall, msp.Issues) {
	r := &onCallReader{model: model, schedules: make(map[string]escalation.Schedule), paths: make(map[string]string)}
	r.out.domain = domainOf(model)
	if !r.check(data) || !r.plainTexts("", data) {
		return nil, r.issues
	}
	// Policies and ladders name schedules and levels, and routes name those.
	parts := []string{"levels", "schedules", "policies", "ladders", "routes"}
	raws := make(map[string]json.RawMessage)
	known := make(map[string]part)
	for _, name := range parts {
		known[name] = func(_ string, raw json.RawMessage) { raws[name] = raw }
	}
	r.fields("", data, known)
	r.out.Levels = escalation.FrameworkLevels()
	for _, name := range parts {
		raw, ok := raws[name]
		switch {
		case !ok:
		case name == "levels":
			var err error
			r.out.Levels, err = escalation.ParseLevels(raw, msp.Limits{})
			r.take(name, err)
			r.issues = append(r.issues, r.out.Levels.Validate().At(name)...)
		default:
			r.list(name, raw, map[string]part{
				"schedules": r.readSchedule, "policies": r.readPolicy, "ladders": r.readLadder, "routes": r.readRoute,
			}[name])
		}
		if r.issues.Err() != nil { // names would lead to nothing but more findings
			return nil, r.issues.Sorted()
		}
	}
	r.compileRoutes()
	return &r.out, r.issues.Sorted()
}

// sources finds what records name; own is the calendar of the client.
func (r *onCallReader) sources(own calendar.Calendar) escalation.Sources {
	return escalation.Sources{
		Levels: r.out.Levels,
		Calendars: func(name string) (calendar.Calendar, bool) {
			if name == ownHours {
				return own, true
			}
			c, ok := r.model.calendars[name]
			return c, ok
		},
		Schedules: func(name string) (escalation.Schedule, bool) {
			s, ok := r.schedules[name]
			return s, ok
		},
	}
}

// name checks the name of a record, by which others call it.
func (r *onCallReader) name(path, what, name string) {
	key := what + " " + name
	switch before := r.paths[key]; {
	case name == "":
		r.errorf(path+".name", msp.CodeMissing, "a %s needs a name", what)
	case before != "":
		r.errorf(path+".name", msp.CodeDuplicate, "%s has the name %q too", before, name)
	default:
		r.paths[key] = path
	}
}

func (r *onCallReader) readSchedule(path string, raw json.RawMessage) {
	rota := Rota{Covers: calendar.Always(nil)}
	before := len(r.issues)
	raw = r.split(path, raw, map[string]part{"covers": func(path string, raw json.RawMessage) {
		if r.text(&rota.Hours)(path, raw); rota.Hours == "" {
			return
		}
		var ok bool
		if rota.Covers, ok = r.model.calendars[rota.Hours]; !ok {
			r.errorf(path, msp.CodeUnknownName, "no calendar %q in the model", rota.Hours)
		}
	}})
	spec, err := escalation.ParseScheduleSpec(raw, msp.Limits{})
	if r.take(path, err); r.issues[before:].Err() != nil {
		return
	}
	r.name(path, "schedule", spec.Name)
	sources := r.sources(calendar.Always(nil))
	issues := spec.Validate(sources)
	if r.issues = append(r.issues, issues.At(path)...); issues.Err() != nil {
		return
	}
	if len(spec.Layers) == 0 {
		r.errorf(path+".layers", msp.CodeMissing, "a schedule needs layers")
		return
	}
	rota.Schedule, err = spec.Compile(sources)
	r.take(path, err)
	rota.Zone = rota.Schedule.Zone()
	r.schedules[spec.Name] = rota.Schedule
	r.out.Rotas = append(r.out.Rotas, rota)
}

func (r *onCallReader) readPolicy(path string, raw json.RawMessage) {
	spec, err := escalation.ParsePolicySpec(raw, msp.Limits{})
	if r.take(path, err); err != nil {
		return
	}
	r.name(path, "policy", spec.Name)
	issues := spec.Validate(r.sources(calendar.Always(nil)))
	if r.issues = append(r.issues, issues.At(path)...); issues.Err() != nil {
		return
	}
	p := policyPath{name: spec.Name, of: make(map[*Client]escalation.Policy)}
	p.own = slices.ContainsFunc(spec.Steps, func(s escalation.StepSpec) bool { return s.Hours == ownHours || s.WaitIn == ownHours })
	for _, c := range r.model.Clients {
		p.of[c], err = spec.Compile(r.sources(c.Calendar))
		r.take(path, err)
	}
	r.out.policies = append(r.out.policies, p)
}

func (r *onCallReader) readLadder(path string, raw json.RawMessage) {
	spec, err := escalation.ParseLadderSpec(raw, msp.Limits{})
	if r.take(path, err); err != nil {
		return
	}
	r.name(path, "ladder", spec.Name)
	sources := r.sources(calendar.Always(nil))
	issues := spec.Validate(sources)
	if r.issues = append(r.issues, issues.At(path)...); issues.Err() != nil {
		return
	}
	l, err := spec.Compile(sources)
	r.take(path, err)
	r.out.ladders = append(r.out.ladders, l)
}

// readRoute reads a line of the routing table.
func (r *onCallReader) readRoute(path string, raw json.RawMessage) {
	refer := func(path, what, name string) {
		if name != "" && r.paths[what+" "+name] == "" {
			r.errorf(path, msp.CodeUnknownName, "no %s %q", what, name)
		}
	}
	before := len(r.issues)
	var route escalation.RouteSpec
	r.take(path, route.UnmarshalJSON(raw))
	refer(path+".policy", "policy", route.Policy)
	of := line{policy: route.Policy}
	for promise, ladder := range route.Ladders {
		at := path + ".ladders." + promise
		switch promise {
		case Response.String():
			of.ladders[Response] = ladder
		case Resolution.String():
			of.ladders[Resolution] = ladder
		default:
			r.errorf(at, msp.CodeUnknownName, "promises are %v and %v", Response, Resolution)
		}
		refer(at, "ladder", ladder)
	}
	if route.Priority != 0 {
		r.errorf(path+".priority", msp.CodeConflict, "a ticket has its priority: this is for alerts")
	}
	if r.issues[before:].Err() == nil {
		r.routes, r.out.lines = append(r.routes, route), append(r.out.lines, of)
	}
}

// compileRoutes makes the routing table. A value that no ticket can have is a slip of
// the pen; what the lines do together, the review says.
func (r *onCallReader) compileRoutes() {
	issues := r.routes.Validate()
	r.issues = append(r.issues, issues.At("routes")...)
	if issues.Err() != nil {
		return
	}
	var err error
	r.out.routes, err = r.routes.Compile()
	r.take("routes", err)
	for _, i := range r.out.routes.Lint(r.out.domain).At("routes") {
		if i.Code == msp.CodeUnknownName {
			i.Severity = msp.SeverityError
			r.issues = append(r.issues, i)
		}
	}
	for i, of := range r.out.lines {
		if of == (line{}) {
			r.issues = append(r.issues, msp.Issue{
				Severity: msp.SeverityWarning, Code: msp.CodeMissing, Path: "routes[" + strconv.Itoa(i) + "]",
				Message: "nobody is ever told about its tickets",
			})
		}
	}
}
