package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An Entry is a time entry: a fact of what was worked, which a [Labour] bills.
//
//	{"id":"E17","ticket":"T1","date":"2026-03-02","minutes":45,"after_hours":10,"type":"onsite","role":"senior"}
//
// Times are durations in whole minutes; the library rounds no clock times. Entries
// are comparable with ==.
type Entry struct {
	// ID names the entry in what is billed for it. Optional; a list of entries has
	// each ID once.
	ID string

	// Ticket is what the work was for. Optional; see [ByTicket].
	Ticket string

	// Date is the civil day of the work. Required.
	Date msp.Date

	// Minutes worked, after hours or not. 0 is an entry that bills nothing, whatever
	// the minimum.
	Minutes int64

	// AfterHours is how many of the Minutes were outside the hours of service, as a
	// calendar says.
	AfterHours int64

	// Type is the type of the work and Role that of who did it, by the names of a
	// [LabourSpec]. Empty: none, which changes no rate.
	Type, Role string
}

// Validate returns all findings about the entry, sorted:
//
//   - no date: [msp.CodeMissing]
//   - minutes below zero, or the date 9999-12-31, which no period holds:
//     [msp.CodeRange]
//   - more minutes after hours than minutes: [msp.CodeConflict]
//   - a text that is not UTF-8, which JSON could not bring back: [msp.CodeSyntax]
func (e Entry) Validate() msp.Issues {
	var list findings.List
	e.check(&list, "")
	return list.Issues()
}

func (e Entry) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	checkWorkDate(list, path+"date", e.Date)
	switch {
	case e.Minutes < 0:
		list.Errorf(path+"minutes", msp.CodeRange, "%d is below zero", e.Minutes)
	case e.AfterHours > e.Minutes:
		list.Errorf(path+"after_hours", msp.CodeConflict, "%d of %d minutes", e.AfterHours, e.Minutes)
	}
	if e.AfterHours < 0 {
		list.Errorf(path+"after_hours", msp.CodeRange, "%d is below zero", e.AfterHours)
	}
	checkText(list, path+"id", e.ID)
	checkText(list, path+"ticket", e.Ticket)
	checkText(list, path+"type", e.Type)
	checkText(list, path+"role", e.Role)
}

// checkWorkDate reports a day on which nothing can be billed: none, or one that is
// the last day of no half-open period.
func checkWorkDate(list *findings.List, path string, d msp.Date) {
	if d.IsZero() {
		list.Errorf(path, msp.CodeMissing, "on which day?")
	} else if _, err := d.AddDays(1); err != nil {
		list.Errorf(path, msp.CodeRange, "no day follows %v", d)
	}
}

// workDay returns the period of one day that [checkWorkDate] lets pass.
func workDay(d msp.Date) msp.Period { return workDays(d, d) }

// workDays returns the period from a first to a last day, which are in order and
// which [checkWorkDate] lets pass. What is no such days is the zero Period.
func workDays(first, last msp.Date) msp.Period {
	next, err := last.AddDays(1)
	if err != nil {
		return msp.Period{}
	}
	p, err := msp.NewPeriod(first, next)
	if err != nil {
		return msp.Period{}
	}
	return p
}

// workName cuts a name for a message, so that a long one is not repeated in full.
func workName(name string) string { return msp.NewInputError(nil, "", name, "").Input }
