package escalation_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// A schedule agrees with the model that steps through the minutes.
func TestScheduleIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		s := d.compile(t)
		for range 8 {
			at := minutesFrom(t, d.place, -3*24*60, 3*24*60, 5, "at")
			if got, want := s.OnCall(at), d.rota.At(at); !slices.Equal(got, want) {
				t.Fatalf("OnCall(%v) = %v, want %v", at, got, want)
			}
		}
	})
}

// Shifts and gaps too, minute by minute.
func TestShiftsAreTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		s := d.compile(t)
		from := minutesFrom(t, d.place, -24*60, 24*60, 1, "from")
		to := minutesFrom(t, from, 0, 36*60, 1, "to")
		var shifts []oracle.RotaShift
		for shift := range s.Shifts(from, to) {
			shifts = append(shifts, oracle.RotaShift{From: shift.From.UTC(), To: shift.To.UTC(), OnCall: shift.OnCall})
		}
		if diff := cmp.Diff(d.rota.Shifts(from, to), shifts, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("Shifts(%v, %v): want -, got +\n%s", from, to, diff)
		}
		var gaps [][2]time.Time
		for gap := range s.Gaps(from, to) {
			gaps = append(gaps, [2]time.Time{gap.From.UTC(), gap.To.UTC()})
		}
		if diff := cmp.Diff(d.rota.Gaps(from, to), gaps, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("Gaps(%v, %v): want -, got +\n%s", from, to, diff)
		}
	})
}

// S2, S7, S9: gaps and shifts cut the range into pieces that do not overlap, and at every
// instant of one the same people are on call, each once. Duties say the same.
func TestShiftsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		s := d.compile(t)
		from := d.place.Add(-time.Duration(rapid.Int64Range(0, int64(40*time.Hour)).Draw(t, "before")))
		to := from.Add(time.Duration(rapid.Int64Range(0, int64(10*24*time.Hour)).Draw(t, "length")))
		var pieces []calendar.Interval
		for shift := range s.Shifts(from, to) {
			pieces = append(pieces, shift.Interval)
			at := shift.From.Add(time.Duration(rapid.Int64Range(0, int64(shift.Duration())-1).Draw(t, "inside")))
			if got := s.OnCall(at); !slices.Equal(got, shift.OnCall) || len(got) == 0 {
				t.Fatalf("OnCall(%v) = %v in the shift %+v", at, got, shift)
			}
			whole, ok := s.At(at)
			if !ok || !slices.Equal(whole.OnCall, shift.OnCall) || whole.From.After(shift.From) || whole.To.Before(shift.To) {
				t.Fatalf("At(%v) = %v, %v in the shift %v", at, whole, ok, shift)
			}
			if before := s.OnCall(whole.From.Add(-1)); slices.Equal(before, shift.OnCall) && whole.From.After(at.Add(-366*24*time.Hour)) {
				t.Fatalf("At(%v) = %v, but %v are on call before", at, whole, before)
			}
			if unique := slices.Compact(slices.Sorted(slices.Values(shift.OnCall))); len(unique) != len(shift.OnCall) {
				t.Fatalf("a name twice in %+v", shift)
			}
		}
		for gap := range s.Gaps(from, to) {
			pieces = append(pieces, gap)
			if got := s.OnCall(gap.To.Add(-1)); got != nil {
				t.Fatalf("OnCall(%v) = %v in the gap %v", gap.To.Add(-1), got, gap)
			}
		}
		slices.SortFunc(pieces, calendar.Interval.Compare)
		at := from
		for _, piece := range pieces {
			if !piece.From.Equal(at) || piece.IsEmpty() {
				t.Fatalf("%v does not begin at %v", piece, at)
			}
			at = piece.To
		}
		if !at.Equal(to) {
			t.Fatalf("the pieces end at %v, want %v", at, to)
		}
		sameLoads(t, s, from, to)
	})
}

