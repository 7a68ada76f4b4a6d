package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// A report is the JSON line.
type report struct {
	Customers    int          `json:"customers"` // rows that could be read
	Rejected     int          `json:"rejected"`  // rows that could not
	All          book         `json:"all"`
	Contracts    []book       `json:"contracts"`
	TotalCharges totalCharges `json:"total_charges"`
}

// A book is what happened in the month to some customers.
type book struct {
	Contract string                 `json:"contract,omitempty"`
	Start    int64                  `json:"start"` // customers
	Lost     int64                  `json:"lost"`
	End      int64                  `json:"end"`
	MRRStart msp.Money              `json:"mrr_start"`
	MRRLost  msp.Money              `json:"mrr_lost"`
	MRREnd   msp.Money              `json:"mrr_end"`
	KPIs     map[string]metrics.KPI `json:"kpis"` // by name
}

// totalCharges is what was charged in all until the end of the month.
type totalCharges struct {
	Sum     msp.Money `json:"sum"`
	N       int       `json:"n"`
	LeftOut int       `json:"left_out"` // not billed yet: a blank, which is no zero
}

func newReport(customers []customer) (*report, error) {
	if len(customers) == 0 {
		return nil, errors.New("no customers")
	}
	r := &report{Customers: len(customers)}
	byContract := make(map[string][]customer)
	for _, c := range customers {
		byContract[c.contract] = append(byContract[c.contract], c)
		if !c.billed {
			r.TotalCharges.LeftOut++
			continue
		}
		var err error // the zero Money takes on the first currency
		if r.TotalCharges.Sum, err = r.TotalCharges.Sum.Add(c.total); err != nil {
			return nil, err
		}
		r.TotalCharges.N++
	}
	var err error
	if r.All, err = newBook("", customers); err != nil {
		return nil, err
	}
	for _, contract := range slices.Sorted(maps.Keys(byContract)) {
		b, err := newBook(contract, byContract[contract])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", contract, err)
		}
		r.Contracts = append(r.Contracts, b)
	}
	return r, nil
}

// newBook measures the month: all customers are there at its start, and those who
// have not left at its end.
func newBook(contract string, customers []customer) (book, error) {
	var start, end []string
	before, after := make(map[string]msp.Money), make(map[string]msp.Money)
	for _, c := range customers {
		start, before[c.id] = append(start, c.id), c.monthly
		if !c.left {
			end, after[c.id] = append(end, c.id), c.monthly
		}
	}
	moved, err := pricing.Movements(before, after, nil)
	if err != nil {
		return book{}, err
	}
	clients := metrics.ClientMovementOf(start, end)
	revenue := metrics.RevenueMovement{
		Start: moved.Start, New: moved.New, Reactivation: moved.Reactivation,
		Expansion: moved.Expansion, Contraction: moved.Contraction, Churn: moved.Churn, End: moved.End,
	}
	b := book{
		Contract: contract, Start: clients.Start(), Lost: clients.Lost(), End: clients.End(),
		MRRStart: moved.Start, MRRLost: moved.Churn, MRREnd: moved.End,
		KPIs: make(map[string]metrics.KPI),
	}
	return b, b.measure(clients, revenue)
}

func (b *book) measure(clients metrics.ClientMovement, revenue metrics.RevenueMovement) error {
	for _, k := range []metrics.KPI{clients.Churn(), clients.Retention()} {
		b.KPIs[k.Name] = k
	}
	for _, ask := range []func() (metrics.KPI, error){
		revenue.MRR, revenue.ARR, revenue.GRR,
		func() (metrics.KPI, error) { return metrics.ARPA(revenue.End, b.End) },
	} {
		k, err := ask()
		if err != nil {
			return err
		}
		b.KPIs[k.Name] = k
	}
	return nil
}

// names are those of the KPIs, in the order in which people read them.
func names() []string {
	return []string{"client_churn", "client_retention", "mrr", "arr", "arpa", "gross_revenue_retention"}
}

// print writes the tables for people.
func (r *report) print(out io.Writer) {
	a := r.All
	fmt.Fprintf(out, "%d customers at the start of the month, %d left, %d at its end.\n", a.Start, a.Lost, a.End)
	fmt.Fprintf(out, "Recurring revenue %v, %v of it lost, %v at the end.\n\n", a.MRRStart, a.MRRLost, a.MRREnd)
	for _, name := range names() {
		fmt.Fprintf(out, "  %v\n", a.KPIs[name])
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\ncontract\tcustomers\tlost\tchurn\tMRR\tlost\tGRR\t")
	for _, b := range r.Contracts {
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%v\t%v\t%s\t\n", b.Contract, b.Start, b.Lost, b.KPIs["client_churn"].Value.Percent(1, msp.HalfUp),
			b.MRRStart, b.MRRLost, b.KPIs["gross_revenue_retention"].Value.Percent(1, msp.HalfUp))
	}
	table.Flush()
	t := r.TotalCharges
	fmt.Fprintf(out, "\nCharged in all: %v to %d customers. Not billed yet, and left out: %d.\n\n", t.Sum, t.N, t.LeftOut)
}
