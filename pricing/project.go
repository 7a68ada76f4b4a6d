package pricing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A Project is work at a fixed price that is paid at its milestones.
//
//	{"name":"migration","currency":"USD","total":"12000","milestones":[
//	  {"name":"kick-off","date":"2026-03-02","percent":"30%"},
//	  {"name":"cut-over","date":"2026-04-13","percent":"60%"},
//	  {"name":"acceptance","amount":"1200"}]}
type Project struct {
	// Name is the item of its lines. Required.
	Name string

	// Currency of all amounts. Required, except in an agreement, which has one.
	Currency msp.Currency

	// Total is the fixed price, above zero, with no more digits than the currency.
	Total decimal.Decimal

	// Milestones are in any order; together they come to the Total exactly.
	Milestones []Milestone
}

// A Milestone is a point of a project at which a part of its price is due.
type Milestone struct {
	// Name is required, and one milestone's alone.
	Name string

	// Date is when the milestone is reached and its part due. Zero: not yet.
	Date msp.Date

	// Percent of the Total, or a fixed Amount with no more digits than the currency.
	// One of the two, above zero.
	Percent msp.Percent
	Amount  decimal.Decimal
}

// FixedProject is a project at a fixed price. The milestones are copied.
func FixedProject(name string, total decimal.Decimal, c msp.Currency, milestones ...Milestone) Project {
	return Project{name, c, total, slices.Clone(milestones)}
}

// Validate returns all findings about the project, sorted:
//
//   - no name or currency, no milestones, a milestone with neither a percent nor an
//     amount: [msp.CodeMissing]
//   - a milestone with both: [msp.CodeConflict]
//   - two milestones of one name: [msp.CodeDuplicate]
//   - a total, percent or amount that is not above zero, an amount with more digits
//     than the currency, milestones that do not come to the total: [msp.CodeRange]
func (p Project) Validate() msp.Issues {
	var list findings.List
	p.check(&list, "")
	if p.Currency.IsZero() {
		list.Errorf("currency", msp.CodeMissing, "amounts need a currency")
	}
	return list.Issues()
}

// check finds everything but a missing currency, which an agreement supplies.
func (p Project) check(list *findings.List, path string) {
	if p.Name == "" {
		list.Errorf(join(path, "name"), msp.CodeMissing, "a project has a name")
	}
	checkText(list, join(path, "name"), p.Name)
	sound := p.checkAmount(list, join(path, "total"), p.Total)
	if len(p.Milestones) == 0 {
		list.Errorf(join(path, "milestones"), msp.CodeMissing, "a project is paid at its milestones")
		return
	}
	seen := make(map[string]int, len(p.Milestones))
	for n, m := range p.Milestones {
		at := join(path, "milestones["+strconv.Itoa(n)+"]")
		checkText(list, at+".name", m.Name)
		first, known := seen[m.Name]
		switch {
		case m.Name == "":
			list.Errorf(at+".name", msp.CodeMissing, "a milestone has a name")
		case known:
			list.Errorf(at+".name", msp.CodeDuplicate, "milestones[%d] is %q too", first, m.Name)
		default:
			seen[m.Name] = n
		}
		sound = p.checkShare(list, at, m) && sound
	}
	if sound {
		p.checkSum(list, join(path, "milestones"))
	}
}

// checkShare checks what is due at a milestone.
func (p Project) checkShare(list *findings.List, path string, m Milestone) bool {
	switch {
	case !m.Percent.IsZero() && !m.Amount.IsZero():
		list.Errorf(path+".amount", msp.CodeConflict, "a milestone has a percent or an amount")
	case !m.Amount.IsZero():
		return p.checkAmount(list, path+".amount", m.Amount)
	case m.Percent.IsZero():
		list.Errorf(path, msp.CodeMissing, "a milestone has a percent or an amount")
	case m.Percent.Sign() < 0:
		list.Errorf(path+".percent", msp.CodeRange, "%v is below zero", m.Percent)
	default:
		return true
	}
	return false
}

