package catalog_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// aFewVersions draws versions within a month or so, with distinct IDs in no order of time.
func aFewVersions(t *rapid.T) catalog.Versions {
	start := day("2024-02-20")
	date := func(name string) msp.Date {
		if rapid.IntRange(0, 5).Draw(t, name+" is none") == 0 {
			return msp.Date{}
		}
		return aDay(t, start, 0, 30, name)
	}
	var all catalog.Versions
	for i := range rapid.IntRange(0, 6).Draw(t, "versions") {
		all = append(all, catalog.Version{ID: strconv.Itoa(i), From: date("from"), Until: date("until")})
	}
	return rapid.Permutation(all).Draw(t, "order")
}

// daysOf returns the IDs in force on each day of a while that holds all edges.
func daysOf(all catalog.Versions) (dates []msp.Date, ids [][]string) {
	period := msp.MustParsePeriod("2024-02-01/2024-05-01")
	for d := range period.Dates() {
		var inForce []string
		for _, v := range all {
			if (v.From.IsZero() || v.From.Compare(d) <= 0) && (v.Until.IsZero() || d.Compare(v.Until) < 0) {
				inForce = append(inForce, v.ID)
			}
		}
		slices.Sort(inForce)
		dates, ids = append(dates, d), append(ids, inForce)
	}
	return dates, ids
}

// C7: what each day says, by stepping through days.
func TestVersionsAgainstDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := aFewVersions(t)
		dates, ids := daysOf(all)
		pairs := make(map[[2]string]int) // the days on which both are in force
		ever := make(map[string]bool)
		first, last := -1, -1 // the first and the last day with a version
		var gap []msp.Date
		for k, inForce := range ids {
			v, ok := all.At(dates[k])
			if ok != (len(inForce) == 1) || ok && v.ID != inForce[0] {
				t.Fatalf("At(%v) = %v, %v, want %v", dates[k], v, ok, inForce)
			}
			var got []string
			for _, v := range all.InForce(dates[k]) {
				got = append(got, v.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, inForce) {
				t.Fatalf("InForce(%v) = %v, want %v", dates[k], got, inForce)
			}
			for i, a := range inForce {
				ever[a] = true
				for _, b := range inForce[i+1:] {
					pairs[[2]string{a, b}]++
				}
			}
			if len(inForce) > 0 {
				if first < 0 {
					first = k
				}
				last = k
			}
		}
		overlaps := all.Overlaps()
		for i, o := range overlaps {
			from, until := o.From, o.Until
			if from.Before(dates[0]) {
				from = dates[0]
			}
			if until.IsZero() {
				until = day("2024-05-01")
			}
			if days := pairs[[2]string{o.A, o.B}]; days == 0 || from.DaysUntil(until) != days {
				t.Fatalf("%v are together on %d days", o, days)
			}
			if i > 0 && (overlaps[i-1].A > o.A || overlaps[i-1].A == o.A && overlaps[i-1].B >= o.B) {
				t.Fatalf("Overlaps are not sorted: %v", overlaps)
			}
		}
		if len(overlaps) != len(pairs) {
			t.Fatalf("Overlaps = %v, want %v", overlaps, pairs)
		}
		var gaps []msp.Date
		for _, g := range all.Gaps() {
			gaps = slices.AppendSeq(gaps, g.Dates())
		}
		for k := max(first, 0); k < last; k++ {
			if len(ids[k]) == 0 {
				gap = append(gap, dates[k])
			}
		}
		if !slices.Equal(gaps, gap) {
			t.Fatalf("Gaps = %v, want the days %v", all.Gaps(), gap)
		}
		var empty []catalog.VersionProblem
		for i := range all {
			if id := strconv.Itoa(i); !ever[id] {
				empty = append(empty, catalog.VersionProblem{Code: catalog.CodeEmptyRange, ID: id})
			}
		}
		if got := all.Problems(); !slices.Equal(got, empty) {
			t.Fatalf("Problems = %v, want %v", got, empty)
		}
		checkVersionFindings(t, all)
	})
}

// checkVersionFindings holds Validate against the other answers.
func checkVersionFindings(t *rapid.T, all catalog.Versions) {
	counts := make(map[msp.Code]int)
	for _, i := range all.Validate() {
		counts[i.Code]++
	}
	if (counts[catalog.CodeVersionOverlap] > 0) != (len(all.Overlaps()) > 0) || counts[catalog.CodeVersionGap] != len(all.Gaps()) ||
		counts[catalog.CodeEmptyRange] != len(all.Problems()) {
		t.Fatalf("Validate = %v", all.Validate())
	}
}

// The order in which versions are written says nothing.
func TestVersionsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := aFewVersions(t)
		other := rapid.Permutation(all).Draw(t, "other order")
		d := aDay(t, day("2024-02-20"), 0, 30, "day")
		if !slices.Equal(all.Problems(), other.Problems()) || !slices.Equal(all.Overlaps(), other.Overlaps()) ||
			!slices.Equal(all.Gaps(), other.Gaps()) || !slices.Equal(all.InForce(d), other.InForce(d)) {
			t.Fatalf("%v says something else than %v", other, all)
		}
	})
}

// What is written comes back.
func TestVersionsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := aFewVersions(t)
		data, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 0 {
			return // null, which a record leaves out
		}
		back, err := catalog.ParseVersions(data, msp.Limits{})
		if err != nil || !slices.Equal(back, all) {
			t.Fatalf("%s comes back as %v, %v", data, back, err)
		}
	})
}
