package metrics_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// The example of docs/format.md is read without a finding, and written as it stands.
func TestFormatExample(t *testing.T) {
	text, err := os.ReadFile("../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Target set\n")
	_, block, found := strings.Cut(section, "```json\n")
	block, _, _ = strings.Cut(block, "```")
	if !found {
		t.Fatal("no example")
	}
	spec, err := metrics.ParseTargetSetSpec([]byte(block), msp.Limits{})
	if issues := spec.Validate(); err != nil || len(issues) > 0 {
		t.Fatalf("the example: %v, %v", err, issues)
	}
	plain := func(data []byte) string {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		again, _ := json.Marshal(v)
		return string(again)
	}
	if data, err := json.Marshal(spec); err != nil || plain(data) != plain([]byte(block)) {
		t.Errorf("it comes back as %s, %v", data, err)
	}
}
