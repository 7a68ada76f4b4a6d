package escalation

import (
	"cmp"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// A Load is how long someone is on call.
type Load struct {
	Person string        `json:"person"`
	OnCall time.Duration `json:"on_call"` // in nanoseconds in JSON
	Shifts int           `json:"shifts"`  // uninterrupted stretches
}

// Loads are how long each of several people is on call, sorted by name.
type Loads []Load

// Load returns how long everybody is on call in [from, to): all [Schedule.Members], also
// those who never are. A range of more than 292 years is an [msp.ErrRange] error. Cost:
// that of [Schedule.Shifts].
func (s Schedule) Load(from, to time.Time) (Loads, error) {
	if to.Sub(from) == longest {
		return nil, msp.NewInputError(msp.ErrRange, "escalation: load", instantText(from)+"/"+instantText(to), "more than 292 years")
	}
	members := s.Members()
	loads := make(Loads, len(members))
	place := make(map[string]int, len(members))
	for i, name := range members {
		loads[i].Person = name
		place[name] = i
	}
	for _, d := range s.duties(from, to) {
		one := &loads[place[d.Person]]
		one.OnCall += d.To.Sub(d.From)
		one.Shifts++
	}
	return loads, nil
}

const longest = time.Duration(1<<63 - 1)

// Least returns who is on call for the shortest time, the first by name of several: whom
// to ask for the next override. ok is false if there is nobody.
func (l Loads) Least() (least Load, ok bool) {
	if len(l) == 0 {
		return Load{}, false
	}
	return slices.MinFunc(l, func(a, b Load) int { return cmp.Compare(a.OnCall, b.OnCall) }), true
}

// Spread returns the difference between the longest and the shortest time on call: zero
// is fair.
func (l Loads) Spread() time.Duration {
	if len(l) == 0 {
		return 0
	}
	by := func(a, b Load) int { return cmp.Compare(a.OnCall, b.OnCall) }
	return slices.MaxFunc(l, by).OnCall - slices.MinFunc(l, by).OnCall
}
