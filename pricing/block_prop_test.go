package pricing_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// blockHalves is a number of hours as one of half hours.
func blockHalves(t *rapid.T, r msp.Ratio) int {
	twice, err := r.Mul(msp.NewRatio(2, 1))
	if err != nil || !twice.Den().IsInt64() || twice.Den().Int64() != 1 {
		t.Fatalf("%v hours are no half hours", r)
	}
	return int(twice.Num().Int64())
}

// blockLog writes a usage down as the model does.
func blockLog(t *rapid.T, usages ...pricing.BlockUsage) (log []string) {
	for _, usage := range usages {
		for _, l := range usage.Lapsed {
			log = append(log, fmt.Sprintf("%v %v %s %d", l.Date, l.Why, l.Lot, blockHalves(t, l.Amount)))
		}
		for _, u := range usage.Uses {
			line := "use " + u.Ref
			if u.Ref == "u" { // one of many
				line = fmt.Sprintf("use %v %s %v", u.Amount, u.Type, u.AfterHours)
			}
			for _, d := range u.Draws {
				line += fmt.Sprintf(" %s %d", d.Lot, blockHalves(t, d.Amount))
			}
			log = append(log, line+" over "+u.Overage.String())
		}
		for _, a := range usage.Alerts {
			log = append(log, "alert "+a.Level.String()+" by "+a.Ref)
		}
	}
	slices.Sort(log)
	return log
}

func blockWhole(t *rapid.T, label string, least, most int) decimal.Decimal {
	return decimal.New(int64(rapid.IntRange(least, most).Draw(t, label)), 0)
}

func blockPlus(d msp.Date, days int) msp.Date {
	later, err := d.AddDays(days)
	if err != nil {
		panic(err)
	}
	return later
}

// blockCase draws a block, an anchor, a period and uses in it.
func blockCase(t *rapid.T) (spec pricing.BlockSpec, anchor msp.Date, period msp.Period, uses []pricing.Use) {
	first := msp.MustParseDate("2026-01-01")
	anchor = blockPlus(first, rapid.IntRange(-400, 400).Draw(t, "anchor"))
	from := blockPlus(first, rapid.IntRange(0, 60).Draw(t, "from"))
	days := rapid.IntRange(1, 130).Draw(t, "days")
	period, _ = msp.NewPeriod(from, blockPlus(from, days))
	spec = pricing.BlockSpec{
		Name: "block", Allotment: blockWhole(t, "allotment", 0, 5), Overage: decimal.New(15005, -2),
		AfterHours: blockWhole(t, "after hours factor", 0, 3),
		Cadence:    rapid.SampledFrom([]pricing.Cadence{0, pricing.Week, pricing.Month, pricing.Quarter}).Draw(t, "cadence"),
		Rollover:   rapid.Bool().Draw(t, "rollover"), BurnOverage: rapid.Bool().Draw(t, "burn overage"),
		Order:  rapid.SampledFrom([]pricing.DrawOrder{0, pricing.EarliestStart, pricing.EarliestEnd}).Draw(t, "order"),
		Burn:   map[string]decimal.Decimal{"night": decimal.New(15, -1), "double": decimal.New(2, 0), "free": decimal.New(0, 0)},
		Alerts: []msp.Percent{msp.MustParsePercent("100%"), msp.MustParsePercent("50%"), msp.MustParsePercent("75%")},
	}
	if spec.Rollover {
		spec.RolloverCap = blockWhole(t, "cap", 0, 8)
		spec.Life = rapid.IntRange(0, 3).Draw(t, "life")
	}
	for n := range rapid.IntRange(0, 4).Draw(t, "lots") {
		l := pricing.Lot{ID: fmt.Sprintf("lot%d", n), From: blockPlus(from, rapid.IntRange(-20, days+5).Draw(t, "lot from")), Size: blockWhole(t, "size", 0, 9)}
		if rapid.Bool().Draw(t, "ends") {
			l.To = blockPlus(l.From, rapid.IntRange(0, 40).Draw(t, "lot days"))
		}
		spec.Lots = append(spec.Lots, l)
	}
	for n := range rapid.IntRange(0, 12).Draw(t, "uses") {
		uses = append(uses, pricing.Use{
			Ref: fmt.Sprintf("u%02d", n), Date: blockPlus(from, rapid.IntRange(0, days-1).Draw(t, "date")),
			Amount: msp.NewRatio(int64(rapid.IntRange(0, 5).Draw(t, "amount")), 1),
			Type:   rapid.SampledFrom([]string{"", "day", "night", "double", "free"}).Draw(t, "type"), AfterHours: rapid.Bool().Draw(t, "after hours"),
		})
	}
	return spec, anchor, period, uses
}