// sameLoads holds loads and duties to the shifts: each person's time adds up.
func sameLoads(t *rapid.T, s escalation.Schedule, from, to time.Time) {
	want := make(map[string]time.Duration)
	for shift := range s.Shifts(from, to) {
		for _, name := range shift.OnCall {
			want[name] += shift.Duration()
		}
	}
	loads, err := s.Load(from, to)
	if err != nil {
		t.Fatal(err)
	}
	shifts := make(map[string]int)
	ids := make(map[string]bool)
	ends := make(map[string]time.Time)
	for _, duty := range s.Duties(from, to) {
		year := 366 * 24 * time.Hour
		if duty.From.After(from.Add(-year)) && slices.Contains(s.OnCall(duty.From.Add(-1)), duty.Person) ||
			duty.To.Before(to.Add(year)) && slices.Contains(s.OnCall(duty.To), duty.Person) {
			t.Fatalf("%+v is not whole", duty)
		}
		shifts[duty.Person]++
		if ids[duty.ID] {
			t.Fatalf("the ID of %+v is not its own", duty)
		}
		if end, ok := ends[duty.Person]; ok && !duty.From.After(end) {
			t.Fatalf("%+v goes on from %v", duty, end)
		}
		ids[duty.ID], ends[duty.Person] = true, duty.To
	}
	var least time.Duration
	for i, load := range loads {
		if load.OnCall != want[load.Person] || load.Duties != shifts[load.Person] {
			t.Fatalf("Load = %+v, want %v and %d shifts", load, want[load.Person], shifts[load.Person])
		}
		if i == 0 || load.OnCall < least {
			least = load.OnCall
		}
		delete(want, load.Person)
	}
	if len(want) > 0 {
		t.Fatalf("no load of %v", want)
	}
	if suggestion, ok := loads.Least(); ok != (len(loads) > 0) || suggestion.OnCall != least {
		t.Fatalf("Least = %+v, %v, want one with %v", suggestion, ok, least)
	}
}

// S1: one layer, always on, with members: exactly one person at every instant.
func TestScheduleOfOneLayer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(gen.NastyZones()).Draw(t, "zone")
		place := placeDraw(t, zone)
		layer, _ := layerDraw(t, zone, place)
		layer.Windows, layer.From, layer.Until = calendar.Week{}, time.Time{}, time.Time{}
		if len(layer.Rotation.Members) == 0 {
			layer.Rotation.Members = []string{"zoe"}
		}
		s := drawnSchedule{spec: escalation.ScheduleSpec{Layers: []escalation.LayerSpec{layer}}}.compile(t)
		at := gen.Near(place, 100*24*time.Hour).Draw(t, "at")
		if got := s.OnCall(at); len(got) != 1 {
			t.Fatalf("OnCall(%v) = %v", at, got)
		}
		for gap := range s.Gaps(place, place.AddDate(0, 1, 0)) {
			t.Fatalf("a gap %v", gap)
		}
	})
}

// S3: without overrides, a layer of a lower priority changes only what was a gap.
func TestScheduleLowerLayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		d.spec.Overrides = nil
		before := d.compile(t)
		lower, _ := layerDraw(t, "America/Santiago", d.place)
		lower.Priority = -2
		d.spec.Layers = append(d.spec.Layers, lower)
		after := d.compile(t)
		for range 20 {
			at := gen.Near(d.place, 5*24*time.Hour).Draw(t, "at")
			if was, is := before.OnCall(at), after.OnCall(at); len(was) > 0 && !slices.Equal(was, is) {
				t.Fatalf("OnCall(%v) was %v and is %v", at, was, is)
			}
		}
	})
}

// S4, S5: an override changes nothing outside its time, and in it the last Set wins.
func TestOverridesAreLocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		before := d.compile(t)
		o, _ := overrideDraw(t, d.place)
		d.spec.Overrides = append(d.spec.Overrides, o)
		after := d.compile(t)
		for range 20 {
			at := gen.Near(rapid.SampledFrom([]time.Time{o.From, o.Until, d.place}).Draw(t, "edge"), 24*time.Hour).Draw(t, "at")
			inside := !at.Before(o.From) && at.Before(o.Until)
			was, is := before.OnCall(at), after.OnCall(at)
			switch {
			case !inside && !slices.Equal(was, is):
				t.Fatalf("OnCall(%v) was %v and is %v, outside of %+v", at, was, is, o)
			case inside && o.Op == escalation.Set && !slices.Equal(is, []string{o.Who}):
				t.Fatalf("OnCall(%v) = %v, in %+v", at, is, o)
			}
		}
	})
}

// S6: an override in two parts is the same as whole.
func TestOverridesSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := scheduleDraw(t)
		o, _ := overrideDraw(t, d.place)
		d.spec.Overrides = append(d.spec.Overrides, o)
		whole := d.compile(t)
		first, second := o, o
		first.Until = o.From.Add(time.Duration(rapid.Int64Range(0, int64(o.Until.Sub(o.From))).Draw(t, "cut")))
		second.From = first.Until
		n := len(d.spec.Overrides) - 1
		d.spec.Overrides = append(d.spec.Overrides[:n:n], first, second)
		parts := d.compile(t)
		from, to := d.place.Add(-3*24*time.Hour), d.place.Add(3*24*time.Hour)
		if diff := cmp.Diff(slices.Collect(whole.Shifts(from, to)), slices.Collect(parts.Shifts(from, to))); diff != "" {
			t.Fatalf("whole -, cut at %v +\n%s", first.Until, diff)
		}
	})
}
