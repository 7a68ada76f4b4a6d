package metrics_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Without patience the estimate is the textbook's: C = L ÷ (S + L), where S is the sum of
// load^j ÷ j! below n and L is load^n ÷ n! × n ÷ (n − load), in exact fractions.
func TestQueueIsErlangC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		technicians := rapid.IntRange(1, 40).Draw(t, "technicians")
		parts := rapid.Int64Range(1, 1000*int64(technicians)-1).Draw(t, "load in thousandths")
		limit := rapid.Int64Range(0, 5000).Draw(t, "limit in thousandths")
		queue := metrics.Queue{PerHour: msp.NewRatio(parts, 1000), Handle: time.Hour}
		got, err := queue.With(technicians, time.Duration(limit)*time.Hour/1000)
		if err != nil {
			t.Fatal(err)
		}
		load, term, sum := big.NewRat(parts, 1000), big.NewRat(1, 1), new(big.Rat)
		for j := range int64(technicians) {
			sum.Add(sum, term)
			term.Mul(term, load).Mul(term, big.NewRat(1, j+1))
		}
		spare := new(big.Rat).Sub(big.NewRat(int64(technicians), 1), load)
		late := term.Mul(term, big.NewRat(int64(technicians), 1)).Quo(term, spare)
		waiting := new(big.Rat).Quo(late, sum.Add(sum, late))
		wait, _ := new(big.Rat).Quo(waiting, spare).Float64()
		share, _ := waiting.Float64()
		gap, _ := spare.Float64()
		level := 1 - share*math.Exp(-gap*float64(limit)/1000)
		// Some hundred roundings of 10⁻¹⁶, none of a difference.
		if !nearShare(got.Waiting, share, 1e-13*share) || !nearShare(got.ServiceLevel, level, 1e-13) || math.Abs(float64(got.MeanWait)/float64(time.Hour)-wait) > 1e-12*wait+1e-12 {
			t.Fatalf("%+v, want waiting %v, level %v, wait %v", got, share, level, wait)
		}
	})
}

// erlangA is the second opinion on queues with patience: the birth–death chain, state by
// state, to 300 bits. An arrival that finds k in the queue is served after k + 1 steps at
// the rates n + iθ, i = 0 … k, so that e^(−θV) has the distribution Beta(n/θ, k + 1), and
// is served within t with probability E[e^(−θV); V ≤ t], which is the mean n/θ ÷ (n/θ + k
// + 1) times a tail of Beta(n/θ + 1, k + 1). Times are in handling times.
func erlangA(load, theta float64, n int, limit float64) (level, waiting, giveUp float64) {
	num := func(x float64) *big.Float { return new(big.Float).SetPrec(300).SetFloat64(x) }
	next := func(w *big.Float, rate float64) *big.Float {
		w = new(big.Float).Mul(w, num(load))
		return w.Quo(w, num(rate))
	}
	weight, total := num(1), num(0)
	for j := range n {
		total.Add(total, weight)
		weight = next(weight, float64(j+1))
	}
	in, queue, late := new(big.Float).Copy(total), num(0), num(0)
	for k := 0; ; k++ {
		total.Add(total, weight)
		late.Add(late, weight)
		queue.Add(queue, new(big.Float).Mul(weight, num(float64(k))))
		c := float64(n) / theta
		in.Add(in, new(big.Float).Mul(weight, num(betaTail(c+1, k+1, math.Exp(-theta*limit))*c/(c+float64(k+1)))))
		weight = next(weight, float64(n)+float64(k+1)*theta)
		rest, _ := new(big.Float).Quo(weight, total).Float64()
		if float64(n)+float64(k)*theta > 2*load && rest < 1e-30 { // each that follows is less than half
			break
		}
	}
	over := func(x *big.Float) float64 { f, _ := x.Quo(x, total).Float64(); return f }
	return over(in), over(late), over(queue) * theta / load
}

// betaTail returns P(X ≥ s) of Beta(a, m), m a whole number.
func betaTail(a float64, m int, s float64) float64 {
	term, sum := math.Pow(s, a), 0.0
	for j := range m {
		sum += term
		term *= (a + float64(j)) / float64(j+1) * (1 - s)
	}
	return max(1-sum, 0)
}

