package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// The examples load zones from a fixed copy of the database, so that they give
// the same answers everywhere. A program passes nil instead.
var load calendar.ZoneSource = zones.Load

func Example() {
	desk, err := calendar.Spec{
		Zone:  "America/New_York",
		Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{
			{Name: "Labor Day", On: calendar.Nth{Month: time.September, Weekday: time.Monday, N: 1}},
		},
	}.Compile(load)
	if err != nil {
		fmt.Println(err)
		return
	}
	// A ticket comes in on the Friday before Labor Day, with four hours to answer.
	opened := time.Date(2026, time.September, 4, 15, 0, 0, 0, desk.Zone())
	due, err := desk.Add(opened, 4*time.Hour)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("due", due.Format("Mon 2 Jan 15:04"))
	for s := range desk.Explain(opened, due) {
		fmt.Printf("%s - %s  %v\n", s.From.Format("Mon 15:04"), s.To.Format("Mon 15:04"), s.Reason)
	}
	// Output:
	// due Tue 8 Sep 11:00
	// Fri 15:00 - Fri 17:00  open: Fri 09:00-17:00
	// Fri 17:00 - Mon 00:00  closed: outside hours
	// Mon 00:00 - Tue 00:00  closed: Labor Day
	// Tue 00:00 - Tue 09:00  closed: outside hours
	// Tue 09:00 - Tue 11:00  open: Tue 09:00-17:00
}

// A follow-the-sun desk: three offices hand over to each other, each with its own
// zone, clock changes and holidays. The promise is 24 hours on working days of
// London; the desk does not quite keep it.
func Example_followTheSun() {
	office := func(name, zone, hours string, holidays ...calendar.Rule) calendar.Calendar {
		return calendar.Spec{Name: name, Zone: zone, Hours: calendar.MustParseWeek(hours), Holidays: holidays}.MustCompile(load)
	}
	london := office("London", "Europe/London", "Mon-Fri 07:00-15:00",
		calendar.Rule{Name: "Good Friday", On: calendar.Easter{Days: -2}},
		calendar.Rule{Name: "Easter Monday", On: calendar.Easter{Days: 1}},
		calendar.Rule{Name: "Early May bank holiday", On: calendar.Nth{Month: time.May, Weekday: time.Monday, N: 1}},
		calendar.Rule{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NextFree},
		calendar.Rule{Name: "Boxing Day", On: calendar.Fixed{Month: time.December, Day: 26}, Substitute: calendar.NextFree},
	)
	denver := office("Denver", "America/Denver", "Mon-Fri 08:00-16:00",
		calendar.Rule{Name: "Thanksgiving Day", On: calendar.Nth{Month: time.November, Weekday: time.Thursday, N: 4}},
	)
	sydney := office("Sydney", "Australia/Sydney", "Tue-Sat 09:00-17:00",
		calendar.Rule{Name: "Australia Day", On: calendar.Fixed{Month: time.January, Day: 26}, Substitute: calendar.NextMonday},
	)
	desk := calendar.Union(london, denver, sydney)

	opened := time.Date(2026, time.March, 2, 14, 30, 0, 0, time.UTC)
	due, _ := desk.Add(opened, 6*time.Hour)
	fmt.Println("six hours of desk time from", opened.Format("15:04"), "end", due.Format("15:04 MST"))

	promise := calendar.Spec{Zone: "Europe/London", Hours: calendar.MustParseWeek("Mon-Fri 00:00-24:00")}.MustCompile(load)
	from := time.Date(2026, time.March, 2, 7, 0, 0, 0, time.UTC)
	if gap, ok := desk.Covers(promise, from, from.AddDate(0, 0, 4)); !ok {
		fmt.Println("nobody there:", gap.From.Format("Mon 15:04"), "to", gap.To.Format("Mon 15:04 MST"))
		for s := range desk.Explain(gap.From, gap.To) {
			fmt.Println(s.Reason)
		}
	}
	// In summer the clocks of the offices are further apart.
	july := time.Date(2026, time.July, 6, 7, 0, 0, 0, london.Zone())
	gap, _ := desk.Covers(promise, july, july.AddDate(0, 0, 4))
	fmt.Println("in July:", gap.From.Format("Mon 15:04"), "to", gap.To.Format("Mon 15:04 MST"))
	// And on Thanksgiving Day nobody takes over from London.
	thursday := time.Date(2026, time.November, 26, 14, 0, 0, 0, time.UTC)
	for s := range desk.Explain(thursday, thursday.Add(10*time.Hour)) {
		fmt.Printf("%s - %s  %v\n", s.From.Format("15:04"), s.To.Format("15:04"), s.Reason)
	}
	// Output:
	// six hours of desk time from 14:30 end 20:30 GMT
	// nobody there: Tue 06:00 to Tue 07:00 GMT
	// closed: outside hours, London; outside hours, Denver; outside hours, Sydney
	// in July: Mon 23:00 to Tue 00:00 BST
	// 14:00 - 15:00  open: Thu 07:00-15:00, London
	// 15:00 - 22:00  closed: outside hours, London; Thanksgiving Day, Denver; outside hours, Sydney
	// 22:00 - 00:00  open: Fri 09:00-17:00, Sydney
}

