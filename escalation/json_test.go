package escalation_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

func sameRecords() cmp.Option {
	return cmp.Options{
		cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b msp.Percent) bool { return a == b }),
		cmp.Comparer(func(a, b escalation.AtPercent) bool { return a == b }),
		cmp.Comparer(func(a, b calendar.LocalTime) bool { return a == b }),
		cmp.Comparer(func(a, b calendar.TimeOfDay) bool { return a == b }),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
	}
}

// comesBack checks that a record is written as it is read, and reads as it was.
func comesBack[T any](t interface {
	Helper()
	Fatalf(string, ...any)
}, record T, parse func([]byte, msp.Limits) (T, error),
) {
	t.Helper()
	data, err := json.Marshal(record)
	if err != nil {
		t.Fatalf("%+v has no JSON: %v", record, err)
	}
	again, err := parse(data, msp.Limits{})
	if diff := cmp.Diff(record, again, sameRecords()); err != nil || diff != "" {
		t.Fatalf("%s: %v, -want +got\n%s", data, err, diff)
	}
	if second, err := json.Marshal(again); err != nil || string(second) != string(data) {
		t.Fatalf("%s comes back as %s, %v", data, second, err)
	}
	var read T
	if err := json.Unmarshal(data, &read); err != nil || cmp.Diff(record, read, sameRecords()) != "" {
		t.Fatalf("json.Unmarshal of %s: %v, %+v", data, err, read)
	}
}

// Records come back from their JSON.
func TestJSONComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		d.spec.Name = rapid.String().Draw(t, "name")
		comesBack(t, d.spec, escalation.ParsePolicySpec)
		s := scheduleDraw(t)
		s.spec.Name = d.spec.Name
		comesBack(t, s.spec, escalation.ParseScheduleSpec)
		for _, l := range s.spec.Layers {
			comesBack(t, l.Rotation, escalation.ParseRotationSpec)
		}
		for _, e := range d.events {
			var back escalation.Event
			if data, err := json.Marshal(e); err != nil || json.Unmarshal(data, &back) != nil || !cmp.Equal(e, back) {
				t.Fatalf("%+v is %s, %v, and comes back as %+v", e, data, err, back)
			}
		}
		now := d.plan(t).At(d.opened.Add(time.Hour))
		var state escalation.State
		if data, err := json.Marshal(now); err != nil || json.Unmarshal(data, &state) != nil || !cmp.Equal(now, state, cmpopts.EquateEmpty()) {
			t.Fatalf("%+v is %s, %v, and comes back as %+v", now, data, err, state)
		}
	})
	var load escalation.Load
	if data, err := json.Marshal(escalation.Load{Person: "ana", OnCall: 27 * time.Hour, Duties: 3}); err != nil || string(data) != `{"person":"ana","on_call":"27h","duties":3}` ||
		json.Unmarshal(data, &load) != nil || load != (escalation.Load{Person: "ana", OnCall: 27 * time.Hour, Duties: 3}) {
		t.Errorf("a load is %s, %v, and comes back as %+v", data, err, load)
	}
	if err := json.Unmarshal([]byte(`{"duties":-1}`), &load); err == nil || load.Duties != 3 {
		t.Errorf("a bad load: %v, %+v", err, load)
	}
	comesBack(t, escalation.FrameworkLevels(), escalation.ParseLevels)
	comesBack(t, escalation.Levels{}, escalation.ParseLevels)
	comesBack(t, escalation.RouteSpecs{}, escalation.ParseRouteSpecs)
	comesBack(t, escalation.RouteSpecs{{Name: "a", When: msp.Condition{"vip": {"true"}}, Policy: "p", Ladders: map[string]string{"a": "l", "b": "m"}, Queue: "q", Priority: msp.P1}, {}}, escalation.ParseRouteSpecs)
	comesBack(t, escalation.LadderSpec{}, escalation.ParseLadderSpec)
	comesBack(t, escalation.LadderSpec{Name: "l", Rungs: []escalation.RungSpec{
		{},
		{Name: "n", Level: "L1", Kind: escalation.Hierarchical, On: percent("75%"), After: time.Hour, Notify: []escalation.Target{escalation.Party("p"), escalation.OnCall("o"), escalation.AllOf("a")}},
		{On: escalation.AtOffset(-90 * time.Minute)},
		{On: escalation.OnBreach{}},
	}}, escalation.ParseLadderSpec)
	comesBack(t, escalation.PolicySpec{}, escalation.ParsePolicySpec)
	comesBack(t, escalation.ScheduleSpec{}, escalation.ParseScheduleSpec)
	comesBack(t, escalation.RotationSpec{}, escalation.ParseRotationSpec)
	comesBack(t, escalation.RotationSpec{Name: "n", Unit: escalation.WorkingDay, Calendar: "desk", Every: 2}, escalation.ParseRotationSpec)
}

