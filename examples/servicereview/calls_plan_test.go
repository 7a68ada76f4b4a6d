package main

import (
	"strings"
	"testing"
)

// What people do moves the steps; what they have not done yet at the as-of instant has
// not happened.
func TestEscalationEvents(t *testing.T) {
	const open = "1,Acme,P1,2026-03-02T10:00:00Z,,"
	for _, tt := range []struct {
		name, asOf string
		row        string
		calls      []string
		want       string // without the heading
	}{
		{
			"taken, and given back", "2026-03-02T11:00:00Z", open,
			[]string{"1,2026-03-02T10:05:00Z,ack,,,Ann,", "1,2026-03-02T10:30:00Z,unack,,,Ann,"},
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:05||||taken by Ann\n" +
				"Mon 2 Mar 10:30|L1|desk, given back by Ann|Ann|never told\n" +
				"Mon 2 Mar 10:45|L2|ops|Cy|never told\n" +
				"Mon 2 Mar 11:15|L4|boss|Max|is next, if nothing happens",
		},
		{
			"taken for good", "2026-03-02T11:00:00Z", open,
			[]string{"1,2026-03-02T10:05:00Z,ack,,,Ann,", "1,2026-03-02T11:30:00Z,unack,,,Ann,"},
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:05||||taken by Ann\n" +
				"Mon 2 Mar 12:00|L1|half|Ann|is next, if nothing happens",
		},
		{
			"escalated", "2026-03-02T11:00:00Z", open,
			[]string{"1,2026-03-02T10:02:00Z,escalate,,,Ann,", "1,2026-03-02T10:04:00Z,ack,,,,"},
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:02|L2|ops, escalated by Ann|Cy|never told\n" +
				"Mon 2 Mar 10:04||||taken\n" +
				"Mon 2 Mar 12:00|L1|half|Ann|is next, if nothing happens",
		},
		{
			"snoozed", "2026-03-02T11:00:00Z", open,
			[]string{"1,2026-03-02T10:10:00Z,snooze,,,Ann,2026-03-02T10:50:00Z"},
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:10||||put off until 10:50 by Ann\n" +
				"Mon 2 Mar 10:50|L1|desk, no longer put off|Ann|never told\n" +
				"Mon 2 Mar 11:05|L2|ops|Cy|is next, if nothing happens",
		},
		{
			"a rung while it is snoozed", "2026-03-02T13:00:00Z", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,",
			[]string{"1,2026-03-02T11:50:00Z,snooze,,,Ann,2026-03-02T12:10:00Z"},
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|never told\n" +
				"Mon 2 Mar 10:20||||answered, and so taken\n" +
				"Mon 2 Mar 11:50||||put off until 12:10 by Ann\n" +
				"Mon 2 Mar 12:00|L1|half||put off until 12:10: snoozed\n" +
				"Mon 2 Mar 12:10|L2|ops, no longer put off|Cy|never told\n" +
				"Mon 2 Mar 12:10|L1|half|Ann|never told\n" +
				"Mon 2 Mar 12:40|L4|boss|Max|never told\n" +
				"Mon 2 Mar 13:00|L2|most|Cy|not told yet\n" +
				"Mon 2 Mar 14:00|L4|breach|Max|is next, if nothing happens",
		},
		{
			"resolved, and reopened", "2026-03-03T11:30:00Z", open,
			[]string{
				"1,2026-03-02T10:20:00Z,agent_reply,,,,", "1,2026-03-02T11:30:00Z,resolved,,,,",
				"1,2026-03-03T09:30:00Z,reopened,,,,",
			},
			// 1h 30m had counted, the rest to half of four hours is over at 10:00.
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|never told\n" +
				"Mon 2 Mar 10:20||||answered, and so taken\n" +
				"Mon 2 Mar 11:30||||resolved, and reopened Tue 3 Mar 09:30\n" +
				"Tue 3 Mar 09:30|L2|ops, reopened|Cy|never told\n" +
				"Tue 3 Mar 10:00|L4|boss|Max|never told\n" +
				"Tue 3 Mar 10:00|L1|half|Ann|never told\n" +
				"Tue 3 Mar 11:00|L2|most|Cy|never told\n" +
				"Tue 3 Mar 12:00|L4|breach|Max|is next, if nothing happens",
		},
		{
			"resolved", "2026-03-03T12:00:00Z", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T11:10:00Z,2026-03-02T12:30:00Z", nil,
			"Mon 2 Mar 10:00|L1|desk|Ann|never told\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|never told\n" +
				"Mon 2 Mar 10:45|L4|boss|Max|never told\n" +
				"Mon 2 Mar 11:10||||answered, and so taken\n" +
				"Mon 2 Mar 12:00|L1|half|Ann|never told\n" +
				"Mon 2 Mar 12:30||most, breach, later||skipped: the resolution clock was stopped",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, got, _ := strings.Cut(callLines(reviewCalls(t, tt.asOf, []string{tt.row}, tt.calls)), "\n")
			if diff := diffLines(strings.Split(tt.want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s\nall:\n%s", diff, got)
			}
		})
	}
}
