package pricing_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func labourAnyNumber(least, most int64) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(least, most).Draw(t, "coef"), -int32(rapid.IntRange(0, 3).Draw(t, "scale")))
	})
}

func labourAnyChange() *rapid.Generator[pricing.RateChange] {
	return rapid.Custom(func(t *rapid.T) pricing.RateChange {
		switch rapid.IntRange(0, 2).Draw(t, "change") {
		case 0:
			return pricing.ReplaceRate{Rate: labourAnyNumber(0, 30_000).Draw(t, "replace")}
		case 1:
			return pricing.AddRate{Rate: labourAnyNumber(-200, 3000).Draw(t, "add")}
		default:
			return pricing.MultiplyRate{Factor: labourAnyNumber(0, 30).Draw(t, "multiply")}
		}
	})
}

// labourAnySpec draws a spec that compiles.
func labourAnySpec() *rapid.Generator[pricing.LabourSpec] {
	return rapid.Custom(func(t *rapid.T) pricing.LabourSpec {
		s := pricing.LabourSpec{
			Name: "Support", Rate: labourAnyNumber(0, 30_000).Draw(t, "rate"),
			Increment: rapid.SampledFrom([]int{0, 1, 5, 6, 15, 60}).Draw(t, "increment"), Minimum: rapid.SampledFrom([]int{0, 1, 15, 20, 60}).Draw(t, "minimum"),
			Round: rapid.SampledFrom([]msp.Rounding{0, msp.Up, msp.Down, msp.HalfUp}).Draw(t, "round"), MinimumFirst: rapid.Bool().Draw(t, "first"),
			Aggregate: rapid.SampledFrom([]pricing.Aggregate{0, pricing.ByEntry, pricing.ByTicket, pricing.ByDay}).Draw(t, "aggregate"),
		}
		if rapid.Bool().Draw(t, "types") {
			s.Types = map[string]pricing.RateChange{"onsite": labourAnyChange().Draw(t, "onsite"), "remote": labourAnyChange().Draw(t, "remote")}
		}
		if rapid.Bool().Draw(t, "roles") {
			s.Roles = map[string]pricing.RateChange{"senior": labourAnyChange().Draw(t, "senior")}
		}
		if rapid.Bool().Draw(t, "late") {
			s.AfterHours = labourAnyChange().Draw(t, "after hours")
		}
		if rapid.Bool().Draw(t, "capped") {
			s.NotToExceed = decimal.New(rapid.Int64Range(1, 100_000).Draw(t, "cap"), -2)
		}
		if rapid.Bool().Draw(t, "costs") {
			s.Cost, s.Costs = labourAnyNumber(0, 9999).Draw(t, "cost"), map[string]decimal.Decimal{"senior": labourAnyNumber(0, 9999).Draw(t, "senior's")}
		}
		return s
	}).Filter(func(s pricing.LabourSpec) bool { return s.Validate().Err() == nil }) // changes may lead below zero
}

func labourAnyEntries() *rapid.Generator[[]pricing.Entry] {
	return rapid.Custom(func(t *rapid.T) []pricing.Entry {
		entries := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) pricing.Entry {
			minutes := rapid.Int64Range(0, 130).Draw(t, "minutes")
			return pricing.Entry{
				Ticket: rapid.SampledFrom([]string{"", "T1", "T2"}).Draw(t, "ticket"), Date: labourDay(rapid.SampledFrom([]string{"2026-03-02", "2026-03-03"}).Draw(t, "day")),
				Minutes: minutes, AfterHours: rapid.SampledFrom([]int64{0, minutes / 3, minutes}).Draw(t, "after"),
				Type: rapid.SampledFrom([]string{"", "onsite", "remote"}).Draw(t, "type"), Role: rapid.SampledFrom([]string{"", "senior"}).Draw(t, "role"),
			}
		}), 0, 9).Draw(t, "entries")
		for i := range entries {
			entries[i].ID = fmt.Sprintf("E%d", i)
		}
		return entries
	})
}

// labourOracle bills with fractions and by counting up increments.
type labourOracle struct {
	spec   pricing.LabourSpec
	groups []labourOracleGroup
}

type labourOracleGroup struct {
	key             string
	rate            *big.Rat
	minutes, billed int64
	cost            *big.Rat
	full            *big.Int // cents
}

func labourChanged(rate *big.Rat, change pricing.RateChange) *big.Rat {
	switch c := change.(type) {
	case pricing.ReplaceRate:
		return c.Rate.Rat()
	case pricing.AddRate:
		return new(big.Rat).Add(rate, c.Rate.Rat())
	case pricing.MultiplyRate:
		return new(big.Rat).Mul(rate, c.Factor.Rat())
	}
	return rate
}

