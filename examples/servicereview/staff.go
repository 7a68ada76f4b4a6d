package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// Staff are who works for the clients, what is asked of the desk, and which business
// reviews were due.
type Staff struct {
	Teams   map[string]pricing.Timeline // full-time equivalents, by the name of a staffing band
	Queue   *Queue                      // nil: nothing is asked of the desk
	Reviews map[*Client]metrics.Reviews // of the months of the review
}

// A Queue is what the desk is to answer, when it is there, and what it is counted by.
type Queue struct {
	Team      string
	Hours     string // the name of Open
	Open      calendar.Calendar
	Share     msp.Percent
	Within    time.Duration
	Peak      msp.Ratio // of the busiest hour, to the mean of the open ones
	Shrinkage msp.Percent
	Shifts    int // that follow one another in the open hours
}

// staffReader turns a document into staff.
type staffReader struct {
	document

	model *Model
	out   Staff
}

// ReadStaff reads who works for the clients of a model. All findings are returned,
// sorted; it can be used if none of them is an error.
func ReadStaff(data []byte, model *Model) (*Staff, msp.Issues) {
	r := &staffReader{model: model}
	r.out = Staff{Teams: make(map[string]pricing.Timeline), Reviews: make(map[*Client]metrics.Reviews)}
	if !r.check(data) || !r.plainTexts("", data) {
		return nil, r.issues
	}
	r.fields("", data, map[string]part{
		"teams":   func(path string, raw json.RawMessage) { r.object(path, raw, r.readTeam) },
		"queue":   r.readQueue,
		"reviews": func(path string, raw json.RawMessage) { r.object(path, raw, r.readReviews) },
	})
	if q := r.out.Queue; q != nil && r.issues.Err() == nil {
		if _, ok := r.out.Teams[q.Team]; !ok {
			r.errorf("queue.team", msp.CodeUnknownName, "no team %q among the teams", q.Team)
		}
	}
	return &r.out, r.issues.Sorted()
}

func (r *staffReader) readTeam(name, path string, raw json.RawMessage) {
	var known []string
	for _, band := range metrics.CompassStaffing() {
		known = append(known, band.Team)
	}
	if !slices.Contains(known, name) {
		r.errorf(path, msp.CodeUnknownName, "no staffing band %q; there are %s", name, strings.Join(known, ", "))
		return
	}
	var t pricing.Timeline
	r.take(path, t.UnmarshalJSON(raw))
	r.issues = append(r.issues, t.Validate().At(path)...)
	r.out.Teams[name] = t
}

func (r *staffReader) readQueue(path string, raw json.RawMessage) {
	q := &Queue{Peak: msp.NewRatio(1, 1), Shifts: 1}
	var share, shrinkage, within, peak string
	before := len(r.issues)
	r.fields(path, raw, map[string]part{
		"team": r.text(&q.Team), "hours": r.text(&q.Hours), "share": r.text(&share), "within": r.text(&within),
		"peak": r.text(&peak), "shrinkage": r.text(&shrinkage),
		"shifts": func(path string, raw json.RawMessage) {
			var err error
			if q.Shifts, err = strconv.Atoi(string(raw)); err != nil || q.Shifts < 1 || q.Shifts > 24 {
				r.errorf(path, msp.CodeRange, "want a whole number from 1 to 24")
			}
		},
	})
	if len(r.issues) > before {
		return
	}
	var ok bool
	if q.Open, ok = r.model.calendars[q.Hours]; !ok {
		r.errorf(path+".hours", msp.CodeUnknownName, "no calendar %q in the model", q.Hours)
	}
	q.Share = r.percent(path+".share", share, 1)
	if q.Shrinkage = (msp.Percent{}); shrinkage != "" {
		q.Shrinkage = r.percent(path+".shrinkage", shrinkage, 0)
	}
	var err error
	if q.Within, err = time.ParseDuration(within); err != nil || q.Within < 0 {
		r.errorf(path+".within", msp.CodeSyntax, "%q is no time from zero, such as 15m", within)
	}
	if peak != "" {
		d, ok := parseDecimal(peak)
		if q.Peak = exact(d); !ok || d.LessThan(decimal.NewFromInt(1)) {
			r.errorf(path+".peak", msp.CodeRange, "%q is no number from 1, such as 1.5: the busiest hour is no quieter than the mean", peak)
		}
	}
	r.out.Queue = q
}

// percent reads a share below all: from 0%, or more than that if the least sign is 1.
func (r *staffReader) percent(path, text string, least int) msp.Percent {
	p, err := msp.ParsePercent(text)
	switch {
	case err != nil:
		r.errorf(path, msp.CodeSyntax, "%q is no percent, such as 90%%", text)
	case p.Sign() < least || p.Ratio().Compare(msp.NewRatio(1, 1)) >= 0:
		r.errorf(path, msp.CodeRange, "%q: want %s, and less than 100%%", text, [...]string{"at least 0%", "more than 0%"}[least])
	}
	return p
}

func (r *staffReader) readReviews(name, path string, raw json.RawMessage) {
	c, ok := r.model.Client(name)
	if !ok {
		r.errorf(path, msp.CodeUnknownName, "no client %q in the model", name)
		return
	}
	var of metrics.Reviews
	number := func(into *int64) part {
		return func(path string, raw json.RawMessage) {
			n, err := strconv.ParseInt(string(raw), 10, 32)
			if err != nil || n < 0 {
				r.errorf(path, msp.CodeRange, "want a whole number from 0")
			}
			*into = n
		}
	}
	r.fields(path, raw, map[string]part{"due": number(&of.Due), "held": number(&of.Held)})
	r.out.Reviews[c] = of
}

// everybody returns the full-time equivalents of all teams on a day.
func (s *Staff) everybody(day msp.Date) (sum msp.Ratio, err error) {
	sum = msp.NewRatio(0, 1)
	for _, team := range slices.Sorted(maps.Keys(s.Teams)) {
		if sum, err = sum.Add(exact(s.Teams[team].At(day))); err != nil {
			return msp.Ratio{}, err
		}
	}
	return sum, nil
}
