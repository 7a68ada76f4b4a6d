package sla_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/sla"
)

const day = 24 * time.Hour

// both is a span for the package and for the oracle.
type both struct {
	span  sla.Span
	model oracle.Promise
}

// aPromise draws a span of any shape, with edges of a grain.
func aPromise(grain int) *rapid.Generator[both] {
	return rapid.Custom(func(t *rapid.T) both {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		switch rapid.IntRange(0, 5).Draw(t, "shape") {
		case 1:
			return both{sla.BusinessDays(n), oracle.Promise{Shape: oracle.BusinessDays, Days: n}}
		case 2:
			return both{sla.EndOfBusinessDay(n - 1), oracle.Promise{Shape: oracle.EndOfBusinessDay, Days: n - 1}}
		case 3:
			return both{sla.NextBusinessDay{}, oracle.Promise{Shape: oracle.NextBusinessDay}}
		case 4:
			at := gen.TimeOfDay(grain, 48).Draw(t, "at")
			return both{sla.NextBusinessDayAt(at), oracle.Promise{Shape: oracle.NextBusinessDayAt, At: at}}
		case 5:
			return both{sla.CivilDays(n), oracle.Promise{Shape: oracle.CivilDays, Days: n}}
		}
		within := gen.Duration(3*day).Draw(t, "within")
		return both{sla.Within(within), oracle.Promise{Shape: oracle.WithinOpenTime, Within: within}}
	})
}

// inQuarters reports whether everything in a window happens on a quarter of an
// hour.
func inQuarters(c gen.Case, from, to time.Time) bool {
	const quarter = 15 * time.Minute
	if c.Grain != 900 {
		return false
	}
	for at := from.Add(-4 * day); at.Before(to); at = at.Add(quarter) {
		_, offset := at.In(c.Zone).Zone()
		_, last := at.Add(quarter - 1).In(c.Zone).Zone()
		if offset%900 != 0 || last != offset {
			return false
		}
	}
	return true
}

// Every span is what a model says that goes through time in steps, and knows
// neither this package nor the calendar's engine.
func TestSpansAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		start := gen.Near(c.At, 2*day).Draw(t, "start")
		promise := aPromise(c.Grain).Draw(t, "promise")
		// Hours that leave nothing closed compile to Always, whose days are dates.
		if _, ok := promise.span.(sla.CivilDays); ok || c.Calendar().IsAlways() {
			c.Spec = calendar.Spec{Zone: c.Spec.Zone, Always: true}
		}
		from, to := start.Truncate(time.Hour).Add(-3*day), start.Truncate(time.Hour).Add(28*day)
		step := oracle.Step(c.Grain, c.Zone, from, to)
		switch {
		case step < time.Minute: // as many steps as there is time for
			to = from.Add(10 * day)
		case inQuarters(c, from, to):
			step = 15 * time.Minute
		}
		walk := oracle.New(c.Spec, c.Zone, from, to, step)
		want := promise.model.Answer(c.Spec, c.Zone, walk, start)

		target, err := sla.NewTarget(promise.span, c.Calendar())
		if err != nil {
			t.Fatalf("NewTarget(%v): %v", promise.span, err)
		}
		got, err := target.Start(start)
		// Near its end the window does not know what a day will have been.
		known := to.Add(-4 * day)
		if want.Named != nil && want.Named.Before(known) && want.Target <= 0 {
			if !errors.Is(err, sla.ErrNoOpenTime) {
				t.Fatalf("%v from %v: %v, want ErrNoOpenTime: it is %v", promise.span, start, err, want.Named)
			}
			return
		}
		if err != nil {
			if named := want.Named; errors.Is(err, sla.ErrNoOpenTime) && (named == nil || !named.Before(known)) {
				return
			}
			t.Fatalf("%v from %v: %v, want %v", promise.span, start, err, want)
		}
		check := func(what string, got time.Time, ok bool, want *time.Time) bool {
			switch {
			case want != nil && want.Before(known):
				if !ok || !got.Equal(*want) {
					t.Fatalf("%v from %v: %s = %v, %v, want %v", promise.span, start, what, got, ok, want)
				}
				return true
			case ok && got.Before(known):
				t.Fatalf("%v from %v: %s = %v, want later", promise.span, start, what, got)
			}
			return false
		}
		named, ok := got.NamedInstant()
		inside := check("Named", named, ok, want.Named)
		if length, _ := got.Target(); (inside || promise.model.Shape == oracle.WithinOpenTime) && length != want.Target {
			t.Fatalf("%v from %v: Target = %v, want %v", promise.span, start, length, want.Target)
		} else if !inside && promise.model.Shape != oracle.WithinOpenTime {
			return
		}
		due, ok := got.Due()
		check("Due", due, ok, want.Due)
		limit, ok := got.Limit()
		check("Limit", limit, ok, want.Limit)
	})
}

func TestSpanRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := aPromise(1).Draw(t, "promise").span
		data, err := json.Marshal(span)
		if err != nil {
			t.Fatalf("JSON of %v: %v", span, err)
		}
		if got, err := sla.ParseSpan(data); err != nil || got != span {
			t.Fatalf("ParseSpan(%s) = %v, %v, want %v", data, got, err, span)
		}
	})
}
