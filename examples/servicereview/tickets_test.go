package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

const header = "id,client,priority,opened,responded,resolved\n"

func TestReadTicketsRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, rows string
		want       string // findings
		good       int
	}{
		{"good", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:00:00+00:00,2026-03-02T11:00:00.5Z\n", "", 1},
		{"short priority and spaces", " 1 , Acme ,1, 2026-03-02T10:00:00Z,,\n", "", 1},
		{"empty lines", "\n\n1,Acme,P1,2026-03-02T10:00:00Z,,\n\n", "", 1},
		{"CRLF", "1,Acme,P1,2026-03-02T10:00:00Z,,\r\n2,Acme,P9,2026-03-02T10:00:00Z,,\r\n", "", 2},
		{"no last line end", "1,Acme,P1,2026-03-02T10:00:00Z,,", "", 1},
		{"quotes", `"1","Acme","P1","2026-03-02T10:00:00Z","",""`, "", 1},
		{"none", "", "", 0},
		{"too few fields", "1,Acme,P1\n2,Acme,P1,2026-03-02T10:00:00Z,,\n", "2:1: 3 fields, the header has 6", 1},
		{"too many fields", "1,Acme,P1,2026-03-02T10:00:00Z,,,\n", "2:1: 7 fields, the header has 6", 0},
		{"everything missing", ",,,,,\n", "2:1: id \"\": missing\n2:2: client \"\": missing\n2:3: priority \"\": missing\n2:4: opened \"\": missing", 0},
		{"id twice", "1,Acme,P1,2026-03-02T10:00:00Z,,\n1,Acme,P1,2026-03-02T10:00:00Z,,\n", `3:1: id "1": line 2 has it already`, 1},
		{"id of a refused row", "1,Acme,P0,2026-03-02T10:00:00Z,,\n1,Acme,P1,2026-03-02T10:00:00Z,,\n", `2:8: priority "P0": want P1 to P9`, 1},
		{"id that moves the cursor", "1\x1b[2J,Acme,P1,2026-03-02T10:00:00Z,,\n", `2:1: id "1\x1b[2J": not a text of one line that can be printed`, 0},
		{"id not UTF-8", "1\xff,Acme,P1,2026-03-02T10:00:00Z,,\n", `2:1: id "1\xff": not a text of one line that can be printed`, 0},
		{"long id", strings.Repeat("x", 65) + ",Acme,P1,2026-03-02T10:00:00Z,,\n", `2:1: id "` + strings.Repeat("x", 64) + `…": more than 64 bytes`, 0},
		{"client", "1,ACME,P1,2026-03-02T10:00:00Z,,\n", `2:3: client "ACME": not in the model`, 0},
		{"priority", "1,Acme,urgent,2026-03-02T10:00:00Z,,\n", `2:8: priority "urgent": want P1 to P9`, 0},
		{"local time", "1,Acme,P1,2026-03-02 10:00,,\n", `2:11: opened "2026-03-02 10:00": want RFC 3339, such as 2026-03-09T14:05:00-04:00`, 0},
		{"no such day", "1,Acme,P1,2026-02-30T10:00:00Z,,\n", `2:11: opened "2026-02-30T10:00:00Z": want RFC 3339, such as 2026-03-09T14:05:00-04:00`, 0},
		{"an empty cell made a date", "1,Acme,P1,1970-01-01T00:00:00Z,,\n", `2:11: opened "1970-01-01T00:00:00Z": before 1990`, 0},
		{
			"resolved before opened", "1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T09:59:59Z\n",
			`2:33: resolved "2026-03-02T09:59:59Z": before the ticket was opened, 2026-03-02T10:00:00Z`, 0,
		},
		{
			"answered before opened, in another zone", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:30:00+01:00,\n",
			`2:32: responded "2026-03-02T10:30:00+01:00": before the ticket was opened, 2026-03-02T10:00:00Z`, 0,
		},
		{
			"bare quotation mark", "1,Ac\"me,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n",
			`2:5: a " stands within a field that does not begin with one`, 1,
		},
		{
			"text after a quoted field", "\"1\"x,Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n",
			`2:3: a quoted field is not closed, or text follows its closing "`, 1,
		},
		{
			"a quotation mark that is never closed", "1,\"Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n3,Acme,P1,2026-03-02T10:00:00Z,,\n",
			`2:1: a quoted field is not closed, or text follows its closing "`, 2,
		},
		{
			"one that a later row closes", "\n1,\"Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n3,\"Acme\",P1,2026-03-02T10:00:00Z,,\n",
			`3:1: a quoted field is not closed, or text follows its closing "`, 2,
		},
		{
			"two that close each other", "1,\"Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P1,2026-03-02T10:00:00Z,,\n3,Acme\",P1,2026-03-02T10:00:00Z,,\n",
			"2:3: client \"Acme,P1,2026-03-02T10:00:00Z,,\\n2,Acme,P1,2026-03-02T10:00:00Z,,\\n…\": not in the model\n" +
				`4:7: a " stands within a field that does not begin with one`, 1,
		},
		{"line numbers after line breaks in a field", "\"1\n\n\",Acme,P1,2026-03-02T10:00:00Z,,\n2,Acme,P0,2026-03-02T10:00:00Z,,\n", `5:8: priority "P0": want P1 to P9`, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, mark := range []string{"", "\ufeff"} {
				got, err := ReadTickets(strings.NewReader(mark+header+tt.rows), readSmallModel(t))
				if err != nil {
					t.Fatal(err)
				}
				var lines []string
				refused := make(map[int]bool)
				for _, f := range got.Findings {
					lines = append(lines, f.String())
					refused[f.Line] = true
				}
				if findings := strings.Join(lines, "\n"); findings != tt.want {
					t.Errorf("findings:\n%s\nwant:\n%s", findings, tt.want)
				}
				if len(got.Tickets) != tt.good || got.Refused != len(refused) {
					t.Errorf("%d good rows, %d refused, want %d and %d", len(got.Tickets), got.Refused, tt.good, len(refused))
				}
			}
		})
	}
}

