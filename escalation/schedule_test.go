package escalation_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

func scheduleOf(tb testing.TB, spec escalation.ScheduleSpec) escalation.Schedule {
	tb.Helper()
	s, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Overrides, one after the other: an override of an override counts, and a name stands
// once, at its first place.
func TestOverrides(t *testing.T) {
	op := func(op escalation.Op, who, of string) escalation.Override {
		return escalation.Override{Op: op, Who: who, Of: of}
	}
	set, add, remove, replace := escalation.Set, escalation.Add, escalation.Remove, escalation.Replace
	for want, overrides := range map[string][]escalation.Override{
		"a b":     nil,
		"c":       {op(set, "c", "")},
		"d":       {op(set, "c", ""), op(set, "d", "")},
		"a b c":   {op(add, "c", ""), op(add, "a", "")},
		"b":       {op(remove, "a", ""), op(remove, "z", "")},
		"":        {op(remove, "a", ""), op(remove, "b", "")},
		"c b":     {op(replace, "c", "a")},
		"d b":     {op(replace, "c", "a"), op(replace, "d", "c"), op(replace, "z", "a")},
		"b ":      {op(replace, "b", "a")},
		"a":       {op(replace, "a", "b")},
		"a b ":    {op(replace, "a", "a"), op(replace, "c", "z")},
		"a c":     {op(replace, "c", "b"), {Op: remove, Who: "a", From: monday, Until: monday}},
		"b a":     {op(remove, "a", ""), op(add, "a", "")},
		"c b ":    {op(add, "c", ""), op(replace, "c", "a")},
		"a b c d": {op(add, "c", ""), op(add, "d", "")},
	} {
		spec := escalation.ScheduleSpec{Overrides: overrides, Layers: []escalation.LayerSpec{
			{Rotation: rotationInUTC("a")}, {Rotation: rotationInUTC("b")}, {Priority: -1, Rotation: rotationInUTC("low")},
		}}
		got := scheduleOf(t, spec).OnCall(monday)
		if strings.Join(got, " ") != strings.TrimSpace(want) || want == "" && got != nil {
			t.Errorf("%+v: on call are %q, want %q", overrides, got, want)
		}
	}
	appended := scheduleOf(t, escalation.ScheduleSpec{
		Layers: []escalation.LayerSpec{{Rotation: rotationInUTC("a")}}, Overrides: []escalation.Override{op(set, "b", "")},
	}).AppendOnCall([]string{"a", "b"}, monday)
	if !slices.Equal(appended, []string{"a", "b", "b"}) {
		t.Errorf("AppendOnCall touched what was there: %v", appended)
	}
}

// Layers of one priority count together, in their order; an empty one hides nothing.
func TestLayers(t *testing.T) {
	spec := escalation.ScheduleSpec{Layers: []escalation.LayerSpec{
		{Priority: 1, Rotation: rotationInUTC("low")},
		{Priority: 2, Rotation: rotationInUTC("x")},
		{Priority: 2, Rotation: rotationInUTC("y"), From: monday, Until: after(60)},
		{Priority: 3, Rotation: rotationInUTC()},
		{Priority: 4, Rotation: rotationInUTC("top"), Windows: calendar.MustParseWeek("Tue 00:00-24:00")},
	}}
	s := scheduleOf(t, spec)
	for at, want := range map[time.Time]string{
		monday.Add(-1): "x", monday: "x y", after(60).Add(-1): "x y", after(60): "x", after(10 * 60): "top", // midnight in UTC
	} {
		if got := strings.Join(s.OnCall(at), " "); got != want {
			t.Errorf("OnCall(%v) = %q, want %q", at, got, want)
		}
	}
	for at, want := range map[int]string{-1: "low top x", 0: "low top x y", 59: "low top x y", 60: "low top x"} {
		if got := strings.Join(s.Members(after(at), after(at).Add(1)), " "); got != want {
			t.Errorf("Members(%d min) = %q, want %q", at, got, want)
		}
	}
	if got := s.Members(after(-5), monday); len(got) != 3 {
		t.Errorf("Members up to the layer = %v", got)
	}
	if got := s.Members(monday, monday); got != nil {
		t.Errorf("Members of no time = %v", got)
	}
}

// Instants and ranges far away have an answer, and none takes long.
func TestScheduleFar(t *testing.T) {
	s := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{
		{Rotation: escalation.RotationSpec{Zone: "America/New_York", Unit: escalation.Month, Every: 10_000, Members: []string{"a", "b"}}},
		{Priority: 1, Windows: calendar.MustParseWeek("Mon 09:00-17:00"), Rotation: escalation.RotationSpec{Zone: "Pacific/Apia", Unit: escalation.Day, Members: []string{"c"}}},
	}})
	for _, year := range []int{-1_000_000_000, -1, 0, 1, 2, 9998, 9999, 10_000, 1_000_000_000} {
		at := time.Date(year, time.June, 3, 0, 0, 0, 0, time.UTC)
		s.OnCall(at)
		n := 0
		for shift := range s.Shifts(at, at.AddDate(0, 1, 0)) {
			if shift.IsEmpty() || n > 100 {
				t.Fatalf("year %d: shift %d is %v", year, n, shift)
			}
			n++
		}
	}
	first, last := time.Date(-1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC)
	for gap := range s.Gaps(first, last) {
		// Some slot of 10,000 months begins before the year 1 and has no answer, but the
		// Mondays have.
		if !gap.From.Equal(first) || gap.To.Year() > 2 {
			t.Errorf("the first gap is %v", gap)
		}
		break
	}
	for range s.Shifts(last, first) {
		t.Error("a range that ends before it begins has a shift")
	}
	if _, err := s.Load(first, last); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Load of two billion years: %v", err)
	}
	if duties := s.Duties(last, first); duties != nil {
		t.Errorf("Duties = %v", duties)
	}
	var none escalation.Schedule
	if got := none.OnCall(monday); got != nil {
		t.Errorf("the zero Schedule has %v on call", got)
	}
	gaps := slices.Collect(none.Gaps(monday, after(1)))
	if len(gaps) != 1 || !gaps[0].Equal(calendar.Interval{From: monday, To: after(1)}) {
		t.Errorf("the zero Schedule has the gaps %v", gaps)
	}
}

