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
