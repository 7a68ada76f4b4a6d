// Beam computes KPIs of service desk tickets on Apache Beam: as many tickets as there
// are machines for, with the accumulators of package metrics, and the same figures to
// the last bit as one pass over a slice. See README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

var (
	input  = flag.String("input", "", "`files` of tickets, a JSON object a line, such as gs://bucket/tickets-*.jsonl; none: a sample")
	output = flag.String("output", "", "`file` to write, a JSON object for each client; none: standard output")
	refuse = flag.String("refused", "", "`file` for lines that are no tickets; none: standard output")
	seenAt = flag.String("as-of", "", "`instant` that everything is seen at, such as 2026-05-01T00:00:00Z; required with -input")
)

func main() {
	registerAll()
	flag.Parse()
	beam.Init() // on a worker it does not return
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

// run builds the pipeline and runs it on the runner of the flag -runner, which is by
// default one inside this process.
func run(ctx context.Context) error {
	asOf := sampleEnd()
	switch {
	case *seenAt != "":
		at, err := time.Parse(time.RFC3339, *seenAt)
		if err != nil {
			return err
		}
		asOf = at
	case *input != "":
		return errors.New("-input wants -as-of: what came later has not happened yet")
	}
	p, s := beam.NewPipelineWithRoot()
	scored, refused := scores(s, ticketLines(s), asOf)
	write(s.Scope("scored"), *output, scored)
	write(s.Scope("refused"), *refuse, refused)
	return beamx.Run(ctx, p)
}

func ticketLines(s beam.Scope) beam.PCollection {
	if *input != "" {
		return textio.Read(s, *input)
	}
	shards := make([]int, sampleShards)
	for i := range shards {
		shards[i] = i
	}
	return beam.ParDo(s, sampleLines, beam.Reshuffle(s, beam.CreateList(s, shards)))
}

func write(s beam.Scope, file string, lines beam.PCollection) {
	if file == "" {
		beam.ParDo0(s, printLine, lines)
		return
	}
	textio.Write(s, file, lines)
}
