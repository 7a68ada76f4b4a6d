package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/teststream"
	"github.com/mspkit/msp/metrics"
)

// TestMain lets the prism runner run in this process: nothing is fetched, and no other
// program is started.
func TestMain(m *testing.M) {
	registerAll()
	register.Combiner2[*Summary, metrics.Ticket](&watched{})
	register.DoFn1x2[metrics.Ticket, string, metrics.Ticket](&shard{})
	register.Function1x2(byClient)
	register.Function1x3(read)
	register.Function2x2(unshard)
	register.DoFn2x2[string, *Summary, string, error](&text[*Summary]{})
	registerAccumulators()
	ptest.Main(m)
}

// testTickets are those of two shards of the sample, and some that are odd.
func testTickets() []metrics.Ticket {
	all := append(sampleTickets(0), sampleTickets(1)...)
	for i := range all {
		switch t := &all[i]; i % 23 {
		case 1:
			t.Resolved = t.Created.Add(-time.Second) // invalid
		case 2:
			t.ResolutionDue = time.Time{} // nothing was promised
		case 3:
			t.Void = metrics.Spam
		case 4:
			t.Resolved = t.Created // at once
		case 5:
			t.Created = t.Created.AddDate(-250, 0, 0)
		case 6:
			t.Client = ""
		}
	}
	return append(all, metrics.Ticket{Client: "client-99"}) // no time, no promise
}

func client(t *metrics.Ticket) string { return t.Client }

func byClient(t metrics.Ticket) (string, metrics.Ticket) { return t.Client, t }

// text turns groups into their keys and the bytes of their accumulators.
type text[A encoding.BinaryMarshaler] struct{}

func (text[A]) ProcessElement(key string, a A) (string, error) {
	form, err := a.MarshalBinary()
	return fmt.Sprintf("%q %x", key, form), err
}

// onePass returns the texts of what one pass over a slice counts.
func onePass[A any, P interface {
	*A
	encoding.BinaryMarshaler
}](t *testing.T, all []metrics.Ticket, step metrics.Step[A, metrics.Ticket]) []string {
	t.Helper()
	groups, err := metrics.GroupSlice(all, client, step)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for key, a := range groups {
		line, err := text[P]{}.ProcessElement(key, &a)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, line)
	}
	return texts
}

func testDesk(t *testing.T) metrics.Desk {
	t.Helper()
	desk, err := metrics.DeskSpec{AsOf: sampleEnd()}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return desk
}

// split returns elements in random order and in random parts, some of them empty.
func split[T any](s beam.Scope, r *rand.Rand, all []T) beam.PCollection {
	all = slices.Clone(all)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	parts := make([][]T, 2+r.IntN(12))
	for i := range parts {
		parts[i] = []T{}
	}
	for _, t := range all {
		i := min(r.IntN(len(parts)), r.IntN(len(parts)))
		parts[i] = append(parts[i], t)
	}
	var split []beam.PCollection
	for i, part := range parts {
		split = append(split, beam.CreateList(s.Scope(fmt.Sprint("part", i)), part))
	}
	return beam.Flatten(s, split...)
}

// merges counts how often watched merged two parts.
var merges atomic.Int64

// watched is what the program uses, watched.
type watched struct{ Summarise }

func (w *watched) MergeAccumulators(s, other *Summary) (*Summary, error) {
	merges.Add(1)
	return w.Summarise.MergeAccumulators(s, other)
}

// lines returns the JSON of tickets.
func lines(t *testing.T, tickets []metrics.Ticket) []string {
	t.Helper()
	var lines []string
	for _, ticket := range tickets {
		line, err := json.Marshal(ticket)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	return lines
}

// read reads a line without the checks of parse: odd tickets count too.
func read(line string) (string, metrics.Ticket, error) {
	t, err := decodeTicket([]byte(line))
	return t.Client, t, err
}

// Whatever the bundles are, the accumulators have the bytes of one pass. A test stream
// makes a bundle of each of its events, so that there are parts to merge.
func TestBundles(t *testing.T) {
	all := testTickets()
	want, in := onePass(t, all, step(testDesk(t))), lines(t, all)
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, seed))
			r.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
			events := teststream.NewConfig()
			for rest := in; len(rest) > 0; {
				n := min(1+r.IntN(300), len(rest))
				if err := events.AddElementList(0, rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if err := events.AdvanceWatermarkToInfinity(); err != nil {
				t.Fatal(err)
			}
			before := merges.Load()
			p, s := beam.NewPipelineWithRoot()
			tickets := beam.ParDo(s, read, teststream.Create(s, events))
			summaries := beam.CombinePerKey(s, &watched{Summarise{AsOf: sampleEnd()}}, tickets)
			passert.EqualsList(s, beam.ParDo(s, &text[*Summary]{}, summaries), want)
			ptest.RunAndValidate(t, p)
			n := merges.Load() - before
			t.Logf("%d parts were merged", n)
			if n < 10 {
				t.Error("too few to show anything")
			}
		})
	}
}

