package main

import (
	"bytes"
	"encoding"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

func registerAccumulators() {
	registerMerge[metrics.Rate]()
	registerMerge[metrics.Times]()
	registerMerge[metrics.Histogram]()
	registerMerge[metrics.Ratings]()
	registerMerge[metrics.Reliability]()
	register.Function1x3(rateOf)
	register.Function1x3(timesOf)
	register.Function1x3(histogramOf)
	register.Function1x3(ratingsOf)
	register.Function1x3(reliabilityOf)
	register.Combiner2[metrics.Rate, int](&countValue{})
	register.Combiner2[bare, int](&countBare{})
}

type accumulator[A any] interface {
	metrics.Accumulator[A]
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

func registerMerge[A any, P accumulator[A]]() {
	register.Combiner1[P](&Merge[A, P]{})
	register.DoFn2x2[string, P, string, error](&text[P]{})
}

func countRate(r *metrics.Rate, t *metrics.Ticket) error {
	return r.Add(msp.Outcome(1 + uint64(t.Created.Unix())%4))
}

func countTimes(s *metrics.Times, t *metrics.Ticket) error { return s.Add(took(t)) }

func countHistogram(h *metrics.Histogram, t *metrics.Ticket) error { return h.Add(took(t)) }

func countReliability(r *metrics.Reliability, t *metrics.Ticket) error {
	day := calendar.Interval{From: t.Created, To: t.Created.Add(24 * time.Hour)}
	more, err := metrics.NewReliability(calendar.Intervals{day}, calendar.Interval{From: t.Created, To: t.Created.Add(max(took(t), 0))})
	if err != nil {
		return err
	}
	return r.Merge(more)
}

func countRatings(r *metrics.Ratings, t *metrics.Ticket) error {
	return metrics.RatingsBy(metrics.Scale{Low: 1, High: 5}, func(t *metrics.Ticket) (int, bool) {
		return int(t.Created.Unix() % 7), t.Created.Unix()%3 > 0
	})(r, t)
}

func took(t *metrics.Ticket) time.Duration { return t.Resolved.Sub(t.Created) }

func rateOf(t metrics.Ticket) (string, *metrics.Rate, error) { return one(t, countRate) }

func timesOf(t metrics.Ticket) (string, *metrics.Times, error) { return one(t, countTimes) }

func histogramOf(t metrics.Ticket) (string, *metrics.Histogram, error) { return one(t, countHistogram) }

func ratingsOf(t metrics.Ticket) (string, *metrics.Ratings, error) { return one(t, countRatings) }

func reliabilityOf(t metrics.Ticket) (string, *metrics.Reliability, error) {
	return one(t, countReliability)
}

// one returns what one ticket adds to its client.
func one[A any](t metrics.Ticket, step metrics.Step[A, metrics.Ticket]) (string, *A, error) {
	a := new(A)
	return t.Client, a, step(a, &t)
}

// Each accumulator of the library travels and merges.
func TestAccumulators(t *testing.T) {
	t.Run("rate", func(t *testing.T) { testMerge(t, rateOf, countRate) })
	t.Run("times", func(t *testing.T) { testMerge(t, timesOf, countTimes) })
	t.Run("histogram", func(t *testing.T) { testMerge(t, histogramOf, countHistogram) })
	t.Run("ratings", func(t *testing.T) { testMerge(t, ratingsOf, countRatings) })
	t.Run("reliability", func(t *testing.T) { testMerge(t, reliabilityOf, countReliability) })
}

func testMerge[A any, P accumulator[A]](t *testing.T, of func(metrics.Ticket) (string, P, error), step metrics.Step[A, metrics.Ticket]) {
	t.Helper()
	all := testTickets()
	want := onePass[A, P](t, all, step)
	p, s := beam.NewPipelineWithRoot()
	parts := beam.ParDo(s, of, split(s, rand.New(rand.NewPCG(5, 0)), all))
	merged := beam.CombinePerKey(s, &Merge[A, P]{}, parts)
	passert.EqualsList(s, beam.ParDo(s, &text[P]{}, merged), want)
	ptest.RunAndValidate(t, p)
}

// A bare rate has the fields of a Rate and no coder.
type bare metrics.Rate

type countBare struct{}

func (countBare) CreateAccumulator() bare { return bare{} }

func (countBare) AddInput(b bare, _ int) (bare, error) {
	return b, (*metrics.Rate)(&b).Add(msp.Met)
}

func (countBare) MergeAccumulators(b, other bare) (bare, error) {
	return b, (*metrics.Rate)(&b).Merge(metrics.Rate(other))
}

func (countBare) ExtractOutput(b bare) int { return int(metrics.Rate(b).Tally().Met()) }

// countValue is countBare with the coder of a Rate.
type countValue struct{}

func (countValue) CreateAccumulator() metrics.Rate { return metrics.Rate{} }

func (countValue) AddInput(r metrics.Rate, _ int) (metrics.Rate, error) { return r, r.Add(msp.Met) }

func (countValue) MergeAccumulators(r, other metrics.Rate) (metrics.Rate, error) {
	return r, r.Merge(other)
}

func (countValue) ExtractOutput(r metrics.Rate) int { return int(r.Tally().Met()) }

// Without a coder the counts are lost and no error says so: this is what the other
// tests of this package would find.
func TestWithoutCoder(t *testing.T) {
	const n = 100
	p, s := beam.NewPipelineWithRoot()
	in := split(s, rand.New(rand.NewPCG(6, 0)), make([]int, n))
	passert.Equals(s.Scope("with"), beam.Combine(s, &countValue{}, in), n)
	passert.Equals(s.Scope("without"), beam.Combine(s, &countBare{}, in), 0)
	ptest.RunAndValidate(t, p)
}

// Values and pointers have the binary form as their coder, and what it refuses the
// coder refuses.
func TestCoder(t *testing.T) {
	rate := metrics.NewRate(tally(t))
	summary, err := metrics.CollectSlice(testTickets(), step(testDesk(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []any{rate, &rate, summary, &summary, metrics.Times{}, &metrics.Histogram{}} {
		typ := reflect.TypeOf(a)
		var b bytes.Buffer
		if err := beam.NewElementEncoder(typ).Encode(a, &b); err != nil {
			t.Fatalf("%v: %v", typ, err)
		}
		coded := bytes.Clone(b.Bytes())
		back, err := beam.NewElementDecoder(typ).Decode(&b)
		if err != nil || reflect.TypeOf(back) != typ {
			t.Fatalf("%v: %T came back (%v)", typ, back, err)
		}
		if got, want := form(t, back), form(t, a); !bytes.Equal(got, want) || !bytes.HasSuffix(coded, want) {
			t.Errorf("%v: coded as %x, came back as %x, want %x", typ, coded, got, want)
		}
		coded[len(coded)-1] ^= 0xff
		if back, err := beam.NewElementDecoder(typ).Decode(bytes.NewReader(coded)); err == nil {
			t.Errorf("%v: damaged bytes came back as %v", typ, back)
		}
	}
}

// form returns the binary form of an accumulator or of a pointer to one.
func form(t *testing.T, a any) []byte {
	t.Helper()
	m, ok := a.(encoding.BinaryMarshaler)
	if s, value := a.(Summary); value {
		m, ok = &s, true
	}
	if !ok {
		t.Fatalf("%T has no binary form", a)
	}
	form, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func TestTicketCoder(t *testing.T) {
	for _, ticket := range testTickets() {
		data, err := encodeTicket(ticket)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := decodeTicket(data); err != nil || back != ticket {
			t.Fatalf("%v came back as %v (%v)", ticket, back, err)
		}
	}
}

func tally(t *testing.T) msp.Tally {
	t.Helper()
	tally, err := msp.NewTally(1, 2, 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestSummaryForm(t *testing.T) {
	// Of each part the length, then its letter, its version and zeros.
	empty := []byte("S\x01" + "\x00\x00\x00\x06R\x01\x00\x00\x00\x00" + "\x00\x00\x00\x06T\x01\x00\x00\x00\x00" + "\x00\x00\x00\x06H\x01\x00\x00\x00\x00")
	if form, err := new(Summary).MarshalBinary(); err != nil || !bytes.Equal(form, empty) {
		t.Errorf("an empty summary is %x (%v), want %x", form, err, empty)
	}
	var s Summary
	if err := s.Kept.Add(msp.Met); err != nil {
		t.Fatal(err)
	}
	kept := s
	for n := range empty {
		if err := s.UnmarshalBinary(empty[:n]); !errors.Is(err, errForm) && !errors.Is(err, msp.ErrSyntax) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	if err := s.UnmarshalBinary(append(slices.Clone(empty), 0)); !errors.Is(err, errForm) {
		t.Errorf("a byte more: %v", err)
	}
	for at, letter := range empty {
		if letter < 'A' {
			continue
		}
		newer := slices.Clone(empty)
		newer[at+1]++
		if err := s.UnmarshalBinary(newer); !errors.Is(err, metrics.ErrVersion) {
			t.Errorf("version 2 of %c: %v", letter, err)
		}
	}
	if !reflect.DeepEqual(s, kept) {
		t.Errorf("after errors %v, want %v", s, kept)
	}
	if err := s.UnmarshalBinary(empty); err != nil || !reflect.DeepEqual(s, Summary{}) {
		t.Errorf("%v, %v", s, err)
	}
}