func blockCompile(t *rapid.T, spec pricing.BlockSpec, anchor msp.Date) pricing.Block {
	block, err := spec.Compile(anchor, msp.MustParseCurrency("USD"), msp.HalfUp)
	if err != nil {
		t.Fatalf("%+v: Compile: %v", spec, err)
	}
	return block
}

// A block does what a heap of half hours does that is taken through its days.
func TestBlockIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, anchor, period, uses := blockCase(t)
		got, err := blockCompile(t, spec, anchor).Run(pricing.BlockBalance{}, period, uses)
		if err != nil {
			t.Fatalf("Run: %v", err)
		}
		model := blockModel{spec: spec, anchor: blockDay(anchor)}
		want, left := model.run(period, uses)
		if log := blockLog(t, got); !slices.Equal(log, want) {
			t.Fatalf("%+v from %v, %v:\n got %s\nwant %s", spec, anchor, period, strings.Join(log, "\n     "), strings.Join(want, "\n     "))
		}
		for _, l := range got.Balance.Lots {
			if n := blockHalves(t, l.Left); n != left[l.ID] {
				t.Fatalf("%d halves left of %s, want %d", n, l.ID, left[l.ID])
			}
			delete(left, l.ID)
		}
		if len(left) > 0 {
			t.Fatalf("not in the balance: %v", left)
		}
	})
}

// Opening + Granted = Burned + Forfeited + Expired + Closing, nothing is below zero,
// the sums are those of the parts, and each use is covered or over.
func TestBlockConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, anchor, period, uses := blockCase(t)
		block, balance := blockCompile(t, spec, anchor), pricing.BlockBalance{}
		for _, part := range blockCut(t, period) {
			got, err := block.Run(balance, part, blockWithin(uses, part))
			if err != nil {
				t.Fatalf("Run: %v", err)
			}
			in, out := blockSum(t, got.Opening, got.Granted), blockSum(t, got.Burned, got.Forfeited, got.Expired, got.Closing)
			if in.Cmp(out) != 0 {
				t.Fatalf("%v: %v came in, %v is accounted for: %+v", part, in, out, got)
			}
			if opening, err := blockLeft(balance); err != nil || opening != got.Opening {
				t.Fatalf("Opening %v, the balance held %v, %v", got.Opening, opening, err)
			}
			if closing, err := blockLeft(got.Balance); err != nil || closing != got.Closing {
				t.Fatalf("Closing %v, the balance holds %v, %v", got.Closing, closing, err)
			}
			blockCheckUses(t, spec, got)
			if issues := got.Balance.Validate(); issues != nil {
				t.Fatalf("%v: the balance has findings: %v", part, issues)
			}
			balance = got.Balance
		}
	})
}

func blockLeft(b pricing.BlockBalance) (msp.Ratio, error) {
	sum := msp.NewRatio(0, 1)
	for _, l := range b.Lots {
		var err error
		if sum, err = sum.Add(l.Left); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

func blockSum(t *rapid.T, parts ...msp.Ratio) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		r, ok := p.Rat()
		if !ok || r.Sign() < 0 {
			t.Fatalf("%v is no amount", p)
		}
		sum.Add(sum, r)
	}
	return sum
}

