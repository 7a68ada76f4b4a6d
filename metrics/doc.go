// Package metrics says how a service is doing: KPIs that are named definitions, each
// with an exact value, the sample that it rests on and what was left out, and
// scorecards that hold them against targets.
//
// With tickets at hand, say what the desk's KPIs mean where tools differ, measure, and
// score:
//
//	desk, err := metrics.DeskSpec{AsOf: now}.Compile()
//	kpis := desk.Measure(tickets)
//	card, err := metrics.ManagedServicesModel().MustCompile().Score(kpis, nil)
//	fmt.Print(card)
//
// Package ticketcsv reads the tickets from the export of a service desk. With data of
// another kind, write a classifier, collect, and ask for the [Value]:
//
//	kept := func(t *Job) msp.Outcome { … } // met, missed, pending or excluded
//
//	rate, err := metrics.CollectSlice(jobs, metrics.RateBy(kept))
//	rate.Value().Percent(1, msp.HalfUp) // "97.5%", or "n/a"
//
// # Model
//
// The same name gives different numbers in different tools. So a [KPI] is a
// [Definition] in words, the [Value], the fraction Num ÷ Den as it was counted, and
// [LeftOut]: whoever doubts the number can count again. The concepts, each in the file
// of its name:
//
//   - [Rate]: how often something came out well, of those that were judged;
//   - [Times]: how long it took, with what is still open beside it;
//   - [Histogram]: durations in buckets, for quantiles of what is counted in parts;
//   - [Ratings]: answers to a survey; [Reliability]: outages in agreed time;
//     [ClientMovement]: clients who stayed, came and left;
//   - [Collect], [GroupBy] and their kin: one pass over items, in all or by group;
//   - [Sample]: observations for exact quantiles, by a [QuantileRule] that is named;
//   - [Survival]: how long things last while some have not ended; [ConfidenceInterval]:
//     how sure a rate is; [Calibration]: the tightest target that history keeps;
//   - [Ticket], [Desk], [TicketRate], [TicketTime], [FCR], [Ageing], [Flow]: what the KPIs
//     of a service desk are;
//   - [Series]: a KPI over months, with its slope and control limits;
//   - [TargetSetSpec], [Goal], [Bound]: targets; [Scorecard]: how KPIs stand to them;
//   - [Signals]: whether the operating model still fits; [StaffingBand], [Queue]: how
//     many people a team needs.
//
// What means something by itself answers KPIs; what has the meaning that the caller gives
// it, as Rate and Times do, answers Values, and OfRate and OfMean of a Definition make
// KPIs of them. A KPI over what the data cannot tell is [KPI.NotTold].
//
// Rate, Times, Histogram, Ratings, Reliability and ClientMovement are accumulators:
// they hold integers only, so that parts counted anywhere, in any order, merge to the
// whole exactly. Each has a binary form that is canonical and versioned, for sending it
// through an engine for distributed data; the one of examples/beam is a whole program.
//
// # KPIs
//
// The functions have the boundaries and errors. Every definition of tickets says which
// kinds it counts; tickets that are merged, duplicates, spam, tests or cancelled are
// excluded by all of them. In the column of units t is a time, % a share, # a number and ¤
// money.
//
//	name                               function                     definition                                      unit source
//	sla_compliance                     Desk.SLACompliance           resolved by due ÷ resolved or overdue           %    M I
//	response_compliance                Desk.ResponseCompliance      answered by due ÷ answered or overdue           %
//	first_contact_resolution           Desk.FirstContactResolution  with one contact ÷ resolved                     %    I
//	fcr_level_one                      Desk.FirstContactResolution  the same with another FCR: at level 1           %
//	fcr_in_time                        Desk.FirstContactResolution  … within a time                                 %
//	fcr_any                            Desk.FirstContactResolution  … or not reopened, whatever else                %
//	first_level_resolution             Desk.FirstLevelResolution    at level 1, not escalated ÷ resolved            %    M
//	level_one_in_30m                   Desk.LevelOneInTime          the same within 30 minutes ÷ resolved           %    M
//	mtta                               Desk.TimeToAcknowledge       acknowledged − created                          t
//	first_response                     Desk.TimeToRespond           first response − created                        t
//	mttr                               Desk.TimeToResolve           last resolution − created                       t    M
//	fulfilment                         Desk.TimeToFulfil            the same, of requests                           t
//	mtrs                               Desk.TimeToRestore           restored − failed                               t    I
//	mttd                               Desk.TimeToDetect            created − failed                                t
//	time_to_root_cause                 Desk.TimeToRootCause         analysis started − created                      t    M
//	handle_time                        Desk.HandleTime              time worked ÷ resolved                          t
//	reopen_rate                        Desk.ReopenRate              reopened ÷ resolved at least once               %
//	escalation_rate                    Desk.EscalationRate          escalated ÷ handled                             %
//	reassignment_rate                  Desk.ReassignmentRate        reassigned ÷ handled                            %
//	self_service_ratio                 Desk.SelfServiceRatio        served by users themselves ÷ known source       %
//	automated_tickets                  Desk.AutomatedTickets        resolved without a person ÷ resolved            %
//	automation_ratio                   AutomationRatio              routine tasks done by a tool ÷ routine tasks    %    I
//	proactive_tickets                  Desk.ProactiveTickets        problems, changes, alerts ÷ known kind          %
//	proactive_ratio                    ProactiveRatio               proactive hours ÷ hours                         %    M
//	backlog                            Ageing.Backlog               open tickets; Ageing.Counts by age              #
//	backlog_age                        Ageing.MeanAge               as of − created, of open tickets                t
//	backlog_ratio                      Ageing.Ratio                 open tickets ÷ tickets a day                    #
//	ticket_volume                      Flow.Volume                  created in the window                           #    M
//	kill_rate                          Flow.KillRate                resolved ÷ created in the window                #
//	tickets_per_endpoint_month         TicketsPerEndpoint           tickets ÷ average endpoints ÷ months            #    I
//	resolution_consistency             ResolutionConsistency        90th ÷ 50th percentile                          #    O
//	resolution_iqr                     ResolutionSpread             75th − 25th percentile                          t    O
//	calibrated_target                  Calibrate                    least target that history keeps                 t
//	nps                                NPS                          100 × (promoters − detractors) ÷ answers        #    I
//	csat_mean                          CSATMean                     sum of ratings ÷ answers                        #    M
//	csat_top2                          CSATTopBox                   the best ratings ÷ answers                      %
//	ces_mean                           CESMean                      sum of ratings ÷ answers                        #
//	response_rate                      ResponseRate                 answers ÷ asked                                 %
//	xla_index                          XLAIndex                     weighted mean of KPIs                           #
//	uptime                             Reliability.Uptime           agreed time up ÷ agreed time                    %    M
//	mtbf                               Reliability.MTBF             agreed time up ÷ failures                       t
//	outage_mtrs                        Reliability.MTRS             agreed time down ÷ failures                     t
//	mtbsi                              Reliability.MTBSI            agreed time ÷ failures                          t
//	change_failure_rate                ChangeFailureRate            failed ÷ changes                                %
//	deployment_frequency               DeploymentFrequency          deployments ÷ days                              #
//	change_lead_time                   ChangeLeadTime               mean of the caller's times                      t
//	patch_compliance                   PatchCompliance              installed ÷ applicable                          %    M
//	remediation_median                 RemediationMedian            Kaplan–Meier median, open ones censored         t    M
//	remediation_mean_closed            RemediationMean              mean of the closed, open ones beside            t    M
//	security_incidents                 SecurityIncidents            number                                          #    M
//	security_incident_rate             SecurityIncidentRate         incidents of 100 endpoints and month            #
//	backup_success                     BackupSuccess                succeeded ÷ run                                 %
//	restore_test_pass                  RestoreTestPass              passed ÷ run                                    %
//	rpo_compliance                     RPOCompliance                last good backup within the RPO ÷ systems       %
//	oldest_backup                      OldestBackup                 greatest age of a last good backup              t
//	client_retention                   ClientMovement.Retention     retained ÷ clients at the start                 %    I
//	client_churn                       ClientMovement.Churn         lost ÷ clients at the start                     %    O
//	annualised_churn                   AnnualisedChurn              1 − (1 − monthly churn)¹²                       %
//	pooled_churn                       NewChurnTrajectory           all lost ÷ all at the starts, with a direction  %    O
//	mrr                                RevenueMovement.MRR          recurring revenue of a month, at the end        ¤    E
//	arr                                RevenueMovement.ARR          12 × MRR                                        ¤    O
//	gross_revenue_retention            RevenueMovement.GRR          (start − churn − contraction) ÷ start           %
//	net_revenue_retention              RevenueMovement.NRR          the same + expansion ÷ start                    %
//	revenue_growth                     RevenueMovement.Growth       (end − start) ÷ start                           %
//	quick_ratio                        RevenueMovement.QuickRatio   (new + expansion) ÷ (churn + contraction)       #
//	arpa                               ARPA                         MRR ÷ accounts                                  ¤
//	ltv                                LTV                          ARPA × margin ÷ monthly churn                   ¤
//	cac                                CAC                          cost of sales ÷ new clients                     ¤
//	cac_payback_months                 CACPayback                   CAC ÷ (ARPA × margin)                           #
//	rule_of_40                         RuleOf40                     growth + profit margin                          %
//	client_concentration               ClientConcentration          revenue of the largest ÷ revenue                %
//	gross_margin                       GrossMargin                  (revenue − cost) ÷ revenue, pooled              %    O
//	margin_spread                      MarginSpread                 greatest − least margin of a tier               %    O
//	ebitda_margin                      EBITDAMargin                 EBITDA ÷ revenue                                %
//	revenue_per_employee               RevenuePerEmployee           revenue ÷ average full-time equivalents         ¤    I
//	cost_per_ticket                    CostPerTicket                cost ÷ tickets                                  ¤
//	effective_hourly_rate              EffectiveHourlyRate          (revenue − products) ÷ hours                    ¤
//	realization                        Realization                  billed ÷ value at the standard rate             %
//	agreement_efficiency               AgreementEfficiency          labour invoiced ÷ value of the work             %
//	technician_utilisation             Timesheet.Utilisation        counted hours ÷ (scheduled − leave)             %    O
//	gross_utilisation                  Timesheet.GrossUtilisation   counted hours ÷ scheduled                       %
//	qbr_completion                     QBRCompletion                reviews held ÷ due, capped by client            %    O
//	standard_tier_coverage             StandardTierCoverage         clients on a standard tier ÷ clients            %    I
//	standard_tier_revenue              StandardTierRevenue          their revenue ÷ revenue                         %
//	reactive_hours_per_endpoint_month  ReactiveHoursPerEndpoint     reactive hours ÷ endpoints ÷ months             #
//	out_of_scope_share                 OutOfScopeShare              hours out of scope ÷ hours                      %    O
//	out_of_scope_billed                OutOfScopeBilled             hours billed of them ÷ hours out of scope       %
//	staffing_ratio                     StaffingBand.Judge           units ÷ staff                                   #    I
//	staffing_size                      StaffingBand.Judge           staff of a team that is flat                    #    I
//
// Only narrows a rate or time of tickets to a priority (mttr_p1), Percentile a time to
// one (first_response_percentile_90). The sources with a figure or a definition are I,
// M and O of the target sets below and E, the encyclopedia article on managed services;
// the others are terms of the trade, whose definition is the one given.
//
// # Targets
//
// There are three named sets, one for each source that sets targets, never blended:
//
//	I  ITILCompass           ITIL v5 Compass, Application Pattern: Managed Service Providers (2026-04-02)
//	M  ManagedServicesModel  Managed IT Services Model: A Simple and Workable Model
//	O  OperatingModel        What Is an MSP Operating Model and Why Does It Define Your Growth Ceiling? (2026-05-19)
//
// A bound that is "above" or "below" is strict. Comparison is exact: 94.999 % does not
// meet 95 %, however it prints. See [TargetSet.Score] for near and for small samples.
//
// # Units and boundaries
//
// A share is a fraction of 1 and is shown in percent. A duration is in nanoseconds;
// whether they are of the calendar or of business hours is for who measured them, see
// Elapsed of [DeskSpec]. Money is in units of its currency. Exactly due is kept, and so
// is a limit that is reached exactly. Windows are half-open, in the zone of the report:
// [calendar.IntervalOf] makes one of a month. Which tickets belong to a window is a
// [Cohort], which has to be named.
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
//	undefined-input        computed from something undefined
//	not-told               the source of the data cannot tell
//
// Undefined values print "n/a", comparing one is an error, and what is computed from
// one is undefined.
//
// # Rounding
//
// Numbers stay fractions of integers to the end. [Value.Text], [Value.Percent],
// [Value.Fixed], [Value.Duration] and [Value.Money] round once, to the places and in the
// mode they are given. float64 is in two places: a [ConfidenceInterval] and
// the estimates of a [Queue].
//
// # Errors
//
// An outcome that is none is an error that names the item, so that nothing is lost
// uncounted; more than 2⁶³ − 1 items are [msp.ErrOverflow]. Input outside its range is
// [msp.ErrRange] and names the field. Two units that meet are [ErrUnit], two currencies
// [msp.ErrCurrency]. Records, which are specs of desks and of target sets, answer all
// findings at once as [msp.Issues]. No question panics; a nil function, and a nil map to
// merge into, are mistakes in a program and do.
//
// # Laws
//
// Each is a property test, the 3rd and 4th on encoded bytes.
//
//  1. met + missed + pending + excluded = items; a rate lies in [0, 1], and is
//     undefined if and only if met + missed = 0.
//  2. One more Met never lowers a rate, one more Missed never raises it, the others
//     change nothing.
//  3. Merge is associative and commutative, the zero is its identity, and the parts
//     of any partition merge to the whole.
//  4. What is encoded decodes to an equal accumulator; bytes that none has are errors.
//  5. The order of items does not matter; counting all of them twice changes no ratio,
//     mean, least, greatest, nor a quantile by nearest rank.
//  6. min ≤ mean ≤ max, and quantiles lie between them and grow with p. Sums, means and
//     quantiles are those of rational arithmetic.
//  7. The bucket of a histogram's quantile holds the true observation.
//  8. A pooled rate lies between the rates of its parts.
//  9. Retention + churn = 1; start + new − lost = end.
//  10. MRR: start + new + reactivation + expansion − contraction − churn = end, and
//     0 ≤ GRR ≤ min(1, NRR).
//  11. MTBSI = MTBF + MTRS; outages are idempotent, in any order, and what is up and
//     down is what package sla measures.
//  12. A Wilson interval holds k/n, lies in [0, 1], mirrors n − k, and narrows with n.
//  13. NPS is in [−100, 100]; swapping promoters and detractors negates it.
//  14. Scaling and shifting durations scales and shifts mean, least, greatest and
//     quantiles.
//  15. A KPI has exactly one status, and a better one never a worse status.
//  16. The slope of a + b·i is b.
//  17. The Kaplan–Meier median is the lower median where nothing is open.
//  18. Undefined in, undefined out.
//  19. A shorter reopening window never lowers first contact resolution.
//
// # Cost
//
// Counting an item costs a few nanoseconds, and allocates nothing: adding to a Rate, to
// Times or to a Histogram is inlined or nearly so. By a function value it costs two more
// a call, by a map key some ten. A sample keeps eight bytes an observation and is sorted
// once. docs/benchmarks.md has the figures beside a loop by hand and a database.
//
// # What it does not do
//
// It does not collect: no files, no queries, no clock. It has no charts. It does not
// guess: what a ticket does not tell is unknown, and counted as left out. A count of
// reopenings or escalations that is zero says that there were none, though: where the
// source does not tell them, [KPI.NotTold] says so, as package ticketcsv does.
//
// # Sources
//
// The quantile rules are types 1 and 7 of Hyndman and Fan, Sample Quantiles in
// Statistical Packages, 1996. Intervals are of Wilson 1927, survival of Kaplan and Meier
// 1958, control limits of Shewhart and Wheeler, queues of Erlang 1917 and Palm 1957; the
// functions name the works. The codes of the first five reasons are those of the
// conformance vectors, testdata/vectors/metrics/README.md.
package metrics
