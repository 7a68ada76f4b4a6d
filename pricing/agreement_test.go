package pricing_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// agrYear is an agreement from the start of 2026 with some items.
func agrYear(items ...pricing.Item) pricing.AgreementSpec {
	return pricing.AgreementSpec{Currency: msp.MustParseCurrency("USD"), Start: agrDay("2026-01-01"), Items: items}
}

// agrFee is a fee that needs no quantity.
func agrFee(name, fee string) pricing.Item {
	return pricing.Item{Name: name, Price: pricing.Price{Flat: agrDec(fee)}}
}

func agrSeats(name, rate string, count int64) pricing.Item {
	return pricing.Item{Name: name, Price: pricing.Price{Unit: "user", Rate: agrDec(rate)}, Quantity: pricing.Constant(count)}
}

// agrBills bills periods one after another, and returns the lines of each in text. No
// text is an empty statement.
func agrBills(t *testing.T, spec pricing.AgreementSpec, periods ...string) []string {
	t.Helper()
	a := agrCompile(t, spec)
	var out []string
	var balance pricing.Balance
	for _, p := range periods {
		st := agrBill(t, a, pricing.Input{Period: agrSpan(p), Balance: agrFrom(balance, agrSpan(p))})
		out, balance = append(out, agrText(st)), st.Balance
	}
	return out
}

// agrText writes the amounts of a statement's lines.
func agrText(st pricing.Statement) string {
	var texts []string
	for _, l := range st.Lines {
		amount, _, _ := strings.Cut(l.Amount.String(), " ")
		texts = append(texts, cmp.Or(l.Item, l.Kind.String())+" "+amount)
	}
	return strings.Join(texts, "; ")
}

// agrIs compares texts.
func agrIs(t *testing.T, what string, got, want []string) {
	t.Helper()
	if d := diff.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// A fee of 310 from 16 January to 10 March: 310 × 16/31 = 160, a whole February, and
// 310 × 10/31 = 100. In advance it is due on 16 January, 1 February and 1 March, in
// arrears on 31 January, 28 February and 10 March, its last day.
func TestBillTiming(t *testing.T) {
	fee := agrFee("fee", "310")
	fee.Start, fee.End = agrDay("2026-01-16"), agrDay("2026-03-11")
	arrears := fee
	arrears.Timing = pricing.Arrears
	months := []string{"2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"}
	tenths := []string{"2026-01-10/2026-02-10", "2026-02-10/2026-03-10", "2026-03-10/2026-04-10"}
	for _, tt := range []struct {
		item    pricing.Item
		periods []string
		want    []string
	}{
		{fee, months, []string{"fee 160.00", "fee 310.00", "fee 100.00"}},
		{arrears, months, []string{"fee 160.00", "fee 310.00", "fee 100.00"}},
		{fee, tenths, []string{"fee 160.00; fee 310.00", "fee 100.00", ""}},
		{arrears, tenths, []string{"fee 160.00", "fee 310.00", "fee 100.00"}},
		{fee, []string{"2026-01-16/2026-01-17", "2026-01-17/2026-02-01", "2026-02-01/2026-02-02"}, []string{"fee 160.00", "", "fee 310.00"}},
		{arrears, []string{"2026-01-16/2026-01-31", "2026-01-31/2026-02-01", "2026-02-01/2026-03-11"}, []string{"", "fee 160.00", "fee 310.00; fee 100.00"}},
	} {
		agrIs(t, tt.item.Timing.String()+" "+tt.periods[0], agrBills(t, agrYear(tt.item), tt.periods...), tt.want)
	}
}

// Service periods from a 31st are 31 January to 27 February (28 days), 28 February to 30
// March (31 days), 31 March to 29 April: 62 × (14 × 1 + 17 × 2) ÷ 31 = 96 for a second
// seat on 14 March.
func TestBillAnchor31(t *testing.T) {
	spec := agrYear(agrSeats("seat", "62", 1))
	spec.Start = agrDay("2026-01-31")
	spec.Items[0].Quantity = spec.Items[0].Quantity.With(agrDay("2026-03-14"), agrDec("2"))
	agrIs(t, "anchor 31", agrBills(t, spec, "2026-01-31/2026-02-28", "2026-02-28/2026-03-31", "2026-03-31/2026-04-30", "2026-04-30/2026-05-30"),
		[]string{"seat 62.00", "seat 96.00", "seat 124.00", "seat 124.00"})
	// An item of its own anchor ends with its own periods: 10 of 31 days of 31 until 11
	// February, then whole ones.
	spec = agrYear(agrFee("fee", "31"))
	spec.Items[0].Start, spec.Items[0].Anchor = agrDay("2026-02-01"), agrDay("2026-01-11")
	agrIs(t, "own anchor", agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"),
		[]string{"", "fee 10.00; fee 31.00", "fee 31.00"})
}

// Ten seats for a year at 365 each, and two more from 2 July, of whose 365 days 183 are
// left: 2 × 183 = 366. In arrears they are all on one line, due on 31 December.
func TestBillAnnualSeats(t *testing.T) {
	spec := agrYear(agrSeats("suite", "365", 10))
	spec.Items[0].Cadence = pricing.Year
	year := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}
	invoice := agrBill(t, agrCompile(t, spec), year)
	spec.Items[0].Quantity = spec.Items[0].Quantity.With(agrDay("2026-07-02"), agrDec("12"))
	adj, err := agrCompile(t, spec).Adjust(invoice, year)
	if err != nil || invoice.Due != agrMoney("3650.00 USD") || adj.Due != agrMoney("366.00 USD") || len(adj.Lines) != 2 {
		t.Errorf("invoice of %v, then %v due for %v, %v; want 3650 and 366", invoice.Due, adj.Due, adj.Lines, err)
	}
	agrIs(t, "advance", agrBills(t, spec, "2026-02-01/2026-12-31", "2026-12-31/2027-01-01", "2027-01-01/2027-02-01"), []string{"", "", "suite 4380.00"})
	spec.Items[0].Timing = pricing.Arrears
	agrIs(t, "arrears", agrBills(t, spec, "2026-02-01/2026-12-31", "2026-12-31/2027-01-01", "2027-01-01/2027-02-01"), []string{"", "suite 4016.00", ""})
}

// At least 3000 and at most 4000 a quarter, of 900 a month less 10 % in January, and a
// part in February.
//
//	            January   February        March
//	charges     900       900 + part      900
//	less        90
//	so far      810       1710 + part     2610 + part
func TestBillCommitmentOfQuarter(t *testing.T) {
	for _, tt := range []struct {
		name, part     string
		beforeDiscount bool
		want           []string
		committed      []string // charges, discount and reduction that are left open
	}{
		{
			"true-up on the third only", "", false,
			[]string{"fee 900.00; welcome -90.00", "fee 900.00", "fee 900.00; minimum 390.00"}, // 3000 − 2610
			[]string{"900.00 90.00 0.00", "1800.00 90.00 0.00", "0 0 0"},
		},
		{
			"held before the discount", "", true,
			[]string{"fee 900.00; welcome -90.00", "fee 900.00", "fee 900.00; minimum 300.00"}, // 3000 − 2700
			[]string{"900.00 90.00 0.00", "1800.00 90.00 0.00", "0 0 0"},
		},
		{
			"reached", "390", false,
			[]string{"fee 900.00; welcome -90.00", "fee 900.00; part 390.00", "fee 900.00"},
			[]string{"900.00 90.00 0.00", "2190.00 90.00 0.00", "0 0 0"},
		},
		{
			"above in March", "1500", false,
			[]string{"fee 900.00; welcome -90.00", "fee 900.00; part 1500.00", "fee 900.00; maximum -110.00"}, // 4110
			[]string{"900.00 90.00 0.00", "3300.00 90.00 0.00", "0 0 0"},
		},
		{
			"above in February", "2500", false,
			[]string{"fee 900.00; welcome -90.00", "fee 900.00; part 2500.00; maximum -210.00", "fee 900.00; maximum -900.00"},
			[]string{"900.00 90.00 0.00", "4300.00 90.00 210.00", "0 0 0"},
		},
	} {
		spec := agrYear(agrFee("fee", "900"))
		spec.Discounts = []pricing.Discount{{Name: "welcome", Off: pricing.PercentOff{Percent: agrPct("10%")}, To: agrDay("2026-02-01")}}
		spec.Commitment = pricing.Commitment{Minimum: agrDec("3000"), Maximum: agrDec("4000"), Cadence: pricing.Quarter, BeforeDiscount: tt.beforeDiscount}
		a := agrCompile(t, spec)
		var got, committed []string
		var balance pricing.Balance
		for n, p := range []string{"2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"} {
			in := pricing.Input{Period: agrSpan(p), Balance: balance}
			if n == 1 && tt.part != "" {
				in.Materials = []pricing.Material{{Name: "part", Date: agrDay("2026-02-10"), Quantity: agrDec("1"), Price: agrDec(tt.part)}}
			}
			st := agrBill(t, a, in)
			balance = st.Balance
			open := balance.Committed
			got = append(got, agrText(st))
			committed = append(committed, strings.ReplaceAll(open.Charges.String()+" "+open.Discount.String()+" "+open.Reduction.String(), " USD", ""))
		}
		agrIs(t, tt.name, got, tt.want)
		agrIs(t, tt.name+", what is open", committed, tt.committed)
	}
}

