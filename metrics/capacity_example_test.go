package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// How many technicians for 40 tickets an hour at 12 minutes each, so that 80% start
// within 15 minutes, and how many on the roster if 30% of the paid time is spent
// elsewhere?
func ExampleQueue_Staff() {
	desk := metrics.Queue{PerHour: msp.NewRatio(40, 1), Handle: 12 * time.Minute}
	need, err := desk.Staff(msp.MustParsePercent("80%"), 15*time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	people, err := metrics.Rostered(need.Technicians, msp.MustParsePercent("30%"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(need)
	fmt.Println(people, "on the roster")
	// Output:
	// 9 technicians: 81.3% start within 15m, 65.3% wait, mean wait 7m50s, occupancy 88.9%, 0.0% give up
	// 13 on the roster
}

// Callers hang up after four minutes on average, so that even seven technicians keep up
// with the work of eight: some of it goes away.
func ExampleQueue_With() {
	line := metrics.Queue{PerHour: msp.NewRatio(40, 1), Handle: 12 * time.Minute, Patience: 4 * time.Minute}
	for technicians := 7; technicians <= 9; technicians++ {
		e, err := line.With(technicians, time.Minute)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(e)
	}
	// Output:
	// 7 technicians: 56.0% start within 1m, 54.6% wait, mean wait 59s, occupancy 86.3%, 24.5% give up
	// 8 technicians: 67.0% start within 1m, 43.1% wait, mean wait 42s, occupancy 82.5%, 17.5% give up
	// 9 technicians: 76.6% start within 1m, 32.2% wait, mean wait 29s, occupancy 78.3%, 11.9% give up
}

func ExampleRostered() {
	fmt.Println(metrics.Rostered(10, msp.MustParsePercent("30%")))
	// Output:
	// 15 <nil>
}

// Four technicians for 1,700 endpoints, and how many there should be.
func ExampleStaffingBand() {
	desk := metrics.CompassStaffing()[0]
	load, status, err := desk.Judge(1700, msp.NewRatio(4, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	need, err := desk.Staff(1700)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(load)
	fmt.Println(status)
	fmt.Printf("%d to %d\n", need.Least, need.Most)
	// Output:
	// Load of Service desk (L1): 425, n = 1700
	// over_loaded
	// 5 to 6
}

// Revenue grew by a fifth and cost by more; two of the other signs were looked at.
func ExampleSignals_Assess() {
	usd := msp.MustParseCurrency("USD")
	amount := func(cents int64) msp.Money {
		m, err := msp.NewMoney(cents, usd)
		if err != nil {
			fmt.Println(err)
		}
		return m
	}
	last := metrics.Earnings{Revenue: amount(100_000_00), Cost: amount(54_000_00)}
	this := metrics.Earnings{Revenue: amount(120_000_00), Cost: amount(66_000_00)}
	falling, err := this.MarginFalling(last)
	if err != nil {
		fmt.Println(err)
		return
	}
	signals := metrics.Signals{MarginFalling: falling, ScopeCreep: metrics.Yes, OwnerNeeded: metrics.No}
	fmt.Println(signals.Assess())
	// Output:
	// structural: gross margin falls while revenue grows; scope creep recurs; 2 not assessed
}
