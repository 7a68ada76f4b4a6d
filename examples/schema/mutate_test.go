package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// tree returns a document as maps, slices, texts and numbers.
func tree(tb testing.TB, data []byte) any {
	tb.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		tb.Fatal(err)
	}
	return document
}

func clone(value any) any {
	switch value := value.(type) {
	case map[string]any:
		same := make(map[string]any, len(value))
		for key, inner := range value {
			same[key] = clone(inner)
		}
		return same
	case []any:
		same := make([]any, len(value))
		for i, inner := range value {
			same[i] = clone(inner)
		}
		return same
	}
	return value
}

// A mutator changes documents at random.
type mutator struct {
	r     *rand.Rand
	keys  []string // of all documents
	texts []string // likewise
	parts []any    // likewise, values of any kind
	last  string   // what it has done
}

// learn takes in what stands in a document.
func (m *mutator) learn(value any) {
	m.parts = append(m.parts, value)
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			m.keys = append(m.keys, key)
			m.learn(value[key])
		}
	case []any:
		for _, inner := range value {
			m.learn(inner)
		}
	case string:
		m.texts = append(m.texts, value)
	}
}

// mutate changes one place of a document.
func (m *mutator) mutate(document any) any {
	var places []place
	collect(document, "", func(to any) { document = to }, &places)
	p := places[m.r.IntN(len(places))]
	switch value := p.value.(type) {
	case map[string]any:
		m.object(p, value)
	case []any:
		m.list(p, value)
	case string:
		if m.r.IntN(4) > 0 {
			m.set(p, m.text(value))
			break
		}
		m.set(p, m.any())
	default:
		m.set(p, m.any())
	}
	return document
}

// A place is a value of a document, and what puts another one there.
type place struct {
	path  string
	value any
	put   func(any)
}

func collect(value any, path string, put func(any), places *[]place) {
	*places = append(*places, place{path, value, put})
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			collect(value[key], path+"."+key, func(to any) { value[key] = to }, places)
		}
	case []any:
		for i := range value {
			collect(value[i], fmt.Sprintf("%s[%d]", path, i), func(to any) { value[i] = to }, places)
		}
	}
}

func (m *mutator) set(p place, to any) {
	text := fmt.Sprint(to)
	m.last = fmt.Sprintf("%s = %T %.60s", p.path, to, text)
	p.put(to)
}

func (m *mutator) object(p place, object map[string]any) {
	keys := slices.Sorted(maps.Keys(object))
	switch m.r.IntN(5) {
	case 0:
		m.set(p, m.any())
	case 1:
		key := m.one(m.keys)
		m.last = p.path + " gets " + key
		object[key] = m.any()
	case 2:
		key := m.text(m.one(m.keys))
		m.last = p.path + " gets " + key
		object[key] = m.any()
	case 3:
		if len(keys) > 0 {
			key, to := m.one(keys), m.one(m.keys)
			m.last = p.path + " renames " + key + " " + to
			object[to] = object[key]
			delete(object, key)
		}
	default:
		if len(keys) > 0 {
			key := m.one(keys)
			m.last = p.path + " loses " + key
			delete(object, key)
		}
	}
}

func (m *mutator) list(p place, list []any) {
	switch m.r.IntN(3) {
	case 0:
		m.set(p, m.any())
	case 1:
		m.set(p, append(list, m.any()))
	default:
		if len(list) > 0 {
			m.set(p, slices.Delete(list, 0, 1))
		}
	}
}

func (m *mutator) one(texts []string) string { return texts[m.r.IntN(len(texts))] }

// text returns another text: one of the documents, or one that is a little different.
func (m *mutator) text(text string) string {
	if m.r.IntN(3) == 0 || text == "" {
		return m.one(m.texts)
	}
	const odd = "0123456789 -+.,:;/%TZhmsPp_é\x00\"A"
	at := m.r.IntN(len(text))
	char := string([]rune(odd)[m.r.IntN(len([]rune(odd)))])
	switch m.r.IntN(4) {
	case 0:
		return text[:at]
	case 1:
		return text[:at] + char + text[at:]
	case 2:
		return text[:at] + text[at+1:]
	default:
		return text[:at] + char + text[at+1:]
	}
}

// any returns a value of any kind, or one that stands somewhere in a document.
func (m *mutator) any() any {
	some := []any{nil, true, false, "", "x", "0", "-1", "P1", json.Number("0"), json.Number("1"), json.Number("-1"), json.Number("1.5"), json.Number("100000000000000000000"), []any{}, []any{nil}, map[string]any{}, map[string]any{"a": "b"}}
	if m.r.IntN(2) == 0 {
		return clone(some[m.r.IntN(len(some))])
	}
	return clone(m.parts[m.r.IntN(len(m.parts))])
}
