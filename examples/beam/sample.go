package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A sample has so many shards of so many tickets, a worker may make each.
const (
	sampleShards = 16
	shardTickets = 500
)

// sampleEnd is the end of the sample: 1 May 2026, 00:00 UTC.
func sampleEnd() time.Time { return time.Unix(1_777_593_600, 0).UTC() }

// sampleLines emits the lines of a shard of the sample, always the same.
func sampleLines(shard int, emit func(string)) {
	for _, t := range sampleTickets(shard) {
		line, err := json.Marshal(t)
		if err != nil {
			panic(err) // a ticket that we made
		}
		emit(string(line))
	}
}

// sampleTickets returns the tickets of a shard: of 12 clients in 90 days, most of them
// resolved in time, some late and some not at all.
func sampleTickets(shard int) []metrics.Ticket {
	r := rand.New(rand.NewPCG(1, uint64(shard)))
	tickets := make([]metrics.Ticket, shardTickets)
	for i := range tickets {
		priority := msp.Priority(1 + r.IntN(4))
		limit := time.Duration(4*int(priority)) * time.Hour
		t := metrics.Ticket{
			ID:       fmt.Sprintf("%d-%d", shard, i),
			Client:   fmt.Sprintf("client-%02d", 1+min(r.IntN(12), r.IntN(12))), // some are larger than others
			Kind:     metrics.Incident + metrics.Kind(r.IntN(2)),
			Priority: priority,
			Created:  sampleEnd().Add(-time.Duration(r.Int64N(90*86400)) * time.Second),
		}
		t.ResolutionDue = t.Created.Add(limit)
		if took := time.Duration(r.ExpFloat64()*0.6*limit.Seconds()) * time.Second; r.IntN(50) > 0 {
			t.Resolved = t.Created.Add(took)
		}
		tickets[i] = t
	}
	return tickets
}
