package catalog

// A ValueChainActivity is an activity of the value chain, and how much of it is the
// provider's.
type ValueChainActivity struct {
	Name  string
	Grade ValueChainGrade
	Notes []string
}

// ServiceIntegrator returns the eight activities of the value chain pattern that providers
// of managed services follow, in the order of a lifecycle: ITIL v5 Compass, Managed Service
// Providers, Value Chain Pattern.
func ServiceIntegrator() []ValueChainActivity {
	return []ValueChainActivity{
		{"Discover", GradePartial, []string{"client needs assessment", "technology evaluation"}},
		{"Design", GradeMinimal, []string{"standardized service designs", "limited customization"}},
		{"Acquire", GradeYes, []string{"technology", "licenses", "sub-contracted services"}},
		{"Build", GradeMinimal, []string{"configuration, not custom development"}},
		{"Transition", GradeYes, []string{"client onboarding", "technology migration"}},
		{"Operate", GradeCore, []string{"monitoring", "maintenance", "patching", "backup"}},
		{"Deliver", GradeCore, []string{"service delivery against SLAs"}},
		{"Support", GradeCore, []string{"help desk", "incident resolution", "escalation"}},
	}
}

// A MultiTenantPractice is a practice with what serving many clients at once asks of it.
type MultiTenantPractice struct {
	Practice       string
	Considerations []string
}

// MultiTenantPractices returns the six practices of ITIL v5 Compass, Managed Service
// Providers, Multi-Tenant Practice Design, in its order. How many clients one manager
// looks after and how many people run the platform: [metrics.CompassStaffing].
func MultiTenantPractices() []MultiTenantPractice {
	return []MultiTenantPractice{
		{"Incident Management", []string{"separate incident queues per client", "unified SLA tracking", "client-specific escalation paths"}},
		{"Change Enablement", []string{"client-specific change windows", "shared change process", "client approval workflows"}},
		{"Service Level Management", []string{"per-client SLAs", "tiered service catalogues", "unified reporting with client-specific views"}},
		{"Service Configuration", []string{"multi-tenant CMDB", "clear ownership and tenant boundaries"}},
		{"Knowledge Management", []string{"shared knowledge base for common issues", "client-specific documentation for unique environments"}},
		{"Monitoring", []string{"multi-tenant monitoring with client-specific thresholds and alert routing"}},
	}
}
