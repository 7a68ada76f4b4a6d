package conformance

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// hoursText is an exact number of hours as the vectors write it.
func hoursText(r msp.Ratio) string {
	text := r.Fixed(18, msp.HalfUp)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// hoursOf is a number of the vectors as an exact one.
func hoursOf(d decimal.Decimal) (msp.Ratio, error) {
	return msp.RatioFromRat(d.Rat())
}

// blockPeriodicCase runs a block through months, with one use in each.
func blockPeriodicCase(c pricingCase) error {
	var in struct {
		Allotment decimal.Decimal   `json:"allotment_hours"`
		Usage     []decimal.Decimal `json:"usage_hours"`
		Rollover  bool              `json:"rollover"`
		Cap       *decimal.Decimal  `json:"rollover_cap_hours"`
		Life      *int              `json:"lot_life_periods"`
		Rate      decimal.Decimal   `json:"overage_rate"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	spec := pricing.BlockSpec{Name: "block", Allotment: in.Allotment, Overage: in.Rate, Rollover: in.Rollover}
	if in.Cap != nil && in.Cap.IsZero() { // which is no rollover
		spec.Rollover = false
	}
	if in.Cap != nil && spec.Rollover {
		spec.RolloverCap = *in.Cap
	}
	if in.Life != nil && spec.Rollover {
		spec.Life = *in.Life
	}
	anchor := msp.MustParseDate("2026-01-31")
	block, err := spec.Compile(anchor, c.Currency, c.Rounding)
	if err != nil {
		return err
	}
	type period struct {
		Expired       string `json:"expired_at_start"`
		Opening       string `json:"opening"`
		Covered       string `json:"covered"`
		Overage       string `json:"overage"`
		Forfeited     string `json:"forfeited_at_end"`
		Closing       string `json:"closing"`
		OverageAmount string `json:"overage_amount"`
	}
	periods := []period{}
	balance, day := pricing.BlockBalance{}, anchor
	for n, hours := range in.Usage {
		month, _ := pricing.Month.PeriodOf(anchor, day)
		amount, err := hoursOf(hours)
		if err != nil {
			return err
		}
		got, err := block.Run(balance, month, []pricing.Use{{Ref: "use", Date: day, Amount: amount}})
		if err != nil {
			return fmt.Errorf("period %d: %w", n+1, err)
		}
		opening, err := got.Opening.Sub(got.Expired) // all of which is at the start here
		if err != nil {
			return err
		}
		periods = append(periods, period{
			hoursText(got.Expired), hoursText(opening), hoursText(got.Burned), hoursText(got.Overage),
			hoursText(got.Forfeited), hoursText(got.Closing), amountText(got.OverageTotal),
		})
		balance, day = got.Balance, month.To()
	}
	return same("periods", map[string][]period{"periods": periods}, c.Want)
}

type blockLotsInput struct {
	Lots []struct {
		ID    string          `json:"id"`
		Start msp.Date        `json:"start"`
		End   msp.Date        `json:"end"`
		Hours decimal.Decimal `json:"hours"`
	} `json:"lots"`
	Uses []struct {
		Date  msp.Date        `json:"date"`
		Hours decimal.Decimal `json:"hours"`
		Burn  decimal.Decimal `json:"burn"`
	} `json:"uses"`
	Rate        decimal.Decimal `json:"overage_rate"`
	BurnOverage bool            `json:"burn_applies_to_overage"`
	AsOf        msp.Date        `json:"as_of"`
}

// blockLotsCase runs lots that were bought through all their dates at once.
func blockLotsCase(c pricingCase) error {
	var in blockLotsInput
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	spec := pricing.BlockSpec{Name: "block", Overage: in.Rate, BurnOverage: in.BurnOverage, Burn: map[string]decimal.Decimal{}}
	first, last := in.AsOf, in.AsOf
	for _, l := range in.Lots {
		spec.Lots = append(spec.Lots, pricing.Lot{ID: l.ID, From: l.Start, To: l.End, Size: l.Hours})
		first = earlier(first, l.Start)
	}
	uses := []pricing.Use{}
	for n, u := range in.Uses {
		burn := "×" + u.Burn.String()
		spec.Burn[burn] = u.Burn
		amount, err := hoursOf(u.Hours)
		if err != nil {
			return err
		}
		uses = append(uses, pricing.Use{Ref: fmt.Sprintf("%06d", n), Date: u.Date, Amount: amount, Type: burn})
		first = earlier(first, u.Date)
		if u.Date.After(last) {
			last = u.Date
		}
	}
	block, err := spec.Compile(msp.Date{}, c.Currency, c.Rounding)
	if err != nil {
		return err
	}
	to, err := last.AddDays(1)
	if err != nil {
		return err
	}
	period, err := msp.NewPeriod(first, to)
	if err != nil {
		return err
	}
	got, err := block.Run(pricing.BlockBalance{}, period, uses)
	if err != nil {
		return err
	}
	return same("uses", blockLotsAnswer(in, got), c.Want)
}

func earlier(a, b msp.Date) msp.Date {
	if b.Before(a) {
		return b
	}
	return a
}

type blockLotsWant struct {
	Uses         []blockLotsUse    `json:"uses"`
	OverageTotal string            `json:"overage_total"`
	Remaining    map[string]string `json:"remaining"`
	Expired      map[string]string `json:"expired"`
}

type blockLotsUse struct {
	Draws         []blockLotsDraw `json:"draws"`
	OverageHours  string          `json:"overage_hours"`
	OverageAmount string          `json:"overage_amount"`
}

type blockLotsDraw struct {
	Lot   string `json:"lot"`
	Hours string `json:"hours"`
}

// blockLotsAnswer puts the usage as the vectors have it: uses in their order, and
// for each lot what is left, or was when it ended.
func blockLotsAnswer(in blockLotsInput, got pricing.BlockUsage) blockLotsWant {
	want := blockLotsWant{
		Uses: make([]blockLotsUse, len(in.Uses)), OverageTotal: amountText(got.OverageTotal),
		Remaining: map[string]string{}, Expired: map[string]string{},
	}
	for _, u := range got.Uses {
		use := blockLotsUse{[]blockLotsDraw{}, hoursText(u.Overage), amountText(u.OverageAmount)}
		for _, d := range u.Draws {
			use.Draws = append(use.Draws, blockLotsDraw{d.Lot, hoursText(d.Amount)})
		}
		n := 0
		_, _ = fmt.Sscanf(u.Ref, "%d", &n) // which was made of it
		want.Uses[n] = use
	}
	left := map[string]string{}
	for _, l := range got.Balance.Lots {
		left[l.ID] = hoursText(l.Left)
	}
	for _, l := range got.Lapsed {
		left[l.Lot] = hoursText(l.Amount)
	}
	for _, l := range in.Lots {
		text, ok := left[l.ID]
		switch {
		case !ok && l.Start.After(in.AsOf): // not there yet
			text = l.Hours.String()
		case !ok: // used up when it ended
			text = "0"
		}
		if l.End.Before(in.AsOf) {
			want.Expired[l.ID] = text
		} else {
			want.Remaining[l.ID] = text
		}
	}
	return want
}
