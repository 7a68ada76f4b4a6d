package catalog_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// aStep draws a step and its unit, mostly a small one.
func aStep(t *rapid.T) (every int, unit catalog.CadenceUnit) {
	every = rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 10_000)).Draw(t, "every")
	return every, catalog.CadenceUnit(rapid.IntRange(1, 4).Draw(t, "unit"))
}

func aCadence(t *rapid.T) catalog.Cadence {
	every, unit := aStep(t)
	c, err := catalog.NewCadence(every, unit)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// aDay draws a day so many days from another one.
func aDay(t *rapid.T, from msp.Date, least, most int, name string) msp.Date {
	d, err := from.AddDays(rapid.IntRange(least, most).Draw(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// aDate draws one of the years 1900 to 2100, often at the end of a month.
func aDate(t *rapid.T, name string) msp.Date {
	first := day("1900-01-01")
	if rapid.Bool().Draw(t, name+" ends a month") {
		d := time.Unix(int64(rapid.IntRange(-25_000, 47_000).Draw(t, name))*86_400, 0).UTC()
		d = d.AddDate(0, 0, -d.Day()) // the last of the month before
		return day(d.Format("2006-01-02"))
	}
	return aDay(t, first, 0, 73_000, name)
}

// isDue says whether a day is a due date: by the standard library and without numbering.
func isDue(every int, unit catalog.CadenceUnit, anchor, d msp.Date) bool {
	if d.Before(anchor) {
		return false
	}
	a, _ := time.Parse("2006-01-02", anchor.String())
	b, _ := time.Parse("2006-01-02", d.String())
	switch unit {
	case catalog.Day:
		return int(b.Sub(a).Hours())/24%every == 0
	case catalog.Week:
		return int(b.Sub(a).Hours())/24%(7*every) == 0
	case catalog.Month, catalog.Year:
		if unit == catalog.Year {
			every *= 12
		}
		apart := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
		isLast := b.AddDate(0, 0, 1).Day() == 1
		return apart%every == 0 && (b.Day() == a.Day() || isLast && b.Day() < a.Day())
	}
	return false
}

// Every day of a period is asked one by one.
func TestCadenceDatesAreTheDueDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		every, unit := aStep(t)
		c, err := catalog.NewCadence(every, unit)
		if err != nil {
			t.Fatal(err)
		}
		anchor := aDate(t, "anchor")
		from := aDay(t, anchor, -100, 30_000, "from")
		to := aDay(t, from, 0, 800, "length")
		p, err := msp.NewPeriod(from, to)
		if err != nil {
			t.Fatal(err)
		}
		var want []msp.Date
		for d := range p.Dates() {
			if isDue(every, unit, anchor, d) {
				want = append(want, d)
			}
		}
		if got := slices.Collect(c.Dates(anchor, p)); !slices.Equal(got, want) {
			t.Fatalf("%v from %v in %v = %v, want %v", c, anchor, p, got, want)
		}
		// C12: the parts make the whole.
		middle := aDay(t, from, 0, p.Days(), "middle")
		before, _ := msp.NewPeriod(from, middle)
		after, _ := msp.NewPeriod(middle, to)
		parts := slices.AppendSeq(slices.Collect(c.Dates(anchor, before)), c.Dates(anchor, after))
		if !slices.Equal(parts, want) {
			t.Fatalf("%v from %v in %v and %v = %v, want %v", c, anchor, before, after, parts, want)
		}
		// Last and Next are the neighbours.
		last, ok := c.Last(anchor, middle)
		if ok != !middle.Before(anchor) || ok && (last.After(middle) || !isDue(every, unit, anchor, last)) {
			t.Fatalf("%v from %v: Last(%v) = %v, %v", c, anchor, middle, last, ok)
		}
		next, ok := c.Next(anchor, middle)
		if ok && (!next.After(middle) || !isDue(every, unit, anchor, next)) {
			t.Fatalf("%v from %v: Next(%v) = %v", c, anchor, middle, next)
		}
		if !ok {
			next = day("9999-12-31")
		}
		first := from
		if !last.IsZero() {
			first, _ = last.AddDays(1)
		}
		if gap, err := msp.NewPeriod(first, next); err == nil && !middle.Before(anchor) {
			if between := slices.Collect(c.Dates(anchor, gap)); len(between) > 0 {
				t.Fatalf("%v from %v: %v between Last %v and Next %v of %v", c, anchor, between, last, next, middle)
			}
		}
	})
}

// The text reads back, and equal cadences are those of equal order.
func TestCadenceLaws(t *testing.T) {
	any3 := func(t *rapid.T) catalog.Cadence {
		return rapid.OneOf(
			rapid.Custom(aCadence), rapid.Custom(aCadence), rapid.Just(catalog.Cadence{}), rapid.Just(catalog.Continuous()),
		).Draw(t, "cadence")
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := any3(t), any3(t), any3(t)
		text, err := a.MarshalText()
		var back catalog.Cadence
		if err != nil || back.UnmarshalText(text) != nil || back != a {
			t.Fatalf("%q reads back as %v, %v", text, back, err)
		}
		if (a.Compare(b) == 0) != (a == b) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v.Compare(%v) = %d", a, b, a.Compare(b))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, but not in all", a, b, c)
		}
	})
}

// What compares as more frequent has no fewer dates over 400 years from the anchor, after
// which the calendar repeats.
func TestCadenceCompareCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aCadence(t), aCadence(t)
		anchor := day("2000-01-01")
		p, _ := msp.NewPeriod(anchor, day("2400-01-01"))
		count := func(c catalog.Cadence) (n int) {
			for range c.Dates(anchor, p) {
				if n++; n == 5000 {
					break
				}
			}
			return n
		}
		if a.Compare(b) < 0 && count(a) < count(b) {
			t.Fatalf("%v has %d dates and %v has %d", a, count(a), b, count(b))
		}
	})
}
