// Package calendar says when a service is open.
//
// Write the hours down as a [Spec], compile it once, and ask the [Calendar]:
//
//	desk, err := calendar.Spec{
//		Zone:  "Europe/London",
//		Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:30; Sat 10:00-14:00"),
//		Holidays: calendar.Rules{
//			{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NextFree},
//		},
//	}.Compile(nil)
//
//	desk.IsOpen(t)               // is someone there?
//	desk.Between(opened, closed) // how long did we have?
//	desk.Add(opened, 4*time.Hour) // until when do we have?
//
// # Model
//
// A calendar is a set of instants. Everything follows from its working-time
// function C(t), the open time before t: [Calendar.Between] is C(b) - C(a),
// [Calendar.Add] its inverse, [Calendar.IsOpen] its slope. C never falls, so the
// answers fit together; the laws below say how.
//
// The concepts, each in the file of its name:
//
//   - [TimeOfDay], [Shift], [Week]: the hours, as people write them;
//   - [Rule], [Pattern], [Substitute], [Rules]: dates that recur;
//   - [Spec]: a calendar as written, with its JSON and its findings;
//   - [Calendar]: the compiled value, with working time ([Calendar.Add]), edges
//     nearby ([Calendar.NextOpen]), [Calendar.Spans], [Calendar.Explain] and
//     business days ([Calendar.IsBusinessDay]);
//   - [Union], [Intersect], [Subtract], [Complement], [Calendar.Covers]: calendars
//     made of calendars, across zones;
//   - [LocalTime], [InstantOf], [IntervalOf]: the one law of local time;
//   - [Interval], [Intervals]: plain stretches of time, such as outages.
//
// Parameters: t is an instant, a and b or from and to the ends of a half-open
// range, d an amount of open time, zone a time zone.
//
// # Units and boundaries
//
// Time is counted in nanoseconds. Edges of hours are whole seconds of a local
// clock. Every range is half-open: at 09:00:00 an office open 09:00-17:00 is open,
// at 17:00:00 it is closed. Results are in the calendar's zone; the Location that
// an argument carries never changes an answer, and neither does a monotonic clock
// reading in it.
//
// Dates are those of the years 1 to 9999. Before and after, a compiled calendar is
// closed, and [Always] is open. Nothing wraps: [Calendar.Between] cuts more than
// 292 years to the longest [time.Duration], and [Calendar.CheckedBetween] reports
// that.
//
// # Local time
//
// Clocks are set forward and back, sometimes at midnight (Santiago), by thirty
// minutes (Lord Howe) or by a whole day (Apia, 2011). One law turns every local
// edge, start or end, into an instant: [InstantOf] is the first instant at which
// the zone's clock shows that time or later. So a shift that begins in a skipped
// hour begins at the change, an hour that occurs twice counts twice where a shift
// spans it, a shift that lies within a skipped hour is empty, and 24x7 is elapsed
// time in every zone.
//
//	New York, 8 March 2026: the clock goes from 02:00 to 03:00.
//	A shift 01:00-03:30 lasts an hour and a half.
//	1 November 2026: it goes from 02:00 back to 01:00.
//	The same shift lasts three hours and a half.
//
// # Order of precedence
//
// [Spec] tells how hours, special hours, holidays, extra opening and breaks come
// together on a date, and who owns a shift that runs past midnight.
//
// # Time zones
//
// Whatever needs a zone by name takes a [ZoneSource]; nil is [time.LoadLocation],
// which reads the machine's zone files or those a program embeds with
//
//	import _ "time/tzdata"
//
// Governments change their clocks at short notice, and a due time far ahead is as
// good as the database it was computed with.
//
// # Errors
//
// [Spec.Compile] returns every finding at once as [msp.Issues], each with a path
// and a code of this package or of msp. Asking for more open time than there is
// is [ErrNotEnoughOpenTime], for a business day that does not exist
// [ErrNoBusinessDay]; "never" is a second result that is false. No question
// panics, loops without end or answers a magic date.
//
// # Laws
//
// W is Between, a ≤ b, d > 0; each is a property test.
//
//  1. W(a,b) + W(b,c) = W(a,c) in any order, and W(b,a) = -W(a,b).
//  2. 0 ≤ W(a,b) ≤ b - a.
//  3. b ≥ Add(t,d) if and only if W(t,b) ≥ d, and s ≤ Sub(t,d) if and only if
//     W(s,t) ≥ d. So Add(Add(t,x),y) = Add(t,x+y).
//  4. Add(t,0) = Sub(t,0) = t.
//  5. Sub(Add(t,d),d) = NextOpen(t) and Add(Sub(t,d),d) = PrevClose(t).
//  6. IsOpen(Add(t,d) - 1ns) and IsOpen(Sub(t,d)).
//  7. Spans are in order, not empty and do not touch; their lengths sum to W; t is
//     open if and only if it is in one.
//  8. Cutting a shift in two changes nothing, in gaps and repeated hours too.
//  9. 24x7: W(a,b) = b - a in every zone.
//  10. Only instants matter.
//  11. Set algebra holds instant by instant; W(A∪B) + W(A∩B) = W(A) + W(B).
//  12. A further holiday or break never raises W nor makes Add earlier. (Breaks
//     with [NextFree] make room for a new one, and are left out here.)
//  13. Never open: W = 0 and Add is an error.
//  14. In a zone without clock changes and without dated rules everything
//     commutes with a shift by seven days.
//  15. InstantOf is monotone, and the first instant to read its time or later.
//  16. W over a range with changes of hours is the sum over its pieces.
//  17. A spec read back from its JSON gives equal answers and equal JSON.
//  18. Everything equals a model that steps through time second by second.
//
// # Cost
//
// Time is cut into blocks of a little over a year; the table of a block is made
// when it is first asked for (about 30 µs) and kept. The first question across
// blocks makes the totals of 17 years (about half a millisecond). After that
// Between, Add, Sub, IsOpen, NextOpen, PrevClose and the business-day questions
// cost about as much as asking the standard library what time it is in a zone,
// whatever the span, without allocation. A calendar that has answered for ten
// years keeps about 90 kB; docs/benchmarks.md has the other figures.
//
// # What it does not do
//
// It has no list of the world's holidays: write the rules, or plug in a library
// with [YearFunc]. It knows no lunar calendars; give their dates. It does not read
// iCalendar files.
package calendar
