package metrics_test

import (
	"encoding"
	"encoding/hex"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// A binaryForm is what every accumulator has.
type binaryForm interface {
	encoding.BinaryMarshaler
	encoding.BinaryAppender
}

func encoded(tb interface{ Fatal(...any) }, a binaryForm) string {
	b, err := a.MarshalBinary()
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func unhex(tb testing.TB, text string) []byte {
	tb.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// The forms written out by hand: 0x80 and more is a byte that another follows, of
// seven bits, the lowest first.
func TestBinaryForms(t *testing.T) {
	tally, _ := msp.NewTally(300, 1, 0, 2)
	times := timesOf(t, []taken{{1, true}, {200, true}, {0, false}, {-1, true}})
	histogram, err := metrics.CollectSlice([]taken{{0, true}, {3, true}, {3, true}, {1000, true}, {0, false}}, metrics.HistogramBy(took))
	if err != nil {
		t.Fatal(err)
	}
	second := time.Unix(1, 0)
	down := reliability(t, []calendar.Interval{{From: time.Unix(0, 0), To: second}}, calendar.Interval{From: second.Add(-5), To: second})
	ratings, err1 := metrics.NewRatings(metrics.Scale{Low: 1, High: 5})
	below, err2 := metrics.NewRatings(metrics.Scale{Low: -2, High: -1})
	if err := errors.Join(err1, err2, ratings.Add(3), ratings.Add(5), ratings.Add(5), ratings.Add(6), ratings.AddUnanswered()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		a    binaryForm
		want string
	}{
		{metrics.NewRate(tally), "52 01 ac02 01 00 02"},
		{metrics.Rate{}, "52 01 00 00 00 00"},
		{times, "54 01 02 01 01 00 00 c901 01 c801"},
		{metrics.Times{}, "54 01 00 00 00 00"},
		// The bucket of 1000 is 2·128 + 1000÷4 = 506, 502 after that of 3.
		{histogram, "48 01 07 01 00 03 00 01 02 02 f603 01"},
		{metrics.Histogram{}, "48 01 00 00 00 00"},
		// 999,999,995 ns are 3·2²⁸ + 92·2²¹ + 107·2¹⁴ + 19·2⁷ + 123.
		{down, "4c 01 01 00 fb93ebdc03 00 05"},
		{metrics.Reliability{}, "4c 01 00 00 00 00 00"},
		{ratings, "53 01 02 05 00 00 01 00 02 01 01"},
		{below, "53 01 03 02 00 00 00 00"},
		{metrics.Ratings{}, "53 01 00 00"},
	} {
		if got := encoded(t, tt.a); got != string(unhex(t, tt.want)) {
			t.Errorf("%v is %x, want %s", tt.a, got, tt.want)
		}
		if appended, err := tt.a.AppendBinary([]byte("x")); err != nil || string(appended) != "x"+encoded(t, tt.a) {
			t.Errorf("%v appends %x, %v", tt.a, appended, err)
		}
	}
}

func TestBinaryRefused(t *testing.T) {
	most := "ffffffffffffffff7f"
	for _, tt := range []struct {
		name string
		into encoding.BinaryUnmarshaler
		form string
		kind error
	}{
		{"nothing", new(metrics.Rate), "", msp.ErrSyntax},
		{"a letter", new(metrics.Rate), "52", msp.ErrSyntax},
		{"of times", new(metrics.Rate), "54 01 00 00 00 00", msp.ErrSyntax},
		{"version 0", new(metrics.Rate), "52 00 00 00 00 00", metrics.ErrVersion},
		{"version 2", new(metrics.Times), "54 02 00 00 00 00", metrics.ErrVersion},
		{"version 2", new(metrics.Histogram), "48 02 00 00 00 00", metrics.ErrVersion},
		{"version 255", new(metrics.Reliability), "4c ff 00", metrics.ErrVersion},
		{"cut short", new(metrics.Rate), "52 01 00 00 00", msp.ErrSyntax},
		{"cut in a number", new(metrics.Rate), "52 01 00 00 00 80", msp.ErrSyntax},
		{"more bytes", new(metrics.Rate), "52 01 00 00 00 00 00", msp.ErrSyntax},
		{"long zero", new(metrics.Rate), "52 01 00 00 00 8000", msp.ErrSyntax},
		{"more than 64 bits", new(metrics.Rate), "52 01 ffffffffffffffffff7f 00 00 00", msp.ErrSyntax},
		{"more than 63 bits", new(metrics.Rate), "52 01 ffffffffffffffffff01 00 00 00", msp.ErrRange},
		{"more in all", new(metrics.Rate), "52 01 " + most + " 01 00 00", msp.ErrOverflow},
		{"more times in all", new(metrics.Times), "54 01 00 " + most + " 01 00", msp.ErrOverflow},
		{"sum too small", new(metrics.Times), "54 01 02 00 00 00 00 04 02 03", msp.ErrRange},
		{"sum too great", new(metrics.Times), "54 01 02 00 00 00 00 06 02 03", msp.ErrRange},
		{"least above greatest", new(metrics.Times), "54 01 02 00 00 00 00 05 03 02", msp.ErrRange},
		{"one of two lengths", new(metrics.Times), "54 01 01 00 00 00 00 02 02 03", msp.ErrRange},
		{"sum below zero", new(metrics.Times), "54 01 01 00 00 00 ffffffffffffffffff01 00 00 00", msp.ErrRange},
		{"13 bits", new(metrics.Histogram), "48 01 0d 00 00 00", msp.ErrRange},
		{"no bits", new(metrics.Histogram), "48 01 00 01 00 00", msp.ErrRange},
		{"no bits, filled", new(metrics.Histogram), "48 01 00 00 00 01 00 01", msp.ErrRange},
		{"an empty bucket", new(metrics.Histogram), "48 01 07 00 00 01 00 00", msp.ErrRange},
		{"a bucket too far", new(metrics.Histogram), "48 01 07 00 00 01 8039 01", msp.ErrRange},
		{"a gap too wide", new(metrics.Histogram), "48 01 07 00 00 02 00 01 " + most + " 01", msp.ErrRange},
		{"buckets announced", new(metrics.Histogram), "48 01 07 00 00 " + most, msp.ErrSyntax},
		{"full and one more", new(metrics.Histogram), "48 01 07 00 00 02 00 " + most + " 00 01", msp.ErrOverflow},
		{"no failures, down", new(metrics.Reliability), "4c 01 00 00 00 00 01", msp.ErrRange},
		{"failures of no time", new(metrics.Reliability), "4c 01 02 00 00 00 01", msp.ErrRange},
		{"too much time", new(metrics.Reliability), "4c 01 00 " + most + " ffffffffffffffffff01 00 01", msp.ErrOverflow},
		{"one point", new(metrics.Ratings), "53 01 02 01 00 00 00", msp.ErrRange},
		{"12 points", new(metrics.Ratings), "53 01 02 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00", msp.ErrRange},
		{"a scale beyond all", new(metrics.Ratings), "53 01 feffffffffffffffff01 02 00 00 00 00", msp.ErrRange},
		{"no points, low", new(metrics.Ratings), "53 01 02 00", msp.ErrRange},
		{"ratings in all", new(metrics.Ratings), "53 01 02 02 " + most + " 01 00 00", msp.ErrOverflow},
		{"ratings cut", new(metrics.Ratings), "53 01 02 02 00 00 00", msp.ErrSyntax},
	} {
		if err := tt.into.UnmarshalBinary(unhex(t, tt.form)); !errors.Is(err, tt.kind) {
			t.Errorf("%s, %s: %v, want %v", tt.name, tt.form, err, tt.kind)
		}
	}
	// The last bucket that there is.
	var h metrics.Histogram
	if err := h.UnmarshalBinary(unhex(t, "48 01 07 00 00 01 ff38 01")); err != nil {
		t.Error(err)
	} else if _, high, err := h.Quantile(msp.NewRatio(1, 1)); err != nil || high.Exact() != msp.NewRatio(math.MaxInt64, 1) {
		t.Errorf("the greatest = %v, %v", high, err)
	}
	// After an error it is as it was.
	rate := metrics.NewRate(msp.Tally{})
	if err := errors.Join(rate.Add(msp.Met), rate.UnmarshalBinary(nil)); err == nil || rate.Tally().Met() != 1 {
		t.Errorf("after an error: %v", rate)
	}
}

// An everything accumulates all that there is of an item.
type everything struct {
	rate      metrics.Rate
	times     metrics.Times
	histogram metrics.Histogram
	ratings   metrics.Ratings
}

func (e *everything) add(i *taken) error {
	outcome := msp.Outcome(1 + uint64(i.d)%4)
	return errors.Join(e.rate.Add(outcome), metrics.TimesBy(took)(&e.times, i), metrics.HistogramBy(took)(&e.histogram, i),
		metrics.RatingsBy(metrics.Scale{Low: 0, High: 10}, func(i *taken) (int, bool) { return int(i.d % 13), i.done })(&e.ratings, i))
}

func (e *everything) merge(other everything) error {
	return errors.Join(e.rate.Merge(other.rate), e.times.Merge(other.times), e.histogram.Merge(other.histogram), e.ratings.Merge(other.ratings))
}

func (e *everything) bytes(tb interface{ Fatal(...any) }) string {
	return encoded(tb, e.rate) + encoded(tb, e.times) + encoded(tb, e.histogram) + encoded(tb, e.ratings)
}

// Law 3 at its full size: a thousand parts of a hundred thousand items, merged in
// trees of any shape and order, have the bytes of a single pass.
func TestMergeTrees(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 28))
	items := make([]taken, 100_000)
	for i := range items {
		items[i] = taken{time.Duration(random.Uint64() >> random.UintN(64)), random.UintN(5) > 0}
	}
	single, err := metrics.CollectSlice(items, (*everything).add)
	if err != nil {
		t.Fatal(err)
	}
	want := single.bytes(t)
	for range 5 {
		parts := make([]everything, 1000)
		for i := range items {
			if err := parts[random.IntN(len(parts))].add(&items[i]); err != nil {
				t.Fatal(err)
			}
		}
		for len(parts) > 1 {
			i := random.IntN(len(parts))
			a := parts[i]
			parts[i] = parts[len(parts)-1]
			parts = parts[:len(parts)-1]
			if err := parts[random.IntN(len(parts))].merge(a); err != nil {
				t.Fatal(err)
			}
		}
		if got := parts[0].bytes(t); got != want {
			t.Fatalf("a tree of merges differs from a single pass:\n%x\n%x", got, want)
		}
	}
}

// Laws 3 and 4 on the bytes: parts merge to the whole in any order, what is decoded
// encodes to the same bytes, and a decoded part counts on as the part itself.
func TestBinaryLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := someTaken().Draw(t, "x"), someTaken().Draw(t, "y")
		a, err1 := metrics.CollectSlice(x, (*everything).add)
		b, err2 := metrics.CollectSlice(y, (*everything).add)
		whole, err3 := metrics.CollectSlice(append(x, y...), (*everything).add)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		var back everything
		if err := errors.Join(back.rate.UnmarshalBinary([]byte(encoded(t, a.rate))), back.times.UnmarshalBinary([]byte(encoded(t, a.times))),
			back.histogram.UnmarshalBinary([]byte(encoded(t, a.histogram))), back.ratings.UnmarshalBinary([]byte(encoded(t, a.ratings)))); err != nil {
			t.Fatal(err)
		}
		if back.bytes(t) != a.bytes(t) || back.rate != a.rate || back.times != a.times || !back.histogram.Equal(a.histogram) || back.ratings != a.ratings {
			t.Fatalf("%v came back as %v", a, back)
		}
		other := b
		other.histogram = b.histogram.Clone()
		if err := errors.Join(back.merge(b), other.merge(a)); err != nil {
			t.Fatal(err)
		}
		if back.bytes(t) != whole.bytes(t) || other.bytes(t) != whole.bytes(t) {
			t.Fatalf("merged: %v and %v, of all: %v", back, other, whole)
		}
	})
}
