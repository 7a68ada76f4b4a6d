package catalog

import (
	"errors"
	"iter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// ErrNoPolicy says that a response is promised and no route has a policy that would tell
// anybody of the ticket.
var ErrNoPolicy = errors.New("no escalation policy")

// A Proof says whether somebody is told in time of every ticket that a client can open in
// a year, for one promise of a response: an answer.
type Proof struct {
	Client   string
	Site     string // empty: none in particular
	Service  string
	Priority msp.Priority
	Goal     string // the name of the goal that promises the response
	Policy   string // the name of the policy that tells people, as the routes have it

	// Target is what is promised, in the hours in which it is.
	Target sla.Target

	// Year are the openings that are judged.
	Year calendar.Interval

	// Worst is the opening that misses the promise by most or, if none misses it, that is
	// nearest to it; to be told never is the worst. The zero Witness if there is nothing to
	// judge: the promise says nothing of any opening, or is never due.
	Worst Witness

	// First is the first opening that is late, the zero Witness if none is. Longest is the
	// longest wait, whatever is promised. Silent is the first opening of which the promise
	// says nothing, see Refused there; the zero Witness if there is none.
	First, Longest, Silent Witness

	// Missed is how much of the year is late.
	Missed time.Duration

	// Err is why it could not be decided: [ErrNoPolicy], or that the policy has too many
	// steps and shifts to look at, or that the date is beyond what can be looked at.
	Err error
}

// A Witness is one opening of a ticket, when somebody is told of it, nothing else
// happening, and what was promised: it can be checked by hand.
type Witness struct {
	// Opened is when the ticket is opened, Told when somebody is first told of it, if IsTold.
	// Both are in UTC. Wait is the time between the two.
	Opened, Told time.Time
	IsTold       bool
	Wait         time.Duration

	// Elapsed is the time that has passed by then in the hours of the promise, Target how
	// much of it there was. Target is zero if the promise says nothing of the opening.
	Elapsed, Target time.Duration

	// Limit is the last instant at which the promise is kept, in UTC; the zero time if there
	// is none. IsLate says that somebody is told after it, or nobody ever is.
	Limit  time.Time
	IsLate bool

	// Refused is why the promise says nothing of the opening, see [sla.Target.Start].
	Refused error
}

// IsKept reports whether it is proved that the promise is kept all year: nobody is told
// after its limit.
func (p Proof) IsKept() bool { return p.Err == nil && p.Missed == 0 }

// Prove walks the proofs of all promises of a response: for each client, first for no site
// in particular and then for each, for each service that it has, and for each priority. A
// promise of a response is a goal whose metric begins when a ticket is created and stops
// when somebody replies, as that of [sla.FirstResponse]. Priorities are P1 to P4, and any
// other of which the grid has a target that is not the headline; one to which nothing is
// promised is left out. Who is told is what the route says, as of
// [Entitlement.Route]; no kind of work and no further attributes are known. That
// somebody is told counts as the response.
//
// The openings are those of the year from the date of the view on, [00:00 UTC, 00:00 UTC of
// the date a year later), or to the end of the year 9999. All of them are judged, exactly
// to the nanosecond, since between the instants at which a calendar or a schedule changes
// the wait is linear. The view of the zero date has no contracts, and nothing to prove.
//
// The sequence is lazy. Cost: some milliseconds for each policy and promise that is
// another one, and some microseconds for each proof. A view is the same all
// year: what changes behind its date is for the proof of that date.
func (v View) Prove() iter.Seq[Proof] {
	return func(yield func(Proof) bool) {
		p := newProver(v.get())
		for _, c := range p.v.order {
			if !p.client(c, func(_ *provedTicket, proof *Proof) bool { return yield(*proof) }) {
				return
			}
		}
	}
}

// A prover proves promises, and keeps what it has found out.
type prover struct {
	v        *view
	year     calendar.Interval
	told     map[escalation.Policy]toldOf
	found    map[provedKey]*Proof
	ofNoTier map[objectiveKey]*promise
	goals    map[*promise][]provedGoal
}

// A toldOf is when a policy tells somebody.
type toldOf struct {
	pieces []escalation.Told
	err    error
}

// A provedKey is what decides about a promise; most clients share it.
type provedKey struct {
	policy escalation.Policy
	target sla.Target
}

// An objectiveKey is what decides about the grid of a service without a commercial tier.
type objectiveKey struct {
	criticality sla.Criticality
	hours       calendar.Calendar
}

// A provedGoal is a goal of a grid.
type provedGoal struct {
	name       string
	isResponse bool
	targets    [msp.P9 + 1]sla.Target // by priority; zero: nothing is promised
}

// A provedTicket is the tickets that a proof is about.
type provedTicket struct {
	client   *clientView
	service  *serviceView
	site     int
	priority msp.Priority
	route    Route
}

func newProver(v *view) *prover {
	return &prover{
		v: v, year: yearFrom(v.on), told: make(map[escalation.Policy]toldOf), found: make(map[provedKey]*Proof),
		ofNoTier: make(map[objectiveKey]*promise), goals: make(map[*promise][]provedGoal),
	}
}

// yearFrom returns the year from a date on, in UTC; the zero date has none.
func yearFrom(d msp.Date) calendar.Interval {
	if d.IsZero() {
		return calendar.Interval{}
	}
	last := msp.MustParseDate("9999-12-31")
	year, month, day := d.YMD()
	to, err := msp.NewDate(year+1, month, day)
	if err != nil && year+1 <= last.Year() {
		to, err = msp.NewDate(year+1, time.March, 1) // from the 29th of February
	}
	if err != nil {
		to = last
	}
	period, _ := msp.NewPeriod(d, to) // d is not after it
	within := calendar.IntervalOf(period, time.UTC)
	if err != nil {
		within.To = within.To.Add(24 * time.Hour)
	}
	return within
}

// client proves the promises to one client; it returns false if that was enough.
func (p *prover) client(c *clientView, yield func(*provedTicket, *Proof) bool) bool {
	if c.contract == nil {
		return true
	}
	for site := range c.hours {
		for i := range c.edition.services {
			s := &c.edition.services[i]
			if !(Entitlement{v: p.v, client: c, service: s}).InScope() {
				continue
			}
			if !p.service(c, s, site, yield) {
				return false
			}
		}
	}
	return true
}

// service proves the promises for one service.
func (p *prover) service(c *clientView, s *serviceView, site int, yield func(*provedTicket, *Proof) bool) bool {
	goals := p.goalsOf(p.promise(c, s, site))
	t := &provedTicket{client: c, service: s, site: site}
	for t.priority = msp.P1; t.priority <= msp.P9; t.priority++ {
		routed := false
		for i := range goals {
			target := goals[i].targets[t.priority]
			if !goals[i].isResponse || target.IsZero() {
				continue
			}
			if !routed {
				t.route, _ = p.v.route(c, s, site, "", t.priority, nil)
				routed = true
			}
			proof := p.prove(t, target)
			proof.Client, proof.Service, proof.Priority, proof.Goal = c.spec.Name, s.spec.Name, t.priority, goals[i].name
			if site > 0 {
				proof.Site = c.spec.Sites[site-1].Name
			}
			if !yield(t, &proof) {
				return false
			}
		}
	}
	return true
}

// promise returns the grid for a service, whatever a term says of the kind of work.
func (p *prover) promise(c *clientView, s *serviceView, site int) *promise {
	e := Entitlement{v: p.v, client: c, service: s, site: site, cover: Included}
	_, special := c.special[s.spec.Name]
	if special || c.tier != nil || len(c.promises[site].goals) > 0 {
		return e.promise()
	}
	key := objectiveKey{s.terms.Criticality, p.v.serviceHours(c, s, site)}
	if _, ok := p.ofNoTier[key]; !ok {
		p.ofNoTier[key] = e.promise()
	}
	return p.ofNoTier[key]
}

// goalsOf returns the goals of a grid.
func (p *prover) goalsOf(grid *promise) []provedGoal {
	goals, ok := p.goals[grid]
	if ok {
		return goals
	}
	for _, g := range grid.goals {
		goals = append(goals, provedGoal{g.Name(), isResponse(g.Metric()), targetsOf(g)})
	}
	p.goals[grid] = goals
	return goals
}

// targetsOf returns the targets of a goal by priority, zero where nothing is promised: of
// P1 to P4, and of others that have one of their own. Targets of a model have no dates.
func targetsOf(g sla.Goal) (targets [msp.P9 + 1]sla.Target) {
	headline, _ := g.Targets().For(0, time.Time{})
	targets[0] = headline
	for priority := msp.P1; priority <= msp.P9; priority++ {
		target, ok := g.Targets().For(priority, time.Time{})
		if ok && (priority <= msp.P4 || target != headline) {
			targets[priority] = target
		}
	}
	return targets
}

// prove proves one promise for tickets that are routed.
func (p *prover) prove(t *provedTicket, target sla.Target) Proof {
	if t.route.Line.Policy == "" {
		return Proof{Target: target, Year: p.year, Err: ErrNoPolicy}
	}
	key := provedKey{t.route.Policy, target}
	found, ok := p.found[key]
	if !ok {
		found = p.find(key)
		p.found[key] = found
	}
	proof := *found
	proof.Policy = t.route.Line.Policy
	return proof
}

// find proves a promise, whosever it is.
func (p *prover) find(key provedKey) *Proof {
	proof := &Proof{Target: key.target, Year: p.year}
	told, ok := p.told[key.policy]
	if !ok {
		told.pieces, told.err = key.policy.FirstTold(p.year.From, p.year.To)
		p.told[key.policy] = told
	}
	if told.err != nil {
		proof.Err = told.err
		return proof
	}
	w := findWorst(told.pieces, key.target)
	if w.judged {
		proof.Worst = w.witness()
	}
	proof.First, proof.Longest, proof.Silent, proof.Missed = w.first.witness(), w.longest.witness(), w.silent.witness(), w.missed
	return proof
}

// witness returns a response as others see it.
func (r *response) witness() Witness {
	w := Witness{
		Opened: r.opened, Told: r.told, IsTold: r.isTold, Wait: r.wait, Elapsed: r.elapsed, Target: r.target,
		IsLate: r.late, Refused: r.refused,
	}
	if r.hasLimit {
		w.Limit = r.limit.UTC()
	}
	return w
}
