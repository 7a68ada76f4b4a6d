package oracle

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// Combine returns the walk of a calendar made of two, which went the same way:
// what holds of each step. Its business days are those of w.
func (w *Walk) Combine(other *Walk, holds func(a, b bool) bool) *Walk {
	out := &Walk{from: w.from, step: w.step, open: make([]bool, len(w.open)), business: w.business}
	for i := range w.open {
		out.open[i] = holds(w.open[i], other.open[i])
	}
	return out
}

// at returns the step that holds an instant, and whether there is one.
func (w *Walk) at(t time.Time) (int, bool) {
	since := t.Sub(w.from)
	return int(since / w.step), since >= 0 && since < time.Duration(len(w.open))*w.step
}

// edges returns the beginning and end of a step.
func (w *Walk) edges(i int) (from, to time.Time) {
	from = w.from.Add(time.Duration(i) * w.step)
	return from, from.Add(w.step)
}

// IsOpen reports whether the calendar is open at an instant in the window.
func (w *Walk) IsOpen(t time.Time) bool {
	i, ok := w.at(t)
	return ok && w.open[i]
}

// Between returns the open time in [a, b), both in the window.
func (w *Walk) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -w.Between(b, a)
	}
	var sum time.Duration
	for i := range w.open {
		if from, to := w.edges(i); w.open[i] && a.Before(to) && from.Before(b) {
			sum += earlier(to, b).Sub(later(from, a))
		}
	}
	return sum
}

// Add returns the earliest b at which d > 0 has passed since t; ok is false if
// the window ends before.
func (w *Walk) Add(t time.Time, d time.Duration) (b time.Time, ok bool) {
	for i := range w.open {
		from, to := w.edges(i)
		if !w.open[i] || !t.Before(to) {
			continue
		}
		from = later(from, t)
		if here := to.Sub(from); here < d {
			d -= here
			continue
		}
		return from.Add(d), true
	}
	return time.Time{}, false
}

// Sub returns the latest s from which d > 0 passes until t; ok is false if the
// window begins after it.
func (w *Walk) Sub(t time.Time, d time.Duration) (s time.Time, ok bool) {
	for i, open := range slices.Backward(w.open) {
		from, to := w.edges(i)
		if !open || !from.Before(t) {
			continue
		}
		to = earlier(to, t)
		if here := to.Sub(from); here < d {
			d -= here
			continue
		}
		return to.Add(-d), true
	}
	return time.Time{}, false
}

// Spans returns the maximal open intervals in [a, b).
func (w *Walk) Spans(a, b time.Time) []calendar.Interval {
	var out []calendar.Interval
	for i := range w.open {
		from, to := w.edges(i)
		if !w.open[i] || !a.Before(to) || !from.Before(b) {
			continue
		}
		from, to = later(from, a), earlier(to, b)
		if n := len(out); n > 0 && out[n-1].To.Equal(from) {
			out[n-1].To = to
		} else if from.Before(to) {
			out = append(out, calendar.Interval{From: from, To: to})
		}
	}
	return out
}

// NextOpen returns the first open instant from t on.
func (w *Walk) NextOpen(t time.Time) (time.Time, bool) {
	for i := range w.open {
		if from, to := w.edges(i); w.open[i] && t.Before(to) {
			return later(from, t), true
		}
	}
	return time.Time{}, false
}

// NextClose returns the first closed instant after t that has an open one just
// before.
func (w *Walk) NextClose(t time.Time) (time.Time, bool) {
	for i := 1; i < len(w.open); i++ {
		if from, _ := w.edges(i); w.open[i-1] && !w.open[i] && t.Before(from) {
			return from, true
		}
	}
	return time.Time{}, false
}

// PrevClose returns the last instant up to t that has an open one just before.
func (w *Walk) PrevClose(t time.Time) (time.Time, bool) {
	for i, open := range slices.Backward(w.open) {
		if from, to := w.edges(i); open && from.Before(t) {
			return earlier(to, t), true
		}
	}
	return time.Time{}, false
}

// PrevOpen returns the last open instant before t that has a closed one just
// before.
func (w *Walk) PrevOpen(t time.Time) (time.Time, bool) {
	for i := len(w.open) - 1; i > 0; i-- {
		if from, _ := w.edges(i); !w.open[i-1] && w.open[i] && from.Before(t) {
			return from, true
		}
	}
	return time.Time{}, false
}

// NextStretch returns the first instant from t on after which the calendar is
// open for d > 0 without a break.
func (w *Walk) NextStretch(t time.Time, d time.Duration) (time.Time, bool) {
	start, length := time.Time{}, time.Duration(0)
	for i := range w.open {
		from, to := w.edges(i)
		switch {
		case !t.Before(to):
			continue
		case !w.open[i]:
			length = 0
			continue
		case length == 0:
			start = later(from, t)
		}
		if length = to.Sub(start); length >= d {
			return start, true
		}
	}
	return time.Time{}, false
}

// IsBusinessDay reports whether a date, some days inside the window, is a
// business day.
func (w *Walk) IsBusinessDay(d msp.Date) bool { return w.business[d] }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
