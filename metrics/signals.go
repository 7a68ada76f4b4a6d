package metrics

import (
	"errors"
	"strings"

	"github.com/mspkit/msp"
)

// Signals are the five signs that an operating model has outgrown its design, in the
// order of the source: What Is an MSP Operating Model, How do I know if my MSP operating
// model is broken? The zero Signals are not assessed.
//
// In JSON each is "yes", "no" or "" under its code. A value that is no [Answer] counts as
// not assessed.
type Signals struct {
	// MarginFalling: gross margin falls while revenue grows. It can be computed, see
	// [Earnings.MarginFalling].
	MarginFalling Answer `json:"margin_falling_while_revenue_grows"`

	// Complexity: every new client adds complexity rather than routine work.
	Complexity Answer `json:"new_clients_add_complexity"`

	// SeniorsManageAccounts: senior technicians do account management and strategy, for
	// want of a layer that does.
	SeniorsManageAccounts Answer `json:"seniors_do_account_management"`

	// ScopeCreep: scope creep recurs, rather than being an exception.
	ScopeCreep Answer `json:"scope_creep_recurring"`

	// OwnerNeeded: normal operations do not survive the absence of the owner.
	OwnerNeeded Answer `json:"owner_absence_not_survivable"`
}

// A Diagnosis is what [Signals] say together, and why.
type Diagnosis struct {
	Assessment Assessment

	// True and NotAssessed are the signals that are true and those that nobody looked
	// at, in the order of Signals. A code is the name of the field in JSON.
	True, NotAssessed []msp.Reason
}

// Assess returns what the signals say. By the source any two point to a structural
// issue and all five to a redesign; the other levels are of this package:
//
//  1. all five are true: [Redesign];
//  2. two or more: [Structural];
//  3. one: [Watch];
//  4. none, and all are assessed: [Healthy];
//  5. none, and some are not assessed: [Incomplete].
//
// A signal that is not assessed never counts as true: what is still open may make the
// assessment worse, never better.
func (s Signals) Assess() Diagnosis {
	var d Diagnosis
	for _, signal := range [...]struct {
		answer        Answer
		code, english string
	}{
		{s.MarginFalling, "margin_falling_while_revenue_grows", "gross margin falls while revenue grows"},
		{s.Complexity, "new_clients_add_complexity", "new clients add complexity"},
		{s.SeniorsManageAccounts, "seniors_do_account_management", "seniors do account management"},
		{s.ScopeCreep, "scope_creep_recurring", "scope creep recurs"},
		{s.OwnerNeeded, "owner_absence_not_survivable", "operations do not survive the owner's absence"},
	} {
		switch signal.answer {
		case Yes:
			d.True = append(d.True, msp.NewReason(signal.code, signal.english))
		case No:
		default:
			d.NotAssessed = append(d.NotAssessed, msp.NewReason(signal.code, signal.english))
		}
	}
	switch n := len(d.True); {
	case n == 5:
		d.Assessment = Redesign
	case n >= 2:
		d.Assessment = Structural
	case n == 1:
		d.Assessment = Watch
	case len(d.NotAssessed) == 0:
		d.Assessment = Healthy
	default:
		d.Assessment = Incomplete
	}
	return d
}

// String returns "structural: scope creep recurs; new clients add complexity; 1 not
// assessed".
func (d Diagnosis) String() string {
	var parts []string
	for _, r := range d.True {
		parts = append(parts, r.String())
	}
	if n := len(d.NotAssessed); n > 0 {
		parts = append(parts, plain(whole(int64(n)))+" not assessed")
	}
	if len(parts) == 0 {
		return d.Assessment.String()
	}
	return d.Assessment.String() + ": " + strings.Join(parts, "; ")
}

// Earnings are the revenue of a period and the direct cost of delivering what it pays
// for: of a client, or of all together.
type Earnings struct {
	Revenue, Cost msp.Money
}

// MarginFalling returns the signal that margin falls while revenue grows, from the
// earnings of an earlier period, of the same length, to those of e: yes if revenue is
// more and gross margin, (revenue − cost) ÷ revenue over all clients, is less, exactly; no
// otherwise. Where revenue is not above zero there is no margin, and nothing is assessed.
// Two currencies are an [msp.ErrCurrency] error.
func (e Earnings) MarginFalling(earlier Earnings) (Answer, error) {
	amounts := [...]msp.Money{earlier.Revenue, earlier.Cost, e.Revenue, e.Cost}
	for i, a := range amounts {
		for _, b := range amounts[:i] {
			if _, err := a.Cmp(b); err != nil {
				return 0, err
			}
		}
	}
	if earlier.Revenue.Sign() <= 0 || e.Revenue.Sign() <= 0 {
		return 0, nil
	}
	// The share of revenue that costs take: 1 − margin.
	before, err1 := earlier.Cost.RatioTo(earlier.Revenue)
	after, err2 := e.Cost.RatioTo(e.Revenue)
	if err := errors.Join(err1, err2); err != nil {
		return 0, err
	}
	grew := e.Revenue.Minor() > earlier.Revenue.Minor()
	return AnswerOf(grew && after.Compare(before) > 0), nil
}
