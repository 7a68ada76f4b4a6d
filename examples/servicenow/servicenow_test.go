package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/examples/internal/programtest"
)

var update = flag.Bool("update", false, "rewrite testdata/report.txt; review the difference")

// header has a column that the program does not read, and another order.
const header = "number,incident_state,made_sla,location,reassignment_count,reopen_count,opened_at,sys_updated_at,impact,urgency,priority,resolved_at,closed_at\n"

// sample is eight incidents. 4 January 2016 is a Monday.
const sample = "" +
	// Four weekdays until closed, one until resolved; 2.5 h of waiting. In time.
	"INC1,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 09:00,8/1/2016 09:00\n" +
	"INC1,Awaiting User Info,true,x,0,0,4/1/2016 09:00,4/1/2016 10:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 09:00,8/1/2016 09:00\n" +
	"INC1,Active,true,x,0,0,4/1/2016 09:00,4/1/2016 12:30,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 09:00,8/1/2016 09:00\n" +
	"INC1,Resolved,true,x,0,0,4/1/2016 09:00,5/1/2016 09:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 09:00,8/1/2016 09:00\n" +
	"INC1,Closed,true,x,0,0,4/1/2016 09:00,8/1/2016 09:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 09:00,8/1/2016 09:00\n" +
	// 168 h of weekdays until closed, 60 h until resolved. Waits 60 h for a vendor and,
	// reopened, 24 h for the user, in two rows. One row is not in its place. Late.
	"INC2,New,true,x,0,0,8/1/2016 12:00,8/1/2016 12:00,3 - Low,2 - Medium,4 - Low,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Awaiting Vendor,true,x,0,0,8/1/2016 12:00,08/01/2016 18:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Active,true,x,0,0,8/1/2016 12:00,11/1/2016 06:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Awaiting User Info,true,x,2,1,8/1/2016 12:00,12/1/2016 00:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Resolved,true,x,0,0,8/1/2016 12:00,11/1/2016 12:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Awaiting User Info,true,x,2,1,8/1/2016 12:00,12/1/2016 06:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Resolved,true,x,2,1,8/1/2016 12:00,13/1/2016 00:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	"INC2,Closed,false,x,2,1,8/1/2016 12:00,19/1/2016 12:00,2 - Medium,2 - Medium,3 - Moderate,13/1/2016 00:00,19/1/2016 12:00\n" +
	// Two hours in time, three late: the target of P1 is two.
	"INC3,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,1 - Critical,4/1/2016 10:00,4/1/2016 11:00\n" +
	"INC3,Closed,true,x,0,0,4/1/2016 09:00,4/1/2016 11:00,1 - High,1 - High,1 - Critical,4/1/2016 10:00,4/1/2016 11:00\n" +
	"INC4,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,1 - Critical,?,4/1/2016 12:00\n" +
	"INC4,Closed,false,x,1,0,4/1/2016 09:00,4/1/2016 12:00,1 - High,1 - High,1 - Critical,?,4/1/2016 12:00\n" +
	// Open; its last row does not have the priority of the matrix.
	"INC5,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,2 - Medium,2 - High,?,?\n" +
	"INC5,Active,true,x,0,0,4/1/2016 09:00,4/1/2016 10:00,1 - High,2 - Medium,2 - High,?,?\n" +
	"INC5,Active,true,x,0,0,4/1/2016 09:00,4/1/2016 11:00,1 - High,2 - Medium,3 - Moderate,?,?\n" +
	// 50 h late and 90 h in time: no target says both.
	"INC6,New,true,x,0,0,4/1/2016 00:00,4/1/2016 00:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 00:00,6/1/2016 02:00\n" +
	"INC6,Closed,false,x,0,1,4/1/2016 00:00,6/1/2016 02:00,2 - Medium,2 - Medium,3 - Moderate,5/1/2016 00:00,6/1/2016 02:00\n" +
	"INC7,New,true,x,0,0,4/1/2016 00:00,4/1/2016 00:00,2 - Medium,2 - Medium,3 - Moderate,?,7/1/2016 18:00\n" +
	"INC7,Closed,true,x,0,0,4/1/2016 00:00,7/1/2016 18:00,2 - Medium,2 - Medium,3 - Moderate,?,7/1/2016 18:00\n" +
	// The rest of the matrix; its first row is older than the incident.
	"INC8,New,true,x,0,0,4/1/2016 09:30,4/1/2016 09:00,3 - Low,1 - High,3 - Moderate,?,?\n" +
	"INC8,-100,true,x,0,0,4/1/2016 09:30,4/1/2016 10:00,3 - Low,3 - Low,4 - Low,?,?\n"

// folder writes a data folder.
func folder(t *testing.T, log string) string {
	t.Helper()
	return programtest.Folder(t, fileName, log)
}

