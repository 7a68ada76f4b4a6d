package oracle_test

import (
	"bufio"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/internal/oracle"
)

// A pricingLine is a line of the vectors of pricing: what all kinds have, and of
// each kind what it asks with.
type pricingLine struct {
	ID, Kind, Currency, Rounding string
	In                           json.RawMessage
	Want                         any
}

type pricingObject = map[string]any

// pricingNumber writes a fraction that is a finite decimal, as short as it goes.
func pricingNumber(x *big.Rat) string {
	digits := 0
	for scaled := new(big.Rat).Set(x); !scaled.IsInt(); digits++ {
		if digits == 40 {
			return x.String()
		}
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	return x.FloatString(digits)
}

// pricingPercent writes a percent with so many digits, halves away from zero; nil
// is not known.
func pricingPercent(x *big.Rat, digits int) any {
	if x == nil {
		return nil
	}
	c := oracle.Coin{Digits: digits}
	return c.Text(c.Round(x))
}

func pricingTexts(c oracle.Coin, amounts []*big.Int) []string {
	texts := []string{}
	for _, a := range amounts {
		texts = append(texts, c.Text(a))
	}
	return texts
}

// pricingText is a text that may be null, as in "no limit".
func pricingText(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// pricingAnswer answers a line in the shape of what it wants; nil is an unknown
// kind.
func pricingAnswer(t *testing.T, c oracle.Coin, line pricingLine) any {
	t.Helper()
	read := func(into any) {
		t.Helper()
		decoder := json.NewDecoder(strings.NewReader(string(line.In)))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(into); err != nil {
			t.Fatalf("%s: %v", line.ID, err)
		}
	}
	switch line.Kind {
	case "tiers_graduated", "tiers_volume", "tiers_stairstep":
		return pricingTiers(c, line.Kind, read)
	case "package", "quote", "seed_range", "exception_price", "round", "allocate":
		return pricingPrices(c, line.Kind, read)
	case "prorate", "prorate_split", "quantity_timeline", "plan_change":
		return pricingProration(c, line.Kind, read)
	case "commitment", "discount_stack", "service_credit", "tax_inclusive", "tax_exclusive":
		return pricingReductions(c, line.Kind, read)
	case "tm", "block_periodic", "block_lots":
		return pricingWork(c, line.Kind, read)
	case "price_at_margin", "price_at_markup", "margin_to_markup", "client_margin", "mrr", "annual_uplift":
		return pricingEarnings(c, line.Kind, read)
	}
	return nil
}

func pricingTiers(c oracle.Coin, kind string, read func(any)) any {
	var in struct {
		Tiers []struct {
			UpTo       *string `json:"up_to"`
			Unit, Flat string
		}
		Quantity string
		ZeroFlat bool `json:"zero_flat"`
	}
	read(&in)
	var tiers []oracle.PriceTier
	for _, tier := range in.Tiers {
		tiers = append(tiers, oracle.PriceTier{UpTo: pricingText(tier.UpTo), Unit: tier.Unit, Flat: tier.Flat})
	}
	amount, lines := c.Tiers(strings.TrimPrefix(kind, "tiers_"), tiers, in.Quantity, in.ZeroFlat)
	out := []any{}
	for _, l := range lines {
		out = append(out, pricingObject{"tier": l.Tier, "quantity": pricingNumber(l.Quantity), "amount": c.Text(l.Amount)})
	}
	return pricingObject{"amount": c.Text(amount), "lines": out}
}

func pricingPrices(c oracle.Coin, kind string, read func(any)) any {
	switch kind {
	case "package":
		var in struct{ Size, Price, Quantity, Free, Partial string }
		read(&in)
		n, amount := c.Package(in.Size, in.Price, in.Quantity, in.Free, in.Partial)
		return pricingObject{"packages": n, "amount": c.Text(amount)}
	case "quote":
		var in struct {
			Lines []struct{ Desc, Qty, Unit string }
		}
		read(&in)
		var quoted []oracle.QuoteLine
		for _, l := range in.Lines {
			quoted = append(quoted, oracle.QuoteLine{Quantity: l.Qty, Unit: l.Unit})
		}
		lines, sum, naive := c.Quote(quoted)
		return pricingObject{"lines": pricingTexts(c, lines), "total": c.Text(sum), "naive_total": c.Text(naive)}
	case "seed_range":
		var in struct {
			Model, Qty string
			Low        string `json:"low_unit"`
			High       string `json:"high_unit"`
		}
		read(&in)
		lines, _, _ := c.Quote([]oracle.QuoteLine{{Quantity: in.Qty, Unit: in.Low}, {Quantity: in.Qty, Unit: in.High}})
		return pricingObject{"low": c.Text(lines[0]), "high": c.Text(lines[1])}
	case "exception_price":
		var in struct{ Unit, Complexity, Qty string }
		read(&in)
		unit, amount := c.Exception(in.Unit, in.Complexity, in.Qty)
		return pricingObject{"unit": c.Text(unit), "amount": c.Text(amount)}
	case "round":
		var in struct{ Amount string }
		read(&in)
		return pricingObject{"amount": c.Text(c.Round(oracle.Number(in.Amount)))}
	default: // allocate
		var in struct {
			Amount  string
			Weights []string
		}
		read(&in)
		return pricingObject{"parts": pricingTexts(c, c.Allocate(in.Amount, in.Weights))}
	}
}

func pricingProration(c oracle.Coin, kind string, read func(any)) any {
	switch kind {
	case "prorate":
		var in struct {
			Amount          string
			Period, Service [2]string
		}
		read(&in)
		days, of, amount := c.Prorate(in.Amount, in.Period, in.Service)
		return pricingObject{"days": days, "of": of, "amount": c.Text(amount)}
	case "prorate_split":
		var in struct {
			Amount string
			Period [2]string
			Cuts   []string
		}
		read(&in)
		return pricingObject{"parts": pricingTexts(c, c.Split(in.Amount, in.Period, in.Cuts))}
	case "quantity_timeline":
		var in struct {
			Unit    string
			Period  [2]string
			Start   string `json:"start_qty"`
			Changes []struct{ Date, Qty string }
		}
		read(&in)
		var changes []oracle.Change
		for _, change := range in.Changes {
			changes = append(changes, oracle.Change{Date: change.Date, Quantity: change.Qty})
		}
		sum, segments := c.Timeline(in.Unit, in.Period, in.Start, changes)
		out := []any{}
		for _, s := range segments {
			out = append(out, pricingObject{
				"from": s.From, "to": s.To, "days": s.Days, "qty": pricingNumber(s.Quantity), "amount": c.Text(s.Amount),
			})
		}
		return pricingObject{"segments": out, "total": c.Text(sum)}
	default: // plan_change
		var in struct {
			Old, New, At string
			Period       [2]string
		}
		read(&in)
		credit, charge, net := c.PlanChange(in.Old, in.New, in.Period, in.At)
		return pricingObject{"credit": c.Text(credit), "charge": c.Text(charge), "net": c.Text(net)}
	}
}

func pricingReductions(c oracle.Coin, kind string, read func(any)) any {
	switch kind {
	case "commitment":
		var in struct {
			Charges []string
			Percent string `json:"discount_pct"`
			Minimum *string
			Maximum *string
			Compare string
			Prorate *[2]int
		}
		read(&in)
		minimum := oracle.Minimum{Amount: pricingText(in.Minimum), Before: in.Compare == "before_discount"}
		if in.Prorate != nil {
			minimum.Days, minimum.Of = in.Prorate[0], in.Prorate[1]
		}
		got := c.Commitment(in.Charges, in.Percent, pricingText(in.Maximum), minimum)
		return pricingObject{
			"subtotal": c.Text(got.Subtotal), "discount": c.Text(got.Discount), "cap_discount": c.Text(got.Cap),
			"true_up": c.Text(got.TrueUp), "total": c.Text(got.Total),
		}
	case "discount_stack":
		var in struct {
			Lines []string
			Steps []struct{ Type, Value string }
		}
		read(&in)
		var discounts []oracle.Discount
		for _, s := range in.Steps {
			d := oracle.Discount{Percent: s.Value}
			if s.Type == "fixed" {
				d = oracle.Discount{Amount: s.Value}
			}
			discounts = append(discounts, d)
		}
		steps, net, sum := c.Discounts(in.Lines, discounts)
		out := []any{}
		for _, s := range steps {
			out = append(out, pricingObject{"amount": c.Text(s.Amount), "by_line": pricingTexts(c, s.ByLine)})
		}
		return pricingObject{"steps": out, "line_net": pricingTexts(c, net), "total": c.Text(sum)}
	case "service_credit":
		var in struct {
			Fee   string
			Bands []struct {
				Below   string
				Percent string `json:"pct"`
			}
			Availability []string `json:"availability_pct"`
			Limit        string   `json:"cap_pct"`
			Least        *string  `json:"min_payout"`
		}
		read(&in)
		var bands []oracle.Band
		for _, b := range in.Bands {
			bands = append(bands, oracle.Band{Below: b.Below, Percent: b.Percent})
		}
		each, credit, net := c.ServiceCredit(in.Fee, bands, in.Availability, in.Limit, pricingText(in.Least))
		return pricingObject{"credits": pricingTexts(c, each), "credit": c.Text(credit), "net_fee": c.Text(net)}
	case "tax_inclusive":
		var in struct {
			Gross   []string `json:"gross_lines"`
			Percent string   `json:"rate_pct"`
			Level   string
		}
		read(&in)
		lines, net, tax := c.TaxInclusive(in.Gross, in.Percent, in.Level == "line")
		gross := new(big.Int).Add(net, tax)
		return pricingObject{"net_lines": pricingTexts(c, lines), "net": c.Text(net), "tax": c.Text(tax), "gross": c.Text(gross)}
	default: // tax_exclusive
		var in struct {
			Net     []string `json:"net_lines"`
			Percent string   `json:"rate_pct"`
			Level   string
		}
		read(&in)
		net, tax, gross := c.TaxExclusive(in.Net, in.Percent, in.Level == "line")
		return pricingObject{"net": c.Text(net), "tax": c.Text(tax), "gross": c.Text(gross)}
	}
}

func pricingWork(c oracle.Coin, kind string, read func(any)) any {
	switch kind {
	case "tm":
		var in struct {
			Rate    string `json:"rate_per_hour"`
			Entries []struct {
				Ticket, Day string
				Minutes     int
				Mult        string
			}
			Increment               int `json:"increment_min"`
			Minimum                 int `json:"minimum_min"`
			Round, Aggregate, Order string
		}
		read(&in)
		rules := oracle.LabourRules{
			Rate: in.Rate, Increment: in.Increment, Minimum: in.Minimum, Round: in.Round, PerGroup: in.Aggregate,
			MinimumFirst: in.Order == "min_then_round",
		}
		var entries []oracle.WorkEntry
		for _, e := range in.Entries {
			entries = append(entries, oracle.WorkEntry{Ticket: e.Ticket, Day: e.Day, Minutes: e.Minutes, Multiplier: e.Mult})
		}
		groups, sum := c.Labour(rules, entries)
		out := []any{}
		for _, g := range groups {
			out = append(out, pricingObject{"minutes": g.Minutes, "billed": g.Billed, "amount": c.Text(g.Amount)})
		}
		return pricingObject{"groups": out, "total": c.Text(sum)}
	case "block_periodic":
		var in struct {
			Allotment string   `json:"allotment_hours"`
			Usage     []string `json:"usage_hours"`
			Rollover  bool
			Cap       *string `json:"rollover_cap_hours"`
			Life      *int    `json:"lot_life_periods"`
			Rate      string  `json:"overage_rate"`
		}
		read(&in)
		block := oracle.PeriodicBlock{Allotment: in.Allotment, Rollover: in.Rollover, Cap: pricingText(in.Cap), Rate: in.Rate}
		if in.Life != nil {
			block.Life = *in.Life
		}
		out := []any{}
		for _, p := range c.PeriodicBlock(block, in.Usage) {
			out = append(out, pricingObject{
				"expired_at_start": pricingNumber(p.Expired), "opening": pricingNumber(p.Opening),
				"covered": pricingNumber(p.Covered), "overage": pricingNumber(p.Overage),
				"forfeited_at_end": pricingNumber(p.Forfeited), "closing": pricingNumber(p.Closing),
				"overage_amount": c.Text(p.Amount),
			})
		}
		return pricingObject{"periods": out}
	default: // block_lots
		var in struct {
			Lots   []oracle.Lot
			Uses   []oracle.LotUse
			Rate   string `json:"overage_rate"`
			Burned bool   `json:"burn_applies_to_overage"`
			AsOf   string `json:"as_of"`
		}
		read(&in)
		used, states := c.Lots(oracle.LotRules{Rate: in.Rate, BurnedOverage: in.Burned}, in.Lots, in.Uses, in.AsOf)
		uses, sum := []any{}, new(big.Int)
		for _, u := range used {
			draws := []any{}
			for _, d := range u.Draws {
				draws = append(draws, pricingObject{"lot": d.Lot, "hours": pricingNumber(d.Hours)})
			}
			uses = append(uses, pricingObject{
				"draws": draws, "overage_hours": pricingNumber(u.Overage), "overage_amount": c.Text(u.Amount),
			})
			sum.Add(sum, u.Amount)
		}
		remaining, expired := pricingObject{}, pricingObject{}
		for _, s := range states {
			if s.Ended {
				expired[s.ID] = pricingNumber(s.Left)
			} else {
				remaining[s.ID] = pricingNumber(s.Left)
			}
		}
		return pricingObject{"uses": uses, "overage_total": c.Text(sum), "remaining": remaining, "expired": expired}
	}
}

func pricingEarnings(c oracle.Coin, kind string, read func(any)) any {
	switch kind {
	case "price_at_margin":
		var in struct {
			Cost   string
			Margin string `json:"target_margin_pct"`
		}
		read(&in)
		price, markup, achieved := c.PriceAtMargin(in.Cost, in.Margin)
		return pricingObject{
			"price": c.Text(price), "markup_pct": pricingPercent(markup, 4), "achieved_margin_pct": pricingPercent(achieved, 4),
		}
	case "price_at_markup":
		var in struct {
			Cost   string
			Markup string `json:"markup_pct"`
		}
		read(&in)
		price, margin := c.PriceAtMarkup(in.Cost, in.Markup)
		return pricingObject{"price": c.Text(price), "margin_pct": pricingPercent(margin, 4)}
	case "margin_to_markup":
		var in struct {
			Margin string `json:"margin_pct"`
		}
		read(&in)
		return pricingObject{"markup_pct": pricingPercent(oracle.MarkupOf(in.Margin), 4)}
	case "client_margin":
		var in struct {
			Revenue string
			Costs   []string
		}
		read(&in)
		profit, margin := c.ClientMargin(in.Revenue, in.Costs)
		return pricingObject{"gross_profit": c.Text(profit), "gross_margin_pct": pricingPercent(margin, 2)}
	case "mrr":
		var in struct {
			Items []struct {
				Amount, Qty, Every string
				Recurring          bool
			}
		}
		read(&in)
		var items []oracle.RecurringItem
		for _, i := range in.Items {
			items = append(items, oracle.RecurringItem{Amount: i.Amount, Quantity: i.Qty, Every: i.Every, Recurring: i.Recurring})
		}
		each, mrr, arr := c.MRR(items)
		return pricingObject{"item_mrr": pricingTexts(c, each), "mrr": c.Text(mrr), "arr": c.Text(arr)}
	default: // annual_uplift
		var in struct {
			Unit     string
			Percents []string `json:"pct_by_year"`
			EachYear bool     `json:"round_each_year"`
			Cap      *string  `json:"cap_pct"`
			Floor    *string  `json:"floor_pct"`
		}
		read(&in)
		years := c.Uplift(in.Unit, in.Percents, in.EachYear, pricingText(in.Floor), pricingText(in.Cap))
		return pricingObject{"unit_by_year": pricingTexts(c, years)}
	}
}

// Every line of every file, and every field of what it wants.
func TestPricingAgreesWithVectors(t *testing.T) {
	digits := map[string]int{"JPY": 0, "USD": 2, "EUR": 2, "KWD": 3, "BHD": 3}
	files, err := filepath.Glob("../../testdata/vectors/pricing/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	seen := map[string]int{}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var line pricingLine
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			places, known := digits[line.Currency]
			if !known {
				t.Fatalf("%s: unknown currency %q", line.ID, line.Currency)
			}
			answer := pricingAnswer(t, oracle.Coin{Digits: places, Mode: line.Rounding}, line)
			if answer == nil {
				t.Fatalf("%s: unknown kind %q", line.ID, line.Kind)
			}
			// Through JSON, so that both sides are made of the same types.
			text, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			if err := json.Unmarshal(text, &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(line.Want, got); diff != "" {
				t.Errorf("%s: %s %s: (-want +got)\n%s", line.ID, line.Kind, line.In, diff)
			}
			seen[line.Kind]++
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
	t.Log(seen)
}
