package catalog_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// document returns a document of testdata.
func document(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// parsed returns the model of a document of testdata.
func parsed(tb testing.TB, name string) catalog.Model {
	tb.Helper()
	model, err := catalog.Parse(document(tb, name), msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	return model
}

// compiled returns the catalogue of a document of testdata.
func compiled(tb testing.TB, name string) catalog.Catalog {
	tb.Helper()
	c, err := parsed(tb, name).Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// The sample has no findings, and comes back from its JSON.
func TestModelJSON(t *testing.T) {
	model := parsed(t, "model.json")
	if issues := model.Validate(zones.Load); len(issues) > 0 {
		t.Fatalf("the sample has findings: %v", issues)
	}
	first, err := json.Marshal(model)
	if err != nil {
		t.Fatal(err)
	}
	again, err := catalog.Parse(first, msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(again)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the canonical JSON comes back as\n%s, %v, and was\n%s", second, err, first)
	}
}
