package sla

import (
	"time"

	"github.com/mspkit/msp"
)

// The figures below are published ones, to start from. Those of priorities are the
// standard enterprise targets of the guide "Managed IT services model" (EPC Group);
// it says to calibrate them. Those of tiers are the service catalogue of "ITIL v5
// for managed service providers" (ITIL Compass). Neither says when the desk is
// open, so that the calendar is always the caller's.

// ResponseTargets are 15 minutes for P1, 30 for P2, 2 hours for P3 and 4 for P4,
// all in one calendar. P5 to P9 and tickets without a priority have none.
func ResponseTargets(calendar string) TargetSpecs {
	return byPriority(calendar, 15*time.Minute, 30*time.Minute, 2*time.Hour, 4*time.Hour)
}

// ResolutionTargets are 4 hours for P1, 8 for P2, 24 for P3 and 72 for P4, all in
// one calendar, whose open hours they are. P5 to P9 and tickets without a priority
// have none.
func ResolutionTargets(calendar string) TargetSpecs {
	return byPriority(calendar, 4*time.Hour, 8*time.Hour, 24*time.Hour, 72*time.Hour)
}

func byPriority(calendar string, amounts ...time.Duration) TargetSpecs {
	specs := make(TargetSpecs, len(amounts))
	for i, amount := range amounts {
		specs[i] = TargetSpec{Priority: msp.P1 + msp.Priority(i), Span: Within(amount), Calendar: calendar}
	}
	return specs
}

// BronzeResponse is the next business day, whatever the priority. The tier has
// business hours.
func BronzeResponse(calendar string) TargetSpecs {
	return TargetSpecs{{Span: NextBusinessDay{}, Calendar: calendar}}
}

// SilverResponse is 4 hours, whatever the priority. The tier has extended hours,
// which the source leaves open.
func SilverResponse(calendar string) TargetSpecs {
	return TargetSpecs{{Span: Within(4 * time.Hour), Calendar: calendar}}
}

// GoldResponse is 1 hour, whatever the priority. The tier is open 24x7.
func GoldResponse(calendar string) TargetSpecs {
	return TargetSpecs{{Span: Within(time.Hour), Calendar: calendar}}
}

// PlatinumResponse is 15 minutes, whatever the priority. The tier is open 24x7.
func PlatinumResponse(calendar string) TargetSpecs {
	return TargetSpecs{{Span: Within(15 * time.Minute), Calendar: calendar}}
}
