package main

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

// smallOnCall has a desk in the hours of the small model's office, which begins with Ann
// on 2 March, and ops around the clock, with a gap over the clock change in Europe.
const smallOnCall = `{
	"schedules": [
		{
			"name": "desk", "covers": "office",
			"layers": [{
				"rotation": {"zone": "Europe/London", "start": "2026-03-02T09:00:00", "members": ["Ann", "Bob"]},
				"windows": {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-17:00"], "thu": ["09:00-17:00"], "fri": ["09:00-17:00"]}
			}]
		},
		{
			"name": "ops",
			"layers": [{"rotation": {"zone": "Europe/Berlin", "start": "2026-03-02T08:00:00", "members": ["Cy", "Di"]}}],
			"overrides": [{"op": "remove", "who": "Di", "from": "2026-03-28T12:00:00+01:00", "until": "2026-03-30T08:00:00+02:00"}]
		}
	],
	"policies": [
		{
			"name": "page",
			"steps": [
				{"name": "desk", "level": "L1", "notify": [{"on_call": "desk"}], "wait": "15m"},
				{"name": "ops", "level": "L2", "notify": [{"on_call": "ops"}], "wait": "30m"},
				{"name": "boss", "level": "L4", "kind": "hierarchical", "notify": [{"party": "Max"}]}
			]
		},
		{
			"name": "office",
			"steps": [
				{"name": "desk", "level": "L1", "notify": [{"on_call": "desk"}], "hours": "client", "wait": "1h", "wait_in": "client"},
				{"level": "L4", "kind": "hierarchical", "notify": [{"party": "Lee"}], "hours": "client", "wait": "1h"}
			]
		}
	],
	"ladders": [
		{
			"name": "due",
			"rungs": [
				{"name": "half", "level": "L1", "on": {"percent": "50%"}, "notify": [{"on_call": "desk"}]},
				{"name": "most", "level": "L2", "on": {"percent": "75%"}, "notify": [{"on_call": "ops"}]},
				{"name": "breach", "level": "L4", "kind": "hierarchical", "on": {"breach": {}}, "notify": [{"party": "Max"}]},
				{"name": "later", "level": "L4", "kind": "hierarchical", "on": {"breach": {}}, "after": "30m", "notify": [{"party": "Eve"}, {"party": "Max"}]}
			]
		}
	],
	"routes": [
		{"name": "urgent", "when": {"priority": ["P1"]}, "policy": "page", "ladders": {"resolution": "due"}, "queue": "urgent"},
		{"name": "owls", "when": {"client": ["Night Owl"], "vip": ["true"]}, "policy": "office", "queue": "owls"},
		{"policy": "office", "queue": "desk"}
	]
}`

func readSmallOnCall(tb testing.TB, replacements ...string) (*Model, *OnCall) {
	tb.Helper()
	m := readSmallModel(tb)
	o, issues := ReadOnCall([]byte(onCallOf(tb, replacements...)), m)
	if len(issues) > 0 {
		tb.Fatal(issues)
	}
	return m, o
}

// onCallOf returns the small document with some texts replaced.
func onCallOf(tb testing.TB, replacements ...string) string {
	tb.Helper()
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(smallOnCall, replacements[i]) {
			tb.Fatalf("it has no %s", replacements[i])
		}
	}
	return strings.NewReplacer(replacements...).Replace(smallOnCall)
}

