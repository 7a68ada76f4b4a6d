package sla_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// A scene is a ticket: the goal it is under, the calendars there are, and what
// happened to it, in order.
type scene struct {
	spec   sla.GoalSpec
	desks  map[string]calendar.Calendar
	ids    bool // events are told apart by ID, not by Seq
	goal   sla.Goal
	events []sla.Event
}

// A wish is what a law asks of the scenes that it is about.
type wish struct {
	within bool                // targets are amounts of time
	plain  bool                // no date is special and no clock is set: all weeks are alike
	desk   string              // the only calendar
	all    bool                // every priority has a target
	metric func(m *sla.Metric) // changes what was drawn
}

// check is [rapid.Check] of a law that says something only where a condition
// holds: the law returns how often that was, and check fails if it hardly ever is.
func check(t *testing.T, law func(t *rapid.T) (cases int)) {
	t.Helper()
	tickets, said := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		tickets++
		if law(t) > 0 {
			said++
		}
	})
	if t.Logf("%d of %d tickets put the law to the test", said, tickets); tickets >= 100 && said < tickets/20 {
		t.Error("too few")
	}
}

// aScene draws a ticket of up to so many events.
func aScene(t *rapid.T, w wish, most int) *scene {
	// A week in which New York sets its clocks, and Easter, when London does.
	near := time.Date(2026, time.March, rapid.SampledFrom([]int{2, 27}).Draw(t, "date"), 9, 0, 0, 0, time.UTC)
	s := &scene{desks: someDesks(t, near, w.plain), ids: rapid.Bool().Draw(t, "ids")}
	if w.desk != "" {
		s.desks = map[string]calendar.Calendar{w.desk: s.desks[w.desk]}
	}
	opened := near.Add(rapid.SampledFrom([]time.Duration{0, 0, time.Hour, 5 * time.Hour, 11 * time.Hour}).Draw(t, "opened"))
	s.spec = sla.GoalSpec{Metric: aMetric(t), Targets: s.someTargets(t, w, opened)}
	if w.metric != nil {
		w.metric(&s.spec.Metric)
	}
	s.goal = s.compile(t, s.spec)
	s.events = s.more(t, nil, opened, rapid.IntRange(0, most).Draw(t, "events"))
	t.Logf("%+v", s.spec)
	for _, e := range s.events {
		t.Logf("%v %s%s%s %v", when(e.At, true), e.Type, e.Hold, e.Calendar, e.Priority)
	}
	return s
}

func (s *scene) find(name string) (calendar.Calendar, bool) {
	c, ok := s.desks[name]
	return c, ok
}

func (s *scene) compile(t *rapid.T, spec sla.GoalSpec) sla.Goal {
	goal, err := spec.Compile(s.find)
	if err != nil {
		t.Fatal(err)
	}
	return goal
}

func someDesks(t *rapid.T, near time.Time, plain bool) map[string]calendar.Calendar {
	day, night := office(), office()
	night.Hours = calendar.MustParseWeek("Sun-Thu 22:00-06:00")
	other := gen.AnyCaseAt(near)
	if plain {
		day = calendar.Spec{Zone: "fixed+3600", Hours: day.Hours}
		night = calendar.Spec{Zone: "fixed+3600", Hours: night.Hours}
		other = rapid.Map(gen.WeekCase(), func(c gen.Case) gen.Case {
			c.Spec.Zone = "fixed-34200"
			return c
		})
	}
	// A search for what hardly ever comes is slow; most tickets do without.
	often := other.Draw(t, "other").Calendar()
	if later := near.AddDate(0, 2, 0); often.Between(later, later.AddDate(0, 1, 0)) == 0 && rapid.IntRange(0, 9).Draw(t, "rare") < 9 {
		often = calendar.Union(often, night.MustCompile(gen.Load))
	}
	return map[string]calendar.Calendar{
		"office": day.MustCompile(gen.Load),
		"night":  night.MustCompile(gen.Load),
		"other":  often,
		"24x7":   calendar.Always(time.UTC),
		"never":  calendar.Never(time.UTC),
	}
}

