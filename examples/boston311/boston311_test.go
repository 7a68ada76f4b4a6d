package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	testCalendar = `{"time_zone": "America/New_York", "weekly_hours": {"mon": ["08:30-17:00"], "tue": ["08:30-17:00"],
		"wed": ["08:30-17:00"], "thu": ["08:30-17:00"], "fri": ["08:30-17:00"]}, "holidays": ["2015-01-01", "2015-01-19"]}`
	testPolicies = "type,clock,days,valid_from,valid_until\n" +
		"Pothole,business,2,,2015-02-16 13:00:00\n" +
		"Pothole,business,1,2015-02-16 13:00:00,\n" +
		"Noise,calendar,1,,\n" +
		"Trees,weekly,1,,\n" + // no such clock
		"Trees,business,x,,\n" // no number
	testAsOf = "2016-01-13T00:00"
	header   = "TYPE,Department,OPEN_DT,TARGET_DT,CLOSED_DT\n"
)

// folder writes a data folder.
func folder(t *testing.T, requests string) string {
	t.Helper()
	dir := t.TempDir()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(requests)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"calendar.json": []byte(testCalendar), "sla_policies.csv": []byte(testPolicies), "requests.csv.gz": zipped.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// lastLine runs the program and reads the JSON line.
func lastLine(t *testing.T, data, rules string) (summary, string, string) {
	t.Helper()
	var out, problems strings.Builder
	if _, err := run(data, rules, testAsOf, &out, &problems); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var s summary
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &s); err != nil {
		t.Fatal(err)
	}
	return s, out.String(), problems.String()
}

func TestReplay(t *testing.T) {
	requests := header +
		// Friday 16:00 and two working days, over a weekend and a holiday: Wednesday 16:00.
		"Pothole,PW,01/16/2015 04:00:00 PM,01/21/2015 04:00:00 PM,01/20/2015 09:00:00 AM\n" + // 1 h + 0.5 h open
		// The new policy: one day. Opened after hours, it runs out at the next closing;
		// the recorded target is the opening after that.
		"Pothole,PW,02/16/2015 06:00:00 PM,02/18/2015 08:30:20 AM,02/18/2015 08:30:21 AM\n" + // 8.5 h + 21 s, late
		// A calendar day over the change to summer time keeps the clock's reading.
		"Noise,PD,03/07/2015 02:30:00 PM,03/08/2015 02:30:00 PM,\n" +
		// Recorded in the wrong year.
		"Noise,PD,03/07/2015 02:30:00 PM,03/08/2017 02:30:00 PM,03/07/2015 02:00:00 PM\n" + // closed before opened
		// No policy, no target.
		"Other,PD,03/09/2015 09:00:00 AM,,03/09/2015 10:00:00 AM\n" // 1 h
	s, out, problems := lastLine(t, folder(t, requests), "")
	want := summary{
		Rows: 5, Rejected: 2, WithPolicy: 4, Exact: 2, Within60s: 3,
		BusinessSeconds:  5400 + 30621 + 3600,
		ClosedBeforeOpen: 1, ClosedWithTarget: 3, ClosedOnTime: 2,
	}
	if s != want {
		t.Errorf("summary = %+v, want %+v", s, want)
	}
	for _, line := range []string{
		"Our limit equals the recorded target to the second in 2, to a minute in 3: 75.00%.",
		"          PD               1     0           1          1      100.0%",
		"          PW               1     1           0          0       50.0%",
		"      1  Noise",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
	wantProblems := "sla_policies.csv:5: clock: \"weekly\" is neither business nor calendar\n" +
		"sla_policies.csv:6: days: strconv.Atoi: parsing \"x\": invalid syntax\n"
	if problems != wantProblems {
		t.Errorf("problems = %q, want %q", problems, wantProblems)
	}
}

// A row that cannot be read is named and counted, and the others are used.
func TestBadRows(t *testing.T) {
	requests := header +
		"Noise,PD,03/07/2015 02:30:00 PM,,\n" +
		"Noise,PD,13/07/2015 02:30:00 PM,,\n" +
		"Noise,PD,,,\n" +
		"Noise,PD,03/07/2015 02:30:00 PM\n" +
		"Noise,\"P\"D,03/07/2015 02:30:00 PM,,\n" +
		"Noise,PD,03/07/2015 02:30:00 PM,,yesterday\n" +
		"Noise,PD,03/08/2015 02:30:00 PM,,\n"
	s, _, problems := lastLine(t, folder(t, requests), "")
	if s.Rows != 2 || s.Rejected != 2+5 {
		t.Errorf("rows %d, rejected %d, want 2 and 7", s.Rows, s.Rejected)
	}
	for _, want := range []string{
		`requests.csv.gz:3: OPEN_DT: parsing time "13/07/2015 02:30:00 PM": month out of range`,
		"requests.csv.gz:4: OPEN_DT: ",
		"requests.csv.gz:5: wrong number of fields",
		`requests.csv.gz:6: extraneous or missing " in quoted-field`,
		"requests.csv.gz:7: CLOSED_DT: ",
	} {
		if !strings.Contains(problems, want) {
			t.Errorf("problems lack %q:\n%s", want, problems)
		}
	}
}

func TestRefusals(t *testing.T) {
	var out, problems strings.Builder
	if _, err := run(t.TempDir(), "", testAsOf, &out, &problems); err == nil {
		t.Error("an empty folder: no error")
	}
	if _, err := run(folder(t, "TYPE,OPEN_DT\n"), "", testAsOf, &out, &problems); err == nil || !strings.Contains(err.Error(), "no column Department") {
		t.Errorf("a header without a column: %v", err)
	}
	dir := folder(t, header)
	broken := []byte("type,clock,days,valid_from,valid_until\nA,business,2,,\nA,business,0,2015-01-01 00:00:00,\n")
	if err := os.WriteFile(filepath.Join(dir, "sla_policies.csv"), broken, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := run(dir, "", testAsOf, &out, &problems)
	if err == nil || !strings.Contains(err.Error(), "A[1].span") || !strings.Contains(err.Error(), "overlap") {
		t.Errorf("policies that overlap and are of no days: %v, want both findings", err)
	}
}

// The rules may stand in another folder.
func TestRulesElsewhere(t *testing.T) {
	dir, rules := folder(t, header+"Noise,PD,03/07/2015 02:30:00 PM,03/08/2015 02:30:00 PM,\n"), folder(t, header)
	for _, name := range []string{"calendar.json", "sla_policies.csv"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if s, _, _ := lastLine(t, dir, rules); s.Exact != 1 {
		t.Errorf("exact = %d, want 1", s.Exact)
	}
}

// The real data are not part of the repository. MSP_DATA names the folder they
// are in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	root := os.Getenv("MSP_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "boston-311-2015")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	s, out, problems := lastLine(t, dir, "")
	checkRealKPIs(t, out)
	want := summary{
		Rows: 98_351, WithPolicy: 52_025, Exact: s.Exact, Within60s: s.Within60s,
		// Added up by another program, in another language, day by day.
		BusinessSeconds: 27_855_865_690, ClosedBeforeOpen: 176, ClosedWithTarget: 64_945, ClosedOnTime: 48_382,
	}
	if s != want || problems != "" {
		t.Errorf("summary = %+v, want %+v; problems %q", s, want, problems)
	}
	if 1000*s.Within60s < 988*s.WithPolicy {
		t.Errorf("%d of %d targets within a minute, want at least 98.8 %%", s.Within60s, s.WithPolicy)
	}
}
