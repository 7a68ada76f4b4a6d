package main

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func moneyRat(m msp.Money) *big.Rat {
	unit := big.NewInt(1)
	for range m.Currency().Digits() {
		unit.Mul(unit, big.NewInt(10))
	}
	return new(big.Rat).SetFrac(big.NewInt(m.Minor()), unit)
}

// sampleRate returns what one unit of a currency is worth in US dollars, as the sample
// states it.
func sampleRate(c msp.Currency) *big.Rat {
	rates := map[string]*big.Rat{"AUD": big.NewRat(65, 100), "EUR": big.NewRat(110, 100), "GBP": big.NewRat(130, 100)}
	if rate, ok := rates[c.String()]; ok {
		return rate
	}
	return big.NewRat(1, 1)
}

// Each cell of the table of earnings is recomputed from the lines of the statements.
func TestEarningsTable(t *testing.T) {
	r, text := financeText(t)
	rows := make(map[string][]string)
	for _, line := range section(t, text, "Earnings: ", "Recurring revenue: ") {
		for _, c := range append(clientNamesOf(r.Finance), "all") {
			if rest, ok := strings.CutPrefix(line, c+" "); ok && rows[c] == nil {
				rows[c] = strings.Fields(rest)
			}
		}
	}
	all := struct{ invoiced, cost, hours, labour *big.Rat }{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	check := func(who, currency string, invoiced, cost, labour, hours *big.Rat) {
		cells := rows[who]
		if len(cells) < 8 || cells[0] != currency {
			t.Fatalf("%s: no row in %s: %q", who, currency, cells)
		}
		rest := cells[len(cells)-1]
		perHour := new(big.Rat).Sub(invoiced, cost)
		perHour.Quo(perHour.Add(perHour, labour), hours)
		margin := floorPercent(new(big.Rat).Sub(invoiced, cost), invoiced)
		for _, x := range []struct {
			what, got string
			want      *big.Rat
		}{
			{"invoiced", cells[1], invoiced},
			{"cost", cells[2], cost},
			{"margin", strings.TrimSuffix(cells[3], "%"), margin},
			{"per hour", rest, cents(perHour)},
		} {
			if printedRat(t, x.got).Cmp(x.want) != 0 {
				t.Errorf("%s: %s %s, want %s", who, x.what, x.got, x.want.FloatString(4))
			}
		}
	}
	for i := range r.Finance.Clients {
		c := &r.Finance.Clients[i]
		invoiced, cost, labour, minutes := new(big.Rat), new(big.Rat), new(big.Rat), int64(0)
		for _, b := range c.Bills {
			for _, l := range b.Now.Lines {
				invoiced.Add(invoiced, moneyRat(l.Amount))
				cost.Add(cost, moneyRat(l.Cost))
				if l.Kind == pricing.KindLabour || l.Kind == pricing.KindOverage {
					labour.Add(labour, moneyRat(l.Cost))
				}
			}
		}
		first := msp.MustParseDate("2026-02-01")
		end := msp.MustParseDate("2026-05-01")
		for _, w := range c.facts.Work {
			if !w.Date.Before(first) && w.Date.Before(end) {
				minutes += w.Minutes
			}
		}
		currency := c.spec.Currency.Code()
		check(c.Client.Name, currency, invoiced, cost, labour, big.NewRat(minutes, 60))
		for _, x := range []struct{ sum, m *big.Rat }{{all.invoiced, invoiced}, {all.cost, cost}, {all.labour, labour}} {
			x.sum.Add(x.sum, cents(new(big.Rat).Mul(x.m, sampleRate(c.spec.Currency))))
		}
		all.hours.Add(all.hours, big.NewRat(minutes, 60))
	}
	check("all", "USD", all.invoiced, all.cost, all.labour, all.hours)
}

func clientNamesOf(f *Finance) []string {
	names := make([]string, len(f.Clients))
	for i := range f.Clients {
		names[i] = f.Clients[i].Client.Name
	}
	return names
}

// MRR by hand, from the agreements of the sample.
func TestRecurringByHand(t *testing.T) {
	r, _ := financeText(t)
	want := map[string][2]string{ // at the end of February and of April
		// 4 × 240 + 20 × 62 + 14 × 54 + 12 × 45; 18 × 54 in April
		"Alpenblick Hotels": {"3496.00 EUR", "3712.00 EUR"},
		"Coral Bay Marine":  {"1750.00 AUD", "1750.00 AUD"},
		// 49 × 148 + 49 × 22; 52 × 148 × 0.96 + 49 × 22 + 46 × 36 ÷ 12
		"Desert Sun Clinics":  {"8330.00 USD", "8604.16 USD"},
		"Harbour Dental":      {"576.00 USD", "576.00 USD"},   // 2 × 110 + 24 × 9 + 5 × 28
		"Lakeside Accounting": {"5320.00 USD", "4750.00 USD"}, // 46 × 95 + 8 × 118.75; 40 × 95
		"Meridian Logistics":  {"8965.00 USD", "7645.00 USD"}, // 25 × 135 + 35 × 122 + 12 × 110
		// 88 × 1.041 = 91.608, so 91.61 × 41; 91.61 × 1.05 (capped) = 96.1905, so 96.19 × 41
		"Northgate Solicitors": {"3756.01 GBP", "3943.79 GBP"},
		// 6 × 260 + 31 × 58 + 14 × 60 + 40 × 7.50; 6 × 310, 16 × 60
		"Rheinwerk Maschinenbau": {"4498.00 EUR", "4918.00 EUR"},
		"St. Brendan's Hospital": {"26500.00 USD", "26500.00 USD"},
		"Summit Outdoor":         {"4377.00 USD", "4377.00 USD"}, // 3 × 265 + 36 × 72 + 11 × 90
		"Thames Lettings":        {"0", "2460.00 GBP"},           // 30 × 102.50 × 0.8
		"Volta Payments":         {"9030.00 GBP", "9810.00 GBP"}, // 34 × 195 + 2400; 38 × 195 + 2400
	}
	var totals [2]*big.Rat
	for j, total := range []msp.Money{r.Finance.Movement.Start, r.Finance.Movement.End} {
		totals[j] = new(big.Rat).Neg(moneyRat(total))
		for _, mrr := range want {
			m := msp.MustParseMoney(mrr[j])
			totals[j].Add(totals[j], cents(new(big.Rat).Mul(moneyRat(m), sampleRate(m.Currency()))))
		}
		if totals[j].Sign() != 0 {
			t.Errorf("recurring revenue of all clients is %v, its parts differ by %s", total, totals[j].FloatString(2))
		}
	}
	for i := range r.Finance.Clients {
		c := &r.Finance.Clients[i]
		for j, recurring := range []pricing.Recurring{c.First, c.Last} {
			got, err := recurring.MRR(msp.HalfUp)
			if err != nil || got.String() != want[c.Client.Name][j] {
				t.Errorf("%s: MRR %v, %v, want %s", c.Client.Name, got, err, want[c.Client.Name][j])
			}
		}
	}
}

// The movement adds up on the page, each part to its clients and all of them to the
// end.
func TestMovementAddsUp(t *testing.T) {
	_, text := financeText(t)
	sum, part, clients := new(big.Rat), new(big.Rat), 0
	check := func() {
		if part.Sign() != 0 {
			t.Errorf("a part differs from its clients by %s", part.FloatString(2))
		}
	}
	for _, line := range section(t, text, "Recurring revenue: ", "Invoices: ")[4:] {
		fields := strings.Fields(line)
		switch {
		case len(fields) < 2 || strings.HasPrefix(line, "─"):
		case strings.HasPrefix(line, "  "):
			part.Sub(part, printedRat(t, fields[len(fields)-1]))
			clients++
		case fields[0] == "end":
			check()
			if sum.Cmp(printedRat(t, fields[2])) != 0 {
				t.Errorf("end %s, want %s", fields[2], sum.FloatString(2))
			}
			part = nil
		default:
			amount := printedRat(t, fields[2])
			sum.Add(sum, amount)
			if check(); fields[0] != "start" {
				part.Set(amount)
			}
		}
	}
	if part != nil || clients != 8 {
		t.Errorf("%d clients moved, want 8, and an end", clients)
	}
}

// What other models would have earned, counted by hand for one client and recomputed
// from the page for all.
func TestModelsText(t *testing.T) {
	_, text := financeText(t)
	lines := section(t, text, "Price models: ", "  Usual ranges: ")
	// Desert Sun Clinics has 52 users, 3 servers, 26 desktops, 28 laptops and 14 network
	// devices; 18h 42m were worked.
	want := map[string][2]string{
		"per user":      {"6500.00", "13000.00"}, // 52 × 125, 52 × 250
		"per device":    {"3650.00", "7790.00"},  // 3 × 200 + 54 × 50 + 14 × 25; 3 × 400 + 54 × 100 + 14 × 85
		"Bronze bundle": {"3640.00", "4680.00"},
		"Silver bundle": {"4160.00", "5200.00"},
		"Gold bundle":   {"5200.00", "7800.00"},
		// 3 × 75 + 54 × 10 + 14 × 20 + 18.7 × 150; 3 × 350 + 54 × 30 + 14 × 100 + 18.7 × 150
		"monitoring + hourly": {"3850.00", "6875.00"},
	}
	client, rows := "", 0
	type row struct {
		name, place       string
		low, high         *big.Rat
		lowShare, hiShare string
	}
	var pending []row
	for _, line := range lines {
		fields := strings.Fields(line)
		switch {
		case line != "" && !strings.HasPrefix(line, " ") && strings.Contains(line, " worked"):
			client, _, _ = strings.Cut(line, ":")
			pending = nil
		case len(fields) > 5 && strings.HasPrefix(line, "    ") && strings.HasSuffix(fields[len(fields)-2], "%"):
			n := len(fields)
			x := row{
				name: strings.TrimSpace(line[4:24]), place: fields[n-1],
				low: printedRat(t, fields[n-5]), lowShare: fields[n-4], high: printedRat(t, fields[n-3]), hiShare: fields[n-2],
			}
			if w, ok := want[x.name]; ok && client == "Desert Sun Clinics" {
				rows++
				if x.low.Cmp(printedRat(t, w[0])) != 0 || x.high.Cmp(printedRat(t, w[1])) != 0 {
					t.Errorf("%s: %s to %s, want %s to %s", x.name, x.low.FloatString(2), x.high.FloatString(2), w[0], w[1])
				}
			}
			pending = append(pending, x)
		case len(fields) > 3 && fields[0] == "own":
			own, cost := printedRat(t, fields[1]), printedRat(t, fields[4])
			margin := func(revenue *big.Rat) string {
				return floorPercent(new(big.Rat).Sub(revenue, cost), revenue).FloatString(1) + "%"
			}
			if fields[2] != margin(own) {
				t.Errorf("%s: own margin %s, want %s", client, fields[2], margin(own))
			}
			for _, x := range pending {
				place := "within"
				switch {
				case x.name == allInclusive:
					place = none
				case own.Cmp(x.low) < 0:
					place = "below"
				case own.Cmp(x.high) > 0:
					place = "above"
				}
				if x.name == allInclusive && (x.lowShare != "30.0%" || x.hiShare != "50.0%") {
					t.Errorf("%s: all-inclusive at margins of %s and %s, want 30.0%% and 50.0%%", client, x.lowShare, x.hiShare)
				}
				if x.place != place || x.lowShare != margin(x.low) || x.hiShare != margin(x.high) {
					t.Errorf("%s, %s: %s, margins %s and %s; want %s, %s and %s", client, x.name, x.place, x.lowShare, x.hiShare, place, margin(x.low), margin(x.high))
				}
			}
			if len(pending) != 7 {
				t.Errorf("%s: %d models, want 7", client, len(pending))
			}
		}
	}
	if rows != len(want) {
		t.Errorf("%d of %d models found", rows, len(want))
	}
}

// An own price is the sum of the lines that other models would replace.
func TestOwnPrice(t *testing.T) {
	r, _ := financeText(t)
	want := map[string]string{
		// 7246.08 + 371.25 + 123.75: without licences and the disk
		"Desert Sun Clinics": "7741.08 USD",
		// 7645 + 1440 − 229.35 − 43.20: without disks and their discount, and the minimum
		"Meridian Logistics": "8812.45 USD",
		// 26500, without the service credit
		"St. Brendan's Hospital": "26500.00 USD",
		// (2304.20 + 57.50 + 28.75 + 143.75) × 1.30 = 3294.46
		"Thames Lettings": "3294.46 USD",
	}
	for i := range r.Finance.Clients {
		c := &r.Finance.Clients[i]
		if own, ok := want[c.Client.Name]; ok && c.Models.Own.Revenue.String() != own {
			t.Errorf("%s: own %v, want %s", c.Client.Name, c.Models.Own.Revenue, own)
		}
	}
}

func TestMoneyText(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "0.00 USD": "0.00", "999.99 USD": "999.99", "1000.00 USD": "1,000.00", "-1234567.80 EUR": "-1,234,567.80", "1234567 JPY": "1,234,567",
	} {
		if got := moneyText(msp.MustParseMoney(text)); got != want {
			t.Errorf("moneyText(%s) = %s, want %s", text, got, want)
		}
	}
	if got := monthText(msp.MustParsePeriod("2026-03-01/2026-04-01")); got != "March 2026" {
		t.Errorf("monthText = %s", got)
	}
	if got := hoursText(msp.NewRatio(7, 4)); got != durationText(105*time.Minute) {
		t.Errorf("hoursText = %s", got)
	}
}

