package main

import (
	"embed"
	"time"
)

//go:generate go run ./generate -o sample

// The sample: twelve invented clients and ninety days of their tickets.
//
//go:embed sample/model.json sample/tickets.csv
var sample embed.FS

const (
	sampleModel   = "sample/model.json"
	sampleTickets = "sample/tickets.csv"
)

// sampleAsOf is when the sample was taken, a Friday.
func sampleAsOf() time.Time { return time.Date(2026, time.May, 1, 15, 0, 0, 0, time.UTC) }
