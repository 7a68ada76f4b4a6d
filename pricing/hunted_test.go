package pricing_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A pointer to one of a closed family is refused where it is written, nil or not.
func TestTypedNilIsNotWritten(t *testing.T) {
	for name, record := range map[string]json.Marshaler{
		"discount":    pricing.Discount{Name: "d", Off: (*pricing.PercentOff)(nil)},
		"after hours": pricing.LabourSpec{Name: "l", AfterHours: (*pricing.AddRate)(nil)},
		"a type":      pricing.LabourSpec{Name: "l", Types: map[string]pricing.RateChange{"x": (*pricing.MultiplyRate)(nil)}},
		"not nil":     pricing.Discount{Name: "d", Off: &pricing.PercentOff{}},
	} {
		if data, err := record.MarshalJSON(); !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%s: MarshalJSON() = %s, %v, want ErrInvalid", name, data, err)
		}
	}
}

// What compiles and bills can be stored.
func TestWhatBillsCanBeStored(t *testing.T) {
	const bad = "a\xff"
	usd := msp.MustParseCurrency("USD")
	for name, change := range map[string]func(*pricing.AgreementSpec){
		"client":       func(s *pricing.AgreementSpec) { s.Client = bad },
		"item":         func(s *pricing.AgreementSpec) { s.Items[0].Name = bad },
		"unit":         func(s *pricing.AgreementSpec) { s.Items[0].Price.Unit = bad },
		"outcome":      func(s *pricing.AgreementSpec) { s.Outcomes[0].Name = bad },
		"KPI":          func(s *pricing.AgreementSpec) { s.Outcomes[0].Price.KPI = bad },
		"project":      func(s *pricing.AgreementSpec) { s.Projects[0].Name = bad },
		"milestone":    func(s *pricing.AgreementSpec) { s.Projects[0].Milestones[0].Name = bad },
		"burn product": func(s *pricing.AgreementSpec) { s.Blocks[0].AfterHours = decimal.RequireFromString("1.0000000001") },
	} {
		spec := pricing.AgreementSpec{
			Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
			Items: []pricing.Item{{Name: "Seats", Price: pricing.PerUser(decimal.NewFromInt(100), usd), Quantity: pricing.Constant(10)}},
			Outcomes: []pricing.Outcome{{Name: "quality", Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{
				{At: decimal.NewFromInt(1), Fee: decimal.NewFromInt(5)},
			}}}},
			Projects: []pricing.Project{pricing.FixedProject("move", decimal.NewFromInt(10), usd, pricing.Milestone{Name: "done", Amount: decimal.NewFromInt(10)})},
			Labour:   &pricing.LabourSpec{Name: "labour", Rate: decimal.NewFromInt(1)},
			Blocks: []pricing.BlockSpec{{
				Name: "block", Allotment: decimal.NewFromInt(1), Burn: map[string]decimal.Decimal{"x": decimal.RequireFromString("1.0000000001")},
			}},
		}
		if _, err := spec.Compile(); err != nil {
			t.Fatal(err)
		}
		change(&spec)
		if _, err := spec.Compile(); !errors.Is(err, msp.CodeSyntax) && !errors.Is(err, msp.CodeRange) {
			t.Errorf("%s: Compile() = %v, want a finding", name, err)
		}
	}
	a := stmtCompile(t, stmtSpec())
	for name, in := range map[string]pricing.Input{
		"credit":   {Credits: []pricing.ServiceCredit{{Item: "Seats", Reason: bad}}},
		"incident": {Balance: pricing.Balance{Incidents: []string{bad}}},
	} {
		in.Period = msp.MustParsePeriod("2026-01-01/2026-02-01")
		if _, err := a.Bill(in); !errors.Is(err, msp.CodeSyntax) {
			t.Errorf("%s: Bill() = %v, want CodeSyntax", name, err)
		}
	}
}

// Findings that are not all kept are the same ones each time.
func TestFindingsDoNotDependOnOrder(t *testing.T) {
	in := pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01"), Usage: map[string]decimal.Decimal{}}
	for n := range 1500 {
		in.Usage["u"+strconv.Itoa(n)] = decimal.Decimal{}
	}
	a := stmtCompile(t, stmtSpec())
	_, first := a.Bill(in)
	for range 5 {
		if _, err := a.Bill(in); err == nil || err.Error() != first.Error() {
			t.Fatalf("Bill() = %v, and before %v", err, first)
		}
	}
}