// The bank holidays of England and Wales: eight rules, and what Parliament and the
// Palace decided as explicit dates.
func ExampleRules_In() {
	date := msp.MustParseDate
	holidays := calendar.Rules{
		{Name: "New Year’s Day", On: calendar.Fixed{Month: time.January, Day: 1}, Substitute: calendar.NextFree},
		{Name: "Good Friday", On: calendar.Easter{Days: -2}},
		{Name: "Easter Monday", On: calendar.Easter{Days: 1}},
		{Name: "Early May bank holiday", On: calendar.Nth{Month: time.May, Weekday: time.Monday, N: 1}, ExceptYears: []int{2020}},
		{Name: "Early May bank holiday (VE day)", On: calendar.Dates{date("2020-05-08")}},
		{Name: "Spring bank holiday", On: calendar.Last{Month: time.May, Weekday: time.Monday}, ExceptYears: []int{2022}},
		{Name: "Spring bank holiday", On: calendar.Dates{date("2022-06-02")}},
		{Name: "Platinum Jubilee bank holiday", On: calendar.Dates{date("2022-06-03")}},
		{Name: "Summer bank holiday", On: calendar.Last{Month: time.August, Weekday: time.Monday}},
		{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NextFree},
		{Name: "Boxing Day", On: calendar.Fixed{Month: time.December, Day: 26}, Substitute: calendar.NextFree},
	}
	for day := range holidays.In(msp.MustParsePeriod("2022-05-01/2023-01-03")) {
		moved := ""
		if day.Substitute {
			moved = " (substitute day)"
		}
		fmt.Println(day.Date, day.Name+moved)
	}
	// Output:
	// 2022-05-02 Early May bank holiday
	// 2022-06-02 Spring bank holiday
	// 2022-06-03 Platinum Jubilee bank holiday
	// 2022-08-29 Summer bank holiday
	// 2022-12-26 Boxing Day
	// 2022-12-27 Christmas Day (substitute day)
	// 2023-01-02 New Year’s Day (substitute day)
}

