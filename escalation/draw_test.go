package escalation_test

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// A drawn schedule and what the oracle makes of it. Edges are on whole minutes, near a
// place in time.
type drawnSchedule struct {
	spec  escalation.ScheduleSpec
	rota  oracle.Rota
	place time.Time
}

// deskWorks is the calendar "desk" of drawn records: Monday to Friday 09:00-17:00 in
// New York.
func deskHours() calendar.Calendar {
	return calendar.Spec{Zone: "America/New_York", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(gen.Load)
}

func calendarsNamed(named map[string]calendar.Calendar) calendar.Source {
	return func(name string) (calendar.Calendar, bool) {
		c, ok := named[name]
		return c, ok
	}
}

func placeDraw(t *rapid.T, zone string) time.Time {
	place := gen.Place(gen.MustLoad(zone)).Draw(t, "place")
	if place.Year() < 1990 { // offsets had seconds once
		place = time.Date(2024, time.March, 10, 8, 0, 0, 0, time.UTC)
	}
	return place.Truncate(time.Minute)
}

// minutesFrom draws an instant so many minutes around another, on a grain.
func minutesFrom(t *rapid.T, at time.Time, least, most, grain int, what string) time.Time {
	return at.Add(time.Duration(rapid.IntRange(least/grain, most/grain).Draw(t, what)*grain) * time.Minute)
}

var people = []string{"ana", "bob", "cal", "dee", "eve"}

func somePeople(t *rapid.T, least int) []string {
	return rapid.SliceOfN(rapid.SampledFrom(people), least, 4).Draw(t, "people")
}

func layerDraw(t *rapid.T, zone string, place time.Time) (escalation.LayerSpec, oracle.Layer) {
	if rapid.IntRange(0, 4).Draw(t, "other zone") == 0 {
		zone = rapid.SampledFrom(gen.NastyZones()).Draw(t, "zone")
	}
	loc := gen.MustLoad(zone)
	local := place.In(loc)
	start := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	start = minutesFrom(t, start, -40*24*60, 40*24*60, 30, "start")
	units := []escalation.Unit{escalation.Day, escalation.Hour, escalation.Week, escalation.Month, escalation.WorkingDay}
	unit := rapid.SampledFrom(units).Draw(t, "unit")
	members := somePeople(t, 0)
	every := rapid.IntRange(1, 3).Draw(t, "every")
	spec := escalation.LayerSpec{
		Priority: rapid.IntRange(-1, 1).Draw(t, "priority"),
		Rotation: escalation.RotationSpec{Zone: zone, Unit: unit, Every: every, Members: members},
	}
	model := oracle.Layer{Priority: spec.Priority, Turns: oracle.Turns{Zone: loc, Unit: unit.String(), Every: every, Members: members}}
	if unit == escalation.WorkingDay {
		spec.Rotation.Calendar = "desk"
		model.Turns.Works = func(d time.Time) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
		for !model.Turns.Works(start) {
			start = start.AddDate(0, 0, 1)
		}
	}
	spec.Rotation.Start = calendar.MustParseLocalTime(start.Format("2006-01-02T15:04:05"))
	model.Turns.Start = start
	for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "windows") {
		w := oracle.Window{
			Days:  rapid.SliceOfNDistinct(gen.Weekday(), 1, 7, rapid.ID[time.Weekday]).Draw(t, "days"),
			Start: 30 * rapid.IntRange(0, 47).Draw(t, "opens"), End: 30 * rapid.IntRange(0, 48).Draw(t, "closes"),
		}
		model.Windows = append(model.Windows, w)
		for _, day := range w.Days {
			shift := calendar.Shift{Start: clockOf(w.Start), End: clockOf(w.End)}
			spec.Windows[day] = append(spec.Windows[day], shift)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "dated") == 0 {
		spec.From = minutesFrom(t, place, -3*24*60, 24*60, 15, "from")
		spec.Until = minutesFrom(t, spec.From, 15, 4*24*60, 15, "until")
		model.From, model.Until = spec.From, spec.Until
	}
	return spec, model
}

func clockOf(minutes int) calendar.TimeOfDay {
	t, err := calendar.NewTimeOfDay(minutes/60, minutes%60, 0)
	if err != nil {
		panic(err)
	}
	return t
}

func overrideDraw(t *rapid.T, place time.Time) (escalation.Override, oracle.Override) {
	o := escalation.Override{
		Op:   rapid.SampledFrom([]escalation.Op{escalation.Set, escalation.Add, escalation.Remove, escalation.Replace}).Draw(t, "op"),
		Who:  rapid.SampledFrom(people).Draw(t, "who"),
		From: minutesFrom(t, place, -2*24*60, 2*24*60, 15, "from"),
	}
	if o.Op == escalation.Replace {
		o.Of = rapid.SampledFrom(people).Draw(t, "of")
	}
	o.Until = minutesFrom(t, o.From, 0, 24*60, 15, "until")
	return o, oracle.Override{Op: o.Op.String(), Who: o.Who, Of: o.Of, From: o.From, Until: o.Until}
}

func scheduleDraw(t *rapid.T) drawnSchedule {
	zone := rapid.SampledFrom(gen.NastyZones()).Draw(t, "zone")
	d := drawnSchedule{place: placeDraw(t, zone)}
	for range rapid.IntRange(1, 3).Draw(t, "layers") {
		spec, model := layerDraw(t, zone, d.place)
		d.spec.Layers = append(d.spec.Layers, spec)
		d.rota.Layers = append(d.rota.Layers, model)
	}
	for range rapid.SampledFrom([]int{0, 1, 2, 5}).Draw(t, "overrides") {
		o, model := overrideDraw(t, d.place)
		d.spec.Overrides = append(d.spec.Overrides, o)
		d.rota.Overrides = append(d.rota.Overrides, model)
	}
	return d
}

func drawnSources() escalation.Sources {
	return escalation.Sources{Zones: gen.Load, Calendars: calendarsNamed(map[string]calendar.Calendar{"desk": deskHours()})}
}

func (d drawnSchedule) compile(t *rapid.T) escalation.Schedule {
	s, err := d.spec.Compile(drawnSources())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A drawn policy with the facts of a ticket, and what the oracle makes of both.
type drawnPlan struct {
	spec   escalation.PolicySpec
	opened time.Time
	events []escalation.Event
	chain  oracle.Chain
	said   []oracle.ChainEvent
	source escalation.Sources
}

func (d drawnPlan) policy(t *rapid.T) escalation.Policy {
	p, err := d.spec.Compile(d.source)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (d drawnPlan) plan(t *rapid.T) escalation.Plan {
	plan, err := d.policy(t).Plan(d.opened, d.events...)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func planDraw(t *rapid.T) drawnPlan {
	rota := scheduleDraw(t)
	schedule := rota.compile(t)
	desk := deskHours()
	night := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Sun 21:30-05:30")}.MustCompile(gen.Load)
	named := map[string]calendar.Calendar{"desk": desk, "night": night, "never": calendar.Never(time.UTC)}
	d := drawnPlan{opened: minutesFrom(t, rota.place, -24*60, 24*60, 5, "opened")}
	d.source = escalation.Sources{
		Zones: gen.Load, Calendars: calendarsNamed(named),
		Schedules: func(name string) (escalation.Schedule, bool) { return schedule, name == "rota" },
	}
	for i := range 5 {
		d.source.Levels = append(d.source.Levels, escalation.Level{Name: strconv.Itoa(i)})
	}
	for range rapid.IntRange(1, 4).Draw(t, "steps") {
		spec, model := stepDraw(t, named, rota.rota)
		d.spec.Steps = append(d.spec.Steps, spec)
		d.chain.Steps = append(d.chain.Steps, model)
	}
	d.spec.Repeat = rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "repeat")
	d.chain.Repeat = d.spec.Repeat
	if rapid.Bool().Draw(t, "ack times out") {
		d.spec.AckTimeout = time.Duration(rapid.IntRange(1, 12).Draw(t, "timeout")*10) * time.Minute
		d.chain.AckTimeout = d.spec.AckTimeout
	}
	for range rapid.SampledFrom([]int{0, 1, 2, 4, 8}).Draw(t, "events") {
		d.events = append(d.events, eventDraw(t, d.opened, len(d.spec.Steps)))
	}
	sorted := slices.Clone(d.events)
	slices.SortStableFunc(sorted, escalation.Event.Compare)
	for _, e := range sorted {
		d.said = append(d.said, oracle.ChainEvent{At: e.At, Type: e.Type.String(), Step: e.Step, Until: e.Until})
	}
	return d
}

func stepDraw(t *rapid.T, named map[string]calendar.Calendar, rota oracle.Rota) (escalation.StepSpec, oracle.ChainStep) {
	level := rapid.IntRange(0, 4).Draw(t, "level")
	s := escalation.StepSpec{
		Level: strconv.Itoa(level), Kind: escalation.Kind(rapid.IntRange(0, 2).Draw(t, "kind")),
		Wait:  time.Duration(rapid.IntRange(0, 18).Draw(t, "wait")*10) * time.Minute,
		Empty: escalation.Empty(rapid.IntRange(0, 2).Draw(t, "empty")),
	}
	m := oracle.ChainStep{Level: level, Wait: s.Wait}
	if s.Empty == escalation.EmptyHold {
		m.IfEmpty = "wait"
	}
	if name := rapid.SampledFrom([]string{"", "", "", "desk", "desk", "night", "never"}).Draw(t, "wait in"); name != "" {
		s.WaitIn, m.WaitOpen = name, named[name].IsOpen
	}
	if name := rapid.SampledFrom([]string{"", "", "", "desk", "desk", "night", "never"}).Draw(t, "hours"); name != "" {
		s.Hours, m.Open = name, named[name].IsOpen
		s.Outside = escalation.Outside(rapid.IntRange(0, 2).Draw(t, "outside"))
		m.Outside = cmp.Or(s.Outside.String(), "defer")
	}
	parties := rapid.SliceOfN(rapid.SampledFrom([]string{"ana", "boss", "desk"}), 0, 2).Draw(t, "parties")
	onCall := rapid.Bool().Draw(t, "on call")
	first := rapid.Bool().Draw(t, "on call first")
	for _, name := range parties {
		s.Notify = append(s.Notify, escalation.Party(name))
	}
	if onCall && first {
		s.Notify = append([]escalation.Target{escalation.OnCall("rota")}, s.Notify...)
	} else if onCall {
		s.Notify = append(s.Notify, escalation.OnCall("rota"))
	}
	m.Targets = func(at time.Time) []string {
		switch {
		case !onCall:
			return parties
		case first:
			return append(rota.At(at), parties...)
		default:
			return append(slices.Clone(parties), rota.At(at)...)
		}
	}
	return s, m
}

func eventDraw(t *rapid.T, opened time.Time, steps int) escalation.Event {
	e := escalation.Event{
		At:   minutesFrom(t, opened, 0, 26*60, 10, "at"),
		Type: escalation.EventType(rapid.IntRange(1, 7).Draw(t, "type")),
		By:   "ana",
	}
	if e.Type == escalation.Resolve && rapid.Bool().Draw(t, "not yet") {
		e.Type = escalation.Ack
	}
	switch e.Type { //nolint:exhaustive // the others have nothing of their own
	case escalation.Deescalate:
		e.Step = rapid.IntRange(0, steps-1).Draw(t, "step")
	case escalation.Suppress:
		e.At = minutesFrom(t, e.At, -12*60, 0, 10, "suppressed")
		e.Until = minutesFrom(t, e.At, 10, 10*60, 10, "until")
	case escalation.Snooze:
		e.Until = minutesFrom(t, e.At, 10, 10*60, 10, "until")
	default:
	}
	return e
}
