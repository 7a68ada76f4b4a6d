package oracle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/internal/oracle"
)

// escalationAt returns an instant of 2 March 2026.
func escalationAt(clock string) time.Time { return instant("2026-03-02T" + clock + ":00Z") }

// escalationHours are open from and until clock times, each day, "09:00-17:00".
func escalationHours(spans ...string) func(time.Time) bool {
	return func(t time.Time) bool {
		now := t.UTC().Format("15:04")
		return slices.ContainsFunc(spans, func(span string) bool {
			from, until, _ := strings.Cut(span, "-")
			return from <= now && now < until
		})
	}
}

func escalationTell(names ...string) func(time.Time) []string {
	return func(time.Time) []string { return names }
}

// escalationChain tells a and waits 10 minutes, tells b and waits 20, tells c and
// waits 30.
func escalationChain(changes ...func(*oracle.Chain)) oracle.Chain {
	c := oracle.Chain{Steps: []oracle.ChainStep{
		{Level: 1, Wait: 10 * time.Minute, Targets: escalationTell("a")},
		{Level: 2, Wait: 20 * time.Minute, Targets: escalationTell("b")},
		{Level: 3, Wait: 30 * time.Minute, Targets: escalationTell("c")},
	}}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// escalationEvents reads "00:05 snooze 01:00, 00:10 deescalate 1".
func escalationEvents(text string) []oracle.ChainEvent {
	var events []oracle.ChainEvent
	for part := range strings.SplitSeq(text, ", ") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		e := oracle.ChainEvent{At: escalationAt(fields[0]), Type: fields[1]}
		switch e.Type {
		case "snooze", "suppress":
			e.Until = escalationAt(fields[2])
		case "deescalate":
			e.Step = int(fields[2][0] - '0')
		}
		events = append(events, e)
	}
	return events
}

// escalationWalk writes a walk from 00:00 on: each firing as its time, step, pass,
// reason and targets; the end; each skip as its time, step, pass and reason.
func escalationWalk(c oracle.Chain, events, until string) (fired, exhausted, skipped string) {
	f, x, s := c.Walk(escalationAt("00:00"), escalationEvents(events), escalationAt(until))
	var lines []string
	for _, f := range f {
		line := fmt.Sprintf("%s %d/%d %s %s", f.At.Format("15:04"), f.Step, f.Pass, f.Why, strings.Join(f.Targets, " "))
		lines = append(lines, strings.TrimSpace(line))
	}
	if x != nil {
		exhausted = x.Format("15:04")
	}
	var skips []string
	for _, s := range s {
		skips = append(skips, fmt.Sprintf("%s %d/%d %s", s.At.Format("15:04"), s.Step, s.Pass, s.Why))
	}
	return strings.Join(lines, ", "), exhausted, strings.Join(skips, ", ")
}