// A preliminary statement does not hold the minimum, which is due when the period is
// over; the next period has nothing to do with it.
func TestBillPreliminary(t *testing.T) {
	spec := agrYear(agrFee("fee", "900"), pricing.Item{Name: "traffic", Metered: true, Price: pricing.Price{Unit: "GB", Rate: agrDec("1")}})
	spec.Commitment.Minimum = agrDec("1000")
	a := agrCompile(t, spec)
	january := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01"), Preliminary: true}
	early := agrBill(t, a, january)
	february := pricing.Input{Period: agrSpan("2026-02-01/2026-03-01"), Balance: early.Balance, Usage: map[string]decimal.Decimal{"traffic": agrDec("30")}}
	next := agrBill(t, a, february)
	january.Preliminary, january.Usage = false, map[string]decimal.Decimal{"traffic": agrDec("20")}
	adj, err := a.Adjust(early, january)
	if err != nil {
		t.Fatal(err)
	}
	agrIs(t, "preliminary, then February, then the rest", []string{agrText(early), agrText(next), agrText(pricing.Statement{Lines: adj.Lines}), adj.Due.String()},
		[]string{"fee 900.00", "fee 900.00; traffic 30.00; minimum 70.00", "traffic 20.00; minimum 80.00", "100.00 USD"})
	february.Balance = adj.Restated.Balance
	if again, err := a.Adjust(next, february); err != nil || len(again.Lines) > 0 || !again.Total.IsZero() {
		t.Errorf("February did not change: %v, %v", again.Lines, err)
	}
}

// A part of a commitment period has that part of the minimum, days after the end of the
// agreement have none, and a statement lies in one period.
func TestBillCommitmentOfPart(t *testing.T) {
	spec := agrYear(agrFee("fee", "0.01"))
	spec.Start, spec.Anchor, spec.End = agrDay("2026-02-15"), agrDay("2026-01-01"), agrDay("2026-05-11")
	spec.Commitment = pricing.Commitment{Minimum: agrDec("900"), Cadence: pricing.Quarter}
	// 45 of the first 90 days, 14 in February and 31 in March: 450. 40 of the next 91, 30
	// in April and 10 in May: 900 × 40/91 = 395.604. Fees of 0.01 are there for 14/28 of
	// February (0.005, half up), March, April and 10/31 of May (0.003).
	agrIs(t, "parts", agrBills(t, spec, "2026-02-01/2026-03-01", "2026-03-01/2026-04-01", "2026-04-01/2026-05-01", "2026-05-01/2026-06-01", "2026-06-01/2026-07-01"), []string{
		"fee 0.01", "fee 0.01; minimum 449.98", "fee 0.01", "minimum 395.59", "",
	})
	agrIs(t, "after the end, in May", agrBills(t, spec, "2026-04-01/2026-05-11", "2026-05-11/2026-06-01"), []string{"fee 0.01; minimum 395.59", ""})
	a := agrCompile(t, spec)
	if st, err := a.Bill(pricing.Input{Period: agrSpan("2026-02-15/2026-04-02")}); !errors.Is(err, msp.ErrRange) || len(st.Lines) > 0 {
		t.Errorf("Bill over two quarters = %v, want ErrRange", err)
	}
	// Rates below zero can bring what is charged so far below the discounts that were
	// taken off before: 100 − 50 in January, then −200 in each of five months. What is left
	// is −950, which 1850 bring to 900; the charges are −900, which 1800 do.
	spec = agrYear(agrSeats("fee", "100", 1), agrSeats("back", "-300", 0))
	spec.Items[1].Quantity = spec.Items[1].Quantity.With(agrDay("2026-02-01"), agrDec("1"))
	spec.Discounts = []pricing.Discount{{Name: "welcome", Off: pricing.AmountOff{Amount: agrDec("50")}, To: agrDay("2026-02-01")}}
	spec.Commitment = pricing.Commitment{Minimum: agrDec("900"), Maximum: agrDec("901"), Cadence: pricing.HalfYear}
	agrIs(t, "below zero", agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-07-01"), []string{
		"fee 100.00; welcome -50.00", "fee 100.00; back -300.00",
		"fee 100.00; fee 100.00; fee 100.00; fee 100.00; back -300.00; back -300.00; back -300.00; back -300.00; minimum 1850.00",
	})
	spec.Commitment.BeforeDiscount = true
	if got := agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-07-01")[2]; !strings.HasSuffix(got, "minimum 1800.00") {
		t.Errorf("before the discount: %s, want a minimum of 1800", got)
	}
	// 900 − 850, then −800: what is left is −750, which is not above 50 even where the
	// charges, 100, are.
	spec = agrYear(agrSeats("fee", "900", 1), agrSeats("back", "-800", 1))
	spec.Items[0].End, spec.Items[1].Start, spec.Items[1].End = agrDay("2026-02-01"), agrDay("2026-02-01"), agrDay("2026-03-01")
	spec.Discounts = []pricing.Discount{{Name: "welcome", Off: pricing.AmountOff{Amount: agrDec("850")}}}
	spec.Commitment = pricing.Commitment{Minimum: agrDec("10"), Maximum: agrDec("50"), Cadence: pricing.HalfYear, BeforeDiscount: true}
	agrIs(t, "not above the maximum", agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01"), []string{"fee 900.00; welcome -850.00", "back -800.00"})
}

// Ten percent a year: of 100 from 29 February 2024 it is 110 from 28 February 2025, 121
// from 28 February 2026, 133.10, and 146.41 from 29 February 2028.
func TestBillUplift(t *testing.T) {
	spec := agrYear(agrFee("fee", "100"))
	spec.Start = agrDay("2024-02-29")
	spec.Items[0].Uplift.Percent = agrPct("10%")
	for _, tt := range []struct{ period, want string }{
		{"2025-01-29/2025-02-28", "fee 100.00"},
		{"2025-02-28/2025-03-29", "fee 110.00"},
		{"2026-01-29/2026-02-28", "fee 110.00"},
		{"2026-02-28/2026-03-29", "fee 121.00"},
		{"2027-02-28/2027-03-29", "fee 133.10"},
		{"2028-01-29/2028-02-29", "fee 133.10"},
		{"2028-02-29/2028-03-29", "fee 146.41"},
	} {
		agrIs(t, tt.period, agrBills(t, spec, tt.period), []string{tt.want})
	}
	// Service periods that begin on or after the anniversary, 15 January: from February.
	// Rates and fees rise, the minimum and what is included stay: 2 × 10 is below 25;
	// 7 × 10, then 7 × 10.30, and 5, then 5.15.
	spec = agrYear(agrSeats("seats", "10", 8), agrSeats("few", "10", 2))
	spec.Items[0].Price.Included, spec.Items[0].Price.Flat = agrDec("1"), agrDec("5")
	spec.Items[1].Price.Minimum = agrDec("25")
	spec.Anchor, spec.Start = spec.Start, agrDay("2026-01-15")
	for n := range spec.Items {
		spec.Items[n].Uplift.Percent = agrPct("3%")
	}
	for _, tt := range []struct{ period, want string }{
		{"2026-12-01/2027-01-01", "seats 75.00; few 25.00"},
		{"2027-01-01/2027-02-01", "seats 75.00; few 25.00"},
		{"2027-02-01/2027-03-01", "seats 77.25; few 25.00"},
	} {
		agrIs(t, tt.period, agrBills(t, spec, tt.period), []string{tt.want})
	}
	// A change of price begins anew: 20 from July is 20.60 from July 2027.
	spec = agrYear(agrSeats("seats", "10", 1))
	spec.Items[0].Uplift.Percent = agrPct("3%")
	spec.Items[0].Changes = []pricing.PriceChange{{From: agrDay("2026-07-01"), Price: pricing.Price{Unit: "user", Rate: agrDec("20")}}}
	for _, tt := range []struct{ period, want string }{
		{"2026-06-01/2026-07-01", "seats 10.00"},
		{"2026-07-01/2026-08-01", "seats 20.00"},
		{"2027-06-01/2027-07-01", "seats 20.00"},
		{"2027-07-01/2027-08-01", "seats 20.60"},
	} {
		agrIs(t, tt.period, agrBills(t, spec, tt.period), []string{tt.want})
	}
	// So do fees of tiers: 30 and 5 are 30.90 and 5.15. A price may be older than the item
	// that has it: 10 from 20 January 2025 is not 10.30 yet when January 2026 begins, of
	// which the item has 7 of 31 days, and is in February.
	tiered := pricing.Item{Name: "tiered", Quantity: pricing.Constant(2), Uplift: pricing.Uplift{Percent: agrPct("3%")}, Price: pricing.Price{
		Unit: "user", Mode: pricing.Graduated, Tiers: []pricing.Tier{{UpTo: agrDec("1"), Flat: agrDec("30")}, {Flat: agrDec("5")}},
	}}
	older := agrSeats("older", "99", 1)
	older.Start, older.Uplift.Percent = agrDay("2026-01-25"), agrPct("3%")
	older.Changes = []pricing.PriceChange{{From: agrDay("2025-01-20"), Price: pricing.Price{Unit: "user", Rate: agrDec("10")}}}
	for _, tt := range []struct{ period, want string }{
		{"2026-12-01/2027-02-01", "tiered 35.00; tiered 36.05; older 10.30; older 10.30"}, // both sides of it
		{"2026-01-01/2026-02-01", "tiered 35.00; older 2.26"},
		{"2026-02-01/2026-03-01", "tiered 35.00; older 10.30"},
		{"2027-01-01/2027-02-01", "tiered 36.05; older 10.30"},
	} {
		agrIs(t, tt.period, agrBills(t, agrYear(tiered, older), tt.period), []string{tt.want})
	}
	// The index of a year that is not published is no 0 %.
	spec.Items[0].Uplift = pricing.Uplift{Index: []pricing.IndexStep{{Year: 2027, Percent: agrPct("50%")}}}
	agrIs(t, "index", agrBills(t, spec, "2027-07-01/2027-08-01"), []string{"seats 30.00"})
	if _, err := agrCompile(t, spec).Quote(agrSpan("2028-07-01/2028-08-01")); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("Quote without an index = %v, want ErrUndefined", err)
	}
}

