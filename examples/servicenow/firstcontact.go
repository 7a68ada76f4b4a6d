package main

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A firstContact is a definition of first contact resolution. The log has neither
// support levels nor contacts, so it can be none of those of metrics.FCR: what is
// known is how often an incident was handed on and reopened.
type firstContact struct {
	metrics.Definition

	outcome func(i *incident) msp.Outcome
}

// firstContacts are the definitions, over incidents with a resolved_at and over all
// that are closed. Closed incidents without one were hardly ever handed on, so that
// it matters whether they count.
func firstContacts() []firstContact {
	var all []firstContact
	for _, over := range []struct {
		name, title, text string
		resolvedAt        bool
	}{
		{"", "", "incidents with a resolved_at", true},
		{"_closed", ", of all closed", "closed incidents, also those without a resolved_at", false},
	} {
		for _, how := range []struct {
			name, title, text string
			stays             bool
		}{
			{"fcr_not_reassigned", "FCR, never reassigned", "never reassigned", false},
			{"fcr_not_reassigned_nor_reopened", "FCR, never reassigned nor reopened", "never reassigned and never reopened", true},
		} {
			all = append(all, firstContact{
				metrics.Definition{Name: how.name + over.name, Title: how.title + over.title, Text: how.text + " ÷ " + over.text},
				func(i *incident) msp.Outcome { return i.firstContact(over.resolvedAt, how.stays) },
			})
		}
	}
	return all
}

func (i incident) firstContact(resolvedAt, stays bool) msp.Outcome {
	last := i.last()
	switch {
	case last.resolved.IsZero() && last.closed.IsZero():
		return msp.Pending
	case last.resolved.IsZero() && resolvedAt:
		return msp.Excluded
	case last.reassignments > 0 || stays && last.reopens > 0:
		return msp.Missed
	default:
		return msp.Met
	}
}
