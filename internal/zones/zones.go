// Package zones is a fixed copy of the IANA time-zone database for tests and
// the conformance runner, so that their answers do not depend on the machine.
// The database is in the public domain; [Version] says which release it is.
package zones

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"sync"
	"time"
)

//go:embed zoneinfo.zip
var archive []byte

type database struct {
	reader *zip.Reader
	loaded sync.Map // name → *time.Location
}

var open = sync.OnceValue(func() *database {
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		panic(fmt.Sprintf("zones: the embedded archive is damaged: %v", err))
	}
	return &database{reader: reader}
})

// Load is a zone source: it returns the zone of an IANA name.
func Load(name string) (*time.Location, error) {
	db := open()
	if loc, ok := db.loaded.Load(name); ok {
		return loc.(*time.Location), nil
	}
	data, err := read(name)
	if err != nil {
		return nil, err
	}
	loc, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return nil, err
	}
	kept, _ := db.loaded.LoadOrStore(name, loc)
	return kept.(*time.Location), nil
}

// MustLoad is [Load] for names in code; it panics on an error.
func MustLoad(name string) *time.Location {
	loc, err := Load(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// Version returns the release of the database, such as "2026f".
func Version() string {
	data, err := read("VERSION")
	if err != nil {
		panic(err)
	}
	return string(data)
}

// Names returns the names of all zones, sorted.
func Names() []string {
	var names []string
	for _, f := range open().reader.File {
		if f.Name != "VERSION" {
			names = append(names, f.Name)
		}
	}
	return names
}

func read(name string) ([]byte, error) {
	f, err := open().reader.Open(name)
	if err != nil {
		return nil, fmt.Errorf("zones: unknown zone %q: %w", name, err)
	}
	defer f.Close()
	return io.ReadAll(f)
}
