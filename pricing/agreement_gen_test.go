package pricing_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// agrCase is an agreement and periods to bill it for, which follow one another.
type agrCase struct {
	spec    pricing.AgreementSpec
	periods []msp.Period
}

// agrWants says what a random agreement may have. Items of all modes, cadences,
// timings and lives it has in any case.
type agrWants struct {
	negative   bool // rates below zero
	months     bool // statements are months from the anchor; else they have any length
	metered    bool // needs months: one service period ends in a statement
	outcomes   bool
	projects   bool
	labour     bool
	blocks     bool // needs labour
	discounts  bool // of the statement
	off        bool // discounts of items
	commitment bool // needs months
	maximum    bool // of a commitment that lasts longer than a statement
	credits    bool
	plans      bool // changes of price
	licences   bool
	uplifts    bool
}

// agrEverything is all of it, but for rates below zero.
func agrEverything() agrWants {
	return agrWants{
		months: true, metered: true, outcomes: true, projects: true, labour: true, blocks: true, discounts: true, off: true,
		commitment: true, maximum: true, credits: true, plans: true, licences: true, uplifts: true,
	}
}

func agrDay(text string) msp.Date { return msp.MustParseDate(text) }

func agrDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func agrMoney(text string) msp.Money { return msp.MustParseMoney(text) }

func agrPct(text string) msp.Percent { return msp.MustParsePercent(text) }

func agrSpan(text string) msp.Period { return msp.MustParsePeriod(text) }

// agrPlus returns the date some days later.
func agrPlus(d msp.Date, days int) msp.Date {
	sum, err := d.AddDays(days)
	if err != nil {
		panic(err)
	}
	return sum
}

func agrPeriod(from, to msp.Date) msp.Period {
	p, err := msp.NewPeriod(from, to)
	if err != nil {
		panic(err)
	}
	return p
}

// agrChance is true in some of a hundred cases.
func agrChance(t *rapid.T, percent int, label string) bool {
	return rapid.IntRange(0, 99).Draw(t, label) >= 100-percent
}

func agrNear(t *rapid.T, d msp.Date, low, high int, label string) msp.Date {
	return agrPlus(d, rapid.IntRange(low, high).Draw(t, label))
}

// agrNumber draws a number with up to three digits after the point.
func agrNumber(t *rapid.T, low, high int64, label string) decimal.Decimal {
	switch rapid.IntRange(0, 2).Draw(t, label+" digits") {
	case 0:
		return decimal.New(rapid.Int64Range(low, high).Draw(t, label), 0)
	case 1:
		return decimal.New(rapid.Int64Range(low*100, high*100).Draw(t, label), -2)
	default:
		return decimal.New(rapid.Int64Range(low*1000, high*1000).Draw(t, label), -3)
	}
}

