package metrics

import (
	"strconv"

	"github.com/mspkit/msp"
)

// A StaffingBand is how much one person of a team carries, or, of a flat team, how many
// people it has. The bounds are inclusive.
type StaffingBand struct {
	// Team is a stable name: "L1".
	Team string

	// Title is for people: "Service desk (L1)".
	Title string

	// Counts says what the units are: "endpoints".
	Counts string

	// Low and High are the least and the most units a person, or people of a flat team.
	Low, High msp.Ratio

	// Flat says that the team has its size whatever the number of units.
	Flat bool
}

// CompassStaffing returns the bands of ITIL v5 Compass, Managed Service Providers, Team
// Structure, in its order:
//
//	L1                  250–400 endpoints a technician
//	L2                  150–300 endpoints a technician
//	L3                  500–1000 endpoints a technician
//	client_management   15–30 clients a manager
//	platform            2–5 people, whatever the scale
func CompassStaffing() []StaffingBand {
	return []StaffingBand{
		{"L1", "Service desk (L1)", "endpoints", whole(250), whole(400), false},
		{"L2", "Operations (L2)", "endpoints", whole(150), whole(300), false},
		{"L3", "Engineering (L3)", "endpoints", whole(500), whole(1000), false},
		{"client_management", "Client management", "clients", whole(15), whole(30), false},
		{"platform", "Platform and automation", "people", whole(2), whole(5), true},
	}
}

// check refuses a band that nothing is in, or that has no lower end.
func (b StaffingBand) check() error {
	if b.Low.Sign() <= 0 || b.High.Compare(b.Low) < 0 {
		return msp.NewInputError(msp.ErrRange, "metrics: band of "+b.Team, b.text(), "want more than 0, and no more at the low end than at the high one")
	}
	return nil
}

// text returns "250 to 400".
func (b StaffingBand) text() string { return plain(b.Low) + " to " + plain(b.High) }

// plain returns a ratio without a denominator of 1.
func plain(r msp.Ratio) string {
	if num, den, ok := r.Terms(); ok && den == 1 {
		return strconv.FormatInt(num, 10)
	}
	return r.String()
}

// Judge returns the load of a team, units ÷ staff, and where it stands in the band. Staff
// may be parts of people, full-time equivalents. Without staff the load is undefined, and
// nothing is judged. The units are the sample.
//
// Of a flat team the number of staff is what is judged, none included; the units do not
// matter, and the sample is that number, rounded down.
//
// Units or staff below zero, and a band whose bounds are not 0 < Low ≤ High, are
// [msp.ErrRange] errors. Staff that is undefined leaves the load undefined.
func (b StaffingBand) Judge(units int64, staff msp.Ratio) (KPI, StaffingStatus, error) {
	if err := b.check(); err != nil {
		return KPI{}, 0, err
	}
	if units < 0 {
		return KPI{}, 0, msp.NewInputError(msp.ErrRange, "metrics: "+b.Counts+" of "+b.Team, strconv.FormatInt(units, 10), "below zero")
	}
	if staff.Sign() < 0 {
		return KPI{}, 0, msp.NewInputError(msp.ErrRange, "metrics: staff of "+b.Team, staff.String(), "below zero")
	}
	d := Definition{
		Name:  "staffing_ratio",
		Title: "Load of " + b.Title,
		Text:  b.Counts + " ÷ staff; within the band from " + b.text() + ", both included",
	}
	num, den, n := whole(units), staff, units
	below, above := UnderLoaded, OverLoaded
	if b.Flat {
		d = Definition{
			Name:  "staffing_size",
			Title: "Size of " + b.Title,
			Text:  "staff, whatever the scale; within the band from " + b.text() + ", both included",
		}
		num, den, n = staff, whole(1), 0
		if staff.Defined() {
			var err error
			if n, err = staff.Int(msp.Down); err != nil {
				return KPI{}, 0, err
			}
		}
		below, above = UnderStaffed, OverStaffed
	}
	k, err := d.OfRatio(num, den, UnitNumber, n)
	if err != nil {
		return KPI{}, 0, err
	}
	switch load := k.Value.Exact(); {
	case !load.Defined():
		return k, 0, nil
	case load.Compare(b.Low) < 0:
		return k, below, nil
	case load.Compare(b.High) > 0:
		return k, above, nil
	}
	return k, WithinBand, nil
}

// A StaffRange is how many people keep a team within its band.
type StaffRange struct {
	Least, Most int64
}

// Possible reports whether there is such a number. Between bands that are narrow there
// may be none: 10 endpoints are too few for one person.
func (r StaffRange) Possible() bool { return r.Least <= r.Most }

// Contains reports whether so many people are in the range.
func (r StaffRange) Contains(staff int64) bool { return r.Least <= staff && staff <= r.Most }

// Staff returns how many whole people so many units need: from units ÷ High, rounded up,
// to units ÷ Low, rounded down. One less is over-loaded, one more is under-loaded. Where
// no number is right, Least is what carries the units, and is more than Most. No units
// need nobody. A flat team has its own size, in whole people.
//
// Units below zero and a band whose bounds are not 0 < Low ≤ High are [msp.ErrRange]
// errors; what does not fit is [msp.ErrOverflow].
func (b StaffingBand) Staff(units int64) (StaffRange, error) {
	if err := b.check(); err != nil {
		return StaffRange{}, err
	}
	if units < 0 {
		return StaffRange{}, msp.NewInputError(msp.ErrRange, "metrics: "+b.Counts+" of "+b.Team, strconv.FormatInt(units, 10), "below zero")
	}
	least, most := b.Low, b.High
	if !b.Flat {
		var err error
		if least, err = whole(units).Quo(b.High); err != nil {
			return StaffRange{}, err
		}
		if most, err = whole(units).Quo(b.Low); err != nil {
			return StaffRange{}, err
		}
	}
	up, err := least.Int(msp.Up)
	if err != nil {
		return StaffRange{}, err
	}
	down, err := most.Int(msp.Down)
	if err != nil {
		return StaffRange{}, err
	}
	return StaffRange{up, down}, nil
}
