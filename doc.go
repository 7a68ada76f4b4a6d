// Package msp is the vocabulary of managed services: exact money and rates,
// civil dates, priorities, conditions, outcomes, and the findings and reasons
// that every other package of the module answers with.
//
// The module is domain logic as pure Go values. It answers five questions,
// exactly and with a reason:
//
//  1. When is this due, and was it kept? Packages calendar and sla.
//  2. What does this cost, and what does it earn? Package pricing.
//  3. Who must act now, and who next? Package escalation.
//  4. What has this client been promised, and can it be kept? Package catalog.
//  5. How are we doing? Package metrics.
//
// Begin with the package of your question; catalog composes the others. This one comes
// along by itself, since the others take and return its types. An amount of money is read
// with [ParseMoney] or made with [NewMoney], a rate with [ParsePercent], a date with
// [ParseDate].
//
// # Vocabulary
//
//	Date, Period      a civil day; a half-open range [from, to) of days
//	Currency, Money   what is counted, and an exact amount of it
//	Percent           a rate that people write down: 12.5%, always with its sign
//	Ratio             what was counted: an exact fraction, or undefined
//	Rounding          which way an exact number goes when it is cut
//	Cumulative        rounding along time and tiers; Money.Allocate splits in parallel
//	Priority          P1, the most urgent, to P9
//	Condition         attribute → allowed values, all must hold
//	Outcome, Tally    met, missed, pending, excluded; and how often each
//	Issue, Code       a finding about a record, and its stable kind
//	Reason            why an answer is what it is, as data
//
// A type is here if two or more packages exchange it. There is no policy, no
// opinion and no arithmetic on instants in this package; package calendar has
// the latter.
//
// # Values and records
//
// Values (Money, Percent, Ratio, Date …) are small, opaque and immutable; they
// are safe for concurrent use and, except for Reason, comparable with ==, so they
// can be keys of a map. What changes a value returns a new one.
//
// Records (Condition here; a week, a policy or a price elsewhere) are what people
// write down: plain types with exported content and JSON. A record is checked
// once, by Validate or on its way into a value by Compile. Validate returns every
// finding, warnings too, as [Issues], sorted by path; Compile fails only if one
// of them is an error.
//
// # Zero values
//
// The zero value of every type is said in its first paragraph. Where it means
// "none" (Date, Period, Currency, Priority, Outcome, Rounding) it has the empty
// text and is NULL in SQL. Where it means something, it has a text: the zero Money
// is "0", the zero Percent "0%", the zero Ratio "undefined" (NULL in SQL). All of
// them read back.
//
// # Exactness and rounding
//
// Money is an integer number of minor units, a Percent a finite decimal, a Ratio
// a fraction of integers of any practical size. Operations are exact, or they
// take a [Rounding] and round the exact result once: multiply first, divide once,
// round once. [decimal.Decimal] appears at the edges only, and float64 only in
// methods that are named for it. Nothing wraps, saturates or answers NaN.
//
//	what                    range                       beyond it
//	Date                    0001-01-01 to 9999-12-31    ErrRange
//	digits of a Currency    0 to 18                     ErrRange
//	Money                   −2⁶³ to 2⁶³ − 1 minor units ErrOverflow; in a text ErrRange
//	Percent                 18 digits, 16 after point   ErrOverflow; in a text ErrRange
//	Ratio                   terms below 2³³²¹           ErrOverflow; in a text ErrRange
//	Tally                   2⁶³ − 1 outcomes            ErrOverflow
//	decimals as operands    1000 digits, any exponent   ErrRange
//
// # Errors
//
// A sentinel says which kind of error it is, for [errors.Is]: [ErrSyntax],
// [ErrRange], [ErrPrecision], [ErrCurrency], [ErrOverflow], [ErrUndefined],
// [ErrInvalid]. A type says with what, for [errors.As]: [*InputError] the text
// that was refused, [*MismatchError] and [*OverflowError] the operands, [Issues]
// all findings about a record; each [Code] is an error to ask for. Messages have
// the form
//
//	msp: date "2026-02-30": no such day between 0001-01-01 and 9999-12-31
//
// Only the Must functions panic; they are for constants in code. Hostile input,
// such as an exponent of 1e10000 or a text of ten thousand digits, is refused in
// microseconds, and errors keep no more than 64 bytes of it.
//
// # Text, JSON and SQL
//
// A value has one text, which String returns and the Parse function of its type
// reads; other spellings that Parse accepts are listed there and are never
// produced. In JSON a value is that text as a string, also as a key. Money and
// Tally are objects, {"amount":"12.50","currency":"USD"}. Reading is strict:
// unknown and repeated keys, null, and amounts as JSON numbers are errors. (For a
// value that is a string encoding/json itself skips a null, and the value stays as
// it was.) Values with a text implement [driver.Valuer] and [database/sql.Scanner]
// with it.
//
// # Laws
//
// Each is tested with random values, against integers of any size where there
// is something to compute:
//
//  1. Text, JSON and SQL bring back an equal value, the zero value included.
//  2. Adding money is commutative, and associative where nothing overflows; the
//     zero Money is its identity. Money and Ratio agree with big integers.
//  3. Every rounding is the rounding of the exact number. HalfUp, HalfEven, Up
//     and Down treat −x as the mirror image of x.
//  4. Allocated parts sum to the whole, each within one unit of its share; a
//     weight of zero gets zero; −m mirrors m; only proportions count.
//  5. Cumulative pieces sum to the rounded total, and a cut moves no other
//     boundary.
//  6. Compare is a total order, and 0 exactly where == holds.
//  7. Merging tallies is associative and commutative with the empty one as
//     identity; a rate is undefined exactly if nothing is judged.
//
// # Names of parameters
//
// Throughout the module m is an amount of money, c a currency (or a condition), p
// a percent, period or priority, r a ratio, rounding or reason, d a date or a
// decimal, mode a rounding, what, text and input a text being read, b a buffer
// that is appended to, and other the second operand of a method.
//
// # What is not here
//
// Exchange rates, tax rules, currency symbols and the formats of countries; the
// time of day and zones, which are in package calendar.
package msp