func TestReadTicketsHeader(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty file", "", "empty: want a header line id,client,priority,opened,responded,resolved,vip"},
		{"byte order mark only", "\ufeff", "empty: want a header line id,client,priority,opened,responded,resolved,vip"},
		{"missing columns", "id,client,opened,Resolved\n", "header: no column priority, responded"},
		{"semicolons", strings.ReplaceAll(header, ",", ";"), "header: no column id, client, priority, opened, responded, resolved; fields are separated by commas, not by semicolons"},
		{"twice", "id,client,priority,opened,responded,resolved, ID\n", `header: the column "id" stands there twice`},
		{"UTF-16", "\xff\xfei\x00d\x00", "header: not UTF-8; save the file as CSV UTF-8"},
		{"quotation mark", "i\"d", `header: 1:2: a " is out of place`},
	} {
		_, err := ReadTickets(strings.NewReader(tt.text), readSmallModel(t))
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := ReadTickets(iotest.ErrReader(errors.New("broken disk")), readSmallModel(t)); err == nil || err.Error() != "broken disk" {
		t.Errorf("unreadable: %v", err)
	}
}

func TestReadTicketsColumnsInAnyOrder(t *testing.T) {
	got, err := ReadTickets(strings.NewReader("Resolved,subject, OPENED ,responded,priority,client,id\n"+
		",the printer burns,2026-03-02T10:00:00Z,,P2,Acme,7\n,,,,,,8\n"), readSmallModel(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tickets) != 1 || got.Tickets[0].ID != "7" || got.Tickets[0].Opened != instant(t, "2026-03-02T10:00:00Z") {
		t.Errorf("tickets = %v", got.Tickets)
	}
	if fmt.Sprint(got.Ignored) != "[subject]" || got.Refused != 1 {
		t.Errorf("ignored %q, refused %d", got.Ignored, got.Refused)
	}
	if first := got.Findings[0].String(); first != `3:6: client "": missing` || len(got.Findings) != 3 {
		t.Errorf("findings %v", got.Findings)
	}
}

// Whatever a row does to the reader, the rows that stand on lines of their own
// survive.
func TestReadTicketsManyRows(t *testing.T) {
	const rows = 1_000_000
	var b strings.Builder
	b.WriteString(header)
	bad := 0
	for i := range rows {
		switch i % 1000 {
		case 7:
			bad++
			b.WriteString("x,\"Acme,P1\n")
		case 13:
			bad++
			b.WriteString("x,Acme\n")
		default:
			fmt.Fprintf(&b, "%d,Acme,P3,2026-03-02T10:00:00Z,,\n", i)
		}
	}
	got, err := ReadTickets(strings.NewReader(b.String()), readSmallModel(t))
	if err != nil || len(got.Tickets) != rows-bad || got.Refused != bad {
		t.Errorf("%d good rows, %d refused, %v, want %d and %d", len(got.Tickets), got.Refused, err, rows-bad, bad)
	}
}

func FuzzReadTickets(f *testing.F) {
	f.Add("1,Acme,P1,2026-03-02T10:00:00Z,,\n\"2\n\",\"Acme\n3,Acme,P1,2026-03-02T10:00:00Z,,\r\n\r\r\n\"\"\"")
	m := readSmallModel(f)
	f.Fuzz(func(t *testing.T, rows string) {
		const good = "good-1,Acme,P1,2026-03-02T10:00:00Z,,"
		got, err := ReadTickets(strings.NewReader(header+rows+"\n"+good), m)
		if err != nil {
			t.Fatal(err)
		}
		for _, ticket := range got.Tickets {
			if ticket.Client == nil || ticket.Priority == 0 || ticket.ID == "" {
				t.Fatalf("a ticket without its parts: %+v", ticket)
			}
		}
		lines := strings.Count(rows, "\n") + 3
		for _, finding := range got.Findings {
			if finding.Line < 2 || finding.Line > lines || finding.Column < 1 {
				t.Fatalf("%v is beyond the file", finding)
			}
		}
		// A field with line breaks is legal and may hold the last line; otherwise
		// that is read.
		if !strings.Contains(rows, `"`) && (len(got.Tickets) == 0 || got.Tickets[len(got.Tickets)-1].ID != "good-1") &&
			!strings.Contains(rows, "good-1") {
			t.Fatalf("the last row is lost; findings %v", got.Findings)
		}
	})
}
