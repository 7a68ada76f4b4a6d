package catalog

import "github.com/mspkit/msp/metrics"

// Headcount returns how many whole people a team is planned with to serve so many units:
// at least units ÷ High and at most units ÷ Low of its band, both rounded up. With the most
// nobody carries more than the low end of the band; with one less than the least somebody
// carries more than the high end. No units need nobody, and a flat team has its own size.
//
// It is for planning. [metrics.StaffingBand.Staff] judges what is there: it rounds the most
// down, because one more person would leave the team below its band, and may find that
// there is no right number.
//
// Units below zero and a band whose bounds are not 0 < Low ≤ High are [msp.ErrRange]
// errors; what does not fit is [msp.ErrOverflow].
func Headcount(band metrics.StaffingBand, units int64) (least, most int64, err error) {
	// Staff rounds its least up: that of a band of one bound is the ceiling wanted.
	of, err := band.Staff(units)
	if err != nil {
		return 0, 0, err
	}
	if band.Flat {
		band.Low = band.High
	} else {
		band.High = band.Low
	}
	upper, err := band.Staff(units)
	if err != nil {
		return 0, 0, err
	}
	return of.Least, upper.Least, nil
}
