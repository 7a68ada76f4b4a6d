// Package sla keeps promises in time: when is this due, and was it kept?
//
// A promise is a [Target], a span within a calendar. Start it when its time starts
// to run, and ask the [Deadline]:
//
//	desk, err := calendar.Spec{
//		Zone:  "Europe/London",
//		Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
//	}.Compile(nil)
//	target, err := sla.NewTarget(sla.Within(4*time.Hour), desk)
//	deadline, err := target.Start(opened)
//
//	due, ok := deadline.Due()     // until when do we have?
//	deadline.OutcomeIfOpen(now)       // pending, or missed already?
//	deadline.OutcomeIfDone(answered)  // met or missed?
//
// Promises differ by priority and change over the years. Write them down as
// [TargetSpecs]; the compiled [Targets] give the one that a ticket was opened
// under.
//
// # Model
//
// A target is an amount of open time T, in one calendar. It is fixed at the start,
// whatever the shape of the span; e(t) is the open time in [start, t). The promise
// is kept while e ≤ T and broken when e > T. Nothing else is ever asked, so that
// "four hours", "by noon" and "next business day" are measured, paused and
// reported alike.
//
// The concepts, each in the file of its name:
//
//   - [Span]: how much time is promised, in six shapes;
//   - [Target]: a span within a calendar;
//   - [Deadline]: what a target means from an instant, without pauses;
//   - [TargetSpec], [Targets]: targets as written, by priority and version.
//
// # Spans
//
// [Within] is T itself. The others name an instant N, from the start s or from its
// opening s' = NextOpen(s), and T is the open time in [s, N).
//
//	span                   N                                             closed at N?
//	BusinessDays(n)        time of day of s', n business days after      the next opening
//	                       the day of s'
//	EndOfBusinessDay(n)    last closing of the n-th business day after
//	                       the day of s'; of that day itself for n = 0
//	NextBusinessDay        last closing of the first business day after
//	                       the day of s
//	NextBusinessDayAt(c)   the time c on the first business day after    the next opening
//	                       the day of s; one business day later if no
//	                       open time lies between s and then
//	CivilDays(n)           the same time of day, n dates after s; only   never
//	                       on a calendar that is always open
//
// "The day" of an instant is its date on the calendar's clock, also after midnight
// in a night shift. If it is no business day and n = 0, the next one is meant. A
// closing is the end of what holidays and breaks leave of a date's shifts, without
// extra opening; business days without one are passed over, up to 3660 of them.
// A local time that the clock skips or repeats is what [calendar.InstantOf] says.
//
// On Monday to Friday 09:00-17:00, from Friday 6 March 2026 16:00 and from Saturday
// 7 March 11:00:
//
//	span                       from Friday 16:00         from Saturday 11:00
//	                           N            T            N            T
//	Within(4h)                              4h                        4h
//	BusinessDays(1)            Mon 16:00    8h           Tue 09:00    8h
//	EndOfBusinessDay(0)        Fri 17:00    1h           Mon 17:00    8h
//	EndOfBusinessDay(1)        Mon 17:00    9h           Tue 17:00    16h
//	NextBusinessDay            Mon 17:00    9h           Mon 17:00    8h
//	NextBusinessDayAt(12:00)   Mon 12:00    4h           Mon 12:00    3h
//	NextBusinessDayAt(08:00)   Mon 09:00    1h           Tue 09:00    8h
//
// # Due and limit
//
// Where T runs out at a closing there are two instants, and products show one or
// the other. [Deadline.Due] is the earliest with e = T, the one to show;
// [Deadline.Limit] is the latest, the one to judge by. One hour, from Friday 16:00:
//
//	Fri 16:00        Fri 17:00                    Mon 09:00
//	  |==== open ====|........... closed ...........|==== open ====
//	start           Due                           Limit
//	  e < T            e = T                        e > T
//	  kept             kept: what the closed        broken, one
//	                   doors let pass is grace      nanosecond later
//
// A contract that says "by 17:00" and means the closing itself is judged by
// comparing with Due. Due and Limit are equal unless the calendar is closed at Due. "Within four hours"
// includes 4:00:00, and an answer exactly at the limit is in time.
//
// # Units and boundaries
//
// Time is counted in nanoseconds. Ranges are half-open: versions of a target are
// in force for tickets opened in [From, Until). Results are in the calendar's zone;
// the Location and the monotonic reading of an argument never matter. A target is
// at most 292 years of open time; nothing wraps, nothing is rounded.
//
// What cannot be known is a second result that is false: the due time on a calendar
// that never opens, the target where there is no next business day. A deadline
// without a target is neither met nor missed but [msp.Excluded].
//
// # Errors
//
// [NewTarget], [ParseSpan] and the methods of [TargetSpecs] return all findings at
// once as [msp.Issues]. [Target.Start] refuses with [ErrNoOpenTime] a promise that
// would be broken before anyone could keep it. With the end of a business day that
// happens only where extra opening follows its last shift: the desk is open, the
// time starts to run, and the day's closing is past. EndOfBusinessDay(1) or
// NextBusinessDayAt, which goes on to the day after, promise something then. No
// question panics or loops without end.
//
// # Laws
//
// W is the calendar's Between; each is a property test.
//
//  1. 0 ≤ e, and e never falls; it grows no faster than time, and as fast on 24x7.
//  2. e(Due) = T and e(x) < T before it; e(Limit) = T and e(x) > T after it;
//     W(Due, Limit) = 0.
//  3. Due ≤ N ≤ Limit, W(s, N) = T, and no open time lies between the three.
//  4. Due is the same computed from any instant on the way: Add(now, remaining).
//  5. Stopped at t is met if and only if t ≤ Limit, if and only if e(t) ≤ T; the
//     breach is dated at the limit.
//  6. e(UsedUp(d)) = d, and e < d before; UsedUp(T) = Due.
//  7. The spans of the explanation sum to T.
//  8. T1 ≤ T2: Due1 ≤ Due2, and what breaks T2 breaks T1.
//  9. More hours: e is never less, Due never later.
//  10. Where no date is special and the clock never changes, a week later
//     everything is a week later.
//  11. Every span is what a model says that walks through time in steps.
//
// # Cost
//
// Within costs one [calendar.Calendar.Add] and one NextOpen at the start, which is
// a fraction of a microsecond; a span that names an instant as much again, and one
// that names a closing a few microseconds. After that judging an instant is
// a comparison, and asking what has elapsed one Between. [Targets.For] is
// logarithmic in the number of versions.
//
// # What it does not do
//
// It has no pauses, priority changes and reopenings yet, no metrics that say what
// starts and stops a clock, and no availability. Holds that are all known can be
// taken out of the calendar with [calendar.Subtract].
//
// # Sources
//
// The meaning of each span, and the cases that settle it, are those of the
// conformance vectors beside testdata/vectors/sla/README.md.
package sla
