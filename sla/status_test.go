package sla_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

func TestStateText(t *testing.T) {
	for _, s := range []sla.State{0, sla.Running, sla.Paused, sla.Stopped, sla.OutOfHours} {
		text, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back sla.State
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%q reads as %v, %v", text, back, err)
		}
	}
	if _, err := sla.State(9).MarshalText(); !errors.Is(err, msp.ErrRange) || sla.State(9).String() != "State(9)" {
		t.Errorf("State(9): %v, %v", sla.State(9), err)
	}
	if _, err := sla.ParseState("Running"); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("Running: %v", err)
	}
}

func TestStatusFields(t *testing.T) {
	clock := replay(t, goalOf(t, sla.AgentWork()), ticket(t,
		"Mon 10:00 created P2; Mon 12:00 pause vendor; Mon 12:30 pause requester; Mon 13:00 resolved; Mon 14:00 priority P1"))
	s := clock.At(moment(t, "Tue 10:00"))
	if got, want := s.Priority(), msp.P2; got != want {
		t.Errorf("priority %v, want that of the stop, %v", got, want)
	}
	if began, ok := s.Began(); !ok || !began.Equal(moment(t, "Mon 10:00")) {
		t.Errorf("began %v, %v", began, ok)
	}
	if at, ok := s.StoppedAt(); !ok || !at.Equal(moment(t, "Mon 13:00")) {
		t.Errorf("stopped at %v, %v", at, ok)
	}
	if got := s.Holds(); len(got) != 2 || got[0] != sla.HoldRequester || got[1] != sla.HoldVendor {
		t.Errorf("holds %v, want requester and vendor, as the metric has them", got)
	}
	if got := s.Calendar(); got.Zone().String() != "Europe/London" {
		t.Errorf("calendar in %v", got.Zone())
	}
	if got := s.Time(); !got.Equal(moment(t, "Tue 10:00")) || got.Location().String() != "Europe/London" {
		t.Errorf("time %v", got)
	}
	if got := s.Consumed().String(); got != "1/4" {
		t.Errorf("consumed %s, want 2 of 8 hours", got)
	}
	var zero sla.Status
	if zero.Consumed().Defined() || zero.Cycle() != 0 || zero.Holds() != nil || !zero.Time().IsZero() {
		t.Errorf("the zero status: %+v", zero)
	}
	if goal := clock.Goal(); goal.Name() != "agent_work" || goal.Metric().OnPriority != sla.PriorityRetroactive {
		t.Errorf("goal %+v", goal.Metric())
	}
	if target, ok := clock.Goal().Targets().For(msp.P1, moment(t, "Mon 10:00")); !ok || target.Span() == nil {
		t.Errorf("target %v, %v", target, ok)
	}
}

func TestStatusJSON(t *testing.T) {
	clock := replay(t, goalOf(t, sla.Resolution()), ticket(t, "Mon 10:00 created P2; Mon 12:00 pause requester; Mon 15:00 resume requester"))
	for at, want := range map[string]string{
		"Mon 09:00": `{"at":"2026-03-02T09:00:00Z","state":"","outcome":"excluded","breached":false}`,
		"Mon 12:00": `{"at":"2026-03-02T12:00:00Z","state":"paused","outcome":"pending","cycle":1,"priority":"P2","holds":["requester"],` +
			`"target":"8h","elapsed":"2h","remaining":"6h","breached":false,"began":"2026-03-02T10:00:00Z"}`,
		"Wed 10:00": `{"at":"2026-03-04T10:00:00Z","state":"running","outcome":"missed","cycle":1,"priority":"P2","target":"8h","elapsed":"13h","breached":true,` +
			`"began":"2026-03-02T10:00:00Z","due":"2026-03-03T13:00:00Z","limit":"2026-03-03T13:00:00Z","breach_at":"2026-03-03T13:00:00Z"}`,
	} {
		if got, err := json.Marshal(clock.At(moment(t, at))); err != nil || string(got) != want {
			t.Errorf("at %s:\n got %s, %v\nwant %s", at, got, err, want)
		}
	}
	for s := range clock.Spans(moment(t, "Mon 13:00")) {
		if s.State != sla.Paused {
			continue
		}
		const want = `{"from":"2026-03-02T12:00:00Z","to":"2026-03-02T13:00:00Z","state":"paused","counted":"0s","cycle":1,"priority":"P2",` +
			`"target":"8h","holds":["requester"],"reason":{"code":"held","text":"waits: requester","values":{"holds":"requester"}}}`
		if got, err := json.Marshal(s); err != nil || string(got) != want {
			t.Errorf("got %s, %v\nwant %s", got, err, want)
		}
		if s.Calendar == (calendar.Calendar{}) {
			t.Error("a stretch without a calendar")
		}
	}
}

