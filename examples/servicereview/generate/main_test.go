package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSampleIsGenerated(t *testing.T) {
	sample := filepath.Join("..", "sample")
	model, err := os.ReadFile(filepath.Join(sample, "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		files, err := generate(model)
		if err != nil {
			t.Fatal(err)
		}
		for name, got := range files {
			want, err := os.ReadFile(filepath.Join(sample, name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
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
	for _, model := range []string{
		`{}`, // nobody to have the edges
		`{`,
		`{"clients":[{"name":"A","calendar":"x"}]}`,
		`{"calendars":[{"name":"x","zone":"UTC","always":true}],"clients":[{"name":"A","calendar":"x"}]}`, // no service
	} {
		if _, err := generate([]byte(model)); err == nil {
			t.Errorf("generate(%s): no error", model)
		}
	}
}

// Time is worked between the opening of a ticket and its end, in the contract, and once
// it is entered late.
func TestWorkFitsTheTickets(t *testing.T) {
	model, err := os.ReadFile(filepath.Join("..", "sample", "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	clients, err := readClients(model)
	if err != nil {
		t.Fatal(err)
	}
	tickets, err := invent(clients)
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := work(clients, tickets)
	if err != nil {
		t.Fatal(err)
	}
	byID := make(map[string]ticket)
	for i := range tickets {
		byID[id(i)] = tickets[i]
	}
	late, evenings := 0, 0
	for _, p := range pieces {
		end := p.start.Add(time.Duration(p.minutes) * time.Minute)
		if p.entered != p.day() {
			late++
		}
		if p.start.Before(p.client.from()) || p.minutes <= 0 || end.After(last()) {
			t.Errorf("%s: %v for %d minutes", p.client.name, p.start, p.minutes)
		}
		if p.ticket == "" {
			evenings++
			continue
		}
		of := byID[p.ticket]
		if p.client.name != of.client.name || p.start.Before(of.opened) || p.start.Before(of.responded) || !of.resolved.IsZero() && end.After(of.resolved) {
			t.Errorf("%s: %v for %d minutes, opened %v, resolved %v", p.ticket, p.start, p.minutes, of.opened, of.resolved)
		}
	}
	if late != 1 || evenings != 11*3+2 || len(pieces) < 600 {
		t.Errorf("%d late, %d evenings, %d pieces", late, evenings, len(pieces))
	}
}
