package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/examples/internal/programtest"
	"github.com/mspkit/msp/sla"
)

const (
	header = "SR Number,Change Date+Time,Status,Sub Status,Involved ST,ST Level,SR Latest Impact\n"
	// Case 1 waits an hour for its user and is solved at the first level: 2 h. Case 2
	// goes to the second level and back, waits two hours for a vendor, and is reopened
	// after a day: 4 h, or 28 h with the gap, of 8 h. Case 3 is open.
	sample = header +
		"1,2012-04-02T10:00:00+01:00,Accepted,In Progress,A,L1,Medium\n" +
		"1,2012-04-02T11:00:00+01:00,Accepted,Wait - User,A,L1,Medium\n" +
		"2,2012-04-02T10:00:00+01:00,Accepted,In Progress,A,L1,High\n" +
		"1,2012-04-02T12:00:00+01:00,Accepted,In Progress,A,L1,Medium\n" +
		"1,2012-04-02T13:00:00+01:00,Completed,Resolved,A,L1,Medium\n" +
		"2,2012-04-02T11:00:00+01:00,Queued,Awaiting Assignment,B,L2,High\n" +
		"2,2012-04-02T12:00:00+01:00,Accepted,Wait - Vendor,B,L2,High\n" +
		"2,2012-04-02T14:00:00+01:00,Queued,Awaiting Assignment,A,L1,High\n" +
		"2,2012-04-02T15:00:00+01:00,Completed,Resolved,A,L1,High\n" +
		"2,2012-04-03T15:00:00+01:00,Accepted,In Progress,A,L1,High\n" +
		"2,2012-04-03T16:00:00+01:00,Completed,Closed,A,L1,High\n" +
		"3,2012-04-03T10:00:00+01:00,Accepted,In Progress,A,L1,Low\n"
	badRows = "4,yesterday,Accepted,In Progress,A,L1,Low\n" +
		"4,2012-04-03T10:00:00+01:00,Lost,In Progress,A,L1,Low\n" +
		"4,2012-04-03T10:00:00+01:00,Accepted,In Progress,A,L1,Huge\n" +
		"4,2012-04-03T10:00:00+01:00,Accepted,In Progress,A,,Low\n" +
		"4,2012-04-03T10:00:00+01:00\n"
)

func folder(t *testing.T, rows string) string {
	t.Helper()
	return programtest.Folder(t, fileName, rows)
}

func lastLine(t *testing.T, data string) (line, out, problems string) {
	t.Helper()
	var report, bad strings.Builder
	if _, err := run(data, &report, &bad); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(report.String()), "\n")
	return lines[len(lines)-1], report.String(), bad.String()
}

func TestVolvo(t *testing.T) {
	line, out, problems := lastLine(t, folder(t, sample+badRows))
	var got summary
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatal(err)
	}
	want := summary{
		Cases: 3, Events: 12, Rejected: 5, Open: 1, Reopened: 1, Reopenings: 1,
		LevelMoves: 2, PingPong: 1, PingPongCases: 1, FirstLevel: 1,
		HeldSeconds:  map[sla.Hold]int64{sla.HoldRequester: 3600, sla.HoldVendor: 7200},
		LevelSeconds: map[string]int64{"L1": 3*3600 + 3*3600, "L2": 3 * 3600}, // with what it waited
		GapSeconds:   24 * 3600,
		Continue:     figures{Resolved: 2, MeanSeconds: msp.NewRatio(3*3600, 1), MedianSeconds: msp.NewRatio(2*3600, 1), Met: 2},
		CountGap:     figures{Resolved: 2, MeanSeconds: msp.NewRatio(15*3600, 1), MedianSeconds: msp.NewRatio(2*3600, 1), Met: 1, Missed: 1},
		Changed:      1,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, text := range []string{"resolved, but reopened: the gap counts", "waits: vendor"} {
		if !strings.Contains(out, text) {
			t.Errorf("no %q in\n%s", text, out)
		}
	}
	for _, text := range []string{
		fileName + ":14: Change Date+Time:", fileName + ":15: Status:", fileName + ":16: SR Latest Impact:", fileName + ":17: ST Level: no value", fileName + ":18: ",
	} {
		if !strings.Contains(problems, text) {
			t.Errorf("no %q in\n%s", text, problems)
		}
	}
}

// Whatever the sub status, the hold is that of the wait.
func TestHold(t *testing.T) {
	for sub, want := range map[string]sla.Hold{
		"Wait": holdWait, "Wait - User": sla.HoldRequester, "Wait - Customer": holdCustomer, "Wait - Vendor": sla.HoldVendor,
		"Wait - Implementation": sla.HoldChange, "Wait - Moon": "moon", "In Progress": "", "Waiting": "",
	} {
		if got, _ := (change{status: "Accepted", sub: sub}).hold(); got != want {
			t.Errorf("%s: %q, want %q", sub, got, want)
		}
	}
	if hold, ok := (change{status: completed, sub: "Wait"}).hold(); ok {
		t.Errorf("what is done waits: %q", hold)
	}
}

func TestCannotRead(t *testing.T) {
	if _, err := run(t.TempDir(), &strings.Builder{}, &strings.Builder{}); err == nil {
		t.Error("an empty folder: no error")
	}
	for _, rows := range []string{"", "SR Number\n"} {
		if _, err := run(folder(t, rows), &strings.Builder{}, &strings.Builder{}); err == nil {
			t.Errorf("%q: no error", rows)
		}
	}
}

// The real data are not part of the repository. MSP_DATA names the folder they are
// in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	root := os.Getenv("MSP_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "volvo-it-incidents-2013")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	line, _, problems := lastLine(t, dir)
	if problems != "" {
		t.Errorf("problems %q", problems)
	}
	var got summary
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatal(err)
	}
	// Counted by another program, in another language, row by row.
	counted := summary{
		Cases: 6043, Events: 56_798, Open: 1, Reopened: 462, Reopenings: 521,
		LevelMoves: 4527, PingPong: 2299, PingPongCases: 1025, FirstLevel: 3496,
		GapSeconds: 168_476_741, Changed: 116,
		Continue: figures{6042, msp.NewRatio(1_296_318_230, 3021), msp.NewRatio(7970, 1), 4374, 1668},
		CountGap: figures{6042, msp.NewRatio(920_371_067, 2014), msp.NewRatio(8946, 1), 4258, 1784},
		HeldSeconds: map[sla.Hold]int64{
			sla.HoldRequester: 1_619_461_489, sla.HoldChange: 221_329_940, holdWait: 528_174_677, sla.HoldVendor: 145_561_345, holdCustomer: 41_973_856,
		},
		LevelSeconds: map[string]int64{"L1": 2_142_963_564, "L2": 2_523_316_972, "L2/L3": 20_287_788, "L3": 462_670_716},
	}
	if !reflect.DeepEqual(got, counted) {
		t.Errorf("got  %+v\nwant %+v", got, counted)
	}
}