func TestQueueIsErlangA(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		technicians := rapid.IntRange(1, 40).Draw(t, "technicians")
		load := float64(rapid.IntRange(1, 60_000).Draw(t, "load in thousandths")) / 1000
		patience := rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 10 * time.Minute, time.Hour, 5 * time.Hour}).Draw(t, "patience")
		limit := rapid.SampledFrom([]time.Duration{0, time.Second, time.Minute, 20 * time.Minute, time.Hour, 100 * time.Hour}).Draw(t, "limit")
		queue := metrics.Queue{PerHour: msp.NewRatio(int64(math.Round(load*1000)), 1000), Handle: time.Hour, Patience: patience}
		got, err := queue.With(technicians, limit)
		if err != nil {
			t.Fatal(err)
		}
		level, waiting, giveUp := erlangA(load, float64(time.Hour)/float64(patience), technicians, limit.Hours())
		// The series of the tail is summed in float64, up to some hundred terms.
		if !nearShare(got.ServiceLevel, level, 1e-11) || !nearShare(got.Waiting, waiting, 1e-13) || !nearShare(got.GivingUp, giveUp, 1e-13) ||
			!nearShare(float64(got.MeanWait), giveUp*float64(patience), 2) || !nearShare(got.Occupancy, load*(1-giveUp)/float64(technicians), 1e-12) {
			t.Fatalf("%+v, want level %v, waiting %v, giving up %v", got, level, waiting, giveUp)
		}
	})
}

// simulate lets tickets arrive, wait and give up, one by one, in handling times. It
// returns the share that starts within the limit and its standard error, from the means
// of 40 batches, each of which is thousands of handling times long.
func simulate(load, patience float64, technicians int, limit float64) (level, standardError float64) {
	const batches, size = 40, 10_000
	random := rand.New(rand.NewPCG(1917, 1946))
	free := make([]float64, technicians) // when each technician is
	now := 0.0
	var sum, squares float64
	for batch := range batches + 1 { // the first one fills the desk
		good := 0
		for range size {
			now += random.ExpFloat64() / load
			first := 0
			for i, t := range free {
				if t < free[first] {
					first = i
				}
			}
			start := max(now, free[first])
			if patience > 0 && start-now > patience*random.ExpFloat64() {
				continue
			}
			free[first] = start + random.ExpFloat64()
			if start-now <= limit {
				good++
			}
		}
		if share := float64(good) / size; batch > 0 {
			sum += share
			squares += share * share
		}
	}
	level = sum / batches
	return level, math.Sqrt((squares/batches - level*level) / (batches - 1))
}

// Estimates agree with what happens, to four standard errors. The seed is fixed: what
// holds once holds always.
func TestQueueAgreesWithSimulation(t *testing.T) {
	for _, tt := range []struct {
		perHour     string
		technicians int
		patience    time.Duration
		within      time.Duration
	}{
		{"40/1", 10, 0, 5 * time.Minute},
		{"40/1", 8, 10 * time.Minute, 5 * time.Minute},
		{"40/1", 6, 30 * time.Minute, 12 * time.Minute},
		{"20/1", 5, 2 * time.Minute, time.Minute},
		{"12/1", 2, time.Hour, 24 * time.Minute},
	} {
		const handle = 12 * time.Minute
		queue := queueOf(tt.perHour, handle, tt.patience)
		got, err := queue.With(tt.technicians, tt.within)
		if err != nil {
			t.Fatal(err)
		}
		load, err := queue.Load()
		if err != nil {
			t.Fatal(err)
		}
		erlangs, _ := load.Float64()
		level, deviation := simulate(erlangs, float64(tt.patience)/float64(handle), tt.technicians, float64(tt.within)/float64(handle))
		if deviation > 0.005 || !nearShare(got.ServiceLevel, level, 4*deviation) {
			t.Errorf("%+v: %v, simulated %.4f ± %.4f", tt, got, level, deviation)
		}
	}
}

