package catalog

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A TierDiff is what differs between two tiers, or one tier on two dates. The zero
// TierDiff is no difference.
type TierDiff struct {
	// Added and Removed are inclusions of the second and not of the first tier, and the
	// other way round, sorted.
	Added, Removed []string

	// Changed are the numbers and words that differ, sorted by name.
	Changed []TierDifference
}

// A TierDifference is what one thing is in two tiers: an attribute by its name, or
// "coverage", "uptime", "reviews", "assignment", "calendar", and of a goal its name, and
// the priority if it is not the headline. A text is empty where a tier has none.
type TierDifference struct {
	Name   string
	Before string
	After  string
}

// IsZero reports whether nothing differs.
func (d TierDiff) IsZero() bool {
	return len(d.Added) == 0 && len(d.Removed) == 0 && len(d.Changed) == 0
}

// Diff returns what one gets, and loses, by going from a tier to another.
func (t Tier) Diff(other Tier) TierDiff {
	return TierDiff{
		Added:   without(other.get().Adds, t.get().Adds),
		Removed: without(t.get().Adds, other.get().Adds),
		Changed: differences(t.get().texts(), other.get().texts()),
	}
}

// without returns the items that are not among others, sorted, each once.
func without(items, others []string) []string {
	has := make(map[string]bool, len(others))
	for _, o := range others {
		has[o] = true
	}
	var rest []string
	for _, item := range items {
		if !has[item] {
			rest = append(rest, item)
		}
	}
	slices.Sort(rest)
	return slices.Compact(rest)
}

// A textKey is what a text is of: an attribute may have the name of a goal, or "uptime".
type textKey struct {
	kind byte // 'a' an attribute, 'g' a target of a goal, 'w' a word
	name string
}

func differences(before, after map[textKey]string) []TierDifference {
	var changed []TierDifference
	for key, text := range before {
		if after[key] != text {
			changed = append(changed, TierDifference{key.name, text, after[key]})
		}
	}
	for key, text := range after {
		if _, had := before[key]; !had {
			changed = append(changed, TierDifference{key.name, "", text})
		}
	}
	slices.SortFunc(changed, func(a, b TierDifference) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return changed
}

// texts returns what the terms state, by name.
func (t TierTerms) texts() map[textKey]string {
	texts := make(map[textKey]string)
	for _, a := range t.Attributes {
		texts[textKey{'a', a.Name}] = number.Text(a.Value)
	}
	for _, g := range t.Goals {
		for _, target := range g.Targets {
			name := goalName(g)
			if target.Priority != 0 {
				name += " " + target.Priority.String()
			}
			texts[textKey{'g', name}] = fmt.Sprintf("%v in %s", target.Span, target.Calendar) // a draft may be without a span
		}
	}
	for name, text := range map[string]string{
		"coverage": t.Coverage.String(), "reviews": t.Reviews.String(), "assignment": t.Assignment.String(), "calendar": t.Calendar,
	} {
		if text != "" {
			texts[textKey{'w', name}] = text
		}
	}
	if t.Uptime != (msp.Percent{}) {
		texts[textKey{'w', "uptime"}] = t.Uptime.String()
	}
	return texts
}

// UpgradePath returns the tiers from one to another that extends it, directly or not,
// both included: the names of bronze, silver, gold. It is nil if the second does not
// extend the first, and the one tier if both are the same.
func (t Tiers) UpgradePath(from, to string) []string {
	all := t.get()
	first, ok := all.place[from]
	last, ok2 := all.place[to]
	if !ok || !ok2 {
		return nil
	}
	var path []string
	for _, i := range all.chain(last) {
		if i == first || path != nil {
			path = append(path, all.specs[i].Name)
		}
	}
	return path
}
