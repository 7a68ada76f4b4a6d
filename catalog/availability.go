package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// Availability returns the availability that a service can give at most on the date: what
// promises of uptime are held against. It is exact, and the product of
//
//   - the service's own, and that of each service without which it does not work, directly
//     or not, each counted once; one that is not stated is 100 %
//   - for each [Redundancy] of any of these, the probability that enough of the group are
//     up, see [sla.KofN]
//   - the share of the service's hours that maintenance leaves, in the year from the date
//     on: its own, that of what it needs, and that of a group while fewer than are needed
//     are not in maintenance. Windows that overlap count once.
//
// A service that is a draft or retired gives nothing. What every member of a group needs
// is counted once; what some of them need, or two groups, is counted in each as if it
// stood there apart. Hours of [ClientHours] are taken as 24x7, those of a client are in
// [Entitlement.Availability].
//
// ok is false if there is no service of that name, if it has maintenance and hours that
// never open, and for a product of more digits than a [msp.Ratio] has.
//
// Cost: linear in the services that it needs, times the groups for each of these.
func (v View) Availability(service string) (availability msp.Ratio, ok bool) {
	all := v.get()
	place, ok := all.catalog.services[service]
	if !ok {
		return msp.Ratio{}, false
	}
	var services []serviceView
	for i := range all.catalog.model.Services {
		s := &all.catalog.model.Services[i]
		services = append(services, serviceView{s, i, s.Lifecycle.At(all.on), s.on(all.on)})
	}
	hours, ok := all.catalog.calendars[services[place].terms.Hours]
	if !ok {
		hours = calendar.Always(nil)
	}
	given, ok := newComposition(all, services).given(place, hours)
	return given.ratio, ok
}

// Availability returns the availability that the service can give at most in the hours
// that it has for the client, see [View.Availability]; a contract that is pinned has the
// services of its day.
func (e Entitlement) Availability() (availability msp.Ratio, ok bool) {
	if e.service == nil {
		return msp.Ratio{}, false
	}
	given, ok := newComposition(e.v, e.client.edition.services).given(e.service.place, e.ServiceHours())
	return given.ratio, ok
}

// A composition finds what the services of an edition can give, each once.
type composition struct {
	v        *view
	services []serviceView
	nodes    []*node
	gave     map[inHours]given
	year     msp.Period
}

// A node is what is known of a service.
type node struct {
	needs  []int               // places of all without which it does not work, itself too, sorted
	weight msp.Ratio           // of the service itself and its groups, undefined if it has too many digits
	groups []msp.Ratio         // of each of its groups
	down   []calendar.Calendar // when it itself, or too much of a group of it, is in maintenance
}

type inHours struct {
	place int
	hours calendar.Calendar
}

// A given is what a service can give in some hours.
type given struct {
	ratio    msp.Ratio
	composed msp.Ratio // without maintenance
	left     msp.Ratio // the share of the hours that maintenance leaves
}

func newComposition(v *view, services []serviceView) *composition {
	return &composition{v, services, make([]*node, len(services)), make(map[inHours]given), v.yearAhead()}
}

// yearAhead returns the year from the date of the view on, or what is left of the calendar.
func (v *view) yearAhead() msp.Period {
	if v.on.IsZero() {
		return msp.Period{}
	}
	yearly, _ := newCadence(1, Year)
	end, ok := yearly.date(v.on, 1)
	if !ok {
		end = msp.MustParseDate("9999-12-31")
	}
	year, _ := msp.NewPeriod(v.on, end) // the zero one from the last day of all on
	return year
}

// given returns what a service can give; ok is false if that is not known.
func (c *composition) given(place int, hours calendar.Calendar) (g given, ok bool) {
	key := inHours{place, hours}
	if g, ok = c.gave[key]; ok {
		return g, g.ratio.Defined()
	}
	g = c.compute(c.node(place), hours)
	c.gave[key] = g
	return g, g.ratio.Defined()
}

func (c *composition) compute(n *node, hours calendar.Calendar) given {
	var weights []msp.Ratio
	var down []calendar.Calendar
	for _, i := range n.needs {
		needed := c.node(i)
		weights = append(weights, needed.weight) // undefined if it is not known, and so is the product
		down = addCalendars(down, needed.down)
	}
	composed, err := sla.Serial(weights...)
	if err != nil {
		return given{}
	}
	left := msp.NewRatio(1, 1)
	if len(down) > 0 {
		year := calendar.IntervalOf(c.year, hours.Zone())
		open := hours.Between(year.From, year.To)
		left = msp.NewRatio(int64(calendar.Subtract(hours, down...).Between(year.From, year.To)), int64(open))
	}
	ratio, err := composed.Mul(left)
	if err != nil {
		return given{}
	}
	return given{ratio, composed, left}
}

