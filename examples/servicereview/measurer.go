package main

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A measurer knows all facts of the months.
type measurer struct {
	model    *Model
	set      metrics.TargetSet
	desk     metrics.Desk
	months   []msp.Period
	book     *Book
	staff    *Staff
	settings *Settings
	complete bool // all clients of the model are there
	events   bool // it is known what happened to tickets
	outages  bool // it is known when services were down
	accounts []account
}

// An account is what is known of a client, month by month.
type account struct {
	client   *Client
	contract *Contract // nil if none is known
	tickets  [][]metrics.Ticket
	open     []int64 // at the end of the month, whenever opened
	bills    []*Bill // nil where the month was not billed
}

func newMeasurer(src source, r *Review, set metrics.TargetSet, months []msp.Period) (*measurer, error) {
	desk, err := metrics.DeskSpec{AsOf: r.AsOf, Percentiles: quantileRule}.Compile()
	if err != nil {
		return nil, err
	}
	m := &measurer{
		model: src.model, set: set, desk: desk, months: months, book: src.book, staff: src.staff, settings: &src.settings, events: src.events, outages: src.outages,
		complete: len(r.Clients) == len(src.model.Clients),
	}
	handled := src.book.handled(r.AsOf)
	for i := range r.Clients {
		a := account{
			client:  r.Clients[i].Client,
			tickets: make([][]metrics.Ticket, len(months)), open: make([]int64, len(months)), bills: make([]*Bill, len(months)),
		}
		if src.book != nil {
			a.contract, _ = src.book.Contract(a.client.Name)
		}
		for j := range src.tickets {
			if t := &src.tickets[j]; t.Client == a.client && !t.Opened.After(r.AsOf) {
				a.add(t, months, r.AsOf, handled[t.ID])
			}
		}
		if r.Finance != nil {
			a.take(r.Finance, months)
		}
		m.accounts = append(m.accounts, a)
	}
	return m, nil
}

// add counts a ticket in the month of its opening, on the client's clock, and at the end
// of all in which it was open.
func (a *account) add(t *Ticket, months []msp.Period, asOf time.Time, handled time.Duration) {
	for i, month := range months {
		days := a.client.instants(month)
		if days.Contains(t.Opened) {
			a.tickets[i] = append(a.tickets[i], t.metric(asOf, handled))
		}
		// At the last instant of the month: what is opened at its end, is of the next.
		if last := days.To.Add(-1); !t.Opened.After(last) && t.open(last) {
			a.open[i]++
		}
	}
}

// take takes the bills of the client.
func (a *account) take(f *Finance, months []msp.Period) {
	for i := range f.Clients {
		if f.Clients[i].Contract != a.contract {
			continue
		}
		for j := range f.Clients[i].Bills {
			for n, month := range months {
				if bill := &f.Clients[i].Bills[j]; bill.Month == month {
					a.bills[n] = bill
				}
			}
		}
	}
}

// instants returns the days of a period on the client's clock.
func (c *Client) instants(days msp.Period) calendar.Interval {
	return calendar.IntervalOf(days, c.Calendar.Zone())
}

// kpis returns all that is known of some clients in the months [from, to).
func (m *measurer) kpis(from, to int, all bool, of []*account) ([]metrics.KPI, error) {
	var tickets []metrics.Ticket
	var open int64
	for _, a := range of {
		for _, month := range a.tickets[from:to] {
			tickets = append(tickets, month...)
		}
		open += a.open[to-1]
	}
	kpis := m.ofTickets(tickets)
	for _, k := range []struct {
		n int64
		d metrics.Definition
	}{
		{int64(len(tickets)), metrics.Definition{Name: "ticket_volume", Title: "Ticket volume", Text: "tickets of every kind opened in the months"}},
		{open, metrics.Definition{Name: "backlog", Title: "Backlog", Text: "tickets open at the end of the last month, whenever opened"}},
	} {
		v, err := metrics.NewValue(msp.NewRatio(k.n, 1), metrics.UnitNumber, k.n)
		if err != nil {
			return nil, err
		}
		kpis = append(kpis, k.d.OfValue(v))
	}
	for _, measure := range []func(from, to int, all bool, of []*account) (metrics.KPI, bool, error){
		m.uptime, m.perEndpoint, m.margin, m.perEmployee, m.reviews,
	} {
		k, known, err := measure(from, to, all, of)
		if err != nil {
			return nil, err
		}
		if known {
			kpis = append(kpis, k)
		}
	}
	return kpis, nil
}

// uptime is that of the services whose uptime is promised, around the clock; those of
// other clients are left out.
func (m *measurer) uptime(from, to int, _ bool, of []*account) (k metrics.KPI, known bool, err error) {
	var sum sla.Uptime
	services, without := int64(0), int64(0)
	for _, a := range of {
		if a.contract == nil || a.contract.Uptime.Credits.Most().IsZero() {
			without++
			continue
		}
		services++
		for _, month := range m.months[from:to] {
			if !a.contract.runsIn(month) {
				continue
			}
			of, err := a.contract.uptime(month)
			if err != nil {
				return k, false, err
			}
			if sum, err = sum.Merge(of); err != nil {
				return k, false, err
			}
		}
	}
	v, err := metrics.NewValue(sum.Ratio(), metrics.UnitShare, services)
	k = metrics.Definition{
		Name: "uptime", Title: "Uptime",
		Text: "agreed time less outages ÷ agreed time, around the clock, of clients to whom an uptime is promised, pooled",
	}.OfValue(v)
	k.LeftOut.Excluded = without
	return k, m.outages && services > 0, err
}

