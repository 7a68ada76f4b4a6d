package catalog_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

var update = flag.Bool("update", false, "write the findings of testdata/audit as they are")

// An auditCase breaks testdata/model.json in one place, says what an audit then finds, and
// mends it. Edits are made in order; "at" is a path as findings have it, whose last part
// may be "[+]" for one more entry of a list; a value of null takes the member away.
type auditCase struct {
	Note  string      `json:"note"`
	On    msp.Date    `json:"on"`
	Break []auditEdit `json:"break"`
	Finds []string    `json:"finds"`
	Mend  []auditEdit `json:"mend"`
}

type auditEdit struct {
	At string          `json:"at"`
	To json.RawMessage `json:"to"`
}

// Each case finds exactly what it says, and nothing once it is mended.
func TestAuditCases(t *testing.T) {
	files, err := filepath.Glob("testdata/audit/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var c auditCase
			if err := json.Unmarshal(data, &c); err != nil {
				t.Fatal(err)
			}
			broken := edited(t, document(t, "model.json"), c.Break)
			found := auditedText(t, broken, c.On)
			if *update {
				c.Finds = found
				writeCase(t, file, c)
			}
			if diff := cmp.Diff(c.Finds, found); diff != "" || len(found) == 0 {
				t.Errorf("an audit finds (-want +got):\n%s", diff)
			}
			if len(c.Mend) == 0 {
				t.Error("the case does not say what mends it")
			}
			if left := auditedText(t, edited(t, broken, c.Mend), c.On); len(left) > 0 {
				t.Errorf("mended, an audit finds:\n%s", strings.Join(left, "\n"))
			}
		})
	}
}

// The sample audits clean.
func TestAuditOfTheSample(t *testing.T) {
	for _, on := range []string{"2026-06-01", "2026-08-01"} {
		if found := auditedText(t, document(t, "model.json"), msp.MustParseDate(on)); len(found) > 0 {
			t.Errorf("on %s an audit finds:\n%s", on, strings.Join(found, "\n"))
		}
	}
}

// auditedText returns the findings of an audit, each as its path, code and text.
func auditedText(tb testing.TB, data []byte, on msp.Date) []string {
	tb.Helper()
	model, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		tb.Fatalf("the document: %v", err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		tb.Fatalf("the model: %v", err)
	}
	var lines []string
	for _, f := range c.Audit(on).Findings {
		lines = append(lines, fmt.Sprintf("%s %s %s", f.Code, f.Path, f))
	}
	return lines
}

func writeCase(t *testing.T, file string, c auditCase) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		t.Fatal(err)
	}
	old, finds := strings.TrimSpace(string(whole["finds"])), "["
	for i, line := range c.Finds {
		text, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		finds += strings.Repeat(",", min(i, 1)) + "\n    " + unescaped(text)
	}
	finds += "\n  ]"
	if len(c.Finds) == 0 {
		finds = "[]"
	}
	if old == "" {
		t.Fatalf("%s has no finds to update", file)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, finds, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// unescaped takes back what encoding/json escapes for HTML.
func unescaped(text []byte) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(text))
}

// edited returns a document with edits made to it.
func edited(tb fataler, data []byte, edits []auditEdit) []byte {
	tb.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		tb.Fatal(err)
	}
	for _, e := range edits {
		var value any
		if err := json.Unmarshal(e.To, &value); err != nil {
			tb.Fatalf("at %s: %v", e.At, err)
		}
		doc = put(tb, doc, strings.FieldsFunc(strings.ReplaceAll(e.At, "[", ".["), func(r rune) bool { return r == '.' }), value)
	}
	data, err := json.Marshal(doc)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// put returns a value with another at a path in it.
func put(tb fataler, doc any, path []string, value any) any {
	tb.Helper()
	if len(path) == 0 {
		return value
	}
	key := path[0]
	if !strings.HasPrefix(key, "[") {
		object, _ := doc.(map[string]any)
		if object == nil {
			object = make(map[string]any)
		}
		if object[key] = put(tb, object[key], path[1:], value); object[key] == nil {
			delete(object, key)
		}
		return object
	}
	list, _ := doc.([]any)
	if key == "[+]" {
		return append(list, put(tb, nil, path[1:], value))
	}
	i, err := strconv.Atoi(strings.Trim(key, "[]"))
	if err != nil || i < 0 || i >= len(list) {
		tb.Fatalf("no entry %s", key)
	}
	if list[i] = put(tb, list[i], path[1:], value); list[i] == nil {
		return append(list[:i], list[i+1:]...)
	}
	return list
}

// A fataler is a test, or a check of a property.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}
