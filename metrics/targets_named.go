package metrics

// ITILCompass returns the targets of the guide "Application Pattern: Managed Service
// Providers" of the ITIL v5 Compass, 2 April 2026. All its bounds are strict. It calls
// first contact resolution that of a call, which is [SingleContact].
func ITILCompass() TargetSetSpec {
	return TargetSetSpec{
		Name: "itil-compass", Title: "ITIL v5 Compass",
		Source: "ITIL v5 Compass, Application Pattern: Managed Service Providers, key metrics for MSPs (2026-04-02)",
		Targets: []TargetSpec{
			{KPI: "client_retention", Goal: MustParseGoal("above 95%"), Applies: "a year"},
			{KPI: "nps", Goal: MustParseGoal("above 50")},
			{KPI: "sla_compliance", Goal: MustParseGoal("above 98%"), Applies: "all clients"},
			{KPI: "first_contact_resolution", Goal: MustParseGoal("above 70%"), Applies: "first call resolution"},
			{KPI: "tickets_per_endpoint_month", Goal: MustParseGoal("below 1.5")},
			{KPI: "revenue_per_employee", Goal: Rising()},
			{KPI: "mtrs_p1", Goal: MustParseGoal("below 30m"), Applies: "P1 of all clients"},
			{KPI: "automation_ratio", Goal: MustParseGoal("above 40%"), Applies: "routine tasks"},
		},
	}
}

// ManagedServicesModel returns the targets of the guide "Managed IT Services Model".
// Of a range the lower end is the target, and better is not worse. What it calls first
// contact resolution is resolution at level 1 without escalation, which is here what
// others call it: first level resolution.
func ManagedServicesModel() TargetSetSpec {
	return TargetSetSpec{
		Name: "managed-services-model", Title: "Managed IT services model",
		Source: "Managed IT Services Model: A Simple and Workable Model, KPIs and reporting",
		Targets: []TargetSpec{
			{KPI: "sla_compliance", Goal: MustParseGoal("at least 95%")},
			{KPI: "first_level_resolution", Goal: MustParseGoal("at least 65%..75%"), Applies: "called first contact resolution there"},
			{KPI: "level_one_in_30m", Goal: MustParseGoal("at least 60%..70%"), Applies: "at level 1 within 30 minutes", Source: "the same, escalation framework"},
			{KPI: "uptime", Goal: MustParseGoal("at least 99.9%"), Applies: "tier 1 services"},
			{KPI: "csat_mean", Goal: MustParseGoal("at least 4.5"), Applies: "ratings from 1 to 5"},
			{KPI: "proactive_ratio", Goal: MustParseGoal("at least 60%")},
		},
	}
}

// OperatingModel returns the targets of the article "What Is an MSP Operating Model",
// 19 May 2026. The gross margin is a peak average that it quotes from the Service
// Leadership Index: a benchmark, which has no status.
func OperatingModel() TargetSetSpec {
	return TargetSetSpec{
		Name: "operating-model", Title: "MSP operating model",
		Source: "What Is an MSP Operating Model and Why Does It Define Your Growth Ceiling? (2026-05-19)",
		Targets: []TargetSpec{
			{KPI: "technician_utilisation", Goal: MustParseGoal("within 70%..80%")},
			{KPI: "qbr_completion", Goal: MustParseGoal("above 80%")},
			{KPI: "gross_margin", Goal: MustParseGoal("benchmark 46.2%"), Source: "Service Leadership Index, as quoted there", Applies: "peak average of managed services"},
		},
	}
}
