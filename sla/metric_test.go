package sla_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func TestMetricValidate(t *testing.T) {
	holds := make([]sla.Hold, 65)
	for i := range holds {
		holds[i] = sla.Hold("hold " + strconv.Itoa(i))
	}
	for _, tt := range []struct {
		name   string
		change func(*sla.Metric)
		want   []string
	}{
		{"good", func(*sla.Metric) {}, nil},
		{"nothing", func(m *sla.Metric) { *m = sla.Metric{} }, []string{"error missing name", "error missing start", "error missing stop"}},
		{"empty names", func(m *sla.Metric) {
			m.Start, m.Stop, m.PauseOn = []sla.EventType{"a", ""}, []sla.EventType{""}, []sla.Hold{""}
		}, []string{"error missing pause_on[0]", "error missing start[1]", "error missing stop[0]"}},
		{"names twice", func(m *sla.Metric) {
			m.Start, m.Stop, m.PauseOn = []sla.EventType{"a", "b", "a"}, []sla.EventType{"a", "a"}, []sla.Hold{"a", "a"}
		}, []string{"warning duplicate_name pause_on[1]", "warning duplicate_name start[2]", "warning duplicate_name stop[1]"}},
		{"64 holds", func(m *sla.Metric) { m.PauseOn = holds[:64] }, nil},
		{"65 holds", func(m *sla.Metric) { m.PauseOn = holds }, []string{"error range pause_on"}},
		{"the last options", func(m *sla.Metric) { m.Reopen, m.OnPriority = sla.ReopenCountGap, sla.PriorityKeep }, nil},
		{"options that are none", func(m *sla.Metric) { m.Reopen, m.OnPriority = 5, 4 }, []string{"error range on_priority", "error range reopen"}},
	} {
		m := sla.Resolution()
		tt.change(&m)
		if got := codes(m.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.want)
		}
	}
	long := sla.Resolution()
	long.Start = []sla.EventType{sla.EventType(strings.Repeat("x", 1_000_000)), sla.EventType(strings.Repeat("x", 1_000_000))}
	if message := long.Validate()[0].Message; len(message) > 200 {
		t.Errorf("message of %d bytes", len(message))
	}
}

func TestMetricEqual(t *testing.T) {
	base := sla.NextResponse()
	for name, change := range map[string]func(*sla.Metric){
		"name":        func(m *sla.Metric) { m.Name = "x" },
		"start":       func(m *sla.Metric) { m.Start = nil },
		"stop":        func(m *sla.Metric) { m.Stop = append(m.Stop, "x") },
		"after":       func(m *sla.Metric) { m.After = "" },
		"pause_on":    func(m *sla.Metric) { m.PauseOn = []sla.Hold{"x"} },
		"cyclic":      func(m *sla.Metric) { m.Cyclic = false },
		"reopen":      func(m *sla.Metric) { m.Reopen = 0 },
		"on_priority": func(m *sla.Metric) { m.OnPriority = sla.PriorityKeep },
		"sticky":      func(m *sla.Metric) { m.Sticky = true },
	} {
		m := sla.NextResponse()
		change(&m)
		if base.Equal(m) || m.Equal(base) || !m.Equal(m) {
			t.Errorf("%s does not count", name)
		}
	}
	// A zero option is what it stands for.
	plain, full := sla.Metric{Name: "n"}, sla.Metric{Name: "n", Start: []sla.EventType{}, Reopen: sla.ReopenContinue, OnPriority: sla.PriorityRetroactive}
	if !plain.Equal(full) || !full.Equal(plain) {
		t.Error("a zero option differs from its meaning")
	}
}

