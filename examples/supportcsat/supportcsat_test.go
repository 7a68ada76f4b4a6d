package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/mspkit/msp/examples/internal/programtest"
)

// header has a column that the program does not read, and another order.
const header = "Ticket ID,Ticket Subject,Ticket Channel,Ticket Type,Ticket Status,First Response Time,Time to Resolution,Customer Satisfaction Rating\n"

// A figure is a KPI of the JSON line as text: the fraction as counted, n, and what is
// left out: without an answer, open, invalid.
type figure string

func (f *figure) UnmarshalJSON(data []byte) error {
	var k struct {
		Value, Num, Den                    string
		N, Pending, Unknown, Open, Invalid int64
	}
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*f = figure(fmt.Sprintf("%s by %s = %s, n %d", strings.TrimSuffix(k.Num, "/1"), strings.TrimSuffix(k.Den, "/1"), k.Value, k.N))
	if k.Pending+k.Unknown+k.Open+k.Invalid != 0 {
		*f += figure(fmt.Sprintf(", left out %d %d %d", k.Pending+k.Unknown, k.Open, k.Invalid))
	}
	return nil
}

// A testGroup is a group as the JSON line has it.
type testGroup struct {
	Name         string
	Tickets      int64
	NotAsked     int64 `json:"not_asked"`
	Impossible   int64
	Mean         figure `json:"csat_mean"`
	Top2         figure `json:"csat_top2"`
	ResponseRate figure `json:"response_rate"`
}

type testReport struct {
	Tickets, Rejected int
	All               testGroup
	Channels, Types   []testGroup
	Took              figure `json:"response_to_resolution"`
	Impossible        impossible
}

// folder writes a data folder.
func folder(t *testing.T, tickets string) string {
	t.Helper()
	return programtest.Folder(t, fileName, tickets)
}

// runReport runs the program and reads the JSON line.
func runReport(t *testing.T, data string) (r testReport, out, problems string) {
	t.Helper()
	var text, bad strings.Builder
	if _, err := run(data, &text, &bad); err != nil {
		t.Fatal(err)
	}
	programtest.LastLine(t, text.String(), &r)
	return r, text.String(), bad.String()
}

