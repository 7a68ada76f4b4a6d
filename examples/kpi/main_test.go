package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/*.golden; review the difference")

// kpi runs the program as README.md does, from the folder of the module.
func kpi(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	t.Chdir("..")
	var out, problems strings.Builder
	status = run(args, strings.NewReader(stdin), &out, &problems)
	return status, out.String(), problems.String()
}

// Commands of README.md.
func commands() map[string][]string {
	return map[string][]string{
		"preset": strings.Fields("-preset servicenow -zone Europe/London -as-of 2026-04-01T00:00 -targets managed-services-model kpi/testdata/tickets.csv"),
		"mapping": strings.Fields("-mapping kpi/testdata/mapping.json -as-of 2026-04-01T00:00 -targets managed-services-model " +
			"-from 2026-03-01 -to 2026-04-01 -cohort created -by client kpi/testdata/tickets.csv"),
	}
}

// The output is that of the golden files, and README.md shows blocks of it.
func TestGolden(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for name, args := range commands() {
		golden, err := filepath.Abs(filepath.Join("testdata", name+".golden"))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			status, out, problems := kpi(t, "", args...)
			if status != exitPartial {
				t.Errorf("status %d, %s", status, problems)
			}
			got := problems + "\n" + out
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("output differs from %s, got:\n%s", golden, got)
			}
			all.WriteString(got)
		})
		if command := "go -C examples run ./kpi " + strings.Join(args, " "); !strings.Contains(strings.ReplaceAll(string(readme), " \\\n        ", " "), command) {
			t.Errorf("README.md does not have the command %s", command)
		}
	}
	blocks := 0
	for i, block := range strings.Split(string(readme), "\n```") {
		// Every second part is within a block; one with a language is no output.
		block, ok := strings.CutPrefix(block, "\n")
		if i%2 == 0 || !ok {
			continue
		}
		blocks++
		if !strings.Contains(all.String(), block+"\n") {
			t.Errorf("no output has such a block:\n%s", block)
		}
	}
	if blocks != 5 {
		t.Errorf("%d blocks, want 5", blocks)
	}
}

// The JSON has all that is needed to check it.
func TestJSON(t *testing.T) {
	status, out, _ := kpi(t, "", append([]string{"-format", "json"}, commands()["mapping"]...)...)
	var got struct {
		Tickets int
		Counts  struct{ Rows, Tickets, Bad, Superseded int }
		KPIs    []struct {
			KPI, Definition, Num, Den string
			Value                     string
			N                         *int64
			Pending, Excluded, Open   int
		}
		Scorecard struct{ Lines []struct{ Status string } }
		Untold    map[string][][]string
		Groups    []struct {
			Name    string
			Tickets int
			KPIs    []json.RawMessage
		}
		BadRows []struct {
			Line     int
			Findings []struct{ Column, Field, Text, Code, Reason string }
		} `json:"bad_rows"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != exitPartial {
		t.Fatalf("status %d, %v\n%s", status, err, out)
	}
	if c := got.Counts; c.Rows != 62 || c.Tickets != 56 || c.Bad != 6 || len(got.BadRows) != 6 || got.Tickets != 56 || len(got.Scorecard.Lines) != 6 {
		t.Errorf("%+v", got)
	}
	total := 0
	for _, g := range got.Groups {
		total += g.Tickets
		if len(g.KPIs) == 0 {
			t.Errorf("%s has no KPIs", g.Name)
		}
	}
	if len(got.Groups) != 4 || total != got.Tickets {
		t.Errorf("%d groups with %d tickets", len(got.Groups), total)
	}
	defined := 0
	for _, k := range got.KPIs {
		if k.Value == "undefined" {
			continue
		}
		defined++
		value, ok1 := new(big.Rat).SetString(k.Value)
		num, ok2 := new(big.Rat).SetString(k.Num)
		den, ok3 := new(big.Rat).SetString(k.Den)
		if !ok1 || !ok2 || !ok3 || k.N == nil || k.Definition == "" || num.Quo(num, den).Cmp(value) != 0 {
			t.Errorf("%s is %s, not %s ÷ %s", k.KPI, k.Value, k.Num, k.Den)
		}
		if got.Untold[k.KPI] != nil {
			t.Errorf("%s is told and is not", k.KPI)
		}
	}
	if defined < 15 || got.Untold["mttd"] == nil {
		t.Errorf("%d KPIs are defined, untold %v", defined, got.Untold)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const export = "number;opened_at;resolved_at;priority\n1;02.03.2026 10:00;02.03.2026 10:20;1 - Critical\n2;02.03.2026 10:00;;4 - Low\n"
	const without = " -without client,team,source,void,state,reopens,reassignments "
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(export)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file, gz := write("a.csv", export), write("a.csv.gz", zipped.String())
	targets := write("targets.json", `{"name":"ours","source":"contract","targets":[{"kpi":"mttr","goal":"below 4h"}]}`)
	badTargets, badMapping, notZipped := write("bad.json", `{"name":"x","goal":1}`), write("map.json", `{"column":{}}`), write("b.gz", "x")
	flags := " -zone Europe/Berlin -comma ; -layout 02.01.2006_15:04 -as-of 2026-04-01T00:00 "
	const hint = "\nRun kpi -h for help.\n"
	for _, tt := range []struct {
		name, args string // _ stands for a space
		stdin      string
		status     int
		out, err   string // in the output
	}{
		{"own flags", "-preset servicenow" + flags + without + file, "", exitFine, "Mean time to resolve: 20m, n = 1, left out: 1 open\n", ""},
		{"gzipped", "-preset servicenow" + flags + without + gz, "", exitFine, "2 rows: 2 tickets, 0 bad rows", ""},
		{"standard input", "-preset servicenow" + flags + without + "-", export, exitFine, "Backlog: 1, n = 1\n", ""},
		{"targets of one's own", "-preset servicenow" + flags + without + "-targets " + targets + " " + file, "", exitFine, "met  Mean time to resolve  20m  below 4h  n = 1, left out: 1 open\n", ""},
		{"by priority", "-preset servicenow" + flags + without + "-by priority " + file, "", exitFine, "\npriority P4, 1 tickets\n", ""},
		{"by team, of which there is none", "-preset servicenow" + flags + without + "-by team " + file, "", exitFine, "\nteam (none), 2 tickets\n", ""},
		{"FCR", "-preset servicenow" + flags + without + "-fcr within=20m " + file, "", exitFine, "First contact resolution, by time: 100.00%, n = 1, left out: 1 pending\n    resolved within 20m of creation ÷", ""},
		{"FCR that the export does not tell", "-preset servicenow" + flags + without + "-fcr single-contact+without-reopen=168h+eligible " + file, "", exitFine, "    n/a: no column of the export tells contacts, nor reopens or reopened, nor ineligible\n", ""},
		{"with an offset", "-preset servicenow" + strings.Replace(flags, "T00:00", "T00:00:00Z", 1) + without + file, "", exitFine, "as of 2026-04-01 02:00 CEST\n", ""},
		{"help", "-h", "", exitFine, "Exit status:", ""},
		{"mapping", "-preset zendesk -print-mapping", "", exitFine, `"name": "Zendesk tickets"`, ""},
		{"nothing", "", "", exitUseless, "", "kpi: want -preset or -mapping, one of them" + hint},
		{"no file", "-preset zendesk", "", exitUseless, "", "kpi: want one file, behind the flags" + hint},
		{"no instant", "-preset zendesk " + file, "", exitUseless, "", "kpi: want -as-of"},
		{"format", "-preset zendesk -as-of x -format xml " + file, "", exitUseless, "", `kpi: -format "xml" is not text or json`},
		{"by", "-preset zendesk -as-of x -by age " + file, "", exitUseless, "", `kpi: -by "age" is not client, team or priority`},
		{"flag", "-colour", "", exitUseless, "", "kpi: flag provided but not defined: -colour"},
		{"preset", "-preset jira -as-of 2026-04-01T00:00 " + file, "", exitUseless, "", `kpi: -preset "jira" is none of autotask, connectwise, halopsa, servicenow, zendesk`},
		{"preset to print", "-preset jira -print-mapping", "", exitUseless, "", `kpi: -preset "jira"`},
		{"no zone", "-preset servicenow -as-of 2026-04-01T00:00 " + file, "", exitUseless, "", "kpi: zone: times without an offset need an IANA zone"},
		{"as of", "-preset servicenow" + strings.Replace(flags, "2026-04-01T00:00", "yesterday", 1) + file, "", exitUseless, "", `kpi: -as-of: "yesterday" is not like 2026-04-01T00:00`},
		{"half a window", "-preset servicenow" + flags + "-from 2026-03-01 " + file, "", exitUseless, "", "kpi: -from, -to and -cohort go together"},
		{"from", "-preset servicenow" + flags + "-from x -to y -cohort created " + file, "", exitUseless, "", "kpi: -from: "},
		{"to", "-preset servicenow" + flags + "-from 2026-03-01 -to y -cohort created " + file, "", exitUseless, "", "kpi: -to: "},
		{"cohort", "-preset servicenow" + flags + "-from 2026-03-01 -to 2026-04-01 -cohort closed " + file, "", exitUseless, "", "kpi: -cohort: "},
		{"window", "-preset servicenow" + flags + "-from 2026-03-01 -to 2026-03-01 -cohort created " + file, "", exitUseless, "", "kpi: window: "},
		{"bad FCR", "-preset servicenow" + flags + "-fcr level-one+soon " + file, "", exitUseless, "", `kpi: -fcr: "soon" is not single-contact`},
		{"bad FCR time", "-preset servicenow" + flags + "-fcr within=soon " + file, "", exitUseless, "", `kpi: -fcr: "soon" is no time`},
		{"targets", "-preset servicenow" + flags + "-targets nobodys " + file, "", exitUseless, "", "kpi: -targets: no set of that name, and open nobodys: "},
		{"bad targets", "-preset servicenow" + flags + "-targets " + badTargets + " " + file, "", exitUseless, "", "kpi: goal: "},
		{"bad mapping", "-mapping " + badMapping + flags + file, "", exitUseless, "", "kpi: column: "},
		{"absent mapping", "-mapping absent" + flags + file, "", exitUseless, "", "kpi: open absent: "},
		{"absent file", "-preset servicenow" + flags + "absent", "", exitUseless, "", "kpi: open absent: "},
		{"not gzipped", "-preset servicenow" + flags + notZipped, "", exitUseless, "", "b.gz: "},
		{"columns", "-preset servicenow" + flags + file, "", exitUseless, "", `kpi: columns.client: no column "company" in the header (missing)`},
		{"no such field", "-preset servicenow -without colour" + flags + file, "", exitUseless, "", "kpi: -without: "},
		{"a unit of its own", "-preset servicenow" + flags + without + "-targets " + write("unit.json", `{"name":"x","source":"x","targets":[{"kpi":"mttr","goal":"above 95%"}]}`) + " " + file, "", exitUseless, "", "kpi: targets[0].goal: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			args := strings.Fields(tt.args)
			for i := range args {
				args[i] = strings.Replace(args[i], "2006_15", "2006 15", 1)
			}
			status, out, problems := kpi(t, tt.stdin, args...)
			if status != tt.status || !strings.Contains(out, tt.out) || !strings.Contains(problems, tt.err) || tt.err == "" && problems != "" {
				t.Errorf("%s\nstatus %d, want %d\n%s\n%s", tt.args, status, tt.status, out, problems)
			}
		})
	}
}
