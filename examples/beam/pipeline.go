package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/mspkit/msp/metrics"
)

// scores turns lines, each the JSON of a [metrics.Ticket], into one line of JSON for
// each client: its KPIs as seen at an instant. Lines that are no tickets come out
// beside them, with the reason.
func scores(s beam.Scope, lines beam.PCollection, asOf time.Time) (scored, refused beam.PCollection) {
	s = s.Scope("scores")
	tickets, refused := beam.ParDo2(s, &parse{}, lines)                 // KV<client, ticket>
	summaries := beam.CombinePerKey(s, &Summarise{AsOf: asOf}, tickets) // KV<client, summary>
	return beam.ParDo(s, &report{AsOf: asOf}, summaries), refused
}

// parse reads tickets.
type parse struct{}

// ProcessElement emits the ticket of a line by its client, or why it is refused.
func (*parse) ProcessElement(line string, ticket func(string, metrics.Ticket), refused func(string)) {
	var t metrics.Ticket
	err := json.Unmarshal([]byte(line), &t)
	if err == nil {
		err = t.Validate().Err()
	}
	if err != nil {
		why, _ := json.Marshal(struct { // two texts have JSON
			Line string `json:"line"`
			Why  string `json:"why"`
		}{line, err.Error()})
		refused(string(why))
		return
	}
	ticket(t.Client, t)
}

// report writes the KPIs of clients.
type report struct {
	AsOf time.Time

	desk metrics.Desk
}

// Setup is called once on each worker.
func (r *report) Setup() (err error) {
	r.desk, err = metrics.DeskSpec{AsOf: r.AsOf}.Compile()
	return err
}

// ProcessElement returns the line of one client.
func (r *report) ProcessElement(client string, s *Summary) (string, error) {
	kpis, err := s.KPIs(r.desk)
	if err != nil {
		return "", err
	}
	line, err := json.Marshal(struct {
		Client string        `json:"client"`
		KPIs   []metrics.KPI `json:"kpis"`
	}{client, kpis})
	return string(line), err
}

// printLine writes a line to standard output, which is that of the worker.
func printLine(line string) { fmt.Println(line) }