// desk draws the name of a calendar.
func (s *scene) desk(t *rapid.T) string {
	if len(s.desks) == 1 {
		for only := range s.desks {
			return only
		}
	}
	names := []string{"office", "office", "office", "office", "night", "night", "24x7", "24x7", "other", "other", "other", "never"}
	return rapid.SampledFrom(names).Draw(t, "desk")
}

func aMetric(t *rapid.T) sla.Metric {
	m := sla.Metric{
		Name:       "any",
		Cyclic:     rapid.Bool().Draw(t, "cyclic"),
		Reopen:     rapid.SampledFrom([]sla.Reopen{0, sla.ReopenContinue, sla.ReopenContinue, sla.ReopenRestart, sla.ReopenIgnore, sla.ReopenCountGap, sla.ReopenCountGap}).Draw(t, "reopen"),
		OnPriority: rapid.SampledFrom([]sla.OnPriority{0, sla.PriorityRetroactive, sla.PriorityRestart, sla.PriorityKeep}).Draw(t, "on"),
		Sticky:     rapid.Bool().Draw(t, "sticky"),
	}
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 3:
		m.Start, m.Stop = []sla.EventType{sla.EventRequesterReply, sla.EventCreated}, []sla.EventType{sla.EventAgentReply, sla.EventResolved}
	case 4:
		m.Start, m.Stop = []sla.EventType{sla.EventAssigned}, []sla.EventType{sla.EventAssigned, sla.EventResolved}
	default:
		m.Start, m.Stop = []sla.EventType{sla.EventCreated}, []sla.EventType{sla.EventResolved}
	}
	if rapid.IntRange(0, 5).Draw(t, "after") == 5 {
		m.After = sla.EventAgentReply
	}
	for _, hold := range []sla.Hold{sla.HoldRequester, sla.HoldVendor, sla.HoldChange} {
		if rapid.IntRange(0, 2).Draw(t, "mask") > 0 {
			m.PauseOn = append(m.PauseOn, hold)
		}
	}
	return m
}

// someTargets draws targets of P1 to P3, some of them missing, and sometimes one for all
// other priorities. P4 is mostly one without.
func (s *scene) someTargets(t *rapid.T, w wish, opened time.Time) sla.TargetSpecs {
	var targets sla.TargetSpecs
	usual := s.desk(t)
	for _, p := range []msp.Priority{msp.P1, msp.P2, msp.P3, 0} {
		if there := rapid.IntRange(0, 7).Draw(t, "there"); !w.all && (p > msp.P1 && there == 7 || p == 0 && there > 1) {
			continue
		}
		name := usual
		if rapid.IntRange(0, 3).Draw(t, "own") == 3 {
			name = s.desk(t)
		}
		span := sla.Span(s.within(t, s.desks[name], opened))
		if !w.within && rapid.IntRange(0, 3).Draw(t, "named") == 3 {
			named := aPromise(900).Draw(t, "promise").span
			if _, civil := named.(sla.CivilDays); !civil || name == "24x7" {
				span = named
			}
		}
		targets = append(targets, sla.TargetSpec{Priority: p, Span: span, Calendar: name})
	}
	return targets
}

// within draws an amount of time that, from the opening, often ends exactly at a
// closing.
func (s *scene) within(t *rapid.T, c calendar.Calendar, opened time.Time) sla.Within {
	if at := opened; rapid.Bool().Draw(t, "to closing") {
		for range rapid.IntRange(1, 3).Draw(t, "closings") {
			if next, ok := c.NextClose(at); ok && next.Before(opened.Add(30*day)) {
				at = next
			}
		}
		if amount := c.Between(opened, at); amount > 0 {
			return sla.Within(amount)
		}
	}
	hours := rapid.SampledFrom([]int{1, 2, 4, 8, 16, 24}).Draw(t, "hours")
	if rapid.IntRange(0, 3).Draw(t, "odd") == 3 {
		return sla.Within(gen.Duration(day).Draw(t, "within"))
	}
	return sla.Within(time.Duration(hours) * time.Hour)
}

