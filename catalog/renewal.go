package catalog

import (
	"iter"
	"sort"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/findings"
)

// A Renewal says how a contract goes on at the end of a term, as people write it down.
//
//	{"kind":"automatic","term_months":12,"notice_months":3}
//
// Its methods answer for a contract with the life [from, until). A contract that renews
// by itself is cut into terms, whole months counted from its first day: those from 31
// January end on the last of February and on 31 March. All others have one term, their
// life. An until of none is open; where a renewal has an until, the contract ends there
// whatever is renewed, and the last term is as long as is left.
//
// The zero Renewal is none: the contract ends at its end. Renewals are comparable with ==.
type Renewal struct {
	// Kind says what happens at the end of a term.
	Kind RenewalKind

	// TermMonths is the length of a term, 1 to 1,200 months. Required if Kind is
	// RenewalAutomatic; the others have none of these.
	TermMonths int

	// NoticeMonths and NoticeDays are how long before the end of a term notice has to be
	// given, first the months and then the days: 0 to 1,200 and 0 to 36,525.
	NoticeMonths, NoticeDays int

	// NoticeGiven is the day on which notice was given. None: it was not.
	NoticeGiven msp.Date
}

// Limits of a renewal: a hundred years.
const (
	mostTermMonths = 1_200
	mostNoticeDays = 36_525
)

// Validate returns all findings about the renewal, sorted:
//
//   - no kind beside anything else, an automatic renewal without a term: [msp.CodeMissing]
//   - a kind that is none, months or days beyond their range: [msp.CodeRange]
//   - a term or a notice where nothing renews by itself: [msp.CodeConflict]
func (r Renewal) Validate() msp.Issues {
	var list findings.List
	if r.Kind > RenewalAutomatic {
		list.Errorf("kind", msp.CodeRange, "%v is none", r.Kind)
	}
	if r.Kind == 0 && r != (Renewal{}) {
		list.Errorf("kind", msp.CodeMissing, "want none, manual or automatic")
	}
	if r.Kind == RenewalAutomatic && r.TermMonths == 0 {
		list.Errorf("term_months", msp.CodeMissing, "a contract that renews by itself has terms")
	}
	endsAnyway := r.Kind == RenewalNone || r.Kind == RenewalManual
	for _, field := range [...]struct {
		key     string
		n, most int
	}{
		{"term_months", r.TermMonths, mostTermMonths},
		{"notice_months", r.NoticeMonths, mostTermMonths},
		{"notice_days", r.NoticeDays, mostNoticeDays},
	} {
		switch {
		case field.n < 0 || field.n > field.most:
			list.Errorf(field.key, msp.CodeRange, "%d is not 0 to %d", field.n, field.most)
		case endsAnyway && field.n != 0:
			list.Errorf(field.key, msp.CodeConflict, "the contract ends at its end, without a notice")
		}
	}
	if endsAnyway && !r.NoticeGiven.IsZero() {
		list.Errorf("notice_given", msp.CodeConflict, "the contract ends at its end, without a notice")
	}
	return list.Issues()
}

// Terms walks the terms of a contract in order, each beginning on the day the one before
// it ends, up to its end as of [Renewal.End]. A term that ends beyond the year 9999 is left
// out, and so is the one term of a contract that is open and does not renew by itself.
func (r Renewal) Terms(from, until msp.Date) iter.Seq[msp.Period] {
	return func(yield func(msp.Period) bool) {
		end, _ := r.End(from, until)
		for k := 0; ; k++ {
			term, ok := r.term(from, end, k)
			if !ok || !yield(term) {
				return
			}
		}
	}
}

// TermAt returns the term that a date is in, of those that [Renewal.Terms] walks; ok is
// false if it is in none. The term is found without walking.
func (r Renewal) TermAt(from, until, d msp.Date) (term msp.Period, ok bool) {
	k := 0
	if cadence, ok := r.cadence(); ok {
		k, _ = cadence.lastIndex(from, d)
	}
	end, _ := r.End(from, until)
	if term, ok = r.term(from, end, k); !ok || !term.Contains(d) {
		return msp.Period{}, false
	}
	return term, true
}

