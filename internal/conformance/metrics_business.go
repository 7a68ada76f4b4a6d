package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// retentionKPIs are those of retention.jsonl.
func retentionKPIs() metricsKPIs {
	return metricsKPIs{
		"client_retention": clientRetention, "churn_trajectory": churnTrajectory,
		"annualised_churn": kpiCase(func(in struct {
			Churn exact `json:"monthly_churn"`
		},
		) (metrics.KPI, error) {
			return metrics.AnnualisedChurn(in.Churn.Ratio)
		}),
	}
}

// moneyKPIs are those of money.jsonl.
func moneyKPIs() metricsKPIs {
	return metricsKPIs{
		"effective_hourly_rate": kpiCase(func(in struct {
			Revenue, Products amount
			Hours             exact
		},
		) (metrics.KPI, error) {
			return metrics.EffectiveHourlyRate(in.Revenue.Money, in.Products.Money, in.Hours.Ratio)
		}),
		"realization": kpiCase(func(in struct {
			Billed   amount
			Standard amount `json:"standard_value"`
		},
		) (metrics.KPI, error) {
			return metrics.Realization(in.Billed.Money, in.Standard.Money)
		}),
		"agreement_efficiency": kpiCase(func(in struct {
			Invoiced amount
			Worked   amount `json:"labour_value"`
		},
		) (metrics.KPI, error) {
			return metrics.AgreementEfficiency(in.Invoiced.Money, in.Worked.Money)
		}),
		"cost_per_ticket": kpiCase(func(in struct {
			Cost    amount
			Tickets count
		},
		) (metrics.KPI, error) {
			return metrics.CostPerTicket(in.Cost.Money, int64(in.Tickets))
		}),
		"ltv": kpiCase(func(in struct {
			ARPA   amount
			Margin exact `json:"gross_margin"`
			Churn  exact `json:"monthly_churn"`
		},
		) (metrics.KPI, error) {
			return metrics.LTV(in.ARPA.Money, in.Margin.Ratio, in.Churn.Ratio)
		}),
		"cac_payback_months": kpiCase(func(in struct {
			CAC, ARPA amount
			Margin    exact `json:"gross_margin"`
		},
		) (metrics.KPI, error) {
			return metrics.CACPayback(in.CAC.Money, in.ARPA.Money, in.Margin.Ratio)
		}),
		"arpa": kpiCase(func(in struct {
			MRR      amount
			Accounts count
		},
		) (metrics.KPI, error) {
			return metrics.ARPA(in.MRR.Money, int64(in.Accounts))
		}),
	}
}

// ratioKPIs are those of ratio.jsonl.
func ratioKPIs() metricsKPIs {
	return metricsKPIs{
		"tickets_per_endpoint_month": kpiCase(func(in struct {
			Tickets count
			Start   count `json:"endpoints_start"`
			End     count `json:"endpoints_end"`
			Months  exact
		},
		) (metrics.KPI, error) {
			return metrics.TicketsPerEndpoint(int64(in.Tickets),
				metrics.EndpointMonths{Start: int64(in.Start), End: int64(in.End), Months: in.Months.Ratio})
		}),
		"escalation_rate":  countedRate("escalated tickets ÷ tickets handled"),
		"reopen_rate":      countedRate("tickets reopened at least once ÷ tickets resolved at least once"),
		"automation_ratio": countedRate("tickets resolved without a person ÷ tickets resolved"),
		"proactive_ratio": kpiCase(func(in struct {
			Proactive exact `json:"proactive_hours"`
			Reactive  exact `json:"reactive_hours"`
		},
		) (metrics.KPI, error) {
			return metrics.ProactiveRatio(in.Proactive.Ratio, in.Reactive.Ratio)
		}),
		"qbr_completion": kpiCase(func(in struct {
			Clients []struct{ Due, Held count }
		},
		) (metrics.KPI, error) {
			clients := make([]metrics.Reviews, len(in.Clients))
			for i, c := range in.Clients {
				clients[i] = metrics.Reviews{Due: int64(c.Due), Held: int64(c.Held)}
			}
			return metrics.QBRCompletion(clients...)
		}),
		"patch_compliance": kpiCase(func(in struct {
			Installed, Missing, Excepted count
			NotApplicable                count `json:"not_applicable"`
		},
		) (metrics.KPI, error) {
			return metrics.PatchCompliance(metrics.Patches{
				Installed: int64(in.Installed), Missing: int64(in.Missing),
				NotApplicable: int64(in.NotApplicable), Excepted: int64(in.Excepted),
			})
		}),
		"revenue_per_employee": kpiCase(func(in struct {
			Revenue amount
			Start   exact `json:"fte_start"`
			End     exact `json:"fte_end"`
		},
		) (metrics.KPI, error) {
			return metrics.RevenuePerEmployee(in.Revenue.Money, in.Start.Ratio, in.End.Ratio)
		}),
	}
}

