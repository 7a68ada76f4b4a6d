package catalog

import (
	"time"

	"github.com/mspkit/msp/sla"
)

// responseOf returns how soon somebody answers for a service of a criticality, nil if the
// source states none. Source: "A simple managed IT services model", Service Catalog and
// Tiering; uptimes are in [sla.Criticality.Uptime].
func responseOf(c sla.Criticality) sla.Span {
	switch c {
	case sla.CriticalityTier1:
		return sla.Within(15 * time.Minute)
	case sla.CriticalityTier3:
		return sla.NextBusinessDay{}
	case sla.CriticalityTier2, 0:
	}
	return nil
}