func TestReadOnCallFindings(t *testing.T) {
	m := readSmallModel(t)
	for _, tt := range []struct {
		name, text string
		want       string // path: code; a ? stands behind a warning
	}{
		{"good", smallOnCall, ""},
		{"empty", "{}", ""},
		{"no JSON", "{", ": syntax"},
		{"not an object", "[]", ": type"},
		{"unknown key", onCallOf(t, `"routes"`, `"rotes"`), "rotes: unknown_key"},
		{"a key twice", onCallOf(t, `"ladders": [`, `"routes": [], "ladders": [`), "routes: duplicate_key"},
		{"a text that moves the cursor", onCallOf(t, `"Ann"`, `"\u001b[2J"`), ": range"},
		{"no list", `{"routes": {}}`, "routes: type"},
		{"levels of one's own", onCallOf(t, `"schedules": [`, `"levels": [{"name": "L1"}, {"name": "L2"}, {"name": "L4"}], "schedules": [`), ""},
		{"a level twice", onCallOf(t, `"schedules": [`, `"levels": [{"name": "L1"}, {"name": "L1"}], "schedules": [`), "levels[1].name: duplicate_name"},
		{"an unknown level", onCallOf(t, `"level": "L2", "notify": [{"on_call": "ops"}], "wait"`, `"level": "L7", "notify": [{"on_call": "ops"}], "wait"`), "policies[0].steps[1].level: unknown_name"},

		{"a schedule without a name", onCallOf(t, `"name": "desk", "covers"`, `"covers"`), "schedules[0].name: missing"},
		{"a schedule that is no object", onCallOf(t, `"schedules": [`, `"schedules": [7, `), "schedules[0]: type"},
		{"two of one name", onCallOf(t, `"name": "ops",
			"layers"`, `"name": "desk",
			"layers"`), "schedules[1].name: duplicate_name"},
		{"a schedule without layers", onCallOf(t, `"schedules": [`, `"schedules": [{"name": "x"}, `), "schedules[0].layers: missing\nschedules[0].layers: nobody?"},
		{"unknown hours", onCallOf(t, `"covers": "office"`, `"covers": "shop"`), "schedules[0].covers: unknown_name"},
		{"hours that are no text", onCallOf(t, `"covers": "office"`, `"covers": 9`), "schedules[0].covers: type"},
		{"a key of a schedule", onCallOf(t, `"covers"`, `"cover"`), "schedules[0].cover: unknown_key"},
		{"a zone", onCallOf(t, `Europe/Berlin`, `Mars/Phobos`), "schedules[1].layers[0].rotation.zone: unknown_zone"},
		{"an override", onCallOf(t, `"op": "remove"`, `"op": "drop"`), "schedules[1].overrides[0].op: syntax"},

		{"an unknown schedule", onCallOf(t, `[{"on_call": "ops"}], "wait"`, `[{"on_call": "opps"}], "wait"`), "policies[0].steps[1].notify[0].on_call: unknown_name"},
		{"unknown hours of a step", onCallOf(t, `"hours": "client", "wait": "1h", "wait_in"`, `"hours": "shop", "wait": "1h", "wait_in"`), "policies[1].steps[0].hours: unknown_name"},
		{"a wait that is none", onCallOf(t, `"15m"`, `"soon"`), "policies[0].steps[0].wait: syntax"},
		{"a policy without a name", onCallOf(t, `"name": "page",`, ``), "policies[0].name: missing"},
		{"two policies of one name", onCallOf(t, `"name": "office",`, `"name": "page",`), "policies[1].name: duplicate_name"},
		{"a ladder without rungs", onCallOf(t, `"ladders": [
`, `"ladders": [{"name": "x"}, `), "ladders[0].rungs: missing"},
		{"a trigger that is none", onCallOf(t, `{"percent": "50%"}`, `{"percent": "half"}`), "ladders[0].rungs[0].on.percent: syntax"},
		{"two ladders of one name", onCallOf(t, `"ladders": [
`, `"ladders": [{"name": "due", "rungs": [{"level": "L1", "on": {"breach": {}}, "notify": [{"party": "Max"}]}]}, `), "ladders[1].name: duplicate_name"},

		{"an unknown policy", onCallOf(t, `"policy": "page"`, `"policy": "pager"`), "routes[0].policy: unknown_name"},
		{"an unknown ladder", onCallOf(t, `"resolution": "due"`, `"resolution": "done"`), "routes[0].ladders.resolution: unknown_name"},
		{"a promise that is none", onCallOf(t, `"resolution": "due"`, `"closing": "due"`), "routes[0].ladders.closing: unknown_name"},
		{"an unknown client", onCallOf(t, `["Night Owl"]`, `["Night Howl"]`), "routes[1].when.client: unknown_name"},
		{"an attribute that no ticket has", onCallOf(t, `"vip"`, `"v.i.p."`), "routes[1].when.v.i.p.: unknown_name"},
		{"a condition that is none", onCallOf(t, `{"priority": ["P1"]}`, `{"priority": "P1"}`), "routes[0].when.priority: type"},
		{"a line that goes nowhere", onCallOf(t, `{"policy": "office", "queue": "desk"}`, `{}`), "routes[2].policy: missing"},
		{"a line that tells nobody", onCallOf(t, `{"policy": "office", "queue": "desk"}`, `{"queue": "desk"}`), "routes[2]: missing?"},
		{"a priority for alerts", onCallOf(t, `{"policy": "office", "queue": "desk"}`, `{"queue": "desk", "policy": "office", "priority": "P3"}`), "routes[2].priority: conflict"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, issues := ReadOnCall([]byte(tt.text), m)
			var got []string
			for _, i := range issues {
				text := i.Path + ": " + string(i.Code)
				if i.Severity != msp.SeverityError {
					text += "?"
				}
				got = append(got, text)
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("ReadOnCall: %v\nwant %s", issues, tt.want)
			}
			if issues.Err() == nil && o == nil {
				t.Error("nothing was read")
			}
		})
	}
}

// A ticket takes the first route that is for it, with the policy of its client's hours.
func TestPath(t *testing.T) {
	m, o := readSmallOnCall(t)
	acme, owl := m.Clients[0], m.Clients[1]
	for _, tt := range []struct {
		ticket                       Ticket
		route, policy, ladder, queue string
	}{
		{Ticket{Client: acme, Priority: msp.P1}, "urgent", "page", "due", "urgent"},
		{Ticket{Client: owl, Priority: msp.P1, VIP: true}, "urgent", "page", "due", "urgent"},
		{Ticket{Client: owl, Priority: msp.P2, VIP: true}, "owls", "office", "", "owls"},
		{Ticket{Client: owl, Priority: msp.P2}, "", "office", "", "desk"},
		{Ticket{Client: acme, Priority: msp.P2, VIP: true}, "", "office", "", "desk"},
	} {
		path, ok := o.Path(&tt.ticket)
		got := []string{path.Route.Name, path.Policy.Name(), path.Ladders[Resolution].Name(), path.Route.Queue}
		if want := []string{tt.route, tt.policy, tt.ladder, tt.queue}; !ok || strings.Join(got, "|") != strings.Join(want, "|") || path.Ladders[Response].Name() != "" {
			t.Errorf("%v %v, VIP %v: %q, want %q", tt.ticket.Client.Name, tt.ticket.Priority, tt.ticket.VIP, got, want)
		}
	}
	_, none := readSmallOnCall(t, `,
		{"policy": "office", "queue": "desk"}`, ``)
	if path, ok := none.Path(&Ticket{Client: acme, Priority: msp.P2}); ok {
		t.Errorf("a path without a route: %+v", path)
	}
}
