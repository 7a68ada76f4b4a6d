package ticketcsv_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mspkit/msp/metrics/ticketcsv"
)

// A row of twelve columns, ten of them mapped.
func BenchmarkRead(b *testing.B) {
	const rows = 10_000
	var text strings.Builder
	text.WriteString("number,company,assignment_group,contact_type,priority,state,opened_at,resolved_at,reopen_count,reassignment_count,short_description,caller\n")
	for i := range rows {
		fmt.Fprintf(&text, "INC%d,Acme,Desk,Phone,3 - Moderate,Closed,2026-03-02 09:10:00,2026-03-02 13:10:00,0,1,\"Printer, second floor\",Ann\n", i)
	}
	spec := ticketcsv.ServiceNow()
	spec.Zone = "UTC"
	m := compile(b, spec)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		tickets, bad, err := ticketcsv.Read(strings.NewReader(text.String()), m)
		if len(tickets) != rows || len(bad) > 0 || err != nil {
			b.Fatal(len(tickets), bad, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}