func TestMetricJSON(t *testing.T) {
	for _, tt := range []struct {
		metric sla.Metric
		want   string
		inGoal string
	}{
		{sla.Metric{}, `{}`, `{}`},
		{
			sla.Resolution(),
			`{"name":"resolution","start":["created"],"stop":["resolved","closed"],"pause_on":["requester"],"reopen":"continue"}`,
			`"resolution"`,
		},
		{
			sla.NextResponse(),
			`{"name":"next_response","start":["requester_reply"],"stop":["agent_reply","resolved","closed"],"after":"agent_reply","cyclic":true,"reopen":"ignore"}`,
			`"next_response"`,
		},
		{
			sla.Metric{Name: "resolution", Start: []sla.EventType{"a"}, Stop: []sla.EventType{"b"}, OnPriority: sla.PriorityKeep, Sticky: true},
			`{"name":"resolution","start":["a"],"stop":["b"],"on_priority":"keep","sticky":true}`,
			`{"name":"resolution","start":["a"],"stop":["b"],"on_priority":"keep","sticky":true}`,
		},
	} {
		data, err := json.Marshal(tt.metric)
		if err != nil || string(data) != tt.want {
			t.Errorf("JSON = %s, %v, want %s", data, err, tt.want)
		}
		goal, err := json.Marshal(sla.GoalSpec{Metric: tt.metric})
		if want := `{"metric":` + tt.inGoal + `,"targets":[]}`; err != nil || string(goal) != want {
			t.Errorf("JSON of a goal = %s, %v, want %s", goal, err, want)
		}
		for _, text := range []string{tt.want, tt.inGoal} {
			if m, err := sla.ParseMetric([]byte(text), msp.Limits{}); err != nil || !m.Equal(tt.metric) {
				t.Errorf("%s reads as %+v, %v", text, m, err)
			}
		}
	}
	for _, bad := range []sla.Metric{
		{Name: "\xff"}, {After: "\xff"}, {Start: []sla.EventType{"\xff"}}, {Stop: []sla.EventType{"\xff"}}, {PauseOn: []sla.Hold{"\xff"}}, {Reopen: 5}, {OnPriority: 4},
	} {
		if data, err := json.Marshal(bad); err == nil {
			t.Errorf("JSON of %+v = %s, want an error", bad, data)
		}
	}
	kept := sla.Metric{Name: "kept"}
	if err := json.Unmarshal([]byte(`{"name":"new","stop":1}`), &kept); !errors.Is(err, msp.CodeType) || kept.Name != "kept" {
		t.Errorf("after an error: %+v, %v", kept, err)
	}
	if err := json.Unmarshal([]byte(`"close"`), &kept); err != nil || kept.Name != "close" {
		t.Errorf("a name reads as %+v, %v", kept, err)
	}
	for text, want := range map[string][]string{
		`"Resolution"`: {"error unknown_name "},
		`""`:           {"error unknown_name "},
		`1`:            {"error type "},
		`null`:         {"error type "},
		`{"name":"x","start":"created","stop":[1,null],"cyclic":"true","reopen":"never","x":0,"sticky":true,"sticky":true}`: {
			"error type cyclic", "error syntax reopen", "error type start", "error duplicate_key sticky", "error type stop[0]", "error type stop[1]", "error unknown_key x",
		},
	} {
		if m, err := sla.ParseMetric([]byte(text), msp.Limits{}); !slices.Equal(codes(err), want) || !m.Equal(sla.Metric{}) {
			t.Errorf("ParseMetric(%s) = %+v, findings %q, want %q", text, m, codes(err), want)
		}
	}
	if _, err := sla.ParseMetric([]byte(`{}`), msp.Limits{Bytes: 1}); !errors.Is(err, msp.CodeTooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
}

// A metric that is printed and read is the same metric, alone and in a goal.
func TestMetricRoundTrip(t *testing.T) {
	names := rapid.SliceOfN(rapid.Map(rapid.StringMatching(`[a-z<&>é"\\]{0,3}`), func(s string) sla.EventType { return sla.EventType(s) }), 0, 3)
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(append(sla.MetricPresets(), sla.Metric{})).Draw(t, "preset")
		for _, change := range []func(){
			func() { m.Name = rapid.StringMatching(`[a-z<&>é"\\]{0,3}`).Draw(t, "name") },
			func() { m.Start = names.Draw(t, "start") },
			func() { m.After = sla.EventType(rapid.StringMatching(`[a-z]{0,2}`).Draw(t, "after")) },
			func() { m.Cyclic = !m.Cyclic },
			func() { m.Reopen = sla.Reopen(rapid.IntRange(0, 4).Draw(t, "reopen")) },
			func() { m.OnPriority = sla.OnPriority(rapid.IntRange(0, 3).Draw(t, "on priority")) },
			func() { m.Sticky = !m.Sticky },
		} {
			if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
				change()
			}
		}
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := sla.ParseMetric(data, msp.Limits{}); err != nil || !again.Equal(m) {
			t.Fatalf("%s reads as %+v, %v", data, again, err)
		}
		goal, err := json.Marshal(sla.GoalSpec{Metric: m})
		if err != nil {
			t.Fatal(err)
		}
		var again sla.GoalSpec
		if err := json.Unmarshal(goal, &again); err != nil || !again.Metric.Equal(m) {
			t.Fatalf("%s reads as %+v, %v", goal, again, err)
		}
	})
}

func TestMetricEnums(t *testing.T) {
	for v, text := range []string{"", "continue", "restart", "ignore", "count_gap"} {
		r := sla.Reopen(v)
		got, err := sla.ParseReopen(text)
		if b, err2 := r.MarshalText(); r.String() != text || string(b) != text || got != r || err != nil || err2 != nil {
			t.Errorf("Reopen(%d) is %q, %q, %v, %v, %v", v, r.String(), b, got, err, err2)
		}
	}
	for v, text := range []string{"", "retroactive", "restart", "keep"} {
		p := sla.OnPriority(v)
		got, err := sla.ParseOnPriority(text)
		if b, err2 := p.MarshalText(); p.String() != text || string(b) != text || got != p || err != nil || err2 != nil {
			t.Errorf("OnPriority(%d) is %q, %q, %v, %v, %v", v, p.String(), b, got, err, err2)
		}
	}
	for _, text := range []string{"Continue", "restart ", "keep|", "x"} {
		r, p := sla.ReopenIgnore, sla.PriorityKeep
		if err := r.UnmarshalText([]byte(text)); !errors.Is(err, msp.ErrSyntax) || r != sla.ReopenIgnore {
			t.Errorf("Reopen %q: %v, %v", text, r, err)
		}
		if err := p.UnmarshalText([]byte(text)); !errors.Is(err, msp.ErrSyntax) || p != sla.PriorityKeep {
			t.Errorf("OnPriority %q: %v, %v", text, p, err)
		}
	}
	if _, err := sla.Reopen(5).MarshalText(); !errors.Is(err, msp.ErrRange) || sla.Reopen(5).String() != "Reopen(5)" {
		t.Errorf("Reopen(5): %v", err)
	}
	if _, err := sla.OnPriority(4).MarshalText(); !errors.Is(err, msp.ErrRange) || sla.OnPriority(4).String() != "OnPriority(4)" {
		t.Errorf("OnPriority(4): %v", err)
	}
}
