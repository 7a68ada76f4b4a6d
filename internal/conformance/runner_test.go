package conformance_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mspkit/msp/internal/conformance"
)

// The runner is only worth something if wrong answers, unknown kinds and unknown
// files fail.
func TestRunnerFails(t *testing.T) {
	const calendars = `{"id": "c", "time_zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}}`
	const between = `{"id": "v", "cal": "c", "op": "between", "a": "2026-03-02T08:00:00Z", "b": "2026-03-02T10:00:00Z", "want": `
	for name, c := range map[string]struct {
		file, text, note string
		passed           bool
	}{
		"right":          {"calendar/vectors.jsonl", between + "3600}", "", true},
		"wrong":          {"calendar/vectors.jsonl", between + "3601}", "v: between = 3600, want 3601", false},
		"nothing":        {"calendar/vectors.jsonl", between + "null}", "v: between = 3600, want null", false},
		"unknown op":     {"calendar/vectors.jsonl", `{"id": "v", "cal": "c", "op": "guess"}`, `unknown op "guess"`, false},
		"unknown cal":    {"calendar/vectors.jsonl", `{"id": "v", "cal": "d", "op": "between"}`, `no calendar "d"`, false},
		"unknown kind":   {"pricing/rounding.jsonl", `{"id": "v", "kind": "guess", "currency": "USD"}`, `unknown kind "guess"`, false},
		"unknown file":   {"calendar/other.jsonl", between + "3600}", "no package", false},
		"unknown area":   {"weather/vectors.jsonl", between + "3600}", "no package", false},
		"without a name": {"calendar/holiday_rules.jsonl", `{"op": "easter", "year": 2026, "western": "2026-04-06"}`, "easter 2026: ", false},
		"not JSON":       {"calendar/edges.jsonl", "{", "unexpected end", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fstest.MapFS{
				"calendar/calendars.jsonl": {Data: []byte(calendars)},
				c.file:                     {Data: []byte(c.text + "\n\n")},
			}
			results, err := conformance.Run(dir, "vectors")
			if err != nil {
				t.Fatal(err)
			}
			if len(results) != 1 || results[0].Passed+results[0].Failed != 1 || (results[0].Passed == 1) != c.passed {
				t.Fatalf("Run = %v, want one case, passed %v", results, c.passed)
			}
			if got := strings.Join(results[0].Notes, "\n"); !strings.Contains(got, c.note) {
				t.Errorf("notes = %q, want %q in them", got, c.note)
			}
		})
	}
}

// A folder of one area can be run on its own.
func TestRunnerInsideAnArea(t *testing.T) {
	dir := fstest.MapFS{"holiday_rules.jsonl": {Data: []byte(`{"op": "easter", "year": 2026, "western": "2026-04-05", "orthodox": "2026-04-12"}`)}}
	results, err := conformance.Run(dir, "calendar")
	if err != nil {
		t.Fatal(err)
	}
	const want = "vectors calendar/holiday_rules.jsonl: 1 passed, 0 failed, 0 skipped"
	if len(results) != 1 || (&results[0]).String() != want {
		t.Errorf("Run = %v, want %s", results, want)
	}
}
