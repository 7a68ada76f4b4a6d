package sla

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A PolicySpec is an agreement as people write it down: which tickets it is for,
// and its goals.
//
//	{"name":"acme","when":{"client":["acme"]},"from":"2026-01-01T00:00:00Z","goals":[…]}
type PolicySpec struct {
	// Name is the name of the policy. Required. Versions of a policy may share it
	// if they are not in force at once.
	Name string

	// When says for which tickets the policy is, by their attributes. An attribute
	// that a ticket does not have never agrees; the empty condition is for all.
	When msp.Condition

	// WhenFunc, if not nil, must agree too: for what a condition cannot say. It has
	// to answer the same for the same attributes. It has no JSON.
	WhenFunc func(attribute func(name string) (string, bool)) bool

	// The policy is for tickets opened in [From, Until). A zero time is unbounded.
	From, Until time.Time

	// Follow says that the policy of a ticket is chosen again whenever an event
	// changes its priority or attributes, and not only when it is reclassified.
	Follow bool

	// Goals are what is promised. Their names differ.
	Goals []GoalSpec
}

// PolicySpecs are policies in order: a ticket has the first that is for it.
// [PolicySpecs.Compile] turns them into [Policies].
type PolicySpecs []PolicySpec

// CodeUnreachable is the code of a finding about [PolicySpecs]: an earlier policy
// takes every ticket.
const CodeUnreachable msp.Code = "unreachable"

// Compile checks the specs and returns their policies, or all findings as
// [msp.Issues] if one of them is an error. The specs are copied.
func (s PolicySpecs) Compile(calendars calendar.Source) (Policies, error) {
	policies, issues := s.check(calendars)
	if err := issues.Err(); err != nil {
		return Policies{}, err
	}
	return policies, nil
}

// Validate returns all findings about the specs, sorted, warnings too:
//
//   - a policy without a name: [msp.CodeMissing]
//   - two of one name in force at once, or two goals of one name in a policy:
//     [msp.CodeDuplicate]
//   - an Until that is not after From: [msp.CodeRange]
//   - what is wrong with its condition, see [msp.Condition.Validate], and with its
//     goals, see [GoalSpec.Validate]
//   - a policy after one that is for all tickets in the same time: a warning,
//     [CodeUnreachable]
func (s PolicySpecs) Validate(calendars calendar.Source) msp.Issues {
	_, issues := s.check(calendars)
	return issues
}

func (s PolicySpecs) check(calendars calendar.Source) (Policies, msp.Issues) {
	var list findings.List
	compiled := make([]policy, 0, len(s))
	var parts msp.Issues
	for i, spec := range s {
		path := "[" + strconv.Itoa(i) + "]"
		if spec.Name == "" {
			list.Errorf(path+".name", msp.CodeMissing, "a policy needs a name")
		}
		if !spec.Until.IsZero() && !spec.From.Before(spec.Until) {
			list.Errorf(path+".until", msp.CodeRange, "the policy ends before it begins")
		}
		if len(parts) < findings.Max {
			parts = append(parts, spec.When.Validate().At(path+".when")...)
		}
		p := policy{
			name: spec.Name, when: spec.When.Clone(), whenFunc: spec.WhenFunc,
			from: spec.From, until: spec.Until, follow: spec.Follow,
		}
		names := make(map[string]bool, len(spec.Goals))
		for j, goal := range spec.Goals {
			at := path + ".goals[" + strconv.Itoa(j) + "]"
			if name := goal.name(); names[name] {
				list.Errorf(at+".name", msp.CodeDuplicate, "%q stands here twice", msp.NewInputError(nil, "", name, "").Input)
			}
			names[goal.name()] = true
			p.goals = append(p.goals, goal.compile(&list, at, calendars).g)
		}
		compiled = append(compiled, p)
	}
	checkPolicies(&list, compiled)
	for _, issue := range parts {
		if issue.Severity == msp.SeverityError {
			list.Errorf(issue.Path, issue.Code, "%s", issue.Message)
		} else {
			list.Warnf(issue.Path, issue.Code, "%s", issue.Message)
		}
	}
	return Policies{&policies{compiled}}, list.Issues()
}

// checkPolicies adds which policies have the name, or take the tickets, of another.
func checkPolicies(list *findings.List, compiled []policy) {
	byName := make(map[string][]int, len(compiled))
	var all []int // policies for every ticket of their time
	for i := range compiled {
		p := &compiled[i]
		path := "[" + strconv.Itoa(i) + "]"
		for _, j := range byName[p.name] {
			if other := &compiled[j]; p.name != "" && p.overlaps(other) {
				list.Errorf(path+".name", msp.CodeDuplicate, "[%d] has this name too, and is in force at the same time", j)
				break
			}
		}
		byName[p.name] = append(byName[p.name], i)
		for _, j := range all {
			if compiled[j].covers(p) {
				list.Warnf(path, CodeUnreachable, "[%d] takes every ticket", j)
				break
			}
		}
		if len(p.when) == 0 && p.whenFunc == nil && len(all) < 100 {
			all = append(all, i)
		}
	}
}

// Policies are agreements in order, compiled. Policies are immutable, safe for
// concurrent use and cheap to copy. The zero Policies promise nothing.
type Policies struct {
	p *policies
}

type policies struct {
	list []policy
}

type policy struct {
	name        string
	when        msp.Condition
	whenFunc    func(attribute func(name string) (string, bool)) bool
	from, until time.Time
	follow      bool
	goals       []*goal
}

// overlaps reports whether both are in force at some instant.
func (p *policy) overlaps(other *policy) bool {
	begins := func(p, other *policy) bool {
		return p.until.IsZero() || other.from.IsZero() || other.from.Before(p.until)
	}
	return begins(p, other) && begins(other, p)
}

// covers reports whether p is in force whenever other is.
func (p *policy) covers(other *policy) bool {
	return compareFrom(p.from, other.from) <= 0 && (p.until.IsZero() || !other.until.IsZero() && !other.until.After(p.until))
}

func (p *policy) matches(attributes map[string]string, opened time.Time) bool {
	if opened.Before(p.from) && !p.from.IsZero() || !p.until.IsZero() && !opened.Before(p.until) {
		return false
	}
	return p.when.Matches(attributes) && (p.whenFunc == nil || p.whenFunc(func(name string) (string, bool) {
		value, ok := attributes[name]
		return value, ok
	}))
}

// Select returns the place of the policy for a ticket with these attributes that
// was opened at an instant, and its name: the first in order that is in force then
// and whose condition holds. ok is false if there is none.
func (p Policies) Select(attributes map[string]string, opened time.Time) (place int, name string, ok bool) {
	if p.p == nil {
		return 0, "", false
	}
	for i := range p.p.list {
		if one := &p.p.list[i]; one.matches(attributes, opened) {
			return i, one.name, true
		}
	}
	return 0, "", false
}
