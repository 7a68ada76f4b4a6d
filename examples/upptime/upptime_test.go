package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const (
	// Ten days are 14,400 minutes. "a" is down for 144 of them, which is 1 %: 99.00 %.
	// "b" is monitored for 100 minutes and down for 30 of them; its day would put the
	// outage behind the snapshot, so it is moved.
	testSites = `{"snapshot_at": "2026-03-11T00:00:00Z", "sites": [
		{"slug": "a", "name": "A", "monitoring_started": "2026-03-01T00:00:00Z", "uptime": "99.00%", "dailyMinutesDown": {"2026-03-02": 100, "2026-03-05": 44}},
		{"slug": "b", "name": "B", "monitoring_started": "2026-03-10T22:20:00Z", "uptime": "70.01%", "dailyMinutesDown": {"2026-03-11": 30}},
		{"slug": "a", "name": "again", "monitoring_started": "2026-03-01T00:00:00Z"},
		{"slug": "late", "name": "not monitored", "monitoring_started": "2026-03-12T00:00:00Z"},
		{"slug": "day", "name": "no such day", "monitoring_started": "2026-03-01T00:00:00Z", "dailyMinutesDown": {"2026-02-30": 1}},
		{"slug": "long", "name": "too long", "monitoring_started": "2026-03-01T00:00:00Z", "dailyMinutesDown": {"2026-03-02": 1441}}]}`
	testChecks = "checked_at,slug,status,http_code,response_ms\n" +
		"2026-03-02T10:00:00Z,a,down,0,0\n" +
		"2026-03-02T09:00:00Z,a,up,200,5\n" + // out of order
		"2026-03-02T11:30:00Z,a,down,0,0\n" +
		"2026-03-02T12:24:00Z,a,up,200,5\n" +
		"2026-03-10T23:50:00Z,b,down,0,0\n" + // until the snapshot
		"yesterday,a,up,200,5\n" +
		"2026-03-03T10:00:00Z,a,sideways,200,5\n" +
		"2026-03-03T10:00:00Z,a\n"
	testCredits = `{"tables": [
		{"service": "good", "commitment_pct": "99.9", "tiers": [
			{"below": "99.9", "at_least": "99.0", "credit_pct": "10"}, {"below": "99.0", "at_least": "0", "credit_pct": "25"}]},
		{"service": "gap", "commitment_pct": "99.9", "tiers": [
			{"below": "99.9", "at_least": "99.5", "credit_pct": "10"}, {"below": "99.0", "at_least": "0", "credit_pct": "25"}]},
		{"service": "text", "commitment_pct": "high", "tiers": []}]}`
)

// folder writes a data folder.
func folder(t *testing.T, sites, checks, credits string) string {
	t.Helper()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(checks)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"upptime-unibe/sites.json": []byte(sites), "upptime-unibe/checks.csv.gz": zipped.Bytes(), "cloud-sla-credits/credits.json": []byte(credits),
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func lastLine(t *testing.T, data string) (s summary, out, problems string) {
	t.Helper()
	var report, bad strings.Builder
	rejected, err := run(data, &report, &bad)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(report.String()), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &s); err != nil {
		t.Fatal(err)
	}
	if s.Rejected != rejected {
		t.Errorf("%d rejected, the line says %d", rejected, s.Rejected)
	}
	return s, report.String(), bad.String()
}

func TestUpptime(t *testing.T) {
	got, out, problems := lastLine(t, folder(t, testSites, testChecks, testCredits))
	want := summary{
		Sites: 2, UptimeEqual: 1, // b shows 70.01 where 70.00 is right
		Failures: 3, ByChecks: 2,
		Uptime: "98.80%", // 174 of 14,500 minutes are 1.2 %
		// One month each. a is at 99 % exactly, which is not below 99 %.
		Credits:  []ladderSummary{{Service: "good", Months: 2, Credits: map[string]int{"10%": 1, "25%": 1}}},
		Rejected: 9,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, line := range []string{
		"a  99.00%    99.00%    99.00%     2     118h48m      1h12m",
		"b  70.01%    70.00%    90.00%     1       1h10m        30m",
		"error budget 30m spent of 6s",
		"burn rate over the whole time 300.00",
		"down 2026-03-10T23:30:00Z/2026-03-11T00:00:00Z: 30m",
		"1 of 2 sites show",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(line), " ")) {
			t.Errorf("no %q in\n%s", line, out)
		}
	}
	for _, line := range []string{
		"sites.json:a: slug:", "sites.json:late: monitoring_started:", "sites.json:day: dailyMinutesDown:", "sites.json:long: dailyMinutesDown.2026-03-02:",
		"checks.csv.gz:7: checked_at:", "checks.csv.gz:8: status:", "checks.csv.gz:9: row:",
		"credits.json:gap: at_least: 99.5%, but the next tier is below 99%", "credits.json:text: commitment_pct:",
	} {
		if !strings.Contains(problems, line) {
			t.Errorf("no %q in\n%s", line, problems)
		}
	}
}

func TestUpptimeCannotRead(t *testing.T) {
	for _, tt := range [][3]string{
		{"{", testChecks, testCredits}, {testSites, "", testCredits}, {testSites, "slug\n", testCredits}, {testSites, testChecks, "[]"},
	} {
		if _, err := run(folder(t, tt[0], tt[1], tt[2]), &strings.Builder{}, &strings.Builder{}); err == nil {
			t.Errorf("%.20q, %.20q, %.20q: no error", tt[0], tt[1], tt[2])
		}
	}
	if _, err := run(t.TempDir(), &strings.Builder{}, &strings.Builder{}); err == nil {
		t.Error("an empty folder: no error")
	}
	none, _, _ := lastLine(t, folder(t, `{"snapshot_at":"2026-03-11T00:00:00Z","sites":[]}`, "checked_at,slug,status\n", `{"tables":[]}`))
	if none.Sites != 0 || none.Uptime != "undefined" {
		t.Errorf("no sites: %+v", none)
	}
}

// On the real data every site's shown uptime comes out. MSP_DATA names the folder
// they are in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	data := os.Getenv("MSP_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(filepath.Join(data, "upptime-unibe")); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	got, _, problems := lastLine(t, data)
	if got.Sites != 33 || got.UptimeEqual != 33 || problems != "" {
		t.Errorf("%+v, %s", got, problems)
	}
}
