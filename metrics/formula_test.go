package metrics_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func usd(text string) msp.Money { return msp.MustParseMoney(text + " USD") }

func ratio(text string) msp.Ratio { return msp.MustParseRatio(text) }

// An asked KPI is what a function returned.
type asked struct {
	kpi metrics.KPI
	err error
}

func ask(k metrics.KPI, err error) asked { return asked{k, err} }

// check compares a KPI: its name, its value with the sample, its fraction in lowest
// terms each, and what was left out.
func (a asked) check(t *testing.T, name, value, num, den, leftOut string) {
	t.Helper()
	k := a.kpi
	if a.err != nil || k.Name != name || k.Value.String() != value || k.Num.String() != num || k.Den.String() != den || k.LeftOut.String() != leftOut {
		t.Errorf("%s: %v, %v ÷ %v, left out %q, %v; want %s: %s, %s ÷ %s, left out %q",
			k.Name, k.Value, k.Num, k.Den, k.LeftOut, a.err, name, value, num, den, leftOut)
	}
	if k.Title == "" || !strings.ContainsAny(k.Text, "÷−+×") && name != "security_incidents" && name != "mrr" && name != "change_lead_time" && name != "oldest_backup" {
		t.Errorf("%s: title %q, text %q", name, k.Title, k.Text)
	}
	if exact, err := k.Num.Quo(k.Den); err != nil || k.Value.Defined() && exact != k.Value.Exact() {
		t.Errorf("%s: %v ÷ %v is not %v", name, k.Num, k.Den, k.Value)
	}
}

// refused checks for an error of a kind that names what was wrong.
func (a asked) refused(t *testing.T, kind error, what string) {
	t.Helper()
	var input *msp.InputError
	if !errors.Is(a.err, kind) || what != "" && (!errors.As(a.err, &input) || input.What != "metrics: "+what) || a.kpi.Name != "" {
		t.Errorf("%v, %v, want %v of %q", a.kpi, a.err, kind, what)
	}
}

// Every KPI of the business has a name, and no two have one.
func TestBusinessNames(t *testing.T) {
	names := make(map[string]bool)
	for _, a := range businessKPIs(usd("100.00"), usd("40.00"), 3, 2, ratio("1/2"), ratio("1/4")) {
		if a.err != nil || names[a.kpi.Name] || a.kpi.Name == "" || a.kpi.Name != strings.ToLower(a.kpi.Name) {
			t.Errorf("%v, %v", a.kpi, a.err)
		}
		names[a.kpi.Name] = true
	}
}

// businessKPIs asks for every KPI of money, hours and counts: big is for what is at least
// small.
func businessKPIs(big, small msp.Money, many, few int64, more, less msp.Ratio) []asked {
	during := metrics.EndpointMonths{Start: many, End: few, Months: more}
	sheet := metrics.Timesheet{Scheduled: more, Leave: less, Worked: []metrics.WorkedHours{{"billable", less}, {"internal", more}}}
	m := metrics.RevenueMovement{Start: big, New: small, Contraction: small, End: big}
	return []asked{
		ask(metrics.AnnualisedChurn(less)),
		ask(m.MRR()),
		ask(m.ARR()),
		ask(m.GRR()),
		ask(m.NRR()),
		ask(m.QuickRatio()),
		ask(m.Growth()),
		ask(metrics.GrossMargin(metrics.Earnings{Revenue: big, Cost: small})),
		ask(metrics.MarginSpread(metrics.Earnings{Revenue: big, Cost: small}, metrics.Earnings{Revenue: big, Cost: big})),
		ask(metrics.ClientConcentration(1, small, big)),
		ask(metrics.EBITDAMargin(small, big)),
		ask(metrics.EffectiveHourlyRate(big, small, more)),
		ask(metrics.Realization(small, big)),
		ask(metrics.AgreementEfficiency(small, big)),
		ask(metrics.CostPerTicket(big, few)),
		ask(metrics.RevenuePerEmployee(big, more, less)),
		ask(metrics.ARPA(big, few)),
		ask(metrics.LTV(big, more, less)),
		ask(metrics.CAC(big, few)),
		ask(metrics.CACPayback(big, small, more)),
		ask(metrics.RuleOf40(more, less)),
		ask(sheet.Utilisation("billable")),
		ask(sheet.GrossUtilisation("billable")),
		ask(metrics.TicketsPerEndpoint(few, during)),
		ask(metrics.ReactiveHoursPerEndpoint(more, during)),
		ask(metrics.ProactiveRatio(more, less)),
		ask(metrics.OutOfScopeShare(less, more)),
		ask(metrics.OutOfScopeBilled(less, more)),
		ask(metrics.QBRCompletion(metrics.Reviews{Due: many, Held: few})),
		ask(metrics.StandardTierCoverage(few, many)),
		ask(metrics.StandardTierRevenue(small, big)),
		ask(metrics.AutomationRatio(few, many)),
		ask(metrics.PatchCompliance(metrics.Patches{Installed: many, Missing: few})),
		ask(metrics.SecurityIncidents(few)),
		ask(metrics.SecurityIncidentRate(few, during)),
		ask(metrics.ChangeFailureRate(few, many)),
		ask(metrics.DeploymentFrequency(few, more)),
	}
}

