package metrics_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// everyKPI returns each KPI of the package once, of some input.
func everyKPI(t *testing.T) []metrics.KPI {
	t.Helper()
	whole := func(n int64) msp.Ratio { return msp.NewRatio(n, 1) }
	usd := msp.MustParseMoney
	var kpis []metrics.KPI
	add := func(k metrics.KPI, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		kpis = append(kpis, k)
	}
	window := calendar.Interval{From: at(0), To: at(10 * day)}
	d := desk(t, metrics.DeskSpec{AsOf: at(10 * day), Window: window, Cohort: metrics.ByCreated})
	for _, k := range d.Measure(deskTickets()) {
		if !strings.Contains(k.Name, "_p1") && !strings.Contains(k.Name, "_p2") && !strings.Contains(k.Name, "_p3") && !strings.Contains(k.Name, "_percentile_") {
			add(k, nil)
		}
	}
	month := metrics.EndpointMonths{Start: 90, End: 110, Months: whole(1)}
	earned := metrics.Earnings{Revenue: usd("100.00 USD"), Cost: usd("60.00 USD")}
	sample := metrics.DurationSample([]time.Duration{time.Hour, 2 * time.Hour})
	one := timesOf(t, []taken{{time.Hour, true}})
	tally, _ := msp.NewTally(3, 1, 0, 0)
	rate := metrics.NewRate(tally)
	nps, err := metrics.NewRatings(metrics.Scale{Low: 0, High: 10})
	if err != nil {
		t.Fatal(err)
	}
	ces, err := metrics.NewRatings(metrics.Scale{Low: 1, High: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []metrics.FCR{metrics.LevelOne(), metrics.WithinTime(time.Hour), metrics.FCR{}.WithoutReopen(day)} {
		other := desk(t, metrics.DeskSpec{AsOf: at(10 * day), FCR: f})
		add(other.FirstContactResolution().Of(deskTickets()), nil)
	}
	history := []metrics.PastTicket{{Age: 10 * day, Took: time.Hour}}
	calibration, err := metrics.Calibrate(history, msp.MustParsePercent("5%"), msp.MustParsePercent("60%"))
	add(calibration.KPI, err)
	add(metrics.AutomationRatio(3, 4))
	add(metrics.ProactiveRatio(whole(3), whole(2)))
	add(metrics.TicketsPerEndpoint(120, month))
	add(metrics.ResolutionConsistency(sample, metrics.NearestRank))
	add(metrics.ResolutionSpread(sample, metrics.NearestRank))
	add(metrics.NPS(nps))
	add(metrics.CESMean(ces), nil)
	add(metrics.ResponseRate(ces), nil)
	add(metrics.XLAIndex())
	down := reliability(t, []calendar.Interval{window}, calendar.Interval{From: at(0), To: at(time.Hour)})
	for _, k := range []metrics.KPI{down.Uptime(), down.MTBF(), down.MTRS(), down.MTBSI()} {
		add(k, nil)
	}
	add(metrics.ChangeFailureRate(1, 10))
	add(metrics.DeploymentFrequency(10, whole(7)))
	add(metrics.ChangeLeadTime(one), nil)
	add(metrics.PatchCompliance(metrics.Patches{Installed: 9, Missing: 1}))
	survival := metrics.NewSurvival([]metrics.Lifetime{{Lasted: day}})
	add(metrics.RemediationMedian(survival), nil)
	add(metrics.RemediationMean(survival), nil)
	add(metrics.SecurityIncidents(1))
	add(metrics.SecurityIncidentRate(1, month))
	add(metrics.BackupSuccess(rate), nil)
	add(metrics.RestoreTestPass(rate), nil)
	add(metrics.RPOCompliance(rate), nil)
	add(metrics.OldestBackup(one), nil)
	clients := metrics.ClientMovementOf([]string{"a", "b"}, []string{"b", "c"})
	add(clients.Retention(), nil)
	add(clients.Churn(), nil)
	add(metrics.AnnualisedChurn(msp.NewRatio(1, 100)))
	trajectory, err := metrics.NewChurnTrajectory(clients)
	add(trajectory.Pooled, err)
	revenue := metrics.RevenueMovement{Start: usd("100.00 USD"), New: usd("20.00 USD"), Churn: usd("10.00 USD"), End: usd("110.00 USD")}
	add(revenue.MRR())
	add(revenue.ARR())
	add(revenue.GRR())
	add(revenue.NRR())
	add(revenue.Growth())
	add(revenue.QuickRatio())
	add(metrics.ARPA(usd("100.00 USD"), 4))
	add(metrics.LTV(usd("100.00 USD"), msp.NewRatio(2, 5), msp.NewRatio(1, 50)))
	add(metrics.CAC(usd("100.00 USD"), 4))
	add(metrics.CACPayback(usd("100.00 USD"), usd("10.00 USD"), msp.NewRatio(2, 5)))
	add(metrics.RuleOf40(msp.NewRatio(1, 5), msp.NewRatio(1, 5)))
	add(metrics.ClientConcentration(1, usd("100.00 USD"), usd("50.00 USD")))
	add(metrics.GrossMargin(earned))
	add(metrics.MarginSpread(earned, earned))
	add(metrics.EBITDAMargin(usd("10.00 USD"), usd("100.00 USD")))
	add(metrics.RevenuePerEmployee(usd("100.00 USD"), whole(2), whole(3)))
	add(metrics.CostPerTicket(usd("100.00 USD"), 3))
	add(metrics.EffectiveHourlyRate(usd("100.00 USD"), usd("10.00 USD"), whole(3)))
	add(metrics.Realization(usd("90.00 USD"), usd("100.00 USD")))
	add(metrics.AgreementEfficiency(usd("90.00 USD"), usd("100.00 USD")))
	sheet := metrics.Timesheet{Scheduled: whole(160), Leave: whole(0), Worked: []metrics.WorkedHours{{Kind: "billable", Hours: whole(120)}}}
	add(sheet.Utilisation("billable"))
	add(sheet.GrossUtilisation("billable"))
	add(metrics.QBRCompletion(metrics.Reviews{Due: 4, Held: 3}))
	add(metrics.StandardTierCoverage(9, 10))
	add(metrics.StandardTierRevenue(usd("90.00 USD"), usd("100.00 USD")))
	add(metrics.ReactiveHoursPerEndpoint(whole(30), month))
	add(metrics.OutOfScopeShare(whole(3), whole(30)))
	add(metrics.OutOfScopeBilled(whole(1), whole(3)))
	for _, band := range metrics.CompassStaffing()[3:] {
		k, _, err := band.Judge(100, whole(4))
		add(k, err)
	}
	return kpis
}

// The table in doc.go has every KPI, with its unit, and a function that is there.
func TestInventory(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^//\t([a-z0-9_]+)  *([A-Z][A-Za-z0-9.]+(?:, FCR)?) +\S.*  ([t%#¤])(?:    [A-Z ]+)?$`)
	inTable, functions := make(map[string]string), make(map[string]bool)
	for _, m := range row.FindAllStringSubmatch(string(source), -1) {
		if inTable[m[1]] != "" {
			t.Errorf("%s is there twice", m[1])
		}
		inTable[m[1]] = m[3]
		functions[strings.TrimSuffix(m[2], ", FCR")] = true
	}
	for name, u := range inTable {
		for unit, sign := range map[metrics.Unit]string{metrics.UnitDuration: "t", metrics.UnitShare: "%", metrics.UnitNumber: "#", metrics.UnitMoney: "¤"} {
			goal := map[metrics.Unit]string{metrics.UnitDuration: "above 1h", metrics.UnitShare: "above 1%", metrics.UnitNumber: "above 1", metrics.UnitMoney: "above 1.00 USD"}[unit]
			spec := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{{KPI: name, Goal: metrics.MustParseGoal(goal)}}}
			if issues := spec.Validate(); (len(issues) == 0) != (sign == u) || len(issues) > 0 && issues[0].Code != msp.CodeConflict {
				t.Errorf("a target of %s in %v: %v", name, unit, issues)
			}
		}
	}
	unit := map[metrics.Unit]string{metrics.UnitDuration: "t", metrics.UnitShare: "%", metrics.UnitNumber: "#", metrics.UnitMoney: "¤"}
	measured := make(map[string]string)
	for _, k := range everyKPI(t) {
		if measured[k.Name] != "" {
			t.Errorf("%s is a KPI of two functions", k.Name)
		}
		measured[k.Name] = unit[k.Value.Unit()]
		if k.Name != "xla_index" { // of nothing
			checkKPI(t, k)
		}
	}
	if diff := cmp.Diff(measured, inTable); diff != "" {
		t.Errorf("the table of doc.go (-measured +table):\n%s", diff)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".go") && !strings.HasSuffix(f.Name(), "_test.go") {
			text, err := os.ReadFile(f.Name())
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	for f := range functions {
		pattern := `(?m)^func ` + f + `\(`
		if receiver, method, ok := strings.Cut(f, "."); ok {
			pattern = `(?m)^func \([a-z]+ \*?` + receiver + `\) ` + method + `\(`
		}
		if !regexp.MustCompile(pattern).MatchString(all.String()) {
			t.Errorf("%s is no function", f)
		}
	}
	// Every target of the named sets is about a KPI of the table.
	for _, set := range []metrics.TargetSetSpec{metrics.ITILCompass(), metrics.ManagedServicesModel(), metrics.OperatingModel()} {
		for _, target := range set.Targets {
			name := strings.TrimSuffix(target.KPI, "_p1")
			if inTable[name] == "" {
				t.Errorf("%s: %s is no KPI", set.Name, target.KPI)
			}
			if b, _ := target.Goal.Bounds(); !b.IsZero() && unit[b.Unit()] != inTable[name] {
				t.Errorf("%s: %s is in another unit than its goal %v", set.Name, target.KPI, target.Goal)
			}
		}
	}
	if names := slices.Collect(func(yield func(string) bool) {
		for name := range inTable {
			if !yield(name) {
				return
			}
		}
	}); len(names) < 80 {
		t.Errorf("only %d KPIs", len(names))
	}
}
