// Package metrics counts how a service is doing: rates, times and quantiles, each
// exact, with the size of its sample, and undefined where there is nothing to say.
//
// Say what counts with a classifier of your own type, collect, and ask for the
// [Value]:
//
//	kept := func(t *Ticket) msp.Outcome { … } // met, missed, pending or excluded
//
//	rate, err := metrics.Collect(slices.Values(tickets), metrics.RateBy(kept))
//	rate.Value().Percent(1, msp.HalfUp) // "97.5%", or "n/a"
//
// # Model
//
// A KPI is a definition: which items count, what of them is success, in which unit.
// The definition is the caller's classifier; this package counts. The concepts,
// each in the file of its name:
//
//   - [Rate]: how often something came out well, of those that were judged;
//   - [Times]: how long it took, with what is still open beside it;
//   - [Sample]: observations for exact quantiles, by a [QuantileRule] that is named;
//   - [Value]: the answer, a number with its [Unit] and sample, or a reason;
//   - [Reliability]: MTBF, MTRS and MTBSI of outages in agreed time;
//   - [Collect], [GroupBy]: one pass over a sequence, in all or by group.
//
// Rate and Times are accumulators: they hold integers only, so that parts counted
// anywhere, in any order, merge to the whole exactly.
//
// # Units and boundaries
//
// A share is a fraction of 1 and is shown in percent. A duration is in nanoseconds;
// whether they are of the calendar or of business hours is for who measured them.
// Exactly due is kept: a classifier compares with ≤.
//
// # Undefined
//
// There is no NaN, and a rate over nothing is not 0%. The reason is a code:
//
//	no-observations        a mean, a quantile or a duration over nothing
//	zero-denominator       a ratio over zero, a rate of nothing judged included
//	negative-denominator   a ratio whose definition leaves it undefined then
//	too-few-observations   fewer than the statistic needs
//	not-reached            a median that fewer than half have reached
//
// Undefined values print "n/a", and comparing one is an error.
//
// # Rounding
//
// Numbers stay fractions of integers to the end. [Value.Percent], [Value.Fixed] and
// [Value.Duration] round once, to the places and in the mode they are given.
//
// # Errors
//
// An outcome that is none is an error that names the item, so that nothing is lost
// uncounted; more than 2⁶³ − 1 items are [msp.ErrOverflow]. A quantile outside 0 to
// 1 and a rule that is not stated are [msp.ErrRange]. Two units that meet are
// [ErrUnit]. No question panics.
//
// # Laws
//
// Each is a property test.
//
//  1. met + missed + pending + excluded = items; a rate lies in [0, 1], and is
//     undefined if and only if met + missed = 0.
//  2. One more Met never lowers a rate, one more Missed never raises it, the others
//     change nothing.
//  3. Merge is associative and commutative, the zero is its identity, and the parts
//     of any partition merge to the whole.
//  4. The order of items does not matter; counting all of them twice changes no
//     rate, mean, least, greatest, nor a quantile by nearest rank.
//  5. min ≤ mean ≤ max, and quantiles lie between them and grow with p.
//  6. Sums, means and quantiles are those of rational arithmetic.
//  7. A pooled rate lies between the rates of its parts.
//  8. MTBSI = MTBF + MTRS; outages are idempotent, in any order, and what is up and
//     down is what package sla measures.
//
// # Cost
//
// Collecting costs some tens of nanoseconds an item and allocates nothing for it.
// A sample keeps eight bytes an observation and is sorted once; a quantile then
// looks at two of them.
//
// # What it does not do
//
// It has no named definitions of KPIs, target sets, scorecards, histograms and
// trends yet, and accumulators have no binary form.
//
// # Sources
//
// The quantile rules are types 1 and 7 of Hyndman and Fan, Sample Quantiles in
// Statistical Packages, 1996. The codes of reasons are those of the conformance
// vectors, testdata/vectors/metrics/README.md.
package metrics
