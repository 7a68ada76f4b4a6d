package metrics_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// scoreTest is the textbook bound at z.
func scoreTest(met, n, z float64) float64 {
	p := met / n
	return (p + z*z/(2*n) - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// The oracle looks at every duration within history, and for each at every ticket.
func bruteCalibrate(history []metrics.PastTicket, wanted, z float64) (target time.Duration, met, missed int64, found bool) {
	var candidates []time.Duration
	for _, h := range history {
		if !h.Open && h.Took >= 0 && h.Took <= h.Age {
			candidates = append(candidates, h.Took)
		}
	}
	slices.Sort(candidates)
	for _, c := range candidates {
		met, missed = 0, 0
		for _, h := range history {
			switch {
			case h.Age < 0 || !h.Open && h.Took < 0 || h.Age < c:
			case !h.Open && h.Took <= c:
				met++
			default:
				missed++
			}
		}
		if met+missed > 0 && scoreTest(float64(met), float64(met+missed), z) >= wanted {
			return c, met, missed, true
		}
	}
	return 0, 0, 0, false
}

func TestCalibrateLaws(t *testing.T) {
	levels := map[string]float64{"80%": 0.841621233572914, "95%": 1.6448536269514727, "99.5%": 2.5758293035489004}
	rapid.Check(t, func(t *rapid.T) {
		long := rapid.Int64Range(1, 60).Draw(t, "long")
		open := rapid.IntRange(0, 4).Draw(t, "open of 20")
		history := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) metrics.PastTicket {
			return metrics.PastTicket{
				Age:  time.Duration(rapid.Int64Range(-1, 60).Draw(t, "age")),
				Took: time.Duration(rapid.Int64Range(-1, long).Draw(t, "took")),
				Open: rapid.IntRange(0, 19).Draw(t, "open") < open,
			}
		}), 0, 120).Draw(t, "history")
		share := rapid.Int64Range(1, 99).Draw(t, "wanted")
		wanted, _ := msp.NewPercent(share, 0)
		level := rapid.SampledFrom([]string{"80%", "95%", "99.5%"}).Draw(t, "confidence")
		target, met, missed, found := bruteCalibrate(history, float64(share)/100, levels[level])

		c, err := metrics.Calibrate(history, wanted, msp.MustParsePercent(level))
		tally := c.Rate.Tally()
		if err != nil || c.KPI.Value.Defined() != found || tally.Met() != met || tally.Missed() != missed ||
			found && (c.KPI.Value.Exact() != msp.NewRatio(int64(target), 1) || tally.Total() != int64(len(history))) {
			t.Fatalf("Calibrate = %v, %v, %v, want %v of %d and %d, %v", c.KPI, c.Rate, err, target, met, missed, found)
		}
		again, err := metrics.Calibrate(rapid.Permutation(history).Draw(t, "order"), wanted, msp.MustParsePercent(level))
		if err != nil || again != c {
			t.Fatalf("order counts: %v and %v, %v", c.KPI, again.KPI, err)
		}
		// Wanting more never gives a tighter target, nor does more confidence.
		more, _ := msp.NewPercent(min(share+rapid.Int64Range(0, 20).Draw(t, "more"), 99), 0)
		stricter, err1 := metrics.Calibrate(history, more, msp.MustParsePercent(level))
		surer, err2 := metrics.Calibrate(history, wanted, msp.MustParsePercent("99.9%"))
		for _, s := range []metrics.Calibration{stricter, surer} {
			if err1 != nil || err2 != nil || s.KPI.Value.Defined() && (!found || s.KPI.Value.Exact().Compare(c.KPI.Value.Exact()) < 0) {
				t.Fatalf("%v at first, then %v, %v, %v", c.KPI, s.KPI, err1, err2)
			}
		}
		// What is undefined says why: too few, if all of them closed at once would be too few.
		if !found {
			valid, quick := 0, slices.Clone(history)
			for i, h := range history {
				if h.Age >= 0 && (h.Open || h.Took >= 0) {
					valid++
				}
				quick[i].Open, quick[i].Took = false, min(0, h.Took)
				if h.Open {
					quick[i].Took = 0
				}
			}
			best, err := metrics.Calibrate(quick, wanted, msp.MustParsePercent(level))
			code := c.KPI.Value.Reason().Code()
			if err != nil || valid == 0 != (code == metrics.ReasonNoObservations) ||
				valid > 0 && !best.KPI.Value.Defined() && code != metrics.ReasonTooFew {
				t.Fatalf("undefined for %s, all at once %v, %v", code, best.KPI, err)
			}
		}
	})
}
