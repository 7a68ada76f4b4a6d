package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// An object is a JSON object whose keys stay in their order.
type object []member

type member struct {
	key   string
	value any
}

// A reference is the text of a reference to the definition of a type.
type reference struct{ t reflect.Type }

// to returns the schema that is a type's.
func to[T any]() object { return object{{"$ref", reference{reflect.TypeFor[T]()}}} }

// write returns JSON, indented, that ends with a line.
func write(value any) []byte {
	var b bytes.Buffer
	writeTo(&b, value, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// oneLine is how long the JSON of a value that has one line may be.
const oneLine = 100

func writeTo(b *bytes.Buffer, value any, indent string) {
	if line := inLine(value); len(line) <= oneLine {
		b.WriteString(line)
		return
	}
	switch value := value.(type) {
	case object:
		b.WriteByte('{')
		for i, m := range value {
			b.WriteString(strings.Repeat(",", min(i, 1)) + "\n" + indent + "  " + inLine(m.key) + ": ")
			writeTo(b, m.value, indent+"  ")
		}
		b.WriteString("\n" + indent + "}")
	case []any:
		b.WriteByte('[')
		for i, inner := range value {
			b.WriteString(strings.Repeat(",", min(i, 1)) + "\n" + indent + "  ")
			writeTo(b, inner, indent+"  ")
		}
		b.WriteString("\n" + indent + "]")
	default:
		b.WriteString(inLine(value))
	}
}

// inLine returns JSON in one line, without the escapes of HTML.
func inLine(value any) string {
	var parts []string
	switch value := value.(type) {
	case object:
		for _, m := range value {
			parts = append(parts, inLine(m.key)+": "+inLine(m.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		for _, inner := range value {
			parts = append(parts, inLine(inner))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reference:
		return inLine("#/$defs/" + value.t.String())
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // it is none of these
	}
	return strings.TrimSuffix(b.String(), "\n")
}
