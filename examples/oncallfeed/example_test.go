package oncallfeed_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // Chicago also where the machine has no zone files

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/examples/oncallfeed"
)

// Three days in Chicago, a day each, handed over at 09:00. The clock changes in the first
// night, so ana's day has 23 hours; dan takes bob's evening, which leaves bob two duties.
func ExampleWrite() {
	desk, err := escalation.ScheduleSpec{
		Name: "desk",
		Layers: []escalation.LayerSpec{{Rotation: escalation.RotationSpec{
			Zone:    "America/Chicago",
			Start:   calendar.MustParseLocalTime("2026-03-07T09:00"),
			Unit:    escalation.Day,
			Members: []string{"ana", "bob", "cal"},
		}}},
		Overrides: []escalation.Override{{
			Op: escalation.Replace, Of: "bob", Who: "dan",
			From:  time.Date(2026, time.March, 8, 23, 0, 0, 0, time.UTC), // 18:00 in Chicago
			Until: time.Date(2026, time.March, 9, 3, 0, 0, 0, time.UTC),
		}},
	}.Compile(escalation.Sources{})
	if err != nil {
		fmt.Println(err)
		return
	}
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		fmt.Println(err)
		return
	}
	duties := desk.Duties(
		time.Date(2026, time.March, 7, 9, 0, 0, 0, chicago),
		time.Date(2026, time.March, 10, 9, 0, 0, 0, chicago),
	)
	var feed bytes.Buffer
	stamp := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC) // a server takes time.Now
	if err := oncallfeed.Write(&feed, desk.Name(), duties, stamp); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(strings.ReplaceAll(feed.String(), "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// PRODID:-//mspkit//oncallfeed//EN
	// VERSION:2.0
	// METHOD:PUBLISH
	// X-WR-CALNAME:desk
	// BEGIN:VEVENT
	// UID:desk/ana/20260307T150000Z
	// DTSTAMP:20260301T120000Z
	// DTSTART:20260307T150000Z
	// DTEND:20260308T140000Z
	// SUMMARY:ana is on call: desk
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:desk/bob/20260308T140000Z
	// DTSTAMP:20260301T120000Z
	// DTSTART:20260308T140000Z
	// DTEND:20260308T230000Z
	// SUMMARY:bob is on call: desk
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:desk/dan/20260308T230000Z
	// DTSTAMP:20260301T120000Z
	// DTSTART:20260308T230000Z
	// DTEND:20260309T030000Z
	// SUMMARY:dan is on call: desk
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:desk/bob/20260309T030000Z
	// DTSTAMP:20260301T120000Z
	// DTSTART:20260309T030000Z
	// DTEND:20260309T140000Z
	// SUMMARY:bob is on call: desk
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:desk/cal/20260309T140000Z
	// DTSTAMP:20260301T120000Z
	// DTSTART:20260309T140000Z
	// DTEND:20260310T140000Z
	// SUMMARY:cal is on call: desk
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// END:VCALENDAR
}
