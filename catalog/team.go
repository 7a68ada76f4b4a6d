package catalog

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/metrics"
)

// A TeamSpec is a team or a role as people write it down: who delivers a service, who
// takes part in a RACI matrix, who is on call.
//
//	{"name":"desk","side":"provider","layer":"technical","level":"L1","people":["ana","ben"],"schedule":"desk",
//	 "band":{"counts":"endpoint","low":"250","high":"400"},
//	 "load":{"per_hour":"12","handle":"15m","on_duty":5,"share":"95%"}}
type TeamSpec struct {
	// Name is what services and matrices call it. Required.
	Name string

	// Title is for people. Empty: the name.
	Title string

	// Side is whose people they are; Client the name of the client, of a team of one client.
	Side   Side
	Client string

	// Layer is what the team is there for.
	Layer Layer

	// Level is the level of support at which it works, of the levels of the model.
	Level string

	// People are who is in it. Heads is how many full-time people that is; zero: as many
	// as there are names.
	People []string
	Heads  decimal.Decimal

	// Schedule is the name of its on-call schedule.
	Schedule string

	// Band is how many units one of the team should carry. Nil: not stated.
	Band *BandSpec

	// Load is what arrives at the team in its busiest hour. Nil: not stated.
	Load *LoadSpec
}

// A BandSpec is how much one person of a team carries: see [metrics.StaffingBand].
type BandSpec struct {
	// Counts is the unit, as the counts of contracts have it; "client" counts clients.
	Counts string

	// Low and High are the least and the most units a person, both in the band. Of a Flat
	// team they are its size, whatever it serves.
	Low, High decimal.Decimal
	Flat      bool
}

// A LoadSpec is the busiest hour of a team, to find out whether a promise of how soon
// somebody answers can be kept: see [metrics.Queue].
type LoadSpec struct {
	// PerHour is how many tickets arrive in an hour, Handle how long one takes.
	PerHour decimal.Decimal
	Handle  time.Duration

	// OnDuty is how many people work at that hour.
	OnDuty int

	// Share is the share of tickets that has to be answered in time. Zero: 95 %.
	Share msp.Percent
}

// ClientUnit is the unit of a band that counts clients.
const ClientUnit = "client"

func (s TeamSpec) clone() TeamSpec {
	s.People = slices.Clone(s.People)
	if s.Band != nil {
		band := *s.Band
		s.Band = &band
	}
	if s.Load != nil {
		load := *s.Load
		s.Load = &load
	}
	return s
}

// heads returns how many people the team has.
func (s TeamSpec) heads() msp.Ratio {
	if s.Heads.IsZero() {
		return msp.NewRatio(int64(len(s.People)), 1)
	}
	return number.Ratio(s.Heads)
}

// band returns the staffing band of the team.
func (s TeamSpec) band() metrics.StaffingBand {
	return metrics.StaffingBand{
		Team: s.Name, Title: s.Title, Counts: s.Band.Counts,
		Low: number.Ratio(s.Band.Low), High: number.Ratio(s.Band.High), Flat: s.Band.Flat,
	}
}

func (s TeamSpec) check(list *findings.List, path string) {
	list.Text(path+"name", s.Name, "a team has a name")
	list.Text(path+"title", s.Title, "")
	list.Text(path+"level", s.Level, "")
	checkDistinct(list, path+"people", s.People, needName)
	if s.Side > SideSupplier {
		list.Errorf(path+"side", msp.CodeRange, "%v is none", s.Side)
	}
	if s.Layer > Management {
		list.Errorf(path+"layer", msp.CodeRange, "%v is none", s.Layer)
	}
	if s.Client != "" && s.Side != SideClient {
		list.Errorf(path+"client", msp.CodeConflict, "only a team of the client's side is of one client")
	}
	checkNumber(list, path+"heads", s.Heads)
	if s.Band != nil {
		list.Text(path+"band.counts", s.Band.Counts, "want the unit that one person carries")
		checkNumber(list, path+"band.low", s.Band.Low)
		checkNumber(list, path+"band.high", s.Band.High)
		if s.Band.Low.Sign() <= 0 || number.Ratio(s.Band.Low).Compare(number.Ratio(s.Band.High)) > 0 {
			list.Errorf(path+"band", msp.CodeRange, "want more than 0, and no more at the low end than at the high one")
		}
	}
	if l := s.Load; l != nil {
		checkNumber(list, path+"load.per_hour", l.PerHour)
		if l.Handle <= 0 {
			list.Errorf(path+"load.handle", msp.CodeRange, "%s is not above zero", duration.Format(l.Handle))
		}
		if l.OnDuty < 1 || l.OnDuty > mostOnDuty {
			list.Errorf(path+"load.on_duty", msp.CodeRange, "%d is not 1 to %d", l.OnDuty, mostOnDuty)
		}
		if l.Share.Sign() < 0 || l.Share.Compare(hundredPercent()) >= 0 {
			list.Errorf(path+"load.share", msp.CodeRange, "%v is not above 0%% and below 100%%", l.Share)
		}
	}
}