// A fee that is flat alone costs the provider what it does, whatever the quantity; one
// that is not charged at 0 costs nothing then.
func TestCostOfAFlatFee(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	for _, tt := range []struct {
		price pricing.Price
		count int64
		want  string
	}{
		{pricing.Price{Currency: usd, Unit: "user", Flat: decimal.NewFromInt(500)}, 3, "500.00 USD at 10.00 USD"},
		{pricing.Price{Currency: usd, Flat: decimal.NewFromInt(500)}, 0, "0.00 USD at 0.00 USD"},
		{pricing.AllInclusive(decimal.NewFromInt(500), usd), 0, "500.00 USD at 10.00 USD"},
		{pricing.PerUser(decimal.NewFromInt(500), usd), 3, "1500.00 USD at 30.00 USD"},
	} {
		spec := stmtSpec()
		spec.Discounts = nil
		spec.Items = []pricing.Item{{Name: "fee", Price: tt.price, Quantity: pricing.Constant(tt.count), Cost: decimal.NewFromInt(10)}}
		st, err := stmtCompile(t, spec).Quote(msp.MustParsePeriod("2026-01-01/2026-02-01"))
		if got := st.Total.String() + " at " + st.Cost.String(); err != nil || got != tt.want {
			t.Errorf("%d of %+v = %s, %v, want %s", tt.count, tt.price, got, err, tt.want)
		}
	}
}

// What a statement says of a block is not the balance that the next one begins with.
func TestStatementSharesNothing(t *testing.T) {
	spec := stmtSpec()
	spec.Blocks = []pricing.BlockSpec{{Name: "block", Allotment: decimal.NewFromInt(5), Rollover: true, Overage: decimal.NewFromInt(1)}}
	st, err := stmtCompile(t, spec).Bill(pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01")})
	if err != nil || len(st.Blocks[0].Balance.Lots) != 1 {
		t.Fatalf("%v, %v", st, err)
	}
	st.Blocks[0].Balance.Lots[0].Left = msp.NewRatio(0, 1)
	if left := st.Balance.Blocks[0].Lots[0].Left; left != msp.NewRatio(5, 1) {
		t.Errorf("left = %v, want 5", left)
	}
}

// An incident that the block cannot cover wholly takes nothing from it: it is billed by
// the hour, and not paid for twice.
func TestIncidentsAreNotDivided(t *testing.T) {
	spec := stmtSpec()
	spec.Items, spec.Discounts = nil, nil
	spec.Blocks = []pricing.BlockSpec{{
		Name: "pack", Unit: pricing.BlockIncidents, Lots: []pricing.Lot{{ID: "lot", From: spec.Start, Size: decimal.NewFromInt(3)}},
		Burn: map[string]decimal.Decimal{"major": decimal.NewFromInt(2)},
	}}
	day := msp.MustParseDate("2026-01-05")
	st, err := stmtCompile(t, spec).Bill(pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01"), Work: []pricing.Entry{
		{Ticket: "A", Date: day, Minutes: 60, Type: "major"},
		{Ticket: "B", Date: day, Minutes: 60, Type: "major"},
		{Ticket: "C", Date: day, Minutes: 60},
	}})
	// A takes two of three, B would need two of one and is an hour at 60, C takes the last.
	const want = `pack, A, 1 incident: 0.00 USD
    2 incident from lot lot, 2 for one = 0.00 USD
pack, C, 1 incident: 0.00 USD
    1 incident from lot lot = 0.00 USD
Support, B, 1 hour, 2026-01-05/2026-01-06: 60.00 USD
    B: 1 hour at 60 = 60.00 USD
total: 60.00 USD
due: 60.00 USD
pack: 0 + 3 granted − 3 used = 0 left
`
	if got := st.String(); err != nil || got != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	next, err := stmtCompile(t, spec).Bill(pricing.Input{
		Period: msp.MustParsePeriod("2026-02-01/2026-03-01"), Balance: st.Balance,
		Work: []pricing.Entry{{Ticket: "A", Date: msp.MustParseDate("2026-02-02"), Minutes: 15}},
	})
	const later = `pack, A, 1 incident: 0.00 USD
    1 incident drawn on an earlier statement = 0.00 USD
total: 0.00 USD
pack: 0 = 0 left
`
	if got := next.String(); err != nil || got != later {
		t.Errorf("%v\n%s\nwant\n%s", err, got, later)
	}
}

