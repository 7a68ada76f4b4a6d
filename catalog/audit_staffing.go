package catalog

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// Codes of findings of [CheckStaffing].
const (
	CodeOverloaded     msp.Code = "overloaded"       // a team carries more than its band, or is smaller than it
	CodeUnderloaded    msp.Code = "underloaded"      // a team carries less than its band, or is larger than it
	CodeDeskTooSmall   msp.Code = "desk_too_small"   // too few on duty for a promised response, by an estimate
	CodeDeskNeverClear msp.Code = "desk_never_clear" // more arrives than those on duty can do
)

// staffing judges teams by their bands, whose ends are good, and by what arrives at them.
// A band is a figure for planning: beyond its high end a promise is probably broken, and
// not surely, so that is a warning. A team without people, and one whose units no contract
// counts, is not judged.
//
// Of a team with a load, as much work as those on duty can do, or more, is an error: it is
// never done. If less of it than wanted is answered within the shortest time that a
// response is promised in for one of its services, that is a warning: it is an estimate of
// a model, see [metrics.Queue], and its busiest hour may be out of the hours of that
// promise. Promises until a time of day, such as the next business day, are not judged.
func (a *auditor) staffing() {
	for _, t := range (View{a.v}).Staffing() {
		a.band(&t)
	}
	within := a.tightest()
	for i := range a.v.catalog.model.Teams {
		if team := &a.v.catalog.model.Teams[i]; team.Load != nil && team.Side <= SideProvider {
			a.desk(i, team, within[team.Name])
		}
	}
}

// band reports where a team stands in its band.
func (a *auditor) band(t *TeamStaffing) {
	i := a.v.catalog.teams[t.Team]
	team := &a.v.catalog.model.Teams[i]
	if !t.Counted && !team.Band.Flat {
		return
	}
	severity, code, word := msp.SeverityWarning, CodeOverloaded, "more"
	switch t.Status {
	case metrics.WithinBand, 0:
		return
	case metrics.UnderLoaded, metrics.OverStaffed:
		severity, code, word = msp.SeverityInfo, CodeUnderloaded, "less"
	case metrics.OverLoaded, metrics.UnderStaffed:
	}
	low, high, heads := number.Text(team.Band.Low), number.Text(team.Band.High), ratioText(t.Heads)
	if team.Band.Flat {
		if word = "larger"; code == CodeOverloaded {
			word = "smaller"
		}
		a.add(severity, CheckStaffing, code, at("teams", i), t.Team, "plan it with "+low+" to "+high,
			"a team of {heads} is {word} than the {low} to {high} of its kind",
			is("heads", heads), is("word", word), is("low", low), is("high", high))
		return
	}
	need := t.need(team)
	a.add(severity, CheckStaffing, code, at("teams", i), t.Team, "plan it with "+need,
		"{units} units ({counts}) for a team of {heads} are {load} for each, {word} than {low} to {high}: they need {need}",
		is("units", ratioText(t.Units)), is("counts", t.Counts), is("heads", heads), is("load", ratioText(t.Load.Value.Exact())),
		is("word", word), is("low", low), is("high", high), is("need", need))
}

// need returns how many people keep the team in its band, or, if no number does, how many
// it is planned with.
func (t *TeamStaffing) need(team *TeamSpec) string {
	least, most := t.Least, t.Most
	units, err := t.Units.Int(msp.Up)
	if of, err2 := team.band().Staff(units); err == nil && err2 == nil && of.Possible() {
		least, most = of.Least, of.Most
	}
	if least == most {
		return strconv.FormatInt(least, 10)
	}
	return strconv.FormatInt(least, 10) + " to " + strconv.FormatInt(most, 10)
}

// ratioText returns a number exactly if two digits after the point are enough, or else
// rounded to them.
func ratioText(r msp.Ratio) string {
	if r.Den().Cmp(big.NewInt(1)) == 0 {
		return r.Num().String()
	}
	return strings.TrimSuffix(strings.TrimRight(r.Fixed(2, msp.HalfUp), "0"), ".")
}

