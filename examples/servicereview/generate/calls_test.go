package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/mspkit/msp"
)

// Who was told fits the tickets: after the opening, before the end of the sample, in
// order, for every urgent ticket, and each oddity has its ticket.
func TestCallsFitTheTickets(t *testing.T) {
	model, err := os.ReadFile(filepath.Join("..", "sample", "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	clients, err := readClients(model)
	if err != nil {
		t.Fatal(err)
	}
	people, err := readPeople(model)
	if err != nil {
		t.Fatal(err)
	}
	tickets, err := invent(clients)
	if err != nil {
		t.Fatal(err)
	}
	if err := tell(people, tickets); err != nil {
		t.Fatal(err)
	}
	odd, vip, silent := 0, 0, 0
	for i := range tickets {
		of := &tickets[i]
		if o := oddityOf(of); o.rung != "" {
			odd++
		}
		if of.vip {
			vip++
		}
		if len(of.calls) == 0 && of.priority <= msp.P2 && !of.opened.Before(of.client.from()) {
			silent++ // the few of which the only telling was forgotten
		}
		for _, c := range of.calls {
			if c.at.Before(of.opened) || c.at.After(last()) || c.kind == notified && (c.to == "" || c.level == "") {
				t.Errorf("%s: %+v, opened %v", id(i), c, of.opened)
			}
		}
		if !slices.IsSortedFunc(of.calls, func(a, b call) int { return a.at.Compare(b.at) }) {
			t.Errorf("%s: not in order", id(i))
		}
	}
	if odd != 8 || vip < 10 || vip > 30 || silent > 3 {
		t.Errorf("%d oddities, want 8; %d VIPs; %d urgent tickets of which nobody was told", odd, vip, silent)
	}
}