// 100 GB are included, each further one costs 0.10; from 2026-02-15 on it is 0.20, which
// is the price of all of February's.
func TestBillMetered(t *testing.T) {
	traffic := pricing.Item{Name: "traffic", Metered: true, Price: pricing.Price{Unit: "GB", Rate: agrDec("0.1"), Included: agrDec("100")}, Cost: agrDec("0.02")}
	dearer := traffic.Price
	dearer.Rate = agrDec("0.2")
	traffic.Changes = []pricing.PriceChange{{From: agrDay("2026-02-15"), Price: dearer}}
	spec := agrYear(traffic)
	spec.Items[0].End = agrDay("2026-03-20")
	a := agrCompile(t, spec)
	for _, tt := range []struct{ period, usage, want, cost string }{
		{"2026-01-01/2026-02-01", "250", "traffic 15.00", "5.00 USD"},
		{"2026-01-01/2026-02-01", "80", "traffic 0.00", "1.60 USD"},
		{"2026-01-01/2026-02-01", "0", "", "0.00 USD"},
		{"2026-01-01/2026-02-01", "100.5", "traffic 0.05", "2.01 USD"},
		{"2026-02-01/2026-03-01", "250", "traffic 30.00", "5.00 USD"},
		{"2026-03-01/2026-04-01", "250", "traffic 30.00", "5.00 USD"}, // never by days
		{"2026-02-28/2026-03-20", "250", "conflict", ""},              // February's and March's
		{"2026-02-28/2026-03-19", "250", "traffic 30.00", "5.00 USD"},
		{"2026-01-01/2026-01-31", "", "", "0.00 USD"}, // not due
		{"2026-01-01/2026-01-31", "250", "conflict", ""},
		{"2026-03-20/2026-05-01", "", "", "0.00 USD"},
		{"2026-01-01/2026-02-01", "", "missing", ""},
	} {
		in := pricing.Input{Period: agrSpan(tt.period), Balance: agrFrom(pricing.Balance{}, agrSpan(tt.period))}
		if tt.usage != "" {
			in.Usage = map[string]decimal.Decimal{"traffic": agrDec(tt.usage)}
		}
		st, err := a.Bill(in)
		if tt.cost == "" {
			if got := agrFound(err); got != "usage.traffic: "+tt.want || len(st.Lines) > 0 || !st.Period.IsZero() {
				t.Errorf("Bill(%s, %q) = %s and %v, want %s", tt.period, tt.usage, got, st, tt.want)
			}
			continue
		}
		if err != nil || agrText(st) != tt.want || st.Cost.String() != tt.cost {
			t.Errorf("Bill(%s, %q) = %s, cost %v, %v, want %s and %s", tt.period, tt.usage, agrText(st), st.Cost, err, tt.want, tt.cost)
		}
	}
}

// agrFound writes the paths and codes of the findings in an error.
func agrFound(err error) string {
	var issues msp.Issues
	if !errors.As(err, &issues) {
		if err == nil {
			return ""
		}
		return "no findings: " + err.Error()
	}
	var texts []string
	for _, i := range issues {
		text := i.Path + ": " + string(i.Code)
		if i.Severity != msp.SeverityError {
			text += " (" + i.Severity.String() + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n")
}

// A fee at a KPI's level is for whole service periods of the agreement: not for half of
// January, nor for the first days of April.
func TestBillOutcome(t *testing.T) {
	spec := agrYear()
	spec.Anchor, spec.Start, spec.End = spec.Start, agrDay("2026-01-15"), agrDay("2026-04-10")
	spec.Outcomes = []pricing.Outcome{{Name: "quality", Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{
		{At: agrDec("0.9"), Fee: agrDec("500")}, {At: agrDec("0.8"), Fee: agrDec("300")},
	}}}}
	a := agrCompile(t, spec)
	for _, tt := range []struct {
		period string
		kpi    msp.Ratio
		want   string
	}{
		{"2026-01-01/2026-02-01", msp.NewRatio(1, 1), ""},
		{"2026-02-01/2026-03-01", msp.NewRatio(9, 10), "quality 500.00"},
		{"2026-02-01/2026-03-01", msp.NewRatio(8999, 10000), "quality 300.00"},
		{"2026-02-01/2026-03-01", msp.NewRatio(1, 2), "quality 0.00"},
		{"2026-02-01/2026-03-01", msp.Ratio{}, "quality 0.00"},
		{"2026-02-01/2026-02-28", msp.NewRatio(1, 1), ""},
		{"2026-02-28/2026-04-01", msp.NewRatio(1, 1), "quality 500.00; quality 500.00"},
		{"2026-04-01/2026-05-01", msp.NewRatio(1, 1), ""},
	} {
		st, err := a.Bill(pricing.Input{
			Period: agrSpan(tt.period), KPIs: map[string]msp.Ratio{"csat": tt.kpi}, Balance: agrFrom(pricing.Balance{}, agrSpan(tt.period)),
		})
		if err != nil || agrText(st) != tt.want {
			t.Errorf("Bill(%s, %v) = %q, %v, want %q", tt.period, tt.kpi, agrText(st), err, tt.want)
		}
	}
	credited := agrBill(t, a, pricing.Input{
		Period: agrSpan("2026-01-01/2026-03-01"), KPIs: map[string]msp.Ratio{"csat": msp.NewRatio(9, 10)},
		Credits: []pricing.ServiceCredit{{Item: "quality", Percent: agrPct("10%")}, {Percent: agrPct("1%")}},
	})
	agrIs(t, "credits of it", []string{agrText(credited)}, []string{"quality 500.00; quality -50.00; credit -5.00"})
	if _, err := a.Bill(pricing.Input{Period: agrSpan("2026-01-01/2026-03-01")}); agrFound(err) != "kpis.csat: missing" {
		t.Errorf("Bill without the KPI = %v", err)
	}
}

// What is due once is due on the item's first day, at the price of that day; a flat fee
// needs no quantity; milestones come by their dates.
func TestBillOnce(t *testing.T) {
	setUp := agrFee("set-up", "500")
	setUp.Cadence, setUp.Start = pricing.Once, agrDay("2026-02-10")
	boxes := agrSeats("boxes", "33.335", 3) // 100.005
	boxes.Cadence = pricing.Once
	boxes.Quantity = boxes.Quantity.With(agrDay("2026-01-02"), agrDec("9"))
	boxes.Cost = agrDec("20")
	boxes.Discounts = []pricing.Discount{{Name: "less", Off: pricing.AmountOff{Amount: agrDec("0.01")}}}
	changed := agrSeats("changed", "10", 1)
	changed.Cadence, changed.Start = pricing.Once, agrDay("2026-02-10")
	changed.Changes = []pricing.PriceChange{{From: agrDay("2026-02-10"), Price: pricing.Price{Unit: "user", Rate: agrDec("12")}}}
	spec := agrYear(setUp, boxes, changed)
	spec.Projects = []pricing.Project{{Name: "move", Total: agrDec("100"), Milestones: []pricing.Milestone{
		{Name: "planned", Percent: agrPct("33%"), Date: agrDay("2026-02-28")}, {Name: "done", Percent: agrPct("67%")},
	}}}
	agrIs(t, "once", agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"),
		[]string{"boxes 100.00", "set-up 500.00; changed 12.00; move 33.00", ""})
	if st := agrBill(t, agrCompile(t, spec), pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}); st.Cost.String() != "60.00 USD" {
		t.Errorf("Cost = %v, want 60", st.Cost)
	}
}

