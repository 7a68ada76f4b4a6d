package sla_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func goals(metrics ...sla.Metric) []sla.GoalSpec {
	var specs []sla.GoalSpec
	for _, m := range metrics {
		specs = append(specs, sla.GoalSpec{Metric: m, Targets: promises()})
	}
	return specs
}

func TestSelect(t *testing.T) {
	policies, err := sla.PolicySpecs{
		{Name: "vip", When: msp.Condition{"tier": {"gold", "platinum"}, "priority": {"P1"}}},
		{Name: "acme", When: msp.Condition{"client": {"acme"}}, From: month(2), Until: month(4)},
		{Name: "acme", When: msp.Condition{"client": {"acme"}}, From: month(4)},
		{Name: "odd", WhenFunc: func(attribute func(string) (string, bool)) bool {
			seats, ok := attribute("seats")
			return ok && strings.HasSuffix(seats, "1")
		}},
		{Name: "default", When: msp.Condition{}, From: month(1)},
	}.Compile(desks)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		attributes string
		opened     time.Time
		place      int
		name       string
	}{
		{`{"client":"acme","tier":"gold","priority":"P1"}`, month(3), 0, "vip"},
		{`{"client":"acme","tier":"gold","priority":"P2"}`, month(3), 1, "acme"},
		{`{"client":"acme","tier":"gold"}`, month(2), 1, "acme"},
		{`{"client":"acme"}`, month(4).Add(-1), 1, "acme"},
		{`{"client":"acme"}`, month(4), 2, "acme"},
		{`{"client":"acme"}`, month(2).Add(-1), 4, "default"},
		{`{"seats":"21"}`, month(3), 3, "odd"},
		{`{"priority":"P1"}`, month(3), 4, "default"},
		{`{}`, month(3), 4, "default"},
		{`{}`, month(1).Add(-1), -1, ""},
	} {
		var attributes map[string]string
		if err := json.Unmarshal([]byte(tt.attributes), &attributes); err != nil {
			t.Fatal(err)
		}
		place, name, ok := policies.Select(attributes, tt.opened)
		if !ok {
			place = -1
		}
		if place != tt.place || name != tt.name {
			t.Errorf("Select(%s, %v) = %d, %q, want %d, %q", tt.attributes, tt.opened, place, name, tt.place, tt.name)
		}
	}
	var none sla.Policies
	if _, _, ok := none.Select(nil, month(1)); ok {
		t.Error("the zero Policies have one")
	}
}

func TestPolicyFindings(t *testing.T) {
	specs := sla.PolicySpecs{
		{When: msp.Condition{"client": {}}, Goals: []sla.GoalSpec{{Metric: sla.Resolution(), Targets: sla.TargetSpecs{{Calendar: "moon"}}}}},
		{Name: "a", From: month(3), Until: month(3)},
		{Name: "b", Goals: goals(sla.Resolution(), sla.FirstResponse(), sla.Resolution())},
		{Name: "b", From: month(3)},
		{Name: "c", When: msp.Condition{"client": {"x", "x"}}, Goals: []sla.GoalSpec{{Metric: sla.Metric{Name: "m", Reopen: 9}}}},
	}
	want := []string{
		"error [0].goals[0].targets[0].calendar unknown_name",
		"error [0].goals[0].targets[0].span missing",
		"error [0].name missing",
		"error [0].when.client missing",
		"error [1].until range",
		"error [2].goals[2].name duplicate_name",
		"warning [3] unreachable",
		"error [3].name duplicate_name",
		"warning [4] unreachable",
		"error [4].goals[0].metric.reopen range",
		"error [4].goals[0].metric.start missing",
		"error [4].goals[0].metric.stop missing",
		"warning [4].when.client[1] duplicate_name",
	}
	issues := specs.Validate(desks)
	var got []string
	for _, i := range issues {
		got = append(got, i.Severity.String()+" "+i.Path+" "+string(i.Code))
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got:\n%s\nwant:\n%s", g, w)
	}
	if _, err := specs.Compile(desks); !errors.Is(err, msp.ErrInvalid) || !errors.Is(err, msp.CodeUnknownName) {
		t.Errorf("Compile: %v", err)
	}
}

