package catalog

// CompassOnboarding returns the onboarding of a client, five phases with three tasks each,
// 9 to 16 weeks in all: ITIL v5 Compass, Managed Service Providers, Onboarding (Transition).
func CompassOnboarding() PlanSpec {
	return PlanSpec{
		Name:  "compass_onboarding",
		Title: "Onboarding (Transition)",
		Phases: []PhaseSpec{
			{
				Name: "Discovery", MinWeeks: 1, MaxWeeks: 2,
				Tasks: []string{"environment audit", "documentation collection", "stakeholder mapping"},
			},
			{
				Name: "Migration", MinWeeks: 2, MaxWeeks: 4,
				Tasks: []string{"RMM deployment", "monitoring configuration", "tool integration"},
			},
			{
				Name: "Validation", MinWeeks: 1, MaxWeeks: 1,
				Tasks: []string{"verify monitoring coverage", "test escalation paths", "validate documentation"},
			},
			{
				Name: "Handover", MinWeeks: 1, MaxWeeks: 1,
				Tasks: []string{"introduce service desk team", "provide client portal access", "confirm communication channels"},
			},
			{
				Name: "Stabilization", MinWeeks: 4, MaxWeeks: 8,
				Tasks: []string{"intensive monitoring", "rapid issue resolution", "baseline establishment"},
			},
		},
	}
}

// ManagedServicesImplementation returns the implementation of the model, five phases with
// 20 tasks, in weeks 1–3, 4–6, 7–12, 13–16 and then without an end: "A simple managed IT
// services model", Implementing the Model.
func ManagedServicesImplementation() PlanSpec {
	return PlanSpec{
		Name:  "managed_services_implementation",
		Title: "Implementing the Model",
		Phases: []PhaseSpec{
			{
				Name: "Assessment", MinWeeks: 3, MaxWeeks: 3,
				Tasks: []string{
					"document services, infrastructure, team structure, pain points and compliance requirements",
					"stakeholder interviews",
				},
			},
			{
				Name: "Design", MinWeeks: 3, MaxWeeks: 3,
				Tasks: []string{
					"service catalog", "SLAs and escalation paths", "RACI matrix", "reporting framework",
					"alignment with business objectives and budget",
				},
			},
			{
				Name: "Transition", MinWeeks: 6, MaxWeeks: 6,
				Tasks: []string{
					"provider onboarding", "knowledge transfer", "monitoring tools", "communication channels",
					"parallel operations",
				},
			},
			{
				Name: "Stabilize", MinWeeks: 4, MaxWeeks: 4,
				Tasks: []string{"SLA fine-tuning", "transition issues", "escalation path calibration", "first formal service review"},
			},
			{
				Name: "Optimize", OpenEnded: true,
				Tasks: []string{"quarterly service reviews", "annual SLA benchmarking", "continuous improvement", "periodic model updates"},
			},
		},
	}
}

// CompassOffboarding returns the checklist of a client's departure, five tasks, all
// required: ITIL v5 Compass, Managed Service Providers, Offboarding. The source gives no
// time, so the one phase is open-ended.
func CompassOffboarding() PlanSpec {
	return PlanSpec{
		Name:  "compass_offboarding",
		Title: "Offboarding",
		Phases: []PhaseSpec{{
			Name: "Offboarding", OpenEnded: true,
			Tasks: []string{
				"documentation and credentials transferred",
				"monitoring agents and management tools removed",
				"client data archived",
				"exit interview",
				"service configuration updated",
			},
		}},
	}
}