// Nor does it matter which parts the input comes in, and whether it is reshuffled.
func TestParts(t *testing.T) {
	all := testTickets()
	want := onePass(t, all, step(testDesk(t)))
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p, s := beam.NewPipelineWithRoot()
			tickets := split(s, rand.New(rand.NewPCG(2, seed)), all)
			if seed%2 == 1 {
				tickets = beam.Reshuffle(s, tickets)
			}
			summaries := beam.CombinePerKey(s, &Summarise{AsOf: sampleEnd()}, beam.ParDo(s, byClient, tickets))
			passert.EqualsList(s, beam.ParDo(s, &text[*Summary]{}, summaries), want)
			ptest.RunAndValidate(t, p)
		})
	}
}

// shard keys tickets by client and a random number.
type shard struct{ Shards, Seed uint64 }

func (f *shard) ProcessElement(t metrics.Ticket) (string, metrics.Ticket) {
	n := rand.New(rand.NewPCG(f.Seed, uint64(t.Created.Unix()))).Uint64N(f.Shards)
	return fmt.Sprintf("%s/%d", t.Client, n), t
}

func unshard(key string, s *Summary) (string, *Summary) {
	return key[:strings.LastIndexByte(key, '/')], s
}

// A client that is too large for one key is counted in random shards, which are then
// merged.
func TestShards(t *testing.T) {
	all := testTickets()
	want := onePass(t, all, step(testDesk(t)))
	for i, shards := range []uint64{1, 2, 30} {
		t.Run(fmt.Sprint(shards), func(t *testing.T) {
			p, s := beam.NewPipelineWithRoot()
			tickets := split(s, rand.New(rand.NewPCG(3, uint64(i))), all)
			parts := beam.CombinePerKey(s, &Summarise{AsOf: sampleEnd()}, beam.ParDo(s, &shard{shards, uint64(i)}, tickets))
			whole := beam.CombinePerKey(s, &Merge[Summary, *Summary]{}, beam.ParDo(s, unshard, parts))
			passert.EqualsList(s, beam.ParDo(s, &text[*Summary]{}, whole), want)
			ptest.RunAndValidate(t, p)
		})
	}
}

// The program itself: lines in, lines out, one for each client, the figures those of
// the library, and what is no ticket beside them.
func TestScores(t *testing.T) {
	desk := testDesk(t)
	var in, want []string
	clients := make(map[string][]metrics.Ticket)
	for shard := range 3 {
		sampleLines(shard, func(line string) { in = append(in, line) })
		for _, ticket := range sampleTickets(shard) {
			clients[ticket.Client] = append(clients[ticket.Client], ticket)
		}
	}
	for name, tickets := range clients {
		summary, err := metrics.CollectSlice(tickets, step(desk))
		if err != nil {
			t.Fatal(err)
		}
		kpis, err := summary.KPIs(desk)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []metrics.KPI{desk.SLACompliance().Of(tickets), desk.TimeToResolve().Of(tickets)} {
			// A rate that was collected has what is unknown and invalid among what is excluded.
			if got := kpis[i]; got.Value != want.Value || got.Num != want.Num || got.Den != want.Den || got.LeftOut.Total() != want.LeftOut.Total() {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
		}
		line, err := (&report{desk: desk}).ProcessElement(name, &summary)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, line)
	}
	if len(want) != 12 {
		t.Errorf("%d clients, want 12", len(want))
	}
	in = append(in, "no ticket", `{"rating":9}`)

	p, s := beam.NewPipelineWithRoot()
	scored, refused := scores(s, split(s, rand.New(rand.NewPCG(4, 0)), in), sampleEnd())
	passert.EqualsList(s, scored, want)
	passert.Equals(s.Scope("refused"), refused,
		`{"line":"no ticket","why":"invalid character 'o' in literal null (expecting 'u')"}`,
		`{"line":"{\"rating\":9}","why":"msp: 1 finding\n\terror: rating: 9 is not 1 to 5 (range)"}`)
	ptest.RunAndValidate(t, p)
}
