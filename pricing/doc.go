// Package pricing says what managed services cost and what they earn, exactly, with
// lines that explain themselves.
//
// An [AgreementSpec] is what a client pays for; compiled, it bills a period from the
// facts of that period:
//
//	agreement, err := pricing.AgreementSpec{
//		Client: "Acme", Currency: usd, Start: start,
//		Items: []pricing.Item{{
//			Name:     "Gold seats",
//			Price:    pricing.PerUser(decimal.NewFromInt(150), usd),
//			Quantity: pricing.Constant(25).With(january16, decimal.NewFromInt(30)),
//		}},
//	}.Compile()
//	statement, err := agreement.Bill(pricing.Input{Period: january, Balance: december.Balance})
//
//	fmt.Print(statement)
//	// Gold seats, 30 user, 2026-01-01/2026-02-01: 4137.10 USD
//	//     15/31 days of 25 user at 150 = 1814.52 USD
//	//     16/31 days of 30 user at 150 = 2322.58 USD
//	// total: 4137.10 USD
//	// due: 4137.10 USD
//
// What came to light after the invoice is billed by [Agreement.Adjust]; what comes
// next begins with statement.Balance. To rate a single quantity, a [Price] is enough:
// see [Rater.Amount] and [Rater.Explain]. Each part below works alone, too.
//
// # Concepts
//
// Each is in the file of its name:
//
//   - [Price], [Rater], [Quantity]: what a quantity of a unit costs; [Explanation],
//     [Detail]: why; [PerUser] and its neighbours: the models of the trade;
//   - [Timeline]: a quantity over time; [Cadence]: how often; [Prorate],
//     [ProrateParts], [ChangePlan]: parts of a period; [Ratchet]: seats that are
//     committed for a term; [Uplift]: prices that rise each year;
//   - [Discount], [Commitment], [CreditTerms]: what is taken off and added; [TaxAdded],
//     [TaxIncluded]: splitting off a tax;
//   - [LabourSpec], [Entry], [Material]: time and materials; [BlockSpec], [Block]: hours,
//     money or incidents that were paid before;
//   - [Project], [OutcomeSpec], [Exception]: milestones, fees by KPI, what does not fit
//     the catalogue;
//   - [AgreementSpec], [Agreement]: all of it; [Input], [Statement], [Line], [Balance]:
//     facts in, lines out; [Adjustment]: late facts;
//   - [PriceAtMargin], [GrossMargin], [BreakEven]: what is earned; [Compare],
//     [CrossOvers]: what other models would earn; [UsualRanges]: what others charge;
//   - [Recurring], [MRR], [Movements]: recurring revenue.
//
// # Prices
//
// With 40 units, and tiers of 150 up to 10 and 130 beyond:
//
//	mode        reads               40 units
//	per_unit    Rate                40 × Rate
//	graduated   Tiers               10 × 150 + 30 × 130 = 5,400
//	volume      Tiers               40 × 130 = 5,200
//	stairstep   Tiers, Flat only    the fee of the tier that holds 40
//	package     Rate, Size          4 × Rate, if a package has 10
//
// A tier goes up to and including its UpTo, also for fractions: 10.5 is in the next
// one. Included units, flat fees, a minimum and a maximum go around any mode, in the
// order that [Price] lists. A quantity of 0 costs nothing unless AtZero says so; one
// below zero and one of another unit are refused.
//
// # Rounding
//
//  1. A charge is formed exactly, multiplied first and divided once, and rounded once,
//     by the mode of the agreement. No ratio is ever rounded on its own: 99.99 × 25/30
//     is 83.33; the ratio rounded first gives 83.32.
//  2. The pieces of one charge (tiers, days) are rounded cumulatively, so that they sum
//     to it and a further cut moves no other boundary ([msp.Cumulative]).
//  3. Parallel shares (a discount over lines) are split by the largest remainder
//     ([msp.Money.Allocate]).
//  4. Prices that a client is quoted are rounded to the currency first, since these are
//     the figures that are multiplied: exceptions, uplifts, markups.
//  5. A total is the sum of its rounded lines, and a line that of its details. There is
//     no hidden adjustment.
//
// # Days
//
// This package knows civil dates and no instants, so no change of a clock can touch an
// amount. Periods are half-open. A part of a service period is its days over all days
// of the whole service period: a month has 28 to 31 parts, a year 365 or 366. Service
// periods follow one another from an anchor; those of the 29th to the 31st begin on the
// last day of shorter months, always counted from the anchor itself. The dates of use
// of block lots include their last day, as such contracts do.
//
// # A statement
//
// A statement is formed in this order:
//
//	fees          price of each service period: included units, tiers, flat fees, the
//	              price's own maximum and minimum; by days; the item's discounts
//	work          blocks first, then by the hour; materials
//	discounts     of the agreement, in its order, each on the running subtotal and never
//	              below zero
//	maximum       of the commitment period so far
//	minimum       on the statement that ends the commitment period
//	credits       for broken promises, up to their cap, never above the fees
//	carry         what is below zero goes into the next statement, or is paid out
//
// Discounts and credits alone never make a statement negative; rates below zero can.
//
// Bill and Adjust are pure functions of the agreement and the facts: billing twice
// gives the same statement twice, and a program stores nothing but facts and
// statements. For whatever order facts arrive in, the statement and its adjustments
// sum to the statement from all facts.
//
// # When to bill
//
// The statement of a period has all that falls into it: fees in advance and in arrears,
// metered units, work, materials. If the invoice goes out when the period is over, that
// is one Bill. If seats are invoiced on the first of the month and work when it is
// done, the invoice of 1 May is two calls, and its lines are those of both:
//
//	april, err := agreement.Adjust(preliminaryApril, factsOfApril)
//	may, err := agreement.Bill(pricing.Input{
//		Period: mayPeriod, Preliminary: true, Balance: april.Restated.Balance,
//	})
//
// What becomes known of April later (a time entry, a credit for its uptime) is one more
// Adjust of april.Restated; then may is adjusted, too.
//
// A contract from 15 March 2025 that is billed by calendar month has Start 2025-03-15
// and Anchor 2025-03-01. Its first period, 2025-03-01/2025-04-01 or from the 15th on,
// charges 17/31 of a month, and has 17/31 of a monthly minimum. Its uplift comes with
// the service period that begins on or after 15 March 2026: that of 1 April.
//
// # Units
//
// Rates, fees and costs in records are decimals in the currency's units (dollars, not
// cents) and may have more digits than it has; each number has at most 18 digits before
// and 18 after the point. Amounts are [msp.Money]. Units are the user's own words, in
// the singular: user, server, hour. Times are whole minutes: a program says how many of
// them were after hours, by package calendar.
//
// # Errors
//
// Records and facts are checked as a whole: [msp.Issues] names every finding with its
// path. A quantity of another unit is an [ErrUnit] error, amounts of two currencies an
// [msp.ErrCurrency] error, and what does not fit 64 bits of minor units an
// [msp.ErrOverflow] error, never a wrong number. Hostile numbers (1e10000, ten thousand
// digits) are refused in microseconds.
//
// # Cost
//
// Rating a quantity takes some tens of nanoseconds and does not allocate; 128-bit
// integers do the work, and fractions of any size where those do not fit, with the same
// answer. A statement takes about a microsecond a line, explained. docs/benchmarks.md
// has the figures beside the same programs in decimals.
//
// # Laws
//
// Each is tested with random values against exact fractions computed otherwise:
//
//   - an amount is the rounding of the exact number; graduated prices are continuous and
//     monotone; refining a tier changes nothing; a package of one is a unit;
//   - parts of a period sum to the whole; used and unused are what was charged; a cut
//     changes only the part it cuts;
//   - discounts and credits stay within what they are taken off; their order is the
//     list's; a minimum is never above the maximum;
//   - lines sum to the total, details to the line, in whatever order items and facts are;
//   - two adjacent periods come to what the whole does, for fees that nothing changes;
//   - under rounding up, time billed is never less than time spent, and per ticket never
//     more than per entry;
//   - of a block, opening + granted = burned + forfeited + expired + closing;
//   - a price at a margin has that margin, to a minor unit; markup = margin ÷ (1 − margin);
//   - recurring revenue adds up before it is rounded; uplifts compound on anniversaries.
//
// # What is not here
//
// A tax engine (rates, places, exemptions), exchange rates, numbering of invoices,
// payments and dunning, calendars. Percents of service credits come from package sla;
// ratios of recurring revenue (retention, churn) are KPIs of package metrics.
//
// # Sources
//
// The models and the usual ranges of prices are those of published articles on managed
// services; [UsualRanges] names the source of each figure. They check a price and are
// never a default. The factors of cadences (52/12 weeks a month) are the convention of
// recurring revenue.
package pricing