// more draws up to n events that come after others, or at the opening. An event
// at which a target cannot start does not happen.
func (s *scene) more(t *rapid.T, before []sla.Event, opened time.Time, n int) []sla.Event {
	var events []sla.Event
	clock, at := s.goal.Open(opened), opened
	for _, e := range before {
		clock, at = s.apply(t, clock, e), e.At
	}
	for i := range n {
		e := s.anEvent(t)
		if _, stopped := clock.At(at).StoppedAt(); stopped && rapid.IntRange(0, 2).Draw(t, "again") == 2 {
			e = sla.Event{Type: sla.EventReopened}
		}
		first := len(before) == 0 && len(events) == 0
		if first && rapid.IntRange(0, 7).Draw(t, "start") < 7 {
			e = sla.Event{Type: s.spec.Metric.Start[0], Priority: rapid.SampledFrom([]msp.Priority{msp.P2, msp.P2, msp.P1, msp.P1, msp.P3, msp.P3, msp.P4, 0}).Draw(t, "priority")}
		} else if first && s.spec.Metric.After != "" {
			e = sla.Event{Type: s.spec.Metric.After}
		}
		if i > 0 || !first {
			at = s.moment(t, clock, at)
		}
		e.At = at
		s.number(&e, len(before)+len(events)+1, 0)
		next, err := clock.Apply(e)
		if errors.Is(err, sla.ErrNoOpenTime) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		clock, events = next, append(events, e)
	}
	return events
}

// number gives an event its place: the n-th of the ticket, or the extra-th after
// it.
func (s *scene) number(e *sla.Event, n, extra int) {
	if s.ids {
		e.ID = fmt.Sprintf("e%03d.%d", n, extra)
		return
	}
	e.Seq = int64(10*n + extra)
}

// add adds an event as the last of its instant, and numbers all anew.
func (s *scene) add(e sla.Event) {
	i := 0
	for i < len(s.events) && !s.events[i].At.After(e.At) {
		i++
	}
	s.events = slices.Insert(s.events, i, e)
	for i := range s.events {
		s.number(&s.events[i], i+1, 0)
	}
}

// anEvent draws what happens, not when.
func (s *scene) anEvent(t *rapid.T) sla.Event {
	m := &s.spec.Metric
	holds := []sla.Hold{sla.HoldRequester, sla.HoldVendor, sla.HoldChange}
	priorities := []msp.Priority{msp.P1, msp.P2, msp.P3, msp.P4}
	var e sla.Event
	switch rapid.IntRange(0, 22).Draw(t, "what") {
	case 0:
		e.Type = "note"
	case 1, 2, 3, 4:
		e.Type, e.Hold = sla.EventPause, rapid.SampledFrom(holds).Draw(t, "hold")
	case 5, 6, 7, 8:
		e.Type, e.Hold = sla.EventResume, rapid.SampledFrom(append(holds, "")).Draw(t, "hold")
	case 9, 10, 11:
		e.Type = rapid.SampledFrom(m.Stop).Draw(t, "stop")
	case 12, 13, 14:
		e.Type = rapid.SampledFrom(m.Start).Draw(t, "start")
	case 15, 16, 17:
		e.Type = sla.EventReopened
	case 18, 19, 20:
		e.Type, e.Priority = sla.EventPriority, rapid.SampledFrom(priorities).Draw(t, "priority")
	case 21:
		e.Type, e.Calendar = sla.EventCalendar, s.desk(t)
	case 22:
		e.Type = sla.EventAgentReply
	}
	if e.Priority == 0 && rapid.IntRange(0, 9).Draw(t, "with priority") == 9 {
		e.Priority = rapid.SampledFrom(priorities).Draw(t, "priority")
	}
	return e
}

// moment draws when the next event comes: in the same instant, at a closing or an
// opening, exactly when the clock is due, or at any time.
func (s *scene) moment(t *rapid.T, clock sla.Clock, last time.Time) time.Time {
	status, at := clock.At(last), last
	pick := func(next time.Time, ok bool) {
		if ok && next.After(last) && next.Before(last.Add(20*day)) {
			at = next
		}
	}
	kind := rapid.IntRange(0, 11).Draw(t, "when")
	switch kind {
	case 0, 1:
		return last
	case 2:
		pick(status.Calendar().NextClose(last))
	case 3:
		pick(status.Calendar().NextOpen(last))
	case 4:
		pick(status.Due())
	case 5:
		pick(status.Limit())
	case 6:
		pick(clock.UsedUp(gen.Duration(day).Draw(t, "used up")))
	case 7:
		return last.Add(1)
	}
	if kind > 7 || at.Equal(last) {
		return last.Add(gen.Duration(rapid.SampledFrom([]time.Duration{4 * time.Hour, 20 * time.Hour, 3 * day}).Draw(t, "most")).Draw(t, "later"))
	}
	if off := time.Duration(rapid.IntRange(-1, 6).Draw(t, "off")); off <= 1 && at.Add(off).After(last) {
		return at.Add(off)
	}
	return at
}

