package escalation_test

import (
	"testing"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestEnums(t *testing.T) {
	enumtest.Check(t, "Unit", escalation.ParseUnit, (*escalation.Unit).UnmarshalText, func(n uint8) escalation.Unit { return escalation.Unit(n) },
		"", "hour", "day", "week", "month", "working_day")
	enumtest.Check(t, "Op", escalation.ParseOp, (*escalation.Op).UnmarshalText, func(n uint8) escalation.Op { return escalation.Op(n) },
		"", "set", "add", "remove", "replace")
	enumtest.Check(t, "Kind", escalation.ParseKind, (*escalation.Kind).UnmarshalText, func(n uint8) escalation.Kind { return escalation.Kind(n) },
		"", "functional", "hierarchical")
	enumtest.Check(t, "Outside", escalation.ParseOutside, (*escalation.Outside).UnmarshalText, func(n uint8) escalation.Outside { return escalation.Outside(n) },
		"", "defer", "skip")
	enumtest.Check(t, "Empty", escalation.ParseEmpty, (*escalation.Empty).UnmarshalText, func(n uint8) escalation.Empty { return escalation.Empty(n) },
		"", "skip", "hold")
	enumtest.Check(t, "EventType", escalation.ParseEventType, (*escalation.EventType).UnmarshalText, func(n uint8) escalation.EventType { return escalation.EventType(n) },
		"", "ack", "unack", "escalate", "deescalate", "snooze", "suppress", "resolve")
	enumtest.Check(t, "Action", escalation.ParseAction, (*escalation.Action).UnmarshalText, func(n uint8) escalation.Action { return escalation.Action(n) },
		"", "fired", "skipped", "deferred", "stalled", "acknowledged", "snoozed", "suppressed", "resolved", "exhausted", "ignored")
	enumtest.Check(t, "Cause", escalation.ParseCause, (*escalation.Cause).UnmarshalText, func(n uint8) escalation.Cause { return escalation.Cause(n) },
		"", "due", "escalated", "deescalated", "unacked", "ack_timed_out", "snooze_over", "outside_hours", "nobody_there", "maintenance", "snoozing",
		"wait_never_ends", "clock_stopped", "after_the_end", "after_all_passes", "not_acknowledged")
	enumtest.Check(t, "Phase", escalation.ParsePhase, (*escalation.Phase).UnmarshalText, func(n uint8) escalation.Phase { return escalation.Phase(n) },
		"", "waiting", "active", "acknowledged", "exhausted", "resolved")
}