// A tightResponse is the shortest time in which a response is promised for a service.
type tightResponse struct {
	within   time.Duration
	service  string
	to       string // a client
	priority msp.Priority
}

// tightest returns the shortest response that is promised for what each team delivers.
func (a *auditor) tightest() map[string]tightResponse {
	found := make(map[string]tightResponse)
	seen := make(map[*promise][]tightResponse)
	a.inScope(func(c *clientView, s *serviceView) {
		e := Entitlement{v: a.v, client: c, service: s}.decided()
		for e.site = range c.hours {
			p := e.promise()
			if p == nil {
				continue
			}
			shortest, ok := seen[p]
			if !ok {
				shortest = p.shortest()
				seen[p] = shortest
			}
			for _, one := range shortest {
				if before, ok := found[s.terms.Team]; !ok || one.within < before.within {
					one.service, one.to = s.spec.Name, c.spec.Name
					found[s.terms.Team] = one
				}
			}
		}
	})
	return found
}

// shortest returns the shortest time of a response, or nothing.
func (p *promise) shortest() []tightResponse {
	var found []tightResponse
	for _, g := range p.goals {
		if !isResponse(g.Metric()) {
			continue
		}
		for priority, target := range targetsOf(g) {
			within, ok := target.Span().(sla.Within)
			if ok && (len(found) == 0 || time.Duration(within) < found[0].within) {
				found = []tightResponse{{within: time.Duration(within), priority: msp.Priority(priority)}}
			}
		}
	}
	return found
}

// desk judges what arrives at a team in its busiest hour; nothing may be promised.
func (a *auditor) desk(i int, team *TeamSpec, promise tightResponse) {
	queue := metrics.Queue{PerHour: number.Ratio(team.Load.PerHour), Handle: team.Load.Handle}
	load, err := queue.Load()
	if err != nil {
		return // beyond what can be estimated
	}
	path, onDuty := at("teams", i)+".load", strconv.Itoa(team.Load.OnDuty)
	arrives := number.Text(team.Load.PerHour) + " tickets an hour of " + duration.Format(team.Load.Handle)
	if load.Compare(msp.NewRatio(int64(team.Load.OnDuty), 1)) >= 0 {
		less, _ := load.Int(msp.Floor)
		need := strconv.FormatInt(less+1, 10)
		a.add(msp.SeverityError, CheckStaffing, CodeDeskNeverClear, path, subject(team.Name), "have "+need+" on duty in the busiest hour, at least",
			"{arrives} are work for {load} people, and {on_duty} are on duty: the queue grows without end",
			is("arrives", arrives), is("load", ratioText(load)), is("on_duty", onDuty))
		return
	}
	if promise.within == 0 {
		return
	}
	share := keep(team.Load.Share, msp.MustParsePercent("95%"))
	need, err := queue.Staff(share, promise.within)
	reached, err2 := queue.With(team.Load.OnDuty, promise.within)
	if err != nil || err2 != nil || need.Technicians <= team.Load.OnDuty {
		return
	}
	about := promise.to + ", " + promise.service
	if promise.priority != 0 {
		about += ", " + promise.priority.String()
	}
	technicians := strconv.Itoa(need.Technicians)
	a.add(msp.SeverityWarning, CheckStaffing, CodeDeskTooSmall, path, subject(team.Name),
		"have "+technicians+" on duty in the busiest hour, or promise a later response",
		"of {arrives} an estimated {reached} are answered within {within} by {on_duty} on duty, and not {share}, which need {need} ({promise})",
		is("arrives", arrives), is("reached", sharePercentDown(reached.ServiceLevel)), is("within", duration.Format(promise.within)),
		is("on_duty", onDuty), is("share", share.String()), is("need", technicians), is("promise", about))
}

// sharePercentDown returns an estimated share in percent, rounded down to a tenth.
func sharePercentDown(share float64) string {
	return strconv.FormatFloat(math.Floor(1000*share)/10, 'f', 1, 64) + "%"
}
