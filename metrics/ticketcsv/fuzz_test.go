package ticketcsv_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// A mapping that can be read comes back from its own JSON, and has findings or compiles.
func FuzzParseMappingSpec(f *testing.F) {
	for _, name := range ticketcsv.Presets() {
		spec, _ := ticketcsv.Preset(name)
		data, err := json.Marshal(spec)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"columns":{"created":"c","id":"i"},"layouts":["_2/1/06 3:04PM","2/1/2006 15:04","Z07"],"zone":"UTC","values":{"kind":{"*":""}},"since_created":["created"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := ticketcsv.ParseMappingSpec(data, msp.Limits{})
		if err != nil {
			return
		}
		written, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		back, err := ticketcsv.ParseMappingSpec(written, msp.Limits{})
		if err != nil || !cmp.Equal(spec, back, cmpopts.EquateEmpty()) {
			t.Fatalf("%s comes back as %s, %v", data, written, err)
		}
		_, err = spec.Compile(zones.Load)
		if issues := spec.Validate(zones.Load); (issues.Err() == nil) != (err == nil) {
			t.Fatalf("%s: Validate = %v, Compile = %v", data, issues, err)
		}
	})
}
