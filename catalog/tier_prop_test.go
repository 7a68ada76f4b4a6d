package catalog_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/sla"
)

// tierDates are the days on which tiers change, and those beside them.
func tierDates() []msp.Date {
	return []msp.Date{{}, msp.MustParseDate("2026-01-01"), msp.MustParseDate("2026-01-02"), msp.MustParseDate("2026-01-03"), msp.MustParseDate("2026-01-04")}
}

// someTierTerms draws what a tier, or a change of it, states.
func someTierTerms(t *rapid.T) catalog.TierTerms {
	var terms catalog.TierTerms
	terms.Adds = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"u", "v", "w", "x"}), 0, 2, rapid.ID[string]).Draw(t, "adds")
	terms.Coverage = catalog.Coverage(rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "coverage"))
	terms.Assignment = catalog.Assignment(rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "assignment"))
	terms.Uptime = msp.MustParsePercent(rapid.SampledFrom([]string{"0%", "0%", "99%", "99.5%"}).Draw(t, "uptime"))
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"low", "high"}), 0, 2, rapid.ID[string]).Draw(t, "attributes") {
		better := catalog.Lower
		if name == "high" {
			better = catalog.Higher
		}
		terms.Attributes = append(terms.Attributes, catalog.Attribute{Name: name, Better: better, Value: decimal.NewFromInt(int64(rapid.IntRange(1, 3).Draw(t, "value")))})
	}
	if rapid.Bool().Draw(t, "goal") {
		goal := sla.GoalSpec{Metric: sla.Resolution()}
		for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom([]msp.Priority{0, 1, 9}), 0, 3, rapid.ID[msp.Priority]).Draw(t, "priorities") {
			goal.Targets = append(goal.Targets, sla.TargetSpec{
				Priority: p, Calendar: rapid.SampledFrom([]string{"c", "c", "d"}).Draw(t, "calendar"), Span: sla.Within(time.Duration(rapid.IntRange(1, 3).Draw(t, "hours")) * time.Hour),
			})
		}
		terms.Goals = append(terms.Goals, goal)
	}
	return terms
}

// someTiers draws tiers of which some are wrong.
func someTiers(t *rapid.T) catalog.TierSpecs {
	names := []string{"a", "b", "c", "d", "e"}[:rapid.IntRange(0, 5).Draw(t, "tiers")]
	var specs catalog.TierSpecs
	for i, name := range names {
		spec := catalog.TierSpec{Name: name, TierTerms: someTierTerms(t)}
		if rapid.IntRange(0, 3).Draw(t, "extends") > 0 {
			spec.Extends = rapid.SampledFrom(append([]string{"a", "b", "z"}, names[:i]...)).Draw(t, "parent")
		}
		for _, from := range rapid.SliceOfNDistinct(rapid.SampledFrom(tierDates()[1:4]), 0, 2, rapid.ID[msp.Date]).Draw(t, "changes") {
			spec.Changes = append(spec.Changes, catalog.TierChange{
				From: from, TierTerms: someTierTerms(t), Removes: rapid.SliceOfN(rapid.SampledFrom([]string{"u", "v"}), 0, 1).Draw(t, "removes"),
			})
		}
		specs = append(specs, spec)
	}
	return specs
}

// A naiveTier is what a tier has, worked out with maps.
type naiveTier struct {
	adds  []string
	words map[string]string               // coverage and the like, attributes
	goal  map[msp.Priority]sla.TargetSpec // nil: no goal
}

// naiveOwn is what a tier itself has on a date.
func naiveOwn(s catalog.TierSpec, on msp.Date) naiveTier {
	n := naiveTier{words: map[string]string{}}
	changes := append([]catalog.TierChange{{TierTerms: s.TierTerms}}, s.Changes...)
	slices.SortStableFunc(changes, func(a, b catalog.TierChange) int { return a.From.Compare(b.From) })
	for _, c := range changes {
		if c.From.After(on) {
			continue
		}
		for _, gone := range c.Removes {
			n.adds = slices.DeleteFunc(n.adds, func(item string) bool { return item == gone })
		}
		n.adds = append(n.adds, c.Adds...)
		if c.Coverage != 0 {
			n.words["coverage"] = fmt.Sprint(int(c.Coverage))
		}
		if c.Assignment != 0 {
			n.words["assignment"] = fmt.Sprint(int(c.Assignment))
		}
		if c.Uptime.Sign() > 0 {
			n.words["uptime"] = c.Uptime.String()
		}
		for _, a := range c.Attributes {
			n.words[a.Name] = a.Value.String()
		}
		for _, g := range c.Goals {
			n.goal = map[msp.Priority]sla.TargetSpec{}
			for _, target := range g.Targets {
				n.goal[target.Priority] = target
			}
		}
	}
	return n
}

