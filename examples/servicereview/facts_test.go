package main

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func readSmallBook(tb testing.TB) (*Book, *Model, []Ticket) {
	tb.Helper()
	m := readSmallModel(tb)
	settings := readSmallSettings(tb, m)
	b, issues := m.book(&settings)
	if len(issues) > 0 {
		tb.Fatal(issues)
	}
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n2,Night Owl,P1,2026-03-02T10:00:00Z,,\n"), m)
	if err != nil || tickets.Refused > 0 {
		tb.Fatal(err, tickets.Findings)
	}
	return b, m, tickets.Tickets
}

// findingsOf returns the findings about a file, one a line.
func findingsOf(tb testing.TB, r Report, err error) string {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	var texts []string
	for _, f := range r.Findings {
		texts = append(texts, f.String())
	}
	return strings.Join(texts, "\n")
}

func TestFactsAreRefused(t *testing.T) {
	for _, tt := range []struct {
		file   string
		header string
		rows   []string // a good one first
		want   string
	}{
		{
			"time", "id,start,minutes,ticket,client,type,role,entered",
			[]string{
				"a,2026-03-02T16:30:00Z,60,1,,onsite,senior,2026-03-03",
				"a,2026-03-02T10:00:00Z,60,,Acme,,,",
				",2026-03-02T10:00:00Z,60,,Acme,,,",
				"b,,60,,Acme,,,",
				"c,yesterday,60,,Acme,,,",
				"d,2026-03-02T10:00:00Z,1.5,,Acme,,,",
				"e,2026-03-02T10:00:00Z,-1,,Acme,,,",
				"f,2026-03-02T10:00:00Z,10081,,Acme,,,",
				"g,2026-03-02T10:00:00Z,60,,,,,",
				"h,2026-03-02T10:00:00Z,60,9,,,,",
				"i,2026-03-02T10:00:00Z,60,1,Night Owl,,,",
				"j,2026-03-02T10:00:00Z,60,,Night Owl,,,",
				"k,2026-03-02T10:00:00Z,60,,Acme,dance,,",
				"l,2026-03-02T10:00:00Z,60,,Acme,,chief,",
				"m,2026-03-02T10:00:00Z,60,,Acme,,,soon",
				"n,2026-03-02T10:00:00Z,60,,Acme,,,2026-03-01",
				"o,2026-01-31T23:30:00Z,60,,Acme,,,",
				"p,2026-06-01T00:30:00Z,60,,Acme,,,",
				"q,1899-12-30T00:00:00Z,60,,Acme,,,",
			},
			`3:1: id "a": line 2 has it already
4:1: id "": missing
5:3: start "": missing
6:3: start "yesterday": want RFC 3339, such as 2026-03-09T14:05:00-04:00
7:24: minutes "1.5": want a whole number from 0 to 10080
8:24: minutes "-1": want a whole number from 0 to 10080
9:24: minutes "10081": want a whole number from 0 to 10080
10:28: client "": missing
11:27: ticket "9": not among the tickets that were read
12:29: client "Night Owl": the ticket is of "Acme"
13:28: client "Night Owl": no contract with "Night Owl"
14:33: type "dance": no type of work of the agreement
15:34: role "chief": no role of the agreement
16:35: entered "soon": want a date, such as 2026-03-09
17:35: entered "2026-03-01": before the work, on 2026-03-02
18:3: start "2026-01-31T23:30:00Z": before the agreement, which begins on 2026-02-01
19:3: start "2026-06-01T00:30:00Z": after the agreement, which ended on 2026-06-01
20:3: start "1899-12-30T00:00:00Z": want a year from 1990 to 2200`,
		},
		{
			"materials", "id,client,date,name,quantity,cost,price,markup",
			[]string{
				"a,Acme,2026-03-02,Disk,2,80,,12.5%",
				"a,Acme,2026-03-02,Disk,1,80,90,",
				",Acme,2026-03-02,Disk,1,80,90,",
				"b,Ecma,2026-03-02,Disk,1,80,90,",
				"c,Acme,,Disk,1,80,90,",
				"d,Acme,2026-03-02,,1,80,90,",
				"e,Acme,2026-03-02,Disk,0,80,90,",
				"f,Acme,2026-03-02,Disk,1e9,80,90,",
				"g,Acme,2026-03-02,Disk,1,80,90,5%",
				"h,Acme,2026-03-02,Disk,1,80,,",
				"i,Acme,2026-03-02,Disk,1,80,,5",
				"j,Acme,2026-03-02,Disk,1,-80,90,",
			},
			`3:1: id "a": line 2 has it already
4:1: id "": missing
5:3: client "Ecma": no contract with "Ecma"
6:8: date "": on which day?
7:19: name "": what is it?
8:24: quantity "0": 0 is not above zero
9:24: quantity "1e9": want a number from zero, such as 12.50
10:32: markup "5%": there is a price too
11:29: price "": neither price nor markup; at cost is a price that equals the cost, given away a markup of -100%
12:30: markup "5": want a percent, such as 12.5%
13:26: cost "-80": want a number from zero, such as 12.50`,
		},
		{
			"usage", "client,month,item,quantity",
			[]string{
				"Acme,2026-03,Backup,812.5",
				"Acme,2026-03,Backup,1",
				"Acme,March,Backup,1",
				"Acme,2026-13,Backup,1",
				"Acme,2026-04,Seats,1",
				"Acme,2026-04,Backup,",
				"Acme,2026-04,Backup,1e999999999",
				"Night Owl,2026-04,Backup,1",
			},
			`3:14: item "Backup": line 2 has the month already
4:6: month "March": want a month, such as 2026-03
5:6: month "2026-13": want a month, such as 2026-03
6:14: item "Seats": no metered item of the agreement
7:21: quantity "": missing
8:21: quantity "1e999999999": want a number from zero, such as 12.50
9:1: client "Night Owl": no contract with "Night Owl"`,
		},
		{
			"outages", "client,from,to",
			[]string{
				"Acme,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z",
				"Acme,2026-03-03T10:00:00Z,",
				"Acme,,2026-03-02T11:00:00Z",
				"Acme,2026-03-02T10:00:00Z,2026-03-02T09:00:00Z",
				"Acme,2026-03-02T10:00:00Z,later",
				"Ecma,2026-03-02T10:00:00Z,",
			},
			`4:6: from "": missing
5:27: to "2026-03-02T09:00:00Z": before the outage began, 2026-03-02T10:00:00Z
6:27: to "later": want RFC 3339, such as 2026-03-09T14:05:00-04:00
7:1: client "Ecma": no contract with "Ecma"`,
		},
	} {
		book, _, tickets := readSmallBook(t)
		file := strings.NewReader(tt.header + "\n" + strings.Join(tt.rows, "\n") + "\n")
		read := map[string]func(io.Reader) (Report, error){
			"time":      func(f io.Reader) (Report, error) { return ReadTime(f, book, tickets) },
			"materials": func(f io.Reader) (Report, error) { return ReadMaterials(f, book) },
			"usage":     func(f io.Reader) (Report, error) { return ReadUsage(f, book) },
			"outages":   func(f io.Reader) (Report, error) { return ReadOutages(f, book) },
		}[tt.file]
		report, err := read(file)
		got := findingsOf(t, report, err)
		if diff := diffLines(strings.Split(tt.want, "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s: %s\nall:\n%s", tt.file, diff, got)
		}
		facts := &book.Contracts[0].facts
		if good := len(facts.Work) + len(facts.Materials) + len(facts.Usage) + len(facts.Outages); good != report.Rows-report.Refused {
			t.Errorf("%s: %d facts, want %d", tt.file, good, report.Rows-report.Refused)
		}
	}
}