const mostOnDuty = 100_000

// checkNumber finds a number below zero, and one with too many digits.
func checkNumber(list *findings.List, path string, d decimal.Decimal) {
	if err := number.Check("number", d); err != nil {
		list.Errorf(path, msp.CodeRange, "%v", err)
	} else if d.Sign() < 0 {
		list.Errorf(path, msp.CodeRange, "%s is below zero", number.Text(d))
	}
}

// UnmarshalJSON reads one team as [Parse] reads those of a model.
func (s *TeamSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*TeamSpec).decode)
}

// UnmarshalJSON reads a band as [Parse] reads that of a team.
func (s *BandSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*BandSpec).decode)
}

// UnmarshalJSON reads a load as [Parse] reads that of a team.
func (s *LoadSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*LoadSpec).decode)
}

func (s *TeamSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"title":    func(v *strict.Value) { v.String(&s.Title) },
		"side":     func(v *strict.Value) { v.Text(&s.Side) },
		"client":   func(v *strict.Value) { v.String(&s.Client) },
		"layer":    func(v *strict.Value) { v.Text(&s.Layer) },
		"level":    func(v *strict.Value) { v.String(&s.Level) },
		"people":   func(v *strict.Value) { strict.Texts(v, &s.People) },
		"heads":    func(v *strict.Value) { v.Decimal(&s.Heads) },
		"schedule": func(v *strict.Value) { v.String(&s.Schedule) },
		"band": func(v *strict.Value) {
			s.Band = new(BandSpec)
			s.Band.decode(v)
		},
		"load": func(v *strict.Value) {
			s.Load = new(LoadSpec)
			s.Load.decode(v)
		},
	})
}

func (s *BandSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"counts": func(v *strict.Value) { v.String(&s.Counts) },
		"low":    func(v *strict.Value) { v.Decimal(&s.Low) },
		"high":   func(v *strict.Value) { v.Decimal(&s.High) },
		"flat":   func(v *strict.Value) { v.Bool(&s.Flat) },
	})
}

func (s *LoadSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"per_hour": func(v *strict.Value) { v.Decimal(&s.PerHour) },
		"handle":   func(v *strict.Value) { v.Text((*strict.Duration)(&s.Handle)) },
		"on_duty":  func(v *strict.Value) { v.Int(&s.OnDuty, 1, mostOnDuty) },
		"share":    func(v *strict.Value) { v.Text(&s.Share) },
	})
}

// MarshalJSON returns the canonical JSON of the team: what is zero is left out. A text
// that is not UTF-8, and a number of more than 18 digits before or after the point, are
// errors.
func (s TeamSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name     strict.Text   `json:"name,omitzero"`
		Title    strict.Text   `json:"title,omitzero"`
		Side     Side          `json:"side,omitzero"`
		Client   strict.Text   `json:"client,omitzero"`
		Layer    Layer         `json:"layer,omitzero"`
		Level    strict.Text   `json:"level,omitzero"`
		People   []strict.Text `json:"people,omitempty"`
		Heads    strict.Number `json:"heads,omitzero"`
		Schedule strict.Text   `json:"schedule,omitzero"`
		Band     *BandSpec     `json:"band,omitempty"`
		Load     *LoadSpec     `json:"load,omitempty"`
	}{
		strict.Text(s.Name), strict.Text(s.Title), s.Side, strict.Text(s.Client), s.Layer, strict.Text(s.Level),
		strict.TextsJSON(s.People), strict.Number(s.Heads), strict.Text(s.Schedule), s.Band, s.Load,
	})
}

// MarshalJSON returns {"counts":"endpoint","low":"250","high":"400"}.
func (s BandSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Counts strict.Text   `json:"counts,omitzero"`
		Low    strict.Number `json:"low,omitzero"`
		High   strict.Number `json:"high,omitzero"`
		Flat   bool          `json:"flat,omitzero"`
	}{strict.Text(s.Counts), strict.Number(s.Low), strict.Number(s.High), s.Flat})
}

// MarshalJSON returns {"per_hour":"12","handle":"15m","on_duty":5,"share":"95%"}.
func (s LoadSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		PerHour strict.Number   `json:"per_hour,omitzero"`
		Handle  strict.Duration `json:"handle,omitzero"`
		OnDuty  int             `json:"on_duty,omitzero"`
		Share   msp.Percent     `json:"share,omitzero"`
	}{strict.Number(s.PerHour), strict.Duration(s.Handle), s.OnDuty, s.Share})
}