// naiveEffective is what a tier has with those that it extends.
func naiveEffective(specs map[string]catalog.TierSpec, name string, on msp.Date) naiveTier {
	s := specs[name]
	own := naiveOwn(s, on)
	if _, ok := specs[s.Extends]; !ok || naiveLoop(specs, s.Extends) {
		return own
	}
	all := naiveEffective(specs, s.Extends, on)
	all.adds = append(all.adds, own.adds...)
	maps.Copy(all.words, own.words)
	if own.goal != nil {
		all.goal = own.goal
	}
	return all
}

// naiveLoop reports whether a tier extends itself.
func naiveLoop(specs map[string]catalog.TierSpec, name string) bool {
	at := specs[name].Extends
	for range specs {
		if at == name {
			return true
		}
		at = specs[at].Extends
	}
	return false
}

// naiveTarget is what a grid promises a priority.
func naiveTarget(goal map[msp.Priority]sla.TargetSpec, p msp.Priority) (sla.TargetSpec, bool) {
	target, ok := goal[p]
	if !ok {
		target, ok = goal[0]
	}
	return target, ok
}

// worseThanNaive returns what is worse.
func worseThanNaive(own, above naiveTier) []string {
	var worse []string
	for name, text := range own.words {
		was, ok := above.words[name]
		order := cmp.Compare(text, was) // of one digit, and 99% before 99.5%
		if name == "uptime" {
			order = cmp.Compare(len(text), len(was))
		}
		if ok && (name == "low" && order > 0 || name != "low" && order < 0) {
			worse = append(worse, name)
		}
	}
	if own.goal == nil || above.goal == nil {
		return worse
	}
	for _, p := range []msp.Priority{0, 1, 9} {
		_, named := own.goal[p]
		_, namedAbove := above.goal[p]
		now, is := naiveTarget(own.goal, p)
		before, was := naiveTarget(above.goal, p)
		if was && (named || namedAbove || p == 0) && (!is || now.Calendar == before.Calendar && now.Span.(sla.Within) > before.Span.(sla.Within)) {
			detail := "resolution"
			if p > 0 {
				detail += " " + p.String()
			}
			worse = append(worse, detail)
		}
	}
	return worse
}

// naiveProblems are the problems of tiers of different names, without aliases.
func naiveProblems(list catalog.TierSpecs) []catalog.TierProblem {
	specs := map[string]catalog.TierSpec{}
	for _, s := range list {
		specs[s.Name] = s
	}
	found := map[catalog.TierProblem]bool{}
	for name, s := range specs {
		_, known := specs[s.Extends]
		if s.Extends != "" && !known {
			found[catalog.TierProblem{Code: catalog.CodeUnknownParent, Tier: name, Detail: s.Extends}] = true
		}
		if naiveLoop(specs, name) {
			found[catalog.TierProblem{Code: catalog.CodeCycle, Tier: name}] = true
			continue
		}
		for _, on := range tierDates() {
			var above naiveTier
			if known && !naiveLoop(specs, s.Extends) {
				above = naiveEffective(specs, s.Extends, on)
			}
			own := naiveOwn(s, on)
			for i, item := range own.adds {
				if slices.Contains(above.adds, item) || slices.Contains(own.adds[:i], item) {
					found[catalog.TierProblem{Code: catalog.CodeAlreadyIncluded, Tier: name, Detail: item}] = true
				}
			}
			for _, detail := range worseThanNaive(own, above) {
				found[catalog.TierProblem{Code: catalog.CodeRegression, Tier: name, Detail: detail}] = true
			}
		}
	}
	var problems []catalog.TierProblem
	for p := range found {
		problems = append(problems, p)
	}
	return sortedProblems(problems)
}

func sortedProblems(problems []catalog.TierProblem) []catalog.TierProblem {
	slices.SortFunc(problems, func(a, b catalog.TierProblem) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Detail, b.Detail))
	})
	return problems
}

// The problems are those of a naive search, and what tiers have is what it finds.
func TestTiersAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		if diff := gocmp.Diff(naiveProblems(specs), specs.Problems()); diff != "" {
			t.Fatalf("problems (-want +got):\n%s", diff)
		}
		byName := map[string]catalog.TierSpec{}
		for _, s := range specs {
			byName[s.Name] = s
		}
		tiers := specs.Draft()
		for name := range byName {
			if naiveLoop(byName, name) || naiveLoop(byName, byName[name].Extends) {
				continue
			}
			for _, on := range tierDates() {
				tier, ok := tiers.Tier(name, on)
				if want := naiveEffective(byName, name, on).adds; !ok || !slices.Equal(tier.Includes(), want) {
					t.Fatalf("%s on %v includes %v, %t, want %v", name, on, tier.Includes(), ok, want)
				}
			}
		}
	})
}

