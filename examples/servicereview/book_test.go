package main

import (
	"bytes"
	"strings"
	"testing"
)

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
