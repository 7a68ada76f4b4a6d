package conformance

import (
	"encoding/json"
	"errors"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// marginMoney reads an amount in the currency of the case.
func marginMoney(c pricingCase, text string) (msp.Money, error) {
	return msp.ParseMoney(text + " " + c.Currency.String())
}

func marginMoneys(c pricingCase, texts []string) ([]msp.Money, error) {
	amounts := make([]msp.Money, len(texts))
	for i, text := range texts {
		var err error
		if amounts[i], err = marginMoney(c, text); err != nil {
			return nil, err
		}
	}
	return amounts, nil
}

// marginText writes an amount; that of nothing at all has no currency of its own.
func marginText(c pricingCase, m msp.Money) string {
	zero, err := msp.NewMoney(0, c.Currency)
	if err != nil {
		return err.Error()
	}
	sum, err := m.Add(zero)
	if err != nil {
		return err.Error()
	}
	return amountText(sum)
}

func marginTexts(c pricingCase, amounts []msp.Money) []string {
	texts := make([]string, len(amounts))
	for i, m := range amounts {
		texts[i] = marginText(c, m)
	}
	return texts
}

// marginPercent reads a percent, which the vectors write without its sign.
func marginPercent(text string) (msp.Percent, error) { return msp.ParsePercent(text + "%") }

// marginShown writes a ratio in percent without its sign, or null.
func marginShown(r msp.Ratio, places uint8) *string {
	if !r.Defined() {
		return nil
	}
	text := r.Percent(places, msp.HalfUp)
	text = text[:len(text)-1]
	return &text
}

// marginRefused lets an overflow error pass where an amount that is wanted is
// indeed beyond an int64 of minor units, see [refused].
func marginRefused(c pricingCase, err error) error {
	var want map[string]any
	if bad := json.Unmarshal(c.Want, &want); bad != nil {
		return errors.Join(err, bad)
	}
	for _, value := range want {
		text, isText := value.(string)
		if amount, bad := decimal.NewFromString(text); isText && bad == nil && refused(amount, c.Currency, err) == nil {
			return nil
		}
	}
	return err
}

func priceAtMarginCase(c pricingCase) error {
	var in struct {
		Cost   string `json:"cost"`
		Target string `json:"target_margin_pct"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	cost, err1 := marginMoney(c, in.Cost)
	target, err2 := marginPercent(in.Target)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	price, err := pricing.PriceAtMargin(cost, target, c.Rounding)
	if err != nil {
		return marginRefused(c, err)
	}
	achieved, err := pricing.Margin(price, cost)
	if err != nil {
		return err
	}
	return same("price", map[string]any{
		"price": amountText(price), "markup_pct": marginShown(pricing.MarkupOf(target), 4), "achieved_margin_pct": marginShown(achieved, 4),
	}, c.Want)
}

func priceAtMarkupCase(c pricingCase) error {
	var in struct {
		Cost   string `json:"cost"`
		Markup string `json:"markup_pct"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	cost, err1 := marginMoney(c, in.Cost)
	markup, err2 := marginPercent(in.Markup)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	price, err := pricing.PriceAtMarkup(cost, markup, c.Rounding)
	if err != nil {
		return marginRefused(c, err)
	}
	margin, err := pricing.Margin(price, cost)
	if err != nil {
		return err
	}
	return same("price", map[string]any{"price": amountText(price), "margin_pct": marginShown(margin, 4)}, c.Want)
}

func marginToMarkupCase(c pricingCase) error {
	var in struct {
		Margin string `json:"margin_pct"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	margin, err := marginPercent(in.Margin)
	if err != nil {
		return err
	}
	return same("markup", map[string]any{"markup_pct": marginShown(pricing.MarkupOf(margin), 4)}, c.Want)
}

func clientMarginCase(c pricingCase) error {
	var in struct {
		Revenue string   `json:"revenue"`
		Costs   []string `json:"costs"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	revenue, err1 := marginMoney(c, in.Revenue)
	costs, err2 := marginMoneys(c, in.Costs)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	profit, err := pricing.GrossMargin(revenue, costs...)
	if err != nil {
		return marginRefused(c, err)
	}
	return same("margin", map[string]any{"gross_profit": amountText(profit.Gross), "gross_margin_pct": marginShown(profit.Margin, 2)}, c.Want)
}

func mrrCase(c pricingCase) error {
	var in struct {
		Items []struct {
			Amount    string          `json:"amount"`
			Qty       decimal.Decimal `json:"qty"`
			Every     pricing.Cadence `json:"every"`
			Recurring bool            `json:"recurring"`
		} `json:"items"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	items := make([]pricing.RecurringItem, len(in.Items))
	each := make([]string, len(in.Items))
	for i, item := range in.Items {
		amount, err := marginMoney(c, item.Amount)
		if err != nil {
			return err
		}
		items[i] = pricing.RecurringItem{Amount: amount, Quantity: item.Qty, Every: item.Every}
		if !item.Recurring {
			items[i].Every = pricing.Once
		}
		alone, err1 := items[i].Recurring()
		shown, err2 := alone.MRR(c.Rounding)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		each[i] = marginText(c, shown)
	}
	total, err := pricing.MRR(items...)
	if err != nil {
		return err
	}
	month, err1 := total.MRR(c.Rounding)
	year, err2 := total.ARR(c.Rounding)
	if err := errors.Join(err1, err2); err != nil {
		return marginRefused(c, err)
	}
	return same("mrr", map[string]any{"item_mrr": each, "mrr": marginText(c, month), "arr": marginText(c, year)}, c.Want)
}

func taxCase(c pricingCase) error {
	var in struct {
		Gross []string         `json:"gross_lines"`
		Net   []string         `json:"net_lines"`
		Rate  string           `json:"rate_pct"`
		Level pricing.TaxLevel `json:"level"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	rate, err := marginPercent(in.Rate)
	if err != nil {
		return err
	}
	included := c.Kind == "tax_inclusive"
	compute, texts := pricing.TaxAdded, in.Net
	if included {
		compute, texts = pricing.TaxIncluded, in.Gross
	}
	lines, err := marginMoneys(c, texts)
	if err != nil {
		return err
	}
	taxed, err := compute(lines, rate, in.Level, c.Rounding)
	if err != nil {
		return marginRefused(c, err)
	}
	got := map[string]any{
		"net": marginText(c, taxed.NetTotal), "tax": marginText(c, taxed.TaxTotal), "gross": marginText(c, taxed.GrossTotal),
	}
	if included {
		got["net_lines"] = marginTexts(c, taxed.Net)
	}
	return same("tax", got, c.Want)
}

func annualUpliftCase(c pricingCase) error {
	var in struct {
		Unit   decimal.Decimal `json:"unit"`
		ByYear []string        `json:"pct_by_year"`
		Round  bool            `json:"round_each_year"`
		Cap    *string         `json:"cap_pct"`
		Floor  *string         `json:"floor_pct"`
	}
	if err := json.Unmarshal(c.In, &in); err != nil {
		return err
	}
	const began = 2000
	uplift := pricing.Uplift{Unrounded: !in.Round}
	for n, text := range in.ByYear {
		p, err := marginPercent(text)
		if err != nil {
			return err
		}
		uplift.Index = append(uplift.Index, pricing.IndexStep{Year: began + 1 + n, Percent: p})
	}
	bound := func(text *string) (pricing.UpliftBound, error) {
		if text == nil {
			return pricing.UpliftBound{}, nil
		}
		p, err := marginPercent(*text)
		return pricing.NewUpliftBound(p), err
	}
	var err1, err2 error
	uplift.Floor, err1 = bound(in.Floor)
	uplift.Cap, err2 = bound(in.Cap)
	start, err3 := msp.NewDate(began, 3, 1)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	prices, err := uplift.Prices(in.Unit, c.Currency, start, len(in.ByYear), c.Rounding)
	if err != nil {
		return err
	}
	texts := make([]string, len(prices))
	for i, p := range prices {
		texts[i] = p.StringFixed(max(int32(c.Currency.Digits()), -p.Exponent()))
	}
	return same("prices", map[string]any{"unit_by_year": texts}, c.Want)
}
