package catalog_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// sameModels compares models, values of all kinds by what they hold: decimals by their
// numbers, and no list is an empty one.
func sameModels() cmp.Options {
	return cmp.Options{
		cmp.Comparer(decimal.Decimal.Equal), cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true }),
	}
}

// C15: a model comes back from its JSON as it was, whose bytes are the same again, and
// reading leaves the document's order of lists alone.
func TestModelRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		first, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		again, err := catalog.Parse(first, msp.Limits{})
		if err != nil {
			t.Fatalf("%v: %s", err, first)
		}
		if diff := cmp.Diff(m, again, sameModels()); diff != "" {
			t.Fatalf("it comes back as another (-was +is):\n%s", diff)
		}
		second, err := json.Marshal(again)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("the canonical JSON comes back as\n%s, %v, and was\n%s", second, err, first)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, first, "\t", "  "); err != nil {
			t.Fatal(err)
		}
		var third catalog.Model
		if err := json.Unmarshal(indented.Bytes(), &third); err != nil || !cmp.Equal(m, third, sameModels()) {
			t.Fatalf("with space between it is another model: %v", err)
		}
	})
}

// The zero model has JSON, too, and finds nothing wrong with itself.
func TestZeroModel(t *testing.T) {
	var m catalog.Model
	data, err := json.Marshal(m)
	if err != nil || string(data) != "{}" {
		t.Errorf("the zero model is %s, %v", data, err)
	}
	again, err := catalog.Parse(data, msp.Limits{})
	if err != nil || !cmp.Equal(m, again, sameModels()) || len(again.Validate(zones.Load)) > 0 {
		t.Errorf("%s is read as %+v, %v", data, again, err)
	}
}

// The document with every key there is comes back byte for byte, but for space, and has
// one finding: a target of a tier with dates, which only policies have.
func TestFullDocument(t *testing.T) {
	m := parsed(t, "full.json")
	var want bytes.Buffer
	if err := json.Compact(&want, document(t, "full.json")); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(m)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("it comes back as\n%s, %v, and was\n%s", got, err, want.Bytes())
	}
	if diff := cmp.Diff([]string{"tiers[1].goals[0].targets[0]: conflict"}, firstFindings(m.Validate(zones.Load), 9)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	m.Tiers[1].Goals[0].Targets = m.Tiers[1].Goals[0].Targets[1:]
	c, err := m.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	if a := c.Audit(msp.MustParseDate("2026-03-01")); len(a.Findings) == 0 {
		t.Error("an audit of it finds nothing")
	}
}
