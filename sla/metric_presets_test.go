package sla_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp/sla"
)

// One ticket, measured by each preset against eight hours of a desk that is open
// from nine to five: the table of the package's documentation, worked out by hand.
func TestMetricPresets(t *testing.T) {
	log := ticket(t, `Mon 10:00 created P2; Mon 10:15 assigned; Mon 10:30 requester_reply; Mon 11:00 agent_reply; Mon 12:00 planned;
		Mon 13:00 requester_reply; Mon 14:00 requester_reply; Mon 15:00 agent_reply; Mon 16:00 assigned;
		Tue 09:00 pause requester; Tue 10:00 resume; Tue 11:00 pause vendor; Tue 12:00 resume; Tue 13:00 resolved;
		Wed 09:00 reopened; Wed 10:00 resolved; Thu 09:00 closed`)
	asked := []string{"Mon 10:45", "Tue 13:30", "Wed 09:30", "Thu 10:00"}
	want := map[string][]string{
		"first_response": {
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 1h of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 1h of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 1h of 8h, due Tue 10:00, limit Tue 10:00",
		},
		"next_response": { // not armed before the first reply; the oldest unanswered message counts
			"none excluded",
			"stopped met, 2h of 8h, due Tue 13:00, limit Tue 13:00",
			"stopped met, 2h of 8h, due Tue 13:00, limit Tue 13:00",
			"stopped met, 2h of 8h, due Tue 13:00, limit Tue 13:00",
		},
		"periodic_update": {
			"none excluded",
			"stopped met, 6h of 8h, cycle 2, due Tue 15:00, limit Tue 15:00",
			"stopped met, 6h of 8h, cycle 2, due Tue 15:00, limit Tue 15:00",
			"stopped met, 6h of 8h, cycle 2, due Tue 15:00, limit Tue 15:00",
		},
		"pausable_update": {
			"none excluded",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
		},
		"plan": {
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 2h of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 2h of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped met, 2h of 8h, due Tue 10:00, limit Tue 10:00",
		},
		"resolution": {
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped missed, 10h of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"running missed, 10h30m of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"stopped missed, 11h of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
		},
		"close": {
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"running missed, 10h30m of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"running missed, 14h30m of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"stopped missed, 22h of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
		},
		"requester_wait": {
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped missed, 10h of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"running missed, 10h30m of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
			"stopped missed, 11h of 8h, due Tue 11:00, limit Tue 11:00, breach Tue 11:00",
		},
		"agent_work": { // used up exactly when the supplier's turn began
			"running pending, 45m of 8h, due Tue 10:00, limit Tue 10:00",
			"stopped missed, 9h of 8h, due Tue 11:00, limit Tue 12:00, breach Tue 12:00",
			"running missed, 9h30m of 8h, due Tue 11:00, limit Tue 12:00, breach Tue 12:00",
			"stopped missed, 10h of 8h, due Tue 11:00, limit Tue 12:00, breach Tue 12:00",
		},
		"time_at_level": {
			"running pending, 30m of 8h, due Tue 10:15, limit Tue 10:15",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
			"stopped met, 5h of 8h, cycle 2, due Tue 16:00, limit Tue 16:00",
		},
	}
	presets := sla.MetricPresets()
	if len(presets) != len(want) {
		t.Errorf("%d presets, want %d", len(presets), len(want))
	}
	for _, m := range presets {
		if issues := m.Validate(); len(issues) > 0 {
			t.Errorf("%s: %v", m.Name, issues)
		}
		clock := replay(t, goalOf(t, m, sla.TargetSpec{Span: sla.Within(8 * time.Hour), Calendar: "desk"}), log)
		for i, at := range asked {
			if got := say(clock.At(moment(t, at))); i >= len(want[m.Name]) || got != want[m.Name][i] {
				t.Errorf("%s on %s: %s, want %q", m.Name, at, got, want[m.Name])
			}
		}
	}
}

// A ticket that is closed without a solution leaves no clock running, nor does one
// that is resolved, but for the time to its closing.
func TestMetricPresetsEnd(t *testing.T) {
	const begin = "Mon 10:00 created P2; Mon 10:15 assigned; Mon 11:00 agent_reply; Mon 12:00 requester_reply; "
	for _, m := range sla.MetricPresets() {
		goal := goalOf(t, m)
		closed := replay(t, goal, ticket(t, begin+"Mon 13:00 closed")).At(moment(t, "Mon 14:00"))
		if closed.State() != sla.Stopped {
			t.Errorf("%s of a closed ticket: %s", m.Name, say(closed))
		}
		resolved := replay(t, goal, ticket(t, begin+"Mon 13:00 resolved")).At(moment(t, "Mon 14:00"))
		if running := m.Name == "close"; (resolved.State() == sla.Running) != running || (resolved.State() == sla.Stopped) == running {
			t.Errorf("%s of a resolved ticket: %s", m.Name, say(resolved))
		}
		// Closing what is resolved changes nothing.
		if both := replay(t, goal, ticket(t, begin+"Mon 13:00 resolved; Mon 13:30 closed")).At(moment(t, "Mon 14:00")); m.Name != "close" && say(both) != say(resolved) {
			t.Errorf("%s: resolved and closed %s, resolved %s", m.Name, say(both), say(resolved))
		}
	}
}

func TestPresetMetric(t *testing.T) {
	for _, m := range sla.MetricPresets() {
		found, ok := sla.PresetMetric(m.Name)
		if !ok || !found.Equal(m) {
			t.Errorf("PresetMetric(%q) = %+v, %v", m.Name, found, ok)
		}
		// What a caller does to one does not show in the next.
		found.Start[0], found.Stop[0] = "changed", "changed"
		found.PauseOn = append(found.PauseOn, "changed")
		if again, _ := sla.PresetMetric(m.Name); !again.Equal(m) {
			t.Errorf("%s has become %+v", m.Name, again)
		}
	}
	for _, name := range []string{"", "Resolution", "resolve"} {
		if m, ok := sla.PresetMetric(name); ok || !m.Equal(sla.Metric{}) {
			t.Errorf("PresetMetric(%q) = %+v, %v", name, m, ok)
		}
	}
}
