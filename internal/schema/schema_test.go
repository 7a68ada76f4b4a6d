package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/schema"
)

var update = flag.Bool("update", false, "write docs/model.schema.json as it is")

const (
	root = "../.."
	file = root + "/docs/model.schema.json"
)

// docs/model.schema.json is the schema of the types as they are.
func TestFile(t *testing.T) {
	want, err := schema.Model(root)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/model.schema.json is not of these types, %v; run: go test ./internal/schema -update", err)
	}
}

// A folder without the source has no descriptions, and source that does not compile no
// schema.
func TestModelFails(t *testing.T) {
	dir := t.TempDir()
	if data, err := schema.Model(dir); err != nil || bytes.Contains(data, []byte("RACI matrices")) {
		t.Errorf("an empty folder: %v", err)
	}
	if err := os.WriteFile(dir+"/x.go", []byte("type"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := schema.Model(dir); err == nil {
		t.Error("what is no Go is read")
	}
	if _, err := schema.Model("["); err == nil {
		t.Error("what is no pattern is read")
	}
}

// A definition is what the tests look at in a schema.
type definition struct {
	Ref                  string                 `json:"$ref"`
	Description          string                 `json:"description"`
	Type                 string                 `json:"type"`
	Properties           members[*definition]   `json:"properties"`
	AdditionalProperties json.RawMessage        `json:"additionalProperties"`
	Items                *definition            `json:"items"`
	AnyOf                []*definition          `json:"anyOf"`
	Defs                 map[string]*definition `json:"$defs"`
}

// members are those of an object, in order.
type members[T any] struct {
	keys   []string
	values map[string]T
}

func (m *members[T]) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	m.values = make(map[string]T)
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		var value T
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		m.keys = append(m.keys, key.(string))
		m.values[key.(string)] = value
	}
	return nil
}

func read(t *testing.T) *definition {
	t.Helper()
	data, err := schema.Model(root)
	if err != nil {
		t.Fatal(err)
	}
	var d definition
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return &d
}

// Each key of the schema is one that the strict reader of the record knows, and no reader
// knows another one. All that is said of a record is in its source.
func TestKeys(t *testing.T) {
	defs := read(t).Defs
	for _, record := range schema.Records() {
		d := defs[record.String()]
		if d.Description == "" && record.Name() != "Share" {
			t.Errorf("%v has no description", record)
		}
		if !reflect.PointerTo(record).Implements(reflect.TypeFor[json.Unmarshaler]()) {
			continue // it is read as a part of another one
		}
		if codes := codesOf(record, `{"another_key":1}`); !slices.Contains(codes, msp.CodeUnknownKey) {
			t.Errorf("%v reads another key: %v", record, codes)
		}
		for _, key := range d.Properties.keys {
			if codes := codesOf(record, `{"`+key+`":null}`); slices.Contains(codes, msp.CodeUnknownKey) || len(codes) == 0 {
				t.Errorf("%v: null at %s is found to be %v", record, key, codes)
			}
		}
	}
}

// codesOf returns the codes that reading a record finds.
func codesOf(record reflect.Type, document string) []msp.Code {
	err := json.Unmarshal([]byte(document), reflect.New(record).Interface())
	found, _ := errors.AsType[msp.Issues](err)
	var codes []msp.Code
	for _, issue := range found {
		codes = append(codes, issue.Code)
	}
	return codes
}

// The full document has each key of each record, in the order of the schema, and no other.
func TestFullDocument(t *testing.T) {
	data, err := os.ReadFile(root + "/catalog/testdata/full.json")
	if err != nil {
		t.Fatal(err)
	}
	top := read(t)
	w := walker{t, top.Defs, make(map[*definition]map[string]bool)}
	w.walk("", top, data)
	for _, name := range slices.Sorted(maps.Keys(top.Defs)) {
		w.all(name, top.Defs[name])
	}
}

type walker struct {
	t    *testing.T
	defs map[string]*definition
	seen map[*definition]map[string]bool
}

// shape returns the definition that has the shape of a value.
func (w *walker) shape(d *definition, data []byte) *definition {
	for d.Ref != "" {
		d = w.defs[strings.TrimPrefix(d.Ref, "#/$defs/")]
	}
	for _, one := range d.AnyOf {
		if inner := w.shape(one, data); data[0] == '{' && inner.Type == "object" {
			return inner
		}
	}
	return d
}

func (w *walker) walk(path string, d *definition, data []byte) {
	w.t.Helper()
	data = bytes.TrimSpace(data)
	d = w.shape(d, data)
	switch data[0] {
	case '{':
		var object members[json.RawMessage]
		if err := json.Unmarshal(data, &object); err != nil {
			w.t.Fatal(err)
		}
		var inner definition
		if string(d.AdditionalProperties) != "false" {
			if err := json.Unmarshal(d.AdditionalProperties, &inner); err != nil {
				w.t.Fatalf("%s: %v", path, err)
			}
		}
		last := -1
		for _, key := range object.keys {
			value := &inner
			if string(d.AdditionalProperties) == "false" {
				place := slices.Index(d.Properties.keys, key)
				if place <= last {
					w.t.Errorf("%s.%s: the schema has %v", path, key, d.Properties.keys)
					continue
				}
				last, value = place, d.Properties.values[key]
				if w.seen[d] == nil {
					w.seen[d] = make(map[string]bool)
				}
				w.seen[d][key] = true
			}
			w.walk(path+"."+key, value, object.values[key])
		}
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil || d.Type != "array" {
			w.t.Fatalf("%s: a list is %s, %v", path, d.Type, err)
		}
		for _, item := range list {
			w.walk(path+"[]", d.Items, item)
		}
	}
}

// all finds the keys that were never seen.
func (w *walker) all(path string, d *definition) {
	for _, key := range d.Properties.keys {
		if !w.seen[d][key] {
			w.t.Errorf("%s.%s is not in the full document", path, key)
		}
		w.all(path+"."+key, d.Properties.values[key])
	}
	for _, one := range d.AnyOf {
		w.all(path, one)
	}
}