// C1, C4: on every date a tier has first what the tier has that it extends; and where
// there are no problems, nothing that both promise is worse.
func TestTiersOnlyGetBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		tiers := specs.Draft()
		worse := map[string]bool{}
		for _, p := range specs.Problems() {
			if p.Code == catalog.CodeRegression {
				worse[p.Tier] = true
			}
		}
		for _, s := range specs {
			for _, on := range tierDates() {
				child, ok := tiers.Tier(s.Name, on)
				parent, ok2 := tiers.Tier(s.Extends, on)
				if !ok || !ok2 {
					continue
				}
				if in := child.Includes(); !slices.Equal(in[:min(len(in), len(parent.Includes()))], parent.Includes()) {
					t.Fatalf("%s includes %v, and %s %v", s.Name, in, s.Extends, parent.Includes())
				}
				if worse[s.Name] {
					continue
				}
				up, _ := child.Uptime()
				was, _ := parent.Uptime()
				bad := child.Coverage() < parent.Coverage() || child.Assignment() < parent.Assignment() || up.Compare(was) < 0
				for _, a := range parent.Attributes() {
					b, ok := child.Attribute(a.Name)
					order := b.Value.Cmp(a.Value)
					bad = bad || !ok || a.Better == catalog.Lower && order > 0 || a.Better == catalog.Higher && order < 0
				}
				bad = bad || isLooser(child, parent)
				if bad {
					t.Fatalf("on %v %s is worse than %s: %v", on, s.Name, s.Extends, parent.Diff(child))
				}
			}
		}
	})
}

// isLooser reports whether a target in hours is.
func isLooser(child, parent catalog.Tier) bool {
	grid := func(tier catalog.Tier) map[msp.Priority]sla.TargetSpec {
		all := map[msp.Priority]sla.TargetSpec{}
		for _, g := range tier.Goals() {
			for _, target := range g.Targets {
				all[target.Priority] = target
			}
		}
		return all
	}
	for p := range msp.Priority(10) {
		now, is := naiveTarget(grid(child), p)
		before, was := naiveTarget(grid(parent), p)
		if was && (!is || now.Calendar == before.Calendar && now.Span.(sla.Within) > before.Span.(sla.Within)) {
			return true
		}
	}
	return false
}

// C2: the order of the tiers says nothing.
func TestTiersOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		other := rapid.Permutation(specs).Draw(t, "order")
		for i := range other {
			other[i].Changes = rapid.Permutation(other[i].Changes).Draw(t, "changes")
		}
		if diff := gocmp.Diff(specs.Problems(), other.Problems()); diff != "" {
			t.Fatalf("problems in another order (-one +other):\n%s", diff)
		}
		one, two := specs.Draft(), other.Draft()
		for _, s := range specs {
			for _, on := range tierDates() {
				a, ok := one.Tier(s.Name, on)
				b, ok2 := two.Tier(s.Name, on)
				if ok != ok2 || !a.Diff(b).IsZero() || !slices.Equal(a.Includes(), b.Includes()) {
					t.Fatalf("%s on %v: %v", s.Name, on, a.Diff(b))
				}
			}
		}
	})
}

// C3: a tier does not differ from itself; the way back is the mirror; and what differs,
// applied to one, gives the other.
func TestTierDiffLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		if len(specs) == 0 {
			return
		}
		tiers := specs.Draft()
		draw := func() catalog.Tier {
			tier, _ := tiers.Tier(rapid.SampledFrom(specs).Draw(t, "tier").Name, rapid.SampledFrom(tierDates()).Draw(t, "on"))
			return tier
		}
		a, b := draw(), draw()
		if !a.Diff(a).IsZero() {
			t.Fatalf("to itself: %v", a.Diff(a))
		}
		there, back := a.Diff(b), b.Diff(a)
		mirror := catalog.TierDiff{Added: back.Removed, Removed: back.Added}
		for _, c := range back.Changed {
			mirror.Changed = append(mirror.Changed, catalog.TierDifference{Name: c.Name, Before: c.After, After: c.Before})
		}
		if diff := gocmp.Diff(mirror, there); diff != "" {
			t.Fatalf("the way back (-mirror +got):\n%s", diff)
		}
		items := map[string]bool{}
		for _, item := range a.Includes() {
			items[item] = true
		}
		for _, item := range there.Removed {
			delete(items, item)
		}
		for _, item := range there.Added {
			items[item] = true
		}
		want := map[string]bool{}
		for _, item := range b.Includes() {
			want[item] = true
		}
		// The zero Tier is what all texts differ from: they are its difference.
		texts := map[string]string{}
		for _, c := range (catalog.Tier{}).Diff(a).Changed {
			texts[c.Name] = c.After
		}
		for _, c := range there.Changed {
			if texts[c.Name] != c.Before {
				t.Fatalf("%s was %q, and not %q", c.Name, texts[c.Name], c.Before)
			}
			if texts[c.Name] = c.After; c.After == "" {
				delete(texts, c.Name)
			}
		}
		wantTexts := map[string]string{}
		for _, c := range (catalog.Tier{}).Diff(b).Changed {
			wantTexts[c.Name] = c.After
		}
		if diff := gocmp.Diff(want, items) + gocmp.Diff(wantTexts, texts); diff != "" {
			t.Fatalf("applied (-want +got):\n%s", diff)
		}
	})
}

