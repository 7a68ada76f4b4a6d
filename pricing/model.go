package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// The models by which managed services are priced. Each function returns a plain
// [Price] or [Offer]: take it and change what your contracts say otherwise. Rates
// and fees are in the currency's units and may have more digits than it.
//
//	model              what it is here
//	per user           PerUser: one rate, whatever devices a user has
//	per device         PerDevice: one rate for each class of devices
//	tiered bundle      Bundle: a package of services per user or device
//	all-inclusive      AllInclusive: one fee for everything
//	monitoring-only    MonitoringOnly: as per device, remediation not included
//	hourly, break/fix  Hourly, BreakFix; contracts with more rules have labour rules
//	fixed price        FixedProject, paid at its milestones
//	à la carte         ALaCarte: several prices side by side
//	outcome-based      OutcomeSpec: a fee at the level that a KPI reaches
//	custom             Exception: a standard price times a complexity

// DeviceClasses returns the usual classes of devices: server, laptop, desktop,
// mobile, network. They are a preset; a class is any unit that you count.
func DeviceClasses() []string {
	return []string{"server", "laptop", "desktop", "mobile", "network"}
}

// BundleTiers returns the usual names of tiered bundles, the smallest first:
// Bronze, Silver, Gold, Platinum. They are a preset; a bundle has any name.
func BundleTiers() []string {
	return []string{"Bronze", "Silver", "Gold", "Platinum"}
}

// PerUser is a fee for each user, unit "user". That the devices of a user cost
// nothing more, an [Offer] says with Includes.
func PerUser(rate decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Unit: "user", Rate: rate}
}

// PerDevice is a fee for each device of a class; the class is the unit. See
// [DeviceClasses].
func PerDevice(class string, rate decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Unit: class, Rate: rate}
}

// MonitoringOnly is a fee for each monitored device of a class, for alerts alone.
// The unit is the class, as for [PerDevice]: a server counts as a server, whatever
// is done for it. Where some devices are managed and others only monitored, count
// them as two units.
func MonitoringOnly(class string, rate decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Unit: class, Rate: rate}
}

// AllInclusive is one fee for the client as a whole, due at any quantity. It has
// no unit, and so it takes a quantity of no unit only: the zero [Quantity] will do.
// A fee of 0 is no price and is a finding.
func AllInclusive(fee decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Flat: fee, AtZero: true}
}

// Hourly is a rate for an hour of work, unit "hour". Quantities are exact: the
// rounding to increments is for the labour rules of an agreement.
func Hourly(rate decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Unit: "hour", Rate: rate}
}

// BreakFix is [Hourly] with a call-out fee for each job that took any time. The
// fee may be 0.
func BreakFix(rate, callOut decimal.Decimal, c msp.Currency) Price {
	return Price{Currency: c, Unit: "hour", Rate: rate, Flat: callOut}
}

// Bundle is one package of services, by its name, for each user, device or other
// unit. See [BundleTiers].
func Bundle(name, unit string, rate decimal.Decimal, c msp.Currency) Offer {
	return Offer{Name: name, Prices: []Price{{Currency: c, Unit: unit, Rate: rate}}}
}

// ALaCarte is a plan of services that the client chose one by one, each with its
// own price. The prices are copied.
func ALaCarte(name string, prices ...Price) Offer {
	o := Offer{Name: name}
	for _, p := range prices {
		o.Prices = append(o.Prices, p.clone())
	}
	return o
}
