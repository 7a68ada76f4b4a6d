package catalog

// checks returns all checks, in order.
func (a *auditor) checks() []func() {
	return []func(){
		a.targets,
		a.levels,
		a.escalation,
		a.response,
		a.matrices,
		a.betterTiers,
		a.margins,
		a.exceptions,
		a.uptime,
		a.objective,
		a.staffing,
		a.dates,
		a.coverage,
		a.kpis,
		a.tenants,
		a.roles,
		a.people,
	}
}
