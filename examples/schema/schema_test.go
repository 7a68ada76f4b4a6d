package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

func compiled(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/model.schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	return schema
}

// samples returns the documents of models in the repository, by their paths.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	var files []string
	for _, pattern := range []string{"../../catalog/*.json", "../../catalog/testdata/*.json", "../*/sample/model.json"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, more...)
	}
	all := make(map[string][]byte)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			tb.Fatal(err)
		}
		all[file] = data
	}
	return all
}

// isValid reports whether a document is valid.
func isValid(tb testing.TB, schema *jsonschema.Schema, data []byte) bool {
	tb.Helper()
	lines, err := violations(schema, data)
	if err != nil {
		tb.Fatal(err)
	}
	return len(lines) == 0
}

// Every document of a model in the repository is valid, and its canonical JSON is.
func TestSamplesAreValid(t *testing.T) {
	schema := compiled(t)
	for file, data := range samples(t) {
		lines, err := violations(schema, data)
		if err != nil || len(lines) > 0 {
			t.Errorf("%s: %v, %s", file, err, strings.Join(lines, "\n"))
		}
		model, err := catalog.Parse(data, msp.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		canonical, err := json.Marshal(model)
		if err != nil || !isValid(t, schema, canonical) {
			t.Errorf("%s: the canonical JSON is not valid, %v", file, err)
		}
	}
}

// What the strict reader reads is valid; an unknown key and a value of another type, which
// it refuses, the schema refuses too.
func TestReaderAndSchemaAgree(t *testing.T) {
	schema, documents := compiled(t), samples(t)
	m := &mutator{r: rand.New(rand.NewPCG(7, 11))}
	files := slices.Sorted(maps.Keys(documents))
	trees := make(map[string]any)
	for _, file := range files {
		trees[file] = tree(t, documents[file])
		m.learn(trees[file])
	}
	slices.Sort(m.texts)
	slices.Sort(m.keys)
	m.texts, m.keys = slices.Compact(m.texts), slices.Compact(m.keys)
	var read, refused, unseen int
	for i := range *mutations {
		file := files[i%len(files)]
		document := clone(trees[file])
		for range 1 + m.r.IntN(2) {
			document = m.mutate(document)
		}
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		_, err = catalog.Parse(data, msp.Limits{})
		issues, _ := errors.AsType[msp.Issues](err)
		valid := isValid(t, schema, data)
		isForm := slices.ContainsFunc(issues, func(i msp.Issue) bool {
			return i.Code == msp.CodeUnknownKey || i.Code == msp.CodeType && i.Message != "want a whole number"
		})
		switch {
		case err == nil && !valid:
			lines, _ := violations(schema, data)
			t.Errorf("%s: read and not valid after %s:\n%s", file, m.last, strings.Join(lines, "\n"))
		case isForm && valid:
			t.Errorf("%s: valid and not read after %s: %v", file, m.last, issues)
		case err == nil:
			read++
		case valid:
			unseen++
		default:
			refused++
		}
	}
	t.Logf("%d documents are read, %d refused by both, %d by the reader alone", read, refused, unseen)
	if read < *mutations/20 || refused < *mutations/4 || unseen > *mutations/20 {
		t.Errorf("of %d documents %d are read, %d refused by both, %d by the reader alone: the mutations tell little", *mutations, read, refused, unseen)
	}
}

var mutations = flag.Int("mutations", 400, "how many documents the reader and the schema are compared by")

// What a schema cannot see, and the reader refuses.
func TestReaderAlone(t *testing.T) {
	schema := compiled(t)
	for what, document := range map[string]string{
		"a key that stands twice":             `{"name": "a", "name": "b"}`,
		"a day that no month has":             `{"acknowledged": [{"until": "2026-02-30"}]}`,
		"the year 0":                          `{"acknowledged": [{"until": "0000-01-01"}]}`,
		"a whole number with a point":         `{"plans": [{"phases": [{"min_weeks": 1.0}]}]}`,
		"a whole number with an exponent":     `{"plans": [{"phases": [{"min_weeks": 1e1}]}]}`,
		"a code that ISO 4217 has not":        `{"prices": [{"price": {"currency": "ZZZ"}}]}`,
		"other digits than ISO 4217 has":      `{"prices": [{"price": {"currency": "USD/3"}}]}`,
		"a percent of too many digits":        `{"audit": {"margin": "30.0000000000000000001%"}}`,
		"a time that is too long":             `{"policies": [{"ack_timeout": "9999999999h"}]}`,
		"an instant of 25 hours":              `{"schedules": [{"layers": [{"from": "2026-01-01T25:00:00Z"}]}]}`,
		"a time of day after 48:00":           `{"calendars": [{"hours": {"mon": ["48:30-12:00"]}}]}`,
		"a day of the week that stands twice": `{"calendars": [{"hours": "Mon 09:00-17:00; Mon 18:00-19:00"}]}`,
		"a cadence of more than 10,000":       `{"activities": [{"cadences": ["every 10001 days"]}]}`,
		"one in the plural":                   `{"activities": [{"cadences": ["every 1 weeks"]}]}`,
		"bounds that fall":                    `{"target_sets": [{"targets": [{"goal": "within 80%..70%"}]}]}`,
		"bounds of two units":                 `{"target_sets": [{"targets": [{"goal": "within 1..70%"}]}]}`,
		"a fraction without a value":          `{"target_sets": [{"targets": [{"near": "1/0"}]}]}`,
	} {
		if _, err := catalog.Parse([]byte(document), msp.Limits{}); err == nil {
			t.Errorf("%s is read", what)
		}
		if lines, err := violations(schema, []byte(document)); err != nil || len(lines) > 0 {
			t.Errorf("%s is seen: %v, %v", what, lines, err)
		}
	}
}
