package escalation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A ScheduleSpec says who is on call, as people write it down: rotations in layers, and
// what differs for a while.
//
//	{"name":"desk","layers":[
//	  {"name":"nights","rotation":{"zone":"America/Chicago","start":"2026-01-05T09:00:00","members":["ana","bob"]}},
//	  {"name":"office","priority":1,"windows":{"mon":["09:00-17:00"]},"rotation":{…}}]}
//
// The layer that counts is the one with the highest priority among those that are
// active; several of equal priority count together, in their order. A layer without
// anyone in it hides nothing. Overrides then change the answer, in their order.
type ScheduleSpec struct {
	// Name is what policies call it.
	Name string

	// Layers, in any order of priority.
	Layers []LayerSpec

	// Overrides, in the order in which they act. At most 10,000.
	Overrides []Override
}

// A LayerSpec is one rotation of a schedule and when it is in charge.
type LayerSpec struct {
	// Name tells layers apart.
	Name string

	// Priority: a larger number is higher.
	Priority int

	// Rotation is who takes turns.
	Rotation RotationSpec

	// Windows are when it is active, on the clock of the rotation's zone; those that
	// overlap count once. None: always.
	Windows calendar.Week

	// The layer is in force in [From, Until). A zero time is unbounded.
	From, Until time.Time
}

// Limits of a schedule.
const (
	mostLayers    = 1_000
	mostOverrides = 10_000
)