// The compiled policies do not share memory with what they were made of.
func TestPoliciesCopy(t *testing.T) {
	specs := sla.PolicySpecs{{Name: "a", When: msp.Condition{"client": {"acme"}}, Goals: goals(sla.Resolution())}}
	policies, err := specs.Compile(desks)
	if err != nil {
		t.Fatal(err)
	}
	specs[0].When["client"][0] = "other"
	specs[0].Goals[0].Metric.Start[0] = "other"
	attributes := map[string]string{"client": "acme"}
	c, err := policies.Replay(attributes, ticket(t, "Mon 10:00 created P2"))
	if err != nil {
		t.Fatal(err)
	}
	attributes["client"] = "other"
	clock, ok := c.Clock("resolution")
	if got, want := say(clock.At(moment(t, "Mon 12:00"))), "running pending, 2h of 8h, due Tue 10:00, limit Tue 10:00"; !ok || got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if client, _ := c.Attribute("client"); client != "acme" {
		t.Errorf("client = %q", client)
	}
}

func TestPolicyJSON(t *testing.T) {
	const text = `[{"name":"acme","when":{"client":["acme"]},"from":"2026-01-01T00:00:00Z","follow":true,` +
		`"goals":[{"name":"fix","metric":"resolution","targets":[{"priority":"P1","span":{"within":"4h"},"calendar":"desk"}]},` +
		`{"metric":{"name":"own","start":["a"],"stop":["b"],"sticky":true},"targets":[]}]},{"name":"rest","goals":[]}]`
	specs, err := sla.ParsePolicySpecs([]byte(text), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if specs[0].Goals[0].Metric.Stop[0] != sla.EventResolved || !specs[0].Goals[1].Metric.Sticky {
		t.Errorf("read %+v", specs)
	}
	back, err := json.Marshal(specs)
	if err != nil || string(back) != text {
		t.Errorf("got  %s, %v\nwant %s", back, err, text)
	}
	if _, err := json.Marshal(sla.PolicySpec{WhenFunc: func(func(string) (string, bool)) bool { return true }}); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("a function in JSON: %v", err)
	}
	for _, bad := range []string{
		`{}`, `[{"nam":"x"}]`, `[{"when":{"a":"b"}}]`, `[{"goals":[{"metric":"no such"}]}]`, `[{"goals":[{"metric":3}]}]`, `[{"from":"today"}]`,
	} {
		if _, err := sla.ParsePolicySpecs([]byte(bad), msp.Limits{}); !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// The JSON of one policy and of one goal, by the standard library.
func TestPolicyAndGoalJSON(t *testing.T) {
	var policy sla.PolicySpec
	if err := json.Unmarshal([]byte(`{"name":"a","goals":[{"metric":"close","targets":[]}]}`), &policy); err != nil || policy.Goals[0].Metric.Name != "close" {
		t.Errorf("policy %+v, %v", policy, err)
	}
	var specs sla.PolicySpecs
	if err := json.Unmarshal([]byte(`[{"name":"a","goals":[]}]`), &specs); err != nil || len(specs) != 1 {
		t.Errorf("policies %+v, %v", specs, err)
	}
	var goal sla.GoalSpec
	if err := json.Unmarshal([]byte(`{"name":"g","metric":"plan","targets":[{"span":{"within":"1h"},"calendar":"desk"}]}`), &goal); err != nil || goal.Name != "g" {
		t.Errorf("goal %+v, %v", goal, err)
	}
	if issues := goal.Validate(desks); issues != nil {
		t.Errorf("Validate: %v", issues)
	}
	if issues := goal.Validate(nil); !errors.Is(issues, msp.CodeUnknownName) {
		t.Errorf("Validate without calendars: %v", issues)
	}
	if _, err := goal.Compile(nil); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Compile without calendars: %v", err)
	}
	for _, bad := range []any{&policy, &specs, &goal} {
		if err := json.Unmarshal([]byte(`{"nam":1}`), bad); !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%T: %v", bad, err)
		}
	}
	if _, err := json.Marshal(sla.GoalSpec{Targets: sla.TargetSpecs{{}}}); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("a target without a span: %v", err)
	}
}