// runReport runs the program and reads the JSON line.
func runReport(t *testing.T, data, audit string) (s summary, out, problems string) {
	t.Helper()
	var text, bad strings.Builder
	if _, err := run(data, audit, &text, &bad); err != nil {
		t.Fatal(err)
	}
	programtest.LastLine(t, text.String(), &s)
	return s, text.String(), bad.String()
}

func TestReport(t *testing.T) {
	s, out, problems := runReport(t, folder(t, header+sample), "")
	want := summary{
		Rows: 26, Incidents: 8, MatrixMismatches: 1, PriorityChanges: 3,
		WaitingSeconds: map[string]int64{"Awaiting User Info": 9_000 + 86_400, "Awaiting Vendor": 216_000},
		MadeSLA: madeSLA{
			Until: "closed_at", Agreed: 5, Total: 6,
			Thresholds: map[string]int64{"1 - Critical": 7_200, "3 - Moderate": 345_600},
		},
	}
	if !reflect.DeepEqual(s, want) || problems != "" {
		t.Errorf("summary = %+v, want %+v; problems %q", s, want, problems)
	}
	// The JSON line is looked at field by field, here and in TestKPIs.
	text, _, _ := strings.Cut(out, "\n{")
	golden := filepath.Join("testdata", "report.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wantText, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(wantText) {
		t.Errorf("report differs from %s, got:\n%s", golden, text)
	}
}

// The JSON line has these keys and no others.
func TestKeys(t *testing.T) {
	_, out, _ := runReport(t, folder(t, header+sample), "")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var got map[string]any
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &got); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"rows", "incidents", "matrix_mismatches", "priority_changes", "waiting_seconds", "made_sla",
		"as_of", "first_contact", "reopen_rate", "reassignment_rate", "resolution_time", "volume",
	}
	for _, key := range want {
		if _, ok := got[key]; !ok {
			t.Errorf("no key %q in %v", key, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d keys, want %d: %v", len(got), len(want), got)
	}
}

func TestAudit(t *testing.T) {
	dir := folder(t, header+sample)
	_, out, _ := runReport(t, dir, "INC1")
	for _, line := range []string{
		"resolution: met, 21h30m of 24h used\n",
		"  Mon 2016-01-04 10:00 – 12:30                 paused          waits: requester\n",
		"stopped at Tue 2016-01-05 09:00\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
	var text, bad strings.Builder
	if _, err := run(dir, "INC9", &text, &bad); err == nil || !strings.Contains(err.Error(), `no incident "INC9"`) {
		t.Errorf("an incident that is not there: %v", err)
	}
}

// A part of a log need not have the whole matrix; what it has is compared.
func TestPartOfMatrix(t *testing.T) {
	_, first, _ := strings.Cut(sample, "INC3")
	first, _, _ = strings.Cut("INC3"+first, "INC6")
	s, out, _ := runReport(t, folder(t, header+first), "")
	if s.Rows != 7 || s.MatrixMismatches != 1 {
		t.Errorf("%d rows, %d mismatches, want 7 and 1", s.Rows, s.MatrixMismatches)
	}
	// INC5 has high and medium; without a row for medium impact there is no row to fill.
	if !strings.Contains(out, "1 - High        1 - Critical, 4 rows  2 - High, 2 rows") {
		t.Errorf("no matrix of what is there in:\n%s", out)
	}
	_, rest, _ := strings.Cut(sample, "INC6")
	s, out, _ = runReport(t, folder(t, header+"INC6"+rest), "")
	if s.Rows != 6 || !strings.Contains(out, "They make no matrix: ") || !strings.Contains(out, "no priority for impact \"2 - Medium\", urgency \"1 - High\"") {
		t.Errorf("rows %d, want 6 and what is missing:\n%s", s.Rows, out)
	}
}

// A row that cannot be read is named and counted, and the others are used.
func TestBadRows(t *testing.T) {
	const good = "4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,1 - Critical,?,?\n"
	log := header +
		"INC1,New,true,x,0,0," + good +
		"?,New,true,x,0,0," + good +
		"INC1,New,maybe,x,0,0," + good +
		"INC1,New,true,x,0,0,4/1/2016 09:00,2016-01-04,1 - High,1 - High,1 - Critical,?,?\n" +
		"INC1,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,Critical,?,?\n" +
		"INC1,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,0 - None,?,?\n" +
		"INC1,New,true,x,0,0,4/1/2016 09:00,4/1/2016 09:00,1 - High,1 - High,1 - Critical,?,31/2/2016 00:00\n" +
		"INC1,New,true,x\n" +
		"INC1,\"N\"ew,true,x,0,0," + good +
		"INC1,New,true,x,-1,0," + good +
		"INC1,New,true,x,0,?," + good +
		"INC2,New,true,x,0,0," + good
	s, out, problems := runReport(t, folder(t, log), "")
	if s.Rows != 2 || s.Incidents != 2 || !strings.Contains(out, "2 rows of 2 incidents; rows that could not be read: 10.\n") {
		t.Errorf("%d rows of %d incidents, want 2 of 2, and 10 that could not be read:\n%s", s.Rows, s.Incidents, out)
	}
	for _, want := range []string{
		"event_log.csv.gz:3: number: no value\n",
		"event_log.csv.gz:4: made_sla: \"maybe\" is neither true nor false\n",
		"event_log.csv.gz:5: sys_updated_at: parsing time \"2016-01-04\"",
		"event_log.csv.gz:6: priority: \"Critical\" is not like \"3 - Moderate\"\n",
		"event_log.csv.gz:7: priority: ",
		"event_log.csv.gz:8: closed_at: parsing time \"31/2/2016 00:00\": day out of range\n",
		"event_log.csv.gz:9: wrong number of fields\n",
		"event_log.csv.gz:10: extraneous or missing \" in quoted-field\n",
		"event_log.csv.gz:11: reassignment_count: \"-1\" is no count\n",
		"event_log.csv.gz:12: reopen_count: no value\n",
	} {
		if !strings.Contains(problems, want) {
			t.Errorf("problems lack %q:\n%s", want, problems)
		}
	}
}

func TestRefusals(t *testing.T) {
	var out, problems strings.Builder
	if _, err := run(t.TempDir(), "", &out, &problems); err == nil {
		t.Error("an empty folder: no error")
	}
	if _, err := run(folder(t, "number,priority\n"), "", &out, &problems); err == nil || !strings.Contains(err.Error(), "no column incident_state") {
		t.Errorf("a header without a column: %v", err)
	}
	if s, _, _ := runReport(t, folder(t, header), ""); s.Rows != 0 || s.MadeSLA.Total != 0 || len(s.WaitingSeconds) != 0 {
		t.Errorf("no rows: %+v", s)
	}
}

// Where rows are older than the opening, it does not bring back their first
// priority.
func TestRowsBeforeOpening(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2016, time.January, 4, 9, minute, 0, 0, time.UTC) }
	i := incident{number: "INC1", entries: []entry{
		{state: "New", updated: at(0), opened: at(30), priority: msp.P3},
		{state: "New", updated: at(15), opened: at(30), priority: msp.P4},
	}}
	log, err := i.log()
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCalibration(eventClosed)
	if err != nil {
		t.Fatal(err)
	}
	clock, err := c.goal.Replay(log)
	if err != nil {
		t.Fatal(err)
	}
	if got := clock.At(at(45)); got.Priority() != msp.P4 || got.Elapsed() != 15*time.Minute {
		t.Errorf("%v after %v, want P4 after 15m", got.Priority(), got.Elapsed())
	}
}

