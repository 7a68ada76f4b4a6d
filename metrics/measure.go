package metrics

import (
	"slices"

	"github.com/mspkit/msp"
)

// Measure returns every KPI that tickets alone can tell, in this order, the undefined
// ones too: those of the desk's cohort, and of all tickets the backlog, as of the end
// of the window if that is over, and what came and went in the window, as far as it is
// over, if there is one that has begun.
//
//	sla_compliance response_compliance
//	first_contact_resolution first_level_resolution level_one_in_30m
//	mtta first_response first_response_percentile_50 and _90
//	mttr mttr_percentile_50 and _90, mttr_p1 … of the priorities that occur
//	fulfilment mtrs mtrs_p1 mttd time_to_root_cause handle_time
//	reopen_rate escalation_rate reassignment_rate
//	self_service_ratio automated_tickets proactive_tickets
//	csat_mean csat_top2
//	backlog backlog_age ticket_volume kill_rate backlog_ratio
//
// Every definition is also a method of the desk, for measuring one by client or team.
// Cost: a pass over the tickets a KPI, some tens of nanoseconds a ticket in each.
func (d Desk) Measure(all []Ticket) []KPI {
	tickets := d.Tickets(all)
	var kpis []KPI
	for _, r := range [...]TicketRate{d.SLACompliance(), d.ResponseCompliance(), d.FirstContactResolution(), d.FirstLevelResolution(), d.LevelOneInTime()} {
		kpis = append(kpis, r.Of(tickets))
	}
	kpis = append(kpis, d.TimeToAcknowledge().Of(tickets))
	kpis = append(kpis, d.meanAndPercentiles(d.TimeToRespond(), tickets)...)
	kpis = append(kpis, d.meanAndPercentiles(d.TimeToResolve(), tickets)...)
	for _, p := range priorities(tickets) {
		kpis = append(kpis, d.TimeToResolve().Only(p).Of(tickets))
	}
	for _, m := range [...]TicketTime{d.TimeToFulfil(), d.TimeToRestore(), d.TimeToRestore().Only(msp.P1), d.TimeToDetect(), d.TimeToRootCause(), d.HandleTime()} {
		kpis = append(kpis, m.Of(tickets))
	}
	for _, r := range [...]TicketRate{d.ReopenRate(), d.EscalationRate(), d.ReassignmentRate(), d.SelfServiceRatio(), d.AutomatedTickets(), d.ProactiveTickets()} {
		kpis = append(kpis, r.Of(tickets))
	}
	ratings := d.Ratings(tickets)
	mean, _ := CSATMean(ratings) // of 1 to 5
	top, _ := CSATTopBox(ratings, 2)
	kpis = append(kpis, mean, top)
	return append(kpis, d.flow(all)...)
}

func (d Desk) meanAndPercentiles(m TicketTime, tickets []Ticket) []KPI {
	kpis := []KPI{m.Of(tickets)}
	for _, percent := range [...]int64{50, 90} {
		p, _ := msp.NewPercent(percent, 0)
		k, _ := m.Percentile(tickets, p) // both are from 0% to 100%
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

// MeasureBy measures the tickets of each key by themselves: of a client, a team, a
// priority. Every key that occurs is there.
func (d Desk) MeasureBy(all []Ticket, key func(t *Ticket) string) map[string][]KPI {
	groups, _ := GroupSlice(all, key, func(list *[]Ticket, t *Ticket) error { // which never fails
		*list = append(*list, *t)
		return nil
	})
	kpis := make(map[string][]KPI, len(groups))
	for k, tickets := range groups {
		kpis[k] = d.Measure(tickets)
	}
	return kpis
}

// flow returns the KPIs of the backlog, and of the window if there is one.
func (d Desk) flow(all []Ticket) []KPI {
	if d.spec.Cohort == 0 {
		ageing := d.ageing(d.Tickets(all), d.spec.AsOf, d.spec.AsOf, nil)
		return []KPI{ageing.Backlog(), ageing.MeanAge()}
	}
	from, to, asOf := d.spec.Window.From, d.spec.Window.To, d.spec.AsOf
	if to.After(asOf) {
		to = asOf
	} else { // what happens at the end of the window is after it
		asOf = to.Add(-1)
	}
	var before []Ticket
	for i := range all {
		if !all[i].Created.After(asOf) {
			before = append(before, all[i])
		}
	}
	ageing := d.ageing(before, to, asOf, nil)
	kpis := []KPI{ageing.Backlog(), ageing.MeanAge()}
	flows, err := d.Flows(all, from, to)
	if err != nil { // the window has not begun
		return kpis
	}
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
