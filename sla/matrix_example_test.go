package sla_test

import (
	"errors"
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// The usual matrix, with a level of one's own: what one person alone suffers from
// is never more urgent than P4.
func ExampleMatrix() {
	spec := sla.ITILMatrix3x3()
	spec.Impacts = append(spec.Impacts, "one person")
	spec.Priorities = append(spec.Priorities, []msp.Priority{msp.P4, msp.P4, msp.P5})
	matrix, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(matrix.Priority(sla.ImpactHigh, sla.UrgencyMedium))
	fmt.Println(matrix.Priority("one person", sla.UrgencyHigh))

	_, err = matrix.Priority("high", "asap")
	fmt.Println(err)
	fmt.Println(errors.Is(err, sla.ErrUnknownLevel))
	// Output:
	// P2 <nil>
	// P4 <nil>
	// sla: urgency "asap": want one of 3 levels, "high" to "low"
	// true
}

// A matrix that rewards less urgency is refused, with the cell.
func ExampleMatrixSpec_Validate() {
	spec, err := sla.ParseMatrixSpec([]byte(`{"impacts":["high","low"],"urgencies":["high","low"],"priorities":[["P2","P1"],["P3"]]}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, issue := range spec.Validate() {
		fmt.Println(issue.Path, issue.Code, issue.Message)
	}
	// Output:
	// priorities[0][1] more_urgent impact "high", urgency "low" is P1, more urgent than P2 of urgency "high"
	// priorities[1] not_total no cell for impact "low", urgency "low"
}

// Two sources deliver the facts of one ticket, some of them twice.
func ExampleLog_Merge() {
	desk, err := sla.ParseLog([]byte(`[
		{"id":"1","at":"2026-03-02T10:00:00Z","type":"created","priority":"P2"},
		{"id":"3","at":"2026-03-02T12:00:00Z","type":"resolved"}]`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	mail, err := sla.ParseLog([]byte(`[
		{"id":"1","at":"2026-03-02T10:00:00Z","type":"created","priority":"P2"},
		{"id":"2","at":"2026-03-02T12:15:00+01:00","type":"agent_reply"}]`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	log, err := desk.Merge(mail)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range log.All() {
		fmt.Println(e.At.Format("15:04"), e.Type)
	}
	// Output:
	// 10:00 created
	// 11:15 agent_reply
	// 12:00 resolved
}
