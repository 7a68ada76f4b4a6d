package calendar

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/findings"
)

// check returns the zone and all findings.
func (s Spec) check(zones ZoneSource) (*time.Location, msp.Issues) {
	var list findings.List
	loc := checkZone(&list, s.Zone, zones)
	if s.Always {
		if !s.Hours.IsZero() || len(s.Changes)+len(s.Holidays)+len(s.Special)+len(s.Extra)+len(s.Breaks)+len(s.Weekend) > 0 ||
			s.HolidayCancelsShift {
			list.Errorf("always", msp.CodeConflict, "an always open calendar has a zone and nothing else")
		}
		return loc, list.Issues()
	}
	checkWeek(&list, "hours", s.Hours)
	froms := make(map[msp.Date]bool, len(s.Changes))
	for i, change := range s.Changes {
		path := at("changes", i)
		switch {
		case change.From.IsZero():
			list.Errorf(path+".from", msp.CodeMissing, "a change needs a date")
		case froms[change.From]:
			list.Errorf(path+".from", msp.CodeDuplicate, "two changes begin on %v", change.From)
		}
		froms[change.From] = true
		checkWeek(&list, path+".hours", change.Hours)
	}
	checkRules(&list, "holidays", s.Holidays)
	checkWindows(&list, "special", s.Special, true)
	checkWindows(&list, "extra", s.Extra, false)
	checkWindows(&list, "breaks", s.Breaks, false)
	checkWeekend(&list, s.Weekend)
	if s.neverOpens() {
		list.Warnf("", CodeNeverOpen, "nothing is ever open")
	}
	return loc, list.Issues()
}

func (s Spec) neverOpens() bool {
	for _, change := range s.Changes {
		if !change.Hours.IsZero() {
			return false
		}
	}
	for _, windows := range [][]Window{s.Special, s.Extra} {
		for _, w := range windows {
			if len(w.Hours) > 0 {
				return false
			}
		}
	}
	return s.Hours.IsZero()
}

func checkZone(list *findings.List, name string, zones ZoneSource) *time.Location {
	switch name {
	case "":
		list.Errorf("zone", msp.CodeMissing, "a calendar needs an IANA zone such as Europe/London")
		return time.UTC
	case "Local":
		list.Errorf("zone", CodeUnknownZone, "the machine's own zone is no zone of a calendar")
		return time.UTC
	}
	if zones == nil {
		zones = time.LoadLocation
	}
	loc, err := zones(name)
	switch {
	case err != nil:
		list.Errorf("zone", CodeUnknownZone, "%v", err)
		return time.UTC
	case loc == nil:
		list.Errorf("zone", CodeUnknownZone, "the zone source has no zone %q", name)
		return time.UTC
	}
	// RFC 8536 allows 26 hours; what is further off is no clock on a wall.
	const most = 26 * secondsPerHour
	if offset := civil.SegmentAt(blockOrigin, loc).Offset; offset < -most || offset > most {
		list.Errorf("zone", CodeUnknownZone, "a clock %d s from UTC", offset)
		return time.UTC
	}
	return loc
}

func checkWeek(list *findings.List, path string, week Week) {
	for _, day := range fromMonday() {
		checkShifts(list, path+"."+lowerDay(day), week[day])
	}
}

func checkWindows(list *findings.List, path string, windows []Window, mayBeEmpty bool) {
	explicit := make(map[msp.Date]int)
	checkRecurring(list, path, rulesOf(windows))
	shifts := 0
	for _, w := range windows {
		if _, explicit := w.Rule.On.(Dates); !explicit {
			shifts += len(w.Hours)
		}
	}
	if shifts > maxRecurringShifts {
		list.Errorf(path, msp.CodeTooLarge, "%d shifts of recurring windows, more than %d", shifts, maxRecurringShifts)
	}
	for i, w := range windows {
		path := at(path, i)
		checkRule(list, path, w.Rule)
		if len(w.Hours) == 0 && !mayBeEmpty {
			list.Errorf(path+".hours", msp.CodeMissing, "no hours")
		}
		checkShifts(list, path+".hours", w.Hours)
		dates, ok := w.Rule.On.(Dates)
		if !ok || !mayBeEmpty {
			continue
		}
		for _, d := range dates {
			if first, ok := explicit[d]; ok && first != i {
				list.Warnf(at("special", first), CodeShadowed, "on %v special[%d] counts, not this", d, i)
			}
			explicit[d] = i
		}
	}
}

func checkWeekend(list *findings.List, weekend []time.Weekday) {
	var days [7]bool
	for i, day := range weekend {
		if day < time.Sunday || day > time.Saturday {
			list.Errorf(at("weekend", i), msp.CodeRange, "%d is no day of the week", int(day))
			continue
		}
		days[day] = true
	}
	if days == [7]bool{true, true, true, true, true, true, true} {
		list.Errorf("weekend", msp.CodeRange, "a weekend leaves at least one day of the week")
	}
}

