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
func Example() {
	desk, err := escalation.RotationSpec{
		Zone:    "America/Chicago",
		Start:   calendar.MustParseLocalTime("2026-03-02T09:00"),
		Members: []string{"ana", "bob", "cal"},
	}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	shift, _ := desk.At(time.Date(2026, time.March, 10, 3, 0, 0, 0, time.UTC))
	fmt.Println(shift.Member, "from", shift.From.Format(time.RFC3339), "to", shift.To.Format(time.RFC3339))
	// Output:
	// bob from 2026-03-09T09:00:00-05:00 to 2026-03-16T09:00:00-05:00
}
