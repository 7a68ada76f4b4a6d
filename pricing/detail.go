package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Step is the rule by which a [Detail] came about. The zero Step is none.
type Step uint8

// Steps. What a detail of each holds beside its amount is said behind it.
const (
	StepIncluded  Step = iota + 1 // units that cost nothing: Quantity
	StepFlat                      // a flat fee: Rate, Tier if it is that of a tier
	StepRate                      // units at a rate: Quantity, Rate, Tier
	StepPackages                  // whole packages: Quantity (of packages), Ref is what one holds, Rate
	StepMaximum                   // down to a maximum: Rate is the maximum, Percent if it is a share
	StepMinimum                   // up to a minimum: Rate is the minimum
	StepUplift                    // a rate that was raised: Rate, Ref was it before, Quantity (of anniversaries), Percent if each is the same, Tier
	StepTime                      // time worked: Quantity (hours billed), Rate, Ref
	StepDraw                      // covered by a block: Quantity, Ref is the lot (none: on an earlier statement), Rate what one takes if not 1
	StepOverage                   // beyond a block: Quantity, Rate, Ref is how many it counts for, if not 1
	StepPart                      // parts and licences: Quantity, Rate, Ref
	StepMilestone                 // a milestone: Percent or none, Ref
	StepLevel                     // a KPI level reached: Ref is the KPI
	StepDiscount                  // a discount on the line: Percent or none, Ref is its name
	StepShare                     // a line's share of a discount: Percent or none, Ref is the Name of the line
	StepCredit                    // a service credit: Percent of the fee Rate, Ref is the reason
	StepReverse                   // an amount billed before, taken back
)

const stepNames = "included|flat|rate|packages|maximum|minimum|uplift|time|draw|overage|part|milestone|level|discount|share|credit|reverse"

// ParseStep reads the text of a step, "flat"; the empty text is the zero Step.
func ParseStep(text string) (Step, error) {
	v, ok := enum.Parse(stepNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: step", text, "no such step")
	}
	return Step(v), nil
}

// String returns the text of s.
func (s Step) String() string { return enum.String("Step", stepNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Step) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(stepNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: step", s.String(), "no such step")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Step) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseStep].
func (s *Step) UnmarshalText(text []byte) error {
	parsed, err := ParseStep(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// A Detail is one step of how an amount came about, as data. The details of a line
// sum to its amount exactly: they are the pieces of one charge, rounded so that
// they do (see [msp.Cumulative]).
type Detail struct {
	Step     Step
	Ref      string          // what it is about: an entry, a lot, a line …
	Period   msp.Period      // the days it is for; zero: not prorated
	Of       int             // days of the whole service period; 0: not prorated
	Tier     int             // counted from 1; 0: none
	Quantity Quantity        // how many
	Rate     decimal.Decimal // in the currency's units, for one
	Percent  msp.Percent     // of what
	Amount   msp.Money
}

// Why returns the detail in words: "15/31 days of 25 user at 150".
func (d Detail) Why() msp.Reason { return d.reason() }
