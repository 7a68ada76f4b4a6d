package catalog_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// auditOf returns the audit of the sample with edits made to it.
func auditOf(t *rapid.T, data []byte, edits []auditEdit) catalog.Audit {
	model, err := catalog.Parse(edited(t, data, edits), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	return c.Audit(msp.MustParseDate("2026-06-01"))
}

func findingTexts(a catalog.Audit) []string {
	var texts []string
	for _, f := range a.Findings {
		texts = append(texts, fmt.Sprint(f.Code, " ", f.Path, " ", f))
	}
	return texts
}

// keeping returns the gravest finding about keeping a promise, for each part of the model
// that would have to keep it.
func keeping(a catalog.Audit) map[string]msp.Severity {
	worst := make(map[string]msp.Severity)
	for _, f := range a.Findings {
		if f.Check != catalog.CheckResponse && f.Check != catalog.CheckLevels {
			continue
		}
		if before, ok := worst[f.Path]; !ok || f.Severity < before {
			worst[f.Path] = f.Severity
		}
	}
	return worst
}

// C16: an audit is a function of the model and the date, and tightening a promise never
// takes a finding about keeping it away, nor makes it less grave.
func TestAuditIsMonotone(t *testing.T) {
	data := document(t, "model.json")
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(1, 1000)
		window := func(label string) string {
			from := rapid.IntRange(0, 23).Draw(t, label)
			return fmt.Sprintf(`"%02d:00-%02d:00"`, from, rapid.IntRange(0, 24).Draw(t, label+" to"))
		}
		week := fmt.Sprintf(`{"mon":[%s],"wed":[%s],"fri":[%s],"sun":[%s]}`, window("mon"), window("wed"), window("fri"), window("sun"))
		response, resolution := minutes.Draw(t, "response"), minutes.Draw(t, "resolution")
		hours := rapid.SampledFrom([]string{"client", "office", "24x7"}).Draw(t, "hours")
		promise := func(response, resolution int, hours string) []auditEdit {
			goal := func(metric string, n int) string {
				return fmt.Sprintf(`[{"metric":%q,"targets":[{"span":{"within":"%dm"},"calendar":%q}]}]`, metric, n, hours)
			}
			return []auditEdit{
				{At: "clients[0].contracts[0].goals", To: []byte(goal("first_response", response))},
				{At: "clients[1].contracts[0].exceptions", To: []byte(`[]`)},
				{At: "clients[1].contracts[0].goals", To: []byte(goal("resolution", resolution))},
			}
		}
		model := []auditEdit{
			{At: "schedules[0].layers[0].windows", To: []byte(week)},
			{At: "policies[0].steps[1].notify", To: []byte(`[{"on_call":"desk"}]`)},
			{At: "policies[0].steps[2].notify", To: []byte(`[{"on_call":"desk"}]`)},
			{At: "policies[0].repeat", To: []byte(`4`)},
			{At: "levels[1].targets", To: fmt.Appendf(nil, `[{"within":"%dm"}]`, minutes.Draw(t, "level"))},
		}
		loose := auditOf(t, data, append(model, promise(response, resolution, hours)...))
		tighter := rapid.IntRange(1, response).Draw(t, "tighter")
		wider := hours
		if rapid.Bool().Draw(t, "around the clock") {
			wider = "24x7" // the calendar of which every other is a part
		}
		tight := auditOf(t, data, append(model, promise(tighter, rapid.IntRange(1, resolution).Draw(t, "sooner"), wider)...))
		if response%8 == 0 { // an audit takes some milliseconds
			again := auditOf(t, data, append(model, promise(response, resolution, hours)...))
			if diff := cmp.Diff(findingTexts(loose), findingTexts(again)); diff != "" {
				t.Fatalf("a second audit finds something else:\n%s", diff)
			}
		}
		after := keeping(tight)
		for path, severity := range keeping(loose) {
			if now, ok := after[path]; !ok || now > severity {
				t.Errorf("%s has a finding of severity %v, and with a tighter promise %v, %v\nbefore:\n%v\nafter:\n%v",
					path, severity, now, ok, findingTexts(loose), findingTexts(tight))
			}
		}
	})
}
