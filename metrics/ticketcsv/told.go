package ticketcsv

import (
	"slices"
	"strings"

	"github.com/mspkit/msp/metrics"
)

// Needs returns the fields without which a KPI of [metrics.Desk.Measure] says nothing,
// each as the fields of which one is enough; none of a name that it does not measure. What
// further conditions of first contact resolution need is for the caller to know.
func Needs(kpi string) [][]Field {
	name, _, _ := strings.Cut(kpi, "_percentile_")
	if n := len(name); n > 3 && name[n-3:n-1] == "_p" && name[n-1] >= '1' && name[n-1] <= '9' {
		return append(Needs(name[:n-3]), []Field{Priority})
	}
	switch name {
	case "sla_compliance":
		return [][]Field{{Created}, {Resolved}, {ResolutionDue}}
	case "response_compliance":
		return [][]Field{{Created}, {Responded}, {ResponseDue}}
	case "first_contact_resolution":
		return [][]Field{{Resolved}, {Contacts}}
	case "fcr_level_one":
		return [][]Field{{Resolved}, {Level}}
	case "fcr_in_time":
		return [][]Field{{Created}, {Resolved}}
	case "fcr_any":
		return [][]Field{{Resolved}}
	case "first_level_resolution":
		return [][]Field{{Resolved}, {Level}}
	case "mtta":
		return [][]Field{{Created}, {Acknowledged, Responded}}
	case "first_response":
		return [][]Field{{Created}, {Responded}}
	case "mttr", "fulfilment", "kill_rate", "backlog", "backlog_age", "backlog_ratio":
		return [][]Field{{Created}, {Resolved}}
	case "mtrs":
		return [][]Field{{Failed}, {Restored, Resolved}}
	case "mttd":
		return [][]Field{{Failed}, {Created}}
	case "time_to_root_cause":
		return [][]Field{{Created}, {RootCauseStarted}}
	case "handle_time":
		return [][]Field{{Handled}, {Resolved}}
	case "reopen_rate":
		return [][]Field{{Resolved}, {Reopens, Reopened}}
	case "escalation_rate":
		return [][]Field{{Escalations}}
	case "reassignment_rate":
		return [][]Field{{Reassignments}}
	case "self_service_ratio":
		return [][]Field{{Source}}
	case "automated_tickets":
		return [][]Field{{Resolved}, {Automated}}
	case "proactive_tickets":
		return [][]Field{{Kind}}
	case "ticket_volume":
		return [][]Field{{Created}}
	case "csat_mean", "csat_top2":
		return [][]Field{{Rating}}
	}
	if strings.HasPrefix(name, "level_one_in_") {
		return [][]Field{{Created}, {Resolved}, {Level}}
	}
	return nil
}

// Untold returns the fields that a KPI needs and no column of the mapping tells, nil if it
// has all: each as the fields of which one is enough. A column that is filled but never
// with what the KPI counts tells nothing either: sources of which none is self-service.
func (m Mapping) Untold(kpi string) [][]Field {
	tells := m.Fills
	switch kpi {
	case "self_service_ratio":
		tells = func(f Field) bool { return m.says(f, "self_service") }
	case "proactive_tickets":
		tells = func(f Field) bool { return m.says(f, "problem", "change", "alert") }
	}
	var untold [][]Field
	for _, enough := range Needs(kpi) {
		if !slices.ContainsFunc(enough, tells) {
			untold = append(untold, enough)
		}
	}
	return untold
}

// says reports whether a column can fill the field with one of the texts.
func (m Mapping) says(f Field, texts ...string) bool {
	if !m.Fills(f) {
		return false
	}
	values, translated := m.m.spec.Values[f]
	if !translated {
		return true
	}
	for _, text := range values {
		if slices.Contains(texts, text) {
			return true
		}
	}
	return false
}

// Told returns KPIs of tickets that were read by the mapping, those that the export
// cannot tell as undefined ones, n = 0. A field that no column fills is zero in all
// tickets, and a reopen rate of 0% would say that nothing was reopened:
//
//	kpis := mapping.Told(desk.Measure(tickets))
//
// [Mapping.Untold] says what is missing.
func (m Mapping) Told(kpis []metrics.KPI) []metrics.KPI {
	told := slices.Clone(kpis)
	for i, k := range told {
		if len(m.Untold(k.Name)) > 0 {
			told[i] = k.NotTold()
		}
	}
	return told
}
