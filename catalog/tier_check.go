package catalog

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/sla"
)

// needName says why an empty text in a list of names is a finding.
const needName = "a name is empty"

// check finds what is wrong with one tier by itself.
func (s TierSpec) check(list *findings.List, path string) {
	list.Text(path+"name", s.Name, "a tier has a name")
	list.Text(path+"title", s.Title, "")
	list.Text(path+"extends", s.Extends, "")
	checkDistinct(list, path+"aliases", s.Aliases, needName)
	s.TierTerms.check(list, path)
	if len(s.Changes) > mostTierChanges {
		list.Errorf(path+"changes", msp.CodeRange, "%d changes, more than %d", len(s.Changes), mostTierChanges)
		return
	}
	checkChanges(list, path, len(s.Changes), func(i int) msp.Date { return s.Changes[i].From })
	added := make(map[string]msp.Date) // the first day on which the tier itself adds it
	for _, c := range s.Changes {
		for _, item := range c.Adds {
			if first, ok := added[item]; !ok || c.From.Before(first) {
				added[item] = c.From
			}
		}
	}
	for _, item := range s.Adds {
		added[item] = msp.Date{}
	}
	for i := range s.Changes {
		at := path + "changes[" + strconv.Itoa(i) + "]."
		c := &s.Changes[i]
		c.check(list, at)
		checkDistinct(list, at+"removes", c.Removes, needName)
		for j, item := range c.Removes {
			if first, ok := added[item]; !ok || !first.Before(c.From) {
				list.Errorf(at+"removes["+strconv.Itoa(j)+"]", msp.CodeUnknownName, "the tier itself has not added %q before", item)
			}
		}
	}
}

// checkChanges finds changes without a date, and two of one date.
func checkChanges(list *findings.List, path string, n int, from func(i int) msp.Date) {
	seen := make(map[msp.Date]int, n)
	for i := range n {
		at := path + "changes[" + strconv.Itoa(i) + "].from"
		first, again := seen[from(i)]
		switch {
		case from(i).IsZero():
			list.Errorf(at, msp.CodeMissing, "a change has its first day")
		case again:
			list.Errorf(at, msp.CodeDuplicate, "changes[%d] is of the same day", first)
		default:
			seen[from(i)] = i
		}
	}
}

func (t TierTerms) check(list *findings.List, path string) {
	checkDistinct(list, path+"adds", t.Adds, needName)
	checkDistinct(list, path+"excludes", t.Excludes, needName)
	checkDistinct(list, path+"prices", t.Prices, needName)
	list.Text(path+"calendar", t.Calendar, "")
	if t.Calendar == ClientHours {
		list.Errorf(path+"calendar", msp.CodeConflict, "%q is the calendar of whichever client it is, and this the one of those that have none", ClientHours)
	}
	if t.Coverage > RoundTheClock {
		list.Errorf(path+"coverage", msp.CodeRange, "%v is none", t.Coverage)
	}
	if t.Assignment > NamedTeam {
		list.Errorf(path+"assignment", msp.CodeRange, "%v is none", t.Assignment)
	}
	checkUptime(list, path+"uptime", t.Uptime)
	seen := make(map[string]bool)
	for i, a := range t.Attributes[:limitItems(list, path+"attributes", len(t.Attributes))] {
		at := path + "attributes[" + strconv.Itoa(i) + "]."
		a.check(list, at)
		if seen[a.Name] && a.Name != "" {
			list.Errorf(at+"name", msp.CodeDuplicate, "%q is there twice", a.Name)
		}
		seen[a.Name] = true
	}
	checkTerms(list, path+"terms", t.Terms)
	checkGoals(list, path+"goals", t.Goals)
	addIssues(list, path+"escalation", t.Escalation.Validate())
}

func (a Attribute) check(list *findings.List, path string) {
	list.Text(path+"name", a.Name, "an attribute has a name")
	switch {
	case a.Better == 0:
		list.Errorf(path+"better", msp.CodeMissing, "want lower or higher")
	case a.Better > Higher:
		list.Errorf(path+"better", msp.CodeRange, "%v is none", a.Better)
	}
	if err := number.Check("value", a.Value); err != nil {
		list.Errorf(path+"value", msp.CodeRange, "%v", err)
	}
}

// checkUptime finds an availability that none is.
func checkUptime(list *findings.List, path string, uptime msp.Percent) {
	if uptime.Sign() < 0 || uptime.Compare(hundredPercent()) > 0 {
		list.Errorf(path, msp.CodeRange, "%v is not 0%% to 100%%", uptime)
	}
}

func hundredPercent() msp.Percent { return msp.MustParsePercent("100%") }

// checkGoals finds what is wrong with a grid by itself, whatever its calendars.
func checkGoals(list *findings.List, path string, goals []sla.GoalSpec) {
	open := func(string) (calendar.Calendar, bool) { return calendar.Always(time.UTC), true }
	seen := make(map[string]bool)
	for i, g := range goals[:limitItems(list, path, len(goals))] {
		at := path + "[" + strconv.Itoa(i) + "]"
		addIssues(list, at, g.Validate(open))
		if name := goalName(g); seen[name] && name != "" {
			list.Errorf(at, msp.CodeDuplicate, "there are two goals %q", name)
		} else {
			seen[name] = true
		}
		for j, target := range g.Targets {
			if !target.From.IsZero() || !target.Until.IsZero() {
				list.Errorf(at+".targets["+strconv.Itoa(j)+"]", msp.CodeConflict, "a target of a catalogue has no dates: what it is in has")
			}
		}
	}
}

// addIssues adds findings about a part that stands at a path.
func addIssues(list *findings.List, path string, issues msp.Issues) {
	for _, i := range issues {
		list.Add(i, path)
	}
}
