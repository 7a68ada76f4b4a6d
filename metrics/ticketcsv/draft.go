package ticketcsv

import (
	"encoding"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp/metrics"
)

// A draft is a ticket while its cells are read.
type draft struct {
	ticket metrics.Ticket
	state  state
}

// A state is what a column says of a ticket beside its times.
type state uint8

const (
	open state = iota + 1
	resolved
)

// choose reads a text of the library into a field that has values; why says what is
// wrong with it.
func (t *draft) choose(f Field, text string) (why string) {
	switch f {
	case Kind:
		return parse(&t.ticket.Kind, text, "want incident, request, problem, change or alert")
	case Void:
		return parse(&t.ticket.Void, text, "want merged, duplicate, spam, test or cancelled")
	case Source:
		return parse(&t.ticket.Source, text, "want phone, email, chat, walk_up, portal, self_service, monitoring or technician")
	case Priority:
		return parse(&t.ticket.Priority, text, "want P1 to P9")
	case Reopens:
		return count(&t.ticket.Reopens, text)
	case Contacts:
		return count(&t.ticket.Contacts, text)
	case Escalations:
		return count(&t.ticket.Escalations, text)
	case Reassignments:
		return count(&t.ticket.Reassignments, text)
	case Rating:
		return count(&t.ticket.Rating, text)
	case Level:
		n := 0
		if why := count(&n, text); why != "" || n < 0 || n > 255 {
			return "want a whole number from 0 to 255"
		}
		t.ticket.Level = uint8(n)
		return ""
	case Automated:
		return truth(&t.ticket.Automated, text)
	case Ineligible:
		return truth(&t.ticket.Ineligible, text)
	case State:
		switch text {
		case "open":
			t.state = open
		case "resolved":
			t.state = resolved
		default:
			return "want open or resolved"
		}
		return ""
	case ID, Client, Team, Created, Failed, Acknowledged, Responded, Restored, Resolved, FirstResolved, Reopened, RootCauseStarted, ResponseDue, ResolutionDue, Handled:
	}
	return "has no values"
}

// parse reads the text of an enumeration.
func parse(into encoding.TextUnmarshaler, text, want string) (why string) {
	if into.UnmarshalText([]byte(text)) != nil {
		return want
	}
	return ""
}

// count reads a whole number, which may be below zero: the ticket says what it thinks
// of that.
func count(into *int, text string) (why string) {
	digits := strings.TrimPrefix(text, "-")
	if !isDigits(digits) || len(digits) > 9 {
		return "want a whole number"
	}
	n, _ := strconv.Atoi(text) // at most nine digits
	*into = n
	return ""
}

func truth(into *bool, text string) (why string) {
	switch strings.ToLower(text) {
	case "true", "yes", "y", "1":
		*into = true
	case "false", "no", "n", "0":
		*into = false
	default:
		return "want true or false, yes or no"
	}
	return ""
}

// time returns where an instant of the ticket is, nil for fields that are none.
func (t *draft) time(f Field) *time.Time {
	switch f {
	case Created:
		return &t.ticket.Created
	case Failed:
		return &t.ticket.Failed
	case Acknowledged:
		return &t.ticket.Acknowledged
	case Responded:
		return &t.ticket.Responded
	case Restored:
		return &t.ticket.Restored
	case Resolved:
		return &t.ticket.Resolved
	case FirstResolved:
		return &t.ticket.FirstResolved
	case Reopened:
		return &t.ticket.Reopened
	case RootCauseStarted:
		return &t.ticket.RootCauseStarted
	case ResponseDue:
		return &t.ticket.ResponseDue
	case ResolutionDue:
		return &t.ticket.ResolutionDue
	case ID, Client, Team, Kind, Void, Source, Priority, Reopens, Level, Contacts, Escalations, Reassignments, Handled, Automated, Ineligible, Rating, State:
	}
	return nil
}

// set reads the text of a cell, which is not a missing one, into the field of a column.
func (m *mapping) set(t *draft, c *column, text string) (why string) {
	at := t.time(c.field)
	switch {
	case c.field == ID:
		t.ticket.ID = text
	case c.field == Client:
		t.ticket.Client = text
	case c.field == Team:
		t.ticket.Team = text
	case c.field == Handled:
		t.ticket.Handled, why = m.spec.Durations.parse(text, m.decimal)
	case at != nil && c.since:
		took, why := m.spec.Durations.parse(text, m.decimal)
		if why == "" && !t.ticket.Created.IsZero() {
			*at = t.ticket.Created.Add(took)
		}
		return why
	case at != nil:
		*at, why = m.instant(text)
	case c.values == nil:
		return t.choose(c.field, text)
	default:
		to, ok := c.values[text]
		if !ok {
			if to, ok = c.values[others]; !ok {
				return "a value that the mapping does not know"
			}
		}
		if to != "" {
			return t.choose(c.field, to)
		}
	}
	return why
}
