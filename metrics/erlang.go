package metrics

import "math"

// An erlang is a desk in steady state: tickets arrive at random, one by one, each
// takes a time of its own, exponential, and waits for the first technician who is
// free, in order of arrival. If quit is 0, nobody gives up and this is Erlang's
// model C (1917); otherwise each gives up after an exponential patience, Palm's
// model, now called Erlang A.
//
// All times are in handling times. The time that an arrival with endless patience
// would have to wait is V. The probability that V = 0 and the density of V at x > 0
// stand to each other as
//
//	1  to  load × B × exp(load × (1 − e^(−quit·x)) ÷ quit − technicians·x)
//
// where B is the blocking probability of one technician fewer (Erlang's model B).
// Baccelli and Hebuterne, On queues with impatient customers, 1981; Mandelbaum and
// Zeltyn, Service engineering in action: the Palm/Erlang-A queue, 2007. The density
// is smooth and has one peak, so that its integrals cost the same for every size;
// a sum over the number of those who wait would not.
type erlang struct {
	load float64 // arrivals in a handling time; above 0
	quit float64 // 1 ÷ patience
}

// An outlook is what an arrival has to expect. All are probabilities, but wait.
type outlook struct {
	miss   float64 // not to start within the limit
	queue  float64 // to find nobody free
	giveUp float64 // to give up
	wait   float64 // mean time to the start or to giving up; may be +Inf
}

// blocking returns the probability that all of so many technicians are busy, if
// nobody waits, from that of fewer: B(0) = 1 and B(k) = load·B(k−1) ÷ (k +
// load·B(k−1)). All terms are positive, so no digits are lost on the way.
func (e erlang) blocking(from int, b float64, to int) float64 {
	for k := from + 1; k <= to; k++ {
		b *= e.load
		b /= float64(k) + b
	}
	return b
}

// outlook returns what to expect of n > 0 technicians and a limit. The spare is n −
// load, the b is the blocking probability of n − 1. If nobody gives up the spare must
// be above 0, or there is no steady state.
func (e erlang) outlook(n, spare, b, limit float64) outlook {
	if e.quit == 0 {
		queue := e.load * b / (spare + e.load*b)
		return outlook{miss: queue * math.Exp(-spare*limit), queue: queue, wait: queue / spare}
	}
	// The density peaks at a V of top, and its height there is e^rise.
	d := density{quit: e.quit, slope: max(spare, 0), turn: min(e.load, n)}
	var rise float64
	if spare < 0 {
		lead := math.Log1p(-spare / n)
		d.top, rise = lead/e.quit, n/e.quit*bend(-lead)
	}
	early, late := d.areas(limit)
	// In units of the height, so that nothing overflows: e^−rise for V = 0.
	scale := e.load * b
	all := math.Exp(-rise) + scale*(early.all+late.all)
	giveUp := scale * (early.quit + late.quit) / all
	return outlook{
		miss:   scale * (early.quit + late.all) / all,
		queue:  scale * (early.all + late.all) / all,
		giveUp: giveUp,
		wait:   giveUp / e.quit, // who gives up leaves the queue at the rate quit, each
	}
}

// A density is that of V over its height: e^−fall, where the fall at a distance d
// from the top is slope·d + turn ÷ quit × bend(quit·d). It is zero at the top and
// convex. A top above 0 has no slope.
type density struct {
	quit, slope, turn, top float64
}

// bend returns e^−z − 1 + z, without losing digits near zero.
func bend(z float64) float64 {
	if math.Abs(z) > 0.1 {
		return math.Expm1(-z) + z
	}
	s := 1.0
	for k := 12.0; k > 2; k-- { // of the series, as far as it counts
		s = 1 - z/k*s
	}
	return z * z / 2 * s
}

// An area is an integral of a density, of all and of those who give up before V.
type area struct{ all, quit float64 }

func (a area) plus(b area) area { return area{a.all + b.all, a.quit + b.quit} }

// areas returns the integrals over V up to the limit and beyond it.
func (d density) areas(limit float64) (early, late area) {
	// Farther away from the top than these, the density is below e^−45 of its height
	// there, or of that at the limit: bend(−z) ≥ z²/2, and bend(z) ≥ z² ÷ (2 + z).
	const depth = 45
	q := d.quit / d.turn
	before := min(d.top, math.Sqrt(2*depth*q)/d.quit)
	after := (depth*q/2 + math.Sqrt(depth*q*(depth*q/4+2))) / d.quit
	if d.slope > 0 {
		after = min(after, depth/d.slope)
	}
	cut := limit - d.top
	switch {
	case cut <= -before:
		return area{}, d.area(-before, before).plus(d.area(0, after))
	case cut < 0:
		return d.area(-before, before+cut), d.area(cut, -cut).plus(d.area(0, after))
	}
	return d.area(-before, before).plus(d.area(0, min(cut, after))), d.area(cut, after)
}

// area returns the integrals over a length of distances from the top. It is the
// double exponential rule of Takahasi and Mori, 1974: its points crowd at both ends,
// where patience may be far shorter than the time between two technicians that become
// free.
func (d density) area(from, length float64) area {
	if length <= 0 {
		return area{}
	}
	const (
		points = 112
		step   = 1.0 / 32
	)
	sum := d.at(from+length/2, math.Pi/4)
	for k := 1; k <= points; k++ {
		u := float64(k) * step
		near := math.Exp(-math.Pi * math.Sinh(u))
		share := near / (1 + near) // of the length, from either end
		weight := math.Pi * math.Cosh(u) * share / (1 + near)
		sum = sum.plus(d.at(from+length*share, weight)).plus(d.at(from+length-length*share, weight))
	}
	return area{sum.all * length * step, sum.quit * length * step}
}

// at returns the density at a distance from the top, with a weight.
func (d density) at(distance, weight float64) area {
	all := weight * math.Exp(-d.slope*distance-d.turn/d.quit*bend(d.quit*distance))
	return area{all, -all * math.Expm1(-d.quit*max(distance+d.top, 0))}
}
