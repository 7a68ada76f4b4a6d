package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// Sources of what is published here, as the records name them.
const (
	compass       = "ITIL v5 Compass, Managed Service Providers"
	managedModel  = "A simple managed IT services model"
	whatIsAnMSP   = "What is an MSP"
	operatingText = "What Is an MSP Operating Model"
)

// A PublishedTier is a tier of services as a source describes it, in its words. What the
// source does not state is not there. The figures as targets: [sla.BronzeResponse] and its
// sisters; the prices: [pricing.UsualRanges].
type PublishedTier struct {
	Name         string
	Extends      string   // the tier whose inclusions it has too
	ServiceLevel []string // "4-hour response"
	Inclusions   []string // its own, beside those of Extends
	Source       string
}

// PublishedTiers returns the four tiers of ITIL v5 Compass, Managed Service Providers,
// Service Catalogue Design, the least first. Its extended hours are not further stated, and
// neither are uptimes.
func PublishedTiers() []PublishedTier {
	const source = compass + ", Service Catalogue Design"
	return []PublishedTier{
		{
			Name:         "Bronze",
			ServiceLevel: []string{"business hours support", "next-day response"},
			Inclusions:   []string{"monitoring", "patching", "basic help desk"},
			Source:       source,
		},
		{
			Name:         "Silver",
			Extends:      "Bronze",
			ServiceLevel: []string{"extended hours", "4-hour response", "monthly reviews"},
			Inclusions:   []string{"proactive maintenance", "quarterly reporting"},
			Source:       source,
		},
		{
			Name:         "Gold",
			Extends:      "Silver",
			ServiceLevel: []string{"24/7 support", "1-hour response", "dedicated engineer"},
			Inclusions:   []string{"priority escalation", "weekly reviews", "vCIO"},
			Source:       source,
		},
		{
			Name:         "Platinum",
			Extends:      "Gold",
			ServiceLevel: []string{"24/7", "15-min response", "named team"},
			Inclusions:   []string{"co-managed IT", "strategic planning", "embedded staff"},
			Source:       source,
		},
	}
}

// A PublishedTierAlias is another name of a tier, with what another source puts into it.
// The contents of both are not blended.
type PublishedTierAlias struct {
	Name       string   // "Basic"
	Tier       string   // "Bronze"
	Inclusions []string // all of them; nothing is said of one tier extending another
	Source     string
}

// PublishedTierAliases returns the three tiers of "What is an MSP", Tiered Pricing, which
// has two names for each and none for Platinum. Their prices are in [pricing.UsualRanges].
func PublishedTierAliases() []PublishedTierAlias {
	const source = whatIsAnMSP + ", Tiered Pricing"
	return []PublishedTierAlias{
		{"Basic", "Bronze", []string{"core monitoring", "limited support"}, source},
		{"Standard", "Silver", []string{"monitoring", "maintenance", "help desk services"}, source},
		{"Premium", "Gold", []string{"full managed IT service", "extended support", "strategic planning"}, source},
	}
}

// A PublishedCriticalityTier is a criticality tier of services as the source describes it.
type PublishedCriticalityTier struct {
	Tier     sla.Criticality
	Services []string // examples

	// Uptime is the figure, and OrMore says that it is written with a plus: the upper end is
	// open.
	Uptime msp.Percent
	OrMore bool

	// Response is as stated: "15-minute". Empty: it is not stated.
	Response string

	Source string
}

// PublishedCriticality returns the three criticality tiers of "A simple managed IT services
// model", The Four Pillars, the gravest first. Tier 2 has no response. The figures alone:
// [sla.Criticality.Uptime].
func PublishedCriticality() []PublishedCriticalityTier {
	const source = managedModel + ", The Four Pillars"
	uptime := func(tier sla.Criticality) msp.Percent {
		percent, _ := tier.Uptime()
		return percent
	}
	return []PublishedCriticalityTier{
		{
			Tier:     sla.CriticalityTier1,
			Services: []string{"email", "core business applications", "network connectivity"},
			Uptime:   uptime(sla.CriticalityTier1),
			OrMore:   true,
			Response: "15-minute",
			Source:   source,
		},
		{
			Tier:     sla.CriticalityTier2,
			Services: []string{"collaboration tools", "reporting systems"},
			Uptime:   uptime(sla.CriticalityTier2),
			Source:   source,
		},
		{
			Tier:     sla.CriticalityTier3,
			Services: []string{"development environments", "non-critical tools"},
			Uptime:   uptime(sla.CriticalityTier3),
			Response: "next-business-day",
			Source:   source,
		},
	}
}

// StandardShare returns the share of what clients need that standard tiers are to cover,
// 90 %: ITIL v5 Compass, Managed Service Providers, Service Catalogue Design.
func StandardShare() msp.Percent { return msp.MustParsePercent("90%") }

// ExceptionLimit returns the share that is left for documented exceptions, 10 %, priced by
// their complexity: the same place. The limit itself is within; see [ExceptionShare].
func ExceptionLimit() msp.Percent { return msp.MustParsePercent("10%") }
