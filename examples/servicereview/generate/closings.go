package main

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"strconv"
)

// In a thousand tickets each.
const (
	unstated  = 30  // of which the desk has written nothing down
	request   = 310 // of those without urgency; the urgent ones are incidents
	atDesk    = 720 // resolved at level 1
	firstCall = 640 // of these with one contact
	rated     = 330
)

// writeClosings writes what the desk wrote down of the tickets that were resolved, and
// what clients thought of some.
func writeClosings(w io.Writer, tickets []ticket) error {
	d := dice{rand.NewPCG(2026, 1128)}
	rows := [][]string{{"ticket", "kind", "level", "contacts", "escalations", "rating"}}
	for i, t := range tickets {
		if t.resolved.IsZero() || t.resolved.After(last()) || d.in(unstated) {
			continue
		}
		kind := "incident"
		if t.priority > 2 && d.in(request) {
			kind = "request"
		}
		level, contacts, escalations := 1, 1, 0
		if !d.in(atDesk) {
			level = 2 + d.pick(8, 2)
			escalations = level - 1
		}
		if level > 1 || !d.in(firstCall) {
			contacts = 2 + d.below(4)
		}
		rating := ""
		if d.in(rated) {
			rating = strconv.Itoa(1 + d.pick(1, 2, 5, 24, 68))
		}
		rows = append(rows, []string{id(i), kind, strconv.Itoa(level), strconv.Itoa(contacts), strconv.Itoa(escalations), rating})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
