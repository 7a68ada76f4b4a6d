package sla_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func TestTargetPresets(t *testing.T) {
	for name, tt := range map[string]struct {
		specs sla.TargetSpecs
		want  string
	}{
		"response": {sla.ResponseTargets("desk"), `[{"priority":"P1","span":{"within":"15m"},"calendar":"desk"},{"priority":"P2","span":{"within":"30m"},"calendar":"desk"},` +
			`{"priority":"P3","span":{"within":"2h"},"calendar":"desk"},{"priority":"P4","span":{"within":"4h"},"calendar":"desk"}]`},
		"resolution": {sla.ResolutionTargets("desk"), `[{"priority":"P1","span":{"within":"4h"},"calendar":"desk"},{"priority":"P2","span":{"within":"8h"},"calendar":"desk"},` +
			`{"priority":"P3","span":{"within":"24h"},"calendar":"desk"},{"priority":"P4","span":{"within":"72h"},"calendar":"desk"}]`},
		"bronze":   {sla.BronzeResponse("desk"), `[{"span":{"next_business_day":{}},"calendar":"desk"}]`},
		"silver":   {sla.SilverResponse("late"), `[{"span":{"within":"4h"},"calendar":"late"}]`},
		"gold":     {sla.GoldResponse("24x7"), `[{"span":{"within":"1h"},"calendar":"24x7"}]`},
		"platinum": {sla.PlatinumResponse("24x7"), `[{"span":{"within":"15m"},"calendar":"24x7"}]`},
	} {
		if data, err := json.Marshal(tt.specs); err != nil || string(data) != tt.want {
			t.Errorf("%s = %s, %v, want %s", name, data, err, tt.want)
		}
	}
	targets, err := sla.ResolutionTargets("desk").Compile(calendars)
	if err != nil {
		t.Fatal(err)
	}
	for priority, want := range map[msp.Priority]bool{0: false, msp.P1: true, msp.P4: true, msp.P5: false, msp.P9: false} {
		if _, ok := targets.For(priority, month(1)); ok != want {
			t.Errorf("For(%v) = %v", priority, ok)
		}
	}
	bronze, err := sla.BronzeResponse("desk").Compile(desks)
	if err != nil {
		t.Fatal(err)
	}
	target, ok := bronze.For(msp.P3, time.Time{})
	deadline, err := target.Start(moment(t, "Fri 16:00"))
	if due, known := deadline.Due(); !ok || err != nil || !known || !due.Equal(moment(t, "Mon+1 17:00")) {
		t.Errorf("Bronze from Friday 16:00: due %v, %v, %v", due, ok, err)
	}
}

// Instants are written in UTC: RFC 3339 would lose the seconds of an offset.
func TestTargetInstantsInUTC(t *testing.T) {
	paris := time.FixedZone("LMT", 9*60+21)
	spec := sla.TargetSpec{Span: sla.Within(time.Hour), Calendar: "desk", From: time.Date(1900, 1, 1, 12, 0, 0, 5, paris), Until: time.Date(1901, 1, 1, 0, 9, 21, 0, paris)}
	const want = `{"span":{"within":"1h"},"calendar":"desk","from":"1900-01-01T11:50:39.000000005Z","until":"1901-01-01T00:00:00Z"}`
	data, err := json.Marshal(spec)
	if err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v, want %s", data, err, want)
	}
	var again sla.TargetSpec
	if err := json.Unmarshal(data, &again); err != nil || !again.From.Equal(spec.From) || !again.Until.Equal(spec.Until) {
		t.Errorf("%s reads as %v, %v", data, again, err)
	}
	for _, text := range []string{
		`{"from":"9999-12-31T23:59:59-00:01"}`, `{"from":"0001-01-01T00:00:00+00:01"}`, `{"until":"0000-12-31T23:59:59Z"}`, `{"until":"0001-01-01T00:00:00Z"}`,
	} {
		if err := json.Unmarshal([]byte(text), &again); err == nil {
			t.Errorf("%s is read", text)
		}
	}
	spec.From = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	if data, err := json.Marshal(spec); err == nil {
		t.Errorf("JSON of the year 0: %s", data)
	}
}
