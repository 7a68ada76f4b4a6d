package metrics

import "github.com/mspkit/msp"

// EndpointMonths are the endpoints under management for a time: the average of the
// start and the end, for so many months. Months that are not set are undefined, and
// so is what is computed from them.
type EndpointMonths struct {
	Start, End int64
	Months     msp.Ratio // 1, 3, 12; 1/2 is half a month
}

// over returns the endpoint months, and the average number of endpoints, rounded
// down, as the sample.
func (e EndpointMonths) over(f *formula) (endpointMonths msp.Ratio, n int64) {
	average := f.mean(f.count("endpoints at the start", e.Start), f.count("endpoints at the end", e.End))
	return f.mul(average, f.unsigned("months", e.Months)), f.size(average)
}

// TicketsPerEndpoint returns the tickets for each endpoint and month. It is
// undefined, for [ReasonZeroDenominator], without endpoints or in no time. The
// sample is the average number of endpoints, rounded down. A number below zero is
// an [msp.ErrRange] error.
func TicketsPerEndpoint(tickets int64, during EndpointMonths) (KPI, error) {
	var f formula
	den, n := during.over(&f)
	return f.quotient(Definition{
		Name:  "tickets_per_endpoint_month",
		Title: "Tickets per endpoint and month",
		Text:  "tickets ÷ (average endpoints × months); average endpoints = (start + end) ÷ 2",
	}, f.count("tickets", tickets), den, UnitNumber, n)
}

// ReactiveHoursPerEndpoint returns the hours of reactive work for each endpoint and
// month: support that somebody had to ask for. It is undefined and fails as
// [TicketsPerEndpoint] does.
func ReactiveHoursPerEndpoint(hours msp.Ratio, during EndpointMonths) (KPI, error) {
	var f formula
	den, n := during.over(&f)
	return f.quotient(Definition{
		Name:  "reactive_hours_per_endpoint_month",
		Title: "Reactive hours per endpoint and month",
		Text:  "hours of reactive work ÷ (average endpoints × months); average endpoints = (start + end) ÷ 2",
	}, f.unsigned("reactive hours", hours), den, UnitNumber, n)
}

// ProactiveRatio returns the share of planned and proactive work in all work, by
// hours. It is undefined, for [ReasonZeroDenominator], where nobody worked. Hours
// below zero are an [msp.ErrRange] error.
func ProactiveRatio(proactive, reactive msp.Ratio) (KPI, error) {
	var f formula
	planned := f.unsigned("proactive hours", proactive)
	return f.quotient(Definition{
		Name:  "proactive_ratio",
		Title: "Proactive ratio",
		Text:  "proactive hours ÷ (proactive + reactive hours)",
	}, planned, f.add(planned, f.unsigned("reactive hours", reactive)), UnitShare, 1)
}

// OutOfScopeShare returns the share of the hours worked that no agreement covers:
// what scope creep costs. It is undefined, for [ReasonZeroDenominator], where nobody
// worked. Hours below zero, and more out of scope than in all, are [msp.ErrRange]
// errors.
func OutOfScopeShare(outOfScope, worked msp.Ratio) (KPI, error) {
	return shareOfHours(Definition{
		Name:  "out_of_scope_share",
		Title: "Out-of-scope share of hours",
		Text:  "hours out of the scope of agreements ÷ hours worked",
	}, "out-of-scope hours", outOfScope, worked)
}

// OutOfScopeBilled returns the share of the hours out of scope that was billed. It
// is undefined, for [ReasonZeroDenominator], where there are none, and fails as
// [OutOfScopeShare] does.
func OutOfScopeBilled(billed, outOfScope msp.Ratio) (KPI, error) {
	return shareOfHours(Definition{
		Name:  "out_of_scope_billed",
		Title: "Billed share of out-of-scope hours",
		Text:  "hours out of the scope of agreements that were billed ÷ hours out of the scope of agreements",
	}, "billed hours", billed, outOfScope)
}

// shareOfHours returns part ÷ all. An undefined part of something is no more than it.
func shareOfHours(d Definition, field string, part, all msp.Ratio) (KPI, error) {
	var f formula
	f.unsigned(field, part)
	f.unsigned("hours", all)
	if all.Defined() && part.Compare(all) > 0 {
		f.refuse(msp.ErrRange, field, part.String(), "more than the "+all.String()+" hours in all")
	}
	return f.quotient(d, part, all, UnitShare, 1)
}