// labourCents rounds dollars to cents, half up; they are not below zero.
func labourCents(dollars *big.Rat) *big.Int {
	twice := new(big.Rat).Mul(dollars, big.NewRat(200, 1)) // floor((2x + 1) / 2)
	twice.Add(twice, big.NewRat(1, 1))
	return new(big.Int).Quo(twice.Num(), new(big.Int).Mul(twice.Denom(), big.NewInt(2)))
}

func labourBilledBy(s pricing.LabourSpec, minutes int64) int64 {
	if minutes == 0 {
		return 0
	}
	round := func(m int64) int64 {
		step := int64(max(s.Increment, 1))
		below := int64(0)
		for below+step <= m {
			below += step
		}
		switch over := m - below; {
		case over == 0 || s.Round == msp.Down:
			return below
		case s.Round == msp.HalfUp && over < step-over:
			return below
		default:
			return below + step
		}
	}
	least := int64(s.Minimum)
	if s.MinimumFirst {
		return round(max(minutes, least))
	}
	return max(round(minutes), least)
}

func (o *labourOracle) add(e pricing.Entry, minutes int64, after bool) {
	rate := o.spec.Rate.Rat()
	if c, ok := o.spec.Roles[e.Role]; ok {
		rate = labourChanged(rate, c)
	}
	if c, ok := o.spec.Types[e.Type]; ok {
		rate = labourChanged(rate, c)
	}
	if after {
		rate = labourChanged(rate, o.spec.AfterHours)
	}
	ref := "entry " + e.ID
	switch {
	case o.spec.Aggregate == pricing.ByTicket && e.Ticket != "":
		ref = "ticket " + e.Ticket
	case o.spec.Aggregate == pricing.ByDay:
		ref = "day " + e.Date.String()
	}
	cost, own := o.spec.Costs[e.Role]
	if !own {
		cost = o.spec.Cost
	}
	spent := new(big.Rat).Mul(cost.Rat(), big.NewRat(minutes, 60))
	key := ref + " at " + rate.RatString()
	for i := range o.groups {
		if g := &o.groups[i]; g.key == key {
			g.minutes += minutes
			g.cost.Add(g.cost, spent)
			return
		}
	}
	o.groups = append(o.groups, labourOracleGroup{key: key, rate: rate, minutes: minutes, cost: spent})
}

func labourByOracle(s pricing.LabourSpec, entries []pricing.Entry) []labourOracleGroup {
	o := &labourOracle{spec: s}
	for _, e := range entries {
		switch {
		case s.AfterHours == nil || e.AfterHours == 0:
			o.add(e, e.Minutes, false)
		case e.AfterHours == e.Minutes:
			o.add(e, e.Minutes, true)
		default:
			o.add(e, e.Minutes-e.AfterHours, false)
			o.add(e, e.AfterHours, true)
		}
	}
	for i := range o.groups {
		g := &o.groups[i]
		g.billed = labourBilledBy(s, g.minutes)
		g.full = labourCents(new(big.Rat).Mul(g.rate, big.NewRat(g.billed, 60)))
	}
	return o.groups
}

// Groups, amounts and costs are those of the oracle; the cap takes from the last.
func TestLabourAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, entries := labourAnySpec().Draw(t, "spec"), labourAnyEntries().Draw(t, "entries")
		labour, err := spec.Compile(labourUSD(), 0)
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		before := rapid.Int64Range(0, 50_000).Draw(t, "before")
		billed, _ := msp.NewMoney(before, labourUSD())
		sheet, err := labour.Bill(entries, billed)
		if err != nil {
			t.Fatalf("Bill: %v", err)
		}
		groups := labourByOracle(spec, entries)
		if len(groups) != len(sheet.Charges) {
			t.Fatalf("%d groups, want %d: %+v", len(sheet.Charges), len(groups), sheet)
		}
		left := spec.NotToExceed.Shift(2).IntPart() - before
		var full, total, cost int64
		for i, want := range groups {
			got := sheet.Charges[i]
			if got.Rate.Rat().Cmp(want.rate) != 0 || got.Minutes != want.minutes || got.Billed != want.billed || got.Full.Minor() != want.full.Int64() || got.Cost.Minor() != labourCents(want.cost).Int64() {
				t.Fatalf("group %d = %+v, want %+v", i, got, want)
			}
			amount := want.full.Int64()
			if !spec.NotToExceed.IsZero() {
				amount = min(amount, max(left, 0))
				left -= amount
			}
			if got.Amount.Minor() != amount {
				t.Fatalf("group %d is charged with %v, want %d cents", i, got.Amount, amount)
			}
			full, total, cost = full+got.Full.Minor(), total+amount, cost+got.Cost.Minor()
		}
		if sheet.Full.Minor() != full || sheet.Total.Minor() != total || sheet.Unbilled.Minor() != full-total || sheet.Cost.Minor() != cost {
			t.Fatalf("sums %v, %v, %v, %v, want %d, %d, %d, %d cents", sheet.Full, sheet.Total, sheet.Unbilled, sheet.Cost, full, total, full-total, cost)
		}
		if !spec.NotToExceed.IsZero() && sheet.CapLeft.Minor() != max(left, 0) {
			t.Fatalf("left of the cap: %v, want %d cents", sheet.CapLeft, left)
		}
	})
}

