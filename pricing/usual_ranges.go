package pricing

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// UsualRanges returns the ranges of one article, as it states them: US dollars a
// month.
//
//	model                 unit      range     stated in
//	tier Basic/Bronze     –         70–90     list
//	tier Standard/Silver  –         80–100    list
//	tier Premium/Gold     –         100–150   list
//	per user              user      125–250   text
//	endpoint              endpoint  50–100    text
//	server                server    200–400   text and list
//	end-user device       device    50–100    list; a laptop, desktop or mobile
//	network equipment     network   25–85     list
//	monitoring device     device    10–30     text
//	monitoring device     device    10–30+    list
//	monitoring server     server    75–350    text and list
//	monitoring network    network   20–100+   list
//
// What the article states twice stands here twice, each with its place. It does
// not say what the tier prices are for, and has none for a Platinum tier, an hour
// or a project. Each call returns a new slice.
func UsualRanges() []UsualRange {
	const (
		tiers   = "Tiered Pricing, list"
		user    = "Per-User Pricing, text"
		text    = "Per-Device Pricing, text"
		list    = "Per-Device Pricing, list"
		monText = "Monitoring-only pricing, text"
		monList = "Monitoring-only pricing, list"
	)
	return []UsualRange{
		usualRange("tier Basic/Bronze", "", 70, 90, tiers),
		usualRange("tier Standard/Silver", "", 80, 100, tiers),
		usualRange("tier Premium/Gold", "", 100, 150, tiers),
		usualRange("per user", "user", 125, 250, user),
		usualRange("endpoint", "endpoint", 50, 100, text),
		usualRange("server", "server", 200, 400, text),
		usualRange("server", "server", 200, 400, list),
		usualRange("end-user device", "device", 50, 100, list),
		usualRange("network equipment", "network", 25, 85, list),
		usualRange("monitoring device", "device", 10, 30, monText),
		usualRange("monitoring device", "device", 10, 30, monList).andMore(),
		usualRange("monitoring server", "server", 75, 350, monText),
		usualRange("monitoring server", "server", 75, 350, monList),
		usualRange("monitoring network", "network", 20, 100, monList).andMore(),
	}
}

func usualRange(model, unit string, low, high int64, place string) UsualRange {
	return UsualRange{
		Model: model, Unit: unit, Low: decimal.NewFromInt(low), High: decimal.NewFromInt(high),
		Currency: msp.MustParseCurrency("USD"), Cadence: Month,
		Source: "Captain IT, What is a Managed Service Provider (MSP)?, " + place,
	}
}

func (r UsualRange) andMore() UsualRange {
	r.Open = true
	return r
}

// UsualRangesOf returns the ranges of one model, by its exact name in
// [UsualRanges]; there are none for another name.
func UsualRangesOf(model string) []UsualRange {
	return slices.DeleteFunc(UsualRanges(), func(r UsualRange) bool { return r.Model != model })
}
