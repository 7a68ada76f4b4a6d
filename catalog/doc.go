// Package catalog is the operating model of a managed service provider as one document:
// services, tiers, promises, hours, people, prices and clients.
//
// Write it down as a [Model], compile it once, and ask the [Catalog]:
//
//	model, err := catalog.Parse(data, msp.Limits{}) // or begin with catalog.Starter()
//	c, err := model.Compile(nil)
//
//	e, err := c.On(today).Entitlement(catalog.Request{Client: "acme", Service: "help desk", Work: "incident"})
//	e.Cover()   // is it covered, and who pays?
//	e.Reason()  // why?
//	e.Goals()   // what is promised?
//
//	for _, f := range c.Audit(today).Findings {
//		fmt.Println(f) // which promises cannot be kept, and what would mend that
//	}
//
// # Concepts
//
// Each is in the file of its name:
//
//   - [Model], [Catalog], [View]: the document, compiled, and on a date;
//   - [ServiceSpec], [Category], [Lifecycle]: the entries of the service catalogue;
//   - [TierSpec], [Tiers], [Tier], [TierDiff]: what is sold, each tier more than the one
//     it extends; [Attribute], [Coverage], [Assignment];
//   - [ClientSpec], [ContractSpec], [Renewal], [Pin], [ExceptionSpec]: who has bought
//     what, for how long, and what differs;
//   - [TermSpec], [Cover]: what is covered of which work, and who pays;
//   - [Request], [Entitlement], [Objective], [Route]: the question and its answer;
//   - [TeamSpec], [RACISpec], [RACI], [Scope]: who does it, and who answers for it;
//   - [PlanSpec], [Plan], [Schedule], [PlanProgress]: onboarding and offboarding;
//     [ActivitySpec], [Activity], [Cadence], [Due]: what recurs;
//   - [Version], [Versions]: anything that is in force for a while;
//   - [Audit], [Finding], [Check], [AuditSpec], [Acknowledgement]: what does not fit
//     together; [Proof], [Witness]: the worst that can happen to a promise, exactly;
//   - [Starter], and the functions that begin with Compass, Published and
//     ManagedServices: presets.
//
// Calendars, schedules, policies, ladders, prices, goals and target sets are records of
// the other packages, which parts of the model name. The name [ClientHours] stands for the
// hours of whichever client it is: the site's, else the contract's, the client's, the
// tier's.
//
// # A change
//
// What is in the document with a date is not in force before it, and a contract that is
// pinned keeps what it signed until its renewal. So "Silver answers within two hours from
// July, and three clients keep four hours until they renew" is one change of the tier and
// three pins:
//
//	{"name":"silver", …, "changes":[
//	  {"from":"2026-07-01","goals":[{"metric":"first_response","targets":[{"span":{"within":"2h"},"calendar":"client"}]}]}]}
//	{"id":"2026","from":"2026-01-01","tier":"silver","pinned":{"on":"2026-06-30"}, …}
//
// and Audit of 1 July says which of the new promises nobody is there to keep.
//
// # Who decides
//
// Whether work is covered is what the first of these says:
//
//  1. without a contract on the date, nothing; and nothing of a service that is a draft
//     or retired;
//  2. terms of exceptions in force, then of the contract;
//  3. for a service that is neither in the tier nor à la carte: OutOfScope of the contract;
//  4. terms of the tier, then of the tiers that it extends, then of the service;
//  5. else it is included.
//
// A goal is that of an exception, else of the contract, else of the tier that is nearest,
// else, without a tier, of the criticality. A route is the first that matches, of the
// contract, the tier, the service, the model.
//
// # Promise and objective
//
// What a client is promised is the grid of its tier; what the provider aims at is the
// criticality of the service. Without a commercial tier, as for a provider within a
// company, criticality is the promise. An audit compares the two.
//
// # Dates
//
// Ranges are half-open, [From, Until). A View is of a civil date: for a ticket, that on
// which it was opened, on the client's clock. [Catalog.DatesOf] has the dates on which
// anything changes for a client, so that a program makes one view for each stretch. A
// contract that renews by itself has terms, counted in months from its first day and
// clamped to the last day of shorter months.
//
// # What an audit proves
//
// That somebody is there when a response is promised is proved and not sampled: when
// somebody is told of a ticket is, between the instants at which anything changes, a fixed
// instant or a fixed time later, and so is the limit of a promise; the worst is at the
// first or last nanosecond of a stretch, and [View.Prove] looks at all of them, for a year.
// It is about being told: that the person then answers at once is the best that can happen,
// so that a promise found broken is, and one found kept can still be missed.
//
// # Errors
//
// [Model.Compile] has all findings at once, as [msp.Issues]; there is no catalogue of a
// part. That promises do not fit together is no error but the answer of an audit, with the
// numbers that prove it. Documents of any size and kind are refused or compiled in bounded
// time; a model has at most 1,000 services, tiers, teams, schedules, policies and ladders,
// and 100,000 clients, contracts and calendars.
//
// # Laws
//
// Each is tested with random models:
//
//	C1   what a tier has begins with what the tier it extends has
//	C2   the order in which parts are declared says nothing
//	C3   Diff(a, a) is empty, Diff(a, b) mirrors Diff(b, a), and applying it to a gives b
//	C4   tiers without findings never get worse along a chain
//	C5   a path from a to c is that from a to b followed by that from b to c
//	C6   one more defect is one more finding, and changes no other
//	C7   at most one version is in force
//	C8   a lifecycle never leaves Retired and never returns to Draft
//	C9   what changes later changes nothing for a pinned contract
//	C10  the order of assignments says nothing
//	C11  the earliest is never after the latest, and durations add up
//	C12  the dates of a range are those of its parts
//	C13  more units never need fewer people, and people are whole
//	C14  a share is exact, from 0 to 1, and undefined for nothing
//	C15  a document comes back from its JSON, which is canonical
//	C16  an audit is pure, and a tighter promise takes no finding about keeping it away
//
// # Cost
//
// Compiling is linear in the document, and takes about as long as reading it without any
// checks: some milliseconds for 500 clients and 50 services. A view costs a millisecond or
// two, an Entitlement about a hundred nanoseconds and no allocation, the audit of all of them,
// with the proof of 120,000 promises, about a second. docs/benchmarks.md has the figures.
//
// # What is not here
//
// A configuration database, a knowledge base, an inventory of tools, figures of the market
// and claims of vendors, labels without a computation. What was measured is package
// metrics', what happened to a ticket package sla's; a catalogue says what was agreed.
//
// # Sources
//
// The published presets have the figures and terms of five articles, each with its place:
// "ITIL v5 Compass, Managed Service Providers", "A simple managed IT services model", "What
// is a Managed Service Provider?", "MSP operating model", and the encyclopedia article
// "Managed service provider". Where a source states no figure there is none, and what the
// starter model chose in its place is marked in its notes.
package catalog
