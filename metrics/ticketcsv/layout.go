package ticketcsv

import (
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A layout is one form of times.
type layout struct {
	text   string
	offset bool // it says how far from UTC it is
}

// probes returns times that tell layouts apart: day and month can be exchanged in the
// first, the second is in the afternoon.
func probes() [2]time.Time {
	return [...]time.Time{time.Unix(1_044_065_160, 0).UTC(), time.Unix(1_067_605_260, 0).UTC()} // 2003-02-01 02:06, 2003-10-31 13:01
}

// checkLayout adds what is wrong with a layout.
func checkLayout(list *findings.List, path, text string) layout {
	first := probes()[0]
	// The same clock in three zones: what it prints tells what the layout says of them.
	const east = 3*3600 + 37*60
	shifted := first.Add(-east * time.Second)
	utc, a, b := first.Format(text), shifted.In(time.FixedZone("ABC", east)).Format(text), shifted.In(time.FixedZone("XYZ", east)).Format(text)
	l := layout{text: text, offset: utc != a}
	switch {
	case text == "":
		list.Errorf(path, msp.CodeMissing, "want a layout, such as 2006-01-02 15:04")
	case a != b:
		list.Errorf(path, msp.CodeRange, "%q has a zone by its letters, which mean several zones; want an offset, -07:00", text)
	case !l.tells():
		list.Errorf(path, msp.CodeRange, "%q does not tell year, month, day, hour and minute; write how 2 January 2006, 15:04:05 looks", text)
	}
	return l
}

// tells reports whether the layout holds a time to the minute.
func (l layout) tells() bool {
	for _, p := range probes() {
		back, err := time.ParseInLocation(l.text, p.Format(l.text), time.UTC)
		if err != nil || !back.Equal(p) {
			return false
		}
	}
	return true
}

// disagrees reports whether one text can be read by both layouts, as two times.
func (l layout) disagrees(other layout) bool {
	for _, p := range probes() {
		back, err := time.ParseInLocation(other.text, p.Format(l.text), time.UTC)
		if err == nil && !back.Equal(p) {
			return true
		}
	}
	return false
}

// instant reads a time. One without an offset is what the clock of the zone shows, see
// [calendar.InstantOf].
func (m *mapping) instant(text string) (at time.Time, why string) {
	for _, l := range m.layouts {
		t, err := time.ParseInLocation(l.text, text, time.UTC)
		if err != nil {
			continue
		}
		if !l.offset {
			local, err := calendar.LocalOf(t, time.UTC)
			if err != nil { // layouts have four digits of a year
				continue
			}
			t = calendar.InstantOf(local, m.zone)
		}
		if t.IsZero() {
			return time.Time{}, "stands for no instant; say that it is missing if that is meant"
		}
		return t.In(m.zone), ""
	}
	return time.Time{}, "no such time, or not like " + m.like
}

// like returns the layouts as an example each.
func like(layouts []layout) string {
	var text strings.Builder
	for i, l := range layouts {
		if i > 0 {
			text.WriteString(" or ")
		}
		text.WriteString(probes()[1].Format(l.text))
	}
	return text.String()
}