// Total = sum of the lines = sum of their details, no minute is lost, and a bill in
// two parts is the bill in one if they share no group.
func TestLabourAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, entries := labourAnySpec().Draw(t, "spec"), labourAnyEntries().Draw(t, "entries")
		labour, err := spec.Compile(labourUSD(), rapid.SampledFrom([]msp.Rounding{0, msp.Up, msp.Down, msp.HalfEven}).Draw(t, "mode"))
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		sheet, err := labour.Bill(entries, msp.Money{})
		if err != nil {
			t.Fatalf("Bill: %v", err)
		}
		var minutes, spent int64
		total, details, named := msp.Money{}, msp.Money{}, map[string]bool{}
		for _, e := range entries {
			spent += e.Minutes
		}
		for i, line := range sheet.Lines() {
			minutes += sheet.Charges[i].Minutes
			for _, id := range sheet.Charges[i].Entries {
				named[id] = true
			}
			total, _ = total.Add(line.Amount)
			for _, d := range line.Detail {
				details, _ = details.Add(d.Amount)
			}
			if line.Amount.Sign() < 0 || line.Cost != sheet.Charges[i].Cost || !line.Period.Contains(sheet.Charges[i].Date) {
				t.Fatalf("line %d = %+v", i, line)
			}
		}
		if minutes != spent || len(named) != len(entries) || total.Minor() != sheet.Total.Minor() || details.Minor() != sheet.Total.Minor() {
			t.Fatalf("%d of %d minutes, %d of %d entries, lines %v, details %v, total %v", minutes, spent, len(named), len(entries), total, details, sheet.Total)
		}
		if spec.Aggregate > pricing.ByEntry {
			return
		}
		cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
		first, err := labour.Bill(entries[:cut], msp.Money{})
		if err != nil {
			t.Fatalf("Bill of the first part: %v", err)
		}
		second, err := labour.Bill(entries[cut:], first.Total)
		if err != nil {
			t.Fatalf("Bill of the second part: %v", err)
		}
		if first.Total.Minor()+second.Total.Minor() != sheet.Total.Minor() || second.CapLeft != sheet.CapLeft {
			t.Fatalf("in two parts %v and %v, left %v; in one %v, left %v", first.Total, second.Total, second.CapLeft, sheet.Total, sheet.CapLeft)
		}
	})
}

func TestLabourOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, entries := labourAnySpec().Draw(t, "spec"), labourAnyEntries().Draw(t, "entries")
		labour, err := spec.Compile(labourUSD(), 0)
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		a, err := labour.Bill(entries, msp.Money{})
		if err != nil {
			t.Fatalf("Bill: %v", err)
		}
		shuffled := rapid.Permutation(entries).Draw(t, "order")
		b, err := labour.Bill(shuffled, msp.Money{})
		if err != nil || a.Full != b.Full || a.Total != b.Total || a.Cost != b.Cost || a.CapLeft != b.CapLeft || len(a.Charges) != len(b.Charges) {
			t.Fatalf("in another order %+v, %v, not %+v", b, err, a)
		}
	})
}

// L23 to L25, as Labour.Billed states them.
func TestLabourBilledLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := labourAnySpec().Draw(t, "spec")
		labour, err := spec.Compile(labourUSD(), 0)
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		minutes := func(m int64) int64 {
			billed, err := labour.Billed(m)
			if err != nil {
				t.Fatalf("Billed(%d): %v", m, err)
			}
			return billed
		}
		x, y := rapid.Int64Range(0, 300).Draw(t, "x"), rapid.Int64Range(0, 300).Draw(t, "y")
		bx, by, sum := minutes(x), minutes(y), minutes(x+y)
		increment, least := int64(max(spec.Increment, 1)), int64(spec.Minimum)
		up := spec.Round == 0 || spec.Round == msp.Up
		if (bx != 0) && x == 0 || sum < bx || sum < by {
			t.Fatalf("%d bills %d, %d bills %d, the sum %d", x, bx, y, by, sum)
		}
		if up && (bx < x || sum > bx+by) {
			t.Fatalf("under up %d bills %d, %d bills %d, the sum %d", x, bx, y, by, sum)
		}
		if bx%increment != 0 && (spec.MinimumFirst || bx != least) {
			t.Fatalf("%d bills %d, neither increments of %d nor the minimum", x, bx, increment)
		}
		if !spec.MinimumFirst && x > 0 && bx < least {
			t.Fatalf("%d bills %d, less than the minimum of %d", x, bx, least)
		}
		roundedUp := !spec.MinimumFirst && labourBilledBy(pricing.LabourSpec{Increment: spec.Increment, Round: spec.Round}, least) > least
		if again := minutes(bx); !roundedUp && again != bx {
			t.Fatalf("%d bills %d, which bills %d", x, bx, again)
		}
	})
}

