package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestEnumsOfTheModel(t *testing.T) {
	enumtest.Check(t, "Assignment", catalog.ParseAssignment, (*catalog.Assignment).UnmarshalText,
		func(n uint8) catalog.Assignment { return catalog.Assignment(n) }, "", "pooled", "dedicated_engineer", "named_team")
	enumtest.Check(t, "Better", catalog.ParseBetter, (*catalog.Better).UnmarshalText,
		func(n uint8) catalog.Better { return catalog.Better(n) }, "", "lower", "higher")
	enumtest.Check(t, "Check", catalog.ParseCheck, (*catalog.Check).UnmarshalText, func(n uint8) catalog.Check { return catalog.Check(n) },
		"", "targets", "levels", "escalation", "response", "raci", "tiers", "margin", "exceptions", "uptime", "objective", "staffing",
		"dates", "coverage", "kpis", "tenants", "roles")
	enumtest.Check(t, "Cover", catalog.ParseCover, (*catalog.Cover).UnmarshalText,
		func(n uint8) catalog.Cover { return catalog.Cover(n) }, "", "included", "billable", "needs_approval", "excluded")
	enumtest.Check(t, "Coverage", catalog.ParseCoverage, (*catalog.Coverage).UnmarshalText,
		func(n uint8) catalog.Coverage { return catalog.Coverage(n) }, "", "business_hours", "extended_hours", "24x7")
	enumtest.Check(t, "Layer", catalog.ParseLayer, (*catalog.Layer).UnmarshalText,
		func(n uint8) catalog.Layer { return catalog.Layer(n) }, "", "technical", "strategic", "management")
	enumtest.Check(t, "Side", catalog.ParseSide, (*catalog.Side).UnmarshalText,
		func(n uint8) catalog.Side { return catalog.Side(n) }, "", "provider", "client", "supplier")
	enumtest.Check(t, "ServiceStatus", catalog.ParseServiceStatus, (*catalog.ServiceStatus).UnmarshalText,
		func(n uint8) catalog.ServiceStatus { return catalog.ServiceStatus(n) }, "", "draft", "active", "deprecated", "retired")
}
