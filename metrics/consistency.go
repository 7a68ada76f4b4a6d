package metrics

import "github.com/mspkit/msp"

// ResolutionConsistency returns how much longer a slow ticket takes than a usual
// one: "resolution_consistency", the 90th percentile ÷ the median, by a rule. 1 is
// perfectly even; group the sample by tier or priority first, since a mixture is
// never even. It is undefined without observations, for [ReasonZeroDenominator] if the
// median is 0, and for [ReasonNegativeDenominator] if it is below. It fails as
// [Sample.Quantile] does.
func ResolutionConsistency(s Sample, rule QuantileRule) (KPI, error) {
	slow, usual, err := s.pair(9, 5, 10, rule)
	if err != nil {
		return KPI{}, err
	}
	k, _ := Definition{ // of 140 bits at most
		Name:  "resolution_consistency",
		Title: "Resolution consistency",
		Text:  "90th percentile ÷ median, both by " + rule.String(),
	}.OfRatio(slow.exact, usual.exact, UnitNumber, usual.n)
	switch {
	case !usual.Defined():
		return k.undefined(noObservations), nil
	case usual.exact.Sign() < 0:
		return k.undefined(negativeDenominator), nil
	}
	return k, nil
}

// ResolutionSpread returns how far the middle half of the observations is apart:
// "resolution_iqr", the 75th percentile − the 25th, by a rule, in the unit of the
// sample. It is undefined, for [ReasonTooFew], of fewer than 2 observations. It fails
// as [Sample.Quantile] does.
func ResolutionSpread(s Sample, rule QuantileRule) (KPI, error) {
	upper, lower, err := s.pair(3, 1, 4, rule)
	if err != nil {
		return KPI{}, err
	}
	spread, _ := upper.exact.Sub(lower.exact) // of 70 bits at most
	k := Definition{
		Name:  "resolution_iqr",
		Title: "Resolution time, interquartile range",
		Text:  "75th percentile − 25th percentile, both by " + rule.String(),
	}.OfValue(newValue(spread, s.unit, upper.n, tooFew))
	if upper.n < 2 {
		return k.undefined(tooFew), nil
	}
	return k, nil
}

// pair returns two quantiles, high ÷ of and low ÷ of.
func (s Sample) pair(high, low, of int64, rule QuantileRule) (upper, lower Value, err error) {
	if upper, err = s.Quantile(msp.NewRatio(high, of), rule); err != nil {
		return Value{}, Value{}, err
	}
	lower, err = s.Quantile(msp.NewRatio(low, of), rule)
	return upper, lower, err
}
