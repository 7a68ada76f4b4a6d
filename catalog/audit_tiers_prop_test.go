package catalog_test

import (
	"fmt"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// looserHours are calendars that open and close at whole minutes, the same every week.
const looserHours = `[
  {"name":"24x7","zone":"America/New_York","always":true},
  {"name":"office","zone":"America/New_York","hours":"Mon-Fri 08:00-17:00"},
  {"name":"late","zone":"America/New_York","hours":"Mon-Fri 09:30-17:00"},
  {"name":"extended","zone":"America/New_York","hours":"Mon-Fri 07:00-20:00; Sat 08:00-14:00"},
  {"name":"split","zone":"America/New_York","hours":"Mon-Fri 08:00-12:00,13:00-17:00"}]`

// A halfMinutes counts the open half minutes before each half minute of four weeks.
type halfMinutes []int

func halfMinutesOf(c calendar.Calendar, from time.Time) halfMinutes {
	count := make(halfMinutes, 28*24*120+1)
	for i := range len(count) - 1 {
		count[i+1] = count[i]
		if c.IsOpen(from.Add(time.Duration(i) * 30 * time.Second)) {
			count[i+1]++
		}
	}
	return count
}

// limit returns the last half minute at which no more than some hours have passed.
func (h halfMinutes) limit(opened, hours int) int {
	return sort.Search(len(h), func(i int) bool { return h[i] > h[opened]+hours*120 }) - 1
}

// A tier is found to be looser where stepping through a week of openings by half minutes
// finds a limit that is later. Between whole minutes limits are linear.
func TestCheckTiersLooser(t *testing.T) {
	names := []string{"24x7", "office", "late", "extended", "split"}
	hours := make(map[string]halfMinutes)
	monday := calendar.IntervalOf(msp.MustParsePeriod("2026-06-01/2026-06-02"), zones.MustLoad("America/New_York")).From
	looser, fine := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		above, own := rapid.SampledFrom(names).Draw(t, "above"), rapid.SampledFrom(names).Draw(t, "own")
		most, more := rapid.IntRange(1, 10).Draw(t, "hours above"), rapid.IntRange(1, 10).Draw(t, "hours")
		model, err := catalog.Parse(fmt.Appendf(nil, `{"calendars":%s,"tiers":[
			{"name":"bronze","goals":[{"metric":"first_response","targets":[{"span":{"within":"%dh"},"calendar":"%s"}]}]},
			{"name":"silver","extends":"bronze","goals":[{"metric":"first_response","targets":[{"span":{"within":"%dh"},"calendar":"%s"}]}]}]}`,
			looserHours, most, above, more, own), msp.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		c, err := model.Compile(zones.Load)
		if own == above && more > most {
			if err == nil {
				t.Fatal("a regression compiles")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{own, above} {
			if hours[name] == nil {
				found, _ := c.Calendar(name)
				hours[name] = halfMinutesOf(found, monday)
			}
		}
		want := 0
		for opened := range 7 * 24 * 120 {
			if hours[own].limit(opened, more) > hours[above].limit(opened, most) {
				want = 1
				break
			}
		}
		if got := c.Audit(msp.MustParseDate("2026-06-01")).Of(catalog.CodeTierLooser); len(got) != want {
			t.Fatalf("%dh in %s after %dh in %s: %v, want %d", more, own, most, above, got, want)
		}
		looser += want
		fine += 1 - want
	})
	if looser == 0 || fine == 0 {
		t.Errorf("%d are looser, %d are not: not much of a test", looser, fine)
	}
}
