package main

import (
	"errors"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/sla"
)

// service is what all tickets are about.
const service = "help desk"

// Goals of the model, by their names.
const (
	response   = "first_response"
	resolution = "resolution"
)

// A client is whom tickets are invented for.
type client struct {
	name     string
	hours    calendar.Calendar
	entitled []entitled // in order, the first since ever
	contract msp.Date   // its first day
}

// An entitled is what a client is entitled to from a date on.
type entitled struct {
	catalog.Entitlement

	from msp.Date
}

// readModel reads a model and compiles it.
func readModel(data []byte) (catalog.Model, catalog.Catalog, error) {
	model, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		return catalog.Model{}, catalog.Catalog{}, err
	}
	all, err := model.Compile(nil)
	return model, all, err
}

// readClients reads the clients of a model, which is known to be good: the test of
// servicereview reads it strictly.
func readClients(data []byte) ([]client, error) {
	model, all, err := readModel(data)
	if err != nil {
		return nil, err
	}
	var clients []client
	for i := range model.Clients {
		spec := &model.Clients[i]
		c := client{name: spec.Name}
		for _, date := range slices.Concat([]msp.Date{{}}, all.DatesOf(spec.Name)) {
			e, err := all.On(date).Entitlement(catalog.Request{Client: spec.Name, Service: service})
			if err != nil {
				return nil, err
			}
			c.entitled = append(c.entitled, entitled{e, date})
		}
		if c.hours, _ = c.entitled[0].Hours(); c.hours == (calendar.Calendar{}) || len(spec.Contracts) != 1 {
			return nil, errors.New(spec.Name + ": want hours, and one contract")
		}
		c.contract = spec.Contracts[0].From
		clients = append(clients, c)
	}
	return clients, nil
}

// from returns the instant at which the contract begins.
func (c client) from() time.Time {
	return calendar.InstantOf(calendar.At(c.contract, calendar.TimeOfDay{}), c.hours.Zone())
}

// at returns what the client is entitled to on the day of an opening.
func (c client) at(opened time.Time) entitled {
	date, err := calendar.DateOf(opened, c.hours.Zone())
	i, found := slices.BinarySearchFunc(c.entitled, date, func(e entitled, d msp.Date) int { return e.from.Compare(d) })
	if !found && i > 0 {
		i--
	}
	if err != nil {
		i = 0
	}
	return c.entitled[i]
}

// target returns the open time that was promised, or one like it where nothing was: that
// of the contract which comes later, or some hours.
func (c client) target(goal string, priority msp.Priority, opened time.Time) (sla.Deadline, error) {
	promised, ok := c.at(opened).Goal(goal)
	for i := 0; !ok && i < len(c.entitled); i++ {
		promised, ok = c.entitled[i].Goal(goal)
	}
	target, ok := promised.Targets().For(priority, opened)
	if !ok {
		var err error
		if target, err = sla.NewTarget(sla.Within(30*time.Hour), c.hours); err != nil {
			return sla.Deadline{}, err
		}
	}
	return target.Start(opened)
}

// clocks returns the clocks of the promises for a ticket, by the names of the goals; none
// if nothing is promised.
func (t *ticket) clocks(log sla.Log) (map[string]sla.Clock, error) {
	goals, _ := t.client.at(t.opened).Goals()
	clocks := make(map[string]sla.Clock, len(goals))
	for _, goal := range goals {
		clock, err := goal.Replay(log)
		if err != nil {
			return nil, err
		}
		clocks[goal.Name()] = clock
	}
	return clocks, nil
}
