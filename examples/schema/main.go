// Schema checks a document of a model twice: against its JSON Schema, as an editor does,
// and with the strict reader, which also looks at what the model says.
//
//	go -C examples run ./schema ../catalog/testdata/model.json
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	_ "time/tzdata" // time zones on machines without their files

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit statuses.
const (
	exitFine     = 0
	exitFindings = 1 // the document is not a good model
	exitUseless  = 2 // wrong use, or a file that cannot be read
)

// run is the program.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("schema", flag.ContinueOnError)
	flags.SetOutput(stderr)
	file := flags.String("schema", "../docs/model.schema.json", "`file` of the schema")
	if err := flags.Parse(args); err != nil {
		return exitUseless
	}
	if flags.NArg() == 0 {
		fmt.Fprintln(stderr, "schema: want the files of models")
		return exitUseless
	}
	schema, err := jsonschema.NewCompiler().Compile(*file)
	if err != nil {
		fmt.Fprintln(stderr, "schema:", err)
		return exitUseless
	}
	status := exitFine
	for _, name := range flags.Args() {
		data, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(stderr, "schema:", err)
			return exitUseless
		}
		lines, good := findings(schema, data)
		for _, line := range lines {
			fmt.Fprintln(stdout, name+": "+line)
		}
		if !good {
			status = exitFindings
		}
	}
	return status
}

// findings returns what is wrong with a document; good is false if it is no model that
// compiles.
func findings(schema *jsonschema.Schema, data []byte) (lines []string, good bool) {
	invalid, err := violations(schema, data)
	if err != nil {
		return []string{"not JSON: " + err.Error()}, false
	}
	for _, line := range invalid {
		lines = append(lines, "schema: "+line)
	}
	model, err := catalog.Parse(data, msp.Limits{})
	issues, refused := errors.AsType[msp.Issues](err)
	if !refused {
		issues = model.Validate(nil)
	}
	for _, i := range issues {
		lines = append(lines, fmt.Sprintf("%v: %s: %s (%s)", i.Severity, i.Path, i.Message, i.Code))
	}
	return lines, len(invalid) == 0 && issues.Err() == nil
}

// violations returns where a document is not valid, and why.
func violations(schema *jsonschema.Schema, data []byte) ([]string, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	invalid, ok := errors.AsType[*jsonschema.ValidationError](schema.Validate(document))
	if !ok {
		return nil, nil
	}
	return leaves(invalid), nil
}

// leaves returns what a violation consists of, each with its place.
func leaves(v *jsonschema.ValidationError) []string {
	if len(v.Causes) == 0 {
		return []string{strings.TrimPrefix(v.Error(), "at ")}
	}
	var lines []string
	for _, cause := range v.Causes {
		lines = append(lines, leaves(cause)...)
	}
	return lines
}
