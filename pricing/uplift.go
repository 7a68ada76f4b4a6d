package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An Uplift says by how much a unit price rises on each anniversary of an
// agreement, as people write it down. It is a fixed percent or a published index,
// within bounds:
//
//	{"percent":"3%"}
//	{"index":[{"year":2026,"percent":"8.1%"},{"year":2027,"percent":"2.2%"}],"floor":"0%","cap":"5%"}
//
// Percents compound: each applies to the price of the year before. The zero Uplift
// leaves the price as it is. [Uplift.Price] and [Uplift.Prices] say what it becomes.
type Uplift struct {
	// Percent applies on every anniversary. Above −100%.
	Percent msp.Percent

	// Index has a percent for each anniversary instead, in any order.
	Index []IndexStep

	// Floor and Cap bound the percent of each anniversary. The zero UpliftBound is
	// no bound.
	Floor, Cap UpliftBound

	// Unrounded makes each year start from the exact price of the year before. By
	// default it starts from the rounded price, which is what the client has seen.
	Unrounded bool
}

// An IndexStep is the percent that an index gives for the anniversaries in one
// calendar year; every agreement has one anniversary a year.
type IndexStep struct {
	Year    int // 1 to 9999
	Percent msp.Percent
}

// Validate returns all findings about the uplift, sorted:
//
//   - a percent, a floor or a cap of −100% or less, a year that is not 1 to 9999:
//     [msp.CodeRange]
//   - a percent and an index, a floor above the cap, a fixed percent outside its own
//     bounds: [msp.CodeConflict]
//   - two steps of one year: [msp.CodeDuplicate]
func (u Uplift) Validate() msp.Issues {
	var list findings.List
	u.check(&list, "")
	return list.Issues()
}

// check adds the findings about an uplift at a path, which is empty for a record
// by itself.
func (u Uplift) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	upliftPercent(list, path+"percent", u.Percent)
	floor, hasFloor := u.Floor.Percent()
	most, hasCap := u.Cap.Percent()
	upliftPercent(list, path+"floor", floor)
	upliftPercent(list, path+"cap", most)
	if hasFloor && hasCap && floor.Compare(most) > 0 {
		list.Errorf(path+"floor", msp.CodeConflict, "%v is above the cap of %v", floor, most)
	}
	switch {
	case len(u.Index) > 0 && !u.Percent.IsZero():
		list.Errorf(path+"percent", msp.CodeConflict, "a fixed percent and an index")
	case len(u.Index) == 0 && u.clamp(u.Percent) != u.Percent:
		list.Errorf(path+"percent", msp.CodeConflict, "%v is outside its own bounds", u.Percent)
	}
	u.checkIndex(list, path)
}

func (u Uplift) checkIndex(list *findings.List, path string) {
	first := make(map[int]int, len(u.Index)) // year → the step that has it
	for n, step := range u.Index {
		at := path + "index[" + strconv.Itoa(n) + "]."
		upliftPercent(list, at+"percent", step.Percent)
		if step.Year < 1 || step.Year > lastYear {
			list.Errorf(at+"year", msp.CodeRange, "%d is not 1 to %d", step.Year, lastYear)
			continue
		}
		if other, twice := first[step.Year]; twice {
			list.Errorf(at+"year", msp.CodeDuplicate, "%d is the year of index[%d] too", step.Year, other)
			continue
		}
		first[step.Year] = n
	}
}

// upliftPercent finds a percent that leaves no price.
func upliftPercent(list *findings.List, path string, p msp.Percent) {
	if p.Ratio().Compare(msp.NewRatio(-1, 1)) <= 0 {
		list.Errorf(path, msp.CodeRange, "%v leaves no price", p)
	}
}

// lastYear is the last year that has dates.
const lastYear = 9999

// clamp returns the percent within the bounds.
func (u Uplift) clamp(p msp.Percent) msp.Percent {
	if floor, ok := u.Floor.Percent(); ok && p.Compare(floor) < 0 {
		p = floor
	}
	if most, ok := u.Cap.Percent(); ok && p.Compare(most) > 0 {
		p = most
	}
	return p
}