func (s *scene) apply(t *rapid.T, clock sla.Clock, e sla.Event) sla.Clock {
	next, err := clock.Apply(e)
	startsOr(t, err)
	return next
}

// startsOr rejects what was drawn if a cycle begins where its span leaves no open
// time, which a law that adds events can bring about: there is no clock then.
func startsOr(t *rapid.T, err error) {
	switch {
	case errors.Is(err, sla.ErrNoOpenTime):
		t.Skip("no open time where a cycle begins: ", err)
	case err != nil:
		t.Fatal(err)
	}
}

// log returns the log of the scene, with facts that it does not have.
func (s *scene) log(t *rapid.T, extra ...sla.Event) sla.Log {
	return logOf(t, append(slices.Clone(s.events), extra...)...)
}

func logOf(t *rapid.T, events ...sla.Event) sla.Log {
	log, err := sla.NewLog(events...)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func folded(t *rapid.T, goal sla.Goal, log sla.Log) sla.Clock {
	clock, err := goal.Replay(log)
	startsOr(t, err)
	return clock
}

// probes returns instants to look at, in order: just around all events and around
// what is due, and some others.
func (s *scene) probes(t *rapid.T, clock sla.Clock) []time.Time {
	var at []time.Time
	if len(s.events) == 0 {
		return nil
	}
	first, last := s.events[0].At, s.events[len(s.events)-1].At
	around := func(x time.Time, ok bool) {
		if ok && x.Before(last.Add(30*day)) {
			at = append(at, x.Add(-1), x, x.Add(1))
		}
	}
	for _, e := range s.events {
		around(e.At, true)
	}
	around(clock.At(last).Due())
	around(clock.At(last).Limit())
	for _, x := range rapid.SliceOfN(rapid.Int64Range(0, 1000), 4, 4).Draw(t, "probes") {
		at = append(at, first.Add(last.Add(2*day).Sub(first)/1000*time.Duration(x)))
	}
	slices.SortFunc(at, time.Time.Compare)
	return slices.CompactFunc(at, time.Time.Equal)
}

// An instant may be unknown. It can be compared with ==.
type instant struct {
	at    time.Time
	known bool
}

func when(at time.Time, ok bool) instant {
	if !ok {
		return instant{}
	}
	return instant{at.UTC().Round(0), true}
}

func (i instant) String() string {
	if !i.known {
		return "-"
	}
	return i.at.Format("Mon 02 15:04:05.999999999")
}

// The facts are what a status says, all but in whose calendar. They can be
// compared with ==.
type facts struct {
	State                                sla.State
	Cycle                                int
	Priority                             msp.Priority
	Target, Elapsed                      time.Duration
	Began, Stopped, Due, Limit, BreachAt instant
	Holds                                string
	Breached                             bool
	Outcome                              msp.Outcome
}

func factsOf(s sla.Status) facts {
	target, _ := s.Target()
	return facts{
		s.State(), s.Cycle(), s.Priority(), target, s.Elapsed(),
		when(s.Began()), when(s.StoppedAt()), when(s.Due()), when(s.Limit()), when(s.BreachAt()),
		fmt.Sprint(s.Holds()), s.Breached(), s.Outcome(),
	}
}

func (f facts) over() bool { return f.Target > 0 && f.Elapsed > f.Target }

// account tells all that a clock knows about the time until an instant.
func account(c sla.Clock, until time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n", factsOf(c.At(until)))
	for i, s := range c.Cycles(until) {
		fmt.Fprintf(&b, "cycle %d %+v\n", i+1, factsOf(s))
	}
	for s := range c.Spans(until) {
		fmt.Fprintf(&b, "%v–%v %v %v, cycle %d %v %v %v %v\n", when(s.From, true), when(s.To, true), s.State, s.Counted, s.Cycle, s.Priority, s.Target, s.Holds, s.Reason)
	}
	return b.String()
}
