package escalation

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// A Target is who is told: a party, or who is on call at that moment. A step tells all
// of its targets, each name once. The set of targets is closed: [Party], [OnCall] and
// [AllOf].
//
// Targets are comparable with ==. In JSON a target is an object with one key,
// {"on_call":"desk"}.
//
//sumtype:decl
type Target interface {
	// String says the target in English: "on call: desk".
	String() string

	// MarshalJSON returns the target as an object with one key.
	MarshalJSON() ([]byte, error)

	// target returns what the target is called, as a key and a name.
	target() (key, name string)
}

// A Party is one who is told, whoever is on call: a person, a team, a supplier, a role
// such as "service delivery manager". What it is called is the program's own.
type Party string

// OnCall is who is on call in the schedule of that name at the moment of the firing.
type OnCall string

// AllOf is everybody who takes turns in the schedule of that name, on call or not: its
// [Schedule.Members] at the moment of the firing.
type AllOf string

var (
	_ Target = Party("")
	_ Target = OnCall("")
	_ Target = AllOf("")
)

func (t Party) target() (key, name string)  { return "party", string(t) }
func (t OnCall) target() (key, name string) { return "on_call", string(t) }
func (t AllOf) target() (key, name string)  { return "all_of", string(t) }

// String returns the name of the party.
func (t Party) String() string { return string(t) }

// String returns "on call: desk".
func (t OnCall) String() string { return "on call: " + string(t) }

// String returns "all of: desk".
func (t AllOf) String() string { return "all of: " + string(t) }

// MarshalJSON returns {"party":"service delivery manager"}.
func (t Party) MarshalJSON() ([]byte, error) { return targetJSON(t) }

// MarshalJSON returns {"on_call":"desk"}.
func (t OnCall) MarshalJSON() ([]byte, error) { return targetJSON(t) }

// MarshalJSON returns {"all_of":"desk"}.
func (t AllOf) MarshalJSON() ([]byte, error) { return targetJSON(t) }

func targetJSON(t Target) ([]byte, error) {
	key, name := t.target()
	return json.Marshal(map[string]strict.Text{key: strict.Text(name)})
}

// ParseTarget reads the JSON of a target, strictly: {"party":"manager"},
// {"on_call":"desk"} or {"all_of":"desk"}.
func ParseTarget(data []byte) (Target, error) {
	var t Target
	issues := strict.Decode(data, msp.Limits{}, func(v *strict.Value) { decodeTarget(&t, v) })
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

func decodeTarget(into *Target, v *strict.Value) {
	name := func(v *strict.Value) (name string) {
		v.String(&name)
		return name
	}
	found := v.OneKey("a target is one thing", strict.Fields{
		"party":   func(v *strict.Value) { *into = Party(name(v)) },
		"on_call": func(v *strict.Value) { *into = OnCall(name(v)) },
		"all_of":  func(v *strict.Value) { *into = AllOf(name(v)) },
	})
	if v.IsObject() && !found {
		v.Errorf(msp.CodeMissing, "a target is a party, on_call or all_of")
	}
}

// targetsJSON returns targets as JSON has them. A nil one and one that is a pointer have
// none.
func targetsJSON(targets []Target) ([]json.RawMessage, error) {
	var out []json.RawMessage
	for _, t := range targets {
		switch t.(type) {
		case Party, OnCall, AllOf:
		case nil:
			return nil, fmt.Errorf("escalation: target: none: %w", msp.ErrInvalid)
		default:
			return nil, fmt.Errorf("escalation: target: %T is none, its value is: %w", t, msp.ErrInvalid)
		}
		data, err := t.MarshalJSON()
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// An audience is the compiled targets of a step.
type audience struct {
	targets   []Target
	schedules []Schedule // of each target, zero for a party
}

// mostTargets is the largest number of targets of a step.
const mostTargets = 1_000

func compileTargets(list *findings.List, path string, targets []Target, sources Sources) audience {
	var a audience
	if n := len(targets); n > mostTargets {
		list.Errorf(path, msp.CodeRange, "%d targets, more than %d", n, mostTargets)
	}
	for i, t := range targets {
		at := path + "[" + strconv.Itoa(i) + "]"
		var s Schedule
		switch t := t.(type) {
		case nil:
			list.Errorf(at, msp.CodeMissing, "a target is a party, on_call or all_of")
			continue
		case Party:
			list.Text(at+".party", string(t), "a party has a name")
		case OnCall:
			s = findSchedule(list, at+".on_call", string(t), sources.Schedules)
		case AllOf:
			s = findSchedule(list, at+".all_of", string(t), sources.Schedules)
		default: // a pointer to a target has the methods of one
			list.Errorf(at, msp.CodeType, "%s is no target, its value is", fmt.Sprintf("%T", t))
			continue
		}
		a.targets = append(a.targets, t)
		a.schedules = append(a.schedules, s)
	}
	return a
}

// at returns who is told at an instant, each once; nobody is nil.
func (a *audience) at(t time.Time) []string {
	var people []string
	for i, target := range a.targets {
		switch target := target.(type) {
		case Party:
			people = appendOnce(people, 0, string(target))
		case OnCall:
			people = a.schedules[i].appendOnce(people, t)
		case AllOf:
			there := make(map[string]bool, len(people))
			for _, name := range people {
				there[name] = true
			}
			for _, name := range a.schedules[i].Members(t, t.Add(1)) { // each once
				if !there[name] {
					people = append(people, name)
				}
			}
		}
	}
	return people
}

// appendOnce appends who is on call and is not yet among the people.
func (s Schedule) appendOnce(people []string, t time.Time) []string {
	if len(people) == 0 {
		return s.AppendOnCall(people, t)
	}
	for _, name := range s.OnCall(t) {
		people = appendOnce(people, 0, name)
	}
	return people
}
