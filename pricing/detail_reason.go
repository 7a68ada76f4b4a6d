package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// reason puts a detail into words. The code is the step's text; all values are
// there for every step, so that a translation can use them.
func (d Detail) reason() msp.Reason {
	return msp.NewReason(d.Step.String(), d.template(),
		msp.ReasonValue{Name: "days", Value: strconv.Itoa(d.Period.Days())},
		msp.ReasonValue{Name: "of", Value: strconv.Itoa(d.Of)},
		msp.ReasonValue{Name: "tier", Value: strconv.Itoa(d.Tier)},
		msp.ReasonValue{Name: "quantity", Value: d.Quantity.String()},
		msp.ReasonValue{Name: "rate", Value: number.Text(d.Rate)},
		msp.ReasonValue{Name: "percent", Value: d.Percent.String()},
		msp.ReasonValue{Name: "ref", Value: d.Ref},
		msp.ReasonValue{Name: "amount", Value: d.Amount.String()},
	)
}

// template says what a detail comes to so that a stranger can compute it again: the
// part by days goes before what it is a part of.
func (d Detail) template() string {
	days := ""
	if d.Of > 0 {
		days = "{days}/{of} days of "
	}
	if d.Step != StepMaximum && d.Step != StepMinimum {
		return days + d.what()
	}
	before := ""
	if d.Ref != "" {
		before = ", with {ref} charged before"
	}
	switch {
	case d.Step == StepMinimum:
		return "up to " + days + "the minimum of {rate}" + before
	case !d.Percent.IsZero():
		return "down to " + days + "the cap of {percent}, {rate}"
	default:
		return "down to " + days + "the maximum of {rate}" + before
	}
}

// what is the template of a step that days can be a part of.
func (d Detail) what() string {
	tier := ""
	if d.Tier > 0 {
		tier = ", tier {tier}"
	}
	switch d.Step {
	case StepIncluded:
		return "{quantity} included"
	case StepFlat:
		if !d.Quantity.IsZero() {
			return "flat fee {rate} for {quantity}" + tier
		}
		return "flat fee {rate}" + tier
	case StepRate:
		return "{quantity} at {rate}" + tier
	case StepPackages:
		return "{quantity} of {ref} at {rate}"
	case StepUplift:
		if !d.Percent.IsZero() {
			return "{rate} is {ref} raised by {percent} on {quantity}" + tier
		}
		return "{rate} is {ref} raised on {quantity}" + tier
	case StepTime:
		return "{ref}: {quantity} at {rate}"
	case StepDraw:
		if d.Ref == "" {
			return "{quantity} drawn on an earlier statement"
		}
		if !d.Rate.IsZero() {
			return "{quantity} from lot {ref}, {rate} for one"
		}
		return "{quantity} from lot {ref}"
	case StepOverage:
		if d.Ref != "" {
			return "{quantity} beyond the block, {ref} for one, at {rate}"
		}
		return "{quantity} beyond the block at {rate}"
	case StepPart:
		return "{ref}: {quantity} at {rate}"
	case StepMilestone:
		if !d.Percent.IsZero() {
			return "{ref}: {percent} of the price"
		}
		return "{ref}"
	case StepLevel:
		if !d.Rate.IsZero() {
			return "{ref}: level {rate} reached"
		}
		return "{ref}: no level reached"
	case StepDiscount:
		if !d.Percent.IsZero() {
			return "{ref}, {percent} off"
		}
		return "{ref}"
	case StepShare:
		if !d.Percent.IsZero() {
			return "{percent} off {ref}"
		}
		return "off {ref}"
	case StepCredit:
		if d.Rate.IsZero() { // it is beyond the numbers of the library
			return "{percent} for {ref}"
		}
		return "{percent} of {rate} for {ref}"
	case StepReverse:
		return "{ref}, billed before"
	case StepMaximum, StepMinimum: // see template
	}
	return "{ref}"
}