// kpiCase runs a case that has one KPI as its answer.
func kpiCase[In any](run func(in In) (metrics.KPI, error)) func(input, expect json.RawMessage) error {
	return func(input, expect json.RawMessage) error {
		var in In
		var want wantValue
		if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
			return err
		}
		got, err := run(in)
		if err != nil {
			return err
		}
		return want.check(got.Title, got.Value, want.Value)
	}
}

// countedRate is a rate whose classifier the vectors have applied already.
func countedRate(text string) func(input, expect json.RawMessage) error {
	return kpiCase(func(in struct{ Count, Of count }) (metrics.KPI, error) {
		tally, err := msp.NewTally(int64(in.Count), int64(in.Of-in.Count), 0, 0)
		return metrics.Definition{Title: text, Text: text}.OfRate(metrics.NewRate(tally)), err
	})
}

// count is a whole number in any of the forms of [exact].
type count int64

func (c *count) UnmarshalJSON(data []byte) error {
	var number exact
	if err := number.UnmarshalJSON(data); err != nil {
		return err
	}
	n, err := number.Int(msp.Down)
	if err == nil && msp.NewRatio(n, 1) != number.Ratio {
		return fmt.Errorf("no count: %s", data)
	}
	*c = count(n)
	return err
}

// amount is an amount of money. The vectors name no currency: it is one with digits
// enough to read them exactly.
type amount struct{ msp.Money }

func vectorCurrency() (msp.Currency, error) { return msp.NewCurrency("VECTOR", 6) }

func (a *amount) UnmarshalJSON(data []byte) error {
	var number exact
	if err := number.UnmarshalJSON(data); err != nil {
		return err
	}
	currency, err := vectorCurrency()
	if err != nil {
		return err
	}
	a.Money, err = msp.MoneyFromRatio(number.Ratio, currency, msp.Down)
	if err == nil && a.Amount() != number.Ratio {
		return fmt.Errorf("no amount: %s", data)
	}
	return err
}

