package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A summary is the JSON line.
type summary struct {
	Sites       int             `json:"sites"`
	UptimeEqual int             `json:"uptime_equal"` // sites whose shown uptime comes out
	Failures    int64           `json:"failures"`     // outages in all
	ByChecks    int64           `json:"failures_by_checks"`
	Uptime      string          `json:"uptime"` // of all sites together
	Credits     []ladderSummary `json:"credits"`
	Rejected    int             `json:"rejected"`
}

// A ladderSummary says what a table of credits would give for the months of all
// sites.
type ladderSummary struct {
	Service string         `json:"service"`
	Months  int            `json:"months"`
	Credits map[string]int `json:"credited"` // credit → number of months
}

// A view is the availability of a site by one of the two sources.
type view struct {
	uptime      sla.Uptime
	reliability metrics.Reliability
}

type line struct {
	site    site
	minutes view // from the minutes of each day
	checks  view // from the checks
	shown   string
}

type report struct {
	summary

	lines []line
	whole sla.Uptime
}

// around says how down time counts here: around the clock, nothing is planned.
func around() sla.MeasureOptions {
	return sla.MeasureOptions{Hours: calendar.Always(time.UTC), Maintenance: sla.MaintenanceExcluded}
}

func newReport(m *monitor, seen checks, ladders []ladder) (*report, error) {
	r := &report{}
	for _, l := range ladders {
		r.Credits = append(r.Credits, ladderSummary{Service: l.service, Credits: map[string]int{}})
	}
	var total, byChecks metrics.Reliability
	for _, s := range m.sites {
		one := line{site: s}
		var err error
		if one.minutes, err = look(s.monitored, s.outages); err != nil {
			return nil, fmt.Errorf("%s: %w", s.slug, err)
		}
		if one.checks, err = look(s.monitored, outages(seen[s.slug], m.snapshot)); err != nil {
			return nil, fmt.Errorf("%s: %w", s.slug, err)
		}
		if one.shown, err = shown(one.minutes.uptime.Ratio()); err != nil {
			return nil, fmt.Errorf("%s: %w", s.slug, err)
		}
		if r.Sites++; one.shown == s.uptime {
			r.UptimeEqual++
		}
		if err := r.credit(s, ladders); err != nil {
			return nil, fmt.Errorf("%s: %w", s.slug, err)
		}
		if r.whole, err = r.whole.Merge(one.minutes.uptime); err != nil {
			return nil, err
		}
		if err := total.Merge(one.minutes.reliability); err != nil {
			return nil, err
		}
		if err := byChecks.Merge(one.checks.reliability); err != nil {
			return nil, err
		}
		r.lines = append(r.lines, one)
	}
	r.Failures, r.ByChecks = total.Failures(), byChecks.Failures()
	if r.Sites == 0 {
		r.Uptime = "undefined"
		return r, nil
	}
	var err error
	r.Uptime, err = shown(r.whole.Ratio())
	return r, err
}

// look measures a period.
func look(period calendar.Interval, outages []calendar.Interval) (view, error) {
	uptime, err := sla.Measure(period, outages, nil, around())
	if err != nil {
		return view{}, err
	}
	reliability, err := metrics.NewReliability(calendar.NewIntervals(period), outages...)
	return view{uptime, reliability}, err
}

// shown writes a ratio as the monitor does: a percentage with two decimals, halves
// up.
func shown(r msp.Ratio) (string, error) {
	v, err := metrics.NewValue(r, metrics.UnitShare, 1)
	return v.Percent(2, msp.HalfUp), err
}

// credit counts what each table gives for each calendar month of a site, as far as
// it was monitored.
func (r *report) credit(s site, ladders []ladder) error {
	first, err := calendar.DateOf(s.monitored.From, time.UTC)
	if err != nil {
		return err
	}
	year, month, _ := first.Civil().Date()
	for {
		period, err := msp.MonthOf(year, month)
		if err != nil {
			return err
		}
		monitored := calendar.IntervalOf(period, time.UTC).Intersect(s.monitored)
		if monitored.IsEmpty() {
			return nil
		}
		uptime, err := sla.Measure(monitored, s.outages, nil, around())
		if err != nil {
			return err
		}
		for i, l := range ladders {
			r.Credits[i].Months++
			if credit, ok := l.credits.Credit(uptime.Ratio()); ok && !credit.Percent.IsZero() {
				r.Credits[i].Credits[credit.Percent.String()]++
			}
		}
		if month++; month > time.December {
			year, month = year+1, time.January
		}
	}
}

func (r *report) print(w io.Writer) {
	fmt.Fprintf(w, "%-84s %9s %9s %9s %5s %11s %10s\n", "site", "monitor", "minutes", "checks", "fails", "MTBF", "MTRS")
	for _, l := range r.lines {
		checks, err := shown(l.checks.uptime.Ratio())
		if err != nil {
			checks = "-"
		}
		fmt.Fprintf(w, "%-84s %9s %9s %9s %5d %11s %10s\n", l.site.slug, l.site.uptime, l.shown, checks,
			l.minutes.reliability.Failures(), mean(l.minutes.reliability.MTBF().Value), mean(l.minutes.reliability.MTRS().Value))
	}
	if worst := r.worst(); worst != nil {
		fmt.Fprintf(w, "\n%s against 99.9%%:\n", worst.site.slug)
		target := msp.MustParsePercent("99.9%")
		budget := worst.minutes.uptime.Budget(target)
		fmt.Fprintf(w, "  error budget %v; %v remaining\n", budget, budget.Remaining())
		if burn, err := metrics.NewValue(worst.minutes.uptime.BurnRate(target), metrics.UnitNumber, 1); err == nil {
			fmt.Fprintf(w, "  burn rate over the whole time %s\n", burn.Fixed(2, msp.HalfUp))
		}
		explained, err := sla.ExplainOutages(worst.site.monitored, worst.site.outages, nil, around())
		if err == nil {
			for _, o := range explained {
				fmt.Fprintf(w, "  down %v: %v\n", o.Whole, o.Down)
			}
		}
	}
	fmt.Fprintln(w, "\nCredits for the calendar months of all sites, in percent of a month's fee:")
	for _, c := range r.Credits {
		fmt.Fprintf(w, "  %-60s %d months, credited %v\n", c.Service, c.Months, c.Credits)
	}
	fmt.Fprintf(w, "\n%d of %d sites show the uptime that their minutes give.\n\n", r.UptimeEqual, r.Sites)
}

// worst returns the site with the least uptime, nil if there is none.
func (r *report) worst() *line {
	var worst *line
	for i := range r.lines {
		if l := &r.lines[i]; worst == nil || l.minutes.uptime.Ratio().Compare(worst.minutes.uptime.Ratio()) < 0 {
			worst = l
		}
	}
	return worst
}

// mean writes a mean duration to the minute.
func mean(v metrics.Value) string {
	d, err := v.Duration(msp.HalfUp)
	if err != nil {
		return "-"
	}
	return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
}