// Put together by ticket, under Up no more minutes are billed than by entry.
func TestLabourTicketBelowEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec, entries := labourAnySpec().Draw(t, "spec"), labourAnyEntries().Draw(t, "entries")
		spec.Round = msp.Up
		var sums [4]int64
		for by := range sums {
			spec.Aggregate = pricing.Aggregate(by)
			labour, err := spec.Compile(labourUSD(), 0)
			if err != nil {
				t.Fatalf("Compile: %v", err)
			}
			groups, err := labour.Groups(entries)
			if err != nil {
				t.Fatalf("Groups: %v", err)
			}
			for _, g := range groups {
				sums[by] += g.Billed
			}
		}
		if sums[0] != sums[pricing.ByEntry] || sums[pricing.ByTicket] > sums[pricing.ByEntry] || sums[pricing.ByDay] > sums[pricing.ByEntry] {
			t.Fatalf("minutes billed by none, entry, ticket and day: %v", sums)
		}
	})
}

func TestLabourSpecRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := labourAnySpec().Draw(t, "spec")
		text, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("Marshal: %v", err)
		}
		back, err := pricing.ParseLabourSpec(text, msp.Limits{})
		if err != nil || !cmp.Equal(back, spec) {
			t.Fatalf("%s reads as\n%s, %v", text, cmp.Diff(spec, back), err)
		}
		entries := labourAnyEntries().Draw(t, "entries")
		if text, err = json.Marshal(entries); err != nil {
			t.Fatalf("Marshal: %v", err)
		}
		list, err := pricing.ParseEntries(text, msp.Limits{})
		if err != nil || fmt.Sprint(list) != fmt.Sprint(entries) {
			t.Fatalf("%s reads as %v, %v", text, list, err)
		}
	})
}

// What is read prints in one form, which reads as the same, and bills or is refused.
func FuzzParseLabourSpec(f *testing.F) {
	for _, seed := range []string{
		labourJSON, `{}`, `null`, `[`, `{"name":"x","rate":"-0"}`, `{"name":"x","rate":"999999999999999999.999999999999999999","after_hours":{"multiply":"999999999999999999"}}`,
		`{"name":"x","rate":"1","types":{"":{"add":"-1"}},"round":"ceil"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := pricing.ParseLabourSpec(data, msp.Limits{})
		if err != nil {
			if labourIssues(err) == nil || !cmp.Equal(spec, pricing.LabourSpec{}) {
				t.Fatalf("ParseLabourSpec(%q) = %+v, %v", data, spec, err)
			}
			return
		}
		text, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("%q reads as %+v, which has no JSON: %v", data, spec, err)
		}
		again, err := pricing.ParseLabourSpec(text, msp.Limits{})
		if err != nil || !cmp.Equal(again, spec) {
			t.Fatalf("%s of %q reads as %+v, %v", text, data, again, err)
		}
		labour, err := spec.Compile(labourUSD(), 0)
		if err != nil {
			return
		}
		entries := []pricing.Entry{{Date: labourDay("2026-03-02"), Minutes: 90, AfterHours: 30}}
		if sheet, err := labour.Bill(entries, msp.Money{}); err == nil && sheet.Total.Sign() < 0 {
			t.Fatalf("%s bills %v", text, sheet.Total)
		}
	})
}

func FuzzParseEntries(f *testing.F) {
	for _, seed := range []string{`[{"id":"a","date":"2026-03-02","minutes":45,"after_hours":45}]`, `[]`, `[{}]`, `{}`, `[{"minutes":9223372036854775807}]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := pricing.ParseEntries(data, msp.Limits{})
		if err != nil {
			return
		}
		text, err := json.Marshal(entries)
		if err != nil {
			t.Fatalf("%q reads as %+v, which has no JSON: %v", data, entries, err)
		}
		again, err := pricing.ParseEntries(text, msp.Limits{})
		if entries != nil && (err != nil || fmt.Sprint(again) != fmt.Sprint(entries)) {
			t.Fatalf("%s of %q reads as %+v, %v", text, data, again, err)
		}
		labour := labourOf(t, pricing.LabourSpec{Name: "x", Rate: labourNum("120"), Increment: 15, Minimum: 30})
		sheet, err := labour.Bill(entries, msp.Money{})
		if err == nil && len(sheet.Charges) != len(entries) {
			t.Fatalf("%q has %d charges", data, len(sheet.Charges))
		}
	})
}
