package catalog

import (
	"slices"

	"github.com/mspkit/msp"
)

// DatesOf returns the dates on which a client is entitled to something else than the day
// before, or may be: when a contract, a term of which a pin depends, or an exception
// begins or ends, and when the catalogue becomes another. Between two of them, views of any
// date answer alike, so that a program which replays tickets makes one for each stretch.
// It is nil for a client that is none.
func (c Catalog) DatesOf(client string) []msp.Date {
	all := c.get()
	place, ok := all.clients[client]
	if !ok {
		return nil
	}
	dates := slices.Clone(all.dates)
	for i := range all.model.Clients[place].Contracts {
		s := &all.model.Clients[place].Contracts[i]
		dates = append(dates, s.From)
		if end, ok := s.end(); ok {
			dates = append(dates, end)
		}
		if s.Pinned != nil {
			dates = append(dates, s.Pinned.On, s.pinnedUntil())
		}
		for _, e := range s.Exceptions {
			dates = append(dates, e.From, e.Until)
		}
	}
	dates = slices.DeleteFunc(dates, msp.Date.IsZero)
	slices.SortFunc(dates, msp.Date.Compare)
	return slices.Compact(dates)
}
