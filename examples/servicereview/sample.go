package main

import (
	"embed"
	"time"
)

//go:generate go run ./generate -o sample

// The sample: twelve invented clients, ninety days of their tickets, what happened to
// these, what the clients pay for it, and who works.
//
//go:embed sample/*.json sample/*.csv
var sample embed.FS

// sampleAsOf is when the sample was taken, a Friday.
func sampleAsOf() time.Time { return time.Date(2026, time.May, 1, 15, 0, 0, 0, time.UTC) }
