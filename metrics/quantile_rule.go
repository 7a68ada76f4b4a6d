package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A QuantileRule says which number a quantile is where it falls between two
// observations. Tools differ here, so the rule is always named.
//
//	the 90th percentile of 10, 20 … 100
//	NearestRank   90   the observation of rank ⌈p·n⌉, at least 1; type 1 of Hyndman and Fan
//	Linear        91   between the ranks around 1 + p·(n−1); type 7, that of spreadsheets
type QuantileRule uint8

// Quantile rules. The zero QuantileRule is not stated, and no quantile has it.
const (
	NearestRank QuantileRule = iota + 1
	Linear
)

const quantileRuleNames = "nearest_rank|linear"

// ParseQuantileRule reads "nearest_rank" or "linear"; the empty text is the zero
// QuantileRule.
func ParseQuantileRule(text string) (QuantileRule, error) {
	v, ok := enum.Parse(quantileRuleNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: quantile rule", text, "want nearest_rank or linear")
	}
	return QuantileRule(v), nil
}

// String returns the text of r.
func (r QuantileRule) String() string {
	return enum.String("QuantileRule", quantileRuleNames, uint8(r))
}

// AppendText implements [encoding.TextAppender].
func (r QuantileRule) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(quantileRuleNames, uint8(r))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: quantile rule", r.String(), "no such rule")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r QuantileRule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseQuantileRule].
func (r *QuantileRule) UnmarshalText(text []byte) error {
	parsed, err := ParseQuantileRule(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
