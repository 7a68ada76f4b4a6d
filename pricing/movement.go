package pricing

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
)

// A Movement says how monthly recurring revenue came from one amount to another.
// No amount in it is below zero, and
//
//	Start + New + Reactivation + Expansion − Contraction − Churn = End
//
// exactly; of the clients, Start + New + Reactivation − Churn = End. The zero
// Movement is that of nobody.
type Movement struct {
	Start        msp.Money // of all clients before
	New          msp.Money // of clients that have none before, and never had any
	Reactivation msp.Money // of clients that have none before, but had some earlier
	Expansion    msp.Money // more, of clients that stay
	Contraction  msp.Money // less, of clients that stay
	Churn        msp.Money // before, of clients that have none after
	End          msp.Money // of all clients after

	Clients MovedClients
}

// MovedClients counts the clients behind the amounts of a [Movement]. A client
// whose revenue stays the same is in Start and in End only.
type MovedClients struct {
	Start, New, Reactivation, Expansion, Contraction, Churn, End int
}

// Movements returns what moved between two months, whose maps say what each client
// pays, [Recurring.MRR]. A client that is not there pays nothing, as one with zero
// does. former reports whether a client that pays nothing before was a paying
// client at some earlier time; nil: none was.
//
// An amount below zero is an [msp.ErrRange] error, two currencies and a sum that
// does not fit are errors; the first, by the client's name, is returned. The cost
// is that of sorting the names.
func Movements(before, after map[string]msp.Money, former func(client string) bool) (Movement, error) {
	clients := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(after))
	slices.Sort(clients)
	var total Movement
	for _, client := range slices.Compact(clients) {
		was, is := before[client], after[client]
		back := was.IsZero() && !is.IsZero() && former != nil && former(client)
		one, err := movementOf(was, is, back)
		if err == nil {
			total, err = total.plus(one)
		}
		if err != nil {
			return Movement{}, msp.NewInputError(err, "pricing: client", client, err.Error())
		}
	}
	return total, nil
}

// movementOf returns the movement of one client, who is back if there was revenue
// at some earlier time. All its amounts have the currency, so that a sum of them
// finds every mixture.
func movementOf(before, after msp.Money, back bool) (Movement, error) {
	for _, m := range [...]msp.Money{before, after} {
		if m.Sign() < 0 {
			return Movement{}, msp.NewInputError(msp.ErrRange, "pricing: recurring revenue", m.String(), "below zero, which moves nowhere")
		}
	}
	change, err := after.Sub(before)
	if err != nil {
		return Movement{}, err
	}
	none := zeroIn(change.Currency())
	if before.IsZero() {
		before = none
	}
	if after.IsZero() {
		after = none
	}
	m := Movement{Start: before, New: none, Reactivation: none, Expansion: none, Contraction: none, Churn: none, End: after}
	m.Clients.Start, m.Clients.End = before.Sign(), after.Sign()
	switch {
	case change.IsZero():
	case before.IsZero() && back:
		m.Reactivation, m.Clients.Reactivation = change, 1
	case before.IsZero():
		m.New, m.Clients.New = change, 1
	case after.IsZero():
		m.Churn, m.Clients.Churn = before, 1
	case change.Sign() > 0:
		m.Expansion, m.Clients.Expansion = change, 1
	default:
		m.Contraction, err = change.Neg()
		m.Clients.Contraction = 1
	}
	return m, err
}

// plus returns the movement of both.
func (m Movement) plus(other Movement) (Movement, error) {
	var err error
	add := func(a, b msp.Money) msp.Money {
		sum, failed := a.Add(b)
		if err == nil {
			err = failed
		}
		return sum
	}
	sum := Movement{
		Start:        add(m.Start, other.Start),
		New:          add(m.New, other.New),
		Reactivation: add(m.Reactivation, other.Reactivation),
		Expansion:    add(m.Expansion, other.Expansion),
		Contraction:  add(m.Contraction, other.Contraction),
		Churn:        add(m.Churn, other.Churn),
		End:          add(m.End, other.End),
		Clients: MovedClients{
			Start:        m.Clients.Start + other.Clients.Start,
			New:          m.Clients.New + other.Clients.New,
			Reactivation: m.Clients.Reactivation + other.Clients.Reactivation,
			Expansion:    m.Clients.Expansion + other.Clients.Expansion,
			Contraction:  m.Clients.Contraction + other.Clients.Contraction,
			Churn:        m.Clients.Churn + other.Clients.Churn,
			End:          m.Clients.End + other.Clients.End,
		},
	}
	return sum, err
}
