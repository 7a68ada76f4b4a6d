package main

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// Staff are who works for the clients: the teams of the model that have a staffing band.
type Staff struct {
	Teams []Team
	Queue *Queue // nil: nothing is asked of a team
}

// A Team is one of them. Heads are full-time equivalents over time.
type Team struct {
	Band  metrics.StaffingBand
	Heads pricing.Timeline
}

// A Queue is what a team is to answer, when it is there, and what it is counted by.
type Queue struct {
	Team      string // for people
	Heads     pricing.Timeline
	Hours     string // the name of Open
	Open      calendar.Calendar
	Share     msp.Percent
	Within    time.Duration
	Peak      msp.Ratio // of the busiest hour, to the mean of the open ones
	Shrinkage msp.Percent
	Shifts    int // that follow one another in the open hours
}

// usualShare is the share of tickets to be begun in time where the model states none, as
// of [catalog.LoadSpec].
const usualShare = "95%"

// staff returns who works, nil if the model has no team with a band.
func (m *Model) staff(s *Settings) *Staff {
	out := new(Staff)
	for i := range m.spec.Teams {
		team := &m.spec.Teams[i]
		if b := team.Band; b != nil {
			out.Teams = append(out.Teams, Team{
				metrics.StaffingBand{Team: team.Name, Title: titleOf(team), Counts: b.Counts, Low: exact(b.Low), High: exact(b.High), Flat: b.Flat},
				headsOf(team, s),
			})
		}
	}
	if q := s.Queue; q != nil {
		team, _ := m.team(q.Team)
		open, _ := m.catalog.Calendar(q.Hours)
		share := team.Load.Share
		if share.IsZero() {
			share = msp.MustParsePercent(usualShare)
		}
		out.Queue = &Queue{titleOf(team), headsOf(team, s), q.Hours, open, share, time.Duration(q.Within), exact(q.Peak.Decimal), q.Shrinkage, q.Shifts}
	}
	if len(out.Teams) == 0 && out.Queue == nil {
		return nil
	}
	return out
}

// team returns the team of a name.
func (m *Model) team(name string) (*catalog.TeamSpec, bool) {
	i := slices.IndexFunc(m.spec.Teams, func(t catalog.TeamSpec) bool { return t.Name == name })
	if i < 0 {
		return nil, false
	}
	return &m.spec.Teams[i], true
}

// headsOf returns how many people a team has over time.
func headsOf(team *catalog.TeamSpec, s *Settings) pricing.Timeline {
	if heads, ok := s.Heads[team.Name]; ok {
		return heads
	}
	heads := team.Heads
	if heads.IsZero() {
		heads = decimal.NewFromInt(int64(len(team.People)))
	}
	return pricing.Timeline{{Quantity: heads}}
}

func titleOf(team *catalog.TeamSpec) string {
	if team.Title != "" {
		return team.Title
	}
	return team.Name
}

// everybody returns the full-time equivalents of all teams on a day.
func (s *Staff) everybody(day msp.Date) (sum msp.Ratio, err error) {
	sum = msp.NewRatio(0, 1)
	for _, team := range s.Teams {
		if sum, err = sum.Add(exact(team.Heads.At(day))); err != nil {
			return msp.Ratio{}, err
		}
	}
	return sum, nil
}