// Law 18: 100 − 10 % − 5 = 85, and 100 − 5 − 10 % = 85.50; by the list of the agreement
// and by that of an item.
func TestBillDiscountOrder(t *testing.T) {
	tenth := pricing.Discount{Name: "tenth", Off: pricing.PercentOff{Percent: agrPct("10%")}}
	five := pricing.Discount{Name: "five", Off: pricing.AmountOff{Amount: agrDec("5")}}
	for _, tt := range []struct {
		discounts []pricing.Discount
		want      string
		total     string
	}{
		{[]pricing.Discount{tenth, five}, "fee 100.00; tenth -10.00; five -5.00", "85.00 USD"},
		{[]pricing.Discount{five, tenth}, "fee 100.00; five -5.00; tenth -9.50", "85.50 USD"},
	} {
		spec := agrYear(agrFee("fee", "100"))
		spec.Discounts = tt.discounts
		agrIs(t, "agreement", agrBills(t, spec, "2026-01-01/2026-02-01"), []string{tt.want})
		spec.Items[0].Discounts, spec.Discounts = tt.discounts, nil
		if st := agrBill(t, agrCompile(t, spec), pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}); st.Total.String() != tt.total || len(st.Lines) != 1 {
			t.Errorf("item: Total = %v, want %s", st.Total, tt.total)
		}
	}
}

// Terms of discounts are half-open: of the agreement on the statement's first day, of
// an item on the first day that it charges, in arrears too. A volume is the quantity of
// the last day.
func TestBillDiscountTerms(t *testing.T) {
	item := agrSeats("seats", "10", 10)
	item.Timing = pricing.Arrears
	item.Quantity = item.Quantity.With(agrDay("2026-01-17"), agrDec("20"))
	item.Discounts = []pricing.Discount{
		{Name: "from 20", Off: pricing.VolumeOff{Steps: []pricing.VolumeStep{{From: agrDec("20"), Percent: agrPct("50%")}}}, To: agrDay("2026-02-02")},
		{Name: "later", Off: pricing.AmountOff{Amount: agrDec("1")}, From: agrDay("2026-02-01")},
	}
	spec := agrYear(item)
	spec.Discounts = []pricing.Discount{{Name: "spring", Off: pricing.AmountOff{Amount: agrDec("3")}, From: agrDay("2026-02-01"), To: agrDay("2026-03-01")}}
	// 16 days of 10 and 15 of 20: 10 × 460/31 = 148.39, of which half is 74.20.
	agrIs(t, "terms", agrBills(t, spec, "2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"),
		[]string{"seats 74.19", "seats 99.00; spring -3.00", "seats 199.00"})
}

// Credits of one item come first, those of all fees then, and all together are never
// above the fees, nor above what is left to pay; milestones, work and parts are no fees.
func TestBillCredits(t *testing.T) {
	credit := func(item, percent string) pricing.ServiceCredit {
		return pricing.ServiceCredit{Item: item, Percent: agrPct(percent), Reason: "late"}
	}
	for _, tt := range []struct {
		name, limit, discount, maximum string
		credits                        []pricing.ServiceCredit
		want, unused                   string
	}{
		{"one", "", "", "", []pricing.ServiceCredit{credit("a", "10%")}, "a -10.00", "0.00 USD"},
		{"two of one", "15%", "", "", []pricing.ServiceCredit{credit("a", "10%"), credit("a", "7.5%")}, "a -15.00", "2.50 USD"},
		{"all", "", "", "", []pricing.ServiceCredit{credit("", "10%")}, "credit -15.00", "0.00 USD"},
		{"both", "", "", "", []pricing.ServiceCredit{credit("", "10%"), credit("b", "20%"), credit("a", "10%")}, "a -10.00; b -10.00; credit -15.00", "0.00 USD"},
		// 100 of a, and 75 of all, of which only b's 50 are left.
		{"not above the fees", "", "", "", []pricing.ServiceCredit{credit("a", "100%"), credit("", "50%")}, "a -100.00; credit -50.00", "25.00 USD"},
		{"all of it", "", "", "", []pricing.ServiceCredit{credit("a", "100%"), credit("", "90%"), credit("b", "100%")}, "a -100.00; b -50.00", "135.00 USD"},
		// 10 % off 650: a has 90 left.
		{"after discounts", "", "10%", "", []pricing.ServiceCredit{credit("a", "10%")}, "less -65.00; a -9.00", "0.00 USD"},
		// Down to 12: no more than that comes back.
		{"what is left", "", "", "12", []pricing.ServiceCredit{credit("a", "10%"), credit("", "10%")}, "maximum -638.00; a -10.00; credit -2.00", "13.00 USD"},
		{"unused of two", "15%", "", "", []pricing.ServiceCredit{credit("a", "20%"), credit("b", "20%")}, "a -15.00; b -7.50", "7.50 USD"},
		{"no fee", "", "", "", []pricing.ServiceCredit{credit("once", "10%")}, "", "0.00 USD"},
	} {
		spec := agrYear(agrFee("a", "100"), agrFee("b", "50"), agrFee("once", "200"))
		spec.Items[2].Cadence = pricing.Once
		if tt.limit != "" {
			spec.Credits.Cap = agrPct(tt.limit)
		}
		if tt.discount != "" {
			spec.Discounts = []pricing.Discount{{Name: "less", Off: pricing.PercentOff{Percent: agrPct(tt.discount)}}}
		}
		if tt.maximum != "" {
			spec.Commitment.Maximum = agrDec(tt.maximum)
		}
		st := agrBill(t, agrCompile(t, spec), pricing.Input{
			Period: agrSpan("2026-01-01/2026-02-01"), Credits: tt.credits,
			Materials: []pricing.Material{{Name: "part", Date: agrDay("2026-01-10"), Quantity: agrDec("1"), Price: agrDec("300")}},
		})
		got := strings.TrimPrefix(strings.TrimPrefix(agrText(st), "a 100.00; b 50.00; once 200.00; part 300.00"), "; ")
		if got != tt.want || st.Unused.String() != tt.unused {
			t.Errorf("%s: %q, unused %v, want %q and %s", tt.name, got, st.Unused, tt.want, tt.unused)
		}
		if fee, err := st.Fee("a"); err != nil || fee != agrMoney("100.00 USD") {
			t.Errorf("%s: Fee(a) = %v, %v, want 100, before what is taken off the statement", tt.name, fee, err)
		}
	}
}

