// Package formattest gives tests the examples of docs/format.md.
package formattest

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Text returns docs/format.md, for a test of a package at most two folders below the root.
func Text(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile("../docs/format.md")
	if err != nil {
		text, err = os.ReadFile("../../docs/format.md")
	}
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// Example returns the first JSON below a heading.
func Example(tb testing.TB, heading string) []byte {
	tb.Helper()
	_, section, ok := strings.Cut(Text(tb), "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	_, block, found := strings.Cut(section, "```json\n")
	block, _, _ = strings.Cut(block, "```")
	if !ok || !found {
		tb.Fatalf("no example of %s in docs/format.md", heading)
	}
	return []byte(block)
}

// Written checks that a record is written as the example below a heading stands, but for
// the space between its parts.
func Written(tb testing.TB, heading string, record any) {
	tb.Helper()
	var want bytes.Buffer
	if err := json.Compact(&want, Example(tb, heading)); err != nil {
		tb.Fatal(err)
	}
	got, err := json.Marshal(record)
	if err != nil || string(got) != want.String() {
		tb.Errorf("%s is written as\n%s, %v, and docs/format.md has\n%s", heading, got, err, want.String())
	}
}
