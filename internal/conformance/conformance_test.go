package conformance_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/mspkit/msp/internal/conformance"
)

var vectors = flag.String("vectors", "testdata/vectors", "folder of vectors, absolute or relative to the repository's root")

func TestVectors(t *testing.T) {
	dir := *vectors
	if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", dir)
	}
	results, err := conformance.Run(os.DirFS(dir), filepath.Base(dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatalf("no vectors below %s", dir)
	}
	for _, r := range results {
		fmt.Println(&r)
		for _, note := range r.Notes {
			t.Log(r.File, note)
		}
		if r.Failed > 0 {
			t.Errorf("%s: %d cases failed", r.File, r.Failed)
		}
	}
}
