package pricing

import (
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An AgreementSpec is what a client pays for, as people write it down.
// [AgreementSpec.Compile] turns it into an [Agreement], which quotes and bills.
//
//	{"client":"Acme","currency":"USD","start":"2026-01-01","items":[
//	  {"name":"Gold seats","price":{"unit":"user","rate":"150"},"quantity":[{"quantity":"25"}]}]}
type AgreementSpec struct {
	// Client is whom it is with; it stands on the statements.
	Client string

	// Currency of everything. Required.
	Currency msp.Currency

	// Rounding of every amount. Zero: half up.
	Rounding msp.Rounding

	// Start and End are its life, [Start, End). Start is required; a zero End is open.
	Start, End msp.Date

	// Anchor is a date on which service periods begin. Zero: Start. Days 29 to 31 fall on
	// the last day of shorter months.
	Anchor msp.Date

	// Items are recurring, metered and one-time fees.
	Items []Item

	// Projects are work at a fixed price that is paid at milestones.
	Projects []Project

	// Outcomes are fees at the level that a KPI reaches.
	Outcomes []Outcome

	// Labour says how time worked is billed. Nil: no time entries are taken.
	Labour *LabourSpec

	// Blocks cover time worked before it is billed: prepaid hours, money or incidents.
	// Work goes to the first block that covers its type, and to labour if none does. A
	// block takes the minutes as labour would bill them, rounded, on the days on which they
	// were worked. What goes beyond it is charged at the block's overage rate or else by
	// the hour, and is not under the cap of labour.
	Blocks []BlockSpec

	// Discounts on each statement, in this order.
	Discounts []Discount

	// Commitment is the least and the most that is paid for all that is on the statements
	// of its period: one-time fees, work and materials too. Its periods follow the anchor;
	// one that the agreement's life cuts has its part of both, by days. Zero: none.
	Commitment Commitment

	// Credits bound what service credits give back.
	Credits CreditTerms

	// CreditNotes pays out a statement that comes to less than zero, by a credit note.
	// Otherwise it is carried forward into the next one.
	CreditNotes bool
}

// An Outcome is a fee of an agreement that depends on a KPI. It is charged in
// arrears, for each whole service period that ends in the statement's.
type Outcome struct {
	// Name tells it apart. Empty: the name of the KPI.
	Name string

	// Price is the fee by level. Its currency may be left out.
	Price OutcomeSpec

	// Cadence is how often the fee is due. Zero: [Month].
	Cadence Cadence
}

func (o Outcome) name() string {
	if o.Name == "" {
		return o.Price.KPI
	}
	return o.Name
}

// An Agreement is a compiled [AgreementSpec]. The zero Agreement bills nothing.
// Agreements are immutable, safe for concurrent use and cheap to copy.
type Agreement struct {
	a *agreement
}

type agreement struct {
	spec     AgreementSpec
	mode     msp.Rounding
	currency msp.Currency
	none     msp.Money
	anchor   msp.Date
	whole    msp.Period
	items    []item
	projects []Project
	outcomes []outcome
	labour   Labour
	blocks   []Block
}

type outcome struct {
	name    string
	cadence Cadence
	price   OutcomePrice
}

// Compile checks the spec and returns its agreement, or all findings as [msp.Issues]
// if one of them is an error. The spec is copied.
func (s AgreementSpec) Compile() (Agreement, error) {
	var list findings.List
	a := s.compile(&list)
	if err := list.Issues().Err(); err != nil {
		return Agreement{}, err
	}
	return Agreement{a}, nil
}

// Validate returns all findings about the spec, sorted, warnings too: those of its
// parts, with their paths, and
//
//   - no currency, start or name: [msp.CodeMissing]
//   - a part in another currency, another unit than the item's: [msp.CodeConflict]
//   - one name for two parts: [msp.CodeDuplicate]
//   - an end that is not after the start, or a life outside the agreement's:
//     [msp.CodeRange]
func (s AgreementSpec) Validate() msp.Issues {
	var list findings.List
	s.compile(&list)
	return list.Issues()
}

func (s AgreementSpec) compile(list *findings.List) *agreement {
	s = s.clone()
	a := &agreement{spec: s, mode: s.Rounding, currency: s.Currency, anchor: s.Anchor}
	if s.Currency.IsZero() {
		list.Errorf("currency", msp.CodeMissing, "amounts need a currency")
	}
	checkText(list, "client", s.Client)
	if _, err := s.Rounding.MarshalText(); err != nil {
		list.Errorf("rounding", msp.CodeRange, "%v", err)
	}
	if s.Start.IsZero() {
		list.Errorf("start", msp.CodeMissing, "an agreement has a first day")
	}
	if a.anchor.IsZero() {
		a.anchor = s.Start
	}
	a.none, _ = msp.NewMoney(0, s.Currency)
	a.whole = a.life(list, "", s.Start, s.End)
	for n, i := range s.Items {
		a.items = append(a.items, i.compile(list, "items["+strconv.Itoa(n)+"]", a))
	}
	a.compileParts(list)
	a.checkNames(list)
	s.Commitment.check(list, "commitment")
	s.Credits.check(list, "credits")
	for n, d := range s.Discounts {
		d.check(list, "discounts["+strconv.Itoa(n)+"]")
	}
	return a
}

// compileParts compiles what is not an item.
func (a *agreement) compileParts(list *findings.List) {
	for n, p := range a.spec.Projects {
		path := "projects[" + strconv.Itoa(n) + "]"
		p.Currency = a.inherit(list, path+".currency", p.Currency)
		p.check(list, path)
		a.projects = append(a.projects, p)
	}
	for n, o := range a.spec.Outcomes {
		path := "outcomes[" + strconv.Itoa(n) + "]"
		o.Price.Currency = a.inherit(list, path+".price.currency", o.Price.Currency)
		before := list.Errors()
		o.Price.check(list, path+".price")
		if o.Cadence == 0 {
			o.Cadence = Month
		}
		if !o.Cadence.IsRecurring() {
			list.Errorf(path+".cadence", msp.CodeRange, "%v does not come again", o.Cadence)
		}
		checkText(list, path+".name", o.Name)
		checkText(list, path+".price.kpi", o.Price.KPI)
		compiled := outcome{name: o.name(), cadence: o.Cadence}
		if list.Errors() == before && a.isSound() {
			var err error
			if compiled.price, err = o.Price.Compile(a.mode); err != nil {
				list.Errorf(path+".price", msp.CodeRange, "%v", err)
			}
		}
		a.outcomes = append(a.outcomes, compiled)
	}
	if a.spec.Labour != nil {
		spec := *a.spec.Labour
		labour, err := spec.Compile(a.currency, a.mode)
		a.addIssues(list, "labour", spec.Validate(), err)
		a.labour = labour
	}
	for n, b := range a.spec.Blocks {
		block, err := b.Compile(a.anchor, a.currency, a.mode)
		a.addIssues(list, "blocks["+strconv.Itoa(n)+"]", b.Validate(), err)
		a.blocks = append(a.blocks, block)
	}
	if len(a.spec.Blocks) > 0 && a.spec.Labour == nil {
		list.Errorf("labour", msp.CodeMissing, "blocks cover time worked, and labour says how it is measured")
	}
}

// checkNames finds names that are used twice: each stands for one line of the
// statements.
func (a *agreement) checkNames(list *findings.List) {
	seen := map[string]string{}
	check := func(path, name string) {
		if other, ok := seen[name]; ok && name != "" {
			list.Errorf(path, msp.CodeDuplicate, "%s is %q too", other, name)
			return
		}
		seen[name] = path
	}
	for n, i := range a.items {
		check("items["+strconv.Itoa(n)+"].name", i.spec.Name)
	}
	for n, p := range a.projects {
		check("projects["+strconv.Itoa(n)+"].name", p.Name)
	}
	for n, o := range a.outcomes {
		check("outcomes["+strconv.Itoa(n)+"].name", o.name)
	}
	if a.spec.Labour != nil {
		check("labour.name", a.spec.Labour.Name)
	}
	for n, b := range a.spec.Blocks {
		check("blocks["+strconv.Itoa(n)+"].name", b.Name)
	}
}

// inherit gives a part the agreement's currency, and finds another one.
func (a *agreement) inherit(list *findings.List, path string, c msp.Currency) msp.Currency {
	if !c.IsZero() && c != a.currency && !a.currency.IsZero() {
		list.Errorf(path, msp.CodeConflict, "%v in an agreement in %v", c, a.currency)
	}
	return a.currency
}

// life returns the days [start, end), with the agreement's own in place of none.
func (a *agreement) life(list *findings.List, path string, start, end msp.Date) msp.Period {
	if !start.IsZero() && start.Before(a.spec.Start) {
		list.Errorf(join(path, "start"), msp.CodeRange, "%v is before the agreement's, %v", start, a.spec.Start)
	}
	if !end.IsZero() && !a.spec.End.IsZero() && end.After(a.spec.End) {
		list.Errorf(join(path, "end"), msp.CodeRange, "%v is after the agreement's, %v", end, a.spec.End)
	}
	if start.IsZero() {
		start = a.spec.Start
	}
	if end.IsZero() {
		end = a.spec.End
	}
	if end.IsZero() {
		end = lastDate()
	}
	p, err := msp.NewPeriod(start, end)
	if !start.IsZero() && (err != nil || p.IsEmpty()) {
		list.Errorf(join(path, "end"), msp.CodeRange, "%v is not after the start, %v", end, start)
	}
	return p
}

// lastDate stands for an open end.
func lastDate() msp.Date { return msp.MustParseDate("9999-12-31") }

// isSound reports whether the agreement has what its parts are compiled with; what is
// missing is a finding of its own.
func (a *agreement) isSound() bool {
	_, err := a.mode.MarshalText()
	return err == nil && !a.currency.IsZero() && !a.anchor.IsZero()
}

// addIssues adds the findings about a part, those of compiling it too.
func (a *agreement) addIssues(list *findings.List, path string, issues msp.Issues, err error) {
	if more, ok := errors.AsType[msp.Issues](err); ok { // all of them
		issues = more
	}
	for _, i := range issues {
		list.Add(i, path)
	}
	if err != nil && issues.Err() == nil && a.isSound() {
		list.Errorf(path, msp.CodeRange, "%v", err)
	}
}

// Spec returns a copy of what the agreement was compiled from.
func (a Agreement) Spec() AgreementSpec {
	if a.a == nil {
		return AgreementSpec{}
	}
	return a.a.spec.clone()
}

// clone returns a copy that shares nothing with s.
func (s AgreementSpec) clone() AgreementSpec {
	s.Items = slices.Clone(s.Items)
	for n := range s.Items {
		s.Items[n] = s.Items[n].clone()
	}
	s.Projects = slices.Clone(s.Projects)
	for n := range s.Projects {
		s.Projects[n].Milestones = slices.Clone(s.Projects[n].Milestones)
	}
	s.Outcomes = slices.Clone(s.Outcomes)
	for n := range s.Outcomes {
		s.Outcomes[n].Price.Levels = slices.Clone(s.Outcomes[n].Price.Levels)
	}
	if s.Labour != nil {
		labour := *s.Labour
		labour.Types, labour.Roles, labour.Costs = maps.Clone(labour.Types), maps.Clone(labour.Roles), maps.Clone(labour.Costs)
		s.Labour = &labour
	}
	s.Blocks = slices.Clone(s.Blocks)
	for n := range s.Blocks {
		b := &s.Blocks[n]
		b.Lots, b.Burn, b.Covers, b.Alerts = slices.Clone(b.Lots), maps.Clone(b.Burn), slices.Clone(b.Covers), slices.Clone(b.Alerts)
	}
	s.Discounts = cloneDiscounts(s.Discounts)
	return s
}

func cloneDiscounts(discounts []Discount) []Discount {
	discounts = slices.Clone(discounts)
	for n, d := range discounts {
		if off, ok := d.Off.(VolumeOff); ok {
			discounts[n].Off = VolumeOff{slices.Clone(off.Steps)}
		}
	}
	return discounts
}