// calibrate against all targets there are, for all short lists of verdicts.
func TestCalibrate(t *testing.T) {
	const longest = 4
	var lists func(list []verdict)
	lists = func(list []verdict) {
		want := threshold{agreed: -1, total: len(list)}
		for target := range time.Duration(longest) {
			agreed := 0
			for _, v := range list {
				if (v.elapsed <= target) == v.kept {
					agreed++
				}
			}
			if agreed > want.agreed {
				want.agreed, want.target = agreed, target
			}
		}
		for _, v := range list {
			if v.elapsed > want.target && (want.below == 0 || v.elapsed < want.below) {
				want.below = v.elapsed
			}
		}
		if got := calibrate(append([]verdict(nil), list...)); got != want {
			t.Fatalf("calibrate(%v) = %+v, want %+v", list, got, want)
		}
		if len(list) == longest {
			return
		}
		for elapsed := range time.Duration(longest) {
			lists(append(list, verdict{elapsed, true}))
			lists(append(list, verdict{elapsed, false}))
		}
	}
	lists(nil)
}

// The real data are not part of the repository. MSP_DATA names the folder they
// are in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	root := os.Getenv("MSP_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "servicenow-incident-log")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	s, out, problems := runReport(t, dir, "")
	want := summary{
		// All of it was counted by another program, in another language, without clocks.
		Rows: 115_750, Incidents: 19_934, PriorityChanges: 351,
		WaitingSeconds: map[string]int64{
			"Awaiting Evidence": 16_499_520, "Awaiting Problem": 307_214_580, "Awaiting User Info": 3_802_634_340, "Awaiting Vendor": 813_233_580,
		},
		MadeSLA: madeSLA{
			Until: "closed_at", Agreed: 19_789, Total: 19_934,
			Thresholds: map[string]int64{"1 - Critical": 22_980, "2 - High": 360, "3 - Moderate": 554_520, "4 - Low": 1_244_040},
		},
	}
	if !reflect.DeepEqual(s, want) || problems != "" {
		t.Errorf("summary = %+v, want %+v; problems %q", s, want, problems)
	}
	checkRealKPIs(t, out)
	for _, line := range []string{
		"Both agree, and with the time that the clock counted they are all of it: ",
		"19789 of 19934, 99.27%; clocks under these targets say so of 19789, and otherwise of 145. Without such a time: 0.\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
}