func clientRetention(input, expect json.RawMessage) error {
	var in struct{ Start, End []string }
	var want struct {
		Retention, Churn    wantValue
		Retained, Lost, New int64
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	m := metrics.ClientMovementOf(in.Start, in.End)
	wrong := errors.Join(
		want.Retention.check("retention", m.Retention().Value, want.Retention.Value),
		want.Churn.check("churn", m.Churn().Value, want.Churn.Value))
	if m.Retained() != want.Retained || m.Lost() != want.Lost || m.New() != want.New {
		wrong = errors.Join(wrong, differs("clients", m, string(expect)))
	}
	return wrong
}

func churnTrajectory(input, expect json.RawMessage) error {
	var in struct {
		Months []struct{ Start, Lost int64 }
	}
	var want struct {
		PerMonth  []wantValue `json:"per_month"`
		Pooled    wantValue
		Direction string
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	months := make([]metrics.ClientMovement, len(in.Months))
	for i, month := range in.Months {
		var err error
		if months[i], err = metrics.NewClientMovement(month.Start, month.Lost, 0); err != nil {
			return err
		}
	}
	got, err := metrics.NewChurnTrajectory(months...)
	if err != nil {
		return err
	}
	wrong := want.Pooled.check("pooled", got.Pooled.Value, want.Pooled.Value)
	if len(got.Months) != len(want.PerMonth) {
		return errors.Join(wrong, differs("months", len(got.Months), len(want.PerMonth)))
	}
	for i, w := range want.PerMonth {
		wrong = errors.Join(wrong, w.check(fmt.Sprintf("month %d", i), got.Months[i].Value, w.Value))
	}
	direction := got.Direction.String()
	if direction == "" {
		direction = "undefined"
	}
	if direction != want.Direction {
		wrong = errors.Join(wrong, differs("direction", direction, want.Direction))
	}
	return wrong
}

func mrrMovements(input, expect json.RawMessage) error {
	var in struct{ Start, End map[string]amount }
	var want struct {
		Start       exact `json:"start_mrr"`
		End         exact `json:"end_mrr"`
		New         exact
		Expansion   exact
		Contraction exact
		Churned     exact
		ARR         exact
		GRR, NRR    wantValue
		QuickRatio  wantValue `json:"quick_ratio"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	before, err := monthly(in.Start)
	if err != nil {
		return err
	}
	after, err := monthly(in.End)
	if err != nil {
		return err
	}
	moved, err := pricing.Movements(before, after, nil) // who comes back is new
	if err != nil {
		return err
	}
	m := metrics.RevenueMovement{
		Start: moved.Start, New: moved.New, Reactivation: moved.Reactivation, Expansion: moved.Expansion,
		Contraction: moved.Contraction, Churn: moved.Churn, End: moved.End,
	}
	var wrong error
	for _, part := range []struct {
		what string
		got  msp.Money
		want exact
	}{
		{"start", m.Start, want.Start},
		{"new", m.New, want.New},
		{"expansion", m.Expansion, want.Expansion},
		{"contraction", m.Contraction, want.Contraction},
		{"churn", m.Churn, want.Churned},
		{"reactivation", m.Reactivation, exact{msp.NewRatio(0, 1)}},
	} {
		if part.got.Amount() != part.want.Ratio {
			wrong = errors.Join(wrong, differs(part.what, part.got, part.want))
		}
	}
	for _, kpi := range []struct {
		of   func() (metrics.KPI, error)
		want wantValue
	}{
		{m.MRR, wantValue{Defined: true, Value: want.End}},
		{m.ARR, wantValue{Defined: true, Value: want.ARR}},
		{m.GRR, want.GRR},
		{m.NRR, want.NRR},
		{m.QuickRatio, want.QuickRatio},
	} {
		got, err := kpi.of()
		if err == nil {
			err = kpi.want.check(got.Name, got.Value, kpi.want.Value)
		}
		wrong = errors.Join(wrong, err)
	}
	return wrong
}

// monthly returns what each client pays. Somebody who pays nothing is there, so that
// a movement of no clients has a currency too.
func monthly(clients map[string]amount) (map[string]msp.Money, error) {
	currency, err := vectorCurrency()
	if err != nil {
		return nil, err
	}
	nothing, err := msp.NewMoney(0, currency)
	pays := map[string]msp.Money{"": nothing}
	for client, a := range clients {
		pays[client] = a.Money
	}
	return pays, err
}

func grossMargin(input, expect json.RawMessage) error {
	var in struct {
		Clients []struct {
			Client, Tier  string
			Revenue, Cost amount
		}
	}
	var want struct {
		Clients map[string]wantValue
		Tiers   map[string]struct{ Pooled, Spread wantValue }
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	var wrong error
	check := func(what string, w wantValue, got metrics.KPI, err error) {
		if err == nil {
			err = w.check(what, got.Value, w.Value)
		}
		wrong = errors.Join(wrong, err)
	}
	tiers := make(map[string][]metrics.Earnings)
	names := make(map[string]bool)
	for _, c := range in.Clients {
		earnings := metrics.Earnings{Revenue: c.Revenue.Money, Cost: c.Cost.Money}
		tiers[c.Tier] = append(tiers[c.Tier], earnings)
		names[c.Client] = true
		margin, err := metrics.GrossMargin(earnings)
		check(c.Client, want.Clients[c.Client], margin, err)
	}
	if len(names) != len(want.Clients) || !slices.Equal(slices.Sorted(maps.Keys(tiers)), slices.Sorted(maps.Keys(want.Tiers))) {
		wrong = errors.Join(wrong, differs("clients and tiers", string(input), string(expect)))
	}
	for tier, clients := range tiers {
		pooled, err := metrics.GrossMargin(clients...)
		check(tier+" pooled", want.Tiers[tier].Pooled, pooled, err)
		spread, err := metrics.MarginSpread(clients...)
		check(tier+" spread", want.Tiers[tier].Spread, spread, err)
	}
	return wrong
}

func technicianUtilisation(input, expect json.RawMessage) error {
	var in struct {
		Scheduled exact `json:"scheduled_hours"`
		Leave     exact `json:"leave_hours"`
		Entries   []struct {
			Kind  string
			Hours exact
		}
		Counts []string
	}
	var want struct {
		wantValue
		Band *metrics.UtilisationBand
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	sheet := metrics.Timesheet{Scheduled: in.Scheduled.Ratio, Leave: in.Leave.Ratio}
	for _, e := range in.Entries {
		sheet.Worked = append(sheet.Worked, metrics.WorkedHours{Kind: e.Kind, Hours: e.Hours.Ratio})
	}
	got, err := sheet.Utilisation(in.Counts...)
	if err != nil {
		return err
	}
	wrong := want.check("utilisation", got.Value, want.Value)
	var band metrics.UtilisationBand
	if want.Band != nil {
		band = *want.Band
	}
	if b := metrics.UtilisationBandOf(got.Value.Exact()); b != band {
		wrong = errors.Join(wrong, differs("band", b, band))
	}
	return wrong
}