// Parts of records read alone, and nothing is left of one that is refused.
func TestJSONOfParts(t *testing.T) {
	for _, tt := range []struct {
		into any
		good string
		bad  string
	}{
		{new(escalation.Level), `{"name":"L1","resolves":{"least":"60%","most":"70%"},"targets":[{"priority":"P1","done":"x","within":"30m"}]}`, `{"name":1}`},
		{new(escalation.LevelTarget), `{"within":"1h"}`, `{"within":"1d"}`},
		{new(escalation.LayerSpec), `{"rotation":{"start":"2026-01-01T09:00:00"},"windows":{"mon":["09:00-17:00"]},"from":"2026-01-01T00:00:00Z"}`, `{"windows":{"mon":["9-5"]}}`},
		{new(escalation.Override), `{"op":"replace","who":"a","of":"b","until":"2026-01-01T00:00:00Z"}`, `{"op":"swap"}`},
		{new(escalation.StepSpec), `{"level":"L1","notify":[{"party":"a"}],"wait":"15m","wait_in":"desk","hours":"desk","outside":"skip","empty":"hold"}`, `{"notify":[{}]}`},
		{new(escalation.RungSpec), `{"on":{"offset":"-1h"}}`, `{"on":{"percent":"75"}}`},
		{new(escalation.RouteSpec), `{"when":{"a":["b"]}}`, `{"when":{"a":"b"}}`},
		{new(escalation.Event), `{"id":"e1","at":"2026-01-01T00:00:00Z","seq":-1,"type":"deescalate","by":"ana","step":2}`, `{"at":"yesterday"}`},
	} {
		if err := json.Unmarshal([]byte(tt.good), tt.into); err != nil {
			t.Errorf("%s: %v", tt.good, err)
			continue
		}
		before := reflect.ValueOf(tt.into).Elem().Interface()
		if data, err := json.Marshal(before); err != nil || string(data) != tt.good && !strings.Contains(tt.good, `"rotation"`) {
			t.Errorf("%s comes back as %s, %v", tt.good, data, err)
		}
		var issues msp.Issues
		if err := json.Unmarshal([]byte(tt.bad), tt.into); !errors.As(err, &issues) {
			t.Errorf("%s: %v", tt.bad, err)
		}
		if after := reflect.ValueOf(tt.into).Elem().Interface(); !cmp.Equal(before, after, sameRecords()) {
			t.Errorf("%s changed what was there:\n%s", tt.bad, cmp.Diff(before, after, sameRecords()))
		}
	}
}

// Findings of form have the path at which they stand, all of them.
func TestJSONFindings(t *testing.T) {
	issuesOf := func(_ any, err error) msp.Issues {
		var issues msp.Issues
		errors.As(err, &issues)
		return issues
	}
	none := msp.Limits{}
	for _, tt := range []struct {
		issues msp.Issues
		want   string
	}{
		{
			issuesOf(escalation.ParseScheduleSpec([]byte(`{"name":"a","name":"b","layers":[{"rotation":{"unit":"fortnight","every":0},"windows":{"mon":["9-5"],"moon":[]}}],"overrides":[{"op":"set","from":"now"}]}`), none)),
			"layers[0].rotation.every range; layers[0].rotation.unit syntax; layers[0].windows.mon[0] syntax; layers[0].windows.moon unknown_key; name duplicate_key; overrides[0].from syntax",
		},
		{
			issuesOf(escalation.ParsePolicySpec([]byte(`{"repeat":1001,"ack_timeout":"1d","steps":[{"notify":[{"party":"a","on_call":"b"},{},3,{"all_of":4}],"kind":"x"}]}`), none)),
			"ack_timeout syntax; repeat range; steps[0].kind syntax; steps[0].notify[0].on_call conflict; steps[0].notify[1] missing; steps[0].notify[2] type; steps[0].notify[3].all_of type",
		},
		{
			issuesOf(escalation.ParseLadderSpec([]byte(`{"rungs":[{"on":{}},{"on":{"percent":"75%","breach":{}}},{"on":{"breach":{"x":1}}},{"on":{"offset":"1w"}},{"on":7}]}`), none)),
			"rungs[0].on missing; rungs[1].on.breach conflict; rungs[2].on.breach.x unknown_key; rungs[3].on.offset syntax; rungs[4].on type",
		},
		{
			issuesOf(escalation.ParseRouteSpecs([]byte(`[{"when":{"a":["x"],"a":["y"],"b":"z"},"priority":"P10"}]`), none)),
			"[0].priority syntax; [0].when.a duplicate_key; [0].when.b type",
		},
		{issuesOf(escalation.ParseLevels([]byte(`[{"resolves":{"least":"60"},"handles":[1]}]`), none)), "[0].handles[0] type; [0].resolves.least syntax"},
		{issuesOf(escalation.ParseEvents([]byte(`[{"at":"now"},{"type":"x","foo":1}]`), none)), "[0].at syntax; [1].foo unknown_key; [1].type syntax"},
		{issuesOf(escalation.ParseTarget([]byte(`{}`))), " missing"},
		{issuesOf(escalation.ParseTrigger([]byte(`[]`))), " type"},
		{issuesOf(escalation.ParsePolicySpec([]byte(`{"steps":[]}`), msp.Limits{Bytes: 5})), " too_large"},
	} {
		if got := found(tt.issues); got != tt.want {
			t.Errorf("findings %q, want %q", got, tt.want)
		}
	}
}

