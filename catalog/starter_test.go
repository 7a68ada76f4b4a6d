package catalog_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// The starter model is complete: it has no finding, and its audit has none either, in any
// month of a year.
func TestStarterIsClean(t *testing.T) {
	model := catalog.Starter()
	if issues := model.Validate(zones.Load); len(issues) > 0 {
		t.Fatalf("the starter model: %v", issues)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []string{"2026-02-01", "2026-07-01"} {
		for _, f := range c.Audit(msp.MustParseDate(on)).Findings {
			t.Errorf("on %s: %s %s", on, f.Code, f)
		}
	}
}

// Each note of the starter model is about something that is there.
func TestStarterNotes(t *testing.T) {
	var doc any
	if err := json.Unmarshal(catalog.StarterDocument(), &doc); err != nil {
		t.Fatal(err)
	}
	ours := 0
	for i, note := range catalog.Starter().Notes {
		if !there(doc, note.At) {
			t.Errorf("notes[%d]: nothing is at %s", i, note.At)
		}
		if note.Source == "ours" {
			ours++
		}
	}
	if ours == 0 {
		t.Error("no figure is marked as ours")
	}
}

// there reports whether a document has a value at a path.
func there(doc any, path string) bool {
	for _, key := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		switch value := doc.(type) {
		case map[string]any:
			inner, ok := value[key]
			if !ok {
				return false
			}
			doc = inner
		case []any:
			var i int
			if err := json.Unmarshal([]byte(key), &i); err != nil || i >= len(value) {
				return false
			}
			doc = value[i]
		}
	}
	return true
}

// A holiday on a Saturday closes the extended hours, and the Friday before it, too.
func TestStarterHolidays(t *testing.T) {
	c, err := catalog.Starter().Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	hours, _ := c.Calendar("extended hours")
	for _, day := range []string{"2026-07-03", "2026-07-04", "2026-07-06"} {
		noon := calendar.InstantOf(calendar.MustParseLocalTime(day+"T10:00:00"), hours.Zone())
		if open := hours.IsOpen(noon); open != (day == "2026-07-06") {
			t.Errorf("on %s at 10:00 the hours are open: %v", day, open)
		}
	}
}
