package metrics_test

import (
	"math"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestPerEndpoint(t *testing.T) {
	quarter := metrics.EndpointMonths{Start: 99, End: 102, Months: ratio("3/1")}
	ask(metrics.TicketsPerEndpoint(402, quarter)).check(t, "tickets_per_endpoint_month", "4/3 number, n = 100", "402/1", "603/2", "")
	ask(metrics.ReactiveHoursPerEndpoint(ratio("201/4"), quarter)).check(t, "reactive_hours_per_endpoint_month", "1/6 number, n = 100", "201/4", "603/2", "")
	ask(metrics.SecurityIncidentRate(3, quarter)).check(t, "security_incident_rate", "200/201 number, n = 100", "300/1", "603/2", "")
	ask(metrics.TicketsPerEndpoint(0, quarter)).check(t, "tickets_per_endpoint_month", "0/1 number, n = 100", "0/1", "603/2", "")
	most := metrics.EndpointMonths{Start: math.MaxInt64, End: math.MaxInt64, Months: ratio("1/2")}
	ask(metrics.TicketsPerEndpoint(math.MaxInt64, most)).check(t, "tickets_per_endpoint_month", "2/1 number, n = 9223372036854775807", "9223372036854775807/1", "9223372036854775807/2", "")
	for _, none := range []metrics.EndpointMonths{{Months: ratio("1/1")}, {Start: 20, End: 20, Months: ratio("0/1")}} {
		ask(metrics.TicketsPerEndpoint(30, none)).check(t, "tickets_per_endpoint_month", "n/a: nothing to divide by", "30/1", "0/1", "")
	}
	for what, during := range map[string]metrics.EndpointMonths{
		"endpoints at the start": {Start: -1, End: 3, Months: ratio("1/1")},
		"endpoints at the end":   {Start: 3, End: -1, Months: ratio("1/1")},
		"months":                 {Start: 3, End: 3, Months: ratio("-1/1")},
	} {
		ask(metrics.TicketsPerEndpoint(1, during)).refused(t, msp.ErrRange, what)
		ask(metrics.ReactiveHoursPerEndpoint(ratio("1/1"), during)).refused(t, msp.ErrRange, what)
		ask(metrics.SecurityIncidentRate(1, during)).refused(t, msp.ErrRange, what)
	}
	ask(metrics.TicketsPerEndpoint(-1, quarter)).refused(t, msp.ErrRange, "tickets")
	ask(metrics.ReactiveHoursPerEndpoint(ratio("-1/1"), quarter)).refused(t, msp.ErrRange, "reactive hours")
	ask(metrics.SecurityIncidentRate(-1, quarter)).refused(t, msp.ErrRange, "incidents")
}

func TestProactiveRatio(t *testing.T) {
	ask(metrics.ProactiveRatio(ratio("333/10"), ratio("222/10"))).check(t, "proactive_ratio", "3/5 share, n = 1", "333/10", "111/2", "")
	ask(metrics.ProactiveRatio(ratio("0/1"), ratio("0/1"))).check(t, "proactive_ratio", "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.ProactiveRatio(ratio("-1/1"), ratio("2/1"))).refused(t, msp.ErrRange, "proactive hours")
	ask(metrics.ProactiveRatio(ratio("2/1"), ratio("-1/1"))).refused(t, msp.ErrRange, "reactive hours")
}

func TestOutOfScope(t *testing.T) {
	ask(metrics.OutOfScopeShare(ratio("15/2"), ratio("60/1"))).check(t, "out_of_scope_share", "1/8 share, n = 1", "15/2", "60/1", "")
	ask(metrics.OutOfScopeShare(ratio("60/1"), ratio("60/1"))).check(t, "out_of_scope_share", "1/1 share, n = 1", "60/1", "60/1", "")
	ask(metrics.OutOfScopeBilled(ratio("5/1"), ratio("15/2"))).check(t, "out_of_scope_billed", "2/3 share, n = 1", "5/1", "15/2", "")
	ask(metrics.OutOfScopeBilled(ratio("0/1"), ratio("0/1"))).check(t, "out_of_scope_billed", "n/a: nothing to divide by", "0/1", "0/1", "")
	ask(metrics.OutOfScopeShare(ratio("61/1"), ratio("60/1"))).refused(t, msp.ErrRange, "out-of-scope hours")
	ask(metrics.OutOfScopeShare(ratio("-1/1"), ratio("60/1"))).refused(t, msp.ErrRange, "out-of-scope hours")
	ask(metrics.OutOfScopeBilled(ratio("2/1"), ratio("1/1"))).refused(t, msp.ErrRange, "billed hours")
	ask(metrics.OutOfScopeBilled(ratio("0/1"), ratio("-1/1"))).refused(t, msp.ErrRange, "hours")
}