// What JSON cannot hold is an error, and not another record.
func TestJSONRefuses(t *testing.T) {
	far := time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC)
	var target escalation.Target = new(escalation.Party)
	var trigger escalation.Trigger = new(escalation.OnBreach)
	for _, record := range []any{
		escalation.RotationSpec{Name: "\xff"},
		escalation.RotationSpec{Unit: 9},
		escalation.RotationSpec{Members: []string{"\xff"}},
		escalation.ScheduleSpec{Name: "\xff"},
		escalation.LayerSpec{From: far},
		escalation.Override{Op: 9},
		escalation.Override{Until: far},
		escalation.PolicySpec{Name: "\xff"},
		escalation.StepSpec{Kind: 9},
		escalation.StepSpec{Notify: []escalation.Target{nil}},
		escalation.StepSpec{Notify: []escalation.Target{target}},
		escalation.StepSpec{Notify: []escalation.Target{escalation.OnCall("\xff")}},
		escalation.RungSpec{On: trigger},
		escalation.RungSpec{Notify: []escalation.Target{nil}},
		escalation.LadderSpec{Name: "\xff"},
		escalation.RouteSpec{Queue: "\xff"},
		escalation.RouteSpec{Ladders: map[string]string{"a": "\xff"}},
		escalation.RouteSpec{Ladders: map[string]string{"\xff": "a"}},
		escalation.RouteSpec{Priority: 10},
		escalation.Level{Who: []string{"\xff"}},
		escalation.LevelTarget{Done: "\xff"},
		escalation.Event{At: far},
		escalation.Event{Type: 9},
		escalation.Event{By: "\xff"},
		escalation.Event{ID: "\xff"},
	} {
		if data, err := json.Marshal(record); err == nil {
			t.Errorf("%+v has the JSON %s", record, data)
		}
	}
}

// Targets and triggers come back as one-key objects.
func TestJSONOfVariants(t *testing.T) {
	for want, target := range map[string]escalation.Target{
		`{"party":"service delivery manager"}`: escalation.Party("service delivery manager"), `{"on_call":"desk"}`: escalation.OnCall("desk"), `{"all_of":""}`: escalation.AllOf(""),
	} {
		data, err := json.Marshal(target)
		if back, err2 := escalation.ParseTarget(data); err != nil || err2 != nil || string(data) != want || back != target {
			t.Errorf("%v is %s, %v, and comes back as %v, %v", target, data, err, back, err2)
		}
	}
	for want, trigger := range map[string]escalation.Trigger{
		`{"percent":"75%"}`: percent("75%"), `{"offset":"-30m"}`: escalation.AtOffset(-30 * time.Minute), `{"offset":"0s"}`: escalation.AtOffset(0), `{"breach":{}}`: escalation.OnBreach{},
	} {
		data, err := json.Marshal(trigger)
		if back, err2 := escalation.ParseTrigger(data); err != nil || err2 != nil || string(data) != want || back != trigger {
			t.Errorf("%v is %s, %v, and comes back as %v, %v", trigger, data, err, back, err2)
		}
	}
	if escalation.Party("a").String() != "a" || escalation.OnCall("a").String() != "on call: a" || escalation.AllOf("a").String() != "all of: a" {
		t.Error("targets have other texts")
	}
}
