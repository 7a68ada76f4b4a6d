package metrics

import (
	"math/big"
	"strconv"

	"github.com/mspkit/msp"
)

// NPS returns the net promoter score, a number from −100 to 100: "nps", the share of
// promoters, who answer 9 or 10, less that of detractors, 0 to 6, times 100. Who
// answers 7 or 8 is passive, and counts in the denominator only. It is undefined
// without answers. Ratings on another scale than 0 to 10 are an [ErrUnit] error; the
// zero Ratings, which have none, are not.
//
// Source: F. F. Reichheld, The One Number You Need to Grow, Harvard Business Review,
// December 2003.
func NPS(r Ratings) (KPI, error) {
	want := Scale{Low: 0, High: 10}
	if r.scale != want && r.scale != (Scale{}) {
		return KPI{}, msp.NewInputError(ErrUnit, "metrics: NPS", "scale "+r.scale.String(), "want "+want.String())
	}
	net := big.NewInt(r.Between(9, 10) - r.Between(0, 6))
	num, _ := msp.RatioFromBig(net.Mul(net, big.NewInt(100)), big.NewInt(1))
	k := Definition{
		Name:  "nps",
		Title: "Net promoter score",
		Text:  "100 × (ratings of 9 and 10 − ratings of 0 to 6) ÷ ratings, on a scale of 0 to 10",
	}.ofAnswers(num, r, UnitNumber)
	return k, nil
}

// ofAnswers returns num ÷ the answers on the scale.
func (d Definition) ofAnswers(num msp.Ratio, r Ratings, unit Unit) KPI {
	den := whole(r.Answered())
	exact, _ := num.Quo(den) // of 130 bits at most
	k := KPI{Definition: d, Value: newValue(exact, unit, r.Answered(), zeroDenominator), Num: num, Den: den}
	k.LeftOut = r.leftOut()
	return k
}

// leftOut counts those who have not answered as unknown.
func (r Ratings) leftOut() LeftOut { return LeftOut{Unknown: r.unanswered, Invalid: r.invalid} }

// CSATMean returns the mean rating of customer satisfaction from 1 to 5: "csat_mean". It
// is undefined without answers. Ratings on another scale are an [ErrUnit] error; the
// zero Ratings, which have none, are not. It is not the share of satisfied customers
// that others call CSAT; see [CSATTopBox].
func CSATMean(r Ratings) (KPI, error) {
	want := Scale{Low: 1, High: 5}
	if r.scale != want && r.scale != (Scale{}) {
		return KPI{}, msp.NewInputError(ErrUnit, "metrics: CSAT", "scale "+r.scale.String(), "want "+want.String())
	}
	return Definition{
		Name:  "csat_mean",
		Title: "Customer satisfaction, mean",
		Text:  "sum of ratings ÷ ratings, on a scale of 1 to 5",
	}.ofMeanRating(r), nil
}

// CESMean returns the mean rating of customer effort, on whatever scale they are:
// "ces_mean". It is undefined without answers. Whether a high rating is a good one
// depends on the question: it is where the survey asks how easy it was, 1 to 7.
//
// Source: M. Dixon, K. Freeman and N. Toman, Stop Trying to Delight Your Customers,
// Harvard Business Review, July 2010.
func CESMean(r Ratings) KPI {
	return Definition{
		Name:  "ces_mean",
		Title: "Customer effort score, mean",
		Text:  "sum of ratings ÷ ratings, on a scale of " + r.scale.String(),
	}.ofMeanRating(r)
}

func (d Definition) ofMeanRating(r Ratings) KPI {
	num, _ := msp.RatioFromBig(r.sum(), big.NewInt(1))
	k := d.ofAnswers(num, r, UnitNumber)
	k.Value = r.Mean()
	return k
}

// CSATTopBox returns the share of answers among the so many best of the scale:
// "csat_top2" for two, 4 and 5 of 1 to 5, the usual choice. It is undefined without
// answers. Less than one point, and all points of the scale or more, are an
// [msp.ErrRange] error.
func CSATTopBox(r Ratings, points int) (KPI, error) {
	scale := r.scale
	if most := scale.High - scale.Low; points < 1 || scale != (Scale{}) && points > most || points >= mostPoints {
		return KPI{}, msp.NewInputError(msp.ErrRange, "metrics: top box", strconv.Itoa(points), "want 1 to one less than the scale "+scale.String()+" has")
	}
	best := "the best " + strconv.Itoa(points) + " ratings"
	if scale != (Scale{}) {
		best = "ratings of " + strconv.Itoa(scale.High-points+1) + " or more"
	}
	num := r.Between(scale.High-points+1, scale.High)
	return Definition{
		Name:  "csat_top" + strconv.Itoa(points),
		Title: "Customer satisfaction, top " + strconv.Itoa(points),
		Text:  best + " ÷ ratings, on a scale of " + scale.String(),
	}.ofAnswers(whole(num), r, UnitShare), nil
}

