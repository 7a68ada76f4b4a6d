package pricing

import "github.com/mspkit/msp"

// A Timesheet is what is charged for time worked, group by group, and what a cap
// leaves out: Full = Total + Unbilled. It is an answer: what is changed in it changes
// no other.
type Timesheet struct {
	// Labour is the name of what billed it.
	Labour string

	// Charges are in the order of their first entries.
	Charges []TimeCharge

	// Full is the sum of the groups at their rates, Total the sum that is charged, and
	// Unbilled the rest, which is beyond the cap and lost to the provider.
	Full, Total, Unbilled msp.Money

	// Cost is what the work cost the provider, charged or not; the zero Money if no
	// cost is stated.
	Cost msp.Money

	// Cap is the most that is charged in all, and CapLeft what is left of it for the
	// next timesheet. Both are the zero Money if there is no cap.
	Cap, CapLeft msp.Money
}

// A TimeCharge is a group of work and what is charged for it: Amount = Full + Capped.
type TimeCharge struct {
	TimeGroup

	Full   msp.Money // rate × minutes billed ÷ 60
	Capped msp.Money // what the cap takes off, not above zero
	Amount msp.Money // what is charged
}

// Bill returns what is charged for time entries, of which billed was charged before
// under the same cap; without a cap billed does not count. Groups are charged in their
// order until the cap is reached, so that later ones are charged in part or with
// nothing. The sums do not depend on the order of the entries.
//
// Errors are those of [Labour.Groups]. A billed below zero is an [msp.ErrRange] error,
// one in another currency an [msp.ErrCurrency] error, and a sum of groups beyond
// Money, cap or not, an [msp.ErrOverflow] error. Cost: linear in the number of
// entries.
func (l Labour) Bill(entries []Entry, billed msp.Money) (Timesheet, error) {
	groups, err := l.Groups(entries)
	if err != nil {
		return Timesheet{}, err
	}
	left, err := l.capLeft(billed)
	if err != nil {
		return Timesheet{}, err
	}
	none, err := msp.NewMoney(0, l.currency)
	if err != nil {
		return Timesheet{}, err
	}
	sheet := Timesheet{Labour: l.spec.Name, Charges: make([]TimeCharge, 0, len(groups)), Full: none, Total: none, Cap: l.limit, CapLeft: left}
	for _, group := range groups {
		charge, err := l.charge(group, sheet.CapLeft)
		if err != nil {
			return Timesheet{}, err
		}
		if sheet, err = sheet.with(charge); err != nil {
			return Timesheet{}, err
		}
	}
	if sheet.Unbilled, err = sheet.Full.Sub(sheet.Total); err != nil {
		return Timesheet{}, err
	}
	return sheet, nil
}

// capLeft returns what is left of the cap after what was billed before.
func (l Labour) capLeft(billed msp.Money) (msp.Money, error) {
	if billed.Sign() < 0 {
		return msp.Money{}, msp.NewInputError(msp.ErrRange, "pricing: billed before", billed.String(), "below zero")
	}
	// Without a cap this still tells two currencies apart.
	none, err := msp.NewMoney(0, l.currency)
	if err != nil {
		return msp.Money{}, err
	}
	if _, err := none.Sub(billed); err != nil {
		return msp.Money{}, err
	}
	if l.limit.IsZero() {
		return msp.Money{}, nil
	}
	left, err := l.limit.Sub(billed)
	if err != nil || left.Sign() < 0 {
		return none, err
	}
	return left, nil
}

// charge bills a group, at most what is left of the cap if there is one.
func (l Labour) charge(group TimeGroup, left msp.Money) (TimeCharge, error) {
	full, err := l.Amount(group)
	if err != nil {
		return TimeCharge{}, err
	}
	charge := TimeCharge{TimeGroup: group, Full: full, Amount: full}
	if !l.limit.IsZero() && full.Minor() > left.Minor() {
		charge.Amount = left
	}
	charge.Capped, err = charge.Amount.Sub(full)
	return charge, err
}

// with returns the timesheet with one charge more in its list and sums.
func (t Timesheet) with(c TimeCharge) (Timesheet, error) {
	t.Charges = append(t.Charges, c)
	var err error
	if t.Full, err = t.Full.Add(c.Full); err != nil {
		return t, err
	}
	if t.Total, err = t.Total.Add(c.Amount); err != nil {
		return t, err
	}
	if t.Cost, err = t.Cost.Add(c.Cost); err != nil {
		return t, err
	}
	if !t.Cap.IsZero() {
		t.CapLeft, err = t.CapLeft.Sub(c.Amount)
	}
	return t, err
}

// Lines returns a line for each group, with the hours billed as its quantity and
// the days of the work as its period. Its details are the hours at the hourly rate
// ([StepTime]; 10 minutes are exactly 1/6 hour) and, where the cap takes something
// off, that ([StepMaximum]).
func (t Timesheet) Lines() []Line {
	lines := make([]Line, 0, len(t.Charges))
	for _, c := range t.Charges {
		hours := QuantityOf(msp.NewRatio(c.Billed, minutesOfHour), "hour")
		detail := []Detail{{Step: StepTime, Ref: c.Ref, Quantity: hours, Rate: c.Rate, Amount: c.Full}}
		if !c.Capped.IsZero() {
			step := Detail{Step: StepMaximum, Rate: t.Cap.Decimal(), Amount: c.Capped}
			// The charge is what was left, so this was charged before.
			if before, err := t.Cap.Sub(c.Amount); err == nil && !before.IsZero() {
				step.Ref = before.String()
			}
			detail = append(detail, step)
		}
		lines = append(lines, Line{
			Kind: KindLabour, Item: t.Labour, Period: c.Days, Ref: c.Ref, Quantity: hours, Amount: c.Amount, Cost: c.Cost, Detail: detail,
		})
	}
	return lines
}
