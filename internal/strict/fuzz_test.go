package strict_test

import (
	"encoding/json"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// Whatever the standard library refuses is refused here, and whatever is read
// without a finding it reads too.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"name":"a","on":true,"n":1,"date":"2026-03-02","inner":{"list":[{}]},"map":{"k":1}}`,
		`{"name":"a","name":"b"}`, `{"x":[[[[]]]]}`, `{"n":1e999}`, `{} {}`, "\xff", `{"name":"\ud800"}`, `[`, `{"inner":{"inner":{"inner":{}}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r record
		issues := strict.Decode(data, msp.Limits{Depth: 20}, r.read)
		if !json.Valid(data) && issues.Err() == nil {
			t.Fatalf("Decode(%q) accepts what is not JSON", data)
		}
		if sorted := issues.Sorted(); len(sorted) != len(issues) {
			t.Fatalf("Decode(%q): findings not sorted, or one twice: %v", data, issues)
		}
		if len(issues) > 0 {
			return
		}
		var std struct{ Name string }
		if err := json.Unmarshal(data, &std); err != nil || std.Name != r.Name {
			t.Fatalf("Decode(%q) has name %q, encoding/json %q, %v", data, r.Name, std.Name, err)
		}
	})
}
