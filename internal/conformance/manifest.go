package conformance

import (
	"encoding/json"
	"io/fs"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// manifest says who runs a file: area/name → a function that opens the suite of
// the folder it is in, or nil for a file that other files read.
func manifest() map[string]func(dir fs.FS, folder string) (suite, error) {
	return map[string]func(dir fs.FS, folder string) (suite, error){
		"calendar/calendars.jsonl":     nil,
		"calendar/vectors.jsonl":       calendarVectors,
		"calendar/business_days.jsonl": calendarVectors,
		"calendar/edges.jsonl":         each(calendarEdge),
		"calendar/date_rules.jsonl":    each(dateRule),
		"calendar/holiday_rules.jsonl": each(holidayRule),

		"pricing/allocate.jsonl": each(pricingSuite(map[string]func(pricingCase) error{"allocate": allocateCase})),
		"pricing/tiers.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"tiers_graduated": tiersCase(pricing.Graduated),
			"tiers_volume":    tiersCase(pricing.Volume),
			"tiers_stairstep": tiersCase(pricing.Stairstep),
		})),
		"pricing/package.jsonl":      each(pricingSuite(map[string]func(pricingCase) error{"package": packageCase})),
		"pricing/rounding.jsonl":     each(pricingSuite(map[string]func(pricingCase) error{"round": roundCase})),
		"pricing/commit.jsonl":       each(pricingSuite(map[string]func(pricingCase) error{"commitment": commitmentCase})),
		"pricing/discounts.jsonl":    each(pricingSuite(map[string]func(pricingCase) error{"discount_stack": discountStackCase})),
		"pricing/credits.jsonl":      each(pricingSuite(map[string]func(pricingCase) error{"service_credit": serviceCreditCase})),
		"pricing/mrr.jsonl":          each(pricingSuite(map[string]func(pricingCase) error{"mrr": mrrCase})),
		"pricing/uplift.jsonl":       each(pricingSuite(map[string]func(pricingCase) error{"annual_uplift": annualUpliftCase})),
		"pricing/timematerial.jsonl": each(pricingSuite(map[string]func(pricingCase) error{"tm": timeMaterialCase})),
		"pricing/blockhours.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"block_periodic": blockPeriodicCase, "block_lots": blockLotsCase,
		})),
		"pricing/margin.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"price_at_margin": priceAtMarginCase, "price_at_markup": priceAtMarkupCase,
			"margin_to_markup": marginToMarkupCase, "client_margin": clientMarginCase,
		})),
		"pricing/tax.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"tax_inclusive": taxCase, "tax_exclusive": taxCase,
		})),
		"pricing/msp.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"seed_range": seedRangeCase, "quote": quoteCase, "exception_price": exceptionPriceCase,
		})),
		"pricing/proration.jsonl": each(pricingSuite(map[string]func(pricingCase) error{
			"prorate": prorateCase, "prorate_split": prorateSplitCase,
			"quantity_timeline": quantityTimelineCase, "plan_change": planChangeCase,
		})),

		"escalation/rotation.jsonl":         each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"rotation": rotationCase})),
		"escalation/rotation_workday.jsonl": each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"rotation_workday": rotationCase})),
		"escalation/schedule.jsonl":         each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"schedule": scheduleCase})),
		"escalation/gaps.jsonl":             each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"gaps": gapsCase})),
		"escalation/shifts.jsonl":           each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"shifts": shiftsCase})),
		"escalation/timeline.jsonl":         each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"timeline": timelineCase})),
		"escalation/ladder.jsonl":           each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"ladder": ladderCase})),
		"escalation/route.jsonl":            each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"route": routeCase})),
		"escalation/tiers.jsonl":            each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"tiers": catalogTiersCase})),
		"escalation/raci.jsonl":             each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"raci": raciCase})),
		"escalation/effective.jsonl":        each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"effective": effectiveCase})),
		"escalation/plan.jsonl":             each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"plan": planCase})),
		"escalation/cadence.jsonl":          each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"cadence": cadenceCase})),
		"escalation/staffing.jsonl":         each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"staffing": headcountCase})),
		"escalation/exceptions.jsonl":       each(escalationSuite(map[string]func(input, expect json.RawMessage) error{"exceptions": exceptionsCase})),

		"sla/clock.jsonl":         each(slaClock),
		"sla/clock_options.jsonl": each(slaClock),
		"sla/spans.jsonl":         each(slaSpan),

		"sla/availability.jsonl":         each(slaAvailability),
		"sla/availability_options.jsonl": each(slaAvailability),
		"sla/composite_burn.jsonl":       each(slaComposite),

		"sla/matrix_compliance_policy.jsonl": each(slaMatrixCompliancePolicy),

		"metrics/sla.jsonl":          each(metricsSuite(metricsKPIs{"sla_compliance": slaCompliance})),
		"metrics/availability.jsonl": each(metricsAvailability),
		"metrics/fcr.jsonl":          each(metricsSuite(metricsKPIs{"first_contact_resolution": firstContact})),
		"metrics/ageing.jsonl":       each(metricsSuite(metricsKPIs{"backlog": backlogAgeing})),
		"metrics/merge.jsonl": each(metricsSuite(metricsKPIs{
			"accumulator_merge": accumulatorMerge, "pooled_rate": pooledRate, "simpson": simpson,
		})),
		"metrics/scorecard.jsonl": each(metricsSuite(metricsKPIs{"status": scorecardStatus})),
		"metrics/format.jsonl":    each(metricsSuite(metricsKPIs{"percent": percentFormat})),
		"metrics/meantime.jsonl": each(metricsSuite(metricsKPIs{
			"mttr": meanTime, "mttr_by_priority": meanTimeByPriority, "mttr_cohort": meanTimeOfCohort,
		})),
		"metrics/wilson.jsonl":      each(metricsSuite(metricsKPIs{"wilson_95": wilsonCase(msp.MustParsePercent("95%"))})),
		"metrics/trend.jsonl":       each(metricsSuite(metricsKPIs{"trend": trendCase})),
		"metrics/remediation.jsonl": each(metricsSuite(metricsKPIs{"remediation_time": remediationCase})),
		"metrics/survey.jsonl":      each(metricsSuite(metricsKPIs{"nps": npsCase, "csat": csatCase})),

		"metrics/retention.jsonl":   each(metricsSuite(retentionKPIs())),
		"metrics/mrr.jsonl":         each(metricsSuite(metricsKPIs{"mrr_movements": mrrMovements})),
		"metrics/margin.jsonl":      each(metricsSuite(metricsKPIs{"gross_margin": grossMargin})),
		"metrics/money.jsonl":       each(metricsSuite(moneyKPIs())),
		"metrics/utilisation.jsonl": each(metricsSuite(metricsKPIs{"technician_utilisation": technicianUtilisation})),
		"metrics/ratio.jsonl":       each(metricsSuite(ratioKPIs())),
		"metrics/staffing.jsonl":    each(metricsSuite(metricsKPIs{"staffing_ratio": staffingRatio})),
		"metrics/signals.jsonl": each(metricsSuite(metricsKPIs{
			"operating_model": operatingModel, "margin_falling_while_revenue_grows": marginFalling,
		})),
		"metrics/quantile.jsonl": each(metricsSuite(metricsKPIs{
			"quantile_nearest_rank": quantile(metrics.NearestRank), "quantile_linear": quantile(metrics.Linear),
		})),
	}
}

// each is the suite of a file whose lines need nothing beside them.
func each(run suite) func(fs.FS, string) (suite, error) {
	return func(fs.FS, string) (suite, error) { return run, nil }
}
