package escalation

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// A Load is how long someone is on call.
type Load struct {
	Person string
	OnCall time.Duration
	Duties int // uninterrupted stretches, see [Schedule.Duties]
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
	members := s.Members(from, to)
	loads := make(Loads, len(members))
	place := make(map[string]int, len(members))
	for i, name := range members {
		loads[i].Person = name
		place[name] = i
	}
	for _, d := range s.duties(from, to) {
		one := &loads[place[d.Person]]
		one.OnCall += d.To.Sub(d.From)
		one.Duties++
	}
	return loads, nil
}

const longest = time.Duration(1<<63 - 1)

// Least returns who is on call for the shortest time, the first by name of several: whom
// to ask for the next override, if free then. ok is false if there is nobody.
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

type loadJSON struct {
	Person strict.Text     `json:"person"`
	OnCall strict.Duration `json:"on_call"`
	Duties int             `json:"duties"`
}

// MarshalJSON returns {"person":"ana","on_call":"27h","duties":3}.
func (l Load) MarshalJSON() ([]byte, error) {
	return json.Marshal(loadJSON{strict.Text(l.Person), strict.Duration(l.OnCall), l.Duties})
}

// UnmarshalJSON reads what MarshalJSON returns, strictly.
func (l *Load) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, func(l *Load, v *strict.Value) {
		v.Object(strict.Fields{
			"person":  func(v *strict.Value) { v.String(&l.Person) },
			"on_call": func(v *strict.Value) { v.Text((*strict.Duration)(&l.OnCall)) },
			"duties":  func(v *strict.Value) { v.Int(&l.Duties, 0, math.MaxInt) },
		})
	})
}
