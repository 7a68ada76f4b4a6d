package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("model.json", smallModel)
	bad := write("bad.json", strings.Replace(smallModel, "Europe/London\", \"hours", "Nowhere\", \"hours", 1))
	tickets := write("tickets.csv", header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n")
	damaged := write("damaged.csv", "subject,"+header+
		"a,1,Acme,P1,2026-03-02T10:00:00Z,,\nb,2,Ecma,P0,2026-03-02T10:00:00Z,,\nc,3,Acme,P1,2026-03-02T10:00:00Z\n")
	events := write("events.csv", eventHeader+"1,2026-03-02T10:00:00Z,pause,,requester,\n1,2026-03-02T11:00:00Z,pause,,,\n")
	none := write("none.csv", header)
	headless := write("headless.csv", "1,Acme,P1,2026-03-02T10:00:00Z,,\n")
	absent := filepath.Join(dir, "absent")
	usage := write("usage.csv", "client,month,item,quantity\nAcme,2026-02,Backup,1000\n")
	timeFile := write("time.csv", "id,start,minutes,client\na,2026-02-10T16:00:00Z,90,Acme\nb,2026-02-10T16:00:00Z,x,Acme\n")
	settings := write("settings.json", smallSettings)
	badSettings := write("badsettings.json", strings.Replace(smallSettings, `"GBP": "1.25"`, `"GBP": "0"`, 1))
	oddSettings := write("oddsettings.json", strings.Replace(smallSettings, `"GBP": "1.25"`, `"GBP": "x"`, 1))
	noReporting := write("noreporting.json", `{"service": "support"}`)
	twoFaults := write("two.json", strings.NewReplacer("Europe/London\", \"hours", "Nowhere\", \"hours", `"policy": "page"`, `"policy": "pager"`).Replace(smallModel))
	unbilled := write("unbilled.json", strings.Replace(smallModel, `"labour": {`, `"outcomes": [{"price": {"kpi": "csat", "levels": [{"at": "1", "fee": "1"}]}}], "labour": {`, 1))
	calls := write("calls.csv", callHeader+"1,2026-03-02T10:02:00Z,notified,L1,Ann,,\n1,2026-03-02T10:16:00Z,notified,L5,Cy,,\n1,2026-03-02T10:17:00Z,ack,,,,noon\n")
	old := write("old.csv", header+"1,Acme,P1,2026-02-10T10:00:00Z,,\n")
	closings := write("closings.csv", "ticket,kind,level,contacts,rating\n1,incident,1,1,5\n1,incident,1,1,6\n2,,,,\n")
	gold := write("goldmodel.json", strings.Replace(smallModel, `"teams": [`, `"target_sets": [{"name": "gold", "source": "contract", "targets": [{"kpi": "ticket_volume", "goal": "rising"}]}], "teams": [`, 1))
	targets := write("gold.json", `{"name": "gold", "source": "contract", "targets": [{"kpi": "ticket_volume", "goal": "rising"}, {"kpi": "nps", "goal": "at least 1"}]}`)
	noTargets := write("none.json", `{"name": "gold", "targets": [{"kpi": "ticket_volume", "goal": "rising"}, {"kpi": "ticket_volume", "goal": "falling"}]}`)
	oddTargets := write("odd.json", `{"name": "gold", "source": "contract", "targets": [{"kpi": "ticket_volume", "goal": "at least 95%"}]}`)
	foreign := write("foreign.json", `{"name": "gold", "source": "contract", "targets": [{"kpi": "revenue_per_employee", "goal": "at least 5 EUR"}]}`)
	noJSON := write("syntax.json", "{\n\"name\": gold}")
	const hint = "\nRun servicereview -h for help.\n"
	for _, tt := range []struct {
		name   string
		args   string // DIR stands for the directory
		status int
		out    []string // in standard output; nothing at all if empty
		err    string   // all of standard error; DIR stands for the directory
	}{
		{"sample", "", exitFine, []string{"SERVICE REVIEW", "\nAudit               3 errors, 3 warnings, 1 info; 1 acknowledged\n", "As of               Fri 1 May 2026 15:00 UTC;", "Clients             12"}, ""},
		{"one client", "-client=Volta_Payments", exitFine, []string{"Clients             1\n"}, ""},
		{"earlier", "-as-of 2026-03-01T00:00:00Z", exitFine, []string{"As of               Sun 1 Mar 2026 00:00 UTC", "opened after the as-of instant"}, ""},
		{"before all", "-as-of 2025-03-01T00:00:00Z", exitPartial, []string{"Tickets             0, 0 of them open"}, "servicereview: no tickets to review\n"},
		{"own files", "-model " + good + " -tickets " + tickets, exitFine, []string{"Acme", "As of               Mon 2 Mar 2026 12:00 UTC"}, ""},
		{
			"refused rows", "-model " + good + " -tickets " + damaged, exitPartial,
			[]string{"Input rows refused  2", "Tickets             1, "},
			"DIR/damaged.csv: note: column \"subject\" is ignored\n" +
				"DIR/damaged.csv:3:5: client \"Ecma\": not in the model\n" +
				"DIR/damaged.csv:3:10: priority \"P0\": want P1 to P9\n" +
				"DIR/damaged.csv:4:1: 5 fields, the header has 7\n" +
				"servicereview: 2 rows of 3 refused\n",
		},
		{
			"refused events", "-model " + good + " -tickets " + tickets + " -events " + events, exitPartial,
			[]string{"Events              2, ", "Input rows refused  1", "1 row about this ticket refused"},
			"DIR/events.csv:3:31: hold \"\": which hold is set?\nservicereview: 1 row of 3 refused\n",
		},
		{"absent events", "-model " + good + " -tickets " + tickets + " -events " + absent, exitUseless, nil, "servicereview: open DIR/absent: no such file or directory\n"},
		{"events of another file", "-model " + good + " -tickets " + tickets + " -events " + tickets, exitUseless, nil, "servicereview: DIR/tickets.csv: header: no column ticket, at, type\n"},
		{
			"who is on call", "-model " + good + " -tickets " + tickets, exitFine,
			[]string{
				"Escalations         4 due, 0 of them in time, 3 never told; 0 more with nobody on call\n",
				"\nEscalations: what should have fired, and what did\n", "\n  1  P1  response missed · urgent: policy page, ladders due, queue urgent\n",
				"\nOn-call coverage: gaps, and who carried it\n",
			},
			"",
		},
		{
			"refused calls", "-model " + good + " -tickets " + tickets + " -events " + calls, exitPartial,
			[]string{"\n    Mon 2 Mar 10:00  L1  desk  Ann  told 10:02\n", "\n    2 rows about this ticket refused: what they say is not here\n", "Input rows refused  2"},
			"DIR/calls.csv:3:33: level \"L5\": want one of L1, L2, L3, L4\nDIR/calls.csv:4:31: until \"noon\": want RFC 3339, such as 2026-03-09T14:05:00-04:00\n" +
				"servicereview: 2 rows of 4 refused\n",
		},
		{"settings only", "-settings " + settings, exitUseless, nil, "servicereview: -settings needs -tickets" + hint},
		{"events only", "-events " + events, exitUseless, nil, "servicereview: -events needs -tickets" + hint},
		{
			"own settings", "-model " + good + " -tickets " + old + " -settings " + settings + " -usage " + usage, exitFine,
			[]string{"Invoiced            1,375.00 USD for February 2026", "\n    Seats · 10 user at 100 "},
			"",
		},
		{
			"refused time", "-model " + good + " -tickets " + old + " -settings " + settings + " -usage " + usage + " -time " + timeFile, exitPartial,
			[]string{"Work, 2026-02-10 · a: 1 hour at 120 ", "Work, 2026-02-10 · a: 0.5 hour at 240 ", "Input rows refused  1"},
			"DIR/time.csv:3:24: minutes \"x\": want a whole number from 0 to 10080\nservicereview: 1 row of 4 refused\n",
		},
		{
			"a month without usage", "-model " + good + " -tickets " + old + " -settings " + settings, exitPartial,
			[]string{"Acme cannot be billed for February 2026"},
			"servicereview: Acme cannot be billed for February 2026: usage.Backup: the service period 2026-02-01/2026-03-01 ends in the statement's (missing)\n",
		},
		{
			"bad settings", "-model " + good + " -tickets " + old + " -settings " + badSettings, exitUseless, nil,
			"DIR/badsettings.json: error: reporting.rates.GBP: what is one unit worth? (range)\n" +
				"servicereview: DIR/badsettings.json cannot be used: 1 error\n",
		},
		{
			"settings that are none", "-model " + good + " -tickets " + old + " -settings " + oddSettings, exitUseless, nil,
			"DIR/oddsettings.json: error: \"x\" is not a number from zero, such as 12.50 (syntax)\n" +
				"servicereview: DIR/oddsettings.json cannot be used: 1 error\n",
		},
		{
			"time without reporting", "-model " + good + " -tickets " + old + " -settings " + noReporting + " -time " + timeFile, exitUseless, nil,
			"servicereview: DIR/time.csv is for invoices: want settings with reporting\n",
		},
		{
			"an agreement that cannot be billed", "-model " + unbilled + " -tickets " + old + " -settings " + settings, exitUseless, nil,
			"DIR/unbilled.json: error: clients[0].contracts[0].agreement.outcomes[0].price.kpi: \"csat\" is not measured here; want one of response_kept, resolution_kept (unknown_name)\n" +
				"servicereview: DIR/unbilled.json cannot be used: 1 error\n",
		},
		{"absent settings", "-model " + good + " -tickets " + tickets + " -settings " + absent, exitUseless, nil, "servicereview: open DIR/absent: no such file or directory\n"},
		{"time without settings", "-model " + good + " -tickets " + old + " -time " + timeFile, exitUseless, nil, "servicereview: -time, -materials, -usage and -outages need -settings" + hint},
		{"absent time", "-model " + good + " -tickets " + old + " -settings " + settings + " -time " + absent, exitUseless, nil, "servicereview: open DIR/absent: no such file or directory\n"},
		{"invoice of one client", "-client=Harbour_Dental", exitFine, []string{"\nHarbour Dental, April 2026, in USD\n", "March 2026, adjusted: "}, ""},
		{
			"own targets", "-model " + good + " -tickets " + old + " -targets " + targets, exitFine,
			[]string{"Targets             0 of 2 met, 1 insufficient, 1 unknown: gold\n", "\n  Ticket volume  insufficient      1  rising        –  1\n"},
			"DIR/gold.json: warning: targets[1].kpi: \"nps\" is not measured here: its target stays unknown (unknown_name)\n",
		},
		{
			"no such targets", "-targets gold", exitUseless, nil,
			"servicereview: no target set \"gold\"; there are itil-compass, managed-services-model, operating-model, or the name of a .json file\n",
		},
		{
			"wrong targets", "-targets " + noTargets, exitUseless, nil,
			"DIR/none.json: error: source: a target has an author: say where the figures are from (missing)\n" +
				"DIR/none.json: error: targets[1].kpi: \"ticket_volume\" has a target already, targets[0] (duplicate_name)\n" +
				"servicereview: DIR/none.json cannot be used: 2 errors\n",
		},
		{
			"targets of another unit", "-targets " + oddTargets, exitUseless, nil,
			"DIR/odd.json: error: targets[0].goal: \"at least 95%\" is in another unit than ticket_volume, a number (conflict)\n" +
				"servicereview: DIR/odd.json cannot be used: 1 error\n",
		},
		{
			"targets in another currency", "-targets " + foreign, exitUseless, nil,
			"servicereview: all clients: metrics: target revenue_per_employee: metrics: value \"29238623/1225 USD, n = 12\": the goal is at least 5.00 EUR\n",
		},
		{
			"targets that are no JSON", "-targets " + noJSON, exitUseless, nil,
			"DIR/syntax.json: error: not JSON, at byte 10: invalid character 'g' looking for beginning of value (syntax)\n" +
				"servicereview: DIR/syntax.json cannot be used: 1 error\n",
		},
		{"absent targets", "-targets " + absent + ".json", exitUseless, nil, "servicereview: open DIR/absent.json: no such file or directory\n"},
		{
			"other targets", "-targets=operating-model", exitFine,
			[]string{"Targets             0 of 3 met, 1 missed, 1 unknown: MSP operating model\n"},
			"",
		},
		{
			"closings", "-model " + good + " -tickets " + old + " -closings " + closings, exitPartial,
			[]string{"\nScorecard: "},
			"DIR/closings.csv:3:1: ticket \"1\": line 2 has it already\nDIR/closings.csv:3:16: rating \"6\": want a whole number from 1 to 5\n" +
				"DIR/closings.csv:4:1: ticket \"2\": not among the tickets that were read\nservicereview: 2 rows of 4 refused\n",
		},
		{"closings only", "-closings " + closings, exitUseless, nil, "servicereview: -closings needs -tickets" + hint},
		{
			"the queue of the desk", "-model " + good + " -tickets " + old + " -settings " + settings + " -usage " + usage, exitFine,
			[]string{"\n  Asked of desk: 90% of the tickets begun within 15m, in the hours office.\n", "\n  February 2026: no handle time is known.\n"},
			"",
		},
		{
			"targets of the model", "-model " + gold + " -tickets " + old + " -targets=gold", exitFine,
			[]string{"\n  Ticket volume  insufficient "},
			"",
		},
		{"no month is over", "-model " + good + " -tickets " + tickets, exitFine, []string{"\n  No month is over for all clients.\n"}, ""},
		{"no rows", "-model " + good + " -tickets " + none, exitPartial, []string{"Tickets             0, "}, "servicereview: no tickets to review\n"},
		{
			"bad model", "-model " + bad + " -tickets " + tickets, exitUseless, nil,
			"DIR/bad.json: error: calendars[0].zone: unknown time zone Nowhere (unknown_zone)\nservicereview: DIR/bad.json cannot be used: 1 error\n",
		},
		{
			"a model with two faults", "-model " + twoFaults + " -tickets " + tickets, exitUseless, nil,
			"DIR/two.json: error: calendars[0].zone: unknown time zone Nowhere (unknown_zone)\n" +
				"DIR/two.json: error: escalation[0].policy: \"pager\" is no policy of the model (unknown_name)\n" +
				"servicereview: DIR/two.json cannot be used: 2 errors\n",
		},
		{
			"no header", "-model " + good + " -tickets " + headless, exitUseless, nil,
			"servicereview: DIR/headless.csv: header: no column id, client, priority, opened, responded, resolved\n",
		},
		{"absent model", "-model " + absent + " -tickets " + tickets, exitUseless, nil, "servicereview: open DIR/absent: no such file or directory\n"},
		{"absent tickets", "-model " + good + " -tickets " + absent, exitUseless, nil, "servicereview: open DIR/absent: no such file or directory\n"},
		{"a directory", "-model " + dir + " -tickets " + tickets, exitUseless, nil, "servicereview: read DIR: is a directory\n"},
		{"model only", "-model " + good, exitUseless, nil, "servicereview: -model and -tickets go together" + hint},
		{"unknown client", "-model " + good + " -tickets " + tickets + " -client Zed", exitUseless, nil, "servicereview: no client \"Zed\"; there are \"Acme\", \"Night Owl\"\n"},
		{"argument", "tickets.csv", exitUseless, nil, "servicereview: unexpected argument \"tickets.csv\"" + hint},
		{"unknown flag", "-format html", exitUseless, nil, "servicereview: flag provided but not defined: -format" + hint},
		{
			"as of when", "-as-of yesterday", exitUseless, nil,
			"servicereview: invalid value \"yesterday\" for flag -as-of: want RFC 3339, such as 2026-05-01T15:00:00Z" + hint,
		},
		{
			"as of a far year", "-as-of 9999-01-01T00:00:00Z", exitUseless, nil,
			"servicereview: invalid value \"9999-01-01T00:00:00Z\" for flag -as-of: want a year from 1990 to 2200" + hint,
		},
		{"help", "-h", exitFine, []string{"Usage: servicereview", "-client NAME", "Exit status:", "1  rows were refused"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			args := strings.Fields(tt.args)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "_", " ")
			}
			var stdout, stderr bytes.Buffer
			status := run(args, &stdout, &stderr, instant(t, "2026-03-02T12:00:00Z"))
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			if got := strings.ReplaceAll(stderr.String(), dir, "DIR"); got != tt.err {
				t.Errorf("standard error:\n%s\nwant:\n%s", got, tt.err)
			}
			for _, want := range tt.out {
				if !strings.Contains(stdout.String(), want) {
					t.Errorf("standard output lacks %q:\n%.2000s", want, stdout.String())
				}
			}
			if len(tt.out) == 0 && stdout.Len() > 0 {
				t.Errorf("standard output:\n%s\nwant none", stdout.String())
			}
		})
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestRunReportsUnwrittenOutput(t *testing.T) {
	var stderr bytes.Buffer
	if status := run(nil, brokenPipe{}, &stderr, sampleAsOf()); status != exitUseless || stderr.String() != "servicereview: broken pipe\n" {
		t.Errorf("status %d, %s", status, stderr.String())
	}
}