// More patience tends to nobody giving up.
func TestQueuePatienceWithoutEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		technicians := rapid.IntRange(2, 200).Draw(t, "technicians")
		load := rapid.IntRange(1, technicians*9/10).Draw(t, "load")
		within := time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second
		queue := metrics.Queue{PerHour: msp.NewRatio(int64(load), 1), Handle: time.Hour}
		endless, err := queue.With(technicians, within)
		if err != nil {
			t.Fatal(err)
		}
		last := 1.0
		for _, patience := range []time.Duration{10 * time.Hour, 1000 * time.Hour, 100_000 * time.Hour, math.MaxInt64} {
			queue.Patience = patience
			got, err := queue.With(technicians, within)
			if err != nil {
				t.Fatal(err)
			}
			off := max(math.Abs(got.ServiceLevel-endless.ServiceLevel), math.Abs(got.Waiting-endless.Waiting), got.GivingUp)
			if off > last+1e-13 {
				t.Fatalf("patience %v is off by %v, less by %v", patience, off, last)
			}
			last = off
		}
		// The queue is a few times 10 long, and each in it gives up once in 2.5 million hours.
		if last > 1e-4 {
			t.Fatalf("off by %v", last)
		}
	})
}

// wildQueue draws queues of all scales, some of them refused.
func wildQueue(t *rapid.T) metrics.Queue {
	times := rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 10), rapid.Int64Range(int64(time.Second), int64(10*time.Hour)))
	return metrics.Queue{
		PerHour:  msp.NewRatio(rapid.Int64().Draw(t, "num"), rapid.OneOf(rapid.Int64(), rapid.Int64Range(1, 1000)).Draw(t, "den")),
		Handle:   time.Duration(times.Draw(t, "handle")),
		Patience: time.Duration(times.Draw(t, "patience")),
	}
}

// checkEstimate holds what is true of every estimate.
func checkEstimate(tb interface{ Fatalf(string, ...any) }, q metrics.Queue, e metrics.QueueEstimate) {
	for _, share := range []float64{e.ServiceLevel, e.Waiting, e.GivingUp, e.Occupancy} {
		if !(share >= 0 && share <= 1) {
			tb.Fatalf("%+v: %+v is no share", q, e)
		}
	}
	if e.MeanWait < 0 || e.Unbounded && (e.MeanWait != 0 || q.Patience > 0) || q.Patience == 0 && e.GivingUp != 0 || q.Patience > 0 && e.MeanWait > q.Patience {
		tb.Fatalf("%+v: %+v", q, e)
	}
	if e.ServiceLevel < 1-e.Waiting-1e-12 || e.ServiceLevel > 1-e.GivingUp+1e-12 {
		tb.Fatalf("%+v: %+v is not between starting at once and starting at all", q, e)
	}
}

// Whatever is asked, the answer is a typed error or a sound estimate; who waits at all
// misses a limit of zero, and who gives up misses every limit.
func TestQueueWild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := wildQueue(t)
		technicians := rapid.OneOf(rapid.IntRange(0, 100), rapid.IntRange(-1, 20_000)).Draw(t, "technicians")
		within := time.Duration(rapid.Int64().Draw(t, "within"))
		e, err := q.With(technicians, within)
		if err != nil {
			if !errors.Is(err, msp.ErrRange) && !errors.Is(err, msp.ErrUndefined) {
				t.Fatal(err)
			}
			return
		}
		checkEstimate(t, q, e)
		now, err1 := q.With(technicians, 0)
		ever, err2 := q.With(technicians, math.MaxInt64)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		checkEstimate(t, q, now)
		if !nearShare(now.ServiceLevel, 1-now.Waiting, 1e-12) || now.ServiceLevel > e.ServiceLevel+1e-12 || e.ServiceLevel > ever.ServiceLevel+1e-12 {
			t.Fatalf("%+v: %+v, at once %+v, at all %+v", q, e, now, ever)
		}
	})
}

// busyQueue draws queues that an MSP might have.
func busyQueue(t *rapid.T) metrics.Queue {
	return metrics.Queue{
		PerHour:  msp.NewRatio(rapid.Int64Range(0, 100_000).Draw(t, "num"), rapid.Int64Range(1, 100).Draw(t, "den")),
		Handle:   time.Duration(rapid.Int64Range(1, int64(time.Hour)).Draw(t, "handle")),
		Patience: time.Duration(rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(1, int64(10*time.Hour))).Draw(t, "patience")),
	}
}