// ResponseRate returns the share of those asked who answered: "response_rate".
// Answers off the scale are left out of both. It is undefined if nobody was
// asked.
func ResponseRate(r Ratings) KPI {
	num, den := whole(r.Answered()), whole(r.Answered()+r.unanswered)
	exact, _ := num.Quo(den)
	return KPI{
		Definition: Definition{
			Name:  "response_rate",
			Title: "Survey response rate",
			Text:  "ratings ÷ (ratings + surveys without an answer); answers off the scale are left out",
		},
		Value: newValue(exact, UnitShare, r.Answered()+r.unanswered, zeroDenominator),
		Num:   num, Den: den,
		LeftOut: LeftOut{Invalid: r.invalid},
	}
}

// An XLAPart is a KPI of an experience level agreement, and its weight.
type XLAPart struct {
	KPI    KPI
	Weight msp.Ratio
}

// XLAIndex returns the index of an experience level agreement: "xla_index", the mean
// of KPIs by weights that the agreement gives, Σ weight × value ÷ Σ weight. Bring the
// parts onto one scale first, such as shares, or points from 0 to 100; this is no
// place to guess how satisfaction and uptime compare. Its sample is the smallest of
// theirs.
//
// It is undefined if one part is, for the reason of the first, also of one without
// weight; and for [ReasonZeroDenominator] if all weights are zero, or there is no
// part. Parts that are neither all numbers nor all shares are an [ErrUnit] error, an
// undefined weight is an [msp.ErrUndefined] error, one below zero an [msp.ErrRange]
// error, and sums of more than 1000 digits are [msp.ErrOverflow] errors.
func XLAIndex(parts ...XLAPart) (KPI, error) {
	d := Definition{Name: "xla_index", Title: "Experience index", Text: "Σ weight × value ÷ Σ weight of:"}
	var unit Unit
	var n int64
	var missing reason
	num, den := whole(0), whole(0)
	for i, p := range parts {
		v, at := p.KPI.Value, "metrics: XLA part "+strconv.Itoa(i)
		switch {
		case !p.Weight.Defined():
			return KPI{}, msp.NewInputError(msp.ErrUndefined, at, p.Weight.String(), "want a weight")
		case p.Weight.Sign() < 0:
			return KPI{}, msp.NewInputError(msp.ErrRange, at, p.Weight.String(), "want a weight of 0 or more")
		case v == Value{}: // no unit
		case v.unit != UnitNumber && v.unit != UnitShare:
			return KPI{}, msp.NewInputError(ErrUnit, at, v.String(), "want a number or a share")
		case unit != 0 && v.unit != unit:
			return KPI{}, msp.NewInputError(ErrUnit, at, v.String(), "those before it are in "+unit.String())
		default:
			unit = v.unit
		}
		if !v.Defined() && missing == 0 {
			missing = v.why()
		}
		if i == 0 {
			n = v.n
		}
		n = min(n, v.n)
		var err error
		if num, den, err = weigh(num, den, p.Weight, v.exact); err != nil {
			return KPI{}, err
		}
		d.Text += " " + p.Weight.String() + " × " + p.KPI.Name
	}
	exact, err := num.Quo(den)
	if err != nil {
		return KPI{}, err
	}
	if missing == 0 {
		missing = zeroDenominator
	}
	if unit == 0 {
		unit = UnitNumber
	}
	return KPI{Definition: d, Value: newValue(exact, unit, n, missing), Num: num, Den: den}, nil
}

// weigh returns num + weight × value and den + weight.
func weigh(num, den, weight, value msp.Ratio) (msp.Ratio, msp.Ratio, error) {
	part, err := weight.Mul(value)
	if err != nil {
		return num, den, err
	}
	if num, err = num.Add(part); err != nil {
		return num, den, err
	}
	den, err = den.Add(weight)
	return num, den, err
}
