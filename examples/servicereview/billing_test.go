package main

import (
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
)

func financeOf(t *testing.T, s source, asOf time.Time) *Finance {
	t.Helper()
	f, err := ComputeFinance(s.book, s.model.Clients, s.tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *Finance) client(t *testing.T, name string) *ClientFinance {
	t.Helper()
	for i := range f.Clients {
		if f.Clients[i].Client.Name == name {
			return &f.Clients[i]
		}
	}
	t.Fatalf("no client %s", name)
	return nil
}

// Every month is billed once, each from the balance of the one before.
func TestChainOfBalances(t *testing.T) {
	f := financeOf(t, readSource(t), sampleAsOf())
	for i := range f.Clients {
		c := &f.Clients[i]
		want := 3
		if c.Client.Name == "Thames Lettings" { // since March
			want = 2
		}
		if len(c.Bills) != want || c.Err != nil {
			t.Errorf("%s: %d bills, %v; want %d", c.Client.Name, len(c.Bills), c.Err, want)
		}
		through, carried := msp.Date{}, msp.Money{}
		for _, b := range c.Bills {
			st := &b.Now
			if through != (msp.Date{}) && st.Period.From() != through || st.Carried.Minor() != carried.Minor() {
				t.Errorf("%s, %v: begins with %v and %v", c.Client.Name, b.Month, through, carried)
			}
			through, carried = st.Balance.Through, st.Balance.Carried
			if got, want := st.Carried.Minor()+st.Total.Minor(), st.Invoiced.Minor()+st.Balance.Carried.Minor(); got != want {
				t.Errorf("%s, %v: carried and total are %d, invoiced and carried forward %d", c.Client.Name, b.Month, got, want)
			}
		}
	}
}

// Invoices by hand.
func TestInvoicesByHand(t *testing.T) {
	f := financeOf(t, readSource(t), sampleAsOf())
	line := func(client string, month int, item string) (m msp.Money) {
		for _, l := range f.client(t, client).Bills[month].Now.Lines {
			if l.Item == item && l.Kind != pricing.KindCredit {
				m, _ = m.Add(l.Amount)
			}
		}
		return m
	}
	for _, tt := range []struct {
		client string
		month  int // from 0
		item   string
		want   string
	}{
		{"Desert Sun Clinics", 0, "Gold seats", "7014.14 USD"},      // 148 × (46 × 15 + 49 × 13) ÷ 28 = 7014.1428…
		{"Desert Sun Clinics", 1, "Mail archive", "1656.00 USD"},    // 46 × 36, the year in advance
		{"Desert Sun Clinics", 2, "Office licences", "1078.00 USD"}, // 49 × 22: 47 are refused
		{"Coral Bay Marine", 1, "Five more hours", "900.00 AUD"},
		{"Rheinwerk Maschinenbau", 0, "ERP move", "5400.00 EUR"},    // 30% of 18000
		{"Rheinwerk Maschinenbau", 1, "Server care", "1714.84 EUR"}, // 6 × (260 × 15 + 310 × 16) ÷ 31 = 1714.8387…
		{"Rheinwerk Maschinenbau", 2, "ERP move", "9000.00 EUR"},
		{"Thames Lettings", 0, "Set-up", "1900.00 GBP"},
		{"Northgate Solicitors", 0, "Seats", "3756.01 GBP"},             // 41 × 91.61
		{"Alpenblick Hotels", 0, "Cloud backup", "171.00 EUR"},          // 1740.8 GB are 18 packages of 9.50
		{"Alpenblick Hotels", 1, "Managed workstations", "2149.29 EUR"}, // 1240 + 54 × (14 × 9 + 18 × 22) ÷ 31 = 2149.2903…
		{"Summit Outdoor", 0, "Cloud backup", "93.02 USD"},              // 930.2 × 0.10
		{"Summit Outdoor", 1, "Cloud backup", "101.24 USD"},             // 100 + 17.7 × 0.07 = 101.239
	} {
		if got := line(tt.client, tt.month, tt.item); got.String() != tt.want {
			t.Errorf("%s, month %d, %s: %v, want %s", tt.client, tt.month, tt.item, got, tt.want)
		}
	}
	// The minimum of a quarter is what all three invoices come to.
	if c := f.client(t, "Meridian Logistics"); c.Invoiced.String() != "26000.00 USD" {
		t.Errorf("Meridian Logistics: invoiced %v, want the minimum of 26000.00 USD", c.Invoiced)
	}
	// 132 minutes down of 30 days in April are 99.6944…%.
	april := f.client(t, "St. Brendan's Hospital").Bills[2].Now.Lines
	if credit := april[len(april)-1].Detail[0]; credit.Ref != "uptime 99.694%, below 99.9%" {
		t.Errorf("credit for %q", credit.Ref)
	}
	// 22 minutes down in February are below no rung: 99.945%.
	for month, want := range []string{"26500.00 USD", "26500.00 USD", "25175.00 USD"} {
		st := &f.client(t, "St. Brendan's Hospital").Bills[month].Now
		sum := msp.Money{}
		for _, l := range st.Lines {
			if l.Item == "All-inclusive care" {
				sum, _ = sum.Add(l.Amount)
			}
		}
		if sum.String() != want {
			t.Errorf("St. Brendan's Hospital, month %d: %v, want %s", month, sum, want)
		}
	}
}

// An entry that comes to light after the invoice is billed by an adjustment: invoice
// and adjustment are what would have been invoiced if it had been known.
func TestLateEntryIsAdjusted(t *testing.T) {
	late := financeOf(t, readSource(t), sampleAsOf())
	known := readSource(t)
	for _, c := range known.book.Contracts {
		for i := range c.facts.Work {
			c.facts.Work[i].Entered = c.facts.Work[i].Date
		}
	}
	adjustments, everything := 0, financeOf(t, known, sampleAsOf())
	for i := range late.Clients {
		c := &late.Clients[i]
		all := everything.client(t, c.Client.Name)
		for n, b := range c.Bills {
			sum := b.Invoice.Invoiced
			for _, a := range b.Adjustments {
				adjustments++
				sum, _ = sum.Add(a.Due)
				sum, _ = sum.Sub(a.CreditNote)
			}
			want := all.Bills[n].Now
			if sum != want.Invoiced || b.Now.Total != want.Total || b.Now.Cost != want.Cost {
				t.Errorf("%s, %v: invoiced %v in all, total %v; want %v and %v", c.Client.Name, b.Month, sum, b.Now.Total, want.Invoiced, want.Total)
			}
		}
	}
	march := late.client(t, "Harbour Dental").Bills[1]
	if adjustments != 1 || len(march.Adjustments) != 1 || len(march.Adjustments[0].Late) != 1 {
		t.Fatalf("%d adjustments, want one, of March", adjustments)
	}
	// 45 minutes at 150.
	if a := march.Adjustments[0]; a.Due.String() != "112.50 USD" || a.Late[0].Entered.String() != "2026-04-07" {
		t.Errorf("adjustment due %v for %v", a.Due, a.Late)
	}
	// A week earlier nobody knew.
	before := financeOf(t, readSource(t), instant(t, "2026-04-06T12:00:00Z")).client(t, "Harbour Dental")
	if len(before.Bills) != 2 || len(before.Bills[1].Adjustments) > 0 || before.Bills[1].Now.Invoiced != march.Invoice.Invoiced {
		t.Errorf("as of 6 April: %d bills, %v invoiced for March, want 2 and %v", len(before.Bills), before.Bills[1].Now.Invoiced, march.Invoice.Invoiced)
	}
}

// A late entry of a block moves what the months after it drew.
func TestLateEntryMovesBalances(t *testing.T) {
	s := readSource(t)
	coral, _ := s.book.Contract("Coral Bay Marine")
	before := financeOf(t, s, sampleAsOf()).client(t, "Coral Bay Marine")
	coral.facts.Work = append(coral.facts.Work, Worked{
		Entry:   pricing.Entry{ID: "late", Date: msp.MustParseDate("2026-02-27"), Minutes: 120, Type: "remote", Role: "engineer"},
		Entered: msp.MustParseDate("2026-04-02"),
	})
	after := financeOf(t, s, sampleAsOf()).client(t, "Coral Bay Marine")
	if n := len(after.Bills[0].Adjustments); n != 1 {
		t.Fatalf("%d adjustments of February, want one", n)
	}
	// April has two hours less in the block, which are 380.00 AUD more.
	if got, was := after.Invoiced.Minor(), before.Invoiced.Minor(); got-was != 38000 {
		t.Errorf("invoiced %d more, want 38000", got-was)
	}
	known := s
	coral.facts.Work[len(coral.facts.Work)-1].Entered = msp.MustParseDate("2026-02-27")
	if all := financeOf(t, known, sampleAsOf()).client(t, "Coral Bay Marine"); all.Invoiced != after.Invoiced {
		t.Errorf("invoiced %v, want %v as if it had been known", after.Invoiced, all.Invoiced)
	}
}

func TestMonths(t *testing.T) {
	for _, tt := range []struct{ first, asOf, want string }{
		{"2026-02-02T11:00:00Z", "2026-05-01T15:00:00Z", "2026-02 2026-03 2026-04"},
		{"2026-02-02T11:00:00Z", "2026-04-30T23:59:59Z", "2026-02 2026-03"},
		{"2026-02-02T11:00:00Z", "2026-02-28T00:00:00Z", ""},
		{"2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-02"},
		{"2026-05-01T15:00:00Z", "2026-05-01T15:00:00Z", ""},
		{"2025-12-31T23:00:00-05:00", "2026-02-01T00:00:00Z", "2026-01"},
	} {
		var got []string
		for _, m := range Months(instant(t, tt.first), instant(t, tt.asOf)) {
			got = append(got, m.From().String()[:7])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("Months(%s, %s) = %v, want %s", tt.first, tt.asOf, got, tt.want)
		}
	}
	if n := len(Months(instant(t, "1990-01-01T00:00:00Z"), instant(t, "2200-01-01T00:00:00Z"))); n != longestChain {
		t.Errorf("%d months, want the last %d", n, longestChain)
	}
}

// How many minutes of an entry were outside the client's hours, the calendar says.
func TestMinutesAfterHours(t *testing.T) {
	m := readSmallModel(t)
	office, always := m.Clients[0].Calendar, m.Clients[1].Calendar // London, nine to five; New York, always
	for _, tt := range []struct {
		name    string
		hours   calendar.Calendar
		start   string
		minutes int64
		date    string
		after   int64
	}{
		{"in hours", office, "2026-03-06T10:00:00Z", 90, "2026-03-06", 0},
		{"over the closing", office, "2026-03-06T16:30:00Z", 90, "2026-03-06", 60},
		{"before the opening", office, "2026-03-06T08:45:00Z", 30, "2026-03-06", 15},
		{"a Saturday", office, "2026-03-07T10:00:00Z", 45, "2026-03-07", 45},
		{"Good Friday", office, "2026-04-03T10:00:00Z", 60, "2026-04-03", 60},
		{"over a break", office, "2026-03-11T09:45:00Z", 60, "2026-03-11", 30}, // 10:00 to 10:30
		{"over midnight", office, "2026-03-10T23:30:00Z", 60, "2026-03-10", 60},
		{"over the whole night", office, "2026-03-09T16:00:00Z", 18 * 60, "2026-03-09", 16 * 60},
		{"around the clock", always, "2026-03-10T03:30:00Z", 60, "2026-03-09", 0},
		{"after the clocks went forward", office, "2026-03-30T08:00:00Z", 60, "2026-03-30", 0}, // 09:00 BST
		{"half a minute open", office, "2026-03-06T16:59:30Z", 2, "2026-03-06", 2},
		{"nothing", office, "2026-03-07T10:00:00Z", 0, "2026-03-07", 0},
	} {
		got := worked(tt.hours, instant(t, tt.start), tt.minutes)
		want := pricing.Entry{Date: msp.MustParseDate(tt.date), Minutes: tt.minutes, AfterHours: tt.after}
		if got != want {
			t.Errorf("%s: worked(%s, %d) = %+v, want %+v", tt.name, tt.start, tt.minutes, got, want)
		}
	}
}

// KPIs are of the tickets that were opened in a month on the client's clock, as they
// stood when it was over.
func TestKPIsOfAMonth(t *testing.T) {
	book, m, _ := readSmallBook(t)
	// Acme is in London, nine to five: an hour to respond, four to resolve a P1.
	tickets, err := ReadTickets(strings.NewReader(header+strings.Join([]string{
		"1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:30:00Z,2026-03-02T16:00:00Z", // answered in time, resolved late
		"2,Acme,P1,2026-03-03T10:00:00Z,2026-03-03T12:00:00Z,2026-03-03T13:00:00Z", // answered late, resolved in time
		"3,Acme,P1,2026-03-04T10:00:00Z,2026-03-04T10:30:00Z,2026-03-04T11:00:00Z", // in time
		"4,Acme,P1,2026-03-31T15:30:00Z,2026-04-01T08:10:00Z,2026-04-01T09:00:00Z", // 16:30 there: pending when March is over
		"5,Acme,P1,2026-03-31T23:30:00Z,2026-04-02T15:00:00Z,2026-04-02T15:30:00Z", // on 1 April there
		"6,Acme,P1,2026-02-27T10:00:00Z,2026-02-27T15:00:00Z,2026-02-27T16:00:00Z",
		"7,Night Owl,P1,2026-03-02T10:00:00Z,2026-03-02T15:00:00Z,2026-03-02T16:00:00Z",
	}, "\n")+"\n"), m)
	if err != nil || tickets.Refused > 0 {
		t.Fatal(err, tickets.Findings)
	}
	got, err := book.Contracts[0].measure(msp.MustParsePeriod("2026-03-01/2026-04-01"), tickets.Tickets)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"response_kept": "2/3", "resolution_kept": "2/3"} {
		if got[name] != msp.MustParseRatio(want) {
			t.Errorf("%s = %v, want %s", name, got[name], want)
		}
	}
	got, err = book.Contracts[0].measure(msp.MustParsePeriod("2026-04-01/2026-05-01"), tickets.Tickets)
	if err != nil || got["response_kept"] != msp.NewRatio(0, 1) {
		t.Errorf("April: %v, %v, want one that was answered late", got, err)
	}
	got, err = book.Contracts[0].measure(msp.MustParsePeriod("2026-05-01/2026-06-01"), tickets.Tickets)
	if err != nil || got["response_kept"].Defined() {
		t.Errorf("May: %v, %v, want nothing measured", got, err)
	}
}

// A month is billed when it is over on the client's clock.
func TestMonthsAreOverOnTheClientsClock(t *testing.T) {
	f := financeOf(t, readSource(t), instant(t, "2026-05-01T02:00:00Z"))
	for name, want := range map[string]int{"Northgate Solicitors": 3, "Coral Bay Marine": 3, "Harbour Dental": 2, "Desert Sun Clinics": 2} {
		if got := len(f.client(t, name).Bills); got != want {
			t.Errorf("%s: %d bills, want %d", name, got, want)
		}
	}
}
