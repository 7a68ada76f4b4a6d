package calendar

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"

	"github.com/mspkit/msp/internal/civil"
)

// Time is cut into blocks of 2²⁵ seconds, a little over a year. A block's table
// answers the two questions everything else is made of: how much open time is
// there before an instant, and at which instant does the n-th open second begin.
//
// Block 0 begins in January 2021, so that the page of totals that most questions
// need is the one that is counted from.
const (
	blockBits   = 25
	blockLength = 1 << blockBits
	blockOrigin = 48 << blockBits
	blockFirst  = ((civil.First-2)*secondsPerDay - blockOrigin) >> blockBits
	blockLast   = ((civil.Last+3)*secondsPerDay - blockOrigin) >> blockBits

	bucketBits = 16
	buckets    = 1 << (blockBits - bucketBits)
)

// blockOf returns the block of an instant and its place in the block.
func blockOf(unix int64) (block int, offset uint32) {
	return int(unix>>blockBits - blockOrigin>>blockBits), uint32(unix & (blockLength - 1))
}

// blockStart returns the instant at which a block begins.
func blockStart(block int) int64 { return int64(block)<<blockBits + blockOrigin }

// A span is an open stretch, half-open, in Unix seconds.
type span struct{ from, to int64 }

// A table is what one block of time looks like: the ends of its open spans as
// seconds within the block, each with the open seconds up to there. Spans have
// the indices 1 to n; before them stands an edge with nothing open up to second
// 0, behind them one that no second of the block reaches. So a span starts at
// end - (sum - sum of the edge before), and no look-up needs to check a limit.
type table struct {
	edges []edge
	// byTime[k] is the first edge that ends after second k<<bucketBits, and
	// bySum[k] the span that holds open second k<<sumBits: a step or two from
	// there find the edge.
	byTime  [buckets]uint32
	bySum   []uint32
	sumBits uint8
	// before remembers the total before the block once someone needed it, which may
	// cost the tables of a whole page of blocks.
	before atomic.Int64
}

type edge struct{ end, sum uint32 }

const unknownTotal = math.MinInt64

// newTable makes the table of a block from its spans, which are sorted, do not
// touch and lie in the block.
func newTable(block int, spans []span) *table {
	t := &table{edges: make([]edge, 1, len(spans)+2)}
	t.before.Store(unknownTotal)
	origin, sum := blockStart(block), uint32(0)
	for _, s := range spans {
		sum += uint32(s.to - s.from)
		t.edges = append(t.edges, edge{uint32(s.to - origin), sum})
	}
	t.edges = append(t.edges, edge{math.MaxUint32, sum})
	i := uint32(1)
	for k := range t.byTime {
		for t.edges[i].end <= uint32(k)<<bucketBits {
			i++
		}
		t.byTime[k] = i
	}
	for sum>>t.sumBits > uint32(len(spans)/2) {
		t.sumBits++
	}
	t.bySum = make([]uint32, sum>>t.sumBits+1)
	i = 1
	for k := range t.bySum {
		for int(i) < len(spans) && t.edges[i].sum <= uint32(k)<<t.sumBits {
			i++
		}
		t.bySum[k] = i
	}
	return t
}

// spans returns the number of spans.
func (t *table) spans() int { return len(t.edges) - 2 }

// start returns the start of span i.
func (t *table) start(i int) uint32 { return t.edges[i].end - (t.edges[i].sum - t.edges[i-1].sum) }

// span returns span i as instants of a block.
func (t *table) span(block, i int) span {
	origin := blockStart(block)
	return span{origin + int64(t.start(i)), origin + int64(t.edges[i].end)}
}

// total returns the open seconds of the block.
func (t *table) total() int64 { return int64(t.edges[len(t.edges)-1].sum) }

// at returns the first span that ends after a second of the block; if there is
// none it is the edge behind the last.
func (t *table) at(offset uint32) int {
	i := int(t.byTime[offset>>bucketBits])
	for t.edges[i].end <= offset {
		i++
	}
	return i
}

// count returns the open seconds of the block before a second of it, and whether
// that second is open.
func (t *table) count(offset uint32) (seconds int64, open bool) {
	i := t.at(offset)
	// What the span holds up to its end, less what is still to come: at least what
	// was before the span.
	seconds, before := int64(t.edges[i].sum)-int64(t.edges[i].end-offset), int64(t.edges[i-1].sum)
	return max(seconds, before), seconds >= before
}

// holding returns the span that holds open second n of the block, n < total.
func (t *table) holding(n uint32) int {
	i := int(t.bySum[n>>t.sumBits])
	for t.edges[i].sum <= n {
		i++
	}
	return i
}

// instant returns the instant of a block that counts a there, in the span that
// holds open second n.
func (t *table) instant(block int, a amount, n uint32) instant {
	e := t.edges[t.holding(n)]
	return instant{blockStart(block) + int64(e.end) + a.seconds - int64(e.sum), a.nanos}
}

// A source says when something is open. The engine asks it for one block of time
// at a time.
type source interface {
	// spans returns the open spans of a block, sorted, not touching each other.
	spans(block int) []span
	// outside reports whether the time before the first and after the last block
	// is open.
	outside() bool
}

// union returns what is in any of some spans in any order: sorted, without
// touching or empty ones. It reuses the slice.
func union(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	n := 0
	for _, s := range spans {
		switch {
		case s.from >= s.to:
		case n > 0 && s.from <= spans[n-1].to:
			spans[n-1].to = max(spans[n-1].to, s.to)
		default:
			spans[n] = s
			n++
		}
	}
	return spans[:n]
}

// subtract returns what is in a and not in b. Both are sorted and do not touch.
func subtract(a, b []span) []span {
	if len(b) == 0 {
		return a
	}
	out := make([]span, 0, len(a)+len(b))
	i := 0
	for _, s := range a {
		for i < len(b) && b[i].to <= s.from {
			i++
		}
		for j := i; j < len(b) && b[j].from < s.to; j++ {
			if s.from < b[j].from {
				out = append(out, span{s.from, b[j].from})
			}
			s.from = b[j].to
		}
		if s.from < s.to {
			out = append(out, s)
		}
	}
	return out
}

// intersect returns what is in both. Both are sorted and do not touch.
func intersect(a, b []span) []span {
	var out []span
	for len(a) > 0 && len(b) > 0 {
		from, to := max(a[0].from, b[0].from), min(a[0].to, b[0].to)
		if from < to {
			out = append(out, span{from, to})
		}
		if a[0].to < b[0].to {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}
