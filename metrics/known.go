package metrics

import "strings"

// IsKPI reports whether a name is that of a KPI of this package, of a priority or of a
// percentile too: "mttr", "mttr_p1", "mttr_percentile_90". A KPI of the caller's is none,
// and neither is one that is misspelt. Cost: constant.
func IsKPI(name string) bool {
	_, ok := known(name)
	return ok
}

// known returns the unit of a KPI of this package by its name, that of a priority or of a
// percentile too: what a target set is checked by. A KPI of the caller's is not known.
func known(name string) (Unit, bool) {
	name, _, _ = strings.Cut(name, "_percentile_")
	if n := len(name) - len("_p1"); n > 0 && name[n:n+2] == "_p" && name[n+2] >= '1' && name[n+2] <= '9' {
		name = name[:n]
	}
	if strings.HasPrefix(name, "level_one_in_") {
		return UnitShare, true
	}
	for _, of := range [...]struct {
		unit  Unit
		names string // a space ends each
	}{
		{UnitShare, "sla_compliance response_compliance first_contact_resolution fcr_level_one fcr_in_time " +
			"fcr_any first_level_resolution level_one_in_30m reopen_rate escalation_rate " +
			"reassignment_rate self_service_ratio automated_tickets automation_ratio " +
			"proactive_tickets proactive_ratio csat_top2 response_rate uptime change_failure_rate " +
			"patch_compliance backup_success restore_test_pass rpo_compliance client_retention " +
			"client_churn annualised_churn pooled_churn gross_revenue_retention " +
			"net_revenue_retention revenue_growth rule_of_40 client_concentration gross_margin " +
			"margin_spread ebitda_margin realization agreement_efficiency technician_utilisation " +
			"gross_utilisation qbr_completion standard_tier_coverage standard_tier_revenue " +
			"out_of_scope_share out_of_scope_billed "},
		{UnitNumber, "backlog backlog_ratio ticket_volume kill_rate tickets_per_endpoint_month " +
			"resolution_consistency nps csat_mean ces_mean xla_index deployment_frequency " +
			"security_incidents security_incident_rate quick_ratio cac_payback_months " +
			"reactive_hours_per_endpoint_month staffing_ratio staffing_size "},
		{UnitDuration, "mtta first_response mttr fulfilment mtrs mttd time_to_root_cause handle_time " +
			"backlog_age resolution_iqr calibrated_target mtbf outage_mtrs mtbsi change_lead_time " +
			"remediation_median remediation_mean_closed oldest_backup "},
		{UnitMoney, "mrr arr arpa ltv cac revenue_per_employee cost_per_ticket effective_hourly_rate "},
	} {
		if strings.Contains(" "+of.names, " "+name+" ") && !strings.Contains(name, " ") {
			return of.unit, true
		}
	}
	return 0, false
}
