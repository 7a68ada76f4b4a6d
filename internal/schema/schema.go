// Package schema makes the JSON Schema of a model, docs/model.schema.json, from the types
// of its records. It serves the test that holds the file to them, and nothing else: the
// library itself does not reflect.
//
// The schema says what the strict readers read, no more: keys, types, the forms of texts
// and the ranges of single numbers. A document that [catalog.Parse] reads is valid, even
// if [catalog.Model.Compile] then misses a name.
package schema

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/mspkit/msp/catalog"
)

// ID is where the schema is found.
const ID = "https://raw.githubusercontent.com/mspkit/msp/main/docs/model.schema.json"

// Model returns the schema of a model, draft 2020-12, as docs/model.schema.json has it.
// The root is the folder of the module, whose comments become descriptions.
func Model(root string) ([]byte, error) {
	found, err := commentsOf(root)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, said())
	g := &generator{comments: found, defs: make(map[string]object), own: ownForms()}
	top := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", ID},
		{"title", "The operating model of a managed service provider"},
		{"$ref", g.ref(reflect.TypeFor[catalog.Model]())},
	}
	var defs object
	for _, name := range g.names() {
		defs = append(defs, member{name, g.defs[name]})
	}
	return write(append(top, member{"$defs", defs})), nil
}

// Records returns the types of the records that a model consists of, without those whose
// JSON is a text or has one key of several.
func Records() []reflect.Type {
	g := &generator{defs: make(map[string]object), own: ownForms()}
	g.ref(reflect.TypeFor[catalog.Model]())
	return g.records
}

// A generator collects definitions, one for each record, enum and form of text.
type generator struct {
	comments map[string]string
	defs     map[string]object
	own      map[string]object // of types that the fields of a struct do not describe
	records  []reflect.Type
}

func (g *generator) names() []string {
	var names []string
	for name := range g.defs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ref returns the reference to the definition of a type that has a name.
func (g *generator) ref(t reflect.Type) string {
	name := t.String()
	if _, ok := g.defs[name]; !ok {
		g.defs[name] = nil // which a record that holds itself finds
		g.defs[name] = g.define(name, t)
	}
	return "#/$defs/" + name
}

func (g *generator) define(name string, t reflect.Type) object {
	title := object{{"title", t.Name()}}
	if comment := g.comments[name]; comment != "" {
		title = append(title, member{"description", comment})
	}
	if form, ok := g.own[name]; ok {
		g.follow(form)
		return append(title, form...)
	}
	if names := enumNames(t); names != nil {
		return append(title, object{{"type", "string"}, {"enum", names}}...)
	}
	g.records = append(g.records, t)
	return append(title, g.record(t)...)
}

// record returns the schema of the object that a struct is written as.
func (g *generator) record(t reflect.Type) object {
	properties, needed := g.properties(t), required()[t.String()]
	record := object{{"type", "object"}, {"additionalProperties", false}}
	if needed != nil {
		record = append(record, member{"required", needed})
	}
	record = append(record, member{"properties", properties})
	if keys := oneOf(properties, patternKeys()); keys != nil {
		record = append(record, member{"oneOf", keys})
	}
	return record
}

// properties returns the keys of a struct, in the order of its fields; those of a part
// that is embedded stand where it does.
func (g *generator) properties(t reflect.Type) object {
	var all object
	for field := range t.Fields() {
		name := t.String() + "." + field.Name
		switch {
		case field.Anonymous || name == "calendar.Window.Rule":
			all = append(all, g.properties(field.Type)...)
		case name == "calendar.Rule.On": // one of several keys
			patterns := g.own["calendar.Pattern"]
			g.follow(patterns)
			all = append(all, patterns...)
		default:
			value := g.field(name, field.Type)
			if comment := g.comments[name]; comment != "" {
				value = append(value, member{"description", comment})
			}
			all = append(all, member{key(field.Name), value})
		}
	}
	return all
}

// field returns the schema of the value of a field.
func (g *generator) field(name string, t reflect.Type) object {
	if form, ok := g.own[name]; ok {
		g.follow(form)
		return form
	}
	return g.value(t)
}

func (g *generator) value(t reflect.Type) object {
	_, own := g.own[t.String()]
	switch {
	case own:
		return object{{"$ref", g.ref(t)}}
	case t.Kind() == reflect.Bool:
		return object{{"type", "boolean"}}
	case t.Kind() == reflect.String:
		return object{{"type", "string"}}
	case t.Kind() == reflect.Slice:
		return object{{"type", "array"}, {"items", g.value(t.Elem())}}
	case t.Kind() == reflect.Pointer:
		return g.value(t.Elem())
	case t.Kind() == reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", g.value(t.Elem())}}
	default: // a record or an enum
		return object{{"$ref", g.ref(t)}}
	}
}

// follow defines what a form refers to.
func (g *generator) follow(form any) {
	switch form := form.(type) {
	case object:
		for _, m := range form {
			if to, ok := m.value.(reference); ok {
				g.ref(to.t)
			} else {
				g.follow(m.value)
			}
		}
	case []any:
		for _, inner := range form {
			g.follow(inner)
		}
	}
}

// oneOf returns that at most one of some keys is there, nil for an object without them.
func oneOf(properties object, keys []string) []any {
	if !slices.ContainsFunc(properties, func(m member) bool { return m.key == keys[0] }) {
		return nil
	}
	var each []any
	for _, key := range keys {
		each = append(each, object{{"required", []any{key}}})
	}
	return append([]any{object{{"not", object{{"anyOf", each}}}}}, each...)
}

// key returns the JSON key of a field: KPIs is kpis, UpTo is up_to.
func key(field string) string {
	if field == "KPIs" {
		return "kpis"
	}
	var b strings.Builder
	isUpper := func(i int) bool { return i < len(field) && 'A' <= field[i] && field[i] <= 'Z' }
	for i := range len(field) {
		if i > 0 && isUpper(i) && !isUpper(i-1) {
			b.WriteByte('_')
		}
		b.WriteByte(field[i])
	}
	return strings.ToLower(b.String())
}
