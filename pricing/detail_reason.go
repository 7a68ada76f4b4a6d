package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// reason puts a detail into words. The code is the step's text; all values are
// there for every step, so that a translation can use them.
func (d Detail) reason() msp.Reason {
	template := d.template()
	if d.Of > 0 {
		template = "{days}/{of} days of " + template
	}
	return msp.NewReason(d.Step.String(), template,
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

func (d Detail) template() string {
	tier := ""
	if d.Tier > 0 {
		tier = ", tier {tier}"
	}
	switch d.Step {
	case StepIncluded:
		return "{quantity} included"
	case StepFlat:
		return "flat fee {rate}" + tier
	case StepRate:
		return "{quantity} at {rate}" + tier
	case StepPackages:
		return "{quantity} at {rate}"
	case StepMaximum:
		if !d.Percent.IsZero() {
			return "down to the cap of {percent}, {rate}"
		}
		return "down to the maximum of {rate}"
	case StepMinimum:
		return "up to the minimum of {rate}"
	case StepFactor:
		return "{ref} × {rate}"
	case StepTime:
		return "{ref}: {quantity} at {rate}"
	case StepDraw:
		if !d.Rate.IsZero() {
			return "{quantity} from {ref}, {rate} for one"
		}
		return "{quantity} from {ref}"
	case StepOverage:
		return "{quantity} beyond the block at {rate}"
	case StepPart:
		return "{ref}: {quantity} at {rate}"
	case StepMilestone:
		if !d.Percent.IsZero() {
			return "{ref}: {percent}"
		}
		return "{ref}"
	case StepLevel:
		return "{ref}"
	case StepDiscount:
		if !d.Percent.IsZero() {
			return "{percent} off {ref}"
		}
		return "off {ref}"
	case StepCredit:
		return "{percent} of {rate} for {ref}"
	case StepReverse:
		return "{ref}, billed before"
	}
	return "{ref}"
}
