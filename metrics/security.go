package metrics

import (
	"math"

	"github.com/mspkit/msp"
)

// Patches counts patches on systems, each once for each system: four are the states
// that a patch may be in.
type Patches struct {
	Installed     int64
	Missing       int64 // applicable, and not installed
	NotApplicable int64
	Excepted      int64 // applicable, but somebody decided not to install it
}

// PatchCompliance returns the share of applicable patches that are installed.
// Patches that do not apply and those excepted are left out as excluded. It is
// undefined, for [ReasonZeroDenominator], where none applies. The sample is the
// number that applies.
//
// A number below zero is an [msp.ErrRange] error, more than 2⁶³ − 1 patches are an
// [msp.ErrOverflow] error.
func PatchCompliance(p Patches) (KPI, error) {
	var f formula
	f.count("installed", p.Installed)
	f.count("missing", p.Missing)
	f.count("not applicable", p.NotApplicable)
	f.count("excepted", p.Excepted)
	if f.err != nil {
		return KPI{}, f.err
	}
	if p.NotApplicable > math.MaxInt64-p.Excepted {
		return KPI{}, errTooMany
	}
	tally, err := msp.NewTally(p.Installed, p.Missing, 0, p.NotApplicable+p.Excepted)
	if err != nil {
		return KPI{}, err
	}
	return Definition{
		Name:  "patch_compliance",
		Title: "Patch compliance",
		Text:  "applicable patches installed ÷ applicable patches; not applicable and excepted ones are left out",
	}.OfRate(NewRate(tally)), nil
}

// SecurityIncidents returns the number of security incidents as a KPI. Beside it
// belongs [SecurityIncidentRate]: a provider that grows has more of them. A number
// below zero is an [msp.ErrRange] error.
func SecurityIncidents(incidents int64) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "security_incidents",
		Title: "Security incidents",
		Text:  "security incidents of the period",
	}, f.count("incidents", incidents), whole(1), UnitNumber, incidents)
}

// SecurityIncidentRate returns the security incidents for each 100 endpoints and
// month. It is undefined and fails as [TicketsPerEndpoint] does, and has its sample.
func SecurityIncidentRate(incidents int64, during EndpointMonths) (KPI, error) {
	var f formula
	den, n := during.over(&f)
	return f.quotient(Definition{
		Name:  "security_incident_rate",
		Title: "Security incidents per 100 endpoints and month",
		Text:  "100 × security incidents ÷ (average endpoints × months); average endpoints = (start + end) ÷ 2",
	}, f.mul(whole(100), f.count("incidents", incidents)), den, UnitNumber, n)
}
