package catalog

// CompassActivities returns the seven recurring activities of ITIL v5 Compass, Managed
// Service Providers, Ongoing Service Delivery, in its order. Two have two cadences, as it
// states them; none has an anchor.
//
//	monitoring_and_alerting     continuous
//	patch_management            monthly, weekly
//	backup_verification         daily
//	security_review             monthly
//	sla_reporting               monthly
//	service_review_meeting      monthly, quarterly
//	technology_roadmap_review   yearly
func CompassActivities() []ActivitySpec {
	weekly, monthly, quarterly := Cadence{days: 7}, Cadence{months: 1}, Cadence{months: 3}
	return []ActivitySpec{
		{
			Name: "monitoring_and_alerting", Title: "Monitoring and alerting",
			Cadences:  []Cadence{Continuous()},
			Practices: []string{"Monitoring and Event Management"},
		},
		{
			Name: "patch_management", Title: "Patch management",
			Cadences:  []Cadence{monthly, weekly},
			Practices: []string{"Change Enablement", "Deployment Management"},
		},
		{
			Name: "backup_verification", Title: "Backup verification",
			Cadences:  []Cadence{{days: 1}},
			Practices: []string{"Service Continuity Management"},
		},
		{
			Name: "security_review", Title: "Security review",
			Cadences:  []Cadence{monthly},
			Practices: []string{"Information Security Management"},
		},
		{
			Name: "sla_reporting", Title: "SLA reporting",
			Cadences:  []Cadence{monthly},
			Practices: []string{"Service Level Management", "Measurement and Reporting"},
		},
		{
			Name: "service_review_meeting", Title: "Service review meeting",
			Cadences:  []Cadence{monthly, quarterly},
			Practices: []string{"Relationship Management"},
		},
		{
			Name: "technology_roadmap_review", Title: "Technology roadmap review",
			Cadences:  []Cadence{{months: 12}},
			Practices: []string{"Strategy Management"},
		},
	}
}

// A PublishedReview is a review that a source asks for, and how often.
type PublishedReview struct {
	Name    string
	Cadence Cadence
	Covers  []string // what it looks at, where that is stated
	Source  string
}

// PublishedReviews returns the reviews of "A simple managed IT services model" and of "What
// Is an MSP Operating Model". What one source states twice, in other words, stands here
// twice, each with its place. The reviews of tiers are in [PublishedTiers].
func PublishedReviews() []PublishedReview {
	monthly, quarterly, yearly := Cadence{months: 1}, Cadence{months: 3}, Cadence{months: 12}
	const (
		pillars  = managedModel + ", The Four Pillars"
		kpis     = managedModel + ", KPIs and Reporting"
		phases   = managedModel + ", Implementing the Model"
		review   = managedModel + ", How often should we review"
		client   = operatingText + ", Client Relationship Model"
		diagnose = operatingText + ", What metrics should I track"
	)
	return []PublishedReview{
		{"service review", quarterly, nil, pillars},
		{"benchmarking against industry standards", yearly, nil, pillars},
		{"KPI tracking", monthly, nil, kpis},
		{"service governance meeting", quarterly, []string{"KPIs"}, kpis},
		{"service review", quarterly, nil, phases},
		{"SLA benchmarking", yearly, nil, phases},
		{"formal service review", quarterly, []string{"operational KPIs"}, review},
		{
			"model review", yearly,
			[]string{"SLA appropriateness", "service catalog completeness", "technology changes", "business alignment"},
			review,
		},
		{
			"quarterly business review", quarterly,
			[]string{"technology roadmap", "performance against SLAs", "business objectives", "expansion opportunities"},
			client,
		},
		{
			"operating model metrics", monthly,
			[]string{
				"gross margin per client", "technician utilisation rate", "QBR completion rate",
				"ticket escalation rate", "client churn trajectory",
			},
			diagnose,
		},
	}
}

// ReviewTriggers returns the four events that call for a review of the model at once,
// whatever its cadence: "A simple managed IT services model", How often should we review.
func ReviewTriggers() []string {
	return []string{"mergers", "acquisitions", "new compliance requirements", "significant technology migrations"}
}