// More technicians never lower the service level, more work never raises it: but for the
// last digits of a float64.
func TestQueueMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := busyQueue(t)
		technicians := rapid.IntRange(0, 1500).Draw(t, "technicians")
		within := time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "within"))
		more := q
		more.PerHour, _ = q.PerHour.Mul(msp.NewRatio(rapid.Int64Range(100, 200).Draw(t, "percent"), 100))
		e, err1 := q.With(technicians, within)
		better, err2 := q.With(technicians+rapid.IntRange(1, 3).Draw(t, "more"), within)
		worse, err3 := more.With(technicians, within)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		const last = 1e-12
		if better.ServiceLevel < e.ServiceLevel-last || better.Waiting > e.Waiting+last || better.GivingUp > e.GivingUp+last || better.Occupancy > e.Occupancy+last {
			t.Fatalf("%+v with %d more is %+v", e, better.Technicians-technicians, better)
		}
		if worse.ServiceLevel > e.ServiceLevel+last || worse.Waiting < e.Waiting-last || worse.GivingUp < e.GivingUp-last || worse.Occupancy < e.Occupancy-last {
			t.Fatalf("%+v with more work is %+v", e, worse)
		}
	})
}

// The number is the least: it keeps the promise, and one fewer does not.
func TestQueueStaffIsLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := busyQueue(t)
		coef := rapid.Int64Range(1, 9999).Draw(t, "share in hundredths of a percent")
		share, err := msp.NewPercent(coef, 2)
		if err != nil {
			t.Fatal(err)
		}
		within := time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "within"))
		need, err := q.Staff(share, within)
		if err != nil {
			t.Fatal(err)
		}
		same, err1 := q.With(need.Technicians, within)
		fewer, err2 := q.With(need.Technicians-1, within)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		wanted := float64(coef) / 10_000
		// The search keeps what it has computed: the same sum, in other steps.
		if !nearShare(same.ServiceLevel, need.ServiceLevel, 1e-12) || need.ServiceLevel < wanted-1e-12 || fewer.ServiceLevel > wanted+1e-12 {
			t.Fatalf("%+v for %v: %+v, one fewer: %+v", q, share, need, fewer)
		}
		for technicians := range need.Technicians { // none below either
			if technicians%97 == 0 {
				if e, err := q.With(technicians, within); err != nil || e.ServiceLevel > wanted+1e-12 {
					t.Fatalf("%+v for %v: %+v, but also %+v, %v", q, share, need, e, err)
				}
			}
		}
	})
}

// Rostered people that are at the desk for their share are enough, and one fewer is not.
func TestRosteredLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		onDuty := rapid.IntRange(1, 1_000_000).Draw(t, "on duty")
		coef := rapid.Int64Range(0, 9999).Draw(t, "shrinkage in hundredths of a percent")
		shrinkage, err := msp.NewPercent(coef, 2)
		if err != nil {
			t.Fatal(err)
		}
		people, err := metrics.Rostered(onDuty, shrinkage)
		there := func(people int) int64 { return int64(people) * (10_000 - coef) }
		if err != nil || there(people) < int64(onDuty)*10_000 || there(people-1) >= int64(onDuty)*10_000 {
			t.Fatalf("Rostered(%d, %v) = %d, %v", onDuty, shrinkage, people, err)
		}
	})
}

func FuzzQueue(f *testing.F) {
	f.Add(int64(40), int64(1), int64(12*time.Minute), int64(0), 10, int64(15*time.Minute), int64(8000))
	f.Add(int64(1_000_000), int64(1), int64(time.Hour), int64(1), 1_000_000, int64(0), int64(9999))
	f.Add(int64(1), int64(math.MaxInt64), int64(1), int64(math.MaxInt64), 1, int64(math.MaxInt64), int64(1))
	f.Add(int64(1), int64(math.MinInt64), int64(math.MaxInt64), int64(1), 0, int64(-1), int64(0))
	f.Add(int64(999_999_999), int64(1000), int64(time.Hour), int64(math.MaxInt64), 999_999, int64(time.Hour), int64(9999))
	f.Fuzz(func(t *testing.T, num, den, handle, patience int64, technicians int, within, coef int64) {
		q := metrics.Queue{PerHour: msp.NewRatio(num, den), Handle: time.Duration(handle), Patience: time.Duration(patience)}
		if e, err := q.With(technicians, time.Duration(within)); err == nil {
			checkEstimate(t, q, e)
		}
		share, err := msp.NewPercent(coef, 2)
		if err != nil {
			return
		}
		if e, err := q.Staff(share, time.Duration(within)); err == nil {
			checkEstimate(t, q, e)
			if e.ServiceLevel < float64(coef)/10_000-1e-9 {
				t.Fatalf("%+v for %v: %+v", q, share, e)
			}
		}
	})
}
