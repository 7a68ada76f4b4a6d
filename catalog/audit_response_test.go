package catalog_test

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// weekdays are edits that give the help desk a policy of its own, of one step that calls a
// desk of weekdays, and then others.
func weekdays(windows string, steps ...string) []auditEdit {
	return []auditEdit{
		edit("schedules[+]", `{"name":"weekday desk","layers":[{"windows":"`+windows+`","rotation":{"zone":"America/New_York","start":"2026-01-05T08:00:00","members":["ana","ben"]}}]}`),
		edit("policies[+]", `{"name":"weekdays","steps":[`+strings.Join(steps, ",")+`]}`),
		edit("services[0].escalation", `[{"policy":"weekdays","ladders":{"resolution":"warn"}}]`),
	}
}

// The help desk of acme has 4 hours in boston's hours and in those of its branch, that of
// zeta one hour round the clock.
func TestResponseAtTheEdge(t *testing.T) {
	const (
		desk    = `{"level":"L1","notify":[{"on_call":"weekday desk"}]`
		manager = `{"level":"L4","kind":"hierarchical","notify":[{"party":"service manager"}]}`
		week    = "Mon-Fri 08:00-18:00"
	)
	for _, c := range []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"as it is", nil, ""},
		{"told at the limit", weekdays(week, desk+`,"empty":"hold","wait":"1h"}`, manager), "nobody_on_call weekdays"},
		{
			"told a nanosecond after it", weekdays(week, desk+`,"empty":"hold","wait":"1h0.000000001s"}`, manager),
			"response_late zeta / help desk",
		},
		{
			// Acme's first ticket waits for no gap in its hours, but for the policy.
			"late for all", weekdays(week, desk+`,"empty":"hold","wait":"30h"}`, manager),
			"response_late acme / help desk; response_late weekdays",
		},
		{
			"a policy that waits for nothing",
			weekdays("Sun-Sat 00:00-24:00", `{"level":"L1","empty":"hold","wait":"90m"}`, desk+`}`),
			"response_late zeta / help desk",
		},
		{
			"a policy that waits too long for all", weekdays("Sun-Sat 00:00-24:00", `{"level":"L1","empty":"hold","wait":"100h"}`, desk+`}`),
			"response_late acme / berlin / help desk; response_late acme / help desk; response_late zeta / help desk",
		},
		{"nobody is ever told", weekdays(week, desk+`}`), "nobody_told weekdays"},
		{"always somebody", weekdays("Sun-Sat 00:00-24:00", desk+`}`), ""},
		{"somebody by name", weekdays(week, desk+`}`, `{"level":"L2","notify":[{"party":"dee"}]}`), ""},
		{"another schedule fills the gap", weekdays(week, desk+`}`, `{"level":"L2","notify":[{"on_call":"operations"}]}`), ""},
		{
			"another schedule has a gap too", weekdays(week, desk+`}`, `{"level":"L2","notify":[{"on_call":"operations"},{"on_call":"weekday desk"}]}`, manager)[:2:2],
			"",
		},
		{
			"a gap out of promised hours", append(
				weekdays("Sun-Sat 02:00-20:00", desk+`}`, manager), edit("clients[1].contracts[0].exceptions[0].goals", "null"),
			),
			"",
		},
		{
			"a gap in promised hours", append(
				weekdays("Sun-Sat 03:01-20:00", desk+`}`, manager), edit("clients[1].contracts[0].exceptions[0].goals", "null"),
			),
			"nobody_on_call acme / berlin / help desk",
		},
	} {
		if got := foundOf(t, catalog.CheckResponse, "2026-06-01", c.edits...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What breaks the promises to many is one finding, which names the first of them.
func TestResponseOfMany(t *testing.T) {
	m := bigModel(240, 3)
	m.Schedules[0].Layers[0].Windows = m.Schedules[1].Layers[0].Windows
	for i := range m.Policies {
		m.Policies[i].Steps = m.Policies[i].Steps[:2] // without the manager
	}
	c, err := m.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	var found []catalog.Finding
	for _, f := range c.Audit(msp.MustParseDate("2026-06-01")).Findings {
		if f.Check == catalog.CheckResponse {
			found = append(found, f)
		}
	}
	if len(found) != 3 {
		t.Fatalf("%d findings, want one for each policy: %v", len(found), found)
	}
	for _, f := range found {
		if f.Code != catalog.CodeNobodyTold && f.Code != catalog.CodeResponseLate || !strings.Contains(f.Why.String(), "more clients") {
			t.Errorf("%v", f)
		}
	}
}