func TestEscalationChain(t *testing.T) {
	timeout := func(c *oracle.Chain) { c.AckTimeout = time.Hour }
	repeat := func(c *oracle.Chain) { c.Repeat = 1 }
	nobody := func(steps ...int) func(*oracle.Chain) {
		return func(c *oracle.Chain) {
			for _, n := range steps {
				c.Steps[n].Targets = escalationTell()
			}
		}
	}
	hours := func(step int, outside string, spans ...string) func(*oracle.Chain) {
		return func(c *oracle.Chain) {
			c.Steps[step].Open, c.Steps[step].Outside = escalationHours(spans...), outside
		}
	}
	const first = "00:00 0/0 wait a"
	const plain = "00:00 0/0 wait a, 00:10 1/0 wait b, 00:30 2/0 wait c"

	for _, tc := range []struct {
		name      string
		c         oracle.Chain
		events    string
		fired     string
		exhausted string
		skipped   string
	}{
		{"nothing happens", escalationChain(), "", plain, "01:00", ""},

		{
			"a snooze ends", escalationChain(), "00:05 snooze 01:00",
			"00:00 0/0 wait a, 01:00 0/0 snooze_end a, 01:10 1/0 wait b, 01:30 2/0 wait c", "02:00", "",
		},
		{
			"a snooze before anything fired", escalationChain(), "00:00 snooze 00:30",
			"00:30 0/0 snooze_end a, 00:40 1/0 wait b, 01:00 2/0 wait c", "01:30", "",
		},
		{"a snooze of no time", escalationChain(), "00:05 snooze 00:05", plain, "01:00", ""},
		{"an ack replaces a snooze", escalationChain(), "00:05 snooze 01:00, 00:06 ack", first, "", ""},
		{
			"a snooze replaces an ack and its timeout", escalationChain(timeout), "00:05 ack, 00:06 snooze 02:00",
			"00:00 0/0 wait a, 02:00 0/0 snooze_end a, 02:10 1/0 wait b, 02:30 2/0 wait c", "03:00", "",
		},
		{
			"a snooze is un-acked", escalationChain(), "00:05 snooze 01:00, 00:50 unack",
			"00:00 0/0 wait a, 00:50 0/0 unack a, 01:00 1/0 wait b, 01:20 2/0 wait c", "01:50", "",
		},

		{"an un-ack without an ack", escalationChain(), "00:05 unack", plain, "01:00", ""},
		{
			"an un-ack before anything fired", escalationChain(), "00:00 ack, 00:20 unack",
			"00:20 0/0 unack a, 00:30 1/0 wait b, 00:50 2/0 wait c", "01:20", "",
		},
		{
			"an un-ack after a skip, outside hours", escalationChain(nobody(0), hours(1, "defer", "09:00-17:00")),
			"00:05 ack, 00:20 unack",
			"00:20 1/0 unack b, 00:40 2/0 wait c", "01:10", "00:00 0/0 nobody, 00:00 1/0 deferred",
		},

		{
			"suppressed twice over", escalationChain(), "00:05 suppress 00:40, 00:30 suppress 01:00",
			"00:00 0/0 wait a, 01:00 1/0 wait b, 01:20 2/0 wait c", "01:50", "00:10 1/0 suppressed",
		},
		{
			"an escalation is not suppressed", escalationChain(), "00:00 suppress 01:00, 00:06 escalate",
			"00:06 0/0 manual a, 01:00 1/0 wait b, 01:20 2/0 wait c", "01:50",
			"00:00 0/0 suppressed, 00:16 1/0 suppressed",
		},
		{
			"suppressed, then out of hours", escalationChain(hours(1, "skip", "00:00-00:20")), "00:05 suppress 00:25",
			"00:00 0/0 wait a, 00:25 2/0 wait c", "00:55",
			"00:10 1/0 suppressed, 00:25 1/0 outside_hours",
		},
		{
			"an end is not suppressed", escalationChain(), "00:45 suppress 02:00", plain, "01:00", "",
		},

		{
			"deferred, then nobody", escalationChain(nobody(1), hours(1, "defer", "09:00-17:00")), "",
			"00:00 0/0 wait a, 09:00 2/0 wait c", "09:30", "00:10 1/0 deferred, 09:00 1/0 nobody",
		},
		{
			"never open", escalationChain(hours(1, "defer")), "", first, "", "00:10 1/0 deferred",
		},
		{
			"all skipped at once", escalationChain(repeat, nobody(0, 1, 2)), "", "", "00:00",
			"00:00 0/0 nobody, 00:00 1/0 nobody, 00:00 2/0 nobody",
		},
		{
			"all skipped after a while", escalationChain(repeat, nobody(0, 1, 2), hours(2, "", "09:00-17:00")), "", "", "09:00",
			"00:00 0/0 nobody, 00:00 1/0 nobody, 00:00 2/0 deferred, 09:00 2/0 nobody, 09:00 0/1 nobody, 09:00 1/1 nobody, 09:00 2/1 nobody",
		},

		{
			"an ack at the end wins", escalationChain(), "01:00 ack, 01:30 unack",
			plain + ", 01:30 2/0 unack c", "02:00", "",
		},
		{
			"acks after the end are nothing", escalationChain(), "01:10 ack, 01:20 unack, 01:30 snooze 01:40, 02:00 escalate",
			plain + ", 02:00 0/1 manual a, 02:10 1/1 wait b, 02:30 2/1 wait c", "03:00", "",
		},
		{
			"de-escalated after the end", escalationChain(), "02:00 deescalate 1",
			plain + ", 02:00 1/0 deescalate b, 02:20 2/0 wait c", "02:50", "",
		},
		{
			"escalated after the end, then acked", escalationChain(), "02:00 escalate, 02:05 ack",
			plain + ", 02:00 0/1 manual a", "", "",
		},

		{
			"a timeout out of hours skips", escalationChain(timeout, hours(0, "skip", "00:00-00:30")), "00:05 ack",
			"00:00 0/0 wait a, 01:05 1/0 wait b, 01:25 2/0 wait c", "01:55", "01:05 0/0 outside_hours",
		},
		{
			"a timeout out of hours defers", escalationChain(timeout, hours(0, "", "00:00-00:30", "09:00-17:00")), "00:05 ack",
			"00:00 0/0 wait a, 09:00 0/0 ack_timeout a, 09:10 1/0 wait b, 09:30 2/0 wait c", "10:00",
			"01:05 0/0 deferred",
		},
		{
			"escalated while the current step is due again",
			escalationChain(timeout, hours(0, "", "00:00-00:30", "09:00-17:00")), "00:05 ack, 02:00 escalate",
			"00:00 0/0 wait a, 02:00 1/0 manual b, 02:20 2/0 wait c", "02:50", "01:05 0/0 deferred",
		},
		{
			"a timeout before anything fired", escalationChain(timeout), "00:00 ack",
			"01:00 0/0 ack_timeout a, 01:10 1/0 wait b, 01:30 2/0 wait c", "02:00", "",
		},

		{
			"acked, then escalated", escalationChain(), "00:10 ack, 00:10 escalate",
			"00:00 0/0 wait a, 00:10 1/0 manual b, 00:30 2/0 wait c", "01:00", "",
		},
		{
			"escalated to nobody, then acked", escalationChain(nobody(1)), "00:05 escalate, 00:05 ack",
			"00:00 0/0 wait a, 00:05 1/0 manual", "", "",
		},
		{
			"waits that end at closing", escalationChain(func(c *oracle.Chain) {
				c.Steps[0].WaitOpen = escalationHours("00:00-00:10")
				c.Steps[1].WaitOpen = escalationHours("00:00-00:20", "09:00-17:00")
			}), "",
			"00:00 0/0 wait a, 00:10 1/0 wait b, 09:10 2/0 wait c", "09:40", "",
		},
		{
			"no waits", escalationChain(repeat, func(c *oracle.Chain) { c.Steps[0].Wait, c.Steps[1].Wait, c.Steps[2].Wait = 0, 0, 0 }), "",
			"00:00 0/0 wait a, 00:00 1/0 wait b, 00:00 2/0 wait c, 00:00 0/1 wait a, 00:00 1/1 wait b, 00:00 2/1 wait c", "00:00", "",
		},
	} {
		fired, exhausted, skipped := escalationWalk(tc.c, tc.events, "23:00")
		if diff := cmp.Diff([]string{tc.fired, tc.exhausted, tc.skipped}, []string{fired, exhausted, skipped}); diff != "" {
			t.Errorf("%s: Walk(%q): (-want +got)\n%s", tc.name, tc.events, diff)
		}
	}
}

// Suppression may have begun before; what is at or after the horizon is not known.
func TestEscalationChainEnds(t *testing.T) {
	before := oracle.ChainEvent{At: escalationAt("00:00").Add(-time.Hour), Type: "suppress", Until: escalationAt("00:07")}
	early := oracle.ChainEvent{At: escalationAt("00:00").Add(-time.Minute), Type: "ack"}
	fired, _, _ := escalationChain().Walk(escalationAt("00:00"), []oracle.ChainEvent{before, early}, escalationAt("00:08"))
	if len(fired) != 1 || !fired[0].At.Equal(escalationAt("00:07")) {
		t.Errorf("suppressed until 00:07: Walk fires %v", fired)
	}
	if _, exhausted, _ := escalationWalk(escalationChain(), "", "01:00"); exhausted != "" {
		t.Errorf("until 01:00: exhausted at %s", exhausted)
	}
	if _, exhausted, _ := escalationWalk(escalationChain(), "01:30 escalate", "02:00"); exhausted != "" {
		t.Errorf("reopened at 01:30, until 02:00: exhausted at %s", exhausted)
	}
}
