package pricing

import (
	"cmp"

	"github.com/mspkit/msp/internal/number"
)

// compare is the order in which work is billed: by date, so that the order in which
// facts are entered never matters.
func (e Entry) compare(other Entry) int {
	return cmp.Or(
		e.Date.Compare(other.Date), cmp.Compare(e.Ticket, other.Ticket), cmp.Compare(e.ID, other.ID),
		cmp.Compare(e.Type, other.Type), cmp.Compare(e.Role, other.Role),
		cmp.Compare(e.Minutes, other.Minutes), cmp.Compare(e.AfterHours, other.AfterHours),
	)
}

// compare is the order in which materials are billed.
func (m Material) compare(other Material) int {
	return cmp.Or(
		m.Date.Compare(other.Date), cmp.Compare(m.ID, other.ID), cmp.Compare(m.Name, other.Name),
		number.Ratio(m.Quantity).Compare(number.Ratio(other.Quantity)), number.Ratio(m.Cost).Compare(number.Ratio(other.Cost)),
		number.Ratio(m.Price).Compare(number.Ratio(other.Price)), m.Markup.Compare(other.Markup),
	)
}
