package catalog

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/sla"
)

// Codes of [CheckResponse].
const (
	CodeResponseLate msp.Code = "response_late"  // somebody is told after the response is due
	CodeNobodyTold   msp.Code = "nobody_told"    // of a ticket that can be opened nobody is ever told
	CodeNobodyOnCall msp.Code = "nobody_on_call" // nobody is on call in hours in which a response is promised
	CodeNotDecided   msp.Code = "not_decided"    // a policy has too much in it for a proof
)

// response proves all promises of a response, see [View.Prove], and reports those that can
// be broken, as errors, with the worst opening. To be told at the limit is in time. What is
// broken for one cause is one finding, which names the first clients and how many there are:
//
//   - nobody is ever told, since a policy comes to its end: one for the policy;
//   - nobody is on call when a ticket is opened that is late: one for the policy;
//   - or the policy waits too long, or for hours: one for the policy and the promise.
//
// A promise may be kept although nobody is on call in some of its hours: tickets wait then,
// and not too long, or a step tells somebody else at once. Promised hours less the hours in
// which somebody is on call, in any schedule that a functional step of the policy calls,
// should be empty all the same; where they are not, the first gap is a warning, one for a
// policy. A policy with a functional step that tells a party, or all of a schedule, has no
// gaps. Where a promise is broken because of the gaps of a policy, that is said instead: it
// shows what a gap does.
//
// A policy of which it cannot be decided is named once, for information. Of tickets without
// a policy [CheckEscalation] tells.
func (a *auditor) response() {
	r := &responseCheck{
		auditor: a, prover: newProver(a.v), groups: make(map[provedKey]*responseGroup), alone: make(map[escalation.Policy]calendar.Intervals),
		undecided: make(map[string]bool),
	}
	for _, c := range a.v.order {
		r.prover.client(c, func(t *provedTicket, proof *Proof) bool {
			r.take(t, proof)
			return true
		})
	}
	r.report()
}

type responseCheck struct {
	*auditor

	prover *prover
	groups map[provedKey]*responseGroup
	order  []*responseGroup
	alone  map[escalation.Policy]calendar.Intervals

	undecided map[string]bool // policies that are reported
}

// A responseGroup is all tickets to which one policy and one promise apply, or several that
// are broken for one cause.
type responseGroup struct {
	ticketGroup

	policy escalation.Policy
	proof  Proof // the worst of several
	sites  []string
	others int // how many further promises are broken

	// gap is the first time in which nobody is on call, if that is the cause, and gapIn the
	// hours in which a response is promised then.
	gap   calendar.Interval
	gapIn calendar.Calendar
	isGap bool
}

// A lateCause is why a promise is broken.
type lateCause struct {
	policy  string
	isNever bool
	isGap   bool
	target  sla.Target // if the policy waits too long
}

func (r *responseCheck) take(t *provedTicket, proof *Proof) {
	if proof.Err != nil {
		r.notDecided(proof)
		return
	}
	key := provedKey{t.route.Policy, proof.Target}
	g, ok := r.groups[key]
	if !ok {
		place := slices.IndexFunc(r.v.catalog.model.Policies, func(s escalation.PolicySpec) bool { return s.Name == proof.Policy })
		g = &responseGroup{ticketGroup: ticketGroup{path: at("policies", place), what: proof.Policy}, policy: t.route.Policy, proof: *proof}
		r.groups[key] = g
		r.order = append(r.order, g)
	}
	g.take(t)
	if proof.Site != "" && !slices.Contains(g.sites, proof.Site) {
		g.sites = append(g.sites, proof.Site)
	}
}

// notDecided reports a policy once.
func (r *responseCheck) notDecided(proof *Proof) {
	if errors.Is(proof.Err, ErrNoPolicy) || r.undecided[proof.Policy] {
		return
	}
	r.undecided[proof.Policy] = true
	place := slices.IndexFunc(r.v.catalog.model.Policies, func(s escalation.PolicySpec) bool { return s.Name == proof.Policy })
	r.add(msp.SeverityInfo, CheckResponse, CodeNotDecided, at("policies", place), subject(proof.Policy), "take steps and shifts out of it",
		"whether {policy} tells somebody in time cannot be decided: {why}", is("policy", proof.Policy), is("why", proof.Err.Error()))
}

func (r *responseCheck) report() {
	late, told := make(map[lateCause]*responseGroup), make(map[string]bool)
	var causes []lateCause
	for _, g := range r.order {
		if g.proof.IsKept() {
			continue
		}
		cause := r.cause(g)
		told[g.what] = told[g.what] || cause.isNever || cause.isGap
		if all, ok := late[cause]; ok {
			all.join(g)
			continue
		}
		late[cause] = g
		causes = append(causes, cause)
	}
	for _, cause := range causes {
		r.addLate(late[cause])
	}
	r.reportGaps(told)
}

// cause finds out why a promise is broken.
func (r *responseCheck) cause(g *responseGroup) lateCause {
	first := &g.proof.First
	if !g.proof.Worst.IsTold {
		return lateCause{policy: g.what, isNever: true}
	}
	if r.nobody(g.policy).Contains(first.Opened) {
		for gap := range r.gaps(g) {
			if gap.Overlaps(calendar.Interval{From: first.Opened, To: first.Told}) {
				g.gap, g.gapIn, g.isGap = gap, g.proof.Target.Calendar(), true
				return lateCause{policy: g.what, isGap: true}
			}
		}
	}
	return lateCause{policy: g.what, target: g.proof.Target}
}

