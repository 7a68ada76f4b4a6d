package main

import (
	"io"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// An Outage is a time in which the service of a client was down; one that is not
// over has no end.
type Outage struct {
	From, To time.Time
}

// Columns of a file of outages. The first two must be there.
const (
	colOutageClient = iota
	colDownFrom
	colDownTo

	numRequiredOutageColumns = 2
)

func outageColumns() []string { return []string{"client", "from", "to"} }

// ReadOutages reads a file of outages and adds them to the facts of the contracts.
// An error means that no row could be read; rows that are refused are findings.
func ReadOutages(file io.Reader, book *Book) (Report, error) {
	return readSheet(file, outageColumns(), numRequiredOutageColumns, func(r *row) {
		c := r.contract(colOutageClient, r.text(colOutageClient), book)
		from, ok := r.instant(colDownFrom)
		to, ok2 := r.instant(colDownTo)
		switch {
		case !ok || !ok2:
		case from.IsZero():
			r.refuse(colDownFrom, "missing")
		case from.Year() < firstYear || from.Year() > lastYear:
			r.refuse(colDownFrom, "want a year from %d to %d", firstYear, lastYear)
		case !to.IsZero() && to.Before(from):
			r.refuse(colDownTo, "before the outage began, %s", r.text(colDownFrom))
		}
		if c != nil && r.good() {
			c.facts.Outages = append(c.facts.Outages, Outage{from, to})
		}
	})
}

// serviceCredits returns what a month's outages give back.
func (c *Contract) serviceCredits(month msp.Period) ([]pricing.ServiceCredit, error) {
	if c.Uptime.Credits.Most().IsZero() {
		return nil, nil
	}
	uptime, err := c.uptime(month)
	if err != nil {
		return nil, err
	}
	credit, ok := c.Uptime.Credits.Credit(uptime.Ratio())
	if !ok || credit.Percent.IsZero() {
		return nil, nil
	}
	reason := "uptime " + uptime.Ratio().Percent(3, msp.Floor) + ", below " + credit.Rung.Below.String()
	return []pricing.ServiceCredit{{Item: c.Uptime.Item, Percent: credit.Percent, Reason: reason}}, nil
}

// uptime returns the uptime of a month. Service is promised around the clock; an outage
// that is not over lasts to the end of the month.
func (c *Contract) uptime(month msp.Period) (sla.Uptime, error) {
	whole := c.instants(month)
	var down []calendar.Interval
	for _, o := range c.facts.Outages {
		switch {
		case !o.From.Before(whole.To):
			continue
		case o.To.IsZero():
			o.To = whole.To
		}
		down = append(down, calendar.Interval{From: o.From, To: o.To})
	}
	hours := calendar.Always(c.Client.Calendar.Zone())
	return sla.Measure(whole, down, nil, sla.MeasureOptions{Hours: hours, Maintenance: sla.MaintenanceExcluded})
}

// instants returns the days of a period on the client's clock, from midnight to
// midnight.
func (c *Contract) instants(days msp.Period) calendar.Interval {
	zone := c.Client.Calendar.Zone()
	return calendar.Interval{From: midnight(days.From(), zone), To: midnight(days.To(), zone)}
}