// A good row becomes the fact that it says.
func TestFactsAreRead(t *testing.T) {
	book, _, tickets := readSmallBook(t)
	report, err := ReadTime(strings.NewReader("minutes,id,start,ticket,type,role,entered\n60,a,2026-03-02T16:30:00Z,1,onsite,senior,2026-03-04\n"), book, tickets)
	if found := findingsOf(t, report, err); found != "" {
		t.Fatal(found)
	}
	day := msp.MustParseDate("2026-03-02")
	want := Worked{
		pricing.Entry{ID: "a", Ticket: "1", Date: day, Minutes: 60, AfterHours: 30, Type: "onsite", Role: "senior"}, msp.MustParseDate("2026-03-04"),
	}
	if got := book.Contracts[0].facts.Work; len(got) != 1 || got[0] != want {
		t.Errorf("work %+v, want %+v", got, want)
	}
}

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "12.50": "12.5", "007": "7", "0.05": "0.05", strings.Repeat("9", 18): strings.Repeat("9", 18),
		"": "", ".5": "", "5.": "", "-1": "", "+1": "", "1e3": "", "1,000": "", "0x1": "", "NaN": "", strings.Repeat("9", 19): "", "1.2.3": "",
	} {
		d, ok := parseDecimal(text)
		if got := fmt.Sprint(d); ok != (want != "") || ok && got != want {
			t.Errorf("parseDecimal(%q) = %s, %t, want %q", text, got, ok, want)
		}
	}
}