// The price of a unit is that of the last days, over all tiers.
func TestUnitPriceOfALine(t *testing.T) {
	detail := func(days, quantity, rate string) pricing.Detail {
		q, err := pricing.ParseQuantity(quantity + " user")
		d, ok := parseDecimal(rate)
		if err != nil || !ok {
			t.Fatal(err, rate)
		}
		out := pricing.Detail{Step: pricing.StepRate, Quantity: q, Rate: d}
		if days != "" {
			out.Period = msp.MustParsePeriod(days)
		}
		return out
	}
	const first, second = "2026-03-01/2026-03-16", "2026-03-16/2026-04-01"
	for _, tt := range []struct {
		name    string
		details []pricing.Detail
		want    string
	}{
		{"nothing", nil, ""},
		{"one rate", []pricing.Detail{detail("", "12", "95.50")}, "191/2"},
		{"two tiers", []pricing.Detail{detail("", "10", "60"), detail("", "30", "50")}, "105/2"}, // 2100 ÷ 40
		{"another price in the middle", []pricing.Detail{detail(first, "6", "260"), detail(second, "6", "310")}, "310/1"},
		{
			"tiers, and more units in the middle",
			[]pricing.Detail{detail(first, "10", "60"), detail(first, "5", "50"), detail(second, "10", "60"), detail(second, "10", "50")},
			"55/1",
		},
		{"a discount", []pricing.Detail{detail("", "12", "95"), {Step: pricing.StepDiscount}}, "95/1"},
	} {
		got, err := unitPrice(pricing.Line{Item: "Seats", Detail: tt.details})
		if text := got.String(); err != nil || tt.want == "" && got.Defined() || tt.want != "" && got != msp.MustParseRatio(tt.want) {
			t.Errorf("%s: unitPrice = %s, %v, want %s", tt.name, text, err, tt.want)
		}
	}
}