func agrPercent(t *rapid.T, low, high int64, label string) msp.Percent {
	p, err := msp.NewPercent(rapid.Int64Range(low*10, high*10).Draw(t, label), 1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// agrPrice draws a price of any mode. Its currency is that of the agreement.
func agrPrice(t *rapid.T, w agrWants) pricing.Price {
	p := pricing.Price{Unit: "user", Mode: rapid.SampledFrom([]pricing.Mode{
		0, pricing.PerUnit, pricing.Graduated, pricing.Volume, pricing.Stairstep, pricing.Package,
	}).Draw(t, "mode")}
	low := int64(0)
	if w.negative {
		low = -30
	}
	switch p.Mode {
	case pricing.Graduated, pricing.Volume, pricing.Stairstep:
		upTo := int64(0)
		tiers := rapid.IntRange(1, 3).Draw(t, "tiers")
		for n := range tiers {
			tier := pricing.Tier{Flat: agrNumber(t, 0, 50, "tier flat")}
			if p.Mode != pricing.Stairstep {
				tier.Rate = agrNumber(t, low, 80, "tier rate")
			}
			if n < tiers-1 {
				upTo += rapid.Int64Range(1, 15).Draw(t, "up to")
				tier.UpTo = decimal.NewFromInt(upTo)
			}
			p.Tiers = append(p.Tiers, tier)
		}
	case pricing.Package:
		p.Rate, p.Size = agrNumber(t, low, 200, "rate"), decimal.NewFromInt(rapid.Int64Range(1, 12).Draw(t, "size"))
		p.Partial = rapid.SampledFrom([]msp.Rounding{0, msp.Up, msp.Down}).Draw(t, "partial")
	case 0, pricing.PerUnit:
		p.Rate = agrNumber(t, low, 200, "rate")
	}
	if agrChance(t, 25, "has flat") {
		p.Flat = agrNumber(t, 0, 90, "flat")
	}
	if agrChance(t, 25, "has included") {
		p.Included = decimal.NewFromInt(rapid.Int64Range(1, 8).Draw(t, "included"))
	}
	if agrChance(t, 20, "has minimum") {
		p.Minimum = agrNumber(t, 1, 300, "minimum")
	}
	if agrChance(t, 20, "has maximum") {
		p.Maximum = p.Minimum.Add(agrNumber(t, 1, 900, "maximum"))
	}
	p.AtZero = agrChance(t, 20, "at zero")
	return p
}

func agrTimeline(t *rapid.T, start msp.Date) pricing.Timeline {
	var timeline pricing.Timeline
	if agrChance(t, 75, "from the beginning") {
		timeline = append(timeline, pricing.QuantityStep{Quantity: agrQuantity(t)})
	}
	steps := rapid.IntRange(0, 4).Draw(t, "steps")
	if len(timeline) == 0 {
		steps++
	}
	for range steps {
		timeline = append(timeline, pricing.QuantityStep{From: agrNear(t, start, -30, 400, "step"), Quantity: agrQuantity(t)})
	}
	return timeline
}

func agrQuantity(t *rapid.T) decimal.Decimal {
	if agrChance(t, 15, "half units") {
		return decimal.New(rapid.Int64Range(0, 400).Draw(t, "quantity"), -1)
	}
	return decimal.NewFromInt(rapid.Int64Range(0, 40).Draw(t, "quantity"))
}

// agrOff draws a discount of a percent, of an amount or of a volume.
func agrOff(t *rapid.T, start msp.Date, name string) pricing.Discount {
	d := pricing.Discount{Name: name}
	switch rapid.IntRange(0, 2).Draw(t, "kind of discount") {
	case 0:
		d.Off = pricing.PercentOff{Percent: agrPercent(t, 0, 100, "percent off")}
	case 1:
		d.Off = pricing.AmountOff{Amount: agrNumber(t, 0, 300, "amount off")}
	default:
		d.Off = pricing.VolumeOff{Steps: []pricing.VolumeStep{
			{From: decimal.NewFromInt(rapid.Int64Range(0, 10).Draw(t, "volume")), Percent: agrPercent(t, 0, 20, "percent off")},
			{From: decimal.NewFromInt(rapid.Int64Range(11, 600).Draw(t, "volume")), Percent: agrPercent(t, 0, 40, "percent off")},
		}}
	}
	if agrChance(t, 40, "has a term") {
		d.From = agrNear(t, start, -20, 120, "discount from")
		d.To = agrNear(t, d.From, 1, 200, "discount to")
	}
	return d
}

func agrUplift(t *rapid.T) pricing.Uplift {
	u := pricing.Uplift{Unrounded: agrChance(t, 20, "unrounded")}
	if rapid.Bool().Draw(t, "index") {
		for year := 2020; year < 2032; year++ {
			u.Index = append(u.Index, pricing.IndexStep{Year: year, Percent: agrPercent(t, -3, 9, "index")})
		}
		if rapid.Bool().Draw(t, "bounds") {
			u.Floor, u.Cap = pricing.NewUpliftBound(msp.Percent{}), pricing.NewUpliftBound(agrPct("5%"))
		}
		return u
	}
	u.Percent = agrPercent(t, -5, 10, "uplift")
	return u
}

func agrCadence(t *rapid.T) pricing.Cadence {
	return rapid.SampledFrom([]pricing.Cadence{
		0, pricing.Month, pricing.Month, pricing.Quarter, pricing.Year, pricing.Week, pricing.Fortnight, pricing.HalfYear, pricing.Once,
	}).Draw(t, "cadence")
}

// agrItem draws an item of an agreement whose life is known.
func agrItem(t *rapid.T, w agrWants, s *pricing.AgreementSpec) pricing.Item {
	i := pricing.Item{
		Name: "item " + strconv.Itoa(len(s.Items)), Cadence: agrCadence(t),
		Timing: rapid.SampledFrom([]pricing.Timing{0, pricing.Advance, pricing.Arrears}).Draw(t, "timing"),
	}
	from := s.Start
	if agrChance(t, 40, "has start") {
		i.Start = agrNear(t, s.Start, 0, 39, "start")
		from = i.Start
	}
	if agrChance(t, 30, "has end") {
		i.End = agrNear(t, from, 1, 300, "end")
		if !s.End.IsZero() && i.End.After(s.End) {
			i.End = s.End
		}
	}
	if agrChance(t, 30, "has anchor") {
		i.Anchor = agrNear(t, from, -100, 100, "anchor")
	}
	if agrChance(t, 40, "has cost") {
		i.Cost = agrNumber(t, 0, 90, "cost")
	}
	if w.off {
		for range rapid.IntRange(0, 2).Draw(t, "discounts") {
			i.Discounts = append(i.Discounts, agrOff(t, from, "less"))
		}
	}
	if w.uplifts && agrChance(t, 30, "has uplift") {
		i.Uplift = agrUplift(t)
	}
	if agrChance(t, 10, "is flat") {
		i.Price = pricing.Price{Flat: agrNumber(t, 1, 900, "fee"), AtZero: rapid.Bool().Draw(t, "at zero")}
		return i
	}
	i.Price = agrPrice(t, w)
	if w.plans && agrChance(t, 40, "changes") {
		at := from
		for range rapid.IntRange(1, 2).Draw(t, "changes") {
			at = agrNear(t, at, 1, 120, "change")
			i.Changes = append(i.Changes, pricing.PriceChange{From: at, Price: agrPrice(t, w)})
		}
		if rapid.Bool().Draw(t, "latest first") {
			slices.Reverse(i.Changes)
		}
	}
	if w.metered && agrChance(t, 20, "is metered") {
		i.Metered, i.Timing, i.Anchor = true, 0, msp.Date{}
		i.Cadence = rapid.SampledFrom([]pricing.Cadence{0, pricing.Quarter}).Draw(t, "cadence")
		return i
	}
	i.Quantity = agrTimeline(t, from)
	if w.licences && agrChance(t, 30, "is licensed") {
		i.Licence = pricing.Ratchet{
			Term:  rapid.SampledFrom([]pricing.Cadence{pricing.Month, pricing.Quarter, pricing.Year}).Draw(t, "term"),
			Grace: rapid.IntRange(0, 12).Draw(t, "grace"),
		}
	}
	return i
}

// agrSpec draws an agreement.
func agrSpec(t *rapid.T, w agrWants) pricing.AgreementSpec {
	s := pricing.AgreementSpec{
		Client: "Acme", Currency: msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")),
		Rounding: rapid.SampledFrom(discModes()).Draw(t, "rounding"),
		Start:    agrNear(t, agrDay("2023-11-15"), 0, 800, "start"),
	}
	if rapid.Bool().Draw(t, "has end") {
		s.End = agrNear(t, s.Start, 40, 600, "end")
	}
	if rapid.Bool().Draw(t, "has anchor") {
		s.Anchor = agrNear(t, s.Start, -60, 60, "anchor")
	}
	for range rapid.IntRange(0, 4).Draw(t, "items") {
		s.Items = append(s.Items, agrItem(t, w, &s))
	}
	s.CreditNotes = rapid.Bool().Draw(t, "credit notes")
	if w.projects && agrChance(t, 30, "has project") {
		s.Projects = append(s.Projects, agrProject(t, &s))
	}
	if w.outcomes && agrChance(t, 40, "has outcome") {
		s.Outcomes = append(s.Outcomes, agrOutcome(t))
	}
	if w.labour && agrChance(t, 70, "has labour") {
		s.Labour = agrLabour(t)
		if w.blocks {
			for n := range rapid.IntRange(0, 2).Draw(t, "blocks") {
				s.Blocks = append(s.Blocks, agrBlock(t, s.Start, "block "+strconv.Itoa(n)))
			}
		}
	}
	if w.discounts {
		for n := range rapid.IntRange(0, 3).Draw(t, "discounts") {
			s.Discounts = append(s.Discounts, agrOff(t, s.Start, "discount "+strconv.Itoa(n)))
		}
	}
	if w.commitment && agrChance(t, 50, "has commitment") {
		s.Commitment = agrCommitment(t, w)
	}
	if w.credits && rapid.Bool().Draw(t, "has credit terms") {
		s.Credits = pricing.CreditTerms{Cap: agrPercent(t, 0, 60, "cap"), Least: agrNumber(t, 0, 20, "least")}
	}
	return s
}

func agrCommitment(t *rapid.T, w agrWants) pricing.Commitment {
	k := pricing.Commitment{
		Cadence:        rapid.SampledFrom([]pricing.Cadence{0, pricing.Month, pricing.Quarter, pricing.HalfYear}).Draw(t, "committed"),
		BeforeDiscount: rapid.Bool().Draw(t, "before discount"),
	}
	k.Minimum = agrNumber(t, 0, 2000, "minimum")
	if (w.maximum || k.Cadence <= pricing.Month) && rapid.Bool().Draw(t, "has maximum") {
		k.Maximum = k.Minimum.Add(agrNumber(t, 1, 3000, "maximum"))
	}
	return k
}

// agrProject draws a project whose milestones lie in its first months.
func agrProject(t *rapid.T, s *pricing.AgreementSpec) pricing.Project {
	first, rest := rapid.Int64Range(1, 500).Draw(t, "first"), rapid.Int64Range(2, 900).Draw(t, "rest")
	p := pricing.Project{Name: "project", Total: decimal.NewFromInt(first + rest)}
	p.Milestones = append(p.Milestones, pricing.Milestone{Name: "start", Date: agrNear(t, s.Start, 0, 60, "reached"), Amount: decimal.NewFromInt(first)})
	p.Milestones = append(p.Milestones, pricing.Milestone{Name: "end", Amount: decimal.NewFromInt(rest)})
	if rapid.Bool().Draw(t, "reached") {
		p.Milestones[1].Date = agrNear(t, s.Start, 0, 120, "reached")
	}
	return p
}

func agrOutcome(t *rapid.T) pricing.Outcome {
	return pricing.Outcome{
		Cadence: rapid.SampledFrom([]pricing.Cadence{0, pricing.Quarter}).Draw(t, "outcome"),
		Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{
			{At: agrDec("0.7"), Fee: agrNumber(t, 0, 300, "fee")},
			{At: agrDec("0.9"), Fee: agrNumber(t, 300, 900, "fee")},
		}},
	}
}

func agrLabour(t *rapid.T) *pricing.LabourSpec {
	l := &pricing.LabourSpec{
		Name: "labour", Rate: agrNumber(t, 1, 200, "hourly"),
		Types:     map[string]pricing.RateChange{"onsite": pricing.AddRate{Rate: decimal.NewFromInt(25)}, "remote": pricing.MultiplyRate{Factor: agrDec("0.9")}},
		Increment: rapid.SampledFrom([]int{0, 6, 15}).Draw(t, "increment"),
		Minimum:   rapid.SampledFrom([]int{0, 20, 30}).Draw(t, "least minutes"),
		Aggregate: rapid.SampledFrom([]pricing.Aggregate{0, pricing.ByTicket, pricing.ByDay}).Draw(t, "aggregate"),
		Cost:      decimal.NewFromInt(40),
	}
	if rapid.Bool().Draw(t, "has after hours") {
		l.AfterHours = pricing.MultiplyRate{Factor: agrDec("1.5")}
	}
	if agrChance(t, 30, "has cap") {
		l.NotToExceed = decimal.NewFromInt(rapid.Int64Range(1, 1500).Draw(t, "not to exceed"))
	}
	return l
}

func agrBlock(t *rapid.T, start msp.Date, name string) pricing.BlockSpec {
	b := pricing.BlockSpec{
		Name: name, Unit: rapid.SampledFrom([]pricing.BlockUnit{0, pricing.BlockHours, pricing.BlockMoney, pricing.BlockIncidents}).Draw(t, "unit"),
		Allotment: decimal.NewFromInt(rapid.Int64Range(0, 6).Draw(t, "allotment")),
		Order:     rapid.SampledFrom([]pricing.DrawOrder{0, pricing.EarliestEnd}).Draw(t, "order"),
		Alerts:    []msp.Percent{agrPct("50%"), agrPct("100%")},
	}
	if b.Unit == pricing.BlockMoney {
		b.Allotment = b.Allotment.Mul(decimal.NewFromInt(100))
	} else if rapid.Bool().Draw(t, "has overage") {
		b.Overage = agrNumber(t, 1, 200, "overage")
	}
	if !b.Allotment.IsZero() {
		b.Cadence = rapid.SampledFrom([]pricing.Cadence{0, pricing.Week, pricing.Quarter}).Draw(t, "cadence")
		b.Rollover = rapid.Bool().Draw(t, "rollover")
	}
	if b.Rollover {
		b.Life = rapid.IntRange(0, 3).Draw(t, "life")
		b.RolloverCap = decimal.NewFromInt(rapid.Int64Range(0, 8).Draw(t, "cap"))
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "lots") {
		lot := pricing.Lot{ID: "lot " + strconv.Itoa(n), From: agrNear(t, start, -20, 90, "lot"), Size: decimal.NewFromInt(rapid.Int64Range(1, 9).Draw(t, "size"))}
		if rapid.Bool().Draw(t, "ends") {
			lot.To = agrNear(t, lot.From, 0, 90, "lot to")
		}
		b.Lots = append(b.Lots, lot)
	}
	if rapid.Bool().Draw(t, "covers some") {
		b.Covers = []string{"onsite"}
	}
	if rapid.Bool().Draw(t, "burns") {
		b.Burn = map[string]decimal.Decimal{"onsite": rapid.SampledFrom([]decimal.Decimal{agrDec("0"), agrDec("0.5"), agrDec("2")}).Draw(t, "burn")}
		b.AfterHours = agrDec("1.5")
		b.BurnOverage = rapid.Bool().Draw(t, "burn overage")
	}
	return b
}

// agrDraw draws an agreement and up to so many statements.
func agrDraw(t *rapid.T, w agrWants, most int) agrCase {
	c := agrCase{spec: agrSpec(t, w)}
	n := rapid.IntRange(1, most).Draw(t, "statements")
	if !w.months {
		from := agrNear(t, c.spec.Start, -40, 500, "first day")
		for range n {
			to := agrNear(t, from, 1, 70, "days")
			c.periods = append(c.periods, agrPeriod(from, to))
			from = to
		}
		return c
	}
	anchor := c.spec.Anchor
	if anchor.IsZero() {
		anchor = c.spec.Start
	}
	from := agrNear(t, c.spec.Start, 0, 400, "first day")
	if rapid.Bool().Draw(t, "from the beginning") {
		from = c.spec.Start
	}
	for p := range pricing.Month.Periods(anchor, agrPeriod(from, agrPlus(from, 600))) {
		if c.periods = append(c.periods, p); len(c.periods) == n {
			break
		}
	}
	return c
}

func (c agrCase) compile(t *rapid.T) pricing.Agreement { return agrCompile(t, c.spec) }

func agrCompile(t rapid.TB, spec pricing.AgreementSpec) pricing.Agreement {
	t.Helper()
	a, err := spec.Compile()
	if err != nil {
		t.Fatalf("Compile() = %v", err)
	}
	return a
}

// agrFacts draws the facts of a period, without the balance.
func agrFacts(t *rapid.T, s *pricing.AgreementSpec, p msp.Period, w agrWants) pricing.Input {
	in := pricing.Input{Period: p, Usage: map[string]decimal.Decimal{}, KPIs: map[string]msp.Ratio{}}
	day := func(label string) msp.Date { return agrNear(t, p.From(), 0, p.Days()-1, label) }
	for _, i := range s.Items {
		if i.Metered {
			in.Usage[i.Name] = agrQuantity(t)
		}
	}
	for _, o := range s.Outcomes {
		in.KPIs[o.Price.KPI] = rapid.SampledFrom([]msp.Ratio{{}, msp.NewRatio(1, 2), msp.NewRatio(4, 5), msp.NewRatio(9, 10), msp.NewRatio(1, 1)}).Draw(t, "kpi")
	}
	if s.Labour != nil {
		for n := range rapid.IntRange(0, 6).Draw(t, "entries") {
			e := pricing.Entry{
				Ticket: rapid.SampledFrom([]string{"", "T1", "T2", "T3"}).Draw(t, "ticket"), Date: day("worked on"),
				Type:    rapid.SampledFrom([]string{"", "onsite", "remote"}).Draw(t, "type"),
				Minutes: rapid.Int64Range(0, 240).Draw(t, "minutes"),
			}
			if agrChance(t, 70, "has id") {
				e.ID = p.From().String() + " E" + strconv.Itoa(n)
			}
			if agrChance(t, 40, "late") {
				e.AfterHours = rapid.Int64Range(0, e.Minutes).Draw(t, "after hours")
			}
			in.Work = append(in.Work, e)
		}
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "materials") {
		m := pricing.Material{Name: "part", Date: day("delivered on"), Quantity: decimal.NewFromInt(rapid.Int64Range(1, 9).Draw(t, "parts"))}
		if rapid.Bool().Draw(t, "has price") {
			m.Price = agrNumber(t, 1, 90, "price")
		} else {
			m.Cost, m.Markup = agrNumber(t, 1, 90, "cost"), agrPercent(t, 1, 40, "markup")
		}
		if agrChance(t, 70, "has id") {
			m.ID = "M" + strconv.Itoa(n)
		}
		in.Materials = append(in.Materials, m)
	}
	if w.credits {
		in.Credits = agrCredits(t, s)
	}
	in.Balance = agrFrom(in.Balance, p)
	agrDue(t, s, &in)
	return in
}

func agrCredits(t *rapid.T, s *pricing.AgreementSpec) []pricing.ServiceCredit {
	names := []string{""}
	for _, i := range s.Items {
		names = append(names, i.Name)
	}
	for _, o := range s.Outcomes {
		names = append(names, o.Price.KPI)
	}
	var credits []pricing.ServiceCredit
	for range rapid.IntRange(0, 3).Draw(t, "credits") {
		credits = append(credits, pricing.ServiceCredit{
			Item:    rapid.SampledFrom(names).Draw(t, "credited"),
			Percent: agrPercent(t, 0, 80, "credit"), Reason: rapid.SampledFrom([]string{"uptime", "response"}).Draw(t, "reason"),
		})
	}
	return credits
}

// agrFrom is a balance that begins where a period does, if it is the first.
func agrFrom(b pricing.Balance, p msp.Period) pricing.Balance {
	if b.Through.IsZero() {
		b.Through = p.From()
	}
	return b
}

// agrDue leaves out the usage of what has no service period that ends in the period.
func agrDue(t *rapid.T, s *pricing.AgreementSpec, in *pricing.Input) {
	in.Usage = maps.Clone(in.Usage)
	var found msp.Issues
	if _, err := agrCompile(t, *s).Bill(*in); errors.As(err, &found) {
		for _, i := range found {
			if name, ok := strings.CutPrefix(i.Path, "usage."); ok && i.Code == msp.CodeConflict {
				delete(in.Usage, name)
			}
		}
	}
}

// agrShuffled returns the facts in another order.
func agrShuffled(t *rapid.T, in pricing.Input) pricing.Input {
	in.Work, in.Materials, in.Credits = slices.Clone(in.Work), slices.Clone(in.Materials), slices.Clone(in.Credits)
	agrShuffle(t, in.Work)
	agrShuffle(t, in.Materials)
	agrShuffle(t, in.Credits)
	return in
}

func agrShuffle[T any](t *rapid.T, list []T) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 0))
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// agrBill bills, and fails the test if that is an error.
func agrBill(t rapid.TB, a pricing.Agreement, in pricing.Input) pricing.Statement {
	t.Helper()
	st, err := a.Bill(in)
	if err != nil {
		t.Fatalf("Bill(%v) = %v", in.Period, err)
	}
	return st
}

// The random agreements are worth something only if they compile, have no finding that
// says they are odd in structure, and now and then have each of their parts.
func TestAgreementGenerator(t *testing.T) {
	drawn := rapid.Custom(func(t *rapid.T) []pricing.Kind {
		var kinds []pricing.Kind
		c := agrDraw(t, agrEverything(), 2)
		a := c.compile(t)
		var balance pricing.Balance
		for _, p := range c.periods {
			in := agrFacts(t, &c.spec, p, agrEverything())
			in.Balance = agrFrom(balance, in.Period)
			st := agrBill(t, a, in)
			for _, l := range st.Lines {
				kinds = append(kinds, l.Kind)
			}
			balance = st.Balance
		}
		return kinds
	})
	lines := map[pricing.Kind]int{}
	for seed := range 400 { // the same ones each time, so that none is missing by chance
		for _, k := range drawn.Example(seed) {
			lines[k]++
		}
	}
	for k := pricing.KindRecurring; k <= pricing.KindCredit; k++ {
		if lines[k] == 0 {
			t.Errorf("no line of kind %v among %v", k, lines)
		}
	}
}