// Nothing that goes in makes a panic or a number that is none: an answer is a KPI
// that checks, or an error of a known kind.
func TestBusinessHostile(t *testing.T) {
	most, _ := msp.NewMoney(math.MaxInt64, usd("0").Currency())
	least, _ := msp.NewMoney(math.MinInt64, usd("0").Currency())
	amounts := []msp.Money{{}, usd("0"), usd("1.00"), most, least, msp.MustParseMoney("1 JPY")}
	counts := []int64{0, 1, math.MaxInt64, math.MinInt64}
	huge := "1" + strings.Repeat("0", 999)
	ratios := []msp.Ratio{{}, ratio("0/1"), ratio("1/3"), ratio("-1/2"), ratio(huge + "/1"), ratio("1/" + huge), ratio("-" + huge + "/7")}
	seen := make(map[error]int)
	check := func(a asked) {
		if a.err == nil {
			seen[nil]++
			if exact, err := a.kpi.Num.Quo(a.kpi.Den); err != nil || a.kpi.Value.Defined() != a.kpi.Value.Reason().IsZero() || a.kpi.Value.Defined() && exact != a.kpi.Value.Exact() {
				t.Fatalf("%v: %v ÷ %v", a.kpi, a.kpi.Num, a.kpi.Den)
			}
			return
		}
		for _, kind := range []error{msp.ErrRange, msp.ErrCurrency, msp.ErrOverflow} {
			if errors.Is(a.err, kind) {
				seen[kind]++
				return
			}
		}
		t.Fatalf("%v: %v", a.kpi, a.err)
	}
	for _, big := range amounts {
		for _, small := range amounts {
			for i, many := range counts {
				for _, a := range businessKPIs(big, small, many, counts[(i+1)%len(counts)], ratio("1/2"), ratio("1/4")) {
					check(a)
				}
			}
		}
	}
	for _, more := range ratios {
		for _, less := range ratios {
			for _, a := range businessKPIs(usd("1.00"), usd("1.00"), 1, 1, more, less) {
				check(a)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("seen %v", seen)
	}
}

// Law: undefined in, undefined out.
func TestBusinessUndefined(t *testing.T) {
	none := msp.Ratio{}
	for _, a := range []asked{
		ask(metrics.AnnualisedChurn(none)),
		ask(metrics.EffectiveHourlyRate(usd("1.00"), usd("0"), none)),
		ask(metrics.RevenuePerEmployee(usd("1.00"), none, ratio("1/1"))),
		ask(metrics.RevenuePerEmployee(usd("1.00"), ratio("1/1"), none)),
		ask(metrics.LTV(usd("1.00"), none, ratio("1/2"))),
		ask(metrics.LTV(usd("1.00"), ratio("1/2"), none)),
		ask(metrics.CACPayback(usd("1.00"), usd("1.00"), none)),
		ask(metrics.RuleOf40(none, ratio("1/2"))),
		ask(metrics.RuleOf40(ratio("1/2"), none)),
		ask(metrics.Timesheet{Scheduled: none, Leave: ratio("0/1")}.Utilisation("billable")),
		ask(metrics.Timesheet{Scheduled: ratio("8/1")}.Utilisation("billable")),
		ask(metrics.Timesheet{Scheduled: ratio("8/1"), Leave: ratio("0/1"), Worked: []metrics.WorkedHours{{"billable", none}}}.Utilisation("billable")),
		ask(metrics.TicketsPerEndpoint(1, metrics.EndpointMonths{Start: 1, End: 1})),
		ask(metrics.ReactiveHoursPerEndpoint(none, metrics.EndpointMonths{Start: 1, End: 1, Months: ratio("1/1")})),
		ask(metrics.ProactiveRatio(none, ratio("1/1"))),
		ask(metrics.ProactiveRatio(ratio("1/1"), none)),
		ask(metrics.OutOfScopeShare(none, ratio("1/1"))),
		ask(metrics.OutOfScopeShare(ratio("1/1"), none)),
		ask(metrics.OutOfScopeBilled(none, none)),
		ask(metrics.DeploymentFrequency(1, none)),
	} {
		if a.err != nil || a.kpi.Value.Defined() || a.kpi.Value.Reason().Code() != metrics.ReasonUndefinedInput || a.kpi.Value.Unit() == 0 {
			t.Errorf("%v, %v", a.kpi, a.err)
		}
	}
}