// C5: a path by way of a tier is the path to it and the path from it, and its tiers extend
// each other.
func TestUpgradePathLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		tiers := specs.Draft()
		extends := map[string]string{}
		for _, s := range specs {
			extends[s.Name] = s.Extends
		}
		for _, a := range specs {
			for _, c := range specs {
				path := tiers.UpgradePath(a.Name, c.Name)
				if (a.Name == c.Name) && !slices.Equal(path, []string{a.Name}) {
					t.Fatalf("from %s to itself: %v", a.Name, path)
				}
				for i, b := range path {
					if i > 0 && extends[b] != path[i-1] {
						t.Fatalf("%v, and %s extends %s", path, b, extends[b])
					}
					if whole := append(tiers.UpgradePath(a.Name, b), tiers.UpgradePath(b, c.Name)[1:]...); !slices.Equal(whole, path) {
						t.Fatalf("by way of %s %v, and else %v", b, whole, path)
					}
				}
				if len(path) > 0 && (path[0] != a.Name || path[len(path)-1] != c.Name) {
					t.Fatalf("from %s to %s: %v", a.Name, c.Name, path)
				}
			}
		}
	})
}

// C6: a defect more is a problem more, and changes no other.
func TestTierProblemsAreIndependent(t *testing.T) {
	defects := []struct {
		tiers catalog.TierSpecs
		adds  []catalog.TierProblem
	}{
		{catalog.TierSpecs{{Name: "1", Extends: "0"}}, []catalog.TierProblem{{Code: catalog.CodeUnknownParent, Tier: "1", Detail: "0"}}},
		{catalog.TierSpecs{{Name: "1", Extends: "1"}}, []catalog.TierProblem{{Code: catalog.CodeCycle, Tier: "1"}}},
		{catalog.TierSpecs{{Name: "1", Extends: "2"}, {Name: "2", Extends: "1"}}, []catalog.TierProblem{{Code: catalog.CodeCycle, Tier: "1"}, {Code: catalog.CodeCycle, Tier: "2"}}},
		{catalog.TierSpecs{{Name: "1"}, {Name: "1"}}, []catalog.TierProblem{{Code: catalog.CodeDuplicateTier, Tier: "1"}}},
		{catalog.TierSpecs{{Name: "1"}, {Name: "2", Aliases: []string{"1"}}}, []catalog.TierProblem{{Code: catalog.CodeDuplicateTier, Tier: "1"}}},
		{catalog.TierSpecs{{Name: "1", TierTerms: catalog.TierTerms{Adds: []string{"i"}}}, {Name: "2", Extends: "1", TierTerms: catalog.TierTerms{Adds: []string{"i"}}}}, []catalog.TierProblem{{Code: catalog.CodeAlreadyIncluded, Tier: "2", Detail: "i"}}},
		{catalog.TierSpecs{{Name: "1", TierTerms: catalog.TierTerms{Coverage: catalog.RoundTheClock}}, {Name: "2", Extends: "1", TierTerms: catalog.TierTerms{Coverage: catalog.ExtendedHours}}}, []catalog.TierProblem{{Code: catalog.CodeRegression, Tier: "2", Detail: "coverage"}}},
	}
	rapid.Check(t, func(t *rapid.T) {
		specs := someTiers(t)
		defect := rapid.SampledFrom(defects).Draw(t, "defect")
		want := sortedProblems(append(specs.Problems(), defect.adds...))
		at := rapid.IntRange(0, len(specs)).Draw(t, "at")
		if got := slices.Insert(specs, at, defect.tiers...).Problems(); !slices.Equal(got, want) {
			t.Fatalf("problems with a defect more: %v, want %v", got, want)
		}
	})
}
