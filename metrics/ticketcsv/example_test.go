package ticketcsv_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

const export = `number,company,assignment_group,contact_type,priority,state,opened_at,resolved_at,reopen_count,reassignment_count
INC1,Acme,Desk,Phone,1 - Critical,Closed,2026-03-02 09:00:00,2026-03-02 10:30:00,0,0
INC2,Acme,Desk,Email,3 - Moderate,Resolved,2026-03-02 09:10:00,2026-03-02 13:10:00,1,0
INC3,Ecma,Desk,Email,3 - Moderate,In Progress,2026-03-02 11:00:00,,0,2
INC4,Ecma,Desk,Email,3 - Medium,Closed,2026-03-02 12:00:00,2026-03-01 12:00:00,0,0
`

// From an export to KPIs, each with what it rests on.
func Example() {
	spec := ticketcsv.ServiceNow()
	spec.Zone = "Europe/London"
	mapping, err := spec.Compile(zones.Load)
	if err != nil {
		fmt.Println(err)
		return
	}
	tickets, bad, err := ticketcsv.Read(strings.NewReader(export), mapping)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range bad {
		for _, f := range row.Findings {
			fmt.Println(f)
		}
	}
	desk := metrics.DeskSpec{AsOf: time.Unix(1_772_500_000, 0)}
	d, err := desk.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range mapping.Told([]metrics.KPI{d.TimeToResolve().Of(tickets), d.ReopenRate().Of(tickets), d.SLACompliance().Of(tickets)}) {
		fmt.Println(k)
	}
	// Output:
	// line 5: priority "3 - Medium": a value that the mapping does not know
	// line 5: resolved_at "2026-03-01 12:00:00": 2026-03-01 12:00:00 is before it was created, 2026-03-02 12:00:00
	// Mean time to resolve: 2h45m, n = 2, left out: 1 open
	// Reopen rate: 50.00%, n = 2, left out: 1 pending
	// SLA compliance: n/a, n = 0 (the data cannot tell)
}

// A stream of any length: a ticket or a bad row at a time.
func ExampleReader_All() {
	spec := ticketcsv.ServiceNow()
	spec.Zone = "Europe/London"
	reader, err := ticketcsv.NewReader(strings.NewReader(export), spec.MustCompile(zones.Load))
	if err != nil {
		fmt.Println(err)
		return
	}
	reopened := 0
	for ticket, err := range reader.All() {
		var row ticketcsv.RowError
		switch {
		case errors.As(err, &row):
			fmt.Println("line", row.Line, row.ID, "has", len(row.Findings), "findings")
		case err != nil:
			fmt.Println(err) // the reader fails
		case ticket.Reopens > 0:
			reopened++
		}
	}
	fmt.Println(reopened, "reopened,", reader.Counts().Rows, "rows")
	// Output:
	// line 5 INC4 has 2 findings
	// 1 reopened, 4 rows
}

// A mapping of one's own, as people write it down.
func ExampleParseMappingSpec() {
	spec, err := ticketcsv.ParseMappingSpec([]byte(`{
		"columns": {"id": "Nr", "created": "Eröffnet", "resolved": "Gelöst", "priority": "Prio", "handled": "Aufwand"},
		"values": {"priority": {"dringend": "P1", "normal": "P3"}},
		"layouts": ["02.01.2006 15:04"], "zone": "Europe/Berlin", "comma": ";", "durations": "hours", "decimal": ","
	}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	tickets, bad, err := ticketcsv.Read(strings.NewReader("Nr;Eröffnet;Gelöst;Prio;Aufwand\r\n17;31.03.2026 08:15;31.03.2026 12:00;dringend;0,75\r\n"), spec.MustCompile(zones.Load))
	fmt.Println(tickets[0].Priority, tickets[0].Created.Format(time.RFC3339), tickets[0].Handled, len(bad), err)
	// Output: P1 2026-03-31T08:15:00+02:00 45m0s 0 <nil>
}

func ExampleMapping_Untold() {
	spec := ticketcsv.ServiceNow()
	spec.Zone = "UTC"
	fmt.Println(spec.MustCompile(nil).Untold("sla_compliance"))
	// Output: [[resolution_due]]
}
