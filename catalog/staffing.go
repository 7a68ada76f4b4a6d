package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/metrics"
)

// A TeamStaffing is how many people the clients of a date need in a team: an answer.
type TeamStaffing struct {
	Team string

	// Counts is the unit that the team carries, Units how many the contracts in force have
	// of it on the date. Counted says that a contract counts it at all: nothing counted is
	// missing, and not zero.
	Counts  string
	Units   msp.Ratio
	Counted bool

	// Heads is how many people the team has, in full-time equivalents.
	Heads msp.Ratio

	// Least and Most are how many whole people it is planned with, see [Headcount].
	Least, Most int64

	// Load is the units of one of the team, or the size of a flat one, and Status where
	// that stands in its band, see [metrics.StaffingBand.Judge]. A part of a unit counts
	// as one there. Without people nothing is judged.
	Load   metrics.KPI
	Status metrics.StaffingStatus
}

// Staffing returns what the clients of the date need of each team of the provider that has
// a band, in the order of the model. The units are those of the counts of contracts in
// force that are called as the band calls them, word for word; [ClientUnit] counts the
// clients with a contract in force.
//
// A team is left out if its units are more than 2⁶³ − 1. Cost: linear in the counts, and in
// teams.
func (v View) Staffing() []TeamStaffing {
	all := v.get()
	counts := all.units()
	var teams []TeamStaffing
	for i := range all.catalog.model.Teams {
		team := &all.catalog.model.Teams[i]
		if team.Band == nil || team.Side > SideProvider {
			continue
		}
		if t, ok := team.staffing(counts); ok {
			teams = append(teams, t)
		}
	}
	return teams
}

// units returns how many units of each kind the clients have on the date.
func (v *view) units() map[string]msp.Ratio {
	counts := make(map[string]msp.Ratio)
	add := func(unit string, n msp.Ratio) {
		sum := n
		if before, ok := counts[unit]; ok {
			sum, _ = before.Add(n) // of 100,000 numbers of 36 digits at most
		}
		counts[unit] = sum
	}
	for _, c := range v.order {
		if c.contract == nil {
			continue
		}
		for _, count := range c.contract.Counts {
			if count.Unit != ClientUnit {
				add(count.Unit, number.Ratio(count.Quantity.At(v.on)))
			}
		}
		add(ClientUnit, msp.NewRatio(1, 1))
	}
	return counts
}

func (s TeamSpec) staffing(counts map[string]msp.Ratio) (t TeamStaffing, ok bool) {
	band := s.band()
	t = TeamStaffing{Team: s.Name, Counts: band.Counts, Units: msp.NewRatio(0, 1), Heads: s.heads()}
	if units, ok := counts[band.Counts]; ok {
		t.Units, t.Counted = units, true
	}
	units, err := t.Units.Int(msp.Up)
	if err != nil {
		return t, false
	}
	if t.Least, t.Most, err = Headcount(band, units); err != nil {
		return t, false
	}
	t.Load, t.Status, err = band.Judge(units, t.Heads)
	return t, err == nil
}
