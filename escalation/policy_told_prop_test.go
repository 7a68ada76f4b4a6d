package escalation_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
)

// tellingDraw draws a policy in which it takes a while until somebody is told: mostly
// nobody but the rota, more holds, waits in calendars, odd nanoseconds.
func tellingDraw(t *rapid.T) drawnPlan {
	d := planDraw(t)
	for i := range d.spec.Steps {
		s := &d.spec.Steps[i]
		switch rapid.IntRange(0, 5).Draw(t, "who") {
		case 0:
		case 1:
			s.Notify = nil
		default:
			s.Notify = []escalation.Target{escalation.OnCall("rota")}
		}
		if rapid.Bool().Draw(t, "hold") {
			s.Empty = escalation.EmptyHold
			s.WaitIn = rapid.SampledFrom([]string{"", s.WaitIn, "desk", "night", "other", "other"}).Draw(t, "in")
		}
		switch rapid.IntRange(0, 5).Draw(t, "wait") {
		case 0:
			s.Wait += time.Duration(rapid.IntRange(1, 1e9).Draw(t, "odd"))
		case 1:
			s.Wait *= time.Duration(rapid.IntRange(2, 40).Draw(t, "times"))
		default:
		}
		if s.Hours != "" && rapid.Bool().Draw(t, "other hours") {
			s.Hours = "other"
		}
	}
	other := gen.AnyCaseAt(d.opened).Draw(t, "other").Calendar()
	if rapid.IntRange(0, 5).Draw(t, "complement") == 0 {
		other = calendar.Complement(other)
	}
	known := d.source.Calendars
	d.source.Calendars = func(name string) (calendar.Calendar, bool) {
		if name == "other" {
			return other, true
		}
		return known(name)
	}
	return d
}

// toldBy returns when the plan of a ticket tells somebody first.
func toldBy(t *rapid.T, policy escalation.Policy, opened time.Time) (at time.Time, ok bool) {
	plan, err := policy.Plan(opened)
	if err != nil {
		t.Fatal(err)
	}
	for e := range plan.All() {
		if e.Action == escalation.Fired && len(e.Targets) > 0 {
			return e.At, true
		}
	}
	return time.Time{}, false
}

// Pieces say what plans say: at any instant, and around every cut. They follow one another
// through the range, and none could go on.
func TestFirstToldIsWhatPlansSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := tellingDraw(t)
		policy := d.policy(t)
		from := d.opened.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "off")))
		to := from.Add(time.Duration(rapid.IntRange(1, 20*24).Draw(t, "hours")) * time.Hour).Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "and")))
		pieces, err := policy.FirstTold(from, to)
		if err != nil {
			t.Fatal(err)
		}
		at := from
		for i, piece := range pieces {
			if !piece.From.Equal(at) || piece.IsEmpty() {
				t.Fatalf("piece %d of %v begins at %v, want %v", i, pieces, piece.From, at)
			}
			at = piece.To
			half := piece.From.Add(piece.Duration() / 2)
			some := piece.From.Add(time.Duration(rapid.Int64Range(0, int64(piece.Duration())-1).Draw(t, "some")))
			for _, opened := range []time.Time{piece.From, piece.From.Add(1), half.Add(-1), half, some, piece.To.Add(-2), piece.To.Add(-1)} {
				if !piece.Contains(opened) {
					continue
				}
				want, wantOK := toldBy(t, policy, opened)
				if got, ok := piece.Of(opened); ok != wantOK || !got.Equal(want) {
					t.Fatalf("%+v opened at %v: told at %v, %v, want %v, %v, by %v", d.spec, opened, got, ok, want, wantOK, piece)
				}
			}
			if i > 0 && oneOf(pieces[i-1], piece) {
				t.Fatalf("%v and %v are one", pieces[i-1], piece)
			}
			if delay, ok := piece.Delay(); ok && (delay < 0 || piece.Fixed) || piece.IsNever() && piece.Fixed {
				t.Fatalf("%v: a delay of %v", piece, delay)
			}
		}
		if !at.Equal(to) {
			t.Fatalf("%v end at %v, want %v", pieces, at, to)
		}
		for range 20 {
			opened := from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from))-1).Draw(t, "opened")))
			want, wantOK := toldBy(t, policy, opened)
			if got, ok := whenTold(pieces, opened); ok != wantOK || !got.Equal(want) {
				t.Fatalf("%+v opened at %v: told at %v, %v, want %v, %v", d.spec, opened, got, ok, want, wantOK)
			}
		}
	})
}

// oneOf reports whether two neighbours are of one shape: what is said of the first and the
// last opening of each follows from one rule.
func oneOf(a, b escalation.Told) bool {
	if a.IsNever() || b.IsNever() {
		return a.IsNever() && b.IsNever()
	}
	first, _ := a.Of(a.From)
	last, _ := b.Of(b.To.Add(-1))
	end, _ := a.Of(a.To.Add(-1))
	begin, _ := b.Of(b.From)
	same := first.Equal(end) && end.Equal(begin) && begin.Equal(last)
	later := end.Sub(first) == a.Duration()-1 && begin.Sub(end) == 1 && last.Sub(begin) == b.Duration()-1
	return same || later
}

func whenTold(pieces []escalation.Told, opened time.Time) (at time.Time, ok bool) {
	for _, piece := range pieces {
		if piece.Contains(opened) {
			return piece.Of(opened)
		}
	}
	return time.Time{}, false
}

// Two ranges that meet say what the whole does, and FirstTold agrees with what Lint finds
// out by itself.
func TestFirstToldOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := tellingDraw(t)
		policy := d.policy(t)
		from := d.opened
		middle := minutesFrom(t, from, 1, 5*24*60, 1, "middle").Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")))
		to := minutesFrom(t, middle, 1, 5*24*60, 1, "to")
		var all [3][]escalation.Told
		for i, within := range []calendar.Interval{{From: from, To: to}, {From: from, To: middle}, {From: middle, To: to}} {
			var err error
			if all[i], err = policy.FirstTold(within.From, within.To); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(all[1]) + len(all[2]); n != len(all[0]) && n != len(all[0])+1 {
			t.Fatalf("%v and %v are not %v", all[1], all[2], all[0])
		}
		var never []calendar.Interval
		for _, piece := range all[0] {
			for _, opened := range []time.Time{piece.From, piece.To.Add(-1)} {
				want, wantOK := piece.Of(opened)
				if got, ok := whenTold(append(all[1], all[2]...), opened); ok != wantOK || !got.Equal(want) {
					t.Fatalf("opened at %v: told at %v, %v, in parts %v, %v", opened, want, wantOK, got, ok)
				}
			}
			if piece.IsNever() {
				never = append(never, piece.Interval)
			}
		}
		// What lies behind its month Lint does not call bad.
		if bad, ok := policy.Unreached(from, to); !ok || len(bad.Subtract(calendar.NewIntervals(never...))) > 0 {
			t.Fatalf("nobody is told in %v, but Lint says in %v", never, bad)
		}
	})
}