// An allowance of 50 in January, and 80 from February on: what is below zero is carried
// into the next statement, or paid out.
func TestBillBelowZero(t *testing.T) {
	allowance, fee := agrSeats("allowance", "-50", 1), agrFee("fee", "80")
	allowance.End, fee.Start = agrDay("2026-02-01"), agrDay("2026-02-01")
	for _, notes := range []bool{false, true} {
		spec := agrYear(allowance, fee)
		spec.CreditNotes = notes
		a := agrCompile(t, spec)
		january := agrBill(t, a, pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")})
		february := agrBill(t, a, pricing.Input{Period: agrSpan("2026-02-01/2026-03-01"), Balance: january.Balance})
		got := []string{
			january.Due.String(), january.CreditNote.String(), january.Balance.Carried.String(), january.Invoiced.String(),
			february.Carried.String(), february.Total.String(), february.Due.String(), february.Invoiced.String(),
		}
		want := []string{"0.00 USD", "0.00 USD", "-50.00 USD", "0.00 USD", "-50.00 USD", "80.00 USD", "30.00 USD", "30.00 USD"}
		if notes {
			want = []string{"0.00 USD", "50.00 USD", "0.00 USD", "-50.00 USD", "0.00 USD", "80.00 USD", "80.00 USD", "80.00 USD"}
		}
		agrIs(t, "credit notes "+map[bool]string{true: "on", false: "off"}[notes], got, want)
	}
}

// Sixty minutes at 90, of which ten were after hours, in steps of 15: 60 minutes if those
// are like any others, else 60 (of 50) and 15. Of a block that burns the same they are
// not apart either; where they burn 1.5 they are: 1 + 0.25 × 1.5 = 1.375 hours.
func TestBillAfterHours(t *testing.T) {
	labour := pricing.LabourSpec{Name: "labour", Rate: agrDec("90"), Increment: 15}
	dearer := labour
	dearer.AfterHours = pricing.MultiplyRate{Factor: agrDec("2")}
	block := pricing.BlockSpec{Name: "block", Lots: []pricing.Lot{{ID: "lot", From: agrDay("2026-01-01"), Size: agrDec("10")}}}
	burns, tiny := block, block
	burns.AfterHours = agrDec("1.5")
	tiny.AfterHours = agrDec("1.5")
	tiny.Lots = []pricing.Lot{{ID: "lot", From: agrDay("2026-01-01"), Size: agrDec("1.1875")}}
	for _, tt := range []struct {
		name         string
		labour       pricing.LabourSpec
		blocks       []pricing.BlockSpec
		want, burned string
	}{
		{"by the hour", labour, nil, "labour 90.00", ""},
		{"dearer by the hour", dearer, nil, "labour 90.00; labour 45.00", ""},
		{"block", labour, []pricing.BlockSpec{block}, "block 0.00", "1/1"},
		{"block, dearer", dearer, []pricing.BlockSpec{block}, "block 0.00; block 0.00", "5/4"},
		{"block that burns more", labour, []pricing.BlockSpec{burns}, "block 0.00; block 0.00", "11/8"},
		// The hour comes first. Of 1.1875 there are 0.1875 left, for an eighth of an hour, and
		// another eighth costs 11.25.
		{"beyond it", labour, []pricing.BlockSpec{tiny}, "block 0.00; block 11.25", "19/16"},
	} {
		spec := agrYear()
		spec.Labour, spec.Blocks = &tt.labour, tt.blocks
		st := agrBill(t, agrCompile(t, spec), pricing.Input{
			Period: agrSpan("2026-01-01/2026-02-01"), Work: []pricing.Entry{{Date: agrDay("2026-01-10"), Minutes: 60, AfterHours: 10}},
		})
		burned := ""
		for _, u := range st.Blocks {
			burned = u.Burned.String()
		}
		if agrText(st) != tt.want || burned != tt.burned {
			t.Errorf("%s: %q, burned %s, want %q and %s", tt.name, agrText(st), burned, tt.want, tt.burned)
		}
	}
}

// A pack of two incidents: one for ticket A in January, which costs no further one in
// February, so that B has the other. C costs 90, and D's hour 60 without an overage rate.
func TestBillIncidents(t *testing.T) {
	for _, tt := range []struct{ overage, want string }{
		{"90", "pack 0.00; pack 0.00; pack 90.00; pack 90.00"},
		{"0", "pack 0.00; pack 0.00; labour 60.00; labour 60.00"},
	} {
		spec := agrYear()
		spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: agrDec("60"), Cost: agrDec("40")}
		spec.Blocks = []pricing.BlockSpec{{
			Name: "pack", Unit: pricing.BlockIncidents, Overage: agrDec(tt.overage),
			Lots: []pricing.Lot{{ID: "lot", From: agrDay("2026-01-01"), Size: agrDec("2")}},
		}}
		a := agrCompile(t, spec)
		work := func(ticket, day string) pricing.Entry {
			return pricing.Entry{Ticket: ticket, Date: agrDay(day), Minutes: 60}
		}
		january := agrBill(t, a, pricing.Input{Period: agrSpan("2026-01-01/2026-02-01"), Work: []pricing.Entry{work("A", "2026-01-10"), work("A", "2026-01-12")}})
		february := agrBill(t, a, pricing.Input{Period: agrSpan("2026-02-01/2026-03-01"), Balance: january.Balance, Work: []pricing.Entry{
			work("D", "2026-02-20"), work("C", "2026-02-15"), work("B", "2026-02-10"), work("A", "2026-02-01"),
		}})
		agrIs(t, "overage of "+tt.overage, []string{
			agrText(january), january.Cost.String(), agrText(february), february.Cost.String(), february.Blocks[0].Closing.String(),
		}, []string{"pack 0.00", "80.00 USD", tt.want, "160.00 USD", "0/1"})
		// Of three there is one left, and none is taken twice.
		spec.Blocks[0].Lots[0].Size = agrDec("3")
		a = agrCompile(t, spec)
		january = agrBill(t, a, pricing.Input{Period: agrSpan("2026-01-01/2026-02-01"), Work: []pricing.Entry{work("A", "2026-01-10")}})
		february = agrBill(t, a, pricing.Input{Period: agrSpan("2026-02-01/2026-03-01"), Balance: january.Balance, Work: []pricing.Entry{
			work("B", "2026-02-10"), work("A", "2026-02-01"),
		}})
		agrIs(t, "of three", []string{agrText(february), february.Blocks[0].Closing.String()}, []string{"pack 0.00; pack 0.00", "1/1"})
	}
}

// What an item costs the provider: for each unit, by days as the price is, and once for
// a flat fee. 2 × 20 and 15 of 31 days of one more, and 7.
func TestBillCost(t *testing.T) {
	seats, fee := agrSeats("seats", "30", 2), agrFee("fee", "10")
	seats.Quantity = seats.Quantity.With(agrDay("2026-01-17"), agrDec("3"))
	seats.Cost, fee.Cost = agrDec("20"), agrDec("7")
	st := agrBill(t, agrCompile(t, agrYear(seats, fee)), pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")})
	if len(st.Lines) != 2 || st.Lines[0].Cost != agrMoney("49.68 USD") || st.Lines[1].Cost != agrMoney("7.00 USD") {
		t.Fatalf("Lines = %v, want costs of 49.68 and 7", st.Lines)
	}
	// A flat fee that is there from the 17th on costs what it does from then on.
	fee.Price.Flat, fee.Cost = agrDec("62"), agrDec("31")
	fee.Quantity = pricing.Timeline{{From: agrDay("2026-01-17"), Quantity: agrDec("1")}}
	late := agrBill(t, agrCompile(t, agrYear(fee)), pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")})
	if late.Total != agrMoney("30.00 USD") || late.Cost != agrMoney("15.00 USD") {
		t.Errorf("from the 17th: Total = %v, Cost = %v, want 30 and 15", late.Total, late.Cost)
	}
	if p, err := st.Profit(); err != nil || p.Gross != agrMoney("27.84 USD") || p.Margin != msp.NewRatio(2784, 8452) {
		t.Errorf("Profit() = %+v, %v, want 27.84 of 84.52, 60 + 30 × 15/31 + 10", p, err)
	}
}

// A ticket of 20, 20 and 50 minutes on three days, in whole hours: the hours are 1, 1 and
// 2 up to each day, so that a block gives 1 on the first day and 1 on the third. Of the
// lot of the first day nothing is taken for the third.
func TestBillBlockByTicket(t *testing.T) {
	for _, tt := range []struct {
		unit   pricing.BlockUnit
		size   string
		burned string
	}{
		{pricing.BlockHours, "9", "2/1"},
		{pricing.BlockMoney, "900", "180/1"},
	} {
		spec := agrYear()
		spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: agrDec("90"), Increment: 60, Aggregate: pricing.ByTicket, Cost: agrDec("30")}
		spec.Blocks = []pricing.BlockSpec{{Name: "block", Unit: tt.unit, Lots: []pricing.Lot{
			{ID: "first", From: agrDay("2026-01-01"), To: agrDay("2026-01-10"), Size: agrDec(tt.size)}, {ID: "rest", From: agrDay("2026-01-11"), Size: agrDec(tt.size)},
		}}}
		st := agrBill(t, agrCompile(t, spec), pricing.Input{Period: agrSpan("2026-01-01/2026-02-01"), Work: []pricing.Entry{
			{ID: "c", Ticket: "T", Date: agrDay("2026-01-12"), Minutes: 50}, {ID: "a", Ticket: "T", Date: agrDay("2026-01-10"), Minutes: 20}, {ID: "b", Ticket: "T", Date: agrDay("2026-01-11"), Minutes: 20},
		}})
		half := st.Blocks[0].Expired // of the first lot, after its last day
		if st.Total.Sign() != 0 || st.Cost != agrMoney("45.00 USD") || st.Blocks[0].Burned.String() != tt.burned || agrRatios(half).Cmp(agrRatios(st.Blocks[0].Closing)) != 0 {
			t.Errorf("%v: Total = %v, Cost = %v, %v, want 45 of cost, %s burned and equal rests", tt.unit, st.Total, st.Cost, st, tt.burned)
		}
	}
}

// Labour is not to exceed 100 over all statements: 60, then 40 of 60, then nothing.
func TestBillLabourCap(t *testing.T) {
	spec := agrYear()
	spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: agrDec("60"), NotToExceed: agrDec("100")}
	a := agrCompile(t, spec)
	var balance pricing.Balance
	var got []string
	for _, p := range []string{"2026-01-01/2026-02-01", "2026-02-01/2026-03-01", "2026-03-01/2026-04-01"} {
		period := agrSpan(p)
		st := agrBill(t, a, pricing.Input{Period: period, Balance: balance, Work: []pricing.Entry{{Date: period.From(), Minutes: 60}}})
		got, balance = append(got, agrText(st)+", unbilled "+st.Unbilled.String()+", so far "+st.Balance.Labour.String()), st.Balance
	}
	agrIs(t, "cap", got, []string{
		"labour 60.00, unbilled 0.00 USD, so far 60.00 USD", "labour 40.00, unbilled 20.00 USD, so far 100.00 USD",
		"labour 0.00, unbilled 60.00 USD, so far 100.00 USD",
	})
}