// A monotonic reading and a zone do not matter; answers are in the zone of the first
// layer.
func TestShiftsZone(t *testing.T) {
	s := scheduleOf(t, escalation.ScheduleSpec{Name: "desk", Layers: []escalation.LayerSpec{
		{Rotation: escalation.RotationSpec{Zone: "Asia/Kathmandu", Start: calendar.MustParseLocalTime("2026-03-02T09:00"), Unit: escalation.Day, Members: []string{"a", "b"}}},
	}})
	if s.Zone().String() != "Asia/Kathmandu" || (escalation.Schedule{}).Zone() != time.UTC {
		t.Errorf("Zone() = %v", s.Zone())
	}
	from := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.FixedZone("x", 3600))
	var got []string
	for shift := range s.Shifts(from, from.Add(24*time.Hour)) {
		got = append(got, shift.String())
	}
	want := []string{"2026-03-02T04:45:00+05:45/2026-03-02T09:00:00+05:45 b", "2026-03-02T09:00:00+05:45/2026-03-03T04:45:00+05:45 a"}
	if !slices.Equal(got, want) {
		t.Errorf("Shifts = %q, want %q", got, want)
	}
	duties := s.Duties(from, from.Add(1))
	data, err := json.Marshal(duties)
	if want := `[{"id":"desk/b/20260301T031500Z","schedule":"desk","person":"b","from":"2026-03-01T09:00:00+05:45","to":"2026-03-02T09:00:00+05:45"}]`; err != nil || string(data) != want {
		t.Errorf("Duties = %s, %v, want %s", data, err, want)
	}
}

// Whoever has had the least is asked next; an even load has no spread.
func TestLoads(t *testing.T) {
	s := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{
		{Rotation: escalation.RotationSpec{Zone: "UTC", Unit: escalation.Day, Members: []string{"cal", "bob", "ana"}}},
	}, Overrides: []escalation.Override{{Op: escalation.Add, Who: "eve", From: after(0), Until: after(0)}}})
	from := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	loads, err := s.Load(from, from.AddDate(0, 0, 4))
	if err != nil {
		t.Fatal(err)
	}
	least, ok := loads.Least()
	if !ok || least.Person != "eve" || len(loads) != 4 || loads.Spread() != 48*time.Hour {
		t.Errorf("Load = %+v, least %+v, spread %v", loads, least, loads.Spread())
	}
	if loads, err = s.Load(from, from.AddDate(0, 0, 3)); err != nil || loads[:3].Spread() != 0 {
		t.Errorf("Load = %+v, %v", loads, err)
	}
	if least, ok = (escalation.Loads{}).Least(); ok || (escalation.Loads{}).Spread() != 0 {
		t.Errorf("nobody has %v", least)
	}
}

