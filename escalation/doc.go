// Package escalation says who must act now, and who next.
//
// Write down who is on call as a [ScheduleSpec] and whom to tell as a [PolicySpec], each
// compiled once. A ticket's [Plan] then follows from when it was opened and what happened
// since:
//
//	policy, err := escalation.PolicySpec{
//		Name: "P1",
//		Steps: []escalation.StepSpec{
//			{Level: "L1", Notify: []escalation.Target{escalation.OnCall("desk")}, Wait: 15 * time.Minute},
//			{Level: "L2", Notify: []escalation.Target{escalation.OnCall("network")}, Wait: 30 * time.Minute},
//			{Level: "L4", Kind: escalation.Hierarchical, Notify: []escalation.Target{escalation.Party("manager")}},
//		},
//	}.Compile(sources)
//	plan, err := policy.Plan(opened, events...)
//
//	for entry := range plan.Through(now) { // what fired, what did not, and why
//		fmt.Println(entry)
//	}
//	state := plan.At(now)      // who has it
//	next, ok := plan.Next(now) // when to look again
//
// Nothing is scheduled here. A program keeps a table of events and a table of what it has
// sent, makes the plan whenever its one timer rings or an event comes in, sends what is
// new, and sets the timer to the next entry; the example of [Plan.Through] is that
// program.
//
// # Concepts
//
// Each is in the file of its name:
//
//   - [Level], [Levels]: levels of support, in order; [FrameworkLevels] is L1 to L4;
//   - [Kind]: functional escalation moves the work, hierarchical informs authority;
//   - [Target]: who is told: a [Party], who is [OnCall], [AllOf] a schedule;
//   - [RotationSpec], [Rotation]: who takes turns, by the hour, day, week, month or
//     working day; [Turn];
//   - [ScheduleSpec], [Schedule]: rotations in layers, with windows and an [Override] for
//     a while; [Shift], gaps, [Load], [Duty];
//   - [PolicySpec], [Policy]: a chain of steps with waits; [Told], when somebody first
//     hears of a ticket, for every opening; [Event], [Plan], [Entry], [State];
//   - [LadderSpec], [Ladder]: rungs at points of a promise, a [Trigger] each, on a
//     [Clock] such as that of package sla;
//   - [RouteSpec], [Routes]: which policy and queue a ticket gets;
//   - [Sources]: what finds the levels, zones, calendars and schedules that records name.
//
// Parameters: t and now are instants, from and to the ends of a half-open range, opened
// is when a ticket was opened, events is what happened to it.
//
// # Which of the two
//
// A policy is for what nobody has taken yet: it goes on by itself until somebody
// acknowledges. A ladder, which products call SLA notifications, thresholds or
// escalations, is for a promise: its rungs are where the clock of the promise is, so that
// it stands still while the clock is paused, and knows no acknowledgement. A ticket may
// have both.
//
// # On call
//
// Turns are counted on the clock of the rotation's zone. Slot k begins at the first
// instant at which that clock reads Start + k × Every units or later (see
// [calendar.InstantOf]); months are counted from Start and clamped to the last day of
// shorter ones: 31 January, 28 February, 31 March. A slot that the clock skips whole is
// passed over. Working days are the business days of a calendar; other days belong to the
// turn before them, so that nobody loses a turn to a weekend.
//
//	daily 00:30 in Santiago, 8 September 2024, when 00:00 becomes 01:00: the turn begins at 01:00
//	daily 09:00 in Apia, 30 December 2011, a day that did not exist: that turn has no time
//	daily 01:30 in Chicago, 1 November 2020, when 01:30 comes twice: the first, for 25 hours
//
// Of a schedule, the layers that count are those with the highest priority among the
// active: in their windows and dates, with somebody in them. Of equal priority, all
// count, in their order. Then overrides act on the answer, in theirs:
//
//	set      nobody but the person
//	add      the person too, behind the others
//	remove   without the person; a lower layer is not uncovered
//	replace  the person in the place of another, if that one is on call
//
// A name is kept once, at its first place.
//
// # Policies
//
//  1. The first step is due at the opening. A step fires, then its wait runs, in elapsed
//     time or in the open time of a calendar; then the next is due.
//  2. What somebody does at an instant comes before what is due then, so that an
//     acknowledgement at that instant prevents it.
//  3. What is due in maintenance ([Suppress]) waits for its end and is judged anew.
//  4. Outside its hours a step is deferred to the next opening, and judged anew, or it is
//     skipped. With nobody to tell it is skipped, or holds: it fires to nobody. After a
//     skip the next step is due at once.
//  5. Targets are found at the firing. The wait of a step begins at its firing, whatever
//     made it fire.
//  6. Behind the last wait the next pass begins, Repeat times; then the policy is
//     exhausted. A pass in which every step was skipped at once would only be the same
//     again, and exhausts it too.
//
// The current step is the one that fired last. Events:
//
//	ack         waits stop; with an AckTimeout the current step is due again after it
//	unack       the current step fires again, now; without an acknowledgement, nothing
//	snooze      an acknowledgement that ends at an instant; the current step is due then
//	escalate    the next step fires now, if need be in a pass beyond Repeat; at the
//	            opening that is the first
//	deescalate  a step that is named fires now, in the same pass; mostly an earlier one
//	suppress    maintenance
//	resolve     the end
//
// What an event asks for fires out of hours, in maintenance and to nobody too; escalate
// and deescalate end an acknowledgement and open an exhausted policy again. What comes
// due by itself, after a time-out or a snooze too, obeys its hours. Before the first
// firing the first step in line stands for the current one. Who acknowledges when all
// passes are over has the ticket, and nothing more happens by itself: give the last step
// a wait, if an AckTimeout is to hold there too.
//
// Nothing is dropped silently: the plan of a policy has an [Entry] for each firing, skip, deferral and
// event, with its reason; also one for a step that waits for ever, since a calendar does not
// open again.
//
// # While a ticket is open
//
//   - A late event gives the plan that would have been. What was sent by the old one stays
//     sent: keep it, and date events by when they were received.
//   - A plan follows its policy and schedules as they are. Keep the version with which a
//     ticket was opened, or its firings move; an override is seen once the schedule, and
//     the policies that name it, are compiled again.
//   - After a standstill a plan has all firings that were missed. Whether to send them all
//     or the last is the program's to say.
//   - A ticket that is reopened has another plan, opened then.
//   - Give opening and events the precision with which they are stored: they are part of
//     [Entry.ID].
//
// # Ladders
//
// Points of a promise are measured in the time of its clock: 75 % of eight hours are six
// hours on it, half an hour after a due instant at closing is half an hour into the next
// opening. [OnBreach] is the limit, after which the promise is broken. After is added to
// any of them on the clock on the wall. A pause that begins at the instant of a rung does
// not prevent it, a stop does. A rung is not dated before the event that made the target
// what it is. Rungs whose instant is not known, while the clock is paused, are not in the
// plan.
//
// # Boundaries and units
//
// Ranges are half-open: an instant is always in the turn and shift that is answered for
// it. Time is counted in nanoseconds. Instants of plans are in UTC, those of shifts in
// the zone of the schedule's first layer; the Location of an argument never matters.
//
// # Errors
//
// Records are checked as a whole, when they are compiled: [msp.Issues] names every
// finding with its path. So are the facts of a plan. What only time can tell is in Lint,
// of schedules, policies, ladders and routes: when nobody would be told of a ticket at
// all, exactly; gaps; a level that is cut short; a step that never comes; a route that is
// never taken. Nothing panics, and no answer is
// made up: instants that are not in the years 1 to 9999 in every zone have nobody on call.
//
// # Laws
//
// Tested with random records in zones with odd clocks, against models that step through
// time by the minute:
//
//   - Rotations: From ≤ t < To; turns follow one another without gap or overlap; slots do
//     not fall; handovers read the same time, where the clock does; members take turns; in
//     UTC turns have one length.
//   - Schedules: a layer that is always on has one person on call at every instant; shifts
//     and gaps cut a range into pieces, and who is on call is the shift of that instant;
//     lower layers change only gaps; an override changes nothing outside its time, the
//     last Set wins, and in two parts it is the same.
//   - Plans are sorted and pure; an acknowledgement cuts the firings off; an earlier
//     horizon is a beginning; levels do not fall in a pass by themselves; there are at most
//     (Repeat + 1) × steps firings without events; a longer wait makes none earlier; those
//     by themselves are in their hours; a [State] is the fold of the plan.
//   - Rungs are in order; a pause delays those after it by its open time; a stop cuts the
//     rest off; the rung at 100 % is the due instant.
//   - Lint of routes agrees with trying all tickets, Lint of policies with the plans of all
//     openings; [Policy.FirstTold] says what these plans say, to the nanosecond, in pieces
//     as long as can be.
//
// # Cost
//
// A look-up in a rotation costs about two questions to the standard library what time it
// is in a zone, without allocation; a schedule of three layers and twenty overrides about
// four, a plan of ten steps about twenty. Shifts cost one look-up for each instant at
// which something changes; FirstTold of a year of a desk takes about half a millisecond.
// docs/benchmarks.md has the figures.
//
// # What is not here
//
// Delivery, storage, timers, profiles of users, randomness: for "a random member" hash a
// key of your own into [Schedule.Members]. How long a promise is and when its clock runs
// is package sla's; which policies a client has, package catalog's.
//
// # Sources
//
// [FrameworkLevels] has the figures of the escalation framework in "A simple managed IT
// services model".
package escalation
