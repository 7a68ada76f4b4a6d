// Generate writes the sample of servicereview but for its model and settings: an invented
// quarter of the clients in sample/model.json, their tickets, who was told of these by its
// routes, how they were closed, the time worked on them, parts, usage and outages. The
// same seed gives the same bytes.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	_ "time/tzdata" // time zones on machines without their files
)

func main() {
	dir := flag.String("o", filepath.Join("servicereview", "sample"), "read model.json in `DIR`, and write the other files there")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run writes the files of the sample beside its model.
func run(dir string) error {
	model, err := os.ReadFile(filepath.Join(dir, "model.json"))
	if err != nil {
		return err
	}
	files, err := generate(model)
	for name, data := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), data, 0o644))
	}
	return err
}

// generate returns the files for a model, by name: tickets and what happened to them, and
// what the invoices depend on.
func generate(model []byte) (map[string][]byte, error) {
	clients, err := readClients(model)
	if err != nil {
		return nil, err
	}
	tickets, err := invent(clients)
	if err != nil {
		return nil, err
	}
	people, err := readPeople(model)
	if err != nil {
		return nil, err
	}
	if err := tell(people, tickets); err != nil {
		return nil, err
	}
	pieces, err := work(clients, tickets)
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte)
	for name, write := range map[string]func(io.Writer) error{
		"tickets.csv":     func(w io.Writer) error { return writeTickets(w, tickets) },
		"events.csv":      func(w io.Writer) error { return writeEvents(w, tickets) },
		"timeentries.csv": func(w io.Writer) error { return writeWork(w, pieces) },
		"materials.csv":   func(w io.Writer) error { return writeMaterials(w, pieces) },
		"usage.csv":       writeUsage,
		"outages.csv":     writeOutages,
		"closings.csv":    func(w io.Writer) error { return writeClosings(w, tickets) },
	} {
		var file bytes.Buffer
		if err := write(&file); err != nil {
			return nil, err
		}
		files[name] = file.Bytes()
	}
	return files, nil
}
