package metrics

import "github.com/mspkit/msp"

// ARPA returns the average revenue per account: monthly recurring revenue by the
// accounts that pay it, which are the sample. It is undefined, for
// [ReasonZeroDenominator], without accounts. A number below zero is an
// [msp.ErrRange] error, no currency an [msp.ErrCurrency] error.
func ARPA(mrr msp.Money, accounts int64) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "arpa",
		Title: "Average revenue per account",
		Text:  "monthly recurring revenue ÷ accounts",
	}, f.amount("MRR", mrr), f.count("accounts", accounts), UnitMoney, accounts)
}

// LTV returns the lifetime value of a client: its gross profit of a month for as
// long as a client stays on average, which is 1 ÷ churn months. It is undefined, for
// [ReasonZeroDenominator], at a churn of zero, where nobody ever leaves, and where
// the margin or the churn is undefined. A loss has a value below zero.
//
// A churn below 0 or above 1 is an [msp.ErrRange] error, no currency an
// [msp.ErrCurrency] error.
func LTV(arpa msp.Money, grossMargin, monthlyChurn msp.Ratio) (KPI, error) {
	var f formula
	profit := f.mul(f.amount("ARPA", arpa), grossMargin)
	return f.quotient(Definition{
		Name:  "ltv",
		Title: "Lifetime value of a client",
		Text:  "average monthly revenue per account × gross margin ÷ monthly client churn",
	}, profit, f.fraction("monthly churn", monthlyChurn), UnitMoney, 1)
}

// CAC returns the cost of acquiring a client: what sales and marketing cost, by the
// new clients, which are the sample. It is undefined, for [ReasonZeroDenominator],
// without any. It fails as [ARPA] does.
func CAC(cost msp.Money, clients int64) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "cac",
		Title: "Cost of acquiring a client",
		Text:  "cost of sales and marketing ÷ new clients",
	}, f.amount("cost", cost), f.count("new clients", clients), UnitMoney, clients)
}

// CACPayback returns after how many months the gross profit of a client has paid
// what it cost to acquire it. A client without profit never pays: it is undefined
// for [ReasonZeroDenominator] at a monthly profit of zero or one that is undefined,
// for [ReasonNegativeDenominator] below zero. Two currencies are an
// [msp.ErrCurrency] error.
func CACPayback(cac, arpa msp.Money, grossMargin msp.Ratio) (KPI, error) {
	var f formula
	cost := f.amount("CAC", cac)
	return f.quotient(Definition{
		Name:  "cac_payback_months",
		Title: "Months to pay back the cost of acquiring a client",
		Text:  "cost of acquiring a client ÷ (average monthly revenue per account × gross margin), in months",
	}, cost, f.mul(f.amount("ARPA", arpa), grossMargin), UnitNumber, 1)
}

// RuleOf40 returns growth plus profit margin, both of a year and as a share: a
// business that is well has 40% or more. It is undefined, for
// [ReasonZeroDenominator], if one of them is. A sum of more than 1000 digits is an
// [msp.ErrOverflow] error.
func RuleOf40(growth, profitMargin msp.Ratio) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "rule_of_40",
		Title: "Rule of 40",
		Text:  "growth of revenue + profit margin, of a year",
	}, f.add(growth, profitMargin), whole(1), UnitShare, 1)
}
