package oracle_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/internal/zones"
)

// clockCase is a line of the vectors of clocks.
type clockCase struct {
	ID        string
	Tags      []string
	Calendars map[string]json.RawMessage
	Metrics   map[string]clockMetric
	Events    []clockEvent
	Conflict  json.RawMessage
	Queries   []clockQuery
}

type clockMetric struct {
	Start, Stop []string
	After       string
	PauseOn     []string `json:"pause_on"`
	Cyclic      bool
	Reopen      string
	OnPriority  string `json:"on_priority_change"`
	Sticky      bool
	Targets     map[priority]int
	Calendar    json.RawMessage // a name, or one for each priority
}

type clockEvent struct {
	ID       string
	Seq      int64
	At       time.Time
	Type     string
	Priority priority
	Reason   string
	Calendar string
	Level    int
}

type clockQuery struct {
	Metric   string
	Next     []string
	At       time.Time
	Known    *int
	Percents []int
	UsedUp   []int `json:"used_up"`
	Expect   map[string]any
}

// priority is written P1.
type priority int

func (p *priority) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(strings.TrimPrefix(string(text), "P"))
	*p = priority(n)
	return err
}

// vectors reads a file of vectors, from the repository or from beside it.
func vectors(t *testing.T, name string) []clockCase {
	t.Helper()
	text, err := os.ReadFile("../../testdata/vectors/sla/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = os.ReadFile("../../../shared/vectors/sla/" + name)
	}
	if err != nil {
		t.Skipf("SKIPPED, nothing was compared: the vectors of clocks are neither in testdata nor beside the repository: %v", err)
	}
	var cases []clockCase
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c clockCase
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		if err := decoder.Decode(&c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cases = append(cases, c)
	}
	return cases
}

// hours walks calendars of the vectors, each once: all their edges are on the grid
// of quarters of an hour.
type hours map[string]*oracle.Walk

func (h hours) walk(t *testing.T, record json.RawMessage) func(time.Time) bool {
	t.Helper()
	from, to := window()
	w := h[string(record)]
	if w == nil {
		spec := specOf(t, record)
		w = oracle.New(spec, zones.MustLoad(spec.Zone), from, to, 15*time.Minute)
		h[string(record)] = w
	}
	return w.IsOpen
}

func window() (from, to time.Time) {
	return instant("2026-01-01T00:00:00Z"), instant("2027-03-01T00:00:00Z")
}

// specOf reads a calendar as the vectors of clocks write it.
func specOf(t *testing.T, record json.RawMessage) calendar.Spec {
	t.Helper()
	var c struct {
		TZ       string
		Week     map[string][][2]calendar.TimeOfDay
		Holidays []msp.Date
		Dates    map[string][][2]calendar.TimeOfDay
		Always   bool
	}
	if err := json.Unmarshal(record, &c); err != nil {
		t.Fatalf("%s: %v", record, err)
	}
	shifts := func(pairs [][2]calendar.TimeOfDay) []calendar.Shift {
		var out []calendar.Shift
		for _, pair := range pairs {
			for _, at := range pair {
				if _, minute, second := at.Clock(); minute%15 != 0 || second != 0 {
					t.Fatalf("%s: %v is not on the grid", record, at)
				}
			}
			out = append(out, calendar.Shift{Start: pair[0], End: pair[1]})
		}
		return out
	}
	spec := calendar.Spec{Zone: c.TZ, Always: c.Always}
	if c.Always {
		spec.Zone = "UTC"
	}
	for day, name := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		spec.Hours[day] = shifts(c.Week[name])
	}
	for _, d := range c.Holidays {
		spec.Holidays = append(spec.Holidays, calendar.Rule{On: calendar.Dates{d}})
	}
	for _, text := range slices.Sorted(maps.Keys(c.Dates)) {
		d, err := msp.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		spec.Special = append(spec.Special, calendar.Window{Rule: calendar.Rule{On: calendar.Dates{d}}, Hours: shifts(c.Dates[text])})
	}
	return spec
}

// ticket puts a metric of a case on its log.
func (c clockCase) ticket(t *testing.T, h hours, name string, known *int, step time.Duration) oracle.Ticket {
	t.Helper()
	m := c.Metrics[name]
	ticket := oracle.Ticket{
		Metric: oracle.Metric{
			Start: m.Start, Stop: m.Stop, After: m.After, PauseOn: m.PauseOn, Cyclic: m.Cyclic,
			Reopen: m.Reopen, OnPriority: m.OnPriority, Sticky: m.Sticky,
		},
		Targets: make(map[int]time.Duration), Calendars: make(map[string]func(time.Time) bool),
		Step: step,
	}
	ticket.From, ticket.To = window()
	for p, seconds := range m.Targets {
		ticket.Targets[int(p)] = time.Duration(seconds) * time.Second
	}
	var each map[priority]string
	if json.Unmarshal(m.Calendar, &ticket.Calendar) != nil {
		if err := json.Unmarshal(m.Calendar, &each); err != nil {
			t.Fatal(err)
		}
		ticket.CalendarOf = make(map[int]string)
		for p, name := range each {
			ticket.CalendarOf[int(p)] = name
		}
	}
	for name, record := range c.Calendars {
		ticket.Calendars[name] = h.walk(t, record)
	}
	for _, e := range c.Events {
		ticket.Events = append(ticket.Events, oracle.Event{
			ID: e.ID, At: e.At, Seq: e.Seq, Type: e.Type, Priority: int(e.Priority),
			Reason: e.Reason, Calendar: e.Calendar, Level: e.Level,
		})
	}
	if known != nil {
		return ticket.Known(*known)
	}
	return ticket
}

