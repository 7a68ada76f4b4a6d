package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/sla"
)

func TestCategoryIsAnEnum(t *testing.T) {
	enumtest.Check(t, "Category", catalog.ParseCategory, (*catalog.Category).UnmarshalText,
		func(n uint8) catalog.Category { return catalog.Category(n) },
		"", "end_user", "infrastructure", "cloud", "security", "application", "strategic")
}

func TestValueChainGradeIsAnEnum(t *testing.T) {
	enumtest.Check(t, "ValueChainGrade", catalog.ParseValueChainGrade, (*catalog.ValueChainGrade).UnmarshalText,
		func(n uint8) catalog.ValueChainGrade { return catalog.ValueChainGrade(n) }, "", "minimal", "partial", "yes", "core")
}

// checkTexts finds a text that is empty, or of a list twice.
func checkTexts(t *testing.T, what string, texts ...string) {
	t.Helper()
	for i, text := range texts {
		if text == "" || strings.TrimSpace(text) != text || slices.Index(texts, text) != i {
			t.Errorf("%s: %q", what, text)
		}
	}
}

// The counts were made by hand in the articles.
func TestPublishedTiers(t *testing.T) {
	want := []string{
		"Bronze < : business hours support, next-day response; monitoring, patching, basic help desk",
		"Silver < Bronze: extended hours, 4-hour response, monthly reviews; proactive maintenance, quarterly reporting",
		"Gold < Silver: 24/7 support, 1-hour response, dedicated engineer; priority escalation, weekly reviews, vCIO",
		"Platinum < Gold: 24/7, 15-min response, named team; co-managed IT, strategic planning, embedded staff",
	}
	var got []string
	for _, tier := range catalog.PublishedTiers() {
		got = append(got, fmt.Sprintf("%s < %s: %s; %s", tier.Name, tier.Extends, strings.Join(tier.ServiceLevel, ", "), strings.Join(tier.Inclusions, ", ")))
		checkTexts(t, tier.Name, tier.Source)
	}
	if !slices.Equal(got, want) {
		t.Errorf("PublishedTiers = %q", got)
	}
	want = []string{
		"Basic/Bronze: core monitoring, limited support",
		"Standard/Silver: monitoring, maintenance, help desk services",
		"Premium/Gold: full managed IT service, extended support, strategic planning",
	}
	got = nil
	for _, alias := range catalog.PublishedTierAliases() {
		got = append(got, fmt.Sprintf("%s/%s: %s", alias.Name, alias.Tier, strings.Join(alias.Inclusions, ", ")))
		checkTexts(t, alias.Name, alias.Source)
	}
	if !slices.Equal(got, want) {
		t.Errorf("PublishedTierAliases = %q", got)
	}
	catalog.PublishedTiers()[0].Inclusions[0] = "changed"
	if again := catalog.PublishedTiers(); again[0].Inclusions[0] != "monitoring" {
		t.Error("a caller changes the tiers of others")
	}
}

func TestPublishedCriticality(t *testing.T) {
	want := []string{
		"tier_1 99.9% or more true, 15-minute: email, core business applications, network connectivity",
		"tier_2 99.5% or more false, : collaboration tools, reporting systems",
		"tier_3 99% or more false, next-business-day: development environments, non-critical tools",
	}
	var got []string
	for _, c := range catalog.PublishedCriticality() {
		got = append(got, fmt.Sprintf("%v %v or more %v, %s: %s", c.Tier, c.Uptime, c.OrMore, c.Response, strings.Join(c.Services, ", ")))
		checkTexts(t, c.Tier.String(), c.Source)
	}
	if !slices.Equal(got, want) {
		t.Errorf("PublishedCriticality = %q", got)
	}
	if first := catalog.PublishedCriticality()[0].Tier; first != sla.CriticalityTier1 {
		t.Errorf("the first is %v", first)
	}
}

func TestPublishedServices(t *testing.T) {
	services := catalog.PublishedServices()
	if len(services) != 28 {
		t.Errorf("%d services, want 28", len(services))
	}
	counts := make(map[catalog.Category]int)
	var names []string
	for i, s := range services {
		counts[s.Category]++
		names = append(names, s.Name)
		if i > 0 && s.Category < services[i-1].Category {
			t.Errorf("%v after %v", s, services[i-1])
		}
	}
	checkTexts(t, "services", names...)
	for category, want := range map[catalog.Category]int{
		catalog.CategoryEndUser: 6, catalog.CategoryInfrastructure: 5, catalog.CategoryCloud: 4,
		catalog.CategorySecurity: 5, catalog.CategoryApplication: 4, catalog.CategoryStrategic: 4,
	} {
		if counts[category] != want {
			t.Errorf("%d services of %v, want %d", counts[category], category, want)
		}
	}
	if parts := catalog.ServiceEntryParts(); len(parts) != 7 {
		t.Errorf("%d parts of an entry, want 7", len(parts))
	} else {
		checkTexts(t, "parts", parts...)
	}
	scopes := catalog.PublishedScopes()
	if len(scopes) != 5 {
		t.Errorf("%d scopes, want 5", len(scopes))
	}
	for i, want := range [][2]int{{5, 0}, {4, 2}, {5, 0}, {5, 0}, {2, 2}} {
		s := scopes[i]
		checkTexts(t, s.Name, append(slices.Concat(s.Provider, s.Client), s.Name+"!", s.Source)...)
		if got := [2]int{len(s.Provider), len(s.Client)}; got != want {
			t.Errorf("%s: %v, want %v", s.Name, got, want)
		}
	}
}