// A reduction that a licence refuses is on the statement of its day, and on no other;
// the seats stay until the renewal.
func TestBillRefused(t *testing.T) {
	item := agrSeats("suite", "10", 10)
	item.Licence.Term = pricing.Quarter
	item.Quantity = item.Quantity.With(agrDay("2026-02-10"), agrDec("8"))
	spec := agrYear(item)
	agrIs(t, "seats", agrBills(t, spec, "2026-02-01/2026-03-01", "2026-03-01/2026-04-01", "2026-04-01/2026-05-01"),
		[]string{"suite 100.00", "suite 100.00", "suite 80.00"})
	a := agrCompile(t, spec)
	for _, tt := range []struct{ period, want string }{
		{"2026-01-01/2026-02-10", ""},
		{"2026-02-10/2026-02-11", "suite: 8 asked for on 2026-02-10: 10 are committed until 2026-04-01"},
		{"2026-02-11/2026-04-02", ""},
	} {
		var got strings.Builder
		for _, r := range agrBill(t, a, pricing.Input{Period: agrSpan(tt.period), Balance: agrFrom(pricing.Balance{}, agrSpan(tt.period))}).Refused {
			got.WriteString(r.Item + ": " + r.Why().String())
		}
		if got.String() != tt.want {
			t.Errorf("refused in %s: %q, want %q", tt.period, got.String(), tt.want)
		}
	}
}

// Each change makes one finding at its path, or what is listed.
func TestAgreementValidate(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*pricing.AgreementSpec)
		want   string
	}{
		"nothing":          {func(*pricing.AgreementSpec) {}, ""},
		"currency":         {func(s *pricing.AgreementSpec) { s.Currency = msp.Currency{} }, "currency: missing"},
		"rounding":         {func(s *pricing.AgreementSpec) { s.Rounding = 99 }, "rounding: range"},
		"start":            {func(s *pricing.AgreementSpec) { s.Start, s.Anchor = msp.Date{}, msp.Date{} }, "start: missing"},
		"end":              {func(s *pricing.AgreementSpec) { s.End = s.Start }, "end: range\nitems[0].end: range\nitems[1].end: range\nitems[2].end: range"},
		"name":             {func(s *pricing.AgreementSpec) { s.Items[1].Name = "" }, "items[1].name: missing"},
		"two of a name":    {func(s *pricing.AgreementSpec) { s.Items[1].Name = "seats" }, "items[1].name: duplicate_name"},
		"name of a part":   {func(s *pricing.AgreementSpec) { s.Projects[0].Name = "seats" }, "projects[0].name: duplicate_name"},
		"name of a KPI":    {func(s *pricing.AgreementSpec) { s.Items[1].Name = "csat" }, "outcomes[0].name: duplicate_name"},
		"name of labour":   {func(s *pricing.AgreementSpec) { s.Labour.Name = "move" }, "labour.name: duplicate_name"},
		"name of a block":  {func(s *pricing.AgreementSpec) { s.Blocks[0].Name = "labour" }, "blocks[0].name: duplicate_name"},
		"other currency":   {func(s *pricing.AgreementSpec) { s.Items[0].Price.Currency = msp.MustParseCurrency("EUR") }, "items[0].price.currency: conflict"},
		"same currency":    {func(s *pricing.AgreementSpec) { s.Items[0].Price.Currency = s.Currency }, ""},
		"project currency": {func(s *pricing.AgreementSpec) { s.Projects[0].Currency = msp.MustParseCurrency("EUR") }, "projects[0].currency: conflict"},
		"outcome currency": {func(s *pricing.AgreementSpec) { s.Outcomes[0].Price.Currency = msp.MustParseCurrency("EUR") }, "outcomes[0].price.currency: conflict"},
		"change currency": {func(s *pricing.AgreementSpec) {
			s.Items[0].Changes = []pricing.PriceChange{{agrDay("2026-05-01"), pricing.PerUser(agrDec("1"), msp.MustParseCurrency("EUR"))}}
		}, "items[0].changes[0].price.currency: conflict"},
		"change unit": {func(s *pricing.AgreementSpec) {
			s.Items[0].Changes = []pricing.PriceChange{{agrDay("2026-05-01"), pricing.PerDevice("server", agrDec("1"), s.Currency)}}
		}, "items[0].changes[0].price.unit: conflict"},
		"change without a date": {func(s *pricing.AgreementSpec) {
			s.Items[0].Changes = []pricing.PriceChange{{Price: pricing.PerUser(agrDec("1"), s.Currency)}}
		}, "items[0].changes[0].from: missing"},
		"two changes on a day": {func(s *pricing.AgreementSpec) {
			change := pricing.PriceChange{From: agrDay("2026-05-01"), Price: pricing.PerUser(agrDec("1"), s.Currency)}
			s.Items[0].Changes = []pricing.PriceChange{change, change}
		}, "items[0].changes: duplicate_name"},
		"change on the start": {func(s *pricing.AgreementSpec) {
			s.Items[0].Changes = []pricing.PriceChange{{s.Start, s.Items[0].Price}}
		}, ""},
		"rate":                 {func(s *pricing.AgreementSpec) { s.Items[0].Price.Rate = decimal.New(1, 1_000_000_000) }, "items[0].price.rate: range"},
		"no quantity":          {func(s *pricing.AgreementSpec) { s.Items[0].Quantity = nil }, "items[0].quantity: missing"},
		"quantity below zero":  {func(s *pricing.AgreementSpec) { s.Items[0].Quantity = pricing.Constant(-1) }, "items[0].quantity[0].quantity: range"},
		"quantity of metered":  {func(s *pricing.AgreementSpec) { s.Items[1].Quantity = pricing.Constant(1) }, "items[1].quantity: conflict"},
		"metered in advance":   {func(s *pricing.AgreementSpec) { s.Items[1].Timing = pricing.Advance }, "items[1].timing: conflict"},
		"metered in arrears":   {func(s *pricing.AgreementSpec) { s.Items[1].Timing = pricing.Arrears }, ""},
		"metered once":         {func(s *pricing.AgreementSpec) { s.Items[1].Cadence = pricing.Once }, "items[1].cadence: conflict"},
		"cadence":              {func(s *pricing.AgreementSpec) { s.Items[0].Cadence = 99 }, "items[0].cadence: range"},
		"timing":               {func(s *pricing.AgreementSpec) { s.Items[0].Timing = 99 }, "items[0].timing: range"},
		"before the agreement": {func(s *pricing.AgreementSpec) { s.Items[0].Start = agrDay("2025-12-31") }, "items[0].start: range"},
		"after the agreement":  {func(s *pricing.AgreementSpec) { s.Items[0].End = agrDay("2027-01-02") }, "items[0].end: range"},
		"to the agreement's":   {func(s *pricing.AgreementSpec) { s.Items[0].End = agrDay("2027-01-01") }, ""},
		"no life": {func(s *pricing.AgreementSpec) {
			s.Items[0].Start, s.Items[0].End = agrDay("2026-03-01"), agrDay("2026-03-01")
		}, "items[0].end: range"},
		"begins when all ends": {func(s *pricing.AgreementSpec) { s.Items[0].Start = s.End }, "items[0].end: range"},
		"licence":              {func(s *pricing.AgreementSpec) { s.Items[0].Licence.Grace = 3 }, "items[0].licence.term: missing"},
		"licence, warning":     {func(s *pricing.AgreementSpec) { s.Items[0].Licence = pricing.Ratchet{Term: pricing.Month, Grace: 28} }, "items[0].licence.grace: conflict (warning)"},
		"uplift":               {func(s *pricing.AgreementSpec) { s.Items[0].Uplift.Percent = agrPct("-100%") }, "items[0].uplift.percent: range"},
		"discount of an item":  {func(s *pricing.AgreementSpec) { s.Items[0].Discounts = []pricing.Discount{{Name: "x"}} }, "items[0].discounts[0].off: missing"},
		"cost":                 {func(s *pricing.AgreementSpec) { s.Items[0].Cost = agrDec("-1") }, "items[0].cost: range"},
		"discount":             {func(s *pricing.AgreementSpec) { s.Discounts[0].Name = "" }, "discounts[0].name: missing"},
		"commitment":           {func(s *pricing.AgreementSpec) { s.Commitment.Minimum = agrDec("-1") }, "commitment.minimum: range"},
		"commitment, once":     {func(s *pricing.AgreementSpec) { s.Commitment.Cadence = pricing.Once }, "commitment.cadence: range"},
		"credits":              {func(s *pricing.AgreementSpec) { s.Credits.Least = agrDec("-1") }, "credits.least: range"},
		"project":              {func(s *pricing.AgreementSpec) { s.Projects[0].Milestones[0].Percent = agrPct("99%") }, "projects[0].milestones: range"},
		"outcome":              {func(s *pricing.AgreementSpec) { s.Outcomes[0].Price.Levels = nil }, "outcomes[0].price.levels: missing"},
		"outcome, once":        {func(s *pricing.AgreementSpec) { s.Outcomes[0].Cadence = pricing.Once }, "outcomes[0].cadence: range"},
		"outcome, overflow":    {func(s *pricing.AgreementSpec) { s.Outcomes[0].Price.Levels[0].Fee = agrDec("999999999999999999") }, "outcomes[0].price: range"},
		"labour":               {func(s *pricing.AgreementSpec) { s.Labour.Rate = agrDec("-1") }, "labour.rate: range"},
		"labour, digits":       {func(s *pricing.AgreementSpec) { s.Labour.NotToExceed = agrDec("0.001") }, "labour.not_to_exceed: range"},
		"labour, no name":      {func(s *pricing.AgreementSpec) { s.Labour.Name = "" }, "labour.name: missing"},
		"labour, warning": {func(s *pricing.AgreementSpec) {
			s.Labour.Roles = map[string]pricing.RateChange{"a": pricing.AddRate{}}
			s.Labour.Costs = map[string]decimal.Decimal{"b": agrDec("1")}
		}, "labour.costs.b: unknown_name (warning)"},
		"block":                 {func(s *pricing.AgreementSpec) { s.Blocks[0].Life = 2 }, "blocks[0].life: conflict"},
		"blocks without labour": {func(s *pricing.AgreementSpec) { s.Labour = nil }, "labour: missing"},
		"nothing at all":        {func(s *pricing.AgreementSpec) { *s = pricing.AgreementSpec{} }, "currency: missing\nstart: missing"},
	} {
		spec := agrYear(agrSeats("seats", "10", 3), pricing.Item{Name: "traffic", Price: pricing.Price{Unit: "GB", Rate: agrDec("1")}, Metered: true}, agrFee("fee", "5"))
		spec.Client, spec.End, spec.Anchor = "Acme", agrDay("2027-01-01"), agrDay("2026-01-01")
		spec.Projects = []pricing.Project{{Name: "move", Total: agrDec("100"), Milestones: []pricing.Milestone{{Name: "done", Percent: agrPct("100%")}}}}
		spec.Outcomes = []pricing.Outcome{{Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{{At: agrDec("0.5"), Fee: agrDec("1")}}}}}
		spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: agrDec("60")}
		spec.Blocks = []pricing.BlockSpec{{Name: "block", Allotment: agrDec("5"), Overage: agrDec("90")}}
		spec.Discounts = []pricing.Discount{{Name: "less", Off: pricing.PercentOff{Percent: agrPct("1%")}}}
		spec.Commitment.Minimum = agrDec("1")
		tt.change(&spec)
		issues := spec.Validate()
		if got := agrFound(issues); got != tt.want {
			t.Errorf("%s: Validate() =\n%s\nwant\n%s", name, got, tt.want)
		}
		if _, err := spec.Compile(); (err == nil) != (issues.Err() == nil) {
			t.Errorf("%s: Compile() = %v, Validate() = %v", name, err, issues)
		}
	}
}

