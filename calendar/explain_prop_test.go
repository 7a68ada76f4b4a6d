package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
)

// An explanation adds up to the answer: its segments tile the range, neighbours
// differ, the open ones together are the spans, and their lengths sum to the
// open time.
func TestLawExplanationAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := gen.AnyCase().Draw(t, "a")
		b := gen.AnyCaseAt(a.At).Draw(t, "b")
		var c calendar.Calendar
		switch rapid.IntRange(0, 5).Draw(t, "made by") {
		case 0:
			c = calendar.Union(a.Calendar(), b.Calendar())
		case 1:
			c = calendar.Subtract(a.Calendar(), b.Calendar())
		case 2:
			c = calendar.Complement(a.Calendar())
		default:
			c = a.Calendar()
		}
		from := a.Instant().Draw(t, "from")
		to := from.Add(gen.Duration(20*24*time.Hour).Draw(t, "length"))

		var open []calendar.Interval
		var last calendar.Segment
		var sum time.Duration
		for s := range c.Explain(from, to) {
			switch {
			case s.IsEmpty():
				t.Fatalf("empty segment %v", s)
			case last.IsEmpty() && !s.From.Equal(from):
				t.Fatalf("begins at %v, want %v", s.From, from)
			case !last.IsEmpty() && !s.From.Equal(last.To):
				t.Fatalf("%v does not follow %v", s, last)
			case !last.IsEmpty() && s.Open == last.Open && s.Reason.Equal(last.Reason):
				t.Fatalf("%v and %v have one reason", last, s)
			case s.Reason.IsZero():
				t.Fatalf("%v has no reason", s)
			}
			if s.Open {
				open = append(open, s.Interval)
				sum += s.Duration()
			}
			last = s
		}
		if from.Before(to) && !last.To.Equal(to) {
			t.Fatalf("ends at %v, want %v", last.To, to)
		}
		var spans calendar.Intervals
		for s := range c.Spans(from, to) {
			spans = append(spans, s)
		}
		if got := calendar.NewIntervals(open...); !got.Equal(spans) {
			t.Fatalf("open segments %v, spans %v", got, spans)
		}
		if from.Before(to) && sum != c.Between(from, to) {
			t.Fatalf("open segments sum to %v, Between = %v", sum, c.Between(from, to))
		}
	})
}

// Breaking off leaves nothing behind, and a prefix is a prefix.
func TestExplainIsLazy(t *testing.T) {
	desk := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	from := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	n := 0
	for range desk.Explain(from, from.AddDate(5000, 0, 0)) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("walked %d segments, want 3", n)
	}
}