// A block is found by its name when the agreement gets another one before it.
func TestBalanceOfBlocksByName(t *testing.T) {
	block := func(name, work string, size int64) pricing.BlockSpec {
		return pricing.BlockSpec{
			Name: name, Covers: []string{work}, Overage: decimal.NewFromInt(1),
			Lots: []pricing.Lot{{ID: name, From: msp.MustParseDate("2026-01-01"), Size: decimal.NewFromInt(size)}},
		}
	}
	spec := stmtSpec()
	spec.Blocks = []pricing.BlockSpec{block("remote", "remote", 10)}
	first, err := stmtCompile(t, spec).Bill(pricing.Input{
		Period: msp.MustParsePeriod("2026-01-01/2026-02-01"),
		Work:   []pricing.Entry{{Date: msp.MustParseDate("2026-01-05"), Minutes: 240, Type: "remote"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	spec.Blocks = []pricing.BlockSpec{block("onsite", "onsite", 5), block("remote", "remote", 10)}
	in := pricing.Input{Period: msp.MustParsePeriod("2026-02-01/2026-03-01"), Balance: first.Balance}
	second, err := stmtCompile(t, spec).Bill(in)
	if err != nil || second.Blocks[0].String() != "onsite: 0 + 5 granted = 5 left" || second.Blocks[1].String() != "remote: 6 = 6 left" {
		t.Errorf("%v, %v", second.Blocks, err)
	}
	spec.Blocks = spec.Blocks[:1]
	if _, err := stmtCompile(t, spec).Bill(in); !errors.Is(err, msp.CodeUnknownName) {
		t.Errorf("Bill without the block = %v, want CodeUnknownName: six hours are left", err)
	}
	other, err := block("other", "any", 1).Compile(spec.Start, spec.Currency, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Run(first.Balance.Blocks[0], in.Period, nil); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Run with the balance of another block = %v, want ErrInvalid", err)
	}
}

// On a preliminary statement nothing is said of a KPI that is not known yet.
func TestPreliminaryOutcome(t *testing.T) {
	spec := stmtSpec()
	spec.Outcomes = []pricing.Outcome{{Name: "quality", Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{
		{At: decimal.NewFromInt(1), Fee: decimal.NewFromInt(5)},
	}}}}
	a := stmtCompile(t, spec)
	in := pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01"), Preliminary: true}
	for want, kpis := range map[int]map[string]msp.Ratio{0: nil, 1: {"csat": {}}} {
		in.KPIs = kpis
		st, err := a.Bill(in)
		got := 0
		for _, l := range st.Lines {
			if l.Kind == pricing.KindOutcome {
				got++
			}
		}
		if err != nil || got != want {
			t.Errorf("with %v: %d lines of outcomes, %v, want %d", kpis, got, err, want)
		}
	}
}

// A credit on a fee beyond the numbers of the library is right, and can be stored.
func TestCreditOfAHugeFee(t *testing.T) {
	jpy := msp.MustParseCurrency("JPY")
	spec := pricing.AgreementSpec{
		Currency: jpy, Start: msp.MustParseDate("2026-01-01"), Credits: pricing.CreditTerms{Cap: msp.MustParsePercent("5%")},
		Items: []pricing.Item{{Name: "fee", Price: pricing.PerUser(decimal.NewFromInt(900_000_000_000_000_000), jpy), Quantity: pricing.Constant(9)}},
	}
	in := pricing.Input{
		Period:  msp.MustParsePeriod("2026-01-01/2026-02-01"),
		Credits: []pricing.ServiceCredit{{Percent: msp.MustParsePercent("10%"), Reason: "uptime"}},
	}
	st, err := stmtCompile(t, spec).Bill(in)
	const want = `fee, 9 user, 2026-01-01/2026-02-01: 8100000000000000000 JPY
    9 user at 900000000000000000 = 8100000000000000000 JPY
credit: -405000000000000000 JPY
    10% for uptime = -810000000000000000 JPY
    down to the cap of 5%, 405000000000000000 = 405000000000000000 JPY
total: 7695000000000000000 JPY
due: 7695000000000000000 JPY
credits beyond the cap: 405000000000000000 JPY
`
	if got := st.String(); err != nil || got != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	if _, err := json.Marshal(st); err != nil {
		t.Errorf("Marshal = %v", err)
	}
}
