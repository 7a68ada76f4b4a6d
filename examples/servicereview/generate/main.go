// Generate writes the tickets of the sample of servicereview and what happened to
// them: an invented quarter of the clients in sample/model.json. The same seed
// gives the same bytes.
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
	dir := flag.String("o", filepath.Join("servicereview", "sample"), "read model.json in `DIR`, and write tickets.csv and events.csv there")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	model, err := os.ReadFile(filepath.Join(dir, "model.json"))
	if err != nil {
		return err
	}
	var tickets, events bytes.Buffer
	if err := generate(&tickets, &events, model); err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "tickets.csv"), tickets.Bytes(), 0o644),
		os.WriteFile(filepath.Join(dir, "events.csv"), events.Bytes(), 0o644))
}

// generate writes the tickets for a model, and their events.
func generate(toTickets, toEvents io.Writer, model []byte) error {
	clients, err := readClients(model)
	if err != nil {
		return err
	}
	tickets, err := invent(clients)
	if err != nil {
		return err
	}
	return errors.Join(writeTickets(toTickets, tickets), writeEvents(toEvents, tickets))
}
