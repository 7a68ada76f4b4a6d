// Package sla keeps promises in time: when is this due, was it kept, and why not?
//
// A program stores what happened to a ticket, as a [Log] of events. A [Goal] says
// what is promised: a metric, such as the time to resolution, and how much of it
// there is. The goal folds the log to a [Clock], and the clock answers:
//
//	goal, err := sla.GoalSpec{
//		Metric: sla.Resolution(),
//		Targets: sla.TargetSpecs{
//			{Priority: msp.P1, Span: sla.Within(4*time.Hour), Calendar: "24x7"},
//			{Priority: msp.P2, Span: sla.Within(8*time.Hour), Calendar: "desk"},
//		},
//	}.Compile(calendars)
//	clock, err := goal.Replay(log)
//
//	status := clock.At(now)
//	due, ok := status.Due()          // until when do we have?
//	status.Outcome()                 // met, missed or pending?
//	fmt.Println(clock.Audit(now))    // why?
//
// [PolicySpecs] say which clients have which goals; [Policies.Replay] gives the
// [Case] of a ticket with all its clocks. For a promise that nothing pauses, a
// [Target] and its [Deadline] are enough. Promises about a service rather than a
// ticket are availability: see [Measure].
//
// # Concepts
//
// Each is in the file of its name:
//
//   - [Span]: how much time is promised, in six shapes; [Target]: a span within a
//     calendar; [Deadline]: what a target means from an instant, without pauses;
//   - [TargetSpec], [Targets]: targets as written, by priority and version;
//   - [Matrix]: the priority of an impact and an urgency;
//   - [Metric]: what starts, stops and pauses a clock;
//   - [GoalSpec], [Goal]: a metric and its targets; [PolicySpec], [Policies]: which
//     tickets have which goals;
//   - [Event], [Log]: what happened to a ticket;
//   - [Clock], [Status], [Stretch], [Audit]: what that means for a goal;
//   - [Case]: a ticket and all its clocks;
//   - [Measure], [Uptime], [CreditLadder] and what is named after them: availability.
//
// # Model
//
// Time is measured by one ruler. H is the set of instants at which the calendar in
// force is open, R the set at which the clock runs: started, not stopped, no hold
// of its metric set. The time elapsed is
//
//	e(t) = the length of H ∩ R ∩ [start, t)
//
// and T(t) the target in force. The promise is kept while e ≤ T and broken when
// e > T. Nothing else is ever asked, so that "four hours", "by noon" and "next
// business day" are measured, paused and reported alike. Everything is derived from
// the events when it is asked for; no counter is stored that could drift.
//
// All of that is about one cycle of a clock. It has several if its metric is
// cyclic, or starts anew when the ticket is reopened or its priority changes.
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
// the other. [Status.Due] is the earliest with e = T, the one to show;
// [Status.Limit] is the latest, the one to judge by. One hour, from Friday 16:00:
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
// # Clocks
//
// What a clock does at the edges, and why. "Held" is any hold of the metric.
//
//	answered exactly at Limit      met: "within 4 hours" includes 4:00:00
//	target used up at a closing    Due is the closing, Limit the next opening
//	held exactly at Due            safe, nothing remains; Limit is unknown until it is
//	                               resumed, and over at the next running instant
//	held short of the target       Due and Limit unknown, see DueIfResumed
//	held out of hours              adds nothing and takes nothing away: one ruler
//	held after a breach            due, limit and breach stay; e is frozen
//	started out of hours           e = 0 until the calendar opens
//	calendar never opens           runs for ever, due unknown; no magic date
//	another calendar               from its event on: each instant is measured by the
//	                               calendar in force then; reports stay stable
//	another priority               see below; a breach is never dated before the event
//	                               that made it one
//	target widened after a breach  Breached is false again, BreachAt stays; a sticky
//	                               metric stays breached
//	priority without a target      state none, nothing to judge; time goes on being
//	                               measured by the calendar of the last priority that
//	                               had a target, before any by that of the least urgent,
//	                               or of the goal
//	events while stopped           remembered; they show when it runs again
//	several events at an instant   the state after all of them counts: a target that
//	                               lasts no time makes no breach
//	resolved without a reply       ends the first and the next response: else they
//	                               would run for ever
//
// An event first sets the priority, calendar or hold that it has, then it stops,
// then it starts the clock; so one reply ends a cycle and begins the next. A start
// while the clock measures means nothing: the oldest unanswered message counts.
//
// # Preset metrics
//
// What starts, stops, arms and pauses each of [MetricPresets], and what a
// reopening does. Every stop is also one of resolved and closed, whichever comes
// first: what was owed until then is owed to nobody any more. Only Close waits for
// closed alone.
//
//	preset           starts            stops         armed by      paused by       cyclic   reopened
//	FirstResponse    created           agent_reply   –             –               no       ignored
//	NextResponse     requester_reply   agent_reply   agent_reply   –               yes      ignored
//	PeriodicUpdate   agent_reply       agent_reply   –             –               yes      ignored
//	PausableUpdate   agent_reply       agent_reply   –             requester       yes      ignored
//	Plan             created           planned       –             requester       no       ignored
//	Resolution       created           resolved      –             requester       no       goes on
//	Close            created           closed only   –             requester       no       goes on
//	RequesterWait    created           resolved      –             requester       no       goes on
//	AgentWork        created           resolved      –             requester,      no       goes on
//	                                                               vendor, change,
//	                                                               scheduled
//	TimeAtLevel      assigned          assigned      –             –               yes      ignored
//
// "Ignored" leaves a cyclic clock to its next start; "goes on" continues with the
// time elapsed, and the time that it was stopped does not count.
//
// What products call them, and where ours differ:
//
//	preset           Zendesk                     PSA tools (Autotask, ConnectWise, HaloPSA)
//	FirstResponse    first reply time            First Response, Respond, Response target
//	NextResponse     next reply time             –
//	PeriodicUpdate   periodic update             –
//	PausableUpdate   pausable update             –
//	Plan             –                           Resolution Plan, Plan, –
//	Resolution       total resolution time,      Resolved, Resolve, Resolution target, which stop
//	                 which nothing pauses        while they wait for the customer
//	Close            –                           Resolution target of HaloPSA, until closure
//	RequesterWait    requester wait time: new,   –
//	                 open and on hold count,
//	                 pending does not
//	AgentWork        agent work time: new and    –
//	                 open count
//	TimeAtLevel      group ownership time,       –
//	                 which begins anew at a
//	                 reopening
//
// A ticket that is pending at Zendesk has the hold requester here; one that is on
// hold has vendor, change or scheduled. For Zendesk's total resolution time take
// Resolution without PauseOn, for its ownership time TimeAtLevel with
// [ReopenRestart].
//
// Which statuses are a response, a plan, a wait or a solution PSA tools leave to
// their users; map them to the types of events. ConnectWise leaves a stage behind
// for good, as our presets do that ignore a reopening.
//
// A message of the requester, or a reply, after the ticket was resolved starts a
// cyclic clock like any other, although nothing may be owed. A desk that reopens
// tickets then is right about it. One that does not should leave such messages out
// of the log, or give them a type of their own.
//
// # Reopened, or of another priority
//
// Monday to Friday 09:00-17:00; P2 has 8 h, P3 24 h and P1 4 h. A P2 opened on
// Monday at 10:00, resolved at 14:00 and reopened on Wednesday at 09:00, asked an
// hour later:
//
//	Reopen      elapsed   Due        Limit      cycle
//	continue    5h of 8h  Wed 13:00  Wed 13:00  1      pending
//	restart     1h of 8h  Wed 17:00  Thu 09:00  2      pending
//	ignore      4h of 8h  Tue 10:00  Tue 10:00  1      met, on Monday
//	count_gap  16h of 8h  Tue 10:00  Tue 10:00  1      missed, dated Wed 09:00
//
// A P3 opened on Monday at 10:00 that is raised to P1 at 15:00, an hour later:
//
//	OnPriority    elapsed   Due        cycle
//	retroactive   6h of 4h  Mon 14:00  1      missed, dated Mon 15:00
//	restart       1h of 4h  Tue 11:00  2      pending
//	keep         6h of 24h  Thu 10:00  1      pending
//
// # Twelve tickets
//
// All P2 with 8 h to resolution in Monday to Friday 09:00-17:00 unless another
// priority is named; "held" waits for the requester. Every number follows by hand.
//
//	 1  opened Mon 10:00, resolved 16:00         6h of 8h, due Tue 10:00: met
//	 2  opened Mon 10:00, resolved Tue 10:00     8h of 8h, due Tue 10:00: met
//	 3  opened Mon 09:00, resolved 20:00         8h of 8h, due Mon 17:00, limit
//	                                             Tue 09:00: met, in grace
//	 4  the same, resolved Tue 09:00:01          8h 1s: missed, dated Tue 09:00
//	 5  opened Mon 10:00, held 12:00-15:00       due Tue 13:00: 2h on Monday morning,
//	                                             2h after it was resumed, 4h on Tuesday
//	 6  opened Mon 16:00, held 18:00-Tue 08:00   due Tue 16:00: the desk was closed
//	 7  opened Mon 09:00, held at 17:00,         due Mon 17:00, safe while held; limit
//	    resumed Wed 11:00                        Wed 11:00, and over after it
//	 8  opened Mon 10:00, resolved 14:00,        4h used, 4h left: due Wed 13:00
//	    reopened Wed 09:00
//	 9  the same where the gap counts            4h + 3h + 8h = 15h at the reopening:
//	                                             missed, dated Wed 09:00
//	10  P3 (24h) opened Mon 10:00, raised to     5h of 4h: due was Mon 14:00; missed,
//	    P1 (4h) at 15:00                         dated Mon 15:00, when it became one
//	11  P1 (4h) opened Mon 09:00, lowered to     6h of 24h: due Wed 17:00, limit Thu
//	    P3 (24h) at 15:00                        09:00; BreachAt stays Mon 13:00
//	12  next response: reply Mon 10:00, the      first cycle 11:00-12:00; second from
//	    requester writes 11:00 and 11:30,        Tue 09:00, due Tue 17:00, limit
//	    reply 12:00, requester Tue 09:00         Wed 09:00
//
// # OLAs and supplier contracts
//
// They are goals on the same log. A P2 opened on Monday at 10:00, assigned to the
// network team at 10:30, with the supplier from 12:00 to 15:00, resolved at 16:00:
//
//	Mon 10:00  10:30        12:00        15:00  16:00
//	  |==========================================|    SLA, resolution: 6h of 8h, met
//	             |===============================|    OLA, time at level: 5h30m of 4h, missed
//	                          |============|          contract, 24x7: 3h of 6h, met
//
// The supplier's metric is one of one's own:
//
//	sla.Metric{Name: "supplier", Start: []sla.EventType{"vendor_engaged"}, Stop: []sla.EventType{"vendor_done"}}
//
// # Availability
//
// How much of the agreed time was a service up, is that enough, and what is owed if
// it is not? [Measure] counts a period, and the [Uptime] answers:
//
//	uptime, err := sla.Measure(month, outages, maintenance, sla.MeasureOptions{
//		Hours:       calendar.Always(time.UTC), // or a desk's hours
//		Maintenance: sla.MaintenanceExcluded,
//	})
//
//	uptime.Ratio()                  // exact, undefined if no time is agreed
//	uptime.Meets(target)            // at least 99.9 %, never rounded
//	uptime.Budget(target)           // total, spent, remaining
//	ladder.Credit(uptime.Ratio())   // what is credited, in percent of the fee
//
// P is the period, S the hours of service, M the planned maintenance and O the
// outages, each a set of instants, so that reports may overlap, repeat, come in any
// order and stick out of the period.
//
//	                maintenance     MaintenanceExcluded     MaintenanceCountsAsUp
//	agreed          |P∩S∩M|         |P∩S∖M|                 |P∩S|
//	down            -               |O∩P∩S∖M|               |O∩P∩S∖M|
//
//	ratio           (agreed − down) ÷ agreed
//	budget          (1 − target) × agreed; remaining = budget − down
//	burn rate       (down ÷ agreed) ÷ (1 − target)
//
// The concepts, each in the file of its name:
//
//   - [MeasureOptions], [MaintenanceRule]: what counts, as the contract says it;
//   - [Uptime]: agreed and down time; months and clients merge exactly;
//   - [Outage]: what of each outage counts and why, by [ExplainOutages];
//   - [Budget], [ExactDuration]: the error budget, to fractions of a nanosecond;
//   - [BurnAlertSpecs], [BurnAlerts]: alerts on the pace at which it is spent;
//   - [CreditLadderSpec], [CreditLadder]: service credits or penalties;
//   - [Serial], [Parallel], [KofN]: the availability of what is made of parts;
//   - [Criticality]: the published least uptime of three tiers of services.
//
// Where monitoring tools differ there is a convention, and most can be chosen:
//
//	question                         answer
//	does maintenance count?          Maintenance; it must be stated
//	whose hours?                     Hours; they must be stated
//	a target met exactly?            met: ≥, on the exact ratio
//	a rung reached exactly?          it does not apply: "below" is strict
//	an alert's factor reached?       it does not fire: "above" is strict
//	reports that overlap or touch?   one outage
//	short outages?                   MinOutage drops them, by their whole length,
//	                                 before anything is clipped; exactly as long
//	                                 counts
//	whole minutes?                   WholeMinutes rounds what counts of each outage,
//	                                 once; the sum is at most the agreed time
//	several rungs apply?             the largest credit, then the cap
//	an outage that is not over?      an error; end it with the period
//	no agreed time?                  undefined: neither met nor missed, no budget, no
//	                                 credit
//	a target of 100 %?               no budget; a burn rate is undefined
//
// April 2026, around the clock, has 720 hours. Maintenance on the 12th 01:00-03:00;
// down on the 12th 02:50-03:20, and on the 20th 09:00-09:25 by one report and
// 09:05-09:30 by another; 99.9 % is promised, with credits of 10 % below that and 25 %
// below 99 %:
//
//	                     MaintenanceExcluded    MaintenanceCountsAsUp
//	agreed               718h                   720h
//	down                 20m + 30m = 50m        50m
//	ratio                2581800/2584800 s      2589000/2592000 s
//	                     99.8839 %              99.8843 %
//	budget               43m4.8s                43m12s
//	remaining            -6m55.2s, missed       -6m48s, missed
//	credit               10 %                   10 %
//
// # Storing
//
// Store the events, and nothing else: a row for each with its ID, instant, Seq,
// type and what it sets. A clock is never stored. To judge a ticket read its rows
// in any order, [NewLog] them and replay: a microsecond or two. What arrives twice is
// dropped, what contradicts an earlier record is a finding, what arrives late takes
// its place; [Log.Insert] says from where that changes a fold. [Clock.Apply] goes
// on from a clock in memory. To be woken in time keep [Case.Next] in an index, and
// compute it again after each event; a breach shows just after its Limit, not at its
// Due. Put a table's serial number in Seq: IDs order events of one instant as texts.
//
// Policies are chosen by attributes at the opening and stay, so that a changed
// contract does not move tickets that were there before; see [Case] for what a
// reclassification does.
//
// # Units and boundaries
//
// Time is counted in nanoseconds. Ranges are half-open: versions of a target and of
// a policy are in force for tickets opened in [From, Until). Results are in the
// calendar's zone; the Location and the monotonic reading of an argument never
// matter. A target is at most 292 years of open time, and more than that elapsed is
// cut to the longest [time.Duration], as in [time.Time.Sub]; nothing wraps, and
// nothing is rounded.
//
// What cannot be known is a second result that is false: the due time on a calendar
// that never opens, the target where there is no next business day, the due time of
// a clock that is held. Where nothing is promised, or the promise names no instant,
// it is neither met nor missed but [msp.Excluded].
//
// The instants of a log may be in any year; its JSON holds the years 1 to 9999.
//
// # Errors
//
// What people write is checked once, by Compile, which returns all findings at once
// as [msp.Issues] with their paths; Validate lists warnings too. [NewLog] does that
// for events.
//
// [Clock.Apply] refuses an event out of order with [ErrLate]; a [Log] puts it where it
// belongs. [Target.Start], and so a fold, refuses with [ErrNoOpenTime] a promise that
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
//  1. 0 ≤ e, and e never falls within a cycle; it grows no faster than time, and as
//     fast on 24x7 without holds.
//  2. e(t) depends on events until t only: asking a clock about the past is asking
//     the clock of then.
//  3. Any order and repetition of the facts gives the same log, and so the same
//     answers.
//  4. Event by event or all at once is the same; a log's JSON is the log; Apply
//     never changes its receiver.
//  5. A hold lowers e by exactly the open time at which the clock would have run.
//  6. Running: e(Due) = T and e(x) < T before it; e(Limit) = T and e(x) > T after it;
//     W(Due, Limit) = 0.
//  7. A hold that is over before Due moves it by exactly the open time held; a hold
//     after it or out of hours moves nothing.
//  8. Due is constant between events: Add(now, remaining).
//  9. Breached is monotone while T is unchanged; BreachAt is the first instant after
//     which e > T, and never before what caused it.
//  10. Stopped at t is met if and only if t ≤ Limit, if and only if e(t) ≤ T.
//     e(UsedUp(d)) = d, and e < d before; UsedUp(T) = Due.
//  11. T1 ≤ T2: Due1 ≤ Due2, and what breaks T2 breaks T1.
//  12. More hours: e is never less. Where no date is special and the clock on the
//     wall never changes, a week later everything is a week later.
//  13. A larger mask of holds: e is never more.
//  14. An equal calendar, or an event that changes nothing, changes no answer.
//  15. A matrix is total, and no step away from the top is more urgent.
//  16. Tallies merge in any order; a rate is undefined if and only if nothing is
//     judged.
//  17. The order, repetition and splitting of outages and maintenance are
//     irrelevant; 0 ≤ ratio ≤ 1. An outage inside maintenance changes nothing, and
//     more outages are never less down time, without MinOutage and WholeMinutes:
//     with them it can join two outages that are not dropped together, or rounded
//     otherwise. The pieces of a period add up, without WholeMinutes. Uptimes are a
//     commutative monoid.
//  18. Meets if and only if remaining ≥ 0.
//  19. A credit never grows with the uptime, and 0 ≤ credit ≤ cap; the order of the
//     rungs is irrelevant.
//  20. Serial ≤ the least part, Parallel ≥ the greatest; both are associative;
//     Parallel(x) = 1 − Serial(1 − x); KofN(1) is Parallel, KofN(n) is Serial.
//  21. A burn rate of 1 for the whole window spends exactly the budget: the burn rate
//     of a window is the share of its budget that it used.
//
// And of spans and explanations: Due ≤ N ≤ Limit without holds, W(s, N) = T; the
// stretches of an audit have no gaps and add up to e, the outages of an explanation
// to the down time; every answer is that of a model which walks through time in
// steps.
//
// # Cost
//
// A question to a calendar is a fraction of a microsecond. A [Clock.Apply] costs one,
// a [Clock.At] three, whatever the number of events; a ticket of a dozen events is
// replayed in about a microsecond. A clock has some 250 bytes, and as many again
// after four changes. Asking about the past is linear in the changes since. An audit
// costs microseconds for each day that it explains. [Targets.For] is logarithmic in
// the number of versions, choosing a policy linear in their number. A [Target] that
// names an instant costs a few questions at its start, one that names a closing a
// few microseconds. [Measure] sorts the outages and asks the calendar once for each
// and for each overlap with maintenance: a year with a hundred outages costs some
// tens of microseconds, a million outages a fifth of a second.
//
// # What it does not do
//
// It does not say who acts next when time runs out; that is package escalation. It
// has no clock of its own: now is an argument. It does not know what a message
// from a ticket system means; the program turns it into an [Event].
//
// # Sources
//
// The targets of [ResponseTargets], [ResolutionTargets] and the tiers are those of the
// published operating models that each function names. The meaning of each span and
// of every edge of a clock, and the cases that settle it, are those of the
// conformance vectors beside testdata/vectors/sla/README.md, and so are the formulas
// of availability. Criticality: "A simple managed IT services model".
// [StandardBurnAlerts]: The Site Reliability Workbook, chapter 5.
package sla
