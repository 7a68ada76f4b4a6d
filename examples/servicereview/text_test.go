package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := diffLines(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew), %s", path, diff)
	}
}

func TestSampleText(t *testing.T) {
	var out bytes.Buffer
	s := readSource(t)
	r := reviewSource(t, s)
	r.Audit = ComputeAudit(s.model, s.model.Clients, sampleAsOf())
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "sample.golden", out.Bytes())
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) > 120 || strings.TrimRight(line, " ") != line {
			t.Errorf("a line of more than 120 columns, or with spaces at its end: %q", line)
		}
	}
}

// What a reader can add up on the page adds up: the lines of every explanation to
// what is counted, and that less the promise to how late it is.
func TestPrintedTimesAddUp(t *testing.T) {
	var out bytes.Buffer
	r, _ := reviewSample(t)
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(out.String(), "\nMissed: ")
	text, _, _ = strings.Cut(text, "\nAt risk: ")
	read := func(text string) time.Duration {
		d, err := time.ParseDuration(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	blocks := strings.Split(text, " late by ")[1:]
	if len(blocks) != len(r.Missed) {
		t.Fatalf("%d blocks, want %d", len(blocks), len(r.Missed))
	}
	for _, block := range blocks {
		head, rest, _ := strings.Cut(block, "\n")
		late, counted, _ := strings.Cut(head, " = ")
		counted, promised, _ := strings.Cut(counted, " counted − ")
		promised, _, _ = strings.Cut(promised, " promised (")
		if read(late) != read(counted)-read(promised) {
			t.Errorf("%s: does not add up", head)
		}
		// The lines of days stand below their titles. They begin with six spaces, the
		// days and two more.
		_, lines, found := strings.Cut(rest, "\n      day ")
		_, lines, _ = strings.Cut(lines, "\n")
		var sum time.Duration
		for line := range strings.Lines(lines) {
			days, ok := strings.CutPrefix(line, "      ")
			if !ok || strings.HasPrefix(days, "total ") {
				break
			}
			_, amount, _ := strings.Cut(days, "  ")
			amount, _, _ = strings.Cut(strings.TrimSpace(amount), "  ")
			if amount != none {
				sum += read(amount)
			}
		}
		if !found || sum != read(counted) {
			t.Errorf("%s: the lines add up to %s:\n%s", head, durationText(sum), rest)
		}
	}
}

// An explanation has its last column where something happened that a reader does
// not expect: a day on which nothing counted, a holiday, a break, a clock change.
func TestExplanationColumns(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		want      string // the titles
	}{
		{"overnight", "1,Acme,P1,2026-03-02T16:00:00Z,2026-03-02T16:00:00Z,2026-03-03T15:00:00Z", "day        counted  when"},
		{
			"over a weekend", "1,Acme,P1,2026-03-06T16:00:00Z,2026-03-06T16:00:00Z,2026-03-09T15:00:00Z",
			"day                counted  when         the rest of the day",
		},
		{
			"over a break", "1,Acme,P1,2026-03-10T16:00:00Z,2026-03-10T16:00:00Z,2026-03-11T15:00:00Z",
			"day         counted  when                      the rest of the day",
		},
		{"around the clock", "1,Night Owl,P1,2026-03-02T16:00:00Z,2026-03-02T16:00:00Z,2026-03-03T15:00:00Z", "day        counted  when"},
		{
			"over a clock change", "1,Night Owl,P1,2026-03-08T06:00:00Z,2026-03-08T06:00:00Z,2026-03-08T15:00:00Z",
			"day        counted  when         the rest of the day",
		},
	} {
		var out bytes.Buffer
		if err := WriteText(&out, reviewRows(t, "2026-03-31T12:00:00Z", tt.row)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "\n      "+tt.want+"\n") {
			t.Errorf("%s: no line %q in\n%s", tt.name, tt.want, out.String())
		}
	}
}

// A clock that still runs says what time it is there; the head says it in UTC,
// wherever the as-of instant was written.
func TestAsOfOnTheClientsClock(t *testing.T) {
	r := reviewRows(t, "2026-03-03T02:00:00+09:00",
		"1,Night Owl,P1,2026-03-01T10:00:00Z,2026-03-01T10:00:00Z,", // missed
		"2,Acme,P2,2026-02-27T18:00:00Z,2026-02-27T18:00:00Z,",      // at risk
		"3,Night Owl,P1,2026-03-02T13:30:00Z,2026-03-02T13:30:00Z,")
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"As of               Mon 2 Mar 2026 17:00 UTC; all times below are those of the client's clock\n",
		"Kept                response 100.0% of 3, resolution 0.0% of 1 (rounded down)\n",
		" · still open as of Mon 2 Mar 12:00 EST\n",
		"\nAs of Mon 2 Mar 17:00 GMT = Mon 2 Mar 12:00 EST.\n",
		"\nMon 2 Mar 17:00 GMT          0m  8h  100.0%  next business day, office  2 ",
		"\nlimit Tue 3 Mar 09:00 GMT\n",
		"\nDue next of all promises that are not held: 2 P2 resolution of Acme, Mon 2 Mar 17:00 GMT.\n",
		"\nMon 2 Mar 12:30 EST         30m  4h   87.5%  always ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// Targets in hours other than the client's own say so.
func TestTermsText(t *testing.T) {
	m := readSmallModel(t)
	acme, owl := m.Clients[0], m.Clients[1]
	w := textWriter{Review: &Review{Model: m}}
	for _, tt := range []struct {
		terms []Terms
		want  string
	}{
		{nil, "–"},
		{[]Terms{{"4h", acme.Calendar}}, "4h"},
		{[]Terms{{"4h", owl.Calendar}}, "4h (always)"},
		{[]Terms{{"4h", owl.Calendar}, {"2h", acme.Calendar}}, "4h (always), then 2h"},
	} {
		if got := w.termsText(tt.terms, acme); got != tt.want {
			t.Errorf("%s, want %s", got, tt.want)
		}
	}
}

func TestNothingToSay(t *testing.T) {
	var out bytes.Buffer
	if err := WriteText(&out, reviewRows(t, "2026-03-02T12:00:00Z", "1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T10:00:00Z")); err != nil {
		t.Fatal(err)
	}
	golden(t, "kept.golden", out.Bytes())
	out.Reset()
	if err := WriteText(&out, reviewRows(t, "2026-03-02T12:00:00Z")); err != nil {
		t.Fatal(err)
	}
	golden(t, "empty.golden", out.Bytes())
}

func TestFormats(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0m", time.Minute: "1m", 90 * time.Minute: "1h 30m", 100 * time.Hour: "100h", 3*time.Hour + time.Second: "3h 1s",
		time.Millisecond: "0.001s", -time.Hour: "-1h", 59*time.Second + 999999999: "59.999999999s",
	} {
		if got := durationText(d); got != want {
			t.Errorf("durationText(%d) = %s, want %s", d, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %s, want %s", n, got, want)
		}
	}
}

// The README shows blocks of the sample's output.
func TestReadmeShowsTheOutput(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	output, err := os.ReadFile(filepath.Join("testdata", "sample.golden"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	for i, block := range strings.Split(string(readme), "\n```") {
		// Every second part is within a block; one with a language is no output.
		block, ok := strings.CutPrefix(block, "\n")
		if i%2 == 0 || !ok {
			continue
		}
		blocks++
		if len(block) < 100 || !strings.Contains(string(output), block+"\n") {
			t.Errorf("the output of the sample has no such block:\n%s", block)
		}
	}
	if blocks != 5 {
		t.Errorf("%d blocks, want 5", blocks)
	}
}

// The documents that README.md shows are good.
func TestReadmeDocuments(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, block := range strings.Split(string(readme), "```json\n")[1:] {
		block, _, _ = strings.Cut(block, "```\n")
		blocks = append(blocks, block)
	}
	if len(blocks) != 2 {
		t.Fatalf("%d documents, want 2", len(blocks))
	}
	m, issues := ReadModel([]byte(blocks[0]))
	if len(issues) > 0 || len(m.Clients) != 1 {
		t.Fatalf("the model of README.md: %v", issues)
	}
	if _, issues := ReadSettings([]byte(blocks[1]), m); len(issues) > 0 {
		t.Errorf("the settings of README.md: %v", issues)
	}
}
