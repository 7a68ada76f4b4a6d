package metrics

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
)

// A Definition says what a KPI is: tools give one name to different numbers.
type Definition struct {
	// Name is stable and for programs: "sla_compliance". Targets refer to it.
	Name string

	// Title is for people: "SLA compliance".
	Title string

	// Text says what is counted over what, with its boundaries and the options that
	// were chosen: "resolved at or before due ÷ resolved or overdue".
	Text string
}

// A KPI is a number with its definition, and with all that is needed to check it:
// the fraction it is, the sample it rests on and what was left out.
//
// Functions of this package return KPIs for what they define; a [Definition] of the
// caller makes others. The zero KPI is undefined.
type KPI struct {
	Definition

	// Value is Num ÷ Den, or undefined.
	Value Value

	// Num and Den are the fraction as it was counted: 39 tickets of 40, a sum of
	// nanoseconds over a number of tickets, hours over hours.
	Num, Den msp.Ratio

	LeftOut LeftOut
}

// LeftOut counts the items that a KPI does not rest on.
type LeftOut struct {
	Pending  int64 // not decided yet
	Excluded int64 // outside of the definition: another kind or priority, a void ticket
	Unknown  int64 // something that the definition needs is not known: no due time, no level, no answer
	Open     int64 // no duration yet
	Invalid  int64 // impossible: ended before it began, took more than 292 years, a rating off its scale
}

// Total returns the number of items left out.
func (l LeftOut) Total() int64 { return l.Pending + l.Excluded + l.Unknown + l.Open + l.Invalid }

// OfRate returns the KPI that a rate is.
func (d Definition) OfRate(r Rate) KPI {
	tally := r.Tally()
	return KPI{
		Definition: d, Value: r.Value(),
		Num: whole(tally.Met()), Den: whole(tally.Judged()),
		LeftOut: LeftOut{Pending: tally.Pending(), Excluded: tally.Excluded()},
	}
}

// OfMean returns the KPI that the mean of times is.
func (d Definition) OfMean(t Times) KPI {
	return KPI{
		Definition: d, Value: t.Mean(),
		Num: t.Sum().Exact(), Den: whole(t.Count()),
		LeftOut: LeftOut{Excluded: t.Excluded(), Open: t.Open(), Invalid: t.Invalid()},
	}
}

// OfValue returns the KPI that a value is, such as a quantile.
func (d Definition) OfValue(v Value) KPI {
	return KPI{Definition: d, Value: v, Num: v.Exact(), Den: whole(1)}
}

// OfRatio returns num ÷ den of a sample of n, as NewValue does. It is undefined for
// [ReasonUndefinedInput] if one of them is.
func (d Definition) OfRatio(num, den msp.Ratio, unit Unit, n int64) (KPI, error) {
	exact, err := num.Quo(den)
	if err != nil {
		return KPI{}, err
	}
	v, err := NewValue(exact, unit, n)
	if err != nil {
		return KPI{}, err
	}
	return KPI{Definition: d, Value: v, Num: num, Den: den}.orUndefinedInput(), nil
}

// orUndefinedInput returns k with the reason why, if it is undefined because its fraction
// is.
func (k KPI) orUndefinedInput() KPI {
	if !k.Value.Defined() && (!k.Num.Defined() || !k.Den.Defined()) {
		return k.undefined(undefinedInput)
	}
	return k
}

// OfMoney returns an amount of money by so many of something, of a sample of n. It
// is undefined if den is zero or undefined. An amount without a currency is an [msp.ErrCurrency]
// error, zero included: nothing says of what it is nothing.
func (d Definition) OfMoney(amount msp.Money, den msp.Ratio, n int64) (KPI, error) {
	num := amount.Amount()
	exact, err := num.Quo(den)
	if err != nil {
		return KPI{}, err
	}
	v, err := NewMoneyValue(exact, amount.Currency(), n)
	if err != nil {
		return KPI{}, err
	}
	return KPI{Definition: d, Value: v, Num: num, Den: den}.orUndefinedInput(), nil
}

// NotTold returns k as undefined, for [ReasonNotTold]: what its data is from cannot tell
// it, and a zero would be taken for an answer.
func (k KPI) NotTold() KPI {
	k.Num, k.Den, k.LeftOut = msp.Ratio{}, msp.Ratio{}, LeftOut{}
	k.Value.exact, k.Value.n = msp.Ratio{}, 0
	return k.undefined(notTold)
}

func whole(n int64) msp.Ratio { return msp.NewRatio(n, 1) }

// undefined returns k with a reason why there is no number.
func (k KPI) undefined(why reason) KPI {
	k.Value = Value{n: k.Value.n, unit: k.Value.unit, currency: k.Value.currency, reason: why}
	return k
}

// String returns the KPI with what it rests on, for a log: "SLA compliance: 97.50%,
// n = 40, left out: 2 pending, 1 excluded".
func (k KPI) String() string {
	var b strings.Builder
	b.WriteString(k.Title + ": " + k.Value.Text(2, msp.HalfUp) + ", n = " + strconv.FormatInt(k.Value.N(), 10))
	if !k.Value.Defined() && k.Value.reason != 0 {
		b.WriteString(" (" + k.Value.Reason().String() + ")")
	}
	if text := k.LeftOut.String(); text != "" {
		b.WriteString(", left out: " + text)
	}
	return b.String()
}

// String returns "2 pending, 1 excluded", the empty text if nothing is left out.
func (l LeftOut) String() string {
	var parts []string
	for _, p := range [...]struct {
		n    int64
		what string
	}{{l.Pending, "pending"}, {l.Excluded, "excluded"}, {l.Unknown, "unknown"}, {l.Open, "open"}, {l.Invalid, "invalid"}} {
		if p.n != 0 {
			parts = append(parts, strconv.FormatInt(p.n, 10)+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

type kpiJSON struct {
	KPI        string `json:"kpi"`
	Title      string `json:"title"`
	Definition string `json:"definition"`
	valueJSON
	Num      msp.Ratio `json:"num"`
	Den      msp.Ratio `json:"den"`
	Pending  int64     `json:"pending"`
	Excluded int64     `json:"excluded"`
	Unknown  int64     `json:"unknown"`
	Open     int64     `json:"open"`
	Invalid  int64     `json:"invalid"`
}

// MarshalJSON returns an object that anybody can check:
//
//	{"kpi":"sla_compliance","title":"SLA compliance","definition":"…",
//	 "value":"39/40","unit":"share","n":40,"num":"39/1","den":"40/1",
//	 "pending":2,"excluded":1,"unknown":0,"open":0,"invalid":0}
//
// It is an answer, and there is no way back.
func (k KPI) MarshalJSON() ([]byte, error) {
	l := k.LeftOut
	return json.Marshal(kpiJSON{
		k.Name, k.Title, k.Text, k.Value.json(), k.Num, k.Den, l.Pending, l.Excluded, l.Unknown, l.Open, l.Invalid,
	})
}
