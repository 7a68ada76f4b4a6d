package catalog

import (
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
)

// CodeCoverageWord is the code of findings of [CheckCoverage].
const CodeCoverageWord msp.Code = "coverage_word" // the hours are not what a tier calls them

// What hours have to be for a word, by the open time of a normal week. The figures are ours:
// an office is there for 35 hours at least, five days of seven, and a desk that is there
// for 45, five days of nine, is an office still.
const (
	leastBusinessWeek = 35 * time.Hour
	mostBusinessWeek  = 45 * time.Hour
)

// coverage holds the word of a tier for its hours against the hours that clients have:
//
//   - 24x7 is open at every instant of the year from the date on
//   - extended hours are more than 45 hours in a normal week
//   - business hours are 35 hours or more
//
// A normal week is the one in the middle of those 52 by open time: weeks with holidays are
// shorter, those of a clock change differ, and neither is what a word means. A word that
// promises more than the hours bear out is an error for 24x7, which leaves no choice, and a
// warning for the others; hours that are more than the word are worth knowing. Each pair of
// a tier and hours is one finding.
func (a *auditor) coverage() {
	grades := make(map[calendar.Calendar]coverageGrade)
	found := make(map[coverageOf]*coverageGap)
	var order []coverageOf
	for _, c := range a.v.order {
		if c.contract == nil || c.tier == nil || c.tier.tier.Coverage() == 0 {
			continue
		}
		for site, h := range c.hours {
			grade, ok := grades[h.calendar]
			if !ok {
				grade = gradeOf(h.calendar, a.v.yearAhead())
				grades[h.calendar] = grade
			}
			word := c.tier.tier.Coverage()
			if grade.word == word {
				continue
			}
			k := coverageOf{c.tier.tier.Name(), word, h.name}
			gap := found[k]
			if gap == nil {
				gap = &coverageGap{grade: grade, path: a.hoursPath(c, site), clients: make(map[string]bool)}
				found[k] = gap
				order = append(order, k)
			}
			gap.clients[c.spec.Name] = true
		}
	}
	for _, k := range order {
		gap := found[k]
		severity, mend := msp.SeverityWarning, "call it what it is, or give more hours"
		switch {
		case gap.grade.word > k.word:
			severity, mend = msp.SeverityInfo, "sell what is given, or give the hours that are sold"
		case k.word == RoundTheClock:
			severity, mend = msp.SeverityError, "give hours that are 24x7, or another word"
		}
		a.add(severity, CheckCoverage, CodeCoverageWord, gap.path, subject(k.tier, k.hours), mend,
			"the tier says {word}, and the hours {hours} are {is}, for {clients}: {names}",
			is("word", k.word.String()), is("hours", strconv.Quote(k.hours)), is("is", gap.grade.text()),
			is("clients", plural(len(gap.clients), "client")), is("names", quotedNames(sortedNames(gap.clients))))
	}
}

type coverageOf struct {
	tier  string
	word  Coverage
	hours string
}

type coverageGap struct {
	grade   coverageGrade
	path    string
	clients map[string]bool
}

// A coverageGrade is the word for some hours, none if they are less than those of an
// office, and the open time of their normal week.
type coverageGrade struct {
	word Coverage
	week time.Duration
}

// gradeOf returns the word for hours in the year ahead.
func gradeOf(c calendar.Calendar, year msp.Period) coverageGrade {
	var weeks []time.Duration
	for from := year.From(); ; {
		to, err := from.AddDays(7)
		if err != nil || to.After(year.To()) {
			break
		}
		period, _ := msp.NewPeriod(from, to)
		week := calendar.IntervalOf(period, c.Zone())
		weeks = append(weeks, c.Between(week.From, week.To))
		from = to
	}
	slices.Sort(weeks)
	grade := coverageGrade{}
	if len(weeks) > 0 {
		grade.week = weeks[len(weeks)/2]
	}
	switch {
	case isAround(c, year):
		grade.word = RoundTheClock
	case grade.week > mostBusinessWeek:
		grade.word = ExtendedHours
	case grade.week >= leastBusinessWeek:
		grade.word = BusinessHours
	}
	return grade
}

// text returns "business_hours, 45h in a normal week".
func (g coverageGrade) text() string {
	if g.word == RoundTheClock {
		return g.word.String()
	}
	word := "less than business_hours"
	if g.word != 0 {
		word = g.word.String()
	}
	return word + ", " + duration.Format(g.week) + " in a normal week"
}

// hoursPath returns where the hours of a client, or of a site, are stated.
func (a *auditor) hoursPath(c *clientView, site int) string {
	switch c.hours[site].from {
	case "site":
		return c.path() + at(".sites", site-1) + ".calendar"
	case "contract":
		return c.contractPath() + ".calendar"
	case "client":
		return c.path() + ".calendar"
	}
	all := a.v.catalog.tiers.get()
	for _, i := range slices.Backward(all.chain(c.tier.tier.place)) {
		if all.own(i, c.edition.on).Calendar != "" {
			path, _ := all.specs[i].stated(c.edition.on, func(t TierTerms) bool { return t.Calendar != "" })
			return at("tiers", i) + "." + path + "calendar"
		}
	}
	return at("tiers", c.tier.tier.place)
}