// endpoints returns the devices of a client on a day, none outside its agreement.
func (c *Contract) endpoints(day msp.Date) (int64, error) {
	start, end := c.life()
	if day.Before(start) || !end.IsZero() && !day.Before(end) {
		return 0, nil
	}
	sum := int64(0)
	for _, class := range deviceClasses() {
		n, err := exact(c.Counts[class].At(day)).Int(msp.Down)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// deviceClasses returns the units of counts that are devices.
func deviceClasses() []string { return []string{"server", "laptop", "desktop", "mobile", "network"} }

// perEndpoint leaves out the tickets of clients in months in which they have no agreement:
// their endpoints are not known. The months are those in which anybody has one.
func (m *measurer) perEndpoint(from, to int, _ bool, of []*account) (k metrics.KPI, known bool, err error) {
	all := m.months[from:to]
	first := from
	runs := func(i int) bool {
		return slices.ContainsFunc(of, func(a *account) bool { return a.contract != nil && a.contract.runsIn(m.months[i]) })
	}
	for from < to && !runs(from) {
		from++
	}
	for from < to && !runs(to-1) {
		to--
	}
	if from == to {
		return k, false, nil
	}
	during := metrics.EndpointMonths{Months: msp.NewRatio(int64(to-from), 1)}
	last, err := m.months[to-1].To().AddDays(-1)
	if err != nil {
		return k, false, err
	}
	tickets, without := int64(0), int64(0)
	for _, a := range of {
		for i, month := range all {
			if n := int64(len(a.tickets[first+i])); a.contract != nil && a.contract.runsIn(month) {
				tickets += n
			} else {
				without += n
			}
		}
		if a.contract == nil {
			continue
		}
		start, err := a.contract.endpoints(m.months[from].From())
		if err != nil {
			return k, false, err
		}
		end, err := a.contract.endpoints(last)
		if err != nil {
			return k, false, err
		}
		during.Start, during.End = during.Start+start, during.End+end
	}
	k, err = metrics.TicketsPerEndpoint(tickets, during)
	k.Text += "; excluded are tickets of clients without an agreement in the month"
	k.LeftOut.Excluded = without
	return k, true, err
}

// earned returns what a client was charged and what it cost over some months, and in how
// many of them it was not billed. Of several clients it is in the book's currency, rounded
// once for each client, as in the part of the review about earnings.
func (m *measurer) earned(a *account, from, to int, all bool) (e metrics.Earnings, billed bool, without int64, err error) {
	sum := func(total *msp.Money, of msp.Money) {
		if err == nil {
			*total, err = total.Add(of)
		}
	}
	for _, bill := range a.bills[from:to] {
		if bill == nil {
			without++
			continue
		}
		billed = true
		sum(&e.Revenue, bill.Now.Total)
		sum(&e.Cost, bill.Now.Cost)
	}
	if err != nil || !billed || !all {
		return e, billed, without, err
	}
	if e.Revenue, err = m.book.inCurrency(e.Revenue); err == nil {
		e.Cost, err = m.book.inCurrency(e.Cost)
	}
	return e, billed, without, err
}

// notBilled says what is left out of what is earned.
const notBilled = "; excluded are months in which a client was not billed"

// margin is that of all clients together. Months in which one was not billed are left
// out.
func (m *measurer) margin(from, to int, all bool, of []*account) (k metrics.KPI, known bool, err error) {
	var earned []metrics.Earnings
	without := int64(0)
	for _, a := range of {
		e, billed, months, err := m.earned(a, from, to, all)
		if err != nil {
			return k, false, err
		}
		if without += months; billed {
			earned = append(earned, e)
		}
	}
	k, err = metrics.GrossMargin(earned...)
	k.Text += notBilled
	k.LeftOut.Excluded = without
	return k, len(earned) > 0, err
}

// perEmployee is known of all clients together only: people do not work for one.
func (m *measurer) perEmployee(from, to int, all bool, of []*account) (k metrics.KPI, known bool, err error) {
	if !all || !m.complete || m.staff == nil || len(m.staff.Teams) == 0 || m.book == nil {
		return k, false, nil
	}
	revenue, err := msp.NewMoney(0, m.book.Currency)
	if err != nil {
		return k, false, err
	}
	without := int64(0)
	for _, a := range of {
		e, billed, months, err := m.earned(a, from, to, true)
		if err != nil {
			return k, false, err
		}
		without += months
		if !billed {
			continue
		}
		known = true
		if revenue, err = revenue.Add(e.Revenue); err != nil {
			return k, false, err
		}
	}
	last, err := m.months[to-1].To().AddDays(-1)
	if err != nil {
		return k, false, err
	}
	start, err := m.staff.everybody(m.months[from].From())
	if err != nil {
		return k, false, err
	}
	end, err := m.staff.everybody(last)
	if err != nil {
		return k, false, err
	}
	k, err = metrics.RevenuePerEmployee(revenue, start, end)
	k.Text += notBilled
	k.LeftOut.Excluded = without
	return k, known, err
}

// reviews are known of all months together only; clients of which nothing is said are
// left out.
func (m *measurer) reviews(from, to int, _ bool, of []*account) (k metrics.KPI, known bool, err error) {
	if to-from < len(m.months) {
		return k, false, nil
	}
	var due []metrics.Reviews
	for _, a := range of {
		if n, ok := m.settings.reviews(a.client); ok {
			due = append(due, n)
		}
	}
	k, err = metrics.QBRCompletion(due...)
	k.LeftOut.Excluded += int64(len(of) - len(due))
	return k, len(due) > 0, err
}