func ExampleCalendar_Add() {
	desk := calendar.Spec{Zone: "Europe/Berlin", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(load)
	friday := time.Date(2026, time.March, 6, 13, 0, 0, 0, desk.Zone())

	// Four hours end exactly at the closing: the earliest instant is Friday 17:00,
	// the latest that is still in time is the next opening.
	due, _ := desk.Add(friday, 4*time.Hour)
	limit, _ := desk.NextOpen(due)
	fmt.Println(due.Format("Mon 15:04"), "|", limit.Format("Mon 15:04"))

	_, err := calendar.Never(nil).Add(friday, time.Hour)
	fmt.Println(errors.Is(err, calendar.ErrNotEnoughOpenTime))
	// Output:
	// Fri 17:00 | Mon 09:00
	// true
}

func ExampleCalendar_Between() {
	// The night of the clock change: 22:00 to 06:00 is nine hours in Berlin.
	nights := calendar.Spec{Zone: "Europe/Berlin", Hours: calendar.MustParseWeek("Mon-Sun 22:00-06:00")}.MustCompile(load)
	saturday := time.Date(2026, time.October, 24, 12, 0, 0, 0, nights.Zone())
	fmt.Println(nights.Between(saturday, saturday.AddDate(0, 0, 1)))
	fmt.Println(nights.Between(saturday.AddDate(0, 0, 1), saturday))
	// Output:
	// 9h0m0s
	// -9h0m0s
}

func ExampleCalendar_NextStretch() {
	// Maintenance on the second Tuesday of a month, 02:00-04:00. Which one is long
	// enough for 90 minutes, not counting what has already begun?
	windows := calendar.Spec{
		Zone: "America/Chicago",
		Extra: []calendar.Window{{
			Rule:  calendar.Rule{Name: "Patch window", On: calendar.Nth{Weekday: time.Tuesday, N: 2}},
			Hours: calendar.MustParseShifts("02:00-04:00"),
		}},
	}.MustCompile(load)
	now := time.Date(2026, time.March, 10, 3, 0, 0, 0, windows.Zone())
	start, ok := windows.NextStretch(now, 90*time.Minute)
	fmt.Println(start.Format("Mon 2 Jan 15:04"), ok)
	// Output:
	// Tue 14 Apr 02:00 true
}

func ExampleCalendar_AddBusinessDays() {
	desk := calendar.Spec{
		Zone:     "Europe/London",
		Hours:    calendar.MustParseWeek("Mon-Fri 09:00-17:30"),
		Holidays: calendar.Rules{{Name: "Good Friday", On: calendar.Easter{Days: -2}}, {Name: "Easter Monday", On: calendar.Easter{Days: 1}}},
	}.MustCompile(load)
	thursday := msp.MustParseDate("2026-04-02")
	next, _ := desk.AddBusinessDays(thursday, 1, calendar.RollForward)
	fmt.Println(next, desk.BusinessDaysBetween(thursday, next))
	// Output:
	// 2026-04-07 1
}

func ExampleCalendar_Covers() {
	rota := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 00:00-24:00; Sat 08:00-20:00")}.MustCompile(load)
	monday := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	gap, ok := rota.Covers(calendar.Always(nil), monday, monday.AddDate(0, 0, 7))
	fmt.Println(ok, gap.From.Format("Mon 15:04"), gap.To.Format("Mon 15:04"))
	// Output:
	// false Sat 00:00 Sat 08:00
}

func ExampleParseSpec() {
	spec, err := calendar.ParseSpec([]byte(`{
		"zone": "America/New_York",
		"hours": "Mon-Fri 09:00-17:00",
		"holidays": [{"name": "Thanksgiving Day", "nth": {"month": 11, "weekday": "thu", "n": 4}}],
		"special": [{"name": "Day after Thanksgiving", "after": {"month": 11, "day": 22, "weekday": "fri"}, "hours": ["09:00-13:00"]}]
	}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	canonical, _ := json.Marshal(spec)
	fmt.Println(string(canonical))

	_, err = calendar.ParseSpec([]byte(`{"zone": "UTC", "hours": {"mon": ["9-17"], "mon": [], "someday": []}, "holidays": [{"dates": ["2026-02-30"]}]}`), msp.Limits{})
	fmt.Println(err)
	// Output:
	// {"zone":"America/New_York","hours":{"mon":["09:00-17:00"],"tue":["09:00-17:00"],"wed":["09:00-17:00"],"thu":["09:00-17:00"],"fri":["09:00-17:00"]},"holidays":[{"name":"Thanksgiving Day","nth":{"month":11,"weekday":"thu","n":4}}],"special":[{"name":"Day after Thanksgiving","after":{"month":11,"day":22,"weekday":"fri"},"hours":["09:00-13:00"]}]}
	// msp: 4 findings
	// 	error: holidays[0].dates[0]: msp: date "2026-02-30": no such day between 0001-01-01 and 9999-12-31 (range)
	// 	error: hours.mon: the key stands here a second time (duplicate_key)
	// 	error: hours.mon[0]: calendar: time of day "9": want HH:MM or HH:MM:SS (syntax)
	// 	error: hours.someday: unknown key (unknown_key)
}

func ExampleInstantOf() {
	newYork := zones.MustLoad("America/New_York")
	for _, local := range []string{"2026-03-08T02:30", "2026-11-01T01:30"} {
		at := calendar.InstantOf(calendar.MustParseLocalTime(local), newYork)
		fmt.Println(local, "is", at.Format("15:04 MST"))
	}
	// Output:
	// 2026-03-08T02:30 is 03:00 EDT
	// 2026-11-01T01:30 is 01:30 EDT
}

func ExampleIntervalOf() {
	march := msp.MustParsePeriod("2026-03-01/2026-04-01")
	for _, zone := range []string{"UTC", "America/New_York"} {
		month := calendar.IntervalOf(march, zones.MustLoad(zone))
		fmt.Println(month, month.Duration())
	}
	// Output:
	// 2026-03-01T00:00:00Z/2026-04-01T00:00:00Z 744h0m0s
	// 2026-03-01T00:00:00-05:00/2026-04-01T00:00:00-04:00 743h0m0s
}

func ExampleNewIntervals() {
	at := func(hour int) time.Time { return time.Date(2026, time.March, 2, hour, 0, 0, 0, time.UTC) }
	outages := calendar.NewIntervals(
		calendar.Interval{From: at(9), To: at(11)},
		calendar.Interval{From: at(14), To: at(15)},
		calendar.Interval{From: at(10), To: at(12)}, // a second report of the first
	)
	total, _ := outages.Total()
	fmt.Println(len(outages), total)
	// Output:
	// 2 4h0m0s
}
