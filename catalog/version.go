package catalog

import (
	"cmp"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Version is one of several of the same thing, and the dates of its life: a price list,
// a contract, an edition of the catalogue. It is in force on [From, Until).
type Version struct {
	// ID tells versions apart. Required.
	ID string

	// From is the first day, Until the first day on which it is over. Zero: since ever, and
	// for ever.
	From, Until msp.Date
}

// Contains reports whether the version is in force on a date. On no date none is.
func (v Version) Contains(d msp.Date) bool {
	return !d.IsZero() && !d.Before(v.From) && (v.Until.IsZero() || d.Before(v.Until))
}

// isEmpty reports whether the version is in force on no date: its last day is before its
// first one, or before all dates.
func (v Version) isEmpty() bool {
	if v.Until.IsZero() {
		return false
	}
	last, err := v.Until.AddDays(-1)
	return err != nil || last.Before(v.From)
}

// compare orders versions by their first date, then by their end, then by ID.
func (v Version) compare(other Version) int {
	return cmp.Or(v.From.Compare(other.From), compareEnds(v.Until, other.Until), cmp.Compare(v.ID, other.ID))
}

// compareEnds orders ends; none is the last.
func compareEnds(a, b msp.Date) int {
	if a.IsZero() != b.IsZero() {
		return b.Compare(a)
	}
	return a.Compare(b)
}

// Versions are the versions of one thing, in any order. On a day at most one of them
// should be in force: [Versions.Overlaps] has those that are at once, [Versions.Gaps] the
// days between them without any.
//
//	[{"id":"2025","from":"2025-01-01","until":"2026-01-01"},{"id":"2026","from":"2026-01-01"}]
type Versions []Version

// Codes of findings about versions.
const (
	CodeEmptyRange     msp.Code = "empty_range"     // a version ends before it has begun
	CodeVersionOverlap msp.Code = "version_overlap" // two versions are in force at once
	CodeVersionGap     msp.Code = "version_gap"     // no version is in force for a while
)

// A VersionProblem is what is wrong with a version by itself.
type VersionProblem struct {
	Code msp.Code
	ID   string
}

// An Overlap is two versions that are in force at once, in the order of their IDs, and
// when they are: on [From, Until), where a zero date is since ever, or for ever.
type Overlap struct {
	A, B        string
	From, Until msp.Date
}

// mostOverlaps is how many pairs of versions Overlaps returns at most.
const mostOverlaps = 10_000

// At returns the version that is in force on a date; ok is false if none is and if
// several are, which [Versions.InForce] tells apart. Cost: linear.
func (s Versions) At(d msp.Date) (v Version, ok bool) {
	for _, one := range s {
		switch {
		case !one.Contains(d):
		case ok:
			return Version{}, false
		default:
			v, ok = one, true
		}
	}
	return v, ok
}

// InForce returns the versions that are in force on a date, in the order of their first
// dates, then of their ends, then of their IDs: none in a gap, one where all is well, and
// more where it is ambiguous which one holds.
func (s Versions) InForce(d msp.Date) []Version {
	var all []Version
	for _, v := range s {
		if v.Contains(d) {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, Version.compare)
	return all
}

// Problems returns what is wrong with versions by themselves, sorted by ID, each once:
// [CodeEmptyRange] for an Until that is at or before From. Such a version is never in
// force and takes no part in anything else.
func (s Versions) Problems() []VersionProblem {
	var problems []VersionProblem
	for _, v := range s {
		if v.isEmpty() {
			problems = append(problems, VersionProblem{CodeEmptyRange, v.ID})
		}
	}
	slices.SortFunc(problems, func(a, b VersionProblem) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(problems)
}

// Overlaps returns the pairs of versions that are in force at once, sorted by ID. Two
// versions that follow one another on a day are no such pair.
//
// n versions can have n² pairs. At most 10,000 are returned, of more of them those whose
// later version begins first. Cost: that of sorting, and of the pairs.
func (s Versions) Overlaps() []Overlap {
	var pairs []Overlap
	var open []Version // those that go on
	for _, v := range s.sorted() {
		open = slices.DeleteFunc(open, func(o Version) bool { return !o.Until.IsZero() && !v.From.Before(o.Until) })
		for _, o := range open {
			if len(pairs) == mostOverlaps {
				return sortedOverlaps(pairs)
			}
			pairs = append(pairs, o.overlap(v))
		}
		open = append(open, v)
	}
	return sortedOverlaps(pairs)
}

// overlap returns the overlap with a version that begins on the same day or later.
func (v Version) overlap(later Version) Overlap {
	pair := Overlap{A: min(v.ID, later.ID), B: max(v.ID, later.ID), From: later.From, Until: v.Until}
	if compareEnds(later.Until, v.Until) < 0 {
		pair.Until = later.Until
	}
	return pair
}

func sortedOverlaps(pairs []Overlap) []Overlap {
	slices.SortFunc(pairs, func(a, b Overlap) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), a.From.Compare(b.From), compareEnds(a.Until, b.Until))
	})
	return pairs
}

