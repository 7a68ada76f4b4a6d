package metrics_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// Two failures in a week of office hours, one of them over a lunch break that was
// planned maintenance.
func ExampleNewReliability() {
	desk, err := calendar.Spec{Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	at := func(day, hour int) time.Time { return time.Date(2026, time.March, day, hour, 0, 0, 0, time.UTC) }
	week := calendar.IntervalOf(msp.MustParsePeriod("2026-03-02/2026-03-09"), time.UTC)
	maintenance := calendar.NewIntervals(calendar.Interval{From: at(4, 12), To: at(4, 13)})
	agreed := calendar.NewIntervals(slices.Collect(desk.Spans(week.From, week.To))...).Subtract(maintenance)

	r, err := metrics.NewReliability(agreed,
		calendar.Interval{From: at(3, 16), To: at(4, 10)}, // an hour in the evening, one in the morning
		calendar.Interval{From: at(4, 11), To: at(4, 14)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r)
	fmt.Println(r.MTBF())
	fmt.Println(r.MTRS())
	fmt.Println(r.MTBSI())
	fmt.Println(r.Uptime())
	// Output:
	// 2 failures, 4h down, 35h up
	// Mean time between failures: 17h30m, n = 2
	// Mean time to restore service, of outages: 2h, n = 2
	// Mean time between system incidents: 19h30m, n = 2
	// Uptime: 89.74%, n = 2
}
