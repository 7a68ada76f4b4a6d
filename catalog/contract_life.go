package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Term returns the term of a contract that a date is in; ok is false before the contract
// and after its end, see [ContractSpec.End].
func (s ContractSpec) Term(d msp.Date) (term msp.Period, ok bool) {
	if !s.isInForce(d) {
		return msp.Period{}, false
	}
	return s.Renewal.TermAt(s.From, s.Until, d)
}

// End returns the first day on which a contract is over: its Until, or, if it renews by
// itself and notice was given, the end of the term that the notice is in time for. ok is
// false if it goes on.
func (s ContractSpec) End() (end msp.Date, ok bool) { return s.end() }

func (s ContractSpec) end() (end msp.Date, ok bool) { return s.Renewal.End(s.From, s.Until) }

// LastNotice returns the last day on which notice can be given so that the contract ends
// with the term that a date is in; ok is false if it ends without, or never does.
func (s ContractSpec) LastNotice(d msp.Date) (last msp.Date, ok bool) {
	term, ok := s.Term(d)
	if !ok || s.Renewal.Kind != RenewalAutomatic {
		return msp.Date{}, false
	}
	return s.Renewal.LastNotice(term)
}

// endsBefore reports whether the contract is over on a date.
func (s ContractSpec) endsBefore(d msp.Date) bool {
	end, ok := s.end()
	return ok && !d.Before(end)
}

// isInForce reports whether a date is in the life of the contract.
func (s ContractSpec) isInForce(d msp.Date) bool {
	return !d.Before(s.From) && !s.endsBefore(d)
}

// catalogueOf returns the day whose catalogue holds for the contract on a date.
func (s ContractSpec) catalogueOf(d msp.Date) msp.Date {
	if s.Pinned == nil || d.Before(s.Pinned.On) {
		return d
	}
	until := s.pinnedUntil()
	if !until.IsZero() && !d.Before(until) {
		return d
	}
	return s.Pinned.On
}

// pinnedUntil returns the first day on which a contract that is pinned is so no more, the
// zero date if it always is.
func (s ContractSpec) pinnedUntil() msp.Date {
	if !s.Pinned.Until.IsZero() {
		return s.Pinned.Until
	}
	signed := s.Pinned.On
	if signed.Before(s.From) {
		signed = s.From
	}
	term, _ := s.Renewal.TermAt(s.From, s.Until, signed)
	return term.To()
}

// pinnedChanges returns the changes of a price as they hold for the contract: those that
// come while it is pinned come when the pin ends, the last of them.
func (s ContractSpec) pinnedChanges(changes []pricing.PriceChange) []pricing.PriceChange {
	if s.Pinned == nil {
		return changes
	}
	until := s.pinnedUntil()
	var kept []pricing.PriceChange
	var last pricing.PriceChange
	for _, change := range changes {
		switch during := change.From.After(s.Pinned.On) && (until.IsZero() || !change.From.After(until)); {
		case !during:
			kept = append(kept, change)
		case !change.From.Before(last.From):
			last = change
		}
	}
	if !last.From.IsZero() && !until.IsZero() {
		last.From = until
		kept = append(kept, last)
	}
	return kept
}

// pinned returns the day whose catalogue holds for a contract on a date, if it is pinned
// then, and the first day on which it is so no more, none if it always is; ok is false if it
// is not.
func (s ContractSpec) pinned(d msp.Date) (on, until msp.Date, ok bool) {
	if s.Pinned == nil || d.Before(s.Pinned.On) || s.catalogueOf(d) != s.Pinned.On {
		return msp.Date{}, msp.Date{}, false
	}
	return s.Pinned.On, s.pinnedUntil(), true
}

// NextNotice returns the next chance to end a contract: the last day to give notice that is
// not before a date, and the day on which the contract then ends; see [Renewal.NextNotice].
func (s ContractSpec) NextNotice(on msp.Date) (last, end msp.Date, ok bool) {
	return s.Renewal.NextNotice(s.From, s.Until, on)
}

// isInForce reports whether an exception holds on a date on which its contract does.
func (s ExceptionSpec) isInForce(d msp.Date) bool {
	return !d.Before(s.From) && (s.Until.IsZero() || d.Before(s.Until))
}
