package catalog_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/formattest"
	"github.com/mspkit/msp/internal/zones"
)

// The examples of docs/format.md are read without a finding, mean something, and are
// written as they stand.
func TestFormatExamples(t *testing.T) {
	example := func(heading string) []byte { return formattest.Example(t, heading) }
	check := func(heading string, record any, issues msp.Issues, err error) {
		t.Helper()
		if err != nil || len(issues) > 0 {
			t.Errorf("%s: %v, %v", heading, err, issues)
		}
		formattest.Written(t, heading, record)
	}
	none := msp.Limits{}
	model, err := catalog.Parse(example("Model"), none)
	check("Model", model, model.Validate(zones.Load), err)
	tiers, err := catalog.ParseTierSpecs(example("Tier"), none)
	check("Tier", tiers, tiers.Validate(), err)
	renewal, err := catalog.ParseRenewal(example("Renewal"), none)
	check("Renewal", renewal, renewal.Validate(), err)
	matrix, err := catalog.ParseRACISpec(example("RACI matrix"), none)
	check("RACI matrix", matrix, matrix.Validate(), err)
	plan, err := catalog.ParsePlanSpec(example("Plan"), none)
	check("Plan", plan, plan.Validate(), err)
	activity, err := catalog.ParseActivitySpec(example("Delivery activity"), none)
	check("Delivery activity", activity, activity.Validate(), err)
	versions, err := catalog.ParseVersions(example("Versions"), none)
	check("Versions", versions, versions.Validate(), err)
	lifecycle := formatRecord[catalog.Lifecycle](t, "Lifecycle")
	check("Lifecycle", lifecycle, lifecycle.Validate(), nil)
}

// The examples of parts of a model are read without a finding and written as they stand,
// and a model that has them all has no finding.
func TestFormatParts(t *testing.T) {
	m := parsed(t, "full.json")
	m.Tiers, m.Services, m.Clients = nil, nil, nil
	for _, name := range []string{"server", "silver seat"} {
		price := m.Prices[0]
		price.Name = name
		m.Prices = append(m.Prices, price)
	}
	for _, name := range []string{"patch nights", "berlin"} {
		hours := m.Calendars[2]
		hours.Name = name
		m.Calendars = append(m.Calendars, hours)
	}
	m.RACI = []catalog.RACISpec{formatRecord[catalog.RACISpec](t, "RACI matrix")}
	team := formatRecord[catalog.TeamSpec](t, "Team")
	operations, client := team, team
	operations.Name, client.Name = "operations", "client IT"
	m.Teams = []catalog.TeamSpec{team, operations, client}
	m.ValueChain = formatRecord[[]catalog.ValueChainActivity](t, "Value chain")
	m.Plans = []catalog.PlanSpec{formatRecord[catalog.PlanSpec](t, "Plan")}
	m.Activities = []catalog.ActivitySpec{formatRecord[catalog.ActivitySpec](t, "Delivery activity")}
	service := formatRecord[catalog.ServiceSpec](t, "Service")
	m.Services = []catalog.ServiceSpec{service}
	for _, name := range []string{"help desk", "network", "line a", "line b"} {
		other := service
		other.Name, other.Requires, other.Redundant = name, nil, nil
		m.Services = append(m.Services, other)
	}
	m.Tiers = formatRecord[catalog.TierSpecs](t, "Tier")
	m.Tiers[0].Prices = nil
	term, exception := formatRecord[catalog.TermSpec](t, "Term"), formatRecord[catalog.ExceptionSpec](t, "Contract exception")
	contract := formatRecord[catalog.ContractSpec](t, "Contract")
	contract.Terms = append(contract.Terms, term)
	contract.Exceptions = []catalog.ExceptionSpec{exception}
	acme := formatRecord[catalog.ClientSpec](t, "Client")
	beta := acme
	beta.Name, beta.Contracts, beta.Own = "beta", []catalog.ContractSpec{contract}, catalog.OwnSpec{}
	beta.Contracts[0].Renewal = formatRecord[catalog.Renewal](t, "Renewal")
	m.Clients = []catalog.ClientSpec{acme, beta}
	m.Audit = formatRecord[catalog.AuditSpec](t, "Audit limits")
	m.Acknowledged = []catalog.Acknowledgement{formatRecord[catalog.Acknowledgement](t, "Acknowledgement")}
	m.Notes = []catalog.Note{formatRecord[catalog.Note](t, "Note")}
	if issues := m.Validate(zones.Load); len(issues) > 0 {
		t.Error(issues)
	}
}

// formatRecord reads the example below a heading, which is written as it stands.
func formatRecord[T any](t *testing.T, heading string) T {
	t.Helper()
	var record T
	if err := json.Unmarshal(formattest.Example(t, heading), &record); err != nil {
		t.Fatalf("%s: %v", heading, err)
	}
	formattest.Written(t, heading, record)
	return record
}

// The table of texts has the names of every enum of a document.
func TestFormatTexts(t *testing.T) {
	_, table, _ := strings.Cut(formattest.Text(t), "\n## Texts\n")
	table, _, _ = strings.Cut(table, "\n## ")
	check := func(row string, text func(n uint8) ([]byte, error)) {
		t.Helper()
		_, line, ok := strings.Cut(table, "\n| "+row+" | ")
		line, _, _ = strings.Cut(line, " |")
		line, _, _ = strings.Cut(line, ":")
		var names []string
		for n := uint8(1); ; n++ {
			name, err := text(n)
			if err != nil {
				break
			}
			names = append(names, "`"+string(name)+"`")
		}
		if !ok || line != strings.Join(names, " ") {
			t.Errorf("docs/format.md has %s for %s, want %v", line, row, names)
		}
	}
	check("coverage", func(n uint8) ([]byte, error) { return catalog.Coverage(n).MarshalText() })
	check("assignment", func(n uint8) ([]byte, error) { return catalog.Assignment(n).MarshalText() })
	check("direction", func(n uint8) ([]byte, error) { return catalog.Better(n).MarshalText() })
	check("cover", func(n uint8) ([]byte, error) { return catalog.Cover(n).MarshalText() })
	check("category", func(n uint8) ([]byte, error) { return catalog.Category(n).MarshalText() })
	check("service status", func(n uint8) ([]byte, error) { return catalog.ServiceStatus(n).MarshalText() })
	check("scope", func(n uint8) ([]byte, error) { return catalog.Scope(n).MarshalText() })
	check("renewal kind", func(n uint8) ([]byte, error) { return catalog.RenewalKind(n).MarshalText() })
	check("side", func(n uint8) ([]byte, error) { return catalog.Side(n).MarshalText() })
	check("layer", func(n uint8) ([]byte, error) { return catalog.Layer(n).MarshalText() })
	check("role", func(n uint8) ([]byte, error) { return catalog.Role(n).MarshalText() })
	check("grade", func(n uint8) ([]byte, error) { return catalog.ValueChainGrade(n).MarshalText() })
}
