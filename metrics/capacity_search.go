package metrics

import (
	"math"
	"math/big"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

// A queueSearch asks about several numbers of technicians. It keeps the blocking
// probability of the greatest that it passed, for greater ones.
type queueSearch struct {
	queue  Queue
	within time.Duration
	load   *big.Rat
	model  erlang // all times in handling times
	limit  float64
	from   int     // of blocking
	b      float64 // of from
}

func (q Queue) search(within time.Duration) (*queueSearch, error) {
	load, err := q.Load()
	if err != nil {
		return nil, err
	}
	if within < 0 {
		return nil, msp.NewInputError(msp.ErrRange, "metrics: limit", duration.Format(within), "below zero")
	}
	s := &queueSearch{queue: q, within: within, limit: float64(within) / float64(q.Handle), b: 1}
	s.load, _ = load.Rat()
	s.model.load, _ = load.Float64()
	if q.Patience > 0 {
		s.model.quit = float64(q.Handle) / float64(q.Patience)
	}
	return s, nil
}

// overloaded returns the greatest number of technicians that do not keep up.
func (s *queueSearch) overloaded() int {
	n := new(big.Int).Quo(s.load.Num(), s.load.Denom()) // at most mostLoad
	return int(n.Int64())
}

// passed says that no fewer technicians will be asked about.
func (s *queueSearch) passed(technicians int) {
	s.b = s.model.blocking(s.from, s.b, technicians-1)
	s.from = technicians - 1
}

// outlook returns what to expect of so many technicians.
func (s *queueSearch) outlook(technicians int) outlook {
	exact := new(big.Rat).SetInt64(int64(technicians))
	exact.Sub(exact, s.load)
	switch {
	case s.queue.Patience == 0 && exact.Sign() <= 0:
		return outlook{miss: 1, queue: 1, wait: math.Inf(1)}
	case technicians == 0:
		return outlook{miss: 1, queue: 1, giveUp: 1, wait: 1 / s.model.quit}
	case s.model.load == 0:
		return outlook{}
	}
	spare, _ := exact.Float64()
	b := s.model.blocking(s.from, s.b, technicians-1)
	return s.model.outlook(float64(technicians), spare, b, s.limit)
}

// estimate returns an outlook as it is published. Rounding may leave a share a last
// digit beyond 0 and 1.
func (s *queueSearch) estimate(technicians int, o outlook) QueueEstimate {
	share := func(p float64) float64 { return min(max(p, 0), 1) }
	e := QueueEstimate{
		Technicians: technicians, Within: s.within,
		ServiceLevel: share(1 - o.miss), Waiting: share(o.queue), GivingUp: share(o.giveUp), Occupancy: 1,
	}
	if technicians > 0 {
		e.Occupancy = share(s.model.load * (1 - o.giveUp) / float64(technicians))
	}
	wait := math.Round(o.wait * float64(s.queue.Handle))
	switch {
	case s.queue.Patience > 0:
		e.MeanWait = s.queue.Patience
		if wait < float64(s.queue.Patience) {
			e.MeanWait = time.Duration(wait)
		}
	case wait < math.MaxInt64:
		e.MeanWait = time.Duration(wait)
	default:
		e.Unbounded = true
	}
	return e
}
