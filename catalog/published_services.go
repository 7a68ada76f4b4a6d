package catalog

// A PublishedService is a service that a catalogue may have, by the name of the source.
type PublishedService struct {
	Category Category
	Name     string // "Help desk support"
}

// PublishedServices returns the 28 services of "A simple managed IT services model",
// Building Your Service Catalog, in its order: 6 for end users, 5 of infrastructure, 4 of
// the cloud, 5 of security, 4 of applications and 4 strategic ones.
func PublishedServices() []PublishedService {
	var services []PublishedService
	for _, c := range [...]struct {
		category Category
		names    []string
	}{
		{CategoryEndUser, []string{
			"Help desk support", "Device provisioning", "Onboarding/offboarding",
			"Password resets", "Software installation", "VPN support",
		}},
		{CategoryInfrastructure, []string{
			"Server management", "Network monitoring", "Storage management",
			"Backup and recovery", "Patch management",
		}},
		{CategoryCloud, []string{
			"Azure subscription management", "Microsoft 365 tenant administration",
			"License optimization", "Cloud cost governance",
		}},
		{CategorySecurity, []string{
			"Endpoint protection", "Vulnerability scanning", "SIEM monitoring",
			"Incident response", "Compliance reporting",
		}},
		{CategoryApplication, []string{
			"SharePoint administration", "Power Platform governance",
			"Business application support", "Integration management",
		}},
		{CategoryStrategic, []string{
			"Technology roadmap planning", "Architecture reviews", "Capacity planning", "Vendor management",
		}},
	} {
		for _, name := range c.names {
			services = append(services, PublishedService{c.category, name})
		}
	}
	return services
}

// ServiceEntryParts returns the seven parts of a catalogue's entry for a service, by the
// same section of the source as [PublishedServices].
func ServiceEntryParts() []string {
	return []string{
		"service description", "service owner", "delivery team", "SLA tier",
		"hours of coverage", "escalation path", "key performance indicators",
	}
}

// A PublishedScope is a model of managed services by how much of them the provider does.
type PublishedScope struct {
	Name     string   // "fully managed"
	Provider []string // what the provider does
	Client   []string // what stays with the client's own people. Empty: not stated.
	Source   string
}

// PublishedScopes returns five models of "What is an MSP": the two by scope, the two by
// service, of Types of MSP Models, and the one that Monitoring-only pricing describes.
func PublishedScopes() []PublishedScope {
	const types = whatIsAnMSP + ", Types of MSP Models"
	return []PublishedScope{
		{
			Name:     "fully managed",
			Provider: []string{"infrastructure management", "end-user support", "monitoring", "maintenance", "security operations"},
			Source:   types,
		},
		{
			Name:     "co-managed",
			Provider: []string{"monitoring", "security", "patch management", "help desk escalation"},
			Client:   []string{"strategic decisions", "day-to-day priorities"},
			Source:   types,
		},
		{
			Name:     "cloud",
			Provider: []string{"cloud migration", "resource optimization", "performance monitoring", "access management", "maintenance of cloud workloads"},
			Source:   types,
		},
		{
			Name:     "managed security",
			Provider: []string{"threat detection", "security monitoring", "vulnerability management", "incident response", "compliance enforcement"},
			Source:   types,
		},
		{
			Name:     "monitoring-only",
			Provider: []string{"system monitoring", "alerting"},
			Client:   []string{"remediation", "support"},
			Source:   whatIsAnMSP + ", Monitoring-only pricing",
		},
	}
}
