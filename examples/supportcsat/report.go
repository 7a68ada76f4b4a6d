package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A report is the JSON line.
type report struct {
	Tickets    int         `json:"tickets"`  // rows that could be read
	Rejected   int         `json:"rejected"` // rows that could not
	All        group       `json:"all"`
	Channels   []group     `json:"channels"`
	Types      []group     `json:"types"`
	Took       metrics.KPI `json:"response_to_resolution"`
	Impossible impossible  `json:"impossible"`
}

// A group is what the clients of some tickets said.
type group struct {
	Name         string      `json:"name,omitempty"`
	Tickets      int64       `json:"tickets"`
	NotAsked     int64       `json:"not_asked"` // of them: not closed yet
	Impossible   int64       `json:"impossible"`
	Mean         metrics.KPI `json:"csat_mean"`
	Top2         metrics.KPI `json:"csat_top2"`
	ResponseRate metrics.KPI `json:"response_rate"`
}

// impossible are the tickets that were resolved before they were first answered.
type impossible struct {
	Count int   `json:"count"`
	First []row `json:"first"`
}

// A row is a ticket that is not to be believed.
type row struct {
	Line      int    `json:"line"`
	ID        string `json:"id"`
	Responded string `json:"responded"`
	Resolved  string `json:"resolved"`
}

// shown is how many impossible rows are listed.
const shown = 5

// A count is what accumulates in one pass over the tickets of a group.
type count struct {
	ratings    metrics.Ratings
	times      metrics.Times
	notAsked   int64
	impossible int64
}

// add counts a ticket. Only clients of closed tickets are asked. A rating stays one
// where the times of its ticket are impossible.
func (c *count) add(t *ticket) error {
	if t.impossible() {
		c.impossible++
	}
	if t.status == stateClosed {
		ask := metrics.RatingsBy(metrics.Scale{Low: 1, High: 5}, func(t *ticket) (int, bool) { return t.rating, t.rated })
		if err := ask(&c.ratings, t); err != nil {
			return err
		}
	} else {
		c.notAsked++
	}
	return metrics.TimesBy((*ticket).took)(&c.times, t)
}

func newReport(tickets []ticket) (*report, error) {
	r := &report{Tickets: len(tickets), Impossible: impossible{First: []row{}}}
	all, err := metrics.CollectSlice(tickets, (*count).add)
	if err != nil {
		return nil, err
	}
	if r.All, err = all.group(""); err != nil {
		return nil, err
	}
	r.Took = metrics.Definition{
		Name: "response_to_resolution", Title: "First response to resolution", Text: "resolution − first response, of tickets with both",
	}.OfMean(all.times)
	if r.Channels, err = groups(tickets, func(t *ticket) string { return t.channel }); err != nil {
		return nil, err
	}
	if r.Types, err = groups(tickets, func(t *ticket) string { return t.kind }); err != nil {
		return nil, err
	}
	for _, t := range tickets {
		if !t.impossible() {
			continue
		}
		if r.Impossible.Count++; r.Impossible.Count <= shown {
			const layout = "2006-01-02 15:04"
			r.Impossible.First = append(r.Impossible.First, row{t.line, t.id, t.responded.Format(layout), t.resolved.Format(layout)})
		}
	}
	return r, nil
}

// groups counts by a key, in the order of the keys.
func groups(tickets []ticket, key func(t *ticket) string) ([]group, error) {
	counts, err := metrics.GroupSlice(tickets, key, (*count).add)
	if err != nil {
		return nil, err
	}
	list := []group{}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		g, err := counts[name].group(name)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	return list, nil
}

func (c count) group(name string) (group, error) {
	mean, err := metrics.CSATMean(c.ratings)
	if err != nil {
		return group{}, err
	}
	top2, err := metrics.CSATTopBox(c.ratings, 2)
	return group{
		Name: name, Tickets: c.times.Total(), NotAsked: c.notAsked, Impossible: c.impossible,
		Mean: mean, Top2: top2, ResponseRate: metrics.ResponseRate(c.ratings),
	}, err
}

// print writes the tables for people.
func (r *report) print(out io.Writer) {
	fmt.Fprintf(out, "%d tickets, of %d the client was asked.\n\n", r.Tickets, r.All.Tickets-r.All.NotAsked)
	for _, k := range []metrics.KPI{r.All.Mean, r.All.Top2, r.All.ResponseRate, r.Took} {
		fmt.Fprintf(out, "  %v\n", k)
	}
	for _, by := range []struct {
		title string
		list  []group
	}{{"channel", r.Channels}, {"type", r.Types}} {
		table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(table, "\n%s\ttickets\tanswers\tmean\ttop two\tresponse\timpossible\t\n", by.title)
		for _, g := range by.list {
			fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\t%s\t%d\t\n", g.Name, g.Tickets, g.Mean.Value.N(), g.Mean.Value.Fixed(2, msp.HalfUp),
				g.Top2.Value.Percent(1, msp.HalfUp), g.ResponseRate.Value.Percent(1, msp.HalfUp), g.Impossible)
		}
		table.Flush()
	}
	fmt.Fprintf(out, "\nResolved before the first response, which is impossible: %d of %d tickets with both.\n", r.Impossible.Count,
		int64(r.Impossible.Count)+r.Took.Value.N())
	for _, one := range r.Impossible.First {
		fmt.Fprintf(out, "  %s:%d: ticket %s, answered %s, resolved %s\n", fileName, one.Line, one.ID, one.Responded, one.Resolved)
	}
	if more := r.Impossible.Count - len(r.Impossible.First); more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
	fmt.Fprintln(out)
}