// reportGaps reports the gaps of policies of which nothing is said yet.
func (r *responseCheck) reportGaps(told map[string]bool) {
	found := make(map[string]*responseGroup)
	var order []string
	for _, g := range r.order {
		if told[g.what] {
			continue
		}
		for gap := range r.gaps(g) {
			g.gap, g.gapIn, g.isGap = gap, g.proof.Target.Calendar(), true
			break
		}
		if !g.isGap {
			continue
		}
		if all, ok := found[g.what]; ok {
			all.join(g)
			continue
		}
		found[g.what] = g
		order = append(order, g.what)
	}
	for _, policy := range order {
		r.addGap(found[policy])
	}
}

// join takes in another group: the worse proof and the earlier gap count.
func (g *responseGroup) join(other *responseGroup) {
	for _, list := range []struct {
		into *[]string
		from []string
	}{{&g.clients, other.clients}, {&g.services, other.services}, {&g.sites, other.sites}} {
		for _, name := range list.from {
			if !slices.Contains(*list.into, name) {
				*list.into = append(*list.into, name)
			}
		}
	}
	for p := range g.priorities {
		g.priorities[p] = g.priorities[p] || other.priorities[p]
	}
	if isBrokenMore(&other.proof, &g.proof) {
		g.proof = other.proof
	}
	if other.isGap && other.gap.From.Before(g.gap.From) {
		g.gap, g.gapIn = other.gap, other.gapIn
	}
	g.others++
}

// isBrokenMore reports whether a promise is broken by more than another, and of equals
// whether it comes first by names: the order of a document says nothing.
func isBrokenMore(p, other *Proof) bool {
	never := func(p *Proof) int {
		if p.Worst.IsTold {
			return 1
		}
		return 0
	}
	excess := func(p *Proof) time.Duration {
		if p.Worst.IsTold {
			return p.Worst.Elapsed - p.Worst.Target
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(never(p), never(other)), -cmp.Compare(excess(p), excess(other)), -cmp.Compare(p.Missed, other.Missed),
		cmp.Compare(p.Worst.Target, other.Worst.Target), cmp.Compare(p.Client, other.Client), cmp.Compare(p.Site, other.Site),
		cmp.Compare(p.Service, other.Service), cmp.Compare(p.Priority, other.Priority),
	) < 0
}

// about returns what a finding is about: the client, if it is one, and then the site, the
// service and the priority likewise; or else the policy.
func (g *responseGroup) about() string {
	if len(g.clients) > 1 {
		return subject(g.what)
	}
	names := []string{g.clients[0]}
	for _, list := range [][]string{g.sites, g.services} {
		if len(list) == 1 {
			names = append(names, list[0])
		}
	}
	return subject(append(names, g.priorities.only())...)
}

func (r *responseCheck) addLate(g *responseGroup) {
	w, first := &g.proof.Worst, &g.proof.First
	zone := g.proof.Target.Calendar().Zone()
	priorities, clients := g.whose()
	values := []msp.ReasonValue{
		is("priorities", priorities), is("target", r.promised(g.proof.Target)), is("opened", instantIn(w.Opened, zone)),
		is("missed", duration.Format(g.proof.Missed)), is("of", duration.Format(r.prover.year.Duration())), is("clients", clients),
		is("services", someOf(g.services, "service")), is("first", instantIn(first.Opened, zone)),
	}
	whose := "; {missed} of the year's {of} are late, from {first} on; it is for {services} of {clients}"
	if g.others > 0 {
		whose += ", of whose promises {others} more is broken so"
		if g.others > 1 {
			whose = strings.Replace(whose, "more is", "more are", 1)
		}
		values = append(values, is("others", strconv.Itoa(g.others)))
	}
	if !w.IsTold {
		r.add(msp.SeverityError, CheckResponse, CodeNobodyTold, g.path, g.about(),
			"let "+g.what+" end with a step that always tells somebody",
			"{priorities}: a response is promised {target}, and nobody is ever told of a ticket opened {opened}"+whose, values...)
		return
	}
	mend := "let " + g.what + " tell somebody by " + instantIn(first.Limit, zone) + " of a ticket opened " + instantIn(first.Opened, zone) +
		", or promise the response later"
	if g.isGap {
		mend = onCallIn(g.gap, g.gapIn.Zone())
	}
	values = append(values, is("told", laterIn(w.Opened, w.Told, zone)), is("elapsed", duration.Format(w.Elapsed)), is("within", duration.Format(w.Target)))
	r.add(msp.SeverityError, CheckResponse, CodeResponseLate, g.path, g.about(), mend,
		"{priorities}: a response is promised {target}; opened {opened}: nobody until {told}, {elapsed} against {within}"+whose, values...)
}

// onCallIn says what mends a gap.
func onCallIn(gap calendar.Interval, zone *time.Location) string {
	return "have somebody on call " + spanIn(gap, zone) + ", or promise the response in hours in which somebody is"
}

func (r *responseCheck) addGap(g *responseGroup) {
	c := g.gapIn
	_, clients := g.whose()
	r.add(msp.SeverityWarning, CheckResponse, CodeNobodyOnCall, g.path, g.about(), onCallIn(g.gap, c.Zone()),
		"a response is promised in {hours}, and nobody whom {policy} calls is on call {gap}; no promise is broken, but the ticket waits or goes to others; it is for {services} of {clients}",
		is("hours", r.hoursName(c)), is("policy", g.what), is("gap", spanIn(g.gap, c.Zone())), is("services", someOf(g.services, "service")), is("clients", clients))
}
