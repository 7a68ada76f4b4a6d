package catalog

import (
	"slices"

	"github.com/mspkit/msp"
)

// Activities returns what recurs for a client on the date: the activities for services
// that the client has, and those for all services, in the order of the model. An activity
// without an anchor is due from the first day of the contract on, and of one that has an
// anchor nothing is due before that day. There are none for a client without a contract.
func (v View) Activities(client string) []Activity {
	all := v.get()
	c, ok := all.clients[client]
	if !ok || c.contract == nil {
		return nil
	}
	var activities []Activity
	for _, a := range all.catalog.activities {
		if len(a.spec.Services) > 0 && !slices.ContainsFunc(a.spec.Services, func(name string) bool {
			place := all.catalog.services[name]
			return Entitlement{v: all, client: c, service: &c.edition.services[place]}.InScope()
		}) {
			continue
		}
		if a.Anchor().IsZero() && !a.Cadence().IsContinuous() {
			a = a.From(c.contract.From)
		}
		activities = append(activities, a.Since(c.contract.From))
	}
	return activities
}

// Plans returns the schedules of the plans that are carried out for a client, past and
// future ones too, in their order. A schedule that leaves the years 1 to 9999 is an
// [msp.ErrRange] error, and a client that is none an [ErrUnknownName] one.
func (v View) Plans(client string) ([]Schedule, error) {
	all := v.get()
	c, ok := all.clients[client]
	if !ok {
		return nil, msp.NewInputError(ErrUnknownName, "catalog: client", client, "no client of the model")
	}
	var schedules []Schedule
	for _, p := range c.spec.Plans {
		plan := all.catalog.plans[p.Plan]
		schedule, err := plan.Schedule(p.Start)
		if p.Calendar != "" {
			schedule, err = plan.ScheduleOn(p.Start, all.catalog.calendars[p.Calendar])
		}
		if err != nil {
			return nil, err
		}
		schedules = append(schedules, schedule)
	}
	return schedules, nil
}
