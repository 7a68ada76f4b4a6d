package sla

import (
	"cmp"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A BurnAlertSpec is one alert on the pace at which an error budget is spent, as
// people write it down: with two look-backs, the long one so that a hiccup is no
// alarm, the short one so that the alarm ends soon after the outage.
//
//	{"name":"page","long":"1h","short":"5m","factor":"14.4"}
type BurnAlertSpec struct {
	// Name is what the alert is called. Required.
	Name string

	// Long and Short are the look-backs. Above zero, Short not above Long.
	Long, Short time.Duration

	// Factor is the burn rate above which it fires, in both look-backs. Not below
	// zero; a decimal of at most 16 places, as in 14.4.
	Factor msp.Ratio
}

// BurnAlertSpecs are the alerts on one service, the most urgent first.
// [BurnAlertSpecs.Compile] turns them into [BurnAlerts].
type BurnAlertSpecs []BurnAlertSpec

// StandardBurnAlerts returns the alerts that the Site Reliability Workbook
// recommends for a budget of thirty days (chapter 5, "Alerting on SLOs"): 2 % of
// it in an hour, 5 % in six hours, 10 % in three days.
func StandardBurnAlerts() BurnAlertSpecs {
	const hour = time.Hour
	return BurnAlertSpecs{
		{Name: "page-fast", Long: hour, Short: 5 * time.Minute, Factor: msp.NewRatio(144, 10)},
		{Name: "page-slow", Long: 6 * hour, Short: 30 * time.Minute, Factor: msp.NewRatio(6, 1)},
		{Name: "ticket", Long: 72 * hour, Short: 6 * hour, Factor: msp.NewRatio(1, 1)},
	}
}

// Compile checks the alerts and returns them ready to use, or all findings as
// [msp.Issues] if one of them is an error.
func (s BurnAlertSpecs) Compile() (BurnAlerts, error) {
	if err := s.Validate().Err(); err != nil {
		return BurnAlerts{}, err
	}
	return BurnAlerts{append([]BurnAlertSpec(nil), s...)}, nil
}

// Validate returns all findings about the alerts, sorted:
//
//   - no name, or no factor: [msp.CodeMissing]
//   - a name twice: [msp.CodeDuplicate]
//   - a look-back that is not above zero, a factor below zero or of more digits
//     than a decimal here has: [msp.CodeRange]
//   - a short look-back above the long one: [msp.CodeConflict]
func (s BurnAlertSpecs) Validate() msp.Issues {
	var list findings.List
	seen := make(map[string]int, len(s))
	for n, a := range s {
		path := "[" + strconv.Itoa(n) + "]."
		if a.Name == "" {
			list.Errorf(path+"name", msp.CodeMissing, "an alert needs a name")
		} else if first, twice := seen[a.Name]; twice {
			list.Errorf(path+"name", msp.CodeDuplicate, "[%d] has this name too", first)
		} else {
			seen[a.Name] = n
		}
		if a.Long <= 0 {
			list.Errorf(path+"long", msp.CodeRange, "%v is not above zero", a.Long)
		}
		switch {
		case a.Short <= 0:
			list.Errorf(path+"short", msp.CodeRange, "%v is not above zero", a.Short)
		case a.Long > 0 && a.Short > a.Long:
			list.Errorf(path+"short", msp.CodeConflict, "%v is longer than the long look-back, %v", a.Short, a.Long)
		}
		if !a.Factor.Defined() {
			list.Errorf(path+"factor", msp.CodeMissing, "an alert needs a factor")
		} else if _, ok := factorText(a.Factor); !ok || a.Factor.Sign() < 0 {
			list.Errorf(path+"factor", msp.CodeRange, "want a decimal of at most 16 places, not below zero")
		}
	}
	return list.Issues()
}

// BurnAlerts are alerts on the pace at which an error budget is spent.
//
// The zero BurnAlerts have none. BurnAlerts are immutable and safe for concurrent
// use.
type BurnAlerts struct {
	alerts []BurnAlertSpec
}

// A BurnReading is what one alert says at an instant.
type BurnReading struct {
	// Alert is the alert.
	Alert BurnAlertSpec

	// Long and Short are what was measured in its look-backs.
	Long, Short Uptime

	// LongRate and ShortRate are their burn rates, undefined where a look-back has
	// no agreed time.
	LongRate, ShortRate msp.Ratio

	// Fires reports whether both rates are above the factor; equal is not above.
	Fires bool
}

// BurnReadings are what all alerts say at an instant, in the order of the specs.
type BurnReadings []BurnReading

// Read measures the look-backs [now − Long, now) and [now − Short, now) of each
// alert and returns what it says. Outages, maintenance and options are those of
// [Measure], and so are the errors; so a look-back is of calendar time, and its
// rate of the agreed time in it. A target that is not from 0 % to less than 100 %
// is an [msp.ErrRange] error: at 100 % there is no budget whose pace could be
// told.
//
// Cost: joining the outages once, and for each look-back what [Measure] costs on
// the outages in it.
func (a BurnAlerts) Read(now time.Time, target msp.Percent, outages, maintenance []calendar.Interval, opts MeasureOptions) (BurnReadings, error) {
	if target.Sign() < 0 || allowance(target).Sign() <= 0 {
		return nil, msp.NewInputError(msp.ErrRange, "sla: burn alert: target", target.String(), "want 0% to less than 100%")
	}
	r, err := newServiceRecord(outages, maintenance, opts)
	if err != nil {
		return nil, err
	}
	readings := make(BurnReadings, 0, len(a.alerts))
	for _, alert := range a.alerts {
		long, err1 := r.lookBack(now, alert.Long)
		short, err2 := r.lookBack(now, alert.Short)
		if err := cmp.Or(err1, err2); err != nil {
			return nil, err
		}
		reading := BurnReading{Alert: alert, Long: long, Short: short}
		reading.LongRate, reading.ShortRate = reading.Long.BurnRate(target), reading.Short.BurnRate(target)
		// Undefined is less than everything else.
		reading.Fires = reading.LongRate.Compare(alert.Factor) > 0 && reading.ShortRate.Compare(alert.Factor) > 0
		readings = append(readings, reading)
	}
	return readings, nil
}

func (r serviceRecord) lookBack(now time.Time, d time.Duration) (Uptime, error) {
	return r.over(calendar.Interval{From: now.Add(-d), To: now}, func(joined) {})
}

// Firing returns the first alert that fires, which is the most urgent one; ok is
// false if none does.
func (s BurnReadings) Firing() (first BurnReading, ok bool) {
	for _, r := range s {
		if r.Fires {
			return r, true
		}
	}
	return BurnReading{}, false
}