func TestScheduleLint(t *testing.T) {
	s := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{
		{Windows: calendar.MustParseWeek("Mon-Fri 08:00-12:00,13:00-20:00"), Rotation: rotationInUTC("ana")},
	}})
	day := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	office := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(zones.Load)
	issues := s.Lint(office, day, day.AddDate(0, 0, 7))
	if len(issues) != 5 || issues.Err() != nil || issues[0].Message != "nobody is on call from 2026-03-02T12:00:00Z to 2026-03-02T13:00:00Z" {
		t.Errorf("Lint in office hours = %v", issues)
	}
	if issues = s.Lint(calendar.Always(time.UTC), day, day.AddDate(0, 0, 1)); len(issues) != 3 {
		t.Errorf("Lint round the clock = %v", issues)
	}
	if issues = s.Lint(calendar.Always(time.UTC), day, day.AddDate(9, 0, 0)); len(issues) > 1001 {
		t.Errorf("Lint of nine years has %d findings", len(issues))
	}
	if got := found(s.Lint(office, day, day)); got != " range" {
		t.Errorf("Lint of no time = %q", got)
	}
}

// On call until when? A shift is whole, also one of weeks, and cut after a year.
func TestScheduleAt(t *testing.T) {
	rotation := escalation.RotationSpec{Zone: "UTC", Start: calendar.MustParseLocalTime("2026-03-02T09:00"), Unit: escalation.Week, Every: 20, Members: []string{"ana", "bob"}}
	s := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: rotation}}, Overrides: []escalation.Override{
		{Op: escalation.Remove, Who: "ana", From: after(60), Until: after(120)},
	}})
	start := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		at, from, to time.Time
		who          string
	}{
		{start, start, after(60), "ana"},
		{after(59), start, after(60), "ana"},
		{after(60), after(60), after(120), ""},
		{start.AddDate(0, 0, 100), after(120), start.AddDate(0, 0, 140), "ana"},
		{start.AddDate(0, 0, 140), start.AddDate(0, 0, 140), start.AddDate(0, 0, 280), "bob"},
		{start.AddDate(0, 0, 279), start.AddDate(0, 0, 140), start.AddDate(0, 0, 280), "bob"},
		{start.Add(-1), start.AddDate(0, 0, -140), start, "bob"},
	} {
		shift, ok := s.At(tt.at)
		if ok != (tt.who != "") || strings.Join(shift.OnCall, " ") != tt.who || !shift.From.Equal(tt.from) || !shift.To.Equal(tt.to) {
			t.Errorf("At(%v) = %v, %v, want %v to %v", tt.at, shift, ok, tt.from, tt.to)
		}
	}
	always := scheduleOf(t, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: rotationInUTC("ana")}}})
	if shift, ok := always.At(start); !ok || shift.Duration() != 2*366*24*time.Hour {
		t.Errorf("At of one who is always on call = %v, %v", shift, ok)
	}
	if shift, ok := (escalation.Schedule{}).At(start); ok {
		t.Errorf("the zero Schedule: %v", shift)
	}
	if shift, _ := always.At(start); shift.String() != "2025-03-01T09:00:00Z/2027-03-03T09:00:00Z ana" {
		t.Errorf("String() = %s", shift)
	}
}

// A spec may change after it was compiled.
func TestScheduleIsACopy(t *testing.T) {
	spec := escalation.ScheduleSpec{
		Layers:    []escalation.LayerSpec{{Rotation: rotationInUTC("a"), Windows: calendar.MustParseWeek("Mon 00:00-24:00")}},
		Overrides: []escalation.Override{{Op: escalation.Add, Who: "b"}},
	}
	s := scheduleOf(t, spec)
	spec.Layers[0].Rotation.Members[0], spec.Overrides[0].Who = "z", "z"
	spec.Layers[0].Windows[time.Monday][0] = calendar.Shift{}
	if got := s.OnCall(monday); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("on call are %v", got)
	}
	got := s.Spec()
	got.Layers[0].Rotation.Members[0], got.Overrides[0].Who = "y", "y"
	got.Layers[0].Windows[time.Monday][0] = calendar.Shift{}
	if again := s.Spec(); again.Layers[0].Rotation.Members[0] != "a" || again.Overrides[0].Who != "b" || again.Layers[0].Windows.String() != "Mon 00:00-24:00" {
		t.Errorf("Spec() = %+v", again)
	}
}
