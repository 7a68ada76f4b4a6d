// Package programtest tests the programs on data sets.
package programtest

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Folder returns a new data folder with a zipped file.
func Folder(tb testing.TB, name, text string) string {
	tb.Helper()
	dir := tb.TempDir()
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		tb.Fatal(err)
	}
	w := gzip.NewWriter(file)
	if _, err := w.Write([]byte(text)); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := file.Close(); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// LastLine reads the JSON that is the last line of an output.
func LastLine(tb testing.TB, out string, into any) {
	tb.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), into); err != nil {
		tb.Fatal(err)
	}
}
