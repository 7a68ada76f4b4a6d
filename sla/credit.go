package sla

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A CreditRung is one line of a table of service credits: an uptime below 99.9 %
// earns 10 % of the fee.
type CreditRung struct {
	// Below is the uptime below which the rung applies, strictly: at exactly 99.9 %
	// it does not. Above 0 % and at most 100 %.
	Below msp.Percent

	// Credit is what it gives, in percent of the fee. Not below 0 %.
	Credit msp.Percent
}

// A CreditLadderSpec is a table of service credits as people write it down. A
// table of financial penalties is one too: the figures then are what is paid.
//
//	{"rungs":[{"below":"99.9%","credit":"10%"},{"below":"99%","credit":"25%"}],"cap":"20%"}
//
// [CreditLadderSpec.Compile] turns it into a [CreditLadder].
type CreditLadderSpec struct {
	// Rungs are in any order.
	Rungs []CreditRung

	// Cap is the most that is credited, in percent of the fee. Zero: no cap.
	Cap msp.Percent
}

// CodeNotMonotone is of a rung that never decides, because a less bad uptime earns
// as much already.
const CodeNotMonotone msp.Code = "not_monotone"

// Compile checks the table and returns its ladder, or all findings as
// [msp.Issues] if one of them is an error. The rungs are copied.
func (s CreditLadderSpec) Compile() (CreditLadder, error) {
	if err := s.Validate().Err(); err != nil {
		return CreditLadder{}, err
	}
	rungs := slices.Clone(s.Rungs)
	slices.SortFunc(rungs, func(a, b CreditRung) int { return b.Below.Compare(a.Below) })
	// From the top down, so that those that give no more than one above them go.
	kept := rungs[:0]
	for _, r := range rungs {
		most := msp.Percent{}
		if len(kept) > 0 {
			most = kept[len(kept)-1].Credit
		}
		if r.Credit.Compare(most) > 0 {
			kept = append(kept, r)
		}
	}
	return CreditLadder{kept, s.Cap}, nil
}

// Validate returns all findings about the table, sorted, warnings too:
//
//   - a threshold that is not above 0 % and at most 100 %, a credit or cap below
//     0 %: [msp.CodeRange]
//   - two rungs below the same uptime: [msp.CodeDuplicate]
//   - no rungs: a warning, [msp.CodeMissing]
//   - a credit above 100 %: a warning, [msp.CodeRange]
//   - a rung that gives no more than one for a higher uptime, or nothing: a
//     warning, [CodeNotMonotone]; the larger credit counts
func (s CreditLadderSpec) Validate() msp.Issues {
	var list findings.List
	if len(s.Rungs) == 0 {
		list.Warnf("rungs", msp.CodeMissing, "without rungs nothing is credited")
	}
	whole := msp.MustParsePercent("100%")
	for n, r := range s.Rungs {
		path := "rungs[" + strconv.Itoa(n) + "]"
		if r.Below.Sign() <= 0 || r.Below.Compare(whole) > 0 {
			list.Errorf(path+".below", msp.CodeRange, "%v is not above 0%% and at most 100%%", r.Below)
		}
		switch {
		case r.Credit.Sign() < 0:
			list.Errorf(path+".credit", msp.CodeRange, "%v is below zero", r.Credit)
		case r.Credit.Compare(whole) > 0:
			list.Warnf(path+".credit", msp.CodeRange, "%v is more than the fee", r.Credit)
		}
	}
	s.checkOrder(&list)
	if s.Cap.Sign() < 0 {
		list.Errorf("cap", msp.CodeRange, "%v is below zero", s.Cap)
	}
	return list.Issues()
}

// checkOrder finds rungs below the same uptime and rungs that never decide.
func (s CreditLadderSpec) checkOrder(list *findings.List) {
	order := make([]int, len(s.Rungs))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(s.Rungs[b].Below.Compare(s.Rungs[a].Below), cmp.Compare(a, b))
	})
	most := -1 // the rung above that gives most
	for i, n := range order {
		path, r := "rungs["+strconv.Itoa(n)+"]", s.Rungs[n]
		switch {
		case i > 0 && r.Below == s.Rungs[order[i-1]].Below:
			list.Errorf(path+".below", msp.CodeDuplicate, "rungs[%d] is below %v too", order[i-1], r.Below)
		case r.Credit.Sign() == 0:
			list.Warnf(path+".credit", CodeNotMonotone, "a rung that gives nothing")
		case most >= 0 && r.Credit.Compare(s.Rungs[most].Credit) <= 0:
			list.Warnf(path+".credit", CodeNotMonotone, "%v is no more than the %v below %v, in rungs[%d]",
				r.Credit, s.Rungs[most].Credit, s.Rungs[most].Below, most)
		}
		if most < 0 || r.Credit.Compare(s.Rungs[most].Credit) > 0 {
			most = n
		}
	}
}

// A CreditLadder says which share of the fee an uptime earns back.
//
// The zero CreditLadder credits nothing. Ladders are immutable and safe for
// concurrent use.
type CreditLadder struct {
	rungs []CreditRung // the highest threshold first, each gives more than the one before
	most  msp.Percent  // 0: no cap
}

// A Credit is what an uptime earns, and why. The zero Credit is none.
type Credit struct {
	// Rung is the one that decides; its Credit is what it gives before the cap. The
	// zero CreditRung if none applies.
	Rung CreditRung

	// Percent is the share of the fee that is credited, after the cap. What it is
	// in money, [msp.Percent.Of] says.
	Percent msp.Percent
}

// Credit returns what an uptime earns: the largest credit among the rungs that are
// above it, strictly, at most the cap. The uptime is compared exactly, as a
// fraction of 1; see [Uptime.Ratio]. ok is false if it is undefined, because no
// time was agreed.
func (l CreditLadder) Credit(uptime msp.Ratio) (credit Credit, ok bool) {
	if !uptime.Defined() {
		return Credit{}, false
	}
	for _, r := range l.rungs {
		if uptime.Compare(r.Below.Ratio()) >= 0 {
			break
		}
		credit = Credit{r, l.capped(r.Credit)}
	}
	return credit, true
}

func (l CreditLadder) capped(p msp.Percent) msp.Percent {
	if l.most.Sign() > 0 && p.Compare(l.most) > 0 {
		return l.most
	}
	return p
}

// Most returns the most that the ladder credits: the cap, or the largest credit.
func (l CreditLadder) Most() msp.Percent {
	if len(l.rungs) == 0 {
		return msp.Percent{}
	}
	return l.capped(l.rungs[len(l.rungs)-1].Credit)
}

// IsCapped reports whether the cap has cut the credit.
func (c Credit) IsCapped() bool { return c.Percent != c.Rung.Credit }

// String returns "10% for less than 99.5%", "7.5% for less than 99.5%, capped from
// 10%", or "none".
func (c Credit) String() string {
	switch {
	case c == Credit{}:
		return "none"
	case c.IsCapped():
		return c.Percent.String() + " for less than " + c.Rung.Below.String() + ", capped from " + c.Rung.Credit.String()
	}
	return c.Percent.String() + " for less than " + c.Rung.Below.String()
}