// The texts of an audit: not started, without a promise, in several cycles, in
// seconds, in grace, cut short and reopened so that the gap counts.
func TestAuditTexts(t *testing.T) {
	restart, gap := sla.Resolution(), sla.Resolution()
	restart.OnPriority, gap.Reopen = sla.PriorityRestart, sla.ReopenCountGap
	for _, tt := range []struct {
		metric  sla.Metric
		log, at string
		want    string
	}{
		{sla.Resolution(), "Mon 10:00 created P2", "Mon 09:00", "resolution: not started"},
		{sla.Resolution(), "Mon 10:00 created P5", "Mon 10:30", "resolution: nothing promised, 30m elapsed\n" +
			"  Mon 2026-03-02 10:00 – 10:30  30m counted  open: Mon 09:00-17:00"},
		{sla.Resolution(), "Mon 09:00 created P2; Mon 17:00 resolved", "Tue 12:00", "resolution: met, 8h of 8h used\n" +
			"  Mon 2026-03-02 09:00 – 17:00  8h counted  open: Mon 09:00-17:00\n" +
			"due Mon 2026-03-02 17:00\nsafe until Tue 2026-03-03 09:00\nstopped at Mon 2026-03-02 17:00"},
		{restart, "Mon 10:00 created P2; Mon 11:00:05 priority P1", "Mon 12:00", "resolution: pending, 59m55s of 4h used\n" +
			"  cycle 1  Mon 2026-03-02 10:00 – 11:00:05  1h5s counted    open: Mon 09:00-17:00\n" +
			"  cycle 2  Mon 2026-03-02 11:00:05 – 12:00  59m55s counted  open: Mon 09:00-17:00\n" +
			"due Mon 2026-03-02 15:00:05"},
		{gap, "Mon 10:00 created P2; Mon 11:00 resolved; Mon 12:00 reopened", "Mon 13:00", "resolution: pending, 3h of 8h used\n" +
			"  Mon 2026-03-02 10:00 – 11:00  1h counted  open: Mon 09:00-17:00\n" +
			"  Mon 2026-03-02 11:00 – 12:00  1h counted  resolved, but reopened: the gap counts\n" +
			"  Mon 2026-03-02 12:00 – 13:00  1h counted  open: Mon 09:00-17:00\n" +
			"due Tue 2026-03-03 10:00"},
		{sla.Resolution(), "Mon 10:00 created P2; Mon 11:00 resolved; Mon 12:00 reopened", "Mon 13:00", "resolution: pending, 2h of 8h used\n" +
			"  Mon 2026-03-02 10:00 – 11:00  1h counted  open: Mon 09:00-17:00\n" +
			"  Mon 2026-03-02 11:00 – 12:00  stopped     resolved\n" +
			"  Mon 2026-03-02 12:00 – 13:00  1h counted  open: Mon 09:00-17:00\n" +
			"due Tue 2026-03-03 11:00"},
	} {
		if got := replay(t, goalOf(t, tt.metric), ticket(t, tt.log)).Audit(moment(t, tt.at)).String(); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.log, got, tt.want)
		}
	}
}

// An instant is written in one form, and no other is read.
func TestInstantForms(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-03-02T10:00:00Z": true, "2026-03-02T10:00:00.5Z": true, "2026-03-02T10:00:00.123456789+05:30": true, "2026-03-02T10:00:00-11:00": true,
		"2026-03-02T1:00:00Z": false, "2026-03-02t10:00:00Z": false, "2026-03-02T10:00:00z": false, "2026-03-02 10:00:00Z": false,
		"2026-03-02T10:00:00": false, "2026-03-02T10:00:00,5Z": false, "2026-03-02T10:00:00.Z": false, "2026-03-02T10:00:00.1234567890Z": false,
		"2026-02-30T10:00:00Z": false, "2026-03-02T24:00:00Z": false, "2026-03-02T10:00:00+5:30": false, "2026-03-02": false, "": false,
	} {
		_, err := sla.ParseLog([]byte(`[{"type":"x","at":"`+text+`"}]`), msp.Limits{})
		if (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}
