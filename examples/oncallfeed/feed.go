// Package oncallfeed writes who is on call as iCalendar text (RFC 5545), to which the
// calendars of the people on call subscribe. Begin with [Write].
package oncallfeed

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

// Write writes a calendar of this name with an event for each duty, in their order.
// Times are in UTC, which needs no description of a zone; stamp, to the second, is when
// the feed was made.
//
// What iCalendar cannot hold is an [*msp.InputError], and nothing is written:
//
//   - [msp.ErrSyntax]: a name, person or ID that is empty, is not UTF-8 or has control
//     characters other than tab and line feed
//   - [msp.ErrRange]: a time with a fraction of a second (round both sides of a handover
//     alike before) or outside the years 1 to 9999, a duty that ends before it has begun,
//     and a second one with the same ID, which would replace the first
//
// No duties are a calendar without events: subscribers show it empty, though the RFC
// wants one event at least.
func Write(w io.Writer, name string, duties []escalation.Duty, stamp time.Time) error {
	if err := checkText("oncallfeed: name", name); err != nil {
		return err
	}
	if err := checkYear("oncallfeed: stamp", stamp); err != nil {
		return err
	}
	var feed ics.Calendar
	feed.SetProductId("-//mspkit//oncallfeed//EN")
	feed.SetVersion("2.0")
	feed.SetMethod(ics.MethodPublish)
	feed.SetXWRCalName(name)
	seen := make(map[string]bool, len(duties))
	for _, d := range duties {
		if err := check(d); err != nil {
			return err
		}
		if seen[d.ID] {
			return msp.NewInputError(msp.ErrRange, "oncallfeed: ID", d.ID, "another duty has it too")
		}
		seen[d.ID] = true
		event := feed.AddEvent(d.ID)
		event.SetDtStampTime(stamp)
		event.SetStartAt(d.From)
		event.SetEndAt(d.To)
		event.SetSummary(d.Person + " is on call: " + name)
		event.SetTimeTransparency(ics.TransparencyTransparent) // a week on call is no week of meetings
	}
	// Into memory first: the library drops the errors of some of its writes. Its line
	// ends are those of the machine unless told.
	var text bytes.Buffer
	if err := feed.SerializeTo(&text, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("oncallfeed: %w", err)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("oncallfeed: %w", err)
	}
	return nil
}

func check(d escalation.Duty) error {
	if err := checkText("oncallfeed: ID", d.ID); err != nil {
		return err
	}
	if err := checkText("oncallfeed: person", d.Person); err != nil {
		return err
	}
	for _, t := range []time.Time{d.From, d.To} {
		if t.Nanosecond() != 0 {
			return msp.NewInputError(msp.ErrRange, "oncallfeed: time", t.Format(time.RFC3339Nano), "no whole second")
		}
		if err := checkYear("oncallfeed: time", t); err != nil {
			return err
		}
	}
	if !d.From.Before(d.To) {
		return msp.NewInputError(msp.ErrRange, "oncallfeed: duty", d.ID, "ends before it has begun")
	}
	return nil
}

// checkText refuses what the library would write as it is, into a feed that is none.
func checkText(what, text string) error {
	switch {
	case text == "":
		return msp.NewInputError(msp.ErrSyntax, what, text, "is empty")
	case !utf8.ValidString(text):
		return msp.NewInputError(msp.ErrSyntax, what, text, "not UTF-8")
	case strings.ContainsFunc(text, isControl):
		return msp.NewInputError(msp.ErrSyntax, what, text, "has a control character")
	}
	return nil
}

// isControl reports whether the RFC has no way to write a character. Those of U+0080 to
// U+009F are text to it.
func isControl(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7F }

func checkYear(what string, t time.Time) error {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return msp.NewInputError(msp.ErrRange, what, t.Format(time.RFC3339Nano), "outside the years 1 to 9999")
	}
	return nil
}