// Gaps returns the periods without a version, in order: those between two versions only,
// not the time before the first or after the last. Cost: that of sorting.
func (s Versions) Gaps() []msp.Period {
	var gaps []msp.Period
	sorted := s.sorted()
	if len(sorted) == 0 {
		return nil
	}
	end := sorted[0].Until
	for _, v := range sorted[1:] {
		if end.IsZero() {
			break
		}
		if gap, err := msp.NewPeriod(end, v.From); err == nil && !gap.IsEmpty() {
			gaps = append(gaps, gap)
		}
		if compareEnds(v.Until, end) > 0 {
			end = v.Until
		}
	}
	return gaps
}

// sorted returns the versions that are ever in force, in the order of their first dates.
func (s Versions) sorted() []Version {
	all := slices.DeleteFunc(slices.Clone(s), Version.isEmpty)
	slices.SortFunc(all, Version.compare)
	return all
}

// Validate returns all findings about the versions, sorted, warnings too:
//
//   - a version without an ID: [msp.CodeMissing]
//   - two versions with one ID: [msp.CodeDuplicate]
//   - an ID that is not UTF-8: [msp.CodeSyntax]
//   - an end at or before the first day: [CodeEmptyRange]
//   - a version that begins while another is in force: [CodeVersionOverlap], once for each
//   - a version that begins later than all those before it have ended: a warning,
//     [CodeVersionGap]
func (s Versions) Validate() msp.Issues {
	var list findings.List
	ids := make(map[string]int)
	var order []int // of those that are ever in force
	var last int    // the one that lasts longest, of those so far
	for i, v := range s {
		list.Text(at("", i)+".id", v.ID, "a version has an ID")
		if first, again := ids[v.ID]; again && v.ID != "" {
			list.Errorf(at("", i)+".id", msp.CodeDuplicate, "%q is the ID of %s already", v.ID, at("", first))
		} else {
			ids[v.ID] = i
		}
		if v.isEmpty() {
			list.Errorf(at("", i)+".until", CodeEmptyRange, "%v is not after the first day", v.Until)
			continue
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(i, j int) int { return s[i].compare(s[j]) })
	for k, i := range order {
		if k == 0 {
			last = i
			continue
		}
		end := s[last].Until
		switch {
		case end.IsZero() || s[i].From.Before(end):
			list.Errorf(at("", i)+".from", CodeVersionOverlap, "it is in force at the same time as %q", s[last].ID)
		case end.Before(s[i].From):
			list.Warnf(at("", i)+".from", CodeVersionGap, "no version is in force from %v to %v", end, s[i].From)
		}
		if compareEnds(end, s[i].Until) < 0 {
			last = i
		}
	}
	return list.Issues()
}