// All findings about facts come at once, with their paths in the lists as they were
// given.
func TestBillFindings(t *testing.T) {
	eur, january := msp.MustParseCurrency("EUR"), agrSpan("2026-01-01/2026-02-01")
	one := decimal.NewFromInt(1)
	part := func(id, day string) pricing.Material {
		return pricing.Material{ID: id, Name: "part", Date: agrDay(day), Quantity: one, Price: one}
	}
	spec := agrYear(agrSeats("seats", "10", 3), pricing.Item{Name: "traffic", Price: pricing.Price{Unit: "GB", Rate: one}, Metered: true, Cadence: pricing.Quarter})
	spec.Outcomes = []pricing.Outcome{{Name: "quality", Cadence: pricing.Quarter, Price: pricing.OutcomeSpec{KPI: "csat", Levels: []pricing.OutcomeLevel{{At: one, Fee: one}}}}}
	plain := agrCompile(t, spec)
	spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: one, Types: map[string]pricing.RateChange{"onsite": pricing.AddRate{}}}
	spec.Blocks = []pricing.BlockSpec{{Name: "block", Allotment: one, Overage: one}}
	full := agrCompile(t, spec)
	for name, tt := range map[string]struct {
		a    pricing.Agreement
		in   pricing.Input
		want string
	}{
		"nothing":      {full, pricing.Input{Period: january}, ""},
		"no period":    {full, pricing.Input{}, "period: missing"},
		"empty period": {full, pricing.Input{Period: agrSpan("2026-01-01/2026-01-01")}, "period: missing"},
		"gap":          {full, pricing.Input{Period: january, Balance: pricing.Balance{Through: agrDay("2025-12-31")}}, "period: conflict"},
		"again":        {full, pricing.Input{Period: january, Balance: pricing.Balance{Through: agrDay("2026-02-01")}}, "period: conflict"},
		"follows":      {full, pricing.Input{Period: january, Balance: pricing.Balance{Through: agrDay("2026-01-01")}}, ""},
		"signs": {
			full,
			pricing.Input{Period: january, Balance: pricing.Balance{
				Carried: agrMoney("0.01 USD"), Labour: agrMoney("-0.01 USD"),
				Committed: pricing.CommittedSoFar{Charges: agrMoney("-1.00 USD"), Discount: agrMoney("-0.01 USD"), Reduction: agrMoney("-0.01 USD")},
			}},
			"balance.carried: range\nbalance.committed.discount: range\nbalance.committed.reduction: range\nbalance.labour: range",
		},
		"currencies": {
			full,
			pricing.Input{Period: january, Balance: pricing.Balance{Carried: agrOf(-1, eur), Labour: agrOf(1, eur), Committed: pricing.CommittedSoFar{Charges: agrOf(1, eur)}}},
			"balance.carried: conflict\nbalance.committed.charges: conflict\nbalance.labour: conflict",
		},
		"blocks": {
			full,
			pricing.Input{Period: january, Balance: pricing.Balance{Blocks: []pricing.BlockBalance{{Drawn: msp.NewRatio(-1, 1)}, {}}}},
			"balance.blocks[0].block: unknown_name\nbalance.blocks[0].drawn: range\nbalance.blocks[1].block: duplicate_name\nbalance.blocks[1].block: unknown_name",
		},
		"usage": {
			full,
			pricing.Input{Period: january, Usage: map[string]decimal.Decimal{"seats": one, "traffic": one.Neg(), "unknown": decimal.New(1, 400)}},
			"usage.seats: unknown_name\nusage.traffic: range\nusage.unknown: range\nusage.unknown: unknown_name",
		},
		"credits": {
			full,
			pricing.Input{Period: january, Credits: []pricing.ServiceCredit{{Item: "seats"}, {Item: "labour"}, {Item: "quality"}, {Percent: agrPct("-1%")}, {}}},
			"credits[1].item: unknown_name\ncredits[3].percent: range",
		},
		"work": {
			full,
			pricing.Input{Period: january, Work: []pricing.Entry{
				{ID: "b", Date: agrDay("2026-01-31")},
				{ID: "a", Date: agrDay("2026-02-01")},
				{ID: "a", Date: agrDay("2025-12-31"), Minutes: -1},
				{Date: agrDay("2026-01-01"), Type: "other"},
				{},
			}},
			"work[1].date: range\nwork[2].date: range\nwork[2].id: duplicate_name\nwork[2].minutes: range\nwork[3].type: unknown_name\nwork[4].date: missing",
		},
		"no labour": {plain, pricing.Input{Period: january, Work: []pricing.Entry{{Date: agrDay("2026-01-31")}}}, "work: conflict"},
		"materials": {
			plain,
			pricing.Input{Period: january, Materials: []pricing.Material{part("x", "2026-01-31"), part("y", "2026-02-01"), part("x", "2026-01-01"), {}}},
			"materials[1].date: range\nmaterials[2].id: duplicate_name\nmaterials[3].date: missing\nmaterials[3].name: missing\nmaterials[3].price: missing\nmaterials[3].quantity: range",
		},
		"what is due": {plain, pricing.Input{Period: agrSpan("2026-01-01/2026-04-01")}, "kpis.csat: missing\nusage.traffic: missing"},
		"not yet":     {plain, pricing.Input{Period: agrSpan("2026-01-01/2026-04-01"), Preliminary: true}, ""},
		"not due":     {plain, pricing.Input{Period: january, Usage: map[string]decimal.Decimal{"traffic": one}}, "usage.traffic: conflict"},
		"not the first": {
			plain,
			pricing.Input{Period: agrSpan("2026-01-02/2026-02-01"), Balance: pricing.Balance{Carried: agrMoney("-1.00 USD")}},
			"balance.through: missing",
		},
		"before it all": {plain, pricing.Input{Period: agrSpan("2025-12-01/2026-02-01")}, ""},
	} {
		st, err := tt.a.Bill(tt.in)
		if got := agrFound(err); got != tt.want {
			t.Errorf("%s: Bill =\n%s\nwant\n%s", name, got, tt.want)
		}
		if err != nil && (len(st.Lines) > 0 || !st.Period.IsZero()) {
			t.Errorf("%s: Bill returns an error and %v", name, st)
		}
	}
}

