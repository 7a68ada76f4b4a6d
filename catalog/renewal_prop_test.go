package catalog_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// slowMonths returns the day some months later: it tries the day, and those before it.
func slowMonths(d msp.Date, n int) msp.Date {
	year, month, day := d.YMD()
	for ; n > 0; n-- {
		if month++; month > time.December {
			year, month = year+1, time.January
		}
	}
	for ; n < 0; n++ {
		if month--; month < time.January {
			year, month = year-1, time.December
		}
	}
	for {
		if found, err := msp.NewDate(year, month, day); err == nil {
			return found
		}
		day--
	}
}

// aRenewal draws a renewal by itself, mostly with a usual notice.
func aRenewal(t *rapid.T) catalog.Renewal {
	return catalog.Renewal{
		Kind:         catalog.RenewalAutomatic,
		TermMonths:   rapid.SampledFrom([]int{1, 1, 2, 3, 12, 13, 36}).Draw(t, "term"),
		NoticeMonths: rapid.SampledFrom([]int{0, 0, 1, 3, 5, 14}).Draw(t, "notice months"),
		NoticeDays:   rapid.SampledFrom([]int{0, 0, 1, 2, 30, 100}).Draw(t, "notice days"),
	}
}

func slowLastNotice(r catalog.Renewal, end msp.Date) msp.Date {
	last, _ := slowMonths(end, -r.NoticeMonths).AddDays(-r.NoticeDays - 1)
	return last
}

// slowEnd walks the terms until one ends.
func slowEnd(r catalog.Renewal, from, until msp.Date) msp.Date {
	for k := 1; !r.NoticeGiven.IsZero(); k++ {
		end := slowMonths(from, k*r.TermMonths)
		if !until.IsZero() && !end.Before(until) {
			break
		}
		if !slowLastNotice(r, end).Before(r.NoticeGiven) {
			return end
		}
	}
	return until
}

func TestRenewalAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, from := aRenewal(t), aDate(t, "from")
		var until msp.Date
		if rapid.Bool().Draw(t, "has until") {
			until = aDay(t, from, 1, 2000, "until")
		}
		if rapid.Bool().Draw(t, "has notice") {
			r.NoticeGiven = aDay(t, from, -100, 2000, "notice")
		}
		want := slowEnd(r, from, until)
		if got, ok := r.End(from, until); got != want || ok == want.IsZero() {
			t.Fatalf("End = %v, %v, want %v", got, ok, want)
		}
		// Terms follow one another, without gap or overlap, up to the end.
		begins, k := from, 0
		var terms []msp.Period
		for term := range r.Terms(from, until) {
			k++
			ends := slowMonths(from, k*r.TermMonths)
			if !want.IsZero() && want.Before(ends) {
				ends = want
			}
			if term.From() != begins || term.To() != ends || term.IsEmpty() {
				t.Fatalf("term %d is %v, want %v/%v", k, term, begins, ends)
			}
			terms = append(terms, term)
			if begins = ends; len(terms) == 50 {
				break
			}
		}
		if len(terms) < 50 && begins != want {
			t.Fatalf("the terms end on %v, the contract on %v", begins, want)
		}
		d := aDay(t, from, -20, 1500, "day")
		at := slices.IndexFunc(terms, func(p msp.Period) bool { return p.Contains(d) })
		got, ok := r.TermAt(from, until, d)
		if ok != (at >= 0) || ok && got != terms[at] {
			t.Fatalf("TermAt(%v) = %v, %v of %v", d, got, ok, terms)
		}
	})
}

// The last day to give notice is before the end and grows from term to term; notice on it
// ends the term, and notice a day later the next one.
func TestRenewalNoticeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, from := aRenewal(t), aDate(t, "from")
		var before msp.Date
		k := 0
		for term := range r.Terms(from, msp.Date{}) {
			last, ok := r.LastNotice(term)
			if !ok || !last.Before(term.To()) || !last.After(before) || last != slowLastNotice(r, term.To()) {
				t.Fatalf("LastNotice(%v) = %v, %v, before it %v", term, last, ok, before)
			}
			given := r
			given.NoticeGiven = last
			if end, ok := given.End(from, msp.Date{}); !ok || end != term.To() {
				t.Fatalf("notice on %v ends it on %v, %v, not %v", last, end, ok, term)
			}
			if notice, end, ok := r.NextNotice(from, msp.Date{}, last); !ok || notice != last || end != term.To() {
				t.Fatalf("NextNotice(%v) = %v, %v, %v", last, notice, end, ok)
			}
			given.NoticeGiven, _ = last.AddDays(1)
			k++
			if end, ok := given.End(from, msp.Date{}); !ok || end != slowMonths(from, (k+1)*r.TermMonths) {
				t.Fatalf("notice on %v ends it on %v, %v, not the term after %v", given.NoticeGiven, end, ok, term)
			}
			if before = last; k == 6 {
				break
			}
		}
	})
}

// Nothing panics or hangs, whatever is asked.
func TestRenewalIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) msp.Date {
			if rapid.IntRange(0, 4).Draw(t, name+" is none") == 0 {
				return msp.Date{}
			}
			return aDay(t, day("0001-01-01"), 0, 3_652_058, name)
		}
		number := rapid.OneOf(rapid.Int(), rapid.IntRange(-2, 1300))
		r := catalog.Renewal{
			Kind: catalog.RenewalKind(rapid.IntRange(0, 5).Draw(t, "kind")), TermMonths: number.Draw(t, "term"),
			NoticeMonths: number.Draw(t, "months"), NoticeDays: number.Draw(t, "days"), NoticeGiven: date("given"),
		}
		from, until, d := date("from"), date("until"), date("day")
		end, ends := r.End(from, until)
		if ends == end.IsZero() || !until.IsZero() && end.After(until) {
			t.Fatalf("End = %v, %v", end, ends)
		}
		term, ok := r.TermAt(from, until, d)
		if ok && (!term.Contains(d) || term.From().Before(from) || ends && term.To().After(end)) {
			t.Fatalf("TermAt = %v, %v", term, ok)
		}
		if last, ok := r.LastNotice(term); ok && !last.Before(term.To()) {
			t.Fatalf("LastNotice(%v) = %v", term, last)
		}
		if last, end, ok := r.NextNotice(from, until, d); ok && (last.Before(d) || !last.Before(end)) {
			t.Fatalf("NextNotice(%v) = %v, %v", d, last, end)
		}
		n := 0
		for range r.Terms(from, until) {
			if n++; n > 20 {
				break
			}
		}
		if good := r.Validate().Err() == nil; good && r.Kind > catalog.RenewalAutomatic {
			t.Fatalf("a kind that is none has no finding")
		}
	})
}