// checkAmount reports an amount that is not above zero or not one of the currency.
func (p Project) checkAmount(list *findings.List, path string, d decimal.Decimal) bool {
	if !checkNumber(list, path, d) {
		return false
	}
	if d.Sign() <= 0 {
		list.Errorf(path, msp.CodeRange, "%s is not above zero", number.Text(d))
		return false
	}
	if f, _ := number.Scaled(d); !p.Currency.IsZero() && f.Scale > p.Currency.Digits() {
		list.Errorf(path, msp.CodeRange, "%s has more digits than %v", number.Text(d), p.Currency)
		return false
	}
	return true
}

// checkSum compares the milestones with the total, exactly.
func (p Project) checkSum(list *findings.List, path string) {
	total, sum := number.Ratio(p.Total), msp.NewRatio(0, 1)
	for _, m := range p.Milestones {
		share := number.Ratio(m.Amount)
		var err error
		if m.Amount.IsZero() {
			share, err = m.Percent.Ratio().Mul(total)
		}
		if err == nil {
			sum, err = sum.Add(share)
		}
		if err != nil {
			list.Errorf(path, msp.CodeRange, "%v", err)
			return
		}
	}
	if sum != total {
		// Percents and amounts are finite decimals: 36 places show them whole.
		text := strings.TrimRight(strings.TrimRight(sum.Fixed(2*number.Digits, msp.HalfUp), "0"), ".")
		list.Errorf(path, msp.CodeRange, "the milestones come to %s, the total is %s", text, number.Text(p.Total))
	}
}

// Amounts returns what is due at each milestone, in the order of the milestones:
// amounts as they are written, and what they leave of the total split over the
// percents by the largest remainder, so that all of them sum to the total exactly
// and each is less than one minor unit from its exact share (see
// [msp.Money.Allocate]). Findings of severity error are returned as [msp.Issues],
// a total that does not fit as an [msp.ErrOverflow] error.
func (p Project) Amounts() ([]msp.Money, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	// Nothing is rounded: the digits are checked.
	rest, err := msp.MoneyFromDecimal(p.Total, p.Currency, msp.HalfUp)
	if err != nil {
		return nil, err
	}
	amounts := make([]msp.Money, len(p.Milestones))
	weights := make([]decimal.Decimal, len(p.Milestones))
	shared := false
	for n, m := range p.Milestones {
		if !m.Percent.IsZero() {
			weights[n], shared = m.Percent.Decimal(), true
			continue
		}
		if amounts[n], err = msp.MoneyFromDecimal(m.Amount, p.Currency, msp.HalfUp); err != nil {
			return nil, err
		}
		if rest, err = rest.Sub(amounts[n]); err != nil {
			return nil, err
		}
	}
	if !shared {
		return amounts, nil
	}
	parts, err := rest.Allocate(weights...)
	if err != nil {
		return nil, err
	}
	for n, m := range p.Milestones {
		if !m.Percent.IsZero() {
			amounts[n] = parts[n]
		}
	}
	return amounts, nil
}

// Lines returns a line for each milestone whose date is in a period, by date and
// then in the order of the milestones. A milestone falls into one of two adjacent
// periods, so the lines of all periods sum to the total once every milestone is
// reached. The errors are those of [Project.Amounts].
func (p Project) Lines(within msp.Period) ([]Line, error) {
	amounts, err := p.Amounts()
	if err != nil {
		return nil, err
	}
	var due []int
	for n, m := range p.Milestones {
		if within.Contains(m.Date) {
			due = append(due, n)
		}
	}
	slices.SortStableFunc(due, func(a, b int) int { return p.Milestones[a].Date.Compare(p.Milestones[b].Date) })
	var lines []Line
	for _, n := range due {
		m := p.Milestones[n]
		lines = append(lines, Line{
			Kind: KindOnce, Item: p.Name, Amount: amounts[n],
			Detail: []Detail{{Step: StepMilestone, Ref: m.Name, Percent: m.Percent, Amount: amounts[n]}},
		})
	}
	return lines, nil
}
