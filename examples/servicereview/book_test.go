package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

func TestReadBookFindings(t *testing.T) {
	m := readSmallModel(t)
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(smallBook) }
	for _, tt := range []struct {
		name, book string
		want       []string // path: code
	}{
		{"good", smallBook, nil},
		{"no JSON", "{", []string{": syntax"}},
		{"unknown key", change(`"hour"`, `"our"`), []string{"reporting.our: unknown_key"}},
		{"no currency", change(`"currency": "USD", `, ""), []string{"reporting.currency: missing"}},
		{"worthless", change(`"1.25"`, `"0"`), []string{"reporting.rates.GBP: range"}},
		{"a rate of its own", change(`"GBP": "1.25"`, `"GBP": "1.25", "USD": "1.1"`), []string{"reporting.rates.USD: conflict"}},
		{"no rate", change(`"GBP": "1.25"`, `"EUR": "1.1"`), []string{"contracts[0].agreement.currency: unknown_name"}},
		{"a number that is none", change(`"150"`, `"many"`), []string{"reporting.hour: syntax"}},
		{"another client", change(`"client": "Acme"`, `"client": "Ecma"`), []string{"contracts[0].agreement.client: unknown_name"}},
		{"nobody", change(`"client": "Acme", `, ``), []string{"contracts[0].agreement.client: missing"}},
		{"an agreement that is wrong", change(`"rate": "100"`, `"rate": "100", "size": "2"`), []string{"contracts[0].agreement.items[0].price.size: conflict"}},
		{"no labour", change(`"labour": {`, `"labor": {`), []string{"contracts[0].agreement.labor: unknown_key"}},
		{"an unusual model", change(`"per user"`, `"per chair"`), []string{"contracts[0].usual.Seats: unknown_name"}},
		{"an unknown item", change(`{"Seats": "per user"}`, `{"Chairs": "per user"}`), []string{"contracts[0].usual.Chairs: unknown_name"}},
		{"a range of another cadence", change(`"cost": "30"`, `"cadence": "year"`), []string{"contracts[0].usual.Seats: conflict"}},
		{"a text that moves the cursor", change(`"printer"`, `"\u001b[2J"`), []string{"contracts[0]: range"}},
		{"a negative count", change(`[{"quantity": "2"}]`, `[{"quantity": "-2"}]`), []string{"contracts[0].counts.printer[0].quantity: range"}},
		{
			"an exception of another price", change(`"usual"`, `"exceptions": {"Seats": {"standard": {"currency": "GBP", "unit": "user", "rate": "90"}, "complexity": "1.1", "reason": "x"}}, "usual"`),
			[]string{"contracts[0].exceptions.Seats: conflict"},
		},
		{
			"an exception", change(`"usual"`, `"exceptions": {"Seats": {"standard": {"currency": "GBP", "unit": "user", "rate": "80"}, "complexity": "1.25", "reason": "x"}}, "usual"`),
			nil,
		},
		{"a KPI of others", change(`"labour"`, `"outcomes": [{"price": {"kpi": "csat", "levels": [{"at": "1", "fee": "1"}]}}], "labour"`), []string{"contracts[0].agreement.outcomes[0].price.kpi: unknown_name"}},
		{"credits on no item", change(`"usual"`, `"uptime": {"item": "Chairs", "credits": {"rungs": [{"below": "99%", "credit": "5%"}]}}, "usual"`), []string{"contracts[0].uptime.item: unknown_name"}},
	} {
		book, issues := ReadBook([]byte(tt.book), m)
		var got []string
		for _, i := range issues {
			if i.Severity == msp.SeverityError {
				got = append(got, i.Path+": "+string(i.Code))
			}
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s: %v\nwant %v", tt.name, issues, tt.want)
		}
		if len(tt.want) == 0 && len(book.Contracts) != 1 {
			t.Errorf("%s: %d contracts", tt.name, len(book.Contracts))
		}
	}
	twice := strings.Replace(smallBook, `"contracts": [`, `"contracts": [`+smallBook[strings.Index(smallBook, `"contracts": [`)+14:strings.LastIndex(smallBook, `]`)]+`,`, 1)
	if _, issues := ReadBook([]byte(twice), m); len(issues) != 1 || issues[0].Code != msp.CodeDuplicate {
		t.Errorf("two contracts with one client: %v", issues)
	}
}

// A month that cannot be billed is said, with the reason; the months before it are.
func TestMonthWithoutUsage(t *testing.T) {
	book, m, tickets := readSmallBook(t)
	if report, err := ReadUsage(strings.NewReader("client,month,item,quantity\nAcme,2026-03,Backup,1000\n"), book); err != nil || report.Refused > 0 {
		t.Fatal(err, report.Findings)
	}
	asOf := instant(t, "2026-05-02T12:00:00Z")
	r, err := Compute(m, m.Clients, tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if r.Finance, err = ComputeFinance(book, m.Clients, tickets, asOf); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	if n := r.Finance.failed(&problems); n != 1 || !strings.HasPrefix(problems.String(), "servicereview: Acme cannot be billed for April 2026: ") {
		t.Errorf("%d failed: %s", n, problems.String())
	}
	for _, want := range []string{
		"\nAcme    GBP  1,100.00  300.00   72.7%", // 10 × 100 + 1000 × 0.10
		"\n  Acme cannot be billed for April 2026: what stands here is without it.\n",
		"\n  Without a contract: Night Owl.\n",
		"\nAcme cannot be billed for April 2026: usage.Backup: ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// Without an open month there is nothing to bill.
func TestNoMonthIsOver(t *testing.T) {
	book, m, tickets := readSmallBook(t)
	asOf := instant(t, "2026-03-20T12:00:00Z")
	r, err := Compute(m, m.Clients, tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if r.Finance, err = ComputeFinance(book, m.Clients, tickets, asOf); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\n  None: no month is over yet, or no client has a contract.\n") {
		t.Errorf("no word of it in\n%s", out.String())
	}
}
