package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSampleIsGenerated(t *testing.T) {
	sample := filepath.Join("..", "sample")
	model, err := os.ReadFile(filepath.Join(sample, "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var tickets, events bytes.Buffer
		if err := generate(&tickets, &events, model); err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]*bytes.Buffer{"tickets.csv": &tickets, "events.csv": &events} {
			want, err := os.ReadFile(filepath.Join(sample, name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Fatalf("%s of the sample differs from what is generated; run: go generate ./servicereview", name)
			}
		}
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir); err == nil {
		t.Error("run without a model: no error")
	}
	for model, good := range map[string]bool{
		`{"clients":[]}`: false, // nobody to have the edges
		`{`:              false,
		`{"clients":[{"name":"A","calendar":"x"}]}`: false,
	} {
		if err := generate(new(bytes.Buffer), new(bytes.Buffer), []byte(model)); (err == nil) != good {
			t.Errorf("generate(%s): %v", model, err)
		}
	}
}
