package main

import (
	"embed"
	"time"
)

//go:generate go run ./generate -o sample

// The sample: twelve invented clients, ninety days of their tickets, and what
// happened to these.
//
//go:embed sample/model.json sample/tickets.csv sample/events.csv
var sample embed.FS

const (
	sampleModel   = "sample/model.json"
	sampleTickets = "sample/tickets.csv"
	sampleEvents  = "sample/events.csv"
)

// sampleAsOf is when the sample was taken, a Friday.
func sampleAsOf() time.Time { return time.Date(2026, time.May, 1, 15, 0, 0, 0, time.UTC) }
