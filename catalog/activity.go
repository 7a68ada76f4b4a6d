package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An ActivitySpec is something that is done for clients again and again, as people write
// it down: patching, a review, a report.
//
//	{"name":"sla_reporting","title":"SLA reporting","cadences":["monthly"],
//	 "practices":["Service Level Management"],"anchor":"2026-01-05"}
type ActivitySpec struct {
	Name  string // for programs
	Title string // for people. Empty: the name.

	// Cadences are how often it is done, as it is offered. At least one. The first one
	// counts; the others are what a client may have instead, see [ActivitySpec.Choose].
	Cadences []Cadence

	// Practices are those it belongs to.
	Practices []string

	// Anchor is its first due date. None: it is on offer and due at no date, until
	// [Activity.From] says when it begins for a client.
	Anchor msp.Date

	// Services are the names of those it is part of. None: of all.
	Services []string

	// Team is the name of who does it.
	Team string
}

// mostItems is how many items a list within a record has at most.
const mostItems = 1_000

// Choose returns a copy of the spec that has a cadence alone, the one of a contract; it
// must be among those that are offered, or it is an [msp.ErrRange] error.
func (s ActivitySpec) Choose(c Cadence) (ActivitySpec, error) {
	if c.IsZero() || !slices.Contains(s.Cadences, c) {
		return ActivitySpec{}, msp.NewInputError(msp.ErrRange, "catalog: cadence of "+s.Name, c.String(), "not among those that are offered")
	}
	s = s.clone()
	s.Cadences = []Cadence{c}
	return s, nil
}

// Compile checks the spec and returns its activity, or all findings as [msp.Issues] if one
// of them is an error. The spec is copied.
func (s ActivitySpec) Compile() (Activity, error) {
	if err := s.Validate().Err(); err != nil {
		return Activity{}, err
	}
	return Activity{spec: s.clone()}, nil
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no name, no cadences, a cadence, practice or service that is none: [msp.CodeMissing]
//   - a cadence, practice or service twice: [msp.CodeDuplicate]
//   - more than 1,000 of them: [msp.CodeRange]
//   - a text that is not UTF-8: [msp.CodeSyntax]
//   - an anchor for what is continuous: a warning, [msp.CodeConflict]
func (s ActivitySpec) Validate() msp.Issues {
	var list findings.List
	list.Text("name", s.Name, "an activity has a name")
	list.Text("title", s.Title, "")
	list.Text("team", s.Team, "")
	if len(s.Cadences) == 0 {
		list.Errorf("cadences", msp.CodeMissing, "say how often, such as monthly")
	}
	for i, c := range s.Cadences[:limitItems(&list, "cadences", len(s.Cadences))] {
		path := "cadences[" + strconv.Itoa(i) + "]"
		switch first := slices.Index(s.Cadences, c); {
		case c.IsZero():
			list.Errorf(path, msp.CodeMissing, "want a cadence, such as monthly")
		case first < i:
			list.Errorf(path, msp.CodeDuplicate, "%v stands there already, cadences[%d]", c, first)
		}
	}
	if len(s.Cadences) > 0 && s.Cadences[0].IsContinuous() && !s.Anchor.IsZero() {
		list.Warnf("anchor", msp.CodeConflict, "what is continuous has no due dates")
	}
	checkDistinct(&list, "practices", s.Practices, "a practice has a name")
	checkDistinct(&list, "services", s.Services, "a service has a name")
	return list.Issues()
}

// limitItems adds an error for a list that is too long, and returns how many of its items
// to look at.
func limitItems(list *findings.List, path string, n int) int {
	if n > mostItems {
		list.Errorf(path, msp.CodeRange, "%d items, more than %d", n, mostItems)
	}
	return min(n, mostItems)
}

// checkDistinct checks a list of texts, none of them empty or twice.
func checkDistinct(list *findings.List, path string, texts []string, needed string) {
	seen := make(map[string]int)
	for i, text := range texts[:limitItems(list, path, len(texts))] {
		at := path + "[" + strconv.Itoa(i) + "]"
		list.Text(at, text, needed)
		if first, again := seen[text]; again && text != "" {
			list.Errorf(at, msp.CodeDuplicate, "%q stands there already, %s[%d]", text, path, first)
			continue
		}
		seen[text] = i
	}
}

// clone returns a copy that shares nothing.
func (s ActivitySpec) clone() ActivitySpec {
	s.Cadences = slices.Clone(s.Cadences)
	s.Practices = slices.Clone(s.Practices)
	s.Services = slices.Clone(s.Services)
	return s
}

// An Activity is a compiled [ActivitySpec]. The zero Activity is never due. Activities are
// immutable, safe for concurrent use and cheap to copy.
type Activity struct {
	spec  ActivitySpec
	since msp.Date // due dates before it are of no account
}

// Spec returns a copy of what the activity was compiled from.
func (a Activity) Spec() ActivitySpec { return a.spec.clone() }

// Name returns the name.
func (a Activity) Name() string { return a.spec.Name }

// Title returns the title, or the name if there is none.
func (a Activity) Title() string {
	if a.spec.Title == "" {
		return a.spec.Name
	}
	return a.spec.Title
}

// Cadence returns the cadence that counts, the first of the spec.
func (a Activity) Cadence() Cadence {
	if len(a.spec.Cadences) == 0 {
		return Cadence{}
	}
	return a.spec.Cadences[0]
}

// Anchor returns the first due date, if there is one.
func (a Activity) Anchor() msp.Date { return a.spec.Anchor }

// Since returns the activity without its due dates before a day: what was due before a
// contract began is nobody's. The later ones stay where they are, and what was done before
// counts for none.
func (a Activity) Since(d msp.Date) Activity {
	a.since = d
	return a
}

// From returns the activity with another anchor: the day it is first due for a client.
func (a Activity) From(anchor msp.Date) Activity {
	a.spec.Anchor = anchor
	return a
}
