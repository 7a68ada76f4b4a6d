package catalog

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Codes of [CheckKPIs].
const (
	CodeUnknownKPI       msp.Code = "unknown_kpi"        // a service names a KPI that nobody computes
	CodeKPIWithoutTarget msp.Code = "kpi_without_target" // a service has a KPI, and nobody is held to it
)

// kpis checks the KPIs of the services that are neither a draft nor retired on the date. A
// KPI is known to package metrics, see [metrics.IsKPI], or to a target set of the model; one
// that is not is a warning, since nobody would ever see it.
//
// A KPI is in one of the target sets of the contracts that have the service, for one
// priority or percentile at least: for information, and all KPIs of a service that are in none are one finding. Of a service
// without any such contract nothing is said, and neither is of a KPI that is not known.
func (a *auditor) kpis() {
	targets := make(map[string]bool)
	for i := range a.v.catalog.model.TargetSets {
		for _, t := range a.v.catalog.model.TargetSets[i].Targets {
			targets[t.KPI] = true
		}
	}
	known := func(name string) bool { return targets[name] || metrics.IsKPI(name) }
	services := a.v.edition(a.v.on).services
	for i := range services {
		s := &services[i]
		if s.status == Draft || s.status == Retired {
			continue
		}
		for _, name := range s.terms.KPIs {
			if !known(name) {
				a.add(msp.SeverityWarning, CheckKPIs, CodeUnknownKPI, s.kpiPath(a.v.on, name), subject(s.spec.Name, name),
					"correct the name, or put "+strconv.Quote(name)+" into a target set",
					"{kpi} is neither a KPI of package metrics nor in a target set", is("kpi", name))
			}
		}
	}
	a.untargeted(known)
}

// kpiPath returns where a service states a KPI that it has on a date.
func (s *serviceView) kpiPath(on msp.Date, name string) string {
	path, from, place := at("services", s.place), msp.Date{}, -1
	kpis := s.spec.KPIs
	for i, change := range s.spec.Changes {
		if !change.From.After(on) && len(change.KPIs) > 0 && !change.From.Before(from) {
			kpis, from, place = change.KPIs, change.From, i
		}
	}
	if place >= 0 {
		path += at(".changes", place)
	}
	return path + at(".kpis", slices.Index(kpis, name))
}

// targetedKPIs are the KPIs of a service and the target sets of the contracts that have it.
type targetedKPIs struct {
	service   *serviceView
	kpis      []string
	sets      []string
	contracts int
}

// untargeted reports the KPIs of services to which no contract is held.
func (a *auditor) untargeted(known func(string) bool) {
	all := make(map[int]*targetedKPIs)
	var order []*targetedKPIs
	a.inScope(func(c *clientView, s *serviceView) {
		if c.contract.TargetSet == "" {
			return
		}
		t := all[s.place]
		if t == nil {
			t = &targetedKPIs{service: s}
			all[s.place] = t
			order = append(order, t)
		}
		t.contracts++
		if !slices.Contains(t.sets, c.contract.TargetSet) {
			t.sets = append(t.sets, c.contract.TargetSet)
		}
		for _, name := range s.terms.KPIs {
			if !slices.Contains(t.kpis, name) {
				t.kpis = append(t.kpis, name)
			}
		}
	})
	for _, t := range order {
		var targets []metrics.TargetSpec
		for _, set := range t.sets {
			targets = append(targets, a.v.catalog.targetSets[set].Spec().Targets...)
		}
		missing := slices.DeleteFunc(t.kpis, func(name string) bool {
			return !known(name) || slices.ContainsFunc(targets, func(of metrics.TargetSpec) bool { return isTargetOf(of.KPI, name) })
		})
		if len(missing) == 0 {
			continue
		}
		a.add(msp.SeverityInfo, CheckKPIs, CodeKPIWithoutTarget, at("services", t.service.place)+".kpis", subject(t.service.spec.Name),
			"set a goal for "+inWords(missing)+" in "+inWords(t.sets),
			"no goal for {kpis} in {sets}, of {contracts} with the service",
			is("kpis", inWords(missing)), is("sets", inWords(t.sets)), is("contracts", countOf(t.contracts, "contract")))
	}
}

// isTargetOf reports whether a target is for a KPI, or for one of its priorities or
// percentiles.
func isTargetOf(target, kpi string) bool {
	part, ok := strings.CutPrefix(target, kpi)
	return ok && (part == "" || strings.HasPrefix(part, "_p") && metrics.IsKPI(kpi) && metrics.IsKPI(target))
}
