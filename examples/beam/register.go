package main

import (
	"encoding"
	"encoding/json"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/mspkit/msp/metrics"
)

// registerAll tells Beam the types, functions and coders of the pipeline. The program
// calls it before beam.Init, so that workers, which run the same program, know them too.
func registerAll() {
	// Without a coder Beam encodes a struct by its exported fields. An accumulator has
	// none: it would arrive empty, and nobody would be told.
	registerAccumulator[metrics.Rate]()
	registerAccumulator[metrics.Times]()
	registerAccumulator[metrics.Histogram]()
	registerAccumulator[metrics.Ratings]()
	registerAccumulator[metrics.Reliability]()
	registerAccumulator[metrics.ClientMovement]()
	registerAccumulator[Summary]()

	// The fields of a time.Time are not exported either.
	beam.RegisterCoder(reflect.TypeFor[metrics.Ticket](), encodeTicket, decodeTicket)

	register.Combiner2[*Summary, metrics.Ticket](&Summarise{})
	register.Combiner1[*Summary](&Merge[Summary, *Summary]{})
	register.DoFn3x0[string, func(string, metrics.Ticket), func(string)](&parse{})
	register.DoFn2x2[string, *Summary, string, error](&report{})
	register.Function1x0(printLine)
	register.Function2x0(sampleLines)
	register.Emitter1[string]()
	register.Emitter2[string, metrics.Ticket]()
}

// registerAccumulator registers the binary form of an accumulator as its coder, for
// values and for pointers.
func registerAccumulator[A any, P interface {
	*A
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}]() {
	// The functions are not generic: Beam looks them up by name, and the names of a
	// generic function do not say of which type it is.
	beam.RegisterCoder(reflect.TypeFor[A](), encodeValue, decodeValue)
	beam.RegisterCoder(reflect.TypeFor[P](), encodePointer, decodePointer)
}

func encodePointer(a beam.T) ([]byte, error) {
	return a.(encoding.BinaryMarshaler).MarshalBinary()
}

func decodePointer(t reflect.Type, data []byte) (beam.T, error) {
	a := reflect.New(t.Elem()).Interface()
	return a, a.(encoding.BinaryUnmarshaler).UnmarshalBinary(data)
}

func encodeValue(a beam.T) ([]byte, error) {
	p := reflect.New(reflect.TypeOf(a)) // MarshalBinary may have a pointer receiver
	p.Elem().Set(reflect.ValueOf(a))
	return encodePointer(p.Interface())
}

func decodeValue(t reflect.Type, data []byte) (beam.T, error) {
	a, err := decodePointer(reflect.PointerTo(t), data)
	return reflect.ValueOf(a).Elem().Interface(), err
}

func encodeTicket(t metrics.Ticket) ([]byte, error) { return json.Marshal(t) }

func decodeTicket(data []byte) (metrics.Ticket, error) {
	var t metrics.Ticket
	return t, json.Unmarshal(data, &t)
}
