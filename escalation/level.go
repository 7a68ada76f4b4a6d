package escalation

import (
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Level is one level of support: who works there, on what, and how long they have.
//
//	{"name":"L2","title":"technical support","targets":[{"priority":"P2","within":"4h"}]}
type Level struct {
	// Name is what policies call it: "L2". Required.
	Name string

	// Title says it in words.
	Title string

	// Handles are what is worked on there, Who the roles that do it.
	Handles []string
	Who     []string

	// Resolves is the share of tickets that should be done there, from the least to the
	// most. Zero: not stated.
	Resolves Share

	// Targets are how long it may take until something is done there.
	Targets []LevelTarget
}

// A Share is a range of percents, both ends included.
type Share struct {
	Least msp.Percent `json:"least"`
	Most  msp.Percent `json:"most"`
}

// A LevelTarget is a time that a level has. Times are counted from the opening of the
// ticket, and never added up: if L1 has 30 minutes and L3 four hours, a ticket that L3
// gets after 30 minutes has three and a half hours left.
type LevelTarget struct {
	// Priority of the tickets it is for. Zero: all.
	Priority msp.Priority

	// Done is what is to be done. Empty: the ticket is resolved.
	Done string

	// Within is the time since the opening. Above zero.
	Within time.Duration
}

// Levels are the levels of support, lowest first: an escalation goes up.
type Levels []Level

// mostLevels is the largest number of levels.
const mostLevels = 1_000

// clone returns a copy that shares nothing.
func (l Levels) clone() Levels {
	l = slices.Clone(l)
	for i := range l {
		l[i].Handles, l[i].Who, l[i].Targets = slices.Clone(l[i].Handles), slices.Clone(l[i].Who), slices.Clone(l[i].Targets)
	}
	return l
}

// Index returns the place of a level, from 0; ok is false if there is none of the name.
func (l Levels) Index(name string) (i int, ok bool) {
	i = slices.IndexFunc(l, func(one Level) bool { return one.Name == name })
	return i, i >= 0
}

// Within returns how long after its opening a ticket of a priority should be resolved at
// a level: the target for the priority, or that for all. ok is false if there is none.
func (l Levels) Within(level string, p msp.Priority) (within time.Duration, ok bool) {
	i, found := l.Index(level)
	if !found {
		return 0, false
	}
	for _, t := range l[i].Targets {
		switch {
		case t.Done != "":
		case t.Priority == p && p != 0:
			return t.Within, true
		case t.Priority == 0:
			within, ok = t.Within, true
		}
	}
	return within, ok
}

// Validate returns all findings about the levels, sorted:
//
//   - a level without a name: [msp.CodeMissing]; a name twice: [msp.CodeDuplicate]
//   - a share whose least is above its most, or that is not in 0 % to 100 %, a time that
//     is not above zero, a priority that is none, more than 1,000 levels: [msp.CodeRange]
//   - two targets of a level for one priority and thing: [msp.CodeDuplicate]
//   - a text that is not UTF-8: [msp.CodeSyntax]
func (l Levels) Validate() msp.Issues {
	var list findings.List
	if n := len(l); n > mostLevels {
		list.Errorf("", msp.CodeRange, "%d levels, more than %d", n, mostLevels)
	}
	names := make(map[string]bool, len(l))
	for i := range l[:min(len(l), mostLevels)] {
		path := "[" + strconv.Itoa(i) + "]."
		l[i].check(&list, path)
		if names[l[i].Name] {
			list.Errorf(path+"name", msp.CodeDuplicate, "%q stands here twice", l[i].Name)
		}
		names[l[i].Name] = true
	}
	return list.Issues()
}

func (l Level) check(list *findings.List, path string) {
	list.Text(path+"name", l.Name, "a level has a name")
	list.Text(path+"title", l.Title, "")
	for i, text := range l.Handles {
		list.Text(path+"handles["+strconv.Itoa(i)+"]", text, "what is handled?")
	}
	for i, text := range l.Who {
		list.Text(path+"who["+strconv.Itoa(i)+"]", text, "who is it?")
	}
	hundred := msp.MustParsePercent("100%")
	if l.Resolves.Least.Compare(msp.Percent{}) < 0 || l.Resolves.Most.Compare(hundred) > 0 || l.Resolves.Least.Compare(l.Resolves.Most) > 0 {
		list.Errorf(path+"resolves", msp.CodeRange, "%v to %v is no share", l.Resolves.Least, l.Resolves.Most)
	}
	type key struct {
		p    msp.Priority
		done string
	}
	seen := make(map[key]bool, len(l.Targets))
	for i, t := range l.Targets {
		at := path + "targets[" + strconv.Itoa(i) + "]."
		if t.Priority > msp.P9 {
			list.Errorf(at+"priority", msp.CodeRange, "%v is not P1 to P9", t.Priority)
		}
		if t.Within <= 0 {
			list.Errorf(at+"within", msp.CodeRange, "%v is not above zero", t.Within)
		}
		list.Text(at+"done", t.Done, "")
		if k := (key{t.Priority, t.Done}); seen[k] {
			list.Errorf(at+"priority", msp.CodeDuplicate, "a second target for %v", t.Priority)
		} else {
			seen[k] = true
		}
	}
}
