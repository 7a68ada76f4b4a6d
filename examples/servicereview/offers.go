package main

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// allInclusive is the name of the one model that has no usual range.
const allInclusive = "all-inclusive"

// Units with a meaning here. A client may have counts of others.
const (
	unitUser    = "user"
	unitHour    = "hour"
	unitServer  = "server"
	unitNetwork = "network"
)

// An offerRange is a model at either end of its range.
type offerRange struct {
	words     string
	low, high pricing.Offer
}

// usual returns the usual range of a model. Of two that differ in the open upper end,
// it is the open one.
func usual(model string) pricing.UsualRange {
	var found pricing.UsualRange
	for _, r := range pricing.UsualRangesOf(model) {
		if found.Model == "" || r.Open {
			found = r
		}
	}
	return found
}

// offers returns the models for the counts: those with a usual range at its ends, the
// all-inclusive fee at two margins on what the service cost.
func (m *Models) offers(book *Book) []offerRange {
	return []offerRange{
		m.everything("per user", "per user"),
		m.devices("per device", usualClass),
		m.everything("Bronze bundle", "tier Basic/Bronze"),
		m.everything("Silver bundle", "tier Standard/Silver"),
		m.everything("Gold bundle", "tier Premium/Gold"),
		m.atMargin(),
		m.monitoring(book.Hour),
	}
}

// usualClass returns the range of a class of devices.
func usualClass(unit string) pricing.UsualRange {
	switch unit {
	case unitServer:
		return usual("server")
	case unitNetwork:
		return usual("network equipment")
	case "laptop", "desktop", "mobile":
		return usual("end-user device")
	}
	return pricing.UsualRange{}
}

// monitoredClass returns the range of monitoring a class of devices.
func monitoredClass(unit string) pricing.UsualRange {
	switch unit {
	case unitServer:
		return usual("monitoring server")
	case unitNetwork:
		return usual("monitoring network")
	case "laptop", "desktop", "mobile":
		return usual("monitoring device")
	}
	return pricing.UsualRange{}
}

// everything returns a model in which a user's fee is for all there is.
func (m *Models) everything(name, model string) offerRange {
	r := usual(model)
	out := offerRange{words: r.Ends() + " a user"}
	out.low = pricing.Bundle(name, unitUser, r.Low, r.Currency)
	out.high = pricing.Bundle(name, unitUser, r.High, r.Currency)
	out.low.IncludesAll, out.high.IncludesAll = true, true
	for _, q := range m.Counts {
		if q.Unit() == unitUser && !q.IsZero() {
			return out
		}
	}
	return offerRange{}
}

// devices returns a model in which each class of devices has its fee; users and work
// are included.
func (m *Models) devices(name string, of func(unit string) pricing.UsualRange) offerRange {
	out := offerRange{words: "each class"}
	var low, high []pricing.Price
	for _, q := range m.Counts {
		if r := of(q.Unit()); r.Model != "" && !q.IsZero() {
			low = append(low, pricing.PerDevice(q.Unit(), r.Low, r.Currency))
			high = append(high, pricing.PerDevice(q.Unit(), r.High, r.Currency))
		}
	}
	out.low, out.high = pricing.ALaCarte(name, low...), pricing.ALaCarte(name, high...)
	out.low.Includes = []string{unitUser, unitHour}
	out.high.Includes = out.low.Includes
	return out
}

// monitoring returns a model in which devices are monitored and all work is charged by
// the hour, at the list price.
func (m *Models) monitoring(hour decimal.Decimal) offerRange {
	out := m.devices("monitoring + hourly", monitoredClass)
	if hour.IsZero() || len(out.low.Prices) == 0 {
		return offerRange{}
	}
	hourly := pricing.Hourly(hour, usd())
	out.words = "each class, and " + hour.String() + " an hour"
	for _, o := range [...]*pricing.Offer{&out.low, &out.high} {
		o.Prices = append(o.Prices, hourly)
		o.Includes = []string{unitUser}
	}
	return out
}

// atMargin returns an all-inclusive fee: there is no usual range for one, so it is
// what leaves at least 30% and 50% of it after what the service cost.
func (m *Models) atMargin() offerRange {
	low, err := pricing.PriceAtMargin(m.Own.Cost, msp.MustParsePercent("30%"), msp.Up)
	high, err2 := pricing.PriceAtMargin(m.Own.Cost, msp.MustParsePercent("50%"), msp.Up)
	if err != nil || err2 != nil || low.IsZero() {
		return offerRange{}
	}
	fee := func(fee msp.Money) pricing.Offer {
		return pricing.Offer{Name: allInclusive, Prices: []pricing.Price{pricing.AllInclusive(fee.Decimal(), fee.Currency())}, IncludesAll: true}
	}
	return offerRange{"a margin of 30–50%, no usual range", fee(low), fee(high)}
}