// Compile checks the spec and returns its schedule, or all findings as [msp.Issues] if
// one of them is an error. The spec is copied.
func (s ScheduleSpec) Compile(sources Sources) (Schedule, error) {
	var list findings.List
	compiled := s.compile(&list, sources)
	if err := list.Issues().Err(); err != nil {
		return Schedule{}, err
	}
	return Schedule{compiled}, nil
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no layers: a warning, [CodeNobody]
//   - what is wrong with a rotation, see [RotationSpec.Validate], and with windows, see
//     [calendar.Spec.Validate]
//   - an Until that is not after From: [msp.CodeRange]; of an override that is nothing,
//     a warning
//   - an override without an op or a person: [msp.CodeMissing]; an Of where none
//     belongs: [msp.CodeConflict]; one without an Until, which acts for ever: a warning,
//     [msp.CodeMissing]
//   - an override that takes off, or replaces, one who takes no turns and is not put on
//     call by an override before it: a warning, [msp.CodeUnknownName]
//   - more than 1,000 layers or 10,000 overrides: [msp.CodeRange]
func (s ScheduleSpec) Validate(sources Sources) msp.Issues {
	var list findings.List
	s.compile(&list, sources)
	return list.Issues()
}

func (s ScheduleSpec) compile(list *findings.List, sources Sources) *schedule {
	s = s.clone()
	list.Text("name", s.Name, "")
	compiled := &schedule{spec: s, zone: time.UTC, overrides: s.Overrides}
	switch n := len(s.Layers); {
	case n == 0:
		list.Warnf("layers", CodeNobody, "no layers: only overrides put someone on call")
	case n > mostLayers:
		list.Errorf("layers", msp.CodeRange, "%d layers, more than %d", n, mostLayers)
	}
	for i := range s.Layers[:min(len(s.Layers), mostLayers)] {
		compiled.layers = append(compiled.layers, s.Layers[i].compile(list, "layers["+strconv.Itoa(i)+"].", sources))
	}
	if len(compiled.layers) > 0 && compiled.layers[0].rotation.zone != nil {
		compiled.zone = compiled.layers[0].rotation.zone
	}
	slices.SortStableFunc(compiled.layers, func(a, b layer) int { return cmp.Compare(b.priority, a.priority) })
	if n := len(s.Overrides); n > mostOverrides {
		list.Errorf("overrides", msp.CodeRange, "%d overrides, more than %d", n, mostOverrides)
	}
	known := make(map[string]bool)
	for i := range compiled.layers {
		for _, m := range compiled.layers[i].rotation.spec.Members {
			known[m] = true
		}
	}
	for i := range compiled.overrides[:min(len(s.Overrides), mostOverrides)] {
		compiled.overrides[i].check(list, "overrides["+strconv.Itoa(i)+"].", known)
	}
	compiled.edges = compiled.findEdges()
	return compiled
}

func (s LayerSpec) compile(list *findings.List, path string, sources Sources) layer {
	list.Text(path+"name", s.Name, "")
	compiled := layer{
		rotation: s.Rotation.compile(list, path+"rotation.", sources), priority: s.Priority,
		always: s.Windows.IsZero(), from: s.From, until: s.Until,
	}
	if !s.From.IsZero() && !s.Until.IsZero() && !s.From.Before(s.Until) {
		list.Errorf(path+"until", msp.CodeRange, "the layer ends before it begins")
	}
	if compiled.always {
		return compiled
	}
	zone := func(string) (*time.Location, error) { return compiled.rotation.zone, nil }
	hours := calendar.Spec{Zone: "UTC", Hours: s.Windows} // the zone's name was checked with the rotation
	for _, i := range hours.Validate(zone) {
		at := path + "windows" + strings.TrimPrefix(i.Path, "hours")
		if i.Severity == msp.SeverityError {
			list.Errorf(at, i.Code, "%s", i.Message)
		} else {
			list.Warnf(at, i.Code, "%s", i.Message)
		}
	}
	compiled.windows, _ = hours.Compile(zone) // its findings are in the list
	return compiled
}

// A Schedule is a compiled [ScheduleSpec]: who is on call, at every instant. The zero
// Schedule has nobody. Schedules are immutable, safe for concurrent use and cheap to
// copy.
type Schedule struct {
	s *schedule
}

type schedule struct {
	spec      ScheduleSpec
	zone      *time.Location // of the first layer
	layers    []layer        // highest priority first
	overrides []Override
	edges     []time.Time // of layers, overrides and time itself, sorted
}

type layer struct {
	rotation    *rotation
	priority    int
	windows     calendar.Calendar
	always      bool // there are no windows
	from, until time.Time
}

// Name returns the name of the schedule.
func (s Schedule) Name() string { return s.get().spec.Name }

// Spec returns a copy of what the schedule was compiled from.
func (s Schedule) Spec() ScheduleSpec { return s.get().spec.clone() }

// clone returns a copy that shares nothing.
func (s ScheduleSpec) clone() ScheduleSpec {
	s.Layers, s.Overrides = slices.Clone(s.Layers), slices.Clone(s.Overrides)
	for i := range s.Layers {
		l := &s.Layers[i]
		l.Rotation = l.Rotation.clone()
		for day, shifts := range l.Windows {
			l.Windows[day] = slices.Clone(shifts)
		}
	}
	return s
}

// Zone returns the zone of the first layer, in which shifts are told; UTC without layers.
func (s Schedule) Zone() *time.Location { return s.get().zone }

// noSchedule stands for the zero Schedule.
func noSchedule() *schedule { return &schedule{zone: time.UTC} }

func (s Schedule) get() *schedule {
	if s.s == nil {
		return noSchedule()
	}
	return s.s
}

// OnCall returns who is on call at an instant: in the order of the layers and of what
// overrides add, each once; nobody is nil. Cost: a look-up in each rotation down to the
// layer that counts, and a comparison for each override.
func (s Schedule) OnCall(t time.Time) []string {
	if people := s.AppendOnCall(nil, t); len(people) > 0 {
		return people
	}
	return nil
}

// AppendOnCall appends who is on call at an instant, as [Schedule.OnCall] returns it.
func (s Schedule) AppendOnCall(people []string, t time.Time) []string {
	if s.s == nil {
		return people
	}
	return s.s.onCall(people, t)
}

func (s *schedule) onCall(people []string, t time.Time) []string {
	n := len(people)
	if u := t.Unix(); u < earliest || u > latest {
		return people
	}
	for i := range s.layers {
		l := &s.layers[i]
		if len(people) > n && l.priority != s.layers[i-1].priority {
			break // those before it, of one priority, count
		}
		if !l.active(t) {
			continue
		}
		if turn, ok := l.rotation.at(t); ok {
			people = appendOnce(people, n, turn.Member)
		}
	}
	for i := range s.overrides {
		if o := &s.overrides[i]; within(t, o.From, o.Until) {
			people = o.apply(people, n)
		}
	}
	return people
}

// active reports whether a layer with someone in it is in charge at an instant.
func (l *layer) active(t time.Time) bool {
	return within(t, l.from, l.until) && (l.always || l.windows.IsOpen(t))
}

// changes returns the first instant after t at which someone else may be on call; ok is
// false if there is none.
func (s *schedule) changes(t time.Time) (next time.Time, ok bool) {
	soonest := func(at time.Time) {
		if at.After(t) && (!ok || at.Before(next)) {
			next, ok = at, true
		}
	}
	if i, _ := slices.BinarySearchFunc(s.edges, t, afterOrAt); i < len(s.edges) {
		soonest(s.edges[i])
	}
	for i := range s.layers {
		l := &s.layers[i]
		if !within(t, l.from, l.until) {
			continue
		}
		if !l.always && !l.windows.IsOpen(t) {
			if open, ok := l.windows.NextOpen(t); ok {
				soonest(open)
			}
			continue
		}
		if !l.always {
			if closing, ok := l.windows.NextClose(t); ok {
				soonest(closing)
			}
		}
		if end, ok := l.rotation.ends(t); ok {
			soonest(end)
		}
	}
	return next, ok
}

// afterOrAt orders edges around an instant so that those after it are found.
func afterOrAt(edge, t time.Time) int {
	if edge.After(t) {
		return 1
	}
	return -1
}

// findEdges returns the instants at which layers and overrides begin and end, and those
// between which there are answers.
func (s *schedule) findEdges() []time.Time {
	edges := []time.Time{time.Unix(earliest, 0), time.Unix(latest+1, 0)}
	add := func(bounds ...time.Time) {
		for _, t := range bounds {
			if !t.IsZero() {
				edges = append(edges, t)
			}
		}
	}
	for i := range s.layers {
		add(s.layers[i].from, s.layers[i].until)
	}
	for i := range s.overrides {
		add(s.overrides[i].From, s.overrides[i].Until)
	}
	slices.SortFunc(edges, time.Time.Compare)
	return edges
}

// Members returns everybody who may be on call in [from, to), sorted: who takes turns in
// a layer that is in force then, whatever its windows, or is put on call by an override
// that acts then.
func (s Schedule) Members(from, to time.Time) []string {
	overlaps := func(begin, end time.Time) bool {
		return from.Before(to) && (begin.IsZero() || begin.Before(to)) && (end.IsZero() || from.Before(end))
	}
	var all []string
	for i := range s.get().layers {
		if l := &s.s.layers[i]; overlaps(l.from, l.until) {
			all = append(all, l.rotation.spec.Members...)
		}
	}
	for i := range s.get().overrides {
		if o := &s.s.overrides[i]; o.Op != Remove && overlaps(o.From, o.Until) {
			all = append(all, o.Who)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// At returns the shift that an instant is in: who is on call, since when, until when. ok
// is false if nobody is. A shift is followed for 366 days in both directions, and cut
// there. Cost: that of [Schedule.Shifts] over its length.
func (s Schedule) At(t time.Time) (shift Shift, ok bool) {
	t = t.Round(0)
	for back := 24 * time.Hour; ; back *= 8 { // what came before is only found by coming from there
		from := t.Add(-min(back, beyond))
		for stretch := range s.get().stretches(from, t.Add(beyond)) {
			if !stretch.Contains(t) {
				continue
			}
			if stretch.From.Equal(from) && back < beyond {
				break
			}
			return stretch, len(stretch.OnCall) > 0
		}
	}
}
