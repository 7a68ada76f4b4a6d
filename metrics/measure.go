package metrics

import (
	"slices"

	"github.com/mspkit/msp"
)

// Measure returns every KPI that tickets alone can tell, in a fixed order, the
// undefined ones too: those of the desk's cohort, and of all tickets the backlog and,
// if there is a window, what came and went in it.
//
//	sla_compliance response_compliance
//	first_contact_resolution first_level_resolution level_one_in_time
//	mtta first_response first_response_percentile_50 and _90
//	mttr mttr_percentile_50 and _90, mttr_p1 … of the priorities that occur
//	fulfilment mtrs mtrs_p1 mttd time_to_root_cause handle_time
//	reopen_rate escalation_rate reassignment_rate
//	self_service_ratio automated_tickets proactive_tickets
//	csat_mean csat_top2 response_rate
//	backlog backlog_age ticket_volume kill_rate backlog_ratio
//
// Every definition is also a method of the desk, for measuring one by client or team.
// Cost: a pass over the tickets a KPI, some tens of nanoseconds a ticket in each.
func (d Desk) Measure(all []Ticket) []KPI {
	tickets := d.Tickets(all)
	var kpis []KPI
	for _, r := range [...]TicketRate{d.SLACompliance(), d.ResponseCompliance(), d.FirstContact(), d.LevelOne(), d.LevelOneInTime()} {
		kpis = append(kpis, r.Of(tickets))
	}
	kpis = append(kpis, d.Acknowledge().Of(tickets))
	kpis = append(kpis, d.meanAndPercentiles(d.Respond(), tickets)...)
	kpis = append(kpis, d.meanAndPercentiles(d.Resolve(), tickets)...)
	for _, p := range priorities(tickets) {
		kpis = append(kpis, d.Resolve().Only(p).Of(tickets))
	}
	for _, m := range [...]TicketTime{d.Fulfil(), d.Restore(), d.Restore().Only(msp.P1), d.Detect(), d.RootCause(), d.Handle()} {
		kpis = append(kpis, m.Of(tickets))
	}
	for _, r := range [...]TicketRate{d.Reopened(), d.Escalated(), d.Reassigned(), d.SelfServed(), d.Automated(), d.Planned()} {
		kpis = append(kpis, r.Of(tickets))
	}
	ratings := d.Ratings(tickets)
	top, _ := CSATTopBox(ratings, 2) // there are five
	kpis = append(kpis, CSATMean(ratings), top, ResponseRate(ratings))
	return append(kpis, d.flow(all)...)
}

func (d Desk) meanAndPercentiles(m TicketTime, tickets []Ticket) []KPI {
	kpis := []KPI{m.Of(tickets)}
	for _, percent := range [...]int64{50, 90} {
		k, _ := m.Percentile(tickets, msp.NewRatio(percent, 100), d.spec.Percentiles) // both are fractions, and the rule is one
		kpis = append(kpis, k)
	}
	return kpis
}

// priorities returns the priorities that occur, the most urgent first.
func priorities(tickets []Ticket) []msp.Priority {
	var seen []msp.Priority
	for i := range tickets {
		if p := tickets[i].Priority; p != 0 && !slices.Contains(seen, p) {
			seen = append(seen, p)
		}
	}
	slices.Sort(seen)
	return seen
}

// flow returns the KPIs of the backlog, and of the window if there is one.
func (d Desk) flow(all []Ticket) []KPI {
	ageing, _ := d.Ageing(all) // without edges, which could be wrong
	kpis := []KPI{ageing.Backlog(), ageing.MeanAge()}
	if d.spec.Cohort == 0 {
		return kpis
	}
	flows, _ := d.Flows(all, d.spec.Window.From, d.spec.Window.To) // a window holds time
	f := flows[0]
	kpis = append(kpis, f.Volume(), f.KillRate())
	daily, err := whole(f.Created).Quo(f.Days())
	if err != nil { // the days have 128 bits at most
		return kpis
	}
	ratio, err := ageing.Ratio(daily)
	if err != nil { // no volume is below zero
		return kpis
	}
	return append(kpis, ratio)
}
