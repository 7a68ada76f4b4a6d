package pricing_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// stmtSpec is an agreement of 10 seats at 100, support at 60 an hour by the ticket,
// and 10% off all of it.
func stmtSpec() pricing.AgreementSpec {
	usd := msp.MustParseCurrency("USD")
	return pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
		Items: []pricing.Item{{
			Name: "Seats", Price: pricing.PerUser(decimal.NewFromInt(100), usd), Quantity: pricing.Constant(10),
			Discounts: []pricing.Discount{{Name: "launch", Off: pricing.AmountOff{Amount: decimal.NewFromInt(50)}}},
		}},
		Labour:    &pricing.LabourSpec{Name: "Support", Rate: decimal.NewFromInt(60), Aggregate: pricing.ByTicket},
		Discounts: []pricing.Discount{{Name: "loyalty", Off: pricing.PercentOff{Percent: msp.MustParsePercent("10%")}}},
	}
}

func stmtCompile(t *testing.T, spec pricing.AgreementSpec) pricing.Agreement {
	t.Helper()
	a, err := spec.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A ticket is taken back after it was invoiced: 950 + 90 less 10% is 936; without the
// ticket 855, so 81 are carried forward.
func TestStatementText(t *testing.T) {
	a := stmtCompile(t, stmtSpec())
	in := pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01"), Work: []pricing.Entry{
		{ID: "E1", Ticket: "T1", Date: msp.MustParseDate("2026-01-05"), Minutes: 90},
	}}
	first, err := a.Bill(in)
	if err != nil {
		t.Fatal(err)
	}
	const want = `Seats, 10 user, 2026-01-01/2026-02-01: 950.00 USD
    10 user at 100 = 1000.00 USD
    launch = -50.00 USD
Support, T1, 1.5 hour, 2026-01-05/2026-01-06: 90.00 USD
    T1: 1.5 hour at 60 = 90.00 USD
loyalty: -104.00 USD
    10% off Seats = -95.00 USD
    10% off Support, T1 = -9.00 USD
total: 936.00 USD
due: 936.00 USD
`
	if got := first.String(); got != want {
		t.Errorf("String() =\n%s\nwant\n%s", got, want)
	}
	in.Work = nil
	adjustment, err := a.Adjust(first, in)
	if err != nil {
		t.Fatal(err)
	}
	const adjusted = `Support, T1, 1.5 hour, 2026-01-05/2026-01-06: -90.00 USD
    Support, billed before = -90.00 USD
loyalty: 104.00 USD
    loyalty, billed before = 104.00 USD
loyalty: -95.00 USD
    10% off Seats = -95.00 USD
total: -81.00 USD
carried forward: -81.00 USD
`
	if got := adjustment.String(); got != adjusted {
		t.Errorf("String() of the adjustment =\n%s\nwant\n%s", got, adjusted)
	}
	const restated = `Seats, 10 user, 2026-01-01/2026-02-01: 950.00 USD
    10 user at 100 = 1000.00 USD
    launch = -50.00 USD
loyalty: -95.00 USD
    10% off Seats = -95.00 USD
total: 855.00 USD
invoiced before: 936.00 USD
carried forward: -81.00 USD
`
	if got := adjustment.Restated.String(); got != restated {
		t.Errorf("String() of the restated statement =\n%s\nwant\n%s", got, restated)
	}
}

// A seat's price goes from 100 to 103 on the anniversary, and the line says so.
func TestStatementSaysUplift(t *testing.T) {
	spec := stmtSpec()
	spec.Discounts, spec.Items[0].Discounts = nil, nil
	spec.Items[0].Uplift = pricing.Uplift{Percent: msp.MustParsePercent("3%")}
	st, err := stmtCompile(t, spec).Quote(msp.MustParsePeriod("2027-01-01/2027-02-01"))
	const want = `Seats, 10 user, 2027-01-01/2027-02-01: 1030.00 USD
    103 is 100 raised by 3% on 1 anniversary = 0.00 USD
    10 user at 103 = 1030.00 USD
total: 1030.00 USD
due: 1030.00 USD
`
	if got := st.String(); err != nil || got != want {
		t.Errorf("String() =\n%s, %v, want\n%s", got, err, want)
	}
}

// What an item's fee is, without what is taken off the whole statement.
func TestStatementFee(t *testing.T) {
	spec := stmtSpec()
	in := pricing.Input{
		Period:  msp.MustParsePeriod("2026-01-01/2026-02-01"),
		Credits: []pricing.ServiceCredit{{Item: "Seats", Percent: msp.MustParsePercent("20%"), Reason: "uptime"}},
	}
	st, err := stmtCompile(t, spec).Bill(in)
	if err != nil {
		t.Fatal(err)
	}
	// 950 less 10% is 855, of which 171 are credited.
	if fee, err := st.Fee("Seats"); err != nil || fee.String() != "950.00 USD" || st.Total.String() != "684.00 USD" {
		t.Errorf("Fee(Seats) = %v, %v of a total of %v, want 950.00 USD of 684.00 USD", fee, err, st.Total)
	}
	if fee, err := st.Fee("nothing"); err != nil || !fee.IsZero() {
		t.Errorf("Fee(nothing) = %v, %v", fee, err)
	}
}

// An adjustment is of the statement of the same client and period.
func TestAdjustOfAnother(t *testing.T) {
	spec := stmtSpec()
	a := stmtCompile(t, spec)
	in := pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01")}
	st, err := a.Bill(in)
	if err != nil {
		t.Fatal(err)
	}
	other := st
	other.Client = "Bolt"
	if _, err := a.Adjust(other, in); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Adjust of another client = %v, want ErrInvalid", err)
	}
	if _, err := a.Adjust(pricing.Statement{}, in); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Adjust of nothing = %v, want ErrRange", err)
	}
	if _, err := (pricing.Agreement{}).Adjust(st, in); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("Adjust of no agreement = %v, want ErrUndefined", err)
	}
}

// The oldest lose first, so that under a cap of one allotment nothing is ever older than
// two periods.
func TestBlockLifeUnderCap(t *testing.T) {
	spec := pricing.BlockSpec{
		Name: "b", Allotment: decimal.NewFromInt(20), Rollover: true, RolloverCap: decimal.NewFromInt(20), Life: 3, Overage: decimal.NewFromInt(1),
	}
	if found := spec.Validate(); len(found) != 1 || found[0].Path != "life" || found[0].Severity != msp.SeverityWarning {
		t.Errorf("Validate() = %v, want one warning of the life", found)
	}
	spec.RolloverCap = decimal.NewFromInt(21)
	if found := spec.Validate(); len(found) > 0 {
		t.Errorf("Validate() = %v of a cap above an allotment", found)
	}
	spec.RolloverCap, spec.Life = decimal.NewFromInt(20), 2
	if found := spec.Validate(); len(found) > 0 {
		t.Errorf("Validate() = %v of a life of two periods", found)
	}
}