// blockCheckUses checks each use against the record, and the sums against the uses.
func blockCheckUses(t *rapid.T, spec pricing.BlockSpec, got pricing.BlockUsage) {
	lots := map[string]pricing.Lot{}
	for _, l := range spec.Lots {
		lots[l.ID] = l
	}
	covered, burned, overage, cents := new(big.Rat), new(big.Rat), new(big.Rat), int64(0)
	for _, u := range got.Uses {
		burn := big.NewRat(1, 1)
		if b, ok := spec.Burn[u.Type]; ok {
			burn = b.Rat()
		}
		if u.AfterHours && !spec.AfterHours.IsZero() {
			burn = new(big.Rat).Mul(burn, spec.AfterHours.Rat())
		}
		drawn := new(big.Rat)
		for _, d := range u.Draws {
			if d.Amount.Sign() <= 0 {
				t.Fatalf("%+v draws nothing", u)
			}
			drawn.Add(drawn, blockSum(t, d.Amount))
			if l, ok := lots[d.Lot]; ok && (u.Date.Before(l.From) || !l.To.IsZero() && u.Date.After(l.To)) {
				t.Fatalf("%+v draws from %+v", u, l)
			}
		}
		over := blockSum(t, u.Overage)
		rest := new(big.Rat).Sub(blockSum(t, u.Amount), blockSum(t, u.Covered))
		if spec.BurnOverage {
			rest.Mul(rest, burn)
		}
		if drawn.Cmp(blockSum(t, u.Burned)) != 0 || drawn.Cmp(new(big.Rat).Mul(blockSum(t, u.Covered), burn)) != 0 || rest.Cmp(over) != 0 {
			t.Fatalf("%+v: drawn %v, over %v, rest %v", u, drawn, over, rest)
		}
		// 150.05 for one; half a cent and more is one up.
		price := new(big.Rat).Mul(over, big.NewRat(15005, 1))
		price.Add(price, big.NewRat(1, 2))
		if want := new(big.Int).Div(price.Num(), price.Denom()).Int64(); u.OverageAmount.Minor() != want {
			t.Fatalf("%v over cost %v, want %d cents", over, u.OverageAmount, want)
		}
		covered.Add(covered, blockSum(t, u.Covered))
		burned.Add(burned, drawn)
		overage.Add(overage, over)
		cents += u.OverageAmount.Minor()
	}
	if covered.Cmp(blockSum(t, got.Covered)) != 0 || burned.Cmp(blockSum(t, got.Burned)) != 0 ||
		overage.Cmp(blockSum(t, got.Overage)) != 0 || cents != got.OverageTotal.Minor() || got.OverageTotal.Currency().Code() != "USD" {
		t.Fatalf("sums %v, %v, %v, %d differ from %+v", covered, burned, overage, cents, got)
	}
}

// blockCut cuts a period in up to four parts, some of which may be empty.
func blockCut(t *rapid.T, p msp.Period) (parts []msp.Period) {
	from := p.From()
	for range rapid.IntRange(0, 3).Draw(t, "cuts") {
		to := blockPlus(from, rapid.IntRange(0, from.DaysUntil(p.To())).Draw(t, "cut"))
		part, _ := msp.NewPeriod(from, to)
		parts, from = append(parts, part), to
	}
	last, _ := msp.NewPeriod(from, p.To())
	return append(parts, last)
}

func blockWithin(uses []pricing.Use, p msp.Period) (within []pricing.Use) {
	for _, u := range uses {
		if p.Contains(u.Date) {
			within = append(within, u)
		}
	}
	return within
}

// A period in parts comes to the same as the whole, whatever is kept between them as
// JSON; and so do uses in another order.
func TestBlockCutAndOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, anchor, period, uses := blockCase(t)
		block := blockCompile(t, spec, anchor)
		if rapid.Bool().Draw(t, "one reference") {
			for n := range uses {
				uses[n].Ref = "u"
			}
		}
		whole, err := block.Run(pricing.BlockBalance{}, period, uses)
		if err != nil {
			t.Fatalf("Run: %v", err)
		}
		balance, parts := pricing.BlockBalance{}, []pricing.BlockUsage{}
		for _, part := range blockCut(t, period) {
			text, err := json.Marshal(balance)
			if err != nil {
				t.Fatal(err)
			}
			var opening pricing.BlockBalance
			if err := json.Unmarshal(text, &opening); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			got, err := block.Run(opening, part, rapid.Permutation(blockWithin(uses, part)).Draw(t, "order"))
			if err != nil {
				t.Fatalf("Run: %v", err)
			}
			if again, _ := json.Marshal(opening); string(again) != string(text) {
				t.Fatalf("Run changed its argument %s to %s", text, again)
			}
			parts, balance = append(parts, got), got.Balance
		}
		if got, want := blockLog(t, parts...), blockLog(t, whole); !slices.Equal(got, want) {
			t.Fatalf("%+v in parts:\n got %s\nwant %s", spec, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
		got, _ := json.Marshal(balance)
		if want, _ := json.Marshal(whole.Balance); string(got) != string(want) {
			t.Fatalf("balance in parts\n got %s\nwant %s", got, want)
		}
	})
}