func TestReport(t *testing.T) {
	r, out, problems := runReport(t, folder(t, header+
		"1,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 11:00,5\n"+
		"2,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 8:59,4\n"+ // impossible, but rated
		"3,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 9:00,\n"+ // asked, no answer
		"4,x,Mail,Refund,Closed,6/1/2023 9:00,6/2/2023 9:00,2\n"+
		"5,x,Mail,Refund,Closed,6/1/2023 9:00,6/1/2023 10:00,6\n"+ // off the scale
		"6,x,Phone,Billing,Open,,,\n"))
	const undefined = "0 by 0 = undefined, n 0"
	want := testReport{
		Tickets: 6,
		All:     testGroup{"", 6, 1, 1, "11 by 3 = 11/3, n 3, left out 1 0 1", "2 by 3 = 2/3, n 3, left out 1 0 1", "3 by 4 = 3/4, n 4, left out 0 0 1"},
		Channels: []testGroup{
			{"Chat", 3, 0, 1, "9 by 2 = 9/2, n 2, left out 1 0 0", "2 by 2 = 1/1, n 2, left out 1 0 0", "2 by 3 = 2/3, n 3"},
			{"Mail", 2, 0, 0, "2 by 1 = 2/1, n 1, left out 0 0 1", "0 by 1 = 0/1, n 1, left out 0 0 1", "1 by 1 = 1/1, n 1, left out 0 0 1"},
			{"Phone", 1, 1, 0, undefined, undefined, undefined},
		},
		Types: []testGroup{
			{"Billing", 1, 1, 0, undefined, undefined, undefined},
			{"Refund", 5, 0, 1, "11 by 3 = 11/3, n 3, left out 1 0 1", "2 by 3 = 2/3, n 3, left out 1 0 1", "3 by 4 = 3/4, n 4, left out 0 0 1"},
		},
		// 2 h, 0 h, 24 h and 1 h.
		Took:       "97200000000000 by 4 = 24300000000000/1, n 4, left out 0 1 1",
		Impossible: impossible{1, []row{{3, "2", "2023-06-01 09:00", "2023-06-01 08:59"}}},
	}
	if !reflect.DeepEqual(r, want) || problems != "" {
		t.Errorf("report = %+v,\nwant %+v; problems %q", r, want, problems)
	}
	for _, line := range []string{
		"6 tickets, of 5 the client was asked.\n",
		"  First response to resolution: 6h45m, n = 4, left out: 1 open, 1 invalid\n",
		"Resolved before the first response, which is impossible: 1 of 5 tickets with both.\n  tickets.csv.gz:3: ticket 2, answered 2023-06-01 09:00, resolved 2023-06-01 08:59\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
}

// A row that cannot be read is named and counted, and the others are used.
func TestBadRows(t *testing.T) {
	r, _, problems := runReport(t, folder(t, header+
		"1,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 11:00,5\n"+
		"1,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 11:00,5\n"+
		",x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 11:00,5\n"+
		"2,x,Chat,Refund,Open,6/1/2023 9:00,6/1/2023 11:00,5\n"+
		"3,x,Chat,Refund,Closed,2023-06-01,6/1/2023 11:00,5\n"+
		"4,x,Chat,Refund,Closed,6/1/2023 9:00,6/31/2023 11:00,5\n"+
		"5,x,Chat,Refund,Closed,6/1/2023 9:00,6/1/2023 11:00,5.0\n"+
		"6,x,Chat\n"))
	if r.Tickets != 1 || r.Rejected != 7 {
		t.Errorf("%d tickets, %d rejected, want 1 and 7", r.Tickets, r.Rejected)
	}
	for _, want := range []string{
		"tickets.csv.gz:3: Ticket ID: \"1\" is none, or there already\n",
		"tickets.csv.gz:4: Ticket ID: \"\" is none, or there already\n",
		"tickets.csv.gz:5: Customer Satisfaction Rating: a rating, and the ticket is Open\n",
		"tickets.csv.gz:6: First Response Time: ",
		"tickets.csv.gz:7: Time to Resolution: ",
		"tickets.csv.gz:8: Customer Satisfaction Rating: \"5.0\" is no number\n",
		"tickets.csv.gz:9: wrong number of fields\n",
	} {
		if !strings.Contains(problems, want) {
			t.Errorf("problems lack %q:\n%s", want, problems)
		}
	}
}

func TestRefusals(t *testing.T) {
	var out, problems strings.Builder
	if _, err := run(t.TempDir(), &out, &problems); err == nil {
		t.Error("an empty folder: no error")
	}
	if _, err := run(folder(t, "Ticket ID\n"), &out, &problems); err == nil || !strings.Contains(err.Error(), "no column Ticket Type") {
		t.Errorf("a header without a column: %v", err)
	}
	if r, _, _ := runReport(t, folder(t, header)); r.All.Mean != "0 by 0 = undefined, n 0" || len(r.Channels) != 0 {
		t.Errorf("no rows: %+v", r)
	}
}

// The real data are not part of the repository. MSP_DATA names the folder they
// are in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	root := os.Getenv("MSP_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "support-csat-synthetic")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	r, _, problems := runReport(t, dir)
	// All of it was counted by another program, in another language.
	want := testReport{
		Tickets: 6_776,
		All:     testGroup{"", 6_776, 4_548, 1_087, "6673 by 2228 = 6673/2228, n 2228", "885 by 2228 = 885/2228, n 2228", "2228 by 2228 = 1/1, n 2228"},
		Channels: []testGroup{
			{"Chat", 1_683, 1_135, 260, "1683 by 548 = 1683/548, n 548", "225 by 548 = 225/548, n 548", "548 by 548 = 1/1, n 548"},
			{"Email", 1_676, 1_108, 276, "1693 by 568 = 1693/568, n 568", "230 by 568 = 115/284, n 568", "568 by 568 = 1/1, n 568"},
			{"Phone", 1_706, 1_148, 291, "1656 by 558 = 92/31, n 558", "220 by 558 = 110/279, n 558", "558 by 558 = 1/1, n 558"},
			{"Social media", 1_711, 1_157, 260, "1641 by 554 = 1641/554, n 554", "210 by 554 = 105/277, n 554", "554 by 554 = 1/1, n 554"},
		},
		Types: []testGroup{
			{"Billing inquiry", 1_309, 874, 214, "1346 by 435 = 1346/435, n 435", "195 by 435 = 13/29, n 435", "435 by 435 = 1/1, n 435"},
			{"Cancellation request", 1_372, 957, 205, "1266 by 415 = 1266/415, n 415", "170 by 415 = 34/83, n 415", "415 by 415 = 1/1, n 415"},
			{"Product inquiry", 1_320, 876, 229, "1329 by 444 = 443/148, n 444", "175 by 444 = 175/444, n 444", "444 by 444 = 1/1, n 444"},
			{"Refund request", 1_386, 914, 229, "1376 by 472 = 172/59, n 472", "175 by 472 = 175/472, n 472", "472 by 472 = 1/1, n 472"},
			{"Technical issue", 1_389, 927, 210, "1356 by 462 = 226/77, n 462", "170 by 462 = 85/231, n 462", "462 by 462 = 1/1, n 462"},
		},
		Took: "31631640000000000 by 1141 = 31631640000000000/1141, n 1141, left out 0 4548 1087",
		Impossible: impossible{1_087, []row{
			{5, "4", "2023-06-01 07:29", "2023-06-01 01:57"},
			{12, "11", "2023-06-01 17:46", "2023-05-31 23:51"},
			{13, "12", "2023-06-01 12:05", "2023-06-01 09:27"},
			{16, "15", "2023-06-01 06:22", "2023-05-31 23:08"},
			{18, "17", "2023-06-01 19:46", "2023-06-01 15:58"},
		}},
	}
	if !reflect.DeepEqual(r, want) || problems != "" {
		t.Errorf("report = %+v,\nwant %+v; problems %q", r, want, problems)
	}
}
