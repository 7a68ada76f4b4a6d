package catalog

import (
	"cmp"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A Tier is all that a commercial tier has on a date, what it extends included. The zero
// Tier promises nothing. Tiers are immutable, safe for concurrent use and cheap to copy.
type Tier struct {
	t     *tiers
	place int
	on    msp.Date
	terms *TierTerms
}

// Tier returns a tier by its name or an alias, as it is on a date; the zero date is
// before all changes. ok is false if there is none of that name, and for one that extends
// itself. Cost: linear in what the tier and those it extends have.
func (t Tiers) Tier(name string, on msp.Date) (tier Tier, ok bool) {
	all := t.get()
	i, ok := all.place[name]
	if !ok || all.onLoop[i] {
		return Tier{}, false
	}
	return all.tier(i, on), true
}

func (t *tiers) tier(i int, on msp.Date) Tier {
	terms := t.effective(i, on)
	return Tier{t, i, on, &terms}
}

// Names returns the names of the tiers, sorted.
func (t Tiers) Names() []string {
	var names []string
	for i := range t.get().specs {
		names = append(names, t.t.specs[i].Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Dates returns the dates on which a tier changes, or one that it extends does, in order.
func (t Tiers) Dates(name string) []msp.Date {
	all := t.get()
	if i, ok := all.place[name]; ok {
		return slices.Clone(all.dates[i])
	}
	return nil
}

func (t Tier) get() *TierTerms {
	if t.terms == nil {
		return new(TierTerms)
	}
	return t.terms
}

// spec returns what the tier was written as.
func (t Tier) spec() *TierSpec {
	if t.t == nil {
		return new(TierSpec)
	}
	return &t.t.specs[t.place]
}

// Name returns the name of the tier, also if it was found by an alias.
func (t Tier) Name() string { return t.spec().Name }

// Title returns what people call the tier.
func (t Tier) Title() string {
	if s := t.spec(); s.Title != "" {
		return s.Title
	}
	return t.Name()
}

// Extends returns the name of the tier that it extends, "" for none.
func (t Tier) Extends() string {
	if t.t == nil || t.t.parent[t.place] < 0 {
		return ""
	}
	return t.t.specs[t.t.parent[t.place]].Name
}

// On returns the date of the tier.
func (t Tier) On() msp.Date { return t.on }

// Includes returns all inclusions: those of the tier that extends nothing first, each
// tier's in their order.
func (t Tier) Includes() []string { return slices.Clone(t.get().Adds) }

// IsIncluded reports whether an inclusion is in the tier.
func (t Tier) IsIncluded(item string) bool { return slices.Contains(t.get().Adds, item) }

// Excludes returns what is said not to be in the tier.
func (t Tier) Excludes() []string { return slices.Clone(t.get().Excludes) }

// Terms returns all terms of the tier as one record, without the prices of the tiers
// that it extends.
func (t Tier) Terms() TierTerms { return t.get().clone() }

// Coverage returns the word for the hours.
func (t Tier) Coverage() Coverage { return t.get().Coverage }

// Uptime returns the availability that is promised; ok is false if none is.
func (t Tier) Uptime() (uptime msp.Percent, ok bool) {
	return t.get().Uptime, t.get().Uptime.Sign() != 0
}

// Reviews returns how often clients of the tier are met.
func (t Tier) Reviews() Cadence { return t.get().Reviews }

// Assignment returns who works for clients of the tier.
func (t Tier) Assignment() Assignment { return t.get().Assignment }

// Attribute returns an attribute by its name.
func (t Tier) Attribute(name string) (a Attribute, ok bool) {
	if i := indexOf(t.get().Attributes, name); i >= 0 {
		return t.get().Attributes[i], true
	}
	return Attribute{}, false
}

// Attributes returns the attributes, sorted by name.
func (t Tier) Attributes() []Attribute {
	attributes := slices.Clone(t.get().Attributes)
	slices.SortFunc(attributes, func(a, b Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return attributes
}

// Goals returns the grid of promises.
func (t Tier) Goals() []sla.GoalSpec { return cloneGoals(t.get().Goals) }

// Escalation returns the routes of the tier, its own first.
func (t Tier) Escalation() escalation.RouteSpecs { return cloneRoutes(t.get().Escalation) }
