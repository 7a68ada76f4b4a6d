package calendar

import "sync/atomic"

// pages are the tables of all blocks, made when they are first asked for, and
// the running total of their open seconds.
//
// The total before a block is counted from block zero, and may therefore be
// negative. Tables and totals never change once made: whoever makes one first
// publishes it, and everyone sees the same.
type pages struct {
	first, last int // the blocks there are, first a multiple of perPage
	dir         []atomic.Pointer[page]
	source      source
	recent      atomic.Pointer[recentTable]
}

// A recentTable is the table last shared: a calendar may be part of another more
// than once, and is then asked for the same block again.
type recentTable struct {
	block int
	table *table
}

const (
	perPageBits = 4
	perPage     = 1 << perPageBits
)

type page struct {
	tables [perPage]atomic.Pointer[table]
	sums   atomic.Pointer[pageSums]
}

// pageSums[k] is the total before the page's block k; the last is that of the
// whole page.
type pageSums [perPage + 1]int64

func newPages(s source) *pages {
	const first = blockFirst >> perPageBits << perPageBits
	const n = (blockLast-first)>>perPageBits + 1
	return &pages{first: first, last: first + n<<perPageBits - 1, dir: make([]atomic.Pointer[page], n), source: s}
}

// table returns the table of block i and keeps it.
func (p *pages) table(i int) *table {
	if pg := p.dir[(i-p.first)>>perPageBits].Load(); pg != nil {
		if t := pg.tables[i&(perPage-1)].Load(); t != nil {
			return t
		}
	}
	return p.makeTable(i)
}

func (p *pages) makeTable(i int) *table {
	slot := &p.page(i).tables[i&(perPage-1)]
	slot.CompareAndSwap(nil, newTable(i, p.source.spans(i)))
	return slot.Load()
}

func (p *pages) page(i int) *page {
	slot := &p.dir[(i-p.first)>>perPageBits]
	if pg := slot.Load(); pg != nil {
		return pg
	}
	slot.CompareAndSwap(nil, new(page))
	return slot.Load()
}

// glance returns the table of block i without keeping it, for searches that look
// at many.
func (p *pages) glance(i int) *table {
	if pg := p.dir[(i-p.first)>>perPageBits].Load(); pg != nil {
		if t := pg.tables[i&(perPage-1)].Load(); t != nil {
			return t
		}
	}
	return newTable(i, p.source.spans(i))
}

// share is glance for the calendars that this one is part of.
func (p *pages) share(i int) *table {
	if r := p.recent.Load(); r != nil && r.block == i {
		return r.table
	}
	t := p.glance(i)
	p.recent.Store(&recentTable{i, t})
	return t
}

// before returns the total before block i, whose table is t.
func (p *pages) before(i int, t *table) int64 {
	if total := t.before.Load(); total != unknownTotal {
		return total
	}
	total := p.beforeBlock(i)
	t.before.Store(total)
	return total
}

// beforeBlock returns the total before block i, which may be last+1.
func (p *pages) beforeBlock(i int) int64 {
	if i > p.last {
		return p.sums(p.last)[perPage]
	}
	return p.sums(i)[i&(perPage-1)]
}

// sums returns the totals of the page of block i.
func (p *pages) sums(i int) *pageSums {
	if pg := p.dir[(i-p.first)>>perPageBits].Load(); pg != nil {
		if s := pg.sums.Load(); s != nil {
			return s
		}
	}
	return p.makeSums(i)
}

// makeSums counts the totals of the page of block i, outwards from the page of
// block zero.
func (p *pages) makeSums(i int) *pageSums {
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
		s[k+1] = s[k] + p.glance(from+k).total()
	}
	if from < 0 {
		base -= s[perPage]
	}
	for k := range s {
		s[k] += base
	}
	known := &p.page(i).sums
	known.CompareAndSwap(nil, &s)
	return known.Load()
}

// find returns the block that holds open second n, looking from block i on in
// whichever direction it lies; ok is false if there are fewer.
func (p *pages) find(i int, n int64) (block int, ok bool) {
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
			if here := i & (perPage - 1); s[here] <= n {
				k = here // most look a block or two ahead
			}
			for s[k+1] <= n {
				k++
			}
			return from + k, true
		}
	}
}
