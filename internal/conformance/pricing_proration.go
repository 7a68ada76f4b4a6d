package conformance

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// pricingDays is a period as the vectors write it, [from, to).
type pricingDays [2]msp.Date

func (p pricingDays) period() (msp.Period, error) { return msp.NewPeriod(p[0], p[1]) }

// pricingAmount reads an amount of the case's currency. A nil error with ok false is
// an amount that no Money holds.
func (c pricingCase) pricingAmount(text string) (m msp.Money, ok bool, err error) {
	m, err = msp.ParseMoney(text + " " + c.Currency.String())
	if err == nil {
		return m, true, nil
	}
	amount, notNumber := decimal.NewFromString(text)
	return msp.Money{}, false, errors.Join(notNumber, refused(amount, c.Currency, err))
}

func prorateCase(c pricingCase) error {
	var in struct {
		Amount          string
		Period, Service pricingDays
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	period, err1 := in.Period.period()
	service, err2 := in.Service.period()
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	amount, ok, err := c.pricingAmount(in.Amount)
	if !ok {
		return err
	}
	part, err := pricing.Prorate(amount, service, period, c.Rounding)
	if err != nil {
		return err
	}
	return same("prorate", map[string]any{
		"days":   service.Intersect(period).Days(),
		"of":     period.Days(),
		"amount": amountText(part),
	}, c.Want)
}

func prorateSplitCase(c pricingCase) error {
	var in struct {
		Amount string
		Period pricingDays
		Cuts   []msp.Date
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	period, err := in.Period.period()
	if err != nil {
		return err
	}
	amount, ok, err := c.pricingAmount(in.Amount)
	if !ok {
		return err
	}
	parts, err := pricing.ProrateParts(amount, period, in.Cuts, c.Rounding)
	if err != nil {
		return err
	}
	texts := []string{}
	for _, part := range parts {
		texts = append(texts, amountText(part))
	}
	return same("parts", map[string][]string{"parts": texts}, c.Want)
}

func quantityTimelineCase(c pricingCase) error {
	var in struct {
		Unit     decimal.Decimal
		Period   pricingDays
		StartQty decimal.Decimal `json:"start_qty"`
		Changes  []struct {
			Date msp.Date
			Qty  decimal.Decimal
		}
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	period, err := in.Period.period()
	if err != nil {
		return err
	}
	timeline := pricing.Timeline{{Quantity: in.StartQty}}
	for _, change := range in.Changes {
		timeline = timeline.With(change.Date, change.Qty)
	}
	parts, total, err := pricing.ProrateTimeline(in.Unit, c.Currency, timeline, period, c.Rounding)
	if err != nil {
		return err
	}
	type segment struct {
		From   msp.Date `json:"from"`
		To     msp.Date `json:"to"`
		Days   int      `json:"days"`
		Qty    string   `json:"qty"`
		Amount string   `json:"amount"`
	}
	segments := []segment{}
	for _, p := range parts {
		segments = append(segments, segment{p.Period.From(), p.Period.To(), p.Period.Days(), p.Quantity.String(), amountText(p.Amount)})
	}
	var want struct {
		Segments []segment `json:"segments"`
		Total    string    `json:"total"`
	}
	if err := json.Unmarshal(c.Want, &want); err != nil {
		return err
	}
	for i, s := range want.Segments { // "5.0" and "5" are the same quantity
		qty, err := decimal.NewFromString(s.Qty)
		if err != nil {
			return fmt.Errorf("qty of segment %d: %w", i, err)
		}
		if i < len(segments) && qty.Equal(parts[i].Quantity) {
			segments[i].Qty = s.Qty
		}
	}
	return same("timeline", map[string]any{"segments": segments, "total": amountText(total)}, c.Want)
}

func planChangeCase(c pricingCase) error {
	var in struct {
		Old, New string
		Period   pricingDays
		At       msp.Date
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	period, err := in.Period.period()
	if err != nil {
		return err
	}
	charged, ok, err := c.pricingAmount(in.Old)
	if !ok {
		return err
	}
	price, ok, err := c.pricingAmount(in.New)
	if !ok {
		return err
	}
	change, err := pricing.ChangePlan(charged, price, period, in.At, c.Rounding)
	if err != nil {
		return err
	}
	return same("plan change", map[string]string{
		"credit": amountText(change.Credit),
		"charge": amountText(change.Charge),
		"net":    amountText(change.Net),
	}, c.Want)
}
