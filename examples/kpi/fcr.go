package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// An fcrDefinition is first contact resolution as the command line has it, and the fields
// that its conditions need besides, each as those of which one is enough.
type fcrDefinition struct {
	fcr   metrics.FCR
	needs [][]ticketcsv.Field
}

// defaultFCR is the definition of a desk that states none.
func defaultFCR() fcrDefinition {
	return fcrDefinition{fcr: metrics.SingleContact()}
}

// parseFCR reads "level-one+within=30m+without-reopen=168h+eligible".
func parseFCR(text string) (fcrDefinition, error) {
	var d fcrDefinition
	need := func(fields ...ticketcsv.Field) { d.needs = append(d.needs, fields) }
	for i, part := range strings.Split(text, "+") {
		name, value, timed := strings.Cut(part, "=")
		took := time.Duration(0)
		if timed {
			var err error
			if took, err = time.ParseDuration(value); err != nil || took < 0 {
				return d, fmt.Errorf("-fcr: %q is no time such as 30m or 168h", value)
			}
		}
		switch {
		case name == "single-contact" && i == 0 && !timed:
			d.fcr = metrics.SingleContact()
		case name == "level-one" && i == 0 && !timed:
			d.fcr = metrics.LevelOne()
		case name == "within" && timed:
			d.fcr = d.fcr.Within(took)
			need(ticketcsv.Created)
		case name == "without-reopen" && timed:
			d.fcr = d.fcr.WithoutReopen(took)
			need(ticketcsv.Reopens, ticketcsv.Reopened)
		case name == "eligible" && i > 0 && !timed:
			d.fcr = d.fcr.EligibleOnly()
			need(ticketcsv.Ineligible)
		default:
			return d, fmt.Errorf("-fcr: %q is not single-contact or level-one first, then within=30m, without-reopen=168h or eligible", part)
		}
	}
	return d, nil
}