func at(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// fields writes a standing as the vectors do.
func fields(s oracle.Standing) map[string]any {
	out := map[string]any{"state": s.State}
	if s.State == "none" {
		return out
	}
	out["target_s"], out["elapsed_s"] = s.Target.Seconds(), s.Elapsed.Seconds()
	out["remaining_s"] = (s.Target - s.Elapsed).Seconds()
	out["breached"], out["cycle"] = s.Breached, float64(s.Cycle)
	out["due"], out["limit"], out["breach_at"] = at(s.Due), at(s.Limit), at(s.BreachAt)
	if s.Target > 0 {
		out["percent_floor"] = float64(100 * s.Elapsed / s.Target)
	}
	thresholds, used := make(map[string]any), make(map[string]any)
	for percent, t := range s.Thresholds {
		thresholds[strconv.Itoa(percent)] = at(t)
	}
	for d, t := range s.UsedUp {
		used[strconv.Itoa(int(d/time.Second))] = at(t)
	}
	out["thresholds"], out["used_up"] = thresholds, used
	return out
}

// answer answers a query, and adds up the stretches.
func (c clockCase) answer(t *testing.T, h hours, q clockQuery, step time.Duration) map[string]any {
	t.Helper()
	if q.Next != nil {
		var tickets []oracle.Ticket
		for _, name := range q.Next {
			tickets = append(tickets, c.ticket(t, h, name, q.Known, step))
		}
		i, s, ok := oracle.Next(q.At, tickets...)
		if !ok {
			return map[string]any{"next": nil}
		}
		return map[string]any{"next": map[string]any{"metric": q.Next[i], "due": at(s.Due), "limit": at(s.Limit)}}
	}
	ask := oracle.Ask{Percents: q.Percents}
	for _, seconds := range q.UsedUp {
		ask.UsedUp = append(ask.UsedUp, time.Duration(seconds)*time.Second)
	}
	ticket := c.ticket(t, h, q.Metric, q.Known, step)
	s := ticket.At(q.At, ask)
	if s.State != "none" {
		stretchesAddUp(t, ticket.Stretches(q.At), s, q.At)
	}
	if s.Cut && !slices.Contains(c.Tags, "never") {
		t.Errorf("%s %s at %v: the window is too short", c.ID, q.Metric, q.At)
	}
	return fields(s)
}

// stretchesAddUp checks that an audit is whole: no gap, no neighbours alike, the
// current cycle sums to what is elapsed.
func stretchesAddUp(t *testing.T, stretches []oracle.Stretch, s oracle.Standing, now time.Time) {
	t.Helper()
	var sum time.Duration
	for i, stretch := range stretches {
		if stretch.Cycle == s.Cycle {
			sum += stretch.Counted
		}
		if stretch.Counted > stretch.To.Sub(stretch.From) || stretch.Counted > 0 && stretch.State != "running" && stretch.State != "stopped" {
			t.Errorf("%v counts too much", stretch)
		}
		if i > 0 && (!stretches[i-1].To.Equal(stretch.From) || stretches[i-1].State == stretch.State && stretches[i-1].Cycle == stretch.Cycle) {
			t.Errorf("%v does not follow %v", stretch, stretches[i-1])
		}
	}
	if n := len(stretches); n > 0 && !stretches[n-1].To.Equal(now) {
		t.Errorf("the stretches end at %v, not %v", stretches[n-1].To, now)
	}
	if sum != s.Elapsed {
		t.Errorf("the stretches of cycle %d sum to %v, want %v", s.Cycle, sum, s.Elapsed)
	}
}

// Every field that a vector has must be as it says; cycle may be left out where it
// says nothing.
func TestTicketAgreesWithVectors(t *testing.T) {
	h := make(hours)
	for _, file := range []string{"clock.jsonl", "clock_options.jsonl"} {
		t.Run(file, func(t *testing.T) {
			queries, zero := 0, 0
			cases := vectors(t, file)
			for _, c := range cases {
				if slices.Contains(c.Tags, "zero-target") {
					zero++
				}
				var events []oracle.Event
				for name := range c.Metrics {
					events = c.ticket(t, h, name, nil, time.Minute).Events
				}
				if conflict := oracle.Conflict(events); conflict != (c.Conflict != nil) {
					t.Errorf("%s: conflict %v, want %s", c.ID, conflict, c.Conflict)
				}
				for _, q := range c.Queries {
					queries++
					got := c.answer(t, h, q, time.Minute)
					for _, field := range []string{"cycle", "thresholds", "used_up"} {
						if _, ok := q.Expect[field]; !ok {
							delete(got, field)
						}
					}
					if !cmp.Equal(got, q.Expect) {
						t.Errorf("%s %s%v at %v: %s", c.ID, q.Metric, q.Next, q.At, cmp.Diff(q.Expect, got))
					}
				}
			}
			t.Logf("%d cases, %d queries; %d cases have a zero target", len(cases), queries, zero)
		})
	}
}

// The length of a step means nothing, because steps end where something happens.
func TestTicketStepIsInvisible(t *testing.T) {
	h := make(hours)
	for _, file := range []string{"clock.jsonl", "clock_options.jsonl"} {
		for i, c := range vectors(t, file) {
			if i%5 != 0 || slices.Contains(c.Tags, "never") { // which goes to the end of the window
				continue
			}
			for _, q := range c.Queries {
				step := 15 * time.Minute
				if !q.At.Truncate(time.Minute).Equal(q.At) && q.At.Sub(c.Events[0].At) < 24*time.Hour {
					step = time.Second
				}
				want := c.answer(t, h, q, time.Minute)
				if got := c.answer(t, h, q, step); !cmp.Equal(got, want) {
					t.Errorf("%s %s at %v, %v instead of minutes: %s", c.ID, q.Metric, q.At, step, cmp.Diff(want, got))
				}
			}
		}
	}
}
