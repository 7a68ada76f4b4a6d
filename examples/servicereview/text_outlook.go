package main

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// outlook writes whether there are people enough, and what that rests on.
func (w *textWriter) outlook() {
	o := w.Performance.Outlook
	if o == nil {
		return
	}
	w.title("Capacity: people for the desk, now and if the trend goes on")
	if o.Queue != nil {
		w.needs(o)
	}
	w.teams(o)
}

func (w *textWriter) needs(o *Outlook) {
	q := o.Queue
	w.printf("  Asked of %s: %s of the tickets begun within %s, in the hours %s.\n\n", q.Team, q.Share, durationText(q.Within), q.Hours)
	arrived := table{indent: "  ", columns: []column{
		{"month", left}, {"tickets in the hours", right}, {"outside, left out", right}, {"hours open", right}, {"tickets an hour", right},
	}}
	for _, a := range o.Arrivals {
		arrived.add(monthText(a.Month), number(a.Tickets), number(a.Outside), metrics.HoursOf(a.Open).Fixed(1, msp.HalfUp), numberText(a.PerHour, 3))
	}
	arrived.write(w.Writer)
	handle := "not known"
	if o.Handle.Value.Defined() {
		handle = kpiText(o.Handle.Value) + ", n = " + grouped(int(o.Handle.Value.N()))
	}
	if left := o.Handle.LeftOut.String(); left != "" {
		handle += ", left out: " + left
	}
	w.printf("\n  Mean handle time %s. %s.\n\n", handle, slopeText(o.Slope))
	need := table{indent: "  ", groups: map[int]string{5: "with so many on duty"}, columns: []column{
		{"month", left},
		{"an hour", right},
		{"busiest", right},
		{"Erlang", right},
		{"on duty", right},
		{"in time", right},
		{"mean wait", right},
		{"busy", right},
		{"people", right},
		{"there are", right},
	}}
	for i, n := range o.Needs {
		month, have := monthText(n.Month), numberText(o.Have, 2)
		if i > 0 {
			month += " (trend)"
		}
		cells := []string{month, numberText(n.PerHour, 3)}
		if n.Why != "" {
			cells = append(cells, none, none, none, none, none, none, none, have)
		} else {
			e := n.Estimate
			cells = append(cells, numberText(n.Peak, 3), numberText(n.Load, 3), strconv.Itoa(e.Technicians), estimateText(e.ServiceLevel),
				roundedText(e.MeanWait), estimateText(e.Occupancy), strconv.Itoa(n.People), have)
		}
		need.add(cells...)
	}
	need.write(w.Writer)
	for _, n := range o.Needs {
		if n.Why != "" {
			w.printf("\n  %s: %s.\n", monthText(n.Month), n.Why)
		}
	}
	w.note("An estimate of a model (Erlang C), not a measurement. It takes for granted that tickets arrive at random, each on its",
		"own, at one rate; that handle times are exponential, with the mean of all months; that each technician has one ticket",
		"at a time, the oldest first, without priorities; that nobody gives up, and nothing is left at closing.",
		"Stated, not measured: the busiest hour has "+numberText(q.Peak, 2)+" times the mean; "+q.Shrinkage.String()+" of paid time goes elsewhere; "+
			count(q.Shifts, "shift")+".",
		"People = on duty ÷ (1 − "+q.Shrinkage.String()+"), rounded up, for each shift. The trend is a straight line through the months, drawn on.")
}

// slopeText returns what arrives more from month to month.
func slopeText(slope metrics.Value) string {
	if !slope.Defined() {
		return "No trend: " + slope.Reason().String()
	}
	sign := ""
	if slope.Exact().Sign() > 0 {
		sign = "+"
	}
	return "Trend: " + sign + numberText(slope.Exact(), 4) + " tickets an hour each month"
}

func (w *textWriter) teams(o *Outlook) {
	w.printf("\nTeams on %s against the bands of the model: %s, %s with an agreement", o.Day, count(int(o.Endpoints), "endpoint"), count(int(o.Clients), "client"))
	if o.Unknown > 0 {
		w.printf("; %s without one, left out", count(o.Unknown, "client"))
	}
	w.printf("\n\n")
	t := table{indent: "  ", columns: []column{{"team", left}, {"band", left}, {"staff", right}, {"each has", right}, {"status", left}, {"band wants", left}}}
	for _, team := range o.Teams {
		b := team.Band
		counts := b.Counts + "s"
		if b.Flat {
			counts = "people"
		}
		band := b.Low.Fixed(0, msp.HalfUp) + " to " + b.High.Fixed(0, msp.HalfUp) + " " + counts
		each := kpiText(team.Load.Value)
		if b.Flat {
			each = none
		}
		staff, status := numberText(team.Staff, 2), "nothing to judge"
		if team.Status != 0 {
			status = team.Status.String()
		}
		wants := grouped(int(team.Range.Least))
		switch {
		case !team.Range.Possible():
			wants = grouped(int(team.Range.Least)) + ", which are too many for so few"
		case team.Range.Least != team.Range.Most:
			wants = grouped(int(team.Range.Least)) + " to " + grouped(int(team.Range.Most))
		}
		t.add(b.Title, band, staff, each, status, wants)
	}
	t.write(w.Writer)
	w.note("Endpoints are the servers, laptops, desktops, mobiles and network devices of the agreements. Within includes the ends.")
}

// numberText returns a number to so many places, or none.
func numberText(r msp.Ratio, places uint8) string {
	if !r.Defined() {
		return none
	}
	if _, den, small := r.Terms(); small && den == 1 {
		places = 0
	}
	return r.Fixed(places, msp.HalfUp)
}

// estimateText returns an estimated share.
func estimateText(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + "%" }

// roundedText returns a duration to the nearest minute, one of less than a minute to the
// nearest second.
func roundedText(d time.Duration) string {
	if d.Abs() < time.Minute {
		return durationText(d.Round(time.Second))
	}
	return durationText(d.Round(time.Minute))
}
