package escalation_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// A week each, handed over on Mondays at 09:00 in Chicago, also across a change of the
// clock.
func ExampleRotation_At() {
	desk, err := escalation.RotationSpec{
		Zone:    "America/Chicago",
		Start:   calendar.MustParseLocalTime("2026-03-02T09:00"),
		Members: []string{"ana", "bob", "cal"},
	}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	turn, _ := desk.At(time.Date(2026, time.March, 10, 3, 0, 0, 0, time.UTC))
	fmt.Println(turn.Member, "from", turn.From.Format(time.RFC3339), "to", turn.To.Format(time.RFC3339))
	// Output:
	// bob from 2026-03-09T09:00:00-05:00 to 2026-03-16T09:00:00-05:00
}

// officeAndNights is a schedule of two layers in Lisbon: a rotation by the day in office
// hours, above one by the week.
func officeAndNights() escalation.ScheduleSpec {
	return escalation.ScheduleSpec{
		Name: "desk",
		Layers: []escalation.LayerSpec{
			{Name: "nights", Rotation: escalation.RotationSpec{
				Zone: "Europe/Lisbon", Start: calendar.MustParseLocalTime("2026-03-23T18:00"),
				Members: []string{"nia", "ned"},
			}},
			{
				Name: "office", Priority: 1, Windows: calendar.MustParseWeek("Mon-Fri 09:00-18:00"),
				Rotation: escalation.RotationSpec{
					Zone: "Europe/Lisbon", Start: calendar.MustParseLocalTime("2026-03-23T00:00"),
					Unit: escalation.Day, Members: []string{"ana", "bob"},
				},
			},
		},
	}
}

func onThe(day, hour int) time.Time { return time.Date(2026, time.March, day, hour, 0, 0, 0, time.UTC) }

// Office hours above nights, and nia gives her Friday night to ana. Clocks go forward on
// the Sunday.
func ExampleSchedule_Shifts() {
	spec := officeAndNights()
	spec.Overrides = []escalation.Override{
		{Op: escalation.Replace, Of: "nia", Who: "ana", From: onThe(27, 18), Until: onThe(28, 9)},
	}
	desk, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("on Friday at 20:00:", desk.OnCall(onThe(27, 20)))
	for shift := range desk.Shifts(onThe(27, 0), onThe(31, 0)) {
		fmt.Println(shift.From.Format("Mon 15:04 MST"), "to", shift.To.Format("Mon 15:04 MST"), shift.OnCall)
	}
	// Output:
	// on Friday at 20:00: [ana]
	// Fri 00:00 WET to Fri 09:00 WET [nia]
	// Fri 09:00 WET to Sat 09:00 WET [ana]
	// Sat 09:00 WET to Mon 09:00 WEST [nia]
	// Mon 09:00 WEST to Mon 18:00 WEST [bob]
	// Mon 18:00 WEST to Tue 01:00 WEST [ned]
}

// When is nobody there, and who has had the least?
func ExampleSchedule_Gaps() {
	spec := officeAndNights()
	spec.Overrides = []escalation.Override{
		{Op: escalation.Remove, Who: "nia", From: onThe(28, 0), Until: onThe(28, 12)},
	}
	desk, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	for gap := range desk.Gaps(onThe(23, 0), onThe(30, 0)) {
		fmt.Println("nobody:", gap)
	}
	loads, err := desk.Load(onThe(23, 0), onThe(30, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, load := range loads {
		fmt.Println(load.Person, load.OnCall, "in", load.Duties)
	}
	least, _ := loads.Least()
	fmt.Println("ask", least.Person)
	// Output:
	// nobody: 2026-03-28T00:00:00Z/2026-03-28T12:00:00Z
	// ana 27h0m0s in 3
	// bob 18h0m0s in 2
	// ned 9h0m0s in 1
	// nia 102h0m0s in 6
	// ask ned
}

// On call until when?
func ExampleSchedule_At() {
	desk, err := officeAndNights().Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	shift, ok := desk.At(onThe(28, 12))
	fmt.Println(shift.OnCall, "until", shift.To.Format("Mon 15:04"), ok)
	// Output:
	// [nia] until Mon 09:00 true
}

// Who takes whose place: an override of an override. Bob has ana's week, and gives an
// hour of it to cal.
func ExampleOverride() {
	spec := escalation.ScheduleSpec{
		Layers: []escalation.LayerSpec{{Rotation: escalation.RotationSpec{Zone: "Europe/Lisbon", Members: []string{"ana"}}}},
		Overrides: []escalation.Override{
			{Op: escalation.Replace, Of: "ana", Who: "bob", From: onThe(23, 0), Until: onThe(30, 0)},
			{Op: escalation.Replace, Of: "bob", Who: "cal", From: onThe(24, 14), Until: onThe(24, 15)},
		},
	}
	desk, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(desk.OnCall(onThe(22, 14)), desk.OnCall(onThe(23, 14)), desk.OnCall(onThe(24, 14)))
	// Output:
	// [ana] [bob] [cal]
}

// What goes into people's calendars; the IDs stay the same when the feed is made again.
func ExampleSchedule_Duties() {
	desk, err := officeAndNights().Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, duty := range desk.Duties(onThe(27, 0), onThe(27, 20)) {
		fmt.Println(duty.ID, duty.From.Format("Mon 15:04"), duty.To.Format("Mon 15:04"))
	}
	// Output:
	// desk/nia/20260326T180000Z Thu 18:00 Fri 09:00
	// desk/ana/20260327T090000Z Fri 09:00 Fri 18:00
	// desk/nia/20260327T180000Z Fri 18:00 Mon 09:00
}