// Validate returns all findings about the rules.
func (r Rules) Validate() msp.Issues {
	var list findings.List
	checkRules(&list, "", r)
	return list.Issues()
}

// maxRecurring is how many rules a list may have that are not explicit dates. A
// search that finds nothing asks all of them about every year.
const maxRecurring = 200

// maxRecurringShifts is how many shifts the recurring windows of a list may have.
const maxRecurringShifts = 10_000

// checkRecurring adds a finding for a list with too many recurring rules.
func checkRecurring(list *findings.List, path string, rules Rules) {
	n := 0
	for _, rule := range rules {
		if _, explicit := rule.On.(Dates); !explicit {
			n++
		}
	}
	if n > maxRecurring {
		list.Errorf(path, msp.CodeTooLarge, "%d recurring rules, more than %d; explicit dates do not count", n, maxRecurring)
	}
}

func checkRules(list *findings.List, path string, rules Rules) {
	checkRecurring(list, path, rules)
	for i, rule := range rules {
		checkRule(list, at(path, i), rule)
	}
}

func checkRule(list *findings.List, path string, r Rule) {
	if r.On == nil {
		list.Errorf(path, msp.CodeMissing, "a rule needs a pattern, such as fixed, nth or easter")
		return
	}
	if _, err := r.Substitute.AppendText(nil); err != nil {
		list.Errorf(path+".substitute", msp.CodeRange, "%v", err)
	}
	for _, f := range []struct {
		name string
		year int
	}{{"from_year", r.FromYear}, {"until_year", r.UntilYear}} {
		if f.year < 0 || f.year > 9999 {
			list.Errorf(path+"."+f.name, msp.CodeRange, "%d is not a year from 1 to 9999", f.year)
		}
	}
	for i, year := range r.ExceptYears {
		if year < 1 || year > 9999 {
			list.Errorf(at(path+".except_years", i), msp.CodeRange, "%d is not a year from 1 to 9999", year)
		}
	}
	if r.UntilYear != 0 && r.FromYear > r.UntilYear {
		list.Warnf(path+".until_year", CodeNeverOccurs, "the last year, %d, is before the first, %d", r.UntilYear, r.FromYear)
	}
	checkPattern(list, path+"."+patternKey(r.On), r.On)
}

func checkPattern(list *findings.List, path string, p Pattern) {
	switch p := p.(type) {
	case Fixed:
		checkMonth(list, path, p.Month, true)
		checkDay(list, path, p.Month, p.Day)
	case Nth:
		checkMonth(list, path, p.Month, true)
		checkWeekday(list, path, p.Weekday)
		if p.N < 1 || p.N > 5 {
			list.Errorf(path+".n", msp.CodeRange, "%d is not 1 to 5", p.N)
		}
	case Last:
		checkMonth(list, path, p.Month, true)
		checkWeekday(list, path, p.Weekday)
	case OnOrBefore:
		checkNear(list, path, p.Month, p.Day, p.Weekday)
	case OnOrAfter:
		checkNear(list, path, p.Month, p.Day, p.Weekday)
	case After:
		checkNear(list, path, p.Month, p.Day, p.Weekday)
	case Easter:
		if p.Days < -366 || p.Days > 366 {
			list.Errorf(path+".days", msp.CodeRange, "%d is more than a year from Easter", p.Days)
		}
	case Dates:
		if len(p) == 0 {
			list.Warnf(path, CodeNeverOccurs, "no dates")
		}
		for i, d := range p {
			if d.IsZero() {
				list.Errorf(at(path, i), msp.CodeMissing, "an empty date")
			}
		}
	case YearFunc:
		if p == nil {
			list.Errorf(path, msp.CodeMissing, "no function")
		}
	}
}

func checkNear(list *findings.List, path string, month time.Month, day int, weekday time.Weekday) {
	checkMonth(list, path, month, false)
	checkDay(list, path, month, day)
	checkWeekday(list, path, weekday)
}

func checkMonth(list *findings.List, path string, month time.Month, every bool) {
	if month == 0 && every {
		return
	}
	if month < time.January || month > time.December {
		list.Errorf(path+".month", msp.CodeRange, "%d is no month", int(month))
	}
}

func checkDay(list *findings.List, path string, month time.Month, day int) {
	switch {
	case day < 1 || day > 31:
		list.Errorf(path+".day", msp.CodeRange, "%d is no day of a month", day)
	case month >= time.January && month <= time.December && day > civil.DaysIn(2000, month):
		list.Warnf(path+".day", CodeNeverOccurs, "%v never has a day %s", month, strconv.Itoa(day))
	}
}

func checkWeekday(list *findings.List, path string, day time.Weekday) {
	if day < time.Sunday || day > time.Saturday {
		list.Errorf(path+".weekday", msp.CodeRange, "%d is no day of the week", int(day))
	}
}