// LastNotice returns the last day on which notice can be given so that the contract ends
// with a term: the day before the end of the term less the months, clamped to the last day
// of a month, less the days of notice. The day of the notice itself does not count, so that
// three months to the end of December are given by 30 September. Without a notice period it
// is the day before the end.
//
// Notice that is longer than a term has to be given in an earlier one, or, for the first
// terms, before the contract begins: who gives it later is bound for a further term.
//
// ok is false where nothing renews by itself, and so no notice is needed, and where there
// is no such day in the years 1 to 9999.
func (r Renewal) LastNotice(term msp.Period) (last msp.Date, ok bool) {
	if _, ok := r.cadence(); !ok || term.IsZero() {
		return msp.Date{}, false
	}
	return r.lastNotice(term.To())
}

func (r Renewal) lastNotice(end msp.Date) (last msp.Date, ok bool) {
	if r.NoticeMonths < 0 || r.NoticeMonths > mostTermMonths || r.NoticeDays < 0 || r.NoticeDays > mostNoticeDays {
		return msp.Date{}, false
	}
	day := civil.Day(end.YMD())
	latest, ok := civil.AddMonths(day, -r.NoticeMonths)
	if !ok {
		return msp.Date{}, false
	}
	last, err := end.AddDays(latest - r.NoticeDays - day - 1)
	return last, err == nil
}

// NextNotice returns the next chance to end a contract: the last day to give notice that
// is not before a date, and the day on which the contract then ends. ok is false where no
// notice is needed or it was given, and where it ends at until without.
func (r Renewal) NextNotice(from, until, on msp.Date) (last, end msp.Date, ok bool) {
	if end, ok = r.endByNotice(from, on); !ok || !r.NoticeGiven.IsZero() || !until.IsZero() && !end.Before(until) {
		return msp.Date{}, msp.Date{}, false
	}
	last, ok = r.lastNotice(end)
	return last, end, ok
}

// End returns the first day on which a contract is over: until, or, if notice was given,
// the end of the first term that it is in time for, whichever comes first. Notice in time
// is notice up to [Renewal.LastNotice]; given later in a term, it ends the next one. ok is
// false if the contract never ends, which is one that renews by itself or is open.
func (r Renewal) End(from, until msp.Date) (end msp.Date, ok bool) {
	if end, ok = r.endByNotice(from, r.NoticeGiven); !ok || !until.IsZero() && until.Before(end) {
		return until, !until.IsZero()
	}
	return end, true
}

// endByNotice returns the end of the first term, as if until were open, that notice on a
// date is in time for.
func (r Renewal) endByNotice(from, on msp.Date) (end msp.Date, ok bool) {
	cadence, ok := r.cadence()
	if !ok || from.IsZero() || on.IsZero() {
		return msp.Date{}, false
	}
	// Last days grow from term to term, and there is none before the year 1. Behind the last
	// term of the calendar none is needed.
	k := sort.Search(mostTerms, func(k int) bool {
		end, ok := cadence.date(from, k+1)
		if !ok {
			return true
		}
		last, ok := r.lastNotice(end)
		return ok && !last.Before(on)
	})
	return cadence.date(from, k+1)
}

// mostTerms is more than there are months from the year 1 to the year 9999.
const mostTerms = 120_000

// cadence returns how often the contract renews; ok is false if it does not by itself, as
// a contract does not whose terms are of no length.
func (r Renewal) cadence() (c Cadence, ok bool) {
	if r.Kind != RenewalAutomatic || r.TermMonths < 1 || r.TermMonths > mostTermMonths {
		return Cadence{}, false
	}
	return newCadence(r.TermMonths, Month)
}

// term returns the term of a number, counted from 0, of a contract that is over on a
// date, or never if that is none.
func (r Renewal) term(from, over msp.Date, k int) (term msp.Period, ok bool) {
	begins, ends := from, over
	if cadence, ok := r.cadence(); ok && !from.IsZero() {
		if begins, ok = cadence.date(from, k); !ok {
			return msp.Period{}, false
		}
		if next, ok := cadence.date(from, k+1); ok && compareEnds(next, over) < 0 {
			ends = next
		}
	} else if k > 0 {
		return msp.Period{}, false
	}
	term, err := msp.NewPeriod(begins, ends)
	return term, err == nil && !term.IsEmpty()
}
