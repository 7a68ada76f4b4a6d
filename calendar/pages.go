package calendar

import "sync/atomic"

// pages are a list of blocks that are made when they are first asked for, and
// the running total of what they hold.
//
// A block holds some number of units (open seconds, business days). The total
// before a block is counted from the first block of page zero, and may therefore
// be negative. Blocks and totals never change once made: whoever makes one first
// publishes it, and everyone sees the same.
type pages[B any] struct {
	first, last int // the blocks there are: first ≤ i ≤ last, first a multiple of perPage
	dir         []atomic.Pointer[page[B]]
	build       func(i int) *B
	total       func(*B) int64
}

const (
	perPageBits = 4
	perPage     = 1 << perPageBits
)

type page[B any] struct {
	blocks [perPage]atomic.Pointer[B]
	sums   atomic.Pointer[pageSums]
}

// pageSums[k] is the total before the page's block k; the last is that of the
// whole page.
type pageSums [perPage + 1]int64

func newPages[B any](first, last int, build func(i int) *B, total func(*B) int64) *pages[B] {
	first = first >> perPageBits << perPageBits
	n := (last-first)>>perPageBits + 1
	return &pages[B]{
		first: first, last: first + n<<perPageBits - 1,
		dir: make([]atomic.Pointer[page[B]], n), build: build, total: total,
	}
}

func (p *pages[B]) page(i int) *page[B] {
	slot := &p.dir[(i-p.first)>>perPageBits]
	if pg := slot.Load(); pg != nil {
		return pg
	}
	slot.CompareAndSwap(nil, new(page[B]))
	return slot.Load()
}

// block returns block i and keeps it.
func (p *pages[B]) block(i int) *B {
	slot := &p.page(i).blocks[i&(perPage-1)]
	if b := slot.Load(); b != nil {
		return b
	}
	slot.CompareAndSwap(nil, p.build(i))
	return slot.Load()
}

// glance returns block i without keeping it, for searches that look at many.
func (p *pages[B]) glance(i int) *B {
	if pg := p.dir[(i-p.first)>>perPageBits].Load(); pg != nil {
		if b := pg.blocks[i&(perPage-1)].Load(); b != nil {
			return b
		}
	}
	return p.build(i)
}

// before returns the total before block i, which may be last+1.
func (p *pages[B]) before(i int) int64 {
	if i > p.last {
		return p.sums(p.last)[perPage]
	}
	return p.sums(i)[i&(perPage-1)]
}

// sums returns the totals of the page of block i, counted outwards from the page
// of block zero.
func (p *pages[B]) sums(i int) *pageSums {
	pg := p.page(i)
	if s := pg.sums.Load(); s != nil {
		return s
	}
	base, from := int64(0), i>>perPageBits<<perPageBits
	switch {
	case from > 0:
		// Go out page by page: the recursion would be hundreds of calls deep.
		for known := perPage; known < from; known += perPage {
			p.sums(known)
		}
		base = p.sums(from - 1)[perPage]
	case from < 0:
		for known := -perPage; known > from; known -= perPage {
			p.sums(known)
		}
		base = p.sums(from + perPage)[0]
	}
	var s pageSums
	for k := range perPage {
		s[k+1] = s[k] + p.total(p.glance(from+k))
	}
	if from < 0 {
		base -= s[perPage]
	}
	for k := range s {
		s[k] += base
	}
	pg.sums.CompareAndSwap(nil, &s)
	return pg.sums.Load()
}

// find returns the block that holds unit n, looking from block i on in whichever
// direction it lies; ok is false if there are fewer units.
func (p *pages[B]) find(i int, n int64) (block int, ok bool) {
	for {
		s := p.sums(i)
		switch from := i >> perPageBits << perPageBits; {
		case n < s[0]:
			if i = from - 1; i < p.first {
				return 0, false
			}
		case n >= s[perPage]:
			if i = from + perPage; i > p.last {
				return 0, false
			}
		default:
			k := 0
			for s[k+1] <= n {
				k++
			}
			return from + k, true
		}
	}
}
