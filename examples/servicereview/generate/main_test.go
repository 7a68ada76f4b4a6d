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
	want, err := os.ReadFile(filepath.Join(sample, "tickets.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var got bytes.Buffer
		if err := generate(&got, model); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Fatal("the tickets of the sample differ from what is generated; run: go generate ./servicereview")
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
		if err := generate(new(bytes.Buffer), []byte(model)); (err == nil) != good {
			t.Errorf("generate(%s): %v", model, err)
		}
	}
}