// node returns what is known of a service, whose dependencies have no loops.
func (c *composition) node(i int) *node {
	if c.nodes[i] != nil {
		return c.nodes[i]
	}
	s := &c.services[i]
	needed := make([]bool, len(c.services))
	needed[i] = true
	for _, name := range s.terms.Requires {
		if place := c.v.catalog.services[name]; !needed[place] {
			mark(needed, c.node(place).needs)
		}
	}
	for _, r := range s.terms.Redundant {
		mark(needed, c.common(r))
	}
	n := new(node)
	for place, is := range needed {
		if is {
			n.needs = append(n.needs, place)
		}
	}
	own := msp.NewRatio(0, 1)
	if s.isDelivered() {
		own = s.own()
	}
	if maintenance, ok := c.v.catalog.calendars[s.terms.Maintenance]; ok {
		n.down = append(n.down, maintenance)
	}
	for _, r := range s.terms.Redundant {
		n.groups = append(n.groups, c.group(r, n))
	}
	n.weight, _ = sla.Serial(append([]msp.Ratio{own}, n.groups...)...)
	c.nodes[i] = n
	return n
}

// own returns the availability of the service by itself.
func (s *serviceView) own() msp.Ratio {
	if s.terms.Availability.Sign() == 0 {
		return msp.NewRatio(1, 1)
	}
	return s.terms.Availability.Ratio()
}

// isDelivered reports whether the service is there: neither a draft nor retired.
func (s *serviceView) isDelivered() bool { return s.status != Draft && s.status != Retired }

// common returns what is needed by all members of a group, and so by whoever needs it.
func (c *composition) common(r Redundancy) []int {
	var all []int
	for i, name := range r.Of {
		needs := c.node(c.v.catalog.services[name]).needs
		if i == 0 {
			all = slices.Clone(needs)
			continue
		}
		all = slices.DeleteFunc(all, func(i int) bool {
			_, ok := slices.BinarySearch(needs, i)
			return !ok
		})
	}
	return all
}

// group returns the availability of a group for a service whose own needs are up, and adds
// to when too much of it is in maintenance.
func (c *composition) group(r Redundancy, of *node) msp.Ratio {
	var members []msp.Ratio
	var down []calendar.Calendar // of the members that have maintenance
	for _, name := range r.Of {
		var weights []msp.Ratio
		var windows []calendar.Calendar
		for _, i := range c.node(c.v.catalog.services[name]).needs {
			if _, shared := slices.BinarySearch(of.needs, i); shared {
				continue
			}
			weights = append(weights, c.node(i).weight)
			windows = addCalendars(windows, c.node(i).down)
		}
		member, _ := sla.Serial(weights...)
		members = append(members, member)
		if len(windows) > 0 {
			down = append(down, calendar.Union(windows[0], windows[1:]...))
		}
	}
	if atOnce, ok := atLeast(len(r.Of)-r.Need+1, down); ok {
		of.down = addCalendars(of.down, []calendar.Calendar{atOnce})
	}
	availability, _ := sla.KofN(r.Need, members...)
	return availability
}

// atLeast returns when at least so many of some calendars are open; ok is false if that is
// never, for there are fewer.
func atLeast(n int, calendars []calendar.Calendar) (c calendar.Calendar, ok bool) {
	if n < 1 || n > len(calendars) {
		return calendar.Calendar{}, false
	}
	open := make([]calendar.Calendar, n+1) // [k]: at least k of those that were seen
	open[0] = calendar.Always(nil)
	for i, one := range calendars {
		for k := min(n, i+1); k > 0; k-- {
			open[k] = calendar.Union(open[k], calendar.Intersect(open[k-1], one))
		}
	}
	return open[n], true
}

// addCalendars appends the calendars that are not there.
func addCalendars(to, from []calendar.Calendar) []calendar.Calendar {
	for _, one := range from {
		if !slices.Contains(to, one) {
			to = append(to, one)
		}
	}
	return to
}

// mark marks places.
func mark(marked []bool, places []int) {
	for _, i := range places {
		marked[i] = true
	}
}
