package pricing_test

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// labourGroup says a group in a line: ref, date, days, entries, type, minutes, billed,
// rate, cost.
func labourGroup(g pricing.TimeGroup) string {
	return strings.Join([]string{
		g.Ref, g.Date.String(), strconv.Itoa(g.Days.Days()) + "d", strings.Join(g.Entries, "+"), g.Type,
		strconv.FormatInt(g.Minutes, 10), strconv.FormatInt(g.Billed, 10), g.Rate.String(), g.Cost.String(),
	}, " ")
}

func labourEntries() []pricing.Entry {
	monday, tuesday := labourDay("2026-03-02"), labourDay("2026-03-03")
	return []pricing.Entry{
		{ID: "a", Ticket: "T1", Date: tuesday, Minutes: 50, AfterHours: 20, Type: "onsite", Role: "senior"},
		{ID: "b", Ticket: "T2", Date: monday, Minutes: 10},
		{ID: "c", Ticket: "T1", Date: monday, Minutes: 40, AfterHours: 40, Type: "onsite", Role: "senior"},
		{Ticket: "T1", Date: tuesday, Minutes: 5, Role: "senior"},
		{ID: "e", Date: monday, Minutes: 7},
		{Date: monday, Minutes: 0},
	}
}

func TestLabourGroups(t *testing.T) {
	spec := labourSpec()
	spec.Increment, spec.Minimum = 15, 15
	spec.Cost, spec.Costs = labourNum("50"), map[string]decimal.Decimal{"senior": labourNum("80")}
	for by, want := range map[pricing.Aggregate][]string{
		// A senior on site is at (120 + 40) × 1.5 = 240, after hours at 480. Cost of the
		// first 30 minutes at 80 an hour: 40.
		pricing.ByEntry: {
			"a 2026-03-03 1d a onsite 30 30 240 40.00 USD",
			"a 2026-03-03 1d a onsite 20 30 480 26.67 USD",
			"b 2026-03-02 1d b  10 15 120 8.33 USD",
			"c 2026-03-02 1d c onsite 40 45 480 53.33 USD",
			"T1 2026-03-03 1d   5 15 160 6.67 USD",
			"e 2026-03-02 1d e  7 15 120 5.83 USD",
			"2026-03-02 2026-03-02 1d   0 0 120 0.00 USD",
		},
		pricing.ByTicket: {
			"T1 2026-03-03 1d a onsite 30 30 240 40.00 USD",
			"T1 2026-03-03 2d a+c onsite 60 60 480 80.00 USD",
			"T2 2026-03-02 1d b  10 15 120 8.33 USD",
			"T1 2026-03-03 1d   5 15 160 6.67 USD",
			"e 2026-03-02 1d e  7 15 120 5.83 USD",
			"2026-03-02 2026-03-02 1d   0 0 120 0.00 USD",
		},
		pricing.ByDay: {
			"2026-03-03 2026-03-03 1d a onsite 30 30 240 40.00 USD",
			"2026-03-03 2026-03-03 1d a onsite 20 30 480 26.67 USD",
			"2026-03-02 2026-03-02 1d b+e  17 30 120 14.17 USD",
			"2026-03-02 2026-03-02 1d c onsite 40 45 480 53.33 USD",
			"2026-03-03 2026-03-03 1d   5 15 160 6.67 USD",
		},
	} {
		spec.Aggregate = by
		groups, err := labourOf(t, spec).Groups(labourEntries())
		var got []string
		for _, g := range groups {
			got = append(got, labourGroup(g))
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Groups by %v, %v:\n%s\nwant\n%s", by, err, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// What costs the same is put together, whatever made it so.
func TestLabourGroupsByRate(t *testing.T) {
	day := labourDay("2026-03-02")
	spec := pricing.LabourSpec{
		Name: "x", Rate: labourNum("100.0"), Aggregate: pricing.ByTicket,
		Types: map[string]pricing.RateChange{"half": labourTimes("1.50"), "plus": labourPlus("50"), "same": labourTimes("1")},
	}
	groups, err := labourOf(t, spec).Groups([]pricing.Entry{
		{ID: "1", Ticket: "T", Date: day, Minutes: 1, Type: "half"},
		{ID: "2", Ticket: "T", Date: day, Minutes: 2, Type: "plus"},
		{ID: "3", Ticket: "T", Date: day, Minutes: 4, AfterHours: 3},
		{ID: "4", Ticket: "T", Date: day, Minutes: 8, Type: "same"},
	})
	want := []string{"T 2026-03-02 1d 1+2  3 3 150 0", "T 2026-03-02 1d 3+4  12 12 100 0"}
	if err != nil || len(groups) != 2 || labourGroup(groups[0]) != want[0] || labourGroup(groups[1]) != want[1] {
		t.Errorf("Groups = %v, %v, want %q", groups, err, want)
	}
	// After hours at the same rate: one group again, with the entry named once.
	spec.AfterHours = labourTimes("1")
	groups, err = labourOf(t, spec).Groups([]pricing.Entry{{ID: "1", Ticket: "T", Date: day, Minutes: 9, AfterHours: 4}})
	if want := "T 2026-03-02 1d 1  9 9 100 0"; err != nil || len(groups) != 1 || labourGroup(groups[0]) != want {
		t.Errorf("Groups = %v, %v, want %q", groups, err, want)
	}
}

func TestLabourEntryFindings(t *testing.T) {
	day := labourDay("2026-03-02")
	entries := []pricing.Entry{
		{ID: "a", Date: day, Minutes: 1},
		{ID: "a", Date: day, Minutes: -1, Type: "remote"},
		{Date: day, Minutes: 1, Role: "trainee"},
		{Minutes: 1, AfterHours: 2},
		{Date: day, Minutes: 1},
	}
	want := []string{
		"entries[1].id duplicate_name", "entries[1].minutes range", "entries[1].type unknown_name", "entries[2].role unknown_name",
		"entries[3].after_hours conflict", "entries[3].date missing",
	}
	labour := labourOf(t, labourSpec())
	groups, err := labour.Groups(entries)
	if got := labourFound(labourIssues(err)); groups != nil || !slices.Equal(got, want) {
		t.Errorf("Groups = %v, %q, want %q", groups, got, want)
	}
	sheet, err := labour.Bill(entries, msp.Money{})
	if got := labourFound(labourIssues(err)); sheet.Charges != nil || !slices.Equal(got, want) {
		t.Errorf("Bill = %v, %q, want %q", sheet, got, want)
	}
}

func TestLabourOverflow(t *testing.T) {
	day := labourDay("2026-03-02")
	two := func(minutes int64) []pricing.Entry {
		return []pricing.Entry{{Ticket: "T", Date: day, Minutes: minutes}, {Ticket: "T", Date: day, Minutes: minutes}}
	}
	spec := pricing.LabourSpec{Name: "x", Rate: labourNum("1"), Aggregate: pricing.ByTicket}
	dear := pricing.LabourSpec{Name: "x", Rate: labourNum("100000000000000000"), NotToExceed: labourNum("1")}
	late := pricing.LabourSpec{Name: "x", Rate: labourNum("0.000000000000000001"), AfterHours: labourTimes("0.1")}
	costly := pricing.LabourSpec{Name: "x", Cost: labourNum("100000000000000000")}
	for name, bill := range map[string]func() (pricing.Timesheet, error){
		"sum of minutes":  func() (pricing.Timesheet, error) { return labourOf(t, spec).Bill(two(math.MaxInt64), msp.Money{}) },
		"billed minutes":  func() (pricing.Timesheet, error) { return labourOf(t, spec).Bill(two(math.MaxInt64/2), msp.Money{}) },
		"amount":          func() (pricing.Timesheet, error) { return labourOf(t, dear).Bill(two(60)[:1], msp.Money{}) },
		"sum of amounts":  func() (pricing.Timesheet, error) { return labourOf(t, dear).Bill(two(50), msp.Money{}) },
		"cost":            func() (pricing.Timesheet, error) { return labourOf(t, costly).Bill(two(60)[:1], msp.Money{}) },
		"sum of the cost": func() (pricing.Timesheet, error) { return labourOf(t, costly).Bill(two(50), msp.Money{}) },
		"rate": func() (pricing.Timesheet, error) {
			return labourOf(t, late).Bill([]pricing.Entry{{Date: day, Minutes: 2, AfterHours: 1}}, msp.Money{})
		},
	} {
		if sheet, err := bill(); !errors.Is(err, msp.ErrOverflow) {
			t.Errorf("%s: Bill = %+v, %v, want an overflow", name, sheet, err)
		}
	}
	// 10¹⁷ × 50 ÷ 60 alone is 83,333,333,333,333,333.33, which fits.
	if sheet, err := labourOf(t, dear).Bill(two(50)[:1], msp.Money{}); err != nil || sheet.Full.String() != "83333333333333333.33 USD" {
		t.Errorf("Bill = %+v, %v", sheet.Full, err)
	}
	if got, err := labourOf(t, spec).Amount(pricing.TimeGroup{Rate: decimal.New(1, math.MaxInt32), Billed: 1}); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Amount at 10^2147483647 = %v, %v, want a range error", got, err)
	}
}

func labourLine(l pricing.Line) string {
	var text strings.Builder
	text.WriteString(l.Kind.String() + " " + l.Item + " " + l.Period.String() + " " + l.Quantity.String() + " = " + l.Amount.String() + " cost " + l.Cost.String())
	for _, d := range l.Detail {
		text.WriteString("; " + d.Step.String() + " " + d.Ref + " " + d.Quantity.String() + " " + d.Rate.String() + " " + d.Amount.String())
	}
	return text.String()
}

func TestLabourBill(t *testing.T) {
	monday, tuesday := labourDay("2026-03-02"), labourDay("2026-03-03")
	entries := []pricing.Entry{
		{ID: "a", Date: monday, Minutes: 60}, {ID: "b", Date: tuesday, Minutes: 50}, {ID: "c", Date: tuesday, Minutes: 10}, {ID: "d", Date: tuesday},
	}
	spec := pricing.LabourSpec{Name: "Support", Rate: labourNum("99.95"), Cost: labourNum("30")}
	// 99.95, then 83.29 (83.2916…), then 16.66 (16.6583…): 199.90.
	whole := []string{
		"labour Support 2026-03-02/2026-03-03 1 hour = 99.95 USD cost 30.00 USD; time a 1 hour 99.95 99.95 USD",
		"labour Support 2026-03-03/2026-03-04 5/6 hour = 83.29 USD cost 25.00 USD; time b 5/6 hour 99.95 83.29 USD",
		"labour Support 2026-03-03/2026-03-04 1/6 hour = 16.66 USD cost 5.00 USD; time c 1/6 hour 99.95 16.66 USD",
		"labour Support 2026-03-03/2026-03-04 0 hour = 0.00 USD cost 0.00 USD; time d 0 hour 99.95 0.00 USD",
	}
	for _, tt := range []struct {
		limit, billed string
		sums          string // full, total, unbilled, cost, cap, left
		lines         []string
	}{
		{"0", "0", "199.90 USD, 199.90 USD, 0.00 USD, 60.00 USD, 0, 0", whole},
		{"0", "1000.00 USD", "199.90 USD, 199.90 USD, 0.00 USD, 60.00 USD, 0, 0", whole},
		{"1000", "0", "199.90 USD, 199.90 USD, 0.00 USD, 60.00 USD, 1000.00 USD, 800.10 USD", whole},
		{"199.9", "0", "199.90 USD, 199.90 USD, 0.00 USD, 60.00 USD, 199.90 USD, 0.00 USD", whole},
		{"200", "50.00 USD", "199.90 USD, 150.00 USD, 49.90 USD, 60.00 USD, 200.00 USD, 0.00 USD", []string{ // 150 left: 99.95 and 50.05
			whole[0],
			"labour Support 2026-03-03/2026-03-04 5/6 hour = 50.05 USD cost 25.00 USD; time b 5/6 hour 99.95 83.29 USD; maximum 149.95 USD 0 200 -33.24 USD",
			"labour Support 2026-03-03/2026-03-04 1/6 hour = 0.00 USD cost 5.00 USD; time c 1/6 hour 99.95 16.66 USD; maximum 200.00 USD 0 200 -16.66 USD",
			whole[3],
		}},
		{"200", "200.01 USD", "199.90 USD, 0.00 USD, 199.90 USD, 60.00 USD, 200.00 USD, 0.00 USD", nil},
	} {
		spec.NotToExceed = labourNum(tt.limit)
		sheet, err := labourOf(t, spec).Bill(entries, msp.MustParseMoney(tt.billed))
		var sums, lines []string
		for _, m := range []msp.Money{sheet.Full, sheet.Total, sheet.Unbilled, sheet.Cost, sheet.Cap, sheet.CapLeft} {
			sums = append(sums, m.String())
		}
		for _, line := range sheet.Lines() {
			lines = append(lines, labourLine(line))
		}
		if err != nil || strings.Join(sums, ", ") != tt.sums {
			t.Errorf("Bill under %s after %s = %s, %v, want %s", tt.limit, tt.billed, strings.Join(sums, ", "), err, tt.sums)
		}
		if tt.lines != nil && !slices.Equal(lines, tt.lines) {
			t.Errorf("lines under %s after %s:\n%s\nwant\n%s", tt.limit, tt.billed, strings.Join(lines, "\n"), strings.Join(tt.lines, "\n"))
		}
	}
}

func TestLabourBillEdges(t *testing.T) {
	day := labourDay("2026-03-02")
	spec := pricing.LabourSpec{Name: "Support", Rate: labourNum("60")}
	for _, limit := range []string{"0", "100"} {
		spec.NotToExceed = labourNum(limit)
		labour := labourOf(t, spec)
		if sheet, err := labour.Bill(nil, msp.MustParseMoney("1.00 EUR")); !errors.Is(err, msp.ErrCurrency) {
			t.Errorf("Bill after euros = %+v, %v, want a currency error", sheet, err)
		}
		if sheet, err := labour.Bill(nil, msp.MustParseMoney("-0.01 USD")); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Bill after less than nothing = %+v, %v, want a range error", sheet, err)
		}
		sheet, err := labour.Bill(nil, msp.Money{})
		if err != nil || sheet.Total.String() != "0.00 USD" || sheet.Unbilled.String() != "0.00 USD" || len(sheet.Lines()) != 0 || sheet.Labour != "Support" {
			t.Errorf("Bill of nothing = %+v, %v", sheet, err)
		}
	}
	// A cost is stated as soon as some role has one, and as zero for the others.
	spec.Costs = map[string]decimal.Decimal{"senior": labourNum("1")}
	if sheet, err := labourOf(t, spec).Bill([]pricing.Entry{{Date: day, Minutes: 5}}, msp.Money{}); err != nil || sheet.Cost.String() != "0.00 USD" {
		t.Errorf("cost = %v, %v, want 0.00 USD", sheet.Cost, err)
	}
	sheet, err := pricing.Labour{}.Bill([]pricing.Entry{{Date: day, Minutes: 5, Type: "any"}}, msp.Money{})
	if err != nil || sheet.Total != (msp.Money{}) || len(sheet.Lines()) != 1 || sheet.Charges[0].Billed != 5 {
		t.Errorf("zero Labour: Bill = %+v, %v", sheet, err)
	}
	// The caller's entries and its answer are its own.
	labour := labourOf(t, spec)
	entries := []pricing.Entry{{ID: "a", Date: day, Minutes: 5}}
	first, err1 := labour.Bill(entries, msp.Money{})
	entries[0].ID, entries[0].Minutes = "b", 50
	first.Lines()[0].Detail[0].Ref = "x"
	second, err2 := labour.Bill(entries, msp.Money{})
	if err := errors.Join(err1, err2); err != nil || first.Charges[0].Entries[0] != "a" || first.Lines()[0].Detail[0].Ref != "a" || second.Charges[0].Minutes != 50 {
		t.Errorf("answers share what they hold: %+v, %+v, %v", first, second, err)
	}
}