// What is no statement at all.
func TestBillErrors(t *testing.T) {
	january := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}
	var none pricing.Agreement
	if _, err := none.Bill(january); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("the zero Agreement: Bill = %v, want ErrUndefined", err)
	}
	if _, err := none.Quote(january.Period); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("the zero Agreement: Quote = %v, want ErrUndefined", err)
	}
	if _, err := none.Adjust(pricing.Statement{Period: january.Period}, january); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("the zero Agreement: Adjust = %v, want ErrUndefined", err)
	}
	if s := none.Spec(); len(s.Items) > 0 || !s.Start.IsZero() {
		t.Errorf("the zero Agreement: Spec = %+v", s)
	}
	a := agrCompile(t, agrYear(agrSeats("seats", "10", 3)))
	if _, err := a.Quote(msp.Period{}); agrFound(err) != "period: missing" {
		t.Errorf("Quote of no period = %v", err)
	}
	if _, err := a.Adjust(pricing.Statement{}, january); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Adjust of no statement = %v, want ErrRange", err)
	}
	invoice := agrBill(t, a, january)
	february := pricing.Input{Period: agrSpan("2026-02-01/2026-03-01")}
	if _, err := a.Adjust(invoice, february); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Adjust of another period = %v, want ErrRange", err)
	}
	other := invoice
	other.Client = "Other"
	if _, err := a.Adjust(other, january); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Adjust of another client's = %v, want ErrInvalid", err)
	}
	invoice.Invoiced = agrMoney("30.00 EUR")
	if _, err := a.Adjust(invoice, january); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("Adjust of another currency = %v, want ErrCurrency", err)
	}
	// Each amount fits, their sum does not; and one that does not fit by itself.
	most := "50000000000000000" // of 92233720368547758.07
	for _, spec := range []pricing.AgreementSpec{agrYear(agrFee("a", most), agrFee("b", most)), agrYear(agrSeats("a", most, 2))} {
		if st, err := agrCompile(t, spec).Bill(january); !errors.Is(err, msp.ErrOverflow) || len(st.Lines) > 0 {
			t.Errorf("Bill beyond 64 bits = %v, %v, want ErrOverflow", st, err)
		}
	}
}

// The longest period there is, of the shortest service periods, is billed and does not
// hang; so is one at either end of time. A week that ends after the year 9999 is none.
func TestBillLongPeriods(t *testing.T) {
	fee := agrFee("fee", "1")
	fee.Cadence = pricing.Week
	spec := agrYear(fee)
	spec.Start = agrDay("0001-01-01")
	a := agrCompile(t, spec)
	for _, tt := range []struct {
		period string
		lines  int
	}{
		{"0001-01-01/0101-01-01", 5218}, // of 36524 days
		{"0001-01-01/0001-01-02", 1},
		{"9999-12-30/9999-12-31", 0},
	} {
		st, err := a.Bill(pricing.Input{Period: agrSpan(tt.period), Balance: agrFrom(pricing.Balance{}, agrSpan(tt.period))})
		if err != nil || len(st.Lines) != tt.lines {
			t.Errorf("Bill(%s) has %d lines, %v, want %d", tt.period, len(st.Lines), err, tt.lines)
		}
	}
	_, err := a.Bill(pricing.Input{Period: agrSpan("0001-01-01/0102-01-01")})
	if got := agrFound(err); got != "period: too_large" {
		t.Errorf("Bill of 101 years = %q, want it too large", got)
	}
}

// The price of the 200th anniversary is the last one.
func TestBillUpliftIsBounded(t *testing.T) {
	fee := agrFee("fee", "1")
	fee.Uplift = pricing.Uplift{Percent: msp.MustParsePercent("1%")}
	spec := agrYear(fee)
	spec.Start = agrDay("1800-01-01")
	a := agrCompile(t, spec)
	for _, tt := range []struct {
		period string
		want   error
	}{{"2000-12-01/2001-01-01", nil}, {"2001-01-01/2001-02-01", msp.ErrRange}} {
		period := agrSpan(tt.period)
		if _, err := a.Bill(pricing.Input{Period: period, Balance: agrFrom(pricing.Balance{}, period)}); !errors.Is(err, tt.want) {
			t.Errorf("Bill(%s) = %v, want %v", tt.period, err, tt.want)
		}
	}
}

// The parts of what an adjustment says, for a late entry: one line back, one new.
func TestAdjustLine(t *testing.T) {
	spec := agrYear(agrFee("fee", "100"))
	spec.Labour = &pricing.LabourSpec{Name: "labour", Rate: agrDec("120"), Increment: 15, Aggregate: pricing.ByTicket, Cost: agrDec("60")}
	a := agrCompile(t, spec)
	in := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01"), Work: []pricing.Entry{{Ticket: "T1", Date: agrDay("2026-01-05"), Minutes: 50}}}
	invoice := agrBill(t, a, in)
	in.Work = append(in.Work, pricing.Entry{Ticket: "T1", Date: agrDay("2026-01-04"), Minutes: 20}, pricing.Entry{Ticket: "T2", Date: agrDay("2026-01-09"), Minutes: 15})
	adj, err := a.Adjust(invoice, in)
	if err != nil {
		t.Fatal(err)
	}
	// 50 minutes are 60, or 120; 70 are 75, or 150; 15 are 30.
	var got []string
	for _, l := range adj.Lines {
		got = append(got, l.Ref+": "+l.Amount.String()+", cost "+l.Cost.String()+": "+l.Detail[0].Step.String())
	}
	agrIs(t, "lines", got, []string{"T1: -120.00 USD, cost -50.00 USD: reverse", "T1: 150.00 USD, cost 70.00 USD: time", "T2: 30.00 USD, cost 15.00 USD: time"})
	if adj.Total != agrMoney("60.00 USD") || adj.Due != adj.Total || adj.Restated.Invoiced != agrMoney("280.00 USD") || adj.Restated.Total != agrMoney("280.00 USD") {
		t.Errorf("Total = %v, Due = %v, invoiced %v of %v, want 60, 60 and 280", adj.Total, adj.Due, adj.Restated.Invoiced, adj.Restated.Total)
	}
	// The entries were wrong: 60 go back, by the balance, and then 10 of them are due.
	in.Work = in.Work[:1]
	less, err := a.Adjust(adj.Restated, in)
	if err != nil || less.Total != agrMoney("-60.00 USD") || less.Due.Sign() != 0 || less.Restated.Balance.Carried != agrMoney("-60.00 USD") || less.Restated.Invoiced != agrMoney("280.00 USD") {
		t.Errorf("back: Total = %v, Due = %v, carried %v, invoiced %v, %v", less.Total, less.Due, less.Restated.Balance.Carried, less.Restated.Invoiced, err)
	}
	in.Materials = []pricing.Material{{Name: "part", Date: agrDay("2026-01-05"), Quantity: agrDec("1"), Price: agrDec("70")}}
	more, err := a.Adjust(less.Restated, in)
	if err != nil || more.Total != agrMoney("70.00 USD") || more.Due != agrMoney("10.00 USD") || more.Restated.Balance.Carried.Sign() != 0 || more.Restated.Invoiced != agrMoney("290.00 USD") {
		t.Errorf("again: Total = %v, Due = %v, carried %v, invoiced %v, %v", more.Total, more.Due, more.Restated.Balance.Carried, more.Restated.Invoiced, err)
	}
	// Of equal lines as many are new as are new.
	spec.Labour.Aggregate = pricing.ByEntry
	a = agrCompile(t, spec)
	entry := pricing.Entry{Ticket: "T1", Date: agrDay("2026-01-05"), Minutes: 15}
	in = pricing.Input{Period: in.Period, Work: slices.Repeat([]pricing.Entry{entry}, 2)}
	invoice = agrBill(t, a, in)
	in.Work = slices.Repeat([]pricing.Entry{entry}, 5)
	if adj, err = a.Adjust(invoice, in); err != nil || len(adj.Lines) != 3 || adj.Total != agrMoney("90.00 USD") {
		t.Errorf("three more like two: %v, %v, %v", adj.Lines, adj.Total, err)
	}
}
