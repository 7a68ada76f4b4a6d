package pricing

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A Material is a fact of what was delivered beside time: a part or a licence that is
// sold on, at a price of its own or at a markup on its cost.
//
//	{"id":"P9","name":"SSD 1 TB","date":"2026-03-02","quantity":"2","cost":"80","markup":"12.5%"}
//	{"name":"Patch cable","date":"2026-03-02","quantity":"10","price":"4.90"}
//
// It has either a Price or a Markup. Sold on at cost is a Price that equals the Cost;
// given away is a Markup of -100%.
type Material struct {
	// ID names the material in what is billed for it. Optional; a list of materials
	// has each ID once.
	ID string

	// Name is the item on the statement. Required.
	Name string

	// Date is the civil day of the delivery. Required.
	Date msp.Date

	// Quantity is above zero.
	Quantity decimal.Decimal

	// Cost of one to the provider, in the currency's units. Zero: not stated.
	Cost decimal.Decimal

	// Price of one, in the currency's units; it may have more digits than the currency,
	// and is not rounded. Zero: there is a Markup.
	Price decimal.Decimal

	// Markup is what is put on the Cost, not below -100%. The price of one is then
	// rounded to the currency, since it is what the client is quoted. Zero: there is a
	// Price.
	Markup msp.Percent
}

// Validate returns all findings about the material, sorted:
//
//   - no name or date, neither a price nor a markup, a markup on no cost:
//     [msp.CodeMissing]
//   - both a price and a markup: [msp.CodeConflict]
//   - a quantity that is not above zero, a cost or price below zero, any of them with
//     more than 18 digits on either side of the point, a markup below -100%, the date
//     9999-12-31, which no period holds: [msp.CodeRange]
//   - a text that is not UTF-8, which JSON could not bring back: [msp.CodeSyntax]
func (m Material) Validate() msp.Issues {
	var list findings.List
	m.check(&list, "")
	return list.Issues()
}

func (m Material) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	checkText(list, path+"id", m.ID)
	checkText(list, path+"name", m.Name)
	if m.Name == "" {
		list.Errorf(path+"name", msp.CodeMissing, "what is it?")
	}
	checkWorkDate(list, path+"date", m.Date)
	if checkNumber(list, path+"quantity", m.Quantity) && m.Quantity.Sign() <= 0 {
		list.Errorf(path+"quantity", msp.CodeRange, "%s is not above zero", number.Text(m.Quantity))
	}
	checkNotNegative(list, path+"cost", m.Cost)
	checkNotNegative(list, path+"price", m.Price)
	hasPrice := number.Check("", m.Price) != nil || !m.Price.IsZero()
	switch given := msp.MustParsePercent("-100%"); {
	case hasPrice && !m.Markup.IsZero():
		list.Errorf(path+"markup", msp.CodeConflict, "there is a price too")
	case !hasPrice && m.Markup.IsZero():
		list.Errorf(path+"price", msp.CodeMissing, "neither price nor markup; at cost is a price that equals the cost, given away a markup of -100%%")
	case m.Markup.Compare(given) < 0:
		list.Errorf(path+"markup", msp.CodeRange, "%v is below -100%%", m.Markup)
	case !m.Markup.IsZero() && m.Markup != given && m.Cost.IsZero():
		list.Errorf(path+"cost", msp.CodeMissing, "a markup on what?")
	}
}

// UnitPrice returns the price of one, in the currency's units: the Price as it is, or
// cost × (1 + markup) rounded once to the currency. Findings about the material are an
// [msp.Issues] error.
func (m Material) UnitPrice(c msp.Currency, mode msp.Rounding) (decimal.Decimal, error) {
	if err := m.Validate().Err(); err != nil {
		return decimal.Decimal{}, err
	}
	return m.unitPrice(c, mode)
}

func (m Material) unitPrice(c msp.Currency, mode msp.Rounding) (decimal.Decimal, error) {
	if m.Markup.IsZero() {
		return m.Price, nil
	}
	factor, err := msp.NewRatio(1, 1).Add(m.Markup.Ratio())
	if err != nil {
		return decimal.Decimal{}, err
	}
	exact, err := factor.Mul(number.Ratio(m.Cost))
	if err != nil {
		return decimal.Decimal{}, err
	}
	price, err := msp.MoneyFromRatio(exact, c, mode)
	return price.Decimal(), err
}

// Line returns the charge: the price of one × quantity, rounded once, and the cost
// likewise. Findings about the material are an [msp.Issues] error, an amount beyond
// Money an [msp.ErrOverflow] error, no currency an [msp.ErrCurrency] error.
func (m Material) Line(c msp.Currency, mode msp.Rounding) (Line, error) {
	if err := m.Validate().Err(); err != nil {
		return Line{}, err
	}
	return m.line(c, mode)
}

func (m Material) line(c msp.Currency, mode msp.Rounding) (Line, error) {
	if c.IsZero() {
		return Line{}, msp.NewInputError(msp.ErrCurrency, "pricing: material", m.Name, "amounts need a currency")
	}
	price, err := m.unitPrice(c, mode)
	if err != nil {
		return Line{}, err
	}
	q, err := NewQuantity(m.Quantity, "")
	if err != nil {
		return Line{}, err
	}
	amount, err := timesQuantity(price, q, c, mode)
	if err != nil {
		return Line{}, err
	}
	cost := msp.Money{}
	if !m.Cost.IsZero() {
		if cost, err = timesQuantity(m.Cost, q, c, mode); err != nil {
			return Line{}, err
		}
	}
	ref := m.ID
	if ref == "" {
		ref = m.Name
	}
	return Line{
		Kind: KindMaterial, Item: m.Name, Period: workDay(m.Date), Quantity: q, Amount: amount, Cost: cost,
		Detail: []Detail{{Step: StepPart, Ref: ref, Quantity: q, Rate: price, Amount: amount}},
	}, nil
}

// timesQuantity returns a price of one × quantity, rounded once.
func timesQuantity(each decimal.Decimal, q Quantity, c msp.Currency, mode msp.Rounding) (msp.Money, error) {
	amount, err := number.Ratio(each).Mul(q.Ratio())
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(amount, c, mode)
}

// MaterialLines returns the charges of a list of materials, in its order; see
// [Material.Line]. All findings are one [msp.Issues] error, with paths such as
// "materials[3].price"; an ID that an earlier material has is one more of them,
// [msp.CodeDuplicate]. Cost: linear in the number of materials.
func MaterialLines(materials []Material, c msp.Currency, mode msp.Rounding) ([]Line, error) {
	var list findings.List
	checkMaterials(&list, "materials", materials)
	if err := list.Issues().Err(); err != nil {
		return nil, err
	}
	lines := make([]Line, 0, len(materials))
	for n := range materials {
		line, err := materials[n].line(c, mode)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func checkMaterials(list *findings.List, path string, materials []Material) {
	first := make(map[string]int, len(materials))
	for n := range materials {
		m := &materials[n]
		at := path + "[" + strconv.Itoa(n) + "]"
		m.check(list, at)
		if m.ID == "" {
			continue
		}
		if before, ok := first[m.ID]; ok {
			list.Errorf(at+".id", msp.CodeDuplicate, "[%d] is %q too", before, workName(m.ID))
			continue
		}
		first[m.ID] = n
	}
}
