package pricing_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A blockHalf is half an hour of a block, which it is held in one by one.
type blockHalf struct {
	lot       string
	from, end time.Time // end: the first day after the last; zero: none
	allotment bool
	age       int // periods that have begun since it was granted
}

// blockModel is a block as a heap of half hours, taken through its days one by one.
type blockModel struct {
	spec   pricing.BlockSpec
	anchor time.Time
	halves []blockHalf // in the order in which they came
	came   map[string]bool
	drawn  int // since the last grant
	level  int // reported since then
	log    []string
}

func blockDay(d msp.Date) time.Time {
	y, m, day := d.YMD()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// begins reports whether a period of the allotment begins on a day.
func (m *blockModel) begins(day time.Time) bool {
	if m.spec.Allotment.IsZero() {
		return false
	}
	if m.spec.Cadence == pricing.Week {
		return int(day.Sub(m.anchor)/(24*time.Hour))%7 == 0
	}
	months := map[pricing.Cadence]int{0: 1, pricing.Month: 1, pricing.Quarter: 3}[m.spec.Cadence]
	apart := (day.Year()-m.anchor.Year())*12 + int(day.Month()) - int(m.anchor.Month())
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return apart%months == 0 && day.Day() == min(m.anchor.Day(), last)
}

// drop removes those that a rule names, and writes down how many of which lots.
func (m *blockModel) drop(day time.Time, why string, rule func(h blockHalf) bool) {
	counts := map[string]int{}
	m.halves = slices.DeleteFunc(m.halves, func(h blockHalf) bool {
		if rule(h) {
			counts[h.lot]++
			return true
		}
		return false
	})
	for lot, n := range counts {
		m.log = append(m.log, fmt.Sprintf("%s %s %s %d", day.Format(time.DateOnly), why, lot, n))
	}
}

// periodEnds is the day after the end of an allotment's period.
func (m *blockModel) periodEnds(day time.Time) {
	most, allotted := int(m.spec.RolloverCap.IntPart())*2, 0
	if !m.spec.Rollover {
		most = 0
	} else if most == 0 {
		return
	}
	for _, h := range m.halves {
		if h.allotment {
			allotted++
		}
	}
	m.drop(day, "forfeited", func(h blockHalf) bool { // allotments stand in the order of their grants
		if h.allotment && allotted > most {
			allotted--
			return true
		}
		return false
	})
}

func (m *blockModel) put(h blockHalf, n int) {
	for range n {
		m.halves = append(m.halves, h)
	}
	if n > 0 {
		m.drawn, m.level = 0, 0
	}
}

// dayBegins is what happens on a day before any use.
func (m *blockModel) dayBegins(day time.Time) {
	m.drop(day, "expired", func(h blockHalf) bool { return !h.end.IsZero() && !day.Before(h.end) })
	if m.begins(day) {
		for i := range m.halves {
			m.halves[i].age++
		}
		life := m.spec.Life
		m.drop(day, "expired", func(h blockHalf) bool { return h.allotment && life > 0 && h.age >= life })
		h := blockHalf{lot: day.Format(time.DateOnly), from: day, allotment: true}
		if !m.spec.Rollover {
			life = 1
		}
		if life > 0 {
			end := day
			for ; life > 0; life-- {
				for end = end.AddDate(0, 0, 1); !m.begins(end); {
					end = end.AddDate(0, 0, 1)
				}
			}
			h.end = end
		}
		m.put(h, int(m.spec.Allotment.IntPart())*2)
	}
	for _, l := range m.spec.Lots {
		from, end := blockDay(l.From), time.Time{}
		if !l.To.IsZero() {
			end = blockDay(l.To).AddDate(0, 0, 1)
		}
		if m.came[l.ID] || day.Before(from) || !end.IsZero() && !day.Before(end) {
			continue
		}
		m.came[l.ID] = true
		m.put(blockHalf{lot: l.ID, from: from, end: end}, int(l.Size.IntPart())*2)
	}
}

// sooner reports whether a half is taken before another that came later.
func (m *blockModel) sooner(a, b blockHalf) bool {
	if m.spec.Order == pricing.EarliestEnd && !a.end.Equal(b.end) {
		return b.end.IsZero() || !a.end.IsZero() && a.end.Before(b.end)
	}
	return !b.from.Before(a.from)
}

// use takes a use, half by half.
func (m *blockModel) use(day time.Time, u pricing.Use) {
	burn, ok := m.spec.Burn[u.Type]
	if !ok {
		burn = decimal.New(1, 0)
	}
	if u.AfterHours && !m.spec.AfterHours.IsZero() {
		burn = burn.Mul(m.spec.AfterHours)
	}
	halvesOf := int(burn.Mul(decimal.New(2, 0)).IntPart()) // for an hour
	short := int(u.Amount.Num().Int64()) * halvesOf
	took, lots := map[string]int{}, []string{}
	for ; short > 0 && len(m.halves) > 0; short-- {
		best := 0
		for i, h := range m.halves {
			if !m.sooner(m.halves[best], h) {
				best = i
			}
		}
		h := m.halves[best]
		if day.Before(h.from) || !h.end.IsZero() && !day.Before(h.end) {
			panic("the model holds a half that cannot be used")
		}
		if took[h.lot]++; took[h.lot] == 1 {
			lots = append(lots, h.lot)
		}
		m.halves = slices.Delete(m.halves, best, best+1)
		m.drawn++
	}
	var line strings.Builder
	line.WriteString("use " + u.Ref)
	for _, lot := range lots {
		fmt.Fprintf(&line, " %s %d", lot, took[lot])
	}
	over := new(big.Rat)
	if short > 0 && !m.spec.BurnOverage {
		over.SetFrac64(int64(short), int64(halvesOf))
	} else if short > 0 {
		over.SetFrac64(int64(short), 2)
	}
	line.WriteString(" over " + over.String())
	m.log = append(m.log, line.String())
	for _, p := range []int{50, 75, 100} {
		if all := m.drawn + len(m.halves); p > m.level && all > 0 && m.drawn*100 >= p*all {
			m.level = p
			m.log = append(m.log, fmt.Sprintf("alert %d%% by %s", p, u.Ref))
		}
	}
}

// run takes the model through its days and returns what happened, sorted, and what
// is left of each lot.
func (m *blockModel) run(period msp.Period, uses []pricing.Use) (log []string, left map[string]int) {
	m.came = map[string]bool{}
	from, to := blockDay(period.From()), blockDay(period.To())
	for day := from; ; day = day.AddDate(0, 0, 1) {
		if day.After(from) && m.begins(day) {
			m.periodEnds(day)
		}
		if !day.Before(to) {
			break
		}
		m.dayBegins(day)
		for _, late := range []bool{false, true} { // the hours after closing come last
			for _, u := range uses { // by reference
				if blockDay(u.Date).Equal(day) && u.AfterHours == late {
					m.use(day, u)
				}
			}
		}
	}
	left = map[string]int{}
	for _, h := range m.halves {
		left[h.lot]++
	}
	slices.Sort(m.log)
	return m.log, left
}
