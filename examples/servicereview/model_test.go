package main

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

// model returns the small model with some texts replaced.
func model(tb testing.TB, replacements ...string) string {
	tb.Helper()
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(smallModel, replacements[i]) {
			tb.Fatalf("the model has no %s", replacements[i])
		}
	}
	return strings.NewReplacer(replacements...).Replace(smallModel)
}

func TestReadModelFindings(t *testing.T) {
	const goal = `[{"span": {"within": "1h"}, "calendar": "client"}]` // of the response
	for _, tt := range []struct{ name, text, want string }{
		{"empty", ``, `unexpected end of JSON input`},
		{"syntax", "{\n  \"calendars\": }", `line 2, column 16: invalid character '}'`},
		{"not UTF-8", "{\"\xff\":1}", `not UTF-8`},
		{"not an object", `[]`, `want an object (type)`},
		{"null", `null`, `want an object (type)`},
		{"too deep", strings.Repeat("[", 100_000), `exceeded max depth`},
		{"unknown key", model(t, `"policies":`, `"polices":`), `polices: unknown key (unknown_key)`},
		{"repeated key", model(t, `"always": {`, `"office": {`), `calendars.office: the key stands here a second time (duplicate_key)`},
		{"key of a calendar", model(t, `"hours":`, `"ours":`), `calendars.office.ours: unknown key (unknown_key)`},
		{"zone", model(t, `Europe/London`, `Mars/Phobos`), `calendars.office.zone: unknown time zone Mars/Phobos (unknown_zone)`},
		{"reserved", model(t, `"always": {`, `"client": {`), `calendars.client: in a policy "client" is the calendar of the client, so no calendar has this name (conflict)`},
		{"key of a policy", model(t, `"response"`, `"respond"`), `policies.plain.respond: unknown key (unknown_key)`},
		{"targets no list", model(t, `[{"span": {"within": "1h"}, "calendar": "client"}]`, `"1h"`), `policies.plain.response: want an array, not a string (type)`},
		{"goal without targets", model(t, goal, `{"metric": "first_response"}`), `policies.plain.response.targets: a promise needs targets (missing)`},
		{"goal with a name", model(t, goal, `{"name": "x", "targets": `+goal+`}`), `policies.plain.response.name: the goal is called "response" (conflict)`},
		{"key of a goal", model(t, goal, `{"target": `+goal+`}`), `policies.plain.response.target: unknown key (unknown_key)`},
		{"preset", model(t, goal, `{"metric": "respond", "targets": `+goal+`}`), `policies.plain.response.metric: no preset is called "respond" (unknown_name)`},
		{"metric", model(t, goal, `{"metric": {"name": "x", "start": ["created"]}, "targets": `+goal+`}`), `policies.plain.response.metric.stop: a metric needs a type of event here (missing)`},
		{"target of a goal", model(t, goal, `{"targets": [{"span": {"within": "1h"}, "calendar": "nine"}]}`), `policies.plain.response.targets[0].calendar: no calendar "nine" (unknown_name)`},
		{"hold that moves the cursor", model(t, goal, `{"metric": {"name": "x", "start": ["created"], "stop": ["resolved"], "pause_on": ["\u001b[2J"]}, "targets": `+goal+`}`), `policies.plain.response.metric.pause_on: "\x1b[2J" is not a text of one line`},
		{"policy without a name", model(t, `"plain": {`, `"": {}, "plain": {`), `policies.: a policy needs a name (missing)`},
		{"span", model(t, `"1h"`, `"one hour"`), `policies.plain.response[0].span.within`},
		{"target's calendar", model(t, `"4h"}, "calendar": "client"`, `"4h"}, "calendar": "nine"`), `policies.plain.resolution[0].calendar: no calendar "nine" (unknown_name)`},
		{"civil days", model(t, `{"within": "4h"}`, `{"civil_days": 2}`), `clients[0].policy: policies.plain.resolution[0].span: `},
		{"clients no list", model(t, `"clients": [`, `"clients": {}, "x": [`), `clients: want a list (type)`},
		{"client no object", model(t, `"clients": [`, `"clients": [3, `), `clients[0]: want an object (type)`},
		{"no clients", `{"calendars": {}}`, `clients: a model needs clients (missing)`},
		{"key of a client", model(t, `"name": "Acme"`, `"title": "Acme"`), `clients[0].title: unknown key (unknown_key)`},
		{"no name", model(t, `"name": "Acme",`, ``), `clients[0].name: a client needs a name (missing)`},
		{"name no text", model(t, `"Acme"`, `7`), `clients[0].name: want a text (type)`},
		{"name that moves the cursor", model(t, `"Acme"`, `"A\u001b[2J"`), `clients[0].name: "A\x1b[2J" is not a text of one line that can be printed (range)`},
		{"name twice", model(t, `"Night Owl"`, `"Acme"`), `clients[1].name: clients[0] has the name "Acme" too (duplicate_name)`},
		{"no calendar", model(t, `"calendar": "office", `, ``), `clients[0].calendar: a client needs a calendar (missing)`},
		{"calendar", model(t, `"calendar": "office"`, `"calendar": "shop"`), `clients[0].calendar: no calendar "shop" (unknown_name)`},
		{"policy", model(t, `"policy": "plain"}`, `"policy": "gold"}`), `clients[0].policy: no policy "gold" (unknown_name)`},
		{"date", model(t, `2026-02-01`, `2026-02-30`), `clients[1].from: msp: date "2026-02-30": no such day`},
		{"date no text", model(t, `"2026-02-01"`, `2026`), `clients[1].from: want a text (type)`},
		{"contract", model(t, `2026-06-01`, `2026-01-01`), `clients[1].until: the policy ends before it begins (range)`},
		{"union of nothing", model(t, `"always": {`, `"all": {"union": []}, "always": {`), `calendars.all.union: no calendars (missing)`},
		{"union of the unknown", model(t, `"always": {`, `"all": {"union": ["office", "all"]}, "always": {`), `calendars.all.union[1]: no calendar "all" that is written with its hours (unknown_name)`},
		{"union and more", model(t, `"always": {`, `"all": {"union": ["office"], "zone": "UTC"}, "always": {`), `calendars.all.zone: unknown key (unknown_key)`},
		{"too large", strings.Repeat(" ", largestDocument+1), `more than 16777216 (too_large)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, issues := ReadModel([]byte(tt.text), nil)
			if issues.Err() == nil {
				t.Fatalf("ReadModel = %v, no error, want %s", m, tt.want)
			}
			if !strings.Contains(issues.Error(), tt.want) {
				t.Errorf("ReadModel: %v, want %s", issues, tt.want)
			}
		})
	}
}

func TestReadModelFindsAll(t *testing.T) {
	_, issues := ReadModel([]byte(model(t, `"1h"`, `"0s"`, `Europe/London`, `X`, `"Acme"`, `1`)), nil)
	if n := issues.Count(msp.SeverityError); n != 3 {
		t.Errorf("ReadModel: %v, want 3 errors", issues)
	}
}

func TestReadModelWarns(t *testing.T) {
	gap := model(t, `{"priority": "P1", "span": {"within": "4h"}, "calendar": "client"}`, `
		{"priority": "P1", "span": {"within": "4h"}, "calendar": "client", "until": "2026-03-01T00:00:00Z"},
		{"priority": "P1", "span": {"within": "4h"}, "calendar": "client", "from": "2026-04-01T00:00:00Z"}`)
	m, issues := ReadModel([]byte(gap), nil)
	if issues.Err() != nil || len(issues) != 1 || issues[0].Path != "policies.plain.resolution[1].from" || len(m.Clients) != 2 {
		t.Errorf("ReadModel: %v, want one warning", issues)
	}
}