func TestPublishedPlans(t *testing.T) {
	for _, tt := range []struct {
		spec  catalog.PlanSpec
		weeks string
		tasks []int
	}{
		{catalog.CompassOnboarding(), "1-2 2-4 1-1 1-1 4-8", []int{3, 3, 3, 3, 3}},              // 15
		{catalog.ManagedServicesImplementation(), "3-3 3-3 6-6 4-4 open", []int{2, 5, 5, 4, 4}}, // 20
		{catalog.CompassOffboarding(), "open", []int{5}},
	} {
		if issues := tt.spec.Validate(); len(issues) > 0 || tt.spec.Title == "" {
			t.Errorf("%s: %v", tt.spec.Name, issues)
		}
		var weeks []string
		var tasks []int
		for _, p := range tt.spec.Phases {
			if p.OpenEnded {
				weeks = append(weeks, "open")
			} else {
				weeks = append(weeks, fmt.Sprintf("%d-%d", p.MinWeeks, p.MaxWeeks))
			}
			tasks = append(tasks, len(p.Tasks))
		}
		if got := strings.Join(weeks, " "); got != tt.weeks || !slices.Equal(tasks, tt.tasks) {
			t.Errorf("%s: weeks %s, tasks %v, want %s, %v", tt.spec.Name, got, tasks, tt.weeks, tt.tasks)
		}
	}
	// Weeks 1–3, 4–6, 7–12 and 13–16: each phase ends with a week of the source.
	schedule, err := catalog.ManagedServicesImplementation().MustCompile().Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	for i, week := range []int{3, 6, 12, 16} {
		if got := day("2026-01-05").DaysUntil(schedule.Phases()[i].LatestEnd); got != 7*week {
			t.Errorf("phase %d ends after %d days, want %d weeks", i+1, got, week)
		}
	}
}

func TestCompassActivities(t *testing.T) {
	want := []string{
		"monitoring_and_alerting [continuous] Monitoring and Event Management",
		"patch_management [monthly weekly] Change Enablement, Deployment Management",
		"backup_verification [daily] Service Continuity Management",
		"security_review [monthly] Information Security Management",
		"sla_reporting [monthly] Service Level Management, Measurement and Reporting",
		"service_review_meeting [monthly quarterly] Relationship Management",
		"technology_roadmap_review [yearly] Strategy Management",
	}
	var got []string
	for _, a := range catalog.CompassActivities() {
		got = append(got, fmt.Sprintf("%s %v %s", a.Name, a.Cadences, strings.Join(a.Practices, ", ")))
		if issues := a.Validate(); len(issues) > 0 || a.Title == "" || !a.Anchor.IsZero() {
			t.Errorf("%s: %v", a.Name, issues)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("CompassActivities = %q", got)
	}
}

func TestPublishedReviews(t *testing.T) {
	reviews := catalog.PublishedReviews()
	counts := make(map[string]int)
	for _, r := range reviews {
		counts[r.Cadence.String()]++
		checkTexts(t, r.Name, append(slices.Clone(r.Covers), r.Name, r.Source)...)
	}
	if len(reviews) != 10 || counts["monthly"] != 2 || counts["quarterly"] != 5 || counts["yearly"] != 3 {
		t.Errorf("%d reviews: %v", len(reviews), counts)
	}
	if triggers := catalog.ReviewTriggers(); len(triggers) != 4 {
		t.Errorf("%d triggers, want 4", len(triggers))
	} else {
		checkTexts(t, "triggers", triggers...)
	}
}

func TestServiceIntegrator(t *testing.T) {
	want := []string{
		"Discover partial 2", "Design minimal 2", "Acquire yes 3", "Build minimal 1",
		"Transition yes 2", "Operate core 4", "Deliver core 1", "Support core 3",
	}
	var got []string
	for _, a := range catalog.ServiceIntegrator() {
		got = append(got, fmt.Sprintf("%s %v %d", a.Name, a.Grade, len(a.Notes)))
		checkTexts(t, a.Name, a.Notes...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("ServiceIntegrator = %q", got)
	}
	want = []string{
		"Incident Management 3", "Change Enablement 3", "Service Level Management 3",
		"Service Configuration 2", "Knowledge Management 2", "Monitoring 1",
	}
	got = nil
	for _, p := range catalog.MultiTenantPractices() {
		got = append(got, fmt.Sprintf("%s %d", p.Practice, len(p.Considerations)))
		checkTexts(t, p.Practice, p.Considerations...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("MultiTenantPractices = %q", got)
	}
}

// 90 % by standard tiers, and the rest by exceptions.
func TestStandardShare(t *testing.T) {
	sum, err := catalog.StandardShare().Add(catalog.ExceptionLimit())
	if err != nil || sum != msp.MustParsePercent("100%") || catalog.ExceptionLimit() != msp.MustParsePercent("10%") {
		t.Errorf("%v and %v are %v, %v", catalog.StandardShare(), catalog.ExceptionLimit(), sum, err)
	}
}
